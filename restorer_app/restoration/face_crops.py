"""Takes out of a picture what detectors of faces look at.

Pictures are (H, W, 3), RGB, float32 in 0..1 or codes of 8 or 16 bits.
"""

import cv2
import numpy as np

from restorer_app.media.region import Region
from restorer_app.restoration.photograph import as_floats


def grey_crop(pixels: np.ndarray, box: Region, side_px: int) -> np.ndarray:
    """A part of the picture, grey in 8 bits, (side_px, side_px)."""
    method = cv2.INTER_AREA if box.width > side_px else cv2.INTER_CUBIC
    crop = np.ascontiguousarray(pixels[box.slices])
    return as_grey(cv2.resize(crop, (side_px, side_px), interpolation=method))


def as_grey(pixels: np.ndarray) -> np.ndarray:
    """Luma in 8 bits, (H, W)."""
    return as_codes(cv2.cvtColor(as_floats(pixels), cv2.COLOR_RGB2GRAY))


def as_codes(pixels: np.ndarray) -> np.ndarray:
    """The same in 8 bits."""
    return np.asarray(np.round(255 * np.clip(as_floats(pixels), 0, 1)), np.uint8)


def square_in(box: Region, pixels: np.ndarray) -> Region:
    """The square around the middle of `box`, moved and reduced until it lies in the picture."""
    height, width = pixels.shape[:2]
    side = max(1, min(round((box.width + box.height) / 2), height, width))
    left = box.left + (box.width - side) // 2
    top = box.top + (box.height - side) // 2
    return Region(min(max(left, 0), width - side), min(max(top, 0), height - side), side, side)


def grown(box: Region, pixels: np.ndarray, *, by: float) -> Region:
    """With `by` of its side more on every side, as far as the picture lets it."""
    margin = round(by * box.width)
    larger = Region(
        box.left - margin, box.top - margin, box.width + 2 * margin, box.height + 2 * margin
    )
    return square_in(larger, pixels)
