import numpy as np

from restorer_app.restoration.filling import roughly_filled, with_holes


def ramp() -> np.ndarray:
    return np.repeat(np.linspace(0.2, 0.8, 64, dtype=np.float32)[None, :, None], 64, 0).repeat(3, 2)


def a_hole() -> np.ndarray:
    holes = np.zeros((64, 64), bool)
    holes[28:36, 28:36] = True
    return holes


def test_a_hole_is_filled_from_around_and_nothing_else_changes() -> None:
    clean, holes = ramp(), a_hole()
    damaged = clean.copy()
    damaged[holes] = 1.0
    filled = roughly_filled(damaged, holes)
    np.testing.assert_allclose(filled[holes], clean[holes], atol=0.06)
    np.testing.assert_array_equal(filled[~holes], clean[~holes])
    assert damaged[30, 30, 0] == 1.0, "the input is not written to"


def test_what_lies_in_a_hole_plays_no_part() -> None:
    holes, first, second = a_hole(), ramp(), ramp()
    first[holes], second[holes] = 0.0, 1.0
    np.testing.assert_array_equal(roughly_filled(first, holes), roughly_filled(second, holes))


def test_without_holes_the_picture_itself_comes_back() -> None:
    clean = ramp()
    assert roughly_filled(clean, np.zeros((64, 64), bool)) is clean


def test_a_picture_that_is_one_hole_becomes_grey() -> None:
    filled = roughly_filled(ramp(), np.ones((64, 64), bool))
    np.testing.assert_array_equal(filled, np.full((64, 64, 3), 0.5, np.float32))


def test_the_network_is_shown_the_filling_and_the_holes() -> None:
    shown = with_holes(ramp(), a_hole())
    assert shown.shape == (64, 64, 4)
    assert shown.dtype == np.float32
    np.testing.assert_array_equal(shown[..., 3] > 0, a_hole())
