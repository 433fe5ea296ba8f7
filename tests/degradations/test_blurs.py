import numpy as np
import pytest
from scipy.ndimage import gaussian_filter

from restorer_app.degradations import blurs
from restorer_app.degradations.kadid import degrade


def _impulse(side: int) -> np.ndarray:
    pixels = np.zeros((side, side, 3), np.float32)
    pixels[side // 2, side // 2] = 1
    return pixels


def _covariance(kernel: np.ndarray) -> tuple[float, float, float]:
    """Second moments xx, yy, xy of a kernel with odd sides; y runs upwards."""
    n_y, n_x = (side // 2 for side in kernel.shape)
    y, x = np.mgrid[n_y : -n_y - 1 : -1, -n_x : n_x + 1]
    return tuple(float((kernel * product).sum()) for product in (x * x, y * y, x * y))


@pytest.mark.parametrize("sigma", [0.1, 0.5, 1, 2, 5])
def test_gaussian_kernel_has_the_sigma_and_side_of_kadid(sigma: float) -> None:
    kernel = blurs.gaussian_kernel(sigma)
    n = int(np.ceil(2 * sigma))
    assert kernel.shape == (2 * n + 1, 2 * n + 1)
    assert kernel.sum() == pytest.approx(1, abs=1e-6)
    assert kernel[n, n + 1] / kernel[n, n] == pytest.approx(np.exp(-0.5 / sigma**2), abs=1e-6)
    assert kernel[n - n // 2, n] == kernel[n, n - n // 2]


@pytest.mark.parametrize("sigma", [0.5, 1, 2, 5])
def test_gaussian_blur_is_that_kernel(sigma: float) -> None:
    blurred = blurs.gaussian_blur(_impulse(41), sigma)[..., 0]
    n = int(np.ceil(2 * sigma))
    inside = blurred[20 - n : 21 + n, 20 - n : 21 + n]
    np.testing.assert_allclose(inside, blurs.gaussian_kernel(sigma), atol=1e-7)
    assert blurred.sum() == pytest.approx(inside.sum(), abs=1e-6)


def test_gaussian_blur_agrees_with_scipy(photo: np.ndarray) -> None:
    expected = gaussian_filter(photo, 2, radius=4, mode="nearest", axes=(0, 1))
    np.testing.assert_allclose(blurs.gaussian_blur(photo, 2), expected, atol=1e-5)


def test_disc_of_radius_1_has_matlabs_weights() -> None:
    # fspecial('disk', 1): the areas of a unit circle in 3 x 3 pixels, over pi.
    expected = [[0.0251, 0.1453, 0.0251], [0.1453, 0.3183, 0.1453], [0.0251, 0.1453, 0.0251]]
    np.testing.assert_allclose(blurs.disc_kernel(1), expected, atol=5e-5)


# The last one is a leg of the circle longer than its radius, by a rounding.
@pytest.mark.parametrize("radius", [1, 2, 4, 6, 8, 2.7, 7.341457897908226])
def test_disc_weights_are_covered_areas(radius: float) -> None:
    kernel = blurs.disc_kernel(radius)
    n = kernel.shape[0] // 2
    assert kernel.shape == (2 * n + 1, 2 * n + 1)
    assert n - 0.5 < radius <= n + 0.5
    assert kernel.sum() == pytest.approx(1, abs=1e-6)
    areas = kernel.astype(np.float64) * np.pi * radius**2
    y, x = np.abs(np.mgrid[-n : n + 1, -n : n + 1])
    is_inside = np.hypot(x + 0.5, y + 0.5) <= radius
    is_outside = np.hypot(np.maximum(x - 0.5, 0), np.maximum(y - 0.5, 0)) >= radius
    np.testing.assert_allclose(areas[is_inside], 1, atol=1e-5)
    np.testing.assert_allclose(areas[is_outside], 0, atol=1e-9)
    assert ((areas >= 0) & (areas <= 1 + 1e-5)).all()
    np.testing.assert_allclose(areas, areas.T, atol=1e-5)
    # A uniform disc has r^2/4 about each axis, and seeing it through square pixels adds 1/12.
    assert _covariance(kernel)[0] == pytest.approx(radius**2 / 4 + 1 / 12, abs=0.07)


@pytest.mark.parametrize(
    ("length", "row"),
    [
        (1, [1]),
        (2, [1 / 4, 1 / 2, 1 / 4]),
        (4, [1 / 8, 1 / 4, 1 / 4, 1 / 4, 1 / 8]),
        (6, [1 / 12, *[1 / 6] * 5, 1 / 12]),
        (9, [1 / 9] * 9),
        (10, [1 / 20, *[1 / 10] * 9, 1 / 20]),
    ],
)
def test_level_motion_is_a_row_of_equal_weights(length: int, row: list[float]) -> None:
    np.testing.assert_allclose(blurs.motion_kernel(length, 0), [row], atol=1e-6)
    np.testing.assert_allclose(blurs.motion_kernel(length, 180), [row], atol=1e-6)
    np.testing.assert_allclose(blurs.motion_kernel(length, 90), np.transpose([row]), atol=1e-6)


def test_slanted_motion_has_matlabs_weights() -> None:
    # fspecial('motion', 3, 45) by hand. Half the length is 1. The pixel beside the centre lies
    # sqrt(.5) across and is measured from the end: 1 - hypot(sqrt(.5), 1 - sqrt(.5)). The pixel on
    # the diagonal lies sqrt(2) - 1 behind the end.
    beside, diagonal = 1 - np.hypot(0.5**0.5, 1 - 0.5**0.5), 2 - 2**0.5
    expected = np.array([[0, beside, diagonal], [beside, 1, beside], [diagonal, beside, 0]])
    np.testing.assert_allclose(blurs.motion_kernel(3, 45), expected / expected.sum(), atol=1e-6)


@pytest.mark.parametrize("angle", [0, 20, 45, 70, 90, 110, 135, 160])
@pytest.mark.parametrize("length", [6, 10])
def test_motion_has_its_length_and_direction(length: int, angle: int) -> None:
    kernel = blurs.motion_kernel(length, angle)
    assert kernel.sum() == pytest.approx(1, abs=1e-6)
    np.testing.assert_allclose(kernel, kernel[::-1, ::-1], atol=1e-7)
    xx, yy, xy = _covariance(kernel)
    direction = np.rad2deg(np.arctan2(2 * xy, xx - yy)) / 2 % 180
    assert min(abs(direction - angle), 180 - abs(direction - angle)) < 1.5
    along = (xx + yy) / 2 + np.hypot((xx - yy) / 2, xy)
    across = (xx + yy) - along
    assert np.sqrt(12 * along) == pytest.approx(length, abs=0.6)  # a uniform line: length^2/12
    assert across < 0.25


@pytest.mark.parametrize("kernel", [blurs.disc_kernel(4), blurs.motion_kernel(10, 30)])
def test_convolution_lays_the_kernel_around_each_pixel(kernel: np.ndarray) -> None:
    blurred = blurs.convolve(_impulse(31), kernel)[..., 1]
    n_y, n_x = (side // 2 for side in kernel.shape)
    np.testing.assert_allclose(blurred[15 - n_y : 16 + n_y, 15 - n_x : 16 + n_x], kernel, atol=1e-6)


@pytest.mark.parametrize("name", ["gaussian_blur", "lens_blur", "motion_blur"])
def test_borders_are_replicated(name: str) -> None:
    stripes = np.zeros((40, 40, 3), np.float32)
    stripes[:, :20] = 1
    blurred = degrade(stripes, name, 5, np.random.default_rng(3)).pixels
    np.testing.assert_allclose(blurred[:, :8], 1, atol=1e-5)
    np.testing.assert_allclose(blurred[:, -8:], 0, atol=1e-5)


def test_motion_angles_are_whole_degrees_all_around() -> None:
    pixels = np.zeros((4, 4, 3), np.float32)
    rng = np.random.default_rng(0)
    angles = [degrade(pixels, "motion_blur", 5, rng).parameters["angle_deg"] for _ in range(2000)]
    assert all(isinstance(angle, int) for angle in angles)
    assert (min(angles), max(angles)) == (0, 180)


def test_motion_blur_smears_along_the_angle_it_reports() -> None:
    degraded = degrade(_impulse(31), "motion_blur", 5, np.random.default_rng(1))
    xx, yy, xy = _covariance(degraded.pixels[..., 0])
    direction = np.rad2deg(np.arctan2(2 * xy, xx - yy)) / 2 % 180
    assert direction == pytest.approx(degraded.parameters["angle_deg"], abs=1.5)
