import pytest
import torch
from torch import Tensor

from restorer_app.architectures.tones import N_ACROSS, N_CURVES, N_KNOTS, THUMBNAIL_PX, ToneNet

SIDE = 2 * THUMBNAIL_PX
"""Of the crops of a picture as many times as wide as it is cut across."""
UNSEEN = 0.5 / 255


def random_net(seed: int = 1) -> ToneNet:
    torch.manual_seed(seed)
    network = ToneNet((4, 6), hidden=8).eval()
    with torch.no_grad():
        for parameter in network.head[-1].parameters():
            parameter.normal_(0, 1)
    return network


def run(network: ToneNet, x: Tensor, guidance: Tensor | None = None) -> Tensor:
    with torch.inference_mode():
        return network(x, guidance)


def neutral_guidance() -> Tensor:
    """What changes nothing: straight curves, no mixture, colours as they are."""
    curves = torch.linspace(0, 1, N_KNOTS + 1).repeat(N_CURVES)
    return torch.cat([curves, torch.zeros(2 * N_CURVES), torch.ones(1)])[None]


@pytest.mark.parametrize(("height", "width"), [(1, 1), (40, 70), (200, 300)])
def test_a_new_network_changes_nothing(height: int, width: int) -> None:
    x = torch.rand(2, 3, height, width)
    torch.testing.assert_close(run(ToneNet((4, 6), hidden=8), x), x, atol=UNSEEN, rtol=0)


@pytest.mark.parametrize("value", [0.0, 0.4, 1.0])
def test_an_even_picture_is_no_accident(value: float) -> None:
    even = torch.full((1, 3, 64, 64), value)
    assert run(random_net(), even).isfinite().all()
    torch.testing.assert_close(run(ToneNet((4, 6), hidden=8), even), even, atol=UNSEEN, rtol=0)


def test_nothing_is_clipped_and_no_order_reversed() -> None:
    """Whatever it has learnt: of a ramp the curves make a ramp within 0..1."""
    ramp = torch.linspace(0, 1, 256).expand(1, 3, 64, 256)
    for seed in range(5):
        bent = run(random_net(seed), ramp)
        assert bent.min() >= 0
        assert bent.max() <= 1
        luma = torch.einsum("c,nchw->nhw", torch.tensor((0.299, 0.587, 0.114)), bent)
        assert (luma.diff(dim=2) > 0).all()


def test_a_part_is_corrected_as_in_the_whole_picture() -> None:
    network, x = random_net(), torch.rand(1, 3, N_ACROSS * SIDE, 2 * N_ACROSS * SIDE)
    with torch.inference_mode():
        told = network.guidance(x)
    part = run(network, x[..., 50:90, 20:200], told)
    torch.testing.assert_close(part, run(network, x)[..., 50:90, 20:200])


def test_more_saturation_never_leaves_the_range_and_grey_stays_grey() -> None:
    guidance = neutral_guidance()
    guidance[:, -1] = 1.9
    x = torch.rand(1, 3, 32, 32)
    vivid = run(random_net(), x, guidance)
    assert vivid.min() >= -1e-6
    assert vivid.max() <= 1 + 1e-6
    spread = [(y.amax(1) - y.amin(1)).mean() for y in (x, vivid)]
    assert spread[1] > spread[0] * 1.1
    grey = torch.rand(1, 1, 32, 32).expand(1, 3, 32, 32)
    torch.testing.assert_close(run(random_net(), grey, guidance), grey, atol=1e-5, rtol=0)


def test_a_channel_that_is_lost_is_taken_from_the_others() -> None:
    guidance = neutral_guidance()
    blue_from_red = 3 * (N_KNOTS + 1) + 2  # the third of the shares of the following channel
    guidance[:, blue_from_red] = 1.0
    x = torch.rand(1, 3, 32, 32)
    mixed = run(random_net(), x, guidance)
    torch.testing.assert_close(mixed[:, 2], x[:, 0], atol=1e-5, rtol=0)
    torch.testing.assert_close(mixed[:, :2], x[:, :2], atol=1e-5, rtol=0)


def test_a_print_of_one_colour_can_be_made_grey_without_learning_its_colour() -> None:
    """Told to give every channel the spread of luma, it takes off any tint there is."""
    network = ToneNet((4, 6), hidden=8).eval()
    n_steps = network.head[-1].out_features - 2 * N_CURVES - 2
    with torch.no_grad():
        network.head[-1].bias[n_steps] = 1.0
    grey = torch.rand(1, 1, 128, 128) * 0.6 + 0.2
    for gains in ((1.0, 0.8, 0.5), (0.7, 0.9, 1.0)):
        tinted = grey * torch.tensor(gains)[None, :, None, None]
        assert (tinted.amax(1) - tinted.amin(1)).mean() > 0.1
        neutral = run(network, tinted)
        assert (neutral.amax(1) - neutral.amin(1)).mean() < 0.01
