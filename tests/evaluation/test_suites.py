"""The suites' arithmetic, with restorations and diagnoses that are known beforehand."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from restorer_app.distortions import PAPER_DISTORTIONS, Distortion, Medium
from restorer_app.errors import MediaError, PlanError, WeightsError
from restorer_app.evaluation import bench as benches
from restorer_app.evaluation import calibration, clean_kinds, generators, loop, recognition
from restorer_app.evaluation import detail as detailing
from restorer_app.evaluation.bench import Bench, prefer_models
from restorer_app.evaluation.photo_sets import PhotoSet, find_photo_set
from restorer_app.evaluation.suites import run_suite
from restorer_app.media.image import Image, save_image
from restorer_app.progress import Cancelled, Progress
from restorer_app.registry.catalog import Catalog, ModelEntry, Task
from restorer_app.restoration.course import Restored
from restorer_app.restoration.diagnosis import Diagnosis, Finding
from restorer_app.restoration.plan import Plan, Step


def model(model_id: str, task: Task, distortion: Distortion | None = None) -> ModelEntry:
    return ModelEntry(
        id=model_id,
        title=model_id,
        task=task,
        medium=Medium.PHOTO,
        distortion=distortion,
        architecture="none",
        hyper_parameters={},
        file="weights.safetensors",
        bytes=1,
        sha256=model_id * 4,
        licence="MIT",
        folder=Path(model_id),
    )


CATALOG = Catalog(
    (
        model("noise", Task.RESTORE, Distortion.WHITE_NOISE),
        model("jpeg", Task.RESTORE, Distortion.JPEG),
        model("judge", Task.DIAGNOSE),
    )
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two photographs of mid-bright shapes, which no noise clips."""
    for i, name in enumerate(("a.png", "deep/b.png")):
        path = tmp_path / "set" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        small = np.random.default_rng(i).uniform(0.4, 0.6, (8, 8, 3)).astype(np.float32)
        save_image(Image(np.kron(small, np.ones((8, 8, 1), np.float32))), path)
    return tmp_path / "set"


@pytest.fixture
def bench(folder: Path) -> Bench:
    return Bench(CATALOG, find_photo_set(folder), "cpu", lambda _: None)


Change = Callable[[Image], Image]


@pytest.fixture
def restoring(monkeypatch: pytest.MonkeyPatch) -> Callable[[Change], None]:
    """Every restoration, told or routed, becomes this change."""

    def use(change: Change) -> None:
        def told(image: Image, plan: Plan, *_: Any, **__: Any) -> Restored:
            return Restored(change(image), plan, (), None, None, "")

        def routed(image: Image, *_: Any, **__: Any) -> Restored:
            changed = change(image)
            steps = () if changed is image else (Step(Distortion.JPEG, "jpeg"),)
            diagnosis = Diagnosis(clean=float(not steps), findings=())
            return Restored(changed, Plan(steps), (), diagnosis, diagnosis, "")

        monkeypatch.setattr(benches.restoring, "restore", told)
        monkeypatch.setattr(benches.restoring, "restore_automatically", routed)

    return use


def test_noise_has_the_sigma_it_says_and_is_neither_clipped_nor_rounded(
    bench: Bench, restoring: Callable[[Change], None]
) -> None:
    seen: list[np.ndarray] = []

    def look(image: Image) -> Image:
        seen.append(image.pixels)
        return image

    restoring(look)
    rows = generators.gaussian(bench)
    for row, sigma in zip(rows, (15, 25, 50), strict=True):
        assert (row["sigma"], row["n"]) == (sigma, 2)
        assert row["psnr_in"] == pytest.approx(20 * np.log10(255 / sigma), abs=0.15)
    strongest = seen[2] * 255
    assert strongest.min() < 0 or strongest.max() > 255
    assert np.abs(strongest - np.round(strongest)).max() > 0.4
    assert all(row["psnr_nlmeans"] > row["psnr_in"] for row in rows)
    assert bench.used == {"noise": "noise" * 4}


def test_the_same_file_gets_the_same_noise_whichever_others_take_part(
    folder: Path, restoring: Callable[[Change], None]
) -> None:
    seen: dict[int, list[np.ndarray]] = {1: [], 2: []}
    for limit in (1, 2):

        def look(image: Image, limit: int = limit) -> Image:
            seen[limit].append(image.pixels)
            return image

        restoring(look)
        photos = find_photo_set(folder, limit=limit)
        generators.gaussian(Bench(CATALOG, photos, "cpu", lambda _: None))
    assert all(np.array_equal(one, two) for one, two in zip(seen[1], seen[2], strict=False))
    assert not np.array_equal(seen[2][0], seen[2][3])


