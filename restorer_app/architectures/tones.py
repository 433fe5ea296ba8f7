"""Tones and colours of a faded photograph, corrected by curves that a small network reads off it.

A curve for each channel can undo what time does to a print (grey blacks, dull whites, dyes and
paper that have changed), and nothing else: no detail is made up or lost, no seam can be seen.
"""

from itertools import pairwise

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from restorer_app.architectures.generator import mirrored

THUMBNAIL_PX = 16
"""A crop is reduced to this: tones are no matter of detail."""
N_ACROSS = 4
"""A picture is read off crops that are so many times narrower."""
SAMPLED_EVERY = 3
"""Of the pixels of all thumbnails so many are one that is counted; coprime with their width."""
N_QUANTILES = 17
"""By how dark they are, pixels are divided at so many values, the darkest and lightest included."""
END_SHARE = 1 / 200
"""Of the pixels, which are averaged for the darkest and for the lightest value."""
N_SHADES = 8
"""Groups of equally many pixels, from dark to light, whose colours are compared."""
N_KNOTS = 64
"""Pieces of a curve as it is applied."""
N_CURVES = 3
N_GUIDANCE = N_CURVES * (N_KNOTS + 1) + 2 * N_CURVES + 1
"""The values of all curves at their knots, the shares of other channels, the saturation."""
MOST_SATURATION = 2.0
_LUMA = (0.299, 0.587, 0.114)
_LEAST_STEP = 1e-4
"""A step between quantiles that counts as none: its logarithm has to be a number."""
_RARELY_MIXED = 8.0
"""Logit by which a channel is its own, and not one of the two others, before anything is learnt."""


class ToneNet(nn.Module):
    """Faded (N, 3, H, W) in 0..1 to corrected of the same shape.

    Of the whole picture, which may be reduced, it learns where the quantiles of each channel are
    to go: a rising curve. Then how far channels stand in for one that is lost, and how much
    colour has gone. All of it is applied pixel by pixel. Since curves rise from their lowest to
    their highest value within 0..1, mixtures are means, and colours are only stretched as far as
    there is room, nothing is clipped. A new network changes nothing.
    """

    def __init__(self, widths: tuple[int, ...] = (16, 32, 64), hidden: int = 128) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        for n_inputs, n_outputs in pairwise((3, *widths)):
            layers += [nn.Conv2d(n_inputs, n_outputs, 3, stride=2, padding=1), nn.ReLU()]
        self.body = nn.Sequential(*layers)
        n_counted = (N_CURVES + 1) * (2 * N_QUANTILES + 1) + 4 * N_SHADES
        n_steps = N_CURVES * (N_QUANTILES + 1)
        self.head = nn.Sequential(
            nn.Linear(2 * widths[-1] + n_counted, hidden),
            nn.ReLU(),
            nn.Linear(hidden, hidden),
            nn.ReLU(),
            nn.Linear(hidden, n_steps + 1 + 2 * N_CURVES + 1),
        )
        for parameter in self.head[-1].parameters():
            nn.init.zeros_(parameter)

    def guidance(self, pictures: Tensor) -> Tensor:
        """What is to be done to pictures (N, 3, h, w), which may be reduced: (N, N_GUIDANCE)."""
        return self._read(_in_crops(pictures))

    def forward(self, x: Tensor, guidance: Tensor | None = None) -> Tensor:
        """`guidance` (1 or N, N_GUIDANCE): of the picture that `x` is a part of, else of `x`."""
        if guidance is None:
            guidance = self.guidance(x)
        curves, shares, saturation = guidance.split(
            (N_CURVES * (N_KNOTS + 1), 2 * N_CURVES, 1), dim=1
        )
        bent = _bent(x.float(), curves.unflatten(1, (N_CURVES, -1)))
        mixed = _mixed(bent, shares.unflatten(1, (2, N_CURVES)))
        return _more_colorful(mixed, saturation[..., None, None]).to(x.dtype)

    def _read(self, crops: Tensor) -> Tensor:
        """(N, n, 3, h, w), n crops of each picture, to (N, N_GUIDANCE)."""
        n_pictures, n_crops = crops.shape[:2]
        small = F.adaptive_avg_pool2d(crops.flatten(0, 1).float(), THUMBNAIL_PX)
        dtype = next(self.parameters()).dtype
        features = self.body((small - 0.5).to(dtype))
        features = features.unflatten(0, (n_pictures, n_crops)).transpose(1, 2).flatten(2)
        pixels = small.unflatten(0, (n_pictures, n_crops)).transpose(1, 2).flatten(2)
        pixels = pixels[..., ::SAMPLED_EVERY]
        quantiles, order = _quantiles(torch.cat([pixels, luma(pixels)], dim=1))
        steps = _log_steps(quantiles)
        counted = [2 * quantiles - 1, 0.4 * steps + 1.6, _tints(pixels, order)]
        seen = [
            features.mean(2),
            features.amax(2),
            *(each.flatten(1).to(dtype) for each in counted),
        ]
        asked, evenness, shares, saturation = (
            self.head(torch.cat(seen, dim=1))
            .float()
            .split((N_CURVES * (N_QUANTILES + 1), 1, 2 * N_CURVES, 1), dim=1)
        )
        own, of_luma = steps[:, :N_CURVES], steps[:, N_CURVES:]
        asked = asked.unflatten(1, (N_CURVES, -1)) + evenness[..., None] * (of_luma - own)
        curves = _curves(quantiles[:, :N_CURVES], own + asked)
        saturation = MOST_SATURATION ** saturation.tanh()
        return torch.cat([curves.flatten(1), _mixing_shares(shares), saturation], dim=1)


