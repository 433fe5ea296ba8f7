"""How each released model is trained: one frozen dataclass per model, nothing hidden elsewhere."""

from dataclasses import dataclass, field, replace
from typing import Any

from restorer_app.distortions import Distortion
from restorer_app.registry.catalog import Task


@dataclass(frozen=True)
class Recipe:
    """Everything that decides a training run. `name` is the id of the model it makes."""

    name: str
    title: str
    task: Task
    architecture: str
    degradation: str
    """Which entry of `datasets.DEGRADERS` (generators) makes the input; unused for a diagnosis."""
    distortion: Distortion | None = None
    hyper_parameters: dict[str, Any] = field(default_factory=dict)
    start_from: str = ""
    """Id of the model whose weights the training starts with, as far as the two architectures
    share them; empty for a fresh start."""
    frozen: tuple[str, ...] = ()
    """Beginnings of the names of weights that stay as they start."""
    steps: int = 10_000
    regions_per_step: int = 8
    """Degraded regions per step; all crops of a region share one draw of the degradation."""
    crops_per_region: int = 2
    region_px: int = 128
    crop_px: int = 64
    peak_lr: float = 1e-3
    final_lr: float = 1e-6
    warmup_steps: int = 200
    ema_decay: float = 0.998
    clip_norm: float = 0.5
    fft_weight: float = 0.0
    """Weight of the L1 distance between spectra: sharpens what blur recipes restore."""
    trace_share: float = 0.0
    """Share of a diagnosis' pictures that were degraded and then restored by the generators, so
    that the loop does not fire on its own traces."""
    seed: int = 0


_GENERATOR = {"widths": [32, 64, 128, 256], "blocks": 1}


def _generator(distortion: Distortion, title: str, degradation: str, **changes: Any) -> Recipe:
    """A fine-tuning of the shared pretraining for one distortion."""
    settings: dict[str, Any] = {"peak_lr": 7e-4, "warmup_steps": 100, **changes}
    return Recipe(
        name=str(distortion),
        title=title,
        task=Task.RESTORE,
        architecture="residual_unet",
        hyper_parameters=_GENERATOR,
        degradation=degradation,
        distortion=distortion,
        start_from="mixed",
        **settings,
    )


_DIAGNOSIS = Recipe(
    name="diagnosis-base",
    title="Diagnosis before it has seen restored pictures",
    task=Task.DIAGNOSE,
    architecture="diagnosis_net",
    hyper_parameters={"n_distortions": len(Distortion), **_GENERATOR},
    degradation="diagnosis",
    start_from="mixed",
    # What the shared pretraining sees at full resolution serves as it is, and costs most to change.
    frozen=("head.", "encoder.0.", "down.0."),
    regions_per_step=32,
    crops_per_region=1,
    region_px=176,
    crop_px=128,
    peak_lr=7e-4,
    ema_decay=0.995,
    clip_norm=5.0,
)

_ALL = (
    Recipe(
        name="mixed",
        title="Shared pretraining",
        task=Task.PRETRAINED,
        architecture="residual_unet",
        hyper_parameters=_GENERATOR,
        degradation="mixed",
        regions_per_step=6,
        crops_per_region=3,
        region_px=144,
    ),
    _generator(Distortion.WHITE_NOISE, "Noise", "white_noise"),
    _generator(Distortion.JPEG, "JPEG", "jpeg"),
    _generator(Distortion.GAUSSIAN_BLUR, "Blur", "gaussian_blur", fft_weight=0.05),
    _generator(Distortion.MOTION_BLUR, "Motion blur", "motion_blur", fft_weight=0.05),
    _DIAGNOSIS,
    replace(
        _DIAGNOSIS,
        name="diagnosis",
        title="Diagnosis of photographs",
        start_from="diagnosis-base",
        trace_share=0.25,
        peak_lr=4e-4,
    ),
)

RECIPES = {recipe.name: recipe for recipe in _ALL}
