import pytest

from restorer_app.architectures import ARCHITECTURES
from restorer_app.distortions import Medium
from restorer_app.registry.catalog import Task
from restorer_app.training.recipe import AnyRecipe, SoundRecipe
from restorer_app.training.recipes import RECIPES, SOUND_RECIPES, all_recipes
from restorer_app.training.sound.draws import DRAWS

MASK_NET_MAX_BYTES = 1_300_000
BYTES_PER_WEIGHT = 2  # float16

each_recipe = pytest.mark.parametrize("recipe", SOUND_RECIPES.values(), ids=SOUND_RECIPES.keys())


_NAMES = {Task.RESTORE: "{}", Task.FIND: "{}-finder"}
"""What models of a distortion are called, by what they do."""


@each_recipe
def test_a_recipe_is_complete(recipe: AnyRecipe) -> None:
    assert all_recipes()[recipe.name] is recipe
    assert recipe.medium is Medium.AUDIO
    assert recipe.title
    assert recipe.architecture in ARCHITECTURES
    if isinstance(recipe, SoundRecipe):
        assert recipe.degradation in DRAWS


@each_recipe
def test_a_model_that_repairs_or_finds_carries_the_name_of_its_distortion_and_is_small(
    recipe: AnyRecipe,
) -> None:
    assert (recipe.task in _NAMES) == (recipe.distortion is not None)
    if recipe.distortion:
        assert recipe.distortion.medium is Medium.AUDIO
        assert recipe.name == _NAMES[recipe.task].format(recipe.distortion)
        network = ARCHITECTURES[recipe.architecture](**recipe.hyper_parameters)
        n_weights = sum(tensor.numel() for tensor in network.state_dict().values())
        assert n_weights * BYTES_PER_WEIGHT < MASK_NET_MAX_BYTES


def test_no_recipe_hides_another() -> None:
    assert len(all_recipes()) == len(RECIPES) + len(SOUND_RECIPES)
