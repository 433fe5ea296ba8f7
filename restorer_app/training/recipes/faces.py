"""Faces: what refines them, and what guards that they stay who they are."""

from dataclasses import replace

from restorer_app.distortions import Distortion
from restorer_app.registry.catalog import Task
from restorer_app.training.recipe import Recipe
from restorer_app.training.recipes.fine_tuning import FAIR_TO_MILD, fine_tuning

FACES = (
    replace(
        fine_tuning(
            Distortion.FACES,
            **FAIR_TO_MILD,
            # Faces are learnt nearly whole, at the size at which they are refined.
            region_px=160,
            regions_per_step=6,
            crops_per_region=1,
            crop_px=128,
            # No distance of features: at 0.2 it pulled twice as hard as the rest, and cost PSNR.
            peak_lr=4e-4,
            identity_weight=0.5,
        ),
        task=Task.REFINE,
    ),
    Recipe(
        name="face-embedding",
        title="Knowing a face again",
        task=Task.EMBED,
        architecture="face_embedding",
        degradation="faces",
        # All others in a batch are what a face is told from.
        regions_per_step=48,
        crops_per_region=1,
        region_px=160,
        crop_px=128,
        clip_norm=5.0,
    ),
)
