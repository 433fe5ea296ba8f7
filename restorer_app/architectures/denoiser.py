"""DnCNN (Zhang et al., 2017), small: the grey denoiser whose traces the program learns to undo."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn


class ChannelDenoiser(nn.Module):
    """Noisy (N, C, H, W) in 0..1 to denoised of the same shape, each channel as a grey picture.

    `depth` 3x3 convolutions with ReLU between them predict the noise, which is taken away. DnCNN's
    batch normalisation is left out: it helps a deep network to train, and this one is not deep. The
    weights may be float32, float16 or bfloat16; the picture itself is never rounded, nor clipped.
    A new network is the identity.
    """

    def __init__(self, width: int = 32, depth: int = 10) -> None:
        super().__init__()
        self.head = nn.Conv2d(1, width, 3, padding=1)
        self.body = nn.ModuleList(nn.Conv2d(width, width, 3, padding=1) for _ in range(depth - 2))
        self.tail = nn.Conv2d(width, 1, 3, padding=1)
        for convolution in (self.head, *self.body):
            # Without normalisation torch's own start would halve the signal at every layer.
            nn.init.kaiming_normal_(convolution.weight, nonlinearity="relu")
        for parameter in self.tail.parameters():
            nn.init.zeros_(parameter)

    def forward(self, x: Tensor) -> Tensor:
        planes = x.flatten(0, 1)[:, None].to(self.head.weight.dtype)
        features = F.relu(self.head(planes.contiguous(memory_format=torch.channels_last)))
        for convolution in self.body:
            features = F.relu(convolution(features))
        return x + self.tail(features).to(x.dtype).view(x.shape)
