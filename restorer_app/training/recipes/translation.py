"""The paper's translation of old photographs (Wan et al., 2020; docs/adr/0023).

First both autoencoders, then what maps the latents of the one to those of the other.
"""

from dataclasses import replace

from restorer_app.distortions import Distortion
from restorer_app.registry.catalog import Task
from restorer_app.training.recipe import Recipe

_AUTOENCODER = Recipe(
    name="translation-old",
    title="Old photographs to latents and back",
    task=Task.AUTOENCODE,
    architecture="latent_autoencoder",
    hyper_parameters={"width": 32},
    degradation="ageing",
    regions_per_step=4,
    crops_per_region=1,
    region_px=192,
    crop_px=192,
    # The norms see tones as those of a whole picture, so a crop has to show much of one.
    scale=0.5,
    peak_lr=5e-4,
    clip_norm=5.0,
    # 10 of pictures in -1..1, as in the paper. The KL weight is that of UNIT (Liu et al., 2017):
    # the paper's 1 goes with adversarial and feature losses that weigh many times as much.
    pixel_weight=20.0,
    kl_weight=0.01,
    alignment_weight=1.0,
    critic_width=32,
)
TRANSLATION = (
    _AUTOENCODER,
    replace(
        _AUTOENCODER,
        name="translation-clean",
        title="Clean photographs to latents and back",
        degradation="nothing",
        start_from=_AUTOENCODER.name,
        alignment_weight=0.0,
        grey_share=0.5,
        peak_lr=3e-4,
    ),
    replace(
        _AUTOENCODER,
        name=str(Distortion.TRANSLATION),
        title=Distortion.TRANSLATION.label,
        task=Task.TRANSLATE,
        distortion=Distortion.TRANSLATION,
        architecture="photo_translation",
        # 5.8 MB; at the paper's widths it would be 106.
        hyper_parameters={"width": 32, "mapping_widths": [64, 96, 112], "blocks": 6},
        parts_from={"old": _AUTOENCODER.name, "clean": "translation-clean"},
        frozen=("old.", "clean."),
        kl_weight=0.0,
        alignment_weight=0.0,
        pixel_weight=0.0,
        latent_weight=60.0,
        perceptual_weight=10.0,
    ),
)
