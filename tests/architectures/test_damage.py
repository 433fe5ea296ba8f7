import pytest
import torch

from restorer_app.architectures import DamageNet, FillingUNet

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


def test_a_new_network_leaves_the_rough_filling() -> None:
    shown = torch.rand(1, 4, 16, 16)
    with torch.inference_mode():
        assert torch.equal(FillingUNet(SMALL)(shown), shown[:, :3])
