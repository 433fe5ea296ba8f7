"""`restorer restore`: where results go, what they hold, what happens to files that fail."""

import json
import sys
from pathlib import Path

import numpy as np
import pytest
import skimage.data
from PIL import Image as PilImage

from restorer_app.distortions import PAPER_DISTORTIONS, Distortion
from restorer_app.registry.catalog import Task
from tests.tiny_models import write_face_embedding, write_filler, write_finder, write_generator

pytestmark = pytest.mark.usefixtures("models")


def pixels_of(path: Path) -> np.ndarray:
    with PilImage.open(path) as picture:
        return np.asarray(picture.convert("RGB"), np.float32) / 255


def files_below(folder: Path) -> set[str]:
    """All files, hidden ones too: nothing half-written may lie about."""
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


def test_one_file_goes_to_the_name_given(run, write_photo, tmp_path) -> None:
    photo = write_photo("photo.png")
    done = run("restore", photo, "-o", tmp_path / "new" / "result.png", "--steps", "white_noise")
    assert (done.code, done.stderr) == (0, "")
    brighter = pixels_of(tmp_path / "new" / "result.png") - pixels_of(photo)
    assert brighter == pytest.approx(np.full_like(brighter, 0.1), abs=2 / 255)  # bf16 and 8 bits


def test_a_strength_mixes_the_step_in(run, write_photo, tmp_path) -> None:
    photo, result = write_photo("photo.png"), tmp_path / "result.png"
    run("restore", photo, "-o", result, "--steps", "jpeg,white_noise:0.5")
    brighter = pixels_of(result) - pixels_of(photo)
    assert brighter == pytest.approx(np.full_like(brighter, 0.05), abs=2 / 255)


@pytest.mark.parametrize("output", ["existing", "new/"])
def test_one_file_goes_into_a_folder(run, write_photo, tmp_path, output) -> None:
    (tmp_path / "existing").mkdir()
    photo = write_photo("photo.png")
    assert run("restore", photo, "-o", f"{tmp_path}/{output}").code == 0
    assert (tmp_path / output / "photo.png").is_file()


def test_the_tree_of_a_folder_is_mirrored(run, write_photo, tmp_path) -> None:
    write_photo("box/a.png")
    write_photo("box/deep/er/b.JPG")
    write_photo("box/.hidden.png")
    (tmp_path / "box" / "notes.txt").write_text("1950, at the lake")
    assert run("restore", tmp_path / "box", "-o", tmp_path / "out").code == 0
    assert files_below(tmp_path / "out") == {"a.png", "deep/er/b.JPG"}


def test_of_several_inputs_folders_keep_their_names(run, write_photo, tmp_path) -> None:
    write_photo("1950/scan1.png")
    write_photo("1960/scan1.png")
    single = write_photo("single.png")
    done = run("restore", tmp_path / "1950", tmp_path / "1960", single, "-o", tmp_path / "out")
    assert done.code == 0
    assert files_below(tmp_path / "out") == {"1950/scan1.png", "1960/scan1.png", "single.png"}


def test_an_output_folder_inside_the_input_is_not_restored_again(
    run, write_photo, tmp_path
) -> None:
    write_photo("box/a.png")
    for _ in range(2):
        done = run("restore", tmp_path / "box", "-o", tmp_path / "box" / "out", "--overwrite")
        assert done.code == 0
    assert files_below(tmp_path / "box") == {"a.png", "out/a.png"}


def test_results_are_named_by_a_template(run, write_photo, tmp_path) -> None:
    write_photo("box/a.png")
    write_photo("box/deep/b.png")
    words = ("restore", tmp_path / "box", "-o", tmp_path / "out", "--name-template")
    assert run(*words, "{name} restored").code == 0
    assert files_below(tmp_path / "out") == {"a restored.png", "deep/b restored.png"}
    refused = run(*words, "{year}")
    assert refused.code == 2
    assert "{year} is no placeholder" in " ".join(refused.stderr.replace("│", " ").split())


