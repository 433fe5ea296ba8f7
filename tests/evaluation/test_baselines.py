"""The classical repairs are worth comparing with: each really repairs what it is for."""

import importlib.util
import sys
from types import SimpleNamespace

import numpy as np
import pytest
from skimage import data

from restorer_app.degradations.kadid import degrade
from restorer_app.degradations.mixtures import round_to_8bit
from restorer_app.distortions import PAPER_DISTORTIONS, Distortion
from restorer_app.evaluation import baselines
from restorer_app.evaluation.baselines import FAMILIES, Repair, Told
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


@pytest.mark.parametrize("distortion", PAPER_DISTORTIONS)
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


@pytest.mark.parametrize(
    ("repair", "share_of_sigma"),
    [
        (baselines._bm3d, 1.0),
        (baselines._bm3d_in_ycbcr, 1.0),
        # From the logarithm of 0.05 to that of 1.05, which BM3D sees as 0..1.
        (baselines._bm3d_of_logarithm, 1 / np.log(21)),
    ],
)
def test_bm3d_is_told_the_sigma_on_its_own_scale(
    monkeypatch: pytest.MonkeyPatch, repair: Repair, share_of_sigma: float
) -> None:
    """With a stand-in that gives back what it gets, the picture has to come back."""
    sigmas = []

    def same(pixels: np.ndarray, sigma: float) -> np.ndarray:
        assert 0 <= pixels.min() <= pixels.max() <= 1
        sigmas.append(sigma)
        return pixels

    monkeypatch.setitem(sys.modules, "bm3d", SimpleNamespace(bm3d=same, bm3d_rgb=same))
    pixels = data.astronaut()[:40, :50].astype(np.float32) / 255
    told = Told({"variance": 0.04}, np.ones((40, 50), bool))
    assert np.allclose(repair(pixels, told), pixels, atol=1e-5)
    assert sigmas == pytest.approx([0.2 * share_of_sigma] * len(sigmas))
    assert sigmas


def test_bm3d_takes_part_where_it_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    for found, names in ((object(), ["BM3D"]), (None, [])):
        monkeypatch.setattr(importlib.util, "find_spec", lambda _, found=found: found)
        assert [each.name for each in baselines._if_installed(baselines._bm3d)] == names
