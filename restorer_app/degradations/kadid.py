"""The 25 distortions of KADID-10k (Lin, Hosu and Saupe, 2019) at five levels, by name.

Algorithms and level values are those of the data set's own generator, which also stretches every
picture to 0..1 before and after (`mapmm`); we do not, so that the clean target stays the photograph
itself (docs/adr/0003).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from restorer_app.degradations import (
    blurs,
    colors,
    compressions,
    denoising,
    noises,
    placements,
)
from restorer_app.distortions import PAPER_DISTORTIONS
from restorer_app.errors import PlanError
from restorer_app.texts import Text

LEVELS: dict[str, tuple[float, ...]] = {
    "gaussian_blur": (0.1, 0.5, 1, 2, 5),  # sigma, px
    "lens_blur": (1, 2, 4, 6, 8),  # radius, px
    "motion_blur": (1, 2, 4, 6, 10),  # length, px
    "color_diffusion": (1, 3, 6, 8, 12),
    "color_shift": (1, 3, 6, 8, 12),  # px
    "color_quantization": (64, 48, 32, 16, 8),  # colours
    "color_saturation_hsv": (0.4, 0.2, 0.1, 0, -0.4),
    "color_saturation_lab": (1, 2, 3, 6, 9),
    "jpeg2000": (16, 32, 45, 120, 400),  # compression ratio
    "jpeg": (43, 36, 24, 7, 4),  # quality
    "white_noise": (0.001, 0.002, 0.003, 0.005, 0.01),  # variance
    "color_component_noise": (0.0001, 0.0005, 0.001, 0.002, 0.003),  # variance
    "impulse_noise": (0.001, 0.005, 0.01, 0.02, 0.03),  # density
    "multiplicative_noise": (0.001, 0.005, 0.01, 0.02, 0.05),  # variance
    "denoise_artifacts": (0.01, 0.03, 0.05, 0.1, 0.15),  # variance
    "brighten": (0.1, 0.2, 0.4, 0.7, 1.1),
    "darken": (0.05, 0.1, 0.2, 0.4, 0.8),
    "mean_shift": (0.15, 0.08, 0, -0.08, -0.15),
    "jitter": (0.05, 0.1, 0.2, 0.5, 1),  # px
    "non_eccentricity_patch": (20, 40, 60, 80, 100),  # patches
    "pixelate": (0.01, 0.05, 0.1, 0.2, 0.5),
    "quantization": (20, 16, 13, 10, 7),  # thresholds
    "color_block": (2, 4, 6, 8, 10),  # blocks
    "high_sharpen": (1, 2, 3, 6, 12),
    "contrast_change": (0.3, 0.15, 0, -0.4, -0.6),
}
KADID_NAMES = tuple(LEVELS)
PAPER_NAMES = tuple(str(d) for d in PAPER_DISTORTIONS)
"""The fourteen of paper 0: the ones that are diagnosed and repaired."""

Parameters = dict[str, Any]
_Apply = Callable[[np.ndarray, float, np.random.Generator], tuple[np.ndarray, Parameters]]


@dataclass(frozen=True)
class Degraded:
    """The degraded picture, float32 (H, W, 3) in 0..1, and what was done to it."""

    pixels: np.ndarray
    parameters: Parameters


def level_value(name: str, level: float) -> float:
    """The strength behind a level; between two levels, linear interpolation."""
    return float(np.interp(level, (1, 2, 3, 4, 5), LEVELS[name]))


def degrade(pixels: np.ndarray, name: str, level: float, rng: np.random.Generator) -> Degraded:
    """`pixels` (float32 (H, W, 3), 0..1) with the distortion `name` at `level` 1..5.

    Pure: all chance comes from `rng`, the input is not changed. Raises PlanError for an unknown
    name or a level outside 1..5.
    """
    check_level(name, level)
    degraded, parameters = _APPLY[name](pixels, level_value(name, level), rng)
    clipped = np.clip(degraded, 0, 1).astype(np.float32, copy=False)
    return Degraded(clipped, {"name": name, "level": level, **parameters})


def check_level(name: str, level: float) -> None:
    """Raises PlanError for a name that is none of these distortions, or no level of it."""
    if name not in LEVELS:
        raise PlanError(Text(f"'{name}' is no distortion; known are: {', '.join(KADID_NAMES)}"))
    if not 1 <= level <= 5:  # NaN too
        raise PlanError(Text(f"{name}: level {level:g} is outside 1..5"))


def _gaussian_blur(
    pixels: np.ndarray, sigma: float, _: np.random.Generator
) -> tuple[np.ndarray, Parameters]:
    return blurs.gaussian_blur(pixels, sigma), {"sigma_px": sigma}


def _lens_blur(
    pixels: np.ndarray, radius: float, _: np.random.Generator
) -> tuple[np.ndarray, Parameters]:
    return blurs.convolve(pixels, blurs.disc_kernel(radius)), {"radius_px": radius}


def _motion_blur(
    pixels: np.ndarray, length: float, rng: np.random.Generator
) -> tuple[np.ndarray, Parameters]:
    angle = int(rng.integers(0, 181))
    blurred = blurs.convolve(pixels, blurs.motion_kernel(length, angle))
    return blurred, {"length_px": length, "angle_deg": angle}


def _color_shift(
    pixels: np.ndarray, amount: float, rng: np.random.Generator
) -> tuple[np.ndarray, Parameters]:
    direction = rng.random(2)
    x, y = np.round(direction / np.linalg.norm(direction) * amount).astype(int)
    return placements.color_shift(pixels, (int(x), int(y))), {"offset_px": [int(x), int(y)]}


def _random(
    function: Callable[[np.ndarray, Any, np.random.Generator], np.ndarray],
    parameter: str,
    *,
    is_whole: bool = False,
) -> _Apply:
    """A distortion that draws from the generator, with its level value as parameter."""

    def apply(
        pixels: np.ndarray, value: float, rng: np.random.Generator
    ) -> tuple[np.ndarray, Parameters]:
        strength = round(value) if is_whole else value
        return function(pixels, strength, rng), {parameter: strength}

    return apply


def _plain(
    function: Callable[[np.ndarray, Any], np.ndarray], parameter: str, *, is_whole: bool = False
) -> _Apply:
    """A distortion without chance, whose level value is its one parameter."""

    def without_chance(pixels: np.ndarray, value: Any, _: np.random.Generator) -> np.ndarray:
        return function(pixels, value)

    return _random(without_chance, parameter, is_whole=is_whole)


_APPLY: dict[str, _Apply] = {
    "gaussian_blur": _gaussian_blur,
    "lens_blur": _lens_blur,
    "motion_blur": _motion_blur,
    "color_diffusion": _plain(colors.color_diffusion, "amount"),
    "color_shift": _color_shift,
    "color_quantization": _plain(compressions.color_quantization, "n_colors", is_whole=True),
    "color_saturation_hsv": _plain(colors.saturation_hsv, "factor"),
    "color_saturation_lab": _plain(colors.saturation_lab, "factor"),
    "jpeg2000": _plain(compressions.jpeg2000, "ratio"),
    "jpeg": _plain(compressions.jpeg, "quality", is_whole=True),
    "white_noise": _random(noises.white_noise, "variance"),
    "color_component_noise": _random(noises.color_component_noise, "variance"),
    "impulse_noise": _random(noises.impulse_noise, "density"),
    "multiplicative_noise": _random(noises.multiplicative_noise, "variance"),
    "denoise_artifacts": _random(denoising.denoised_noise, "variance"),
    "brighten": _plain(colors.brighten, "amount"),
    "darken": _plain(colors.darken, "amount"),
    "mean_shift": _plain(colors.mean_shift, "amount"),
    "jitter": _random(placements.jitter, "amount_px"),
    "non_eccentricity_patch": _random(
        placements.non_eccentricity_patch, "n_patches", is_whole=True
    ),
    "pixelate": _plain(placements.pixelate, "strength"),
    "quantization": _plain(compressions.quantization, "n_thresholds", is_whole=True),
    "color_block": _random(placements.color_blocks, "n_blocks", is_whole=True),
    "high_sharpen": _plain(colors.high_sharpen, "amount"),
    "contrast_change": _plain(colors.contrast_change, "amount"),
}
