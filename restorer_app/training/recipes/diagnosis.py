"""The diagnosis, first without pictures that generators have restored and then with them."""

from dataclasses import replace

from restorer_app.distortions import PAPER_DISTORTIONS
from restorer_app.registry.catalog import Task
from restorer_app.training.recipe import Recipe
from restorer_app.training.recipes.fine_tuning import NETWORK

_DIAGNOSIS = Recipe(
    name="diagnosis-base",
    title="Diagnosis before it has seen restored pictures",
    task=Task.DIAGNOSE,
    architecture="diagnosis_net",
    hyper_parameters={"n_distortions": len(PAPER_DISTORTIONS), **NETWORK},
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

DIAGNOSES = (
    _DIAGNOSIS,
    replace(
        _DIAGNOSIS,
        name="diagnosis",
        title="Diagnosis of photographs",
        start_from="diagnosis-base",
        trace_share=0.2,
    ),
)
