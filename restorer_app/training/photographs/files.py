"""Files to learn from: which there are, which of them are held out, and loading them."""

from collections.abc import Iterable
from pathlib import Path

import cv2
import numpy as np

from restorer_app.degradations import harmless
from restorer_app.errors import MediaError
from restorer_app.media.image import is_image_path, load_image
from restorer_app.texts import Text

HOLD_OUT_EVERY = 16
"""Every so many-th shape of real damage is kept for validation; without a `val` folder every so
many-th photograph."""


def photo_paths(data: Path) -> tuple[list[Path], list[Path]]:
    """Training and validation photographs in a folder.

    With sub-folders `train` and `val` those are taken, else some are held out. Raises MediaError
    for a folder without photographs.
    """
    if (data / "train").is_dir() and (data / "val").is_dir():
        train, val = (_pictures_in(data / part) for part in ("train", "val"))
    else:
        paths = _pictures_in(data)
        val = paths[::HOLD_OUT_EVERY]
        train = [path for i, path in enumerate(paths) if i % HOLD_OUT_EVERY] or val
    if not train or not val:
        raise MediaError(Text(f"there are no photographs in '{data}'; name a folder that has some"))
    return train, val


def old_paths(folder: Path | None) -> list[Path]:
    """Real old photographs in a folder; none without one. Raises MediaError where it has none."""
    paths = _pictures_in(folder) if folder else []
    if folder and not paths:
        raise MediaError(Text(f"there are no old photographs in '{folder}'; name another"))
    return paths


def _pictures_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and is_image_path(path))


def load_photos(paths: Iterable[Path], *, shortest_px: int, scale: float = 1.0) -> list[np.ndarray]:
    """The photographs as uint8 (H, W, 3), reduced by `scale`.

    Small ones are mirrored up to `shortest_px`.
    """
    photos = []
    for path in paths:
        pixels = load_image(path).pixels
        if scale < 1:
            pixels = harmless.resized(pixels, scale)
        pixels = np.round(pixels * 255).astype(np.uint8)
        missing_y, missing_x = (max(0, shortest_px - side) for side in pixels.shape[:2])
        photos.append(
            cv2.copyMakeBorder(pixels, 0, missing_y, 0, missing_x, cv2.BORDER_REFLECT_101)
        )
    return photos


def read_shapes(folder: Path | None) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Opacities of real damage, uint8 (h, w), below a folder: for training, and held out.

    None without a folder. Raises MediaError for a folder without pictures.
    """
    if folder is None:
        return [], []
    paths = sorted(path for path in folder.rglob("*") if is_image_path(path))
    shapes = [np.round(255 * load_image(path).pixels[..., 0]).astype(np.uint8) for path in paths]
    if not shapes:
        raise MediaError(Text(f"there are no pictures of damage in '{folder}'; name another"))
    held_out = shapes[::HOLD_OUT_EVERY]
    return [shape for i, shape in enumerate(shapes) if i % HOLD_OUT_EVERY], held_out
