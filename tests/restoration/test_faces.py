"""Faces from end to end: found, proposed, refined, guarded. Tiny models, real code, a real face."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from restorer_app.distortions import Distortion
from restorer_app.media.image import Image
from restorer_app.media.region import Region
from restorer_app.registry import devices
from restorer_app.registry.catalog import Catalog, Task, read_catalog
from restorer_app.restoration import faces
from restorer_app.restoration.course import Outcome, Restored
from restorer_app.restoration.diagnose import diagnose
from restorer_app.restoration.face import FaceChoice
from restorer_app.restoration.face_finding import find_faces
from restorer_app.restoration.image import restore, restore_after, restore_automatically
from restorer_app.restoration.mask import Cleared, Mask, Stroke
from restorer_app.restoration.mask_drawing import unpack_mask
from restorer_app.restoration.photograph import Photograph
from restorer_app.restoration.plan import Plan, Step, propose_plan, step_for
from restorer_app.restoration.preview import Preview
from tests.tiny_models import write_diagnosis, write_face_embedding, write_filler, write_generator

FACES = Distortion.FACES
STEP = Step(FACES, "faces")
PAINTED = Step(
    Distortion.SCRATCHES,
    "scratches",
    mask=Mask(edits=(Cleared(), Stroke(((20.0, 260.0), (280.0, 260.0)), 6.0)), size=(300, 300)),
)
"""Along the lower rim, away from the face."""
FACE = Region(97, 66, 97, 97)
BEYOND = Region(50, 20, 200, 200)
"""The face with all that is around it where something may change."""


@pytest.fixture(autouse=True)
def _float32(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices, "_cpu_has_matrix_units", lambda: False)


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    """Refining raises the contrast; nothing is wrong with any picture but its faces."""
    write_diagnosis(tmp_path, {})
    write_generator(tmp_path, FACES, gain=1.4, task=Task.REFINE)
    write_face_embedding(tmp_path)
    return read_catalog([tmp_path])


def carried_out(pixels: np.ndarray, catalog: Catalog, step: Step = STEP) -> Restored:
    return restore(Image(pixels), Plan((step,)), catalog, device="cpu")


def test_a_soft_face_is_found_and_proposed_and_a_sharp_one_is_not(
    portrait: np.ndarray, soft_portrait: np.ndarray, catalog: Catalog
) -> None:
    found = diagnose(Image(soft_portrait), catalog, device="cpu")
    assert [finding.distortion for finding in found.found] == [FACES]
    assert not found.is_clean
    assert len(found.faces) == 1
    assert propose_plan(found, catalog) == Plan((STEP,))
    clean = diagnose(Image(portrait), catalog, device="cpu")
    assert clean.is_clean
    assert len(clean.faces) == 1


def test_without_a_model_nobody_looks_for_faces(soft_portrait: np.ndarray, tmp_path: Path) -> None:
    write_diagnosis(tmp_path, {})
    write_generator(tmp_path, None)
    catalog = read_catalog([tmp_path])
    found = diagnose(Image(soft_portrait), catalog, device="cpu")
    assert found.faces == ()
    assert found.is_clean
    assert step_for(FACES, catalog) is None


def test_a_face_is_refined_and_the_rest_stays_to_the_bit(
    soft_portrait: np.ndarray, catalog: Catalog
) -> None:
    restored = carried_out(soft_portrait, catalog)
    (face,) = restored.faces
    assert face.strength == 1
    assert face.similarity is not None
    assert face.similarity > 0.9
    result = restored.image.pixels
    inside = FACE.slices
    assert result[inside].std() > 1.05 * soft_portrait[inside].std()
    elsewhere = np.ones(result.shape[:2], bool)
    elsewhere[BEYOND.slices] = False
    np.testing.assert_array_equal(result[elsewhere], soft_portrait[elsewhere])
    assert set(restored.model_hashes) == {"faces", "face-embedding"}


def test_brightness_and_colours_of_a_face_stay(soft_portrait: np.ndarray, catalog: Catalog) -> None:
    result = carried_out(soft_portrait, catalog).image.pixels
    before, after = soft_portrait[BEYOND.slices], result[BEYOND.slices]
    assert abs(before.mean() - after.mean()) < 0.01
    unclipped = (after > 0).all(axis=2) & (after < 1).all(axis=2)
    for one, other in ((0, 1), (1, 2)):
        change = (after - before)[..., one] - (after - before)[..., other]
        assert np.abs(change[unclipped]).max() < 1e-5


def test_no_seam_is_seen_where_the_refinement_ends(
    soft_portrait: np.ndarray, catalog: Catalog
) -> None:
    change = np.abs(carried_out(soft_portrait, catalog).image.pixels - soft_portrait).max(axis=2)
    rows, columns = np.nonzero(change)
    rim = change[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1].copy()
    rim[5:-5, 5:-5] = 0
    assert rim.max() < 0.1 * change.max()


def test_a_sharp_face_is_left_alone_and_the_picture_is_the_very_same(
    portrait: np.ndarray, catalog: Catalog
) -> None:
    image = Image(portrait)
    restored = restore(image, Plan((STEP,)), catalog, device="cpu")
    assert restored.image is image
    assert restored.is_unchanged
    assert [face.strength for face in restored.faces] == [0]
    assert "sharp" in restored.faces[0].reason
    assert restored.reports[0].outcome is Outcome.DROPPED
    assert restore_automatically(image, catalog, device="cpu").image is image


def test_a_picture_without_faces_says_so(catalog: Catalog) -> None:
    restored = carried_out(np.full((120, 120, 3), 0.5, np.float32), catalog)
    assert restored.is_unchanged
    assert restored.faces == ()
    assert "no face was found" in restored.reports[0].reason
    assert "no face" in restored.stop_reason


def test_a_choice_switches_a_face_off_or_takes_less_of_it(
    soft_portrait: np.ndarray, catalog: Catalog
) -> None:
    off = replace(STEP, faces=(FaceChoice(FACE, is_on=False),))
    assert carried_out(soft_portrait, catalog, off).is_unchanged
    half = replace(STEP, strength=0.5, faces=(FaceChoice(FACE, strength=0.5),))
    (face,) = carried_out(soft_portrait, catalog, half).faces
    assert face.strength == 0.25


def test_a_choice_refines_a_sharp_face_and_a_box_by_hand_is_a_face(
    portrait: np.ndarray, catalog: Catalog
) -> None:
    asked = replace(STEP, faces=(FaceChoice(FACE),))
    assert carried_out(portrait, catalog, asked).faces[0].strength == 1
    drawn = FaceChoice(Region(20, 200, 60, 60), is_by_hand=True)
    restored = carried_out(portrait, catalog, replace(STEP, faces=(drawn,)))
    assert [face.strength for face in restored.faces] == [0, 1]
    assert restored.faces[1].box == drawn.box


def test_a_choice_of_another_photograph_does_nothing_where_no_face_is(
    soft_portrait: np.ndarray, catalog: Catalog
) -> None:
    stray = replace(STEP, faces=(FaceChoice(Region(10, 200, 60, 60)),))
    assert len(carried_out(soft_portrait, catalog, stray).faces) == 1


def test_a_face_that_would_become_another_one_is_left_alone(
    soft_portrait: np.ndarray, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(faces, "HALVINGS", 0)
    write_generator(tmp_path, FACES, gain=-1.0, offset=1.0, task=Task.REFINE)
    write_face_embedding(tmp_path)
    restored = carried_out(soft_portrait, read_catalog([tmp_path]))
    assert restored.is_unchanged
    (face,) = restored.faces
    assert face.strength == 0
    assert face.similarity is not None
    assert face.similarity < 0
    assert "another face" in face.reason


def test_less_is_taken_of_what_would_change_a_face_too_much(
    soft_portrait: np.ndarray, tmp_path: Path
) -> None:
    write_generator(tmp_path, FACES, gain=-0.8, offset=0.8, task=Task.REFINE)
    write_face_embedding(tmp_path, same=1.0, other=0.0)
    restored = carried_out(soft_portrait, read_catalog([tmp_path]))
    (face,) = restored.faces
    assert face.strength in (0.5, 0.25)
    assert face.similarity is not None
    assert face.similarity >= 0.5
    assert face.reason


def test_the_loop_refines_faces_last(soft_portrait: np.ndarray, catalog: Catalog) -> None:
    restored = restore_automatically(Image(soft_portrait), catalog, device="cpu")
    assert [report.step.distortion for report in restored.reports] == [FACES]
    assert restored.before is not None
    assert [finding.distortion for finding in restored.before.found] == [FACES]


def test_faces_are_refined_after_all_else(soft_portrait: np.ndarray, tmp_path: Path) -> None:
    bright = float(soft_portrait.mean())
    write_diagnosis(tmp_path, {Distortion.WHITE_NOISE: bright - 0.15})
    write_generator(tmp_path, Distortion.WHITE_NOISE, gain=0.5)
    write_generator(tmp_path, FACES, gain=1.4, task=Task.REFINE)
    write_face_embedding(tmp_path)
    restored = restore_automatically(Image(soft_portrait), read_catalog([tmp_path]), device="cpu")
    order = [Distortion.WHITE_NOISE, FACES]
    assert [report.step.distortion for report in restored.reports] == order
    assert [step.distortion for step in restored.plan.steps] == order
    assert [face.strength for face in restored.faces] == [1]


def test_tiny_faces_are_left_alone(catalog: Catalog) -> None:
    drawn = FaceChoice(Region(10, 10, 12, 12), is_by_hand=True)
    pixels = np.random.default_rng(0).random((60, 60, 3), np.float32)
    restored = carried_out(pixels, catalog, replace(STEP, faces=(drawn,)))
    assert restored.is_unchanged
    assert "too small" in restored.faces[0].reason


def test_a_face_at_the_rim_of_the_picture_is_refined_too(
    soft_portrait: np.ndarray, catalog: Catalog
) -> None:
    cut = np.ascontiguousarray(soft_portrait[70:, 100:])
    step = replace(STEP, faces=(FaceChoice(Region(0, 0, 94, 94), is_by_hand=True),))
    restored = carried_out(cut, catalog, step)
    assert restored.faces[0].strength == 1
    assert restored.image.pixels.shape == cut.shape


def test_a_large_soft_face_keeps_its_finest_detail(
    soft_portrait: np.ndarray, catalog: Catalog
) -> None:
    large = np.repeat(np.repeat(soft_portrait, 4, axis=0), 4, axis=1)
    rng = np.random.default_rng(1)
    stripes = (0.02 * rng.choice([-1, 1], large.shape[1])).astype(np.float32)[None, :, None]
    box = Region(4 * FACE.left, 4 * FACE.top, 4 * FACE.width, 4 * FACE.width)
    step = replace(STEP, faces=(FaceChoice(box),))
    striped = np.clip(large + stripes, 0.1, 0.9)
    change = carried_out(striped, catalog, step).image.pixels - striped
    assert np.abs(change).max() > 0.02
    fine = np.abs(np.diff(change[box.slices], axis=1)).mean()
    assert fine < 0.2 * np.abs(np.diff(striped[box.slices], axis=1)).mean()


def test_a_preview_of_a_part_refines_as_the_whole_does(
    soft_portrait: np.ndarray, catalog: Catalog
) -> None:
    whole = carried_out(soft_portrait, catalog).image.pixels
    preview = Preview(catalog, "cpu")
    photograph = Photograph(soft_portrait)
    for region in (Region(130, 90, 40, 40), Region(0, 0, 20, 20), Region(0, 0, 300, 300)):
        part = preview.carry_out(photograph, region, Plan((STEP,)))
        np.testing.assert_allclose(part, whole[region.slices], atol=0.01)
    half = Plan((replace(STEP, strength=0.5),))
    region = Region(130, 90, 40, 40)
    taken = preview.carry_out(photograph, region, half)
    told = carried_out(soft_portrait, catalog, half.steps[0]).image.pixels
    np.testing.assert_allclose(taken, told[region.slices], atol=0.01)


def test_one_plan_fills_what_was_painted_and_refines_faces(
    soft_portrait: np.ndarray, catalog: Catalog, tmp_path: Path
) -> None:
    write_filler(tmp_path)
    catalog = read_catalog([tmp_path])
    before = soft_portrait.copy()
    plan = Plan((PAINTED, replace(STEP, faces=(FaceChoice(FACE, strength=0.5),))))
    assert Plan.from_json(plan.to_json()) == plan
    restored = restore(Image(soft_portrait), plan, catalog, device="cpu")
    assert restored.plan == plan
    assert restored.filled is not None
    assert unpack_mask(restored.filled)[260, 150]
    assert [face.strength for face in restored.faces] == [0.5]
    np.testing.assert_array_equal(soft_portrait, before)
    preview, photograph = Preview(catalog, "cpu"), Photograph(soft_portrait)
    for region in (Region(130, 90, 40, 40), Region(0, 0, 300, 300)):
        part = preview.carry_out(photograph, region, plan)
        np.testing.assert_allclose(part, restored.image.pixels[region.slices], atol=0.01)


def test_faces_are_found_in_what_a_mask_has_filled(
    soft_portrait: np.ndarray, catalog: Catalog, tmp_path: Path
) -> None:
    write_filler(tmp_path)
    first = Plan((PAINTED,))
    catalog = read_catalog([tmp_path])
    restored = restore_after(first, Image(soft_portrait), catalog, device="cpu")
    assert restored.plan == Plan((PAINTED, STEP))
    assert restored.filled is not None
    assert [face.strength for face in restored.faces] == [1]


def test_found_faces_are_the_same_before_and_after(
    soft_portrait: np.ndarray, catalog: Catalog
) -> None:
    result = carried_out(soft_portrait, catalog).image.pixels
    assert len(find_faces(result)) == len(find_faces(soft_portrait)) == 1
