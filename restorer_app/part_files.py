"""Unfinished files: hidden beside the name they will have, and swept away after a crash.

Whoever writes one holds its lock, which the system lets go of with the process. So a file of ours
that can be locked was left by a process that was killed, and nobody will ever finish it.
"""

import hashlib
import os
import platform
import re
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

if sys.platform != "win32":  # Windows refuses to delete what is open: that is lock enough
    import fcntl

_HOST = hashlib.sha256(platform.node().encode()).hexdigest()[:8]
"""Another computer's files in a shared folder are left alone: its locks may not be seen here."""
_OURS = re.compile(rf"\.restorer-{_HOST}-[0-9a-f]{{16}}\.part")
_O_BINARY = getattr(os, "O_BINARY", 0)  # Windows would turn line ends around

_swept: set[Path] = set()
"""Each folder is swept once by a process: one of ten thousand photographs is not to be listed for
every one of them."""


@dataclass(frozen=True)
class PartFile:
    """An open file that is nobody else's until it is closed and `unlock` is called."""

    path: Path
    file: BinaryIO
    _lock: int | None

    def unlock(self) -> None:
        """Only once it has its name, or is gone: until then somebody else could sweep it away."""
        if self._lock is not None:
            os.close(self._lock)


@contextmanager
def part_file(folder: Path) -> Iterator[PartFile]:
    """A new hidden file in `folder`, gone at the end unless it was renamed. Raises OSError."""
    sweep(folder)
    part = _create(folder)
    try:
        with part.file:
            yield part
    finally:
        part.path.unlink(missing_ok=True)
        part.unlock()


def sweep(folder: Path) -> None:
    """Delete what killed processes of ours have left in `folder`; nothing else, and never fail."""
    if folder in _swept:
        return
    _swept.add(folder)
    with suppress(OSError):
        names = [entry.name for entry in os.scandir(folder) if _OURS.fullmatch(entry.name)]
        for name in names:
            with suppress(OSError):
                _delete_if_stale(folder / name)


def _create(folder: Path) -> PartFile:
    while True:
        # A short name of its own: one made from the file's could be longer than names may be.
        path = folder / f".restorer-{_HOST}-{secrets.token_hex(8)}.part"
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _O_BINARY, 0o666)
        lock = _locked_copy(descriptor)
        if lock is None or path.exists():
            return PartFile(path, os.fdopen(descriptor, "w+b"), lock)
        os.close(lock)  # somebody swept between the creation and the lock
        os.close(descriptor)


def _locked_copy(descriptor: int) -> int | None:
    """A second descriptor that keeps the lock when the first is closed; None without locks."""
    if sys.platform != "win32":
        with suppress(OSError):  # a file system without locks: there nothing is ever swept
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            return os.dup(descriptor)
    return None


def _delete_if_stale(path: Path) -> None:
    """Raises OSError when somebody still writes it, or nobody can tell."""
    if sys.platform == "win32":
        path.unlink()
    else:
        descriptor = os.open(path, os.O_RDWR)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink()
        finally:
            os.close(descriptor)
