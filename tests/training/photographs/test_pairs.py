from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from restorer_app.degradations.mixtures import Mixture
from restorer_app.distortions import Distortion
from restorer_app.registry.catalog import Catalog
from restorer_app.training.photographs import drawn_regions, pairs
from restorer_app.training.photographs.batches import Batches
from restorer_app.training.recipes import RECIPES

pytestmark = pytest.mark.usefixtures("tiny_recipes")


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

    monkeypatch.setattr(pairs, "mix", make_grey)
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


def test_of_fading_some_pictures_are_drawn_and_some_of_those_are_left_as_they_are(
    photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Drawn ones are flat for the most part; faded or not, they come back as they were drawn."""
    monkeypatch.setattr(drawn_regions, "N_DRAWN", 3)
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
    assert not never.material.drawn
    assert 0 < len(at_times.material.drawn) < len(always.material.drawn)
