"""The training loop, in the order things happen. Needs no Qt, typer or soundfile."""

import itertools
import json
import math
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from torch import Tensor, nn

from restorer_app.architectures import ARCHITECTURES
from restorer_app.architectures.deblurgan import PatchCritic
from restorer_app.architectures.translation import LatentCritic
from restorer_app.errors import OutputError, PlanError, WeightsError
from restorer_app.paths import shipped_models_dir
from restorer_app.progress import Cancelled, OnProgress, Progress, ignore_progress
from restorer_app.registry.allocator import keep_freed_blocks
from restorer_app.registry.catalog import Catalog, read_catalog
from restorer_app.registry.devices import choose_device
from restorer_app.registry.weights import read_weights
from restorer_app.texts import Text
from restorer_app.training.adversarial import Critic, DomainCritic
from restorer_app.training.checkpoint import TrainingState, load_checkpoint, save_checkpoint
from restorer_app.training.lesson import Batch, Lesson
from restorer_app.training.lessons import Sources, make_lesson
from restorer_app.training.loading import batches_from
from restorer_app.training.parts import SMOKE_STEPS
from restorer_app.training.recipe import AnyRecipe, Recipe
from restorer_app.training.recipes import all_recipes
from restorer_app.training.release import write_model_folder
from restorer_app.training.sound.files import ReadSound

CHECKPOINT_FILE = "checkpoint.pt"
LOG_FILE = "log.jsonl"
LOG_EVERY = 50
VALIDATE_EVERY = 1000


@dataclass(frozen=True)
class Run:
    """Where and how long one training goes; `minutes` or `steps` is its end."""

    recipe: AnyRecipe
    folder: Path
    device: torch.device
    minutes: float | None
    steps: int
    workers: int
    first_step: int = 0
    """Steps that the released model had which this training goes on from."""
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
        return (state.step - self.first_step) / self.steps


def train_recipe(
    name: str,
    data: Path,
    out: Path,
    *,
    minutes: float | None = None,
    steps: int | None = None,
    device: str = "auto",
    resume: bool = False,
    further: bool = False,
    smoke: bool = False,
    perceptual: Path | None = None,
    shapes: Path | None = None,
    old: Path | None = None,
    read_sound: ReadSound | None = None,
    on_progress: OnProgress = ignore_progress,
) -> Path:
    """Train the recipe `name` on the files in `data`; returns the model folder in `out`.

    Ends after `minutes` of training or `steps` steps (default: the recipe's). `smoke` trains 20
    steps on tiny batches from a fresh start, without any other model. `further` goes on from the
    released model of this recipe, with batches that it has not seen. `perceptual`: the weights of
    the recognising network that some recipes compare pictures with. `shapes`: pictures of real
    damage, white where it is, and `old`: real old photographs, both for recipes of old photographs.
    `read_sound`: what decodes recordings, for recipes of sound. Checkpoint, log and sample pictures
    lie in `out/<name>-run`; a training that `on_progress` stops by Cancelled can be resumed. Raises
    PlanError for an unknown recipe, one that lacks what it needs or an end that is none, MediaError
    for a folder without anything to learn from, WeightsError for a missing start or checkpoint,
    OutputError when the loss is lost.
    """
    recipes = all_recipes()
    if name not in recipes:
        raise PlanError(Text(f"there is no recipe '{name}'; known are: {', '.join(recipes)}"))
    if (minutes is not None and minutes <= 0) or (steps is not None and steps < 1):
        raise PlanError(Text(f"{name}: a training needs more than 0 minutes and at least 1 step"))
    recipe = recipes[name]
    if further:
        recipe = replace(recipe, start_from=name)
    if smoke:
        recipe = recipe.tiny()
        steps, minutes = SMOKE_STEPS, None
    torch_device = choose_device(device).torch_device
    run = Run(
        recipe=recipe,
        folder=out / f"{name}-run",
        device=torch_device,
        minutes=minutes,
        steps=recipe.steps if steps is None else steps,
        workers=0 if smoke else _worker_count(torch_device),
        starts_fresh=smoke,
    )
    if further and not smoke:
        run = replace(run, first_step=run.catalog.get(name).steps)
    run.folder.mkdir(parents=True, exist_ok=True)
    keep_freed_blocks()
    sources = Sources(data, perceptual, shapes, old, read_sound, run.catalog, run.workers, smoke)
    lesson = make_lesson(recipe, sources, torch_device)
    state = _start(run, resume=resume)
    if not resume:
        lesson.train_first(state.network)
        state.ema = _copy_of_weights(state.network)
    _loop(run, state, lesson, on_progress)
    if further and not smoke:
        _keep_some_of(_weights_of(run, name), state.ema, recipe.kept_share)
    network = _network_of(recipe, state.ema, torch_device)
    lesson.train_last(network)
    state.ema.update(network.state_dict())
    score = lesson.validation.score(network)
    return write_model_folder(
        out / name, recipe, state, score, material=lesson.material, device=torch_device
    )


