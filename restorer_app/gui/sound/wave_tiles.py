"""The waveform seen from near, in tiles: finer than the envelope of the whole recording."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from restorer_app.gui.sound.envelope import BLOCK, Outline, columns_of, outline_of
from restorer_app.gui.sound.time_axis import TimeAxis
from restorer_app.gui.sound.track import Samples, Track

TILE_COLUMNS = 2048


@dataclass(frozen=True)
class WaveTile:
    """Which tile: `TILE_COLUMNS` blocks of 2**level samples, from block `index` * 2048 on."""

    track: Track
    level: int
    index: int

    @property
    def size(self) -> int:
        """Samples per block."""
        return 1 << self.level

    @property
    def start(self) -> int:
        return self.index * TILE_COLUMNS * self.size


FindOutline = Callable[[WaveTile], Outline | None]


def make_outline(tile: WaveTile) -> Outline:
    """(channels, up to 2048, 2). Reads up to a quarter of a million samples: call it in a job."""
    stop = min(tile.start + TILE_COLUMNS * tile.size, tile.track.n_samples)
    return outline_of(tile.track.read(tile.start, stop), tile.size)


def wave_tiles(track: Track, axis: TimeAxis) -> list[WaveTile]:
    """Those that the axis shows, from left to right; none where the envelope is fine enough."""
    if axis.samples_per_px >= BLOCK:
        return []
    level = max(math.floor(math.log2(max(axis.samples_per_px, 1))), 0)
    width = TILE_COLUMNS << level
    stop = min(axis.stop, axis.n_samples)
    indices = range(int(axis.start // width), math.ceil(stop / width))
    return [WaveTile(track, level, i) for i in indices]


def tiled_columns(tiles: list[WaveTile], axis: TimeAxis, find: FindOutline) -> Outline | None:
    """The outline of each pixel from tiles; None while one of them is missing."""
    joined = _joined(tiles, find)
    return None if joined is None else columns_of(joined, tiles[0].start, tiles[0].size, axis)


def single_samples(tiles: list[WaveTile], axis: TimeAxis, find: FindOutline) -> Samples | None:
    """The samples that are seen, (channels, n), with one more on either side; None as above.

    For axes so near that `tiles` are of level 0. The first one is that of `first_single(axis)`.
    """
    joined = _joined(tiles, find)
    if joined is None:
        return None
    first = first_single(axis) - tiles[0].start
    return joined[:, max(first, 0) : first + math.ceil(axis.stop - axis.start) + 4, 0]


def first_single(axis: TimeAxis) -> int:
    """The sample before the first one that is seen, if there is one."""
    return max(math.floor(axis.start) - 1, 0)


def drawn_columns(samples: Samples, axis: TimeAxis) -> Outline:
    """Straight lines from sample to sample, as the outline of each pixel (channels, width, 2).

    A sample stands in the middle of its room. NaN behind the last one.
    """
    edges = axis.start + np.arange(math.ceil(axis.width_px) + 1) * axis.samples_per_px
    places = first_single(axis) + 0.5 + np.arange(samples.shape[1])
    lines = np.array([np.interp(edges, places, channel) for channel in samples], np.float32)
    columns = np.sort(np.stack([lines[:, :-1], lines[:, 1:]], axis=-1), axis=-1)
    columns[:, edges[:-1] >= axis.n_samples] = np.nan
    return columns


def _joined(tiles: list[WaveTile], find: FindOutline) -> Outline | None:
    outlines = [find(tile) for tile in tiles]
    known = [outline for outline in outlines if outline is not None]
    return np.concatenate(known, axis=1) if known and len(known) == len(tiles) else None
