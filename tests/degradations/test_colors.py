import numpy as np
import pytest
from scipy.ndimage import gaussian_filter
from skimage.color import hsv2rgb, lab2rgb, rgb2hsv, rgb2lab

from restorer_app.degradations import colors
from restorer_app.degradations.kadid import degrade

GREYS = np.repeat(np.linspace(0, 1, 256, dtype=np.float32)[None, :, None], 3, axis=2)


def _level(pixels: np.ndarray, name: str, level: int) -> np.ndarray:
    return degrade(pixels, name, level, np.random.default_rng(0)).pixels


@pytest.fixture
def pale(photo: np.ndarray) -> np.ndarray:
    """The photograph in weak colours and mid-tones: what is done to it stays inside sRGB."""
    grey = photo.mean(axis=-1, keepdims=True)
    return (0.35 + 0.3 * (grey + 0.1 * (photo - grey))).astype(np.float32)


def test_lab_is_cie_lab(photo: np.ndarray) -> None:
    lab = colors.to_lab(photo)
    assert lab.dtype == np.float32
    np.testing.assert_allclose(lab, rgb2lab(photo), atol=0.02)


def test_lab_and_back_is_exact_far_below_an_8_bit_step(photo: np.ndarray) -> None:
    np.testing.assert_allclose(colors.from_lab(colors.to_lab(photo)), photo, atol=1e-4)


def test_colors_outside_srgb_are_clipped() -> None:
    impossible = np.array([[[60, 120, -120], [120, 0, 0], [-10, 0, 0]]], np.float32)
    pixels = colors.from_lab(impossible)
    assert np.isfinite(pixels).all()
    assert pixels.min() == 0
    assert pixels.max() == pytest.approx(1, abs=1e-6)


@pytest.mark.parametrize("amount", [1, 3])
def test_diffusion_blurs_and_amplifies_a_and_b_alone(amount: int) -> None:
    lab = np.full((24, 128, 3), (60, -24 / amount, 12 / amount), np.float32)
    lab[:, 64:, 1:] *= -1
    sigma = 1.5 * amount + 2
    blurred = gaussian_filter(
        lab[..., 1:], sigma, radius=int(np.ceil(2 * sigma)), mode="nearest", axes=(0, 1)
    )
    after = rgb2lab(colors.color_diffusion(lab2rgb(lab), amount))
    # Cutting down to 8 bits takes up to one step, 0.4 of Lab, and 0.2 of L in the mean.
    np.testing.assert_allclose(after[..., 0], 60 - 0.2, atol=0.4)
    np.testing.assert_allclose(after[..., 1:], blurred * amount, atol=0.7)


def test_diffusion_cuts_down_to_8_bits(pale: np.ndarray) -> None:
    steps = colors.color_diffusion(pale, 6) * 255
    np.testing.assert_allclose(steps, np.round(steps), atol=1e-4)
    odd = GREYS[:, 1:-1] + np.float32(0.7 / 255)
    np.testing.assert_allclose(colors.color_diffusion(odd, 1), GREYS[:, 1:-1], atol=1e-6)


@pytest.mark.parametrize("factor", [0.4, 0.2, 0.1, 0])
def test_hsv_saturation_is_multiplied(factor: float, photo: np.ndarray) -> None:
    hsv = rgb2hsv(photo)
    hsv[..., 1] *= factor
    np.testing.assert_allclose(colors.saturation_hsv(photo, factor), hsv2rgb(hsv), atol=1e-5)


def test_negative_hsv_saturation_turns_hues_to_their_opposites() -> None:
    # V = .5 and S = .4; with S = -.16 a channel is V*(1 + .16*f), f = 0, .5 and 1.
    pixels = np.array([[[0.5, 0.4, 0.3]]], np.float32)
    np.testing.assert_allclose(
        colors.saturation_hsv(pixels, -0.4), [[[0.5, 0.54, 0.58]]], atol=1e-6
    )


@pytest.mark.parametrize("factor", [2, 6])
def test_lab_saturation_is_multiplied_and_lightness_stays(factor: int, pale: np.ndarray) -> None:
    before, after = rgb2lab(pale), rgb2lab(colors.saturation_lab(pale, factor))
    np.testing.assert_allclose(after[..., 0], before[..., 0], atol=0.02)
    np.testing.assert_allclose(after[..., 1:], before[..., 1:] * factor, atol=0.05 * factor)


