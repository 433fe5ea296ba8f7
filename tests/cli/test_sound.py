"""`restorer compare` and `degrade` with recordings, alone and in folders with photographs."""

import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from restorer_app.media.audio import Recording, load_recording, read_info, save_recording

RATE = 8000
WriteSound = Callable[..., Path]


@pytest.fixture
def write_sound(tmp_path: Path) -> WriteSound:
    """`write_sound("a/b.wav")`: two seconds of noise in syllables, somewhere below `tmp_path`."""

    def write(name: str, *, n_samples: int = 2 * RATE, rate: int = RATE) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        syllables = np.maximum(0, np.sin(4 * np.pi * np.arange(n_samples) / RATE)) ** 2
        noise = np.random.default_rng(0).normal(0, 0.1, (2, n_samples)) * syllables
        save_recording(Recording(noise.astype(np.float32), rate), path)
        return path

    return write


def test_compare_as_json(run, write_sound: WriteSound, tmp_path: Path) -> None:
    clean = load_recording(write_sound("clean.wav"))
    half = tmp_path / "half.wav"
    save_recording(clean.with_samples(clean.samples / 2), half)
    done = run("compare", tmp_path / "clean.wav", half, "--json")
    assert (done.code, done.stderr) == (0, "")
    assert list(done.json) == ["mae", "snr_db", "si_sdr_db"]
    assert done.json["mae"] == pytest.approx(np.abs(clean.samples).mean() / 2, rel=1e-4)
    assert done.json["snr_db"] == pytest.approx(20 * math.log10(2), abs=1e-3)
    assert done.json["si_sdr_db"] > 90


def test_compare_with_itself_has_no_infinity_in_json(run, write_sound: WriteSound) -> None:
    path = write_sound("a.flac")
    assert run("compare", path, path, "--json").json == {
        "mae": 0,
        "snr_db": None,
        "si_sdr_db": None,
    }


def test_compare_for_people(run, write_sound: WriteSound, tmp_path: Path) -> None:
    path = write_sound("a.wav")
    lines = run("compare", path, path).stdout.splitlines()
    assert [line.split() for line in lines] == [
        ["mae", "0.0000"],
        ["snr_db", "identical"],
        ["si_sdr_db", "identical"],
    ]
    silence = tmp_path / "silence.wav"
    save_recording(Recording(np.zeros((2, 2 * RATE), np.float32), RATE), silence)
    assert "snr_db    nothing in common" in run("compare", silence, path).stdout


def test_compare_goes_through_long_recordings_in_stretches(
    run, write_sound: WriteSound, monkeypatch: pytest.MonkeyPatch
) -> None:
    clean, other = write_sound("a.wav"), write_sound("b.ogg")
    whole = run("compare", clean, other, "--json").json
    monkeypatch.setattr("restorer_app.cli.measure._BLOCK_SAMPLES", 777)
    assert run("compare", clean, other, "--json").json == pytest.approx(whole)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"n_samples": 15_999}, "choose two of one length"),
        ({"rate": 16_000}, "at 8000 Hz with one at 16000 Hz; convert one"),
    ],
)
def test_compare_of_what_does_not_fit_fails(
    run, write_sound: WriteSound, changed: dict[str, int], reason: str
) -> None:
    done = run("compare", write_sound("a.wav"), write_sound("b.wav", **changed), "--json")
    assert (done.code, done.stdout) == (1, "")
    assert reason in done.stderr


def test_compare_of_a_recording_with_a_photograph_fails(
    run, write_sound: WriteSound, write_photo
) -> None:
    done = run("compare", write_sound("a.wav"), write_photo("b.png"))
    assert done.code == 1
    assert "choose two photographs or two recordings" in done.stderr


