"""The power spectrum of a crop, small enough for a perceptron: where blurs show their shape."""

from functools import lru_cache

import torch
import torch.nn.functional as F
from torch import Tensor

ROWS, COLUMNS = 32, 16
N_RINGS = 48
CROP_PX = 128
"""Side of the crops of which a picture's spectrum is the mean."""
N_SPECTRUM = ROWS * COLUMNS + N_RINGS
_FAINTEST = 1e-7
"""Power below this is a rounding of 8 bits and tells nothing."""


def power_spectrum(crops: Tensor) -> Tensor:
    """(N, 3, H, W) to (N, N_SPECTRUM): logarithm of the power of the mean channel.

    Once as a small plane of frequencies, zero in the middle row of the first column, and once as
    the mean over rings of equal frequency, finer, because the zeros of a defocus are rings.
    """
    h, w = crops.shape[-2:]
    grey = crops.mean(1)
    grey = grey - grey.mean((-2, -1), keepdim=True)
    window = torch.outer(_hann(h, crops.device), _hann(w, crops.device))
    power = torch.fft.rfft2(grey * window, norm="ortho").abs().square()
    log_power = torch.fft.fftshift((power + _FAINTEST).log(), dim=-2)
    plane = F.adaptive_avg_pool2d(log_power[:, None], (ROWS, COLUMNS))
    rings = log_power.flatten(1) @ _ring_shares(h, w).to(crops.device)
    return torch.cat([plane.flatten(1), rings], dim=1)


def mean_spectrum(pictures: Tensor) -> Tensor:
    """(N, 3, H, W) to (N, N_SPECTRUM): the mean over the crops of CROP_PX that fit side by side.

    Pictures that are smaller in a direction are one crop there.
    """
    h, w = (min(side, CROP_PX) for side in pictures.shape[-2:])
    rows, columns = (side // size for side, size in zip(pictures.shape[-2:], (h, w), strict=True))
    crops = [
        pictures[..., row * h : (row + 1) * h, column * w : (column + 1) * w]
        for row in range(rows)
        for column in range(columns)
    ]
    return torch.stack([power_spectrum(crop) for crop in crops]).mean(0)


def _hann(side: int, device: torch.device) -> Tensor:
    """Keeps the crop's edges, where it does not continue, out of its spectrum."""
    return torch.hann_window(side, periodic=False, device=device)


@lru_cache(maxsize=8)
def _ring_shares(h: int, w: int) -> Tensor:
    """(h * (w // 2 + 1), N_RINGS): what each frequency adds to the mean of its ring.

    Rings go from frequency 0 to that of the finest stripes; the corners beyond belong to none.
    """
    down = torch.fft.fftshift(torch.fft.fftfreq(h))
    across = torch.fft.rfftfreq(w)
    ring = (torch.hypot(down[:, None], across) * 2 * N_RINGS).floor().long().flatten()
    shares = F.one_hot(ring.clamp(max=N_RINGS), N_RINGS + 1)[:, :N_RINGS].float()
    return shares / shares.sum(0).clamp(min=1)
