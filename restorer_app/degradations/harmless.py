"""Changes that are no damage: what happens to good photographs on the way to whoever opens them.

The diagnosis is trained to call these clean, and evaluated on whether it does. Pictures are float32
(H, W, 3) in 0..1.
"""

import cv2
import numpy as np

_GRAIN_PX = 0.7
"""Standard deviation of a grain's outline: film grain is larger than a pixel of its scan."""


def grey(pixels: np.ndarray) -> np.ndarray:
    """Black and white: three equal channels."""
    return np.repeat(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)[..., None], 3, axis=2)


def at_night(pixels: np.ndarray, brightness: float) -> np.ndarray:
    """As dark as if only `brightness` (0..1) of the light had been there."""
    return pixels * np.float32(brightness)


def resized(pixels: np.ndarray, factor: float) -> np.ndarray:
    """Reduced by averaging areas, or enlarged by cubic interpolation."""
    method = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return np.clip(cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=method), 0, 1)


def cropped(pixels: np.ndarray, share: float) -> np.ndarray:
    """The middle, `share` of each side long, from an odd place: no codec's grid starts there."""
    starts = [round(side * (1 - share) / 2) | 1 for side in pixels.shape[:2]]
    y, x = starts
    return pixels[y : y + round(pixels.shape[0] * share), x : x + round(pixels.shape[1] * share)]


def with_film_grain(pixels: np.ndarray, deviation: float, rng: np.random.Generator) -> np.ndarray:
    """Grain of this standard deviation in mid-tones, less in shadows and lights, without colour."""
    grain = cv2.GaussianBlur(
        rng.standard_normal(pixels.shape[:2], dtype=np.float32), (0, 0), _GRAIN_PX
    )
    luma = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    strength = deviation / grain.std() * 2 * np.sqrt(np.clip(luma * (1 - luma), 0, None))
    return np.clip(pixels + (grain * strength)[..., None].astype(np.float32), 0, 1)
