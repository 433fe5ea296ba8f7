"""How a training is doing: the same degraded validation crops at every check, and sample sheets."""

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor, nn

from restorer_app.architectures.diagnosis import DiagnosisNet
from restorer_app.degradations.mixtures import mix
from restorer_app.distortions import PAPER_DISTORTIONS, Distortion
from restorer_app.media.image import Image, save_image
from restorer_app.registry.catalog import Task
from restorer_app.restoration.diagnose import look_at_crops
from restorer_app.training.photographs.classified import classified_view, strong_level
from restorer_app.training.photographs.damage import DamageValidation
from restorer_app.training.photographs.degraders import DEGRADERS
from restorer_app.training.photographs.faces import EmbeddingValidation
from restorer_app.training.photographs.files import load_photos, read_shapes
from restorer_app.training.photographs.translation import TranslationValidation
from restorer_app.training.recipe import Recipe

MAX_PHOTOS = 24
CROP_PX = 256
SHEET_ROWS = 4
DIAGNOSED_LEVELS = (4, 5)


def make_validation(
    recipe: Recipe, paths: Sequence[Path], device: torch.device, shapes: Path | None
) -> "Validation | DamageValidation | EmbeddingValidation | TranslationValidation":
    """What fits the recipe's task; `shapes` as for the training."""
    on_regions: dict[Task, type[DamageValidation | TranslationValidation]] = {
        Task.FIND: DamageValidation,
        Task.FILL: DamageValidation,
        Task.AUTOENCODE: TranslationValidation,
        Task.TRANSLATE: TranslationValidation,
    }
    if recipe.task in on_regions:
        photos = load_photos(paths[:MAX_PHOTOS], shortest_px=recipe.region_px)
        regions = [_centre(photo, recipe.region_px) for photo in photos]
        return on_regions[recipe.task](recipe, regions, device, read_shapes(shapes)[1])
    if recipe.task is Task.EMBED:
        photos = load_photos(paths, shortest_px=recipe.region_px)
        return EmbeddingValidation(recipe, photos, device)
    return Validation(recipe, paths, device)


