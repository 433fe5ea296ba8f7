"""A comparison shows the true pixels of both, and never more than memory holds."""

import numpy as np
import pytest

from restorer_app.media.comparison import Layout, draw_comparison
from restorer_app.media.image import Image
from restorer_app.media.region import Region


@pytest.fixture
def before(rng: np.random.Generator) -> Image:
    return Image(rng.random((40, 60, 3), dtype=np.float32) * 0.4, exif=b"Exif\0\0private")


@pytest.fixture
def after(rng: np.random.Generator) -> Image:
    return Image(rng.random((40, 60, 3), dtype=np.float32) * 0.4 + 0.6)


def test_side_by_side_shows_every_pixel_of_both(before: Image, after: Image) -> None:
    drawn = draw_comparison(before, after, layout=Layout.SIDE_BY_SIDE)
    assert np.array_equal(drawn.pixels[:, :60], before.pixels)
    assert np.array_equal(drawn.pixels[:, -60:], after.pixels)
    assert (drawn.pixels[:, 60:-60] == 1).all()
    assert drawn.exif is None


@pytest.mark.parametrize("split", [0.25, 0.5, 0.9])
def test_split_changes_from_before_to_after_at_the_line(
    before: Image, after: Image, split: float
) -> None:
    drawn = draw_comparison(before, after, layout=Layout.SPLIT, split=split)
    line = round(60 * split)
    assert drawn.pixels.shape == (40, 60, 3)
    assert np.array_equal(drawn.pixels[:, : line - 2], before.pixels[:, : line - 2])
    assert np.array_equal(drawn.pixels[:, line + 2 :], after.pixels[:, line + 2 :])
    assert (drawn.pixels[:, line - 2 : line + 2] == 1).all()


@pytest.mark.parametrize(("split", "shown"), [(0.0, "after"), (1.0, "before")])
def test_a_line_at_the_edge_is_not_drawn(
    before: Image, after: Image, split: float, shown: str
) -> None:
    drawn = draw_comparison(before, after, layout=Layout.SPLIT, split=split)
    assert np.array_equal(drawn.pixels, {"before": before, "after": after}[shown].pixels)


def test_only_what_is_seen_can_be_shown(before: Image, after: Image) -> None:
    drawn = draw_comparison(before, after, layout=Layout.SIDE_BY_SIDE, area=Region(10, 5, 20, 30))
    assert np.array_equal(drawn.pixels[:, :20], before.pixels[5:35, 10:30])
    assert np.array_equal(drawn.pixels[:, -20:], after.pixels[5:35, 10:30])


@pytest.mark.parametrize("layout", Layout)
def test_words_stand_above_each_side(before: Image, after: Image, layout: Layout) -> None:
    wide = [Image(np.tile(image.pixels, (4, 4, 1))) for image in (before, after)]
    bare = draw_comparison(wide[0], wide[1], layout=layout)
    told = draw_comparison(wide[0], wide[1], layout=layout, captions=("Before", "After"))
    strip = told.height - bare.height
    assert strip >= 20
    assert np.array_equal(told.pixels[strip:], bare.pixels)
    middle = told.width // 2
    for side in (told.pixels[:strip, : middle - 4], told.pixels[:strip, middle:]):
        assert side.min() < 0.3  # ink
        assert side.max() == 1


def test_a_before_of_another_size_is_brought_to_that_of_after(after: Image) -> None:
    small = Image(np.full((20, 30, 3), 0.25, np.float32))
    drawn = draw_comparison(small, after, layout=Layout.SIDE_BY_SIDE, area=Region(30, 20, 30, 20))
    assert drawn.pixels[:, :30].mean() == pytest.approx(0.25, abs=1e-3)
    assert np.array_equal(drawn.pixels[:, -30:], after.pixels[20:, 30:])


@pytest.mark.parametrize("layout", Layout)
def test_too_large_ones_are_drawn_smaller(before: Image, after: Image, layout: Layout) -> None:
    drawn = draw_comparison(before, after, layout=layout, most_pixels=1000)
    assert drawn.width * drawn.height < 1300  # with the gap
    gap = 4 if layout is Layout.SIDE_BY_SIDE else 0
    ratio = (drawn.width - gap) / drawn.height / (2 if gap else 1)
    assert ratio == pytest.approx(1.5, rel=0.1)
    assert drawn.pixels[:, :8].mean() == pytest.approx(before.pixels.mean(), abs=0.05)


def test_transparent_parts_lie_on_white(before: Image, after: Image) -> None:
    clear = Image(after.pixels, alpha=np.zeros((40, 60), np.float32))
    drawn = draw_comparison(before, clear, layout=Layout.SIDE_BY_SIDE)
    assert (drawn.pixels[:, 60:] == 1).all()
