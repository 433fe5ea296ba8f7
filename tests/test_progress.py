from collections.abc import Callable
from dataclasses import dataclass

import pytest

from restorer_app.errors import RestorerError
from restorer_app.progress import (
    Cancelled,
    OnProgress,
    Progress,
    ignore_progress,
    part_of,
    share_of,
)


def test_a_part_fills_its_share_of_the_whole_under_its_own_name() -> None:
    reports: list[Progress] = []
    part = part_of(reports.append, "Noise", 0.25, 0.75)
    for fraction in (0.0, 0.5, 1.0):
        part(Progress("tile", fraction))
    assert reports == [Progress("Noise", f) for f in (0.25, 0.5, 0.75)]


def test_parts_of_parts_multiply() -> None:
    reports: list[Progress] = []
    inner = part_of(part_of(reports.append, "outer", 0.5, 1.0), "inner", 0.0, 0.5)
    inner(Progress("", 1.0))
    assert reports == [Progress("outer", 0.75)]


def test_a_share_keeps_the_names_of_its_steps() -> None:
    reports: list[Progress] = []
    share_of(reports.append, 0.2, 0.4)(Progress("Noise", 0.5))
    assert reports == [Progress("Noise", pytest.approx(0.3))]


@dataclass(frozen=True)
class Telling(Progress):
    news: str


@pytest.mark.parametrize(
    "wrap", [lambda r: part_of(r, "Trying", 0, 1), lambda r: share_of(r, 0, 1)]
)
def test_what_a_sub_task_tells_besides_gets_through(
    wrap: Callable[[OnProgress], OnProgress],
) -> None:
    reports: list[Progress] = []
    wrap(reports.append)(Telling("tile", 0.5, news="it helps"))
    assert isinstance(reports[0], Telling)
    assert reports[0].news == "it helps"


def test_a_cancel_passes_through_a_part() -> None:
    def cancel(_: Progress) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        part_of(cancel, "Noise", 0, 1)(Progress("tile", 0.5))


def test_cancelled_is_no_error_of_the_program() -> None:
    """Code that turns failures into messages must not swallow a cancel with them."""
    assert not issubclass(Cancelled, RestorerError)


def test_progress_may_be_ignored() -> None:
    ignore_progress(Progress("tile", 0.5))
