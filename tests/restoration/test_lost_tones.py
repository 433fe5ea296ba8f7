from pathlib import Path

import numpy as np
import pytest
import torch

from restorer_app.architectures.tones import luma
from restorer_app.distortions import Distortion
from restorer_app.media.image import Image
from restorer_app.registry.catalog import read_catalog
from restorer_app.restoration.diagnose import diagnose
from restorer_app.restoration.diagnosis import Diagnosis
from restorer_app.restoration.image import restore_automatically
from restorer_app.restoration.lost_tones import LEAST_DETAIL, detail_of, lost_tones
from tests.tiny_models import write_diagnosis, write_generator

FADING, YELLOWING = Distortion.FADING, Distortion.YELLOWING


def textured(*color: float, deviation: float = 0.1, seed: int = 0) -> Image:
    """Grey texture around a colour, 0..1."""
    texture = np.random.default_rng(seed).normal(0, deviation, (200, 300, 1))
    return Image(np.clip(np.array(color) + texture, 0, 1).astype(np.float32))


def diagnosis_of(image: Image, root: Path) -> Diagnosis:
    write_diagnosis(root, {})
    return diagnose(image, read_catalog([root]), device="cpu")


def found_in(image: Image, root: Path) -> list[Distortion]:
    return [finding.distortion for finding in diagnosis_of(image, root).found]


def test_tones_count_as_lost_by_how_far_they_would_be_brought_back(tmp_path: Path) -> None:
    write_generator(tmp_path, FADING, offset=0.2)
    faded = diagnosis_of(textured(0.4, 0.4, 0.4), tmp_path)
    assert [finding.distortion for finding in faded.found] == [FADING]
    assert faded.of(FADING).severity == 5
    assert faded.of(YELLOWING).probability < 0.01, "all channels alike: no cast"
    write_generator(tmp_path, FADING, offset=0.02)
    assert diagnosis_of(textured(0.4, 0.4, 0.4), tmp_path).is_clean, "as good as nothing is lost"


def test_a_cast_that_would_be_taken_off_is_yellowing_and_no_fading(tmp_path: Path) -> None:
    write_generator(tmp_path, FADING, gain=0.0, offset=0.5)  # all comes back as one grey
    yellow = textured(0.6, 0.49, 0.3, deviation=0.04)
    found = diagnosis_of(yellow, tmp_path)
    assert [finding.distortion for finding in found.found] == [YELLOWING]
    assert found.of(FADING).probability < 0.5


def test_a_blue_cast_is_no_yellowing(tmp_path: Path) -> None:
    write_generator(tmp_path, FADING, gain=0.0, offset=0.5)
    assert found_in(textured(0.4, 0.51, 0.72, deviation=0.04), tmp_path) == []


@pytest.mark.parametrize(
    ("other", "is_asked"),
    [
        (Distortion.COLOR_QUANTIZATION, False),
        (Distortion.DENOISE_ARTIFACTS, False),
        (Distortion.WHITE_NOISE, True),
    ],
)
def test_what_changes_tones_itself_says_nothing_of_fading(
    tmp_path: Path, other: Distortion, is_asked: bool
) -> None:
    write_generator(tmp_path, FADING, offset=0.2)
    write_diagnosis(tmp_path, {other: 0.2})
    found = diagnose(textured(0.4, 0.4, 0.4), read_catalog([tmp_path]), device="cpu").found
    assert {finding.distortion for finding in found} == {other, *([FADING] if is_asked else [])}


def test_the_loop_looks_for_no_tones_that_a_repair_has_lost(tmp_path: Path) -> None:
    quantized = Distortion.COLOR_QUANTIZATION
    write_generator(tmp_path, FADING, offset=0.2)
    write_generator(tmp_path, quantized, gain=0.5)
    write_diagnosis(tmp_path, {quantized: 0.3})
    restored = restore_automatically(
        textured(0.4, 0.4, 0.4), read_catalog([tmp_path]), device="cpu"
    )
    assert [step.distortion for step in restored.plan.steps] == [quantized]
    assert restored.after.is_clean


def test_the_loop_sees_in_a_large_photograph_that_its_tones_are_back(tmp_path: Path) -> None:
    write_generator(tmp_path, FADING, gain=0.3, offset=0.35)  # little colour is left
    write_diagnosis(tmp_path, {})
    texture = np.random.default_rng(0).normal(0, 0.12, (2400, 2400, 1)).astype(np.float32)
    yellow = Image(np.clip(np.array((0.6, 0.49, 0.3), np.float32) + texture, 0, 1))
    restored = restore_automatically(yellow, read_catalog([tmp_path]), device="cpu")
    assert [step.distortion for step in restored.plan.steps] == [YELLOWING]
    assert restored.after.is_clean


def test_a_picture_without_detail_says_nothing_about_its_tones(tmp_path: Path) -> None:
    write_generator(tmp_path, FADING, offset=0.3)
    assert found_in(textured(0.4, 0.4, 0.4, deviation=0.001), tmp_path) == []
    assert found_in(textured(0.4, 0.4, 0.4, deviation=0.1), tmp_path) == [FADING]


@pytest.mark.parametrize(("deviation", "has_detail"), [(0.02, False), (0.1, True)])
def test_detail_is_what_neighbouring_squares_differ_by(deviation: float, has_detail: bool) -> None:
    crops = 0.5 + deviation * torch.randn(4, 1, 64, 64, generator=torch.Generator().manual_seed(0))
    crops = crops.expand(-1, 3, -1, -1)
    # Means of 16 pixels have a quarter of the deviation, and half of the differences of two of
    # them are below 0.954 of that.
    assert detail_of(crops) == pytest.approx(0.954 * deviation / 4, rel=0.05)
    assert (detail_of(crops) >= LEAST_DETAIL) == has_detail


def test_most_of_a_picture_has_to_have_detail() -> None:
    crops = torch.rand(5, 3, 64, 64, generator=torch.Generator().manual_seed(0))
    crops[:3] = 0.5
    assert detail_of(crops) < LEAST_DETAIL < detail_of(crops[2:])


def test_colours_that_come_back_in_all_directions_are_no_cast() -> None:
    pale = torch.rand(4, 3, 32, 32, generator=torch.Generator().manual_seed(0)) * 0.2 + 0.4
    vivid = luma(pale) + 3 * (pale - luma(pale))
    tones, cast = lost_tones(vivid - pale)
    assert tones < 1e-6
    assert cast < 0.02 < (vivid - pale).abs().mean()
