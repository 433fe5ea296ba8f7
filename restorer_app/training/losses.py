"""What training minimises."""

import torch
import torch.nn.functional as F
from torch import Tensor

SEVERITY_WEIGHT = 0.3


def restoration_loss(
    restored: Tensor, clean: Tensor, *, fft_weight: float, pixel_weight: float = 1.0
) -> Tensor:
    """Mean absolute error and that of the spectra (orthonormal FFT), each times its weight."""
    loss = pixel_weight * F.l1_loss(restored, clean)
    if fft_weight:
        difference = torch.fft.rfft2(restored - clean, norm="ortho")
        loss = loss + fft_weight * difference.abs().mean()
    return loss


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
