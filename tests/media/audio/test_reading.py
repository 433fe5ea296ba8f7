"""Sound files to samples: every kind, in stretches, and everything that can be wrong with one."""

import io
import os
import struct
import tracemalloc
import wave
from collections.abc import Callable
from pathlib import Path

import numpy as np
import PIL.Image
import pytest

from restorer_app.errors import MediaError
from restorer_app.media import memory
from restorer_app.media.audio import (
    AUDIO_SUFFIXES,
    Recording,
    is_audio_path,
    load_recording,
    open_recording,
    read_info,
    save_recording,
)
from restorer_app.media.audio.reading import BLOCK_SAMPLES
from restorer_app.progress import Cancelled, Progress

WriteSound = Callable[..., Path]
LOSSLESS = [".wav", ".flac", ".aiff"]
LOSSY = [".ogg", ".mp3"]


@pytest.mark.parametrize("suffix", LOSSLESS)
def test_sixteen_bits_come_exactly(write_sound: WriteSound, tone: np.ndarray, suffix: str) -> None:
    recording = load_recording(write_sound(f"a{suffix}", tone))
    assert recording.rate == 8000
    assert recording.samples.dtype == np.float32
    assert np.array_equal(recording.samples, tone)


@pytest.mark.parametrize("suffix", LOSSY)
def test_lossy_kinds_keep_length_and_place(
    write_sound: WriteSound, tone: np.ndarray, suffix: str
) -> None:
    samples = load_recording(write_sound(f"a{suffix}", tone)).samples
    assert samples.shape == tone.shape
    inner = slice(1000, 3000)
    assert np.abs(samples[:, inner] - tone[:, inner]).max() < 0.05


def test_what_a_file_tells(write_sound: WriteSound, tone: np.ndarray) -> None:
    tags = {"title": "Ständchen", "artist": "Großvater", "date": "1931"}
    path = write_sound("a.flac", tone, rate=44100, subtype="PCM_24", tags=tags)
    info = read_info(path)
    assert (info.rate, info.n_channels, info.n_samples) == (44100, 2, 4000)
    assert (info.format, info.subtype, info.tags) == ("FLAC", "PCM_24", tags)
    assert info.seconds == pytest.approx(4000 / 44100)


def test_a_wrong_suffix_does_not_matter(write_sound: WriteSound, tone: np.ndarray) -> None:
    path = write_sound("a.flac", tone)
    renamed = path.rename(path.with_suffix(".wav"))
    assert read_info(renamed).format == "FLAC"


@pytest.mark.parametrize("suffix", [*LOSSLESS, *LOSSY, ".opus"])
def test_stretches_are_those_of_the_whole(
    write_sound: WriteSound, rng: np.random.Generator, suffix: str
) -> None:
    noise = rng.uniform(-0.1, 0.1, (2, 30_000)).astype(np.float32)
    path = write_sound(f"a{suffix}", noise, rate=48000)
    whole = load_recording(path).samples
    with open_recording(path) as file:
        blocks = list(file.blocks(7_001, start=5))
        assert [block.shape[1] for block in blocks] == [7001, 7001, 7001, 7001, 1991]
        assert np.array_equal(np.concatenate(blocks, axis=1), whole[:, 5:])
        assert np.array_equal(file.read(29_000, 29_400), whole[:, 29_000:29_400])
        for start in (5000, 12, 17_000, 6001):
            assert np.array_equal(file.read(start, start + 300), whole[:, start : start + 300])
        assert file.read(7, 7).shape == (2, 0)


def test_stretches_can_be_read_in_between(write_sound: WriteSound, tone: np.ndarray) -> None:
    with open_recording(write_sound("a.wav", tone)) as file:
        blocks = file.blocks(1000)
        next(blocks)
        file.read(3000, 3500)
        assert np.array_equal(next(blocks), tone[:, 1000:2000])


@pytest.mark.parametrize("span", [(-1, 5), (5, 4), (0, 4001)])
def test_reading_outside_of_the_recording_is_a_mistake(
    write_sound: WriteSound, tone: np.ndarray, span: tuple[int, int]
) -> None:
    with (
        open_recording(write_sound("a.wav", tone)) as file,
        pytest.raises(ValueError, match="is outside 0..4000"),
    ):
        file.read(*span)


def test_memory_does_not_grow_with_the_length(tmp_path: Path) -> None:
    path = tmp_path / "long.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        for _ in range(40):
            file.writeframes(bytes(1_000_000))
    assert path.stat().st_size > 40_000_000
    tracemalloc.start()
    with open_recording(path) as file:
        total = sum(block.shape[1] for block in file.blocks(100_000))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert total == 20_000_000
    assert peak < 4_000_000


def test_loading_can_be_cancelled(write_sound: WriteSound) -> None:
    path = write_sound("a.wav", np.zeros((1, BLOCK_SAMPLES + 1), np.float32))
    told: list[float] = []

    def stop_at_the_second(progress: Progress) -> None:
        told.append(progress.fraction)
        if len(told) == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        load_recording(path, on_progress=stop_at_the_second)
    assert told[0] == 0
    assert 0.9 < told[1] < 1


