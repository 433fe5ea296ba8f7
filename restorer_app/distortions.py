"""The shared vocabulary: what can be wrong with a file, in which order it is repaired.

Fourteen names are the classes of paper 0 (KADID-10k subset), the others what happens to old
photographs and to recordings; all are part of the command line contract. The order of repair undoes
the order of formation: overlays and outliers first, then compression, noise, the grain of prints,
colour, and at last jitter and blur (deblurring first would amplify noise). Faces come last: what
they lack shows when all else is done. In recordings clipping and clicks come first, because every
later repair would smear them, and the room last, because noise hides how it fades. Translation is
no damage of its own but another way to undo what age does: nobody diagnoses it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from restorer_app.texts import translatable


class Medium(StrEnum):
    """What kind of file a distortion, model or diagnosis is about."""

    PHOTO = "photo"
    AUDIO = "audio"


class Distortion(StrEnum):
    """One kind of damage. The value is the name used in files and on the command line."""

    SCRATCHES = "scratches"
    COLOR_BLOCK = "color_block"
    IMPULSE_NOISE = "impulse_noise"
    JPEG = "jpeg"
    JPEG2000 = "jpeg2000"
    COLOR_QUANTIZATION = "color_quantization"
    DENOISE_ARTIFACTS = "denoise_artifacts"
    WHITE_NOISE = "white_noise"
    COLOR_COMPONENT_NOISE = "color_component_noise"
    MULTIPLICATIVE_NOISE = "multiplicative_noise"
    GRAIN = "grain"
    FADING = "fading"
    YELLOWING = "yellowing"
    COLOR_SHIFT = "color_shift"
    JITTER = "jitter"
    MOTION_BLUR = "motion_blur"
    LENS_BLUR = "lens_blur"
    GAUSSIAN_BLUR = "gaussian_blur"
    TRANSLATION = "translation"
    FACES = "faces"

    CLIPPING = "clipping"
    CLICKS = "clicks"
    HUM = "hum"
    ECHO = "echo"
    BACKGROUND_NOISE = "background_noise"
    REVERB = "reverb"
    BAND_LIMIT = "band_limit"
    WOW = "wow"

    @property
    def label(self) -> str:
        """What a person calls it: 'Noise'."""
        return _DESCRIPTIONS[self].label

    @property
    def help_text(self) -> str:
        """One plain sentence that says how it looks and where it comes from."""
        return _DESCRIPTIONS[self].help_text

    @property
    def medium(self) -> Medium:
        return _DESCRIPTIONS[self].medium

    @property
    def has_mask(self) -> bool:
        """Whether its repair is told pixel by pixel what to fill in."""
        return self is Distortion.SCRATCHES

    @property
    def repaired_as(self) -> "Distortion":
        """Whose model repairs it: its own, unless one network undoes what comes together."""
        return Distortion.FADING if self is Distortion.YELLOWING else self

    @property
    def is_of_tones(self) -> bool:
        """Whether its repair corrects tones and colours: it could change the tint of a print."""
        return self.repaired_as is Distortion.FADING

    @property
    def repair_rank(self) -> int:
        """Position in the order of repair; the smaller is repaired first."""
        return list(Distortion).index(self)


def distortions_of(medium: Medium) -> tuple[Distortion, ...]:
    """Those of one medium, in the order of repair."""
    return tuple(distortion for distortion in Distortion if distortion.medium is medium)


def order_of_formation(distortions: Iterable[Distortion]) -> list[Distortion]:
    """How damage comes about in life (blur, noise, compression, overlays): repair undoes it."""
    return sorted(distortions, key=lambda distortion: -distortion.repair_rank)


PAPER_DISTORTIONS = (
    Distortion.COLOR_BLOCK,
    Distortion.IMPULSE_NOISE,
    Distortion.JPEG,
    Distortion.JPEG2000,
    Distortion.COLOR_QUANTIZATION,
    Distortion.DENOISE_ARTIFACTS,
    Distortion.WHITE_NOISE,
    Distortion.COLOR_COMPONENT_NOISE,
    Distortion.MULTIPLICATIVE_NOISE,
    Distortion.COLOR_SHIFT,
    Distortion.JITTER,
    Distortion.MOTION_BLUR,
    Distortion.LENS_BLUR,
    Distortion.GAUSSIAN_BLUR,
)
"""The classes of paper 0, in the order of the outputs of the network that diagnoses them."""


@dataclass(frozen=True)
class _Description:
    label: str
    help_text: str
    medium: Medium = Medium.PHOTO


_DESCRIPTIONS = {
    Distortion.SCRATCHES: _Description(
        translatable("Scratches"),
        translatable("Scratches, dust, creases or tears hide parts of an old photograph."),
    ),
    Distortion.COLOR_BLOCK: _Description(
        translatable("Colour blocks"),
        translatable("Squares of one colour cover parts of the picture."),
    ),
    Distortion.IMPULSE_NOISE: _Description(
        translatable("Salt and pepper"),
        translatable("Single black, white or coloured pixels, from faulty sensors or transfer."),
    ),
    Distortion.JPEG: _Description(
        translatable("JPEG"), translatable("Blocks and ringing from strong JPEG compression.")
    ),
    Distortion.JPEG2000: _Description(
        translatable("JPEG 2000"),
        translatable("Smeared detail and ripples from strong wavelet compression."),
    ),
    Distortion.COLOR_QUANTIZATION: _Description(
        translatable("Too few colours"),
        translatable("The picture was reduced to a small palette, with dots or bands."),
    ),
    Distortion.DENOISE_ARTIFACTS: _Description(
        translatable("Denoising traces"),
        translatable("A noise reduction left blotches and smoothed fine detail away."),
    ),
    Distortion.WHITE_NOISE: _Description(
        translatable("Noise"),
        translatable("Fine grain over the whole picture, from little light or high sensitivity."),
    ),
    Distortion.COLOR_COMPONENT_NOISE: _Description(
        translatable("Colour noise"),
        translatable("Coloured speckle, from noise in the colour channels."),
    ),
    Distortion.MULTIPLICATIVE_NOISE: _Description(
        translatable("Speckle"),
        translatable("Grain that grows with brightness, as in scans and radar-like pictures."),
    ),
    Distortion.GRAIN: _Description(
        translatable("Grain and paper"),
        translatable(
            "Grain, the texture of the paper or a printed raster lies over an old photograph."
        ),
    ),
    Distortion.FADING: _Description(
        translatable("Fading"),
        translatable("Blacks have become grey, whites dull, colours pale."),
    ),
    Distortion.YELLOWING: _Description(
        translatable("Yellowing"),
        translatable("Paper, gelatine or dyes have changed: all of it is yellow, brown or red."),
    ),
    Distortion.COLOR_SHIFT: _Description(
        translatable("Colour fringes"),
        translatable("One colour channel has slipped: coloured seams along edges."),
    ),
    Distortion.JITTER: _Description(
        translatable("Jitter"),
        translatable("Pixels are scattered by small random shifts; edges look frayed."),
    ),
    Distortion.MOTION_BLUR: _Description(
        translatable("Motion blur"),
        translatable("The camera or the subject moved: everything is smeared in one direction."),
    ),
    Distortion.LENS_BLUR: _Description(
        translatable("Out of focus"),
        translatable("The lens was not in focus: points became discs."),
    ),
    Distortion.GAUSSIAN_BLUR: _Description(
        translatable("Blur"), translatable("The whole picture is soft, without a direction.")
    ),
    Distortion.TRANSLATION: _Description(
        translatable("Old-photo translation"),
        translatable(
            "Tones, texture and damage of an old photograph, changed together to a clean one's."
        ),
    ),
    Distortion.FACES: _Description(
        translatable("Blurred faces"),
        translatable("Faces are small, soft or grainy: they show less than they could."),
    ),
    Distortion.CLIPPING: _Description(
        translatable("Clipping"),
        translatable("The recording was too loud: the tops of the waves are cut off and crackle."),
        Medium.AUDIO,
    ),
    Distortion.CLICKS: _Description(
        translatable("Clicks and crackle"),
        translatable("Short ticks and pops, as from dust and scratches on a record."),
        Medium.AUDIO,
    ),
    Distortion.HUM: _Description(
        translatable("Hum"),
        translatable("A steady low tone with overtones, from the mains at 50 or 60 hertz."),
        Medium.AUDIO,
    ),
    Distortion.ECHO: _Description(
        translatable("Echo"),
        translatable("Everything is heard again, once or several times, a moment later."),
        Medium.AUDIO,
    ),
    Distortion.BACKGROUND_NOISE: _Description(
        translatable("Background noise"),
        translatable("Hiss, wind, traffic or other voices lie under the whole recording."),
        Medium.AUDIO,
    ),
    Distortion.REVERB: _Description(
        translatable("Reverberation"),
        translatable("The room lingers in the recording: it sounds far away and blurred."),
        Medium.AUDIO,
    ),
    Distortion.BAND_LIMIT: _Description(
        translatable("Limited bandwidth"),
        translatable("Highs or lows are missing, as on the telephone or an old record."),
        Medium.AUDIO,
    ),
    Distortion.WOW: _Description(
        translatable("Wow"),
        translatable("The pitch rises and falls slowly, as from a record off its centre."),
        Medium.AUDIO,
    ),
}
