import numpy as np
import pytest

from restorer_app.degradations import harmless


@pytest.fixture
def pixels() -> np.ndarray:
    return np.random.default_rng(0).random((60, 80, 3), np.float32)


def test_grey_has_no_colour_and_keeps_the_brightness(pixels: np.ndarray) -> None:
    grey = harmless.grey(pixels)
    assert np.ptp(grey, axis=2).max() == 0
    assert grey.mean() == pytest.approx((pixels @ (0.299, 0.587, 0.114)).mean(), abs=1e-6)
    assert grey.dtype == np.float32


def test_night_is_dark_and_nothing_else(pixels: np.ndarray) -> None:
    assert np.allclose(harmless.at_night(pixels, 0.25), pixels / 4)


@pytest.mark.parametrize(("factor", "shape"), [(0.5, (30, 40, 3)), (1.25, (75, 100, 3))])
def test_resized_stays_in_range_and_keeps_the_mean(
    pixels: np.ndarray, factor: float, shape: tuple[int, ...]
) -> None:
    resized = harmless.resized(pixels, factor)
    assert resized.shape == shape
    assert 0 <= resized.min() <= resized.max() <= 1
    assert resized.mean() == pytest.approx(pixels.mean(), abs=0.01)


def test_a_crop_is_the_middle_off_the_grid_of_codecs(pixels: np.ndarray) -> None:
    crop = harmless.cropped(pixels, 0.6)
    assert crop.shape == (36, 48, 3)
    assert np.array_equal(crop, pixels[13:49, 17:65])


def test_film_grain_has_the_deviation_of_mid_tones_no_colour_and_is_coarser_than_a_pixel() -> None:
    half = np.full((200, 200, 3), 0.5, np.float32)
    grain = harmless.with_film_grain(half, 0.01, np.random.default_rng(0)) - half
    assert grain.std() == pytest.approx(0.01, rel=0.01)
    assert np.ptp(grain, axis=2).max() < 1e-6
    neighbours = np.corrcoef(grain[:, 1:, 0].ravel(), grain[:, :-1, 0].ravel())[0, 1]
    assert neighbours > 0.3
    dark = np.full_like(half, 0.02)
    less = harmless.with_film_grain(dark, 0.01, np.random.default_rng(0)) - dark
    assert less.std() < 0.5 * grain.std()
