"""One photograph that waits to be restored with many others, and what becomes of it."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from restorer_app.restoration.destination import Destination
from restorer_app.restoration.plan import Plan


class EntryState(StrEnum):
    """How far a photograph of the queue has come."""

    WAITING = "waiting"
    LOOKING = "looking"
    RESTORING = "restoring"
    DONE = "done"
    UNCHANGED = "unchanged"
    """Nothing was wrong, or nothing helped."""
    FAILED = "failed"
    CANCELLED = "cancelled"
    SKIPPED = "skipped"

    @property
    def is_running(self) -> bool:
        return self in (EntryState.LOOKING, EntryState.RESTORING)

    @property
    def is_over(self) -> bool:
        return self is not EntryState.WAITING and not self.is_running

    @property
    def can_be_done_again(self) -> bool:
        return self in (EntryState.FAILED, EntryState.CANCELLED, EntryState.SKIPPED)


@dataclass(eq=False, slots=True)
class QueueEntry:
    """A photograph of the queue. The queue changes it, everything else only reads it."""

    id: str
    source: Path
    target: Path
    """Where its result is to go; once it is begun, where it really goes."""
    destination: Destination
    plan: Plan | None = None
    """What the user has decided on; without, the program finds its own way."""
    state: EntryState = EntryState.WAITING
    reason: str = ""
    """Why it failed, was skipped or stays as it is: a sentence."""
    seconds: float = 0.0
    step: str = ""
    fraction: float = 0.0
    """Of the photograph in work: what is being done, and how far it is, 0..1."""

    @property
    def name(self) -> str:
        return self.source.name

    @property
    def has_result(self) -> bool:
        """Whether there is a file to open."""
        is_copied = self.state is EntryState.UNCHANGED and self.destination.copies_unchanged
        return self.state is EntryState.DONE or is_copied
