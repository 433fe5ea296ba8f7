import sys
from subprocess import run

import pytest

from restorer_app.architectures import ARCHITECTURES
from restorer_app.registry.catalog import REPAIRING_TASKS, Task
from restorer_app.training import train
from restorer_app.training.photographs.degraders import DEGRADERS
from restorer_app.training.recipe import Recipe
from restorer_app.training.recipes import RECIPES

GENERATOR_MAX_BYTES = 6_000_000
BYTES_PER_WEIGHT = 2  # float16

PAIRED = (Task.RESTORE, Task.REFINE, Task.PRETRAINED, Task.DEGRADE, Task.DETAIL, Task.COMPARE)
"""What learns from pairs of degraded and clean pictures."""

each_recipe = pytest.mark.parametrize("recipe", RECIPES.values(), ids=RECIPES.keys())


@each_recipe
def test_a_recipe_is_complete(recipe: Recipe) -> None:
    assert RECIPES[recipe.name] is recipe
    assert recipe.title
    assert recipe.architecture in ARCHITECTURES
    assert recipe.crop_px <= recipe.region_px
    assert recipe.crop_px % 16 == 0, "whole cells of the networks' coarsest level"
    assert recipe.start_from == "" or recipe.start_from in RECIPES
    assert set(recipe.parts_from.values()) <= set(RECIPES)
    if recipe.task in PAIRED:
        assert recipe.degradation in DEGRADERS


@each_recipe
def test_the_weights_it_makes_are_small_enough(recipe: Recipe) -> None:
    if recipe.task in (Task.COMPARE, Task.CLASSIFY):
        return  # only measured, never shipped
    network = ARCHITECTURES[recipe.architecture](**recipe.hyper_parameters)
    n_weights = sum(tensor.numel() for tensor in network.state_dict().values())
    assert n_weights * BYTES_PER_WEIGHT < GENERATOR_MAX_BYTES


@each_recipe
def test_a_fine_tuning_takes_over_the_whole_encoder_of_its_start(recipe: Recipe) -> None:
    if recipe.start_from:
        shapes = [
            {
                name: tensor.shape
                for name, tensor in ARCHITECTURES[r.architecture](**r.hyper_parameters)
                .state_dict()
                .items()
                # Who fills holes sees them as a fourth channel.
                if name.startswith(("encoder.", "down.", "bottom."))
                or (name.startswith("head.") and recipe.task is not Task.FILL)
            }
            for r in (recipe, RECIPES[recipe.start_from])
        ]
        assert shapes[0] == shapes[1]
        assert shapes[0]


@each_recipe
def test_a_model_that_repairs_carries_the_name_of_its_distortion(recipe: Recipe) -> None:
    suffixes = {
        **dict.fromkeys(REPAIRING_TASKS, ""),
        Task.DETAIL: "-detail",
        Task.FIND: "-finder",
    }
    assert (recipe.task in suffixes) == (recipe.distortion is not None)
    if recipe.distortion:
        suffix = suffixes[recipe.task]
        assert recipe.name == f"{recipe.distortion}{suffix}"


def test_the_four_distortions_people_meet_most_and_the_diagnosis_are_trained() -> None:
    assert {"white_noise", "jpeg", "gaussian_blur", "motion_blur", "diagnosis"} <= set(RECIPES)


def test_training_loads_no_window_no_terminal_and_no_sound() -> None:
    code = f"import sys, {train.__name__}; print(*sys.modules)"
    done = run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120
    )
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert "torch" in loaded
    unwanted = {"PySide6", "pyqtgraph", "shiboken6", "typer", "rich", "soundfile", "sounddevice"}
    assert loaded & unwanted == set()
