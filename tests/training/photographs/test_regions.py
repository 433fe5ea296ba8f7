from dataclasses import replace

import numpy as np

from restorer_app.training.photographs.regions import Regions
from restorer_app.training.recipes import RECIPES


def test_crops_for_a_codec_mostly_start_on_its_grid() -> None:
    recipe = replace(
        RECIPES["jpeg2000"], region_px=200, crop_px=60, crops_per_region=6, crop_grid_px=16
    )
    regions, rng = Regions(recipe, []), np.random.default_rng(0)
    drawn = [regions.draw_corners(rng, margin=28) for _ in range(200)]
    assert all(corners.min() >= 0 and corners.max() <= 140 for corners in drawn)
    on_grid = np.mean([not (corners % 16).any() for corners in drawn])
    assert 0.65 < on_grid < 0.85
    assert len({tuple(corners.ravel()) for corners in drawn}) > 190
