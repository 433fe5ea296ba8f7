"""One window's own place on the disc: what is open and the results that are not saved yet.

A window holds the lock of its folder as long as it lives; the system says when a process is gone.
So two windows never touch each other's folder, and a folder that nobody holds was left by a crash.
"""

import logging
import shutil
import time
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from PySide6.QtCore import QLockFile

from restorer_app.paths import user_autosave_dir
from restorer_app.restoration.session_file import SESSION_SUFFIX
from restorer_app.texts import translatable

LAST_SESSION = f"last{SESSION_SUFFIX}"
"""Beside the folders: what was open when a window was closed last."""

_LOCK = "lock"
_JOURNAL = f"session{SESSION_SUFFIX}"
_FORSAKEN_S = 3600
"""A folder that nobody holds and nothing was ever noted in is no newborn any more after this."""

_log = logging.getLogger(__name__)


class AutosaveFolder:
    """Where results are parked and the journal is kept; `cleanup` ends it."""

    def __init__(self, path: Path, lock: QLockFile | None, refusal: str = "") -> None:
        self.path = path
        self.refusal = refusal
        """Why it is not kept safe but goes with the process; empty as it should be."""
        self.is_needed = False
        """It is to be found by the next start as if there had been a crash."""
        self._lock = lock

    @property
    def journal(self) -> Path:
        return self.path / _JOURNAL

    @classmethod
    def create(cls) -> "AutosaveFolder":
        """A new one. Where the user's folder can not be written: one that lasts no crash."""
        path = user_autosave_dir() / uuid4().hex
        try:
            path.mkdir(parents=True)
        except OSError as error:
            _log.warning("%s: nothing is kept safe (%s)", path, error)
            return _Passing(error.strerror or str(error))
        lock = _take_lock(path)
        return (
            cls(path, lock) if lock else _Passing(translatable("the lock file could not be made"))
        )

    @classmethod
    def claim_leftovers(cls) -> list["AutosaveFolder"]:
        """The folders of windows that ended without closing, newest first, now held by us."""
        try:
            paths = [path for path in user_autosave_dir().iterdir() if path.is_dir()]
        except OSError:
            return []
        found = []
        for path in paths:
            noted_at = _time_of(path / _JOURNAL)
            is_newborn = not noted_at and time.time() - _time_of(path) < _FORSAKEN_S
            lock = None if is_newborn else _take_lock(path)
            if lock is not None:
                found.append((noted_at, cls(path, lock)))
        return [folder for _, folder in sorted(found, key=lambda each: -each[0])]

    def cleanup(self) -> None:
        """Delete it, the journal first: what is half deleted must not look like left by a crash."""
        if self.is_needed:
            return  # the lock goes with the process
        with suppress(OSError):
            self.journal.unlink(missing_ok=True)
        for path in (*self.path.glob("*.np?"), *self.path.glob("*.wav")):
            with suppress(OSError):  # Windows keeps mapped files a while
                path.unlink()
        if self._lock is not None:
            self._lock.unlock()
        shutil.rmtree(self.path, ignore_errors=True)


class _Passing(AutosaveFolder):
    """In the system's folder for temporary files, where nobody looks for it after a crash."""

    def __init__(self, refusal: str) -> None:
        self._folder = TemporaryDirectory(prefix="restorer-", ignore_cleanup_errors=True)
        super().__init__(Path(self._folder.name), None, refusal)

    def cleanup(self) -> None:
        self._folder.cleanup()


def _take_lock(folder: Path) -> QLockFile | None:
    lock = QLockFile(str(folder / _LOCK))
    lock.setStaleLockTime(0)  # held for days by a window that stays open; dead processes are seen
    return lock if lock.tryLock(0) else None


def _time_of(path: Path) -> float:
    """When it was changed last; 0 where it is not there."""
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0
