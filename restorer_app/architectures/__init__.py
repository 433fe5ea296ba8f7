"""Networks only: tensors in, tensors out, no files. Here is the list of all a model may name."""

from torch import nn

from restorer_app.architectures.audio import MaskNet
from restorer_app.architectures.clicks import ClickNet
from restorer_app.architectures.damage import DamageNet, FillingUNet
from restorer_app.architectures.deblurgan import DeblurGanGenerator
from restorer_app.architectures.deconvolving import DeconvolvingUNet
from restorer_app.architectures.denoiser import ChannelDenoiser
from restorer_app.architectures.diagnosis import DiagnosisNet
from restorer_app.architectures.faces import FaceEmbedding
from restorer_app.architectures.generator import ResidualUNet
from restorer_app.architectures.guided import GuidedUNet
from restorer_app.architectures.tones import ToneNet
from restorer_app.architectures.translation import LatentAutoencoder, PhotoTranslation
from restorer_app.architectures.vgg import Vgg16Classifier
from restorer_app.architectures.wavelets import WaveletUNet

ARCHITECTURES: dict[str, type[nn.Module]] = {
    "residual_unet": ResidualUNet,
    "guided_unet": GuidedUNet,
    "deblurgan": DeblurGanGenerator,
    "deconvolving_unet": DeconvolvingUNet,
    "wavelet_unet": WaveletUNet,
    "channel_denoiser": ChannelDenoiser,
    "diagnosis_net": DiagnosisNet,
    "damage_net": DamageNet,
    "filling_unet": FillingUNet,
    "tone_net": ToneNet,
    "face_embedding": FaceEmbedding,
    "latent_autoencoder": LatentAutoencoder,
    "photo_translation": PhotoTranslation,
    "vgg16": Vgg16Classifier,
    "mask_net": MaskNet,
    "click_net": ClickNet,
}
