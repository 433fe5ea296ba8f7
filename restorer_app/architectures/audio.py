"""The network for recordings: says frame by frame how much of each frequency is to be kept.

It sees magnitudes of 257 bins 31.25 Hz apart, 0..8 kHz, every 8 ms: the same at any sample rate,
because the window lasts as long. A recurrent network keeps its state, so hours need no more memory
than a second (the shape of RNNoise, Valin, 2018, and of NSNet, Xia et al., 2020).
"""

from itertools import pairwise

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from restorer_app.architectures.short_time import ShortTimeFourier

SAMPLES_PER_KHZ = 32
"""A window lasts 32 ms."""
HOPS_PER_WINDOW = 4
TOP_HZ = 8000.0
"""Up to here the network hears."""
N_BINS = round(TOP_HZ / 1000) * SAMPLES_PER_KHZ + 1
QUIETEST = 1e-8
"""Powers below this, where the mean is 1, are one to the network."""
LOG_UNIT = 6.0
_FINE_BINS = 64
"""Up to 2 kHz a band is one bin: the harmonics of voices are told apart."""
_WIDE_BANDS = 32

State = tuple[Tensor, Tensor]


def short_time_fourier(rate: int, device: torch.device | None = None) -> ShortTimeFourier:
    """The transform for samples of this rate in Hz, with the root of a Hann window.

    Of a whole number of kHz, so that it can be computed fast: at 44.1 kHz bins are 0.2 % wider.
    """
    window_samples = SAMPLES_PER_KHZ * max(1, round(rate / 1000))
    window = torch.hann_window(window_samples, periodic=True, device=device).sqrt()
    return ShortTimeFourier(window, window_samples // HOPS_PER_WINDOW)


class MaskNet(nn.Module):
    """Power (N, T + look_ahead, 257) to masks (N, T, 257) in 0..1, and the state after them.

    Power: squared magnitudes, float32, whose mean over a recording should be near 1; bins that it
    has not are 0. A mask is a threshold per bin, which the network sets from all it has heard:
    below it a bin is noise. Masks are float32 whatever the weights are.
    """

    def __init__(self, width: int = 160, layers: int = 2, look_ahead: int = 3) -> None:
        super().__init__()
        self.look_ahead = look_ahead
        """Frames that have to be known beyond those that masks are given for."""
        self.register_buffer("bands", _bands(), persistent=False)
        self.bands: Tensor
        self.head = nn.Conv1d(self.bands.shape[1], width, look_ahead + 1)
        # Not a GRU: of the two only this has a fast bfloat16 form on CPUs (2.4 times).
        self.memory = nn.LSTM(width, width, layers, batch_first=True)
        self.tail = nn.Linear(width, 2 * N_BINS)

    def forward(self, power: Tensor, state: State | None = None) -> tuple[Tensor, State]:
        """`state`: as returned with the frames before; None at the beginning."""
        in_bands = _loudness(power @ self.bands.to(power)).to(self.head.weight.dtype)
        seen = F.relu(self.head(in_bands.transpose(1, 2))).transpose(1, 2)
        remembered, state = self.memory(seen.contiguous(), state)
        offset, slope = self.tail(seen + remembered).float().chunk(2, dim=2)
        loudness = _loudness(power[:, : offset.shape[1]])
        return torch.sigmoid(torch.addcmul(offset, slope, loudness)), state


def _loudness(power: Tensor) -> Tensor:
    """Logarithms, about -3 to 2."""
    return power.clamp(min=QUIETEST).log() / LOG_UNIT


def _bands() -> Tensor:
    """(257, n): means over bands, fine ones below 2 kHz and then wider and wider ones."""
    wider = [
        round(_FINE_BINS * (N_BINS / _FINE_BINS) ** (i / _WIDE_BANDS))
        for i in range(_WIDE_BANDS + 1)
    ]
    edges = [*range(_FINE_BINS), *wider]
    bands = torch.zeros(N_BINS, len(edges) - 1)
    for i, (first, stop) in enumerate(pairwise(edges)):
        bands[first:stop, i] = 1 / (stop - first)
    return bands
