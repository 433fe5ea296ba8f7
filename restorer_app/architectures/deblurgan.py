"""DeblurGAN (Kupyn et al., 2018): the generator and the critic that paper 0 trains per distortion.

Here for comparison with our own generators. "DeblurGAN" is the network of its paper, with two
convolutions in a residual block; the published code builds only one by a slip of precedence.
"""

import torch.nn.functional as F
from torch import Tensor, nn

from restorer_app.architectures.generator import mirrored

INIT_STD = 0.02
_REACH = 4
"""Sides have to be multiples of this: two levels of stride 2."""


class DeblurGanGenerator(nn.Module):
    """Degraded (N, 3, H, W) in 0..1 to restored of the same shape, in 0..1; any H and W.

    11,378,179 parameters. Instance normalisation takes the contrast of each whole input, so tiles
    of a picture do not agree: one of the reasons why our own generators have none.
    """

    def __init__(self, width: int = 64, blocks: int = 9, dropout: float = 0.5) -> None:
        super().__init__()
        self.body = nn.Sequential(
            nn.ReflectionPad2d(3),
            *_normalised(nn.Conv2d(3, width, 7)),
            *_normalised(nn.Conv2d(width, 2 * width, 3, stride=2, padding=1)),
            *_normalised(nn.Conv2d(2 * width, 4 * width, 3, stride=2, padding=1)),
            *(_Block(4 * width, dropout) for _ in range(blocks)),
            *_normalised(nn.ConvTranspose2d(4 * width, 2 * width, 3, 2, 1, output_padding=1)),
            *_normalised(nn.ConvTranspose2d(2 * width, width, 3, 2, 1, output_padding=1)),
            nn.ReflectionPad2d(3),
            nn.Conv2d(width, 3, 7),
            nn.Tanh(),
        )
        self.apply(_initialise)

    def forward(self, x: Tensor) -> Tensor:
        h, w = x.shape[-2:]
        signed = 2 * x - 1
        # Reflection by 3 pixels needs a side of more than 3 at every level.
        padded = mirrored(signed, 4 * _REACH).to(next(self.parameters()).dtype)
        correction = self.body(padded)[..., :h, :w].to(x.dtype)
        return ((signed + correction).clamp(-1, 1) + 1) / 2


class PatchCritic(nn.Module):
    """(N, 3, H, W) in 0..1 to how real each patch looks, (N, 1, h, w), without bounds (WGAN).

    PatchGAN as in DeblurGAN: 2,764,737 parameters.
    """

    def __init__(self, width: int = 64) -> None:
        super().__init__()
        widths = (width, 2 * width, 4 * width, 8 * width)
        layers: list[nn.Module] = [nn.Conv2d(3, width, 4, stride=2, padding=2), nn.LeakyReLU(0.2)]
        for fine, coarse, stride in zip(widths, widths[1:], (2, 2, 1), strict=False):
            layers += [
                nn.Conv2d(fine, coarse, 4, stride=stride, padding=2),
                nn.InstanceNorm2d(coarse),
                nn.LeakyReLU(0.2),
            ]
        self.body = nn.Sequential(*layers, nn.Conv2d(widths[-1], 1, 4, padding=2))
        self.apply(_initialise)

    def forward(self, x: Tensor) -> Tensor:
        return self.body(2 * x - 1)


class _Block(nn.Module):
    """x + convolution, norm, ReLU, dropout, convolution, norm."""

    def __init__(self, width: int, dropout: float) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(width, width, 3)
        self.conv2 = nn.Conv2d(width, width, 3)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor) -> Tensor:
        hidden = F.relu(F.instance_norm(self.conv1(_padded(x))))
        return x + F.instance_norm(self.conv2(_padded(self.dropout(hidden))))


def _padded(x: Tensor) -> Tensor:
    return F.pad(x, (1, 1, 1, 1), mode="reflect")


def _normalised(convolution: nn.Module) -> tuple[nn.Module, ...]:
    width = convolution.out_channels
    assert isinstance(width, int)
    return convolution, nn.InstanceNorm2d(width), nn.ReLU()


def _initialise(layer: nn.Module) -> None:
    if isinstance(layer, nn.Conv2d | nn.ConvTranspose2d):
        nn.init.normal_(layer.weight, 0, INIT_STD)
        assert layer.bias is not None
        nn.init.zeros_(layer.bias)
