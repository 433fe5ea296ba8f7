"""Blur by convolution, as KADID-10k makes it: replicated borders, kernels that sum to one."""

import cv2
import numpy as np


def gaussian_kernel(sigma: float) -> np.ndarray:
    """Square Gaussian kernel of side 2*ceil(2*sigma)+1 (MATLAB `imgaussfilt`), float32, sum 1."""
    radius = int(np.ceil(2 * sigma))
    profile = np.exp(-0.5 * (np.arange(-radius, radius + 1) / sigma) ** 2)
    kernel = np.outer(profile, profile)
    return (kernel / kernel.sum()).astype(np.float32)


def disc_kernel(radius: float) -> np.ndarray:
    """Anti-aliased disc of this radius in pixels (MATLAB `fspecial('disk')`), float32, sum 1.

    Each pixel's weight is the exact area that the disc covers of it.
    """
    n = int(np.ceil(radius - 0.5))
    edges = np.arange(-n, n + 2) - 0.5
    covered = np.diff(np.diff(_area_to_corner(edges[:, None], edges, radius), axis=0), axis=1)
    kernel = np.maximum(covered, 0)  # rounding makes some corners -1e-16
    return (kernel / kernel.sum()).astype(np.float32)


def _area_to_corner(x: np.ndarray, y: np.ndarray, radius: float) -> np.ndarray:
    """Area of the disc inside the rectangle between its centre and (x, y), signed as x*y is."""
    width, height = (np.minimum(np.abs(side), radius) for side in (x, y))

    def other_leg(leg: np.ndarray) -> np.ndarray:
        # A leg as long as the radius may be longer by a rounding.
        return np.sqrt(np.maximum(radius**2 - leg**2, 0))

    def below_circle(t: np.ndarray) -> np.ndarray:
        return (t * other_leg(t) + radius**2 * np.arcsin(t / radius)) / 2

    # Up to here the rectangle's top bounds the area, from here on the circle does.
    turn = np.minimum(width, other_leg(height))
    area = turn * height + below_circle(width) - below_circle(turn)
    return np.sign(x) * np.sign(y) * area


def motion_kernel(length_px: float, angle_deg: float) -> np.ndarray:
    """A line of this length, one pixel wide (MATLAB `fspecial('motion')`), float32, sum 1.

    The angle runs counter-clockwise from the horizontal. A pixel weighs 1 minus its distance from
    the line; every pixel at least half the length away from the centre counts as one at the line's
    end and is measured from there. Sides are odd and just hold the line. Length 1 is the identity.
    """
    half = (max(length_px, 1) - 1) / 2
    phi = np.deg2rad(angle_deg % 180)
    # A hair less than one pixel beyond the line: pixels one away have no weight.
    n_x, n_y = (int(half * abs(share) + 1 - 1e-9) for share in (np.cos(phi), np.sin(phi)))
    y, x = np.mgrid[-n_y : n_y + 1, -n_x : n_x + 1].astype(np.float64)
    along = np.abs(x * np.cos(phi) - y * np.sin(phi))
    across = np.abs(x * np.sin(phi) + y * np.cos(phi))
    is_at_end = np.hypot(x, y) >= half
    distance = np.where(is_at_end, np.hypot(across, along - half), across)
    kernel = np.maximum(1 - distance, 0)
    return (kernel / kernel.sum()).astype(np.float32)


def convolve(pixels: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """Every channel convolved with `kernel`, borders replicated, same size."""
    return cv2.filter2D(pixels, -1, cv2.flip(kernel, -1), borderType=cv2.BORDER_REPLICATE)


def gaussian_blur(pixels: np.ndarray, sigma: float) -> np.ndarray:
    """Separable Gaussian of side 2*ceil(2*sigma)+1, borders replicated."""
    side = 2 * int(np.ceil(2 * sigma)) + 1
    return cv2.GaussianBlur(pixels, (side, side), sigma, borderType=cv2.BORDER_REPLICATE)
