"""Sound files to samples: whole, or stretch by stretch in constant memory."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Self

import numpy as np

from restorer_app.errors import MediaError
from restorer_app.media.atomic import open_to_read, reading_error, shown_name, unreadable
from restorer_app.media.audio.containers import (
    HEAD_BYTES,
    ends_early,
    foreign_kind,
    knows_its_length,
)
from restorer_app.media.audio.recording import Recording, RecordingInfo, Samples
from restorer_app.media.audio.watched_file import WatchedFile
from restorer_app.media.memory import check_recording_size
from restorer_app.progress import OnProgress, Progress, ignore_progress
from restorer_app.texts import Text, translatable

if TYPE_CHECKING:
    import soundfile

MAX_RATE = 6_144_000
"""Hz: 128 times that of a studio. No converter is faster; forged headers are."""
MAX_CHANNELS = 256
BLOCK_SAMPLES = 1 << 18
"""Of each channel, read or written at a time: some seconds, and a good read for a disk."""

_FORMATS = {"WAV", "WAVEX", "RF64", "FLAC", "OGG", "MP3", "AIFF"}
"""libsndfile reads more, some of them by a few bytes that other files have as well."""
_SEQUENTIAL = {"OGG", "MP3"}
_FLOAT_SUBTYPES = {"FLOAT", "DOUBLE"}
_NO_LENGTH = 1 << 62
"""libsndfile's number of samples for a header that does not tell is about twice this."""


def read_info(path: Path) -> RecordingInfo:
    """What a file tells of its recording. Raises MediaError as `open_recording` does."""
    with open_recording(path) as recording:
        return recording.info


def load_recording(path: Path, *, on_progress: OnProgress = ignore_progress) -> Recording:
    """The whole recording in memory. Raises MediaError, also where it would not fit."""
    with open_recording(path) as file:
        info = file.info
        check_recording_size(shown_name(Path(path)), info.n_channels, info.n_samples)
        samples = np.empty((info.n_channels, info.n_samples), np.float32)
        done = 0
        for block in file.blocks(BLOCK_SAMPLES):
            on_progress(Progress("", done / info.n_samples))  # may raise Cancelled
            samples[:, done : done + block.shape[1]] = block
            done += block.shape[1]
    return Recording(samples, info.rate, info)


def open_recording(path: Path) -> "RecordingFile":
    """A sound file to read from, told by its content: a wrong suffix does not matter.

    Raises MediaError, one sentence with the remedy, for a file that is not there, empty, cut off,
    damaged, without samples, no sound, or a kind of sound that is not read.
    """
    return RecordingFile(Path(path))


