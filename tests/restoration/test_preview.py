from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from restorer_app.architectures import ARCHITECTURES
from restorer_app.distortions import Distortion
from restorer_app.media.image import Image
from restorer_app.media.region import Region
from restorer_app.progress import Cancelled, Progress
from restorer_app.registry.catalog import Catalog, Task, read_catalog
from restorer_app.restoration import preview as module
from restorer_app.restoration.image import restore
from restorer_app.restoration.photograph import Photograph
from restorer_app.restoration.plan import Plan
from restorer_app.restoration.plan_names import plan_from_names
from restorer_app.restoration.preview import Preview
from restorer_app.restoration.tint import Tint
from tests.tiny_models import write_generator, write_model, write_random_generator

TILING = 1 / 255
"""What the tiles of a whole picture may differ by; a preview is a tile of its own."""
REGION = Region(333, 217, 300, 200)


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """Networks that look as far as trained ones, and one that is told about the whole picture."""
    root: Path = tmp_path_factory.mktemp("models")
    for seed, distortion in enumerate((Distortion.JPEG, Distortion.WHITE_NOISE)):
        write_random_generator(root, distortion, std=0.06, widths=(8, 12, 16, 24), seed=seed)
    hyper_parameters = {"widths": [4, 6], "blocks": 1, "hidden": 8}
    guided = ARCHITECTURES["guided_unet"](**hyper_parameters)
    write_model(
        root,
        "lens_blur",
        guided,
        architecture="guided_unet",
        hyper_parameters=hyper_parameters,
        task=Task.RESTORE,
        distortion=Distortion.LENS_BLUR,
    )
    write_generator(root, Distortion.IMPULSE_NOISE, gain=3.0)
    return read_catalog([root])


@pytest.fixture(scope="module")
def codes() -> np.ndarray:
    smooth = np.linspace(40, 200, 900)[None, :, None] + np.linspace(0, 40, 700)[:, None, None]
    noise = np.random.default_rng(0).normal(0, 12, (700, 900, 3))
    return np.clip(smooth + noise, 0, 255).astype(np.uint8)


