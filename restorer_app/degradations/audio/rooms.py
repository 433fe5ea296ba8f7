"""Echo and reverberation, what comes back from walls: the direct sound keeps place and level."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import signal

from restorer_app.degradations.audio.levels import Samples

_DIRECT_S = 0.0025
"""What follows the direct sound within 2.5 ms is part of it (ISO 3382)."""
_EARLY_S = (0.005, 0.05)
_N_EARLY = 8
_DULL_SHARE = 0.5
"""How much faster the highest frequencies die away than the lowest."""
_N_BANDS = 4


@dataclass(frozen=True)
class Echo:
    """One repetition of everything: how much later, and how loud against the original."""

    delay_s: float
    gain: float


PAPER_ECHO = Echo(0.5, 1.0)
"""Equation 3 of paper 0."""


def echo(samples: Samples, rate: int, echoes: Sequence[Echo]) -> Samples:
    """y(t) = x(t) + sum of gain x(t - delay), delays rounded to samples; cut to the same length."""
    result = samples.copy()
    for each in echoes:
        delay = round(each.delay_s * rate)
        if delay < samples.shape[1]:
            result[:, delay:] += np.float32(each.gain) * samples[:, : samples.shape[1] - delay]
    return result


def reverb(samples: Samples, response: Samples) -> Samples:
    """`samples` in a room with this impulse response (channels or 1, m); cut to the same length.

    The response is one that `room_response` or `synthetic_room` gives.
    """
    n_samples = samples.shape[1]
    wet: Samples = signal.oaconvolve(samples, response[:, :n_samples], mode="full", axes=1)
    return wet[:, :n_samples].astype(np.float32, copy=False)


def room_response(measured: Samples, rate: int, direct_to_reverb_db: float) -> Samples:
    """A measured impulse response (channels, m) whose direct sound is first and has the gain 1.

    Everything before its highest peak is cut off; what comes after the first 2.5 ms is made so much
    quieter or louder that the ratio of the energies becomes `direct_to_reverb_db`. Raises
    ValueError for a silent channel.
    """
    if not measured.any(axis=1).all():
        raise ValueError("an impulse response has a silent channel")
    peaks = np.abs(measured).argmax(axis=1)
    start = int(peaks.min())
    response = measured[:, start:].astype(np.float64)
    response = response / response[np.arange(len(peaks)), peaks - start][:, None]
    n_direct = max(1, round(rate * _DIRECT_S))
    direct, late = response[:, :n_direct], response[:, n_direct:]
    energy = np.square(late).sum()
    if energy > 0:
        wanted = np.square(direct).sum() / 10 ** (direct_to_reverb_db / 10)
        response[:, n_direct:] = late * np.sqrt(wanted / energy)
    return response.astype(np.float32)


def synthetic_room(
    n_channels: int,
    rate: int,
    rt60_s: float,
    direct_to_reverb_db: float,
    rng: np.random.Generator,
) -> Samples:
    """An impulse response (channels, m) of no room in particular, ready for `reverb`.

    A few early reflections, then noise that dies away exponentially, by 60 dB in `rt60_s` at the
    lowest frequencies and faster at higher ones (Polack's model, by bands).
    """
    n = max(2, round(rate * rt60_s * 1.2))
    times = np.arange(n) / rate
    late = np.zeros((n_channels, n))
    noise = rng.standard_normal((n_channels, n))
    for band, part in enumerate(_octaves(noise)):
        decay_s = rt60_s * (1 - _DULL_SHARE * band / (_N_BANDS - 1))
        late += part * 10 ** (-3 * times / decay_s)
    late[:, times < _EARLY_S[0]] = 0
    for delay_s in rng.uniform(*_EARLY_S, _N_EARLY):
        if (position := round(delay_s * rate)) < n:
            late[:, position] += rng.choice((-1, 1)) * rng.uniform(2, 6) * 10 ** (-3 * delay_s)
    loudest = np.abs(late).max() or 1.0
    response = late / (2 * loudest)  # the direct sound stays the highest peak
    response[:, 0] = 1
    return room_response(response.astype(np.float32), rate, direct_to_reverb_db)


def _octaves(noise: np.ndarray) -> list[np.ndarray]:
    """The parts of `noise` in bands of an octave below half the rate, the lowest with the rest."""
    spectrum = np.fft.rfft(noise, axis=1)
    position = np.linspace(0, 1, spectrum.shape[1])
    edges = [0.0, *(2.0**-i for i in range(_N_BANDS - 1, 0, -1)), 1.1]
    return [
        np.fft.irfft(spectrum * ((low <= position) & (position < high)), noise.shape[1], axis=1)
        for low, high in itertools.pairwise(edges)
    ]
