"""All that is measured of a picture before and after its repair, with or without the original."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from restorer_app.metrics.appearance import Appearance, appearance
from restorer_app.metrics.image import ImageScores, compare_images, psnr_db
from restorer_app.metrics.quality_map import quality_map

Floats = npt.NDArray[np.float32]
Histogram = npt.NDArray[np.float64]

N_BINS = 64
_MOST_COUNTED = 2_000_000
"""Pixels of a larger picture are counted in steps: a histogram of fewer looks no different."""
_VISIBLE = 2.5 / 255


@dataclass(frozen=True)
class Change:
    """How much a repair has changed a picture."""

    psnr_db: float
    """Of one against the other; infinite where nothing was changed."""
    changed_share: float
    """Share of the pixels with a channel that moved by 3/255 or more, 0..1."""


@dataclass(frozen=True, eq=False)
class Measurements:
    """Of a picture before, and after a repair where there was one.

    `scores_*` compare with a reference that the user has named, `histogram_*` are (3, N_BINS): the
    share of each channel's values in each bin.
    """

    before: Appearance
    histogram_before: Histogram
    after: Appearance | None = None
    histogram_after: Histogram | None = None
    change: Change | None = None
    scores_before: ImageScores | None = None
    scores_after: ImageScores | None = None
    quality_map: Floats | None = None
    """Where the latest of the pictures is like the reference, 0..1; see `metrics.quality_map`."""


def measure(
    before: Floats, after: Floats | None = None, reference: Floats | None = None
) -> Measurements:
    """Everything that these pictures (H, W, 3) in 0..1 allow.

    Raises MediaError for a tiny picture, or a reference of another size.
    """
    latest = before if after is None else after
    return Measurements(
        before=appearance(before),
        histogram_before=histogram(before),
        after=None if after is None else appearance(after),
        histogram_after=None if after is None else histogram(after),
        change=None if after is None else change(before, after),
        scores_before=None if reference is None else compare_images(reference, before),
        scores_after=(
            None if reference is None or after is None else compare_images(reference, after)
        ),
        quality_map=None if reference is None else quality_map(reference, latest),
    )


def change(before: Floats, after: Floats) -> Change:
    """Raises MediaError for pictures of different sizes."""
    psnr = psnr_db(before, after)
    is_changed = (np.abs(_thinned(after) - _thinned(before)) > _VISIBLE).any(axis=-1)
    return Change(psnr, float(is_changed.mean()))


def histogram(pixels: Floats) -> Histogram:
    """The share of each channel's values in each of `N_BINS` bins from 0 to 1, (3, N_BINS)."""
    thinned = np.clip(_thinned(pixels), 0, 1)
    counts = [np.histogram(thinned[..., i], N_BINS, (0, 1))[0] for i in range(3)]
    return np.stack(counts) / (thinned.shape[0] * thinned.shape[1])


def _thinned(pixels: Floats) -> Floats:
    """Every so many-th pixel of every so many-th row, the same of all pictures of one size."""
    step = max(1, int((pixels.shape[0] * pixels.shape[1] / _MOST_COUNTED) ** 0.5))
    return pixels[::step, ::step]
