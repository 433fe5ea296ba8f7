"""Families of blurs that one or two numbers describe, and their kernels as tensors.

The numbers are such that errors of a few tenths are small ones, so that all are learned alike.
"""

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor

MOTION_PX = 15
"""Side of the square that holds every line's kernel: lines of up to 13 pixels."""
LONGEST_PX = 13.0
GAUSSIAN_PX = 23
WIDEST_SIGMA = 5.5
NARROWEST_SIGMA = 0.2
WIDTHS_PER_OCTAVE = 3.0


def line_of(length_px: Tensor, angle_deg: Tensor) -> Tensor:
    """(N,) and (N,) to (N, 2): the line at twice its angle, as long as it moves a pixel.

    Without jumps: no movement (length 1) is zero at any angle, and 0 and 180 degrees are the same.
    """
    twice = torch.deg2rad(2 * angle_deg)
    return torch.stack([twice.cos(), twice.sin()], dim=-1) * (length_px - 1)[..., None]


def motion_kernels(lines: Tensor) -> Tensor:
    """Lines (N, 2) as `line_of` makes them to kernels (N, MOTION_PX, MOTION_PX) of sum 1.

    The weights are those of MATLAB's `fspecial('motion')`: 1 minus the distance from the line.
    """
    half = torch.linalg.vector_norm(lines, dim=1).clamp(max=LONGEST_PX - 1)[:, None, None] / 2
    phi = torch.atan2(lines[:, 1], lines[:, 0])[:, None, None] / 2
    offsets = torch.arange(MOTION_PX, device=lines.device) - MOTION_PX // 2
    y, x = torch.meshgrid(offsets, offsets, indexing="ij")
    along = (x * phi.cos() - y * phi.sin()).abs()
    across = (x * phi.sin() + y * phi.cos()).abs()
    is_at_end = torch.hypot(x.float(), y.float()) >= half
    distance = torch.where(is_at_end, torch.hypot(across, along - half), across)
    weights = (1 - distance).clamp(min=0)
    return weights / weights.sum((-2, -1), keepdim=True)


def width_of(sigma: Tensor) -> Tensor:
    """(N,) standard deviations in px to (N, 1): the number that describes a Gaussian."""
    return WIDTHS_PER_OCTAVE * sigma.log2()[..., None]


def gaussian_kernels(widths: Tensor) -> Tensor:
    """Widths (N, 1) as `width_of` makes them to kernels (N, GAUSSIAN_PX, GAUSSIAN_PX) of sum 1.

    Cut off at two standard deviations, as MATLAB's `imgaussfilt` does.
    """
    sigma = torch.exp2(widths / WIDTHS_PER_OCTAVE).clamp(NARROWEST_SIGMA, WIDEST_SIGMA)
    offsets = torch.arange(GAUSSIAN_PX, device=widths.device) - GAUSSIAN_PX // 2
    profile = torch.exp(-0.5 * (offsets / sigma).square()) * (offsets.abs() <= (2 * sigma).ceil())
    profile = profile / profile.sum(1, keepdim=True)
    return profile[:, :, None] * profile[:, None, :]


@dataclass(frozen=True)
class Blur:
    """A family of blurs: what describes one, its kernel, and how the filters that undo it trust."""

    n_numbers: int
    kernels: Callable[[Tensor], Tensor]
    """Numbers (N, n_numbers) to kernels (N, k, k)."""
    priors: tuple[float, float]
    """How much of the blurred picture's power the filters take for noise: one trusts, one is
    careful. Measured with the true kernels: the first is best for mild blurs, or nearly so for all
    of the family, the second for strong or badly estimated ones."""


BLURS = {
    "motion": Blur(2, motion_kernels, (1e-3, 1e-2)),
    "gaussian": Blur(1, gaussian_kernels, (1e-4, 1e-3)),
}
