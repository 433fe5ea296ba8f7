"""Results that wait to be saved lie in files, not in memory: fifty of them would not fit.

What belongs to a picture beside its pixels lies in a second file, so that after a crash the result
is found again as it was (docs/adr/0014).
"""

from __future__ import annotations

import logging
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4
from zipfile import BadZipFile

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from restorer_app.media.image import Image

_log = logging.getLogger(__name__)


def park(image: Image, folder: Path) -> Image:
    """The same picture with pixels that the system reads from a file in `folder` when needed.

    They stay exact float32. Where the file can not be written the picture stays in memory.
    """
    import numpy as np

    path = folder / f"{uuid4().hex}.npy"
    try:
        np.savez(_companion(path), allow_pickle=False, **_arrays_beside_pixels(image))
        np.save(path, image.pixels)
    except OSError as error:
        _log.warning("%s: results stay in memory (%s)", folder, error)
        _delete(path)
        return image
    return image.with_pixels(np.load(path, mmap_mode="r"))


def find_parked(path: Path) -> Image | None:
    """The picture that was parked in this file; None where it is gone or was cut off."""
    import numpy as np

    from restorer_app.media.image import Image

    try:
        pixels = np.load(path, mmap_mode="r")
        with np.load(_companion(path)) as beside:
            known = dict(beside)
        return Image(
            pixels,
            known.get("alpha"),
            is_grey=bool(known["is_grey"]),
            depth=int(known["depth"]),
            dpi=tuple(known["dpi"].tolist()) if "dpi" in known else None,
            **{name: known[name].tobytes() for name in _BYTES if name in known},
        )
    except (OSError, ValueError, KeyError, BadZipFile) as error:
        _log.warning("%s: the parked result is lost (%s)", path, error)
        return None


def parked_path(image: Image) -> Path | None:
    """The file that a parked picture lies in; None for one in memory."""
    name = getattr(image.pixels, "filename", None)
    return None if name is None else Path(name)


def move_parked(name: str, source: Path, target: Path) -> None:
    """Let the files of a parked picture also lie in another folder of the same disk.

    They stay where they were too, so that nothing is lost if this is the moment of the next crash;
    where the disc knows no links they are moved.
    """
    for path in _files_of(Path(name)):
        with suppress(OSError):  # then the result is lost, and nothing else
            try:
                os.link(source / path, target / path)
            except OSError:
                (source / path).replace(target / path)


def unpark(image: Image) -> None:
    """Delete the files of a parked picture that is needed no more; any other is left alone."""
    path = parked_path(image)
    if path is not None:
        _delete(path)


_BYTES = ("exif", "xmp", "icc_profile")


def _files_of(path: Path) -> tuple[Path, Path]:
    return path, _companion(path)


def _companion(path: Path) -> Path:
    return path.with_suffix(".npz")


def _arrays_beside_pixels(image: Image) -> dict[str, NDArray[Any]]:
    import numpy as np

    known: dict[str, NDArray[Any]] = {
        "is_grey": np.array(image.is_grey),
        "depth": np.array(image.depth),
    }
    if image.alpha is not None:
        known["alpha"] = image.alpha
    if image.dpi is not None:
        known["dpi"] = np.array(image.dpi)
    for name in _BYTES:
        if (content := getattr(image, name)) is not None:
            known[name] = np.frombuffer(content, np.uint8)
    return known


def _delete(path: Path) -> None:
    for each in _files_of(path):
        with suppress(OSError):  # Windows keeps a mapped file; it goes with the folder
            each.unlink()
