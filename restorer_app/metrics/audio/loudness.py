"""Loudness as broadcasters measure it: ITU-R BS.1770-4, integrated, gated."""

import math

import numpy as np
import numpy.typing as npt
from scipy import signal

from restorer_app.metrics.audio.waveform import Samples

_STEP_S = 0.1
_STEPS_PER_BLOCK = 4
"""Blocks of 400 ms that overlap by 75 %: sums of four steps."""
_ABSOLUTE_GATE_LUFS = -70.0
_RELATIVE_GATE_LU = -10.0
_OFFSET_DB = -0.691
_STRIP_SAMPLES = 1 << 18

_SURROUND = 1.41
_WEIGHTS = {
    4: (1.0, 1.0, _SURROUND, _SURROUND),
    5: (1.0, 1.0, 1.0, _SURROUND, _SURROUND),
    6: (1.0, 1.0, 1.0, 0.0, _SURROUND, _SURROUND),
}
"""Left, right, centre, low frequencies, surround, as files have them; other numbers count alike."""

# The two filters of the recommendation are given for 48 kHz; these are the analogue ones behind
# them (De Man, 2014), which become the recommendation's own coefficients at that rate.
_SHELF_HZ, _SHELF_Q, _SHELF_DB = 1681.974450955533, 0.7071752369554196, 3.999843853973347
_SHELF_BAND_POWER = 0.4996667741545416
_HIGH_PASS_HZ, _HIGH_PASS_Q = 38.13547087602444, 0.5003270373238773


def loudness_lufs(samples: Samples, rate: int) -> float:
    """The integrated loudness of (channels, n); minus infinity below -70 LUFS, as in silence.

    What is shorter than 400 ms is one block.
    """
    meter = LoudnessMeter(rate, len(samples))
    meter.add(samples)
    return meter.lufs


class LoudnessMeter:
    """Measures a recording that comes stretch by stretch, in nearly constant memory."""

    def __init__(self, rate: int, n_channels: int) -> None:
        self._step = max(1, round(rate * _STEP_S))
        self._weights = np.asarray(_WEIGHTS.get(n_channels, (1.0,) * n_channels))
        self._filters = _k_weighting(rate)
        self._state = np.zeros((len(self._filters), n_channels, 2))
        self._rest = np.zeros(0)
        self._steps: list[npt.NDArray[np.float64]] = []

    def add(self, samples: Samples) -> None:
        """The next samples, (channels, m)."""
        for start in range(0, samples.shape[1], _STRIP_SAMPLES):
            strip = samples[:, start : start + _STRIP_SAMPLES].astype(np.float64)
            weighted, self._state = signal.sosfilt(self._filters, strip, zi=self._state)
            power = np.concatenate([self._rest, self._weights @ np.square(weighted)])
            n_steps = len(power) // self._step
            whole = power[: n_steps * self._step].reshape(n_steps, self._step)
            self._steps.append(whole.mean(axis=1))
            self._rest = power[n_steps * self._step :]

    @property
    def lufs(self) -> float:
        """Of everything that came so far, but for an incomplete step at its end."""
        powers = self._block_powers()
        powers = powers[powers > _power(_ABSOLUTE_GATE_LUFS)]
        if not powers.size:
            return -math.inf
        gate = _power(_lufs(float(powers.mean())) + _RELATIVE_GATE_LU)
        return _lufs(float(powers[powers > gate].mean()))

    def _block_powers(self) -> npt.NDArray[np.float64]:
        steps = np.concatenate([*self._steps, np.zeros(0)])
        if len(steps) >= _STEPS_PER_BLOCK:
            return np.lib.stride_tricks.sliding_window_view(steps, _STEPS_PER_BLOCK).mean(axis=1)
        n_samples = len(steps) * self._step + len(self._rest)
        total = steps.sum() * self._step + self._rest.sum()
        return np.array([total / n_samples]) if n_samples else np.zeros(0)


def _k_weighting(rate: int) -> npt.NDArray[np.float64]:
    """Second-order sections: a shelf for the head, a high-pass for what ears hardly hear.

    Below the rates at which a filter would act on nothing that is there it is left out.
    """
    sections = [np.array([1.0, 0, 0, 1, 0, 0])]
    if rate > 2 * _SHELF_HZ:
        k = math.tan(math.pi * _SHELF_HZ / rate)
        high = 10 ** (_SHELF_DB / 20)
        band = high**_SHELF_BAND_POWER * k / _SHELF_Q
        b = np.array([high + band + k * k, 2 * (k * k - high), high - band + k * k])
        sections.append(np.concatenate([b / _denominator(k, _SHELF_Q)[0], _poles(k, _SHELF_Q)]))
    if rate > 2 * _HIGH_PASS_HZ:
        k = math.tan(math.pi * _HIGH_PASS_HZ / rate)
        sections.append(np.concatenate([np.array([1.0, -2, 1]), _poles(k, _HIGH_PASS_Q)]))
    return np.stack(sections)


def _denominator(k: float, q: float) -> npt.NDArray[np.float64]:
    return np.array([1 + k / q + k * k, 2 * (k * k - 1), 1 - k / q + k * k])


def _poles(k: float, q: float) -> npt.NDArray[np.float64]:
    denominator = _denominator(k, q)
    return denominator / denominator[0]


def _lufs(power: float) -> float:
    return _OFFSET_DB + 10 * math.log10(power)


def _power(lufs: float) -> float:
    return 10 ** ((lufs - _OFFSET_DB) / 10)
