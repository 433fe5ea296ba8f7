"""The network that tells clicks of a recording from what a voice or an instrument does."""

import torch
from torch import Tensor, nn

N_FEATURES = 4
"""What the samples before, and those after, do not explain; the samples; how loud it is around."""
_TAPS = 5
_DILATIONS = (1, 2, 4, 8, 16, 1)


class ClickNet(nn.Module):
    """How likely each sample of a short window is a part of a click.

    (n, N_FEATURES, samples) -> logits (n, samples). Dilated convolutions with residual connections
    (van den Oord et al., WaveNet, 2016, without its causality): each sample is judged by 66 on
    either side. Weights may be float32, float16 or bfloat16.
    """

    def __init__(self, width: int = 16) -> None:
        super().__init__()
        self.head = nn.Sequential(_along(N_FEATURES, width, _TAPS), nn.GELU())
        self.blocks = nn.ModuleList(
            nn.Sequential(_along(width, width, _TAPS, dilation), nn.GELU(), _along(width, width, 1))
            for dilation in _DILATIONS
        )
        self.tail = _along(width, 1, 1)

    def forward(self, x: Tensor) -> Tensor:
        rows = x[:, :, None].to(self.tail.weight.dtype)
        rows = self.head(rows.contiguous(memory_format=torch.channels_last))
        for block in self.blocks:
            rows = rows + block(rows)
        logits: Tensor = self.tail(rows)[:, 0, 0].to(x.dtype)
        return logits


def _along(n_in: int, n_out: int, taps: int, dilation: int = 1) -> nn.Conv2d:
    """A convolution along the samples, which are the columns of pictures of one row.

    Those of pictures are five times as fast on CPUs as those of rows.
    """
    return nn.Conv2d(
        n_in,
        n_out,
        (1, taps),
        padding=(0, taps // 2 * dilation),
        dilation=(1, dilation),
    )
