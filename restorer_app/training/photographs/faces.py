"""What the networks for faces learn from: upright faces, aged, and two views of the same face."""

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import nn

from restorer_app.degradations import harmless
from restorer_app.degradations.aging.faces import age_face, draw_reduction
from restorer_app.training.photographs.material import Material
from restorer_app.training.recipe import Recipe

MOST_TURNED_DEG = 10.0
LEAST_ZOOM, MOST_ZOOM = 0.9, 1.25
"""How large a face is beside what a detector would have made of it."""
MOST_SHIFT = 0.05
"""Of the side: what an alignment misses its place by."""
VIEW_TURNED_DEG, VIEW_SHIFT = 5.0, 0.03
"""How much less two views of one face differ in their place."""
LEAST_CONTRAST = 0.6
"""Of a face's tones, in faded prints."""


def draw_face(photo: np.ndarray, side_px: int, rng: np.random.Generator) -> np.ndarray:
    """A photograph of one face, placed and lit at random: float32 (side_px, side_px, 3), grey.

    `photo`: uint8 (h, w, 3), filled by the face. Upright, mirrored half of the time.
    """
    placed = _placed(
        photo,
        side_px,
        rng,
        zoom=rng.uniform(LEAST_ZOOM, MOST_ZOOM),
        turned_deg=MOST_TURNED_DEG,
        shift=MOST_SHIFT,
    )
    return _lit(placed, rng)


def draw_views(
    photo: np.ndarray, side_px: int, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """A clean and an aged view of one face, luma (1, side_px, side_px) each, float32 in 0..1."""
    zoom = rng.uniform(LEAST_ZOOM, MOST_ZOOM)
    clean, other = (
        _placed(
            photo,
            side_px,
            rng,
            zoom=zoom * rng.uniform(0.95, 1.05),
            turned_deg=VIEW_TURNED_DEG,
            shift=VIEW_SHIFT,
        )
        for _ in range(2)
    )
    aged = age_face(_lit(other, rng), draw_reduction(rng), rng)
    return _lit(clean, rng)[None, ..., 0], aged[None, ..., 0]


def draw_known(material: Material, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Two views of any face, clean and aged: (1, 1, crop_px, crop_px) each."""
    first, second = draw_views(material.regions.draw_photo(rng), material.recipe.crop_px, rng)
    return first[None], second[None]


def _placed(
    photo: np.ndarray,
    side_px: int,
    rng: np.random.Generator,
    *,
    zoom: float,
    turned_deg: float,
    shift: float,
) -> np.ndarray:
    height, width = photo.shape[:2]
    turn = rng.uniform(-turned_deg, turned_deg)
    scale = zoom * side_px / min(height, width)
    matrix = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), turn, scale)
    centred = (side_px - 1) / 2 - np.array([width - 1, height - 1]) / 2
    matrix[:, 2] = matrix[:, 2] + centred + rng.uniform(-shift, shift, 2) * side_px
    placed = cv2.warpAffine(
        photo, matrix, (side_px, side_px), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT_101
    )
    if rng.random() < 0.5:
        placed = placed[:, ::-1]
    return harmless.grey(np.ascontiguousarray(placed, np.float32) / 255)


def _lit(face: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """With less contrast, somewhere between black and white."""
    contrast = rng.uniform(LEAST_CONTRAST, 1)
    return np.asarray(face * np.float32(contrast) + np.float32(rng.uniform(0, 1 - contrast)))


class EmbeddingValidation:
    """Held-out faces, each with an aged view; scores whether a network knows them again."""

    def __init__(self, recipe: Recipe, photos: Sequence[np.ndarray], device: torch.device) -> None:
        """`photos`: uint8 (h, w, 3), one face each."""
        self._device = device
        views = [
            draw_views(photo, recipe.crop_px, np.random.default_rng((recipe.seed, i)))
            for i, photo in enumerate(photos)
        ]
        self._clean, self._aged = (
            torch.from_numpy(np.stack(each)) for each in zip(*views, strict=True)
        )

    def score(self, network: nn.Module) -> dict[str, float]:
        """Share of aged views whose nearest clean face is their own, and mean similarities.

        Without that to others where there is but one face.
        """
        with torch.inference_mode():
            clean, aged = (network(each.to(self._device)) for each in (self._clean, self._aged))
            similarity = (aged @ clean.T).cpu()
        same = torch.eye(len(similarity), dtype=torch.bool)
        nearest = similarity.argmax(dim=1)
        score = {
            "val_found_again": float((nearest == torch.arange(len(nearest))).float().mean()),
            "val_similarity_same": float(similarity[same].mean()),
        }
        if len(nearest) > 1:
            score["val_similarity_other"] = float(similarity[~same].mean())
        return score

    def write_samples(self, network: nn.Module, path: Path) -> None:
        """Nothing: a unit vector is no picture."""
