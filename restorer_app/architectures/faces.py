"""Whose face it is: a small network of our own, to notice when a face becomes another one."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from restorer_app.architectures.generator import UNetEncoder

_CELLS = 4
"""What is left of a face is pooled to so many cells a side: eyes, nose and mouth stay apart."""
_EVEN = 0.02
"""Contrast below which a picture is hardly there, and its noise is not to be blown up."""


class FaceEmbedding(UNetEncoder):
    """Aligned grey faces (N, 1, H, W) in 0..1 to unit vectors (N, n_features), float32.

    The scalar product of two is their similarity, -1..1. H and W are multiples of
    `4 * 2**(len(widths)-1)`; trained with 128. Brightness and contrast do not count, and what lies
    outside an oval around the middle hardly does: hair and background are no identity.
    """

    def __init__(
        self,
        widths: tuple[int, ...] = (16, 32, 64, 96, 128),
        blocks: int = 1,
        n_features: int = 128,
    ) -> None:
        super().__init__(widths, blocks, n_inputs=1)
        self.project = nn.Linear(widths[-1] * _CELLS**2, n_features)

    def forward(self, faces: Tensor) -> Tensor:
        seen = _standardised(faces.float()) * _oval_like(faces)
        features = F.relu(self.encode(seen.contiguous(memory_format=torch.channels_last))[-1])
        cell = features.shape[-1] // _CELLS
        pooled = F.avg_pool2d(features, cell).flatten(1)
        return F.normalize(self.project(pooled).float(), dim=1)


def _standardised(faces: Tensor) -> Tensor:
    """Of mean 0 and deviation 1 each, but for those without contrast."""
    variance, mean = torch.var_mean(faces, dim=(-3, -2, -1), correction=0, keepdim=True)
    return (faces - mean) / (variance + _EVEN**2).sqrt()


def _oval_like(faces: Tensor) -> Tensor:
    """(H, W) float32: 1 in the middle, 0.5 towards the rims, nearly 0 in the corners."""
    height, width = faces.shape[-2:]
    y = torch.linspace(-1, 1, height, device=faces.device)[:, None]
    x = torch.linspace(-1, 1, width, device=faces.device)[None]
    return torch.sigmoid(8 * (0.85 - (x.square() + (0.9 * y).square()).sqrt()))
