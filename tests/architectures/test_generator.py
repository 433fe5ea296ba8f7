import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from restorer_app.architectures import ResidualUNet
from restorer_app.training.recipes import RECIPES

CHANCE = torch.Generator().manual_seed(0)


def tiny() -> ResidualUNet:
    return ResidualUNet(widths=(4, 4, 6, 8), blocks=1).requires_grad_(False)


def changing() -> ResidualUNet:
    """Tiny, with random weights everywhere: a new one is the identity, which hides mistakes."""
    network = tiny()
    for parameter in network.parameters():
        parameter.normal_(0, 0.1, generator=CHANCE)
    return network


def test_the_released_generators_have_2_3_million_parameters() -> None:
    released = [r.hyper_parameters for r in RECIPES.values() if r.architecture == "residual_unet"]
    assert released
    for hyper_parameters in released:
        assert hyper_parameters == released[0], "one architecture, many weights"
    network = ResidualUNet(**released[0])
    assert sum(p.numel() for p in network.parameters()) == 2_301_699


@settings(max_examples=25)
@given(height=st.integers(1, 18), width=st.integers(1, 18))
def test_any_size_comes_back_in_its_size(height: int, width: int) -> None:
    x = torch.rand((2, 3, height, width), generator=CHANCE)
    y = changing()(x)
    assert y.shape == x.shape
    assert not torch.equal(y, x)
    assert torch.isfinite(y).all()


def test_a_new_network_is_the_identity() -> None:
    x = torch.rand((1, 3, 21, 18), generator=CHANCE)
    assert torch.equal(tiny()(x), x)


def test_a_size_between_the_multiples_is_continued_by_mirroring() -> None:
    """The same result as of the picture that was mirrored beforehand."""
    x = torch.rand((1, 3, 21, 30), generator=CHANCE)
    mirrored = torch.nn.functional.pad(x, (0, 2, 0, 3), mode="reflect")
    network = changing()
    assert torch.allclose(network(x), network(mirrored)[..., :21, :30], atol=1e-6)


@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float16])
def test_half_precision_weights_leave_the_picture_itself_unrounded(dtype: torch.dtype) -> None:
    x = torch.rand((1, 3, 16, 16), generator=CHANCE)
    y = tiny().to(dtype)(x)
    assert y.dtype == torch.float32
    assert torch.equal(y, x)


def test_the_output_is_not_clipped() -> None:
    network = tiny()
    network.tail.bias.fill_(2)
    assert network(torch.ones((1, 3, 8, 8))).max() > 2
