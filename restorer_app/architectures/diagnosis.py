"""The diagnosis network: which distortions a picture has, how strongly, from native crops.

Paper 0 resizes to 224x224 for VGG16 and picks one class. A resize removes the noise, blocks and
jitter that are to be seen, and one class cannot say "noise and JPEG", so this network looks at
crops at native resolution and has one output per distortion.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn


class DiagnosisNet(nn.Module):
    """A bag of crops of one picture, (N, K, 3, H, W) in 0..1, to presence logits and severities.

    Returns `(logits, severity)`: logits (N, n_distortions + 1), the last one for "clean";
    severity (N, n_distortions) in 0..5; float32 whatever the weights' type. H and W are even and
    at least 32. Trained with K = 4 crops of 160 px.
    """

    def __init__(
        self, n_distortions: int = 14, widths: tuple[int, ...] = (48, 64, 96, 128, 160)
    ) -> None:
        super().__init__()
        # 2x2 pixels become channels: nothing is lost, and the widest maps are a quarter as large.
        stages: list[nn.Module] = [nn.PixelUnshuffle(2)]
        for depth, (before, after) in enumerate(zip((12, *widths[:-1]), widths, strict=True)):
            if depth:
                stages.append(nn.MaxPool2d(2))
            stages += [_conv_bn_relu(before, after), _conv_bn_relu(after, after)]
        self.trunk = nn.Sequential(*stages)
        self.n_distortions = n_distortions
        n_features = 2 * 2 * widths[-1]
        self.head = nn.Sequential(
            nn.Linear(n_features, 256), nn.ReLU(), nn.Linear(256, 2 * n_distortions + 1)
        )

    def forward(self, crops: Tensor) -> tuple[Tensor, Tensor]:
        n, k = crops.shape[:2]
        dtype = next(self.parameters()).dtype
        # Centred before it is rounded: in bfloat16 a bright picture has only 256 greys of its own.
        flat = (crops.flatten(0, 1) - 0.5).to(dtype, memory_format=torch.channels_last)
        features = self.trunk(flat).float()
        pooled = torch.cat([features.mean((-2, -1)), features.amax((-2, -1))], dim=1)
        bag = pooled.view(n, k, -1)
        out = self.head(torch.cat([bag.mean(1), bag.amax(1)], dim=1).to(dtype)).float()
        logits, severity = out.split([self.n_distortions + 1, self.n_distortions], dim=1)
        return logits, 5 * F.sigmoid(severity)


def _conv_bn_relu(before: int, after: int) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(before, after, 3, padding=1, bias=False), nn.BatchNorm2d(after), nn.ReLU()
    )
