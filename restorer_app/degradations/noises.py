"""Noise as KADID-10k makes it. Variances are for pixels in 0..1; results are not clipped."""

import numpy as np

# ITU-R BT.601 with the studio ranges of MATLAB's rgb2ycbcr: Y 16..235, Cb and Cr 16..240 of 255.
_RGB_TO_YCBCR = (
    np.array(
        [[65.481, 128.553, 24.966], [-37.797, -74.203, 112.0], [112.0, -93.786, -18.214]],
        np.float32,
    )
    / 255
)
_YCBCR_OFFSET = np.array([16, 128, 128], np.float32) / 255
_YCBCR_TO_RGB = np.linalg.inv(_RGB_TO_YCBCR).astype(np.float32)


def _normal(rng: np.random.Generator, pixels: np.ndarray, variance: float) -> np.ndarray:
    return rng.standard_normal(pixels.shape, dtype=np.float32) * np.float32(np.sqrt(variance))


def white_noise(pixels: np.ndarray, variance: float, rng: np.random.Generator) -> np.ndarray:
    """Additive Gaussian noise, independent in every channel."""
    return pixels + _normal(rng, pixels, variance)


def color_component_noise(
    pixels: np.ndarray, variance: float, rng: np.random.Generator
) -> np.ndarray:
    """Gaussian noise on all three planes of YCbCr (on luma too, in spite of the name)."""
    ycbcr = pixels @ _RGB_TO_YCBCR.T + _YCBCR_OFFSET
    noisy = ycbcr + _normal(rng, pixels, variance)
    return np.asarray((noisy - _YCBCR_OFFSET) @ _YCBCR_TO_RGB.T, np.float32)


def impulse_noise(pixels: np.ndarray, density: float, rng: np.random.Generator) -> np.ndarray:
    """Salt and pepper: each channel value alone becomes 0 or 1, each with probability density/2."""
    draw = rng.random(pixels.shape, dtype=np.float32)
    noisy = np.where(draw < density / 2, np.float32(0), pixels)
    return np.where(draw > 1 - density / 2, np.float32(1), noisy)


def multiplicative_noise(
    pixels: np.ndarray, variance: float, rng: np.random.Generator
) -> np.ndarray:
    """Speckle: I + n*I with n uniform, zero mean, of this variance (MATLAB `imnoise`)."""
    half_width = np.float32(np.sqrt(3 * variance))
    return pixels + pixels * rng.uniform(-half_width, half_width, pixels.shape).astype(np.float32)
