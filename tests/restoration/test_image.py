from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from skimage import data
from torch import Tensor, nn

from restorer_app.architectures import ARCHITECTURES, DiagnosisNet
from restorer_app.degradations.compressions import jpeg
from restorer_app.distortions import PAPER_DISTORTIONS, Distortion
from restorer_app.errors import OutputError, PlanError, WeightsError
from restorer_app.media.image import Image
from restorer_app.progress import Cancelled, Progress
from restorer_app.registry import devices
from restorer_app.registry.catalog import Catalog, Task, read_catalog
from restorer_app.restoration import trial
from restorer_app.restoration.conclusions import with_proof_of
from restorer_app.restoration.course import Course, CourseProgress, Outcome
from restorer_app.restoration.diagnosis import Diagnosis, Finding
from restorer_app.restoration.image import (
    MAX_PASSES,
    Restored,
    restore,
    restore_automatically,
)
from restorer_app.restoration.plan import Plan, Step
from restorer_app.restoration.sampling import sample_crops
from restorer_app.restoration.trial import Trial, reason_to_drop
from tests.tiny_models import write_diagnosis, write_generator, write_model

NOISE, JPEG, BLUR = Distortion.WHITE_NOISE, Distortion.JPEG, Distortion.GAUSSIAN_BLUR
ROUNDING = 1e-6


@pytest.fixture(autouse=True)
def _float32(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same numbers on every machine; bfloat16 has tests of its own beside the loader's."""
    monkeypatch.setattr(devices, "_cpu_has_matrix_units", lambda: False)


def photograph(brightness: float, height: int = 170, width: int = 230) -> Image:
    """Textured and coloured around a mean brightness; must not be written to."""
    texture = np.random.default_rng(1).random((height, width, 3), np.float32) - 0.5
    red_to_blue = np.linspace(1, -1, height)[:, None, None] * np.array([1, 0, -1])
    pixels = np.clip(brightness + 0.1 * texture + 0.05 * red_to_blue, 0, 1).astype(np.float32)
    pixels.flags.writeable = False
    return Image(pixels)


def catalog_of(root: Path) -> Catalog:
    return read_catalog([root])


def told(root: Path, image: Image, *steps: Step, **options: object) -> Restored:
    return restore(image, Plan(steps), catalog_of(root), device="cpu", **options)


def automatic(root: Path, image: Image, **options: object) -> Restored:
    return restore_automatically(image, catalog_of(root), device="cpu", **options)


# --- a plan, exactly as told ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "steps", [(), (Step(NOISE, "white_noise", is_on=False), Step(JPEG, "jpeg", 0.0))]
)
def test_a_plan_without_active_steps_returns_the_image_itself(
    tmp_path: Path, steps: tuple[Step, ...]
) -> None:
    image = photograph(0.5)
    restored = told(tmp_path, image, *steps)
    assert restored.image is image
    assert restored.is_unchanged
    assert restored.reports == ()
    assert restored.model_hashes == {}
    assert restored.stop_reason == "The plan is empty."


def test_the_steps_are_carried_out_in_the_order_of_the_plan(tmp_path: Path) -> None:
    write_generator(tmp_path, NOISE, gain=0.5)
    write_generator(tmp_path, JPEG, offset=0.25)
    image, noise, jpeg = photograph(0.5), Step(NOISE, "white_noise"), Step(JPEG, "jpeg")
    first = told(tmp_path, image, noise, jpeg)
    second = told(tmp_path, image, jpeg, noise)
    np.testing.assert_allclose(first.image.pixels, image.pixels / 2 + 0.25, atol=ROUNDING)
    np.testing.assert_allclose(second.image.pixels, (image.pixels + 0.25) / 2, atol=ROUNDING)
    assert [report.step for report in second.reports] == [jpeg, noise]
    assert second.plan == Plan((jpeg, noise))
    assert not second.is_unchanged
    assert all(report.outcome is Outcome.APPLIED for report in second.reports)


def test_a_step_is_mixed_in_by_its_strength(tmp_path: Path) -> None:
    write_generator(tmp_path, NOISE, gain=0.5)
    image = photograph(0.6)
    restored = told(tmp_path, image, Step(NOISE, "white_noise", 0.5))
    np.testing.assert_allclose(restored.image.pixels, 0.75 * image.pixels, atol=ROUNDING)


