"""Finds clipping, at any level, and brings back what was above the rails.

A clipped peak is flat: several samples at one level, with a jump before or behind. A peak that is
only smooth comes to its top and leaves it gradually. Rails are where many such flats lie, whatever
became of the level since.
"""

from dataclasses import dataclass

import numpy as np

from restorer_app.restoration.audio.autoregression import LocalModels
from restorer_app.restoration.audio.clicks import runs_of
from restorer_app.restoration.audio.streams import Windowed
from restorer_app.restoration.audio.stretches import Stretch

FLAT_WITHIN = 1e-4
"""Of full scale: how far samples of a flat may lie apart, about 3 steps of 16 bits."""
JUMP = 8.0
"""A flat ends with a step so many times as high."""
LEAST_FLAT = 3
"""Samples of a flat."""
LEAST_LEVEL = 0.02
"""Quieter rails are none: nothing is recorded there."""
LEAST_AGREEING = 0.5
"""So many of the flats lie at the rails; those of a synthesiser are everywhere."""
MOST_BEYOND = 1e-3
"""So many samples may lie beyond a rail, clicks that came later."""
SURE_FLATS_PER_S = (0.3, 1.0, 4.0)
"""Flats at the rails of a channel: chance, worth a repair, beyond doubt."""
MOST_CLIPPED = 0.5
"""Beyond this share there is nothing to go by: a square wave is what it is."""
MOST_GROWTH = 4.0
"""A repaired peak is at most so many times as high as the rail: 12 dB."""
N_ROUNDS = 4
WINDOW_S, MARGIN_S = 4.0, 0.1
_LEVELS = np.linspace(-2, 2, 8001)


@dataclass(frozen=True)
class Rails:
    """The levels at which a recording is cut off; infinite where it is not."""

    low: float = -np.inf
    high: float = np.inf

    def reached_by(self, samples: np.ndarray) -> np.ndarray:
        """Which samples lie at a rail or beyond, bool."""
        reached: np.ndarray = (samples >= self.high - FLAT_WITHIN) | (
            samples <= self.low + FLAT_WITHIN
        )
        return reached


@dataclass(frozen=True)
class Clipping:
    """Rails, the share of samples that lie in flats at them, and how sure that is, 0..1."""

    rails: Rails
    share: float
    probability: float


@dataclass(frozen=True, eq=False)
class _Flats:
    """Levels and lengths in samples of flats, both (n,)."""

    levels: np.ndarray
    lengths: np.ndarray

    def near(self, level: float, within: float) -> "_Flats":
        is_near = np.abs(self.levels - level) <= within
        return _Flats(self.levels[is_near], self.lengths[is_near])


class ClippingSearch:
    """Gathers the flats of stretches and says where the rails are."""

    def __init__(self) -> None:
        self._tops: list[_Flats] = []
        self._bottoms: list[_Flats] = []
        self._levels = np.zeros(len(_LEVELS) - 1, np.int64)
        self._n = 0
        self._seconds = 0.0
        self._within = FLAT_WITHIN

    def add(self, stretch: Stretch) -> None:
        for sound in stretch.samples:
            self._within = max(self._within, 1.5 * _quantum(sound))
            self._tops.append(_tops(sound, self._within))
            self._bottoms.append(_tops(-sound, self._within))
            self._levels += np.histogram(np.clip(sound, -2, 2), _LEVELS)[0]
            self._n += len(sound)
            self._seconds += len(sound) / stretch.rate

    def result(self) -> Clipping | None:
        """Where the recording is clipped; None where it is not, or nearly everywhere."""
        high, tops = self._rail(_joined(self._tops), self._levels)
        low, bottoms = self._rail(_joined(self._bottoms), self._levels[::-1])
        n_flats = len(tops.levels) + len(bottoms.levels)
        n_all = sum(len(flats.levels) for flats in (*self._tops, *self._bottoms))
        if not n_flats or n_flats < LEAST_AGREEING * n_all:
            return None
        share = float(tops.lengths.sum() + bottoms.lengths.sum()) / self._n
        per_s = n_flats / self._seconds
        if share > MOST_CLIPPED or per_s <= SURE_FLATS_PER_S[0]:
            return None
        probability = float(np.interp(per_s, SURE_FLATS_PER_S, (0.0, 0.6, 1.0)))
        return Clipping(Rails(-low, high), share, probability)

    def _rail(self, flats: _Flats, levels: np.ndarray) -> tuple[float, _Flats]:
        """The level at which most flats lie, and these; infinite where sound goes beyond it."""
        nothing = np.inf, flats.near(np.inf, 0)
        if not len(flats.levels):
            return nothing
        values, counts = np.unique(np.round(flats.levels / self._within), return_counts=True)
        middle = float(values[int(np.argmax(counts))]) * self._within
        at_rail = flats.near(middle, 2 * self._within)
        rail = float(at_rail.levels.max())
        beyond = levels[np.searchsorted(_LEVELS, rail + 2 * self._within) :].sum()
        return nothing if beyond > MOST_BEYOND * self._n else (rail, at_rail)


