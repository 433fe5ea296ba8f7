import numpy as np
import pytest

from restorer_app.degradations import placements
from restorer_app.degradations.kadid import degrade


def _addresses(h: int, w: int) -> np.ndarray:
    """A picture whose red says its row and whose green says its column."""
    y, x = np.mgrid[:h, :w].astype(np.float32)
    return np.stack([y / (h - 1), x / (w - 1), np.zeros((h, w), np.float32)], axis=-1)


def _sources(pixels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Row and column where each pixel of a changed `_addresses` comes from."""
    h, w = pixels.shape[:2]
    rows, columns = pixels[..., 0] * (h - 1), pixels[..., 1] * (w - 1)
    return np.round(rows).astype(int), np.round(columns).astype(int)


def _bounds(mask: np.ndarray) -> tuple[slice, slice]:
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    return slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)


# --- colour shift ---------------------------------------------------------------------------------


def test_color_shift_moves_green_alone(photo: np.ndarray) -> None:
    shifted = placements.color_shift(photo, (6, 4))
    assert np.array_equal(shifted[..., ::2], photo[..., ::2])
    assert not np.array_equal(shifted[..., 1], photo[..., 1])


@pytest.mark.parametrize("axis", [0, 1])
def test_color_shift_moves_edges_right_and_down_and_nothing_else(axis: int) -> None:
    edge = np.zeros((96, 96, 3), np.float32)
    edge[48:] = 1
    offset = (0, 6)
    if axis == 1:
        edge, offset = edge.transpose(1, 0, 2), (6, 0)
    green = placements.color_shift(edge, offset)[..., 1].mean(axis=1 - axis)
    # Was white and is now black, as far as the edge map goes: it falls off from the edge.
    assert green[48] < 0.01
    assert green[51] < 0.4
    np.testing.assert_allclose(green[:48], 0, atol=1e-6)
    np.testing.assert_allclose(green[54:], 1, atol=1e-6)


def test_color_shift_follows_the_edge_map(photo: np.ndarray) -> None:
    shifted = placements.color_shift(photo, (8, 5))[..., 1]
    green = photo[..., 1]
    moved = np.pad(green, ((5, 0), (8, 0)), mode="edge")[:-5, :-8]
    differs = np.abs(moved - green) > 0.05
    share = (shifted - green)[differs] / (moved - green)[differs]
    assert share.min() > -1e-4
    assert share.max() < 1 + 1e-4
    assert (share > 0.99).any()
    assert (share < 0.05).any()


@pytest.mark.parametrize(("level", "amount"), [(1, 1), (3, 6), (5, 12)])
def test_color_shift_has_its_length_in_the_first_quadrant(level: int, amount: int) -> None:
    rng = np.random.default_rng(0)
    pixels = np.zeros((8, 8, 3), np.float32)
    offsets = np.array(
        [degrade(pixels, "color_shift", level, rng).parameters["offset_px"] for _ in range(300)]
    )
    assert offsets.min() >= 0
    lengths = np.hypot(offsets[:, 0], offsets[:, 1])
    assert np.abs(lengths - amount).max() <= np.hypot(0.5, 0.5)
    assert offsets[:, 0].min() < amount / 2 < offsets[:, 0].max()
    assert offsets[:, 1].min() < amount / 2 < offsets[:, 1].max()


# --- jitter ---------------------------------------------------------------------------------------


def _spread_px(amount_px: float, *, axis: int, n_passes: int) -> float:
    """Standard deviation, in pixels, of how far values on a ramp have moved."""
    n = 160
    ramp = np.repeat(np.linspace(0, 1, n, dtype=np.float32)[:, None, None], n, axis=1)
    ramp = np.repeat(ramp, 3, axis=2)
    if axis == 1:
        ramp = np.ascontiguousarray(ramp.transpose(1, 0, 2))
    moved = placements.jitter(ramp, amount_px, np.random.default_rng(2), n_passes=n_passes)
    inside = (slice(20, -20), slice(20, -20))
    return float((moved - ramp)[inside].std() * (n - 1))


@pytest.mark.parametrize("axis", [0, 1])
def test_one_pass_of_jitter_moves_pixels_by_its_amount(axis: int) -> None:
    assert _spread_px(0.5, axis=axis, n_passes=1) == pytest.approx(0.5, rel=0.03)


def test_jitter_makes_five_independent_passes() -> None:
    # Small shifts hardly average their neighbours: five of them add up to almost sqrt(5).
    one, five = (_spread_px(0.05, axis=1, n_passes=n) for n in (1, 5))
    assert five / one == pytest.approx(5**0.5, rel=0.08)
    pixels = _addresses(64, 64)
    by_default = placements.jitter(pixels, 0.5, np.random.default_rng(1))
    by_five = placements.jitter(pixels, 0.5, np.random.default_rng(1), n_passes=5)
    assert np.array_equal(by_default, by_five)


def test_jitter_spreads_more_at_every_level() -> None:
    spreads = [_spread_px(amount, axis=0, n_passes=5) for amount in (0.05, 0.1, 0.2, 0.5, 1)]
    assert spreads == sorted(spreads)
    assert spreads[-1] > 8 * spreads[0]


def test_jitter_moves_all_channels_together_and_leaves_flat_areas() -> None:
    grey = np.random.default_rng(0).random((40, 40, 1), dtype=np.float32).repeat(3, axis=2)
    moved = placements.jitter(grey, 1, np.random.default_rng(1))
    assert np.array_equal(moved[..., 0], moved[..., 1])
    flat = np.full((40, 40, 3), 0.4, np.float32)
    np.testing.assert_allclose(placements.jitter(flat, 1, np.random.default_rng(1)), 0.4, atol=1e-6)


# --- patches --------------------------------------------------------------------------------------


def test_a_patch_is_16_px_and_comes_from_at_most_8_px_away() -> None:
    h, w = 120, 150
    pixels = _addresses(h, w)
    y, x = np.mgrid[:h, :w]
    shifts = []
    for seed in range(200):
        patched = placements.non_eccentricity_patch(pixels, 1, np.random.default_rng(seed))
        rows, columns = _sources(patched)
        has_moved = (rows != y) | (columns != x)
        if not has_moved.any():
            continue  # pasted where it came from
        bounds = _bounds(has_moved)
        assert has_moved.sum() == 16 * 16
        assert has_moved[bounds].all()
        shift_y, shift_x = (y - rows)[bounds], (x - columns)[bounds]
        assert np.ptp(shift_y) == np.ptp(shift_x) == 0
        shifts.append((shift_y[0, 0], shift_x[0, 0]))
        assert rows[bounds].min() >= 16  # taken one side away from the border
        assert rows[bounds].max() < h - 16
        assert columns[bounds].min() >= 16
        assert columns[bounds].max() < w - 16
    assert np.min(shifts, axis=0).tolist() == [-8, -8]
    assert np.max(shifts, axis=0).tolist() == [8, 8]


def test_patches_are_taken_from_what_earlier_patches_left() -> None:
    pixels = _addresses(64, 64)
    rows, _ = _sources(placements.non_eccentricity_patch(pixels, 300, np.random.default_rng(0)))
    y = np.arange(64)[:, None]
    assert np.abs(rows - y).max() > 8


def test_more_patches_move_more() -> None:
    pixels = _addresses(200, 200)
    moved = []
    for level in (1, 3, 5):
        patched = degrade(pixels, "non_eccentricity_patch", level, np.random.default_rng(0)).pixels
        moved.append(float((patched != pixels).any(axis=-1).mean()))
    assert 0.05 < moved[0] < moved[1] < moved[2]


# --- pixelation -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("strength", "scale"),
    [(0.01, 0.887), (0.05, 0.784), (0.1, 0.699), (0.2, 0.569), (0.5, 0.290)],
)
def test_pixelation_keeps_its_share_of_rows_and_columns(strength: float, scale: float) -> None:
    h, w = 1000, 700
    rows, columns = _sources(placements.pixelate(_addresses(h, w), strength))
    assert len(np.unique(rows)) == pytest.approx(h * scale, abs=1.5)
    assert len(np.unique(columns)) == pytest.approx(w * scale, abs=1.5)


def test_pixelation_makes_rectangles_of_one_input_pixel_each_in_place() -> None:
    h, w = 90, 121
    pixels = _addresses(h, w)
    pixelated = placements.pixelate(pixels, 0.5)
    rows, columns = _sources(pixelated)
    assert (rows == rows[:, :1]).all()
    assert (columns == columns[:1]).all()
    np.testing.assert_array_equal(pixelated, pixels[rows, columns])
    runs = np.unique(rows[:, 0], return_counts=True)[1]
    assert set(runs[1:-1].tolist()) <= {3, 4}  # 1/.29 = 3.4
    shift = rows[:, 0] - np.arange(h)
    assert abs(shift.mean()) < 0.5  # centred, not drawn to one side
    assert np.abs(shift).max() <= 2


# --- colour blocks --------------------------------------------------------------------------------


def test_a_block_is_32_px_of_one_color() -> None:
    pixels = np.full((100, 140, 3), -1, np.float32)
    for seed in range(20):
        covered = placements.color_blocks(pixels, 1, np.random.default_rng(seed))
        is_covered = (covered != -1).any(axis=-1)
        assert is_covered.sum() == 32 * 32
        block = covered[_bounds(is_covered)]
        assert block.shape == (32, 32, 3)
        assert (block == block[0, 0]).all()


@pytest.mark.parametrize(("level", "n_blocks"), [(1, 2), (3, 6), (5, 10)])
def test_every_block_has_a_color_of_its_own(level: int, n_blocks: int) -> None:
    pixels = np.zeros((2000, 2000, 3), np.float32)
    covered = degrade(pixels, "color_block", level, np.random.default_rng(1)).pixels
    block_colors = np.unique(covered[::16, ::16].reshape(-1, 3), axis=0)
    assert len(block_colors) == n_blocks + 1  # and the black around them


def test_blocks_lie_anywhere_in_any_color() -> None:
    pixels = np.full((64, 64, 3), -1, np.float32)
    corners, seen = [], []
    for seed in range(400):
        covered = placements.color_blocks(pixels, 1, np.random.default_rng(seed))
        rows, columns = _bounds((covered != -1).any(axis=-1))
        corners.append((rows.start, columns.start))
        seen.append(covered[rows.start, columns.start])
    assert np.min(corners, axis=0).tolist() == [0, 0]
    assert np.max(corners, axis=0).tolist() == [32, 32]
    np.testing.assert_allclose(np.mean(corners, axis=0), 16, atol=2)
    np.testing.assert_allclose(np.mean(seen, axis=0), 0.5, atol=0.06)
    np.testing.assert_allclose(np.var(seen, axis=0), 1 / 12, rtol=0.15)


def test_a_block_larger_than_the_picture_covers_it() -> None:
    covered = placements.color_blocks(
        np.zeros((20, 24, 3), np.float32), 1, np.random.default_rng(0)
    )
    assert (covered == covered[0, 0]).all()
