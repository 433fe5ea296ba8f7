import pytest
import torch

from restorer_app.architectures.audio import N_BINS, MaskNet, short_time_fourier


@pytest.fixture
def network() -> MaskNet:
    torch.manual_seed(0)
    return MaskNet(width=8, layers=2, look_ahead=3).eval()


def power(n_frames: int, n: int = 1) -> torch.Tensor:
    return torch.rand(n, n_frames, N_BINS, generator=torch.Generator().manual_seed(1)) * 2


def test_a_mask_is_a_share_of_every_bin(network: MaskNet) -> None:
    with torch.inference_mode():
        mask, _ = network(power(13, n=2) * 1000)
    assert mask.shape == (2, 10, N_BINS)
    assert mask.dtype == torch.float32
    assert 0 <= mask.min() < mask.max() <= 1


def test_with_its_state_it_goes_on_where_it_was(network: MaskNet) -> None:
    x = power(43)
    with torch.inference_mode():
        whole, _ = network(x)
        first, state = network(x[:, :23])
        second, _ = network(x[:, 20:], state)
    torch.testing.assert_close(torch.cat([first, second], dim=1), whole, atol=1e-5, rtol=0)


def test_it_looks_as_far_ahead_as_it_says_and_no_farther(network: MaskNet) -> None:
    x = power(20)
    later = x.clone()
    later[:, 13] = 100.0
    with torch.inference_mode():
        before, after = network(x)[0], network(later)[0]
    changed = (before != after).flatten(2).any(dim=2)[0]
    assert changed.int().argmax() == 13 - network.look_ahead


def test_silence_and_clipping_are_no_problem(network: MaskNet) -> None:
    with torch.inference_mode():
        for x in (torch.zeros(1, 8, N_BINS), torch.full((1, 8, N_BINS), 1e12)):
            assert network(x)[0].isfinite().all()


def test_the_loud_in_a_bin_is_kept_where_the_network_says_so() -> None:
    """A slope above 0 makes a threshold of the offset, bin by bin."""
    network = MaskNet(width=8).eval()
    with torch.no_grad():
        network.tail.weight.zero_()
        network.tail.bias[:N_BINS] = 0
        network.tail.bias[N_BINS:] = 30
    x = torch.cat([torch.full((1, 9, 128), 10.0), torch.full((1, 9, 129), 0.1)], dim=2)
    with torch.inference_mode():
        mask, _ = network(x)
    assert mask[..., :128].min() > 0.99
    assert mask[..., 128:].max() < 0.01


@pytest.mark.parametrize("rate", [8000, 11_025, 16_000, 22_050, 44_100, 48_000, 96_000])
def test_bins_are_as_wide_and_frames_as_far_apart_at_any_rate(rate: int) -> None:
    fourier = short_time_fourier(rate)
    assert rate / fourier.window_samples == pytest.approx(31.25, rel=0.003)
    assert fourier.hop / rate == pytest.approx(0.008, rel=0.01)


def test_the_network_is_small_enough_to_ship() -> None:
    n_weights = sum(tensor.numel() for tensor in MaskNet().state_dict().values())
    assert n_weights < 600_000
