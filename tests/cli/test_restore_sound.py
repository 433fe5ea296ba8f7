"""`restorer restore` and `diagnose` with recordings, alone and in folders with photographs."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from restorer_app.media.audio import Recording, load_recording, save_recording
from tests.restoration.audio.sounds import RATE, echoed, si_sdr_db, voice

WriteSound = Callable[..., Path]


@pytest.fixture
def write_sound(tmp_path: Path) -> WriteSound:
    """`write_sound("a/b.wav", samples)`: a recording somewhere below `tmp_path`."""

    def write(name: str, samples: np.ndarray) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        save_recording(Recording(samples.astype(np.float32), RATE), path)
        return path

    return write


@pytest.fixture
def echo(write_sound: WriteSound) -> Path:
    return write_sound("box/echo.wav", echoed(voice(), 0.4, 0.6))


def test_an_echo_is_diagnosed_with_evidence(run, echo: Path) -> None:
    (told,) = run("diagnose", echo, "--json").json
    assert (told["medium"], told["clean"]) == ("audio", False)
    assert told["distortions"][0]["name"] == "echo"
    assert told["evidence"]["echo_delay_s"] == pytest.approx(0.4, abs=1e-3)


def test_an_echo_is_restored_and_reported(run, echo: Path, tmp_path: Path) -> None:
    done = run("restore", echo, "-o", tmp_path / "out.wav", "--report", tmp_path / "report.json")
    assert done.code == 0
    assert "Echo 100%" in done.stdout
    assert si_sdr_db(voice(), load_recording(tmp_path / "out.wav").samples) > 25
    (told,) = json.loads((tmp_path / "report.json").read_text())
    (step,) = told["steps"]
    assert step["outcome"] == "applied"
    assert step["parameters"]["echo_gain"] == pytest.approx(0.6, abs=0.05)
    assert step["changed_s"]
    assert told["plan"]["steps"][0]["model_id"] == "inverse-comb"
    assert (told["gain"], told["samples_too_loud"]) == (1, 0)


def test_a_clean_recording_is_copied(run, write_sound: WriteSound, tmp_path: Path) -> None:
    clean = write_sound("clean.wav", voice())
    done = run("restore", clean, "-o", tmp_path / "out.wav")
    assert "left as it is" in done.stdout
    assert (tmp_path / "out.wav").read_bytes() == clean.read_bytes()


def test_a_plan_of_its_report_does_the_same_again(run, echo: Path, tmp_path: Path) -> None:
    run("restore", echo, "-o", tmp_path / "out.wav", "--report", tmp_path / "report.json")
    (told,) = json.loads((tmp_path / "report.json").read_text())
    (tmp_path / "plan.json").write_text(json.dumps(told["plan"]))
    run("restore", echo, "-o", tmp_path / "again.wav", "--plan", tmp_path / "plan.json")
    assert (tmp_path / "again.wav").read_bytes() == (tmp_path / "out.wav").read_bytes()


def test_half_of_a_step_is_half_of_its_change(run, echo: Path, tmp_path: Path) -> None:
    run("restore", echo, "-o", tmp_path / "all.wav", "--steps", "echo")
    run("restore", echo, "-o", tmp_path / "half.wav", "--steps", "echo:0.5")
    given, whole, half = (
        load_recording(path).samples for path in (echo, tmp_path / "all.wav", tmp_path / "half.wav")
    )
    np.testing.assert_allclose(half, (given + whole) / 2, atol=1e-4)


def test_what_was_removed_is_written(run, echo: Path, tmp_path: Path) -> None:
    done = run("restore", echo, "-o", tmp_path / "out.wav", "--removed", tmp_path / "rest.wav")
    assert done.code == 0
    given, made, rest = (
        load_recording(path).samples for path in (echo, tmp_path / "out.wav", tmp_path / "rest.wav")
    )
    np.testing.assert_allclose(made + rest, given, atol=1e-4)


def test_photographs_and_recordings_of_a_folder_each_get_their_steps(
    run, echo: Path, tmp_path: Path
) -> None:
    Image.new("RGB", (64, 48), "teal").save(echo.parent / "photo.png")
    done = run("restore", echo.parent, "-o", tmp_path / "out", "--steps", "echo")
    assert done.code == 0
    photo = (tmp_path / "out" / "photo.png").read_bytes()
    assert photo == (echo.parent / "photo.png").read_bytes()
    restored = load_recording(tmp_path / "out" / "echo.wav").samples
    assert not np.array_equal(restored, load_recording(echo).samples)


def test_a_broken_recording_is_named_and_the_others_go_on(run, echo: Path, tmp_path: Path) -> None:
    (echo.parent / "broken.wav").write_bytes(b"RIFF")
    done = run("restore", echo.parent, "-o", tmp_path / "out")
    assert done.code == 1
    assert "broken.wav" in done.stderr
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["echo.wav"]
    assert run("diagnose", echo.parent).code == 1


@pytest.mark.parametrize("rest", ["echo.wav", "photo"])
def test_what_was_removed_belongs_to_one_recording(
    run, echo: Path, tmp_path: Path, rest: str
) -> None:
    Image.new("RGB", (64, 48)).save(echo.parent / "photo.png")
    inputs = [echo] if rest == "echo.wav" else [echo.parent / "photo.png"]
    done = run("restore", *inputs, "-o", tmp_path / "out/", "--removed", echo.parent / rest)
    assert done.code == 2
    assert "choose another name" in done.stderr or "one recording" in done.stderr
