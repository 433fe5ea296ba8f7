import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor, nn

from restorer_app.architectures.audio import MaskNet
from restorer_app.errors import OutputError
from restorer_app.registry.devices import Device
from restorer_app.restoration.audio.denoise import Masking, MaskParameters, measure_level

CPU = Device(torch.device("cpu"), torch.float32)
RATE = 16_000


class Constant(nn.Module):
    """In place of the network: says the same of everything below and above a bin."""

    look_ahead = 3

    def __init__(self, below: float, above: float, bin_: int = 128) -> None:
        super().__init__()
        self.values = torch.full((257,), float(above))
        self.values[:bin_] = below

    def forward(self, power: Tensor, state: None) -> tuple[Tensor, None]:
        return self.values.expand(1, power.shape[1] - self.look_ahead, -1), None


def random_net() -> MaskNet:
    torch.manual_seed(0)
    return MaskNet(width=8).eval()


def run(
    network: nn.Module,
    samples: np.ndarray,
    *,
    rate: int = RATE,
    cuts: tuple[int, ...] = (),
    parameters: MaskParameters | None = None,
) -> np.ndarray:
    parameters = parameters or MaskParameters(measure_level([samples], rate))
    masking = Masking(network, parameters, rate, len(samples), CPU)
    done = [masking.feed(block) for block in np.split(samples, cuts, axis=1)]
    return np.concatenate([*done, masking.finish()], axis=1)


def noise(n: int, channels: int = 1, seed: int = 0) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return (0.1 * rng.standard_normal((channels, n))).astype(np.float32)


def tone(hz: float, n: int, rate: int) -> np.ndarray:
    return np.sin(2 * np.pi * hz * np.arange(n) / rate).astype(np.float32)[None]


@pytest.mark.parametrize("rate", [4000, 11_025, 16_000, 44_100, 48_000])
@pytest.mark.parametrize("n", [1, 700, 30_001])
def test_what_is_kept_whole_stays_in_its_place(rate: int, n: int) -> None:
    """The null test: a network that keeps everything returns the very recording."""
    samples = noise(n, channels=2)
    kept = run(Constant(1, 1), samples, rate=rate)
    assert kept.shape == samples.shape
    assert kept.dtype == np.float32
    np.testing.assert_allclose(kept, samples, atol=1e-5)


@settings(max_examples=10)
@given(st.lists(st.integers(0, 90_000), max_size=4).map(sorted))
def test_how_a_recording_is_cut_into_blocks_changes_nothing(cuts: list[int]) -> None:
    samples = noise(90_000, channels=2)
    whole = run(random_net(), samples)
    assert whole.shape == samples.shape
    np.testing.assert_array_equal(run(random_net(), samples, cuts=tuple(cuts)), whole)


def test_samples_come_as_soon_as_a_chunk_is_known() -> None:
    masking = Masking(random_net(), MaskParameters(0.1), RATE, 1, CPU)
    n_held = [0]
    for block in np.split(noise(40 * RATE), 40, axis=1):
        n_held.append(n_held[-1] + block.shape[1] - masking.feed(block).shape[1])
    assert max(n_held) < 6 * RATE
    assert n_held[-1] == masking.finish().shape[1]


def test_masks_decide_by_frequency() -> None:
    low, high = (tone(hz, 32_000, RATE) for hz in (1000, 6000))
    kept = run(Constant(1, 0), low + high, parameters=MaskParameters(0.1, 60))
    inner = slice(2000, -2000)
    np.testing.assert_allclose(kept[:, inner], low[:, inner], atol=3e-3)


@pytest.mark.parametrize("limit_db", [6.0, 30.0])
def test_no_more_is_taken_away_than_the_limit(limit_db: float) -> None:
    samples = noise(48_000)
    left = run(Constant(0, 0), samples, parameters=MaskParameters(0.1, limit_db))
    np.testing.assert_allclose(left, samples * 10 ** (-limit_db / 20), atol=1e-6)


def test_both_channels_get_the_same_gains() -> None:
    """A sound stays where it is between the loudspeakers."""
    left = noise(40_000)
    panned = run(random_net(), np.concatenate([left, 0.25 * left]))
    np.testing.assert_allclose(panned[1], 0.25 * panned[0], atol=1e-6)


def test_the_level_is_the_same_at_any_rate_and_follows_the_gain() -> None:
    levels = [measure_level([tone(440, 3 * rate, rate)], rate) for rate in (16_000, 44_100)]
    assert levels[0] == pytest.approx(levels[1], rel=0.01)
    assert levels[0] == pytest.approx(0.5 * np.sqrt(1.23 / 257), rel=0.1)  # about one bin of 257
    soft = measure_level([0.1 * tone(440, 48_000, 16_000)], 16_000)
    assert soft == pytest.approx(0.1 * levels[0], rel=1e-3)


def test_how_loud_a_recording_is_does_not_matter() -> None:
    samples = noise(30_000)
    loud, soft = (run(random_net(), gain * samples) for gain in (1.0, 1e-3))
    np.testing.assert_allclose(soft, 1e-3 * loud, atol=1e-7)


def test_silence_stays_silence() -> None:
    silence = np.zeros((1, 20_000), np.float32)
    assert measure_level([silence], RATE) == 0
    np.testing.assert_array_equal(run(random_net(), silence), silence)


@pytest.mark.parametrize("rate", [44_100, 48_000])
def test_above_what_the_network_hears_the_hiss_goes_and_the_sound_stays(rate: int) -> None:
    """Two seconds of hiss that the network knows as such, then a tone with it that it keeps."""

    class Speaks(Constant):
        def forward(self, power: Tensor, state: None) -> tuple[Tensor, None]:
            mask, _ = super().forward(power, state)
            is_loud = power[:, : mask.shape[1], 224:].mean(dim=2, keepdim=True) > 3
            return torch.where(is_loud, 1.0, mask), None

    n = 2 * rate
    hiss = 0.1 * noise(2 * n)
    sound = np.concatenate([0 * tone(1, n, rate), tone(7500, n, rate) + tone(13_000, n, rate)], 1)
    restored = run(Speaks(0, 0), hiss + sound, rate=rate)
    inner = slice(n + rate // 4, -rate // 4)
    spectrum = np.abs(np.fft.rfft(restored[0, inner] * np.hanning(restored[0, inner].size)))
    known = np.abs(np.fft.rfft(sound[0, inner] * np.hanning(restored[0, inner].size)))
    peak = known[round(12_000 * spectrum.size * 2 / rate) :].argmax() + round(
        12_000 * spectrum.size * 2 / rate
    )
    assert spectrum[peak] == pytest.approx(known[peak], rel=0.02)
    rms = [
        np.sqrt(np.square(each[0, rate // 4 : n - rate // 4]).mean()) for each in (hiss, restored)
    ]
    assert rms[1] < 0.05 * rms[0]


def test_a_network_that_fails_is_an_error() -> None:
    with pytest.raises(OutputError, match="no numbers"):
        run(Constant(float("nan"), 1.0), noise(20_000))


def test_in_bfloat16_it_says_nearly_the_same() -> None:
    """As networks are loaded on CPUs with matrix units."""
    torch.manual_seed(0)
    network = MaskNet(width=32).eval()
    samples = noise(60_000)
    exact = run(network, samples)
    rounded = run(network.to(torch.bfloat16), samples)
    assert np.abs(rounded - exact).max() < 0.02 * np.abs(exact).max()
