"""What time does to tones and colours: fading, dyes that go, yellowing, sepia, silver mirroring.

Pictures are float32 (H, W, 3) in 0..1; `amount` is 0..1.
"""

import cv2
import numpy as np

from restorer_app.degradations.aging.layers import LUMA, Layer, fractal_noise

_SEPIA = np.array([[0.393, 0.769, 0.189], [0.349, 0.686, 0.168], [0.272, 0.534, 0.131]], np.float32)


def fade(pixels: np.ndarray, amount: float, rng: np.random.Generator) -> np.ndarray:
    """Blacks become grey and whites dull, unevenly over the print."""
    height, width = pixels.shape[:2]
    black = rng.uniform(0.02, 0.05) + 0.2 * amount * rng.uniform(0.3, 1)
    white = 1 - 0.3 * amount * rng.uniform(0.3, 1)
    toned = pixels ** np.float32(np.exp(amount * rng.uniform(-0.4, 0.4)))
    faded = black + (white - black) * toned
    field = fractal_noise(height, width, max(height, width) * rng.uniform(0.4, 1), rng, n_octaves=1)
    unevenness = np.float32(amount * rng.uniform(0, 0.08))
    return np.clip(faded + unevenness * field[..., None], 0, 1).astype(np.float32)


def lose_dyes(pixels: np.ndarray, amount: float, rng: np.random.Generator) -> np.ndarray:
    """A colour print whose dyes fade at different speeds, cyan mostly first: a cast, reddish."""
    order = rng.permutation((1.0, 0.5, 0.2)) if rng.random() < 0.3 else np.array((1.0, 0.5, 0.2))
    density = 1 - amount * 0.45 * order * rng.uniform(0.6, 1.2, 3)
    kept = np.maximum(pixels, 1e-3) ** density.astype(np.float32)  # less dye: a lower density
    grey = kept @ LUMA
    washed = np.float32(1 - 0.4 * amount * rng.uniform(0.3, 1))
    return (grey[..., None] + washed * (kept - grey[..., None])).astype(np.float32)


def yellow(pixels: np.ndarray, amount: float, rng: np.random.Generator) -> np.ndarray:
    """Paper and gelatine turn yellow to brown: most in the lights, where the paper shows."""
    lost = np.array((0.05, rng.uniform(0.08, 0.22), rng.uniform(0.25, 0.75)), np.float32)
    paper = 1 - np.float32(amount) * lost
    luma = (pixels @ LUMA)[..., None]
    return (pixels * (1 + (paper - 1) * (0.4 + 0.6 * luma))).astype(np.float32)


def sepia(pixels: np.ndarray, amount: float) -> np.ndarray:
    """Toned brown; the matrix everybody uses, mixed in."""
    toned = np.minimum(pixels @ _SEPIA.T, 1)
    return (pixels + np.float32(amount) * (toned - pixels)).astype(np.float32)


def silver_mirror(pixels: np.ndarray, amount: float, rng: np.random.Generator) -> Layer:
    """A bluish sheen on dark parts near the borders of a silver print."""
    height, width = pixels.shape[:2]
    y, x = np.linspace(-1, 1, height)[:, None], np.linspace(-1, 1, width)
    border = np.clip((np.maximum(abs(y), abs(x)) - 0.6) / 0.4, 0, 1)
    patches = np.clip(fractal_noise(height, width, max(height, width) / 4, rng) * 0.5 + 0.7, 0, 1)
    darkness = 1 - pixels @ LUMA
    opacity = np.float32(0.4 * amount) * border * patches * darkness
    return Layer(opacity.astype(np.float32), np.array((0.62, 0.66, 0.74), np.float32), hides=False)


def vignette(pixels: np.ndarray, amount: float) -> np.ndarray:
    """Darker towards the corners, by up to 40 %."""
    height, width = pixels.shape[:2]
    y, x = np.linspace(-1, 1, height)[:, None], np.linspace(-1, 1, width)
    falloff = 1 - 0.4 * amount * (y**2 + x**2) / 2
    return (pixels * falloff[..., None]).astype(np.float32)


def soften(pixels: np.ndarray, amount: float, rng: np.random.Generator) -> np.ndarray:
    """An old lens, or a small print scanned large: a blur, then fewer pixels and back."""
    blurred = cv2.GaussianBlur(pixels, (0, 0), 0.4 + 1.8 * amount * rng.uniform(0.5, 1))
    if rng.random() < 0.5:
        return np.asarray(blurred)
    return enlarge(blurred, 1 + 1.5 * amount * rng.uniform(0.3, 1), rng)


def enlarge(pixels: np.ndarray, factor: float, rng: np.random.Generator) -> np.ndarray:
    """As large as it was, but enlarged `factor` times from a small picture: fine detail is lost."""
    height, width = pixels.shape[:2]
    small = cv2.resize(pixels, None, fx=1 / factor, fy=1 / factor, interpolation=cv2.INTER_AREA)
    method = int(rng.choice((cv2.INTER_LINEAR, cv2.INTER_CUBIC)))
    return np.clip(cv2.resize(small, (width, height), interpolation=method), 0, 1)
