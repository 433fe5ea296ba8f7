"""How each released model is trained: one frozen dataclass per model, nothing hidden elsewhere."""

from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, Self

from restorer_app.distortions import PAPER_DISTORTIONS, Distortion, Medium
from restorer_app.registry.catalog import Task


@dataclass(frozen=True, kw_only=True)
class AnyRecipe:
    """What the loop has to know, whatever is learnt. `name` is the id of the model it makes."""

    medium: ClassVar[Medium] = Medium.PHOTO
    name: str
    title: str
    task: Task
    architecture: str
    degradation: str
    """What makes the input; unused for a diagnosis."""
    distortion: Distortion | None = None
    hyper_parameters: dict[str, Any] = field(default_factory=dict)
    start_from: str = ""
    """Id of the model whose weights the training starts with, as far as the two architectures
    share them; empty for a fresh start."""
    parts_from: dict[str, str] = field(default_factory=dict)
    """Ids of the models that parts of the network are, by the parts' names."""
    frozen: tuple[str, ...] = ()
    """Beginnings of the names of weights that stay as they start."""
    steps: int = 10_000
    peak_lr: float = 1e-3
    final_lr: float = 1e-6
    warmup_steps: int = 200
    ema_decay: float = 0.998
    clip_norm: float = 0.5
    seed: int = 0

    def tiny(self) -> Self:
        """The same with hardly anything to learn from in a step, to see that everything works."""
        return replace(self, warmup_steps=2)


@dataclass(frozen=True, kw_only=True)
class Recipe(AnyRecipe):
    """Everything that decides a training on photographs.

    `degradation` is an entry of `datasets.DEGRADERS` for generators.
    """

    regions_per_step: int = 8
    """Degraded regions per step; all crops of a region share one draw of the degradation."""
    crops_per_region: int = 2
    region_px: int = 128
    crop_px: int = 64
    crop_grid_px: int = 1
    """In three of four regions crops start at multiples of this, as tiles do: for networks that
    look at the grid of a codec."""
    fft_weight: float = 0.0
    """Weight of the L1 distance between spectra: sharpens what blur recipes restore."""
    pixel_weight: float = 1.0
    """Weight of the L1 distance between pictures."""
    decibel_weight: float = 0.0
    """Weight of the PSNR: for damage that is hardly there at times, which an error averaged over
    pictures is blind to."""
    perceptual_weight: float = 0.0
    """Weight of the distance between features of a recognising network."""
    adversarial_weight: float = 0.0
    """Weight of a critic's verdict (WGAN-GP); above 0 a critic is trained alongside."""
    critic_width: int = 64
    """Channels of its first layer; 64 is DeblurGAN's, half of it learns three times as fast."""
    alignment_weight: float = 0.0
    """Weight of a critic's verdict on latents (LSGAN): real and made old photographs shall look
    alike there."""
    kl_weight: float = 0.0
    """Weight of the mean square of the latents: their distance from the normal distribution, their
    own having variance 1."""
    latent_weight: float = 0.0
    """Weight of the L1 distance between latents."""
    critic_steps: int = 1
    """Steps of the critic for each of the generator."""
    underlying_share: float = 0.0
    """Share of a generator's regions that are damaged otherwise before, and shall stay so: what
    lies over a picture has to be taken off whatever is below."""
    trace_share: float = 0.0
    """Share of a diagnosis' pictures that were degraded and then restored by the generators, so
    that the loop does not fire on its own traces."""
    is_resized: bool = False
    """Whether a classifier gets its regions reduced to `crop_px`, instead of a crop of them."""
    scale: float = 1.0
    """Of the photographs that a generator learns from: reduced ones show as many tones to much less
    computing."""
    drawn_share: float = 0.0
    """Share of a generator's regions that are drawn: pages of text or shapes, and empty skies."""
    grey_share: float = 0.0
    """Share of a generator's regions that are made grey first: old photographs mostly are."""
    faded_share: float = 0.0
    """Share of a generator's regions that have the tones of old prints, and shall keep them."""

    def tiny(self) -> Self:
        few = replace(super().tiny(), regions_per_step=2, crops_per_region=2)
        return replace(few, trace_share=0.0)


_GENERATOR = {"widths": [32, 64, 128, 256], "blocks": 1}


def _generator(distortion: Distortion, **changes: Any) -> Recipe:
    """A fine-tuning for one distortion, of the shared pretraining if `changes` do not say else."""
    settings: dict[str, Any] = {
        "architecture": "residual_unet",
        "hyper_parameters": _GENERATOR,
        "start_from": "mixed",
        "peak_lr": 7e-4,
        "warmup_steps": 100,
        **changes,
    }
    return Recipe(
        name=str(distortion),
        title=distortion.label,
        task=Task.RESTORE,
        degradation=str(distortion),
        distortion=distortion,
        **settings,
    )


