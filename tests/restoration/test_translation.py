"""Translation from end to end: any size, one look at the whole, tiles that agree. Tiny models."""

from pathlib import Path

import numpy as np
import pytest
import torch

from restorer_app.distortions import Distortion, Medium, distortions_of
from restorer_app.errors import WeightsError
from restorer_app.media.image import Image
from restorer_app.media.region import Region
from restorer_app.progress import Cancelled, Progress
from restorer_app.registry import devices
from restorer_app.registry.catalog import Catalog, Task, read_catalog
from restorer_app.registry.loader import load_network
from restorer_app.restoration import translation
from restorer_app.restoration.image import restore, restore_automatically
from restorer_app.restoration.photograph import Photograph
from restorer_app.restoration.plan import Step, step_for
from restorer_app.restoration.plan_names import plan_from_names
from restorer_app.restoration.preview import Preview
from restorer_app.restoration.repairs.steps import repair_of
from restorer_app.restoration.repairs.translation import TranslationRepair
from restorer_app.restoration.tiling import Holed, run_mapping
from restorer_app.restoration.translation import (
    look_over,
    overview_factor,
    reduced,
    reduced_holes,
    translate,
)
from tests.tiny_models import (
    write_diagnosis,
    write_finder,
    write_generator,
    write_random_generator,
    write_translation,
)

