"""The classical repairs are worth comparing with: each really repairs what it is for."""

import numpy as np
import pytest
from skimage import data

from restorer_app.degradations.kadid import degrade
from restorer_app.degradations.mixtures import round_to_8bit
from restorer_app.distortions import Distortion
from restorer_app.evaluation.baselines import FAMILIES
from restorer_app.metrics.image import psnr_db

LEAST_GAIN_DB = {
    Distortion.WHITE_NOISE: 4.0,
    Distortion.COLOR_COMPONENT_NOISE: 3.0,
    Distortion.MULTIPLICATIVE_NOISE: 4.0,
    Distortion.IMPULSE_NOISE: 8.0,
    Distortion.GAUSSIAN_BLUR: 0.5,
    Distortion.LENS_BLUR: 1.0,
    Distortion.MOTION_BLUR: 2.0,
    Distortion.COLOR_SHIFT: 1.0,
    Distortion.COLOR_BLOCK: 6.0,
    Distortion.JITTER: 0.3,
    Distortion.JPEG: 0.1,
}
"""At level 4, on one picture. Palettes, wavelets and traces of denoising: nothing is promised."""


@pytest.mark.parametrize("distortion", Distortion)
def test_every_distortion_has_its_baselines(distortion: Distortion) -> None:
    family = FAMILIES[distortion]
    assert family.sentence.endswith(".")
    assert len({baseline.name for baseline in family.baselines}) == len(family.baselines) > 0


@pytest.mark.parametrize(("distortion", "least_gain_db"), LEAST_GAIN_DB.items())
def test_the_best_of_a_family_repairs(distortion: Distortion, least_gain_db: float) -> None:
    clean = data.astronaut()[20:180, 140:300].astype(np.float32) / 255
    done = degrade(clean, distortion, 4, np.random.default_rng(0))
    degraded = round_to_8bit(done.pixels)
    repaired = FAMILIES[distortion].best(clean, degraded, done.parameters)
    assert psnr_db(clean, repaired.pixels) > psnr_db(clean, degraded) + least_gain_db
    assert repaired.pixels.shape == clean.shape
    assert np.array_equal(repaired.pixels, round_to_8bit(repaired.pixels))


def test_the_setting_that_is_closest_to_the_clean_picture_counts() -> None:
    clean = np.full((32, 32, 3), 128 / 255, np.float32)
    done = degrade(clean, Distortion.WHITE_NOISE, 1, np.random.default_rng(0))
    degraded = round_to_8bit(done.pixels)
    family = FAMILIES[Distortion.WHITE_NOISE]
    best = family.best(clean, degraded, done.parameters)
    assert best.name == "non-local means 0.8", "an even area wants the strongest"
