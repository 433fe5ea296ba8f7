"""The training loop, in the order things happen. Needs no Qt, typer or soundfile."""

import itertools
import json
import math
import time
from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from torch import Tensor, nn

from restorer_app.architectures import ARCHITECTURES
from restorer_app.architectures.deblurgan import PatchCritic
from restorer_app.errors import OutputError, PlanError, WeightsError
from restorer_app.paths import shipped_models_dir
from restorer_app.progress import Cancelled, OnProgress, Progress, ignore_progress
from restorer_app.registry.allocator import keep_freed_blocks
from restorer_app.registry.catalog import Catalog, Task, read_catalog
from restorer_app.registry.devices import choose_device
from restorer_app.registry.weights import read_weights
from restorer_app.texts import Text
from restorer_app.training.adversarial import Critic
from restorer_app.training.checkpoint import TrainingState, load_checkpoint, save_checkpoint
from restorer_app.training.damage import DamageValidation
from restorer_app.training.datasets import Batch, Batches, batches_from, photo_paths
from restorer_app.training.faces import EmbeddingValidation
from restorer_app.training.losses import (
    contrastive_loss,
    damage_loss,
    diagnosis_loss,
    filling_loss,
    restoration_loss,
)
from restorer_app.training.parts import SMOKE_STEPS, Parts
from restorer_app.training.perceptual import PerceptualDistance, cut_at_random
from restorer_app.training.recipes import RECIPES, Recipe
from restorer_app.training.release import write_model_folder
from restorer_app.training.validation import Validation, make_validation

CHECKPOINT_FILE = "checkpoint.pt"
LOG_FILE = "log.jsonl"
LOG_EVERY = 50
VALIDATE_EVERY = 1000


@dataclass(frozen=True)
class Run:
    """Where and how long one training goes; `minutes` or `steps` is its end."""

    recipe: Recipe
    folder: Path
    device: torch.device
    minutes: float | None
    steps: int
    workers: int
    perceptual: PerceptualDistance | None = None
    """Where the recipe wants it."""
    starts_fresh: bool = False
    """Smoke runs need no weights: they skip the recipe's `start_from`, and its traces too."""

    @property
    def catalog(self) -> Catalog:
        """Models to start from: this training's own output goes before the shipped ones."""
        return read_catalog([self.folder.parent, shipped_models_dir()])

    def share_done(self, state: TrainingState) -> float:
        """0..1: what the learning rate follows and what ends the run."""
        if self.minutes is not None:
            return state.elapsed_s / (60 * self.minutes)
        return state.step / self.steps


def train_recipe(
    name: str,
    data: Path,
    out: Path,
    *,
    minutes: float | None = None,
    steps: int | None = None,
    device: str = "auto",
    resume: bool = False,
    smoke: bool = False,
    perceptual: Path | None = None,
    shapes: Path | None = None,
    on_progress: OnProgress = ignore_progress,
) -> Path:
    """Train the recipe `name` on the photographs in `data`; returns the model folder in `out`.

    Ends after `minutes` of training or `steps` steps (default: the recipe's). `smoke` trains 20
    steps on tiny batches from a fresh start, without any other model. `perceptual`: the weights of
    the recognising network that some recipes compare pictures with. `shapes`: pictures of real
    damage, white where it is, for recipes of old photographs. Checkpoint, log and sample pictures
    lie in `out/<name>-run`; a training that `on_progress` stops by Cancelled can be
    resumed. Raises PlanError for an unknown recipe or an end that is none, MediaError for a folder
    without photographs, WeightsError for a missing start or checkpoint, OutputError when the loss
    is lost.
    """
    if name not in RECIPES:
        raise PlanError(Text(f"there is no recipe '{name}'; known are: {', '.join(RECIPES)}"))
    if (minutes is not None and minutes <= 0) or (steps is not None and steps < 1):
        raise PlanError(Text(f"{name}: a training needs more than 0 minutes and at least 1 step"))
    recipe = RECIPES[name]
    if smoke:
        recipe = replace(
            recipe, regions_per_step=2, crops_per_region=2, warmup_steps=2, trace_share=0.0
        )
        if perceptual is None:
            recipe = replace(recipe, perceptual_weight=0.0)
        steps, minutes = SMOKE_STEPS, None
    torch_device = choose_device(device).torch_device
    run = Run(
        recipe=recipe,
        folder=out / f"{name}-run",
        device=torch_device,
        minutes=minutes,
        steps=recipe.steps if steps is None else steps,
        workers=0 if smoke else _worker_count(torch_device),
        perceptual=_perceptual_distance(recipe, perceptual, torch_device),
        starts_fresh=smoke,
    )
    run.folder.mkdir(parents=True, exist_ok=True)
    keep_freed_blocks()
    train_paths, val_paths = photo_paths(data)
    val_paths = val_paths[:2] if smoke else val_paths
    validation = make_validation(recipe, val_paths, torch_device, shapes)
    state = _start(run, resume=resume)
    parts = Parts(recipe, train_paths, run.catalog, run.workers, is_smoke=smoke)
    if not resume:
        parts.train_first(state.network)
        state.ema = _copy_of_weights(state.network)
    _loop(run, state, Batches(recipe, train_paths, run.catalog, shapes), validation, on_progress)
    network = _network_of(recipe, state.ema, torch_device)
    parts.train_last(network)
    state.ema.update(network.state_dict())
    score = validation.score(network)
    return write_model_folder(
        out / name, recipe, state, score, training_data=len(train_paths), device=torch_device
    )