@pytest.fixture(scope="module")
def photograph(codes: np.ndarray) -> Photograph:
    return Photograph(codes)


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The networks that were run."""
    names: list[str] = []
    real = module.run_network

    def count(network, *args, **kwargs):
        names.append(network.entry.id)
        return real(network, *args, **kwargs)

    monkeypatch.setattr(module, "run_network", count)
    return names


def restored(codes: np.ndarray, plan: Plan, catalog: Catalog) -> np.ndarray:
    image = Image(codes.astype(np.float32) / 255)
    return restore(image, plan, catalog, device="cpu").image.pixels


@pytest.mark.parametrize(
    ("steps", "tolerance"),
    [
        ("white_noise", TILING),
        ("jpeg:0.4,white_noise:0.7", 2 * TILING),
        ("impulse_noise:0.5", TILING),  # overshoots: mixed before it is clipped
        ("lens_blur:0.8", TILING),
    ],
)
@pytest.mark.parametrize("region", [REGION, Region(0, 0, 120, 90), Region(800, 620, 100, 80)])
def test_a_preview_is_what_a_restoration_makes_of_the_region(
    steps: str, tolerance: float, region: Region, codes: np.ndarray, catalog: Catalog
) -> None:
    plan = plan_from_names(steps, catalog)
    shown = Preview(catalog, "cpu").carry_out(Photograph(codes), region, plan)
    whole = restored(codes, plan, catalog)[region.slices]
    assert shown.shape == whole.shape
    assert np.abs(whole - codes[region.slices] / 255).max() > 4 * tolerance  # something was done
    np.testing.assert_allclose(shown, whole, atol=tolerance)


def test_a_strength_that_moves_runs_no_network_again(
    photograph: Photograph, catalog: Catalog, runs: list[str]
) -> None:
    preview, plan = Preview(catalog, "cpu"), plan_from_names("jpeg,white_noise", catalog)
    preview.carry_out(photograph, REGION, plan)
    assert runs == ["jpeg", "white_noise"]
    for strength in (0.8, 0.5, 0.2):
        moved = plan.with_step(1, strength=strength)
        shown = preview.carry_out(photograph, REGION, moved)
    assert runs == ["jpeg", "white_noise"]
    afresh = Preview(catalog, "cpu").carry_out(photograph, REGION, moved)
    np.testing.assert_array_equal(shown, afresh)


def test_an_earlier_step_that_moves_only_runs_the_later_ones_again(
    photograph: Photograph, catalog: Catalog, runs: list[str]
) -> None:
    preview, plan = Preview(catalog, "cpu"), plan_from_names("jpeg,white_noise", catalog)
    preview.carry_out(photograph, REGION, plan)
    preview.carry_out(photograph, REGION, plan.with_step(0, strength=0.5))
    assert runs == ["jpeg", "white_noise", "white_noise"]


def test_a_step_switched_off_and_on_is_remembered(
    photograph: Photograph, catalog: Catalog, runs: list[str]
) -> None:
    preview, plan = Preview(catalog, "cpu"), plan_from_names("jpeg,white_noise", catalog)
    first = preview.carry_out(photograph, REGION, plan)
    preview.carry_out(photograph, REGION, plan.with_step(0, is_on=False))
    n_runs = len(runs)
    np.testing.assert_array_equal(preview.carry_out(photograph, REGION, plan), first)
    assert len(runs) == n_runs


def test_another_region_another_picture_and_another_order_are_new(
    codes: np.ndarray, photograph: Photograph, catalog: Catalog, runs: list[str]
) -> None:
    preview, plan = Preview(catalog, "cpu"), plan_from_names("jpeg,white_noise", catalog)
    preview.carry_out(photograph, REGION, plan)
    preview.carry_out(photograph, replace(REGION, left=16), plan)
    assert len(runs) == 4
    negative = Photograph(255 - codes)
    other = preview.carry_out(negative, REGION, plan)
    np.testing.assert_array_equal(other, Preview(catalog, "cpu").carry_out(negative, REGION, plan))
    runs.clear()
    preview.carry_out(photograph, REGION, plan)
    preview.carry_out(photograph, REGION, plan.moved(0, 1))
    assert runs == ["jpeg", "white_noise", "white_noise", "jpeg"]


def test_a_guided_step_learns_of_the_whole_picture_after_the_steps_before_it(
    codes: np.ndarray, catalog: Catalog
) -> None:
    """Told by fewer crops than a restoration takes, so only nearly the same."""
    plan = plan_from_names("white_noise:0.5,lens_blur", catalog)
    shown = Preview(catalog, "cpu").carry_out(Photograph(codes), REGION, plan)
    whole = restored(codes, plan, catalog)[REGION.slices]
    np.testing.assert_allclose(shown, whole, atol=3 * TILING)


def test_grey_stays_grey_even_where_only_a_part_is_shown(
    codes: np.ndarray, catalog: Catalog
) -> None:
    grey = Photograph(np.repeat(codes[..., :1], 3, axis=-1))
    plan = plan_from_names("white_noise", catalog)
    preview = Preview(catalog, "cpu")
    for strength in (1.0, 0.5):
        shown = preview.carry_out(grey, REGION, plan.with_step(0, strength=strength))
        np.testing.assert_array_equal(shown[..., 0], shown[..., 1])
        np.testing.assert_array_equal(shown[..., 0], shown[..., 2])


def test_a_plan_without_active_steps_shows_the_picture(codes: np.ndarray, catalog: Catalog) -> None:
    plan = plan_from_names("white_noise", catalog).with_step(0, is_on=False)
    shown = Preview(catalog, "cpu").carry_out(Photograph(codes), REGION, plan)
    np.testing.assert_array_equal(np.round(shown * 255), codes[REGION.slices])


def test_a_cancel_keeps_the_steps_that_were_done(
    photograph: Photograph, catalog: Catalog, runs: list[str]
) -> None:
    preview, plan = Preview(catalog, "cpu"), plan_from_names("jpeg,white_noise", catalog)

    def cancel_in_the_second(progress: Progress) -> None:
        if "white_noise" in runs:
            raise Cancelled

    with pytest.raises(Cancelled):
        preview.carry_out(photograph, REGION, plan, on_progress=cancel_in_the_second)
    preview.carry_out(photograph, REGION, plan)
    assert runs == ["jpeg", "white_noise", "white_noise"]


def test_what_is_remembered_stays_within_its_bounds(
    photograph: Photograph, catalog: Catalog, runs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "REMEMBERED_BYTES", 1)
    preview, plan = Preview(catalog, "cpu"), plan_from_names("white_noise", catalog)
    jpeg = plan_from_names("jpeg", catalog)
    for told in (plan, plan, jpeg, plan):
        preview.carry_out(photograph, REGION, told)
    assert runs == ["white_noise", "jpeg", "white_noise"]


def test_the_tint_is_learned_once_for_all_previews_of_a_photograph(
    codes: np.ndarray, catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    learned: list[tuple[int, ...]] = []
    real = Tint.of

    def count(pixels: np.ndarray) -> Tint | None:
        learned.append(pixels.shape)
        return real(pixels)

    monkeypatch.setattr(Tint, "of", count)
    photograph, other = Photograph(codes), Photograph(255 - codes)
    plan = plan_from_names("white_noise", catalog)
    for each in (photograph, other, photograph):  # each time the networks' results are let go
        Preview(catalog, "cpu").carry_out(each, REGION, plan)
    assert learned == [codes.shape] * 2


def test_a_tint_that_shall_stay_is_previewed_as_it_will_be(tmp_path: Path) -> None:
    write_generator(tmp_path, Distortion.FADING, gain=1.3)
    catalog = read_catalog([tmp_path])
    grey = np.linspace(60, 180, 900 * 700).reshape(700, 900, 1)
    brown = np.clip(grey + np.array((12, 0, -12)), 0, 255).astype(np.uint8)
    plan = plan_from_names("fading:0.8", catalog).keeping_tint()
    shown = Preview(catalog, "cpu").carry_out(Photograph(brown), REGION, plan)
    image = Image(brown.astype(np.float32) / 255)
    whole = restore(image, plan, catalog, device="cpu").image.pixels
    np.testing.assert_allclose(shown, whole[REGION.slices], atol=TILING)
    assert (shown[..., 0] - shown[..., 2]).min() > 20 / 255


def test_16_bits_are_previewed_from_16_bits(codes: np.ndarray, catalog: Catalog) -> None:
    deep = codes.astype(np.uint16) * 257 // 8  # so dark that 8 bits would show steps
    plan = plan_from_names("white_noise", catalog)
    shown = Preview(catalog, "cpu").carry_out(Photograph(deep), REGION, plan)
    pixels = deep.astype(np.float32) / 65535
    whole = restore(Image(pixels), plan, catalog, device="cpu").image.pixels[REGION.slices]
    np.testing.assert_allclose(shown, whole, atol=0.2 / 255)