def clipping_repair(rate: int, rails: Rails) -> Windowed:
    """The stream with what was above the rails; it may go beyond -1..1."""

    def repair(samples: np.ndarray, _: int) -> np.ndarray:
        return np.stack([unclipped(channel, rate, rails) for channel in samples])

    return Windowed(repair, window=round(WINDOW_S * rate), margin=round(MARGIN_S * rate))


def unclipped(sound: np.ndarray, rate: int, rails: Rails) -> np.ndarray:
    """`sound` (n,) with peaks that follow from what is left of it, float32.

    All other samples stay as they are to the bit. Models of the sound and the peaks are found in
    turn; a peak that would lie below its rail is at the rail (consistent declipping, as in Janssen
    et al. 1986 with the constraints of Harvilla and Stern 2014).
    """
    is_clipped = rails.reached_by(sound)
    if not is_clipped.any() or is_clipped.mean() > MOST_CLIPPED:
        return sound
    is_top = sound > 0
    at_least = np.where(is_top, rails.high, -rails.low)
    sign = np.where(is_top, 1.0, -1.0)
    filled = sound.astype(np.float64)
    for _ in range(N_ROUNDS):
        models = LocalModels.fit(filled, rate)
        free = is_clipped
        for _ in range(2):
            tried = models.filled(filled, free)
            too_low = free & (sign * tried < at_least)
            filled = np.where(too_low, sound, tried)
            free = free & ~too_low
            if not too_low.any():
                break
    peaks = sign * np.clip(sign * filled, at_least, MOST_GROWTH * at_least)
    return np.where(is_clipped, peaks, sound).astype(np.float32)


def _quantum(sound: np.ndarray) -> float:
    """The least step between samples that are not alike; 0 in silence."""
    steps = np.abs(np.diff(sound))
    return float(np.min(steps, where=steps > 0, initial=np.inf)) if steps.any() else 0.0


def _tops(sound: np.ndarray, within: float) -> _Flats:
    """Flats of `sound` (n,) that are above what is before and behind them, one of it far below."""
    is_like_next = np.abs(np.diff(sound)) <= within
    runs = [run for run in runs_of(is_like_next) if run.stop - run.start >= LEAST_FLAT - 1]
    starts = np.array([run.start for run in runs], int)
    stops = np.array([run.stop + 1 for run in runs], int)
    inside = (starts > 0) & (stops < len(sound))
    starts, stops = starts[inside], stops[inside]
    before = sound[starts] - sound[starts - 1]
    behind = sound[stops - 1] - sound[stops]
    is_top = (np.minimum(before, behind) > 0) & (np.maximum(before, behind) > JUMP * within)
    is_top &= sound[starts] >= LEAST_LEVEL
    return _Flats(sound[starts[is_top]].astype(float), (stops - starts)[is_top])


def _joined(flats: list[_Flats]) -> _Flats:
    if not flats:
        return _Flats(np.zeros(0), np.zeros(0, int))
    return _Flats(
        np.concatenate([each.levels for each in flats]),
        np.concatenate([each.lengths for each in flats]),
    )
