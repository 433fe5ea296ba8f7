import pytest
import torch

from restorer_app.architectures.deblurgan import DeblurGanGenerator, PatchCritic


def n_parameters(network: torch.nn.Module) -> int:
    return sum(parameter.numel() for parameter in network.parameters())


def test_they_are_as_large_as_in_the_paper() -> None:
    assert n_parameters(DeblurGanGenerator()) == 11_378_179
    assert n_parameters(PatchCritic()) == 2_764_737


@pytest.mark.parametrize(("height", "width"), [(1, 1), (16, 16), (33, 50)])
def test_any_size_comes_back_within_bounds(height: int, width: int) -> None:
    torch.manual_seed(0)
    network = DeblurGanGenerator(width=4, blocks=1).eval().requires_grad_(False)
    for parameter in network.parameters():
        parameter.mul_(20)
    x = torch.rand((2, 3, height, width))
    restored = network(x)
    assert restored.shape == x.shape
    assert restored.min() >= 0
    assert restored.max() <= 1
    assert not torch.allclose(restored, x, atol=1e-2)


def test_the_critic_judges_patches() -> None:
    torch.manual_seed(0)
    critic = PatchCritic(width=4).requires_grad_(False)
    x = torch.rand((2, 3, 128, 128))
    verdict = critic(x)
    assert verdict.shape == (2, 1, 19, 19)
    changed = x.clone()
    changed[0, :, :16, :16] = 0
    assert torch.equal(critic(changed)[1], verdict[1])
    assert not torch.equal(critic(changed)[0], verdict[0])
