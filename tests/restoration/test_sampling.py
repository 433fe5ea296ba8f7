import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from restorer_app.restoration.sampling import (
    CROP_PX,
    MAX_CROPS,
    OVERVIEW_PX,
    Crops,
    sample_crops,
)


def numbered(height: int, width: int) -> np.ndarray:
    """A picture whose pixels say where they are: row in red, column in blue."""
    pixels = np.zeros((height, width, 3), np.float32)
    pixels[..., 0] = np.arange(height)[:, None]
    pixels[..., 2] = np.arange(width)
    return pixels


def corners_of(sampled: Crops) -> list[tuple[int, int]]:
    return [(int(crop[0, 0, 0]), int(crop[0, 0, 2])) for crop in sampled.crops]


@given(height=st.integers(1, 2500), width=st.integers(1, 900), rim_px=st.sampled_from([0, 40]))
def test_every_crop_lies_inside_the_picture(height: int, width: int, rim_px: int) -> None:
    pixels = numbered(height, width)
    sampled = sample_crops(pixels, rim_px=rim_px)
    assert 1 <= len(sampled.crops) <= MAX_CROPS
    for (y, x), crop in zip(corners_of(sampled), sampled.crops, strict=True):
        assert crop.shape == (CROP_PX, CROP_PX, 3)
        if min(height, width) >= CROP_PX:
            np.testing.assert_array_equal(crop, pixels[y : y + CROP_PX, x : x + CROP_PX])


@pytest.mark.parametrize(("height", "width"), [(40, 200), (256, 100), (700, 1400), (3000, 20)])
def test_the_overview_shows_all_of_the_picture_on_average(height: int, width: int) -> None:
    pixels = np.random.default_rng(0).random((height, width, 3)).astype(np.float32)
    pixels[height // 2 :] *= 0.2
    overview = sample_crops(pixels, rim_px=0).overview
    assert max(overview.shape[:2]) == min(OVERVIEW_PX, max(height, width))
    assert overview.shape[0] / overview.shape[1] == pytest.approx(height / width, rel=0.3)
    np.testing.assert_allclose(overview.mean((0, 1)), pixels.mean((0, 1)), rtol=0.01)


def test_a_repair_reaches_the_overview_where_it_changes_what_that_shows() -> None:
    sampled = sample_crops(numbered(300, 400) / 400, rim_px=8)

    def darkened(part: np.ndarray) -> np.ndarray:
        return part / 2

    for with_overview in (False, True):
        repaired = sampled.repaired(darkened, with_overview=with_overview)
        np.testing.assert_array_equal(repaired.crops[0], sampled.crops[0] / 2)
        is_darker = repaired.overview.mean() < 0.6 * sampled.overview.mean()
        assert is_darker == with_overview


@given(height=st.integers(200, 1500), width=st.integers(200, 1500))
def test_a_window_is_its_crop_with_the_rim_that_there_is(height: int, width: int) -> None:
    sampled = sample_crops(numbered(height, width), rim_px=40)
    for (y, x), window in zip(corners_of(sampled), sampled.windows, strict=True):
        assert window[0, 0, 0] == max(0, y - 40)
        assert window[0, 0, 2] == max(0, x - 40)
        assert window[-1, -1, 0] == min(height, y + CROP_PX + 40) - 1
        assert window[-1, -1, 2] == min(width, x + CROP_PX + 40) - 1


@given(height=st.integers(200, 1500), width=st.integers(200, 1500))
def test_windows_start_on_the_grid_of_a_compressed_file(height: int, width: int) -> None:
    aligned = sample_crops(numbered(height, width), rim_px=40, align_px=16)
    for window in aligned.windows:
        assert window[0, 0, 0] % 16 == 0
        assert window[0, 0, 2] % 16 == 0
    same = sample_crops(numbered(height, width), rim_px=40)
    assert corners_of(aligned) == corners_of(same)


@pytest.mark.parametrize(("height", "width"), [(1, 1), (7, 9), (127, 400), (400, 20)])
def test_a_small_picture_is_mirrored_up_to_a_crop(height: int, width: int) -> None:
    pixels = numbered(height, width)
    for crop in sample_crops(pixels, rim_px=0).crops:
        assert crop.shape == (CROP_PX, CROP_PX, 3)
        # Neighbours in a mirrored picture are at most one pixel apart: no edge that was not there.
        assert np.abs(np.diff(crop, axis=0)).max() <= 1
        assert np.abs(np.diff(crop, axis=1)).max() <= 1


@pytest.mark.parametrize(("height", "width"), [(3000, 128), (128, 3000), (2000, 3000), (900, 1100)])
def test_crops_reach_every_region_of_the_picture(height: int, width: int) -> None:
    n_parts = 4
    corners = corners_of(sample_crops(numbered(height, width), rim_px=0))
    seen = {(n_parts * y // height, n_parts * x // width) for y, x in corners}
    rows, columns = {row for row, _ in seen}, {column for _, column in seen}
    assert len(rows) == (n_parts if height > CROP_PX else 1)
    assert len(columns) == (n_parts if width > CROP_PX else 1)


def test_the_same_picture_gives_the_same_crops() -> None:
    pixels = np.random.default_rng(5).random((700, 800, 3), np.float32)
    for first, second in zip(
        sample_crops(pixels, rim_px=8).crops, sample_crops(pixels, rim_px=8).crops, strict=True
    ):
        np.testing.assert_array_equal(first, second)


def test_in_a_large_picture_crops_with_detail_are_preferred() -> None:
    pixels = np.zeros((3000, 4000, 3), np.float32)
    detail = np.random.default_rng(0).random((40, 40, 3), np.float32)
    # In a corner of a cell, where the middle of the cell does not see it.
    pixels[0:40, 0:40] = detail
    crops = sample_crops(pixels, rim_px=0).crops
    assert sum(bool(crop.any()) for crop in crops) == 1


def test_detail_is_looked_for_in_every_cell() -> None:
    """Textured spots between flat areas: all crops find one, none is left on the flat."""
    pixels = np.full((3000, 4000, 3), 0.5, np.float32)
    rng = np.random.default_rng(0)
    for y in range(0, 3000, 480):
        for x in range(0, 4000, 480):
            pixels[y : y + 160, x : x + 160] = rng.random((min(160, 3000 - y), 160, 3))[
                :, : min(160, 4000 - x)
            ]
    crops = sample_crops(pixels, rim_px=0).crops
    assert np.mean([crop.std() > 0.01 for crop in crops]) > 0.9


def test_some_of_the_crops_are_spread_as_evenly_as_all() -> None:
    rows = np.repeat(np.linspace(0, 1, 1024, dtype=np.float32)[:, None, None], 1024, axis=1)
    sampled = sample_crops(np.repeat(rows, 3, axis=2), rim_px=8)
    some = sampled.some(12)
    assert len(some.crops) == len(some.offsets) == 12
    assert all(any(crop is window for window in sampled.windows) for crop in some.windows)
    brightness = [float(crop.mean()) for crop in some.crops]
    assert min(brightness) < 0.15
    assert max(brightness) > 0.85
    assert np.diff(brightness).max() < 0.25, "none of the picture is left out"
    assert sampled.some(500) is sampled