_FAIR_TO_MILD: dict[str, Any] = {
    # Half of the loss in decibels: of the mild ones more is to be had back than of the strong ones.
    "pixel_weight": 0.5,
    "decibel_weight": 1.5e-3,
}
_DEBLURRING: dict[str, Any] = {
    # Crops have to be wide beside the kernels (up to 31 px), or they are mostly rim.
    "regions_per_step": 4,
    "region_px": 160,
    "crop_px": 96,
    "fft_weight": 0.05,
}
_GUIDED_DEBLURRING: dict[str, Any] = {
    **_DEBLURRING,
    "architecture": "guided_unet",
    # As large as the crops from which the spectrum of a whole picture is taken.
    "crop_px": 128,
    "regions_per_step": 5,
    "crops_per_region": 1,
}
_DECONVOLVING: dict[str, Any] = {
    **_DEBLURRING,
    "architecture": "deconvolving_unet",
    # Four crops' worth of spectrum: the network shall be told about as well as it will be.
    "region_px": 304,
    "crop_px": 256,
    "regions_per_step": 2,
    "crops_per_region": 1,
    "frozen": ("estimator.",),
}
_WHOLE_PICTURE: dict[str, Any] = {
    # Palettes, bit budgets and edge maps are made for a whole picture: a small region would have
    # its own, and be spared.
    "regions_per_step": 2,
    "crops_per_region": 8,
    "region_px": 384,
}
_PALETTES: dict[str, Any] = {
    **_WHOLE_PICTURE,
    **_FAIR_TO_MILD,
    # What a palette leaves out is to be guessed from far around.
    "region_px": 512,
    "crops_per_region": 6,
    "crop_px": 96,
}
_WAVELETS: dict[str, Any] = {
    "architecture": "wavelet_unet",
    "start_from": "jpeg",
    "pixel_weight": 0.0,
    "decibel_weight": 3e-3,
    # Bit budgets are made for a whole picture. Ripples of the coarse wavelets are wider than a
    # small crop, and the spectrum of a picture is taken from crops of 128 px.
    "regions_per_step": 2,
    "crops_per_region": 4,
    "region_px": 512,
    "crop_px": 128,
    "crop_grid_px": 16,
}
_NOISE: dict[str, Any] = {"start_from": "white_noise", "peak_lr": 5e-4}

_MOTION_BASE = replace(
    _generator(Distortion.MOTION_BLUR, **_GUIDED_DEBLURRING),
    name="motion_blur-base",
    title="Motion blur before it is told the line",
    distortion=None,
    task=Task.PRETRAINED,
)


def _detail_of(plain: Recipe) -> Recipe:
    """The second stage: on from the plain model, with a critic and a recogniser to please."""
    return replace(
        plain,
        name=f"{plain.name}-detail",
        title=f"{plain.title}, crisper",
        task=Task.DETAIL,
        start_from=plain.name,
        peak_lr=5e-4,
        pixel_weight=0.5,
        decibel_weight=0.0,
        perceptual_weight=2.0,
        adversarial_weight=0.1,
        critic_width=32,
    )


_ON_SURFACES: dict[str, Any] = {
    "distortion": Distortion.SCRATCHES,
    "hyper_parameters": _GENERATOR,
    "regions_per_step": 6,
    "crops_per_region": 1,
    "warmup_steps": 100,
}
_OLD_PHOTOGRAPHS = (
    Recipe(
        name="scratches-finder",
        title="Finding damage of the surface",
        task=Task.FIND,
        architecture="damage_net",
        degradation="ageing",
        start_from="mixed",
        peak_lr=5e-4,
        region_px=160,
        crop_px=128,
        **_ON_SURFACES,
    ),
    Recipe(
        name="scratches",
        title=Distortion.SCRATCHES.label,
        task=Task.FILL,
        architecture="filling_unet",
        degradation="holes",
        start_from="color_block",
        region_px=192,
        crop_px=144,
        clip_norm=5.0,
        **_FAIR_TO_MILD,
        **_ON_SURFACES,
    ),
    _generator(
        Distortion.FADING,
        architecture="tone_net",
        hyper_parameters={"widths": [16, 32, 64]},
        start_from="",
        # The whole picture tells what has become of its tones, and much of it has to be seen.
        scale=0.125,
        regions_per_step=24,
        crops_per_region=1,
        region_px=64,
        crop_px=64,
        grey_share=0.4,
        # What is meant to be pale or even was never a photograph that has faded.
        drawn_share=0.15,
        # Pictures that have kept their tones count as much as those that have lost them.
        **_FAIR_TO_MILD,
        peak_lr=2e-3,
    ),
    _generator(
        Distortion.GRAIN,
        **_FAIR_TO_MILD,
        # Screens and the relief of papers repeat every few pixels: wide crops show that they do.
        regions_per_step=8,
        crops_per_region=1,
        region_px=128,
        crop_px=96,
        grey_share=0.5,
        faded_share=0.4,
    ),
)
"""Old photographs: what finds and fills damage of the surface, what takes away grain and what
brings back tones."""

