"""Networks only: tensors in, tensors out, no files. Here is the list of all a model may name."""

from torch import nn

from restorer_app.architectures.denoiser import ChannelDenoiser
from restorer_app.architectures.diagnosis import DiagnosisNet
from restorer_app.architectures.generator import ResidualUNet
from restorer_app.architectures.guided import GuidedUNet

ARCHITECTURES: dict[str, type[nn.Module]] = {
    "residual_unet": ResidualUNet,
    "guided_unet": GuidedUNet,
    "channel_denoiser": ChannelDenoiser,
    "diagnosis_net": DiagnosisNet,
}
