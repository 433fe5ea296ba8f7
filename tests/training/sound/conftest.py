from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.io import wavfile

from restorer_app.degradations.audio.noises import UNSEEN_NOISES
from restorer_app.training import train
from restorer_app.training.recipes import SOUND_RECIPES

TINY: dict[str, dict[str, Any]] = {
    "background_noise": {"hyper_parameters": {"width": 8}, "clips_per_step": 2, "clip_s": 0.5},
    "reverb": {"hyper_parameters": {"width": 8}, "clips_per_step": 2, "clip_s": 0.5},
    "clicks-finder": {"hyper_parameters": {"width": 2}, "windows_per_step": 16, "clip_s": 0.5},
    "paper-0-echo": {"hyper_parameters": {"width": 2, "blocks": 1}, "critic_width": 2},
    "paper-0-echo-pixels": {"hyper_parameters": {"width": 2, "blocks": 1}},
    "paper-0-echo-ours": {"hyper_parameters": {"widths": [2, 3], "blocks": 1}},
}


def read_wav(path: Path) -> tuple[np.ndarray, int]:
    """Samples (channels, n) and rate of the recordings below."""
    rate, samples = wavfile.read(path)
    return np.atleast_2d(samples.T).astype(np.float32), rate


@pytest.fixture
def tiny_sound_recipes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The recipes as they are, only with tiny networks and clips, and made in this process."""
    for name, changes in TINY.items():
        tiny = replace(SOUND_RECIPES[name], warmup_steps=2, **changes)
        monkeypatch.setitem(SOUND_RECIPES, name, tiny)
    monkeypatch.setattr(train, "_worker_count", lambda _: 0)


@pytest.fixture(scope="session")
def recordings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of synthetic voices, noises and music in two rates, some of them stereo."""
    folder = tmp_path_factory.mktemp("sound")
    rng = np.random.default_rng(0)
    for part, n in (("train", 3), ("val", 2)):
        for i in range(n):
            write_wav(folder / "speech" / part / f"voice-{i}.wav", _voice(120 + 40 * i), 16_000)
    for name in ("rain", "street", UNSEEN_NOISES[0]):
        noise = 0.1 * rng.standard_normal((24_000, 2))
        write_wav(folder / "noise" / f"{name}.wav", noise, 24_000)
    write_wav(folder / "music" / "tune.wav", _voice(440), 16_000)
    return folder


def write_wav(path: Path, samples: np.ndarray, rate: int) -> None:
    """`samples`: (n,) or (n, channels)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    wavfile.write(path, rate, samples.astype(np.float32))


def _voice(hz: float) -> np.ndarray:
    """A second of syllables: a tone with harmonics that comes and goes, (16000,)."""
    t = np.arange(16_000) / 16_000
    tones = sum(np.sin(2 * np.pi * hz * k * t) / k for k in range(1, 6))
    return 0.2 * tones * np.clip(np.sin(2 * np.pi * 3 * t), 0, 1)
