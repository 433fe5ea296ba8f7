"""The generator for blurs of a known family: it estimates the blur, undoes it, and cleans up.

A filter that knows the blur (Wiener, 1949) brings back far more of a picture than a network that
must learn every width and direction by heart, but it rings and amplifies what is uncertain. So
the network sees the picture as it came and as two such filters sharpened it, and mixes.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from restorer_app.architectures.blur_kernels import BLURS
from restorer_app.architectures.generator import mirrored
from restorer_app.architectures.guided import SPREAD, USUAL_LOG_POWER, GuidedUNet
from restorer_app.architectures.spectrum import N_SPECTRUM

SEAM_PX = 64
"""Over so much the picture goes on from its end to its start before it is filtered: to the filter
it is periodic, and a jump there would ring through all of it."""


class DeconvolvingUNet(GuidedUNet):
    """As `GuidedUNet`, with the picture sharpened by Wiener filters as further inputs.

    The filters undo the blur that `estimate_blur` reads from the spectrum; `blur` names its family
    in `BLURS`. A network that took its other weights over from a `GuidedUNet` repairs like that one
    until it is trained.
    """

    def __init__(
        self,
        widths: tuple[int, ...] = (32, 64, 128, 256),
        blocks: int = 1,
        hidden: int = 128,
        estimator_hidden: int = 256,
        blur: str = "motion",
    ) -> None:
        super().__init__(widths, blocks, hidden)
        self.blur = BLURS[blur]
        self.estimator = nn.Sequential(
            nn.Linear(N_SPECTRUM, estimator_hidden),
            nn.ReLU(),
            nn.Linear(estimator_hidden, estimator_hidden),
            nn.ReLU(),
            nn.Linear(estimator_hidden, self.blur.n_numbers),
        )
        self.sharpened_head = nn.Conv2d(3 * len(self.blur.priors), widths[0], 3, padding=1)
        for parameter in self.sharpened_head.parameters():
            nn.init.zeros_(parameter)

    def estimate_blur(self, spectrum: Tensor) -> Tensor:
        """(N, N_SPECTRUM) to (N, n_numbers), the numbers that the blur's kernels are made from."""
        scaled = (spectrum - USUAL_LOG_POWER) / SPREAD
        return self.estimator(scaled.to(self.head.weight.dtype)).float()

    def first_features(self, x: Tensor, spectrum: Tensor) -> Tensor:
        """What the finest level starts with: (N, widths[0], H, W), H and W made to fit."""
        with torch.no_grad():
            kernels = self.blur.kernels(self.estimate_blur(spectrum)).expand(len(x), -1, -1)
            sharpened = mirrored(wiener(x.float(), kernels, self.blur.priors), self.multiple)
        added = self.sharpened_head(sharpened.to(self.head.weight.dtype))
        return super().first_features(x, spectrum) + added


def wiener(x: Tensor, kernels: Tensor, priors: tuple[float, ...]) -> Tensor:
    """`x` (N, 3, H, W) without the blur of its kernel (N, k, k): Wiener's filter, clipped to 0..1.

    The noise is taken for a prior times what a usual picture's power is at the highest frequencies,
    which falls with the square of the frequency. Returns (N, 3 * len(priors), H, W): a picture for
    each prior.
    """
    h, w = x.shape[-2:]
    padded = _made_periodic(_made_periodic(x, -2), -1)
    size = padded.shape[-2:]
    side = kernels.shape[-1]
    placed = F.pad(kernels, (0, size[1] - side, 0, size[0] - side))
    transfer = torch.fft.rfft2(placed.roll((-(side // 2), -(side // 2)), (-2, -1)))[:, None]
    down = torch.fft.fftfreq(size[0], device=x.device)[:, None]
    across = torch.fft.rfftfreq(size[1], device=x.device)
    usual_noise = (down.square() + across.square()) * 40
    power = transfer.abs().square() + 1e-6
    unblurred = torch.fft.rfft2(padded) * transfer.conj()
    sharp = [
        torch.fft.irfft2(unblurred / (power + prior * usual_noise), s=size)[..., :h, :w]
        for prior in priors
    ]
    return torch.cat(sharp, dim=1).clamp(0, 1)


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
