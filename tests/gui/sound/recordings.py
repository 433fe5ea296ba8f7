"""Small recordings that are known to the sample, and devices that only keep what they are given."""

from dataclasses import dataclass, field

import numpy as np

from restorer_app.errors import DeviceError
from restorer_app.gui.sound.playing.outputs import Fill
from restorer_app.gui.sound.track import Samples, Sounds, Track, track_of

RATE = 8000


def ramp(n_samples: int, n_channels: int = 1, rate: int = RATE) -> Track:
    """Every sample tells its place: sample i is i / 1e6, in the second channel minus that."""
    places = np.arange(n_samples, dtype=np.float32) / 1e6
    signs = np.array([(-1) ** channel for channel in range(n_channels)], np.float32)
    return track_of(signs[:, None] * places, rate)


def tone(hz: float, n_samples: int, amplitude: float = 1.0, rate: int = RATE) -> Track:
    """A sine wave in one channel."""
    places = np.arange(n_samples) / rate
    return track_of((amplitude * np.sin(2 * np.pi * hz * places)).astype(np.float32)[None], rate)


def noisy_tone(n_samples: int = 2 * RATE) -> Sounds:
    """Before: a tone of 1 kHz in noise; after: the tone."""
    noise = np.random.default_rng(1).standard_normal((1, n_samples)).astype(np.float32)
    after = tone(1000, n_samples, 0.25)
    return Sounds(track_of(after.read(0, n_samples) + 0.05 * noise, RATE), after)


def all_of(track: Track) -> Samples:
    return track.read(0, track.n_samples)


@dataclass
class FakeOutput:
    """Asks for samples when the test does."""

    rate: int
    n_channels: int
    fill: Fill
    latency_s: float = 0.0
    is_started: bool = False
    is_closed: bool = False
    n_starts: int = 0

    def start(self) -> None:
        self.is_started = True
        self.n_starts += 1

    def stop(self) -> None:
        self.is_started = False

    def close(self) -> None:
        self.is_started, self.is_closed = False, True

    def pull(self, n_samples: int) -> Samples:
        assert self.is_started
        block = self.fill(n_samples)
        assert block.shape == (self.n_channels, n_samples)
        assert block.dtype == np.float32
        return block.copy()


@dataclass
class FakeBackend:
    """A device that is there, or is not and says why."""

    problem: DeviceError | None = None
    problem_of_opening: DeviceError | None = None
    latency_s: float = 0.0
    outputs: list[FakeOutput] = field(default_factory=list)

    def prepare(self, rate: int, n_channels: int) -> None:
        if self.problem is not None:
            raise self.problem

    def check(self, rate: int, n_channels: int) -> None:
        """Nothing is left to find out."""

    def open(self, rate: int, n_channels: int, fill: Fill) -> FakeOutput:
        if self.problem_of_opening is not None:
            raise self.problem_of_opening
        self.outputs.append(FakeOutput(rate, n_channels, fill, self.latency_s))
        return self.outputs[-1]


def mean_power_db(samples: Samples, rate: int) -> float:
    """A loudness that is easily known: the power of all samples."""
    power = float(np.mean(np.square(samples, dtype=np.float64)))
    return float(10 * np.log10(power)) if power > 0 else float("-inf")
