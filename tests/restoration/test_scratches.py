"""Scratches from end to end: found, proposed, filled, looked at again. Tiny models, real code."""

from pathlib import Path

import numpy as np
import pytest

from restorer_app.architectures import ResidualUNet
from restorer_app.distortions import Distortion
from restorer_app.errors import PlanError, WeightsError
from restorer_app.media.image import Image
from restorer_app.media.region import Region
from restorer_app.registry import devices
from restorer_app.registry.catalog import Catalog, Task, read_catalog
from restorer_app.restoration.course import Outcome
from restorer_app.restoration.diagnose import diagnose
from restorer_app.restoration.image import restore, restore_automatically
from restorer_app.restoration.mask import Cleared, Grown, Mask, Stroke
from restorer_app.restoration.mask_drawing import damage_mask, draw_mask, unpack_mask
from restorer_app.restoration.photograph import Photograph
from restorer_app.restoration.plan import Plan, Step, step_for
from restorer_app.restoration.preview import Preview
from restorer_app.restoration.repairs import surface
from restorer_app.restoration.repairs.steps import margin_of, repair_of
from restorer_app.restoration.tint import Tint
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
    pixels[:, 100:112] = 1.0
    pixels[60:72] = 1.0
    return Image(pixels)


def test_scratches_are_found_and_a_clean_photograph_has_none(catalog: Catalog) -> None:
    found = diagnose(scratched_photograph(), catalog, device="cpu")
    assert [finding.distortion for finding in found.found] == [SCRATCHES]
    assert not found.is_clean
    assert 1 < found.of(SCRATCHES).severity <= 5
    clean = diagnose(clean_photograph(), catalog, device="cpu")
    assert clean.is_clean
    assert clean.of(SCRATCHES).severity == 0


@pytest.mark.parametrize("is_brown", [True, False])
def test_a_few_scratches_are_believed_of_a_brown_print_alone(
    catalog: Catalog, is_brown: bool
) -> None:
    grain = np.random.default_rng(2).normal(0.4, 0.1, (50, 65, 1)).clip(0.1, 0.7)
    tone = np.array([1.0, 0.9, 0.75] if is_brown else [1.0, 1.0, 1.0])
    pixels = (grain.repeat(4, 0).repeat(4, 1) * tone).astype(np.float32)
    pixels[20:180, 100:102] = 1.0
    found = diagnose(Image(pixels), catalog, device="cpu")
    assert [finding.distortion for finding in found.found] == [SCRATCHES] * is_brown


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
    far[:, 95:117] = far[55:77] = False
    np.testing.assert_array_equal(result[far], scratched.pixels[far])
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


SIZE = (260, 200)
PATCH = Stroke(((150.0, 120.0), (190.0, 120.0)), 9.0)
EVERYWHERE = Region(0, 0, *SIZE)
SMOOTH = 0.03
"""What is first filled in smoothly is told by colours farther away than a part of the picture has
around it: so much may a preview be off, and only within holes."""


def colourful(image: Image) -> Image:
    """With a tint of its own in every corner: none is put back over the whole picture."""
    pixels = image.pixels.copy()
    pixels[:100, :, 0] += 0.2
    return Image(np.clip(pixels, 0, 1))


def with_mask(mask: Mask, strength: float = 1.0) -> Plan:
    return Plan((Step(SCRATCHES, "scratches", strength=strength, mask=mask),))


def changed(before: Image, after: Image) -> np.ndarray:
    return (before.pixels != after.pixels).any(axis=2)


def test_what_is_painted_is_filled_as_well_and_nothing_else(catalog: Catalog) -> None:
    image = colourful(scratched_photograph())
    mask = Mask().with_edit(PATCH, SIZE)
    restored = restore(image, with_mask(mask), catalog, device="cpu")
    found = damage_mask((image.pixels.mean(axis=2) > 0.9).astype(np.float32))
    wanted = draw_mask(mask, found, EVERYWHERE)
    assert restored.filled is not None
    np.testing.assert_array_equal(unpack_mask(restored.filled), wanted)
    assert wanted[120, 170]
    assert not changed(image, restored.image)[~wanted].any()
    assert changed(image, restored.image)[wanted].mean() > 0.9


def test_what_is_erased_is_left_as_it_is(catalog: Catalog) -> None:
    image = colourful(scratched_photograph())
    rubbed = Stroke(((101.0, 150.0), (101.0, 190.0)), 21.0, erases=True)
    mask = Mask().with_edit(rubbed, SIZE)
    restored = restore(image, with_mask(mask), catalog, device="cpu").image
    np.testing.assert_array_equal(restored.pixels[150:190, 95:107], image.pixels[150:190, 95:107])
    assert changed(image, restored)[20:50, 100:102].all()


