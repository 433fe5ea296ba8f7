from pathlib import Path

import pytest

from restorer_app.distortions import Distortion
from restorer_app.gui.documents.history import MOST_MOMENTS, History, Moment
from restorer_app.gui.words import change_phrase
from restorer_app.restoration.plan import Plan, Step

JPEG = Step(Distortion.JPEG, "jpeg", detail=0.0)
NOISE = Step(Distortion.WHITE_NOISE, "noise")
BOTH = Plan((JPEG, NOISE))
TONED = Plan((Step(Distortion.FADING, "fading"),))


def moment(name: str) -> Moment:
    return Moment(name, Plan())


def names(history: History) -> list[str]:
    return [each.name for each in history.moments]


def test_what_is_undone_can_be_redone_until_something_new_is_done() -> None:
    history = History(moment("a"))
    history.add(moment("b"))
    history.add(moment("c"))
    assert history.go_to(history.place - 1).name == "b"
    assert (history.can_undo, history.can_redo) == (True, True)
    assert history.go_to(0).name == "a"
    assert not history.can_undo
    history.add(moment("d"))
    assert names(history) == ["a", "d"]
    assert not history.can_redo


def test_a_moving_slider_is_one_change_and_another_slider_is_the_next() -> None:
    history = History(moment("a"))
    for name, slider in (("90 %", "x"), ("80 %", "x"), ("70 %", "y")):
        history.add(moment(name), merges=slider)
    assert names(history) == ["a", "80 %", "70 %"]
    history.go_to(1)
    history.add(moment("60 %"), merges="x")
    assert names(history) == ["a", "80 %", "60 %"], "what was gone back to is kept"


def test_the_oldest_are_forgotten() -> None:
    history = History(moment("0"))
    for i in range(1, MOST_MOMENTS + 10):
        history.add(moment(str(i)))
    assert len(history.moments) == MOST_MOMENTS
    assert history.now.name == str(MOST_MOMENTS + 9)


def test_there_is_nothing_before_the_first_and_after_the_last() -> None:
    history = History(moment("a"))
    for place in (-1, 1):
        with pytest.raises(IndexError):
            history.go_to(place)


def test_a_saved_result_is_saved_at_all_its_moments() -> None:
    history = History(moment("a"))
    result = object()
    history.add(Moment("restored", Plan(), result))  # type: ignore[arg-type]
    history.add(Moment("a slider", BOTH, result))  # type: ignore[arg-type]
    history.note_saved(Path("b.png"))
    assert [each.saved_as for each in history.moments] == [None, Path("b.png"), Path("b.png")]
    assert history.results == [result]


@pytest.mark.parametrize(
    ("old", "new", "phrase"),
    [
        (BOTH, BOTH.with_step(1, strength=0.4), "Noise at 40 %"),
        (BOTH, BOTH.with_step(0, is_on=False), "JPEG off"),
        (BOTH.with_step(0, is_on=False), BOTH, "JPEG on"),
        (BOTH, BOTH.with_step(0, detail=0.3), "Detail of JPEG at 30 %"),
        (TONED, TONED.keeping_tint(), "Sepia kept"),
        (TONED.keeping_tint(), TONED, "Sepia not kept"),
        (Plan((JPEG,)), BOTH, "Noise added"),
        (BOTH, Plan((NOISE,)), "JPEG removed"),
        (BOTH, Plan((NOISE, JPEG)), "Steps reordered"),
    ],
)
def test_a_change_of_a_plan_has_a_name(old: Plan, new: Plan, phrase: str) -> None:
    assert change_phrase(old, new) == phrase
