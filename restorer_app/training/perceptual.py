"""A distance between pictures as a network sees them that was trained to recognise things.

SqueezeNet 1.0 (Iandola et al., 2016) up to its third fire module, in place of DeblurGAN's VGG19: as
deep in the hierarchy, a hundred times smaller. Its ImageNet weights are not ours to ship, so
training is told where they are.
"""

from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from restorer_app.errors import WeightsError
from restorer_app.texts import Text

_MEAN_BGR = (104.0, 117.0, 123.0)
_STRIDE_PX = 8
"""Of the critic; the recogniser has 4."""
_N_LAYERS = 6
"""conv1, ReLU, pool, fire2, fire3, fire4: 256 features for every 4 x 4 pixels."""
_FIRES = {3: "fire2", 4: "fire3", 5: "fire4"}
_PARTS = {"squeeze": "squeeze1x1", "expand1x1": "expand1x1", "expand3x3": "expand3x3"}


class PerceptualDistance(nn.Module):
    """Mean squared distance of unit feature vectors: 0 for the same picture, at most 4."""

    def __init__(self, weights: Path) -> None:
        """`weights`: an npz of SqueezeNet 1.0 in Caffe's layout. Raises WeightsError without."""
        from torchvision.models import squeezenet1_0  # as slow to import as torch itself

        super().__init__()
        self.features = squeezenet1_0(weights=None).features[:_N_LAYERS]
        _load(self.features, weights)
        self.features.eval().requires_grad_(False)
        self.register_buffer("mean_bgr", torch.tensor(_MEAN_BGR)[:, None, None])

    def forward(self, restored: Tensor, clean: Tensor) -> Tensor:
        """Of two batches (N, 3, H, W) in 0..1; H and W from 32."""
        difference = self._units(restored) - self._units(clean)
        return difference.square().sum(1).mean()

    def of_reduced(self, restored: Tensor, clean: Tensor) -> Tensor:
        """The distance of both reduced to half to four fifths, at random, but not below 32 px.

        A grid of single pixels looks like texture to the recogniser, and is the cheapest way to
        please it; reduced, only real structure is left.
        """
        side = min(clean.shape[2:])
        scale = max(float(torch.empty(()).uniform_(0.5, 0.8)), min(1.0, 32 / side))
        reduced = (
            F.interpolate(x, scale_factor=scale, mode="bilinear", antialias=True)
            for x in (restored, clean)
        )
        return self(*reduced)

    def _units(self, x: Tensor) -> Tensor:
        assert isinstance(self.mean_bgr, Tensor)
        return F.normalize(self.features(255 * x.flip(1) - self.mean_bgr), dim=1)


def cut_at_random(restored: Tensor, clean: Tensor) -> tuple[Tensor, Tensor]:
    """Both (N, C, H, W) without their first 0 to 7 rows and columns.

    Networks with strides look at every pixel of a cell in another way. Always shown the same cells,
    they are pleased best by a fine grid over the whole picture.
    """
    y, x = torch.randint(_STRIDE_PX, (2,)).tolist()
    return restored[..., y:, x:], clean[..., y:, x:]


def _load(features: nn.Module, path: Path) -> None:
    try:
        with np.load(path, allow_pickle=False) as stored:
            weights = {name: torch.from_numpy(stored[name]) for name in stored.files}
        features.load_state_dict(_translated(weights))
    except (OSError, ValueError, KeyError, RuntimeError, BadZipFile) as error:
        raise WeightsError(
            Text(f"'{path}' holds no SqueezeNet 1.0; name its weights with --perceptual ({error})")
        ) from error


def _translated(weights: dict[str, Tensor]) -> dict[str, Tensor]:
    """torchvision's names for the Caffe names of the layers that are used."""
    renamed = {"0": "conv1"}
    for number, fire in _FIRES.items():
        renamed |= {f"{number}.{own}": f"{fire}/{caffe}" for own, caffe in _PARTS.items()}
    kinds = {"weight": "w", "bias": "b"}
    return {
        f"{own}.{kind}": weights[f"{caffe}.{letter}"]
        for own, caffe in renamed.items()
        for kind, letter in kinds.items()
    }
