"""What the translation learns from, and that its three trainings build on each other."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import PIL.Image
import pytest
import torch
from torch import nn

from restorer_app.architectures import ARCHITECTURES
from restorer_app.architectures.translation import LatentAutoencoder, LatentCritic
from restorer_app.errors import MediaError, WeightsError
from restorer_app.progress import Cancelled, Progress
from restorer_app.registry.catalog import Catalog, read_catalog
from restorer_app.registry.weights import read_weights
from restorer_app.training import train
from restorer_app.training.adversarial import DomainCritic
from restorer_app.training.checkpoint import TrainingState
from restorer_app.training.photographs import translation
from restorer_app.training.photographs.batches import Batches
from restorer_app.training.photographs.files import old_paths
from restorer_app.training.photographs.translation import LatentObjective, draw_old
from restorer_app.training.recipes import RECIPES
from restorer_app.training.train import train_recipe

REGION = np.random.default_rng(1).random((64, 64, 3), np.float32)
OLD, CLEAN, TRANSLATION = "translation-old", "translation-clean", "translation"
CPU = torch.device("cpu")


@pytest.fixture
def old_photos(tmp_path: Path) -> Path:
    """Two brown pictures of a size that no other has."""
    folder = tmp_path / "old"
    folder.mkdir()
    for i in range(2):
        grey = np.random.default_rng(i).integers(60, 180, (70, 70, 1))
        brown = (grey * [1, 0.8, 0.5]).astype(np.uint8)
        PIL.Image.fromarray(brown).save(folder / f"old-{i}.png")
    return folder


def test_a_print_in_black_and_white_shall_become_grey_and_another_what_it_was() -> None:
    drawn = [draw_old(REGION, np.random.default_rng(seed), ()) for seed in range(12)]
    is_grey = [float(np.ptp(old.clean, axis=2).max()) == 0 for old in drawn]
    assert 2 < sum(is_grey) < 10
    assert all(
        np.array_equal(old.clean, REGION)
        for old, grey in zip(drawn, is_grey, strict=True)
        if not grey
    )
    assert np.median([np.abs(old.shown - old.clean).mean() for old in drawn]) > 0.01


def test_damage_is_told_but_not_always(monkeypatch: pytest.MonkeyPatch) -> None:
    told = {}
    for share in (0.0, 1.0):
        monkeypatch.setattr(translation, "UNTOLD_SHARE", share)
        told[share] = [draw_old(REGION, np.random.default_rng(s), ()) for s in range(8)]
    for known, unknown in zip(told[0.0], told[1.0], strict=True):
        np.testing.assert_array_equal(known.shown, unknown.shown)
        assert not unknown.holes.any()
    assert any(old.holes.any() for old in told[0.0])
    assert set(np.unique(np.concatenate([old.holes for old in told[0.0]]))) == {0, 1}


@pytest.mark.usefixtures("tiny_recipes")
def test_real_old_photographs_are_shown_beside_made_ones(photos: Path, old_photos: Path) -> None:
    paths, catalog = sorted(photos.iterdir()), Catalog(())
    recipe = replace(RECIPES[OLD], region_px=32, crop_px=32)
    (alone,) = Batches(recipe, paths, catalog)[0]
    aged, real = Batches(recipe, paths, catalog, old=old_paths(old_photos))[0]
    assert alone.shape == aged.shape == real.shape == (4, 3, 32, 32)
    assert (real[:, 0] > real[:, 1]).all(), "brown, as those are"
    assert not (aged[:, 0] > aged[:, 1]).all()
    (clean,) = Batches(replace(recipe, degradation="nothing"), paths, catalog)[0]
    assert clean.shape == (4, 3, 32, 32)
    mapped = Batches(replace(RECIPES[TRANSLATION], crop_px=16), paths, catalog)[0]
    assert [part.shape[1:] for part in mapped] == [(3, 16, 16), (1, 16, 16), (3, 16, 16)]


def test_a_folder_without_old_photographs_is_named(tmp_path: Path) -> None:
    assert old_paths(None) == []
    with pytest.raises(MediaError, match=tmp_path.name):
        old_paths(tmp_path)


# --- what is lowered ------------------------------------------------------------------------------


def state_of(network: nn.Module, critic: DomainCritic | None = None) -> TrainingState:
    return TrainingState(network, torch.optim.AdamW(network.parameters()), {}, critic)


def test_latents_are_drawn_to_the_normal_distribution() -> None:
    torch.manual_seed(0)
    network = LatentAutoencoder(width=4, blocks=1)
    recipe = replace(RECIPES[OLD], pixel_weight=0.0, kl_weight=3.0)
    pictures = torch.rand(2, 3, 16, 16)
    with torch.no_grad():
        loss = LatentObjective(recipe, CPU)(state_of(network), [pictures])
        distance = network.encode(pictures).square().mean()
    assert float(loss) == pytest.approx(3 * float(distance), rel=0.02)  # within bfloat16


def test_a_step_has_the_same_noise_whenever_it_is_made() -> None:
    state = state_of(LatentAutoencoder(width=4, blocks=1))
    objective, pictures = LatentObjective(RECIPES[OLD], CPU), [torch.rand(2, 3, 16, 16)]
    with torch.no_grad():
        first, again = (float(objective(state, pictures)) for _ in range(2))
        state.step = 1
        assert first == again != float(objective(state, pictures))


def test_what_a_critic_tells_apart_becomes_alike() -> None:
    """Latents that differ by an offset: the critic finds it, and blaming it takes it away."""
    torch.manual_seed(0)
    critic = DomainCritic(LatentCritic(latent=2, width=8), 3e-3)
    offset = torch.tensor(2.0, requires_grad=True)
    optimizer = torch.optim.Adam([offset], 0.05)

    def draw() -> tuple[torch.Tensor, torch.Tensor]:
        one, other = torch.randn(2, 8, 2, 8, 8)
        return one, other + offset

    errors = [critic.learn(*draw()) for _ in range(60)]
    assert errors[-1] < 0.05 < errors[0], "told apart"
    for _ in range(150):
        optimizer.zero_grad()
        critic.blame(*draw()).backward()
        optimizer.step()
        critic.learn(*draw())
    assert abs(offset.item()) < 0.7


# --- the trainings --------------------------------------------------------------------------------


def run(name: str, photos: Path, out: Path, **options: object) -> Path:
    return train_recipe(name, photos, out, device="cpu", **{"steps": 2, **options})


@pytest.mark.usefixtures("tiny_recipes")
def test_an_alignment_stopped_and_resumed_is_the_same_as_straight(
    photos: Path, old_photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(train, "LOG_EVERY", 1)

    def stop(progress: Progress) -> None:
        if progress.step == "step 1":
            raise Cancelled

    run(OLD, photos, tmp_path / "straight", old=old_photos)
    with pytest.raises(Cancelled):
        run(OLD, photos, tmp_path / "stopped", old=old_photos, on_progress=stop)
    run(OLD, photos, tmp_path / "stopped", old=old_photos, resume=True)
    states = [
        torch.load(tmp_path / out / f"{OLD}-run" / "checkpoint.pt", weights_only=True)
        for out in ("straight", "stopped")
    ]
    for part in (lambda s: s["network"], lambda s: s["critic"]["network"]):
        assert all(torch.equal(part(states[1])[k], v) for k, v in part(states[0]).items())


@pytest.mark.usefixtures("tiny_recipes")
def test_the_mapping_learns_between_two_autoencoders_that_stay(
    photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = {"old": OLD, "clean": CLEAN}
    recipe = replace(RECIPES[TRANSLATION], parts_from=parts, perceptual_weight=0.0)
    monkeypatch.setitem(RECIPES, TRANSLATION, recipe)
    with pytest.raises(WeightsError, match=f"no model '{OLD}'"):
        run(TRANSLATION, photos, tmp_path)
    for name in (OLD, CLEAN, TRANSLATION):
        run(name, photos, tmp_path)
    catalog = read_catalog([tmp_path])
    made = read_weights(catalog.get(TRANSLATION))
    for part, name in parts.items():
        for key, tensor in read_weights(catalog.get(name)).items():
            assert torch.equal(made[f"{part}.{key}"], tensor), key
    torch.manual_seed(recipe.seed)
    start = ARCHITECTURES["photo_translation"](**recipe.hyper_parameters).mapping.state_dict()
    assert any(not torch.allclose(made[f"mapping.{k}"].float(), v) for k, v in start.items())
    card = (tmp_path / TRANSLATION / "README.md").read_text(encoding="utf-8")
    assert f"From the weights of `{OLD}` and the weights of `{CLEAN}`" in card


@pytest.mark.usefixtures("tiny_recipes")
def test_a_part_of_another_size_is_refused_by_name(
    photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(OLD, photos, tmp_path, steps=1)
    wider = replace(
        RECIPES[TRANSLATION],
        parts_from={"old": OLD},
        hyper_parameters={"width": 6, "mapping_widths": [4], "blocks": 1},
        perceptual_weight=0.0,
    )
    monkeypatch.setitem(RECIPES, TRANSLATION, wider)
    with pytest.raises(WeightsError, match=f"'{OLD}' has another size"):
        run(TRANSLATION, photos, tmp_path)
