"""Networks for damaged surfaces: one finds the damage, one fills in what it hides.

Both are the U-Net of the generators at the picture's own resolution: scratches a pixel wide are
gone in a reduced picture, which is why older detectors miss them.
"""

from torch import Tensor

from restorer_app.architectures.generator import UNet


class DamageNet(UNet):
    """Photograph (N, 3, H, W) in 0..1 to how likely each pixel is hidden, (N, 1, H, W), logits."""

    def __init__(self, widths: tuple[int, ...] = (32, 64, 128, 256), blocks: int = 1) -> None:
        super().__init__(widths, blocks, n_outputs=1)

    def forward(self, x: Tensor) -> Tensor:
        return self.mapped(x)


class FillingUNet(UNet):
    """Fills holes that were filled roughly before: adds what a smooth filling lacks.

    Input (N, 4, H, W): the picture in 0..1 with its holes filled by a classical method, and where
    they are (1 in a hole, 0 elsewhere). Output (N, 3, H, W): the same outside of the holes, to the
    bit. A new network leaves the rough filling as it is.
    """

    def __init__(self, widths: tuple[int, ...] = (32, 64, 128, 256), blocks: int = 1) -> None:
        super().__init__(widths, blocks, n_inputs=4)

    def forward(self, x: Tensor) -> Tensor:
        picture, holes = x[:, :3], x[:, 3:]
        return picture + holes * self.mapped(x)
