"""Old-photo restoration by latent translation (Wan et al., 2020; paper 1 restates it).

A variational autoencoder for real old and synthetically aged photographs, one for clean ones, and a
network that maps the latents of the first to those of the second. A real old photograph and a
synthetic one look alike in the first latent space, so what was learned on pairs holds for both.
At the paper's widths the parameter counts are exactly those of its code.

All norms are instance norms: they take the contrast of each input by itself, and tiles of one
picture would not agree. So a whole picture's `Statistics` can be noted once and given to its tiles.
"""

from itertools import pairwise

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from restorer_app.architectures.generator import mirrored

STRIDE = 4
"""Pixels of the picture per position of the latent, along each side."""

Statistics = dict[nn.Module, tuple[Tensor, Tensor]]
"""Mean and variance, (C,) each, of what every norm of a network met in one picture. A norm that
finds no entry notes its own, so an empty one is filled by the first picture it goes along with
(thumbnail instance normalization, Chen et al., 2022)."""


class LatentAutoencoder(nn.Module):
    """Picture (N, 3, H, W) in 0..1 to a latent (N, width, H/4, W/4) and back.

    The latent is a map, not a vector, and its variance is fixed: `encode` gives the mean, training
    adds noise of deviation 1 (MUNIT's form of a VAE). At width 64: 872,131 parameters.
    """

    def __init__(self, width: int = 64, blocks: int = 4) -> None:
        super().__init__()
        self.encoder = _Sequence(
            *_convolved(3, width, 7),
            *(layer for _ in range(2) for layer in _reduced(width)),
            *(_Block(width) for _ in range(blocks)),
        )
        self.decoder = _Sequence(
            *(_Block(width) for _ in range(blocks)),
            *(layer for _ in range(2) for layer in _enlarged(width)),
            nn.ReflectionPad2d(3),
            nn.Conv2d(width, 3, 7),
            nn.Tanh(),
        )

    def encode(self, x: Tensor, statistics: Statistics | None = None) -> Tensor:
        """The mean of the latent; H and W have to be multiples of `STRIDE`, and 8 at least."""
        return self.encoder(2 * x - 1, statistics)

    def decode(self, latent: Tensor, statistics: Statistics | None = None) -> Tensor:
        """A picture in 0..1."""
        return (self.decoder(latent, statistics) + 1) / 2

    def forward(self, x: Tensor) -> Tensor:
        return self.decode(self.encode(x))


class LatentMapping(nn.Module):
    """Latents of old photographs to latents of clean ones, (N, latent, h, w).

    With `is_global` a partial non-local block fills what damage hides from similar places anywhere
    else. At the default widths 36,135,232 parameters without and 51,344,704 with it.
    """

    def __init__(
        self,
        latent: int = 64,
        widths: tuple[int, ...] = (128, 256, 512, 512),
        blocks: int = 6,
        *,
        is_global: bool = False,
    ) -> None:
        super().__init__()
        up = [layer for pair in pairwise((latent, *widths)) for layer in _convolved(*pair, 3)]
        down = [layer for pair in pairwise(reversed(widths)) for layer in _convolved(*pair, 3)]
        self.widen = _Sequence(*up)
        self.look_around = PartialNonLocal(widths[-1]) if is_global else None
        self.map = _Sequence(*(_Block(widths[-1]) for _ in range(blocks)))
        self.narrow = _Sequence(*down, nn.Conv2d(widths[0], latent, 3, padding=1))

    def forward(
        self, latent: Tensor, holes: Tensor | None = None, statistics: Statistics | None = None
    ) -> Tensor:
        """`holes` (N, 1, h, w): 1 where damage hides the picture; only for the global branch."""
        features = self.widen(latent, statistics)
        if self.look_around is not None and holes is not None:
            features = self.look_around(features, holes, statistics)
        return self.narrow(self.map(features, statistics), statistics)


class PartialNonLocal(nn.Module):
    """Attention that looks for what fills a hole in what is not hole.

    Keys inside of holes get no weight, and only holes take the result: valid positions pass through
    unchanged (Wan et al., 2020, equations 5 to 8). So only holes have to look: the cost is that of
    hidden times visible positions, not of all pairs.
    """

    def __init__(self, width: int, blocks: int = 3) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Conv2d(width, width, 1) for _ in range(4))
        for parameter in self.out.parameters():
            nn.init.zeros_(parameter)
        self.refine = _Sequence(*(_Block(width) for _ in range(blocks)))

    def forward(
        self, features: Tensor, holes: Tensor, statistics: Statistics | None = None
    ) -> Tensor:
        """`features` (N, width, h, w); `holes` (N, 1, h, w), 1 where nothing is known.

        Where all is hole nothing can be looked up, and the features stay as they are.
        """
        is_hidden = holes > 0
        is_filled = is_hidden & ~is_hidden.all(-1, keepdim=True).all(-2, keepdim=True)
        if not is_filled.any():
            return features
        looked_up = self.out(self._seen(features, is_filled)) * is_filled
        return torch.where(is_filled, self.refine(features + looked_up, statistics), features)

    def _seen(self, features: Tensor, is_filled: Tensor) -> Tensor:
        """What each filled position makes of all others; 0 at the others themselves."""
        query, key, value = (
            project(features).flatten(2).transpose(1, 2)
            for project in (self.query, self.key, self.value)
        )  # (N, h w, width)
        seen = torch.zeros_like(query)
        for i, place in enumerate(is_filled.flatten(1)):
            if place.any():
                wanted, offered, taken = (  # one picture, one head
                    part[None, None] for part in (query[i, place], key[i, ~place], value[i, ~place])
                )
                found = F.scaled_dot_product_attention(wanted, offered, taken, scale=1.0)
                seen[i, place] = found[0, 0]
        return seen.transpose(1, 2).reshape(features.shape)