class Validation:
    """Held-out crops, degraded once with fixed seeds."""

    def __init__(self, recipe: Recipe, paths: Sequence[Path], device: torch.device) -> None:
        self._recipe, self._device = recipe, device
        shortest_px = max(CROP_PX, 2 * recipe.crop_px, recipe.region_px)
        if recipe.task is Task.REFINE:
            shortest_px = recipe.region_px  # a face is whole, and not mirrored to be larger
        photos = load_photos(paths[:MAX_PHOTOS], shortest_px=shortest_px)
        if recipe.task is Task.DIAGNOSE:
            self._diagnosed = self._degrade_by_class(photos)
        elif recipe.task is Task.CLASSIFY:
            self._classified = [
                (self._degrade_to_class(photo, label, i), label)
                for i, photo in enumerate(photos)
                for label in range(len(PAPER_DISTORTIONS) + 1)
            ]
        else:
            self._clean = [_centre(photo, min(CROP_PX, *photo.shape[:2])) for photo in photos]
            self._degraded = [
                DEGRADERS[recipe.degradation](clean, np.random.default_rng((recipe.seed, i)))
                for i, clean in enumerate(self._clean)
            ]

    def score(self, network: nn.Module) -> dict[str, float]:
        """Generators: mean PSNR before and after, in dB. Diagnosis: shares that are right."""
        if self._recipe.task is Task.DIAGNOSE:
            return self._score_diagnosis(network)
        if self._recipe.task is Task.CLASSIFY:
            return self._score_classes(network)
        restored = [self._run(network, degraded) for degraded in self._degraded]
        return {
            "val_psnr_in": float(np.mean([_psnr(*p) for p in self._pairs(self._degraded)])),
            "val_psnr_out": float(np.mean([_psnr(*p) for p in self._pairs(restored)])),
        }

    def write_samples(self, network: nn.Module, path: Path) -> None:
        """A sheet of degraded, restored and clean crops side by side, one photograph a row."""
        if self._recipe.task in (Task.DIAGNOSE, Task.CLASSIFY):
            return
        rows = [
            np.concatenate([degraded, self._run(network, degraded), clean], axis=1)
            for clean, degraded in self._pairs(self._degraded)[:SHEET_ROWS]
        ]
        sheet = np.clip(np.concatenate(rows), 0, 1).astype(np.float32)
        save_image(Image(sheet), path, overwrite=True)

    def _pairs(self, candidates: list[np.ndarray]) -> list[tuple[np.ndarray, np.ndarray]]:
        return list(zip(self._clean, candidates, strict=True))

    def _run(self, network: nn.Module, pixels: np.ndarray) -> np.ndarray:
        with torch.inference_mode():
            tensor = torch.from_numpy(pixels.transpose(2, 0, 1)[None].copy()).to(self._device)
            return np.clip(network(tensor)[0].cpu().numpy().transpose(1, 2, 0), 0, 1)

    def _degrade_by_class(self, photos: list[np.ndarray]) -> list[tuple[Tensor, int]]:
        """Four crops of each photograph in each class, with the class number.

        The classes are the distortions, at level 4 or 5, and clean as the last.
        """
        diagnosed = []
        classes: list[Distortion | None] = [*PAPER_DISTORTIONS, None]
        for i, photo in enumerate(photos):
            region = _centre(photo, 2 * self._recipe.crop_px)
            for label, distortion in enumerate(classes):
                rng = np.random.default_rng((self._recipe.seed, i, label))
                level = DIAGNOSED_LEVELS[i % 2]
                levels = {} if distortion is None else {distortion: float(level)}
                diagnosed.append((self._quarters(mix(region, levels, rng).pixels), label))
        return diagnosed

    def _degrade_to_class(self, photo: np.ndarray, label: int, i: int) -> Tensor:
        rng = np.random.default_rng((self._recipe.seed, i, label))
        region = _centre(photo, self._recipe.region_px)
        pixels = mix(region, strong_level(label, rng), rng).pixels
        return torch.from_numpy(classified_view(pixels, self._recipe).transpose(2, 0, 1).copy())

    def _score_classes(self, network: nn.Module) -> dict[str, float]:
        with torch.inference_mode():
            said = [
                int(network(pixels[None].to(self._device)).argmax())
                for pixels, _ in self._classified
            ]
        right = [label == answer for (_, label), answer in zip(self._classified, said, strict=True)]
        return {"val_right_class": float(np.mean(right))}

    def _quarters(self, pixels: np.ndarray) -> Tensor:
        side = self._recipe.crop_px
        crops = [
            pixels[y : y + side, x : x + side].transpose(2, 0, 1)
            for y in (0, side)
            for x in (0, side)
        ]
        return torch.from_numpy(np.stack(crops).copy())

    def _score_diagnosis(self, network: nn.Module) -> dict[str, float]:
        assert isinstance(network, DiagnosisNet)
        right_first, right_clean = [], []
        with torch.inference_mode():
            for crops, label in self._diagnosed:
                pooled, _, spectrum = look_at_crops(network, crops.to(self._device))
                logits = network.judge_picture(pooled[None], spectrum[None])[0]
                if label == len(PAPER_DISTORTIONS):
                    right_clean.append(bool(logits[-1] > 0))
                else:
                    right_first.append(int(logits[:-1].argmax()) == label)
        return {
            "val_right_first": float(np.mean(right_first)),
            "val_called_clean": float(np.mean(right_clean)),
        }


def _centre(photo: np.ndarray, side: int) -> np.ndarray:
    y, x = ((size - side) // 2 for size in photo.shape[:2])
    return photo[y : y + side, x : x + side].astype(np.float32) / 255


def _psnr(reference: np.ndarray, candidate: np.ndarray) -> float:
    return float(cv2.PSNR(reference, candidate.astype(np.float32), 1.0))
