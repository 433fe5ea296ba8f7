"""What lies over a recording: the hum of the mains, and the clicks and crackle of a record."""

import numpy as np

from restorer_app.degradations.audio.levels import Samples, power, scaled_to

_N_HARMONICS = 10
_STRAY_HZ = 0.15
"""The mains, and the speed of a recorder, are never quite what they should be."""
_LOUDEST_CLICK = 1.5
"""Of full scale: no needle goes further."""
_HIT_FROM = 0.02
"""A sample counts as hit where a click is this share of its peak."""


def hum(
    samples: Samples, rate: int, snr_db: float, rng: np.random.Generator, *, mains_hz: float
) -> tuple[Samples, float]:
    """`samples` with a hum `snr_db` below them, and its exact frequency in Hz, near `mains_hz`.

    Up to ten harmonics with any phases, weaker with their number; the same in all channels.
    """
    hz = mains_hz + rng.uniform(-_STRAY_HZ, _STRAY_HZ)
    times = np.arange(samples.shape[1]) / rate
    fall = rng.uniform(0.5, 1.5)
    wave = np.zeros(samples.shape[1])
    for number in range(1, _N_HARMONICS + 1):
        level, phase = rng.uniform(0.3, 1) / number**fall, rng.uniform(0, 2 * np.pi)
        if number * hz < rate / 2:
            wave += level * np.sin(2 * np.pi * number * hz * times + phase)
    tone = np.tile(wave.astype(np.float32), (len(samples), 1))
    return samples + scaled_to(tone, samples, snr_db), float(hz)


def clicks(
    samples: Samples,
    rate: int,
    rng: np.random.Generator,
    *,
    clicks_per_s: float,
    crackles_per_s: float,
) -> tuple[Samples, np.ndarray]:
    """`samples` with the surface of a worn record, and which of them were hit, bool (channels, n).

    Clicks are 0.2..3 ms long and several times as loud as the recording, crackles shorter than
    0.3 ms and about as loud. Each is a short oscillation that dies away, at the same moment in all
    channels, but stronger in one than in the other.
    """
    loudness = np.sqrt(power(samples))
    result, hit = samples.copy(), np.zeros(samples.shape, bool)
    kinds = ((clicks_per_s, (2e-4, 3e-3), (2.0, 12.0)), (crackles_per_s, (5e-5, 3e-4), (0.4, 2.0)))
    for per_s, lengths_s, peaks in kinds:
        n_clicks = int(rng.poisson(per_s * samples.shape[1] / rate))
        for start in rng.integers(samples.shape[1], size=n_clicks):
            length_s = _between(*lengths_s, rng)
            peak = min(loudness * _between(*peaks, rng), _LOUDEST_CLICK)
            pulse = peak * _pulse(max(1, round(length_s * rate)), rng)[: samples.shape[1] - start]
            balance = rng.uniform(0.2, 1, len(samples)) * rng.choice((-1, 1))
            balance[rng.integers(len(samples))] = 1
            place = slice(start, start + len(pulse))
            result[:, place] += (balance[:, None] * pulse).astype(np.float32)
            hit[:, place] |= np.abs(balance[:, None] * pulse) >= _HIT_FROM * peak
    return result, hit


def _between(least: float, most: float, rng: np.random.Generator) -> float:
    """Any value, as often between 1 and 2 as between 2 and 4."""
    return float(np.exp(rng.uniform(np.log(least), np.log(most))))


def _pulse(n: int, rng: np.random.Generator) -> np.ndarray:
    """A half to three swings that die away over `n` samples, with a peak of 1."""
    position = np.arange(n) / n
    swing = np.cos(np.pi * rng.uniform(0.5, 3) * position) * np.exp(-4 * position)
    return rng.choice((-1, 1)) * swing
