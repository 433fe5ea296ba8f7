"""Random distortions, single and mixed, labelled with what was done, for training and tests."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from restorer_app.degradations.kadid import degrade
from restorer_app.distortions import PAPER_DISTORTIONS, Distortion, order_of_formation

VISIBLE_PSNR_DB = 44.0
"""A distortion that leaves the picture closer to its input than this is invisible: level 1 of some
is the identity, and a flat sky shows no blur. It is not labelled."""


@dataclass(frozen=True)
class Mixture:
    """A degraded picture (float32, 0..1, rounded to 8 bits) and how severe what shows in it is."""

    pixels: np.ndarray
    severity: dict[Distortion, float]
    """Level 1..5 of every distortion that changed the picture visibly."""

    @property
    def is_clean(self) -> bool:
        return not self.severity


def mix(
    pixels: np.ndarray,
    levels: dict[Distortion, float],
    rng: np.random.Generator,
) -> Mixture:
    """`pixels` (float32 (H, W, 3), 0..1) with all of `levels` applied in the order of formation.

    Rounded to 8 bits before and after each, as if every one had been saved to a file. Raises
    PlanError for a level outside 1..5.
    """
    pixels = round_to_8bit(pixels)
    severity = {}
    for distortion in order_of_formation(list(levels)):
        level = levels[distortion]
        degraded = round_to_8bit(degrade(pixels, distortion, level, rng).pixels)
        if _psnr_db(pixels, degraded) < VISIBLE_PSNR_DB:
            severity[distortion] = level
        pixels = degraded
    return Mixture(pixels, severity)


def draw_levels(
    n: int,
    rng: np.random.Generator,
    *,
    among: Sequence[Distortion] = PAPER_DISTORTIONS,
    weights: Sequence[float] | None = None,
) -> dict[Distortion, float]:
    """`n` different distortions, each at an evenly drawn level 1..5, half of them whole.

    `weights`: how often each of `among` is drawn compared with the others.
    """
    p = None if weights is None else np.asarray(weights) / np.sum(weights)
    chosen = rng.choice(len(among), size=n, replace=False, p=p)
    return {
        among[i]: float(rng.integers(1, 6)) if rng.random() < 0.5 else float(rng.uniform(1, 5))
        for i in chosen
    }


def round_to_8bit(pixels: np.ndarray) -> np.ndarray:
    """What remains of `pixels` in an 8-bit file: clipped to 0..1, 256 steps, float32."""
    return np.round(np.clip(pixels, 0, 1) * 255).astype(np.float32) / 255


def _psnr_db(reference: np.ndarray, candidate: np.ndarray) -> float:
    mse = float(np.mean((reference - candidate) ** 2))
    return float("inf") if mse == 0 else -10 * np.log10(mse)
