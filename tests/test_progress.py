import pytest

from restorer_app.errors import RestorerError
from restorer_app.progress import Cancelled, Progress, ignore_progress, part_of


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
