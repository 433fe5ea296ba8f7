import pytest
import torch
from torch import Tensor

from restorer_app.architectures.tones import N_ACROSS, N_GUIDANCE, THUMBNAIL_PX, ToneNet

SIDE = 2 * THUMBNAIL_PX
"""Of the crops of a picture as many times as wide as it is cut across."""


def random_net() -> ToneNet:
    torch.manual_seed(1)
    network = ToneNet((4, 6), hidden=8).eval()
    with torch.no_grad():
        for parameter in network.head[-1].parameters():
            parameter.normal_(0, 1)
    return network


def run(network: ToneNet, x: Tensor, guidance: Tensor | None = None) -> Tensor:
    with torch.inference_mode():
        return network(x, guidance)


@pytest.mark.parametrize(("height", "width"), [(1, 1), (40, 70), (200, 300)])
def test_a_new_network_changes_nothing(height: int, width: int) -> None:
    x = torch.rand(2, 3, height, width)
    torch.testing.assert_close(run(ToneNet((4, 6), hidden=8), x), x, atol=1e-3, rtol=0)


def test_nothing_is_clipped_and_no_order_reversed() -> None:
    ramp = torch.linspace(0, 1, 256).expand(1, 3, 64, 256)
    for seed in range(5):
        guidance = torch.randn(1, N_GUIDANCE, generator=torch.Generator().manual_seed(seed)) * 2
        bent = run(random_net(), ramp, guidance)
        assert bent.min() >= 0
        assert bent.max() <= 1
        guidance[:, -1] = 0  # curves alone
        bent = run(random_net(), ramp, guidance)
        assert (bent.diff(dim=3) > 0).all()


def test_a_part_is_corrected_as_in_the_whole_picture() -> None:
    network, x = random_net(), torch.rand(1, 3, N_ACROSS * SIDE, 2 * N_ACROSS * SIDE)
    crops = torch.stack(
        [
            x[0, :, top : top + SIDE, left : left + SIDE]
            for top in range(0, x.shape[2], SIDE)
            for left in range(0, x.shape[3], SIDE)
        ]
    )
    with torch.inference_mode():
        told = network.guidance(crops)
    part = run(network, x[..., 50:90, 20:200], told)
    torch.testing.assert_close(part, run(network, x)[..., 50:90, 20:200])


def test_more_saturation_never_leaves_the_range_and_grey_stays_grey() -> None:
    guidance = torch.zeros(1, N_GUIDANCE)
    guidance[:, -1] = 3.0
    x = torch.rand(1, 3, 32, 32)
    vivid = run(random_net(), x, guidance)
    assert vivid.min() >= -1e-6
    assert vivid.max() <= 1 + 1e-6
    spread = [(y.amax(1) - y.amin(1)).mean() for y in (x, vivid)]
    assert spread[1] > spread[0] * 1.1
    grey = torch.rand(1, 1, 32, 32).expand(1, 3, 32, 32)
    torch.testing.assert_close(run(random_net(), grey, guidance), grey, atol=1e-3, rtol=0)
