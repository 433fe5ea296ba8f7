"""The shared vocabulary: what can be wrong with a file, in which order it is repaired.

The fourteen names are the classes of paper 0 (KADID-10k subset); they are part of the command line
contract. The order of repair undoes the order of formation: overlays and outliers first, then
compression, noise, colour, and at last jitter and blur (deblurring first would amplify noise).
"""

from dataclasses import dataclass
from enum import StrEnum


class Medium(StrEnum):
    """What kind of file a distortion, model or diagnosis is about."""

    PHOTO = "photo"
    AUDIO = "audio"


class Distortion(StrEnum):
    """One kind of damage. The value is the name used in files and on the command line."""

    COLOR_BLOCK = "color_block"
    IMPULSE_NOISE = "impulse_noise"
    JPEG = "jpeg"
    JPEG2000 = "jpeg2000"
    COLOR_QUANTIZATION = "color_quantization"
    DENOISE_ARTIFACTS = "denoise_artifacts"
    WHITE_NOISE = "white_noise"
    COLOR_COMPONENT_NOISE = "color_component_noise"
    MULTIPLICATIVE_NOISE = "multiplicative_noise"
    COLOR_SHIFT = "color_shift"
    JITTER = "jitter"
    MOTION_BLUR = "motion_blur"
    LENS_BLUR = "lens_blur"
    GAUSSIAN_BLUR = "gaussian_blur"

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
        return Medium.PHOTO

    @property
    def repair_rank(self) -> int:
        """Position in the order of repair; the smaller is repaired first."""
        return list(Distortion).index(self)


@dataclass(frozen=True)
class _Description:
    label: str
    help_text: str


_DESCRIPTIONS = {
    Distortion.COLOR_BLOCK: _Description(
        "Colour blocks", "Squares of one colour cover parts of the picture."
    ),
    Distortion.IMPULSE_NOISE: _Description(
        "Salt and pepper",
        "Single black, white or coloured pixels, from faulty sensors or transfer.",
    ),
    Distortion.JPEG: _Description("JPEG", "Blocks and ringing from strong JPEG compression."),
    Distortion.JPEG2000: _Description(
        "JPEG 2000", "Smeared detail and ripples from strong wavelet compression."
    ),
    Distortion.COLOR_QUANTIZATION: _Description(
        "Too few colours", "The picture was reduced to a small palette, with dots or bands."
    ),
    Distortion.DENOISE_ARTIFACTS: _Description(
        "Denoising traces", "A noise reduction left blotches and smoothed fine detail away."
    ),
    Distortion.WHITE_NOISE: _Description(
        "Noise", "Fine grain over the whole picture, from little light or high sensitivity."
    ),
    Distortion.COLOR_COMPONENT_NOISE: _Description(
        "Colour noise", "Coloured speckle, from noise in the colour channels."
    ),
    Distortion.MULTIPLICATIVE_NOISE: _Description(
        "Speckle", "Grain that grows with brightness, as in scans and radar-like pictures."
    ),
    Distortion.COLOR_SHIFT: _Description(
        "Colour fringes", "One colour channel has slipped: coloured seams along edges."
    ),
    Distortion.JITTER: _Description(
        "Jitter", "Pixels are scattered by small random shifts; edges look frayed."
    ),
    Distortion.MOTION_BLUR: _Description(
        "Motion blur", "The camera or the subject moved: everything is smeared in one direction."
    ),
    Distortion.LENS_BLUR: _Description(
        "Out of focus", "The lens was not in focus: points became discs."
    ),
    Distortion.GAUSSIAN_BLUR: _Description(
        "Blur", "The whole picture is soft, without a direction."
    ),
}
