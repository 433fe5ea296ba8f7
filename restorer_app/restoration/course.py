"""How the loop of diagnosing and restoring goes: each step tried, as it happens and afterwards.

Plain values without torch, so that a front end can show them before anything heavy is loaded.
"""

from dataclasses import dataclass
from enum import StrEnum

from restorer_app.progress import Progress
from restorer_app.restoration.plan import Step


class Outcome(StrEnum):
    """What became of a step."""

    APPLIED = "applied"
    DROPPED = "dropped"


@dataclass(frozen=True)
class StepReport:
    """One step of a restoration: when, how long, and why it was dropped if it was."""

    step: Step
    pass_number: int
    seconds: float
    outcome: Outcome
    reason: str = ""


@dataclass(frozen=True)
class Course:
    """The loop so far: what was tried, what is being tried in which pass, and why it stopped."""

    reports: tuple[StepReport, ...] = ()
    trying: Step | None = None
    """None between two steps and when the loop has stopped."""
    pass_number: int = 0
    """The pass that `trying` belongs to, from 1."""
    stop_reason: str = ""
    """A sentence; empty as long as the loop runs."""


@dataclass(frozen=True)
class CourseProgress(Progress):
    """Progress of the loop, with all that it has found out so far."""

    course: Course
