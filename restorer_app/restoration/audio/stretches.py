"""Which parts of a recording are looked at: all of a short one, of a long one parts of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from restorer_app.media.audio import Recording, RecordingInfo

STRETCH_S = 10.0
MOST_STRETCHES = 24
"""Four minutes are heard; of a longer recording as much, spread over it."""


class Readable(Protocol):
    """A recording of which parts can be read, as media's open files are."""

    @property
    def info(self) -> RecordingInfo: ...

    def read(self, start: int, stop: int) -> np.ndarray:
        """Samples (channels, stop - start), float32."""
        ...


@dataclass(frozen=True, eq=False)
class InMemory:
    """A recording in memory, to be read as a file is."""

    recording: Recording

    @property
    def info(self) -> RecordingInfo:
        recording = self.recording
        known = recording.info or RecordingInfo(recording.rate, 1, 1, "", "")
        return replace(known, n_channels=recording.n_channels, n_samples=recording.n_samples)

    def read(self, start: int, stop: int) -> np.ndarray:
        return self.recording.samples[:, start:stop]


@dataclass(frozen=True, eq=False)
class Stretch:
    """A part of a recording: samples (channels, n) from `start`, one of `n` stretches."""

    samples: np.ndarray
    start: int
    rate: int
    share: float
    """How much of the looking is done once this one is, 0..1."""

    @property
    def mono(self) -> np.ndarray:
        return mixed_down(self.samples)


def stretches_of(recording: Readable) -> Iterator[Stretch]:
    """The parts to look at, one in memory at a time, in order."""
    rate, n_samples = recording.info.rate, recording.info.n_samples
    length = max(1, round(STRETCH_S * rate))
    n = min(MOST_STRETCHES, -(-n_samples // length))
    last_start = max(0, n_samples - length)
    for i in range(n):
        start = round(i * last_start / (n - 1)) if n > 1 else 0
        samples = recording.read(start, min(start + length, n_samples))
        yield Stretch(samples, start, rate, (i + 1) / n)


def mixed_down(samples: np.ndarray) -> np.ndarray:
    """One channel (n,) of (channels, n) for causes that all share: the mean.

    The loudest channel where the others cancel it out.
    """
    mean = samples.mean(axis=0)
    power = np.square(samples).mean(axis=1)
    loudest = samples[int(np.argmax(power))]
    return loudest if np.square(mean).mean() < 0.1 * power.max() else mean
