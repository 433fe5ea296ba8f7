import numpy as np
import pytest

from restorer_app.restoration import evidence


def gradient(side: int = 160) -> np.ndarray:
    """Neither flat nor noisy: a smooth ramp in both directions, 0.25..0.75."""
    ramp = np.linspace(0, 0.25, side, dtype=np.float32)
    return np.repeat((0.25 + ramp[:, None] + ramp)[..., None], 3, axis=2)


@pytest.mark.parametrize("sigma", [2, 10, 25])
@pytest.mark.parametrize("is_grey", [False, True])
def test_white_noise_is_measured_in_colour_and_in_grey(sigma: float, is_grey: bool) -> None:
    rng = np.random.default_rng(3)
    shape = (160, 160, 1) if is_grey else (160, 160, 3)
    crops = [
        gradient() + (rng.standard_normal(shape) * sigma / 255).astype(np.float32) for _ in range(4)
    ]
    assert evidence.noise_sigma_255(crops) == pytest.approx(sigma, rel=0.05)


def test_a_smooth_picture_has_no_noise() -> None:
    assert evidence.noise_sigma_255([gradient()]) < 0.05


def test_one_textured_crop_does_not_make_a_picture_noisy() -> None:
    texture = np.random.default_rng(0).random((160, 160, 3), np.float32)
    assert evidence.noise_sigma_255([gradient(), gradient(), gradient(), texture]) < 0.05


def test_saturated_pixels_are_counted() -> None:
    crop = np.full((10, 10, 3), 0.5, np.float32)
    crop[:2, :, 0] = 0
    crop[2:3, :, 2] = 1
    assert evidence.saturated_share([crop]) == pytest.approx(0.3)
    assert evidence.saturated_share([crop, np.full_like(crop, 0.5)]) == pytest.approx(0.15)