# --- odd, but sound ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rate", "n_channels", "n_samples"),
    [(1, 1, 3), (384_000, 2, 900), (44_100, 24, 100), (8000, 1, 1), (3_072_000, 1, 50)],
)
def test_any_rate_number_of_channels_and_length(
    write_sound: WriteSound,
    rng: np.random.Generator,
    rate: int,
    n_channels: int,
    n_samples: int,
) -> None:
    noise = (rng.integers(-9000, 9000, (n_channels, n_samples)) / 32768).astype(np.float32)
    recording = load_recording(write_sound("a.wav", noise, rate=rate))
    assert recording.rate == rate
    assert np.array_equal(recording.samples, noise)


@pytest.mark.parametrize("suffix", LOSSLESS)
@pytest.mark.parametrize(
    "samples",
    [
        np.full((1, 500), 0.25, np.float32),
        np.tile(np.repeat(np.float32([-1, 32767 / 32768]), 20), 25)[None],
        np.zeros((2, 500), np.float32),
    ],
    ids=["DC only", "full-scale square wave", "silence"],
)
def test_extremes_come_exactly(
    write_sound: WriteSound, tmp_path: Path, samples: np.ndarray, suffix: str
) -> None:
    codes = np.round(samples.astype(np.float64) * 32768).astype(np.int16)
    recording = load_recording(write_sound(f"a{suffix}", codes))
    assert np.array_equal(recording.samples, samples)
    assert save_recording(recording, tmp_path / f"b{suffix}") == 0
    assert np.array_equal(load_recording(tmp_path / f"b{suffix}").samples, samples)


def test_an_mp3_without_a_header_of_its_length_is_counted(
    write_sound: WriteSound, rng: np.random.Generator
) -> None:
    noise = rng.uniform(-0.1, 0.1, (1, 40_000)).astype(np.float32)
    path = write_sound("a.mp3", noise, rate=44100, bitrate_mode="CONSTANT", compression_level=0.5)
    data = path.read_bytes()
    second_frame = data.index(data[:2], data.index(b"Info"))
    path.write_bytes(data[second_frame:])
    with open_recording(path) as file:
        blocks = list(file.blocks(10_000))
        assert sum(block.shape[1] for block in blocks) == file.info.n_samples
        assert 40_000 <= file.info.n_samples < 43_000


def test_a_wav_from_a_pipe_has_no_size_and_is_read(write_sound: WriteSound) -> None:
    path = write_sound("a.wav", np.zeros((1, 300), np.float32))
    data = bytearray(path.read_bytes())
    data[4:8] = data[40:44] = b"\xff" * 4
    path.write_bytes(bytes(data))
    assert read_info(path).n_samples == 300


# --- what can not be read ------------------------------------------------------------------------


def refusal(path: Path) -> str:
    with pytest.raises(MediaError) as caught:
        load_recording(path)
    message = str(caught.value)
    assert message.startswith(f"Can't read '{path.name}': ")
    assert message.endswith(".")
    return message


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    assert "there is no such file" in refusal(tmp_path / "missing.wav")
    assert "it is a folder" in refusal(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in folders here")
def test_a_pipe_is_refused_rather_than_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.wav")
    assert "it is a device, not a file" in refusal(tmp_path / "a.wav")


def test_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "a.wav").touch()
    assert "the file is empty; copy it again" in refusal(tmp_path / "a.wav")


def test_a_file_without_samples(write_sound: WriteSound) -> None:
    assert "there is no sound in it" in refusal(write_sound("a.wav", np.zeros((1, 0), np.float32)))


@pytest.mark.parametrize("suffix", [*LOSSLESS, *LOSSY, ".opus"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.97])
def test_a_file_that_was_cut_off(
    write_sound: WriteSound, rng: np.random.Generator, suffix: str, share: float
) -> None:
    noise = rng.uniform(-0.1, 0.1, (2, 48_000)).astype(np.float32)
    path = write_sound(f"a{suffix}", noise, rate=48000)
    path.write_bytes(path.read_bytes()[: round(path.stat().st_size * share)])
    assert "ends too early; copy it again from its source" in refusal(path)


def test_a_large_wav_that_was_cut_off(write_sound: WriteSound, tone: np.ndarray) -> None:
    path = write_sound("a.wav", tone, format="RF64")
    assert np.array_equal(load_recording(path).samples, tone)
    path.write_bytes(path.read_bytes()[:-1000])
    assert "ends too early" in refusal(path)


def test_a_flac_with_damage_within(write_sound: WriteSound, rng: np.random.Generator) -> None:
    noise = rng.uniform(-0.1, 0.1, (1, 48_000)).astype(np.float32)
    path = write_sound("a.flac", noise, rate=48000)
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 4000] = bytes(4000)
    path.write_bytes(bytes(data))
    assert "damaged or ends too early" in refusal(path)


