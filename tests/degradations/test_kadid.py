import json

import numpy as np
import pytest

from restorer_app.degradations import kadid
from restorer_app.degradations.kadid import degrade, level_value
from restorer_app.distortions import PAPER_DISTORTIONS
from restorer_app.errors import PlanError

# The contract: KADID-10k's own table, in its order.
KADID_TABLE = {
    "gaussian_blur": (0.1, 0.5, 1, 2, 5),
    "lens_blur": (1, 2, 4, 6, 8),
    "motion_blur": (1, 2, 4, 6, 10),
    "color_diffusion": (1, 3, 6, 8, 12),
    "color_shift": (1, 3, 6, 8, 12),
    "color_quantization": (64, 48, 32, 16, 8),
    "color_saturation_hsv": (0.4, 0.2, 0.1, 0, -0.4),
    "color_saturation_lab": (1, 2, 3, 6, 9),
    "jpeg2000": (16, 32, 45, 120, 400),
    "jpeg": (43, 36, 24, 7, 4),
    "white_noise": (0.001, 0.002, 0.003, 0.005, 0.01),
    "color_component_noise": (0.0001, 0.0005, 0.001, 0.002, 0.003),
    "impulse_noise": (0.001, 0.005, 0.01, 0.02, 0.03),
    "multiplicative_noise": (0.001, 0.005, 0.01, 0.02, 0.05),
    "denoise_artifacts": (0.01, 0.03, 0.05, 0.1, 0.15),
    "brighten": (0.1, 0.2, 0.4, 0.7, 1.1),
    "darken": (0.05, 0.1, 0.2, 0.4, 0.8),
    "mean_shift": (0.15, 0.08, 0, -0.08, -0.15),
    "jitter": (0.05, 0.1, 0.2, 0.5, 1),
    "non_eccentricity_patch": (20, 40, 60, 80, 100),
    "pixelate": (0.01, 0.05, 0.1, 0.2, 0.5),
    "quantization": (20, 16, 13, 10, 7),
    "color_block": (2, 4, 6, 8, 10),
    "high_sharpen": (1, 2, 3, 6, 12),
    "contrast_change": (0.3, 0.15, 0, -0.4, -0.6),
}
PARAMETERS_AT_LEVEL_4 = {
    "gaussian_blur": {"sigma_px": 2},
    "lens_blur": {"radius_px": 6},
    "motion_blur": {"length_px": 6},
    "color_diffusion": {"amount": 8},
    "color_shift": {},
    "color_quantization": {"n_colors": 16},
    "color_saturation_hsv": {"factor": 0},
    "color_saturation_lab": {"factor": 6},
    "jpeg2000": {"ratio": 120},
    "jpeg": {"quality": 7},
    "white_noise": {"variance": 0.005},
    "color_component_noise": {"variance": 0.002},
    "impulse_noise": {"density": 0.02},
    "multiplicative_noise": {"variance": 0.02},
    "denoise_artifacts": {"variance": 0.1},
    "brighten": {"amount": 0.7},
    "darken": {"amount": 0.4},
    "mean_shift": {"amount": -0.08},
    "jitter": {"amount_px": 0.5},
    "non_eccentricity_patch": {"n_patches": 80},
    "pixelate": {"strength": 0.2},
    "quantization": {"n_thresholds": 10},
    "color_block": {"n_blocks": 8},
    "high_sharpen": {"amount": 6},
    "contrast_change": {"amount": -0.4},
}
DRAWN_BY_CHANCE = {
    "motion_blur",
    "color_shift",
    "white_noise",
    "color_component_noise",
    "impulse_noise",
    "multiplicative_noise",
    "denoise_artifacts",
    "jitter",
    "non_eccentricity_patch",
    "color_block",
}
NAMES = tuple(KADID_TABLE)
GROW_WITH_LEVEL = [n for n in NAMES if n not in ("mean_shift", "contrast_change")]


def _degrade(pixels: np.ndarray, name: str, level: float, seed: int = 0) -> np.ndarray:
    return degrade(pixels, name, level, np.random.default_rng(seed)).pixels


def _psnr_db(reference: np.ndarray, candidate: np.ndarray) -> float:
    return float(-10 * np.log10(np.mean((reference - candidate) ** 2) + 1e-12))


def test_levels_are_those_of_kadid() -> None:
    assert kadid.LEVELS == KADID_TABLE
    assert kadid.KADID_NAMES == NAMES


