from pathlib import Path

import pytest
import torch

from restorer_app.registry.catalog import Catalog
from restorer_app.training.loading import batches_from
from restorer_app.training.photographs.batches import Batches
from restorer_app.training.recipes import RECIPES

pytestmark = pytest.mark.usefixtures("tiny_recipes")


def dataset(name: str, photos: Path) -> Batches:
    return Batches(RECIPES[name], sorted(photos.iterdir()), Catalog(()))


def test_a_batch_of_pairs_has_the_shape_of_the_recipe(photos: Path) -> None:
    degraded, clean = dataset("white_noise", photos)[0]
    assert degraded.shape == clean.shape == (4, 3, 16, 16)
    assert degraded.dtype == clean.dtype == torch.float32
    assert clean.min() >= 0
    assert clean.max() <= 1
    assert not torch.equal(degraded, clean)


@pytest.mark.parametrize("name", ["white_noise", "diagnosis"])
def test_a_batch_depends_on_seed_and_step_alone(photos: Path, name: str) -> None:
    in_order = dataset(name, photos)
    first = [in_order[step] for step in range(3)]
    backwards = dataset(name, photos)
    second = [backwards[step] for step in (2, 1, 0)][::-1]
    for one, other in zip(first, second, strict=True):
        assert all(torch.equal(a, b) for a, b in zip(one, other, strict=True))
    assert not torch.equal(first[0][0], first[1][0])


def test_a_worker_process_makes_the_same_batches(photos: Path) -> None:
    batches = dataset("white_noise", photos)
    here = list(batches_from(batches, range(3, 6), workers=0))
    there = list(batches_from(batches, range(3, 6), workers=1))
    assert len(there) == 3
    for one, other in zip(here, there, strict=True):
        assert all(torch.equal(a, b) for a, b in zip(one, other, strict=True))
