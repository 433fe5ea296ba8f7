"""Distortions that move or cover pixels: colour shift, jitter, patches, blocks, pixelation."""

import cv2
import numpy as np

from restorer_app.degradations.blurs import gaussian_blur


def color_shift(pixels: np.ndarray, offset_px: tuple[int, int]) -> np.ndarray:
    """Only the green channel moves by `offset_px` (x, y), blended in along strong edges.

    Positive offsets move it to the right and down; borders are replicated.
    """
    dx, dy = offset_px
    green = pixels[..., 1]
    h, w = green.shape
    rows = np.clip(np.arange(h) - dy, 0, h - 1)
    columns = np.clip(np.arange(w) - dx, 0, w - 1)
    edges = _edge_map(pixels)
    shifted = pixels.copy()
    shifted[..., 1] = green[rows][:, columns] * edges + green * (1 - edges)
    return shifted


def _edge_map(pixels: np.ndarray) -> np.ndarray:
    """Where edges are, (H, W) in 0..1: gradient magnitude, smoothed, stretched.

    The lowest 0.1 % and the highest 1 % are cut off before the stretch, as KADID-10k does.
    """
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    gradient = np.hypot(cv2.Sobel(grey, cv2.CV_32F, 1, 0), cv2.Sobel(grey, cv2.CV_32F, 0, 1))
    smooth = gaussian_blur(gradient, 4.0)
    low, high = np.percentile(smooth, (0.1, 99))
    return np.clip((smooth - low) / max(high - low, 1e-6), 0, 1).astype(np.float32)


def jitter(
    pixels: np.ndarray, amount_px: float, rng: np.random.Generator, *, n_passes: int = 5
) -> np.ndarray:
    """Five passes; in each every pixel is fetched from N(0, amount) pixels away in x and y.

    Bicubic with OpenCV's kernel (a = -0.75; MATLAB has -0.5) and steps of 1/32 pixel.
    """
    h, w = pixels.shape[:2]
    y, x = np.mgrid[:h, :w].astype(np.float32)
    for _ in range(n_passes):
        shift = rng.standard_normal((2, h, w), dtype=np.float32) * np.float32(amount_px)
        pixels = cv2.remap(
            pixels, x + shift[0], y + shift[1], cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
        )
    return np.clip(pixels, 0, 1)


def non_eccentricity_patch(
    pixels: np.ndarray,
    n_patches: int,
    rng: np.random.Generator,
    *,
    side_px: int = 16,
    reach_px: int = 8,
) -> np.ndarray:
    """Copy `n_patches` squares to a place at most `reach_px` away in x and y.

    As in KADID-10k a square comes from what the squares before it have left, and from at least one
    side away from the border. In pictures too small for that it comes from the middle.
    """
    h, w = pixels.shape[:2]
    patched = pixels.copy()
    last_y, last_x = max(h - side_px, 0), max(w - side_px, 0)
    margin_y, margin_x = min(side_px, last_y // 2), min(side_px, last_x // 2)
    for _ in range(n_patches):
        y = int(rng.integers(margin_y, last_y - margin_y + 1))
        x = int(rng.integers(margin_x, last_x - margin_x + 1))
        dy, dx = (int(shift) for shift in rng.integers(-reach_px, reach_px + 1, 2))
        to_y, to_x = min(max(y + dy, 0), last_y), min(max(x + dx, 0), last_x)
        source = patched[y : y + side_px, x : x + side_px].copy()
        patched[to_y : to_y + side_px, to_x : to_x + side_px] = source
    return patched


def pixelate(pixels: np.ndarray, strength: float) -> np.ndarray:
    """Nearest-neighbour down by 0.95 - strength^0.6 and up again (MATLAB `imresize`)."""
    scale = 0.95 - strength**0.6
    rows, columns = (_nearest_down_and_up(n, scale) for n in pixels.shape[:2])
    return pixels[rows][:, columns]


def _nearest_down_and_up(n: int, scale: float) -> np.ndarray:
    """For each of `n` positions the one whose value it has after shrinking to `scale` and back.

    Pixel centres are aligned and the small size is rounded up, as MATLAB does; OpenCV aligns
    corners, which moves the picture by half a large pixel.
    """
    size = n / np.ceil(n * scale)  # of a large pixel
    large = np.floor((np.arange(n) + 0.5) / size)
    return ((large + 0.5) * size).astype(int)


def color_blocks(
    pixels: np.ndarray, n_blocks: int, rng: np.random.Generator, *, side_px: int = 32
) -> np.ndarray:
    """Cover `n_blocks` squares with one random colour each, at uniform positions."""
    h, w = pixels.shape[:2]
    covered = pixels.copy()
    for _ in range(n_blocks):
        y, x = (int(rng.integers(0, max(n - side_px, 0) + 1)) for n in (h, w))
        covered[y : y + side_px, x : x + side_px] = rng.random(3, dtype=np.float32)
    return covered
