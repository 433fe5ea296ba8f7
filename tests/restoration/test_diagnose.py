from pathlib import Path

import numpy as np
import pytest
from skimage import data

from restorer_app.degradations import compressions
from restorer_app.distortions import PAPER_DISTORTIONS, Distortion
from restorer_app.errors import WeightsError
from restorer_app.media.image import Image
from restorer_app.progress import Cancelled, Progress
from restorer_app.registry import devices
from restorer_app.registry.catalog import read_catalog
from restorer_app.restoration.conclusions import clean_probability
from restorer_app.restoration.diagnose import diagnose
from restorer_app.restoration.diagnosis import Diagnosis, Finding
from tests.tiny_models import write_diagnosis, write_finder, write_generator

NOISE, JPEG, BLOCK = Distortion.WHITE_NOISE, Distortion.JPEG, Distortion.COLOR_BLOCK
JITTER = Distortion.JITTER


def grey_picture(brightness: float, height: int = 200, width: int = 300) -> Image:
    return Image(np.full((height, width, 3), brightness, np.float32))


def diagnose_with(thresholds: dict[Distortion, float], image: Image, root: Path) -> Diagnosis:
    write_diagnosis(root, thresholds)
    return diagnose(image, read_catalog([root]), device="cpu")


# --- the values ----------------------------------------------------------------------------------


def test_what_is_likely_enough_to_be_worth_a_trial_is_found() -> None:
    findings = (Finding(NOISE, 0.9, 3), Finding(BLOCK, 0.6, 2), Finding(JITTER, 0.59, 5))
    assert Diagnosis(0.2, findings).found == findings[:2]


def test_what_clean_pictures_are_not_taken_for_is_found_sooner() -> None:
    findings = (Finding(BLOCK, 0.5, 3), Finding(NOISE, 0.45, 3), Finding(JPEG, 0.44, 2))
    assert Diagnosis(0.2, findings).found == (findings[1],)


def test_a_clean_file_has_no_findings_to_show() -> None:
    diagnosis = Diagnosis(0.7, (Finding(NOISE, 0.9, 3),))
    assert diagnosis.is_clean
    assert diagnosis.found == ()


@pytest.mark.parametrize(("distortion", "threshold"), [(NOISE, 0.45), (BLOCK, 0.6)])
@pytest.mark.parametrize("probability", [0.05, 0.35, 0.44, 0.46, 0.59, 0.61, 0.95])
def test_a_file_is_clean_or_something_is_found(
    distortion: Distortion, threshold: float, probability: float
) -> None:
    """Also where the network itself is sure of neither."""
    findings = [Finding(distortion, probability, 3)]
    diagnosis = Diagnosis(clean_probability(0.2, findings), tuple(findings))
    assert diagnosis.is_clean == (probability < threshold)
    assert bool(diagnosis.found) == (not diagnosis.is_clean)


def test_what_is_surely_damaged_is_surely_not_clean() -> None:
    assert clean_probability(0.0, [Finding(NOISE, 0.99, 3)]) < 0.02
    assert clean_probability(0.9, [Finding(BLOCK, 0.99, 3)]) < 0.02


def test_the_total_severity_weights_by_probability() -> None:
    diagnosis = Diagnosis(0.2, (Finding(NOISE, 0.5, 4), Finding(JPEG, 1.0, 1.5)))
    assert diagnosis.total_severity == pytest.approx(3.5)
    assert Diagnosis(1.0, ()).total_severity == 0


def test_a_distortion_the_diagnosis_does_not_know_has_probability_zero() -> None:
    diagnosis = Diagnosis(0.2, (Finding(NOISE, 0.9, 3),))
    assert diagnosis.of(NOISE).probability == 0.9
    assert diagnosis.of(JPEG) == Finding(JPEG, 0.0, 0.0)


# --- the network's opinion -----------------------------------------------------------------------


