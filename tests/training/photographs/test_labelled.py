from dataclasses import replace
from pathlib import Path

import pytest
import torch

from restorer_app.distortions import PAPER_DISTORTIONS, Distortion
from restorer_app.registry.catalog import Catalog
from restorer_app.training.photographs.batches import Batches
from restorer_app.training.photographs.labelled import N_DISTORTIONS
from restorer_app.training.recipes import RECIPES
from tests.tiny_models import write_generator

pytestmark = pytest.mark.usefixtures("tiny_recipes")


def dataset(photos: Path) -> Batches:
    return Batches(RECIPES["diagnosis"], sorted(photos.iterdir()), Catalog(()))


def test_a_batch_for_the_diagnosis_has_labels_that_fit(photos: Path) -> None:
    batches = dataset(photos)
    for step in range(20):
        crops, presence, severity = batches[step]
        assert crops.shape == (4, 3, 32, 32)
        assert presence.shape == (4, N_DISTORTIONS + 1)
        assert severity.shape == (4, N_DISTORTIONS)
        present, clean = presence[:, :-1], presence[:, -1]
        assert torch.equal(clean, (present.sum(1) == 0).float())
        assert present.sum(1).max() <= 3
        assert torch.equal(severity > 0, present > 0)
        assert severity[present > 0].ge(1).all()
        assert severity.max() <= 5


def test_batches_show_clean_pictures_and_every_distortion_in_time(photos: Path) -> None:
    batches = dataset(photos)
    presence = torch.cat([batches[step][1] for step in range(80)])
    assert 0.05 < presence[:, -1].mean() < 0.5
    never = [d for i, d in enumerate(PAPER_DISTORTIONS) if not presence[:, i].any()]
    assert never == []


def test_restored_pictures_are_clean_where_that_went_well(photos: Path, tmp_path: Path) -> None:
    """An identity as generator: weak noise is left standing, and still close to the clean one."""
    entry = write_generator(tmp_path, Distortion.JPEG)
    untaught = write_generator(tmp_path, Distortion.GRAIN)
    recipe = replace(RECIPES["diagnosis"], trace_share=1.0)
    dataset = Batches(recipe, sorted(photos.iterdir()), Catalog((entry, untaught)))
    presence = torch.cat([dataset[step][1] for step in range(12)])
    jpeg, clean = presence[:, PAPER_DISTORTIONS.index(Distortion.JPEG)], presence[:, -1]
    others = presence[:, [d is not Distortion.JPEG for d in PAPER_DISTORTIONS] + [False]]
    assert not others.any()
    assert torch.equal(jpeg.isnan(), clean.isnan())
    assert clean.isnan().any(), "strong JPEG is not repaired by an identity: nobody can tell"
    assert (clean == 1).any()


def test_without_a_share_of_traces_everything_is_known(photos: Path, tmp_path: Path) -> None:
    catalog = Catalog((write_generator(tmp_path, Distortion.JPEG),))
    recipe = replace(RECIPES["diagnosis"], trace_share=0.0)
    dataset = Batches(recipe, sorted(photos.iterdir()), catalog)
    assert not torch.cat([dataset[step][1] for step in range(12)]).isnan().any()