_FACES = (
    replace(
        _generator(
            Distortion.FACES,
            **_FAIR_TO_MILD,
            # Faces are learnt nearly whole, at the size at which they are refined.
            region_px=160,
            regions_per_step=6,
            crops_per_region=1,
            crop_px=128,
            # No distance of features: at 0.2 it pulled twice as hard as the rest, and cost PSNR.
            peak_lr=4e-4,
        ),
        task=Task.REFINE,
    ),
    Recipe(
        name="face-embedding",
        title="Knowing a face again",
        task=Task.EMBED,
        architecture="face_embedding",
        degradation="faces",
        # All others in a batch are what a face is told from.
        regions_per_step=48,
        crops_per_region=1,
        region_px=160,
        crop_px=128,
        clip_norm=5.0,
    ),
)
"""Faces: what refines them, and what guards that they stay who they are."""

_AUTOENCODER = Recipe(
    name="translation-old",
    title="Old photographs to latents and back",
    task=Task.AUTOENCODE,
    architecture="latent_autoencoder",
    hyper_parameters={"width": 32},
    degradation="ageing",
    regions_per_step=4,
    crops_per_region=1,
    region_px=192,
    crop_px=192,
    # The norms see tones as those of a whole picture, so a crop has to show much of one.
    scale=0.5,
    peak_lr=5e-4,
    clip_norm=5.0,
    # 10 of pictures in -1..1, as in the paper. The KL weight is that of UNIT (Liu et al., 2017):
    # the paper's 1 goes with adversarial and feature losses that weigh many times as much.
    pixel_weight=20.0,
    kl_weight=0.01,
    alignment_weight=1.0,
    critic_width=32,
)
_TRANSLATION = (
    _AUTOENCODER,
    replace(
        _AUTOENCODER,
        name="translation-clean",
        title="Clean photographs to latents and back",
        degradation="nothing",
        start_from=_AUTOENCODER.name,
        alignment_weight=0.0,
        grey_share=0.5,
        peak_lr=3e-4,
    ),
    replace(
        _AUTOENCODER,
        name=str(Distortion.TRANSLATION),
        title=Distortion.TRANSLATION.label,
        task=Task.TRANSLATE,
        distortion=Distortion.TRANSLATION,
        architecture="photo_translation",
        # 5.8 MB; at the paper's widths it would be 106.
        hyper_parameters={"width": 32, "mapping_widths": [64, 96, 112], "blocks": 6},
        parts_from={"old": _AUTOENCODER.name, "clean": "translation-clean"},
        frozen=("old.", "clean."),
        kl_weight=0.0,
        alignment_weight=0.0,
        pixel_weight=0.0,
        latent_weight=60.0,
        perceptual_weight=10.0,
    ),
)
"""The paper's translation of old photographs (Wan et al., 2020): both autoencoders, then what maps
the latents of the one to those of the other (docs/adr/0023)."""

_DIAGNOSIS = Recipe(
    name="diagnosis-base",
    title="Diagnosis before it has seen restored pictures",
    task=Task.DIAGNOSE,
    architecture="diagnosis_net",
    hyper_parameters={"n_distortions": len(PAPER_DISTORTIONS), **_GENERATOR},
    degradation="diagnosis",
    start_from="mixed",
    # What the shared pretraining sees at full resolution serves as it is, and costs most to change.
    frozen=("head.", "encoder.0.", "down.0."),
    regions_per_step=32,
    crops_per_region=1,
    region_px=176,
    crop_px=128,
    peak_lr=7e-4,
    ema_decay=0.995,
    clip_norm=5.0,
)

