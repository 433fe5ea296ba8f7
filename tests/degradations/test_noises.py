import numpy as np
import pytest
from skimage.color import rgb2ycbcr

from restorer_app.degradations import denoising, noises
from restorer_app.degradations.kadid import degrade

# 256 * 256 draws: a measured variance is within 1 % of the true one (two standard errors), three
# uncorrelated planes stay below 0.02 in correlation.
SIDE = 256


def _flat(value: float, side: int = SIDE) -> np.ndarray:
    return np.full((side, side, 3), value, np.float32)


def _rng() -> np.random.Generator:
    return np.random.default_rng(5)


@pytest.mark.parametrize("variance", [0.001, 0.01])
def test_white_noise_has_its_variance_in_every_channel(variance: float) -> None:
    noise = noises.white_noise(_flat(0.5), variance, _rng()) - 0.5
    np.testing.assert_allclose(noise.var(axis=(0, 1)), variance, rtol=0.03)
    assert np.abs(noise.mean(axis=(0, 1))).max() < 4 * np.sqrt(variance) / SIDE
    correlation = np.corrcoef(noise.reshape(-1, 3).T)
    assert np.abs(correlation - np.eye(3)).max() < 0.02
    assert abs(np.corrcoef(noise[:, 1:].ravel(), noise[:, :-1].ravel())[0, 1]) < 0.02
    # Gaussian: kurtosis 3 (uniform noise would have 1.8).
    assert np.mean(noise**4) / noise.var() ** 2 == pytest.approx(3, abs=0.1)


def test_white_noise_levels_on_the_8_bit_scale() -> None:
    sigmas = [
        degrade(_flat(0.5), "white_noise", level, _rng()).pixels.std() * 255
        for level in (1, 2, 3, 4, 5)
    ]
    np.testing.assert_allclose(sigmas, [8.1, 11.4, 14.0, 18.0, 25.5], rtol=0.02)


def test_white_noise_is_unclipped_until_it_is_a_distortion() -> None:
    assert noises.white_noise(_flat(1), 0.01, _rng()).max() > 1.2
    assert degrade(_flat(1), "white_noise", 5, _rng()).pixels.max() == 1


@pytest.mark.parametrize("variance", [0.0005, 0.003])
def test_component_noise_is_equal_and_independent_in_luma_and_chroma(variance: float) -> None:
    noisy = noises.color_component_noise(_flat(0.5), variance, _rng())
    noise = (rgb2ycbcr(noisy) - rgb2ycbcr(_flat(0.5))) / 255
    np.testing.assert_allclose(noise.var(axis=(0, 1)), variance, rtol=0.03)
    correlation = np.corrcoef(noise.reshape(-1, 3).T)
    assert np.abs(correlation - np.eye(3)).max() < 0.02


def test_component_noise_is_strongest_in_blue_and_weakest_in_green() -> None:
    # From the inverse of BT.601: 1.164^2 + 1.596^2, 1.164^2 + .392^2 + .813^2, 1.164^2 + 2.017^2.
    noisy = noises.color_component_noise(_flat(0.5), 0.001, _rng())
    np.testing.assert_allclose(noisy.var(axis=(0, 1)), [0.0039, 0.00217, 0.00542], rtol=0.03)


@pytest.mark.parametrize("density", [0.01, 0.03])
def test_impulses_are_half_black_half_white_in_each_channel_alone(density: float) -> None:
    noisy = noises.impulse_noise(_flat(0.5, 512), density, _rng())
    is_black, is_white = noisy == 0, noisy == 1
    assert np.array_equal(
        noisy[~(is_black | is_white)], np.full((~(is_black | is_white)).sum(), 0.5)
    )
    np.testing.assert_allclose(is_black.mean(axis=(0, 1)), density / 2, rtol=0.1)
    np.testing.assert_allclose(is_white.mean(axis=(0, 1)), density / 2, rtol=0.1)
    is_hit = is_black | is_white
    both = (is_hit[..., 0] & is_hit[..., 1]).mean()
    assert both < 4 * density**2  # together only by chance


def test_speckle_grows_with_brightness_and_spares_black() -> None:
    variance = 0.02
    for brightness in (0.2, 0.4):
        noisy = noises.multiplicative_noise(_flat(brightness), variance, _rng())
        assert noisy.var() == pytest.approx(variance * brightness**2, rel=0.02)
        assert noisy.mean() == pytest.approx(brightness, rel=1e-3)
    assert (noises.multiplicative_noise(_flat(0), variance, _rng()) == 0).all()


def test_speckle_is_uniform_and_independent_in_every_channel() -> None:
    variance = 0.02
    noise = noises.multiplicative_noise(_flat(1), variance, _rng()) - 1
    assert np.abs(noise).max() <= np.sqrt(3 * variance) + 1e-6
    assert np.mean(noise**4) / noise.var() ** 2 == pytest.approx(1.8, abs=0.02)
    assert np.abs(np.corrcoef(noise.reshape(-1, 3).T) - np.eye(3)).max() < 0.02


def test_denoising_smooths_but_not_all_at_the_top_level() -> None:
    # The ceiling of the denoiser is sigma 55 of 255; level 5 is sigma 99.
    flat = _flat(0.5, 96)
    left = [
        degrade(flat, "denoise_artifacts", level, _rng()).pixels.std() * 255 for level in (1, 3, 5)
    ]
    assert left[0] < 25.5 / 4
    assert left[1] < 57 / 4
    assert 15 < left[2] < 99 / 2


def test_denoising_leaves_blotches_in_each_channel_alone() -> None:
    left = degrade(_flat(0.5, 96), "denoise_artifacts", 3, _rng()).pixels
    assert np.corrcoef(left[:, 1:, 0].ravel(), left[:, :-1, 0].ravel())[0, 1] > 0.2
    channels = np.corrcoef(left.reshape(-1, 3).T)
    assert np.abs(channels - np.eye(3)).max() < 0.15


def test_denoising_brings_a_photograph_closer_but_takes_detail(photo: np.ndarray) -> None:
    noisy = np.clip(noises.white_noise(photo, 0.01, _rng()), 0, 1)
    denoised = denoising.denoised_noise(photo, 0.01, _rng())
    assert np.mean((denoised - photo) ** 2) < np.mean((noisy - photo) ** 2) / 3
    detail = [np.abs(np.diff(pixels, axis=1)).mean() for pixels in (photo, denoised)]
    assert detail[1] < detail[0]
