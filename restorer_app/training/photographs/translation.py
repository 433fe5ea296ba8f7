"""What the networks of the translation learn from, and what they lower (Wan et al., 2020).

First the autoencoders, of old photographs and of clean ones; then, with both as they are, what maps
the latents of the one to those of the other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from restorer_app.architectures.translation import LatentAutoencoder, PhotoTranslation
from restorer_app.degradations import harmless
from restorer_app.degradations.aging.old_photo import age, draw_ageing
from restorer_app.media.image import Image, save_image
from restorer_app.registry.catalog import Task
from restorer_app.training.adversarial import DomainCritic
from restorer_app.training.checkpoint import TrainingState
from restorer_app.training.objectives import autocast
from restorer_app.training.perceptual import PerceptualDistance, cut_at_random
from restorer_app.training.photographs.damage import MOST_UNIT, Shapes
from restorer_app.training.photographs.material import Material
from restorer_app.training.photographs.pairs import draw_underlying
from restorer_app.training.photographs.regions import draw_scale
from restorer_app.training.recipe import Recipe

AGEING = "ageing"
"""The degradation of recipes that learn from old photographs."""
LATENT_TASKS = frozenset({Task.AUTOENCODE, Task.TRANSLATE})
UNTOLD_SHARE = 0.2
"""Share of the aged pictures whose damage nobody tells: not all of it is found."""
SHEET_ROWS = 4


@dataclass(frozen=True)
class Old:
    """A picture that aged."""

    shown: np.ndarray
    """float32 (H, W, 3), 0..1."""
    holes: np.ndarray
    """float32 (H, W, 1): 1 where it is said to be damaged."""
    clean: np.ndarray
    """What it shall become: as it was taken, grey where the print was."""


def draw_old(region: np.ndarray, rng: np.random.Generator, shapes: Shapes) -> Old:
    """A region (float32 (H, W, 3), 0..1) with some history of a print."""
    ageing = draw_ageing(rng, shapes=shapes)
    aged = age(region, ageing, rng, unit=rng.uniform(1, MOST_UNIT))
    holes = aged.mask & (rng.random() >= UNTOLD_SHARE)
    clean = harmless.grey(region) if ageing.is_grey else region
    return Old(aged.pixels, holes[..., None].astype(np.float32), clean)


def draw_rebuilt(material: Material, rng: np.random.Generator) -> tuple[np.ndarray, ...]:
    """What an autoencoder learns: clean or aged crops; beside aged ones of real old photographs."""
    recipe, regions = material.recipe, material.regions
    region = draw_underlying(material, rng)
    corners = regions.draw_corners(rng)
    if recipe.degradation != AGEING:
        return (regions.crops(region, corners),)
    aged = regions.crops(draw_old(region, rng, material.shapes).shown, corners)
    if not material.old:
        return (aged,)
    photo = material.old[rng.integers(len(material.old))]
    scale = recipe.scale * draw_scale(rng, reduced=0.3)
    return aged, regions.crops(regions.draw_from(photo, rng, scale=scale), corners)


def draw_translated(
    material: Material, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Aged crops, holes (n, 1, crop_px, crop_px) and what the crops shall become."""
    drawn = draw_old(draw_underlying(material, rng), rng, material.shapes)
    corners = material.regions.draw_corners(rng)
    aged, holes, clean = (
        material.regions.crops(each, corners) for each in (drawn.shown, drawn.holes, drawn.clean)
    )
    return aged, holes, clean