def test_the_fourteen_of_the_diagnosis_are_among_them() -> None:
    assert len(kadid.PAPER_NAMES) == 14
    assert set(kadid.PAPER_NAMES) == {str(distortion) for distortion in PAPER_DISTORTIONS}
    assert set(kadid.PAPER_NAMES) < set(NAMES)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("size", [(33, 47), (20, 20), (5, 3), (1, 1)], ids=str)
def test_any_size_stays_a_picture(name: str, size: tuple[int, int]) -> None:
    pixels = np.random.default_rng(1).random((*size, 3), dtype=np.float32)
    for level in (1, 2.5, 5):
        degraded = _degrade(pixels, name, level)
        assert degraded.shape == pixels.shape
        assert degraded.dtype == np.float32
        assert np.isfinite(degraded).all()
        assert degraded.min() >= 0
        assert degraded.max() <= 1


@pytest.mark.parametrize("name", NAMES)
def test_the_seed_decides_and_the_input_stays(name: str, photo: np.ndarray) -> None:
    pixels = photo[:96, :128].copy()
    before = pixels.copy()
    first, again, other = (_degrade(pixels, name, 5, seed) for seed in (7, 7, 8))
    assert np.array_equal(pixels, before)
    assert not np.shares_memory(first, pixels)
    assert np.array_equal(first, again)
    assert np.array_equal(first, other) == (name not in DRAWN_BY_CHANCE)


@pytest.mark.parametrize("name", NAMES)
def test_what_was_done_is_returned(name: str, photo: np.ndarray) -> None:
    parameters = degrade(photo[:64, :64], name, 4, np.random.default_rng(0)).parameters
    assert {"name": name, "level": 4, **PARAMETERS_AT_LEVEL_4[name]}.items() <= parameters.items()
    assert json.loads(json.dumps(parameters)) == parameters


@pytest.mark.parametrize("name", NAMES)
def test_level_5_is_clearly_visible(name: str, photo: np.ndarray) -> None:
    assert _psnr_db(photo, _degrade(photo, name, 5)) < 32


@pytest.mark.parametrize("name", GROW_WITH_LEVEL)
def test_every_level_is_worse_than_the_one_before(name: str, photo: np.ndarray) -> None:
    psnrs = [_psnr_db(photo, _degrade(photo, name, level)) for level in (1, 2, 3, 4, 5)]
    assert psnrs == sorted(psnrs, reverse=True)
    assert len(set(psnrs)) == 5


@pytest.mark.parametrize(
    ("name", "level", "largest_change"),
    [
        ("gaussian_blur", 1, 1e-5),
        ("motion_blur", 1, 0),
        ("color_saturation_lab", 1, 1e-4),
        ("mean_shift", 3, 0),
        ("contrast_change", 3, 0.06),
    ],
)
def test_levels_that_change_nothing(
    name: str, level: int, largest_change: float, photo: np.ndarray
) -> None:
    assert np.abs(_degrade(photo, name, level) - photo).max() <= largest_change


def test_between_two_levels_the_strength_is_interpolated() -> None:
    assert level_value("jpeg", 4) == 7
    assert level_value("jpeg", 4.5) == 5.5
    assert level_value("color_saturation_hsv", 4.25) == pytest.approx(-0.1)


@pytest.mark.parametrize(
    "name", ["jpeg", "color_quantization", "quantization", "color_block", "non_eccentricity_patch"]
)
def test_counts_stay_whole_between_levels(name: str, photo: np.ndarray) -> None:
    parameters = degrade(photo[:64, :64], name, 3.3, np.random.default_rng(0)).parameters
    (value,) = (v for key, v in parameters.items() if key not in ("name", "level"))
    assert isinstance(value, int)


@pytest.mark.parametrize("level", [0, 0.99, 5.01, float("nan")])
def test_a_level_outside_the_scale_is_refused(level: float, photo: np.ndarray) -> None:
    with pytest.raises(PlanError, match=r"jpeg: level .* outside 1\.\.5"):
        _degrade(photo, "jpeg", level)


def test_an_unknown_name_is_refused_with_the_known_ones(photo: np.ndarray) -> None:
    with pytest.raises(PlanError, match=r"'jpg' is no distortion.*jpeg2000"):
        _degrade(photo, "jpg", 3)
