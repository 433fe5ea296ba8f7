"""The generators against the distortions of paper 0, and the pretraining they share."""

from dataclasses import replace
from typing import Any

from restorer_app.distortions import Distortion
from restorer_app.registry.catalog import Task
from restorer_app.training.recipe import Recipe
from restorer_app.training.recipes.fine_tuning import DEBLURRING, FAIR_TO_MILD, NETWORK, fine_tuning

_GUIDED_DEBLURRING: dict[str, Any] = {
    **DEBLURRING,
    "architecture": "guided_unet",
    # As large as the crops from which the spectrum of a whole picture is taken.
    "crop_px": 128,
    "regions_per_step": 5,
    "crops_per_region": 1,
}
_DECONVOLVING: dict[str, Any] = {
    **DEBLURRING,
    "architecture": "deconvolving_unet",
    # Four crops' worth of spectrum: the network shall be told about as well as it will be.
    "region_px": 304,
    "crop_px": 256,
    "regions_per_step": 2,
    "crops_per_region": 1,
    "frozen": ("estimator.",),
}
_WHOLE_PICTURE: dict[str, Any] = {
    # Palettes, bit budgets and edge maps are made for a whole picture: a small region would have
    # its own, and be spared.
    "regions_per_step": 2,
    "crops_per_region": 8,
    "region_px": 384,
}
_PALETTES: dict[str, Any] = {
    **_WHOLE_PICTURE,
    **FAIR_TO_MILD,
    # What a palette leaves out is to be guessed from far around.
    "region_px": 512,
    "crops_per_region": 6,
    "crop_px": 96,
}
_WAVELETS: dict[str, Any] = {
    "architecture": "wavelet_unet",
    "start_from": "jpeg",
    "pixel_weight": 0.0,
    "decibel_weight": 3e-3,
    # Bit budgets are made for a whole picture. Ripples of the coarse wavelets are wider than a
    # small crop, and the spectrum of a picture is taken from crops of 128 px.
    "regions_per_step": 2,
    "crops_per_region": 4,
    "region_px": 512,
    "crop_px": 128,
    "crop_grid_px": 16,
}
_NOISE: dict[str, Any] = {"start_from": "white_noise", "peak_lr": 5e-4}

_MOTION_BASE = replace(
    fine_tuning(Distortion.MOTION_BLUR, **_GUIDED_DEBLURRING),
    name="motion_blur-base",
    title="Motion blur before it is told the line",
    distortion=None,
    task=Task.PRETRAINED,
)

GENERATORS = (
    Recipe(
        name="mixed",
        title="Shared pretraining",
        task=Task.PRETRAINED,
        architecture="residual_unet",
        hyper_parameters=NETWORK,
        degradation="mixed",
        regions_per_step=6,
        crops_per_region=3,
        region_px=144,
    ),
    Recipe(
        name="channel_denoiser",
        title="Grey denoiser",
        task=Task.DEGRADE,
        architecture="channel_denoiser",
        hyper_parameters={"width": 32, "depth": 10},
        degradation="white_noise",
    ),
    fine_tuning(Distortion.WHITE_NOISE, **FAIR_TO_MILD),
    fine_tuning(Distortion.COLOR_COMPONENT_NOISE, **_NOISE),
    fine_tuning(Distortion.MULTIPLICATIVE_NOISE, **_NOISE),
    fine_tuning(Distortion.IMPULSE_NOISE, **_NOISE),
    fine_tuning(Distortion.JPEG, **FAIR_TO_MILD),
    fine_tuning(Distortion.JPEG2000, **_WAVELETS),
    fine_tuning(Distortion.COLOR_QUANTIZATION, **_PALETTES),
    fine_tuning(Distortion.COLOR_SHIFT, **_WHOLE_PICTURE),
    fine_tuning(Distortion.DENOISE_ARTIFACTS),
    fine_tuning(
        Distortion.GAUSSIAN_BLUR,
        **_DECONVOLVING,
        **FAIR_TO_MILD,
        hyper_parameters={**NETWORK, "blur": "gaussian"},
    ),
    fine_tuning(Distortion.LENS_BLUR, **{**_GUIDED_DEBLURRING, "start_from": "gaussian_blur"}),
    _MOTION_BASE,
    fine_tuning(Distortion.MOTION_BLUR, **{**_DECONVOLVING, "start_from": _MOTION_BASE.name}),
    fine_tuning(Distortion.JITTER, **FAIR_TO_MILD, region_px=160, crops_per_region=1, crop_px=96),
    fine_tuning(
        Distortion.COLOR_BLOCK,
        region_px=160,
        regions_per_step=4,
        crop_px=96,
        underlying_share=0.5,
    ),
)
