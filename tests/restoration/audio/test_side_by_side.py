"""Independent work is done at several moments at once, and looks as if done in order."""

import threading
from collections.abc import Iterator

import pytest

from restorer_app.restoration.audio import side_by_side as module
from restorer_app.restoration.audio.side_by_side import side_by_side


@pytest.fixture(autouse=True)
def three_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module.os, "cpu_count", lambda: 3)


def test_results_come_in_the_order_of_the_items() -> None:
    second_done = threading.Event()

    def work(item: int) -> int:
        if item == 0:
            assert second_done.wait(timeout=10)
        if item == 1:
            second_done.set()
        return 10 * item

    assert list(side_by_side(work, range(7))) == [10 * item for item in range(7)]


def test_as_many_items_are_worked_on_as_there_are_processors() -> None:
    together = threading.Barrier(3, timeout=10)  # breaks if fewer than three come at once

    def work(item: int) -> int:
        together.wait()
        return item

    assert list(side_by_side(work, range(6))) == list(range(6))


def test_no_more_items_are_taken_than_are_worked_on() -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for item in range(100):
            taken.append(item)
            yield item

    results = side_by_side(lambda item: item, items())
    assert next(results) == 0
    assert len(taken) == 4
    results.close()
    assert len(taken) == 4


def test_a_failure_comes_up_after_the_results_before_it() -> None:
    def work(item: int) -> int:
        if item == 2:
            raise ValueError("not this one")
        return item

    results = side_by_side(work, range(5))
    assert [next(results), next(results)] == [0, 1]
    with pytest.raises(ValueError, match="not this one"):
        next(results)
