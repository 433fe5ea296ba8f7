"""How a restoration goes and what comes of it: each step tried, as it happens and afterwards.

Plain values without torch, so that a front end can show them before anything heavy is loaded.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from restorer_app.progress import Progress
from restorer_app.restoration.face import FaceReport
from restorer_app.restoration.mask import Given
from restorer_app.restoration.plan import Plan, Step

if TYPE_CHECKING:
    from restorer_app.media.image import Image
    from restorer_app.restoration.diagnosis import Diagnosis


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
    changed_s: tuple[tuple[float, float], ...] = ()
    """Where a recording was changed, each place from and to in seconds: what clicks, for one."""


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


@dataclass(frozen=True)
class Restored:
    """A restored photograph and how it came about."""

    image: Image
    plan: Plan
    """The steps that were carried out and kept, in order."""
    reports: tuple[StepReport, ...]
    before: Diagnosis | None
    after: Diagnosis | None
    stop_reason: str
    model_hashes: dict[str, str] = field(default_factory=dict)
    """SHA-256 by id of the models that diagnosed and of those whose steps were kept."""
    filled: Given | None = None
    """The mask of what was filled in; None where nothing of the kind was done, or it is not known
    any more."""
    faces: tuple[FaceReport, ...] = ()
    """What became of each face, where a step was about faces."""

    @property
    def is_unchanged(self) -> bool:
        """No step was applied: the pixels are the very ones that came in."""
        return not self.plan.active_steps


@dataclass(frozen=True)
class RestoredRecording:
    """What was done to a recording. Its samples stay in a file: they may be hours."""

    path: Path
    """The file that was written; the recording's own where nothing was."""
    plan: Plan
    """The steps that changed something, with what they had to know."""
    reports: tuple[StepReport, ...]
    before: Diagnosis | None
    after: Diagnosis | None
    stop_reason: str
    gain: float = 1.0
    """What everything was multiplied with, so that restored peaks fit into the file."""
    n_too_loud: int = 0
    """Samples that did not fit into the file, and were limited."""
    model_hashes: dict[str, str] = field(default_factory=dict)
    """SHA-256 by id of the models of those steps."""

    @property
    def is_unchanged(self) -> bool:
        return not self.plan.steps


RestoredFile = Restored | RestoredRecording
"""What was done to a file of either kind."""