@pytest.mark.parametrize("has_matrix_units", [False, True], ids=["float32", "bfloat16"])
def test_every_distortion_gets_a_finding_the_most_probable_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_matrix_units: bool
) -> None:
    monkeypatch.setattr(devices, "_cpu_has_matrix_units", lambda: has_matrix_units)
    diagnosis = diagnose_with({NOISE: 0.55, JPEG: 0.5}, grey_picture(0.6), tmp_path)
    probabilities = [finding.probability for finding in diagnosis.findings]
    assert {finding.distortion for finding in diagnosis.findings} == set(PAPER_DISTORTIONS)
    assert probabilities == sorted(probabilities, reverse=True)
    assert [finding.distortion for finding in diagnosis.found] == [JPEG, NOISE]
    assert not diagnosis.is_clean
    assert all(0 <= finding.severity <= 5 for finding in diagnosis.findings)
    assert diagnosis.of(JPEG).severity > diagnosis.of(NOISE).severity > 2.4


def test_a_clean_picture_is_called_clean(tmp_path: Path) -> None:
    diagnosis = diagnose_with({NOISE: 0.5}, grey_picture(0.3), tmp_path)
    assert diagnosis.is_clean
    assert diagnosis.found == ()


@pytest.mark.parametrize(("height", "width"), [(1, 1), (7, 9), (20, 900), (161, 160)])
def test_a_picture_of_any_size_is_diagnosed(tmp_path: Path, height: int, width: int) -> None:
    diagnosis = diagnose_with({NOISE: 0.5}, grey_picture(0.8, height, width), tmp_path)
    assert diagnosis.of(NOISE).probability > 0.9


def test_a_local_distortion_counts_where_it_is_strongest(tmp_path: Path) -> None:
    """One bright corner: too little for what is spread evenly, enough for a colour block."""
    image = grey_picture(0.1, 1400, 1400)
    image.pixels[:400, :400] = 1
    diagnosis = diagnose_with({BLOCK: 0.3, NOISE: 0.3}, image, tmp_path)
    assert diagnosis.of(BLOCK).probability > 0.5
    assert diagnosis.of(NOISE).probability < 0.5
    assert not diagnosis.is_clean


def test_scratches_of_a_small_picture_count_wherever_they_are(tmp_path: Path) -> None:
    """Crops are where there is detail: in the middle of this one, its scratches at both sides."""
    write_finder(tmp_path, brighter_than=0.8)
    image = grey_picture(0.7)
    image.pixels[:, 86:214] = np.random.default_rng(0).uniform(0, 0.7, (200, 128, 1))
    assert diagnose_with({}, image, tmp_path).is_clean
    for x in (*range(6, 84, 24), *range(220, 298, 24)):
        image.pixels[:, x : x + 2] = 0.9
    scratched = diagnose_with({}, image, tmp_path)
    assert [finding.distortion for finding in scratched.found] == [Distortion.SCRATCHES]


def test_grain_counts_by_how_far_it_would_be_taken_away(tmp_path: Path) -> None:
    write_generator(tmp_path, Distortion.GRAIN, offset=0.04)
    grained = diagnose_with({}, grey_picture(0.5), tmp_path)
    assert [finding.distortion for finding in grained.found] == [Distortion.GRAIN]
    assert grained.of(Distortion.GRAIN).severity == pytest.approx(5 * 0.04 * 255 / 20, rel=0.1)
    write_generator(tmp_path, Distortion.GRAIN, offset=0.004)
    assert diagnose_with({}, grey_picture(0.5), tmp_path).is_clean, "as good as nothing is there"


def test_noise_that_the_network_knows_is_not_called_grain_as_well(tmp_path: Path) -> None:
    write_generator(tmp_path, Distortion.GRAIN, offset=0.04)
    noisy = diagnose_with({NOISE: 0.5}, grey_picture(0.8), tmp_path)
    assert [finding.distortion for finding in noisy.found] == [NOISE]


def test_measured_evidence_stands_beside_the_opinion(tmp_path: Path) -> None:
    noise = np.random.default_rng(0).standard_normal((400, 400, 3)) * 15 / 255
    image = Image((0.5 + noise).astype(np.float32))
    diagnosis = diagnose_with({}, image, tmp_path)
    assert diagnosis.evidence["noise_sigma_255"] == pytest.approx(15, rel=0.05)
    assert diagnosis.evidence["saturated_share"] == 0


