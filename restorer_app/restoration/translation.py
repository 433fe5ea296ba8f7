"""Turns an old photograph of any size into a clean one, tile by tile, after a look at the whole.

The network takes contrast and tones of all that it sees together. So it sees the whole photograph
first, reduced: what it makes of that has the last word on tones, and its statistics make all tiles
one picture. The tiles have the last word on detail.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from restorer_app.architectures.translation import Statistics
from restorer_app.media.region import Region
from restorer_app.progress import OnProgress, ignore_progress
from restorer_app.registry.loader import LoadedNetwork
from restorer_app.restoration.photograph import as_floats
from restorer_app.restoration.tiling import Holed, run_mapping
from restorer_app.restoration.tint import Tint

OVERVIEW_PX = 512
"""The longer side of what the network sees as a whole. A smaller photograph is translated in one
piece. To note its statistics costs about as much as a tile, so a cancel is felt as soon."""
MARGIN_PX = 64
"""A tile's rim that is thrown away. With random weights at the released width, in float32, what
comes from beyond is at most 0.5/255; with 40 px it was 12/255."""
TONES_PX = 2.0
"""Of the reduced copy: standard deviation of the blur that parts tones from detail. Without, the
finest of the copy would show as a lattice."""
_ROWS_AT_ONCE = 256


@dataclass(frozen=True, eq=False)
class Overview:
    """What every part of a photograph is told of the whole."""

    factor: int
    """How many pixels of the photograph a pixel of `translated` stands for, along each side."""
    translated: np.ndarray
    """The whole photograph, reduced and translated: float32 (h, w, 3), 0..1."""
    statistics: Statistics
    tint: Tint | None
    """The photograph's own, where it is monochrome: it is put back."""

    def at(self, place: Region) -> np.ndarray:
        """Its part that stands for `place`, which starts at multiples of `factor`."""
        top, left = place.top // self.factor, place.left // self.factor
        n_rows, n_columns = (-(-side // self.factor) for side in (place.height, place.width))
        return self.translated[top : top + n_rows, left : left + n_columns]


def overview_factor(size: tuple[int, int]) -> int:
    """How many times a photograph of this size is reduced to be seen as a whole."""
    return max(1, -(-max(size) // OVERVIEW_PX))


def look_over(
    reduced: np.ndarray,
    holes: np.ndarray,
    network: LoadedNetwork,
    *,
    factor: int,
    on_progress: OnProgress = ignore_progress,
) -> Overview:
    """What is to be told of a photograph, of its copy (float32 (h, w, 3)) reduced by `factor`.

    `holes`: bool (h, w), what damage hides of the copy. Raises what `run_mapping` raises.
    """
    statistics = Statistics()
    translated = run_mapping(
        network,
        Holed(reduced, holes),
        n_outputs=3,
        tile_px=OVERVIEW_PX,
        told=statistics,
        on_progress=on_progress,
    )
    tint = Tint.of(reduced)
    if tint is not None:
        tint.apply(translated)
    return Overview(factor, translated, statistics, tint)


def translate(
    pixels: np.ndarray,
    holes: np.ndarray,
    network: LoadedNetwork,
    overview: Overview,
    *,
    place: Region,
    strength: float = 1.0,
    tile_px: int = 0,
    out: np.ndarray | None = None,
    on_progress: OnProgress = ignore_progress,
) -> np.ndarray:
    """`pixels` (float32 (H, W, 3), 0..1), which lie at `place`, as a clean photograph has them.

    Mixed in by `strength`, in 0..1. `holes`: bool (H, W), what damage hides. `place` starts at
    multiples of `overview.factor`. `out` receives the result and may be `pixels` itself. As
    `run_mapping` in all else.
    """
    if overview.factor == 1:
        made = overview.at(place).copy()
    else:
        made = run_mapping(
            network,
            Holed(pixels, holes),
            n_outputs=3,
            tile_px=tile_px,
            told=overview.statistics,
            margin_px=MARGIN_PX,
            on_progress=on_progress,
        )
        missing = overview.at(place) - reduced(made, overview.factor)
        tones = cv2.GaussianBlur(missing, (0, 0), TONES_PX)
        _add_enlarged(made, tones, overview.factor)
        np.clip(made, 0, 1, out=made)
        if overview.tint is not None:
            overview.tint.apply(made)
    out = made if out is None else out
    return np.asarray(cv2.addWeighted(pixels, 1 - strength, made, strength, 0, dst=out))


def reduced(pixels: np.ndarray, factor: int) -> np.ndarray:
    """Means over squares of so many pixels, float32, of pixels (H, W, n) that may be codes.

    What is missing of the last squares is the border continued.
    """
    bands = []
    for band in _bands(pixels, factor):
        below, right = (-side % factor for side in band.shape[:2])
        whole = cv2.copyMakeBorder(as_floats(band), 0, below, 0, right, cv2.BORDER_REPLICATE)
        size = (whole.shape[1] // factor, whole.shape[0] // factor)
        small = cv2.resize(whole, size, interpolation=cv2.INTER_AREA)
        bands.append(small.reshape(*small.shape[:2], -1))
    return np.concatenate(bands)


def reduced_holes(holes: np.ndarray, factor: int) -> np.ndarray:
    """bool (h, w): a square with any hidden pixel is hidden."""
    return reduced(holes.view(np.uint8)[..., None], factor)[..., 0] > 0


def _add_enlarged(pixels: np.ndarray, small: np.ndarray, factor: int) -> None:
    """Add `small`, enlarged smoothly `factor` times, to `pixels` in place, band by band."""
    height, width = pixels.shape[:2]
    n_rows, n_columns = small.shape[:2]
    wide = cv2.resize(small, (n_columns * factor, n_rows), interpolation=cv2.INTER_LINEAR)
    wide = wide[:, :width]
    y = np.clip((np.arange(height) + 0.5) / factor - 0.5, 0, n_rows - 1)
    above = y.astype(np.intp)
    below, share = np.minimum(above + 1, n_rows - 1), (y - above).astype(np.float32)[:, None, None]
    for start in range(0, height, _ROWS_AT_ONCE):
        rows = slice(start, start + _ROWS_AT_ONCE)
        upper = wide[above[rows]]
        pixels[rows] += upper + share[rows] * (wide[below[rows]] - upper)


def _bands(pixels: np.ndarray, factor: int) -> Iterator[np.ndarray]:
    """Views of some whole rows of squares each."""
    n_rows = max(1, _ROWS_AT_ONCE // factor) * factor
    return (pixels[y : y + n_rows] for y in range(0, len(pixels), n_rows))
