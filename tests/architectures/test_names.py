from torch import nn

from restorer_app.architectures import ARCHITECTURES
from restorer_app.registry.catalog import Task, read_catalog
from restorer_app.training.recipes import all_recipes


def test_every_name_is_a_network_class() -> None:
    assert all(issubclass(network, nn.Module) for network in ARCHITECTURES.values())


def test_the_shipped_models_and_the_recipes_name_architectures_there_are() -> None:
    networks = [entry for entry in read_catalog().entries if entry.task is not Task.DETECT]
    named = [entry.architecture for entry in networks]  # a detector of faces is OpenCV's own
    named += [recipe.architecture for recipe in all_recipes().values()]
    assert named
    assert set(named) <= set(ARCHITECTURES)
