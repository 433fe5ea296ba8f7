"""Files that appear whole or not at all, and the sentences for what can go wrong with them."""

import contextlib
import errno
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from restorer_app.errors import DiskFullError, MediaError
from restorer_app.media.part_files import part_file

_NO_ROOM_AT_ALL = {errno.ENOSPC, errno.EDQUOT}
_NO_SPACE = _NO_ROOM_AT_ALL | {errno.EFBIG}
# A drive that was pulled out, or a network folder that went away.
_GONE_NAMES = ("ENODEV", "ENXIO", "ESTALE", "ENOTCONN", "EHOSTDOWN", "EHOSTUNREACH", "ENETUNREACH")
_GONE = {getattr(errno, name) for name in _GONE_NAMES if hasattr(errno, name)}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
# What file systems without hard links (FAT on a memory stick, some network shares) answer.
_NO_LINKS = {errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EINVAL}


@contextlib.contextmanager
def atomic_file(path: Path, *, overwrite: bool) -> Iterator[BinaryIO]:
    """A file object whose content becomes `path` when the block ends without an error.

    The bytes go to a hidden file in the same folder, reach the disk, and only then take the name;
    after any error, cancel included, nothing is left behind and an older `path` is as it was. What
    a killed process has left is swept away with the next file that is written there.
    Without `overwrite` a file that exists, even one that appears meanwhile, is never replaced.
    Raises MediaError for everything the file system refuses.
    """
    try:
        _refuse_early(path, overwrite=overwrite)
        with part_file(path.parent) as part:
            yield part.file
            part.file.flush()
            os.fsync(part.file.fileno())
            part.file.close()  # Windows renames no open file
            _give_name(part.path, path, overwrite=overwrite)
        _sync_folder(path.parent)
    except OSError as error:
        raise writing_error(path, error) from error


def copy_file(source: Path, path: Path, *, overwrite: bool) -> None:
    """The bytes of `source` under the name `path`, as `atomic_file` writes them."""
    try:
        original = source.open("rb")
    except OSError as error:
        raise reading_error(source, error) from error
    with original, atomic_file(path, overwrite=overwrite) as file:
        shutil.copyfileobj(original, file)


def shown_name(path: Path) -> str:
    """The file's name as it can be printed: bytes that are no UTF-8 become question marks."""
    return os.fsencode(path.name or path).decode("utf-8", "replace")


def reading_error(path: Path, error: OSError) -> MediaError:
    """The sentence for an error of the file system while reading `path`."""
    if isinstance(error, FileNotFoundError):
        reason = "there is no such file; check its name and folder"
    elif isinstance(error, IsADirectoryError | NotADirectoryError):
        reason = "it is a folder or lies in something that is none; name a picture file"
    elif error.errno in _FORBIDDEN:
        reason = "you are not allowed to; change its permissions or copy it to a folder of yours"
    elif error.errno == errno.ENAMETOOLONG:
        reason = "its name or path is too long; check it"
    else:
        reason = f"{error.strerror or error}; check the disk, or copy the file elsewhere"
    return MediaError(f"Can't read '{shown_name(path)}': {reason}.")


def writing_error(path: Path, error: OSError) -> MediaError:
    """The sentence for an error of the file system while writing `path`."""
    folder = os.fsencode(path.parent).decode("utf-8", "replace")
    if isinstance(error, FileExistsError):
        reason = "it exists already; choose another name or allow overwriting"
    elif isinstance(error, IsADirectoryError):
        reason = "a folder has this name; choose another name"
    elif isinstance(error, FileNotFoundError | NotADirectoryError):
        reason = f"the folder '{folder}' does not exist; create it or choose another"
    elif error.errno in _NO_SPACE:
        reason = "the disk is full; free some space or choose another disk"
    elif error.errno in _FORBIDDEN:
        reason = f"you may not write to the folder '{folder}'; choose another"
    elif error.errno in _GONE:
        reason = f"the disk with '{folder}' does not answer; connect it again or choose another"
    elif error.errno == errno.ENAMETOOLONG:
        reason = "its name or path is too long; choose a shorter one"
    else:
        reason = f"{error.strerror or error}; choose another folder or disk"
    kind = DiskFullError if error.errno in _NO_ROOM_AT_ALL else MediaError
    return kind(f"Can't write '{shown_name(path)}': {reason}.")


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
