"""Takes mains hum off by subtracting what it is, harmonic by harmonic.

A notch takes speech away with the hum, and rings. Here amplitude and phase of every harmonic are
followed over time, mostly by the moments in which little else sounds near it, and what they make is
subtracted.
"""

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import uniform_filter1d
from scipy.signal import resample_poly

from restorer_app.restoration.audio.streams import Windowed

HIGHEST_HZ = 2000.0
LOW_RATE_HZ = 6000
"""The least sampling rate that hum is looked at with."""
STEADY_S = 6.0
"""Over this time amplitude and phase of a harmonic hardly change."""
WINDOW_S, MARGIN_S, FADE_S = 12.0, 4.0, 0.5
MOST_OFF_HZ = 0.15
"""How far the mains frequency wanders about its mean."""
_N_ROUNDS = 5


def at_low_rate(samples: np.ndarray, rate: int) -> tuple[np.ndarray, float]:
    """Samples (channels, n) at a rate that is just enough for hum, and that rate in Hz."""
    step = max(1, rate // LOW_RATE_HZ)
    if step == 1:
        return samples.astype(np.float64), float(rate)
    return resample_poly(samples.astype(np.float64), 1, step, axis=1), rate / step


@dataclass(frozen=True)
class HumTracker:
    """Subtracts lines near `hz` and its multiples, up to `n_harmonics` of them."""

    hz: float
    n_harmonics: int
    rate: int

    def stream(self) -> Windowed:
        return Windowed(
            lambda samples, _: self.without_hum(samples),
            window=round(WINDOW_S * self.rate),
            margin=round(MARGIN_S * self.rate),
            fade=round(FADE_S * self.rate),
        )

    def without_hum(self, samples: np.ndarray) -> np.ndarray:
        """`samples` (channels, n) less their hum."""
        low, low_rate = at_low_rate(samples, self.rate)
        highest = min(HIGHEST_HZ, 0.4 * low_rate)
        harmonics = np.arange(1, min(self.n_harmonics, int(highest / self.hz)) + 1)
        period = round(low_rate / self.hz)
        if not len(harmonics) or low.shape[1] < 4 * period:
            return samples
        lines = _Lines(low, low_rate, self.hz, harmonics, period)
        hum = lines.followed().sound()
        step = round(self.rate / low_rate)
        if step > 1:
            hum = resample_poly(hum, step, 1, axis=1)
        return samples - hum[:, : samples.shape[1]].astype(np.float32)


class _Lines:
    """The harmonics of one hum in samples (channels, n), period by period.

    Over one period all other harmonics cancel out: `coefficients` (channels, harmonics, periods)
    are the amplitudes with their phases.
    """

    def __init__(
        self, samples: np.ndarray, rate: float, hz: float, harmonics: np.ndarray, period: int
    ) -> None:
        self._n, self._rate, self._hz = samples.shape[1], rate, hz
        self._harmonics, self._period = harmonics, period
        n_periods = self._n // period
        first = np.exp(-2j * np.pi * hz / rate * np.arange(n_periods * period))
        turning, rows = np.ones_like(first), []
        for _ in harmonics:
            turning = turning * first
            turned = samples[:, : n_periods * period] * turning
            rows.append(turned.reshape(len(samples), n_periods, period).mean(axis=2))
        self.coefficients = 2 * np.stack(rows, axis=1)

    def followed(self) -> "_Lines":
        """The same with coefficients that change slowly: those of the hum alone."""
        drift = np.exp(-2j * np.pi * self._drift() * self._periods_s())  # of the fundamental
        still = self.coefficients * drift ** self._harmonics[:, None]
        steady = max(3, round(STEADY_S * self._rate / self._period))
        level = np.zeros_like(still)
        for _ in range(_N_ROUNDS):
            else_there = uniform_filter1d(np.abs(still - level) ** 2, 3)
            weights = 1 / (else_there + 0.1 * np.median(else_there, axis=2, keepdims=True) + 1e-16)
            weight = _smoothed(weights, steady)
            level = _smoothed(weights * still, steady) / weight
        # What could as well come from all the rest is not taken off (Wiener).
        error = 1 / (weight * steady / 2)
        level = level * np.maximum(0, 1 - 2 * error / (np.abs(level) ** 2 + 1e-16))
        self.coefficients = level / drift ** self._harmonics[:, None]
        return self

    def sound(self) -> np.ndarray:
        """What the coefficients make, (channels, n)."""
        at, middles = np.arange(self._n), (np.arange(self.coefficients.shape[2]) + 0.5)
        middles = middles * self._period
        first = np.exp(2j * np.pi * self._hz / self._rate * at)
        made, turning = np.zeros((len(self.coefficients), self._n)), np.ones_like(first)
        for row in np.moveaxis(self.coefficients, 1, 0):
            turning = turning * first
            for channel, values in zip(made, row, strict=True):
                channel += (np.interp(at, middles, values) * turning).real
        return made

    def _periods_s(self) -> np.ndarray:
        return np.arange(self.coefficients.shape[2]) * self._period / self._rate

    def _drift(self) -> float:
        """How far the hum's frequency is off, in Hz: where all harmonics stand still together."""
        moments = self._periods_s()
        offs = np.arange(-MOST_OFF_HZ, MOST_OFF_HZ, 0.1 / max(moments[-1], 1) / 4)
        # Loud moments are not the hum's: each counts the less the louder.
        level = np.median(np.abs(self.coefficients), axis=2, keepdims=True) + 1e-12
        levelled = self.coefficients / np.maximum(np.abs(self.coefficients), level)
        together = np.zeros(len(offs))
        first = np.exp(-2j * np.pi * offs[:, None] * moments)
        turning = np.ones_like(first)
        for i in range(len(self._harmonics)):
            turning = turning * first
            for channel in levelled[:, i]:
                together += np.abs(turning @ channel) ** 4
        return float(offs[int(np.argmax(together))])


def _smoothed(values: np.ndarray, n: int) -> np.ndarray:
    """Mean over about `n` neighbours along the last axis, twice: what is near counts more."""
    once = uniform_filter1d(values, max(1, n // 2), mode="nearest")
    twice: np.ndarray = uniform_filter1d(once, max(1, n // 2), mode="nearest")
    return twice
