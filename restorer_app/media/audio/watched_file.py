"""A file between us and libsndfile: what the disk refuses is kept, for nobody else would tell."""

import io
from collections.abc import Callable
from typing import Any, BinaryIO


class WatchedFile:
    """Passes on what libsndfile asks of a file. Its calls come through C, where errors get lost."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._error: OSError | None = None

    def raise_error(self) -> None:
        """Raises the first OSError there was; from then on nothing more was read or written."""
        if self._error is not None:
            raise self._error

    def readinto(self, buffer: Any) -> int:
        return self._kept(lambda: self._file.readinto(buffer))  # type: ignore[attr-defined]

    def read(self, n_bytes: int) -> bytes:
        """Only so that this counts as a file to read; `readinto` is what is called."""
        return self._file.read(n_bytes)

    def write(self, data: bytes) -> int:
        return self._kept(lambda: self._file.write(data))

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._kept(lambda: self._file.seek(offset, whence))

    def tell(self) -> int:
        return self._kept(self._file.tell)

    def _kept(self, work: Callable[[], int]) -> int:
        if self._error is None:
            try:
                return work()
            except OSError as error:
                self._error = error
        return 0
