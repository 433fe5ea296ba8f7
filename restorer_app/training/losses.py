"""What training minimises."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

SEVERITY_WEIGHT = 0.3
DAMAGE_WEIGHT = 2.0
"""How many times a damaged pixel counts: there are few."""
CROSS_ENTROPY_WEIGHT = 2.0
"""Of a mask, beside the Dice coefficient."""
TEMPERATURE = 0.1
"""Of the contrastive loss: the smaller, the more the nearest of the others count."""
PERFECT_MSE = 1e-6
"""60 dB: below what rounding to 8 bits does, so that there is nothing left to gain."""


def restoration_loss(
    restored: Tensor,
    clean: Tensor,
    *,
    fft_weight: float,
    pixel_weight: float = 1.0,
    decibel_weight: float = 0.0,
    crops_per_picture: int = 1,
) -> Tensor:
    """Mean absolute error, that of the spectra (orthonormal FFT) and decibels, weighted and summed.

    `restored`, `clean`: crops (N, 3, H, W) in 0..1, those of one picture in a row.
    """
    loss = pixel_weight * F.l1_loss(restored, clean)
    if fft_weight:
        difference = torch.fft.rfft2(restored - clean, norm="ortho")
        loss = loss + fft_weight * difference.abs().mean()
    if decibel_weight:
        # Within a picture the crops with the larger errors count for more, as they do in its PSNR.
        errors = (restored - clean).square().mean(dim=(1, 2, 3))
        loss = loss + decibel_weight * _decibels(errors.view(-1, crops_per_picture).mean(dim=1))
    return loss


def _decibels(mse: Tensor) -> Tensor:
    """How many dB each picture's mean squared error (n,) is above `PERFECT_MSE`, on average.

    Weighs all pictures alike: by mean errors a good one hardly counts beside a bad one, and may be
    spoilt to please it (the PSNR loss of Chen et al., HINet, 2021).
    """
    return 10 * torch.log10(1 + mse / PERFECT_MSE).mean()


def identity_loss(knower: nn.Module, restored: Tensor, clean: Tensor) -> Tensor:
    """How far faces are from themselves: one less the cosine of `knower`'s vectors, on average.

    `restored`, `clean`: (N, 3, H, W) in 0..1, whose mean over channels `knower` is shown (the
    identity-preserving loss of Wang et al., GFPGAN, 2021).
    """
    with torch.no_grad():
        wanted = knower(clean.mean(dim=1, keepdim=True))
    return 1 - (knower(restored.mean(dim=1, keepdim=True)) * wanted).sum(dim=1).mean()


def contrastive_loss(first: Tensor, second: Tensor) -> Tensor:
    """InfoNCE: how hard it is to tell which of all second views belongs to a first one, and back.

    `first`, `second`: unit vectors (N, n), row i of both being of the same thing (NT-Xent of Chen
    et al., SimCLR, 2020, with negatives of the other view alone).
    """
    similarity = first @ second.T / TEMPERATURE
    own = torch.arange(len(first), device=first.device)
    return (F.cross_entropy(similarity, own) + F.cross_entropy(similarity.T, own)) / 2


def diagnosis_loss(
    logits: Tensor, severity: Tensor, presence: Tensor, true_severity: Tensor
) -> Tensor:
    """Cross-entropy of each presence (N, 15) and the error of the severities (N, 14) there are.

    NaN in `presence` says that nobody can tell: such an entry does not count.
    Severities in units of the whole scale (5), only where the distortion is present.
    """
    is_known = ~presence.isnan()
    detection = F.binary_cross_entropy_with_logits(logits[is_known], presence[is_known])
    present = presence[:, :-1].nan_to_num()
    error = F.smooth_l1_loss(severity / 5, true_severity / 5, reduction="none", beta=0.1)
    return detection + SEVERITY_WEIGHT * (error * present).sum() / present.sum().clamp(min=1)


def damage_loss(logits: Tensor, mask: Tensor) -> Tensor:
    """Cross-entropy and one less the Dice coefficient, of logits and masks (N, 1, H, W)."""
    weight = torch.where(mask > 0, DAMAGE_WEIGHT, 1.0)
    entropy = F.binary_cross_entropy_with_logits(logits, mask, weight)
    probability = logits.sigmoid()
    overlap = 2 * (probability * mask).sum() + 1
    dice = overlap / (probability.sum() + mask.sum() + 1)
    return CROSS_ENTROPY_WEIGHT * entropy + (1 - dice)


def filling_loss(
    restored: Tensor,
    clean: Tensor,
    holes: Tensor,
    *,
    pixel_weight: float = 1.0,
    decibel_weight: float = 0.0,
) -> Tensor:
    """Mean absolute error and decibels in the holes, weighted and summed.

    `restored`, `clean`: (N, 3, H, W) in 0..1; `holes`: (N, 1, H, W), 1 in holes, else 0. A picture
    without holes counts as perfect.
    """
    error, n_values = (restored - clean) * holes, 3 * holes.sum(dim=(1, 2, 3)).clamp(min=1)
    mse = error.square().sum(dim=(1, 2, 3)) / n_values
    loss = pixel_weight * error.abs().sum() / n_values.sum()
    return loss + decibel_weight * _decibels(mse)
