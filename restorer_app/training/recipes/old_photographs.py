"""Old photographs: what finds and fills damage, takes away grain and brings back tones."""

from typing import Any

from restorer_app.distortions import Distortion
from restorer_app.registry.catalog import Task
from restorer_app.training.recipe import Recipe
from restorer_app.training.recipes.fine_tuning import FAIR_TO_MILD, NETWORK, fine_tuning

_ON_SURFACES: dict[str, Any] = {
    "distortion": Distortion.SCRATCHES,
    "hyper_parameters": NETWORK,
    "regions_per_step": 6,
    "crops_per_region": 1,
    "warmup_steps": 100,
}
OLD_PHOTOGRAPHS = (
    Recipe(
        name="scratches-finder",
        title="Finding damage of the surface",
        task=Task.FIND,
        architecture="damage_net",
        degradation="ageing",
        start_from="mixed",
        peak_lr=5e-4,
        kept_share=0.5,
        region_px=160,
        crop_px=128,
        **_ON_SURFACES,
    ),
    Recipe(
        name="scratches",
        title=Distortion.SCRATCHES.label,
        task=Task.FILL,
        architecture="filling_unet",
        degradation="holes",
        start_from="color_block",
        region_px=192,
        crop_px=144,
        clip_norm=5.0,
        **FAIR_TO_MILD,
        **_ON_SURFACES,
    ),
    fine_tuning(
        Distortion.FADING,
        architecture="tone_net",
        hyper_parameters={"widths": [16, 32, 64]},
        start_from="",
        # The whole picture tells what has become of its tones, and much of it has to be seen.
        scale=0.125,
        regions_per_step=24,
        crops_per_region=1,
        region_px=64,
        crop_px=64,
        grey_share=0.4,
        # What is meant to be pale or even was never a photograph that has faded.
        drawn_share=0.15,
        # Pictures that have kept their tones count as much as those that have lost them.
        **FAIR_TO_MILD,
        peak_lr=2e-3,
    ),
    fine_tuning(
        Distortion.GRAIN,
        **FAIR_TO_MILD,
        # Screens and the relief of papers repeat every few pixels: wide crops show that they do.
        regions_per_step=8,
        crops_per_region=1,
        region_px=128,
        crop_px=96,
        grey_share=0.5,
        faded_share=0.4,
    ),
)
