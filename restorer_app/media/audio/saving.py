"""Samples to sound files: whole or not at all, stretch by stretch, in the format of the suffix."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np
import numpy.typing as npt

from restorer_app.errors import MediaError
from restorer_app.media.atomic import atomic_file, shown_name, unwritable
from restorer_app.media.audio.formats import BITS, FORMATS
from restorer_app.media.audio.reading import BLOCK_SAMPLES
from restorer_app.media.audio.recording import TAGS, Recording, RecordingInfo, Samples
from restorer_app.media.audio.watched_file import WatchedFile
from restorer_app.progress import OnProgress, Progress, ignore_progress
from restorer_app.texts import translatable

if TYPE_CHECKING:
    import soundfile

_FLOAT_BYTES = {"FLOAT": 4, "DOUBLE": 8}
_ROOM_FOR_HEADERS = 1 << 20
_MOST_BYTES = (1 << 32) - _ROOM_FOR_HEADERS
"""WAV and AIFF count their bytes with 32 bits."""
_MOST_VORBIS_RATE = 200_000
"""Hz; above, the encoder ends the whole process."""


def save_recording(
    recording: Recording,
    path: Path,
    *,
    overwrite: bool = False,
    like: RecordingInfo | None = None,
    on_progress: OnProgress = ignore_progress,
) -> int:
    """Write a recording, as `save_blocks` does; depth and tags are those of `like` or its own file.

    Returns how many samples were clipped.
    """
    known = like or recording.info or RecordingInfo(recording.rate, 1, 1, "", "")
    info = replace(
        known, rate=recording.rate, n_channels=recording.n_channels, n_samples=recording.n_samples
    )

    def blocks() -> Iterator[Samples]:
        for start in range(0, recording.n_samples, BLOCK_SAMPLES):
            on_progress(Progress("", start / recording.n_samples))  # may raise Cancelled
            yield recording.samples[:, start : start + BLOCK_SAMPLES]

    return save_blocks(blocks(), path, info=info, overwrite=overwrite)


def save_blocks(
    blocks: Iterable[Samples], path: Path, *, info: RecordingInfo, overwrite: bool = False
) -> int:
    """Write stretch after stretch (channels, m) as they come, in constant memory.

    The file appears whole or not at all. The path's suffix says the format. `info` says rate,
    channels, how many samples will come, the depth, which stays where the format has it, and the
    tags, which are kept where libsndfile can. WAV grows to RF64 beyond 4 GB. Numbers of 8 to 32
    bits are rounded without dither, so that untouched samples come back exactly.

    Returns how many samples lay outside of -1..1 and were clipped, which only whole numbers need.
    Raises MediaError for a suffix of no format, one that can not hold this, samples that are no
    numbers, and what the file system refuses; ValueError for another number of samples than `info`
    says. What `blocks` raises leaves nothing behind.
    """
    path = Path(path)
    format_ = FORMATS.get(path.suffix.lower())
    if format_ is None:
        raise unwritable(
            shown_name(path),
            translatable(
                "its suffix names no format that can be written; use one of {known}",
                known=", ".join(FORMATS),
            ),
        )
    subtype = format_.subtype_like(info.subtype)
    name = _container(format_.name, subtype, info, path)
    with (
        atomic_file(path, overwrite=overwrite) as file,
        _encoder(file, path, name, subtype, info, format_.options) as sound,
    ):
        return _write(blocks, sound, info, path)


def exceeds_full_scale(path: Path, info: RecordingInfo) -> bool:
    """Whether a file of this name, saved like `info`, holds samples outside of -1..1."""
    format_ = FORMATS.get(path.suffix.lower())
    return format_ is not None and format_.subtype_like(info.subtype) not in BITS


@contextmanager
def _encoder(
    file: BinaryIO,
    path: Path,
    name: str,
    subtype: str,
    info: RecordingInfo,
    options: Mapping[str, Any],
) -> Iterator["soundfile.SoundFile"]:
    """Raises OSError for what the disk refuses, MediaError for what the format does not hold."""
    import soundfile

    watched = WatchedFile(file)
    try:
        with soundfile.SoundFile(
            watched, "w", info.rate, info.n_channels, subtype, format=name, **options
        ) as sound:
            for tag in TAGS:
                if text := info.tags.get(tag):
                    setattr(sound, tag, text)
            yield sound
    except (soundfile.SoundFileError, AssertionError) as error:
        watched.raise_error()  # of which soundfile has only seen that too little was written
        raise _does_not_fit(path, name, info) from error
    watched.raise_error()


def _write(
    blocks: Iterable[Samples], sound: "soundfile.SoundFile", info: RecordingInfo, path: Path
) -> int:
    bits = BITS.get(sound.subtype)
    n_written = n_clipped = 0
    for block in blocks:
        _check_numbers(block, path)
        if bits is None:
            sound.write(np.ascontiguousarray(block.T))
        else:
            n_clipped += int(np.count_nonzero(np.abs(block) > 1))
            sound.write(_codes(block, bits))
        n_written += block.shape[1]
    if n_written != info.n_samples:
        raise ValueError(f"{n_written} samples came where {info.n_samples} were announced")
    return n_clipped


def _codes(block: Samples, bits: int) -> npt.NDArray[np.int32]:
    """Whole numbers of so many bits, (n, channels), at the upper end of 32.

    libsndfile itself would scale by 32767 what it reads by 1/32768, and change every sample.
    """
    peak = 1 << (bits - 1)
    scaled = np.rint(block.T.astype(np.float64) * peak).clip(-peak, peak - 1)
    return np.left_shift(scaled.astype(np.int32), 32 - bits)


def _check_numbers(block: Samples, path: Path) -> None:
    n_bad = block.size - int(np.count_nonzero(np.isfinite(block)))
    if n_bad:
        raise unwritable(
            shown_name(path),
            translatable(
                "{n} samples of the result are no numbers; leave out the last repair", n=n_bad
            ),
        )


def _does_not_fit(path: Path, name: str, info: RecordingInfo) -> MediaError:
    return unwritable(
        shown_name(path),
        translatable(
            "{format} does not hold {channels} channels at {rate} Hz; save it as WAV",
            format=name,
            channels=info.n_channels,
            rate=info.rate,
        ),
    )


def _container(name: str, subtype: str, info: RecordingInfo, path: Path) -> str:
    """The format's own name or a larger relative of it. Raises MediaError where nothing fits."""
    bytes_per_sample = _FLOAT_BYTES.get(subtype, BITS.get(subtype, 0) // 8)
    is_large = info.n_samples * info.n_channels * bytes_per_sample > _MOST_BYTES
    if name == "AIFF" and is_large:
        raise unwritable(
            shown_name(path),
            translatable("AIFF holds no more than 4 GB; save it as WAV or FLAC"),
        )
    if subtype == "VORBIS" and info.rate > _MOST_VORBIS_RATE:
        raise _does_not_fit(path, name, info)
    if name == "WAV" and is_large:
        return "RF64"
    return "WAVEX" if name == "WAV" and info.format == "WAVEX" else name
