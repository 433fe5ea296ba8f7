"""What is seen and heard: a recording before, after, and what was removed from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]
"""(channels, n), full scale is -1..1."""


class Voice(StrEnum):
    """Which of the versions of one recording is meant."""

    BEFORE = "before"
    AFTER = "after"
    REMOVED = "removed"
    """Before minus after: what the repair took away."""


@dataclass(frozen=True)
class Span:
    """A part of a recording in samples: `start` belongs to it, `stop` does not."""

    start: int
    stop: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.stop:
            raise ValueError(f"no samples from {self.start} to {self.stop}")

    @property
    def n_samples(self) -> int:
        return self.stop - self.start


@dataclass(frozen=True, eq=False)
class Track:
    """Samples that are read when they are needed, so that hours of them need not be in memory.

    `read(start, stop)` returns float32 (channels, stop - start) for 0 <= start <= stop <=
    n_samples. It is called from the thread that draws and from the one that plays, also at the
    same time: an array will do, in memory or mapped from a file; an open file will not.
    """

    read: Callable[[int, int], Samples]
    n_channels: int
    n_samples: int
    rate: int

    @property
    def shape(self) -> tuple[int, int, int]:
        """Channels, samples, rate."""
        return self.n_channels, self.n_samples, self.rate

    def is_like(self, other: Track) -> bool:
        """Whether both can be two versions of one recording."""
        return self.shape == other.shape

    def read_padded(self, start: int, stop: int) -> Samples:
        """As `read`, with silence where there is nothing: before the beginning, after the end."""
        first = min(max(start, 0), self.n_samples)
        last = min(max(stop, first), self.n_samples)
        margins = max(first - start, 0), max(stop - max(last, start), 0)
        return np.pad(self.read(first, last), ((0, 0), margins))[:, : stop - start]


def track_of(samples: Samples, rate: int) -> Track:
    """The track of float32 (channels, n) samples, which may be mapped from a file."""
    n_channels, n_samples = samples.shape

    def read(start: int, stop: int) -> Samples:
        return np.asarray(samples[:, start:stop])

    return Track(read, n_channels, n_samples, rate)


@dataclass(frozen=True, eq=False)
class Sounds:
    """A recording before and, once it is restored, after; both of the same shape and rate."""

    before: Track
    after: Track | None = None

    def __post_init__(self) -> None:
        if self.before.n_samples < 1:
            raise ValueError("a recording has at least one sample")
        if self.after is not None and not self.after.is_like(self.before):
            raise ValueError(f"after is {self.after.shape}, before is {self.before.shape}")

    @property
    def voices(self) -> tuple[Voice, ...]:
        """Those that there are."""
        return (Voice.BEFORE,) if self.after is None else tuple(Voice)

    def with_after(self, after: Track | None) -> Sounds:
        """The same recording with this result, or without one."""
        return self if after is self.after else Sounds(self.before, after)

    def track(self, voice: Voice) -> Track:
        """Raises KeyError for a voice that is not there."""
        if voice not in self.voices:
            raise KeyError(voice)
        if self.after is None or voice is Voice.BEFORE:
            return self.before
        return self.after if voice is Voice.AFTER else self._removed

    @cached_property
    def _removed(self) -> Track:
        before, after = self.before, self.after
        assert after is not None

        def read(start: int, stop: int) -> Samples:
            return before.read(start, stop) - after.read(start, stop)

        return Track(read, before.n_channels, before.n_samples, before.rate)