class RecordingFile:
    """An open sound file: a context manager. Its methods raise MediaError, as `open_recording`."""

    info: RecordingInfo

    def __init__(self, path: Path) -> None:
        self._path, self._name = path, shown_name(path)
        with ExitStack() as opened:
            file = opened.enter_context(open_to_read(path))
            try:
                self._check_content(file)
                has_length = knows_its_length(file)
                file.seek(0)
            except OSError as error:
                raise reading_error(path, error) from error
            self._file = WatchedFile(file)
            self._sound = opened.enter_context(self._open())
            self._check_header()
            self.info = self._read_info(has_length or self._sound.format != "MP3")
            self._opened = opened.pop_all()

    def read(self, start: int, stop: int) -> Samples:
        """The samples `start`..`stop`, float32 (channels, stop - start).

        What 16 or 24 bits hold comes exactly, 32 bits are rounded to 24. Raises ValueError outside
        of the recording, MediaError where the file is damaged or holds what is no number.
        """
        if not 0 <= start <= stop <= self.info.n_samples:
            raise ValueError(f"{start}..{stop} is outside 0..{self.info.n_samples}")
        frames = self._decode(start, stop)
        if len(frames) < stop - start:
            raise self._refusal(_too_short())
        if self.info.subtype in _FLOAT_SUBTYPES and not np.isfinite(frames).all():
            raise self._refusal(
                translatable(
                    "{n} of its samples are no numbers; export it anew in the program that made it",
                    n=self._count_bad(),
                )
            )
        return np.ascontiguousarray(frames.T)

    def blocks(self, block_samples: int, start: int = 0) -> Iterator[Samples]:
        """The samples from `start` to the end, `block_samples` at a time; the last may be fewer."""
        for position in range(start, self.info.n_samples, block_samples):
            yield self.read(position, min(position + block_samples, self.info.n_samples))

    def close(self) -> None:
        self._opened.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _check_content(self, file: BinaryIO) -> None:
        head = file.read(HEAD_BYTES)
        if not head:
            raise self._refusal(translatable("the file is empty; copy it again from its source"))
        if kind := foreign_kind(head):
            raise self._refusal(
                translatable(
                    "it is {kind}, which is not read here; convert it to WAV or FLAC first, for "
                    "example with FFmpeg",
                    kind=kind,
                )
            )
        if ends_early(file):
            raise self._refusal(_too_short())

    def _open(self) -> "soundfile.SoundFile":
        import soundfile

        try:
            sound = soundfile.SoundFile(self._file)
        except soundfile.SoundFileError as error:
            self._raise_disk_error()
            raise self._refusal(_no_sound()) from error
        if sound.format not in _FORMATS:
            sound.close()
            raise self._refusal(_no_sound())
        return sound

    def _check_header(self) -> None:
        rate, n_channels = self._sound.samplerate, self._sound.channels
        if not (1 <= rate <= MAX_RATE and 1 <= n_channels <= MAX_CHANNELS):
            raise self._refusal(
                translatable(
                    "it claims {channels} channels at {rate} Hz, which no recording has; copy it "
                    "again from its source",
                    channels=n_channels,
                    rate=rate,
                )
            )

    def _read_info(self, has_length: bool) -> RecordingInfo:
        sound = self._sound
        has_length = has_length and sound.frames < _NO_LENGTH
        n_samples = sound.frames if has_length else self._count_samples()
        if n_samples == 0:
            raise self._refusal(
                translatable("there is no sound in it; copy it again from its source")
            )
        return RecordingInfo(
            rate=sound.samplerate,
            n_channels=sound.channels,
            n_samples=n_samples,
            format=sound.format,
            subtype=sound.subtype,
            tags={name: text for name, text in sound.copy_metadata().items() if text},
        )

    def _count_samples(self) -> int:
        """By decoding everything once: for files whose header does not tell."""
        return sum(len(frames) for frames in self._stretches())

    def _count_bad(self) -> int:
        return sum(int(np.count_nonzero(~np.isfinite(frames))) for frames in self._stretches())

    def _stretches(self) -> Iterator[Samples]:
        """Everything there is, (n, channels), however many samples that are."""
        position = 0
        while len(frames := self._decode(position, position + BLOCK_SAMPLES)):
            yield frames
            position += len(frames)

    def _decode(self, start: int, stop: int) -> Samples:
        """(n, channels), fewer than asked for where the file ends."""
        import soundfile

        try:
            self._move_to(start)
            frames: Samples = self._sound.read(stop - start, dtype="float32", always_2d=True)
        except soundfile.SoundFileError as error:
            self._raise_disk_error()
            raise self._refusal(
                translatable("the file is damaged or ends too early; copy it again from its source")
            ) from error
        self._raise_disk_error()
        return frames

    def _move_to(self, start: int) -> None:
        """Let the next sample be this one; in lossy files by decoding the way there.

        A jump of libsndfile's in a Vorbis file lands hundreds of samples off, and one in an MP3 may
        decode to other values.
        """
        if self._sound.format not in _SEQUENTIAL:
            if self._sound.tell() != start:
                self._sound.seek(start)
            return
        if start < self._sound.tell():
            self._sound.seek(0)
        while (left := start - self._sound.tell()) > 0:
            if not len(self._sound.read(min(left, BLOCK_SAMPLES), dtype="float32")):
                return

    def _raise_disk_error(self) -> None:
        try:
            self._file.raise_error()
        except OSError as error:
            raise reading_error(self._path, error) from error

    def _refusal(self, reason: Text) -> MediaError:
        return unreadable(self._name, reason)


def _no_sound() -> Text:
    return translatable(
        "it is no WAV, FLAC, OGG, MP3 or AIFF recording, whatever its name says; convert it to WAV "
        "or FLAC first, for example with FFmpeg"
    )


def _too_short() -> Text:
    return translatable("the file ends too early; copy it again from its source")
