import pytest
import torch

from restorer_app.architectures.short_time import ShortTimeFourier


def hann_root(n: int) -> torch.Tensor:
    return torch.hann_window(n, periodic=True).sqrt()


@pytest.mark.parametrize(
    ("window", "hop"),
    [
        (hann_root(64), 16),
        (hann_root(45), 11),  # as at 44.1 kHz: odd, and no multiple of the hop
        (torch.hamming_window(256, periodic=False), 106),
    ],
)
def test_unchanged_spectra_give_the_samples_back(window: torch.Tensor, hop: int) -> None:
    fourier = ShortTimeFourier(window, hop)
    x = torch.randn(2, 1000, generator=torch.Generator().manual_seed(0))
    back = fourier.samples(fourier.spectra(x))
    n = len(window)
    assert back.shape[1] == (fourier.n_frames(1000) - 1) * hop + n
    torch.testing.assert_close(back[:, n:-n], x[:, n : back.shape[1] - n], atol=1e-5, rtol=0)


def test_spectra_are_those_of_torch() -> None:
    fourier = ShortTimeFourier(hann_root(64), 16)
    x = torch.randn(3, 500, generator=torch.Generator().manual_seed(0))
    known = torch.stft(x, 64, 16, window=fourier.window, center=False, return_complex=True)
    torch.testing.assert_close(fourier.spectra(x), known.transpose(1, 2), atol=1e-5, rtol=0)


def test_the_steady_weight_is_what_the_middle_is_weighted_with() -> None:
    fourier = ShortTimeFourier(hann_root(45), 11)
    x = torch.randn(330, generator=torch.Generator().manual_seed(0))
    summed = fourier.overlapped(fourier.spectra(x))
    middle = slice(55, 110)  # whole hops, all of them in as many frames as there can be
    torch.testing.assert_close(
        summed[middle] / fourier.steady_weight.repeat(5), x[middle], atol=1e-5, rtol=0
    )


def test_a_signal_shorter_than_a_window_has_no_frame() -> None:
    assert ShortTimeFourier(hann_root(64), 16).n_frames(63) == 0
    assert ShortTimeFourier(hann_root(64), 16).n_frames(64) == 1
