"""What only the diagnosis learns from: pictures of all kinds, and what is wrong with each."""

from typing import NamedTuple

import numpy as np

from restorer_app.degradations import compressions, harmless
from restorer_app.degradations.drawings import draw_page, draw_sky
from restorer_app.degradations.mixtures import draw_levels, mix, round_to_8bit
from restorer_app.distortions import PAPER_DISTORTIONS, Distortion
from restorer_app.metrics.image import psnr_db
from restorer_app.registry.catalog import Task
from restorer_app.registry.loader import load_network
from restorer_app.restoration.tiling import run_network
from restorer_app.training.photographs.material import Material
from restorer_app.training.photographs.regions import draw_scale

N_DISTORTIONS = len(PAPER_DISTORTIONS)
CLEAN_SHARE = 0.15
"""Share of the diagnosis' training pictures that are left clean."""
PAGE_SHARE, SKY_SHARE = 0.1, 0.02
"""Shares of the diagnosis' pictures that are drawn: text and shapes, and empty skies."""
GREY_SHARE, DARK_SHARE, GRAIN_SHARE = 0.08, 0.06, 0.08
"""Shares of its photographs that are grey, as dark as at night, and grained as film is."""
MOST_GRAIN = 0.012
"""Its largest standard deviation; the weakest noise that counts as damage has 0.032."""
ENLARGED_SHARE = 0.15
"""Share of its pictures that were enlarged, softer than a camera's own but no damage."""
SAVED_AGAIN_SHARE = 0.25
"""Share of the diagnosis' pictures that end as a JPEG of a quality at which nothing shows."""
HARD_TO_TELL = {
    Distortion.GAUSSIAN_BLUR: 3.0,
    Distortion.LENS_BLUR: 3.0,
    Distortion.MOTION_BLUR: 3.0,
    Distortion.JPEG2000: 3.0,
}
"""What the diagnosis confuses with each other is shown so many times as often."""
WELL_RESTORED_DB = 32.0
"""From this PSNR on a restored picture counts as clean."""


class Labelled(NamedTuple):
    """A picture for the diagnosis and what is wrong with it."""

    pixels: np.ndarray
    presence: np.ndarray
    """(15,): 1 where a distortion is there, "clean" last, NaN where nobody can tell."""
    severity: np.ndarray
    """(14,), 0..5."""


def draw_diagnosed(
    material: Material, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Crops of a region, each with the labels of the whole region."""
    drawn = draw_labelled(material, rng)
    crops = material.regions.crops(drawn.pixels, material.regions.draw_corners(rng))
    presence, severity = (
        np.tile(label, (len(crops), 1)) for label in (drawn.presence, drawn.severity)
    )
    return crops, presence, severity


def draw_labelled(material: Material, rng: np.random.Generator) -> Labelled:
    """A region with any damage or none, or what a generator made of one."""
    if rng.random() < material.recipe.trace_share:
        return _draw_traces(material, rng)
    region = _draw_opened(material, rng)
    n = 0 if rng.random() < CLEAN_SHARE else int(rng.choice((1, 2, 3), p=(0.6, 0.25, 0.15)))
    weights = [HARD_TO_TELL.get(distortion, 1.0) for distortion in PAPER_DISTORTIONS]
    mixture = mix(round_to_8bit(region), draw_levels(n, rng, weights=weights), rng)
    presence = np.zeros(N_DISTORTIONS + 1, np.float32)
    severity = np.zeros(N_DISTORTIONS, np.float32)
    for i, distortion in enumerate(PAPER_DISTORTIONS):
        if distortion in mixture.severity:
            presence[i] = 1
            severity[i] = mixture.severity[distortion]
    presence[-1] = mixture.is_clean
    return Labelled(_saved_again(mixture.pixels, rng), presence, severity)


def _draw_opened(material: Material, rng: np.random.Generator) -> np.ndarray:
    """A clean region of what people open: photographs of all kinds, and drawn pictures."""
    drawn = rng.random()
    if drawn < PAGE_SHARE + SKY_SHARE:
        draw = draw_page if drawn < PAGE_SHARE else draw_sky
        return draw(material.recipe.region_px, rng).astype(np.float32) / 255
    scale = draw_scale(rng, reduced=0.6, enlarged=ENLARGED_SHARE)
    region = material.regions.draw(rng, scale=scale)
    if rng.random() < GREY_SHARE:
        region = harmless.grey(region)
    if rng.random() < DARK_SHARE:
        region = harmless.at_night(region, rng.uniform(0.1, 0.5))
    if rng.random() < GRAIN_SHARE:
        region = harmless.with_film_grain(region, rng.uniform(0, MOST_GRAIN), rng)
    return region


def _draw_traces(material: Material, rng: np.random.Generator) -> Labelled:
    """A region that one of the generators has restored: clean, where that went well.

    Where it did not, nobody can tell whether the distortion still counts: those are NaN.
    """
    clean = round_to_8bit(material.regions.draw(rng, scale=draw_scale(rng, reduced=0.6)))
    restorers = [
        entry
        for entry in material.catalog.entries
        if entry.task is Task.RESTORE and entry.distortion in PAPER_DISTORTIONS
    ]
    entry = restorers[rng.integers(len(restorers))]
    assert entry.distortion is not None  # one of those that the diagnosis is taught
    degraded = mix(clean, draw_levels(1, rng, among=[entry.distortion]), rng).pixels
    restored = round_to_8bit(run_network(load_network(entry, "cpu"), degraded))
    presence = np.zeros(N_DISTORTIONS + 1, np.float32)
    presence[-1] = 1
    if psnr_db(clean, restored) < WELL_RESTORED_DB:
        presence[[PAPER_DISTORTIONS.index(entry.distortion), -1]] = np.nan
    return Labelled(restored, presence, np.zeros(N_DISTORTIONS, np.float32))


def _saved_again(pixels: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Often as it is, else as the good JPEG file in which most pictures reach a person."""
    if rng.random() >= SAVED_AGAIN_SHARE:
        return pixels
    quality = int(rng.integers(88, 98))
    return compressions.jpeg(pixels, quality, chroma_subsampling=rng.random() < 0.5)
