"""What the training of networks for recordings minimises."""

import torch
import torch.nn.functional as F
from torch import Tensor

from restorer_app.architectures.audio import QUIETEST, MaskNet
from restorer_app.training.objectives import autocast

COMPRESSION = 0.3
"""Power of magnitudes: near to how loud they sound, so that what is quiet counts too."""
DECIBEL_WEIGHT = 5e-3
MOST_DECIBELS = 30.0
"""Beyond this ratio of clip to error there is little left to gain."""
LEAST_MASK = 1e-4
"""What roots are taken of is no smaller, or their slopes would have no bounds."""


def masking_loss(network: MaskNet, degraded: Tensor, clean: Tensor, loudness: Tensor) -> Tensor:
    """The error of compressed magnitudes, squared, less the decibels of clip to error, weighted.

    `degraded`, `clean`: spectra (N, T, 257); `loudness` (N,): how many times as loud as it is each
    clip is shown. Both terms are sums over the spectra that a mask is laid over, where a mask
    decides about each value alone, and cost a tenth of what several more transforms would.
    """
    power, wanted, in_phase = _per_level(degraded, clean)
    shown = F.pad(power, (0, 0, 0, network.look_ahead)) * loudness.square()[:, None, None]
    with autocast(power.device):
        mask, _ = network(shown)
    mask = mask.clamp(min=LEAST_MASK)
    half = COMPRESSION / 2
    kept = mask**COMPRESSION * (power + QUIETEST) ** half
    magnitude_loss = (kept - (wanted + QUIETEST) ** half).square().mean()
    return magnitude_loss - DECIBEL_WEIGHT * _decibels(mask, power, wanted, in_phase)


def _per_level(degraded: Tensor, clean: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Powers of both, and the products of their values in phase, where the first's mean is 1."""
    parts, wanted_parts = torch.view_as_real(degraded), torch.view_as_real(clean)
    power, wanted = parts.square().sum(dim=3), wanted_parts.square().sum(dim=3)
    in_phase = (parts * wanted_parts).sum(dim=3)
    level = power.mean(dim=(1, 2), keepdim=True) + QUIETEST
    return power / level, wanted / level, in_phase / level


def _decibels(mask: Tensor, power: Tensor, wanted: Tensor, in_phase: Tensor) -> Tensor:
    """How many dB the clean spectra are above the error, on average; silence counts as 0 dB."""
    energy = wanted.sum(dim=(1, 2))
    error = energy + (mask * (mask * power - 2 * in_phase)).sum(dim=(1, 2))
    best = energy * 10 ** (-MOST_DECIBELS / 10)
    has_sound = energy > QUIETEST * wanted[0].numel()
    ratio = energy[has_sound] / (error + best)[has_sound]
    return 10 * torch.log10(ratio).sum() / len(energy)