_CLASSIFIER = Recipe(
    name="paper-0-classifier",
    title="Classifier of paper 0 on crops",
    task=Task.CLASSIFY,
    architecture="vgg16",
    hyper_parameters={"n_classes": len(PAPER_DISTORTIONS) + 1},
    degradation="one class",
    regions_per_step=8,
    crops_per_region=1,
    region_px=256,
    crop_px=224,
    peak_lr=1e-4,
    ema_decay=0.99,
    clip_norm=5.0,
)
_PAPER_0 = (
    _CLASSIFIER,
    # The paper's protocol: the whole picture, resized to what the network takes.
    replace(
        _CLASSIFIER,
        name="paper-0-classifier-resized",
        title="Classifier of paper 0 on resized pictures",
        region_px=448,
        is_resized=True,
    ),
    Recipe(
        name="paper-0-gaussian_blur",
        title="Generator of paper 0 for Gaussian blur",
        task=Task.COMPARE,
        architecture="deblurgan",
        degradation="gaussian_blur",
        regions_per_step=2,
        crops_per_region=1,
        region_px=160,
        crop_px=128,
        peak_lr=1e-4,
        pixel_weight=0.0,
        perceptual_weight=100.0,
        adversarial_weight=1.0,
        critic_steps=5,
        clip_norm=100.0,
    ),
    replace(
        _generator(Distortion.GAUSSIAN_BLUR, **_DEBLURRING),
        name="paper-0-gaussian_blur-ours",
        title="Our generator for Gaussian blur without pretraining",
        start_from="",
        distortion=None,
        task=Task.COMPARE,
    ),
)
"""The networks of paper 0 with its losses, too large to be shipped, and what they are measured
beside (docs/adr/0012)."""

_ALL = (
    Recipe(
        name="mixed",
        title="Shared pretraining",
        task=Task.PRETRAINED,
        architecture="residual_unet",
        hyper_parameters=_GENERATOR,
        degradation="mixed",
        regions_per_step=6,
        crops_per_region=3,
        region_px=144,
    ),
    Recipe(
        name="channel_denoiser",
        title="Grey denoiser",
        task=Task.DEGRADE,
        architecture="channel_denoiser",
        hyper_parameters={"width": 32, "depth": 10},
        degradation="white_noise",
    ),
    _generator(Distortion.WHITE_NOISE, **_FAIR_TO_MILD),
    _generator(Distortion.COLOR_COMPONENT_NOISE, **_NOISE),
    _generator(Distortion.MULTIPLICATIVE_NOISE, **_NOISE),
    _generator(Distortion.IMPULSE_NOISE, **_NOISE),
    _generator(Distortion.JPEG, **_FAIR_TO_MILD),
    _generator(Distortion.JPEG2000, **_WAVELETS),
    _generator(Distortion.COLOR_QUANTIZATION, **_PALETTES),
    _generator(Distortion.COLOR_SHIFT, **_WHOLE_PICTURE),
    _generator(Distortion.DENOISE_ARTIFACTS),
    _generator(
        Distortion.GAUSSIAN_BLUR,
        **_DECONVOLVING,
        **_FAIR_TO_MILD,
        hyper_parameters={**_GENERATOR, "blur": "gaussian"},
    ),
    _generator(Distortion.LENS_BLUR, **{**_GUIDED_DEBLURRING, "start_from": "gaussian_blur"}),
    _MOTION_BASE,
    _generator(Distortion.MOTION_BLUR, **{**_DECONVOLVING, "start_from": _MOTION_BASE.name}),
    _generator(Distortion.JITTER, **_FAIR_TO_MILD, region_px=160, crops_per_region=1, crop_px=96),
    _generator(
        Distortion.COLOR_BLOCK,
        region_px=160,
        regions_per_step=4,
        crop_px=96,
        underlying_share=0.5,
    ),
    _DIAGNOSIS,
    replace(
        _DIAGNOSIS,
        name="diagnosis",
        title="Diagnosis of photographs",
        start_from="diagnosis-base",
        trace_share=0.2,
    ),
    *_OLD_PHOTOGRAPHS,
    *_FACES,
    *_TRANSLATION,
    *_PAPER_0,
)

_CRISPER = frozenset(
    {
        Distortion.JPEG,
        Distortion.DENOISE_ARTIFACTS,
        Distortion.GAUSSIAN_BLUR,
        Distortion.LENS_BLUR,
    }
)
"""Where the most likely picture is a soft one; motion blur comes back sharp without. JPEG 2000 gets
a lattice (docs/adr/0022)."""
_DETAILED = (
    _detail_of(recipe)
    for recipe in _ALL
    if recipe.distortion in _CRISPER and recipe.task is Task.RESTORE
)

RECIPES = {recipe.name: recipe for recipe in (*_ALL, *_DETAILED)}
