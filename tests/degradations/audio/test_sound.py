"""Every distortion of recordings at every level: seeded, in place, stronger with the level."""

import numpy as np
import pytest

from restorer_app.degradations.audio.sound import (
    LEVELS,
    SOUND_NAMES,
    Recorded,
    degrade_sound,
    level_values,
    mix_sound,
)
from restorer_app.distortions import Distortion, Medium, distortions_of
from restorer_app.errors import PlanError
from restorer_app.metrics.audio import log_spectral_distance_db, snr_db

RATE = 8000
SOUND = distortions_of(Medium.AUDIO)
each_distortion = pytest.mark.parametrize("distortion", SOUND)


def degraded(
    samples: np.ndarray, distortion: Distortion, level: float, *, seed: int = 0, rate: int = RATE
) -> np.ndarray:
    return degrade_sound(samples, rate, distortion, level, np.random.default_rng(seed)).samples


def test_every_distortion_of_recordings_has_five_levels() -> None:
    assert tuple(LEVELS) == SOUND
    assert SOUND_NAMES == SOUND
    assert all(len(values) == 5 for names in LEVELS.values() for values in names.values())


@each_distortion
def test_it_is_the_same_for_the_same_seed_and_leaves_the_input(
    clean: np.ndarray, distortion: Distortion
) -> None:
    before = clean.copy()
    first, same, other = (degraded(clean, distortion, 3, seed=seed) for seed in (1, 1, 2))
    assert np.array_equal(clean, before)
    assert np.array_equal(first, same)
    has_chance = distortion not in (Distortion.CLIPPING, Distortion.BAND_LIMIT)
    assert np.array_equal(first, other) != has_chance


@each_distortion
def test_length_channels_and_type_stay(clean: np.ndarray, distortion: Distortion) -> None:
    result = degraded(clean, distortion, 4)
    assert (result.shape, result.dtype) == (clean.shape, np.float32)
    assert not np.array_equal(result, clean)


@each_distortion
def test_the_level_says_how_strong_it_is(clean: np.ndarray, distortion: Distortion) -> None:
    distances = [
        log_spectral_distance_db(clean, degraded(clean, distortion, level), RATE)
        for level in range(1, 6)
    ]
    assert distances == sorted(distances)
    assert distances[0] < distances[4]


@each_distortion
@pytest.mark.parametrize(
    ("shape", "rate"), [((1, 1), 8000), ((24, 5), 50), ((1, 3), 1), ((1, 40), 192_000)]
)
def test_every_rate_size_and_signal_has_a_result(
    distortion: Distortion, shape: tuple[int, int], rate: int
) -> None:
    for samples in (np.zeros(shape, np.float32), np.ones(shape, np.float32)):
        result = degraded(samples, distortion, 5, rate=rate)
        assert result.shape == shape
        assert np.isfinite(result).all()


def test_between_two_levels_strength_is_interpolated() -> None:
    assert level_values(Distortion.HUM, 1.5) == {"snr_db": 27}
    assert level_values(Distortion.BAND_LIMIT, 5) == {"low_hz": 500, "high_hz": 2500}


def test_what_was_done_is_told(clean: np.ndarray) -> None:
    rng = np.random.default_rng(3)
    told = degrade_sound(clean, RATE, Distortion.ECHO, 2, rng).parameters
    assert (told["name"], told["level"]) == ("echo", 2)
    assert told["gains"][0] == 0.35
    assert all(0.1 <= delay <= 1 for delay in told["delays_s"])


def test_clicks_and_clipping_say_where(clean: np.ndarray) -> None:
    for distortion in SOUND:
        rng = np.random.default_rng(3)
        result = degrade_sound(clean, RATE, distortion, 3, rng)
        if distortion in (Distortion.CLICKS, Distortion.CLIPPING):
            assert result.mask is not None
            assert result.mask.shape == clean.shape
            assert 0.001 < result.mask.mean() < 0.1
        else:
            assert result.mask is None


@pytest.mark.parametrize(
    ("distortion", "level", "reason"),
    [
        (Distortion.JPEG, 3, "'jpeg' is no distortion of recordings; known are: clipping, "),
        (Distortion.HUM, 0.5, "hum: level 0.5 is outside 1..5"),
        (Distortion.HUM, float("nan"), "hum: level nan is outside 1..5"),
    ],
)
def test_what_is_none_is_refused(
    clean: np.ndarray, distortion: Distortion, level: float, reason: str
) -> None:
    with pytest.raises(PlanError, match=reason):
        degraded(clean, distortion, level)


def test_recorded_noise_and_rooms_are_used_where_there_are_some(clean: np.ndarray) -> None:
    noise = np.sin(np.arange(5000) / 3).astype(np.float32)[None]
    response = np.zeros((1, 400), np.float32)
    response[0, [20, 200]] = (0.5, 0.2)
    recorded = Recorded(noise, response)
    rng = np.random.default_rng(0)
    noisy = degrade_sound(clean, RATE, Distortion.BACKGROUND_NOISE, 3, rng, recorded=recorded)
    assert noisy.parameters["noise"] == "recorded"
    assert snr_db(clean, noisy.samples) == pytest.approx(10, abs=0.01)
    spectrum = np.abs(np.fft.rfft(noisy.samples[0] - clean[0]))
    assert spectrum.argmax() == pytest.approx(16_000 / (2 * np.pi * 3), abs=2)
    wet = degrade_sound(clean, RATE, Distortion.REVERB, 3, rng, recorded=recorded).samples
    reflection = wet - clean
    assert np.abs(reflection[:, :180]).max() < 1e-6
    assert np.allclose(reflection[:, 180:], 10 ** (-4 / 20) * clean[:, :-180], atol=1e-5)


def test_a_mixture_is_its_distortions_one_after_another(clean: np.ndarray) -> None:
    levels = {Distortion.CLIPPING: 2.0, Distortion.HUM: 4.0, Distortion.REVERB: 1.0}
    mixture = mix_sound(clean, RATE, levels, np.random.default_rng(5))
    assert list(mixture.parts) == [Distortion.REVERB, Distortion.HUM, Distortion.CLIPPING]
    rng, expected = np.random.default_rng(5), clean
    for distortion in mixture.parts:
        expected = degrade_sound(expected, RATE, distortion, levels[distortion], rng).samples
    assert np.array_equal(mixture.samples, expected)
    assert mixture.parts[Distortion.CLIPPING].mask is not None
    assert mix_sound(clean, RATE, {}, rng).parts == {}
