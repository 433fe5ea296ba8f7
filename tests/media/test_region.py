from hypothesis import given
from hypothesis import strategies as st

from restorer_app.media.region import Region

regions = st.builds(
    Region, st.integers(0, 900), st.integers(0, 900), st.integers(1, 900), st.integers(1, 900)
)


@given(regions, st.integers(1, 10**6))
def test_the_middle_lies_inside_and_is_small_enough(region: Region, most_px: int) -> None:
    middle = region.middle(most_px)
    assert region.contains(middle)
    assert middle.width * middle.height <= max(most_px, region.width, region.height)
    if region.width * region.height <= most_px:
        assert middle == region


@given(regions, st.integers(0, 200))
def test_a_grown_region_starts_on_the_grid_and_stays_inside(region: Region, margin: int) -> None:
    grown = region.grown(margin, align_px=16, width=2000, height=1900)
    assert grown.contains(region)
    assert grown.left % 16 == grown.top % 16 == 0
    assert grown.right <= 2000
    assert grown.bottom <= 1900
    assert grown.left <= max(region.left - margin, 0)
    assert grown.right == min(region.right + margin, 2000)


@given(regions, regions)
def test_what_two_regions_have_in_common_lies_in_both(one: Region, other: Region) -> None:
    common = one.common_with(other)
    assert common == other.common_with(one)
    if common is None:
        apart_across = one.right <= other.left or other.right <= one.left
        assert apart_across or one.bottom <= other.top or other.bottom <= one.top
    else:
        assert one.contains(common)
        assert other.contains(common)
