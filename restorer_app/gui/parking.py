"""Results that wait to be saved lie in files, not in memory: fifty of them would not fit."""

from __future__ import annotations

import logging
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

if TYPE_CHECKING:
    from restorer_app.media.image import Image

_log = logging.getLogger(__name__)


def park(image: Image, folder: Path) -> Image:
    """The same picture with pixels that the system reads from a file in `folder` when needed.

    They stay exact float32. Where the file can not be written the picture stays in memory.
    """
    import numpy as np

    path = folder / f"{uuid4().hex}.npy"
    try:
        np.save(path, image.pixels)
    except OSError as error:
        _log.warning("%s: results stay in memory (%s)", folder, error)
        path.unlink(missing_ok=True)
        return image
    return image.with_pixels(np.load(path, mmap_mode="r"))


def unpark(image: Image) -> None:
    """Delete the file of a parked picture that is needed no more; any other is left alone."""
    name = getattr(image.pixels, "filename", None)
    if name is not None:
        with suppress(OSError):  # Windows keeps a mapped file; it goes with the folder
            Path(name).unlink()