def test_the_quality_of_a_found_jpeg_is_measured_from_the_whole_picture(tmp_path: Path) -> None:
    pixels = data.chelsea().astype(np.float32) / 255
    saved = Image(compressions.jpeg(pixels, 30))
    found = diagnose_with({Distortion.JPEG: 0.0}, saved, tmp_path)
    assert found.evidence["jpeg_quality"] == 30
    assert "jpeg_quality" not in diagnose_with({NOISE: 0.0}, saved, tmp_path).evidence


@pytest.mark.parametrize(("quality", "is_proven"), [(30, True), (80, False)])
def test_a_measured_quality_proves_a_suspected_compression(
    tmp_path: Path, quality: int, is_proven: bool
) -> None:
    pixels = data.chelsea().astype(np.float32) / 255
    saved = Image(compressions.jpeg(pixels, quality))
    # The crops are a little darker than the picture: the network calls them clean, unsurely.
    thresholds = {JPEG: float(pixels.mean())}
    diagnosis = diagnose_with(thresholds, saved, tmp_path)
    assert (diagnosis.of(JPEG) in diagnosis.found) == is_proven
    assert diagnosis.is_clean != is_proven
    assert diagnosis.evidence.get("jpeg_quality") == (quality if is_proven else None)
    unsaved = diagnose_with(thresholds, Image(pixels), tmp_path)
    assert unsaved.is_clean
    assert 0.05 < unsaved.of(JPEG).probability < 0.5


def test_a_harmless_quality_disproves_a_compression(tmp_path: Path) -> None:
    pixels = data.chelsea().astype(np.float32) / 255
    saved = Image(compressions.jpeg(pixels, 92))
    diagnosis = diagnose_with({JPEG: 0.0}, saved, tmp_path)
    assert diagnosis.of(JPEG) not in diagnosis.found
    assert diagnosis.is_clean
    as_it_is = diagnose_with({JPEG: 0.0}, Image(pixels[1:, 3:]), tmp_path)
    assert as_it_is.of(JPEG) in as_it_is.found, "the network is believed where nothing is measured"


def test_the_same_picture_gets_the_same_diagnosis(tmp_path: Path) -> None:
    image = Image(np.random.default_rng(0).random((300, 400, 3), np.float32))
    first, second = (diagnose_with({NOISE: 0.4}, image, tmp_path) for _ in range(2))
    assert first == second


def test_progress_starts_at_zero_and_ends_at_one(tmp_path: Path) -> None:
    write_diagnosis(tmp_path, {})
    reports: list[Progress] = []
    diagnose(grey_picture(0.5), read_catalog([tmp_path]), device="cpu", on_progress=reports.append)
    assert [report.fraction for report in reports] == [0, 1]


def test_it_can_be_cancelled(tmp_path: Path) -> None:
    write_diagnosis(tmp_path, {})

    def cancel(_: Progress) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        diagnose(grey_picture(0.5), read_catalog([tmp_path]), device="cpu", on_progress=cancel)


def test_without_a_diagnosis_model_there_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="no model can diagnose a photo"):
        diagnose(grey_picture(0.5), read_catalog([tmp_path]), device="cpu")


def test_doubt_about_the_kind_of_blur_is_no_doubt_about_the_blur(tmp_path: Path) -> None:
    """Each of the three just below one half: together they are nearly sure."""
    kinds = (Distortion.GAUSSIAN_BLUR, Distortion.LENS_BLUR, Distortion.MOTION_BLUR)
    image = grey_picture(0.6)
    diagnosis = diagnose_with(dict.fromkeys(kinds, 0.61), image, tmp_path)
    lead, *others = (finding for finding in diagnosis.findings if finding.distortion in kinds)
    assert 0.7 < lead.probability < 0.85
    assert all(0.35 < other.probability < 0.45 for other in others)
    assert diagnosis.findings[0] == lead
