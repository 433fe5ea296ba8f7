"""Files written whole or not at all, and the sentences for what can go wrong with them."""

import contextlib
import errno
import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from restorer_app.errors import DiskFullError, MediaError
from restorer_app.texts import Text, translatable
from restorer_app.whole_files import whole_file

_NO_ROOM_AT_ALL = {errno.ENOSPC, errno.EDQUOT}
_NO_SPACE = _NO_ROOM_AT_ALL | {errno.EFBIG}
# A drive that was pulled out, or a network folder that went away.
_GONE_NAMES = ("ENODEV", "ENXIO", "ESTALE", "ENOTCONN", "EHOSTDOWN", "EHOSTUNREACH", "ENETUNREACH")
_GONE = {getattr(errno, name) for name in _GONE_NAMES if hasattr(errno, name)}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}


@contextlib.contextmanager
def atomic_file(path: Path, *, overwrite: bool) -> Iterator[BinaryIO]:
    """A file object whose content becomes `path` when the block ends without an error.

    As `whole_file`, but raises MediaError, with a sentence, for everything the file system refuses.
    """
    try:
        with whole_file(path, overwrite=overwrite) as file:
            yield file
    except OSError as error:
        raise writing_error(path, error) from error


def copy_file(source: Path, path: Path, *, overwrite: bool) -> None:
    """The bytes of `source` under the name `path`, as `atomic_file` writes them."""
    with open_to_read(source) as original, atomic_file(path, overwrite=overwrite) as file:
        shutil.copyfileobj(original, file)


def open_to_read(path: Path) -> BinaryIO:
    """The open file. Raises MediaError where there is none, or a folder or device instead."""
    try:
        if not stat.S_ISREG(path.stat().st_mode) and not path.is_dir():
            raise unreadable(
                shown_name(path), translatable("it is a device, not a file; name a file")
            )
        return path.open("rb")
    except OSError as error:
        raise reading_error(path, error) from error


def shown_name(path: Path) -> str:
    """The file's name as it can be printed: bytes that are no UTF-8 become question marks."""
    return os.fsencode(path.name or path).decode("utf-8", "replace")


def reading_error(path: Path, error: OSError) -> MediaError:
    """The sentence for an error of the file system while reading `path`."""
    if isinstance(error, FileNotFoundError):
        reason = translatable("there is no such file; check its name and folder")
    elif isinstance(error, IsADirectoryError | NotADirectoryError):
        reason = translatable("it is a folder or lies in something that is none; name a file")
    elif error.errno in _FORBIDDEN:
        reason = translatable(
            "you are not allowed to; change its permissions or copy it to a folder of yours"
        )
    elif error.errno == errno.ENAMETOOLONG:
        reason = translatable("its name or path is too long; check it")
    else:
        reason = translatable(
            "{error}; check the disk, or copy the file elsewhere", error=error.strerror or error
        )
    return unreadable(shown_name(path), reason)


def unreadable(name: str, reason: Text) -> MediaError:
    """The sentence for a file that is there but can not be used; `reason` names the remedy."""
    return MediaError(translatable("Can't read '{name}': {reason}.", name=name, reason=reason))


def unwritable(name: str, reason: Text) -> MediaError:
    """The same for one that can not be made."""
    return MediaError(_not_written(name, reason))


def _not_written(name: str, reason: Text) -> Text:
    return translatable("Can't write '{name}': {reason}.", name=name, reason=reason)


def writing_error(path: Path, error: OSError) -> MediaError:
    """The sentence for an error of the file system while writing `path`."""
    folder = os.fsencode(path.parent).decode("utf-8", "replace")
    if isinstance(error, FileExistsError):
        reason = translatable("it exists already; choose another name or allow overwriting")
    elif isinstance(error, IsADirectoryError):
        reason = translatable("a folder has this name; choose another name")
    elif isinstance(error, FileNotFoundError | NotADirectoryError):
        reason = translatable(
            "the folder '{folder}' does not exist; create it or choose another", folder=folder
        )
    elif error.errno in _NO_SPACE:
        reason = translatable("the disk is full; free some space or choose another disk")
    elif error.errno in _FORBIDDEN:
        reason = translatable(
            "you may not write to the folder '{folder}'; choose another", folder=folder
        )
    elif error.errno in _GONE:
        reason = translatable(
            "the disk with '{folder}' does not answer; connect it again or choose another",
            folder=folder,
        )
    elif error.errno == errno.ENAMETOOLONG:
        reason = translatable("its name or path is too long; choose a shorter one")
    else:
        reason = translatable(
            "{error}; choose another folder or disk", error=error.strerror or error
        )
    kind = DiskFullError if error.errno in _NO_ROOM_AT_ALL else MediaError
    return kind(_not_written(shown_name(path), reason))
