"""What a training on photographs minimises, by what its network is for."""

from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from restorer_app.errors import PlanError, WeightsError
from restorer_app.registry.catalog import Catalog, Task
from restorer_app.registry.devices import Device
from restorer_app.registry.loader import load_network
from restorer_app.texts import Text
from restorer_app.training.adversarial import Critic
from restorer_app.training.checkpoint import TrainingState
from restorer_app.training.losses import (
    contrastive_loss,
    damage_loss,
    diagnosis_loss,
    filling_loss,
    identity_loss,
    restoration_loss,
)
from restorer_app.training.perceptual import PerceptualDistance, cut_at_random
from restorer_app.training.recipe import Recipe


@dataclass(frozen=True)
class PhotoObjective:
    """The loss of a recipe's network on one batch of `photographs.batches.Batches`."""

    recipe: Recipe
    device: torch.device
    perceptual: PerceptualDistance | None = None
    """Where the recipe wants it."""
    identity: nn.Module | None = None
    """What knows faces again, where the recipe wants faces to stay who they are."""

    def __call__(self, state: TrainingState, batch: list[Tensor]) -> Tensor:
        recipe, network = self.recipe, state.network
        if recipe.task is Task.DIAGNOSE:
            crops, presence, severity = batch
            with autocast(self.device):
                logits, predicted = network(crops)
            return diagnosis_loss(logits.float(), predicted.float(), presence, severity)
        if recipe.task is Task.CLASSIFY:
            pictures, labels = batch
            with autocast(self.device):
                logits = network(pictures)
            return nn.functional.cross_entropy(logits.float(), labels)
        if recipe.task is Task.FIND:
            aged, mask = batch
            with autocast(self.device):
                logits = network(aged.contiguous(memory_format=torch.channels_last))
            return damage_loss(logits.float(), mask)
        if recipe.task is Task.FILL:
            holed, whole = batch
            with autocast(self.device):
                filled = network(holed.contiguous(memory_format=torch.channels_last))
            return filling_loss(
                filled.float(),
                whole,
                holed[:, 3:],
                pixel_weight=recipe.pixel_weight,
                decibel_weight=recipe.decibel_weight,
            )
        if recipe.task is Task.EMBED:
            with autocast(self.device):
                vectors = network(torch.cat(batch))
            return contrastive_loss(*vectors.float().chunk(2))
        degraded, clean = batch
        with autocast(self.device):
            restored = network(degraded.contiguous(memory_format=torch.channels_last))
        return self._loss_of_pictures(state, restored.float(), clean)

    def _loss_of_pictures(self, state: TrainingState, restored: Tensor, clean: Tensor) -> Tensor:
        recipe = self.recipe
        loss = restoration_loss(
            restored,
            clean,
            fft_weight=recipe.fft_weight,
            pixel_weight=recipe.pixel_weight,
            decibel_weight=recipe.decibel_weight,
            crops_per_picture=recipe.crops_per_region,
        )
        if self.identity:
            loss = loss + recipe.identity_weight * identity_loss(self.identity, restored, clean)
        is_ours = recipe.task is not Task.COMPARE  # a paper's network keeps the paper's losses
        if is_ours:
            restored, clean = cut_at_random(restored, clean)
        if self.perceptual:
            distance = self.perceptual.of_reduced if is_ours else self.perceptual
            loss = loss + recipe.perceptual_weight * distance(restored, clean)
        if isinstance(state.critic, Critic):
            for _ in range(recipe.critic_steps):
                state.critic.learn(clean, restored)
            loss = loss + recipe.adversarial_weight * state.critic.blame(restored)
        return loss


def perceptual_distance(
    recipe: Recipe, device: torch.device, weights: Path | None
) -> PerceptualDistance | None:
    """`weights`: of a recognising network; PlanError where they are missing for the recipe."""
    if not recipe.perceptual_weight:
        return None
    if weights is None:
        raise PlanError(
            Text(
                f"{recipe.name}: this training compares pictures with a recognising network; name "
                "its weights with --perceptual"
            )
        )
    return PerceptualDistance(weights).to(device)


def face_identity(recipe: Recipe, device: torch.device, catalog: Catalog) -> nn.Module | None:
    """The released network that knows faces again; WeightsError where the recipe lacks it."""
    if not recipe.identity_weight:
        return None
    entry = catalog.face_embedding()
    if entry is None:
        raise WeightsError(
            Text(f"{recipe.name}: no model knows faces again; train 'face-embedding' first")
        )
    return load_network(entry, Device(device, torch.float32)).network.requires_grad_(False)


def autocast(device: torch.device) -> torch.autocast | nullcontext[None]:
    """Mixed precision, where the device has a bfloat16 that pays."""
    if device.type == "mps":
        return nullcontext()
    return torch.autocast(device.type, dtype=torch.bfloat16)
