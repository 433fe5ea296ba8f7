"""`restorer models`: list, show, verify, import, fetch."""

import hashlib

import pytest

from tests.tiny_detector import detector_bytes

pytestmark = pytest.mark.usefixtures("models")


def test_list_as_json(run) -> None:
    done = run("models", "list", "--json")
    assert done.code == 0
    by_id = {entry["id"]: entry for entry in done.json}
    assert set(by_id) == {"noise", "jpeg", "diagnosis"}
    assert by_id["noise"]["distortion"] == "white_noise"
    assert by_id["diagnosis"]["task"] == "diagnose"
    assert len(by_id["noise"]["sha256"]) == 64


def test_list_for_people(run) -> None:
    lines = run("models", "list").stdout.splitlines()
    assert lines[0].split() == ["id", "task", "distortion", "MB", "title"]
    assert any(line.startswith("jpeg ") for line in lines)


def test_show(run, models) -> None:
    (models.folder / "noise" / "README.md").write_text("# A card about noise")
    assert run("models", "show", "noise", "--json").json["id"] == "noise"
    text = run("models", "show", "noise").stdout
    assert "white_noise" in text
    assert "A card about noise" in text


def test_show_of_an_unknown_model(run) -> None:
    done = run("models", "show", "sharpener")
    assert done.code == 1
    assert "'sharpener'" in done.stderr


def test_verify_of_good_models(run) -> None:
    done = run("models", "verify", "--json")
    assert (done.code, done.stderr) == (0, "")
    assert all(entry["ok"] and entry["error"] is None for entry in done.json)


def test_verify_names_a_damaged_model_and_checks_the_rest(run, models) -> None:
    weights = models.folder / "jpeg" / "weights.safetensors"
    weights.write_bytes(weights.read_bytes() + b"\0")
    done = run("models", "verify", "--json")
    assert done.code == 1
    by_id = {entry["id"]: entry for entry in done.json}
    assert not by_id["jpeg"]["ok"]
    assert by_id["noise"]["ok"]
    assert "SHA-256" in done.stderr
    assert "jpeg: good" not in run("models", "verify").stdout


def test_verify_finds_missing_weights_and_broken_descriptions(run, models) -> None:
    (models.folder / "jpeg" / "weights.safetensors").unlink()
    (models.folder / "noise" / "model.toml").write_text("nothing = here")
    done = run("models", "verify")
    assert done.code == 1
    assert len(done.stderr.splitlines()) == 2


def test_import_of_something_else(run, tmp_path) -> None:
    other = tmp_path / "letter.safetensors"
    other.write_text("Dear reader")
    done = run("models", "import", other)
    assert done.code == 1
    assert "letter.safetensors" in done.stderr


def test_fetch_of_a_model_that_is_here_uses_no_network(run) -> None:
    done = run("models", "fetch", "noise")
    assert done.code == 0
    assert "already" in done.stdout


def test_fetch_without_an_address(run, models) -> None:
    (models.folder / "noise" / "weights.safetensors").unlink()
    done = run("models", "fetch", "noise")
    assert done.code == 1
    assert "address" in done.stderr


def test_an_optional_model_that_is_not_here_is_no_fault(run, models) -> None:
    description = models.folder / "noise" / "model.toml"
    description.write_text("is_optional = true\n" + description.read_text())
    assert any("(not fetched)" in line for line in run("models", "list").stdout.splitlines())
    assert run("models", "show", "noise", "--json").json["is_missing"]
    done = run("models", "verify", "--json")
    assert done.code == 0
    assert {entry["id"] for entry in done.json} == {"jpeg", "diagnosis"}


def test_import_of_a_detector_tells_its_hash(run, tmp_path) -> None:
    file = tmp_path / "faces.onnx"
    file.write_bytes(detector_bytes())
    done = run("models", "import", file)
    assert done.code == 0
    assert hashlib.sha256(detector_bytes()).hexdigest() in done.stdout
    assert "detect" in run("models", "list").stdout
