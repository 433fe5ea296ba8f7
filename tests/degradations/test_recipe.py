"""What a person writes to have files damaged."""

import pytest

from restorer_app.degradations.recipe import parse_recipe, parts_for
from restorer_app.distortions import Medium
from restorer_app.errors import PlanError


def test_a_recipe_is_read_in_its_order() -> None:
    assert parse_recipe("fading:2, jpeg:4.5") == (("fading", 2.0), ("jpeg", 4.5))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "'' is no distortion"),
        ("noise:3", "'noise' is no distortion"),
        ("noise", "'noise' is no distortion"),
        ("jpeg:4,,blur:1", "'' is no distortion"),
        ("jpeg", "'jpeg': write NAME:LEVEL"),
        ("jpeg:", "'jpeg:': write NAME:LEVEL"),
        ("jpeg:strong", "'jpeg:strong': write NAME:LEVEL"),
        ("jpeg:4:2", "'jpeg:4:2': write NAME:LEVEL"),
        ("jpeg:6", "jpeg: level 6 is outside"),
        ("jpeg:0", "jpeg: level 0 is outside"),
        ("yellowing:6", "yellowing: level 6 is outside"),
        ("hum:5.1", "hum: level 5.1 is outside"),
        ("jpeg:nan", "jpeg: level nan is outside"),
    ],
)
def test_a_wrong_recipe_is_refused(text: str, message: str) -> None:
    with pytest.raises(PlanError, match=message):
        parse_recipe(text)


def test_each_medium_gets_its_own_parts_in_order() -> None:
    recipe = parse_recipe("hum:3,jpeg:4,clicks:2")
    assert parts_for(Medium.AUDIO, recipe) == (("hum", 3), ("clicks", 2))
    assert parts_for(Medium.PHOTO, recipe) == (("jpeg", 4),)


def test_an_unknown_name_is_told_those_of_both_media() -> None:
    with pytest.raises(PlanError, match="of photographs: gaussian_blur.*; of recordings: clipping"):
        parse_recipe("dust:3")
