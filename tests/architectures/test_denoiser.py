import pytest
import torch

from restorer_app.architectures import ChannelDenoiser
from restorer_app.training.recipes import RECIPES


@pytest.fixture
def network() -> ChannelDenoiser:
    torch.manual_seed(0)
    denoiser = ChannelDenoiser(width=8, depth=4).requires_grad_(False)
    denoiser.tail.weight.normal_(0, 0.1)
    return denoiser


def picture(n: int = 2) -> torch.Tensor:
    return torch.rand((n, 3, 17, 12), generator=torch.Generator().manual_seed(1))


def test_the_released_network_has_its_size() -> None:
    released = ChannelDenoiser(**RECIPES["channel_denoiser"].hyper_parameters)
    # 1 -> 32, eight times 32 -> 32, 32 -> 1, each of 3x3 with a bias.
    assert sum(p.numel() for p in released.parameters()) == 320 + 8 * 9248 + 289


def test_a_new_network_changes_nothing() -> None:
    x = picture()
    assert torch.equal(ChannelDenoiser(width=8, depth=3)(x), x)


def test_each_channel_is_denoised_as_if_it_were_alone(network: ChannelDenoiser) -> None:
    x = picture()
    together = network(x)
    assert not torch.allclose(together, x, atol=1e-3)
    for c in range(3):
        assert torch.allclose(network(x[:, c : c + 1]), together[:, c : c + 1], atol=1e-6)


def test_in_half_precision_the_picture_itself_is_not_rounded() -> None:
    x = picture()
    untouched = ChannelDenoiser(width=8, depth=3).to(torch.bfloat16)(x)
    assert untouched.dtype == torch.float32
    assert torch.equal(untouched, x)
