"""Where on the screen a frequency lies: straight, by octaves, or as the ear has it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from restorer_app.gui.sound.round_numbers import round_step

LOWEST_HZ = 20.0
"""Where the logarithmic scale begins: what can just be heard."""

_ROUND_HZ = (1, 2, 5)


class Scale(StrEnum):
    """How frequencies are spread over the height."""

    LINEAR = "linear"
    LOG = "log"
    MEL = "mel"
    """Equal steps sound equally far apart; O'Shaughnessy's 2595 log10(1 + f / 700)."""


@dataclass(frozen=True)
class FrequencyAxis:
    """From 0 Hz (logarithmic: 20 Hz) at height 0 up to half the rate at height 1."""

    scale: Scale
    rate: int

    @property
    def lowest_hz(self) -> float:
        return min(LOWEST_HZ, self.highest_hz / 100) if self.scale is Scale.LOG else 0.0

    @property
    def highest_hz(self) -> float:
        return self.rate / 2

    def to_height(self, hz: float) -> float:
        """0..1 for what is shown; lower frequencies lie below 0."""
        low, high = self._bent(self.lowest_hz), self._bent(self.highest_hz)
        return (self._bent(max(hz, self.lowest_hz / 2)) - low) / (high - low)

    def to_hz(self, height: float) -> float:
        low, high = self._bent(self.lowest_hz), self._bent(self.highest_hz)
        bent = low + height * (high - low)
        if self.scale is Scale.LOG:
            return math.exp(bent)
        return 700 * (10 ** (bent / 2595) - 1) if self.scale is Scale.MEL else bent

    def ticks_hz(self, least_gap: float) -> list[float]:
        """Round frequencies from low to high, none nearer to the next than `least_gap` (0..1)."""
        ticks: list[float] = []
        for hz in self._round_hz(least_gap):
            height = self.to_height(hz)
            is_far = not ticks or height - self.to_height(ticks[-1]) >= least_gap
            if 0 <= height <= 1 - least_gap / 2 and is_far:
                ticks.append(hz)
        return ticks

    def _round_hz(self, least_gap: float) -> list[float]:
        if self.scale is Scale.LINEAR:
            step = round_step(least_gap * self.highest_hz)
            return [i * step for i in range(int(self.highest_hz / step) + 1)]
        first = math.floor(math.log10(max(self.lowest_hz, self.highest_hz / 1000)))
        last = math.ceil(math.log10(self.highest_hz))
        decades = [n * 10.0**power for power in range(first, last + 1) for n in _ROUND_HZ]
        return [0.0, *decades] if self.lowest_hz == 0 else decades

    def _bent(self, hz: float) -> float:
        if self.scale is Scale.LOG:
            return math.log(hz)
        return 2595 * math.log10(1 + hz / 700) if self.scale is Scale.MEL else hz


@lru_cache(maxsize=8)
def row_weights(axis: FrequencyAxis, n_rows: int, n_bins: int) -> NDArray[np.float32]:
    """How much of each bin of a spectrum goes into each row, (n_rows, n_bins); rows sum to 1.

    Row 0 is the highest frequency. Where rows lie closer than bins they interpolate between two of
    them, where they lie further apart each is the mean, a triangle over its neighbours.
    """
    centres = [axis.to_hz((n_rows - 0.5 - i) / n_rows) for i in range(-1, n_rows + 1)]
    bins = np.asarray(centres) / axis.highest_hz * (n_bins - 1)
    half_widths = np.maximum((bins[:-2] - bins[2:]) / 2, 1.0)
    distances = np.abs(np.arange(n_bins)[None, :] - bins[1:-1, None])
    weights = np.maximum(1 - distances / half_widths[:, None], 0)
    weights /= weights.sum(axis=1, keepdims=True)
    weights.setflags(write=False)
    return weights.astype(np.float32)
