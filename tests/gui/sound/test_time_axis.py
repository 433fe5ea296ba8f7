"""From samples to pixels and back."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from restorer_app.gui.sound.time_axis import MOST_PX_PER_SAMPLE, TimeAxis, ticks_s
from restorer_app.gui.sound.track import Span

HOUR = 3600 * 48_000


def make_axis(n_samples: int = HOUR, width_px: float = 800) -> TimeAxis:
    return TimeAxis(n_samples, 48_000, width_px).fitted()


def test_fitted_shows_all_of_it() -> None:
    axis = make_axis()
    assert axis.start == 0
    assert axis.stop == pytest.approx(HOUR)
    assert axis.is_fitted


@given(x=st.floats(0, 800), factors=st.lists(st.floats(0.2, 5), max_size=12))
def test_zooming_keeps_the_moment_under_the_cursor_or_an_end_at_its_edge(
    x: float, factors: list[float]
) -> None:
    axis = make_axis()
    for factor in factors:
        moment, axis = axis.to_sample(x), axis.zoomed(factor, x)
        is_at_edge = axis.start == 0 or axis.stop == pytest.approx(HOUR)
        assert axis.to_sample(x) == pytest.approx(moment, abs=1e-3) or is_at_edge
        assert axis.start >= 0
        assert axis.stop <= HOUR * (1 + 1e-9)


def test_zoom_ends_at_single_samples_and_at_all_of_them() -> None:
    axis = make_axis().zoomed(1e12, 400)
    assert 1 / axis.samples_per_px == MOST_PX_PER_SAMPLE
    assert axis.zoomed(1e-12, 400).is_fitted


def test_nothing_is_lost_from_sight_by_panning() -> None:
    axis = make_axis().zoomed(10, 400)
    assert axis.panned(1e9).start == 0
    assert axis.panned(-1e9).stop == pytest.approx(HOUR)
    assert axis.panned(-50).to_x(axis.to_sample(300)) == pytest.approx(250)


def test_more_room_shows_all_of_it_again_where_all_was_seen() -> None:
    assert make_axis().resized(1200).stop == pytest.approx(HOUR)
    near = make_axis().zoomed(100, 0)
    assert near.resized(1200).samples_per_px == near.samples_per_px


def test_a_region_is_shown_with_a_little_around_it() -> None:
    span = Span(1_000_000, 2_000_000)
    axis = make_axis().showing(span)
    assert axis.to_x(span.start) == pytest.approx(800 * 0.05 / 1.1)
    assert axis.to_x(span.stop) == pytest.approx(800 - 800 * 0.05 / 1.1)


def test_the_page_is_turned_only_when_the_play_head_has_left_it() -> None:
    axis = make_axis().zoomed(100, 0)
    assert axis.following(axis.stop - 1) is axis
    turned = axis.following(axis.stop + 1)
    assert 0 < turned.to_x(axis.stop + 1) < 100


def test_one_sample_is_seen_like_many() -> None:
    axis = make_axis(n_samples=1)
    assert axis.is_fitted
    assert axis.to_x(1) == MOST_PX_PER_SAMPLE


@pytest.mark.parametrize("zoom", [1, 7, 60, 800, 9000, 70_000])
def test_marks_are_round_and_have_room_for_their_words(zoom: float) -> None:
    axis = make_axis().zoomed(zoom, 333)
    marks = ticks_s(axis)
    assert 2 <= len(marks) <= 12
    steps = [later - earlier for earlier, later in itertools.pairwise(marks)]
    assert max(steps) == pytest.approx(min(steps))
    assert min(steps) * 48_000 / axis.samples_per_px >= 70
    assert all(axis.start - 1 <= mark * 48_000 <= axis.stop + 1 for mark in marks)
