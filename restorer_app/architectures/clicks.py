"""The network that tells clicks of a recording from what a voice or an instrument does."""

from torch import Tensor, nn

N_FEATURES = 4
"""What the samples before, and those after, do not explain; the samples; how loud it is around."""
_DILATIONS = (1, 2, 4, 8, 16, 1)


class ClickNet(nn.Module):
    """How likely each sample of a short window is a part of a click.

    (n, N_FEATURES, samples) -> logits (n, samples). Dilated convolutions with residual connections
    (van den Oord et al., WaveNet, 2016, without its causality): each sample is judged by 66 on
    either side.
    """

    def __init__(self, width: int = 16) -> None:
        super().__init__()
        self.head = nn.Sequential(nn.Conv1d(N_FEATURES, width, 5, padding=2), nn.GELU())
        self.blocks = nn.ModuleList(
            nn.Sequential(
                nn.Conv1d(width, width, 5, padding=2 * dilation, dilation=dilation),
                nn.GELU(),
                nn.Conv1d(width, width, 1),
            )
            for dilation in _DILATIONS
        )
        self.tail = nn.Conv1d(width, 1, 1)

    def forward(self, x: Tensor) -> Tensor:
        x = self.head(x)
        for block in self.blocks:
            x = x + block(x)
        logits: Tensor = self.tail(x)
        return logits[:, 0]
