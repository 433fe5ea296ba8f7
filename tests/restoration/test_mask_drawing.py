"""Vectors to pixels, in small pictures that can be read."""

import base64

import numpy as np
import pytest

from restorer_app.errors import PlanError
from restorer_app.media.region import Region
from restorer_app.restoration.mask import Cleared, Given, Grown, Inverted, Mask, Stroke
from restorer_app.restoration.mask_drawing import (
    draw_mask,
    draw_stroke,
    pack_mask,
    simplified,
    unpack_mask,
)

SIZE = (12, 8)
WHOLE = Region(0, 0, *SIZE)
NOTHING = np.zeros(SIZE[::-1], bool)
DOT = Stroke(((5.5, 3.5),), 1.0)
BAR = Stroke(((2.5, 3.5), (8.5, 3.5)), 5.0)
SQUARE = Stroke(((2.5, 1.5), (6.5, 1.5), (6.5, 5.5), (2.5, 5.5)), is_area=True)


def drawn(*edits, found: np.ndarray = NOTHING, region: Region = WHOLE) -> list[str]:
    """Rows of '.' and '#', to be compared at a glance."""
    filled = draw_mask(Mask(0.5, edits, SIZE), found[region.slices], region)
    return ["".join(".#"[int(pixel)] for pixel in row) for row in filled]


def test_a_dot_is_the_pixel_that_it_lies_in() -> None:
    assert drawn(DOT)[2:5] == ["............", ".....#......", "............"]


def test_a_line_is_as_wide_as_its_brush_and_round_at_its_ends() -> None:
    assert drawn(BAR)[1:6] == [
        ".#########..",
        "###########.",
        "###########.",
        "###########.",
        ".#########..",
    ]


def test_an_area_is_filled_inside_of_its_line() -> None:
    assert drawn(SQUARE) == ["............", *["..#####....."] * 5, *["............"] * 2]


def test_what_is_erased_after_it_was_painted_is_gone() -> None:
    erased = Stroke(((5.5, 0.5), (5.5, 7.5)), 1.0, erases=True)
    assert drawn(SQUARE, erased)[3] == "..###.#....."
    assert drawn(erased, SQUARE)[3] == "..#####....."


def test_the_order_of_inverting_and_painting_matters() -> None:
    assert drawn(Inverted(), DOT) == ["############"] * 8
    assert drawn(DOT, Inverted())[3] == "#####.######"


def test_a_mask_grows_and_shrinks_by_pixels() -> None:
    assert drawn(DOT, Grown(2))[1:6] == [
        ".....#......",
        "....###.....",
        "...#####....",
        "....###.....",
        ".....#......",
    ]
    assert drawn(SQUARE, Grown(-1))[1:4] == ["............", "...###......", "...###......"]
    assert drawn(DOT, Grown(2), Grown(-2)) == drawn(DOT)


def test_nothing_grows_into_nothing_and_all_shrinks_into_all() -> None:
    assert drawn(Grown(3)) == ["............"] * 8
    assert drawn(Inverted(), Grown(-3)) == ["############"] * 8


def test_changes_go_on_from_what_was_found() -> None:
    found = NOTHING.copy()
    found[6] = True
    assert drawn(DOT, found=found)[6] == "############"
    assert drawn(Stroke(((3.5, 6.5),), 1.0, erases=True), found=found)[6] == "###.########"
    assert drawn(Cleared(), DOT, found=found)[6] == "............"


def test_an_imported_mask_takes_the_place_of_everything() -> None:
    wanted = np.random.default_rng(1).random(SIZE[::-1]) < 0.5
    filled = draw_mask(Mask(0.5, (SQUARE, pack_mask(wanted)), SIZE), ~NOTHING, WHOLE)
    np.testing.assert_array_equal(filled, wanted)


def test_a_mask_is_packed_without_loss_and_small() -> None:
    scratches = np.zeros((3000, 4000), bool)
    scratches[:, ::500] = True
    packed = pack_mask(scratches)
    np.testing.assert_array_equal(unpack_mask(packed), scratches)
    assert len(packed.png) < 20_000


def test_a_damaged_import_is_told() -> None:
    cut = base64.b64encode(pack_mask(NOTHING).data[:40]).decode()
    with pytest.raises(PlanError, match="import it again"):
        unpack_mask(Given(cut))


def test_a_part_is_drawn_as_it_is_in_the_whole() -> None:
    rng = np.random.default_rng(3)
    size = (300, 200)
    edits = []
    for i in range(12):
        points = tuple((float(x), float(y)) for x, y in rng.uniform(-40, 320, (4, 2)))
        edits.append(
            Stroke(points, float(rng.uniform(1, 30)), erases=i % 3 == 2, is_area=i % 4 == 3)
        )
    mask = Mask(0.5, (*edits, Grown(3), Grown(-2), Inverted()), size)
    whole = draw_mask(mask, np.zeros(size[::-1], bool), Region(0, 0, *size))
    assert 0.05 < whole.mean() < 0.95
    part = Region(70, 55, 120, 90)
    seen = draw_mask(mask, np.zeros((part.height, part.width), bool), part)
    reach = mask.reach_px
    inner = np.s_[reach:-reach, reach:-reach]
    np.testing.assert_array_equal(seen[inner], whole[part.slices][inner])


def test_drawing_tells_what_may_have_changed() -> None:
    pixels = np.zeros(SIZE[::-1], np.uint8)
    changed = draw_stroke(pixels, BAR, WHOLE)
    assert changed is not None
    assert changed.contains(Region(0, 1, 11, 5))
    assert WHOLE.contains(changed)
    assert draw_stroke(pixels, Stroke(((50.0, 50.0),), 3.0), WHOLE) is None


def test_a_hand_drawn_line_is_kept_by_few_points() -> None:
    along = np.linspace(0, 90, 200)
    points = np.stack([along, 20 + 10 * np.sin(along / 15)], axis=1)
    kept = simplified(points, 0.25)
    assert 2 < len(kept) < 30
    assert kept[0] == (0, 20)
    assert np.interp(along, *np.array(kept).T) == pytest.approx(points[:, 1], abs=0.5)
