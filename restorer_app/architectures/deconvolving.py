"""The generator for motion blur: it estimates the line of the blur, undoes it, and cleans up.

A filter that knows the blur (Wiener, 1949) brings back far more of a picture than a network that
must learn every length and direction by heart, but it rings and amplifies what is uncertain. So
the network sees the picture as it came and as two such filters sharpened it, and mixes.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from restorer_app.architectures.generator import mirrored
from restorer_app.architectures.guided import SPREAD, USUAL_LOG_POWER, GuidedUNet
from restorer_app.architectures.spectrum import N_SPECTRUM

KERNEL_PX = 15
"""Side of the square that holds every kernel: lines of up to 13 pixels."""
LONGEST_PX = 13.0
PRIORS = (1e-3, 1e-2)
"""How much of the blurred picture's power the filters take for noise: one trusts, one is careful.
Measured with the true kernel: the first is best for short lines, the second for long ones."""
SEAM_PX = 64
"""Over so much the picture goes on from its end to its start before it is filtered: to the filter
it is periodic, and a jump there would ring through all of it."""


class DeconvolvingUNet(GuidedUNet):
    """As `GuidedUNet`, with the picture sharpened by Wiener filters as further inputs.

    The filters undo the motion that `estimate_line` reads from the spectrum. A network that took
    its other weights over from a `GuidedUNet` repairs like that one until it is trained.
    """

    def __init__(
        self,
        widths: tuple[int, ...] = (32, 64, 128, 256),
        blocks: int = 1,
        hidden: int = 128,
        estimator_hidden: int = 256,
    ) -> None:
        super().__init__(widths, blocks, hidden)
        self.estimator = nn.Sequential(
            nn.Linear(N_SPECTRUM, estimator_hidden),
            nn.ReLU(),
            nn.Linear(estimator_hidden, estimator_hidden),
            nn.ReLU(),
            nn.Linear(estimator_hidden, 2),
        )
        self.sharpened_head = nn.Conv2d(3 * len(PRIORS), widths[0], 3, padding=1)
        for parameter in self.sharpened_head.parameters():
            nn.init.zeros_(parameter)

    def estimate_line(self, spectrum: Tensor) -> Tensor:
        """(N, N_SPECTRUM) to lines (N, 2), as `line_of` describes them."""
        scaled = (spectrum - USUAL_LOG_POWER) / SPREAD
        return self.estimator(scaled.to(self.head.weight.dtype)).float()

    def first_features(self, x: Tensor, spectrum: Tensor) -> Tensor:
        """What the finest level starts with: (N, widths[0], H, W), H and W made to fit."""
        with torch.no_grad():
            kernels = motion_kernels(self.estimate_line(spectrum)).expand(len(x), -1, -1)
            sharpened = torch.cat([wiener(x.float(), kernels, prior) for prior in PRIORS], dim=1)
        added = self.sharpened_head(mirrored(sharpened, self.multiple).to(self.head.weight.dtype))
        return super().first_features(x, spectrum) + added


def line_of(length_px: Tensor, angle_deg: Tensor) -> Tensor:
    """(N,) and (N,) to (N, 2): the line at twice its angle, as long as it moves a pixel.

    Without jumps: no movement (length 1) is zero at any angle, and 0 and 180 degrees are the same.
    """
    twice = torch.deg2rad(2 * angle_deg)
    return torch.stack([twice.cos(), twice.sin()], dim=-1) * (length_px - 1)[..., None]


def motion_kernels(lines: Tensor) -> Tensor:
    """Lines (N, 2) as `line_of` makes them to kernels (N, KERNEL_PX, KERNEL_PX) of sum 1.

    The weights are those of MATLAB's `fspecial('motion')`: 1 minus the distance from the line.
    """
    half = torch.linalg.vector_norm(lines, dim=1).clamp(max=LONGEST_PX - 1)[:, None, None] / 2
    phi = torch.atan2(lines[:, 1], lines[:, 0])[:, None, None] / 2
    offsets = torch.arange(KERNEL_PX, device=lines.device) - KERNEL_PX // 2
    y, x = torch.meshgrid(offsets, offsets, indexing="ij")
    along = (x * phi.cos() - y * phi.sin()).abs()
    across = (x * phi.sin() + y * phi.cos()).abs()
    is_at_end = torch.hypot(x.float(), y.float()) >= half
    distance = torch.where(is_at_end, torch.hypot(across, along - half), across)
    weights = (1 - distance).clamp(min=0)
    return weights / weights.sum((-2, -1), keepdim=True)


def wiener(x: Tensor, kernels: Tensor, prior: float) -> Tensor:
    """`x` (N, 3, H, W) without the blur of its kernel (N, k, k): Wiener's filter, clipped to 0..1.

    The noise is taken for `prior` times what a usual picture's power is at the highest frequencies,
    which falls with the square of the frequency.
    """
    h, w = x.shape[-2:]
    padded = _made_periodic(_made_periodic(x, -2), -1)
    size = padded.shape[-2:]
    side = kernels.shape[-1]
    placed = F.pad(kernels, (0, size[1] - side, 0, size[0] - side))
    transfer = torch.fft.rfft2(placed.roll((-(side // 2), -(side // 2)), (-2, -1)))[:, None]
    down = torch.fft.fftfreq(size[0], device=x.device)[:, None]
    across = torch.fft.rfftfreq(size[1], device=x.device)
    noise_to_signal = prior * (down.square() + across.square()) * 40
    inverse = transfer.conj() / (transfer.abs().square() + noise_to_signal + 1e-6)
    sharp = torch.fft.irfft2(torch.fft.rfft2(padded) * inverse, s=size)
    return sharp[..., :h, :w].clamp(0, 1)


def _made_periodic(x: Tensor, dim: int) -> Tensor:
    """`x` continued along `dim`: mirrored at its end, fading into what is mirrored at its start."""
    size = x.shape[dim]
    period = max(1, 2 * (size - 1))
    steps = torch.arange(1, SEAM_PX + 1, device=x.device)
    after, before = (_folded(places, period) for places in (size - 1 + steps, SEAM_PX + 1 - steps))
    share = (steps / (SEAM_PX + 1)).reshape(-1, *[1] * (-dim - 1))
    seam = torch.lerp(x.index_select(dim, after), x.index_select(dim, before), share)
    return torch.cat([x, seam], dim=dim)


def _folded(places: Tensor, period: int) -> Tensor:
    """Where a picture that is mirrored back and forth has these places."""
    places = places % period
    return torch.minimum(places, period - places)
