"""What lies over a picture: a colour and how much of it hides what is below."""

from dataclasses import dataclass
from typing import Self

import cv2
import numpy as np

LUMA = np.array((0.299, 0.587, 0.114), np.float32)
"""What red, green and blue add to the brightness."""
_OVERSIZE = 3
"""Shapes are drawn larger and reduced: lines may be thinner than a pixel, edges are soft."""


@dataclass(frozen=True)
class Layer:
    """Laid over a picture by `over`."""

    opacity: np.ndarray
    """float32 (H, W), 0..1."""
    color: np.ndarray
    """RGB in 0..1, (3,) or (H, W, 3)."""
    hides: bool = True
    """Whether the picture is lost below, so that it has to be filled in; a veil only tints it."""

    def over(self, pixels: np.ndarray) -> np.ndarray:
        """`pixels` (float32 (H, W, 3), 0..1) with this layer over them."""
        return (pixels + self.opacity[..., None] * (self.color - pixels)).astype(np.float32)


class Canvas:
    """Draws opacities with edges that are smooth to a fraction of a pixel."""

    def __init__(self, height: int, width: int) -> None:
        self._size = (height, width)
        self._drawn = np.zeros((height * _OVERSIZE, width * _OVERSIZE), np.uint8)

    def polyline(self, points: np.ndarray, widths: np.ndarray, opacity: np.ndarray) -> Self:
        """Line segments between points (n, 2) as (x, y), in px; widths and opacities (n - 1,)."""
        corners = self._scaled(points)
        thickness = np.maximum(1, np.round(widths * _OVERSIZE)).astype(int)
        values = np.round(255 * np.clip(opacity, 0, 1)).astype(int)
        for i in np.flatnonzero(values):
            start, end = corners[i].tolist(), corners[i + 1].tolist()
            cv2.line(self._drawn, start, end, int(values[i]), int(thickness[i]))
        return self

    def ellipse(
        self, center: np.ndarray, axes: tuple[float, float], angle_deg: float, opacity: float
    ) -> Self:
        """A filled ellipse; `axes` are its half widths in px."""
        x, y = self._scaled(center).tolist()
        a, b = (max(1, round(axis * _OVERSIZE)) for axis in axes)
        value = round(255 * opacity)
        cv2.ellipse(self._drawn, (x, y), (a, b), angle_deg, 0, 360, value, cv2.FILLED)
        return self

    def polygon(self, points: np.ndarray, opacity: float) -> Self:
        """A filled polygon with corners (n, 2) as (x, y), in px."""
        cv2.fillPoly(self._drawn, [self._scaled(points)], round(255 * opacity))
        return self

    def opacity(self) -> np.ndarray:
        """What was drawn, float32 (H, W) in 0..1."""
        height, width = self._size
        reduced = cv2.resize(self._drawn, (width, height), interpolation=cv2.INTER_AREA)
        return reduced.astype(np.float32) / 255

    def _scaled(self, points: np.ndarray) -> np.ndarray:
        return np.round(np.asarray(points) * _OVERSIZE).astype(np.int32)


def fractal_noise(
    height: int, width: int, largest_px: float, rng: np.random.Generator, *, n_octaves: int = 4
) -> np.ndarray:
    """Clouds from `largest_px` down, each octave half as large and strong; mean 0, deviation 1."""
    clouds = np.zeros((height, width), np.float32)
    for octave in range(n_octaves):
        grain_px = largest_px / 2**octave
        shape = [max(2, round(side / grain_px) + 1) for side in (height, width)]
        coarse = rng.standard_normal(shape, dtype=np.float32) / 2**octave
        clouds += cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
    return (clouds - clouds.mean()) / max(float(clouds.std()), 1e-6)
