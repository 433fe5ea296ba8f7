from dataclasses import replace
from pathlib import Path

import numpy as np
import PIL.Image
import pytest
import torch

from restorer_app.degradations.mixtures import Mixture
from restorer_app.distortions import PAPER_DISTORTIONS, Distortion
from restorer_app.errors import MediaError
from restorer_app.registry.catalog import Catalog
from restorer_app.training import datasets
from restorer_app.training.datasets import (
    DEGRADERS,
    N_DISTORTIONS,
    Batches,
    batches_from,
    load_photos,
    photo_paths,
)
from restorer_app.training.recipes import RECIPES
from tests.tiny_models import write_generator

pytestmark = pytest.mark.usefixtures("tiny_recipes")


def touch(folder: Path, *names: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).touch()


def test_folders_named_train_and_val_are_the_split(tmp_path: Path) -> None:
    touch(tmp_path / "train" / "deeper", "b.png", "a.jpg", "notes.txt")
    touch(tmp_path / "val", "c.png")
    touch(tmp_path, "elsewhere.png")
    train, val = photo_paths(tmp_path)
    assert [path.name for path in train] == ["a.jpg", "b.png"]
    assert [path.name for path in val] == ["c.png"]


def test_otherwise_every_sixteenth_photograph_is_held_out(tmp_path: Path) -> None:
    touch(tmp_path, *(f"{i:03}.png" for i in range(40)))
    train, val = photo_paths(tmp_path)
    assert [path.name for path in val] == ["000.png", "016.png", "032.png"]
    assert len(train) == 37
    assert not set(train) & set(val)


def test_a_single_photograph_serves_for_both(tmp_path: Path) -> None:
    touch(tmp_path, "only.png")
    assert photo_paths(tmp_path) == ([tmp_path / "only.png"], [tmp_path / "only.png"])


@pytest.mark.parametrize("missing", ["everything", "train", "val"])
def test_a_split_without_photographs_is_refused(tmp_path: Path, missing: str) -> None:
    touch(tmp_path / "train", "notes.txt" if missing != "val" else "a.png")
    touch(tmp_path / "val", "notes.txt" if missing != "train" else "a.png")
    with pytest.raises(MediaError, match="no photographs in"):
        photo_paths(tmp_path)


def test_photographs_are_8_bit_and_small_ones_mirrored(tmp_path: Path) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (10, 30, 3), np.uint8)
    PIL.Image.fromarray(pixels).save(tmp_path / "a.png")
    (photo,) = load_photos([tmp_path / "a.png"], shortest_px=25)
    assert photo.shape == (25, 30, 3)
    assert photo.dtype == np.uint8
    np.testing.assert_array_equal(photo[:10], pixels)
    np.testing.assert_array_equal(photo[10:19], pixels[8::-1])


def test_photographs_are_reduced_once_for_who_needs_no_detail(tmp_path: Path) -> None:
    pixels = np.zeros((40, 60, 3), np.uint8)
    pixels[:, 32:] = 200
    PIL.Image.fromarray(pixels).save(tmp_path / "a.png")
    (photo,) = load_photos([tmp_path / "a.png"], shortest_px=8, scale=0.25)
    np.testing.assert_array_equal(photo, pixels[::4, ::4])


def dataset(name: str, photos: Path) -> Batches:
    return Batches(RECIPES[name], sorted(photos.iterdir()), Catalog(()))


def test_a_batch_of_pairs_has_the_shape_of_the_recipe(photos: Path) -> None:
    degraded, clean = dataset("white_noise", photos)[0]
    assert degraded.shape == clean.shape == (4, 3, 16, 16)
    assert degraded.dtype == clean.dtype == torch.float32
    assert clean.min() >= 0
    assert clean.max() <= 1
    assert not torch.equal(degraded, clean)


def test_a_batch_for_the_diagnosis_has_labels_that_fit(photos: Path) -> None:
    batches = dataset("diagnosis", photos)
    for step in range(20):
        crops, presence, severity = batches[step]
        assert crops.shape == (4, 3, 32, 32)
        assert presence.shape == (4, N_DISTORTIONS + 1)
        assert severity.shape == (4, N_DISTORTIONS)
        present, clean = presence[:, :-1], presence[:, -1]
        assert torch.equal(clean, (present.sum(1) == 0).float())
        assert present.sum(1).max() <= 3
        assert torch.equal(severity > 0, present > 0)
        assert severity[present > 0].ge(1).all()
        assert severity.max() <= 5


