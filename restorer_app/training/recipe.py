"""What a training is told: everything that decides it, in one frozen dataclass."""

from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, Self

from restorer_app.distortions import Distortion, Medium
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
    kept_share: float = 0.0
    """How much of the released weights a training that goes on from them keeps: the mean of both
    often knows what either does (Wortsman et al., 2022, WiSE-FT)."""
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

    `degradation` is an entry of `photographs.degraders.DEGRADERS` for generators.
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
    identity_weight: float = 0.0
    """Weight of how far a face is from itself, to the network that knows faces again."""
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


@dataclass(frozen=True, kw_only=True)
class SoundRecipe(AnyRecipe):
    """Everything that decides a training on clips of recordings.

    `degradation` is an entry of `sound.draws.DRAWS`.
    """

    medium: ClassVar[Medium] = Medium.AUDIO
    clips_per_step: int = 16
    clip_s: float = 2.0
    level_db: float = 6.0
    """Standard deviation of how loud clips are shown: a recording's level is measured as a whole,
    a clip of it may be louder or softer."""

    def tiny(self) -> Self:
        return replace(super().tiny(), clips_per_step=2, clip_s=0.5)


@dataclass(frozen=True, kw_only=True)
class ClickRecipe(AnyRecipe):
    """A training on moments of recordings that click."""

    medium: ClassVar[Medium] = Medium.AUDIO
    windows_per_step: int = 256
    clip_s: float = 3.0

    def tiny(self) -> Self:
        return replace(super().tiny(), windows_per_step=16, clip_s=0.5)


@dataclass(frozen=True, kw_only=True)
class EchoRecipe(Recipe):
    """A training of paper 0 on recordings as pictures of 256 x 256, `regions_per_step` at once."""

    medium: ClassVar[Medium] = Medium.AUDIO
    n_rows: int = 256
    """Neighbouring frequencies of a picture that are shown: an echo is there in each of them, so a
    few teach in one step what all of them would, and there are more steps in an hour."""
