"""Where on the screen a moment of a recording lies. No widget, so lanes can not drift apart."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from restorer_app.gui.sound.round_numbers import round_step
from restorer_app.gui.sound.track import Span

MOST_PX_PER_SAMPLE = 16.0
"""So close single samples are points far apart; closer there is nothing more to see."""

_LEAST_TICK_PX = 72
_STEPS_S = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 36000)


@dataclass(frozen=True)
class TimeAxis:
    """The part of a recording that is seen, one straight line from samples to pixels.

    `start`: the sample at the left edge, not rounded. Time goes from left to right in every
    language, as it does in scores.
    """

    n_samples: int
    rate: int
    width_px: float
    start: float = 0.0
    samples_per_px: float = 1.0

    @property
    def stop(self) -> float:
        """The sample at the right edge."""
        return self.start + self.width_px * self.samples_per_px

    @property
    def is_fitted(self) -> bool:
        """Whether all of the recording is seen."""
        return self.samples_per_px >= self._fitting * (1 - 1e-9)

    def to_x(self, sample: float) -> float:
        return (sample - self.start) / self.samples_per_px

    def to_sample(self, x: float) -> float:
        return self.start + x * self.samples_per_px

    def nearest_sample(self, x: float) -> int:
        """A sample that is there, 0..n_samples; the last one stands for the end."""
        return min(max(round(self.to_sample(x)), 0), self.n_samples)

    def fitted(self) -> TimeAxis:
        """All of the recording."""
        return replace(self, start=0.0, samples_per_px=self._fitting)

    def resized(self, width_px: float) -> TimeAxis:
        """With other room: all is still seen where it was, else the same from the left edge on."""
        axis = replace(self, width_px=width_px)
        return axis.fitted() if self.is_fitted else axis._kept_inside()

    def zoomed(self, factor: float, x: float) -> TimeAxis:
        """Closer by `factor`; the moment under `x` stays there."""
        scale = max(self.samples_per_px / factor, 1 / MOST_PX_PER_SAMPLE)
        scale = min(scale, self._fitting)
        return replace(
            self, start=self.to_sample(x) - x * scale, samples_per_px=scale
        )._kept_inside()

    def panned(self, by_px: float) -> TimeAxis:
        """Moved as if the recording was dragged to the right by so many pixels."""
        return replace(self, start=self.start - by_px * self.samples_per_px)._kept_inside()

    def moved_to(self, start: float) -> TimeAxis:
        """With this sample at the left edge, as near as that is possible."""
        return replace(self, start=start)._kept_inside()

    def showing(self, span: Span, margin: float = 0.05) -> TimeAxis:
        """Only this part, with a little of what is around it."""
        scale = max(span.n_samples * (1 + 2 * margin) / self.width_px, 1 / MOST_PX_PER_SAMPLE)
        scale = min(scale, self._fitting)
        middle = (span.start + span.stop) / 2
        start = middle - self.width_px * scale / 2
        return replace(self, start=start, samples_per_px=scale)._kept_inside()

    def following(self, sample: float) -> TimeAxis:
        """Turned like a page when the moment has left the right or left edge."""
        if self.start <= sample < self.stop:
            return self
        return self.moved_to(sample - 0.05 * self.width_px * self.samples_per_px)

    @property
    def _fitting(self) -> float:
        """Samples per pixel with which all is seen; few samples are not drawn further apart."""
        return max(self.n_samples / max(self.width_px, 1.0), 1 / MOST_PX_PER_SAMPLE)

    def _kept_inside(self) -> TimeAxis:
        last = max(self.n_samples - self.width_px * self.samples_per_px, 0.0)
        return replace(
            self,
            start=min(max(self.start, 0.0), last),
            samples_per_px=min(self.samples_per_px, self._fitting),
        )


def tick_step_s(axis: TimeAxis) -> float:
    """Seconds between marks: a round number with room for its words."""
    least = _LEAST_TICK_PX * axis.samples_per_px / axis.rate
    if least < 1:
        return round_step(least)
    return next((step for step in _STEPS_S if step >= least), 3600.0 * math.ceil(least / 3600))


def ticks_s(axis: TimeAxis) -> list[float]:
    """The moments to mark, in seconds, from the left edge to the right one or the end."""
    step = tick_step_s(axis)
    first = math.ceil(axis.start / axis.rate / step - 1e-9)
    last = math.floor(min(axis.stop, axis.n_samples) / axis.rate / step + 1e-9)
    return [i * step for i in range(first, last + 1)]
