"""The texture of prints: emulsion grain, halftone screens, embossed paper; sharpened scans.

Pictures are float32 (H, W, 3) in 0..1; `amount` is 0..1.
"""

import cv2
import numpy as np

from restorer_app.degradations.aging.layers import LUMA, fractal_noise


def grain(pixels: np.ndarray, amount: float, rng: np.random.Generator) -> np.ndarray:
    """Clumps of silver or dye: larger than a pixel, strongest in mid-tones, alike in all channels.

    Standard deviation up to 25/255.
    """
    height, width = pixels.shape[:2]
    sigma_px = rng.uniform(0.5, 1.2)
    alike = cv2.GaussianBlur(
        rng.standard_normal((height, width, 1), dtype=np.float32), (0, 0), sigma_px
    )[..., None]
    own = cv2.GaussianBlur(
        rng.standard_normal((height, width, 3), dtype=np.float32), (0, 0), sigma_px
    )
    share = np.float32(rng.uniform(0.7, 1))
    mixed = share * alike / alike.std() + np.sqrt(1 - share**2) * own / own.std()
    luma = (pixels @ LUMA)[..., None]
    strength = (3 + 22 * amount) / 255 * 2 * np.sqrt(np.clip(luma * (1 - luma), 0.01, None))
    return np.clip(pixels + strength * mixed, 0, 1).astype(np.float32)


def halftone(pixels: np.ndarray, amount: float, rng: np.random.Generator) -> np.ndarray:
    """The dots of a printed picture: a screen at 45 degrees, 3 to 6 pixels wide."""
    height, width = pixels.shape[:2]
    y, x = np.ogrid[:height, :width]
    turn = np.pi / 4 + rng.normal(0, 0.05)
    per_px = 2 * np.pi / rng.uniform(3, 6)
    screen = np.sin(per_px * (x * np.cos(turn) + y * np.sin(turn))) * np.sin(
        per_px * (y * np.cos(turn) - x * np.sin(turn))
    )
    depth = (0.1 + 0.3 * amount) * 0.5 * screen[..., None]
    return np.clip(pixels + depth * 4 * pixels * (1 - pixels), 0, 1).astype(np.float32)


def embossed_paper(pixels: np.ndarray, amount: float, rng: np.random.Generator) -> np.ndarray:
    """Fibres of the paper, or the regular relief of silk and honeycomb papers."""
    height, width = pixels.shape[:2]
    if rng.random() < 0.5:
        relief = fractal_noise(height, width, rng.uniform(4, 10), rng, n_octaves=3)
    else:
        y, x = np.ogrid[:height, :width]
        per_px = 2 * np.pi / rng.uniform(4, 8)
        relief = (np.sin(per_px * x) + np.sin(per_px * (x / 2 + y * 0.87))).astype(np.float32)
    depth = np.float32((0.01 + 0.04 * amount) * rng.uniform(0.5, 1))
    return np.clip(pixels * (1 + depth * relief[..., None]), 0, 1).astype(np.float32)


def sharpen(pixels: np.ndarray, amount: float, rng: np.random.Generator) -> np.ndarray:
    """As programs of scanners do it: what a blur takes away is added, up to 1.5 times."""
    fine = pixels - cv2.GaussianBlur(pixels, (0, 0), rng.uniform(0.6, 2.0))
    return np.clip(pixels + np.float32(1.5 * amount) * fine, 0, 1)
