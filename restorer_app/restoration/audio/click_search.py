"""Whether a recording clicks: counted by those clicks alone that are beyond doubt.

Nothing else is searched for among clicks, so these are left out before.
"""

from dataclasses import dataclass, replace

import numpy as np

from restorer_app.restoration.audio.clicks import find_clicks, runs_of, without_clicks
from restorer_app.restoration.audio.stretches import Stretch

SURE_THRESHOLD = 50.0
"""How many times the usual surprise a click is that is beyond doubt."""
SURE_CLICKS_PER_S = (0.45, 0.8, 2.5)
"""Of these: none, worth a repair, beyond doubt. The mouth makes some as well: in 72 recordings of
clean speech there were 0.42 a second at most."""


@dataclass(frozen=True, eq=False)
class Unclicked:
    """A stretch, mixed down and without clicks where there are more than by chance."""

    stretch: Stretch
    n_clicks: int
    """That are beyond doubt."""

    @classmethod
    def of(cls, stretch: Stretch) -> "Unclicked":
        sound = stretch.mono
        n_clicks = sum(1 for _ in runs_of(find_clicks(sound, stretch.rate, SURE_THRESHOLD)))
        if n_clicks > SURE_CLICKS_PER_S[0] * len(sound) / stretch.rate:
            sound = without_clicks(sound, stretch.rate)
        return cls(replace(stretch, samples=sound[None]), n_clicks)


class ClickSearch:
    """Counts the clicks of stretches."""

    def __init__(self) -> None:
        self.per_s_over_time: list[tuple[float, float]] = []
        """(seconds from the start, clicks per second) of each stretch."""
        self._n_clicks, self._seconds = 0, 0.0

    def add(self, unclicked: Unclicked) -> None:
        stretch = unclicked.stretch
        seconds = stretch.samples.shape[1] / stretch.rate
        self.per_s_over_time.append((stretch.start / stretch.rate, unclicked.n_clicks / seconds))
        self._n_clicks += unclicked.n_clicks
        self._seconds += seconds

    @property
    def per_s(self) -> float:
        """Clicks per second, of those that are beyond doubt."""
        return self._n_clicks / self._seconds if self._seconds else 0.0

    @property
    def probability(self) -> float:
        return float(np.interp(self.per_s, SURE_CLICKS_PER_S, (0.0, 0.6, 1.0)))
