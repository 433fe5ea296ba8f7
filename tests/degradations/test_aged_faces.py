import numpy as np
import pytest

from restorer_app.degradations import harmless
from restorer_app.degradations.aging.faces import MOST_REDUCED, age_face, draw_reduction


def chance(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


@pytest.mark.parametrize("reduction", [1.0, 2.0, 3.3, MOST_REDUCED])
def test_an_aged_face_keeps_size_place_and_tones(photo: np.ndarray, reduction: float) -> None:
    face = harmless.grey(photo)
    for seed in range(5):
        aged = age_face(face, reduction, chance(seed))
        assert aged.shape == face.shape
        assert aged.dtype == np.float32
        assert aged.min() >= 0
        assert aged.max() <= 1
        assert np.ptp(aged, axis=2).max() < 1e-6
        assert abs(aged.mean() - face.mean()) < 0.02


def test_the_more_it_is_reduced_the_less_is_left(photo: np.ndarray) -> None:
    face = harmless.grey(photo)
    errors = [
        np.mean([np.square(age_face(face, r, chance(seed)) - face).mean() for seed in range(8)])
        for r in (1.0, 2.0, 4.0)
    ]
    assert errors[0] < errors[1] < errors[2]


def test_reductions_are_drawn_from_none_to_the_most() -> None:
    drawn = [draw_reduction(chance(seed)) for seed in range(100)]
    assert 1 <= min(drawn) < 1.2
    assert 3.5 < max(drawn) <= MOST_REDUCED


def test_the_same_chance_makes_the_same_face(photo: np.ndarray) -> None:
    face = harmless.grey(photo)
    np.testing.assert_array_equal(age_face(face, 2, chance(3)), age_face(face, 2, chance(3)))
