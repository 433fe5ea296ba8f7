"""Measures of the spectrogram: those in use, and that of paper 0 with its own definitions."""

import math
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from restorer_app.metrics.audio.waveform import Samples, check_shapes

Spectra = npt.NDArray[np.float64]

PAPER_WINDOW = 256
PAPER_HOP = 106
PAPER_OFFSET = 1e-4
"""Paper 0: windows of 256 that overlap by 150, and what is added to a magnitude before its log."""

_WINDOW_S = 0.032
_FLOOR = 1e-10
"""-100 dB of a full-scale tone: below it two spectra are equally silent."""
_STRIP_FRAMES = 2048


def log_spectral_distance_db(reference: Samples, candidate: Samples, rate: int) -> float:
    """Log-spectral distance (Gray and Markel 1976); 0 when identical.

    In each frame the root mean square, over frequencies, of the difference of the two power spectra
    in dB; the mean of all frames and channels. Hann windows of 32 ms that overlap by half. Powers
    are limited from below to -100 dB of a full-scale tone, so that silence has a value.
    """
    check_shapes(reference.shape, candidate.shape)
    length = max(2, round(rate * _WINDOW_S))
    window = np.hanning(length + 1)[:-1]
    total, n_frames = 0.0, 0
    for one, other in zip(
        _spectra(reference, window, length // 2),
        _spectra(candidate, window, length // 2),
        strict=True,
    ):
        difference = _power_db(one, window) - _power_db(other, window)
        total += float(np.sqrt(np.square(difference).mean(axis=-1)).sum())
        n_frames += difference.shape[0] * difference.shape[1]
    return total / n_frames


def log_stft(samples: Samples) -> Spectra:
    """ln(|S| + 1e-4) as paper 0 has it, (channels, frames, 129): Hamming 256 symmetric, hop 106.

    MATLAB's `stft`: (n - 150) // 106 frames, not centred; shorter samples are filled up with zeros.
    The paper's picture of 256 rows has all but the first and the last of these 129 twice.
    """
    spectra = list(_spectra(samples, np.hamming(PAPER_WINDOW), PAPER_HOP))
    return np.log(np.abs(np.concatenate(spectra, axis=1)) + PAPER_OFFSET)


def log_stft_mae(reference: Samples, candidate: Samples) -> float:
    """Mean absolute error of `log_stft` over its 256 rows, as paper 0 measures echo."""
    _, _, absolute, n = _log_stft_sums(reference, candidate)
    return absolute / n


def log_stft_snr_db(reference: Samples, candidate: Samples) -> float:
    """10 log10(sum L^2 / sum (L - L')^2) of `log_stft` over its 256 rows, as paper 0 has it.

    Infinite when identical. It depends on the offset in the logarithm and on how much silence there
    is: digital silence has L = -9.2, so that silent parts count as signal.
    """
    signal, error, _, _ = _log_stft_sums(reference, candidate)
    return math.inf if error == 0 else 10 * math.log10(signal / error)


def _log_stft_sums(reference: Samples, candidate: Samples) -> tuple[float, float, float, int]:
    """Sums of L^2, of squared and of absolute differences, and their number."""
    check_shapes(reference.shape, candidate.shape)
    n_bins = PAPER_WINDOW // 2 + 1
    weight = np.full(n_bins, 2.0)
    weight[[0, -1]] = 1
    window = np.hamming(PAPER_WINDOW)
    signal = error = absolute = 0.0
    n_frames = 0
    for one, other in zip(
        _spectra(reference, window, PAPER_HOP), _spectra(candidate, window, PAPER_HOP), strict=True
    ):
        clean = np.log(np.abs(one) + PAPER_OFFSET)
        difference = np.log(np.abs(other) + PAPER_OFFSET) - clean
        signal += float((np.square(clean) * weight).sum())
        error += float((np.square(difference) * weight).sum())
        absolute += float((np.abs(difference) * weight).sum())
        n_frames += clean.shape[0] * clean.shape[1]
    return signal, error, absolute, n_frames * PAPER_WINDOW


def _spectra(
    samples: Samples, window: npt.NDArray[np.float64], hop: int
) -> Iterator[npt.NDArray[np.complex128]]:
    """(channels, frames, bins), many frames at a time; every one of them whole."""
    missing = max(0, len(window) - samples.shape[1])
    padded = np.pad(samples, ((0, 0), (0, missing)))
    frames = np.lib.stride_tricks.sliding_window_view(padded, len(window), axis=1)[:, ::hop]
    for start in range(0, frames.shape[1], _STRIP_FRAMES):
        yield np.fft.rfft(frames[:, start : start + _STRIP_FRAMES] * window, axis=-1)


def _power_db(spectra: npt.NDArray[np.complex128], window: npt.NDArray[np.float64]) -> Spectra:
    """Against a full-scale tone, whose line is half the sum of the window high."""
    power = np.square(np.abs(spectra) / (window.sum() / 2))
    return 10 * np.log10(np.maximum(power, _FLOOR))
