"""The diagnosis network: which distortions a picture has, how strongly, from native crops.

Paper 0 resizes to 224x224 for VGG16 and picks one class. A resize removes the noise, blocks and
jitter that are to be seen, and one class cannot say "noise and JPEG", so this network looks at
crops at native resolution and has one output per distortion.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from restorer_app.architectures.generator import UNetEncoder


class DiagnosisNet(UNetEncoder):
    """Crops (N, 3, H, W) in 0..1 to presence logits and severities, each crop by itself.

    Returns `(logits, severity)`: logits (N, n_distortions + 1), the last one for "clean";
    severity (N, n_distortions) in 0..5; float32 whatever the weights' type. H and W are multiples
    of `2**(len(widths)-1)`; trained with 128.

    Its eyes are the encoder of the generators: what undoes a distortion has to see it first, so the
    shared pretraining serves here too. The features of every level are pooled (mean, deviation,
    maximum) and judged by a small perceptron.
    """

    def __init__(
        self,
        n_distortions: int = 14,
        widths: tuple[int, ...] = (32, 64, 128, 256),
        blocks: int = 1,
        hidden: int = 256,
    ) -> None:
        super().__init__(widths, blocks)
        self.n_distortions = n_distortions
        n_features = 3 * sum(widths)
        self.judge = nn.Sequential(
            nn.BatchNorm1d(n_features),
            nn.Linear(n_features, hidden),
            nn.ReLU(),
            nn.Linear(hidden, 2 * n_distortions + 1),
        )

    def forward(self, crops: Tensor) -> tuple[Tensor, Tensor]:
        levels = self.encode(crops.contiguous(memory_format=torch.channels_last))
        pooled = torch.cat([_pooled(features.float()) for features in levels], dim=1)
        out = self.judge(pooled.to(levels[-1].dtype)).float()
        logits, severity = out.split([self.n_distortions + 1, self.n_distortions], dim=1)
        return logits, 5 * F.sigmoid(severity)


def _pooled(features: Tensor) -> Tensor:
    """(N, C, H, W) to (N, 3 C): mean, standard deviation and maximum of each channel."""
    variance, mean = torch.var_mean(features, dim=(-2, -1), correction=0)
    # An even area has no variance, where the root has no slope to learn from.
    deviation = (variance + 1e-8).sqrt()
    return torch.cat([mean, deviation, features.amax((-2, -1))], dim=1)