TRANSLATION = Distortion.TRANSLATION
STEP = 1 / 255


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Exact numbers, and a look at the whole of smaller photographs too."""
    monkeypatch.setattr(devices, "_cpu_has_matrix_units", lambda: False)
    monkeypatch.setattr(translation, "OVERVIEW_PX", 160)


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    write_translation(tmp_path)
    return read_catalog([tmp_path])


def photograph(height: int = 300, width: int = 420) -> np.ndarray:
    """Soft shapes in the dark on the left, and in the light with some grain on the right."""
    y, x = np.mgrid[:height, :width].astype(np.float32)
    waves = [np.sin(x / 31) * np.cos(y / 23), np.sin(x / 17 + y / 40), np.cos(y / 19)]
    pixels = 0.3 + 0.4 * (x / width)[..., None] + 0.1 * np.stack(waves, axis=-1)
    grain = np.random.default_rng(0).normal(0, 0.02, (height, width, 3))
    return np.clip(pixels + grain * (x > width / 2)[..., None], 0, 1).astype(np.float32)


def repair_in(catalog: Catalog) -> TranslationRepair:
    repair = repair_of(Step(TRANSLATION, "translation"), catalog, "cpu")
    assert isinstance(repair, TranslationRepair)
    return repair


def translated(pixels: np.ndarray, catalog: Catalog, **options: float) -> np.ndarray:
    return repair_in(catalog).run(pixels, **options).pixels


def whole_of(pixels: np.ndarray) -> Region:
    return Region(0, 0, pixels.shape[1], pixels.shape[0])


def test_a_small_photograph_is_translated_in_one_piece(catalog: Catalog) -> None:
    pixels = photograph(90, 131)
    network = load_network(catalog.get("translation"), "cpu").network
    shown = np.concatenate([pixels, np.zeros((90, 131, 1), np.float32)], axis=2)
    with torch.inference_mode():
        told = network(torch.from_numpy(shown.transpose(2, 0, 1)[None].copy()))
    wanted = told[0].numpy().transpose(1, 2, 0)
    np.testing.assert_allclose(translated(pixels, catalog), wanted, atol=1e-4)


@pytest.mark.parametrize("size", [(1, 1), (5, 300), (161, 33), (300, 420)])
def test_any_size_comes_back_as_large(size: tuple[int, int], catalog: Catalog) -> None:
    result = translated(photograph(*size), catalog)
    assert result.shape == (*size, 3)
    assert np.isfinite(result).all()
    assert 0 <= result.min() <= result.max() <= 1


def test_tones_are_those_of_the_whole_reduced_photograph(catalog: Catalog) -> None:
    pixels, holes = photograph(), np.zeros((300, 420), bool)
    repair = repair_in(catalog)
    overview = repair.look_over(pixels, holes)
    assert overview.factor == 3
    alone = run_mapping(repair.network, Holed(pixels, holes), n_outputs=3, told=overview.statistics)
    wanted = tones(overview.translated)
    error, error_alone = (
        np.abs(tones(reduced(made, 3)) - wanted).mean()
        for made in (translated(pixels, catalog), alone)
    )
    assert error < 4 * STEP
    assert error_alone > 2 * error
    assert np.abs(tones(reduced(pixels, 3)) - wanted).mean() > 3 * error


def tones(pixels: np.ndarray) -> np.ndarray:
    """Means over squares of 10 x 10."""
    return pixels.reshape(10, 10, 14, 10, 3).mean(axis=(1, 3))


def test_tiles_agree_with_one_large_tile(catalog: Catalog) -> None:
    pixels, holes = photograph(), np.zeros((300, 420), bool)
    repair = repair_in(catalog)
    overview = repair.look_over(pixels, holes)
    tiled, untiled = (
        translate(pixels, holes, repair.network, overview, place=whole_of(pixels), tile_px=tile_px)
        for tile_px in (256, 1024)
    )
    assert np.abs(tiled - untiled).max() < STEP


def test_tiles_told_nothing_would_show(catalog: Catalog) -> None:
    """The counter-test of the one above."""
    shown = Holed(photograph(), np.zeros((300, 420), bool))
    network = repair_in(catalog).network
    tiled, untiled = (
        run_mapping(network, shown, n_outputs=3, tile_px=tile_px) for tile_px in (256, 1024)
    )
    assert np.abs(tiled - untiled).max() > 10 * STEP


def test_strength_mixes_and_works_in_place(catalog: Catalog) -> None:
    pixels = photograph()
    full = translated(pixels, catalog)
    half = translated(pixels, catalog, strength=0.5)
    np.testing.assert_allclose(half, (pixels + full) / 2, atol=1e-6)
    own = pixels.copy()
    made = repair_in(catalog).run(own, strength=0.5, out=own).pixels
    assert made is own
    np.testing.assert_array_equal(made, half)


def test_damage_that_is_found_is_told(tmp_path: Path, catalog: Catalog) -> None:
    pixels = photograph()
    pixels[100:104] = 1.0
    without = translated(pixels, catalog)
    write_finder(tmp_path, brighter_than=0.97)
    found = read_catalog([tmp_path])
    assert [entry.id for entry in repair_in(found).entries] == ["translation", "scratches-finder"]
    assert np.abs(translated(pixels, found) - without).max() > STEP


def test_every_hidden_pixel_is_hidden_in_the_reduced_copy() -> None:
    holes = np.zeros((20, 31), bool)
    holes[7, 11] = holes[19, 30] = True
    small = reduced_holes(holes, 4)
    assert small.shape == (5, 8)
    assert np.argwhere(small).tolist() == [[1, 2], [4, 7]]


def test_a_reduced_copy_has_the_means_of_its_squares() -> None:
    pixels = photograph(13, 530)
    small = reduced(pixels, 4)
    assert small.shape == (4, 133, 3)
    np.testing.assert_allclose(small[1, 5], pixels[4:8, 20:24].mean(axis=(0, 1)), atol=1e-6)
    codes = np.round(pixels * 255).astype(np.uint8)
    np.testing.assert_allclose(reduced(codes, 4), small, atol=STEP)


def test_a_part_of_the_overview_stands_for_every_place(catalog: Catalog) -> None:
    small, holes = photograph(40, 50), np.zeros((40, 50), bool)
    overview = look_over(small, holes, repair_in(catalog).network, factor=2)
    np.testing.assert_array_equal(
        overview.at(Region(10, 20, 31, 21)), overview.translated[10:21, 5:21]
    )


def test_a_photograph_is_seen_as_a_whole_at_most_so_large() -> None:
    assert [overview_factor(size) for size in ((160, 90), (161, 90), (90, 321))] == [1, 2, 3]


def test_progress_goes_from_nothing_to_all_and_a_cancel_stops_it(catalog: Catalog) -> None:
    seen: list[float] = []
    repair = repair_in(catalog)
    repair.run(photograph(), on_progress=lambda progress: seen.append(progress.fraction))
    assert seen == sorted(seen)
    assert seen[-1] == 1

    def stop(progress: Progress) -> None:
        if progress.fraction > 0.4:
            raise Cancelled

    with pytest.raises(Cancelled):
        repair.run(photograph(), on_progress=stop)


# --- as a step of a plan --------------------------------------------------------------------------


def restored(pixels: np.ndarray, steps: str, catalog: Catalog) -> np.ndarray:
    plan = plan_from_names(steps, catalog)
    return restore(Image(pixels), plan, catalog, device="cpu").image.pixels


def test_grey_stays_grey(catalog: Catalog) -> None:
    grey = np.repeat(photograph()[..., :1], 3, axis=2)
    result = restored(grey, "translation", catalog)
    assert np.ptp(result, axis=2).max() == 0
    assert np.abs(result - grey).max() > 10 * STEP


def test_a_tint_stays_even_where_another_step_was_to_change_tones(
    tmp_path: Path, catalog: Catalog
) -> None:
    write_generator(tmp_path, Distortion.FADING, offset=0.05)
    grey = np.repeat(photograph()[..., :1], 3, axis=2)
    sepia = grey * np.array([1, 0.9, 0.75], np.float32)
    result = restored(sepia, "fading,translation", read_catalog([tmp_path]))
    assert (result[..., 0] >= result[..., 1] - STEP).all()
    assert (result[..., 1] >= result[..., 2] - STEP).all()


def test_it_comes_before_faces_and_after_all_else() -> None:
    assert distortions_of(Medium.PHOTO)[-2:] == (TRANSLATION, Distortion.FACES)


def test_it_is_offered_only_with_its_model(tmp_path: Path, catalog: Catalog) -> None:
    step = step_for(TRANSLATION, catalog)
    assert step == Step(TRANSLATION, "translation")
    write_generator(tmp_path / "others", None)
    assert step_for(TRANSLATION, read_catalog([tmp_path / "others"])) is None


def test_nobody_finds_or_proposes_it(tmp_path: Path, catalog: Catalog) -> None:
    write_diagnosis(tmp_path, {Distortion.JPEG: 0.1})
    write_generator(tmp_path, Distortion.JPEG, gain=0.1)
    done = restore_automatically(Image(photograph()), read_catalog([tmp_path]), device="cpu")
    assert done.before is not None
    assert TRANSLATION not in {finding.distortion for finding in done.before.findings}
    assert [step.distortion for step in done.plan.steps] == [Distortion.JPEG]


def test_a_network_for_something_else_is_refused(tmp_path: Path) -> None:
    write_generator(tmp_path, TRANSLATION, task=Task.TRANSLATE)
    with pytest.raises(WeightsError, match="translation: its architecture does not go"):
        repair_of(Step(TRANSLATION, "translation"), read_catalog([tmp_path]), "cpu")


REGION = Region(133, 117, 120, 90)


@pytest.mark.parametrize("region", [REGION, Region(0, 0, 100, 80), Region(350, 260, 70, 40)])
def test_a_preview_is_what_a_restoration_makes_of_the_region(
    region: Region, catalog: Catalog
) -> None:
    codes = np.round(photograph() * 255).astype(np.uint8)
    plan = plan_from_names("translation:0.8", catalog)
    shown = Preview(catalog, "cpu").carry_out(Photograph(codes), region, plan)
    whole = restored(codes.astype(np.float32) / 255, "translation:0.8", catalog)[region.slices]
    assert np.abs(whole - codes[region.slices] / 255).max() > 10 * STEP
    np.testing.assert_allclose(shown, whole, atol=STEP)


def test_a_preview_is_told_of_the_whole_after_the_steps_before_it(
    tmp_path: Path, catalog: Catalog
) -> None:
    write_random_generator(tmp_path, Distortion.WHITE_NOISE, std=0.06, widths=(8, 12, 16, 24))
    both, codes = read_catalog([tmp_path]), np.round(photograph() * 255).astype(np.uint8)
    steps = "white_noise:0.7,translation"
    preview, plan = Preview(both, "cpu"), plan_from_names(steps, both)
    shown = preview.carry_out(Photograph(codes), REGION, plan)
    whole = restored(codes.astype(np.float32) / 255, steps, both)[REGION.slices]
    off = preview.carry_out(Photograph(codes), REGION, plan.with_step(0, is_on=False))
    again = preview.carry_out(Photograph(codes), REGION, plan)
    np.testing.assert_array_equal(again, shown)
    assert np.abs(shown - whole).mean() < 3 * STEP  # those steps were done to a reduced copy
    assert np.abs(off - whole).mean() > 5 * STEP