def test_batches_show_clean_pictures_and_every_distortion_in_time(photos: Path) -> None:
    batches = dataset("diagnosis", photos)
    presence = torch.cat([batches[step][1] for step in range(80)])
    assert 0.05 < presence[:, -1].mean() < 0.5
    never = [d for i, d in enumerate(PAPER_DISTORTIONS) if not presence[:, i].any()]
    assert never == []


@pytest.mark.parametrize("name", ["white_noise", "diagnosis"])
def test_a_batch_depends_on_seed_and_step_alone(photos: Path, name: str) -> None:
    in_order = dataset(name, photos)
    first = [in_order[step] for step in range(3)]
    backwards = dataset(name, photos)
    second = [backwards[step] for step in (2, 1, 0)][::-1]
    for one, other in zip(first, second, strict=True):
        assert all(torch.equal(a, b) for a, b in zip(one, other, strict=True))
    assert not torch.equal(first[0][0], first[1][0])


def test_what_lies_over_a_damaged_picture_is_taken_off_and_the_damage_below_stays(
    photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even grey stands for the damage below; nothing but the blocks may differ from it."""

    def make_grey(
        pixels: np.ndarray, levels: dict[Distortion, float], _: np.random.Generator
    ) -> Mixture:
        assert levels
        assert Distortion.COLOR_BLOCK not in levels
        return Mixture(np.full_like(pixels, 128 / 255), levels)

    monkeypatch.setattr(datasets, "mix", make_grey)
    recipe = replace(
        RECIPES["color_block"], underlying_share=1.0, region_px=96, crop_px=64, regions_per_step=8
    )
    degraded, target = Batches(recipe, sorted(photos.iterdir()), Catalog(()))[0]
    assert target.min() == target.max() == np.float32(128 / 255)
    assert 0.02 < float((degraded != target).any(dim=1).float().mean()) < 0.9
    untouched = replace(recipe, underlying_share=0.0)
    _, target = Batches(untouched, sorted(photos.iterdir()), Catalog(()))[0]
    assert target.min() < target.max()


def test_grain_is_learnt_on_the_tones_of_old_prints_which_stay(photos: Path) -> None:
    """The target is faded as the input is: what brings tones back comes before or after."""
    recipe = replace(RECIPES["grain"], grey_share=0.0, region_px=48, crop_px=32)
    as_taken, faded = (
        Batches(replace(recipe, faded_share=share), sorted(photos.iterdir()), Catalog(()))
        for share in (0.0, 1.0)
    )
    contrast = [np.mean([float(b[i][1].std()) for i in range(8)]) for b in (as_taken, faded)]
    assert contrast[1] < 0.9 * contrast[0]
    degraded, target = (torch.cat([faded[i][part] for i in range(8)]) for part in (0, 1))
    drift = (degraded - target).mean((1, 2, 3)).abs()
    assert drift.median() < 0.005
    per_picture = (degraded - target).abs().amax((1, 2, 3))
    assert (per_picture < 1 / 255).any(), "some are to be left as they are"
    assert (per_picture > 10 / 255).any()


def test_a_worker_process_makes_the_same_batches(photos: Path) -> None:
    batches = dataset("white_noise", photos)
    here = list(batches_from(batches, range(3, 6), workers=0))
    there = list(batches_from(batches, range(3, 6), workers=1))
    assert len(there) == 3
    for one, other in zip(here, there, strict=True):
        assert all(torch.equal(a, b) for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("name", DEGRADERS)
def test_a_degrader_changes_the_picture_and_not_its_input(name: str) -> None:
    clean = np.random.default_rng(7).random((48, 48, 3), np.float32)
    before = clean.copy()
    changed = False
    for seed in range(6):
        degraded = DEGRADERS[name](clean, np.random.default_rng(seed))
        again = DEGRADERS[name](clean, np.random.default_rng(seed))
        assert degraded.dtype == np.float32
        assert degraded.shape == clean.shape
        np.testing.assert_array_equal(degraded, again)
        changed |= not np.array_equal(degraded, clean)
    np.testing.assert_array_equal(clean, before)
    assert changed


def test_noise_covers_sigma_0_to_55_rounded_and_unrounded() -> None:
    grey = np.full((64, 64, 3), 0.5, np.float32)
    noisy = [DEGRADERS["white_noise"](grey, np.random.default_rng(i)) for i in range(80)]
    sigmas = [255 * float(n.std()) for n in noisy]
    assert min(sigmas) < 5
    assert 50 < max(sigmas) < 56
    is_rounded = [np.allclose(n * 255, np.round(n * 255), atol=1e-3) for n in noisy]
    assert 0.3 < np.mean(is_rounded) < 0.7


def test_restored_pictures_are_clean_where_that_went_well(photos: Path, tmp_path: Path) -> None:
    """An identity as generator: weak noise is left standing, and still close to the clean one."""
    entry = write_generator(tmp_path, Distortion.JPEG)
    untaught = write_generator(tmp_path, Distortion.GRAIN)
    recipe = replace(RECIPES["diagnosis"], trace_share=1.0)
    dataset = Batches(recipe, sorted(photos.iterdir()), Catalog((entry, untaught)))
    presence = torch.cat([dataset[step][1] for step in range(12)])
    jpeg, clean = presence[:, PAPER_DISTORTIONS.index(Distortion.JPEG)], presence[:, -1]
    others = presence[:, [d is not Distortion.JPEG for d in PAPER_DISTORTIONS] + [False]]
    assert not others.any()
    assert torch.equal(jpeg.isnan(), clean.isnan())
    assert clean.isnan().any(), "strong JPEG is not repaired by an identity: nobody can tell"
    assert (clean == 1).any()


def test_without_a_share_of_traces_everything_is_known(photos: Path, tmp_path: Path) -> None:
    catalog = Catalog((write_generator(tmp_path, Distortion.JPEG),))
    recipe = replace(RECIPES["diagnosis"], trace_share=0.0)
    dataset = Batches(recipe, sorted(photos.iterdir()), catalog)
    assert not torch.cat([dataset[step][1] for step in range(12)]).isnan().any()


def test_crops_for_a_codec_mostly_start_on_its_grid() -> None:
    recipe = replace(
        RECIPES["jpeg2000"], region_px=200, crop_px=60, crops_per_region=6, crop_grid_px=16
    )
    batches, rng = Batches(recipe, [], Catalog(())), np.random.default_rng(0)
    drawn = [batches._corners(rng, margin=28) for _ in range(200)]
    assert all(corners.min() >= 0 and corners.max() <= 140 for corners in drawn)
    on_grid = np.mean([not (corners % 16).any() for corners in drawn])
    assert 0.65 < on_grid < 0.85
    assert len({tuple(corners.ravel()) for corners in drawn}) > 190


def test_of_fading_some_pictures_are_drawn_and_some_of_those_are_left_as_they_are(
    photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Drawn ones are flat for the most part; faded or not, they come back as they were drawn."""
    monkeypatch.setattr(datasets, "N_DRAWN", 3)
    drawn = Batches(
        replace(RECIPES["fading"], drawn_share=1.0), sorted(photos.iterdir()), Catalog(())
    )
    pages = {clean.numpy().tobytes() for step in range(6) for clean in drawn[step][1]}
    assert len(pages) <= 2 * 3, "three pictures, in colour or grey"
    is_left = [torch.equal(*pair) for step in range(6) for pair in zip(*drawn[step], strict=True)]
    assert 0 < sum(is_left) < len(is_left)


def test_the_share_of_drawn_pictures_is_the_recipes(photos: Path) -> None:
    paths = sorted(photos.iterdir())
    never, at_times, always = (
        Batches(replace(RECIPES["fading"], drawn_share=share), paths, Catalog(()))
        for share in (0.0, 0.3, 1.0)
    )
    for step in range(4):
        for each in (never, at_times, always):
            each[step]
    assert not never._drawn
    assert 0 < len(at_times._drawn) < len(always._drawn)