def test_degrade_prints_what_it_did(run, write_sound: WriteSound, tmp_path: Path) -> None:
    path = write_sound("a.flac")
    bad = tmp_path / "bad.wav"
    done = run("degrade", path, "--with", "echo:3,hum:5", "-o", bad)
    assert (done.code, done.stderr) == (0, "")
    assert "echo level=3 delays_s=[0." in done.stdout
    assert "snr_db=6" in done.stdout
    scores = run("compare", path, bad, "--json").json
    assert 0 < scores["snr_db"] < 6
    assert read_info(bad).subtype == read_info(path).subtype


def test_degrade_tells_of_what_was_too_loud_for_the_file(
    run, write_sound: WriteSound, tmp_path: Path
) -> None:
    clean = load_recording(write_sound("a.wav"))
    loud = tmp_path / "loud.wav"
    save_recording(clean.with_samples(clean.samples / np.abs(clean.samples).max()), loud)
    done = run("degrade", loud, "--with", "background_noise:5", "-o", tmp_path / "b.wav")
    assert "samples too loud for the file" in done.stdout


def test_degrade_is_the_same_for_the_same_seed(
    run, write_sound: WriteSound, tmp_path: Path
) -> None:
    path = write_sound("a.wav")
    for name, seed in (("1.wav", 1), ("2.wav", 1), ("3.wav", 2)):
        words = ("--with", "clicks:3", "--seed", seed)
        assert run("degrade", path, *words, "-o", tmp_path / name).code == 0
    first, same, other = ((tmp_path / f"{n}.wav").read_bytes() for n in (1, 2, 3))
    assert first == same
    assert first != other


def test_degrade_gives_photographs_and_recordings_their_own_damage(
    run, write_sound: WriteSound, write_photo, tmp_path: Path
) -> None:
    write_sound("box/deep/a.wav")
    write_photo("box/b.png")
    done = run("degrade", tmp_path / "box", "--with", "jpeg:3,hum:3", "-o", tmp_path / "out")
    assert (done.code, done.stderr) == (0, "")
    photo, sound = done.stdout.splitlines()
    assert "jpeg" in photo
    assert "hum" not in photo
    assert "hum" in sound
    assert "jpeg" not in sound
    assert read_info(tmp_path / "out" / "deep" / "a.wav").n_samples == 2 * RATE


def test_degrade_passes_over_what_nothing_can_happen_to(
    run, write_sound: WriteSound, write_photo, tmp_path: Path
) -> None:
    sound = write_sound("box/a.wav")
    write_photo("box/b.png")
    done = run("degrade", tmp_path / "box", "--with", "jpeg:3", "-o", tmp_path / "out")
    assert done.code == 0
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["b.png"]
    done = run("degrade", sound, "--with", "jpeg:3", "-o", tmp_path / "c.wav")
    assert done.code == 1
    assert "it is a recording, to which none of this can happen; name some of clip" in done.stderr
    assert not (tmp_path / "c.wav").exists()


def test_degrade_names_broken_recordings_and_goes_on(
    run, write_sound: WriteSound, tmp_path: Path
) -> None:
    write_sound("box/good.wav")
    (tmp_path / "box" / "bad.wav").write_bytes(b"RIFF, but no more")
    done = run("degrade", tmp_path / "box", "--with", "hum:2", "-o", tmp_path / "out")
    assert done.code == 1
    assert "bad.wav" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert (tmp_path / "out" / "good.wav").is_file()


def test_degrade_saves_no_recording_as_a_picture(
    run, write_sound: WriteSound, tmp_path: Path
) -> None:
    done = run("degrade", write_sound("a.wav"), "--with", "hum:2", "-o", tmp_path / "a.png")
    assert done.code == 1
    assert "a recording can not be saved as 'a.png'; let the name end with one of" in done.stderr


def test_degrade_never_writes_onto_the_original(run, write_sound: WriteSound) -> None:
    path = write_sound("a.wav")
    before = path.read_bytes()
    assert run("degrade", path, "--with", "hum:2", "-o", path, "--overwrite").code == 1
    assert path.read_bytes() == before
