"""Networks for damaged surfaces: one finds the damage, one fills in what it hides.

Both are the U-Net of the generators at the picture's own resolution: scratches a pixel wide are
gone in a reduced picture, which is why older detectors miss them.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from restorer_app.architectures.generator import UNet

ROUGH_LEVELS = 7
"""How often the rough filling halves the picture: holes of up to about 2**7 px get a colour."""


class DamageNet(UNet):
    """Photograph (N, 3, H, W) in 0..1 to how likely each pixel is hidden, (N, 1, H, W), logits.

    The features are normalized before the last layer: a generator's, which it starts from, grow
    with what is odd in a picture, and logits made of them jump (gradients of 300 times the usual).
    """

    def __init__(self, widths: tuple[int, ...] = (32, 64, 128, 256), blocks: int = 1) -> None:
        super().__init__(widths, blocks, n_outputs=1)
        self.tail = nn.Sequential(ChannelNorm(widths[0]), self.tail)

    def forward(self, x: Tensor) -> Tensor:
        return self.mapped(x)


class ChannelNorm(nn.Module):
    """Layer normalization (Ba et al., 2016) of each pixel by itself, so the same in any tile."""

    def __init__(self, n_channels: int) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(n_channels)

    def forward(self, x: Tensor) -> Tensor:
        return self.norm(x.movedim(1, -1)).movedim(-1, 1)


class FillingUNet(UNet):
    """Fills holes: smoothly first, then the network adds the lines and the texture.

    Input (N, 4, H, W): the picture in 0..1, whatever it has in its holes, and where they are (1 in
    a hole, 0 elsewhere). Output (N, 3, H, W): the same outside of the holes, to the bit. A new
    network leaves the smooth filling as it is.
    """

    def __init__(self, widths: tuple[int, ...] = (32, 64, 128, 256), blocks: int = 1) -> None:
        super().__init__(widths, blocks, n_inputs=4)

    def forward(self, x: Tensor) -> Tensor:
        picture, holes = x[:, :3], x[:, 3:]
        rough = smoothly_filled(picture, holes)
        return torch.where(holes > 0, rough + self.mapped(torch.cat([rough, holes], 1)), picture)


def smoothly_filled(picture: Tensor, holes: Tensor) -> Tensor:
    """`picture` (N, 3, H, W) with the colours around each hole (N, 1, H, W) drawn into it.

    Pull-push over a pyramid (Gortler et al., 1996). What has nothing known far and wide gets grey.
    """
    return _filled(picture * (1 - holes), 1 - holes, ROUGH_LEVELS)


def _filled(colors: Tensor, known: Tensor, levels: int) -> Tensor:
    """`colors`, multiplied by how far they are `known` (0..1), completed from coarser ones."""
    if levels == 0 or max(colors.shape[2:]) == 1:
        return colors + (1 - known) * 0.5
    pooled, weight = (
        F.avg_pool2d(x, 2, ceil_mode=True, count_include_pad=False) for x in (colors, known)
    )
    sure = (4 * weight).clamp(max=1)  # one known pixel of four is enough
    coarse = _filled(pooled / weight.clamp(min=1e-6) * sure, sure, levels - 1)
    return colors + (1 - known) * F.interpolate(coarse, colors.shape[2:], mode="bilinear")
