"""What the networks for damaged surfaces learn from: aged pictures, and where they are damaged."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import nn

from restorer_app.architectures.damage import smoothly_filled
from restorer_app.degradations.aging.holes import brush_holes, damage_holes
from restorer_app.degradations.aging.old_photo import age, draw_ageing
from restorer_app.degradations.drawings import draw_page
from restorer_app.degradations.mixtures import draw_levels, mix
from restorer_app.distortions import PAPER_DISTORTIONS, Distortion
from restorer_app.media.image import Image, save_image
from restorer_app.registry.catalog import Task
from restorer_app.training.photographs.material import Material
from restorer_app.training.photographs.regions import draw_scale
from restorer_app.training.recipe import Recipe

UNDAMAGED_SHARE = 0.3
"""Share of the pictures without damage: fences, wires and hair have to be left alone."""
PAGE_SHARE = 0.06
"""Share of drawn pages among them all: text and lines are no scratches."""
DISTORTED_SHARE = 0.3
"""Share of the pictures that a camera or a file spoilt besides: salt and pepper is no dust, and
what a codec or a sensor leaves no scratch."""
SHARPENED_SHARE = 0.4
"""Share of the scans that were sharpened, as most of those are that people pass on."""
AGED_SHARE = 0.4
"""Share of the pictures with holes that are faded, soft or grainy besides."""
MOST_UNIT = 2.0
"""The largest scans that are shown have scratches so many times as wide."""
BRUSH_SHARE = 0.25
"""Share of the holes that are strokes of a brush instead of damage."""
MOST_AT_ONCE = 3
"""How often holes are made in one picture at most."""
SHEET_ROWS = 4

Shapes = Sequence[np.ndarray]


def draw_damaged(
    region: np.ndarray, rng: np.random.Generator, shapes: Shapes
) -> tuple[np.ndarray, np.ndarray]:
    """A region that aged, and where its surface is damaged: float32 (H, W, 3), bool (H, W).

    Distorted besides, now and then; by what moves or covers pixels only where there is no damage.
    """
    if rng.random() < PAGE_SHARE:
        region = draw_page(region.shape[0], rng).astype(np.float32) / 255
    ageing = draw_ageing(
        rng,
        shapes=shapes,
        damaged_share=1 - UNDAMAGED_SHARE,
        faded_share=0.5,
        sharpened_share=SHARPENED_SHARE,
    )
    aged = age(region, ageing, rng, unit=rng.uniform(1, MOST_UNIT))
    if rng.random() >= DISTORTED_SHARE:
        return aged.pixels, aged.mask
    among = _IN_PLACE if aged.mask.any() else PAPER_DISTORTIONS
    return mix(aged.pixels, draw_levels(1, rng, among=among), rng).pixels, aged.mask


_IN_PLACE = (
    Distortion.JPEG,
    Distortion.JPEG2000,
    Distortion.DENOISE_ARTIFACTS,
    Distortion.WHITE_NOISE,
    Distortion.COLOR_COMPONENT_NOISE,
    Distortion.MULTIPLICATIVE_NOISE,
)
"""After these, damage is where it was, and can still be told from them."""


def draw_holed(
    region: np.ndarray, rng: np.random.Generator, shapes: Shapes
) -> tuple[np.ndarray, np.ndarray]:
    """A region with where it is to have holes (H, W, 4), and the region (H, W, 3)."""
    if rng.random() < AGED_SHARE:
        region = age(region, draw_ageing(rng, damaged_share=0.0), rng).undamaged
    holes = draw_holes(region.shape[0], rng, shapes)
    return np.concatenate([region, holes[..., None].astype(np.float32)], axis=2), region


def draw_holes(side_px: int, rng: np.random.Generator, shapes: Shapes) -> np.ndarray:
    """Holes, bool (side_px, side_px): damage, as wide as it is found, and strokes of a brush.

    More of both than on a photograph: only what is filled teaches anything.
    """
    holes = np.zeros((side_px, side_px), bool)
    for _ in range(int(rng.integers(1, MOST_AT_ONCE + 1))):
        if rng.random() < BRUSH_SHARE:
            holes |= brush_holes(side_px, side_px, rng)
        else:
            unit = rng.uniform(1, MOST_UNIT)
            holes |= damage_holes(side_px, side_px, rng, unit=unit, shapes=shapes)
    return holes


def draw_found(material: Material, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Crops of a damaged region, and their masks (n, 1, crop_px, crop_px)."""
    region = material.regions.draw(rng, scale=draw_scale(rng, reduced=0.6))
    aged, mask = draw_damaged(region, rng, material.shapes)
    corners = material.regions.draw_corners(rng)
    return material.regions.crops(aged, corners), material.regions.crops(mask[..., None], corners)


