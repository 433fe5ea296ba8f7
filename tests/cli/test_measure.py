"""`restorer diagnose`, `compare` and `degrade`."""

import math

import numpy as np
import pytest
from PIL import Image as PilImage

from restorer_app.distortions import PAPER_DISTORTIONS, Distortion


def test_diagnose_as_json(run, models, write_photo) -> None:
    models.add_diagnosis("diagnosis", certain_of=Distortion.JITTER)
    photo = write_photo("photo.png")
    done = run("diagnose", photo, "--json")
    assert (done.code, done.stderr) == (0, "")
    (entry,) = done.json
    assert set(entry) == {"file", "medium", "clean", "distortions"}
    assert (entry["file"], entry["medium"], entry["clean"]) == (str(photo), "photo", False)
    assert entry["distortions"][0]["name"] == "jitter"
    assert entry["distortions"][0]["probability"] > 0.9
    assert {d["name"] for d in entry["distortions"]} == set(PAPER_DISTORTIONS)
    assert all(set(d) == {"name", "probability", "severity"} for d in entry["distortions"])
    probabilities = [d["probability"] for d in entry["distortions"]]
    assert probabilities == sorted(probabilities, reverse=True)


def test_diagnose_goes_through_folders(run, models, write_photo, tmp_path) -> None:
    photos = [write_photo("box/a.png"), write_photo("box/deep/b.png")]
    done = run("diagnose", tmp_path / "box", "--json")
    assert [entry["file"] for entry in done.json] == [str(photo) for photo in photos]
    assert all(entry["clean"] is True for entry in done.json)


def test_diagnose_for_people(run, models, write_photo) -> None:
    models.add_diagnosis("diagnosis", certain_of=Distortion.MOTION_BLUR)
    done = run("diagnose", write_photo("photo.png"))
    assert done.code == 0
    title, header, first = done.stdout.splitlines()
    assert "photo.png: damaged" in title
    assert header.split() == ["distortion", "probability", "severity", "name"]
    assert first.strip().startswith("Motion blur")
    assert first.endswith("motion_blur")


def test_diagnose_says_clean(run, models, write_photo) -> None:
    assert "clean" in run("diagnose", write_photo("photo.png")).stdout


def test_diagnose_names_broken_files_and_keeps_json_pure(
    run, models, write_photo, tmp_path
) -> None:
    broken = tmp_path / "broken.jpg"
    broken.write_text("I am no photograph")
    good = write_photo("good.png")
    done = run("diagnose", broken, good, "--json")
    assert done.code == 1
    assert [entry["file"] for entry in done.json] == [str(good)]
    assert done.stderr.startswith(f"{broken}: ")
    assert len(done.stderr.splitlines()) == 1


def test_diagnose_without_a_diagnosis_model(run, models, write_photo) -> None:
    (models.folder / "diagnosis" / "model.toml").unlink()
    done = run("diagnose", write_photo("photo.png"))
    assert done.code == 1
    assert "diagnose" in done.stderr


def test_compare_as_json(run, write_photo, tmp_path) -> None:
    photo = write_photo("photo.png")
    with PilImage.open(photo) as picture:
        shifted = np.asarray(picture, np.int16) + 10
    other = tmp_path / "other.png"
    PilImage.fromarray(shifted.astype(np.uint8)).save(other)
    done = run("compare", photo, other, "--json")
    assert (done.code, done.stderr) == (0, "")
    assert list(done.json) == ["mse", "snr_db", "psnr_db", "ssim", "fsim"]
    assert done.json["mse"] == pytest.approx(100, rel=1e-4)
    assert done.json["psnr_db"] == pytest.approx(10 * math.log10(255**2 / 100), rel=1e-4)
    assert 0 < done.json["ssim"] < 1


