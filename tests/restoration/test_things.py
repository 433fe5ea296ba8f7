"""What is found but is no damage by its shape is spared."""

import numpy as np
import pytest

from restorer_app.media.region import Region
from restorer_app.restoration.mask_drawing import damage_mask
from restorer_app.restoration.things import spare_things

WIDTH, HEIGHT = 400, 300
BOW = Region(200, 100, 30, 20)
TEAR = Region(50, 0, 40, 20)
CRACK = Region(20, 200, 180, 4)
PRINT_EDGE = Region(WIDTH - 6, 0, 6, HEIGHT)


def found(*parts: Region, scale: int = 1) -> np.ndarray:
    likely = np.full((HEIGHT * scale, WIDTH * scale), 0.01, np.float32)
    for part in parts:
        likely[enlarged(part, scale).slices] = 0.9
    return likely


def enlarged(part: Region, scale: int) -> Region:
    return Region(*(scale * number for number in (part.left, part.top, part.width, part.height)))


def spared(likely: np.ndarray, place: Region | None = None, scale: int = 1) -> np.ndarray:
    """What is left of it, of the whole photograph or of a `place` in it."""
    size = (WIDTH * scale, HEIGHT * scale)
    place = place or Region(0, 0, *size)
    left = likely[place.slices].copy()
    spare_things(left, place, size)
    return left


@pytest.mark.parametrize("scale", [1, 8], ids=["small", "larger than it is looked at"])
def test_what_is_wide_is_a_thing_unless_it_comes_in_from_the_border(scale: int) -> None:
    left = spared(found(BOW, TEAR, CRACK, scale=scale), scale=scale)
    bow, tear, crack = (left[enlarged(part, scale).slices] for part in (BOW, TEAR, CRACK))
    assert not damage_mask(left)[enlarged(BOW, scale).slices].any()
    assert bow.max() < 0.5
    assert tear.min() > 0.8
    assert crack.min() > 0.8


def test_of_a_thing_the_tips_are_spared_though_they_alone_were_found() -> None:
    likely = found(Region(BOW.left, BOW.top, 6, 6), CRACK)
    unsure = likely[BOW.slices]
    unsure[unsure < 0.1] = 0.4
    left = spared(likely)
    assert left[BOW.slices].max() < 0.5
    assert left[CRACK.slices].min() > 0.8


def test_where_scratches_meet_they_are_no_thing() -> None:
    crossing = [CRACK, Region(180, 130, 4, 160), Region(174, 194, 16, 16)]
    assert spared(found(*crossing))[CRACK.slices].min() > 0.8


def test_more_sensitivity_takes_a_thing_all_the_same() -> None:
    assert damage_mask(spared(found(BOW)), 0.8)[BOW.slices].all()


def test_the_edge_of_a_print_is_no_damage_but_a_scratch_across_it_is() -> None:
    scratch = Region(150, 0, 3, 200)
    left = spared(found(PRINT_EDGE, scratch))
    assert left[PRINT_EDGE.slices].max() < 0.5
    assert left[scratch.slices].min() > 0.8


@pytest.mark.parametrize("place", [Region(180, 60, 100, 100), Region(300, 40, 100, 90)])
def test_a_part_of_the_photograph_is_judged_as_the_whole_is(place: Region) -> None:
    likely = found(BOW, CRACK, PRINT_EDGE)
    np.testing.assert_allclose(spared(likely, place), spared(likely)[place.slices])


def test_where_nothing_was_found_nothing_changes() -> None:
    likely = found()
    np.testing.assert_array_equal(spared(likely), likely)