def test_a_brown_tint_is_put_back_unless_fading_is_repaired(tmp_path: Path) -> None:
    write_generator(tmp_path, NOISE)
    write_generator(tmp_path, Distortion.FADING, offset=0.1)
    grey = np.random.default_rng(0).random((170, 230, 1), np.float32)
    brown = Image((0.2 + 0.6 * grey + np.float32((0.05, 0.0, -0.05))).astype(np.float32))
    kept = told(tmp_path, brown, Step(NOISE, "white_noise"))
    np.testing.assert_allclose(kept.image.pixels, brown.pixels, atol=1 / 255)
    changed = told(tmp_path, brown, Step(Distortion.FADING, "fading"))
    np.testing.assert_allclose(changed.image.pixels, brown.pixels + 0.1, atol=1e-3)


def test_a_brown_tint_stays_where_it_is_wanted_while_tones_are_corrected(tmp_path: Path) -> None:
    write_generator(tmp_path, Distortion.FADING, gain=1.4)
    grey = np.random.default_rng(0).random((170, 230, 1), np.float32)
    brown = Image((0.2 + 0.5 * grey + np.float32((0.05, 0.0, -0.05))).astype(np.float32))
    pixels = told(tmp_path, brown, Step(Distortion.FADING, "fading", keeps_tint=True)).image.pixels
    assert pixels.std() > 1.1 * brown.pixels.std(), "tones were corrected"
    offsets = pixels - pixels.mean(axis=-1, keepdims=True)
    np.testing.assert_allclose(offsets, np.broadcast_to((0.05, 0, -0.05), pixels.shape), atol=2e-3)
    assert pixels.max() <= 1


def test_a_colour_that_shall_stay_is_nothing_to_be_repaired(tmp_path: Path) -> None:
    write_diagnosis(tmp_path, {})
    write_generator(tmp_path, Distortion.FADING, gain=0.3, offset=0.35)
    grey = 0.4 + 0.2 * np.random.default_rng(0).random((170, 230, 1), np.float32)
    brown = Image((grey + np.float32((0.15, 0.0, -0.2))).astype(np.float32))
    bleached = automatic(tmp_path, brown)
    assert [step.distortion for step in bleached.plan.steps] == [Distortion.YELLOWING]
    kept = automatic(tmp_path, brown, keeps_tint=True)
    assert kept.is_unchanged
    assert "stays as it is" in kept.stop_reason


def test_colours_are_corrected_where_there_is_no_tint_to_keep(tmp_path: Path) -> None:
    write_generator(tmp_path, Distortion.FADING, gain=0.5)
    colorful = Image(np.random.default_rng(0).random((90, 120, 3), np.float32))
    kept, free = (
        told(tmp_path, colorful, Step(Distortion.FADING, "fading", keeps_tint=keeps)).image.pixels
        for keeps in (True, False)
    )
    np.testing.assert_array_equal(kept, free)


def test_everything_but_the_pixels_stays(tmp_path: Path) -> None:
    write_generator(tmp_path, NOISE, gain=0.5)
    pixels = photograph(0.6).pixels
    image = Image(pixels, alpha=pixels[..., 0], depth=16, xmp=b"<x/>", dpi=(300.0, 300.0))
    result = told(tmp_path, image, Step(NOISE, "white_noise")).image
    assert result.pixels.shape == image.pixels.shape
    assert result.alpha is image.alpha
    assert (result.depth, result.xmp, result.dpi) == (16, b"<x/>", (300.0, 300.0))


def test_the_hash_of_every_model_used_is_recorded(tmp_path: Path) -> None:
    noise, jpeg = (write_generator(tmp_path, d, gain=0.9) for d in (NOISE, JPEG))
    write_generator(tmp_path, BLUR)
    restored = told(
        tmp_path,
        photograph(0.5),
        Step(JPEG, "jpeg"),
        Step(NOISE, "white_noise"),
        Step(JPEG, "jpeg"),
    )
    assert restored.model_hashes == {"white_noise": noise.sha256, "jpeg": jpeg.sha256}