@pytest.mark.parametrize("name", ["photo.jpg", "photo.png", "photo.tif", "photo.webp", "photo.bmp"])
def test_a_clean_photograph_comes_back_as_the_same_bytes(run, write_photo, tmp_path, name) -> None:
    photo = write_photo(name)
    done = run("restore", photo, "-o", tmp_path / "out" / name)
    assert done.code == 0
    assert "left as it is" in done.stdout
    assert (tmp_path / "out" / name).read_bytes() == photo.read_bytes()


def test_a_clean_photograph_can_change_its_format(run, write_photo, tmp_path) -> None:
    photo = write_photo("photo.bmp")
    assert run("restore", photo, "-o", tmp_path / "photo.png").code == 0
    assert np.array_equal(pixels_of(tmp_path / "photo.png"), pixels_of(photo))


def test_a_step_that_does_not_help_is_dropped_and_said_so(
    run, write_photo, tmp_path, models
) -> None:
    models.add_diagnosis("diagnosis", certain_of=Distortion.WHITE_NOISE)
    photo = write_photo("photo.jpg")
    done = run("restore", photo, "-o", tmp_path / "out.jpg")
    assert done.code == 0
    assert "dropped Noise" in done.stdout
    assert (tmp_path / "out.jpg").read_bytes() == photo.read_bytes()


def test_a_plan_file_is_carried_out(run, write_photo, tmp_path) -> None:
    step = {"distortion": "white_noise", "model_id": "noise", "strength": 1.0, "is_on": True}
    plan = tmp_path / "plan.json"
    plan.write_text(json.dumps({"format": 1, "steps": [step]}))
    photo = write_photo("photo.png")
    assert run("restore", photo, "-o", tmp_path / "out.png", "--plan", plan).code == 0
    assert pixels_of(tmp_path / "out.png").mean() > pixels_of(photo).mean() + 0.08


def test_the_report_tells_what_was_done_to_each_file(run, write_photo, tmp_path, models) -> None:
    photo, missing = write_photo("photo.png"), tmp_path / "missing.png"
    report = tmp_path / "report.json"
    steps = ("--steps", "white_noise:0.5", "--report", report)
    assert run("restore", photo, missing, "-o", tmp_path / "out", *steps).code == 1
    done, failed = json.loads(report.read_text())
    assert done["input"] == str(photo)
    assert done["output"] == str(tmp_path / "out" / "photo.png")
    assert done["error"] is None
    assert done["seconds"] > 0
    assert done["plan"]["steps"][0]["model_id"] == "noise"
    assert done["steps"][0]["strength"] == 0.5
    assert done["steps"][0]["outcome"] == "applied"
    assert len(done["models"]["noise"]) == 64
    assert failed["output"] is None
    assert "missing.png" in failed["error"]


def test_the_report_of_an_automatic_run_holds_the_diagnoses(run, write_photo, tmp_path) -> None:
    report = tmp_path / "report.json"
    run("restore", write_photo("photo.png"), "-o", tmp_path / "out.png", "--report", report)
    (entry,) = json.loads(report.read_text())
    assert entry["unchanged"] is True
    assert entry["before"]["clean"] is True
    assert len(entry["before"]["distortions"]) == len(PAPER_DISTORTIONS)
    assert entry["stop_reason"]


def test_the_report_tells_every_step_tried_in_which_pass_and_why_it_stopped(
    run, write_photo, tmp_path, models
) -> None:
    models.add_diagnosis("diagnosis", certain_of=Distortion.WHITE_NOISE)
    report = tmp_path / "report.json"
    done = run("restore", write_photo("a.png"), "-o", tmp_path / "b.png", "--report", report)
    (entry,) = json.loads(report.read_text())
    (step,) = entry["steps"]
    assert (step["distortion"], step["pass"], step["outcome"]) == ("white_noise", 1, "dropped")
    assert "did not look better" in step["reason"]
    assert step["seconds"] > 0
    assert entry["stop_reason"] == "No further step made the photograph better."
    assert "No further step made the photograph better" in done.stdout
    assert done.stderr == ""


