"""Recordings as pictures and back, exactly as paper 0 treats them; here to be measured beside.

46,662 samples, 438 frames of 256 samples (Hamming, overlap 150), the logarithms of their magnitudes
in 8 bits, reduced to 256 x 256. The way back has no phase but the degraded one. What the
paper leaves open is fixed here: the range of the logarithms, and bicubic resizing.
"""

from dataclasses import dataclass

import cv2
import numpy as np
import torch

from restorer_app.architectures.short_time import ShortTimeFourier

RATE = 8192
"""What the samples are taken for: MATLAB plays at this rate if it is told none."""
RATE_OF_SAMPLES = 16_000
"""What they really have. Read so, the echo of half a second leaves 8.42 dB of 132 recordings (log
spectra), where the paper has 8.56; resampled to 8192 Hz it leaves 10.43 dB, being half silence."""
N_SAMPLES = 46_662
WINDOW_SAMPLES, OVERLAP = 256, 150
HOP = WINDOW_SAMPLES - OVERLAP
N_FRAMES = (N_SAMPLES - OVERLAP) // HOP
SIDE = 256
LOG_OFFSET = 1e-4
LOG_RANGE = (-9.21, 4.5)
"""Natural logarithms that are black and white: silence, and about the loudest of speech."""


@dataclass(frozen=True, eq=False)
class LogSpectrum:
    """A recording as the paper sees it, and what its picture leaves out."""

    logarithms: np.ndarray
    """ln(|S| + 1e-4) float32 (256, 438): of frequencies from the lowest negative to the highest."""
    phases: np.ndarray
    """Unit complex64 (438, 129), of the frequencies from 0 up."""


def log_spectrum(samples: np.ndarray) -> LogSpectrum:
    """The spectrum of float32 (n,) at `RATE`, cut or filled up with silence to `N_SAMPLES`."""
    cut = np.zeros(N_SAMPLES, np.float32)
    cut[: len(samples)] = samples[:N_SAMPLES]
    spectra = _fourier().spectra(torch.from_numpy(cut)).numpy()
    magnitudes = np.abs(spectra)
    phases = np.where(magnitudes > 0, spectra / np.maximum(magnitudes, 1e-20), 1)
    logarithms = np.log(magnitudes.T + LOG_OFFSET)
    # MATLAB's centred order: -127 .. 128.
    return LogSpectrum(np.concatenate([logarithms[127:0:-1], logarithms]), phases)


def to_picture(logarithms: np.ndarray) -> np.ndarray:
    """(256, 438) to a grey picture float32 (256, 256) in 0..1, in steps of 1/255."""
    low, high = LOG_RANGE
    grey = _in_8_bits((logarithms - low) / (high - low))
    return _in_8_bits(cv2.resize(grey, (SIDE, SIDE), interpolation=cv2.INTER_CUBIC))


def to_logarithms(picture: np.ndarray) -> np.ndarray:
    """A grey picture (256, 256) in 0..1, rounded to 8 bits, to (256, 438)."""
    low, high = LOG_RANGE
    wide = cv2.resize(_in_8_bits(picture), (N_FRAMES, SIDE), interpolation=cv2.INTER_CUBIC)
    return wide * (high - low) + low


def to_samples(logarithms: np.ndarray, phases: np.ndarray) -> np.ndarray:
    """(256, 438) and (438, 129) to float32 (46578,): all that whole frames cover.

    Both halves are made one by their mean: the spectrum of a sound is symmetric.
    """
    positive = logarithms[127:].copy()
    positive[1:-1] = (positive[1:-1] + logarithms[126::-1]) / 2
    magnitudes = np.maximum(np.exp(positive.T) - LOG_OFFSET, 0)
    spectra = torch.from_numpy((magnitudes * phases).astype(np.complex64))
    return _fourier().samples(spectra).numpy()


def _fourier() -> ShortTimeFourier:
    return ShortTimeFourier(torch.hamming_window(WINDOW_SAMPLES, periodic=False), HOP)


def _in_8_bits(grey: np.ndarray) -> np.ndarray:
    return (np.round(np.clip(grey, 0, 1) * 255) / 255).astype(np.float32)
