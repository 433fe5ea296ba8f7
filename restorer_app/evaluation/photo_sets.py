"""A folder of clean photographs as an evaluation sees it: which files, which form, which chance."""

import zlib
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from restorer_app.errors import MediaError
from restorer_app.media.image import Image, load_image
from restorer_app.restoration.file_jobs import find_files


@dataclass(frozen=True)
class PhotoSet:
    """The files of an evaluation, sorted by their place in the folder."""

    folder: Path
    paths: tuple[Path, ...]

    def load(self, path: Path) -> Image:
        """One photograph as a colour picture without transparency, so that all are treated alike.

        Raises MediaError: an evaluation on fewer files than it names would be wrong.
        """
        return replace(load_image(path), is_grey=False, alpha=None)

    def rng(self, path: Path, *keys: object) -> np.random.Generator:
        """The chance for one file and one setting; the same whichever other files take part."""
        text = "/".join([path.relative_to(self.folder).as_posix(), *map(str, keys)])
        return np.random.default_rng(zlib.crc32(text.encode()))


def find_photo_set(folder: Path, *, limit: int | None = None) -> PhotoSet:
    """The photographs below `folder`, or `limit` of them evenly spread over the sorted list.

    Raises MediaError for a folder without photographs.
    """
    found = find_files([folder])
    for file in found:
        if file.problem:
            raise MediaError(file.problem)
    paths = tuple(file.path for file in found)
    if limit is not None and limit < len(paths):
        paths = tuple(paths[i * len(paths) // limit] for i in range(limit))
    return PhotoSet(folder, paths)