class PhotoTranslation(nn.Module):
    """The whole method as one network: an old photograph in, a clean one out.

    Input (N, 4, H, W), any H and W: the picture in 0..1, and 1 where damage was found, 0 elsewhere.
    Output (N, 3, H, W) in 0..1.
    """

    def __init__(
        self,
        width: int = 64,
        mapping_widths: tuple[int, ...] = (128, 256, 512, 512),
        blocks: int = 6,
        *,
        is_global: bool = True,
    ) -> None:
        super().__init__()
        self.old, self.clean = LatentAutoencoder(width), LatentAutoencoder(width)
        self.mapping = LatentMapping(width, mapping_widths, blocks, is_global=is_global)

    def forward(self, x: Tensor, statistics: Statistics | None = None) -> Tensor:
        """`statistics`: of the whole picture that `x` is a tile of; for one picture at a time."""
        height, columns = x.shape[-2:]
        # Two positions of the latent at least: there is nothing to reflect in one.
        padded = mirrored(x, 2 * STRIDE).to(next(self.parameters()).dtype)
        latent = self.mapped(padded[:, :3], padded[:, 3:], statistics)
        return self.clean.decode(latent, statistics)[..., :height, :columns].to(x.dtype)

    def mapped(
        self, pictures: Tensor, holes: Tensor, statistics: Statistics | None = None
    ) -> Tensor:
        """The latent of the clean picture, of an old one (N, 3, H, W) with holes (N, 1, H, W).

        H and W are multiples of `STRIDE`, and 8 at least.
        """
        small = F.max_pool2d(holes, STRIDE)  # any hidden pixel hides its whole position
        return self.mapping(self.old.encode(pictures, statistics), small, statistics)


class LatentCritic(nn.Module):
    """Latents (N, latent, h, w) to whether they are of a real old photograph: (N, 1, h/4, w/4).

    For training alone: what it can not tell from a real old photograph's latent looks like one.
    Without bounds, and without norms, which would hide what a whole latent has in common.
    """

    def __init__(self, latent: int = 64, width: int = 64) -> None:
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(latent, width, 4, stride=2, padding=1),
            nn.LeakyReLU(0.2),
            nn.Conv2d(width, 2 * width, 4, stride=2, padding=1),
            nn.LeakyReLU(0.2),
            nn.Conv2d(2 * width, 1, 3, padding=1),
        )

    def forward(self, latent: Tensor) -> Tensor:
        return self.body(latent)


class _Norm(nn.Module):
    """Instance normalization, by the input's own mean and variance or by those of `Statistics`."""

    def forward(self, x: Tensor, statistics: Statistics | None = None) -> Tensor:
        if statistics is None:
            return F.instance_norm(x)
        if self not in statistics:
            values = x.float()
            mean = values.mean((0, 2, 3), keepdim=True)
            variance = (values - mean).square().mean((0, 2, 3))  # in parallel, as var_mean is not
            statistics[self] = mean.flatten(), variance
        return F.batch_norm(x, *statistics[self])


class _Sequence(nn.Sequential):
    """One layer after the other; those that have norms are given the statistics."""

    def forward(self, x: Tensor, statistics: Statistics | None = None) -> Tensor:
        for layer in self:
            x = layer(x, statistics) if isinstance(layer, _Norm | _Block) else layer(x)
        return x


class _Block(nn.Module):
    """x + convolution, norm, ReLU, convolution, norm; reflected at the border."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.body = _Sequence(
            nn.Conv2d(width, width, 3, padding=1, padding_mode="reflect"),
            _Norm(),
            nn.ReLU(),
            nn.Conv2d(width, width, 3, padding=1, padding_mode="reflect"),
            _Norm(),
        )

    def forward(self, x: Tensor, statistics: Statistics | None = None) -> Tensor:
        return x + self.body(x, statistics)


def _convolved(n_inputs: int, n_outputs: int, side: int) -> list[nn.Module]:
    convolution = nn.Conv2d(n_inputs, n_outputs, side, padding=side // 2, padding_mode="reflect")
    return [convolution, _Norm(), nn.ReLU()]


def _reduced(width: int) -> list[nn.Module]:
    return [nn.Conv2d(width, width, 4, stride=2, padding=1), _Norm(), nn.ReLU()]


def _enlarged(width: int) -> list[nn.Module]:
    return [nn.ConvTranspose2d(width, width, 4, stride=2, padding=1), _Norm(), nn.ReLU()]
