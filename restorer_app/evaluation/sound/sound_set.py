"""A folder of clean recordings as an evaluation hears it: which files, noises and chance."""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from math import gcd
from pathlib import Path

import numpy as np
from scipy.signal import resample_poly

from restorer_app.degradations.audio.noises import UNSEEN_NOISES
from restorer_app.errors import MediaError
from restorer_app.media.audio import Recording, Samples, is_audio_path, load_recording
from restorer_app.texts import Text


@dataclass(frozen=True)
class SoundSet:
    """The files of an evaluation, each list sorted."""

    folder: Path
    speech: tuple[Path, ...]
    """Clean recordings of speech, `speech/val` of the folder."""
    noises: tuple[Path, ...]
    """Those of `noise` that nothing was trained with."""
    responses: tuple[Path, ...]
    """Impulse responses of rooms."""
    music: tuple[Path, ...]

    def load(self, path: Path, *, rate: int | None = None) -> Recording:
        """One recording, at its own rate or another (Hz). Raises MediaError where it is broken."""
        recording = load_recording(path)
        if rate is None or rate == recording.rate:
            return recording
        return Recording(resampled(recording.samples, recording.rate, rate), rate)

    def rng(self, path: Path, *keys: object) -> np.random.Generator:
        """The chance for one file and one setting; the same whichever other files take part."""
        text = "/".join([path.relative_to(self.folder).as_posix(), *map(str, keys)])
        return np.random.default_rng(zlib.crc32(text.encode()))


def find_sound_set(folder: Path, *, limit: int | None = None) -> SoundSet:
    """The recordings below `folder`; of the speech `limit`, evenly spread over the sorted list.

    Raises MediaError where there is no speech.
    """
    speech = _files_in(folder / "speech" / "val")
    if not speech:
        raise MediaError(
            Text(f"there is no speech in '{folder}'; name a folder that has some in 'speech/val'")
        )
    if limit is not None and limit < len(speech):
        speech = tuple(speech[i * len(speech) // limit] for i in range(limit))
    noises = _files_in(folder / "noise")
    return SoundSet(
        folder,
        speech,
        tuple(path for path in noises if path.stem in UNSEEN_NOISES),
        _files_in(folder / "impulse-responses"),
        _files_in(folder / "music"),
    )


def resampled(samples: Samples, rate: int, wanted_rate: int) -> Samples:
    """`samples` (channels, n) at another rate, by a polyphase filter."""
    common = gcd(rate, wanted_rate)
    result = resample_poly(samples, wanted_rate // common, rate // common, axis=1)
    return np.asarray(result, np.float32)


def mono(samples: Samples) -> Samples:
    """The mean of all channels, (1, n)."""
    return samples.mean(axis=0, keepdims=True)


def needed(paths: Iterable[Path], what: str, folder: Path) -> tuple[Path, ...]:
    """`paths`, of which there have to be some. Raises MediaError where a suite lacks them."""
    found = tuple(paths)
    if not found:
        raise MediaError(
            Text(f"there are no recordings in '{folder / what}', which this suite needs; add some")
        )
    return found


def _files_in(folder: Path) -> tuple[Path, ...]:
    return tuple(sorted(path for path in folder.glob("*") if is_audio_path(path)))
