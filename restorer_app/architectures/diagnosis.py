"""The diagnosis network: which distortions a picture has, how strongly, from native crops.

Paper 0 resizes to 224x224 for VGG16 and picks one class. A resize removes the noise, blocks and
jitter that are to be seen, and one class cannot say "noise and JPEG", so this network looks at
crops at native resolution and has one output per distortion.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from restorer_app.architectures.generator import UNetEncoder
from restorer_app.architectures.spectrum import N_SPECTRUM, power_spectrum


class DiagnosisNet(UNetEncoder):
    """Crops (N, 3, H, W) in 0..1 to presence logits and severities, each crop by itself.

    Returns `(logits, severity)`: logits (N, n_distortions + 1), the last one for "clean";
    severity (N, n_distortions) in 0..5; float32 whatever the weights' type. H and W are multiples
    of `2**(len(widths)-1)`; trained with 128.

    It has two eyes. One is the encoder of the generators: what undoes a distortion has to see it
    first, so the shared pretraining serves here too; the features of every level are pooled (mean,
    deviation, maximum). The other is the power spectrum: a blur multiplies it by its own pattern,
    rings of zeros for a lens, stripes for a motion, a smooth fall for a Gaussian, and the grid of a
    compression stands out in it. A perceptron judges both.

    One crop holds too little of a spectrum to tell three kinds of blur apart, and a picture has
    many: `judge_picture` gives the final word on what its crops say and their mean spectrum.
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
        n_features = 3 * sum(widths) + N_SPECTRUM
        self.judge = nn.Sequential(
            nn.BatchNorm1d(n_features),
            nn.Linear(n_features, hidden),
            nn.ReLU(),
            nn.Linear(hidden, hidden),
            nn.ReLU(),
            nn.Linear(hidden, 2 * n_distortions + 1),
        )
        n_classes = n_distortions + 1
        self.picture_scale = nn.Parameter(torch.ones(n_classes))
        self.picture_judge = nn.Sequential(
            nn.Linear(n_classes + N_SPECTRUM, hidden // 2),
            nn.ReLU(),
            nn.Dropout(0.3),
            nn.Linear(hidden // 2, hidden // 4),
            nn.ReLU(),
            nn.Linear(hidden // 4, n_classes),
        )
        for parameter in self.picture_judge[-1].parameters():
            nn.init.zeros_(parameter)

    def forward(self, crops: Tensor) -> tuple[Tensor, Tensor]:
        levels = self.encode(crops.contiguous(memory_format=torch.channels_last))
        pooled = [_pooled(features.float()) for features in levels]
        seen = torch.cat([*pooled, power_spectrum(crops.float())], dim=1)
        out = self.judge(seen.to(levels[-1].dtype)).float()
        logits, severity = out.split([self.n_distortions + 1, self.n_distortions], dim=1)
        return logits, 5 * F.sigmoid(severity)

    def judge_picture(self, pooled_logits: Tensor, spectrum: Tensor) -> Tensor:
        """Presence logits of pictures, (N, n_distortions + 1), float32.

        `pooled_logits`: those of its crops as one, (N, n_distortions + 1). `spectrum`: the mean of
        `power_spectrum` over its crops, (N, N_SPECTRUM). Untrained it repeats `pooled_logits`.
        """
        # Both to about -1..1: logits reach some 10, the logarithm of a power lies in -16..0.
        seen = torch.cat([pooled_logits / 4, (spectrum + 8) / 4], dim=1)
        correction = self.picture_judge(seen.to(self.picture_scale.dtype)).float()
        return self.picture_scale.float() * pooled_logits + correction


def _pooled(features: Tensor) -> Tensor:
    """(N, C, H, W) to (N, 3 C): mean, standard deviation and maximum of each channel."""
    variance, mean = torch.var_mean(features, dim=(-2, -1), correction=0)
    # An even area has no variance, where the root has no slope to learn from.
    deviation = (variance + 1e-8).sqrt()
    return torch.cat([mean, deviation, features.amax((-2, -1))], dim=1)
