"""Full-reference measures of pictures: how close a candidate is to its reference.

All take float32 (H, W, 3) pixels in 0..1 of one size and raise MediaError where the sizes differ.
Each states its definition: of SSIM alone, common libraries give values from 0.40 to 0.70 for one
and the same pair of pictures.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from restorer_app.errors import MediaError
from restorer_app.metrics.quality_map import WINDOW_PX, ssim_strips
from restorer_app.texts import translatable

Floats = npt.NDArray[np.float32]

MIN_SIDE_PX = WINDOW_PX
"""The SSIM window; FSIM's smallest wavelengths need as much."""
_PEAK = 255.0
_STRIP_ROWS = 512


@dataclass(frozen=True)
class ImageScores:
    """The measures of one pair. `snr_db` and `psnr_db` are infinite for identical pictures."""

    mse: float
    snr_db: float
    psnr_db: float
    ssim: float
    fsim: float


def compare_images(reference: Floats, candidate: Floats) -> ImageScores:
    """All measures of one pair. Raises MediaError for different or too small sizes.

    JSON has no infinity: who writes scores there writes null for it.
    """
    return ImageScores(
        mse=mse(reference, candidate),
        snr_db=snr_db(reference, candidate),
        psnr_db=psnr_db(reference, candidate),
        ssim=ssim(reference, candidate),
        fsim=fsim(reference, candidate),
    )


def mse(reference: Floats, candidate: Floats) -> float:
    """Mean squared error over all pixels and channels, on the scale 0..255."""
    _check_sizes(reference, candidate)
    return _squared_error(reference, candidate) / reference.size * _PEAK**2


def snr_db(reference: Floats, candidate: Floats) -> float:
    """10 log10(sum of squares of the reference / sum of squared errors); inf when identical."""
    _check_sizes(reference, candidate)
    signal = sum(float(np.square(strip, dtype=np.float64).sum()) for strip in _strips(reference))
    return _decibels(signal, _squared_error(reference, candidate))


def psnr_db(reference: Floats, candidate: Floats) -> float:
    """10 log10(255^2 / MSE) with the MSE over all channels; inf when identical."""
    return _decibels(_PEAK**2, mse(reference, candidate))


def ssim(reference: Floats, candidate: Floats) -> float:
    """Structural similarity (Wang et al. 2004), mean of the three channels' values.

    Gaussian window of 11 px and sigma 1.5, biased covariance, K1 0.01, K2 0.03, range 1, mean over
    the pixels whose window lies inside; no downsampling and no conversion to luma.
    Raises MediaError below `MIN_SIDE_PX`.
    """
    _check_sizes(reference, candidate, least_px=MIN_SIDE_PX)
    strips = [(strip.sum(), strip.size) for strip in ssim_strips(reference, candidate)]
    return float(sum(total for total, _ in strips) / sum(size for _, size in strips))


def fsim(reference: Floats, candidate: Floats) -> float:
    """Feature similarity (Zhang et al. 2011) of the luma, without the chromatic term.

    The authors' constants: 4 scales, 4 orientations, T1 0.85, T2 160, average pooling by
    round(shorter side / 256). Values outside 0..1 are clipped. Raises MediaError below
    `MIN_SIDE_PX`.
    """
    import piq
    import torch

    _check_sizes(reference, candidate, least_px=MIN_SIDE_PX)
    with torch.inference_mode():
        tensors = [
            torch.from_numpy(np.clip(pixels, 0, 1).astype(np.float64)).permute(2, 0, 1)[None]
            for pixels in (reference, candidate)
        ]
        return float(piq.fsim(*tensors, data_range=1.0, chromatic=False))


def _squared_error(reference: Floats, candidate: Floats) -> float:
    """By strips: in float64 a picture of 100 megapixels would take 2.4 GB at once."""
    return sum(
        float(np.square(np.subtract(one, other, dtype=np.float64)).sum())
        for one, other in zip(_strips(reference), _strips(candidate), strict=True)
    )


def _strips(pixels: Floats) -> Iterator[Floats]:
    for top in range(0, len(pixels), _STRIP_ROWS):
        yield pixels[top : top + _STRIP_ROWS]


def _decibels(signal: float, error: float) -> float:
    if error == 0:
        return math.inf
    return 10 * math.log10(signal / error) if signal > 0 else -math.inf


def _check_sizes(reference: Floats, candidate: Floats, *, least_px: int = 1) -> None:
    height, width = reference.shape[:2]
    if reference.shape != candidate.shape:
        other_height, other_width = candidate.shape[:2]
        raise MediaError(
            translatable(
                "Can't compare a picture of {width} x {height} pixels with one of {other_width} x "
                "{other_height}; choose two of one size.",
                width=width,
                height=height,
                other_width=other_width,
                other_height=other_height,
            )
        )
    if min(height, width) < least_px:
        raise too_small(width, height, least_px)


def too_small(width: int, height: int, least_px: int) -> MediaError:
    """The error for a picture in which there is nothing to measure."""
    return MediaError(
        translatable(
            "Can't measure a picture of {width} x {height} pixels; choose one of at least {least} "
            "pixels a side.",
            width=width,
            height=height,
            least=least_px,
        )
    )
