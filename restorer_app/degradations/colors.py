"""Tone and colour distortions of KADID-10k: Lab, HSV, tone curves, sharpening."""

import numpy as np
from scipy.interpolate import CubicSpline

from restorer_app.degradations.blurs import gaussian_blur

# Linear sRGB to CIE XYZ over the D65 white (IEC 61966-2-1), so that white is 1, 1, 1.
_RGB_TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.072175],
        [0.0193339, 0.119192, 0.9503041],
    ]
)
_RGB_TO_XYZ = (_RGB_TO_XYZ / _RGB_TO_XYZ.sum(axis=1, keepdims=True)).astype(np.float32)
_XYZ_TO_RGB = np.linalg.inv(_RGB_TO_XYZ).astype(np.float32)
_XYZ_TO_LAB = np.array([[0, 116, 0], [500, -500, 0], [0, 200, -200]], np.float32)
_LAB_TO_XYZ = np.array([[1 / 116, 1 / 500, 0], [1 / 116, 0, 0], [1 / 116, 0, -1 / 200]], np.float32)


def to_lab(pixels: np.ndarray) -> np.ndarray:
    """CIE Lab (D65) of sRGB pixels, L in 0..100.

    Not by OpenCV, which interpolates in tables and returns colours up to a whole 8-bit step off.
    """
    linear = np.where(
        pixels <= 0.04045, pixels / 12.92, ((pixels + np.float32(0.055)) / 1.055) ** 2.4
    )
    xyz = linear @ _RGB_TO_XYZ.T
    cube_root = np.where(xyz > (6 / 29) ** 3, np.cbrt(xyz), xyz * (29 / 6) ** 2 / 3 + 4 / 29)
    return cube_root @ _XYZ_TO_LAB.T - np.array([16, 0, 0], np.float32)


def from_lab(lab: np.ndarray) -> np.ndarray:
    """sRGB pixels of CIE Lab; colours that sRGB does not have are clipped to 0..1."""
    cube_root = (lab + np.array([16, 0, 0], np.float32)) @ _LAB_TO_XYZ.T
    xyz = np.where(cube_root > 6 / 29, cube_root**3, (cube_root - 4 / 29) * 3 * (6 / 29) ** 2)
    linear = np.clip(xyz @ _XYZ_TO_RGB.T, 0, 1)
    return np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)


def color_diffusion(pixels: np.ndarray, amount: float) -> np.ndarray:
    """Blur a and b with sigma 1.5*amount+2 and multiply them by amount; L stays.

    The result is cut down (not rounded) to 8 bits, as KADID-10k does.
    """
    lab = to_lab(pixels)
    diffused = gaussian_blur(lab[..., 1:], 1.5 * amount + 2) * amount
    rgb = from_lab(np.concatenate([lab[..., :1], diffused], axis=-1))
    # What Lab's arithmetic loses, far below a step, must not cost a whole one.
    return np.floor(rgb * 255 + np.float32(0.01)) / 255


def saturation_hsv(pixels: np.ndarray, factor: float) -> np.ndarray:
    """Multiply the saturation of HSV; a negative factor turns hues to their opposites."""
    value = pixels.max(axis=-1, keepdims=True)
    # In HSV a channel is V*(1 - S*f(hue)): scaling S scales its distance from V.
    return np.clip(value - (value - pixels) * factor, 0, 1)


def saturation_lab(pixels: np.ndarray, factor: float) -> np.ndarray:
    """Multiply a and b of Lab."""
    lab = to_lab(pixels)
    lab[..., 1:] *= factor
    return from_lab(lab)


def _tone_curve(x: tuple[float, ...], y: tuple[float, ...], values: np.ndarray) -> np.ndarray:
    """Cubic spline through the points (not-a-knot, as MATLAB's `spline`), clipped to 0..1."""
    return np.clip(CubicSpline(x, y)(values), 0, 1).astype(np.float32)


def brighten(pixels: np.ndarray, amount: float) -> np.ndarray:
    """A curve through (.5, .5+amount/2), two thirds on RGB, one third on the L of Lab."""
    x, y = (0.0, 0.5, 1.0), (0.0, 0.5 + amount / 2, 1.0)
    on_rgb = _tone_curve(x, y, pixels)
    lab = to_lab(pixels)
    lab[..., 0] = _tone_curve(x, y, lab[..., 0] / 100) * 100
    return (2 * on_rgb + from_lab(lab)) / 3


def darken(pixels: np.ndarray, amount: float) -> np.ndarray:
    """A curve through (.5, .5-amount/2) on RGB."""
    return _tone_curve((0.0, 0.5, 1.0), (0.0, 0.5 - amount / 2, 1.0), pixels)


def mean_shift(pixels: np.ndarray, amount: float) -> np.ndarray:
    """Add a constant."""
    return np.clip(pixels + np.float32(amount), 0, 1)


def high_sharpen(pixels: np.ndarray, amount: float) -> np.ndarray:
    """Unsharp masking of the L of Lab, radius 3 (MATLAB `imsharpen`)."""
    lab = to_lab(pixels)
    luma = lab[..., 0]
    lab[..., 0] = np.clip(luma + amount * (luma - gaussian_blur(luma, 3.0)), 0, 100)
    return from_lab(lab)


def contrast_change(pixels: np.ndarray, amount: float) -> np.ndarray:
    """A curve through x = .3, .5, .7 to .25-amount/4, .5, .75+amount/4, on RGB."""
    x = (0.0, 0.3, 0.5, 0.7, 1.0)
    y = (0.0, 0.25 - amount / 4, 0.5, 0.75 + amount / 4, 1.0)
    return _tone_curve(x, y, pixels)
