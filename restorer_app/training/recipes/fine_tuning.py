"""What most recipes of generators share: the network, what it starts from, and their settings."""

from typing import Any

from restorer_app.distortions import Distortion
from restorer_app.registry.catalog import Task
from restorer_app.training.recipe import Recipe

NETWORK = {"widths": [32, 64, 128, 256], "blocks": 1}
"""The U-Net that most models are, and others contain."""
FAIR_TO_MILD: dict[str, Any] = {
    # Half of the loss in decibels: of the mild ones more is to be had back than of the strong ones.
    "pixel_weight": 0.5,
    "decibel_weight": 1.5e-3,
}
DEBLURRING: dict[str, Any] = {
    # Crops have to be wide beside the kernels (up to 31 px), or they are mostly rim.
    "regions_per_step": 4,
    "region_px": 160,
    "crop_px": 96,
    "fft_weight": 0.05,
}


def fine_tuning(distortion: Distortion, **changes: Any) -> Recipe:
    """A fine-tuning for one distortion, of the shared pretraining if `changes` do not say else."""
    settings: dict[str, Any] = {
        "architecture": "residual_unet",
        "hyper_parameters": NETWORK,
        "start_from": "mixed",
        "peak_lr": 7e-4,
        "warmup_steps": 100,
        **changes,
    }
    return Recipe(
        name=str(distortion),
        title=distortion.label,
        task=Task.RESTORE,
        degradation=str(distortion),
        distortion=distortion,
        **settings,
    )
