"""Recordings that are read from the disk as they are needed."""

from pathlib import Path

import numpy as np
import pytest

from restorer_app.errors import MediaError
from restorer_app.media.audio import (
    Recording,
    RecordingInfo,
    decode_recording,
    load_recording,
    map_samples,
    save_recording,
)
from restorer_app.progress import Cancelled, Progress


def write(path: Path, n_channels: int = 2, subtype: str = "PCM_24") -> Path:
    rng = np.random.default_rng(0)
    samples = rng.uniform(-1, 1, (n_channels, 9001)).astype(np.float32)
    info = RecordingInfo(22050, n_channels, 9001, "WAV", subtype, {"title": "Oma"})
    save_recording(Recording(samples, 22050, info), path)
    return path


@pytest.mark.parametrize("name", ["a.wav", "a.flac", "a.ogg", "a.mp3", "a.aiff"])
def test_samples_are_mapped_as_they_are(tmp_path: Path, name: str) -> None:
    source = write(tmp_path / name)
    info = decode_recording(source, tmp_path / "decoded.wav")
    samples, rate = map_samples(tmp_path / "decoded.wav")
    known = load_recording(source)
    assert rate == known.rate == info.rate
    assert isinstance(samples.base, np.memmap)
    np.testing.assert_array_equal(samples, known.samples)


def test_a_recording_that_is_not_decoded_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="PCM_24"):
        map_samples(write(tmp_path / "a.wav"))


def test_a_decoded_file_that_was_cut_off_is_told(tmp_path: Path) -> None:
    decoded = tmp_path / "decoded.wav"
    decode_recording(write(tmp_path / "a.wav"), decoded)
    decoded.write_bytes(decoded.read_bytes()[:-100])
    with pytest.raises(MediaError, match="ends too early"):
        map_samples(decoded)


def test_stopping_leaves_nothing_behind(tmp_path: Path) -> None:
    def stop(_: Progress) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        decode_recording(write(tmp_path / "a.wav"), tmp_path / "decoded.wav", on_progress=stop)
    assert [path.name for path in tmp_path.iterdir()] == ["a.wav"]
