"""The inverse comb: takes echoes off a recording exactly, once delay and gain are known."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

HALF_TAPS = 16
"""Of the interpolation for delays between two samples, on each side."""
FRACTION_FROM = 0.02
"""A delay closer to a whole number of samples is one: sound repeated by a computer is."""


@dataclass(frozen=True)
class Echo:
    """The recording once more, after `delay_s` seconds and times `gain` (0..1)."""

    delay_s: float
    gain: float


def echo_taps(echo: Echo, rate: int) -> tuple[int, np.ndarray]:
    """(delay of the first tap in samples, taps): `echo` as a short filter, float64 (n,).

    One tap for a whole number of samples, else a windowed sinc (Laakso et al. 1996, Splitting the
    unit delay).
    """
    delay = echo.delay_s * rate
    whole = round(delay)
    if abs(delay - whole) < FRACTION_FROM:
        return whole, np.array([echo.gain])
    at = np.arange(1 - HALF_TAPS, HALF_TAPS + 1) - (delay - int(delay))
    window = np.cos(np.pi * at / (2 * HALF_TAPS + 1)) ** 2
    return int(delay) + 1 - HALF_TAPS, echo.gain * np.sinc(at) * window


class InverseComb:
    """x(t) = y(t) - sum of gain_k x(t - delay_k): the stream without these echoes.

    Exact where y is x with its echoes, from the first sample on. Of a recording cut out of a longer
    one, what came before is not known: that part of the first echoes fades with gain, delay by
    delay. Stable as the gains together are at most 1.
    """

    def __init__(self, echoes: Sequence[Echo], rate: int) -> None:
        self._taps = [echo_taps(echo, rate) for echo in echoes]
        self._reach = max(first + len(taps) for first, taps in self._taps)
        # So many samples at once depend on none of each other.
        self._step = min(first for first, _ in self._taps)
        if self._step < 1:
            raise ValueError(f"an echo after {echoes[0].delay_s} s is none that can be told apart")
        self._past: np.ndarray | None = None

    def feed(self, samples: np.ndarray) -> np.ndarray:
        n_channels, n = samples.shape
        if self._past is None:
            self._past = np.zeros((n_channels, self._reach))
        known = np.concatenate([self._past, samples], axis=1)  # float64: errors come back forever
        for start in range(self._reach, self._reach + n, self._step):
            stop = min(start + self._step, self._reach + n)
            for first, taps in self._taps:
                for i, tap in enumerate(taps, start=first):
                    known[:, start:stop] -= tap * known[:, start - i : stop - i]
        self._past = known[:, n:].copy()
        return known[:, self._reach :].astype(np.float32)

    def finish(self) -> np.ndarray:
        n_channels = 1 if self._past is None else len(self._past)
        return np.zeros((n_channels, 0), np.float32)
