"""Where a picture differs from its reference: structural similarity, place by place."""

from collections.abc import Iterator
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Map = npt.NDArray[Any]
"""float64: where all is even, float32 would leave nothing of a variance."""

WINDOW_PX = 11
_SIGMA_PX = 1.5
_C1, _C2 = 0.01**2, 0.03**2
"""(K1 range)^2 and (K2 range)^2 of Wang et al. (2004), for pixels in 0..1."""
_STRIP_ROWS = 256
MAP_SIDE_PX = 1024
"""The longer side of a map that is kept: as fine as it is looked at, and small at any size."""


def ssim_strips(reference: Floats, candidate: Floats) -> Iterator[Map]:
    """The similarity of every pixel whose window lies inside, -1..1, in strips from the top.

    Mean of the three channels; window and constants as `metrics.image.ssim` states them. Strips,
    because for 24 megapixels at once all that is needed on the way takes more than 2 GB.
    """
    height, reach = len(reference), WINDOW_PX - 1
    for top in range(0, height - reach, _STRIP_ROWS):
        rows = slice(top, min(top + _STRIP_ROWS + reach, height))
        yield np.mean(
            [_similarity(reference[rows, :, i], candidate[rows, :, i]) for i in range(3)], axis=0
        )


def quality_map(reference: Floats, candidate: Floats) -> Floats:
    """The similarity, 0..1, at up to `MAP_SIDE_PX`; the pictures are of one size (H, W, 3)."""
    height, width = reference.shape[:2]
    inner = (height - WINDOW_PX + 1, width - WINDOW_PX + 1)
    scale = min(MAP_SIDE_PX / max(inner), 1.0)
    size = (max(round(inner[0] * scale), 1), max(round(inner[1] * scale), 1))
    small = np.zeros(size, np.float32)
    whole = np.empty(inner, np.float32)
    top = 0
    for strip in ssim_strips(reference, candidate):
        whole[top : top + len(strip)] = np.clip(strip, 0, 1)
        top += len(strip)
    cv2.resize(whole, size[::-1], dst=small, interpolation=cv2.INTER_AREA)
    edge = WINDOW_PX // 2
    pad = [round(edge * side / full) for side, full in zip(size, inner, strict=True)]
    return np.pad(small, [(pad[0], pad[0]), (pad[1], pad[1])], mode="edge")


def _similarity(reference: Floats, candidate: Floats) -> Map:
    """Of one channel, without the pixels whose window would reach over the edge."""
    x: Map = reference.astype(np.float64)
    y: Map = candidate.astype(np.float64)
    mean_x, mean_y = _window_mean(x), _window_mean(y)
    var_x = _window_mean(x * x) - mean_x**2
    var_y = _window_mean(y * y) - mean_y**2
    covariance = _window_mean(x * y) - mean_x * mean_y
    above = (2 * mean_x * mean_y + _C1) * (2 * covariance + _C2)
    below = (mean_x**2 + mean_y**2 + _C1) * (var_x + var_y + _C2)
    return above / below


def _window_mean(values: Map) -> Map:
    reach = WINDOW_PX // 2
    means = cv2.GaussianBlur(values, (WINDOW_PX, WINDOW_PX), _SIGMA_PX)
    return means[reach:-reach, reach:-reach]
