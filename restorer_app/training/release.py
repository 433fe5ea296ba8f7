"""A finished training as a model folder: weights, model.toml, model card."""

import platform
from pathlib import Path

import torch

from restorer_app.registry.catalog import write_entry
from restorer_app.registry.weights import sha256_of, write_weights
from restorer_app.training.checkpoint import TrainingState
from restorer_app.training.recipe import AnyRecipe

WEIGHTS_FILE = "weights.safetensors"
LICENCE = "MIT"
LIMITS_TO_FILL = "Not measured beyond the validation yet."


def write_model_folder(
    folder: Path,
    recipe: AnyRecipe,
    state: TrainingState,
    score: dict[str, float],
    *,
    material: str,
    device: torch.device,
) -> Path:
    """Write the averaged weights with their description; returns `folder`.

    `material`: what was learnt from, such as '322 photographs'.
    """
    folder.mkdir(parents=True, exist_ok=True)
    weights = folder / WEIGHTS_FILE
    write_weights(state.ema, weights)
    described = {
        "id": recipe.name,
        "title": recipe.title,
        "task": str(recipe.task),
        "medium": str(recipe.medium),
        "distortion": str(recipe.distortion or ""),
        "architecture": recipe.architecture,
        "hyper_parameters": recipe.hyper_parameters,
        "file": WEIGHTS_FILE,
        "bytes": weights.stat().st_size,
        "sha256": sha256_of(weights),
        "urls": [],
        "licence": LICENCE,
        "training_data": [material],
        "recipe": recipe.name,
        "steps": state.step,
        "seed": recipe.seed,
        "metrics": {key: round(value, 4) for key, value in score.items()},
        "limits": LIMITS_TO_FILL,
    }
    write_entry(folder, described)
    card = folder / "README.md"
    card.write_text(_card(recipe, state, score, material, device), encoding="utf-8")
    return folder


def _card(
    recipe: AnyRecipe,
    state: TrainingState,
    score: dict[str, float],
    material: str,
    device: torch.device,
) -> str:
    hours = f"{state.elapsed_s / 3600:.2f} h on {device.type} ({platform.machine()})"
    numbers = "\n".join(f"| {key} | {value:.3f} |" for key, value in score.items())
    starts = [recipe.start_from] if recipe.start_from else [*recipe.parts_from.values()]
    start = " and ".join(f"the weights of `{each}`" for each in starts) or "a random start"
    course = f"From {start}: {state.step} steps in {hours}"
    if recipe.start_from == recipe.name:
        course = f"On from its own release: {state.step} steps in all, the last of them in {hours}"
    return f"""# {recipe.title} (`{recipe.name}`)

## What it does

{recipe.task.value} with `{recipe.architecture}` {recipe.hyper_parameters}.

## Training

{course},
{material}, degradation `{recipe.degradation}`, seed {recipe.seed}.

## Numbers

On what was held out for validation, at the end of the training:

| measure | value |
|---|---|
{numbers}

## Limits

{LIMITS_TO_FILL}

## Licence

{LICENCE}, as the program.
"""
