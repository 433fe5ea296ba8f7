"""Samples to sound files: exact where the format is, whole or not at all, in constant memory."""

import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from restorer_app.errors import MediaError
from restorer_app.media.audio import (
    AUDIO_SUFFIXES,
    Recording,
    RecordingInfo,
    Samples,
    exceeds_full_scale,
    load_recording,
    open_recording,
    read_info,
    save_blocks,
    save_recording,
    saving,
)
from restorer_app.progress import Cancelled, Progress

WriteSound = Callable[..., Path]


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("suffix", [".wav", ".flac", ".aiff"])
@pytest.mark.parametrize("bits", [8, 16, 24])
def test_whole_numbers_come_back_bit_for_bit(
    write_sound: WriteSound, tmp_path: Path, rng: np.random.Generator, suffix: str, bits: int
) -> None:
    peak = 2 ** (bits - 1)
    codes = rng.integers(-peak, peak, (2, 3000))
    codes[0, :4] = (-peak, peak - 1, 0, -1)
    subtype = "PCM_U8" if (bits, suffix) == (8, ".wav") else f"PCM_{bits}".replace("_8", "_S8")
    path = write_sound(f"a{suffix}", (codes << (32 - bits)).astype(np.int32), subtype=subtype)
    recording = load_recording(path)
    assert np.array_equal(recording.samples, (codes / peak).astype(np.float32))
    assert save_recording(recording, tmp_path / f"b{suffix}") == 0
    again = load_recording(tmp_path / f"b{suffix}")
    assert again.info == recording.info
    assert np.array_equal(again.samples, recording.samples)


def test_thirty_two_bits_are_rounded_to_twenty_four(
    write_sound: WriteSound, tmp_path: Path, rng: np.random.Generator
) -> None:
    codes = rng.integers(-(2**31), 2**31, (1, 3000), dtype=np.int64).astype(np.int32)
    codes[0, :2] = (-(2**31), 2**31 - 1)
    recording = load_recording(write_sound("a.wav", codes, subtype="PCM_32"))
    save_recording(recording, tmp_path / "b.wav")
    again = load_recording(tmp_path / "b.wav")
    assert again.info == recording.info
    assert np.abs(again.samples - codes / 2.0**31).max() <= 2**-24


@pytest.mark.parametrize("suffix", [".wav", ".aiff"])
def test_floats_come_back_bit_for_bit_beyond_full_scale_too(
    write_sound: WriteSound, tmp_path: Path, rng: np.random.Generator, suffix: str
) -> None:
    loud = (rng.standard_normal((3, 2000)) * 2).astype(np.float32)
    recording = load_recording(write_sound(f"a{suffix}", loud, subtype="FLOAT"))
    assert save_recording(recording, tmp_path / f"b{suffix}") == 0
    assert np.array_equal(load_recording(tmp_path / f"b{suffix}").samples, loud)


@pytest.mark.parametrize("subtype", ["ULAW", "ALAW"])
def test_telephone_codes_come_back_bit_for_bit(
    write_sound: WriteSound, tmp_path: Path, rng: np.random.Generator, subtype: str
) -> None:
    noise = rng.uniform(-1, 1, (1, 3000)).astype(np.float32)
    recording = load_recording(write_sound("a.wav", noise, subtype=subtype))
    save_recording(recording, tmp_path / "b.wav")
    again = load_recording(tmp_path / "b.wav")
    assert again.info == recording.info
    assert np.array_equal(again.samples, recording.samples)


def test_what_is_too_loud_is_clipped_and_counted(tmp_path: Path) -> None:
    loud = np.float32([[0.5, 1.0, 1.5, -1.0, -2.0, 0.0]])
    path = tmp_path / "a.flac"
    assert save_recording(Recording(loud, 8000), path) == 2
    expected = loud.clip(-1, 1 - 2**-23)
    assert np.array_equal(load_recording(path).samples, expected)


TAGS = {"title": "Ständchen", "artist": "Großvater", "comment": "vom Dachboden"}


