"""How well speech is understood (STOI) and liked (PESQ), where their packages are installed.

They are the extra `audio-metrics`, for evaluation only: nothing in the program depends on them.
"""

import importlib
import warnings
from math import gcd
from types import ModuleType

import numpy as np
from scipy import signal

from restorer_app.metrics.audio.waveform import Samples, check_shapes

_PESQ_RATE = 16_000
_LEAST_STOI_S = 0.4
"""30 frames of 12.8 ms, which one of its segments takes."""


def stoi(reference: Samples, candidate: Samples, rate: int) -> float | None:
    """Short-time objective intelligibility (Taal et al. 2011), 0..1, the mean of the channels.

    None where pystoi is not installed, or where there is too little speech to measure (under half a
    second, or silence). Raises MediaError for different shapes.
    """
    check_shapes(reference.shape, candidate.shape)
    package = _package("pystoi")
    is_short = reference.shape[1] < rate * _LEAST_STOI_S
    if package is None or is_short or not reference.any():
        return None
    with warnings.catch_warnings(record=True) as complaints:
        warnings.simplefilter("always")
        scores = [
            package.stoi(one.astype(np.float64), other.astype(np.float64), rate)
            for one, other in zip(reference, candidate, strict=True)
        ]
    has_speech = not any(issubclass(each.category, RuntimeWarning) for each in complaints)
    return float(np.mean(scores)) if has_speech else None


def pesq(reference: Samples, candidate: Samples, rate: int) -> float | None:
    """Wide-band PESQ (ITU-T P.862.2), 1.0..4.6, the mean of the channels, at 16 kHz.

    None where the package `pesq` is not installed, or where it finds no speech in one of the two.
    Raises MediaError for different shapes.
    """
    check_shapes(reference.shape, candidate.shape)
    package = _package("pesq")
    if package is None or not (reference.any() and candidate.any()):
        return None
    pairs = zip(_at_16_khz(reference, rate), _at_16_khz(candidate, rate), strict=True)
    try:
        return float(np.mean([package.pesq(_PESQ_RATE, *pair, "wb") for pair in pairs]))
    except package.PesqError:
        return None


def _package(name: str) -> ModuleType | None:
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError:
        return None


def _at_16_khz(samples: Samples, rate: int) -> Samples:
    if rate == _PESQ_RATE:
        return samples
    shared = gcd(rate, _PESQ_RATE)
    resampled: Samples = signal.resample_poly(samples, _PESQ_RATE // shared, rate // shared, axis=1)
    return resampled
