"""The estimates against pictures of which the truth is known."""

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from skimage import data

from restorer_app.degradations import blurs, compressions
from restorer_app.errors import MediaError
from restorer_app.metrics.appearance import (
    MIN_SIDE_PX,
    appearance,
    clipped_share,
    color_cast,
    jpeg_quality,
    noise_sigma,
)

Floats = NDArray[np.float32]


@pytest.fixture(scope="module")
def photograph() -> Floats:
    return (data.chelsea() / 255).astype(np.float32)


def rounded(pixels: Floats) -> Floats:
    return (np.round(np.clip(pixels, 0, 1) * 255) / 255).astype(np.float32)


@pytest.mark.parametrize("sigma", [5, 12, 30])
def test_noise_is_estimated_within_a_fifth(photograph: Floats, sigma: float) -> None:
    noise = np.random.default_rng(0).normal(0, sigma / 255, photograph.shape)
    estimate = noise_sigma([rounded(photograph + noise.astype(np.float32))])
    assert estimate == pytest.approx(sigma, rel=0.2)


def gradient() -> Floats:
    """Neither flat nor noisy: a smooth ramp in both directions, 0.25..0.75."""
    ramp = np.linspace(0, 0.25, 160, dtype=np.float32)
    return np.repeat((0.25 + ramp[:, None] + ramp)[..., None], 3, axis=2)


@pytest.mark.parametrize("sigma", [2, 10, 25])
@pytest.mark.parametrize("is_grey", [False, True])
def test_noise_is_the_same_in_colour_and_in_grey(sigma: float, is_grey: bool) -> None:
    rng = np.random.default_rng(3)
    shape = (160, 160, 1) if is_grey else (160, 160, 3)
    patches = [
        gradient() + (rng.standard_normal(shape) * sigma / 255).astype(np.float32) for _ in range(4)
    ]
    assert noise_sigma(patches) == pytest.approx(sigma, rel=0.1)


def test_one_textured_patch_does_not_make_a_picture_noisy() -> None:
    texture = np.random.default_rng(0).random((160, 160, 3), np.float32)
    assert noise_sigma([gradient(), gradient(), gradient(), texture]) < 0.05


def test_clipped_pixels_are_counted() -> None:
    patch = np.full((10, 10, 3), 0.5, np.float32)
    patch[:2, :, 0] = 0
    patch[2:3, :, 2] = 1
    assert clipped_share([patch]) == pytest.approx(0.3)
    assert clipped_share([patch, np.full_like(patch, 0.5)]) == pytest.approx(0.15)


def test_structure_is_not_taken_for_noise() -> None:
    stripes = np.tile(np.linspace(0.2, 0.8, 128, dtype=np.float32)[:, None, None], (1, 128, 3))
    stripes[:, 60:64] = 1
    assert noise_sigma([rounded(stripes)]) < 0.7


@pytest.mark.parametrize("quality", [10, 33, 60, 90])
def test_the_quality_of_a_jpeg_is_found(photograph: Floats, quality: int) -> None:
    saved = compressions.jpeg(photograph, quality)
    assert jpeg_quality(saved) == pytest.approx(quality, abs=1)


def test_a_picture_that_was_no_jpeg_has_no_quality(photograph: Floats) -> None:
    noise = np.random.default_rng(0).normal(0, 8 / 255, photograph.shape).astype(np.float32)
    assert jpeg_quality(rounded(photograph + noise)) is None
    shifted = compressions.jpeg(photograph, 30)[3:, 5:]
    assert jpeg_quality(shifted) is None, "its grid starts elsewhere"


def test_blur_lowers_the_sharpness(photograph: Floats) -> None:
    sharpness = [
        appearance(blurs.gaussian_blur(photograph, sigma)).sharpness for sigma in (0.1, 1.0, 3.0)
    ]
    assert 1 > sharpness[0] > sharpness[1] + 0.1 > sharpness[2] + 0.2 > 0.2


def test_light_and_clipping(photograph: Floats) -> None:
    plain, dark, burnt = (appearance(photograph * gain) for gain in (1.0, 0.3, 3.0))
    assert dark.lightness < plain.lightness < burnt.lightness
    assert plain.clipped < 0.01
    white = np.ones((64, 64, 3), np.float32)
    assert appearance(white).clipped == 1
    assert appearance(white).lightness == pytest.approx(100, abs=0.1)


@pytest.mark.parametrize(
    ("rgb", "hue"), [((0.56, 0.5, 0.4), 75), ((0.45, 0.5, 0.58), 260), ((0.5, 0.5, 0.5), None)]
)
def test_a_cast_has_a_direction_and_grey_has_none(
    rgb: tuple[float, float, float], hue: float | None
) -> None:
    chroma, direction = color_cast([np.full((64, 64, 3), rgb, np.float32)])
    if hue is None:
        assert chroma < 0.1
    else:
        assert chroma > 5
        assert direction == pytest.approx(hue, abs=20)


def test_a_large_picture_is_sampled_and_measures_as_a_small_one(photograph: Floats) -> None:
    noise = np.random.default_rng(0).normal(0, 10 / 255, (2400, 3200, 3)).astype(np.float32)
    large = cv2.resize(photograph, (3200, 2400), interpolation=cv2.INTER_CUBIC)
    assert appearance(large + noise).noise_sigma == pytest.approx(10, rel=0.1)


def test_a_tiny_picture_is_refused_in_words() -> None:
    appearance(np.zeros((MIN_SIDE_PX, MIN_SIDE_PX, 3), np.float32))
    with pytest.raises(MediaError, match="choose one of at least 32"):
        appearance(np.zeros((MIN_SIDE_PX, 20, 3), np.float32))