def test_compare_with_itself_has_no_infinity_in_json(run, write_photo) -> None:
    photo = write_photo("photo.png")
    scores = run("compare", photo, photo, "--json").json
    assert scores["mse"] == 0
    assert scores["psnr_db"] is None
    assert scores["snr_db"] is None
    assert scores["ssim"] == pytest.approx(1)


def test_compare_for_people(run, write_photo) -> None:
    photo = write_photo("photo.png")
    lines = dict(
        line.split(maxsplit=1) for line in run("compare", photo, photo).stdout.splitlines()
    )
    assert lines["psnr_db"] == "identical"
    assert float(lines["ssim"]) == pytest.approx(1)


def test_compare_of_different_sizes_fails(run, write_photo, tmp_path) -> None:
    photo, smaller = write_photo("photo.png"), tmp_path / "smaller.png"
    with PilImage.open(photo) as picture:
        picture.crop((0, 0, 40, 40)).save(smaller)
    done = run("compare", photo, smaller, "--json")
    assert (done.code, done.stdout) == (1, "")
    assert "size" in done.stderr


def test_compare_of_a_missing_file_fails(run, write_photo, tmp_path) -> None:
    done = run("compare", write_photo("photo.png"), tmp_path / "missing.png")
    assert done.code == 1
    assert "missing.png" in done.stderr


def test_degrade_prints_what_it_did(run, write_photo, tmp_path) -> None:
    photo = write_photo("photo.png")
    done = run("degrade", photo, "--with", "gaussian_blur:3,jpeg:5", "-o", tmp_path / "bad.png")
    assert (done.code, done.stderr) == (0, "")
    assert "gaussian_blur" in done.stdout
    assert "quality=4" in done.stdout
    scores = run("compare", photo, tmp_path / "bad.png", "--json").json
    assert scores["psnr_db"] < 40


def test_degrade_ages_prints_too(run, write_photo, tmp_path) -> None:
    photo = write_photo("photo.png")
    done = run("degrade", photo, "--with", "fading:3,yellowing:5", "-o", tmp_path / "old.png")
    assert (done.code, done.stderr) == (0, "")
    assert "fading level=3 amount=0.6; yellowing level=5 amount=1" in done.stdout
    assert run("compare", photo, tmp_path / "old.png", "--json").json["psnr_db"] < 25


def test_degrade_is_the_same_for_the_same_seed(run, write_photo, tmp_path) -> None:
    photo = write_photo("photo.png")
    for name, seed in (("a.png", 1), ("b.png", 1), ("c.png", 2)):
        words = ("--with", "white_noise:3", "--seed", seed)
        assert run("degrade", photo, *words, "-o", tmp_path / name).code == 0
    first, same, other = ((tmp_path / f"{name}.png").read_bytes() for name in "abc")
    assert first == same
    assert first != other


def test_degrade_mirrors_a_folder(run, write_photo, tmp_path) -> None:
    write_photo("box/deep/a.png")
    (tmp_path / "box" / "broken.jpg").touch()
    done = run("degrade", tmp_path / "box", "--with", "jpeg:2", "-o", tmp_path / "out")
    assert done.code == 1
    assert "broken.jpg" in done.stderr
    assert (tmp_path / "out" / "deep" / "a.png").is_file()


def test_degrade_never_writes_onto_the_original(run, write_photo) -> None:
    photo = write_photo("photo.png")
    before = photo.read_bytes()
    done = run("degrade", photo, "--with", "jpeg:2", "-o", photo, "--overwrite")
    assert done.code == 1
    assert photo.read_bytes() == before


@pytest.mark.parametrize("recipe", ["sharpen:2", "jpeg", "jpeg:six", "jpeg:6", "jpeg:0", ""])
def test_a_recipe_that_is_none_is_wrong_usage(run, write_photo, tmp_path, recipe) -> None:
    done = run("degrade", write_photo("a.png"), "--with", recipe, "-o", tmp_path / "b.png")
    assert done.code == 2
    assert "--with" in done.stderr
    assert not (tmp_path / "b.png").exists()
