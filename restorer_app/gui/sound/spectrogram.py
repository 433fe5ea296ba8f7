"""Spectrograms in tiles: any part of a recording, at any width, for about the same work."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from restorer_app.gui.sound.frequency_scale import FrequencyAxis, Scale, row_weights
from restorer_app.gui.sound.track import Samples, Track

TILE_COLUMNS = 256

FLOOR_DB, CEILING_DB = -120.0, 7.5
"""What the codes 0 and 255 mean. 0 dB is a sine wave of full scale."""

_DB_PER_CODE = (CEILING_DB - FLOOR_DB) / 255
_WINDOW_S = 0.04
_LEAST_WINDOW, _MOST_WINDOW = 32, 16384
_FRAMES_PER_COLUMN = 4
"""Where a column stands for more than a window's length, so many windows spread over it are
averaged: the whole of two hours costs what two seconds do. A click between two of them is missing
from the spectrogram seen from afar; the waveform shows every sample."""

Codes = NDArray[np.uint8]


@dataclass(frozen=True)
class SpectrogramTile:
    """Which tile: `TILE_COLUMNS` columns of 2**level samples each, from column `index` * 256 on."""

    track: Track
    scale: Scale
    n_rows: int
    level: int
    index: int

    @property
    def hop(self) -> int:
        """Samples per column."""
        return 1 << self.level

    @property
    def n_samples(self) -> int:
        return self.hop * TILE_COLUMNS

    @property
    def start(self) -> int:
        """Its first sample."""
        return self.index * self.n_samples


def window_size(rate: int) -> int:
    """Samples of one window: the power of two from 40 ms on, where speech shows its harmonics."""
    size = 2 ** math.ceil(math.log2(max(_WINDOW_S * rate, 1)))
    return min(max(size, _LEAST_WINDOW), _MOST_WINDOW)


def level_for(samples_per_px: float, rate: int) -> int:
    """The level with one to two columns per pixel; beyond a sixteenth of a window there is none."""
    finest = int(math.log2(window_size(rate) // 16))
    return max(math.floor(math.log2(max(samples_per_px, 1))), finest)


def make_codes(tile: SpectrogramTile) -> Codes:
    """The levels of one tile as `code_of` has them, uint8 (n_rows, 256), row 0 the highest.

    The mean power over all channels of windows after Hann, centred on their columns. Takes some
    50 ms: call it in a job.
    """
    track = tile.track
    size = window_size(track.rate)
    power = _powers(tile, size)  # (columns, bins)
    axis = FrequencyAxis(tile.scale, track.rate)
    rows = row_weights(axis, tile.n_rows, power.shape[1]) @ power.T
    return np.ascontiguousarray(code_of(10 * np.log10(np.maximum(rows, 1e-13))))


def code_of(level_db: NDArray[np.float32]) -> Codes:
    """Levels in dB as codes 0..255, half a decibel each."""
    codes = np.rint((level_db - FLOOR_DB) / _DB_PER_CODE)
    return np.clip(codes, 0, 255).astype(np.uint8)


def db_of(code: int) -> float:
    """The level that a code stands for; 0 for this and everything below."""
    return FLOOR_DB + code * _DB_PER_CODE


def _powers(tile: SpectrogramTile, size: int) -> NDArray[np.float32]:
    """Mean power over channels and over the windows of each column, (columns, bins)."""
    if tile.hop <= size:
        first = tile.start + tile.hop // 2 - size // 2
        n_samples = (TILE_COLUMNS - 1) * tile.hop + size
        samples = tile.track.read_padded(first, first + n_samples)
        windows = np.lib.stride_tricks.sliding_window_view(samples, size, axis=1)
        return _power(windows[:, :: tile.hop], size)
    n_frames = max(1, _FRAMES_PER_COLUMN // max(1, tile.track.n_channels // 2))
    total = np.zeros((TILE_COLUMNS, size // 2 + 1), np.float32)
    for i in range(n_frames):
        offset = round((i + 0.5) * tile.hop / n_frames) - size // 2
        total += _power(_spread_windows(tile, offset, size), size)
    return total / np.float32(n_frames)


def _spread_windows(tile: SpectrogramTile, offset: int, size: int) -> Samples:
    """One window in each column, (channels, columns, size)."""
    starts = range(tile.start + offset, tile.start + offset + tile.n_samples, tile.hop)
    windows = np.zeros((tile.track.n_channels, TILE_COLUMNS, size), np.float32)
    for i, start in enumerate(starts):
        if start >= tile.track.n_samples:
            break
        windows[:, i] = tile.track.read_padded(start, start + size)
    return windows


def _power(windows: Samples, size: int) -> NDArray[np.float32]:
    """(channels, columns, size) -> (columns, bins); 1 for a sine wave of full scale."""
    import scipy.fft

    window = np.hanning(size + 1)[:-1].astype(np.float32)
    total = np.zeros((windows.shape[1], size // 2 + 1), np.float32)
    for channel in windows:  # one at a time: memory stays small with 24 of them
        spectrum = scipy.fft.rfft(channel * window, axis=-1)
        total += spectrum.real**2 + spectrum.imag**2
    return total * np.float32((2 / window.sum()) ** 2 / len(windows))
