"""The networks of paper 0 with its losses, and what they are measured beside (docs/adr/0012).

They are too large to be shipped.
"""

from dataclasses import replace
from typing import Any

from restorer_app.distortions import PAPER_DISTORTIONS, Distortion
from restorer_app.registry.catalog import Task
from restorer_app.training.recipe import Recipe
from restorer_app.training.recipes.fine_tuning import DEBLURRING, fine_tuning

DEBLURGAN_LOSSES: dict[str, Any] = {
    "peak_lr": 1e-4,
    "pixel_weight": 0.0,
    "perceptual_weight": 100.0,
    "adversarial_weight": 1.0,
    "critic_steps": 5,
    "clip_norm": 100.0,
}
"""And the learning rate that goes with them."""
_CLASSIFIER = Recipe(
    name="paper-0-classifier",
    title="Classifier of paper 0 on crops",
    task=Task.CLASSIFY,
    architecture="vgg16",
    hyper_parameters={"n_classes": len(PAPER_DISTORTIONS) + 1},
    degradation="one class",
    regions_per_step=8,
    crops_per_region=1,
    region_px=256,
    crop_px=224,
    peak_lr=1e-4,
    ema_decay=0.99,
    clip_norm=5.0,
)
PAPER_0 = (
    _CLASSIFIER,
    # The paper's protocol: the whole picture, resized to what the network takes.
    replace(
        _CLASSIFIER,
        name="paper-0-classifier-resized",
        title="Classifier of paper 0 on resized pictures",
        region_px=448,
        is_resized=True,
    ),
    Recipe(
        name="paper-0-gaussian_blur",
        title="Generator of paper 0 for Gaussian blur",
        task=Task.COMPARE,
        architecture="deblurgan",
        degradation="gaussian_blur",
        regions_per_step=2,
        crops_per_region=1,
        region_px=160,
        crop_px=128,
        **DEBLURGAN_LOSSES,
    ),
    replace(
        fine_tuning(Distortion.GAUSSIAN_BLUR, **DEBLURRING),
        name="paper-0-gaussian_blur-ours",
        title="Our generator for Gaussian blur without pretraining",
        start_from="",
        distortion=None,
        task=Task.COMPARE,
    ),
)
