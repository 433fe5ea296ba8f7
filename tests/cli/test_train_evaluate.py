"""`restorer train` and `evaluate`: options in, answers out; their work has tests of its own."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from restorer_app.cli.train import read_sound
from restorer_app.evaluation import suites
from restorer_app.media.audio import Recording, save_recording
from restorer_app.training import train as training


@dataclass
class Calls:
    seen: list[dict[str, Any]] = field(default_factory=list)

    def train(self, recipe: str, data: Path, out: Path, **options: Any) -> Path:
        options.pop("on_progress")
        self.seen.append({"recipe": recipe, "data": data, "out": out, **options})
        return out / recipe


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Calls:
    calls = Calls()
    monkeypatch.setattr(training, "train_recipe", calls.train)
    return calls


def test_train_hands_everything_on(run, calls, tmp_path) -> None:
    done = run(
        "train", "jpeg", "--data", tmp_path, "--minutes", "2.5", "--device", "cpu", "--resume",
        "--further", "--out", tmp_path / "new", "--smoke",
    )  # fmt: skip
    assert (done.code, done.stdout.strip()) == (0, str(tmp_path / "new" / "jpeg"))
    assert calls.seen == [
        {
            "recipe": "jpeg",
            "data": tmp_path,
            "out": tmp_path / "new",
            "minutes": 2.5,
            "steps": None,
            "device": "cpu",
            "resume": True,
            "further": True,
            "smoke": True,
            "perceptual": None,
            "shapes": None,
            "old": None,
            "read_sound": read_sound,
        }
    ]


def test_trainings_on_sound_read_what_the_program_reads(tmp_path) -> None:
    samples = np.linspace(-0.5, 0.5, 400, dtype=np.float32).reshape(2, 200)
    save_recording(Recording(samples, 8000), tmp_path / "a.flac")
    read, rate = read_sound(tmp_path / "a.flac")
    assert rate == 8000
    np.testing.assert_allclose(read, samples, atol=1e-4)


def test_recipes_of_sound_are_known(run, calls, tmp_path) -> None:
    assert run("train", "background_noise", "--data", tmp_path).code == 0
    assert calls.seen[0]["recipe"] == "background_noise"


def test_an_unknown_recipe_lists_those_there_are(run, calls, tmp_path) -> None:
    done = run("train", "sharpen", "--data", tmp_path)
    assert done.code == 2
    assert "white_noise" in done.stderr
    assert "diagnosis" in done.stderr
    assert calls.seen == []


@pytest.mark.parametrize(
    "options", [["--minutes", "1", "--steps", "1"], ["--steps", "0"], ["--data", "missing"]]
)
def test_train_with_wrong_options(run, calls, tmp_path, options) -> None:
    assert run("train", "jpeg", "--data", tmp_path, *options).code == 2
    assert calls.seen == []


KADID_KEYS = [
    "distortion", "level", "n", "psnr_in", "psnr_out", "ssim_in", "ssim_out", "fsim_in",
    "fsim_out", "psnr_routed",
]  # fmt: skip


def test_evaluate_writes_the_contract(run, models, write_photo, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("restorer_app.evaluation.generators.LEVELS", (3,))
    write_photo("set/a.png")
    write_photo("set/b.png", seed=1)
    file = tmp_path / "kadid.json"
    done = run("evaluate", "kadid", "--data", tmp_path / "set", "--limit", "1", "--json", file)
    assert (done.code, done.stdout, done.stderr) == (0, "", "")
    document = json.loads(file.read_text())
    assert list(document) == ["suite", "data", "n_files", "device", "models", "rows"]
    assert (document["suite"], document["n_files"]) == ("kadid", 1)
    assert document["data"] == str(tmp_path / "set")
    assert set(document["models"]) == {"noise", "jpeg", "diagnosis"}
    assert len(document["rows"]) == 14
    assert all(list(row)[: len(KADID_KEYS)] == KADID_KEYS for row in document["rows"])
    noise = next(row for row in document["rows"] if row["distortion"] == "white_noise")
    assert noise["psnr_out"] < noise["psnr_in"]  # the tiny model brightens
    assert noise["psnr_routed"] == noise["psnr_in"]  # the tiny diagnosis calls it clean
    jitter = next(row for row in document["rows"] if row["distortion"] == "jitter")
    assert jitter["psnr_out"] is None


def test_evaluate_for_people(run, models, write_photo, tmp_path) -> None:
    write_photo("set/a.png")
    lines = run("evaluate", "jpeg", "--data", tmp_path / "set").stdout.splitlines()
    header = next(i for i, line in enumerate(lines) if line.startswith("quality"))
    assert lines[0].startswith("jpeg: 1 files")
    assert [line.split()[0] for line in lines[header + 1 :]] == ["10", "20", "30", "40"]


def test_evaluate_to_stdout_is_pure_json(run, models, write_photo, tmp_path) -> None:
    write_photo("set/a.png")
    done = run("evaluate", "no-harm", "--data", tmp_path / "set", "--json", "-")
    assert done.json["rows"][0]["bit_exact"] == 1


def test_evaluate_with_other_models(run, models, write_photo, tmp_path) -> None:
    from restorer_app.distortions import Distortion

    models.add_generator("zz-noise", Distortion.WHITE_NOISE, brighten=0.0)
    write_photo("set/a.png")
    words = ("evaluate", "gaussian", "--data", tmp_path / "set", "--json", "-")
    assert set(run(*words).json["models"]) == {"noise"}
    assert set(run(*words, "--models", "zz-noise").json["models"]) == {"zz-noise"}
    done = run(*words, "--models", "yy")
    assert (done.code, done.stdout) == (1, "")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["evaluate", "sharpness", "--data", "."], 2),
        (["evaluate", "jpeg", "--data", "missing"], 2),
        (["evaluate", "jpeg"], 2),
        (["evaluate", "jpeg", "--data", ".", "--limit", "0"], 2),
        (["evaluate", "jpeg", "--data", "."], 1),
    ],
)
def test_evaluate_that_can_not_be_done(run, models, tmp_path, monkeypatch, words, code) -> None:
    (tmp_path / "none").mkdir()
    monkeypatch.chdir(tmp_path / "none")
    done = run(*words)
    assert done.code == code
    assert done.stderr
    assert done.stdout == ""


def test_a_broken_photograph_makes_no_average_of_the_others(
    run, models, write_photo, tmp_path
) -> None:
    write_photo("set/a.png")
    (tmp_path / "set" / "b.png").touch()
    done = run("evaluate", "jpeg", "--data", tmp_path / "set")
    assert (done.code, done.stdout) == (1, "")
    assert "b.png" in done.stderr


def test_the_suites_of_the_contract() -> None:
    assert {"gaussian", "jpeg", "kadid", "classifier", "no-harm", "speed"} <= set(suites.SUITES)