def _keep_some_of(released: dict[str, Tensor], weights: dict[str, Tensor], share: float) -> None:
    """Move `weights` towards those `released`, in place."""
    for key, value in weights.items():
        if value.is_floating_point():
            value.lerp_(released[key].to(value.device), share)


def _worker_count(device: torch.device) -> int:
    """One process beside a CPU training; on a GPU machine as many as feed it."""
    return 1 if device.type == "cpu" else max(1, torch.get_num_threads() - 1)


def _start(run: Run, *, resume: bool) -> TrainingState:
    torch.manual_seed(run.recipe.seed)
    network = ARCHITECTURES[run.recipe.architecture](**run.recipe.hyper_parameters)
    if run.recipe.start_from and not run.starts_fresh:
        _load_shared(network, _weights_of(run, run.recipe.start_from), run.recipe)
    if not run.starts_fresh:
        _load_parts(network, run)
    for name, parameter in network.named_parameters():
        parameter.requires_grad_(not name.startswith(run.recipe.frozen))
    network.to(run.device).to(memory_format=torch.channels_last)
    optimizer = torch.optim.AdamW(
        [parameter for parameter in network.parameters() if parameter.requires_grad],
        run.recipe.peak_lr,
        betas=(0.9, 0.99),
        weight_decay=0,
    )
    ema = _copy_of_weights(network)
    state = TrainingState(network, optimizer, ema, _critic_for(run), step=run.first_step)
    if resume:
        load_checkpoint(state, run.folder / CHECKPOINT_FILE)
    else:
        (run.folder / LOG_FILE).unlink(missing_ok=True)
    return state


def _critic_for(run: Run) -> Critic | DomainCritic | None:
    recipe = run.recipe
    if not isinstance(recipe, Recipe):
        return None
    if recipe.adversarial_weight:
        return Critic(PatchCritic(recipe.critic_width).to(run.device), recipe.peak_lr)
    if recipe.alignment_weight:
        network = LatentCritic(recipe.hyper_parameters["width"], recipe.critic_width)
        return DomainCritic(network.to(run.device), recipe.peak_lr)
    return None


def _copy_of_weights(network: nn.Module) -> dict[str, Tensor]:
    return {key: value.detach().clone() for key, value in network.state_dict().items()}


def _load_shared(network: nn.Module, weights: dict[str, Tensor], recipe: AnyRecipe) -> None:
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


def _load_parts(network: nn.Module, run: Run) -> None:
    """Take over the models that parts of the network are. Raises WeightsError where one differs."""
    for part, model_id in run.recipe.parts_from.items():
        try:
            network.get_submodule(part).load_state_dict(_weights_of(run, model_id))
        except RuntimeError as error:
            raise WeightsError(
                Text(
                    f"{run.recipe.name}: '{model_id}' has another size than its part; train it "
                    "again with this version"
                )
            ) from error


def _weights_of(run: Run, model_id: str) -> dict[str, Tensor]:
    weights = read_weights(run.catalog.get(model_id))
    return {key: value.float() for key, value in weights.items()}


def _loop(run: Run, state: TrainingState, lesson: Lesson, on_progress: OnProgress) -> None:
    started_s = time.monotonic() - state.elapsed_s
    last_step = run.first_step + run.steps if run.minutes is None else None
    steps: Iterable[int] = (
        range(state.step, last_step) if last_step is not None else itertools.count(state.step)
    )
    checkpoint = run.folder / CHECKPOINT_FILE
    for batch in batches_from(lesson.batches, steps, workers=run.workers):
        if run.share_done(state) >= 1:
            break
        learning_rate = _set_learning_rate(run, state)
        loss = _update(run, state, lesson, batch)
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
            _log(run, state, **lesson.validation.score(ema_network))
            lesson.validation.write_samples(
                ema_network, run.folder / f"samples-{state.step:06d}.png"
            )
            save_checkpoint(state, checkpoint)
            state.elapsed_s = time.monotonic() - started_s
    save_checkpoint(state, checkpoint)


def _set_learning_rate(run: Run, state: TrainingState) -> float:
    """Linear warm-up, then a cosine from the recipe's peak to its final rate."""
    recipe = run.recipe
    warm = min(1.0, (state.step - run.first_step + 1) / recipe.warmup_steps)
    cosine = 0.5 * (1 + math.cos(math.pi * min(1.0, run.share_done(state))))
    rate = warm * (recipe.final_lr + (recipe.peak_lr - recipe.final_lr) * cosine)
    for group in state.optimizer.param_groups:
        group["lr"] = rate
    return rate


def _update(run: Run, state: TrainingState, lesson: Lesson, batch: Batch) -> Tensor:
    """One step of gradient descent and of the moving average; returns the loss."""
    state.network.train()
    loss = lesson.loss(state, [part.to(run.device, non_blocking=True) for part in batch])
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


def _network_of(recipe: AnyRecipe, weights: dict[str, Tensor], device: torch.device) -> nn.Module:
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