def test_a_cleared_mask_changes_nothing_at_all(catalog: Catalog) -> None:
    image = colourful(scratched_photograph())
    mask = Mask().with_edit(Cleared(), SIZE)
    restored = restore(image, with_mask(mask), catalog, device="cpu")
    np.testing.assert_array_equal(restored.image.pixels, image.pixels)
    assert restored.image.pixels is not image.pixels


def test_strokes_are_filled_without_a_model_that_finds(tmp_path: Path) -> None:
    write_filler(tmp_path)
    image = colourful(scratched_photograph())
    mask = Mask().with_edit(PATCH, SIZE)
    restored = restore(image, with_mask(mask), read_catalog([tmp_path]), device="cpu")
    assert changed(image, restored.image)[116:124, 150:190].any()
    assert not changed(image, restored.image)[:, :140].any()
    assert set(restored.model_hashes) == {"scratches"}


def test_noise_of_a_grey_photograph_stays_where_nothing_is_filled(catalog: Catalog) -> None:
    image = scratched_photograph()
    noise = np.random.default_rng(0).normal(0, 0.01, image.pixels.shape).astype(np.float32)
    image = Image(np.clip(image.pixels + noise, 0, 1))
    assert Tint.of(image.pixels) is not None
    restored = restore(image, with_mask(Mask()), catalog, device="cpu").image
    was_filled = changed(image, restored)
    assert 0 < was_filled.mean() < 0.2
    filled = restored.pixels[was_filled]
    np.testing.assert_allclose(filled, filled.mean(axis=1, keepdims=True).repeat(3, 1), atol=1e-6)


def test_half_the_strength_leaves_half_of_what_was_painted_over(catalog: Catalog) -> None:
    image = colourful(scratched_photograph())
    mask = Mask().with_edit(PATCH, SIZE)
    half, full = (
        restore(image, with_mask(mask, strength), catalog, device="cpu").image.pixels
        for strength in (0.5, 1.0)
    )
    np.testing.assert_allclose(half, (image.pixels + full) / 2, atol=1e-6)


@pytest.mark.parametrize("region", [Region(140, 100, 60, 40), Region(80, 40, 60, 50)])
def test_a_preview_fills_what_the_whole_photograph_has_filled(
    catalog: Catalog, region: Region
) -> None:
    image = colourful(scratched_photograph())
    mask = Mask(0.7).with_edit(PATCH, SIZE).with_edit(Grown(2), SIZE)
    preview = Preview(catalog, "cpu")
    photograph = Photograph(image.pixels)
    for plan in (with_mask(mask), with_mask(mask.with_edit(Grown(-1), SIZE), 0.6)):
        whole = restore(image, plan, catalog, device="cpu").image.pixels[region.slices]
        seen = preview.carry_out(photograph, region, plan)
        np.testing.assert_allclose(seen, whole, atol=SMOOTH)


def test_the_mask_of_a_part_is_that_of_the_whole(catalog: Catalog) -> None:
    image, mask = scratched_photograph(), Mask(0.7).with_edit(PATCH, SIZE).with_edit(Grown(2), SIZE)
    step = with_mask(mask).steps[0]
    repair = repair_of(step, catalog, "cpu")
    assert isinstance(repair, surface.SurfaceRepair)
    part = Region(95, 45, 20, 30)
    margin = margin_of(step)
    around = part.grown(margin, align_px=1, width=SIZE[0], height=SIZE[1])
    whole, seen = (
        repair.holes(repair.find(image.pixels[place.slices], place, SIZE), place)
        for place in (EVERYWHERE, around)
    )
    np.testing.assert_array_equal(seen[part.relative_to(around).slices], whole[part.slices])
    assert 0 < whole[part.slices].mean() < 1


def test_a_mask_for_another_size_is_refused_in_words(catalog: Catalog) -> None:
    plan = with_mask(Mask().with_edit(PATCH, (300, 200)))
    for act in (
        lambda: restore(scratched_photograph(), plan, catalog, device="cpu"),
        lambda: Preview(catalog, "cpu").carry_out(
            Photograph(scratched_photograph().pixels), EVERYWHERE, plan
        ),
    ):
        with pytest.raises(PlanError, match="300 × 200 pixels, this one has 260 × 200"):
            act()


def test_drawing_on_a_mask_does_not_look_for_damage_again(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    n_found = []
    real = surface.find_in_photograph
    monkeypatch.setattr(
        surface,
        "find_in_photograph",
        lambda *args, **kwargs: n_found.append(1) or real(*args, **kwargs),
    )
    photograph, preview = Photograph(scratched_photograph().pixels), Preview(catalog, "cpu")
    mask = Mask()
    for _ in range(3):
        mask = mask.with_edit(PATCH, SIZE)
        preview.carry_out(photograph, Region(80, 40, 60, 50), with_mask(mask))
    assert len(n_found) == 1
