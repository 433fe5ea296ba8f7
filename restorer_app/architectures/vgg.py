"""The classifier of paper 0: VGG16 (Simonyan and Zisserman, 2015) with 15 classes.

Here for comparison with our own diagnosis. From a random start, without the ImageNet weights that
the paper had, VGG16 needs batch normalisation to learn at all.
"""

from torch import Tensor, nn

N_CLASSES = 15


class Vgg16Classifier(nn.Module):
    """Pictures (N, 3, 224, 224) in 0..1 to logits (N, 15): the distortions, "clean" as the last.

    134,321,999 parameters, with `batch_norm` 134,330,447.
    """

    def __init__(self, n_classes: int = N_CLASSES, *, batch_norm: bool = True) -> None:
        # Not with the other imports: it takes a second, and the program itself never needs it.
        from torchvision.models import vgg16, vgg16_bn

        super().__init__()
        self.network = (vgg16_bn if batch_norm else vgg16)(weights=None, num_classes=n_classes)

    def forward(self, x: Tensor) -> Tensor:
        first = next(self.parameters())
        return self.network((2 * x - 1).to(first.dtype)).float()