def test_results_are_rounded_as_a_file_is(
    bench: Bench, restoring: Callable[[Change], None]
) -> None:
    restoring(lambda image: image.with_pixels(np.full_like(image.pixels, 0.5)))
    entry = bench.restorer_of(Distortion.JPEG)
    image = bench.photos.load(bench.photos.paths[0])
    assert bench.restore_told(image, entry, Distortion.JPEG)[0, 0, 0] == np.float32(128 / 255)


def test_jpeg_gets_worse_with_lower_quality(
    bench: Bench, restoring: Callable[[Change], None]
) -> None:
    restoring(lambda image: image)
    rows = generators.jpeg(bench)
    assert [row["quality"] for row in rows] == [10, 20, 30, 40]
    assert all(row["psnr_out"] == row["psnr_in"] for row in rows)
    assert rows[0]["psnr_in"] < rows[3]["psnr_in"]
    assert rows[0]["ssim_in"] < 1


def test_kadid_tells_told_from_routed(
    bench: Bench, restoring: Callable[[Change], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generators, "LEVELS", (4,))
    restoring(lambda image: image.with_pixels(image.pixels * 0.9))
    rows = {row["distortion"]: row for row in generators.kadid(bench)}
    assert set(rows) == set(PAPER_DISTORTIONS)
    assert rows["jitter"]["psnr_out"] is None
    assert rows["jitter"]["fsim_out"] is None
    assert rows["jitter"]["psnr_routed"] < rows["jitter"]["psnr_in"]
    assert rows["white_noise"]["psnr_out"] == rows["white_noise"]["psnr_routed"]


def test_an_identical_picture_counts_a_hundred_decibels() -> None:
    pixels = np.full((16, 16, 3), 0.5, np.float32)
    assert benches.capped_psnr_db(pixels, pixels) == 100


def diagnoses(monkeypatch: pytest.MonkeyPatch, answer: Callable[[Image], Diagnosis]) -> None:
    monkeypatch.setattr(benches.diagnosing, "diagnose", lambda image, *_, **__: answer(image))


def test_the_classifier_suite_counts_first_findings(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = (Finding(Distortion.JPEG, 0.4, 1.0), Finding(Distortion.JITTER, 0.9, 2.0))
    diagnoses(monkeypatch, lambda _: Diagnosis(0.2, found))
    rows = {(row["distortion"], row["level"]): row for row in recognition.classifier(bench)}
    assert rows["jitter", 5]["right"] == 1
    assert rows["jpeg", 5]["right"] == 0
    assert rows["jpeg", 5]["mistaken_for"] == "jitter"
    assert rows["clean", 0]["right"] == 0
    assert rows["all", "4-5"]["right"] == pytest.approx(1 / 14)
    assert rows["all", "4-5"]["n"] == 14 * 2 * 2
    assert rows["all", "1-5"]["n"] == 14 * 5 * 2


def test_the_classifier_suite_counts_clean_files(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    n_seen = 0

    def every_other(_: Image) -> Diagnosis:
        nonlocal n_seen
        n_seen += 1
        return Diagnosis(float(n_seen == 1), (Finding(Distortion.JPEG, 0.1, 0.0),))

    diagnoses(monkeypatch, every_other)
    rows = {(row["distortion"], row["level"]): row for row in recognition.classifier(bench)}
    assert rows["clean", 0]["right"] == 0.5
    assert rows["all", "1-5"]["called_clean"] == 0


def test_no_harm_names_what_was_changed(bench: Bench, restoring: Callable[[Change], None]) -> None:
    first = bench.photos.load(bench.photos.paths[0]).pixels

    def change_the_second(image: Image) -> Image:
        if np.array_equal(image.pixels, first):
            return image
        return image.with_pixels(image.pixels + np.float32(10 / 255))

    restoring(change_the_second)
    total, changed = recognition.no_harm(bench)
    assert (total["file"], total["n"]) == ("all", 2)
    assert total["bit_exact"] == 0.5
    assert total["called_clean"] == 0.5
    assert total["psnr_changed"] == pytest.approx(20 * np.log10(25.5), abs=0.01)
    assert (changed["file"], changed["steps"]) == ("deep/b.png", "jpeg")


def test_clean_kinds_counts_what_was_touched_kind_by_kind(
    bench: Bench, restoring: Callable[[Change], None]
) -> None:
    """The restoration stands for one that takes everything without colour for damaged."""

    def change_the_grey(image: Image) -> Image:
        is_grey = np.ptp(image.pixels, axis=2).max() < 1e-6
        return image.with_pixels(image.pixels / 2) if is_grey else image

    restoring(change_the_grey)
    total, *kinds = clean_kinds.clean_kinds(bench)
    by_kind = {row["kind"]: row for row in kinds}
    assert set(by_kind) == set(clean_kinds.KINDS)
    assert (by_kind["grey"]["bit_exact"], by_kind["grey"]["taken_for"]) == (0.0, "jpeg")
    assert (by_kind["night"]["bit_exact"], by_kind["night"]["taken_for"]) == (1.0, None)
    assert total["n"] == 2 * len(kinds)
    assert total["bit_exact"] == pytest.approx(1 - 1 / len(kinds))


def test_an_evaluation_is_a_json_document(
    folder: Path, restoring: Callable[[Change], None]
) -> None:
    restoring(lambda image: image)
    evaluation = run_suite("no-harm", folder, CATALOG, device="cpu")
    document = json.loads(json.dumps(evaluation.as_document(), allow_nan=False))
    assert document["n_files"] == 2
    assert document["rows"][0]["psnr_changed"] is None
    header, lines = evaluation.as_columns()
    assert len(header) == len(lines[0])
    assert "no-harm" in evaluation.title


def test_numbers_that_are_not_finite_become_null(
    folder: Path, restoring: Callable[[Change], None]
) -> None:
    restoring(lambda image: image)
    evaluation = run_suite("no-harm", folder, CATALOG, device="cpu")
    endless = replace(evaluation, rows=({"psnr_in": float("inf"), "n": 2},))
    assert endless.as_document()["rows"] == [{"psnr_in": None, "n": 2}]


def test_progress_may_cancel_a_suite(folder: Path, restoring: Callable[[Change], None]) -> None:
    restoring(lambda image: image)

    def cancel(_: Progress) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        run_suite("jpeg", folder, CATALOG, device="cpu", on_progress=cancel)


def test_unknown_suites_and_models_are_refused(folder: Path) -> None:
    with pytest.raises(PlanError, match="no-harm"):
        run_suite("sharpness", folder, CATALOG)
    with pytest.raises(WeightsError, match="sharpener"):
        run_suite("jpeg", folder, CATALOG, models=("sharpener",))
    with pytest.raises(WeightsError, match="white_noise"):
        run_suite("gaussian", folder, Catalog(()))


def test_the_models_named_come_first() -> None:
    other = model("other", Task.RESTORE, Distortion.JPEG)
    catalog = Catalog((*CATALOG.entries, other))
    assert catalog.restorer_of(Distortion.JPEG).id == "jpeg"
    preferred = prefer_models(catalog, ("other",))
    assert preferred.restorer_of(Distortion.JPEG) is other
    assert len(preferred.entries) == len(catalog.entries)


def test_a_limit_spreads_evenly(tmp_path: Path) -> None:
    for i in range(10):
        save_image(Image(np.zeros((8, 8, 3), np.float32)), tmp_path / f"{i}.png")
    photos = find_photo_set(tmp_path, limit=3)
    assert [path.name for path in photos.paths] == ["0.png", "3.png", "6.png"]
    assert len(find_photo_set(tmp_path, limit=99).paths) == 10


def test_a_folder_without_photographs(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="no photograph"):
        find_photo_set(tmp_path)


def test_chance_depends_on_file_and_setting_only(tmp_path: Path) -> None:
    photos = PhotoSet(tmp_path, ())
    first, same, other = (
        photos.rng(tmp_path / "a.png", key).random() for key in ("jpeg/1", "jpeg/1", "jpeg/2")
    )
    moved = PhotoSet(Path("elsewhere"), ()).rng(Path("elsewhere/a.png"), "jpeg/1").random()
    assert first == same == moved
    assert first != other


def test_one_answer_per_file_counts_every_class_alike(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Always 'jitter': right in 1 of 15 classes, although clean has far fewer files."""
    diagnoses(monkeypatch, lambda _: Diagnosis(0.2, (Finding(Distortion.JITTER, 0.9, 2.0),)))
    rows = recognition.classifier(bench)
    classes = {row["level"]: row for row in rows if row["distortion"] == recognition.PAPER_CLASSES}
    assert classes["4-5"]["right"] == pytest.approx(1 / 15)
    assert classes["4-5"]["n"] == 2 * (1 + 14 * 2)
    confused = [row for row in rows if row["level"] == recognition.CONFUSED]
    assert len(confused) == recognition.N_CONFUSIONS
    assert {row["mistaken_for"] for row in confused} == {"jitter"}
    assert {row["mistaken_share"] for row in confused} == {1.0}


def test_what_does_not_show_is_not_held_against_the_diagnosis(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recognition, "VISIBLE_PSNR_DB", 0.0)
    diagnoses(monkeypatch, lambda _: Diagnosis(1.0, (Finding(Distortion.JITTER, 0.1, 0.0),)))
    rows = {(row["distortion"], row["level"]): row for row in recognition.classifier(bench)}
    assert rows[recognition.PAPER_CLASSES, recognition.VISIBLE]["n"] == 2
    assert rows[recognition.PAPER_CLASSES, recognition.VISIBLE]["right"] == 1


# --- calibration ---------------------------------------------------------------------------------


def calibration_rows(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, probability: float
) -> dict[tuple[str, str], dict[str, Any]]:
    """The rows where everything is said to be there with the same probability, at level 3."""
    findings = tuple(Finding(distortion, probability, 3.0) for distortion in PAPER_DISTORTIONS)
    diagnoses(monkeypatch, lambda _: Diagnosis(0.0, findings))
    return {(row["row"], row["name"]): row for row in calibration.calibration(bench)}


def test_the_calibration_error_is_how_far_words_are_from_deeds(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = calibration_rows(bench, monkeypatch, 0.85)
    filled, everything = rows["bin", "0.8-0.9"], rows["bin", "all"]
    assert filled["n"] == everything["n"] == 2 * 29 * 14
    assert filled["stated"] == pytest.approx(0.85)
    assert filled["right"] < 0.12, "about 49 distortions in 29 pictures of 14 claims each"
    assert everything["error"] == pytest.approx(0.85 - filled["right"])
    assert rows["bin", "0.1-0.2"]["n"] == 0
    assert rows["bin", "0.1-0.2"]["stated"] is None


def test_precision_recall_and_severity_are_of_what_is_shown(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything_shown = calibration_rows(bench, monkeypatch, 0.9)
    assert everything_shown["group", "one"]["recall"] == 1
    assert everything_shown["group", "one"]["precision"] < 0.08
    assert 0 < everything_shown["group", "three"]["severity_error"] <= 3
    assert everything_shown["group", "clean"]["recall"] is None
    nothing_shown = calibration_rows(bench, monkeypatch, 0.1)
    assert nothing_shown["distortion", "jpeg"]["recall"] == 0
    assert nothing_shown["distortion", "jpeg"]["precision"] is None


# --- the loop ------------------------------------------------------------------------------------


def test_the_loop_suite_compares_four_ways(
    bench: Bench, restoring: Callable[[Change], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loop, "MOST_PER_FILE", 2)
    restoring(lambda image: image)
    rows = {row["mixture"]: row for row in loop.loop(bench)}
    assert {name: row["n"] for name, row in rows.items()} == {
        "figure 7": 2,
        "two": 2,
        "three": 2,
        "two and three": 4,
    }
    for row in rows.values():
        assert row["psnr_in"] == row["psnr_told"] == row["psnr_routed"] == row["psnr_one_pass"]
        assert row["worse"] == 0
        assert row["share_of_told"] is None, "told gained nothing"


def test_the_loop_suite_counts_what_got_worse(
    bench: Bench, restoring: Callable[[Change], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loop, "MOST_PER_FILE", 2)
    restoring(lambda image: image.with_pixels(np.zeros_like(image.pixels)))
    assert {row["worse"] for row in loop.loop(bench)} == {1.0}


# --- detail ---------------------------------------------------------------------------------------


def test_detail_is_measured_by_truth_and_by_sharpness(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    crisper = model("jpeg-detail", Task.DETAIL, Distortion.JPEG)
    bench.catalog = Catalog((*CATALOG.entries, crisper))

    def told(image: Image, plan: Plan, *_: Any, **__: Any) -> Restored:
        """Without detail it blurs; with all of it nothing is done."""
        (step,) = plan.steps
        assert step.detail is not None
        blurred = cv2.GaussianBlur(image.pixels, (0, 0), 2.0)
        mixed = blurred + np.float32(step.detail) * (image.pixels - blurred)
        return Restored(image.with_pixels(mixed), plan, (), None, None, "")

    monkeypatch.setattr(benches.restoring, "restore", told)
    rows = detailing.detail(bench)
    assert [(row["distortion"], row["detail"], row["n"]) for row in rows] == [
        ("jpeg", 0.0, 2),
        ("jpeg", 0.5, 2),
        ("jpeg", 1.0, 2),
    ]
    sharpness = [row["sharpness_out"] for row in rows]
    assert sharpness[0] < sharpness[1] < sharpness[2] == pytest.approx(rows[2]["sharpness_in"])
    assert rows[0]["sharpness_clean"] > sharpness[0]
    assert rows[2]["psnr_out"] == rows[2]["psnr_in"] != rows[0]["psnr_out"]
    assert bench.used == {"jpeg": "jpeg" * 4, "jpeg-detail": "jpeg-detail" * 4}


def test_without_a_crisper_network_there_is_nothing_to_measure(bench: Bench) -> None:
    with pytest.raises(WeightsError, match="crisper"):
        detailing.detail(bench)