def _in_crops(x: Tensor) -> Tensor:
    """Pictures (N, 3, H, W) cut into crops that cover them: (N, n, 3, h, h)."""
    side = max(THUMBNAIL_PX, min(x.shape[2:]) // N_ACROSS)
    padded = mirrored(x, side)
    rows, columns = (size // side for size in padded.shape[2:])
    cut = padded.unflatten(2, (rows, side)).unflatten(4, (columns, side))
    return cut.permute(0, 2, 4, 1, 3, 5).flatten(1, 2)


def luma(x: Tensor) -> Tensor:
    """Brightness (N, 1, ...) of RGB (N, 3, ...), by Rec. 601.

    No matrix product, which autocast would round to 8 bits.
    """
    red, green, blue = (weight * x[:, i : i + 1] for i, weight in enumerate(_LUMA))
    return red + green + blue


def _quantiles(values: Tensor) -> tuple[Tensor, Tensor]:
    """Of values (N, c, n): the quantiles (N, c, N_QUANTILES), and the order of the last channel."""
    ordered, order = values.sort(dim=2)
    n = values.shape[2]
    places = torch.linspace(0, n - 1, N_QUANTILES, device=values.device).round().long()
    n_ends = max(1, round(n * END_SHARE))
    darkest, lightest = (end.mean(2, keepdim=True) for end in _ends(ordered, n_ends))
    inner = ordered[..., places[1:-1]]
    # An average may lie beyond what comes next to it.
    quantiles = torch.cat([darkest, inner, lightest], dim=2).cummax(2).values
    return quantiles.clamp(0, 1), order[:, -1]


def _ends(ordered: Tensor, n: int) -> tuple[Tensor, Tensor]:
    return ordered[..., :n], ordered[..., -n:]


def _log_steps(quantiles: Tensor) -> Tensor:
    """Logarithms (N, c, N_QUANTILES + 1) of the steps from 0 over all quantiles to 1."""
    zero, one = torch.zeros_like(quantiles[..., :1]), torch.ones_like(quantiles[..., :1])
    return (quantiles.diff(dim=2, prepend=zero, append=one) + _LEAST_STEP).log()


def _tints(pixels: Tensor, order: Tensor) -> Tensor:
    """How red and how blue shades are on average and how much that varies: (N, 4, N_SHADES).

    `order` (N, n): of the pixels (N, 3, n), from dark to light. In a print of one colour nothing
    varies.
    """
    brightness, n = luma(pixels), pixels.shape[2] // N_SHADES * N_SHADES
    chroma = torch.cat([pixels[:, :1] - brightness, pixels[:, 2:] - brightness], dim=1)
    shades = chroma.gather(2, order[:, None, :n].expand(-1, 2, -1)).unflatten(2, (N_SHADES, -1))
    return torch.cat([5 * shades.mean(3), 10 * shades.std(3)], dim=1)


def _curves(quantiles: Tensor, log_steps: Tensor) -> Tensor:
    """Curves (N, 3, N_KNOTS + 1) that take the quantiles (N, 3, N_QUANTILES) where they shall go.

    `log_steps` (N, 3, N_QUANTILES + 1): how far apart they shall be from 0 over all to 1, as
    logits: what one step gets the others lose, and every one is more than nothing.
    """
    targets = log_steps.softmax(-1)[..., :-1].cumsum(-1)
    zero, one = torch.zeros_like(targets[..., :1]), torch.ones_like(targets[..., :1])
    x, y = (torch.cat([zero, values, one], dim=2) for values in (quantiles, targets))
    knots = torch.linspace(0, 1, N_KNOTS + 1, device=x.device).expand(*x.shape[:2], -1).contiguous()
    right = torch.searchsorted(x.contiguous(), knots).clamp(1, x.shape[2] - 1)
    x0, x1, y0, y1 = (v.gather(2, i) for v in (x, y) for i in (right - 1, right))
    return torch.lerp(y0, y1, ((knots - x0) / (x1 - x0).clamp(min=1e-6)).clamp(0, 1))


def _mixing_shares(logits: Tensor) -> Tensor:
    """(N, 6) of any size to the shares of the next and the next but one in each channel."""
    others = logits.unflatten(1, (2, N_CURVES)) - _RARELY_MIXED
    own = torch.zeros_like(others[:, :1])
    return torch.cat([own, others], dim=1).softmax(1)[:, 1:].flatten(1)


def _bent(x: Tensor, curves: Tensor) -> Tensor:
    """`x` (N, 3, H, W) through the curve of its channel, straight between the knots."""
    place = x.clamp(0, 1) * N_KNOTS
    left = place.detach().floor().clamp(max=N_KNOTS - 1)
    knots = curves.expand(len(x), -1, -1)
    below, above = (
        knots.gather(2, index.flatten(2).long()).view_as(x) for index in (left, left + 1)
    )
    return torch.lerp(below, above, place - left)


def _mixed(x: Tensor, shares: Tensor) -> Tensor:
    """`x` (N, 3, H, W) with `shares` (1 or N, 2, 3) of the two other channels in each.

    Yellowed lights have next to no blue left: there the others tell more. Grey stays as grey.
    """
    following, last = shares[..., None, None].unbind(1)
    return x + following * (x.roll(-1, 1) - x) + last * (x.roll(-2, 1) - x)


def _more_colorful(x: Tensor, saturation: Tensor) -> Tensor:
    """Colours `saturation` times as far from grey, less where there is no room for it."""
    brightness = luma(x)
    chroma = x - brightness
    room = torch.where(chroma > 0, 1 - brightness, brightness) / chroma.abs().clamp(min=1e-4)
    stretch = torch.minimum(saturation, room.amin(1, keepdim=True).clamp(min=1))
    return (brightness + chroma * torch.where(saturation < 1, saturation, stretch)).clamp(0, 1)
