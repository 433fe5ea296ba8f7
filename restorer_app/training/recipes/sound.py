"""The networks for recordings.

Those of paper 0 are measured beside, not shipped, as for photographs (docs/adr/0012).
"""

from dataclasses import replace
from typing import Any

from restorer_app.distortions import Distortion
from restorer_app.registry.catalog import Task
from restorer_app.training.recipe import ClickRecipe, EchoRecipe, SoundRecipe
from restorer_app.training.recipes.fine_tuning import NETWORK
from restorer_app.training.recipes.paper_0 import DEBLURGAN_LOSSES


def _masking(distortion: Distortion, **changes: Any) -> SoundRecipe:
    settings: dict[str, Any] = {
        "hyper_parameters": {"width": 160, "layers": 2, "look_ahead": 3},
        "peak_lr": 2e-3,
        "warmup_steps": 100,
        "ema_decay": 0.995,
        **changes,
    }
    return SoundRecipe(
        name=str(distortion),
        title=distortion.label,
        task=Task.RESTORE,
        architecture="mask_net",
        degradation=str(distortion),
        distortion=distortion,
        **settings,
    )


_PAPER_0_PIXELS = EchoRecipe(
    name="paper-0-echo-pixels",
    title="Generator of paper 0 for echoes, by pixels",
    task=Task.COMPARE,
    architecture="deblurgan",
    degradation="echo",
    regions_per_step=1,
    crops_per_region=1,
    region_px=256,
    crop_px=256,
    # A step with all frequencies takes four times as long and hardly teaches more: three hours of
    # those, with DeblurGAN's dropout, ended below nine minutes of these (docs/adr/0012).
    n_rows=64,
    hyper_parameters={"dropout": 0.0},
    peak_lr=7e-4,
    clip_norm=100.0,
    warmup_steps=20,
    ema_decay=0.99,
)

SOUND = (
    _masking(Distortion.BACKGROUND_NOISE),
    # A room is told from a voice by how it dies away, which takes longer than a noise to hear.
    _masking(Distortion.REVERB, clip_s=3.0, clips_per_step=12),
    ClickRecipe(
        name="clicks-finder",
        title="Finding clicks and crackle",
        task=Task.FIND,
        distortion=Distortion.CLICKS,
        architecture="click_net",
        hyper_parameters={"width": 16},
        degradation="clicks",
        peak_lr=3e-3,
        warmup_steps=50,
        ema_decay=0.99,
        clip_norm=1.0,
    ),
    _PAPER_0_PIXELS,
    replace(
        _PAPER_0_PIXELS,
        name="paper-0-echo",
        title="Generator of paper 0 for echoes",
        start_from="paper-0-echo-pixels",
        n_rows=256,
        **DEBLURGAN_LOSSES,
    ),
    replace(
        _PAPER_0_PIXELS,
        name="paper-0-echo-ours",
        title="Our generator for echoes as in paper 0",
        architecture="residual_unet",
        hyper_parameters=NETWORK,
        n_rows=256,
        regions_per_step=2,
        peak_lr=1e-3,
        clip_norm=0.5,
    ),
)