@pytest.mark.parametrize("size", [(1, 1), (7, 9), (300, 21), (801, 30)])
def test_the_size_stays(tmp_path: Path, size: tuple[int, int]) -> None:
    write_generator(tmp_path, NOISE, gain=0.5)
    result = told(tmp_path, photograph(0.5, *size), Step(NOISE, "white_noise"))
    assert result.image.pixels.shape == (*size, 3)


def test_a_model_that_is_not_there_is_named_before_any_work(tmp_path: Path) -> None:
    write_generator(tmp_path, NOISE)
    reports: list[Progress] = []
    with pytest.raises(WeightsError, match="no model 'jpeg-v9'"):
        told(
            tmp_path,
            photograph(0.5),
            Step(NOISE, "white_noise"),
            Step(JPEG, "jpeg-v9"),
            on_progress=reports.append,
        )
    assert reports == []


def test_progress_rises_from_zero_to_one_and_names_the_steps(tmp_path: Path) -> None:
    write_generator(tmp_path, NOISE, gain=0.5)
    write_generator(tmp_path, JPEG, offset=0.25)
    reports: list[Progress] = []
    steps = Step(NOISE, "white_noise"), Step(JPEG, "jpeg")
    told(tmp_path, photograph(0.5, 900, 20), *steps, on_progress=reports.append)
    assert list(dict.fromkeys(report.step for report in reports)) == ["Noise", "JPEG"]
    assert_rises_to_one(reports)


def test_cancel_leaves_the_input_as_it_was(tmp_path: Path) -> None:
    write_generator(tmp_path, NOISE, gain=0.5)
    write_generator(tmp_path, JPEG, gain=0.5)
    image = photograph(0.5, 900, 20)
    before = image.pixels.copy()

    def cancel_in_the_second_step(progress: Progress) -> None:
        if progress.fraction > 0.6:
            raise Cancelled

    with pytest.raises(Cancelled):
        told(
            tmp_path,
            image,
            Step(NOISE, "white_noise"),
            Step(JPEG, "jpeg"),
            on_progress=cancel_in_the_second_step,
        )
    np.testing.assert_array_equal(image.pixels, before)


def assert_rises_to_one(reports: list[Progress]) -> None:
    fractions = [report.fraction for report in reports]
    assert fractions == sorted(fractions)
    assert (fractions[0], fractions[-1]) == (0, 1)


# --- outputs that are no pictures ----------------------------------------------------------------


def test_nan_is_an_error_and_never_a_success(tmp_path: Path) -> None:
    write_generator(tmp_path, NOISE, offset=float("nan"))
    with pytest.raises(OutputError, match=r"^white_noise: .*NaN.*restorer models verify"):
        told(tmp_path, photograph(0.5), Step(NOISE, "white_noise"))


def test_an_even_area_instead_of_a_picture_is_an_error(tmp_path: Path) -> None:
    write_generator(tmp_path, NOISE, gain=0, offset=0.5)
    with pytest.raises(OutputError, match=r"^white_noise: .*even area instead of a picture"):
        told(tmp_path, photograph(0.5), Step(NOISE, "white_noise"))


def test_an_even_picture_may_stay_even(tmp_path: Path) -> None:
    write_generator(tmp_path, NOISE, gain=0.5)
    even = Image(np.full((60, 60, 3), 0.5, np.float32))
    restored = told(tmp_path, even, Step(NOISE, "white_noise"))
    np.testing.assert_allclose(restored.image.pixels, 0.25, atol=ROUNDING)


# --- grey stays grey -----------------------------------------------------------------------------


class Colouring(nn.Module):
    """Adds a red tint, as a network trained on colour photographs may."""

    def __init__(self) -> None:
        super().__init__()
        self.tint = nn.Parameter(torch.tensor([0.25, 0.0, -0.125]))

    def forward(self, x: Tensor) -> Tensor:
        return x + self.tint[:, None, None]


def write_colouring(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ARCHITECTURES, "colouring", Colouring)
    write_model(
        root,
        "white_noise",
        Colouring(),
        architecture="colouring",
        hyper_parameters={},
        task=Task.RESTORE,
        distortion=NOISE,
    )


