"""What the generators learn from: regions of photographs, degraded and as they ought to be."""

import numpy as np

from restorer_app.degradations import harmless
from restorer_app.degradations.aging.old_photo import age_tones, draw_ageing
from restorer_app.degradations.mixtures import draw_levels, mix
from restorer_app.distortions import PAPER_DISTORTIONS
from restorer_app.registry.catalog import Task
from restorer_app.training.photographs.degraders import DEGRADERS, is_grey
from restorer_app.training.photographs.faces import draw_face
from restorer_app.training.photographs.material import Material
from restorer_app.training.photographs.regions import draw_scale


def draw_pairs(material: Material, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Degraded and clean crops of a region, (n, 3, crop_px, crop_px)."""
    recipe, regions = material.recipe, material.regions
    clean = draw_underlying(material, rng)
    degraded = DEGRADERS[recipe.degradation](clean, rng)
    # The rim of a region has seen a replicated border that a photograph has not.
    corners = regions.draw_corners(rng, margin=(recipe.region_px - recipe.crop_px) // 5)
    return regions.crops(degraded, corners), regions.crops(clean, corners)


def draw_underlying(material: Material, rng: np.random.Generator) -> np.ndarray:
    """What a network shall bring back: a clean region, or one with damage of other kinds.

    float32 (region_px, region_px, 3). No chance is drawn where the recipe has none to take.
    """
    recipe = material.recipe
    if recipe.task is Task.REFINE:
        return draw_face(material.regions.draw_photo(rng), recipe.region_px, rng)
    if _happens(recipe.drawn_share, rng):
        region = material.drawn.draw(rng)
    else:
        region = material.regions.draw(rng, scale=draw_scale(rng, reduced=0.3))
    if _happens(recipe.grey_share, rng):
        region = harmless.grey(region)
    if _happens(recipe.faded_share, rng):
        region = _faded(region, rng)
    if not _happens(recipe.underlying_share, rng):
        return region
    others = [each for each in PAPER_DISTORTIONS if each is not recipe.distortion]
    return mix(region, draw_levels(int(rng.integers(1, 3)), rng, among=others), rng).pixels


def _happens(share: float, rng: np.random.Generator) -> bool:
    return bool(share) and rng.random() < share


def _faded(pixels: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """With the tones of an old print, one in black and white where the picture is."""
    ageing = draw_ageing(rng, damaged_share=0.0, faded_share=1.0, is_grey=is_grey(pixels))
    return np.clip(age_tones(pixels, ageing, rng), 0, 1)