def _perceptual_distance(
    recipe: Recipe, weights: Path | None, device: torch.device
) -> PerceptualDistance | None:
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


def _worker_count(device: torch.device) -> int:
    """One process beside a CPU training; on a GPU machine as many as feed it."""
    return 1 if device.type == "cpu" else max(1, torch.get_num_threads() - 1)


def _start(run: Run, *, resume: bool) -> TrainingState:
    torch.manual_seed(run.recipe.seed)
    network = ARCHITECTURES[run.recipe.architecture](**run.recipe.hyper_parameters)
    if run.recipe.start_from and not run.starts_fresh:
        _load_shared(network, _start_weights(run), run.recipe)
    for name, parameter in network.named_parameters():
        parameter.requires_grad_(not name.startswith(run.recipe.frozen))
    network.to(run.device).to(memory_format=torch.channels_last)
    optimizer = torch.optim.AdamW(
        [parameter for parameter in network.parameters() if parameter.requires_grad],
        run.recipe.peak_lr,
        betas=(0.9, 0.99),
        weight_decay=0,
    )
    critic = None
    if run.recipe.adversarial_weight:
        critic = Critic(PatchCritic(run.recipe.critic_width).to(run.device), run.recipe.peak_lr)
    state = TrainingState(network, optimizer, _copy_of_weights(network), critic)
    if resume:
        load_checkpoint(state, run.folder / CHECKPOINT_FILE)
    else:
        (run.folder / LOG_FILE).unlink(missing_ok=True)
    return state


def _copy_of_weights(network: nn.Module) -> dict[str, Tensor]:
    return {key: value.detach().clone() for key, value in network.state_dict().items()}


def _load_shared(network: nn.Module, weights: dict[str, Tensor], recipe: Recipe) -> None:
    """Take over the weights that both networks have. Raises WeightsError for none."""
    own = network.state_dict()
    shared = {
        name: value
        for name, value in weights.items()
        if name in own and value.shape == own[name].shape
    }
    if not shared:
        raise WeightsError(
            Text(
                f"{recipe.name}: '{recipe.start_from}' shares no weights with its architecture; "
                "let the recipe start from another model"
            )
        )
    network.load_state_dict({**own, **shared})


def _start_weights(run: Run) -> dict[str, Tensor]:
    weights = read_weights(run.catalog.get(run.recipe.start_from))
    return {key: value.float() for key, value in weights.items()}


def _loop(
    run: Run,
    state: TrainingState,
    dataset: Batches,
    validation: Validation | DamageValidation | EmbeddingValidation,
    on_progress: OnProgress,
) -> None:
    started_s = time.monotonic() - state.elapsed_s
    last_step = run.steps if run.minutes is None else None
    steps: Iterable[int] = (
        range(state.step, last_step) if last_step is not None else itertools.count(state.step)
    )
    checkpoint = run.folder / CHECKPOINT_FILE
    for batch in batches_from(dataset, steps, workers=run.workers):
        if run.share_done(state) >= 1:
            break
        learning_rate = _set_learning_rate(run, state)
        loss = _update(run, state, batch)
        state.step += 1
        state.elapsed_s = time.monotonic() - started_s
        if state.step % LOG_EVERY == 0 or run.share_done(state) >= 1:
            _log(run, state, loss=_sound(loss, run, state), learning_rate=learning_rate)
            try:
                on_progress(Progress(f"step {state.step}", min(1.0, run.share_done(state))))
            except Cancelled:
                save_checkpoint(state, checkpoint)
                raise
        if state.step % VALIDATE_EVERY == 0:
            ema_network = _network_of(run.recipe, state.ema, run.device)
            _log(run, state, **validation.score(ema_network))
            validation.write_samples(ema_network, run.folder / f"samples-{state.step:06d}.png")
            save_checkpoint(state, checkpoint)
            state.elapsed_s = time.monotonic() - started_s
    save_checkpoint(state, checkpoint)


