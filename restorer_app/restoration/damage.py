"""Finds where a photograph's surface is damaged.

At the photograph's own resolution, in tiles: a scratch is a pixel or two wide, and gone in a
reduced picture.
"""

import cv2
import numpy as np

from restorer_app.distortions import Distortion
from restorer_app.media.region import Region
from restorer_app.progress import OnProgress, ignore_progress
from restorer_app.registry.catalog import Catalog
from restorer_app.registry.devices import Device
from restorer_app.registry.loader import LoadedNetwork, load_network
from restorer_app.restoration.face_features import spare_features
from restorer_app.restoration.photograph import as_floats
from restorer_app.restoration.sampling import Crops
from restorer_app.restoration.things import spare_things
from restorer_app.restoration.tiling import run_mapping, run_on_crops


def find_damage(
    pixels: np.ndarray, finder: LoadedNetwork, *, on_progress: OnProgress = ignore_progress
) -> np.ndarray:
    """How likely each pixel of `pixels` (float32 (H, W, 3), 0..1) is hidden: float32 (H, W), 0..1.

    `on_progress` may raise Cancelled. Raises OutputError and DeviceError as `run_mapping` does.
    """
    return _likely(run_mapping(finder, pixels, n_outputs=1, on_progress=on_progress)[..., 0])


def find_in_photograph(
    pixels: np.ndarray,
    finder: LoadedNetwork,
    *,
    part: tuple[Region, tuple[int, int]] | None = None,
    on_progress: OnProgress = ignore_progress,
) -> np.ndarray:
    """`find_damage` with the things of the photograph and the features of its faces spared.

    `part`: where `pixels` are, and the width and height of the photograph; else they are all of it.
    """
    likely = find_damage(pixels, finder, on_progress=on_progress)
    height, width = likely.shape
    place, size = part or (Region(0, 0, width, height), (width, height))
    spare_things(likely, place, size)
    spare_features(likely, pixels)
    return likely


def find_damage_codes(
    pixels: np.ndarray,
    catalog: Catalog,
    device: str | Device,
    *,
    on_progress: OnProgress = ignore_progress,
) -> np.ndarray:
    """`find_in_photograph` of pixels that may be codes, in 8 bits (uint8 (H, W)): to be kept.

    Nothing is found where no model does it. Raises WeightsError for one that is damaged.
    """
    entry = catalog.finder_of(Distortion.SCRATCHES)
    if entry is None:
        return np.zeros(pixels.shape[:2], np.uint8)
    finder = load_network(entry, device)
    likely = find_in_photograph(as_floats(pixels), finder, on_progress=on_progress)
    return cv2.convertScaleAbs(likely, alpha=255)


def find_in_crops(sampled: Crops, finder: LoadedNetwork) -> np.ndarray:
    """`find_damage` of the n crops of a picture at once, things spared: (n, h, w)."""
    found = _likely(run_on_crops(finder, sampled)[:, 0].numpy())
    for likely, place in zip(found, sampled.places, strict=True):
        spare_things(likely, place, sampled.picture_size)
    return found


def _likely(logits: np.ndarray) -> np.ndarray:
    """The logistic function, in place: of 100 megapixels there is no room for another copy."""
    np.clip(logits, -30, 30, out=logits)
    np.exp(np.negative(logits, out=logits), out=logits)
    return np.reciprocal(np.add(logits, 1, out=logits), out=logits)
