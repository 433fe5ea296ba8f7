"""Scratches from end to end: found, proposed, filled, looked at again. Tiny models, real code."""

from pathlib import Path

import numpy as np
import pytest

from restorer_app.architectures import ResidualUNet
from restorer_app.distortions import Distortion
from restorer_app.errors import WeightsError
from restorer_app.media.image import Image
from restorer_app.media.region import Region
from restorer_app.registry import devices
from restorer_app.registry.catalog import Catalog, Task, read_catalog
from restorer_app.restoration.course import Outcome
from restorer_app.restoration.diagnose import diagnose
from restorer_app.restoration.image import restore, restore_automatically
from restorer_app.restoration.photograph import Photograph
from restorer_app.restoration.plan import Plan, Step, step_for
from restorer_app.restoration.preview import Preview
from tests.tiny_models import (
    write_diagnosis,
    write_filler,
    write_finder,
    write_generator,
    write_model,
)

SCRATCHES = Distortion.SCRATCHES


@pytest.fixture(autouse=True)
def _float32(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices, "_cpu_has_matrix_units", lambda: False)


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    """Takes what is brighter than 0.9 for damage; finds no other distortion."""
    write_diagnosis(tmp_path, {})
    write_finder(tmp_path, brighter_than=0.9)
    write_filler(tmp_path)
    return read_catalog([tmp_path])


def clean_photograph() -> Image:
    ramp = np.linspace(0.2, 0.6, 260, dtype=np.float32)
    return Image(np.ascontiguousarray(np.broadcast_to(ramp[None, :, None], (200, 260, 3))))


def scratched_photograph() -> Image:
    pixels = clean_photograph().pixels.copy()
    pixels[:, 100:102] = 1.0
    pixels[60:63] = 1.0
    return Image(pixels)


def test_scratches_are_found_and_a_clean_photograph_has_none(catalog: Catalog) -> None:
    found = diagnose(scratched_photograph(), catalog, device="cpu")
    assert [finding.distortion for finding in found.found] == [SCRATCHES]
    assert not found.is_clean
    assert 1 < found.of(SCRATCHES).severity <= 5
    clean = diagnose(clean_photograph(), catalog, device="cpu")
    assert clean.is_clean
    assert clean.of(SCRATCHES).severity == 0


def test_without_its_models_nothing_is_said_of_scratches(tmp_path: Path) -> None:
    write_diagnosis(tmp_path, {})
    catalog = read_catalog([tmp_path])
    found = diagnose(scratched_photograph(), catalog, device="cpu")
    assert SCRATCHES not in {finding.distortion for finding in found.findings}
    assert step_for(SCRATCHES, catalog) is None


def test_the_pretraining_is_no_repair_of_scratches(tmp_path: Path) -> None:
    write_generator(tmp_path, None)
    assert step_for(SCRATCHES, read_catalog([tmp_path])) is None


def test_scratches_are_filled_and_nothing_else_changes(catalog: Catalog) -> None:
    scratched, clean = scratched_photograph(), clean_photograph()
    restored = restore_automatically(scratched, catalog, device="cpu")
    assert [report.outcome for report in restored.reports] == [Outcome.APPLIED]
    assert restored.after is not None
    assert restored.after.is_clean
    result = restored.image.pixels
    assert np.abs(result - clean.pixels).max() < 0.05
    far = np.ones(result.shape[:2], bool)
    far[:, 95:107] = far[55:68] = False
    # Its tint, grey, is put back at the end: that rounds.
    np.testing.assert_allclose(result[far], scratched.pixels[far], atol=1e-6)
    assert set(restored.model_hashes) == {"diagnosis", "scratches", "scratches-finder"}


def test_a_clean_photograph_is_the_very_same_afterwards(catalog: Catalog) -> None:
    clean = clean_photograph()
    assert restore_automatically(clean, catalog, device="cpu").image is clean


def test_half_the_strength_leaves_half_the_scratch(catalog: Catalog) -> None:
    scratched = scratched_photograph()
    step = Step(SCRATCHES, "scratches", strength=0.5)
    result = restore(scratched, Plan((step,)), catalog, device="cpu").image.pixels
    filled = restore(scratched, Plan((Step(SCRATCHES, "scratches"),)), catalog, device="cpu")
    np.testing.assert_allclose(result, (scratched.pixels + filled.image.pixels) / 2, atol=1e-5)


def test_a_preview_shows_what_will_be(catalog: Catalog) -> None:
    scratched, plan = scratched_photograph(), Plan((Step(SCRATCHES, "scratches"),))
    region = Region(80, 40, 60, 50)
    whole = restore(scratched, plan, catalog, device="cpu").image.pixels
    seen = Preview(catalog, "cpu").carry_out(Photograph(scratched.pixels), region, plan)
    np.testing.assert_allclose(seen, whole[region.slices], atol=0.02)


def test_a_missing_finder_is_named_with_what_to_do(tmp_path: Path) -> None:
    write_filler(tmp_path)
    plan = Plan((Step(SCRATCHES, "scratches"),))
    with pytest.raises(WeightsError, match="finds damage; reinstall"):
        restore(scratched_photograph(), plan, read_catalog([tmp_path]), device="cpu")


def test_a_finder_that_is_none_is_refused(tmp_path: Path) -> None:
    write_filler(tmp_path)
    write_model(
        tmp_path,
        "scratches-finder",
        ResidualUNet((2, 3)),
        architecture="residual_unet",
        hyper_parameters={"widths": [2, 3], "blocks": 1},
        task=Task.FIND,
        distortion=SCRATCHES,
    )
    plan = Plan((Step(SCRATCHES, "scratches"),))
    with pytest.raises(WeightsError, match="scratches-finder"):
        restore(scratched_photograph(), plan, read_catalog([tmp_path]), device="cpu")
