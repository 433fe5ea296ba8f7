"""Which lesson a recipe stands for: what it learns from, by its kind."""

from dataclasses import dataclass, replace
from pathlib import Path

import torch

from restorer_app.errors import PlanError
from restorer_app.registry.catalog import Catalog
from restorer_app.texts import Text
from restorer_app.training.lesson import Lesson, Objective
from restorer_app.training.objectives import PhotoObjective, face_identity, perceptual_distance
from restorer_app.training.parts import Parts
from restorer_app.training.photographs.batches import Batches
from restorer_app.training.photographs.files import old_paths, photo_paths
from restorer_app.training.photographs.translation import LATENT_TASKS, LatentObjective
from restorer_app.training.photographs.validation import make_validation
from restorer_app.training.recipe import AnyRecipe, ClickRecipe, EchoRecipe, Recipe, SoundRecipe
from restorer_app.training.sound.batches import SoundBatches, masking_objective
from restorer_app.training.sound.clicks import ClickBatches, ClickValidation, click_loss
from restorer_app.training.sound.echo_pictures import EchoPictures, EchoValidation
from restorer_app.training.sound.files import ReadSound, SoundFiles, find_sound
from restorer_app.training.sound.validation import SoundValidation


@dataclass(frozen=True)
class Sources:
    """All that a lesson may be made from."""

    data: Path
    perceptual: Path | None
    """Weights of a network that recognises things, for recipes that compare pictures with it."""
    shapes: Path | None
    """Pictures of real damage, for recipes of old photographs."""
    old: Path | None
    """Real old photographs, for those that learn from them."""
    read_sound: ReadSound | None
    """What decodes recordings, for recipes of sound."""
    catalog: Catalog
    workers: int
    is_smoke: bool


def make_lesson(recipe: AnyRecipe, sources: Sources, device: torch.device) -> Lesson:
    """Raises PlanError where `sources` lack what the recipe needs, MediaError for empty folders."""
    if isinstance(recipe, SoundRecipe):
        return _masking_lesson(recipe, sources, device)
    if isinstance(recipe, ClickRecipe):
        return _click_lesson(recipe, sources, device)
    assert isinstance(recipe, Recipe)
    if sources.is_smoke:
        recipe = _judged_by_none(recipe, sources)
    if isinstance(recipe, EchoRecipe):
        return _echo_lesson(recipe, sources, device)
    return _photo_lesson(recipe, sources, device)


def _photo_lesson(recipe: Recipe, sources: Sources, device: torch.device) -> Lesson:
    train_paths, val_paths = photo_paths(sources.data)
    old = old_paths(sources.old) if recipe.alignment_weight else []
    val_paths = val_paths[:2] if sources.is_smoke else val_paths
    parts = Parts(recipe, train_paths, sources.catalog, sources.workers, is_smoke=sources.is_smoke)
    return Lesson(
        batches=Batches(recipe, train_paths, sources.catalog, sources.shapes, old),
        loss=_photo_objective(recipe, sources, device),
        validation=make_validation(recipe, val_paths, device, sources.shapes),
        material=f"{len(train_paths)} photographs" + (f", {len(old)} old ones" if old else ""),
        train_first=parts.train_first,
        train_last=parts.train_last,
    )


def _judged_by_none(recipe: Recipe, sources: Sources) -> Recipe:
    """`recipe` without the networks that a smoke run lacks."""
    recipe = replace(recipe, identity_weight=0.0)
    return recipe if sources.perceptual else replace(recipe, perceptual_weight=0.0)


def _photo_objective(recipe: Recipe, sources: Sources, device: torch.device) -> Objective:
    perceptual = perceptual_distance(recipe, device, sources.perceptual)
    if recipe.task in LATENT_TASKS:
        return LatentObjective(recipe, device, perceptual)
    return PhotoObjective(
        recipe, device, perceptual, face_identity(recipe, device, sources.catalog)
    )


def _masking_lesson(recipe: SoundRecipe, sources: Sources, device: torch.device) -> Lesson:
    files, read = _sound_of(recipe, sources)
    return Lesson(
        batches=SoundBatches(recipe, files, read),
        loss=masking_objective(device),
        validation=SoundValidation(recipe, files, read, device),
        material=f"{len(files.train)} recordings of speech, {len(files.noises)} of noise, "
        f"{len(files.music)} of music",
    )


def _click_lesson(recipe: ClickRecipe, sources: Sources, device: torch.device) -> Lesson:
    files, read = _sound_of(recipe, sources)
    return Lesson(
        batches=ClickBatches(recipe, files, read),
        loss=click_loss,
        validation=ClickValidation(recipe, files, read, device),
        material=f"{len(files.train)} recordings of speech, {len(files.music)} of music",
    )


def _echo_lesson(recipe: EchoRecipe, sources: Sources, device: torch.device) -> Lesson:
    files, read = _sound_of(recipe, sources)
    return Lesson(
        batches=EchoPictures(recipe, files.train, read),
        loss=_photo_objective(recipe, sources, device),
        validation=EchoValidation(files.val, read, device),
        material=f"{len(files.train)} recordings of speech",
    )


def _sound_of(recipe: AnyRecipe, sources: Sources) -> tuple[SoundFiles, ReadSound]:
    if sources.read_sound is None:
        raise PlanError(
            Text(f"{recipe.name}: this training needs a decoder of recordings; name one to read by")
        )
    files = find_sound(sources.data)
    if sources.is_smoke:
        files = replace(files, train=files.train[:8], val=files.val[:2])
    return files, sources.read_sound
