"""The contact sheets of paper 0: one distortion at a time, and several at once."""

from collections.abc import Mapping
from functools import partial

import numpy as np

from restorer_app.degradations.kadid import degrade
from restorer_app.degradations.mixtures import mix, round_to_8bit
from restorer_app.distortions import Distortion
from restorer_app.evaluation.baselines import FAMILIES
from restorer_app.evaluation.bench import Bench, plan_of
from restorer_app.evaluation.pages.sheets import Pixels, Sheet, SheetRow
from restorer_app.media.image import Image
from restorer_app.restoration.plan import Plan

LEVEL = 4


def single(distortion: Distortion) -> SheetRow:
    """One distortion at level 4, repaired classically and by the right model."""
    return SheetRow(f"{distortion.label} {LEVEL}", partial(_show_single, distortion))


def mixture(levels: Mapping[Distortion, float]) -> SheetRow:
    """Several distortions at these levels, repaired as told and by the program itself."""
    caption = ", ".join(f"{each.label} {level:g}" for each, level in levels.items())
    return SheetRow(caption, partial(_show_mixture, levels))


def _show_single(
    distortion: Distortion, bench: Bench, clean: Pixels, rng: np.random.Generator
) -> list[Pixels | None]:
    done = degrade(clean, distortion, LEVEL, rng)
    degraded = round_to_8bit(done.pixels)
    classical = FAMILIES[distortion].best(clean, degraded, done.parameters).pixels
    entry = bench.catalog.restorer_of(distortion)
    after = bench.restore_told(Image(degraded), entry, distortion) if entry else None
    return [degraded, classical, after, clean]


def _show_mixture(
    levels: Mapping[Distortion, float], bench: Bench, clean: Pixels, rng: np.random.Generator
) -> list[Pixels | None]:
    degraded = Image(mix(clean, dict(levels), rng).pixels)
    routed = round_to_8bit(bench.restore_routed(degraded).image.pixels)
    entries = {d: bench.catalog.restorer_of(d) for d in levels}
    ordered = sorted(entries.items(), key=lambda item: item[0].repair_rank)
    steps = [step for d, entry in ordered if entry for step in plan_of(entry, d).steps]
    told = bench.restore_planned(degraded, Plan(tuple(steps)))
    return [degraded.pixels, told, routed, clean]


def _singles(name: str, title: str, *distortions: Distortion) -> Sheet:
    columns = ("before", "classical", "after", "clean")
    return Sheet(name, title, columns, tuple(map(single, distortions)))


SHEETS = (
    _singles(
        "blurs", "Blurs", Distortion.GAUSSIAN_BLUR, Distortion.LENS_BLUR, Distortion.MOTION_BLUR
    ),
    _singles(
        "noises",
        "Noise",
        Distortion.WHITE_NOISE,
        Distortion.COLOR_COMPONENT_NOISE,
        Distortion.IMPULSE_NOISE,
        Distortion.MULTIPLICATIVE_NOISE,
    ),
    _singles(
        "losses",
        "Compression, few colours, traces of denoising",
        Distortion.JPEG,
        Distortion.JPEG2000,
        Distortion.COLOR_QUANTIZATION,
        Distortion.DENOISE_ARTIFACTS,
    ),
    _singles(
        "places",
        "Colour shift, jitter, colour blocks",
        Distortion.COLOR_SHIFT,
        Distortion.JITTER,
        Distortion.COLOR_BLOCK,
    ),
    Sheet(
        "mixtures",
        "Several at once",
        ("before", "after, told", "after, by itself", "clean"),
        (
            mixture({Distortion.GAUSSIAN_BLUR: LEVEL, Distortion.COLOR_BLOCK: LEVEL}),
            mixture({Distortion.WHITE_NOISE: LEVEL, Distortion.COLOR_SHIFT: LEVEL}),
            mixture(
                {Distortion.MOTION_BLUR: 3, Distortion.IMPULSE_NOISE: LEVEL, Distortion.JPEG: 3}
            ),
        ),
    ),
)
