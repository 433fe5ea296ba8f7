"""The generator for wavelet compression: it is told which wavelets the file has left out.

JPEG 2000 keeps the wavelets that matter most for its size and drops the others. Where it dropped
them a picture has to be guessed, where it kept them it must not be touched, and both look smooth to
a network that sees pixels. Their magnitudes tell the two apart.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from restorer_app.architectures.generator import mirrored
from restorer_app.architectures.guided import GuidedUNet

LEVELS = 4
"""Of the file's own five to seven; most of what a file drops lies in the finest."""
N_MAPS = 3 * 3 * LEVELS
"""Three directions of three channels a level."""
USUAL_LOG_MAGNITUDE = 8.0
"""Brings the logarithms to 0..1."""
LIFTING = (-1.586134342, -0.052980118, 0.882911075, 0.443506852)
SCALING = 1.230174105
_LUMA_AND_CHROMA = (
    (0.299, 0.587, 0.114),
    (-0.168736, -0.331264, 0.5),
    (0.5, -0.418688, -0.081312),
)


class WaveletUNet(GuidedUNet):
    """As `GuidedUNet`, with the magnitudes of the picture's wavelets as further inputs.

    The first pixel has to lie where the file's did, or whole 16 px beside it; elsewhere the
    magnitudes say little. A network that took its other weights over from a `ResidualUNet` or a
    `GuidedUNet` repairs like that one until it is trained.
    """

    def __init__(
        self, widths: tuple[int, ...] = (32, 64, 128, 256), blocks: int = 1, hidden: int = 128
    ) -> None:
        super().__init__(widths, blocks, hidden)
        self.wavelet_head = nn.Conv2d(N_MAPS, widths[0], 3, padding=1)
        for parameter in self.wavelet_head.parameters():
            nn.init.zeros_(parameter)

    def first_features(self, x: Tensor, spectrum: Tensor) -> Tensor:
        """What the finest level starts with: (N, widths[0], H, W), H and W made to fit."""
        features = super().first_features(x, spectrum)
        with torch.no_grad():
            height, width = features.shape[-2:]
            magnitudes = wavelet_magnitudes(mirrored(x.float(), 2**LEVELS))[..., :height, :width]
            magnitudes = mirrored(magnitudes, self.multiple)
        return features + self.wavelet_head(magnitudes.to(self.head.weight.dtype))


def wavelet_magnitudes(x: Tensor) -> Tensor:
    """Logarithms of the 9/7 wavelets' magnitudes, about 0..1, each repeated over its place.

    `x` (N, 3, H, W) in 0..1, both sides multiples of `2**LEVELS`. Returns (N, N_MAPS, H, W): level
    by level, finest first, of each the three directions of Y, Cb and Cr. What a file left out is
    at most what rounding its picture to 8 bits made of it.
    """
    smooth = 255 * torch.einsum("ij,njhw->nihw", x.new_tensor(_LUMA_AND_CHROMA), x)
    maps = []
    for level in range(1, LEVELS + 1):
        low, high = _lifted(smooth, -1)
        smooth, down = _lifted(low, -2)
        across, diagonal = _lifted(high, -2)
        details = torch.cat([across, down, diagonal], dim=1)
        magnitudes = (1 + details.abs()).log2() / USUAL_LOG_MAGNITUDE
        maps.append(F.interpolate(magnitudes, scale_factor=2**level, mode="nearest"))
    return torch.cat(maps, dim=1)


def _lifted(x: Tensor, dim: int) -> tuple[Tensor, Tensor]:
    """The lower and the upper half of the frequencies along `dim`, each half as long as `x`.

    The irreversible transform of JPEG 2000 (ISO/IEC 15444-1, annex F), mirrored at both ends.
    """
    even, odd = x.unflatten(dim, (-1, 2)).unbind(dim)
    for i, weight in enumerate(LIFTING):
        if i % 2 == 0:
            odd = odd + weight * (even + _shifted(even, dim, 1))
        else:
            even = even + weight * (odd + _shifted(odd, dim, -1))
    return even / SCALING, odd * SCALING


def _shifted(x: Tensor, dim: int, by: int) -> Tensor:
    """`x` moved by one along `dim`, its last (or first) value repeated."""
    size = x.shape[dim]
    if by > 0:
        return torch.cat([x.narrow(dim, 1, size - 1), x.narrow(dim, size - 1, 1)], dim=dim)
    return torch.cat([x.narrow(dim, 0, 1), x.narrow(dim, 0, size - 1)], dim=dim)
