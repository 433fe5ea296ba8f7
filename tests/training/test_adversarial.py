from copy import deepcopy
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn

from restorer_app.architectures.deblurgan import PatchCritic
from restorer_app.errors import PlanError, WeightsError
from restorer_app.training.adversarial import Critic, gradient_penalty
from restorer_app.training.perceptual import PerceptualDistance, cut_at_random
from restorer_app.training.train import train_recipe


class Slope(nn.Module):
    """A critic whose slope has this length at every point."""

    def __init__(self, length: float) -> None:
        super().__init__()
        self.length = length

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x.flatten(1).sum(1) * self.length / x[0].numel() ** 0.5


@pytest.mark.parametrize(("length", "penalty"), [(1.0, 0.0), (3.0, 4.0), (0.0, 1.0)])
def test_the_penalty_is_how_far_the_slope_is_from_one(length: float, penalty: float) -> None:
    clean, restored = torch.rand(2, 4, 3, 8, 8)
    found = gradient_penalty(Slope(length), clean, restored)
    assert float(found) == pytest.approx(penalty, abs=1e-4)


def test_a_critic_learns_to_tell_restored_from_clean() -> None:
    torch.manual_seed(0)
    critic = Critic(PatchCritic(width=4), 1e-3)
    clean = torch.rand(4, 3, 32, 32)
    restored = clean * torch.linspace(0, 1, 32)
    distances = [critic.learn(clean, restored) for _ in range(60)]
    assert distances[-1] > distances[0] + 0.02
    assert critic.blame(restored) > critic.blame(clean)


def test_a_critic_goes_on_where_it_stopped() -> None:
    torch.manual_seed(0)
    clean, restored = torch.rand(2, 2, 3, 32, 32)
    one, other = (Critic(PatchCritic(width=4), 1e-3) for _ in range(2))
    one.learn(clean, restored)
    other.load_state_dict(deepcopy(one.state_dict()))
    assert torch.equal(one.blame(restored), other.blame(restored))
    for critic in (one, other):
        torch.manual_seed(1)
        critic.learn(clean, restored)
    assert torch.equal(one.blame(restored), other.blame(restored))


def test_both_pictures_are_cut_alike_and_not_always_the_same() -> None:
    torch.manual_seed(0)
    clean = torch.rand(2, 3, 32, 32)
    starts = set()
    for _ in range(40):
        one, other = cut_at_random(clean, 2 * clean)
        assert torch.equal(2 * one, other)
        assert torch.equal(one, clean[..., -one.shape[2] :, -one.shape[3] :])
        starts.add((32 - one.shape[2], 32 - one.shape[3]))
    assert len(starts) > 20


def test_the_perceptual_distance_grows_with_the_difference(squeezenet: Path) -> None:
    distance = PerceptualDistance(squeezenet)
    x = torch.rand((2, 3, 64, 64))
    near, far = (distance(x, (x + s * torch.randn_like(x)).clamp(0, 1)) for s in (0.02, 0.3))
    assert float(distance(x, x)) == pytest.approx(0, abs=1e-6)
    assert 0 < float(near) < float(far) <= 4
    assert not any(parameter.requires_grad for parameter in distance.parameters())


def test_a_grid_of_single_pixels_hardly_counts_once_pictures_are_reduced(squeezenet: Path) -> None:
    distance = PerceptualDistance(squeezenet)
    torch.manual_seed(1)
    x = torch.nn.functional.interpolate(torch.rand((2, 3, 8, 8)), size=(64, 64), mode="bicubic")
    grid = 0.1 * (torch.arange(64)[:, None] + torch.arange(64)).remainder(2).sub(0.5)
    stripes = 0.1 * (torch.arange(64) // 8).remainder(2).sub(0.5)
    for changed, is_seen in ((x + grid, False), (x + stripes, True)):
        ratio = distance.of_reduced(changed, x) / distance(changed, x)
        assert (float(ratio) > 0.5) == is_seen
    assert float(distance.of_reduced(x[..., :33, :33], x[..., :33, :33])) == pytest.approx(0)


def test_what_is_no_squeezenet_is_named(tmp_path: Path) -> None:
    (tmp_path / "text.npz").write_text("no weights")
    np.savez(tmp_path / "other.npz", a=np.zeros(3))
    for name in ("text.npz", "other.npz", "missing.npz"):
        with pytest.raises(WeightsError, match=name):
            PerceptualDistance(tmp_path / name)


@pytest.mark.usefixtures("tiny_recipes")
def test_a_recipe_that_needs_a_recognising_network_says_so(photos: Path, tmp_path: Path) -> None:
    with pytest.raises(PlanError, match="--perceptual"):
        train_recipe("paper-0-gaussian_blur", photos, tmp_path, steps=2, device="cpu")


@pytest.mark.usefixtures("tiny_recipes")
def test_an_adversarial_training_can_be_resumed(
    photos: Path, tmp_path: Path, squeezenet: Path
) -> None:
    options = {"device": "cpu", "perceptual": squeezenet}
    train_recipe("paper-0-gaussian_blur", photos, tmp_path, steps=2, **options)
    folder = train_recipe(
        "paper-0-gaussian_blur", photos, tmp_path, steps=4, resume=True, **options
    )
    assert "steps = 4" in (folder / "model.toml").read_text()
