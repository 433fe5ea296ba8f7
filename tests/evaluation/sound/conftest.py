from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from restorer_app.evaluation.sound.bench import SoundBench
from restorer_app.evaluation.sound.sound_set import find_sound_set
from restorer_app.media.audio import Recording, Samples, save_recording
from restorer_app.progress import ignore_progress
from restorer_app.registry.catalog import Catalog

RATE = 16_000
Repair = Callable[[Samples, int], Samples]


def voice(hz: float, seconds: float) -> Samples:
    """Syllables of a voice with a few harmonics, (1, n)."""
    t = np.arange(round(seconds * RATE)) / RATE
    syllables = np.clip(np.sin(2 * np.pi * 3 * t), 0, 1)
    tones = sum(np.sin(2 * np.pi * k * hz * t) / k for k in range(1, 6))
    return (0.3 * syllables * tones).astype(np.float32)[None]


@pytest.fixture(scope="session")
def sounds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two recordings of speech of unlike length, noise, a room and music."""
    folder = tmp_path_factory.mktemp("sounds")
    rng = np.random.default_rng(0)
    room = np.zeros((1, 4000), np.float32)
    room[0, 0], room[0, 500:] = 1, 0.2 * rng.standard_normal(3500) * np.exp(-np.arange(3500) / 800)
    recordings = {
        "speech/val/a.wav": voice(210, 1.0),
        "speech/val/b.wav": voice(330, 1.25),
        "speech/train/c.wav": voice(260, 1.0),
        "noise/wind.wav": 0.1 * rng.standard_normal((1, 3 * RATE)).astype(np.float32),
        "noise/office.wav": np.zeros((1, RATE), np.float32),
        "impulse-responses/hall.wav": 0.5 * room,
        "music/song.wav": voice(150, 1.5),
    }
    for name, samples in recordings.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        save_recording(Recording(samples.clip(-1, 1), RATE), folder / name)
    return folder


@pytest.fixture
def make_bench(sounds: Path) -> Callable[[Repair], SoundBench]:
    """A bench whose program is a given function."""

    class Bench(SoundBench):
        repair: Repair

        def _restore(self, samples: Samples, rate: int, plan: object) -> Samples:
            del plan
            return self.repair(samples, rate)

    def make(repair: Repair) -> SoundBench:
        bench = Bench(Catalog(()), find_sound_set(sounds), "cpu", ignore_progress)
        bench.repair = repair
        return bench

    return make


@pytest.fixture
def cleaned(sounds: Path) -> Repair:
    """The perfect program: it knows the clean recordings, which it tells apart by their lengths."""
    found = find_sound_set(sounds)
    clean = [found.load(path).samples for path in found.speech]
    known = {n * each.shape[1]: np.tile(each, (1, n)) for each in clean for n in (1, 2)}
    return lambda samples, _: known[samples.shape[1]]


@pytest.fixture
def untouched() -> Repair:
    return lambda samples, _: samples
