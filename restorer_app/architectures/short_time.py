"""The short-time Fourier transform and back by weighted overlap-add, differentiable."""

import torch
import torch.nn.functional as F
from torch import Tensor


class ShortTimeFourier:
    """Frames of a window's length every `hop` samples, as spectra of one side.

    The window is used twice, before the transform and after its inverse, and the sum of its squares
    divided out (Griffin and Lim, 1984, equation 6): spectra that nothing changed give the samples
    back for any window and hop that leave no gap.
    """

    def __init__(self, window: Tensor, hop: int) -> None:
        """`window`: (window_samples,) float32, above 0 but for its ends; `hop` in samples."""
        self.window, self.hop = window, hop
        self.window_samples = len(window)
        self.n_bins = self.window_samples // 2 + 1
        missing = -self.window_samples % hop
        squares = F.pad(window.square(), (0, missing)).view(-1, hop)
        self.steady_weight = squares.sum(dim=0)
        """(hop,): what every sample is weighted with that is in as many frames as there can be;
        the first is that of a sample with which a frame begins."""

    def n_frames(self, n_samples: int) -> int:
        """How many whole frames so many samples have."""
        return max(0, (n_samples - self.window_samples) // self.hop + 1)

    def spectra(self, samples: Tensor) -> Tensor:
        """(..., n) to complex (..., n_frames(n), n_bins), without what no whole frame covers."""
        frames = samples.unfold(-1, self.window_samples, self.hop)
        return torch.fft.rfft(frames * self.window)

    def overlapped(self, spectra: Tensor) -> Tensor:
        """(..., T, n_bins) to the weighted sum of the frames, (..., (T - 1) hop + window_samples).

        Whoever puts a signal together of parts adds up their overlaps and divides then.
        """
        frames = torch.fft.irfft(spectra, n=self.window_samples) * self.window
        *leading, T, _ = frames.shape
        columns = frames.reshape(-1, T, self.window_samples).transpose(1, 2)
        n = (T - 1) * self.hop + self.window_samples
        summed = F.fold(columns, (1, n), (1, self.window_samples), stride=(1, self.hop))
        return summed.view(*leading, n)

    def samples(self, spectra: Tensor) -> Tensor:
        """The samples (..., n) of whole spectra: `overlapped`, less what the window weighs.

        At the rims, where frames are missing, no less than a thousandth is divided by.
        """
        weight = self._weight(spectra.shape[-2])
        return self.overlapped(spectra) / weight.clamp(min=1e-3 * float(weight.max()))

    def _weight(self, n_frames: int) -> Tensor:
        columns = self.window.square()[:, None].expand(-1, n_frames)
        n = (n_frames - 1) * self.hop + self.window_samples
        summed = F.fold(columns[None], (1, n), (1, self.window_samples), stride=(1, self.hop))
        return summed.view(n)