def test_a_terminal_is_told_the_passes_as_they_happen(
    run, write_photo, tmp_path, models, monkeypatch
) -> None:
    models.add_diagnosis("diagnosis", certain_of=Distortion.WHITE_NOISE)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "200")
    photos = [write_photo("a.png"), write_photo("b.png")]
    told = run("restore", *photos, "-o", tmp_path / "out").stderr
    for photo in photos:
        verdict = f"{photo}: pass 1: Noise - left out: the photograph did not look better."
        assert verdict in told
        assert f"{photo}: No further step made the photograph better." in told


def test_results_are_not_replaced_unasked(run, write_photo, tmp_path) -> None:
    photo, taken = write_photo("photo.png"), write_photo("taken.png", seed=1)
    before = taken.read_bytes()
    done = run("restore", photo, "-o", taken)
    assert done.code == 1
    assert "exists" in done.stderr
    assert taken.read_bytes() == before
    assert run("restore", photo, "-o", taken, "--overwrite").code == 0
    assert taken.read_bytes() == photo.read_bytes()


@pytest.mark.parametrize("spelling", ["photo.png", "sub/../photo.png", "link.png", "hard.png"])
def test_an_original_is_never_written_to(run, write_photo, tmp_path, spelling) -> None:
    photo = write_photo("photo.png")
    (tmp_path / "sub").mkdir()
    (tmp_path / "link.png").symlink_to(photo)
    (tmp_path / "hard.png").hardlink_to(photo)
    before = photo.read_bytes()
    target = f"{tmp_path}/{spelling}"
    done = run("restore", photo, "-o", target, "--steps", "white_noise", "--overwrite")
    assert done.code == 1
    assert "original" in done.stderr
    assert photo.read_bytes() == before


def test_one_result_never_replaces_another(run, write_photo, tmp_path) -> None:
    first, second = write_photo("a/photo.png"), write_photo("b/photo.png", seed=1)
    done = run("restore", first, second, "-o", tmp_path / "out", "--overwrite")
    assert done.code == 1
    assert str(second) in done.stderr
    assert (tmp_path / "out" / "photo.png").read_bytes() == first.read_bytes()


