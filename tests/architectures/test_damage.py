import pytest
import torch
from torch import Tensor

from restorer_app.architectures.damage import (
    DamageNet,
    FillingUNet,
    smoothly_filled,
)

SMALL = (4, 6)


@pytest.mark.parametrize(("height", "width"), [(1, 1), (17, 30), (64, 64)])
def test_every_pixel_is_judged_whatever_the_size(height: int, width: int) -> None:
    logits = DamageNet(SMALL)(torch.rand(2, 3, height, width))
    assert logits.shape == (2, 1, height, width)


def test_outside_of_holes_not_a_bit_changes() -> None:
    network = FillingUNet(SMALL)
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.normal_(0, 0.3)
    shown = torch.rand(1, 4, 20, 20)
    shown[:, 3] = 0
    shown[:, 3, 5:9, 5:9] = 1
    with torch.inference_mode():
        filled = network(shown)
    is_hole = shown[0, 3] > 0
    assert torch.equal(filled[0, :, ~is_hole], shown[0, :3, ~is_hole])
    assert not torch.allclose(filled[0, :, is_hole], shown[0, :3, is_hole])


def holed(height: int = 40, width: int = 40) -> tuple[Tensor, Tensor]:
    """A ramp from left to right, and a hole in its middle."""
    picture = torch.linspace(0.2, 0.8, width).expand(1, 3, height, width).clone()
    holes = torch.zeros(1, 1, height, width)
    holes[..., 16:24, 16:24] = 1
    return picture, holes


def test_a_hole_is_filled_from_around_and_nothing_else_changes() -> None:
    picture, holes = holed()
    filled = smoothly_filled(picture, holes)
    assert torch.equal(filled * (1 - holes), picture * (1 - holes))
    assert (filled - picture).abs().max() < 0.06


def test_what_lies_in_a_hole_plays_no_part() -> None:
    picture, holes = holed()
    torch.testing.assert_close(
        smoothly_filled(picture + holes, holes), smoothly_filled(picture, holes)
    )


@pytest.mark.parametrize(("height", "width"), [(1, 1), (1, 9), (33, 17)])
def test_nothing_but_hole_becomes_grey(height: int, width: int) -> None:
    everything = torch.ones(1, 1, height, width)
    filled = smoothly_filled(torch.rand(1, 3, height, width), everything)
    torch.testing.assert_close(filled, torch.full_like(filled, 0.5))


def test_a_new_network_leaves_the_smooth_filling() -> None:
    picture, holes = holed()
    with torch.inference_mode():
        filled = FillingUNet(SMALL)(torch.cat([picture, holes], 1))
    torch.testing.assert_close(filled, smoothly_filled(picture, holes))
