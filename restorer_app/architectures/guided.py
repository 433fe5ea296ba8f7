"""The generator for blurs: a residual U-Net that is told the spectrum of the whole picture.

To undo a blur is easy for whom knows it and hard for whom does not: its length, direction or radius
is the same all over a picture, and plain in the picture's spectrum, while a network that looks at
one place has to guess it from the edges there.
"""

from collections.abc import Iterator

from torch import Tensor, nn

from restorer_app.architectures.generator import ResidualBlock, ResidualUNet, mirrored
from restorer_app.architectures.spectrum import N_SPECTRUM, mean_spectrum, power_spectrum

USUAL_LOG_POWER, SPREAD = -8.0, 4.0
"""What brings the logarithms of a spectrum to about -1..1."""


class GuidedUNet(ResidualUNet):
    """As `ResidualUNet`, with every residual block modulated by a perceptron on the spectrum.

    Feature-wise linear modulation (Perez et al., 2018), inside the block before its ReLU. A new
    network, and one that took its other weights over from a `ResidualUNet`, is not modulated.
    """

    def __init__(
        self, widths: tuple[int, ...] = (32, 64, 128, 256), blocks: int = 1, hidden: int = 128
    ) -> None:
        super().__init__(widths, blocks)
        n_channels = blocks * (2 * sum(widths) - widths[-1])
        self.guide = nn.Sequential(
            nn.Linear(N_SPECTRUM, hidden),
            nn.ReLU(),
            nn.Linear(hidden, hidden),
            nn.ReLU(),
            nn.Linear(hidden, 2 * n_channels),
        )
        for parameter in self.guide[-1].parameters():
            nn.init.zeros_(parameter)

    def guidance(self, crops: Tensor) -> Tensor:
        """The spectrum of the picture of these crops (n, 3, h, w): (1, N_SPECTRUM)."""
        return power_spectrum(crops).mean(0, keepdim=True)

    def forward(self, x: Tensor, spectrum: Tensor | None = None) -> Tensor:
        """`spectrum` (1 or N, N_SPECTRUM): of the picture that `x` is a part of, else of `x`."""
        if spectrum is None:
            spectrum = mean_spectrum(x.float())
        h, w = x.shape[-2:]
        modulations = self._modulations(spectrum)
        features = self.first_features(x, spectrum)
        skips = []
        for level, down in zip(self.encoder, self.down, strict=True):
            features = _run(level, features, modulations)
            skips.append(features)
            features = down(features)
        features = _run(self.bottom, features, modulations)
        for up, level in zip(self.up, self.decoder, strict=True):
            features = _run(level, up(features) + skips.pop(), modulations)
        return x + self.tail(features)[..., :h, :w].to(x.dtype)

    def first_features(self, x: Tensor, spectrum: Tensor) -> Tensor:
        """What the finest level starts with: (N, widths[0], H, W), H and W made to fit."""
        return self.head(mirrored(x, self.multiple).to(self.head.weight.dtype))

    def _modulations(self, spectrum: Tensor) -> Iterator[Tensor]:
        """One (N, 2 width, 1, 1) for each residual block, in the order in which they run."""
        scaled = (spectrum - USUAL_LOG_POWER) / SPREAD
        told = self.guide(scaled.to(self.head.weight.dtype))[..., None, None]
        levels = [*self.encoder, self.bottom, *self.decoder]
        blocks = [block for level in levels for block in level]
        return iter(told.split([2 * block.conv1.out_channels for block in blocks], dim=1))


def _run(level: nn.Module, features: Tensor, modulations: Iterator[Tensor]) -> Tensor:
    for block in level.children():
        assert isinstance(block, ResidualBlock)
        features = block(features, next(modulations))
    return features