def test_broken_files_are_named_and_the_good_ones_done(run, write_photo, tmp_path) -> None:
    good = [write_photo("box/good1.jpg"), write_photo("box/good2.png")]
    cut = write_photo("box/cut.jpg")
    cut.write_bytes(cut.read_bytes()[: cut.stat().st_size // 2])
    cut_png = write_photo("box/cut.png")
    cut_png.write_bytes(cut_png.read_bytes()[: cut_png.stat().st_size // 2])
    (tmp_path / "box" / "text.jpg").write_text("I am no photograph")
    (tmp_path / "box" / "empty.png").touch()
    missing = tmp_path / "missing.jpg"
    done = run("restore", tmp_path / "box", missing, "-o", tmp_path / "out")
    assert done.code == 1
    lines = done.stderr.splitlines()
    bad = ["cut.jpg", "cut.png", "empty.png", "text.jpg", "missing.jpg"]
    assert len(lines) == len(bad)
    for line, name in zip(lines, bad, strict=True):
        assert line.split(": ")[0].endswith(name)
    assert files_below(tmp_path / "out") == {f"box/{path.name}" for path in good}


def test_a_file_of_another_kind_is_an_error_when_named(run, write_photo, tmp_path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("1950, at the lake")
    done = run("restore", notes, write_photo("photo.png"), "-o", tmp_path / "out")
    assert done.code == 1
    assert len(done.stderr.splitlines()) == 1
    assert "notes.txt" in done.stderr
    assert files_below(tmp_path / "out") == {"photo.png"}


def test_a_folder_without_photographs_and_recordings_is_an_error(run, tmp_path) -> None:
    (tmp_path / "empty").mkdir()
    done = run("restore", tmp_path / "empty", "-o", tmp_path / "out")
    assert done.code == 1
    assert "nothing to work on" in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_file_in_the_way_of_the_output_folder(run, write_photo, tmp_path) -> None:
    (tmp_path / "way").write_text("I am in the way")
    done = run("restore", write_photo("photo.png"), "-o", tmp_path / "way" / "out" / "photo.png")
    assert done.code == 1
    assert "way" in done.stderr
    assert (tmp_path / "way").read_text() == "I am in the way"


def test_an_output_format_that_can_not_be_written(run, write_photo, tmp_path) -> None:
    done = run("restore", write_photo("photo.png"), "-o", tmp_path / "out.xyz")
    assert done.code == 1
    assert ".png" in done.stderr
    assert not (tmp_path / "out.xyz").exists()


def test_a_model_with_a_wrong_hash_is_refused_by_name(run, write_photo, tmp_path, models) -> None:
    weights = models.folder / "noise" / "weights.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1] + b"\0")
    weights.write_bytes(weights.read_bytes() + b"\0")
    photos = [write_photo("a.png"), write_photo("b.png")]
    done = run("restore", *photos, "-o", tmp_path / "out", "--steps", "white_noise")
    assert done.code == 1
    assert done.stderr.count("SHA-256") == 2
    assert "noise" in done.stderr
    assert not (tmp_path / "out").exists()
    assert run("restore", *photos, "-o", tmp_path / "out", "--steps", "jpeg").code == 0


def test_numbers_that_are_no_picture_are_never_saved(run, write_photo, tmp_path, models) -> None:
    models.add_generator("noise", Distortion.WHITE_NOISE, brighten=float("nan"))
    photo = write_photo("photo.png")
    done = run("restore", photo, "-o", tmp_path / "out.png", "--steps", "white_noise")
    assert done.code == 1
    assert "NaN" in done.stderr
    assert not (tmp_path / "out.png").exists()


def test_a_network_that_breaks_inside_stops_no_other_file(
    run, write_photo, tmp_path, monkeypatch
) -> None:
    from restorer_app.restoration import image as photographs

    whole = photographs.restore_automatically
    calls = []

    def break_once(*args, **kwargs):
        calls.append(1)
        if len(calls) == 1:
            raise RuntimeError("an assertion\nof the driver")
        return whole(*args, **kwargs)

    monkeypatch.setattr(photographs, "restore_automatically", break_once)
    photos = [write_photo("a.png"), write_photo("b.png")]
    done = run("restore", *photos, "-o", tmp_path / "out")
    assert done.code == 1
    assert len(done.stderr.splitlines()) == 1
    assert files_below(tmp_path / "out") == {"b.png"}


def test_an_interrupt_leaves_nothing_half_written(run, write_photo, tmp_path, monkeypatch) -> None:
    from restorer_app.restoration import image as photographs

    def interrupt(*args, **kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr(photographs, "restore_automatically", interrupt)
    assert run("restore", write_photo("photo.png"), "-o", tmp_path / "out" / "a.png").code == 130
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (["--steps", "sharpen"], "sharpen"),
        (["--steps", "white_noise:2"], "0..1"),
        (["--steps", "white_noise:much"], "strength"),
        (["--steps", "motion_blur"], "no model"),
        (["--steps", "jpeg", "--plan", "plan.json"], "not both"),
        (["--plan", "missing.json"], "missing.json"),
        (["--plan", "photo.png"], "plan"),
        (["--device", "tpu"], "tpu"),
        (["--mask", "mask.png"], "mask.png"),
        (["--mask", "photo.png"], "no model"),
        (["--faces"], "no model"),
        (["--scratches"], "no model"),
        (["--report", "photo.png"], "photograph"),
        (["--sharper"], "--sharper"),
    ],
)
def test_wrong_usage_is_told_before_any_work(
    run, write_photo, tmp_path, monkeypatch, options, word
) -> None:
    write_photo("photo.png")
    monkeypatch.chdir(tmp_path)
    done = run("restore", "photo.png", "-o", "out.png", *options)
    assert done.code == 2
    assert word in done.stderr
    assert done.stdout == ""
    assert not (tmp_path / "out.png").exists()


def test_options_of_later_releases_can_be_switched_off(run, write_photo, tmp_path) -> None:
    assert run("restore", write_photo("a.png"), "-o", tmp_path / "b.png", "--no-faces").code == 0


def test_scratches_are_filled_unless_one_says_no(run, models, tmp_path) -> None:
    write_finder(models.folder, brighter_than=0.9)
    write_filler(models.folder)
    pixels = np.full((160, 200, 3), 90, np.uint8)
    pixels[:80] = 110
    pixels[:, 50:74] = 255
    scratched = tmp_path / "scratched.png"
    PilImage.fromarray(pixels).save(scratched)
    for option, is_filled in ((), True), (("--scratches",), True), (("--no-scratches",), False):
        result = tmp_path / f"result{len(option)}{is_filled}.png"
        assert run("restore", scratched, "-o", result, *option).code == 0
        assert (pixels_of(result).max() < 0.6) == is_filled
    pixels[:, 53:74] = pixels[:, :1]
    PilImage.fromarray(pixels).save(scratched)
    for option, is_filled in ((), False), (("--scratches",), True):
        result = tmp_path / f"fine{is_filled}.png"
        done = run("restore", scratched, "-o", result, *option)
        assert done.code == 0
        assert (pixels_of(result).max() < 0.6) == is_filled, "too little to be sure of"
        assert ("stays as it is" in done.stdout) != is_filled
    result = tmp_path / "told.png"
    told = ("--steps", "scratches", "--no-scratches")
    assert run("restore", scratched, "-o", result, *told).code == 0
    np.testing.assert_array_equal(pixels_of(result), pixels_of(scratched))


def test_faces_are_refined_unless_one_says_no(run, models, tmp_path) -> None:
    write_generator(models.folder, Distortion.FACES, gain=1.4, task=Task.REFINE)
    write_face_embedding(models.folder)
    face = PilImage.fromarray(skimage.data.astronaut()[:300, 80:380])
    soft = tmp_path / "soft.png"
    face.resize((100, 100), PilImage.Resampling.BOX).resize((300, 300)).save(soft)
    for option, is_refined in ((), True), (("--faces",), True), (("--no-faces",), False):
        result, report = tmp_path / f"r{len(option)}{is_refined}.png", tmp_path / "report.json"
        done = run("restore", soft, "-o", result, "--report", report, "--overwrite", *option)
        assert done.code == 0
        assert np.array_equal(pixels_of(result), pixels_of(soft)) != is_refined
        faces = json.loads(report.read_text(encoding="utf-8"))[0]["faces"]
        assert [face["strength"] for face in faces] == [1] * is_refined


@pytest.mark.parametrize("way", [(), ("--steps", "fading"), ("--preset", "Old")], ids=str)
def test_sepia_stays_where_one_says_so(run, models, tmp_path, way) -> None:
    from restorer_app.restoration.plan import Plan, Step
    from restorer_app.restoration.presets import save_preset

    save_preset("Old", Plan((Step(Distortion.FADING, ""),)))
    write_generator(models.folder, Distortion.FADING, gain=0.2, offset=0.1)
    grey = np.random.default_rng(0).uniform(150, 230, (160, 200, 1))
    brown = tmp_path / "brown.png"
    PilImage.fromarray(np.uint8(grey + np.array((20, 0, -20)))).save(brown)
    for option, is_brown in ((), False), (("--keep-sepia",), True):
        result = tmp_path / f"{is_brown}.png"
        assert run("restore", brown, "-o", result, *way, *option).code == 0
        pixels = pixels_of(result)
        assert pixels.mean() < 0.5, "its tones were changed"
        warmth = (pixels[..., 0] - pixels[..., 2]).mean() * 255
        assert warmth == pytest.approx(40 if is_brown else 8, abs=2)


def test_names_that_are_not_ascii(run, write_photo, tmp_path) -> None:
    photo = write_photo("Großmutter 1950, Zürich.png")
    assert run("restore", photo, "-o", tmp_path / "祖母").code == 1  # no suffix, no format
    assert run("restore", photo, "-o", f"{tmp_path}/祖母/").code == 0
    assert files_below(tmp_path / "祖母") == {photo.name}


def test_a_preset_does_its_steps_by_whatever_case_its_name_is_written(
    run, write_photo, tmp_path
) -> None:
    from restorer_app.restoration.plan import Plan, Step
    from restorer_app.restoration.presets import save_preset

    save_preset("Attic box", Plan((Step(Distortion.WHITE_NOISE, "", 0.5),)))
    photo, result = write_photo("photo.png"), tmp_path / "result.png"
    assert run("restore", photo, "-o", result, "--preset", "attic BOX").code == 0
    brighter = pixels_of(result) - pixels_of(photo)
    assert brighter == pytest.approx(np.full_like(brighter, 0.05), abs=2 / 255)


def test_a_preset_of_what_is_found_leaves_a_clean_photograph_as_it_is(
    run, write_photo, tmp_path
) -> None:
    photo, result = write_photo("photo.png"), tmp_path / "result.png"
    done = run("restore", photo, "-o", result, "--preset", "gentle")
    assert done.code == 0
    assert result.read_bytes() == photo.read_bytes()


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["--preset", "rough"], "known are: 'Gentle'"),
        (["--preset", "gentle", "--steps", "jpeg"], "not two of them"),
        (["--preset", "gentle", "--plan", "plan.json"], "not two of them"),
    ],
)
def test_a_preset_that_is_none_or_one_too_many_is_wrong_usage(
    run, write_photo, tmp_path, words, reason
) -> None:
    done = run("restore", write_photo("photo.png"), "-o", tmp_path / "result.png", *words)
    assert done.code == 2
    # The terminal breaks lines in boxes.
    assert reason in " ".join(done.stderr.replace("│", " ").split())
    assert not (tmp_path / "result.png").exists()


def test_a_broken_preset_file_is_told_and_passed_over(
    run, write_photo, tmp_path, user_home
) -> None:
    folder = user_home / "config" / "presets"
    folder.mkdir(parents=True)
    (folder / "broken.toml").write_text("no preset")
    done = run(
        "restore", write_photo("photo.png"), "-o", tmp_path / "r.png", "--preset", "newspaper"
    )
    assert done.code == 0
    assert "'broken.toml' is no preset" in done.stderr


Size = tuple[int, int]
MASK_SIZE: Size = (80, 96)


@pytest.fixture
def write_mask(tmp_path):
    """A square of this grey on black, in a file of any kind."""

    def write(
        name: str = "mask.png", *, grey: int = 255, size: tuple[int, int] = MASK_SIZE
    ) -> Path:
        codes = np.zeros(size[::-1], np.uint8)
        codes[30:50, 20:40] = grey
        PilImage.fromarray(codes).save(tmp_path / name)
        return tmp_path / name

    return write


def was_filled(before: Path, after: Path) -> np.ndarray:
    return (pixels_of(before) != pixels_of(after)).any(axis=2)


@pytest.mark.parametrize(
    ("name", "grey", "is_filled"),
    [("mask.png", 255, True), ("mask.bmp", 128, True), ("mask.tif", 127, False)],
)
def test_exactly_what_is_white_in_a_mask_is_filled(
    run, models, write_photo, write_mask, tmp_path, name, grey, is_filled
) -> None:
    write_filler(models.folder)
    photo, result = write_photo("photo.png"), tmp_path / "result.png"
    done = run("restore", photo, "-o", result, "--mask", write_mask(name, grey=grey))
    assert (done.code, done.stderr) == (0, "")
    assert "Scratches 100%" in done.stdout
    changed = was_filled(photo, result)
    inside = np.zeros_like(changed)
    inside[30:50, 20:40] = True
    assert not changed[~inside].any()
    assert changed[inside].mean() == pytest.approx(1 if is_filled else 0, abs=0.1)


def test_a_mask_takes_the_place_of_what_is_found(
    run, models, write_photo, write_mask, tmp_path
) -> None:
    write_finder(models.folder, brighter_than=0.5)
    write_filler(models.folder)
    photo, mask = write_photo("photo.png"), write_mask()
    alone, among = tmp_path / "alone.png", tmp_path / "among.png"
    assert run("restore", photo, "-o", alone, "--mask", mask).code == 0
    assert not was_filled(photo, alone)[60:].any()
    steps = ("--steps", "jpeg,scratches:0.5", "--report", tmp_path / "report.json")
    assert run("restore", photo, "-o", among, "--mask", mask, *steps).code == 0
    (report,) = json.loads((tmp_path / "report.json").read_text())
    told = [(step["distortion"], step["strength"]) for step in report["plan"]["steps"]]
    assert told == [("jpeg", 1.0), ("scratches", 0.5)]
    assert report["plan"]["steps"][1]["mask"]["size"] == list(MASK_SIZE)


def test_with_a_mask_what_else_is_wrong_is_repaired_as_well(
    run, models, write_photo, write_mask, tmp_path
) -> None:
    write_filler(models.folder)
    models.add_diagnosis("diagnosis", certain_of=Distortion.WHITE_NOISE)
    photo, report = write_photo("photo.png"), tmp_path / "report.json"
    words = ("-o", tmp_path / "r.png", "--mask", write_mask(), "--report", report)
    assert run("restore", photo, *words).code == 0
    (entry,) = json.loads(report.read_text())
    tried = [(step["distortion"], step["outcome"]) for step in entry["steps"]]
    assert tried == [("scratches", "applied"), ("white_noise", "dropped")]
    assert set(entry["models"]) == {"scratches", "diagnosis"}


def test_a_mask_of_another_size_is_named_with_both(
    run, models, write_photo, write_mask, tmp_path
) -> None:
    write_filler(models.folder)
    photo = write_photo("photo.png")
    mask = write_mask(size=(60, 70))
    done = run("restore", photo, "-o", tmp_path / "result.png", "--mask", mask)
    assert done.code == 1
    assert str(photo) in done.stderr
    assert "60 × 70 pixels, this one has 80 × 96; use a mask" in done.stderr
    assert not (tmp_path / "result.png").exists()


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["--mask", "gone.png"], "gone.png"),
        (["--mask", "mask.png", "--no-scratches"], "leave one of them out"),
        (["--mask", "mask.png", "--preset", "gentle"], "name steps or a plan"),
    ],
)
def test_a_mask_that_is_none_or_one_too_many_is_wrong_usage(
    run, models, write_photo, write_mask, tmp_path, monkeypatch, words, reason
) -> None:
    write_filler(models.folder)
    write_mask()
    monkeypatch.chdir(tmp_path)
    done = run("restore", write_photo("photo.png"), "-o", tmp_path / "result.png", *words)
    assert done.code == 2
    assert reason in " ".join(done.stderr.replace("│", " ").split())
    assert not (tmp_path / "result.png").exists()


