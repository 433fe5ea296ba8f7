"""Tones and colours of a faded photograph, corrected by curves that a small network reads off it.

A curve for each channel can undo what time does to a print (grey blacks, dull whites, dyes and
paper that have changed), and nothing else: no detail is made up or lost, no seam can be seen.
"""

from itertools import pairwise

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from restorer_app.architectures.generator import mirrored

N_KNOTS = 16
"""Pieces of a curve."""
N_CURVES = 3
THUMBNAIL_PX = 32
"""A crop is reduced to this: tones are no matter of detail."""
N_ACROSS = 4
"""A picture is read off crops that are so many times narrower."""
N_GUIDANCE = N_CURVES * (N_KNOTS + 2) + 1
N_QUANTILES = 17
"""How the values of each channel are spread: what a person looks at in a histogram."""
MOST_SATURATION = 2.0
_LUMA = (0.299, 0.587, 0.114)


class ToneNet(nn.Module):
    """Faded (N, 3, H, W) in 0..1 to corrected of the same shape.

    Of the whole picture, by crops that stand for it, it learns a rising curve per channel and how
    much colour has gone; both are then applied pixel by pixel. Since curves rise from their lowest
    to their highest value within 0..1 and colours are only stretched as far as there is room,
    nothing is clipped. A new network changes nothing.
    """

    def __init__(self, widths: tuple[int, ...] = (16, 32, 64), hidden: int = 128) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        for n_inputs, n_outputs in pairwise((3, *widths)):
            layers += [nn.Conv2d(n_inputs, n_outputs, 3, stride=2, padding=1), nn.ReLU()]
        self.body = nn.Sequential(*layers)
        self.head = nn.Sequential(
            nn.Linear(2 * widths[-1] + N_QUANTILES * 3, hidden),
            nn.ReLU(),
            nn.Linear(hidden, hidden),
            nn.ReLU(),
            nn.Linear(hidden, N_GUIDANCE),
        )
        for parameter in self.head[-1].parameters():
            nn.init.zeros_(parameter)

    def guidance(self, crops: Tensor) -> Tensor:
        """What is to be done to the picture of these crops (n, 3, h, w): (1, N_GUIDANCE)."""
        return self._read(crops[None])

    def forward(self, x: Tensor, guidance: Tensor | None = None) -> Tensor:
        """`guidance` (1 or N, N_GUIDANCE): of the picture that `x` is a part of, else of `x`."""
        if guidance is None:
            guidance = self._read(_in_crops(x))
        curves, saturation = _unpacked(guidance.float())
        bent = _bent(x.float(), curves)
        return _more_colorful(bent, saturation).to(x.dtype)

    def _read(self, crops: Tensor) -> Tensor:
        """(N, n, 3, h, w), n crops of each picture, to (N, N_GUIDANCE)."""
        n_pictures, n_crops = crops.shape[:2]
        small = F.adaptive_avg_pool2d(crops.flatten(0, 1).float(), THUMBNAIL_PX)
        features = self.body(small.to(next(self.parameters()).dtype))
        features = features.unflatten(0, (n_pictures, n_crops)).transpose(1, 2).flatten(2)
        values = small.unflatten(0, (n_pictures, n_crops)).transpose(1, 2).flatten(2)
        levels = torch.linspace(0, 1, N_QUANTILES, device=values.device)
        quantiles = values.quantile(levels, dim=2).permute(1, 2, 0).flatten(1)
        seen = torch.cat([features.mean(2), features.amax(2), quantiles.to(features.dtype)], dim=1)
        return self.head(seen)


def _in_crops(x: Tensor) -> Tensor:
    """Pictures (N, 3, H, W) cut into crops that cover them: (N, n, 3, h, h)."""
    side = max(THUMBNAIL_PX, min(x.shape[2:]) // N_ACROSS)
    padded = mirrored(x, side)
    rows, columns = (size // side for size in padded.shape[2:])
    cut = padded.unflatten(2, (rows, side)).unflatten(4, (columns, side))
    return cut.permute(0, 2, 4, 1, 3, 5).flatten(1, 2)


def _unpacked(guidance: Tensor) -> tuple[Tensor, Tensor]:
    """The values of the curves at their knots (N, 3, N_KNOTS + 1) and the saturation (N, 1, 1, 1).

    Steps are positive and share out 0..1 with what is left below and above, so curves rise within.
    """
    steps = guidance[:, :-1].unflatten(1, (N_CURVES, N_KNOTS + 2))
    # With nothing said, the two ends get next to nothing: the straight line from 0 to 1.
    usual = torch.zeros(N_KNOTS + 2, device=steps.device)
    usual[0] = usual[-1] = -8.0
    shares = (steps + usual).softmax(-1)
    values = shares[..., :-1].cumsum(-1)
    saturation = MOST_SATURATION ** guidance[:, -1].tanh()
    return values, saturation[:, None, None, None]


def _bent(x: Tensor, curves: Tensor) -> Tensor:
    """`x` (N, 3, H, W) through the curve of its channel, straight between the knots."""
    place = x.clamp(0, 1) * N_KNOTS
    left = place.floor().clamp(max=N_KNOTS - 1)
    knots = curves.expand(len(x), -1, -1)
    below, above = (
        knots.gather(2, index.flatten(2).long()).view_as(x) for index in (left, left + 1)
    )
    return below + (above - below) * (place - left)


def _more_colorful(x: Tensor, saturation: Tensor) -> Tensor:
    """Colours `saturation` times as far from grey, less where there is no room for it."""
    luma = torch.einsum("c,nchw->nhw", x.new_tensor(_LUMA), x)[:, None]
    chroma = x - luma
    room = torch.where(chroma > 0, 1 - luma, luma) / chroma.abs().clamp(min=1e-4)
    stretch = torch.minimum(saturation, room.amin(1, keepdim=True).clamp(min=1))
    return (luma + chroma * torch.where(saturation < 1, saturation, stretch)).clamp(0, 1)
