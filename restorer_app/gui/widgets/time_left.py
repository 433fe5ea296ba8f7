"""How long a job still takes, from how long its share so far took."""

import time
from collections.abc import Callable

_SHARE_NEEDED = 0.03
_SECONDS_NEEDED = 1.0


class TimeLeft:
    """Seconds left of one job. Says nothing before it has seen enough to be near the truth."""

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        *,
        share_needed: float = _SHARE_NEEDED,
    ) -> None:
        self._clock, self._share_needed = clock, share_needed
        self._started = clock()

    def at(self, fraction: float) -> float | None:
        """Seconds left when `fraction` (0..1) is done; None while that is a guess."""
        elapsed = self._clock() - self._started
        if fraction < self._share_needed or elapsed < _SECONDS_NEEDED:
            return None
        return elapsed * (1 - fraction) / fraction
