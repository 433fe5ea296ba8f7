import pytest
import torch

from restorer_app.architectures import GuidedUNet, ResidualUNet
from restorer_app.architectures.spectrum import N_SPECTRUM, power_spectrum

WIDTHS = (4, 6, 8)


def picture(n: int = 1, height: int = 40, width: int = 52) -> torch.Tensor:
    return torch.rand((n, 3, height, width), generator=torch.Generator().manual_seed(n))


@pytest.fixture
def plain() -> ResidualUNet:
    network = ResidualUNet(WIDTHS).requires_grad_(False)
    chance = torch.Generator().manual_seed(0)
    for parameter in network.parameters():
        parameter.normal_(0, 0.1, generator=chance)
    return network


@pytest.fixture
def guided(plain: ResidualUNet) -> GuidedUNet:
    """With the weights of `plain` and a guide that says something."""
    network = GuidedUNet(WIDTHS, hidden=8).requires_grad_(False)
    network.load_state_dict(plain.state_dict(), strict=False)
    network.guide[-1].weight.normal_(0, 0.3, generator=torch.Generator().manual_seed(1))
    return network


def test_without_a_word_from_the_guide_it_is_the_generator_it_came_from(
    plain: ResidualUNet, guided: GuidedUNet
) -> None:
    x = picture()
    assert not torch.allclose(guided(x), plain(x), atol=1e-3)
    guided.guide[-1].weight.zero_()
    guided.guide[-1].bias.zero_()
    assert torch.allclose(guided(x), plain(x), atol=1e-6)


def test_a_part_of_a_picture_is_repaired_by_the_spectrum_of_the_whole(guided: GuidedUNet) -> None:
    x = picture(height=64, width=64)
    spectrum = power_spectrum(x)
    whole, part = guided(x, spectrum), guided(x[..., :32], spectrum)
    assert torch.allclose(whole[..., :8], part[..., :8], atol=1e-5)
    assert not torch.allclose(part, guided(x[..., :32]), atol=1e-4), "its own spectrum differs"


def test_each_picture_of_a_batch_has_its_own_spectrum(guided: GuidedUNet) -> None:
    x = picture(3)
    x[1] *= 0.2
    together = guided(x)
    for i in range(3):
        assert torch.allclose(together[i : i + 1], guided(x[i : i + 1]), atol=1e-5)


@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float16])
def test_half_precision_keeps_the_type_of_the_picture(
    guided: GuidedUNet, dtype: torch.dtype
) -> None:
    x = picture(height=17, width=9)
    y = guided.to(dtype)(x, torch.full((1, N_SPECTRUM), -8.0))
    assert y.dtype == torch.float32
    assert y.shape == x.shape