def test_a_grey_photograph_stays_grey(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_colouring(tmp_path, monkeypatch)
    grey = np.repeat(photograph(0.4, 600, 40).pixels[..., :1], 3, axis=2)
    result = told(tmp_path, Image(grey, is_grey=True), Step(NOISE, "white_noise")).image
    assert result.is_grey
    np.testing.assert_array_equal(result.pixels[..., 0], result.pixels[..., 1])
    np.testing.assert_array_equal(result.pixels[..., 0], result.pixels[..., 2])
    np.testing.assert_allclose(result.pixels, grey + 0.125 / 3, atol=ROUNDING)


def test_a_colour_photograph_keeps_what_the_network_gave(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_colouring(tmp_path, monkeypatch)
    image = photograph(0.4)
    result = told(tmp_path, image, Step(NOISE, "white_noise")).image
    expected = image.pixels + np.array([0.25, 0, -0.125], np.float32)
    np.testing.assert_allclose(result.pixels, expected, atol=ROUNDING)


def test_a_sepia_tint_is_put_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_colouring(tmp_path, monkeypatch)
    tint = np.array([1.1, 1.0, 0.9], np.float32)
    sepia = photograph(0.4, 600, 40).pixels[..., :1] * tint
    result = told(tmp_path, Image(sepia), Step(NOISE, "white_noise")).image
    expected = (sepia.mean(-1, keepdims=True) + 0.125 / 3) * tint
    np.testing.assert_allclose(result.pixels, expected, atol=2 / 255)


# --- the loop ------------------------------------------------------------------------------------


def test_a_clean_photograph_comes_back_as_it_is(tmp_path: Path) -> None:
    judge = write_diagnosis(tmp_path, {NOISE: 0.5})
    write_generator(tmp_path, NOISE, gain=0.5)
    image = photograph(0.3)
    restored = automatic(tmp_path, image)
    assert restored.image is image
    assert restored.is_unchanged
    assert restored.plan == Plan()
    assert restored.reports == ()
    assert restored.before is restored.after
    assert restored.stop_reason == "Nothing is wrong with this photograph. It stays as it is."
    assert restored.model_hashes == {"diagnosis": judge.sha256}


def test_a_step_that_helps_is_kept(tmp_path: Path) -> None:
    judge = write_diagnosis(tmp_path, {NOISE: 0.5})
    model = write_generator(tmp_path, NOISE, gain=0.5)
    image = photograph(0.8)
    restored = automatic(tmp_path, image)
    np.testing.assert_allclose(restored.image.pixels, image.pixels / 2, atol=ROUNDING)
    assert restored.plan == Plan((Step(NOISE, "white_noise"),))
    (report,) = restored.reports
    assert (report.outcome, report.pass_number, report.reason) == (Outcome.APPLIED, 1, "")
    assert restored.before is not None
    assert restored.after is not None
    assert [finding.distortion for finding in restored.before.found] == [NOISE]
    assert restored.after.is_clean
    assert restored.stop_reason == "Nothing is wrong any more."
    assert restored.model_hashes == {"diagnosis": judge.sha256, "white_noise": model.sha256}


def test_a_step_that_makes_it_worse_is_dropped_with_its_reason(tmp_path: Path) -> None:
    write_diagnosis(tmp_path, {NOISE: 0.5})
    write_generator(tmp_path, NOISE, offset=0.25)
    image = photograph(0.6)
    restored = automatic(tmp_path, image)
    assert restored.image is image
    assert restored.is_unchanged
    (report,) = restored.reports
    assert report.outcome is Outcome.DROPPED
    assert report.reason.startswith("Noise: the photograph did not look better")
    assert restored.stop_reason == "No further step made the photograph better."


def test_a_step_that_changes_nothing_is_dropped_with_its_reason(tmp_path: Path) -> None:
    write_diagnosis(tmp_path, {NOISE: 0.5})
    write_generator(tmp_path, NOISE, gain=1.0)
    restored = automatic(tmp_path, photograph(0.6))
    assert restored.is_unchanged
    (report,) = restored.reports
    assert report.reason == "Noise: the repair changed nothing that can be seen."


def test_a_few_specks_are_worth_repairing() -> None:
    """One pixel in a thousand: next to nothing on average, and plain to see."""
    old = sample_crops(np.full((200, 300, 3), 0.5, np.float32), rim_px=0)
    specked = [window.copy() for window in old.windows]
    for window in specked:
        window.reshape(-1, 3)[::1000] = 1
    before = Diagnosis(0.0, (Finding(NOISE, 1.0, 1.0),))
    after = Diagnosis(1.0, (Finding(NOISE, 0.0, 0.0),))
    step = Step(NOISE, "white_noise")
    assert not reason_to_drop(step, replace(old, windows=tuple(specked)), old, before, after)
    assert "nothing that can be seen" in reason_to_drop(step, old, old, before, after)


def test_the_step_that_helps_is_kept_beside_one_that_does_not(tmp_path: Path) -> None:
    write_diagnosis(tmp_path, {NOISE: 0.5, JPEG: 0.5})
    write_generator(tmp_path, JPEG, offset=0.125)  # comes first in the order of repair
    write_generator(tmp_path, NOISE, gain=0.5)
    image = photograph(0.7)
    restored = automatic(tmp_path, image)
    np.testing.assert_allclose(restored.image.pixels, image.pixels / 2, atol=ROUNDING)
    assert [(r.step.distortion, r.outcome) for r in restored.reports] == [
        (JPEG, Outcome.DROPPED),
        (NOISE, Outcome.APPLIED),
    ]
    assert restored.plan == Plan((Step(NOISE, "white_noise"),))


def test_what_no_model_repairs_is_named(tmp_path: Path) -> None:
    write_diagnosis(tmp_path, {NOISE: 0.5, JPEG: 0.5})
    image = photograph(0.7)
    restored = automatic(tmp_path, image)
    assert restored.image is image
    assert restored.stop_reason.startswith("No model repairs what is left: ")
    assert "JPEG" in restored.stop_reason
    assert "Noise" in restored.stop_reason


def test_a_known_diagnosis_is_not_made_again(tmp_path: Path) -> None:
    write_diagnosis(tmp_path, {NOISE: 0.5})
    write_generator(tmp_path, NOISE, gain=0.5)
    image = photograph(0.8)
    known = automatic(tmp_path, image).before
    assert automatic(tmp_path, image, diagnosis=known).before is known


class Ladder(DiagnosisNet):
    """Finds one distortion after the other, as the photograph gets darker, each less severe."""

    def __init__(self) -> None:
        super().__init__(widths=(1,), blocks=0, hidden=4)

    def forward(self, crops: Tensor) -> tuple[Tensor, Tensor]:
        n = len(PAPER_DISTORTIONS)
        logits = torch.full((len(crops), n + 1), -12.0)
        severity = torch.zeros((len(crops), n))
        for crop, brightness in enumerate(crops.mean((1, 2, 3))):
            step = round(float(-torch.log2(brightness)))
            logits[crop, step] = 12
            severity[crop, step] = 5 - 0.5 * step
        return logits, severity


def write_ladder(root: Path, monkeypatch: pytest.MonkeyPatch) -> list[Distortion]:
    """A diagnosis that finds the next of six distortions whenever one was repaired."""
    monkeypatch.setitem(ARCHITECTURES, "ladder", Ladder)
    write_model(
        root,
        "diagnosis",
        Ladder(),
        architecture="ladder",
        hyper_parameters={},
        task=Task.DIAGNOSE,
    )
    distortions = list(PAPER_DISTORTIONS[:6])
    for distortion in distortions:
        write_generator(root, distortion, gain=0.5)
    return distortions


def test_the_loop_stops_after_four_passes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    distortions = write_ladder(tmp_path, monkeypatch)
    image = photograph(0.9)
    reports: list[Progress] = []
    restored = automatic(tmp_path, image, on_progress=reports.append)
    assert [step.distortion for step in restored.plan.steps] == distortions[:MAX_PASSES]
    assert [report.pass_number for report in restored.reports] == [1, 2, 3, 4]
    assert restored.stop_reason.startswith("It stopped after as many passes")
    np.testing.assert_allclose(restored.image.pixels, image.pixels / 16, atol=ROUNDING)
    assert_rises_to_one(reports)


def test_a_small_photograph_is_tried_as_a_whole_and_a_large_one_on_its_crops(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_ladder(tmp_path, monkeypatch)
    small = automatic(tmp_path, photograph(0.9, 300, 400))
    monkeypatch.setattr(trial, "_has_more_pixels", lambda *_: False)
    large = automatic(tmp_path, photograph(0.9, 300, 400))
    assert small.plan == large.plan
    assert small.stop_reason == large.stop_reason
    np.testing.assert_array_equal(small.image.pixels, large.image.pixels)


@pytest.mark.parametrize("is_saved", [True, False])
def test_the_loop_repairs_a_compression_that_is_measured_but_only_suspected(
    tmp_path: Path, is_saved: bool
) -> None:
    pixels = data.chelsea().astype(np.float32) / 255
    # The crops are a little darker than the picture: the network calls them clean, unsurely.
    write_diagnosis(tmp_path, {JPEG: float(pixels.mean())})
    write_generator(tmp_path, JPEG, gain=0.5)
    restored = automatic(tmp_path, Image(jpeg(pixels, 30) if is_saved else pixels))
    assert [step.distortion for step in restored.plan.steps] == [JPEG] * is_saved
    assert (restored.before.of(JPEG).probability > 0.9) is is_saved


def test_what_is_proven_stays_so_while_something_else_is_repaired() -> None:
    findings = (Finding(JPEG, 0.97, 2.0), Finding(NOISE, 0.9, 3.0))
    before = Diagnosis(0.05, findings, {"jpeg_quality": 30.0})
    network_says = Diagnosis(0.9, (Finding(JPEG, 0.02, 1.0), Finding(NOISE, 0.01, 1.0)))
    after = with_proof_of(before, network_says)
    assert [finding.distortion for finding in after.found] == [JPEG]
    assert after.evidence["jpeg_quality"] == 30
    unmeasured = Diagnosis(0.05, findings)
    assert with_proof_of(unmeasured, network_says) is network_says


def test_the_loop_can_be_told_to_stop_sooner(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    distortions = write_ladder(tmp_path, monkeypatch)
    image = photograph(0.9)
    reports: list[Progress] = []
    restored = automatic(tmp_path, image, max_passes=1, on_progress=reports.append)
    assert [step.distortion for step in restored.plan.steps] == distortions[:1]
    assert restored.stop_reason.startswith("It stopped after as many passes")
    np.testing.assert_allclose(restored.image.pixels, image.pixels / 2, atol=ROUNDING)
    assert_rises_to_one(reports)


def test_the_course_of_the_loop_is_told_as_it_goes(tmp_path: Path) -> None:
    write_diagnosis(tmp_path, {NOISE: 0.5, JPEG: 0.5})
    write_generator(tmp_path, JPEG, offset=0.125)  # makes it worse
    write_generator(tmp_path, NOISE, gain=0.6)  # helps, and leaves the photograph too bright
    heard: list[Progress] = []
    restored = automatic(tmp_path, photograph(0.9), on_progress=heard.append)
    courses = list(dict.fromkeys(p.course for p in heard if isinstance(p, CourseProgress)))
    trying = [(c.pass_number, c.trying.distortion) for c in courses if c.trying]
    assert trying == [(1, JPEG), (1, NOISE)]
    assert [[r.outcome for r in course.reports] for course in courses] == [
        [],
        [Outcome.DROPPED],
        [Outcome.DROPPED, Outcome.APPLIED],
    ]
    assert courses[-1].trying is None
    assert courses[-1].stop_reason == restored.stop_reason
    assert [course.stop_reason for course in courses[:-1]] == ["", ""]
    named = [p.step for p in heard if isinstance(p, CourseProgress) and p.course.trying]
    assert list(dict.fromkeys(named)) == ["Trying JPEG", "Trying Noise"]


def test_the_loop_says_at_once_that_nothing_is_wrong(tmp_path: Path) -> None:
    write_diagnosis(tmp_path, {NOISE: 0.5})
    heard: list[Progress] = []
    restored = automatic(tmp_path, photograph(0.3), on_progress=heard.append)
    (course,) = [p.course for p in heard if isinstance(p, CourseProgress)]
    assert course == Course(stop_reason=restored.stop_reason)


def test_a_repair_that_helps_only_the_crops_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_diagnosis(tmp_path, {NOISE: 0.5, JPEG: 0.5})
    write_generator(tmp_path, NOISE, gain=0.5)
    write_generator(tmp_path, JPEG, gain=1.0)
    image = photograph(0.8)
    first = automatic(tmp_path, image).before
    monkeypatch.setattr(Trial, "look_at_result", lambda *_: first)
    restored = automatic(tmp_path, image)
    assert restored.image is image
    assert restored.plan == Plan()
    assert restored.after is restored.before
    by_distortion = {report.step.distortion: report for report in restored.reports}
    assert all(report.outcome is Outcome.DROPPED for report in restored.reports)
    assert by_distortion[NOISE].reason == restored.stop_reason
    assert "whole photograph" in restored.stop_reason
    assert "changed nothing" in by_distortion[JPEG].reason


@pytest.mark.parametrize("brightness", [0.3, 0.8], ids=["clean", "repaired"])
def test_progress_of_the_loop_rises_from_zero_to_one(tmp_path: Path, brightness: float) -> None:
    write_diagnosis(tmp_path, {NOISE: 0.5})
    write_generator(tmp_path, NOISE, gain=0.5)
    reports: list[Progress] = []
    automatic(tmp_path, photograph(brightness, 400, 400), on_progress=reports.append)
    assert_rises_to_one(reports)
    assert reports[0].step == "Looking at the photograph"


def count_reports(run: Callable[[Callable[[Progress], None]], object]) -> int:
    reports: list[Progress] = []
    run(reports.append)
    return len(reports)


@pytest.mark.parametrize(("is_small", "n_least"), [(True, 5), (False, 10)])
def test_the_loop_can_be_cancelled_anywhere_and_leaves_the_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_small: bool, n_least: int
) -> None:
    monkeypatch.setattr(trial, "_has_more_pixels", lambda *_: is_small)
    write_diagnosis(tmp_path, {NOISE: 0.5})
    write_generator(tmp_path, NOISE, gain=0.5)
    image = photograph(0.8, 400, 400)
    before = image.pixels.copy()
    n_reports = count_reports(lambda report: automatic(tmp_path, image, on_progress=report))
    assert n_reports > n_least
    for n_allowed in range(n_reports):
        left = iter(range(n_allowed))

        def cancel(_: Progress, left: object = left) -> None:
            if next(left, None) is None:
                raise Cancelled

        with pytest.raises(Cancelled):
            automatic(tmp_path, image, on_progress=cancel)
    np.testing.assert_array_equal(image.pixels, before)


def test_without_a_diagnosis_model_nothing_is_touched(tmp_path: Path) -> None:
    write_generator(tmp_path, NOISE, gain=0.5)
    with pytest.raises(WeightsError, match="no model can diagnose"):
        automatic(tmp_path, photograph(0.8))


def test_nan_in_the_loop_is_an_error_too(tmp_path: Path) -> None:
    write_diagnosis(tmp_path, {NOISE: 0.5})
    write_generator(tmp_path, NOISE, offset=float("nan"))
    with pytest.raises(OutputError, match=r"^white_noise: .*NaN"):
        automatic(tmp_path, photograph(0.8))


# --- detail --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("detail", "gain"), [(0.0, 0.5), (0.5, 0.625), (1.0, 0.75)])
def test_detail_blends_the_second_stage_in(tmp_path: Path, detail: float, gain: float) -> None:
    plain = write_generator(tmp_path, JPEG, gain=0.5)
    crisp = write_generator(tmp_path, JPEG, gain=0.75, model_id="jpeg-detail", task=Task.DETAIL)
    image = photograph(0.8)
    plan = Plan((Step(JPEG, "jpeg", detail=detail),))
    restored = restore(image, plan, read_catalog([tmp_path]), device="cpu")
    np.testing.assert_allclose(restored.image.pixels, image.pixels * gain, atol=ROUNDING)
    hashes = {"jpeg": plain.sha256} | ({"jpeg-detail": crisp.sha256} if detail else {})
    assert restored.model_hashes == hashes


def test_a_plan_with_detail_needs_a_model_that_has_it(tmp_path: Path) -> None:
    write_generator(tmp_path, JPEG)
    plan = Plan((Step(JPEG, "jpeg", detail=0.5),))
    with pytest.raises(PlanError, match="detail"):
        restore(photograph(0.5), plan, read_catalog([tmp_path]), device="cpu")
