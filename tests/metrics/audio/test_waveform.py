"""Measures of the waveform against values worked out by hand, and what they say of extremes."""

import math

import numpy as np
import pytest

from restorer_app.errors import MediaError
from restorer_app.metrics.audio import (
    WaveformSums,
    check_rates,
    log_spectral_distance_db,
    log_stft_mae,
    log_stft_snr_db,
    mae,
    segmental_snr_db,
    si_sdr_db,
    snr_db,
)

RATE = 8000


@pytest.fixture
def noise() -> np.ndarray:
    return np.random.default_rng(3).uniform(-0.5, 0.5, (2, 20_000)).astype(np.float32)


def test_values_worked_out_by_hand() -> None:
    reference = np.float32([[1, 0, 0, 0], [0, 2, 0, 0]])
    candidate = np.float32([[1, 0, 1, 0], [0, 2, 0, -1]])
    assert mae(reference, candidate) == pytest.approx(2 / 8)
    assert snr_db(reference, candidate) == pytest.approx(10 * math.log10(5 / 2))
    assert si_sdr_db(reference, candidate) == pytest.approx(10 * math.log10(5 / 2))


def test_si_sdr_by_its_definition(noise: np.ndarray) -> None:
    rng = np.random.default_rng(4)
    candidate = (0.7 * noise + rng.normal(0, 0.05, noise.shape)).astype(np.float32)
    r, c = noise.astype(np.float64).ravel(), candidate.astype(np.float64).ravel()
    target = (c @ r) / (r @ r) * r
    expected = 10 * math.log10((target @ target) / ((target - c) @ (target - c)))
    assert si_sdr_db(noise, candidate) == pytest.approx(expected, abs=1e-6)
    assert si_sdr_db(noise, 4 * candidate) == pytest.approx(expected, abs=1e-6)
    assert snr_db(noise, candidate) < expected


def test_a_changed_balance_of_the_channels_is_an_error(noise: np.ndarray) -> None:
    candidate = noise * np.float32([[1], [0.5]])
    assert 5 < si_sdr_db(noise, candidate) < 15


def test_identical_recordings(noise: np.ndarray) -> None:
    assert mae(noise, noise) == 0
    assert snr_db(noise, noise) == math.inf
    assert si_sdr_db(noise, noise) == math.inf
    assert si_sdr_db(noise, 2 * noise) > 140
    assert segmental_snr_db(noise, noise, RATE) == 35
    assert log_spectral_distance_db(noise, noise, RATE) == 0
    assert log_stft_mae(noise, noise) == 0
    assert log_stft_snr_db(noise, noise) == math.inf


def test_silence_has_a_value(noise: np.ndarray) -> None:
    silence = np.zeros_like(noise)
    assert snr_db(silence, silence) == si_sdr_db(silence, silence) == math.inf
    assert snr_db(silence, noise) == si_sdr_db(silence, noise) == -math.inf
    assert snr_db(noise, silence) == pytest.approx(0)
    assert si_sdr_db(noise, silence) == -math.inf
    assert segmental_snr_db(silence, silence, RATE) == 35
    assert segmental_snr_db(silence, noise, RATE) == -10
    assert log_spectral_distance_db(silence, silence, RATE) == 0
    assert log_spectral_distance_db(silence, noise, RATE) > 20
    assert math.isfinite(log_stft_snr_db(silence, noise))


def test_one_sample_has_a_value() -> None:
    one, other = np.float32([[0.5]]), np.float32([[0.25]])
    assert snr_db(one, other) == pytest.approx(20 * math.log10(2))
    assert segmental_snr_db(one, other, RATE) == pytest.approx(20 * math.log10(2))
    assert log_spectral_distance_db(one, other, RATE) >= 0
    assert log_stft_mae(one, other) > 0


def test_segments_are_limited_and_silent_ones_left_out() -> None:
    length = 256  # 32 ms at 8 kHz
    reference = np.full((1, 4 * length), 0.5, np.float32)
    reference[:, 3 * length :] = 0
    candidate = reference.copy()
    candidate[:, :length] = 0.45  # 20 dB
    candidate[:, length : 2 * length] = 50  # far below -10
    candidate[:, 3 * length :] = 1
    assert segmental_snr_db(reference, candidate, RATE) == pytest.approx(
        (20 - 10 + 35) / 3, abs=0.01
    )


def test_stretches_add_up_to_the_whole(noise: np.ndarray) -> None:
    candidate = noise + np.float32(0.01)
    sums = WaveformSums()
    for start in range(0, noise.shape[1], 3001):
        sums = sums.plus(noise[:, start : start + 3001], candidate[:, start : start + 3001])
    assert sums.snr_db == pytest.approx(snr_db(noise, candidate))
    assert sums.si_sdr_db == pytest.approx(si_sdr_db(noise, candidate))
    assert sums.mae == pytest.approx(0.01, rel=1e-4)


def test_other_lengths_channels_and_rates_are_refused(noise: np.ndarray) -> None:
    for other in (noise[:, :-1], noise[:1]):
        for measure in (mae, snr_db, si_sdr_db, log_stft_mae, log_stft_snr_db):
            with pytest.raises(MediaError, match="Can't compare a recording of 2 x 20000 samples"):
                measure(noise, other)
        for measure in (segmental_snr_db, log_spectral_distance_db):
            with pytest.raises(MediaError, match="choose two of one length"):
                measure(noise, other, RATE)
    with pytest.raises(MediaError, match="at 44100 Hz with one at 48000 Hz; convert one"):
        check_rates(44_100, 48_000)
    check_rates(8000, 8000)
