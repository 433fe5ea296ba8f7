"""What was set out to be reached, and how much of it the results reach."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from restorer_app.evaluation.pages.markdown import MISSING, number, table

Document = Mapping[str, Any]
Documents = Mapping[str, Document]
"""Results by the name of their suite, as `Evaluation.as_document` makes them."""


@dataclass(frozen=True)
class Outcome:
    """One goal: what it says, what was measured, and whether that is enough (None: not known)."""

    goal: str
    measured: str
    is_reached: bool | None

    def cells(self) -> list[str]:
        """The line of a table."""
        verdict = {True: "yes", False: "**no**", None: MISSING}[self.is_reached]
        return [self.goal, self.measured, verdict]


def rows_of(documents: Documents, suite: str) -> Sequence[Document]:
    """The rows of one suite; none where it was not run."""
    return documents[suite]["rows"] if suite in documents else []


def at_least(
    goal: str, values: Sequence[float], least: float, show: Callable[[float], str]
) -> Outcome:
    """The smallest of the values counts."""
    if not values:
        return Outcome(goal, "not measured", None)
    return Outcome(goal, show(min(values)), min(values) >= least)


def at_most(
    goal: str, values: Sequence[float], most: float, show: Callable[[float], str]
) -> Outcome:
    """The largest of the values counts."""
    if not values:
        return Outcome(goal, "not measured", None)
    return Outcome(goal, show(max(values)), max(values) <= most)


def count(found: Sequence[Outcome]) -> str:
    """How many goals are reached, in words."""
    known = [outcome for outcome in found if outcome.is_reached is not None]
    n_reached = sum(outcome.is_reached is True for outcome in known)
    text = f"{n_reached} of {len(known)} measured goals are reached"
    n_open = len(found) - len(known)
    return f"{text}; {number(n_open, 0)} could not be measured." if n_open else f"{text}."


def goals_table(found: Sequence[Outcome]) -> str:
    """Every goal in a line."""
    return table(["goal", "measured", "reached"], [outcome.cells() for outcome in found])
