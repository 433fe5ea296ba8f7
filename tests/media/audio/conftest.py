"""Small sound files of every kind, written past the program's own writer."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

SUBTYPES = {
    ".wav": "PCM_16",
    ".flac": "PCM_16",
    ".ogg": "VORBIS",
    ".opus": "OPUS",
    ".mp3": "MPEG_LAYER_III",
    ".aiff": "PCM_16",
}
CONTAINERS = {".opus": "OGG", ".aif": "AIFF"}


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(6)


@pytest.fixture
def write_sound(tmp_path: Path) -> Callable[..., Path]:
    """`write_sound("a.wav", samples)`: (channels, n) of any type, as soundfile writes them."""

    def write(
        name: str,
        samples: np.ndarray,
        *,
        rate: int = 8000,
        subtype: str | None = None,
        tags: dict[str, str] | None = None,
        **options: Any,
    ) -> Path:
        path = tmp_path / name
        container = CONTAINERS.get(path.suffix, path.suffix[1:].upper())
        with soundfile.SoundFile(
            path,
            "w",
            rate,
            len(samples),
            subtype or SUBTYPES.get(path.suffix),
            format=options.pop("format", container),
            **options,
        ) as file:
            for tag, text in (tags or {}).items():
                setattr(file, tag, text)
            file.write(samples.T)
        return path

    return write


@pytest.fixture
def tone() -> np.ndarray:
    """Half a second of two different tones at 8 kHz, float32 (2, 4000), as 16 bits hold them."""
    times = np.arange(4000) / 8000
    waves = np.stack([np.sin(2 * np.pi * hz * times) for hz in (440, 660)])
    return (np.round(waves * 16000) / 32768).astype(np.float32)