def draw_filled(material: Material, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Crops of a region with holes, (n, 4, crop_px, crop_px), and without."""
    region = material.regions.draw(rng, scale=draw_scale(rng, reduced=0.6))
    holed, clean = draw_holed(region, rng, material.shapes)
    corners = material.regions.draw_corners(rng)
    return material.regions.crops(holed, corners), material.regions.crops(clean, corners)


class DamageValidation:
    """Held-out regions, damaged once with fixed seeds; scores what finds or fills damage."""

    def __init__(
        self, recipe: Recipe, regions: Sequence[np.ndarray], device: torch.device, shapes: Shapes
    ) -> None:
        """`regions`: float32 (region_px, region_px, 3) in 0..1."""
        self._recipe, self._device = recipe, device
        draw = draw_damaged if recipe.task is Task.FIND else draw_holed
        self._pairs = [
            draw(region, np.random.default_rng((recipe.seed, i)), shapes)
            for i, region in enumerate(regions)
        ]

    def score(self, network: nn.Module) -> dict[str, float]:
        """Finding: F1 and the false share of undamaged area. Filling: PSNR in the holes, in dB."""
        outputs = [self._run(network, shown) for shown, _ in self._pairs]
        if self._recipe.task is Task.FIND:
            return _score_masks([out[..., 0] > 0 for out in outputs], [m for _, m in self._pairs])
        before = [
            _psnr_in_holes(_roughly_filled(shown), shown, clean) for shown, clean in self._pairs
        ]
        after = [_psnr_in_holes(out, *pair) for out, pair in zip(outputs, self._pairs, strict=True)]
        return {
            "val_psnr_in": float(np.nanmean(before)),
            "val_psnr_out": float(np.nanmean(after)),
        }

    def write_samples(self, network: nn.Module, path: Path) -> None:
        """A sheet of what is shown, what is wanted and what comes out, one picture a row."""
        rows = []
        for shown, wanted in self._pairs[:SHEET_ROWS]:
            out = self._run(network, shown)
            if self._recipe.task is Task.FIND:
                out = 1 / (1 + np.exp(-out))
            first = shown if self._recipe.task is Task.FIND else _roughly_filled(shown)
            columns = [first, wanted.astype(np.float32), out]
            rows.append(np.concatenate([_as_picture(column) for column in columns], axis=1))
        sheet = np.clip(np.concatenate(rows), 0, 1).astype(np.float32)
        save_image(Image(sheet), path, overwrite=True)

    def _run(self, network: nn.Module, shown: np.ndarray) -> np.ndarray:
        with torch.inference_mode():
            tensor = torch.from_numpy(shown.transpose(2, 0, 1)[None].copy()).to(self._device)
            return np.asarray(network(tensor)[0].cpu().numpy().transpose(1, 2, 0))


def _score_masks(found: list[np.ndarray], true: list[np.ndarray]) -> dict[str, float]:
    hits = sum(int((f & t).sum()) for f, t in zip(found, true, strict=True))
    n_found, n_true = sum(int(f.sum()) for f in found), sum(int(t.sum()) for t in true)
    n_pixels = sum(t.size for t in true)
    return {
        "val_f1": 2 * hits / max(1, n_found + n_true),
        "val_false_area": (n_found - hits) / (n_pixels - n_true),
    }


def _roughly_filled(shown: np.ndarray) -> np.ndarray:
    planes = torch.from_numpy(shown.transpose(2, 0, 1)[None].copy())
    return smoothly_filled(planes[:, :3], planes[:, 3:])[0].numpy().transpose(1, 2, 0)


def _psnr_in_holes(candidate: np.ndarray, shown: np.ndarray, clean: np.ndarray) -> float:
    holes = shown[..., 3] > 0
    if not holes.any():
        return float("nan")
    return float(-10 * np.log10(max(np.square(candidate - clean)[holes].mean(), 1e-10)))


def _as_picture(values: np.ndarray) -> np.ndarray:
    """(H, W), (H, W, 1) or (H, W, 3) as (H, W, 3)."""
    planes = values if values.ndim == 3 else values[..., None]
    return np.repeat(planes, 3, axis=2) if planes.shape[2] == 1 else planes
