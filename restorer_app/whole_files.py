"""Files that appear whole or not at all: how everything the program keeps is written."""

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from restorer_app.part_files import part_file

# What file systems without hard links (FAT on a memory stick, some network shares) answer.
_NO_LINKS = {errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EINVAL}


@contextlib.contextmanager
def whole_file(path: Path, *, overwrite: bool) -> Iterator[BinaryIO]:
    """A file object whose content becomes `path` when the block ends without an error.

    The bytes go to a hidden file in the same folder, reach the disk, and only then take the name;
    after any error, cancel included, nothing is left behind and an older `path` is as it was. What
    a killed process has left is swept away with the next file that is written there.
    Without `overwrite` a file that exists, even one that appears meanwhile, is never replaced.
    Raises OSError for everything the file system refuses.
    """
    _refuse_early(path, overwrite=overwrite)
    with part_file(path.parent) as part:
        yield part.file
        part.file.flush()
        os.fsync(part.file.fileno())
        part.file.close()  # Windows renames no open file
        _give_name(part.path, path, overwrite=overwrite)
    _sync_folder(path.parent)


def _refuse_early(path: Path, *, overwrite: bool) -> None:
    """Tell before the work is done what would fail after it."""
    try:
        path.lstat()
    except FileNotFoundError:
        path.parent.stat()
        return
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not overwrite:
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))


def _give_name(part: Path, path: Path, *, overwrite: bool) -> None:
    if overwrite:
        part.replace(path)
        return
    try:
        os.link(part, path)  # fails when `path` exists, in one step
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        _claim_and_replace(part, path)


def _claim_and_replace(part: Path, path: Path) -> None:
    """Exclusive naming without hard links: an empty file claims the name, then is replaced."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
    try:
        part.replace(path)
    except OSError:
        path.unlink(missing_ok=True)
        raise


def _sync_folder(folder: Path) -> None:
    """Make the new name survive a power cut, where folders can be synced (not on Windows)."""
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):  # the file itself is complete; some shares refuse this
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
