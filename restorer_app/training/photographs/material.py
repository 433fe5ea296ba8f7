"""All that the pictures of a training are drawn from."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from restorer_app.registry.catalog import Catalog
from restorer_app.training.photographs.drawn_regions import DrawnRegions
from restorer_app.training.photographs.files import load_photos, read_shapes
from restorer_app.training.photographs.regions import Regions
from restorer_app.training.recipe import Recipe


@dataclass(frozen=True, eq=False)
class Material:
    """The files of a training, in memory."""

    recipe: Recipe
    regions: Regions
    """Of photographs."""
    drawn: DrawnRegions
    old: list[np.ndarray]
    """Real old photographs, uint8 (h, w, 3)."""
    shapes: list[np.ndarray]
    """Opacities of real damage, uint8 (h, w)."""
    catalog: Catalog
    """Where the generators are that leave the traces a diagnosis has to know."""


def load_material(
    recipe: Recipe,
    paths: Sequence[Path],
    catalog: Catalog,
    shapes: Path | None,
    old: Sequence[Path],
) -> Material:
    """Into memory: photographs, a folder with pictures of real damage, and real old photographs."""
    photos = load_photos(paths, shortest_px=recipe.region_px, scale=recipe.scale)
    return Material(
        recipe,
        Regions(recipe, photos),
        DrawnRegions(recipe),
        load_photos(old, shortest_px=recipe.region_px),
        read_shapes(shapes)[0],
        catalog,
    )
