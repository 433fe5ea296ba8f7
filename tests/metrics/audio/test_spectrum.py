"""Measures of the spectrogram, and that paper 0's is as it defines it."""

import math

import numpy as np
import pytest
from scipy import signal

from restorer_app.metrics.audio import (
    log_spectral_distance_db,
    log_stft,
    log_stft_mae,
    log_stft_snr_db,
    spectrum,
)


@pytest.fixture
def noise() -> np.ndarray:
    return np.random.default_rng(5).normal(0, 0.1, (1, 46_662)).astype(np.float32)


def test_a_recording_of_the_paper_has_its_438_frames(noise: np.ndarray) -> None:
    assert log_stft(noise).shape == (1, 438, 129)
    assert log_stft(noise[:, :46_577]).shape[1] == 437


def test_the_papers_spectrogram_is_that_of_its_window(noise: np.ndarray) -> None:
    start = 7 * 106
    frame = noise[0, start : start + 256] * signal.get_window("hamming", 256, fftbins=False)
    assert np.allclose(log_stft(noise)[0, 7], np.log(np.abs(np.fft.fft(frame))[:129] + 1e-4))


def test_the_papers_measures_count_all_256_rows(noise: np.ndarray) -> None:
    other = noise[:, ::-1].copy()
    one, two = (
        np.concatenate([half := log_stft(each), half[..., 127:0:-1]], axis=-1)
        for each in (noise, other)
    )
    assert one.shape == (1, 438, 256)
    assert log_stft_mae(noise, other) == pytest.approx(np.abs(one - two).mean())
    expected = 10 * math.log10(np.square(one).sum() / np.square(one - two).sum())
    assert log_stft_snr_db(noise, other) == pytest.approx(expected)


def test_many_frames_are_measured_piece_by_piece_to_the_same_value(
    noise: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = noise * np.float32(0.5)
    whole = log_stft_snr_db(noise, other), log_spectral_distance_db(noise, other, 8000)
    monkeypatch.setattr(spectrum, "_STRIP_FRAMES", 7)
    pieces = log_stft_snr_db(noise, other), log_spectral_distance_db(noise, other, 8000)
    assert pieces == pytest.approx(whole)


def test_half_the_level_is_6_db_of_distance(noise: np.ndarray) -> None:
    distance = log_spectral_distance_db(noise, noise / 2, 8000)
    assert distance == pytest.approx(20 * math.log10(2), abs=0.01)


def test_what_nobody_hears_is_no_distance() -> None:
    silence = np.zeros((1, 8000), np.float32)
    assert log_spectral_distance_db(silence, silence + np.float32(1e-7), 8000) < 0.01
