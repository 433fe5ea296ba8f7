"""How each released model is trained: one recipe per model, nothing hidden elsewhere."""

from restorer_app.training.recipe import AnyRecipe
from restorer_app.training.recipes.details import DETAILS
from restorer_app.training.recipes.diagnosis import DIAGNOSES
from restorer_app.training.recipes.faces import FACES
from restorer_app.training.recipes.generators import GENERATORS
from restorer_app.training.recipes.old_photographs import OLD_PHOTOGRAPHS
from restorer_app.training.recipes.paper_0 import PAPER_0
from restorer_app.training.recipes.sound import SOUND
from restorer_app.training.recipes.translation import TRANSLATION

_FOR_PHOTOGRAPHS = (
    *GENERATORS,
    *DIAGNOSES,
    *OLD_PHOTOGRAPHS,
    *FACES,
    *TRANSLATION,
    *PAPER_0,
    *DETAILS,
)

RECIPES = {recipe.name: recipe for recipe in _FOR_PHOTOGRAPHS}
"""Photographs' by name."""
SOUND_RECIPES: dict[str, AnyRecipe] = {recipe.name: recipe for recipe in SOUND}
"""Recordings' by name."""


def all_recipes() -> dict[str, AnyRecipe]:
    """Photographs' and recordings' by name."""
    return {**RECIPES, **SOUND_RECIPES}
