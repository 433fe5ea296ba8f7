"""Local models explain sound by its neighbours, and say what lost samples were."""

import numpy as np
import pytest
from scipy.signal import lfilter

from restorer_app.restoration.audio.autoregression import ORDER, LocalModels

RATE = 16000
RESONANCE = [1.0, -1.8, 0.95]


def resonating(n: int = 8000) -> np.ndarray:
    """Noise through a resonance: what an autoregressive model describes exactly."""
    return lfilter([1.0], RESONANCE, np.random.default_rng(0).normal(size=n))


def test_the_model_of_a_resonance_is_found() -> None:
    models = LocalModels.fit(resonating(), RATE)
    mean = models.coefficients[2:-2].mean(axis=0)
    np.testing.assert_allclose(mean[:3], RESONANCE, atol=0.1)
    assert np.abs(mean[3:]).max() < 0.1


def test_a_click_is_what_neither_side_explains() -> None:
    sound = resonating()
    sound[4000] += 100
    surprise = LocalModels.fit(resonating(), RATE).unexplained(sound)
    assert surprise.argmax() in (4000, 4001)
    assert surprise[4000] > 50
    assert np.delete(surprise, np.arange(3998, 4003)).max() < 10


@pytest.mark.parametrize("lost", [[3000], [3000, 3001, 3002, 3010], [0, 1, 7999]])
def test_lost_samples_follow_from_their_neighbours(lost: list[int]) -> None:
    sound = resonating()
    is_lost = np.zeros(len(sound), bool)
    is_lost[lost] = True
    filled = LocalModels.fit(sound, RATE).filled(np.where(is_lost, 0.0, sound), is_lost)
    assert np.array_equal(filled[~is_lost], sound[~is_lost])
    assert np.abs(filled - sound).max() < 3
    assert np.abs(filled - sound).max() < 0.5 * np.abs(sound).max()


def test_lost_samples_are_found_exactly_as_written_out() -> None:
    """Against the least squares problem solved without any of its structure."""
    sound = resonating(400)
    models = LocalModels.fit(sound, RATE)
    is_lost = np.zeros(len(sound), bool)
    is_lost[[200, 201, 205, 220]] = True
    filter_ = models.coefficients[210 // models.hop]
    rows = np.zeros((len(sound) - ORDER, len(sound)))
    for i, row in enumerate(rows):
        row[i : i + ORDER + 1] = filter_[::-1]
    right = -rows[:, ~is_lost] @ sound[~is_lost]
    expected = np.linalg.lstsq(rows[:, is_lost], right, rcond=None)[0]
    filled = models.filled(np.where(is_lost, 0.0, sound), is_lost)
    np.testing.assert_allclose(filled[is_lost], expected, rtol=1e-5)


@pytest.mark.parametrize("sound", [np.zeros(1), np.zeros(3000), np.ones(3000)])
def test_silence_and_dc_have_models_too(sound: np.ndarray) -> None:
    models = LocalModels.fit(sound, RATE)
    assert np.isfinite(models.coefficients).all()
    assert models.unexplained(sound).shape == sound.shape
