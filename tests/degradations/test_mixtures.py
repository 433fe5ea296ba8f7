import numpy as np
import pytest

from restorer_app.degradations.kadid import degrade
from restorer_app.degradations.mixtures import (
    VISIBLE_PSNR_DB,
    draw_levels,
    mix,
    round_to_8bit,
)
from restorer_app.distortions import PAPER_DISTORTIONS, Distortion
from restorer_app.errors import PlanError


def test_a_mixture_is_its_distortions_one_after_another(photo: np.ndarray) -> None:
    levels = {Distortion.JPEG: 3.0, Distortion.WHITE_NOISE: 4.0, Distortion.LENS_BLUR: 2.5}
    mixture = mix(photo, levels, np.random.default_rng(4))
    rng = np.random.default_rng(4)
    expected = photo
    for name, level in (("lens_blur", 2.5), ("white_noise", 4.0), ("jpeg", 3.0)):
        expected = round_to_8bit(degrade(expected, name, level, rng).pixels)
    np.testing.assert_array_equal(mixture.pixels, expected)
    assert mixture.severity == levels
    assert not mixture.is_clean


def test_a_mixture_depends_on_its_seed_alone(photo: np.ndarray) -> None:
    levels = {Distortion.WHITE_NOISE: 3.0, Distortion.JITTER: 4.0}
    first, again, other = (mix(photo, levels, np.random.default_rng(s)).pixels for s in (1, 1, 2))
    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, other)


@pytest.mark.parametrize("name", [Distortion.MOTION_BLUR, Distortion.GAUSSIAN_BLUR])
def test_a_distortion_that_changes_nothing_is_not_labelled(
    name: Distortion, photo: np.ndarray
) -> None:
    mixture = mix(photo, {name: 1.0, Distortion.IMPULSE_NOISE: 5.0}, np.random.default_rng(0))
    assert mixture.severity == {Distortion.IMPULSE_NOISE: 5.0}


def test_blur_of_a_flat_picture_is_not_labelled() -> None:
    flat = np.full((48, 48, 3), 0.4, np.float32)
    mixture = mix(flat, {Distortion.GAUSSIAN_BLUR: 5.0}, np.random.default_rng(0))
    assert mixture.is_clean


def test_visible_is_what_changes_the_picture_at_hand_below_the_limit(photo: np.ndarray) -> None:
    assert VISIBLE_PSNR_DB == 44
    psnrs_db = []
    for level in np.linspace(1, 2, 21):
        degraded = degrade(photo, "gaussian_blur", level, np.random.default_rng(0)).pixels
        psnr_db = -10 * np.log10(np.mean((photo - round_to_8bit(degraded)) ** 2) + 1e-12)
        psnrs_db.append(psnr_db)
        mixture = mix(photo, {Distortion.GAUSSIAN_BLUR: float(level)}, np.random.default_rng(0))
        assert (Distortion.GAUSSIAN_BLUR in mixture.severity) == (psnr_db < VISIBLE_PSNR_DB)
    assert any(42 < psnr_db < 44 for psnr_db in psnrs_db)
    assert any(44 < psnr_db < 46 for psnr_db in psnrs_db)


@pytest.mark.parametrize("levels", [{}, {Distortion.LENS_BLUR: 3.0}, {Distortion.JITTER: 2.0}])
def test_a_mixture_is_what_an_8_bit_file_holds(levels: dict[Distortion, float]) -> None:
    pixels = np.random.default_rng(0).random((40, 50, 3), dtype=np.float32)
    before = pixels.copy()
    mixture = mix(pixels, levels, np.random.default_rng(1))
    np.testing.assert_array_equal(pixels, before)
    np.testing.assert_array_equal(mixture.pixels, round_to_8bit(mixture.pixels))
    assert mixture.pixels.dtype == np.float32
    assert mixture.pixels.shape == pixels.shape


def test_a_wrong_level_is_refused(photo: np.ndarray) -> None:
    with pytest.raises(PlanError, match=r"outside 1\.\.5"):
        mix(photo, {Distortion.JPEG: 6.0}, np.random.default_rng(0))


def test_levels_are_drawn_for_different_distortions_half_of_them_whole() -> None:
    rng = np.random.default_rng(0)
    drawn = [draw_levels(3, rng) for _ in range(800)]
    assert {len(levels) for levels in drawn} == {3}
    values = np.array([level for levels in drawn for level in levels.values()])
    assert values.min() >= 1
    assert values.max() <= 5
    assert np.mean(values == np.round(values)) == pytest.approx(0.5, abs=0.04)
    assert set(values[values == np.round(values)]) == {1, 2, 3, 4, 5}
    assert {name for levels in drawn for name in levels} == set(PAPER_DISTORTIONS)
    assert draw_levels(0, rng) == {}


def test_a_distortion_of_more_weight_is_drawn_more_often() -> None:
    rng = np.random.default_rng(0)
    weights = [10.0 if distortion is Distortion.JPEG else 1.0 for distortion in PAPER_DISTORTIONS]
    drawn = [draw_levels(1, rng, weights=weights) for _ in range(400)]
    share = sum(Distortion.JPEG in levels for levels in drawn) / len(drawn)
    assert 10 / 23 - 0.08 < share < 10 / 23 + 0.08


def test_levels_are_drawn_among_the_given_distortions() -> None:
    among = (Distortion.JPEG, Distortion.WHITE_NOISE)
    assert set(draw_levels(2, np.random.default_rng(0), among=among)) == set(among)


def test_rounding_leaves_256_values_and_clips() -> None:
    values = np.array([-0.2, 0, 0.4 / 255, 0.6 / 255, 100.4 / 255, 1, 1.5], np.float32)
    rounded = round_to_8bit(values)
    np.testing.assert_allclose(rounded * 255, [0, 0, 0, 1, 100, 255, 255], atol=1e-5)
    assert rounded.dtype == np.float32
    np.testing.assert_array_equal(round_to_8bit(rounded), rounded)
