"""Finds mains hum: lines at 50 or 60 Hz and its multiples that are always there."""

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import percentile_filter, uniform_filter1d

from restorer_app.restoration.audio.hum_tracking import HIGHEST_HZ, at_low_rate
from restorer_app.restoration.audio.stretches import Stretch

MAINS_HZ = (50.0, 60.0)
OFF_BY = 0.01
"""How far the speed of tape and disc may have moved the mains frequency, as a share of it. A chord
of G is a fine hum of 49.3 Hz."""
ANYWHERE_HZ = range(40, 70)
"""Where hums are looked for that there are none of, to compare with."""
LEVELLED_S = 0.08
"""Loud moments are levelled down over this time before lines are looked for: what is always there
stands out in the pauses."""
ALWAYS = 0.25
"""A line has to be there in three quarters of the stretches."""
LINE_DB = 3.0
"""How far a line stands out of nine tenths of the spectrum within 15 Hz, at least."""
SURE_LINES_DB = (4.0, 7.0, 15.0)
"""What all lines have above LINE_DB together, in dB: no hum, worth a repair, beyond doubt. 187 of
189 recordings of clean speech had at most 5.1; hum 18 dB below the speech had 14 in 9 of 10."""
LEAST_HARMONICS = 10
"""So many are followed at least: below a voice not all of them stand out."""
SHORTEST_S = 1.4
"""Less sound is too short to tell a hum from a tone."""
_NEAR_HZ = 15.0


@dataclass(frozen=True)
class Hum:
    """Lines at `hz` and its multiples up to `n_harmonics`, and how sure that is, 0..1."""

    hz: float
    n_harmonics: int
    probability: float


class HumSearch:
    """Gathers the low spectra of stretches and says which hum is in most of them."""

    def __init__(self) -> None:
        self._powers: list[np.ndarray] = []
        self._n = 0
        self._bin_hz = 1.0

    def add(self, stretch: Stretch) -> None:
        sounds, rate = at_low_rate(stretch.mono[None], stretch.rate)
        sound = sounds[0] - sounds[0].mean()
        if not self._powers:
            self._n = len(sound)
        if len(sound) < max(self._n, SHORTEST_S * rate) or not sound.any():
            return
        n_fft = 1 << (4 * self._n - 1).bit_length()
        self._bin_hz = rate / n_fft
        level = np.sqrt(uniform_filter1d(np.square(sound), max(1, round(LEVELLED_S * rate))))
        levelled = sound / np.maximum(level, 1e-3 * level.max()) * np.hanning(self._n)
        power = np.abs(np.fft.rfft(levelled, n_fft)) ** 2
        self._powers.append(power[: round(HIGHEST_HZ / self._bin_hz)])

    def result(self) -> Hum | None:
        """The hum that is in most stretches; None where none is."""
        if not self._powers:
            return None
        always = 10 * np.log10(np.quantile(np.stack(self._powers), ALWAYS, axis=0) + 1e-20)
        stands_out = always - self._around(always)
        total, hz, n_harmonics = max(
            self._best(stands_out, mains * (1 - OFF_BY), mains * (1 + OFF_BY)) for mains in MAINS_HZ
        )
        # Sound that repeats itself has lines everywhere.
        anywhere = np.median([self._best(stands_out, at, at + 1)[0] for at in ANYWHERE_HZ])
        probability = np.interp(total - anywhere, SURE_LINES_DB, (0.0, 0.6, 1.0))
        if probability <= 0:
            return None
        return Hum(hz, max(n_harmonics, LEAST_HARMONICS), float(probability))

    def _best(self, stands_out: np.ndarray, low: float, high: float) -> tuple[float, float, int]:
        """(what its lines have together in dB, Hz, harmonics) of the best hum from low to high."""
        hz = np.arange(low, high, self._bin_hz / 4)
        lines = self._lines(stands_out, hz)
        total = np.where(lines[:, :2].any(axis=1), lines.sum(axis=1), 0)
        best = int(np.argmax(total))
        if not total[best]:
            return 0.0, low, 0
        return float(total[best]), float(hz[best]), int(np.flatnonzero(lines[best])[-1]) + 1

    def _around(self, decibels: np.ndarray) -> np.ndarray:
        """The level of the higher bins around each, of other lines if there are many."""
        every = 4  # of so many bins no more are needed
        width = max(3, round(2 * _NEAR_HZ / self._bin_hz / every))
        at = np.arange(len(decibels))
        return np.interp(at, at[::every], percentile_filter(decibels[::every], 90, width))

    def _lines(self, stands_out: np.ndarray, hz: np.ndarray) -> np.ndarray:
        """How far the lines of harmonics of `hz` (n,) stand out of LINE_DB, or 0, in dB: (n, k)."""
        harmonics = np.arange(1, int(len(stands_out) * self._bin_hz / hz[0]) + 1)
        at = np.outer(hz, harmonics) / self._bin_hz
        below = np.minimum(at.astype(int), len(stands_out) - 2)
        share = np.minimum(at - below, 1)
        heights = (1 - share) * stands_out[below] + share * stands_out[below + 1]
        return np.where(at <= len(stands_out), np.maximum(heights - LINE_DB, 0), 0)
