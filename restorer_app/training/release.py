"""A finished training as a model folder: weights, model.toml, model card."""

import json
import platform
from pathlib import Path
from typing import Any

import torch

from restorer_app.registry.catalog import MODEL_FILE
from restorer_app.registry.weights import sha256_of, write_weights
from restorer_app.training.checkpoint import TrainingState
from restorer_app.training.recipes import Recipe

WEIGHTS_FILE = "weights.safetensors"
LICENCE = "MIT"
LIMITS_TO_FILL = "Not measured beyond the validation crops yet."


def write_model_folder(
    folder: Path,
    recipe: Recipe,
    state: TrainingState,
    score: dict[str, float],
    *,
    training_data: int,
    device: torch.device,
) -> Path:
    """Write the averaged weights with their description; returns `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    weights = folder / WEIGHTS_FILE
    write_weights(state.ema, weights)
    described = {
        "id": recipe.name,
        "title": recipe.title,
        "task": str(recipe.task),
        "medium": "photo",
        "distortion": str(recipe.distortion or ""),
        "architecture": recipe.architecture,
        "hyper_parameters": recipe.hyper_parameters,
        "file": WEIGHTS_FILE,
        "bytes": weights.stat().st_size,
        "sha256": sha256_of(weights),
        "urls": [],
        "licence": LICENCE,
        "training_data": [f"{training_data} photographs"],
        "recipe": recipe.name,
        "steps": state.step,
        "seed": recipe.seed,
        "metrics": {key: round(value, 4) for key, value in score.items()},
        "limits": LIMITS_TO_FILL,
    }
    (folder / MODEL_FILE).write_text(_toml(described), encoding="utf-8")
    card = folder / "README.md"
    card.write_text(_card(recipe, state, score, training_data, device), encoding="utf-8")
    return folder


def _toml(table: dict[str, Any]) -> str:
    """Plain values first, then the tables. JSON's strings, numbers and lists are TOML too."""
    lines = [_line(k, v) for k, v in table.items() if not isinstance(v, dict)]
    for name, values in table.items():
        if isinstance(values, dict):
            lines += ["", f"[{name}]", *(_line(k, v) for k, v in values.items())]
    return "\n".join(lines) + "\n"


def _line(key: str, value: Any) -> str:
    return f"{key} = {json.dumps(value, ensure_ascii=False)}"


def _card(
    recipe: Recipe,
    state: TrainingState,
    score: dict[str, float],
    training_data: int,
    device: torch.device,
) -> str:
    hours = state.elapsed_s / 3600
    numbers = "\n".join(f"| {key} | {value:.3f} |" for key, value in score.items())
    start = f"the weights of `{recipe.start_from}`" if recipe.start_from else "a random start"
    return f"""# {recipe.title} (`{recipe.name}`)

## What it does

{recipe.task.value} with `{recipe.architecture}` {recipe.hyper_parameters}.

## Training

From {start}: {state.step} steps in {hours:.2f} h on {device.type} ({platform.machine()}),
{training_data} photographs, degradation `{recipe.degradation}`, seed {recipe.seed}.

## Numbers

On held-out validation crops at the end of the training:

| measure | value |
|---|---|
{numbers}

## Limits

{LIMITS_TO_FILL}

## Licence

{LICENCE}, as the program.
"""
