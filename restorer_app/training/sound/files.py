"""Clean recordings and noises on disk, and in memory as the networks hear them: mono at 16 kHz."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import gcd
from pathlib import Path

import numpy as np
from scipy.signal import resample_poly

from restorer_app.degradations.audio.noises import UNSEEN_NOISES
from restorer_app.errors import MediaError
from restorer_app.texts import Text

RATE = 16_000
"""Of all that is learnt from, in Hz: the networks hear up to half of it."""

ReadSound = Callable[[Path], tuple[np.ndarray, int]]
"""A file to its samples, float32 (channels, n), and their rate in Hz; given by whoever trains:
a training machine need not have what decodes every format."""


@dataclass(frozen=True)
class SoundFiles:
    """The recordings in a folder, each list sorted."""

    train: tuple[Path, ...]
    """Clean speech to learn from."""
    val: tuple[Path, ...]
    """Clean speech to measure with."""
    noises: tuple[Path, ...]
    unseen_noises: tuple[Path, ...]
    """To measure with alone."""
    music: tuple[Path, ...]
    """What is no noise either."""


def find_sound(data: Path) -> SoundFiles:
    """The recordings in `speech/train`, `speech/val`, `noise` and `music` below a folder.

    Raises MediaError where there is no speech of both kinds or no noise; music may be missing.
    """
    noises = _files_in(data / "noise")
    found = SoundFiles(
        train=_files_in(data / "speech" / "train"),
        val=_files_in(data / "speech" / "val"),
        noises=tuple(path for path in noises if path.stem not in UNSEEN_NOISES),
        unseen_noises=tuple(path for path in noises if path.stem in UNSEEN_NOISES),
        music=_files_in(data / "music"),
    )
    if not (found.train and found.val and found.noises):
        raise MediaError(
            Text(
                f"there are no recordings to learn from in '{data}'; name a folder that has some "
                "in 'speech/train', 'speech/val' and 'noise'"
            )
        )
    return found


def _files_in(folder: Path) -> tuple[Path, ...]:
    return tuple(sorted(p for p in folder.glob("*") if p.is_file() and p.name[0] != "."))


def load_mono(paths: Iterable[Path], read: ReadSound, *, rate: int = RATE) -> list[np.ndarray]:
    """The recordings as float32 (n,) at `rate`, their channels averaged."""
    recordings = []
    for path in paths:
        samples, own_rate = read(path)
        common = gcd(own_rate, rate)
        mono = resample_poly(samples.mean(axis=0), rate // common, own_rate // common)
        recordings.append(mono.astype(np.float32))
    return recordings
