"""Adding a distortion touches four places: the vocabulary, its degradation, recipe, model folder.

These tests say which of the four is still missing.
"""

import numpy as np
import pytest

from restorer_app.degradations.kadid import LEVELS, PAPER_NAMES, degrade
from restorer_app.distortions import (
    PAPER_DISTORTIONS,
    Distortion,
    Medium,
    distortions_of,
    order_of_formation,
)
from restorer_app.paths import shipped_models_dir
from restorer_app.registry.catalog import REPAIRING_TASKS, read_catalog
from restorer_app.training.recipes import all_recipes

each_distortion = pytest.mark.parametrize("distortion", Distortion)


@each_distortion
def test_it_has_words_for_people(distortion: Distortion) -> None:
    assert distortion.label
    assert distortion.label[0].isupper()
    assert "_" not in distortion.label
    assert distortion.help_text.endswith(".")
    assert len(distortion.help_text) > 20


def test_a_distortion_belongs_to_one_medium() -> None:
    photo, audio = distortions_of(Medium.PHOTO), distortions_of(Medium.AUDIO)
    assert {*photo, *audio} == set(Distortion)
    assert len(photo) + len(audio) == len(Distortion)
    assert set(PAPER_DISTORTIONS) < set(photo)


@pytest.mark.parametrize("distortion", PAPER_DISTORTIONS)
def test_it_has_a_degradation_with_five_levels(distortion: Distortion) -> None:
    assert len(LEVELS[distortion]) == 5
    clean = np.random.default_rng(0).random((64, 64, 3), np.float32)
    degraded = degrade(clean, str(distortion), 5, np.random.default_rng(0))
    assert degraded.parameters["name"] == distortion
    assert not np.array_equal(degraded.pixels, clean)


@each_distortion
def test_a_shipped_model_that_repairs_it_has_its_recipe_and_the_other_way_round(
    distortion: Distortion,
) -> None:
    models = [
        entry
        for entry in read_catalog([shipped_models_dir()]).entries
        if entry.task in REPAIRING_TASKS and entry.distortion is distortion
    ]
    recipe = all_recipes().get(str(distortion))
    assert [model.id for model in models] in ([], [str(distortion)])
    for model in models:
        assert recipe is not None, "trained without a recipe"
        assert model.recipe == recipe.name
        assert model.architecture == recipe.architecture
        assert model.hyper_parameters == recipe.hyper_parameters
        assert model.title == recipe.title == distortion.label


def test_fourteen_are_those_of_paper_0() -> None:
    assert len(PAPER_DISTORTIONS) == 14
    assert PAPER_NAMES == PAPER_DISTORTIONS
    assert set(PAPER_DISTORTIONS) < set(Distortion)


def test_titles_tell_distortions_apart() -> None:
    assert len({distortion.label for distortion in Distortion}) == len(Distortion)


def test_the_order_of_repair_undoes_the_order_of_formation() -> None:
    groups = [
        {"scratches"},
        {"color_block", "impulse_noise"},
        {"jpeg", "jpeg2000", "color_quantization", "denoise_artifacts"},
        {"white_noise", "color_component_noise", "multiplicative_noise"},
        {"grain"},
        {"fading", "yellowing", "color_shift"},
        {"jitter", "motion_blur", "lens_blur", "gaussian_blur"},
        {"translation"},
        {"faces"},
    ]
    repaired = sorted(distortions_of(Medium.PHOTO), key=lambda distortion: distortion.repair_rank)
    for group in groups:
        now, repaired = repaired[: len(group)], repaired[len(group) :]
        assert {str(distortion) for distortion in now} == group


def test_damage_comes_about_in_the_reverse_order_of_repair() -> None:
    by_repair = sorted(PAPER_DISTORTIONS, key=lambda distortion: distortion.repair_rank)
    assert order_of_formation(list(PAPER_DISTORTIONS)) == by_repair[::-1]
    assert order_of_formation(
        [Distortion.JPEG, Distortion.COLOR_BLOCK, Distortion.GAUSSIAN_BLUR, Distortion.WHITE_NOISE]
    ) == [
        Distortion.GAUSSIAN_BLUR,
        Distortion.WHITE_NOISE,
        Distortion.JPEG,
        Distortion.COLOR_BLOCK,
    ]


def test_recordings_are_repaired_from_what_would_be_smeared_to_what_noise_hides() -> None:
    assert [str(distortion) for distortion in distortions_of(Medium.AUDIO)] == [
        "clipping",
        "clicks",
        "hum",
        "echo",
        "background_noise",
        "reverb",
        "band_limit",
        "wow",
    ]
