import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from restorer_app.architectures import ARCHITECTURES
from restorer_app.distortions import Distortion, Medium
from restorer_app.registry.catalog import MODEL_FILE, Task, read_entry
from restorer_app.registry.loader import load_network
from restorer_app.registry.weights import verify
from restorer_app.training.checkpoint import TrainingState
from restorer_app.training.recipe import AnyRecipe, Recipe
from restorer_app.training.recipes import RECIPES, SOUND_RECIPES
from restorer_app.training.release import write_model_folder

SCORE = {"val_psnr_in": 20.123456, "val_psnr_out": 30.5}


@pytest.fixture
def recipe() -> Recipe:
    return replace(RECIPES["white_noise"], hyper_parameters={"widths": [4, 6], "blocks": 1}, seed=7)


def release(recipe: AnyRecipe, folder: Path) -> TrainingState:
    network = ARCHITECTURES[recipe.architecture](**recipe.hyper_parameters)
    average = {key: tensor + 0.5 for key, tensor in network.state_dict().items()}
    optimizer = torch.optim.AdamW(network.parameters())
    state = TrainingState(network, optimizer, average, step=1234, elapsed_s=1800)
    cpu = torch.device("cpu")
    material = "400 photographs"
    made = write_model_folder(folder, recipe, state, SCORE, material=material, device=cpu)
    assert made == folder
    return state


def test_a_released_model_says_how_it_was_made(recipe: Recipe, tmp_path: Path) -> None:
    release(recipe, tmp_path / recipe.name)
    entry = read_entry(tmp_path / recipe.name)
    verify(entry)
    assert entry.task is Task.RESTORE
    assert entry.distortion is recipe.distortion
    assert (entry.recipe, entry.steps, entry.seed) == ("white_noise", 1234, 7)
    assert entry.hyper_parameters == recipe.hyper_parameters
    assert entry.metrics == {"val_psnr_in": 20.1235, "val_psnr_out": 30.5}
    assert entry.training_data == ("400 photographs",)
    assert entry.medium is Medium.PHOTO
    assert entry.licence


def test_a_model_for_recordings_says_so(tmp_path: Path) -> None:
    tiny = replace(SOUND_RECIPES["background_noise"], hyper_parameters={"width": 4})
    release(tiny, tmp_path / tiny.name)
    entry = read_entry(tmp_path / tiny.name)
    assert entry.medium is Medium.AUDIO
    assert entry.distortion is Distortion.BACKGROUND_NOISE
    assert load_network(entry, "cpu").entry is entry


def test_the_averaged_weights_are_released(recipe: Recipe, tmp_path: Path) -> None:
    state = release(recipe, tmp_path / recipe.name)
    network = load_network(read_entry(tmp_path / recipe.name), "cpu").network
    for key, tensor in network.state_dict().items():
        # float16 on disk, bfloat16 where the CPU computes in it
        assert torch.allclose(tensor.float(), state.ema[key], atol=0.004), key


def test_the_card_has_numbers_and_limits(recipe: Recipe, tmp_path: Path) -> None:
    release(recipe, tmp_path / recipe.name)
    card = (tmp_path / recipe.name / "README.md").read_text(encoding="utf-8")
    for heading in ("What it does", "Training", "Numbers", "Limits", "Licence"):
        assert f"\n## {heading}\n" in card
    assert "30.500" in card
    assert "1234 steps in 0.50 h" in card


def test_any_title_survives_in_toml(recipe: Recipe, tmp_path: Path) -> None:
    title = 'Körnung "grob" \\ 雨 \U0001f327\n'
    release(replace(recipe, title=title), tmp_path / recipe.name)
    text = (tmp_path / recipe.name / MODEL_FILE).read_text(encoding="utf-8")
    assert tomllib.loads(text)["title"] == title
