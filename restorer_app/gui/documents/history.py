"""What the user can go back to: the plan and the result of one file at each moment.

Plans and results are values and results lie parked in files, so a moment is a handful of references
(docs/adr/0005).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from restorer_app.restoration.plan import Plan

if TYPE_CHECKING:
    from restorer_app.restoration.course import RestoredFile

MOST_MOMENTS = 50
"""More than anyone goes back; the oldest are forgotten."""


@dataclass(frozen=True, eq=False)
class Moment:
    """How things stood after one change, which `name` says in words."""

    name: str
    plan: Plan
    restored: RestoredFile | None = None
    carried_out: Plan | None = None
    """The plan that `restored` was asked for with."""
    saved_as: Path | None = None
    is_plan_edited: bool = False
    """The plan is the user's own, not the one that was proposed."""


class History:
    """A row of moments, one of which is now. What is undone can be redone until something new."""

    def __init__(self, first: Moment) -> None:
        self._moments = [first]
        self._now = 0
        self._merges = ""

    @classmethod
    def of(cls, moments: Sequence[Moment], place: int) -> History:
        """A history as it was, with the moment at `place` as now."""
        history = cls(moments[0])
        history._moments, history._now = list(moments), place
        return history

    @property
    def moments(self) -> tuple[Moment, ...]:
        return tuple(self._moments)

    @property
    def now(self) -> Moment:
        return self._moments[self._now]

    @property
    def place(self) -> int:
        """Which of `moments` is now."""
        return self._now

    @property
    def can_undo(self) -> bool:
        return self._now > 0

    @property
    def can_redo(self) -> bool:
        return self._now < len(self._moments) - 1

    def add(self, moment: Moment, *, merges: str = "") -> None:
        """`moment` is now. Two in a row with the same `merges` are one: a slider that moves."""
        is_same_change = bool(merges) and merges == self._merges and not self.can_redo
        kept = self._now if is_same_change else self._now + 1
        self._moments = [*self._moments[:kept], moment][-MOST_MOMENTS:]
        self._now = len(self._moments) - 1
        self._merges = merges

    def go_to(self, place: int) -> Moment:
        """Raises IndexError for a place that is none of `moments`."""
        if not 0 <= place < len(self._moments):
            raise IndexError(f"there are {len(self._moments)} moments, no number {place}")
        self._now, self._merges = place, ""
        return self.now

    def note_saved(self, saved_as: Path) -> None:
        """The result of this moment has been saved: every moment with it knows."""
        restored = self.now.restored
        self._moments = [
            replace(moment, saved_as=saved_as) if moment.restored is restored else moment
            for moment in self._moments
        ]

    def bring_back(self, moments: Collection[Moment], restored: RestoredFile | None) -> None:
        """These moments have this result again; without one it can be made again."""
        self._moments = [
            replace(moment, restored=restored, carried_out=moment.carried_out if restored else None)
            if moment in moments
            else moment
            for moment in self._moments
        ]

    @property
    def results(self) -> list[RestoredFile]:
        """Every result that some moment goes back to."""
        results: list[RestoredFile] = []
        for moment in self._moments:
            if moment.restored is not None and not any(moment.restored is r for r in results):
                results.append(moment.restored)
        return results