@pytest.mark.parametrize("name", ["color_saturation_hsv", "color_saturation_lab"])
def test_saturation_leaves_grey_alone(name: str) -> None:
    np.testing.assert_allclose(_level(GREYS, name, 5), GREYS, atol=1e-3)


def _parabola(values: np.ndarray, amount: float) -> np.ndarray:
    """The curve through (0, 0), (.5, .5 + amount/2), (1, 1): a spline of three points."""
    return np.clip(values + 2 * amount * values * (1 - values), 0, 1)


@pytest.mark.parametrize("amount", [0.1, 0.4, 1.1])
def test_brighten_is_two_thirds_rgb_curve_and_one_third_lightness_curve(
    amount: float, photo: np.ndarray
) -> None:
    lab = rgb2lab(photo)
    lab[..., 0] = 100 * _parabola(lab[..., 0] / 100, amount)
    expected = (2 * _parabola(photo, amount) + np.clip(lab2rgb(lab), 0, 1)) / 3
    np.testing.assert_allclose(colors.brighten(photo, amount), expected, atol=1e-3)


@pytest.mark.parametrize("amount", [0.05, 0.2, 0.8])
def test_darken_is_the_curve_downwards(amount: float, photo: np.ndarray) -> None:
    np.testing.assert_allclose(colors.darken(photo, amount), _parabola(photo, -amount), atol=1e-5)


@pytest.mark.parametrize("level", [1, 2, 3, 4, 5])
@pytest.mark.parametrize(("name", "sign"), [("brighten", 1), ("darken", -1)])
def test_tone_moves_one_way_and_keeps_the_order_of_greys(name: str, sign: int, level: int) -> None:
    toned = _level(GREYS, name, level)[0, :, 0]
    assert (sign * (toned - GREYS[0, :, 0]) >= -1e-5).all()
    assert sign * (toned[128] - GREYS[0, 128, 0]) > 0.02
    assert (np.diff(toned) >= -1e-6).all()
    np.testing.assert_allclose(toned[[0, -1]], [0, 1], atol=1e-5)


@pytest.mark.parametrize("amount", [0.15, 0.08, 0, -0.08, -0.15])
def test_mean_shift_adds_exactly_its_amount(amount: float) -> None:
    middle = GREYS[:, 64:192]
    np.testing.assert_allclose(colors.mean_shift(middle, amount), middle + amount, atol=1e-6)
    np.testing.assert_allclose(colors.mean_shift(GREYS, amount), np.clip(GREYS + amount, 0, 1))


@pytest.mark.parametrize("amount", [1, 6])
def test_sharpening_adds_the_difference_to_the_blur_on_lightness_only(
    amount: int, pale: np.ndarray
) -> None:
    before = rgb2lab(pale)
    after = rgb2lab(colors.high_sharpen(pale, amount))
    lightness = before[..., 0]
    detail = lightness - gaussian_filter(lightness, 3, radius=6, mode="nearest")
    expected = lightness + amount * detail
    is_in_srgb = (expected > 5) & (expected < 90)  # elsewhere weak colours leave sRGB
    assert is_in_srgb.mean() > 0.9
    np.testing.assert_allclose(after[is_in_srgb, 0], expected[is_in_srgb], atol=0.05)
    np.testing.assert_allclose(after[is_in_srgb, 1:], before[is_in_srgb, 1:], atol=0.1)


@pytest.mark.parametrize("amount", [0.3, 0.15, 0, -0.4, -0.6])
def test_contrast_curve_passes_through_its_points(amount: float) -> None:
    points = np.array([0, 0.3, 0.5, 0.7, 1], np.float32)[None, :, None].repeat(3, axis=2)
    expected = [0, 0.25 - amount / 4, 0.5, 0.75 + amount / 4, 1]
    np.testing.assert_allclose(colors.contrast_change(points, amount)[0, :, 0], expected, atol=1e-6)


def test_contrast_rises_at_level_1_and_falls_at_level_5(photo: np.ndarray) -> None:
    stds = [_level(photo, "contrast_change", level).std() for level in (1, 5)]
    assert stds[0] > photo.std() * 1.1
    assert stds[1] < photo.std() * 0.9