@dataclass(frozen=True)
class LatentObjective:
    """The losses of the autoencoders and of the mapping."""

    recipe: Recipe
    device: torch.device
    perceptual: PerceptualDistance | None = None
    """Where the recipe wants it."""

    def __call__(self, state: TrainingState, batch: list[Tensor]) -> Tensor:
        """Of a batch of `Batches`; with two kinds of pictures a critic learns from it."""
        if isinstance(state.network, PhotoTranslation):
            return self._of_mapping(state.network, *batch)
        assert isinstance(state.network, LatentAutoencoder)
        pictures = torch.cat(batch)
        with autocast(self.device):
            latents = state.network.encode(pictures)
            rebuilt = state.network.decode(latents + self._noise(latents, state.step))
        latents = latents.float()
        loss = self.recipe.pixel_weight * F.l1_loss(rebuilt.float(), pictures)
        loss = loss + self.recipe.kl_weight * latents.square().mean()
        if isinstance(state.critic, DomainCritic) and len(batch) > 1:
            made, real = latents.chunk(2)
            state.critic.learn(real, made)
            loss = loss + self.recipe.alignment_weight * state.critic.blame(real, made)
        return loss

    def _noise(self, latents: Tensor, step: int) -> Tensor:
        """Of deviation 1, the same for a step whenever it is made: a stopped training goes on."""
        chance = torch.Generator(self.device).manual_seed((self.recipe.seed << 32) + step)
        return torch.randn(latents.shape, generator=chance, device=self.device)

    def _of_mapping(
        self, network: PhotoTranslation, aged: Tensor, holes: Tensor, clean: Tensor
    ) -> Tensor:
        with autocast(self.device):
            wanted = network.clean.encode(clean)
            mapped = network.mapped(aged, holes)
            translated = network.clean.decode(mapped) if self.perceptual else None
        loss = self.recipe.latent_weight * F.l1_loss(mapped.float(), wanted.float())
        if self.perceptual and translated is not None:
            distance = self.perceptual.of_reduced(*cut_at_random(translated.float(), clean))
            loss = loss + self.recipe.perceptual_weight * distance
        return loss


class TranslationValidation:
    """Held-out regions, aged once with fixed seeds; scores autoencoders and the translation."""

    def __init__(
        self, recipe: Recipe, regions: Sequence[np.ndarray], device: torch.device, shapes: Shapes
    ) -> None:
        """`regions`: float32 (region_px, region_px, 3) in 0..1."""
        self._recipe, self._device = recipe, device
        drawn = [
            draw_old(region, np.random.default_rng((recipe.seed, i)), shapes)
            for i, region in enumerate(regions)
        ]
        self._holes = [old.holes for old in drawn]
        self._wanted = [old.clean for old in drawn]
        self._shown = [old.shown for old in drawn]
        if recipe.degradation != AGEING:
            self._shown = self._wanted
        if recipe.task is Task.AUTOENCODE:
            self._wanted = self._shown

    def score(self, network: nn.Module) -> dict[str, float]:
        """Mean PSNR in dB: of rebuilt pictures, or before and after a translation."""
        after = self._psnr([self._run(network, i) for i in range(len(self._shown))])
        if self._recipe.task is Task.AUTOENCODE:
            return {"val_psnr_rebuilt": after}
        return {"val_psnr_in": self._psnr(self._shown), "val_psnr_out": after}

    def write_samples(self, network: nn.Module, path: Path) -> None:
        """A sheet of what is shown, what comes out and what is wanted, one picture a row."""
        rows = [
            np.concatenate([self._shown[i], self._run(network, i), self._wanted[i]], axis=1)
            for i in range(min(SHEET_ROWS, len(self._shown)))
        ]
        save_image(Image(np.concatenate(rows)), path, overwrite=True)

    def _run(self, network: nn.Module, i: int) -> np.ndarray:
        shown = self._shown[i]
        if self._recipe.task is Task.TRANSLATE:
            shown = np.concatenate([shown, self._holes[i]], axis=2)
        with torch.inference_mode():
            tensor = torch.from_numpy(shown.transpose(2, 0, 1)[None].copy()).to(self._device)
            return np.asarray(network(tensor)[0].cpu().numpy().transpose(1, 2, 0))

    def _psnr(self, pictures: Sequence[np.ndarray]) -> float:
        pairs = zip(pictures, self._wanted, strict=True)
        return float(np.mean([cv2.PSNR(candidate, wanted, 1.0) for candidate, wanted in pairs]))
