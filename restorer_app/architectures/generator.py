"""The generator of every distortion: a residual U-Net of dense 3x3 convolutions.

No normalisation layers: they shift colours between tiles. Dense convolutions with bias and ReLU are
what the bf16 matrix units of CPUs are fast at (docs/adr/0002).
"""

from itertools import pairwise

import torch
import torch.nn.functional as F
from torch import Tensor, nn


class ResidualBlock(nn.Module):
    """x + conv(relu(conv(x))); starts as the identity, because the second convolution is zero."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(width, width, 3, padding=1)
        self.conv2 = nn.Conv2d(width, width, 3, padding=1)
        _set_to_zero(self.conv2)

    def forward(self, x: Tensor, modulation: Tensor | None = None) -> Tensor:
        """`modulation` (N, 2 width, 1, 1): factors (less 1) and offsets of what is between them."""
        hidden = self.conv1(x)
        if modulation is not None:
            factor, offset = modulation.chunk(2, dim=1)
            hidden = hidden * (1 + factor) + offset
        return x + self.conv2(F.relu(hidden))


class UNetEncoder(nn.Module):
    """The contracting half of the U-Net: what the generators and the diagnosis see with."""

    def __init__(self, widths: tuple[int, ...], blocks: int, n_inputs: int = 3) -> None:
        super().__init__()
        self.multiple = 2 ** (len(widths) - 1)
        """Both sides of what is encoded have to be multiples of this."""
        self.head = nn.Conv2d(n_inputs, widths[0], 3, padding=1)
        self.encoder = nn.ModuleList(_level(width, blocks) for width in widths[:-1])
        self.down = nn.ModuleList(
            nn.Conv2d(fine, coarse, 2, 2) for fine, coarse in pairwise(widths)
        )
        self.bottom = _level(widths[-1], blocks)

    def encode(self, x: Tensor) -> list[Tensor]:
        """(N, n_inputs, H, W) to features of every level, finest first, in the weights' type."""
        features = self.head(x.to(self.head.weight.dtype))
        levels = []
        for encode, down in zip(self.encoder, self.down, strict=True):
            features = encode(features)
            levels.append(features)
            features = down(features)
        return [*levels, self.bottom(features)]


class UNet(UNetEncoder):
    """The whole U-Net: maps of `n_inputs` channels to maps of `n_outputs`, as large.

    Any H and W from 1 up; mirrored inside to multiples of `2**(len(widths)-1)`. The weights may be
    float32, float16 or bfloat16. A new network returns nil: its last convolution starts at zero.

    `widths`: channels per level, finest first. `blocks`: residual blocks per level and side.
    """

    def __init__(
        self, widths: tuple[int, ...], blocks: int, n_inputs: int = 3, n_outputs: int = 3
    ) -> None:
        super().__init__(widths, blocks, n_inputs)
        coarse_to_fine = tuple(reversed(widths))
        self.up = nn.ModuleList(
            nn.ConvTranspose2d(coarse, fine, 2, 2) for coarse, fine in pairwise(coarse_to_fine)
        )
        self.decoder = nn.ModuleList(_level(fine, blocks) for fine in coarse_to_fine[1:])
        self.tail: nn.Module = nn.Conv2d(widths[0], n_outputs, 3, padding=1)
        _set_to_zero(self.tail)

    def mapped(self, x: Tensor) -> Tensor:
        """(N, n_inputs, H, W) to (N, n_outputs, H, W), in the input's type."""
        h, w = x.shape[-2:]
        *skips, features = self.encode(mirrored(x, self.multiple))
        for up, decode in zip(self.up, self.decoder, strict=True):
            features = decode(up(features) + skips.pop())
        return self.tail(features)[..., :h, :w].to(x.dtype)


class ResidualUNet(UNet):
    """Degraded (N, 3, H, W) in 0..1 to restored of the same shape: x plus a predicted correction.

    Input and output keep the input's type, so the picture itself is never rounded to that of the
    weights. Output is not clipped. A new network is the identity.
    """

    def __init__(self, widths: tuple[int, ...] = (32, 64, 128, 256), blocks: int = 1) -> None:
        super().__init__(widths, blocks)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.mapped(x)


def _level(width: int, blocks: int) -> nn.Sequential:
    return nn.Sequential(*(ResidualBlock(width) for _ in range(blocks)))


def _set_to_zero(convolution: nn.Conv2d) -> None:
    for parameter in convolution.parameters():
        nn.init.zeros_(parameter)


def mirrored(x: Tensor, multiple: int) -> Tensor:
    """`x` (N, C, H, W) continued below and to the right to multiples of `multiple`."""
    return _mirrored_along(_mirrored_along(x, -2, multiple), -1, multiple)


def _mirrored_along(x: Tensor, dim: int, multiple: int) -> Tensor:
    """`x` continued along `dim` to a multiple; back and forth, where `F.pad` refuses tiny sides."""
    size = x.shape[dim]
    missing = -size % multiple
    if not missing:
        return x
    period = max(1, 2 * (size - 1))
    steps = torch.arange(size + missing, device=x.device) % period
    return x.index_select(dim, torch.minimum(steps, period - steps))