def test_what_was_filled_is_written_and_can_be_given_again(
    run, models, write_photo, tmp_path
) -> None:
    write_finder(models.folder, brighter_than=0.6)
    write_filler(models.folder)
    photo, mask = write_photo("photo.png"), tmp_path / "mask.png"
    first, again = tmp_path / "first.png", tmp_path / "again.png"
    words = ("--steps", "scratches")
    assert run("restore", photo, "-o", first, *words, "--save-mask", mask).code == 0
    assert was_filled(photo, first).any()
    assert not was_filled(photo, first)[pixels_of(mask).max(axis=2) == 0].any()
    assert run("restore", photo, "-o", again, *words, "--mask", mask).code == 0
    np.testing.assert_array_equal(pixels_of(again), pixels_of(first))
    assert run("restore", photo, "-o", again, *words, "--save-mask", mask).code == 1
    nothing = ("--steps", "jpeg", "--save-mask", mask, "--overwrite")
    assert run("restore", photo, "-o", again, *nothing).code == 0
    assert not pixels_of(mask).any()


@pytest.mark.parametrize(
    ("target", "reason"),
    [("mask.jpg", "end with .png"), ("a.png", "one of the photographs"), ("m.png", "one alone")],
)
def test_a_mask_is_written_for_one_photograph_in_a_file_of_its_own(
    run, write_photo, tmp_path, monkeypatch, target, reason
) -> None:
    photos = [write_photo("a.png")]
    if target == "m.png":
        photos.append(write_photo("b.png"))
    monkeypatch.chdir(tmp_path)
    done = run("restore", *photos, "-o", f"{tmp_path}/out/", "--save-mask", target)
    assert done.code == 2
    assert reason in " ".join(done.stderr.replace("│", " ").split())
