"""Photographs to training batches: crops degraded on the fly, each batch a function of its step.

A batch depends on the recipe's seed and the step number alone, never on how many worker processes
there are, so a resumed training sees exactly the batches it would have seen.
"""

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
import torch
from torch.utils.data import Dataset

from restorer_app.registry.catalog import Catalog, Task
from restorer_app.training.lesson import Batch
from restorer_app.training.photographs.classified import draw_classified
from restorer_app.training.photographs.damage import draw_filled, draw_found
from restorer_app.training.photographs.faces import draw_known
from restorer_app.training.photographs.labelled import draw_diagnosed
from restorer_app.training.photographs.material import Material, load_material
from restorer_app.training.photographs.pairs import draw_pairs
from restorer_app.training.photographs.translation import draw_rebuilt, draw_translated
from restorer_app.training.recipe import Recipe

Draw = Callable[[Material, np.random.Generator], tuple[np.ndarray, ...]]
"""What is learnt from one region: arrays (n, ...), a batch being those of some regions."""

DRAWS: dict[Task, Draw] = {
    Task.DIAGNOSE: draw_diagnosed,
    Task.CLASSIFY: draw_classified,
    Task.FIND: draw_found,
    Task.FILL: draw_filled,
    Task.EMBED: draw_known,
    Task.AUTOENCODE: draw_rebuilt,
    Task.TRANSLATE: draw_translated,
}
"""By what a recipe's network does; all others learn from pairs."""


class Batches(Dataset[Batch]):
    """Item `step` is the whole batch of that step.

    Generators: degraded and clean (n, 3, crop_px, crop_px) float32. Diagnosis: crops of the same
    shape, presence (n, 15) with "clean" last and NaN where nobody can tell, severity (n, 14).
    Classifiers: pictures of the same shape and the number of their one class, (n,) int64.
    Finding damage: crops and masks (n, 1, crop_px, crop_px). Filling: crops with holes (n, 4, ...),
    and without. Knowing faces: a clean and an aged view of each, (n, 1, crop_px, crop_px).
    Autoencoders: crops, and as many of real old photographs where there are any. Translation: aged
    crops, holes (n, 1, crop_px, crop_px) and clean crops.
    """

    def __init__(
        self,
        recipe: Recipe,
        paths: Sequence[Path],
        catalog: Catalog,
        shapes: Path | None = None,
        old: Sequence[Path] = (),
    ) -> None:
        """`paths`, `old`: photographs, and real old ones; `shapes`: pictures of real damage."""
        self.recipe = recipe
        self.paths, self.catalog, self.shapes, self.old = paths, catalog, shapes, old

    @cached_property
    def material(self) -> Material:
        """What there is to draw from: loaded in the worker that first needs it."""
        return load_material(self.recipe, self.paths, self.catalog, self.shapes, self.old)

    def __getitem__(self, step: int) -> Batch:
        rng = self.chance_of(step)
        draw = DRAWS.get(self.recipe.task, draw_pairs)
        parts = [draw(self.material, rng) for _ in range(self.recipe.regions_per_step)]
        return tuple(
            torch.from_numpy(np.concatenate(arrays)) for arrays in zip(*parts, strict=True)
        )

    def chance_of(self, number: int) -> np.random.Generator:
        """The random numbers of an item."""
        return np.random.default_rng((self.recipe.seed, number))