@pytest.mark.parametrize("suffix", sorted(AUDIO_SUFFIXES))
def test_every_suffix_is_written_with_the_words_of_the_original(
    tmp_path: Path, tone: np.ndarray, suffix: str
) -> None:
    path = tmp_path / f"a{suffix}"
    info = RecordingInfo(8000, 2, 4000, "FLAC", "PCM_16", TAGS)
    save_recording(Recording(tone, 8000), path, like=info)
    written = read_info(path)
    assert (written.n_channels, written.n_samples) == (2, written.rate // 2)
    assert TAGS.items() <= written.tags.items()


@pytest.mark.parametrize(
    ("subtype", "suffix", "expected"),
    [
        ("PCM_16", ".flac", "PCM_16"),
        ("PCM_U8", ".flac", "PCM_S8"),
        ("PCM_32", ".flac", "PCM_24"),
        ("FLOAT", ".flac", "PCM_24"),
        ("FLOAT", ".aiff", "FLOAT"),
        ("VORBIS", ".wav", "PCM_24"),
        ("PCM_16", ".ogg", "VORBIS"),
        ("OPUS", ".ogg", "OPUS"),
        ("VORBIS", ".opus", "OPUS"),
    ],
)
def test_depth_stays_where_the_format_has_it(
    tmp_path: Path, tone: np.ndarray, subtype: str, suffix: str, expected: str
) -> None:
    path = tmp_path / f"a{suffix}"
    info = RecordingInfo(8000, 2, 4000, "", subtype)
    save_recording(Recording(tone, 8000, info), path)
    assert read_info(path).subtype == expected


def test_the_kind_of_wav_with_named_channels_stays(
    write_sound: WriteSound, tmp_path: Path, rng: np.random.Generator
) -> None:
    noise = rng.uniform(-1, 1, (6, 300)).astype(np.float32)
    recording = load_recording(write_sound("a.wav", noise, format="WAVEX"))
    save_recording(recording, tmp_path / "b.wav")
    assert read_info(tmp_path / "b.wav").format == "WAVEX"


def test_a_wav_beyond_4_gb_grows_to_64_bits(
    tmp_path: Path, tone: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "_MOST_BYTES", 15_000)
    recording = Recording(tone, 8000, RecordingInfo(8000, 2, 4000, "WAV", "PCM_16"))
    save_recording(recording, tmp_path / "a.wav")
    assert read_info(tmp_path / "a.wav").format == "RF64"
    assert np.array_equal(load_recording(tmp_path / "a.wav").samples, tone)
    with pytest.raises(MediaError, match=r"'a\.aiff': AIFF holds no more than 4 GB; save it as"):
        save_recording(recording, tmp_path / "a.aiff")


@pytest.mark.parametrize(
    ("name", "rate", "n_channels"),
    [
        ("a.mp3", 384_000, 2),
        ("a.mp3", 44_100, 6),
        ("a.flac", 44_100, 24),
        ("a.flac", 800_000, 1),
        ("a.ogg", 384_000, 1),
        ("a.opus", 44_100, 1),
    ],
)
def test_what_a_format_does_not_hold_is_refused_with_one_that_does(
    tmp_path: Path, name: str, rate: int, n_channels: int
) -> None:
    silence = np.zeros((n_channels, 100), np.float32)
    with pytest.raises(MediaError, match=f"does not hold {n_channels} channels at {rate} Hz; save"):
        save_recording(Recording(silence, rate), tmp_path / name)
    assert names_in(tmp_path) == []
    save_recording(Recording(silence, rate), tmp_path / "a.wav")
    assert read_info(tmp_path / "a.wav").n_channels == n_channels


@pytest.mark.parametrize("name", ["a.m4a", "a", "a.jpg"])
def test_a_suffix_that_names_no_format_lists_those_that_do(
    tmp_path: Path, tone: np.ndarray, name: str
) -> None:
    with pytest.raises(MediaError, match=r"use one of \.wav"):
        save_recording(Recording(tone, 8000), tmp_path / name)


# --- whole or not at all -------------------------------------------------------------------------


def test_an_existing_file_is_not_overwritten_unasked(tmp_path: Path, tone: np.ndarray) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(b"precious")
    with pytest.raises(MediaError, match="exists already"):
        save_recording(Recording(tone, 8000), path)
    assert path.read_bytes() == b"precious"
    save_recording(Recording(tone, 8000), path, overwrite=True)
    assert read_info(path).n_samples == 4000
    assert names_in(tmp_path) == ["a.wav"]


def test_what_fails_or_is_cancelled_leaves_nothing_behind(
    tmp_path: Path, rng: np.random.Generator
) -> None:
    noise = rng.uniform(-1, 1, (1, 600_000)).astype(np.float32)

    def stop(progress: Progress) -> None:
        if progress.fraction > 0:
            raise Cancelled

    with pytest.raises(Cancelled):
        save_recording(Recording(noise, 8000), tmp_path / "a.wav", on_progress=stop)
    noise[0, 500_000] = np.nan
    with pytest.raises(MediaError, match="1 samples of the result are no numbers"):
        save_recording(Recording(noise, 8000), tmp_path / "a.wav")
    assert names_in(tmp_path) == []


def test_another_number_of_samples_than_announced_is_a_mistake(
    tmp_path: Path, tone: np.ndarray
) -> None:
    info = RecordingInfo(8000, 2, 4001, "WAV", "PCM_16")
    with pytest.raises(ValueError, match="4000 samples came where 4001 were announced"):
        save_blocks([tone], tmp_path / "a.wav", info=info)
    assert names_in(tmp_path) == []


@pytest.mark.parametrize("suffix", [".wav", ".flac", ".ogg"])
def test_a_disk_that_fills_up_leaves_the_old_file_and_no_rest(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(b"old")
    script = """
import resource, signal, sys
from pathlib import Path
import numpy as np
from restorer_app.errors import MediaError
from restorer_app.media.audio import Recording, save_recording
noise = np.random.default_rng(0).uniform(-1, 1, (1, 400_000)).astype(np.float32)
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
try:
    save_recording(Recording(noise, 8000), Path(sys.argv[1]), overwrite=True)
except MediaError as error:
    print(error)
"""
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True
    )
    assert "the disk is full" in done.stdout
    assert done.stderr == ""
    assert path.read_bytes() == b"old"
    assert names_in(tmp_path) == [path.name]


def test_a_stream_from_file_to_file_takes_no_more_memory_for_more_sound(
    tmp_path: Path, rng: np.random.Generator
) -> None:
    block = rng.uniform(-1, 1, (2, 50_000)).astype(np.float32)
    n_blocks = 60

    def noise() -> Iterator[Samples]:
        for _ in range(n_blocks):
            yield block

    info = RecordingInfo(48_000, 2, n_blocks * 50_000, "WAV", "PCM_16")
    save_blocks(noise(), tmp_path / "a.wav", info=info)
    assert (tmp_path / "a.wav").stat().st_size > 11_000_000
    tracemalloc.start()
    with open_recording(tmp_path / "a.wav") as file:
        halved = (part * np.float32(0.5) for part in file.blocks(50_000))
        save_blocks(halved, tmp_path / "b.wav", info=replace(file.info, tags={}))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5_000_000
    with open_recording(tmp_path / "b.wav") as file:
        assert file.info.n_samples == 3_000_000
        assert np.allclose(file.read(2_990_000, 3_000_000), block[:, -10_000:] / 2, atol=2**-15)


@pytest.mark.parametrize(
    ("name", "subtype", "expected"),
    [
        ("a.wav", "PCM_16", False),
        ("a.wav", "FLOAT", True),
        ("a.flac", "FLOAT", False),
        ("a.ogg", "PCM_16", True),
        ("a.txt", "FLOAT", False),
    ],
)
def test_what_holds_samples_beyond_full_scale(name: str, subtype: str, expected: bool) -> None:
    info = RecordingInfo(8000, 1, 1, "WAV", subtype)
    assert exceeds_full_scale(Path(name), info) is expected