@pytest.mark.parametrize("subtype", ["FLOAT", "DOUBLE"])
def test_samples_that_are_no_numbers_are_counted(
    write_sound: WriteSound, tone: np.ndarray, subtype: str
) -> None:
    tone[0, 7], tone[1, 9], tone[1, 3999] = np.nan, np.inf, np.nan
    path = write_sound("a.wav", tone, subtype=subtype)
    assert "3 of its samples are no numbers; export it anew" in refusal(path)
    with open_recording(path) as file:
        assert file.read(10, 3999).shape == (2, 3989)
        with pytest.raises(MediaError, match="3 of its samples"):
            next(file.blocks(100))


@pytest.mark.parametrize("name", ["a.wav", "a.mp3", "a.flac"])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_a_picture_that_was_renamed(tmp_path: Path, name: str, kind: str) -> None:
    PIL.Image.new("RGB", (40, 30), "red").save(tmp_path / name, kind)
    assert "it is no WAV, FLAC, OGG, MP3 or AIFF recording" in refusal(tmp_path / name)


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\0\0\0\x20ftypM4A ", "MP4/M4A"),
        (b"\0\0\0\x18ftypisom", "MP4/M4A"),
        (b"\x1aE\xdf\xa3", "Matroska/WebM"),
        (b"RIFF\x99\0\0\0AVI LIST", "AVI"),
        (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "Windows Media"),
        (b"\xff\xf1\x50\x80", "AAC"),
    ],
)
def test_what_has_to_be_converted_first_is_said_so(
    tmp_path: Path, rng: np.random.Generator, head: bytes, kind: str
) -> None:
    path = tmp_path / "a.m4a"
    path.write_bytes(head + rng.bytes(3000))
    message = refusal(path)
    assert f"it is {kind}, which is not read here; convert it to WAV or FLAC first" in message
    assert "FFmpeg" in message


def test_other_sound_that_libsndfile_knows_is_refused(
    write_sound: WriteSound, tone: np.ndarray
) -> None:
    path = write_sound("a.au", tone, subtype="PCM_16")
    assert "it is no WAV, FLAC, OGG, MP3 or AIFF recording" in refusal(path)


def wav_claiming(rate: int, n_channels: int) -> bytes:
    body = bytes(4096)
    bytes_per_frame = 2 * n_channels
    format_chunk = struct.pack(
        "<4sIHHIIHH", b"fmt ", 16, 1, n_channels, rate, 8000, bytes_per_frame % 65536, 16
    )
    data = b"WAVE" + format_chunk + struct.pack("<4sI", b"data", len(body)) + body
    return struct.pack("<4sI", b"RIFF", len(data)) + data


@pytest.mark.parametrize(
    ("rate", "n_channels"), [(0, 1), (2_000_000_000, 1), (8000, 0), (8000, 257), (8000, 60_000)]
)
def test_an_absurd_header_is_refused(tmp_path: Path, rate: int, n_channels: int) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(wav_claiming(rate, n_channels))
    message = refusal(path)
    assert "which no recording has" in message or "is no WAV" in message


def test_a_recording_larger_than_memory_is_refused_but_can_be_streamed(
    write_sound: WriteSound, tone: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_sound("a.wav", tone)
    monkeypatch.setattr(memory, "available_bytes", lambda: 20_000)
    assert "takes more memory than there is" in refusal(path)
    with open_recording(path) as file:
        assert sum(block.shape[1] for block in file.blocks(500)) == 4000


def test_an_error_of_the_disk_while_reading_is_told(
    write_sound: WriteSound, tone: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_sound("a.wav", np.tile(tone, 20))
    with open_recording(path) as file:

        class Unplugged(io.BytesIO):
            def readinto(self, _: object) -> int:
                raise OSError(5, "Input/output error")

        monkeypatch.setattr(file._file, "_file", Unplugged())
        with pytest.raises(MediaError, match="Input/output error; check the disk"):
            file.read(60_000, 70_000)


# --- values --------------------------------------------------------------------------------------


def test_suffixes() -> None:
    assert all(is_audio_path(Path(f"Oma{suffix.upper()}")) for suffix in AUDIO_SUFFIXES)
    assert not any(is_audio_path(Path(name)) for name in ("a.jpg", "a.m4a", "wav", "a.txt"))


def test_samples_of_another_type_or_shape_are_no_recording(tone: np.ndarray) -> None:
    for samples in (tone.astype(np.float64), tone[0]):
        with pytest.raises(ValueError, match="not float32 \\(channels, n\\)"):
            Recording(samples, 8000)  # type: ignore[arg-type]


def test_other_samples_are_as_many(tone: np.ndarray) -> None:
    recording = Recording(tone, 8000)
    assert recording.with_samples(tone * 2).rate == 8000
    assert (recording.n_channels, recording.n_samples, recording.seconds) == (2, 4000, 0.5)
    with pytest.raises(ValueError, match="for a recording of"):
        recording.with_samples(tone[:, :-1])
