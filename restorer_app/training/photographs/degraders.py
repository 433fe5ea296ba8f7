"""What the generators learn to undo: damage of one kind, its strength drawn anew each time."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from restorer_app.degradations import blurs, compressions, harmless, noises, placements
from restorer_app.degradations.aging.faces import age_face, draw_reduction
from restorer_app.degradations.aging.old_photo import (
    age,
    draw_ageing,
    draw_texture,
    texture,
)
from restorer_app.degradations.kadid import degrade
from restorer_app.degradations.mixtures import draw_levels, mix, round_to_8bit
from restorer_app.distortions import PAPER_DISTORTIONS, Distortion

Degrader = Callable[[np.ndarray, np.random.Generator], np.ndarray]
"""From a picture, float32 (H, W, 3) in 0..1, a degraded one."""


def _white_noise(pixels: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Blind: sigma 0..55 of 255. Half as in an 8-bit file, half unclipped as in the literature."""
    sigma = rng.uniform(0, 55) / 255
    noisy = noises.white_noise(pixels, sigma**2, rng)
    return round_to_8bit(noisy) if rng.random() < 0.5 else noisy


def _jpeg(pixels: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Quality 4..60, the strong ones more often; mostly 4:2:0."""
    quality = round(4 * 15 ** rng.random())
    return compressions.jpeg(pixels, quality, chroma_subsampling=rng.random() < 0.8)


def _gaussian_blur(pixels: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    return round_to_8bit(blurs.gaussian_blur(pixels, draw_sigma(rng)))


def draw_sigma(rng: np.random.Generator) -> float:
    """0.3..5 px (level 5), evenly in its logarithm: what is nearly sharp must not suffer."""
    return float(0.3 * (5 / 0.3) ** rng.random())


def _motion_blur(pixels: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Length 1..10 px (levels 1..5, a little beyond), any direction."""
    return round_to_8bit(blurs.convolve(pixels, blurs.motion_kernel(*draw_line(rng))))


def draw_line(rng: np.random.Generator) -> tuple[float, float]:
    """Length in px and angle in degrees."""
    return rng.uniform(1, 11), rng.uniform(0, 180)


def _color_block(pixels: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """None to four blocks: a small region with as many as a picture would be all blocks."""
    return round_to_8bit(placements.color_blocks(pixels, int(rng.integers(5)), rng))


def _at_levels(distortion: Distortion) -> Degrader:
    """`distortion` at KADID-10k levels 1..5, most often 3..5, half of them between two levels."""

    def degrade_at_a_level(pixels: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        level = float(rng.choice((1, 2, 3, 4, 5), p=(0.1, 0.15, 0.25, 0.25, 0.25)))
        if rng.random() < 0.5:
            level = max(1.0, level - rng.random())
        return round_to_8bit(degrade(pixels, distortion, level, rng).pixels)

    return degrade_at_a_level


def _fading(pixels: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Tones and colours of a history, some of them damaged; one in four has kept its tones.

    Without what is too fine to be seen where tones are read off, in reduced crops.
    """
    ageing = draw_ageing(rng, damaged_share=0.2, faded_share=0.75, is_grey=is_grey(pixels))
    smooth = replace(ageing, softness=0.0, grain=0.0, halftone=0.0, emboss=0.0, scan=0.0)
    return age(pixels, smooth, rng).pixels


def is_grey(pixels: np.ndarray) -> bool:
    """Whether `pixels` (H, W, 3) are in black and white."""
    red, green, blue = np.moveaxis(pixels, 2, 0)  # a range over so short an axis takes long
    differences = (abs(red - green), abs(green - blue), abs(blue - red))
    return max(float(each.max()) for each in differences) < 1 / 255


def _grain(pixels: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """What lens, emulsion, paper and scanner have made of the picture, and nothing else."""
    return texture(pixels, draw_texture(rng), rng)


def _faces(pixels: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    return age_face(harmless.grey(pixels), draw_reduction(rng), rng)


def _mixed(pixels: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """One to three of the fourteen distortions at any level."""
    n = int(rng.choice((1, 2, 3), p=(0.6, 0.25, 0.15)))
    return mix(pixels, draw_levels(n, rng), rng).pixels


DEGRADERS: dict[str, Degrader] = {
    **{str(distortion): _at_levels(distortion) for distortion in PAPER_DISTORTIONS},
    "white_noise": _white_noise,
    "jpeg": _jpeg,
    "gaussian_blur": _gaussian_blur,
    "motion_blur": _motion_blur,
    "color_block": _color_block,
    "fading": _fading,
    "grain": _grain,
    "faces": _faces,
    "mixed": _mixed,
}
