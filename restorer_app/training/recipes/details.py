"""The second stage of some generators: crisper, at the price of being farther from the truth."""

from dataclasses import replace

from restorer_app.distortions import Distortion
from restorer_app.registry.catalog import Task
from restorer_app.training.recipe import Recipe
from restorer_app.training.recipes.generators import GENERATORS

_CRISPER = frozenset(
    {
        Distortion.JPEG,
        Distortion.DENOISE_ARTIFACTS,
        Distortion.GAUSSIAN_BLUR,
        Distortion.LENS_BLUR,
    }
)
"""Where the most likely picture is a soft one; motion blur comes back sharp without. JPEG 2000 gets
a lattice (docs/adr/0022)."""


def _detail_of(plain: Recipe) -> Recipe:
    """The second stage: on from the plain model, with a critic and a recogniser to please."""
    return replace(
        plain,
        name=f"{plain.name}-detail",
        title=f"{plain.title}, crisper",
        task=Task.DETAIL,
        start_from=plain.name,
        peak_lr=5e-4,
        pixel_weight=0.5,
        decibel_weight=0.0,
        perceptual_weight=2.0,
        adversarial_weight=0.1,
        critic_width=32,
    )


DETAILS = tuple(
    _detail_of(recipe)
    for recipe in GENERATORS
    if recipe.distortion in _CRISPER and recipe.task is Task.RESTORE
)
