"""Results that wait to be saved lie in files, not in memory: fifty of them would not fit.

The samples of recordings do so too, before and after, from where they are seen and heard.

What belongs to a picture beside its pixels lies in a second file, so that after a crash the result
is found again as it was (docs/adr/0014).
"""

from __future__ import annotations

import logging
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4
from zipfile import BadZipFile

from restorer_app.errors import MediaError
from restorer_app.restoration.course import RestoredRecording

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from restorer_app.gui.sound.track import Track
    from restorer_app.media.image import Image
    from restorer_app.restoration.course import RestoredFile

_log = logging.getLogger(__name__)


def new_samples_path(folder: Path) -> Path:
    """Where samples of a recording can lie, as a WAV file of floats."""
    return folder / f"{uuid4().hex}{_SAMPLES_SUFFIX}"


def parked_track(path: Path) -> Track:
    """The samples of a parked recording, which stay in their file. Raises MediaError."""
    from restorer_app.gui.sound.track import track_of
    from restorer_app.media.audio import map_samples

    return track_of(*map_samples(path))


def has_parked_samples(path: Path) -> bool:
    """Whether a parked recording is there, and whole."""
    try:
        parked_track(path)
    except (MediaError, ValueError) as error:
        _log.warning("%s: the parked result is lost (%s)", path, error)
        return False
    return True


def delete_parked_samples(path: Path) -> None:
    """Only a file that was named by `new_samples_path`: nobody's own recordings."""
    try:
        UUID(hex=path.stem)
    except ValueError:
        _log.error("%s: not parked here, so it stays", path)
        return
    if path.suffix == _SAMPLES_SUFFIX:
        with suppress(OSError):  # Windows keeps a mapped file; it goes with the folder
            path.unlink()


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


def parked_path(result: RestoredFile) -> Path | None:
    """The file that a parked result lies in; None for one in memory, and where nothing was done."""
    if result.is_unchanged:
        return None
    if isinstance(result, RestoredRecording):
        return result.path
    name = getattr(result.image.pixels, "filename", None)
    return None if name is None else Path(name)


def move_parked(name: str, source: Path, target: Path) -> None:
    """Let the files of a parked result also lie in another folder of the same disk.

    They stay where they were too, so that nothing is lost if this is the moment of the next crash;
    where the disc knows no links they are moved.
    """
    for path in _files_of(Path(name)):
        with suppress(OSError):  # then the result is lost, and nothing else
            try:
                os.link(source / path, target / path)
            except OSError:
                (source / path).replace(target / path)


def let_go(result: RestoredFile) -> None:
    """Delete the files of a parked result that is needed no more; any other is left alone."""
    path = parked_path(result)
    if path is None:
        return
    if isinstance(result, RestoredRecording):
        delete_parked_samples(path)
    else:
        _delete(path)


_SAMPLES_SUFFIX = ".wav"
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
