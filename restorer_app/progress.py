"""How long work reports and how it is stopped: one callback, no threads, no Qt."""

from collections.abc import Callable
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Progress:
    """Where a running task is: a short name for what is being done and the share done, 0..1."""

    step: str
    fraction: float


@dataclass(frozen=True)
class FindProgress(Progress):
    """How many photographs have been found so far; how many there are nobody knows before."""

    n_found: int


class Cancelled(Exception):
    """Raised by a progress callback to stop the work at the next tile."""


OnProgress = Callable[[Progress], None]


def ignore_progress(_: Progress) -> None:
    """The callback for callers that do not care."""


def part_of(on_progress: OnProgress, step: str, start: float, end: float) -> OnProgress:
    """A callback for a sub-task whose own 0..1 fills `start`..`end` of the whole, named `step`."""

    def rename(progress: Progress) -> None:
        on_progress(replace(progress, step=step))

    return share_of(rename, start, end)


def share_of(on_progress: OnProgress, start: float, end: float) -> OnProgress:
    """A callback for a sub-task whose own 0..1 fills `start`..`end`; it names its steps itself."""

    def report(progress: Progress) -> None:
        on_progress(replace(progress, fraction=start + (end - start) * progress.fraction))

    return report
