import cv2
import numpy as np
import pytest

from restorer_app.degradations import harmless
from restorer_app.degradations.aging import surfaces, tones
from restorer_app.degradations.aging.defects import DEFECTS, Defect, scratches, shapes_of
from restorer_app.degradations.aging.layers import Canvas, Layer
from restorer_app.degradations.aging.old_photo import (
    HIDDEN_FROM,
    Ageing,
    age,
    age_tones,
    draw_ageing,
    draw_defects,
    draw_texture,
    texture,
)
from restorer_app.restoration.mask_drawing import widened

BLOT = np.zeros((40, 40), np.uint8)
BLOT[10:30, 10:30] = 255

_TEXTURE = ("softness", "reduction", "grain", "halftone", "emboss", "scan")

each_defect = pytest.mark.parametrize(
    "defect", [*DEFECTS, shapes_of([BLOT])], ids=[*(d.__name__ for d in DEFECTS), "shapes"]
)


def chance(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def fine_detail(pixels: np.ndarray) -> float:
    """The standard deviation of what is finer than about four pixels."""
    return float((pixels - cv2.GaussianBlur(pixels, (0, 0), 1.0)).std())


@pytest.mark.parametrize("seed", range(12))
def test_an_aged_photograph_is_a_picture_like_the_one_it_was(photo: np.ndarray, seed: int) -> None:
    aged = age(photo, draw_ageing(chance(seed), shapes=[BLOT]), chance(seed))
    for pixels in (aged.pixels, aged.undamaged):
        assert pixels.shape == photo.shape
        assert pixels.dtype == np.float32
        assert pixels.min() >= 0
        assert pixels.max() <= 1
        np.testing.assert_allclose(pixels * 255, np.round(pixels * 255), atol=1e-3)
    assert aged.mask.shape == photo.shape[:2]
    assert aged.mask.dtype == bool


def test_the_same_chance_makes_the_same_picture(photo: np.ndarray) -> None:
    first, second = (age(photo, draw_ageing(chance(3)), chance(3)) for _ in range(2))
    np.testing.assert_array_equal(first.pixels, second.pixels)
    np.testing.assert_array_equal(first.mask, second.mask)
    assert not np.array_equal(first.pixels, age(photo, draw_ageing(chance(3)), chance(4)).pixels)


def test_without_ageing_nothing_changes(photo: np.ndarray) -> None:
    aged = age(photo, Ageing(), chance())
    np.testing.assert_allclose(aged.pixels, photo, atol=1e-6)
    assert not aged.mask.any()


@each_defect
def test_damage_hides_what_its_mask_says_and_little_else(photo: np.ndarray, defect: Defect) -> None:
    hides = []
    for seed in range(4):
        aged = age(photo, Ageing(defects=((defect, 0.8),)), chance(seed))
        change = np.abs(aged.pixels - aged.undamaged).max(axis=2)
        assert change.max() > HIDDEN_FROM
        layers = defect(*photo.shape[:2], 0.8, 1.0, chance(seed))
        if all(layer.hides for layer in layers):
            assert change[~aged.mask].max() < 3 * HIDDEN_FROM  # two faint ones may lie together
        hides.append(aged.mask.mean())
        assert aged.mask.mean() < 0.6
    assert max(hides) > 0 or not any(layer.hides for layer in layers)


def test_more_damage_hides_more(photo: np.ndarray) -> None:
    hidden = [
        np.mean(
            [
                age(photo, Ageing(defects=((scratches, amount),)), chance(seed)).mask.mean()
                for seed in range(8)
            ]
        )
        for amount in (0.0, 0.5, 1.0)
    ]
    assert hidden == sorted(hidden)
    assert hidden[0] > 0


def test_both_versions_are_scanned_alike(photo: np.ndarray) -> None:
    """Noise and compression differ only near the damage, so a filling is judged fairly."""
    ageing = Ageing(grain=0.6, scan=0.8, defects=((shapes_of([BLOT]), 0.0),))
    aged = age(photo, ageing, chance(5))
    far = ~widened(aged.mask, 24)
    assert 0 < far.mean() < 1
    np.testing.assert_array_equal(aged.pixels[far], aged.undamaged[far])


def test_fading_takes_contrast_and_both_ends(photo: np.ndarray) -> None:
    faded = tones.fade(photo, 1.0, chance())
    assert faded.std() < photo.std()
    assert np.percentile(faded, 1) > np.percentile(photo, 1)
    assert np.percentile(faded, 99) < np.percentile(photo, 99)


def test_yellowing_takes_blue_most_and_red_least(photo: np.ndarray) -> None:
    lost = 1 - tones.yellow(photo, 1.0, chance()).mean((0, 1)) / photo.mean((0, 1))
    assert 0 < lost[0] < lost[1] < lost[2]


def test_lost_dyes_leave_a_cast(photo: np.ndarray) -> None:
    grey = harmless.grey(photo)
    tinted = tones.lose_dyes(grey, 1.0, chance())
    assert np.ptp(tinted.mean((0, 1))) > 0.02
    assert np.ptp(grey.mean((0, 1))) < 1e-6


def test_grain_is_strongest_in_mid_tones() -> None:
    def strength(tone: float) -> float:
        return float(surfaces.grain(np.full((96, 96, 3), tone, np.float32), 0.5, chance()).std())

    assert strength(0.5) > 1.3 * strength(0.1)
    assert strength(0.5) > 1.3 * strength(0.95)


def test_ageing_is_tones_and_then_texture(photo: np.ndarray) -> None:
    ageing = Ageing(fading=0.7, sepia=0.5, softness=0.6, grain=0.5)
    rng = chance(2)
    toned = age_tones(photo, ageing, rng)
    textured = texture(toned, ageing, rng)
    np.testing.assert_array_equal(textured, age(photo, ageing, chance(2)).pixels)
    assert toned.std() < 0.9 * photo.std(), "faded"
    np.testing.assert_allclose(textured.mean((0, 1)), toned.mean((0, 1)), atol=0.005)


def test_a_drawn_texture_is_texture_alone_and_at_times_none() -> None:
    drawn = [draw_texture(chance(seed)) for seed in range(200)]
    for ageing in drawn:
        assert ageing == Ageing(**{name: getattr(ageing, name) for name in _TEXTURE})
    untouched = [ageing for ageing in drawn if not ageing.has_texture]
    assert 0.08 < len(untouched) / len(drawn) < 0.3


def test_a_picture_enlarged_from_a_small_one_lacks_fine_detail(photo: np.ndarray) -> None:
    before = fine_detail(photo)
    left = [
        fine_detail(texture(photo, Ageing(reduction=factor), chance()))
        for factor in (1.0, 1.5, 4.0)
    ]
    assert left[0] == pytest.approx(before, rel=0.01)
    assert left[0] > 1.3 * left[1] > 1.3 * left[2]


def test_kinds_of_damage_are_drawn_without_repeating(photo: np.ndarray) -> None:
    for seed in range(20):
        kinds = [kind for kind, _ in draw_defects(chance(seed))]
        assert 1 <= len(kinds) == len(set(kinds))


def test_a_layer_is_mixed_in_by_its_opacity() -> None:
    opacity = np.array([[0.0, 0.5, 1.0]], np.float32)
    over = Layer(opacity, np.ones(3, np.float32)).over(np.zeros((1, 3, 3), np.float32))
    np.testing.assert_allclose(over[0, :, 0], [0, 0.5, 1])


def test_a_thin_line_is_fainter_than_a_wide_one_and_lies_where_it_was_drawn() -> None:
    points = np.array([(0.0, 10.0), (40.0, 10.0)])
    thin, wide = (
        Canvas(20, 40).polyline(points, np.array([width]), np.ones(1)).opacity()
        for width in (0.3, 3.0)
    )
    assert 0 < thin.max() < 0.6 < wide.max()
    assert wide[:7].max() == 0
    assert wide[9:11].min() > 0.6


def test_a_sharpened_scan_has_a_rim_of_the_opposite_tone_that_is_in_the_mask() -> None:
    grey = np.full((96, 96, 3), 0.5, np.float32)
    line = shapes_of([BLOT])
    plain, sharpened = (
        age(grey, Ageing(sharpening=amount, defects=((line, 0.0),)), chance(3))
        for amount in (0.0, 1.0)
    )
    bright = plain.pixels[plain.mask].mean() > 0.5
    rim = sharpened.pixels.min() if bright else sharpened.pixels.max()
    assert abs(rim - 0.5) > 3 * HIDDEN_FROM
    assert plain.mask.sum() < sharpened.mask.sum()
    assert not (plain.mask & ~sharpened.mask).any()


def test_scans_are_sharpened_only_where_it_is_asked_for() -> None:
    assert not any(draw_ageing(chance(seed)).sharpening for seed in range(50))
    drawn = [draw_ageing(chance(seed), sharpened_share=0.4).sharpening for seed in range(200)]
    assert 0.25 < np.mean([amount > 0 for amount in drawn]) < 0.55
