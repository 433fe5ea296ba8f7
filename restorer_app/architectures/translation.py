"""Old-photo restoration by latent translation (Wan et al., 2020; paper 1 restates it).

A variational autoencoder for real old and synthetically aged photographs, one for clean ones, and a
network that maps the latents of the first to those of the second. A real old photograph and a
synthetic one look alike in the first latent space, so what was learned on pairs holds for both.
At the paper's widths the parameter counts are exactly those of its code.
"""

from itertools import pairwise

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from restorer_app.architectures.generator import mirrored

STRIDE = 4
"""Pixels of the picture per position of the latent, along each side."""


class LatentAutoencoder(nn.Module):
    """Picture (N, 3, H, W) in 0..1 to a latent (N, width, H/4, W/4) and back.

    The latent is a map, not a vector, and its variance is fixed: `encode` gives the mean, training
    adds noise of deviation 1 (MUNIT's form of a VAE). At width 64: 872,131 parameters.
    """

    def __init__(self, width: int = 64, blocks: int = 4) -> None:
        super().__init__()
        self.encoder = nn.Sequential(
            *_convolved(3, width, 7),
            *(layer for _ in range(2) for layer in _reduced(width)),
            *(_Block(width) for _ in range(blocks)),
        )
        self.decoder = nn.Sequential(
            *(_Block(width) for _ in range(blocks)),
            *(layer for _ in range(2) for layer in _enlarged(width)),
            nn.ReflectionPad2d(3),
            nn.Conv2d(width, 3, 7),
            nn.Tanh(),
        )

    def encode(self, x: Tensor) -> Tensor:
        """The mean of the latent; H and W have to be multiples of `STRIDE`."""
        return self.encoder(2 * x - 1)

    def decode(self, latent: Tensor) -> Tensor:
        """A picture in 0..1."""
        return (self.decoder(latent) + 1) / 2

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
        self.widen = nn.Sequential(*up)
        self.look_around = PartialNonLocal(widths[-1]) if is_global else None
        self.map = nn.Sequential(*(_Block(widths[-1]) for _ in range(blocks)))
        self.narrow = nn.Sequential(*down, nn.Conv2d(widths[0], latent, 3, padding=1))

    def forward(self, latent: Tensor, holes: Tensor | None = None) -> Tensor:
        """`holes` (N, 1, h, w): 1 where damage hides the picture; only for the global branch."""
        features = self.widen(latent)
        if self.look_around is not None and holes is not None:
            features = self.look_around(features, holes)
        return self.narrow(self.map(features))


class PartialNonLocal(nn.Module):
    """Attention that looks for what fills a hole in what is not hole.

    Keys inside of holes get no weight, and only holes take the result: valid positions pass through
    unchanged (Wan et al., 2020, equations 5 to 8).
    """

    def __init__(self, width: int, blocks: int = 3) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Conv2d(width, width, 1) for _ in range(4))
        for parameter in self.out.parameters():
            nn.init.zeros_(parameter)
        self.refine = nn.Sequential(*(_Block(width) for _ in range(blocks)))

    def forward(self, features: Tensor, holes: Tensor) -> Tensor:
        """`features` (N, width, h, w); `holes` (N, 1, h, w), 1 where nothing is known.

        Where all is hole nothing can be looked up, and the features stay as they are.
        """
        n, width, height, columns = features.shape
        query, key, value = (
            project(features).flatten(2).transpose(1, 2)
            for project in (self.query, self.key, self.value)
        )
        is_hidden = (holes > 0).flatten(2)  # (N, 1, h w)
        hidden = torch.where(is_hidden, -torch.inf, 0.0).to(features.dtype)
        hidden = torch.where(is_hidden.all(-1, keepdim=True), torch.zeros_like(hidden), hidden)
        seen = F.scaled_dot_product_attention(
            query, key, value, hidden.expand(n, height * columns, -1), scale=1.0
        )
        looked_up = self.out(seen.transpose(1, 2).reshape(n, width, height, columns))
        is_filled = (holes > 0) & ~is_hidden.all(-1)[..., None, None]
        return torch.where(is_filled, self.refine(features + looked_up), features)


class PhotoTranslation(nn.Module):
    """The whole method as one network: an old photograph in, a clean one out.

    (N, 3, H, W) in 0..1, any H and W; `holes` (N, 1, H, W) where damage was found.
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

    def forward(self, x: Tensor, holes: Tensor | None = None) -> Tensor:
        height, columns = x.shape[-2:]
        padded = mirrored(x, STRIDE).to(next(self.parameters()).dtype)
        small = None
        if holes is not None:
            # Any hidden pixel hides its whole position.
            small = F.max_pool2d(mirrored(holes, STRIDE), STRIDE).to(padded.dtype)
        mapped = self.mapping(self.old.encode(padded), small)
        return self.clean.decode(mapped)[..., :height, :columns].to(x.dtype)


class _Block(nn.Module):
    """x + convolution, norm, ReLU, convolution, norm; reflected at the border."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(width, width, 3, padding=1, padding_mode="reflect"),
            nn.InstanceNorm2d(width),
            nn.ReLU(),
            nn.Conv2d(width, width, 3, padding=1, padding_mode="reflect"),
            nn.InstanceNorm2d(width),
        )

    def forward(self, x: Tensor) -> Tensor:
        return x + self.body(x)


def _convolved(n_inputs: int, n_outputs: int, side: int) -> list[nn.Module]:
    convolution = nn.Conv2d(n_inputs, n_outputs, side, padding=side // 2, padding_mode="reflect")
    return [convolution, nn.InstanceNorm2d(n_outputs), nn.ReLU()]


def _reduced(width: int) -> list[nn.Module]:
    return [nn.Conv2d(width, width, 4, stride=2, padding=1), nn.InstanceNorm2d(width), nn.ReLU()]


def _enlarged(width: int) -> list[nn.Module]:
    up = nn.ConvTranspose2d(width, width, 4, stride=2, padding=1)
    return [up, nn.InstanceNorm2d(width), nn.ReLU()]