def _set_learning_rate(run: Run, state: TrainingState) -> float:
    """Linear warm-up, then a cosine from the recipe's peak to its final rate."""
    recipe = run.recipe
    warm = min(1.0, (state.step + 1) / recipe.warmup_steps)
    cosine = 0.5 * (1 + math.cos(math.pi * min(1.0, run.share_done(state))))
    rate = warm * (recipe.final_lr + (recipe.peak_lr - recipe.final_lr) * cosine)
    for group in state.optimizer.param_groups:
        group["lr"] = rate
    return rate


def _update(run: Run, state: TrainingState, batch: Batch) -> Tensor:
    """One step of gradient descent and of the moving average; returns the loss."""
    state.network.train()
    loss = _loss(run, state, [part.to(run.device, non_blocking=True) for part in batch])
    state.optimizer.zero_grad(set_to_none=True)
    loss.backward()
    nn.utils.clip_grad_norm_(state.network.parameters(), run.recipe.clip_norm)
    state.optimizer.step()
    with torch.no_grad():
        for key, value in state.network.state_dict().items():
            if value.is_floating_point():
                state.ema[key].lerp_(value, 1 - run.recipe.ema_decay)
            else:
                state.ema[key].copy_(value)
    return loss.detach()


def _loss(run: Run, state: TrainingState, batch: list[Tensor]) -> Tensor:
    if run.recipe.task is Task.DIAGNOSE:
        crops, presence, severity = batch
        with _autocast(run.device):
            logits, predicted = state.network(crops)
        return diagnosis_loss(logits.float(), predicted.float(), presence, severity)
    if run.recipe.task is Task.CLASSIFY:
        pictures, labels = batch
        with _autocast(run.device):
            logits = state.network(pictures)
        return nn.functional.cross_entropy(logits.float(), labels)
    if run.recipe.task is Task.FIND:
        aged, mask = batch
        with _autocast(run.device):
            logits = state.network(aged.contiguous(memory_format=torch.channels_last))
        return damage_loss(logits.float(), mask)
    if run.recipe.task is Task.FILL:
        holed, whole = batch
        with _autocast(run.device):
            filled = state.network(holed.contiguous(memory_format=torch.channels_last))
        return filling_loss(
            filled.float(),
            whole,
            holed[:, 3:],
            pixel_weight=run.recipe.pixel_weight,
            decibel_weight=run.recipe.decibel_weight,
        )
    if run.recipe.task is Task.EMBED:
        with _autocast(run.device):
            vectors = state.network(torch.cat(batch))
        return contrastive_loss(*vectors.float().chunk(2))
    degraded, clean = batch
    with _autocast(run.device):
        restored = state.network(degraded.contiguous(memory_format=torch.channels_last))
    return _loss_of_pictures(run, state, restored.float(), clean)


def _loss_of_pictures(run: Run, state: TrainingState, restored: Tensor, clean: Tensor) -> Tensor:
    recipe = run.recipe
    loss = restoration_loss(
        restored,
        clean,
        fft_weight=recipe.fft_weight,
        pixel_weight=recipe.pixel_weight,
        decibel_weight=recipe.decibel_weight,
        crops_per_picture=recipe.crops_per_region,
    )
    is_ours = recipe.task is not Task.COMPARE  # a paper's network keeps the paper's losses
    if is_ours:
        restored, clean = cut_at_random(restored, clean)
    if run.perceptual:
        distance = run.perceptual.of_reduced if is_ours else run.perceptual
        loss = loss + recipe.perceptual_weight * distance(restored, clean)
    if state.critic:
        for _ in range(recipe.critic_steps):
            state.critic.learn(clean, restored)
        loss = loss + recipe.adversarial_weight * state.critic.blame(restored)
    return loss


def _autocast(device: torch.device) -> torch.autocast | nullcontext[None]:
    if device.type == "mps":
        return nullcontext()
    return torch.autocast(device.type, dtype=torch.bfloat16)


def _network_of(recipe: Recipe, weights: dict[str, Tensor], device: torch.device) -> nn.Module:
    network = ARCHITECTURES[recipe.architecture](**recipe.hyper_parameters)
    network.load_state_dict(weights)
    return network.eval().to(device).to(memory_format=torch.channels_last)


def _sound(loss: Tensor, run: Run, state: TrainingState) -> float:
    """The loss as a number; raises OutputError when it is none any more."""
    value = float(loss)
    if not math.isfinite(value):
        raise OutputError(
            Text(
                f"{run.recipe.name}: the training lost its way by step {state.step} (loss {value})"
                "; lower the recipe's learning rate, or resume from the last checkpoint"
            )
        )
    return value


def _log(run: Run, state: TrainingState, **values: float) -> None:
    line = {"step": state.step, "seconds": round(state.elapsed_s, 1), **values}
    with (run.folder / LOG_FILE).open("a", encoding="utf-8") as log:
        log.write(json.dumps(line) + "\n")
