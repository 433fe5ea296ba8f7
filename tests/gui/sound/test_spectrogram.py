"""Tiles of spectrograms: right in time, frequency and level, near and from afar."""

import numpy as np
import pytest

from restorer_app.gui.sound.frequency_scale import FrequencyAxis, Scale
from restorer_app.gui.sound.spectrogram import (
    CEILING_DB,
    FLOOR_DB,
    TILE_COLUMNS,
    SpectrogramTile,
    code_of,
    db_of,
    level_for,
    make_codes,
    window_size,
)
from restorer_app.gui.sound.track import track_of
from tests.gui.sound.recordings import RATE, tone

ROWS = 256


def levels_db(tile: SpectrogramTile) -> np.ndarray:
    return np.vectorize(db_of)(make_codes(tile))


@pytest.mark.parametrize("scale", Scale)
@pytest.mark.parametrize("level", [5, 8, 11, 14])
def test_a_tone_of_full_scale_is_at_0_db_in_its_row(scale: Scale, level: int) -> None:
    """In windows closer than they are long, and far apart."""
    track = tone(1000, TILE_COLUMNS << level)
    levels = levels_db(SpectrogramTile(track, scale, ROWS, level, 0))
    inner = levels[:, 16:-16]
    row = inner.mean(axis=1).argmax()
    expected = (1 - FrequencyAxis(scale, RATE).to_height(1000)) * ROWS
    assert row == pytest.approx(expected, abs=2)
    # A row that takes in more than one bin is their mean: a single line in it is below its level.
    assert -3 < inner.max() < 0.3
    assert np.delete(inner, range(row - 25, row + 25), axis=0).max() < -40


def test_a_click_is_seen_where_it_is() -> None:
    samples = np.zeros((1, TILE_COLUMNS << 5), np.float32)
    samples[0, 100 << 5] = 1
    loudness = levels_db(SpectrogramTile(track_of(samples, RATE), Scale.LINEAR, ROWS, 5, 0))
    column = loudness.mean(axis=0).argmax()
    assert column == pytest.approx(100, abs=1)


@pytest.mark.parametrize("level", [5, 12])
def test_tiles_are_parts_of_one_picture(level: int) -> None:
    """The tile of a later part equals the first tile of a recording that begins there."""
    width = TILE_COLUMNS << level
    samples = np.random.default_rng(2).standard_normal((1, 3 * width)).astype(np.float32)
    later = make_codes(SpectrogramTile(track_of(samples, RATE), Scale.MEL, ROWS, level, 1))
    cut = make_codes(SpectrogramTile(track_of(samples[:, width:], RATE), Scale.MEL, ROWS, level, 0))
    edge = window_size(RATE) // (1 << level) + 1
    np.testing.assert_array_equal(later[:, edge:], cut[:, edge:])


@pytest.mark.parametrize("level", [5, 12])
def test_there_is_silence_behind_the_end(level: int) -> None:
    track = tone(1000, 3000 << max(level - 5, 0))
    codes = make_codes(SpectrogramTile(track, Scale.MEL, ROWS, level, 0))
    behind = (track.n_samples + window_size(RATE)) // (1 << level) + 1
    assert behind < TILE_COLUMNS
    assert codes[:, behind:].max() == 0
    assert codes[:, : behind // 2].max() > 200


@pytest.mark.parametrize(("n_channels", "level"), [(2, 5), (24, 13)])
def test_channels_count_alike(n_channels: int, level: int) -> None:
    one = tone(1000, TILE_COLUMNS << level)
    samples = np.zeros((n_channels, one.n_samples), np.float32)
    samples[0] = one.read(0, one.n_samples)
    alone = levels_db(SpectrogramTile(one, Scale.MEL, ROWS, level, 0)).max()
    shared = levels_db(SpectrogramTile(track_of(samples, RATE), Scale.MEL, ROWS, level, 0)).max()
    assert shared == pytest.approx(alone - 10 * np.log10(n_channels), abs=0.6)


@pytest.mark.parametrize("rate", [1, 8192, 44_100, 384_000])
def test_one_sample_at_any_rate_is_drawn(rate: int) -> None:
    track = track_of(np.ones((1, 1), np.float32), rate)
    codes = make_codes(SpectrogramTile(track, Scale.LOG, ROWS, level_for(0.01, rate), 0))
    assert codes.shape == (ROWS, TILE_COLUMNS)
    assert codes[:, 0].max() > 0


def test_codes_are_half_a_decibel_each_and_clipped() -> None:
    levels = np.array([-300, FLOOR_DB, -42.0, CEILING_DB, 40], np.float32)
    told = [db_of(code) for code in code_of(levels)]
    assert told == pytest.approx([FLOOR_DB, FLOOR_DB, -42, CEILING_DB, CEILING_DB], abs=0.26)


def test_there_are_one_to_two_columns_for_each_pixel() -> None:
    finest = window_size(48_000) / 16
    for samples_per_px in (0.1, 100, 1000, 123_456):
        width = 2 ** level_for(samples_per_px, 48_000)
        assert width == finest or samples_per_px / 2 < width <= samples_per_px
