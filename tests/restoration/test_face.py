import json
from dataclasses import asdict

import pytest

from restorer_app.errors import PlanError
from restorer_app.media.region import Region
from restorer_app.restoration.face import (
    SMALLEST_PX,
    Face,
    FaceChoice,
    FaceReport,
    choices_for,
    face_of,
    is_same_place,
    overlap,
    with_choice,
)

LEFT, RIGHT = Region(10, 10, 50, 50), Region(100, 20, 40, 40)
SOFT = Face(LEFT, confidence=0.9, eyes=((25.0, 30.0), (45.0, 30.0)), probability=0.9, severity=3)
SHARP = Face(RIGHT, confidence=0.8)


def test_boxes_of_one_face_share_most_of_what_they_cover() -> None:
    assert overlap(LEFT, LEFT) == 1
    assert overlap(LEFT, RIGHT) == 0
    assert overlap(Region(0, 0, 10, 10), Region(5, 0, 10, 10)) == pytest.approx(1 / 3)
    assert is_same_place(LEFT, Region(14, 12, 48, 48))
    assert not is_same_place(LEFT, Region(45, 45, 50, 50))


def test_without_a_choice_only_faces_that_need_it_are_refined() -> None:
    assert [choice.is_on for choice in choices_for((SOFT, SHARP), None)] == [True, False]


def test_a_soft_face_that_is_too_small_needs_nothing() -> None:
    small = Region(0, 0, SMALLEST_PX - 1, SMALLEST_PX - 1)
    assert not Face(small, confidence=1.0, probability=1.0).needs_refining


def test_a_choice_counts_for_the_face_at_its_place() -> None:
    moved = FaceChoice(Region(102, 22, 38, 38), strength=0.4)
    assert choices_for((SOFT, SHARP), (moved,)) == [FaceChoice(LEFT), moved]


def test_boxes_drawn_by_hand_stay_where_nothing_is_found() -> None:
    drawn = FaceChoice(Region(200, 200, 30, 30), is_by_hand=True)
    assert choices_for((SOFT,), (drawn,)) == [FaceChoice(LEFT), drawn]


def test_one_choice_is_changed_and_the_others_stay() -> None:
    choices = (FaceChoice(LEFT), FaceChoice(RIGHT, is_on=False))
    assert with_choice(choices, 1, is_on=True)[1] == FaceChoice(RIGHT)
    assert with_choice(choices, 0, strength=0.5) == (FaceChoice(LEFT, 0.5), choices[1])


def test_a_strength_outside_of_its_range_is_refused_with_the_range() -> None:
    with pytest.raises(PlanError, match=r"0\.\.1"):
        FaceChoice(LEFT, strength=1.5)


def test_all_of_them_survive_json() -> None:
    choice = FaceChoice(RIGHT, strength=0.3, is_on=False, is_by_hand=True)
    report = FaceReport(LEFT, 0.5, similarity=0.7, reason="It is sharp already.")
    for value, read in (
        (SOFT, face_of),
        (SHARP, face_of),
        (choice, FaceChoice.from_table),
        (report, FaceReport.from_table),
        (FaceReport(LEFT, 0.0), FaceReport.from_table),
    ):
        assert read(json.loads(json.dumps(asdict(value)))) == value


def test_a_face_is_counted_from_another_corner() -> None:
    inner = SOFT.relative_to(Region(10, 5, 100, 100))
    assert inner.box == Region(0, 5, 50, 50)
    assert inner.eyes == ((15.0, 25.0), (35.0, 25.0))
    assert SHARP.relative_to(Region(0, 0, 9, 9)) == SHARP
