"""What a classifier of paper 0 learns from: pictures with one strong distortion or none."""

import cv2
import numpy as np

from restorer_app.degradations.mixtures import mix, round_to_8bit
from restorer_app.distortions import PAPER_DISTORTIONS, Distortion
from restorer_app.training.photographs.material import Material
from restorer_app.training.photographs.regions import draw_scale
from restorer_app.training.recipe import Recipe


def draw_classified(material: Material, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """A picture (1, 3, crop_px, crop_px) and the number of its class, (1,)."""
    region = material.regions.draw(rng, scale=draw_scale(rng, reduced=0.3))
    label = int(rng.integers(len(PAPER_DISTORTIONS) + 1))
    pixels = mix(round_to_8bit(region), strong_level(label, rng), rng).pixels
    shown = classified_view(pixels, material.recipe)
    return shown.transpose(2, 0, 1)[None], np.array([label])


def strong_level(label: int, rng: np.random.Generator) -> dict[Distortion, float]:
    """What a classifier of paper 0 is shown of the class `label`: level 4 or 5; clean is last."""
    if label == len(PAPER_DISTORTIONS):
        return {}
    return {PAPER_DISTORTIONS[label]: float(rng.integers(4, 6))}


def classified_view(pixels: np.ndarray, recipe: Recipe) -> np.ndarray:
    """What a classifier sees of a picture: its middle, or all of it reduced."""
    side = recipe.crop_px
    if recipe.is_resized:
        return cv2.resize(pixels, (side, side), interpolation=cv2.INTER_AREA)
    y, x = ((size - side) // 2 for size in pixels.shape[:2])
    return pixels[y : y + side, x : x + side]
