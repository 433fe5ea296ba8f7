"""Finds where a photograph's surface is damaged, and decides what is to be filled in.

At the photograph's own resolution, in tiles: a scratch is a pixel or two wide, and gone in a
reduced picture.
"""

import cv2
import numpy as np

from restorer_app.progress import OnProgress, ignore_progress
from restorer_app.registry.loader import LoadedNetwork
from restorer_app.restoration.mask import USUAL_SENSITIVITY
from restorer_app.restoration.sampling import Crops
from restorer_app.restoration.tiling import run_mapping, run_on_crops

RIM_PX = 2
"""What is found grows by so much: the soft edge of a scratch would be copied into its filling."""
SMALLEST_PX = 4
"""Fewer connected pixels than this are noise of the finder, not dust."""


def find_damage(
    pixels: np.ndarray, finder: LoadedNetwork, *, on_progress: OnProgress = ignore_progress
) -> np.ndarray:
    """How likely each pixel of `pixels` (float32 (H, W, 3), 0..1) is hidden: float32 (H, W), 0..1.

    `on_progress` may raise Cancelled. Raises OutputError and DeviceError as `run_mapping` does.
    """
    return _likely(run_mapping(finder, pixels, n_outputs=1, on_progress=on_progress)[..., 0])


def find_in_crops(sampled: Crops, finder: LoadedNetwork) -> np.ndarray:
    """The same of the n crops of a picture at once: (n, h, w)."""
    return _likely(run_on_crops(finder, sampled)[:, 0].numpy())


def _likely(logits: np.ndarray) -> np.ndarray:
    """The logistic function, in place: of 100 megapixels there is no room for another copy."""
    np.clip(logits, -30, 30, out=logits)
    np.exp(np.negative(logits, out=logits), out=logits)
    return np.reciprocal(np.add(logits, 1, out=logits), out=logits)


def damage_mask(
    likely: np.ndarray, sensitivity: float = USUAL_SENSITIVITY, *, rim_px: int = RIM_PX
) -> np.ndarray:
    """What to fill in, bool (H, W), of the probabilities that `find_damage` returns.

    `sensitivity` 0..1: how little suffices; 0.5 takes what is likelier damage than not, 0 hardly
    anything, 1 nearly all that is suspicious.
    """
    found = likely > 1 - np.clip(sensitivity, 0.02, 0.98)
    n, labels, statistics, _ = cv2.connectedComponentsWithStats(
        found.astype(np.uint8), connectivity=8
    )
    is_large = statistics[:, cv2.CC_STAT_AREA] >= SMALLEST_PX
    is_large[0] = False  # the background
    return widened(is_large[labels], rim_px) if n > 1 else found


def widened(mask: np.ndarray, by_px: int) -> np.ndarray:
    """A mask (bool (H, W)) grown by so many pixels in all directions."""
    if by_px <= 0:
        return mask
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * by_px + 1, 2 * by_px + 1))
    return np.asarray(cv2.dilate(mask.astype(np.uint8), kernel) > 0)
