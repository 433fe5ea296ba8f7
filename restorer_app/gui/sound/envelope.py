"""The outline of a waveform: lowest and highest sample of ever larger blocks."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from restorer_app.gui.sound.time_axis import TimeAxis
from restorer_app.gui.sound.track import Track
from restorer_app.progress import OnProgress

BLOCK = 256
"""Samples in a block of the finest level. Closer than that, tiles are drawn."""

_FANOUT = 4
_N_LEVELS = 7
_SAMPLES_AT_ONCE = BLOCK * _FANOUT ** (_N_LEVELS - 1)
"""A million samples, which is one block of the coarsest level: no block waits for a later scan."""

Outline = NDArray[np.float32]
"""(channels, n, 2): the lowest and the highest sample of each part; NaN where it is not known."""


class Envelope:
    """The outline of a whole recording, worked out bit by bit in jobs; some 12 bytes per block."""

    def __init__(self, track: Track) -> None:
        self.track = track
        self.n_scanned = 0
        self._levels = [
            np.full((track.n_channels, -(-track.n_samples // size), 2), np.nan, np.float32)
            for size in (BLOCK * _FANOUT**i for i in range(_N_LEVELS))
        ]

    @property
    def is_whole(self) -> bool:
        return self.n_scanned >= self.track.n_samples

    @property
    def peak(self) -> float:
        """The largest sample so far, without its sign; 0 before there is any."""
        coarse = np.abs(self._levels[-1])
        return float(np.nanmax(coarse)) if np.isfinite(coarse).any() else 0.0

    def scan_on(self, on_progress: OnProgress) -> None:
        """The next million samples: called in a job, one at a time, until it is whole."""
        start = self.n_scanned
        stop = min(start + _SAMPLES_AT_ONCE, self.track.n_samples)
        outline = outline_of(self.track.read(start, stop), BLOCK)
        for i, level in enumerate(self._levels):
            first = start // (BLOCK * _FANOUT**i)
            level[:, first : first + outline.shape[1]] = outline
            outline = _coarser(outline)
        self.n_scanned = stop

    def columns(self, axis: TimeAxis) -> Outline:
        """The outline of each pixel of the axis, (channels, width, 2), from the fitting level."""
        sizes = [BLOCK * _FANOUT**i for i in range(_N_LEVELS)]
        i = max((i for i, size in enumerate(sizes) if size <= axis.samples_per_px), default=0)
        return columns_of(self._levels[i], 0, sizes[i], axis)


def outline_of(samples: NDArray[np.float32], size: int) -> Outline:
    """Of blocks of `size` samples; the last one may be shorter."""
    starts = np.arange(0, samples.shape[1], size)
    return np.stack(
        [
            np.minimum.reduceat(samples, starts, axis=1),
            np.maximum.reduceat(samples, starts, axis=1),
        ],
        axis=-1,
    )


def columns_of(outline: Outline, first_sample: int, size: int, axis: TimeAxis) -> Outline:
    """`outline`, whose blocks of `size` begin at `first_sample`, for each pixel of the axis.

    A pixel takes in every block that it touches. NaN where the outline does not reach.
    """
    n_columns, n_blocks = int(np.ceil(axis.width_px)), outline.shape[1]
    edges = axis.start + np.arange(n_columns + 1) * axis.samples_per_px
    firsts = np.floor((edges[:-1] - first_sample) / size).astype(int)
    lasts = np.maximum(np.ceil((edges[1:] - first_sample) / size).astype(int) - 1, firsts)
    is_known = (firsts >= 0) & (firsts < n_blocks) & (edges[:-1] < axis.n_samples)
    columns = np.full((len(outline), n_columns, 2), np.nan, np.float32)
    if not is_known.any():
        return columns
    firsts, lasts = firsts[is_known], np.minimum(lasts[is_known], n_blocks - 1)
    # What lies between two firsts, and the block that a pixel shares with the next one.
    seen = outline[:, firsts[0] : lasts[-1] + 1]
    firsts, lasts = firsts - firsts[0], lasts - firsts[0]
    for i, extreme in enumerate((np.minimum, np.maximum)):
        between = extreme.reduceat(seen[..., i], firsts, axis=1)
        columns[:, is_known, i] = extreme(between, seen[:, lasts, i])
    return columns


def _coarser(outline: Outline) -> Outline:
    starts = np.arange(0, outline.shape[1], _FANOUT)
    lowest = np.minimum.reduceat(outline[..., 0], starts, axis=1)
    return np.stack([lowest, np.maximum.reduceat(outline[..., 1], starts, axis=1)], axis=-1)
