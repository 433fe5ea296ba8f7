"""Fills in what damage hides: roughly by a classical method, then the network adds the texture."""

import cv2
import numpy as np

_RADIUS_PX = 4
"""How far around a hole the rough filling looks."""


def roughly_filled(pixels: np.ndarray, holes: np.ndarray) -> np.ndarray:
    """`pixels` (float32 (H, W, 3), 0..1) with `holes` (bool (H, W)) filled smoothly from around.

    Telea (2004), as OpenCV has it, in 8 bits; outside of the holes nothing changes. A picture that
    is one hole becomes grey.
    """
    if not holes.any():
        return pixels
    if holes.all():
        return np.full_like(pixels, 0.5)
    codes = np.round(np.clip(pixels, 0, 1) * 255).astype(np.uint8)
    filled = cv2.inpaint(codes, holes.astype(np.uint8), _RADIUS_PX, cv2.INPAINT_TELEA)
    return np.where(holes[..., None], filled.astype(np.float32) / 255, pixels)


def with_holes(pixels: np.ndarray, holes: np.ndarray) -> np.ndarray:
    """What the filling network is shown: float32 (H, W, 4), the rough filling and the holes."""
    rough = roughly_filled(pixels, holes)
    return np.concatenate([rough, holes[..., None].astype(np.float32)], axis=2)
