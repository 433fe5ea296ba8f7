"""Linear prediction: each sample of a sound from those before it, frame by frame."""

from dataclasses import dataclass

import numpy as np
from scipy.fft import irfft, next_fast_len, rfft

_WHITENING_ORDER = 16
_FLOOR = 1e-3
"""White noise under every frame, as a share of its power, without which filters would ring."""
_LEAST = 1e-4
"""Frames are equally quiet below this share of the power of the median one."""


def frames_of(sound: np.ndarray, hop: int, *, before: int, length: int) -> np.ndarray:
    """(frames, length): one every `hop` samples from `before` ahead of them; zeros beyond ends."""
    n_frames = -(-len(sound) // hop)
    padded = np.pad(sound, (before, length + hop))
    every = np.lib.stride_tricks.sliding_window_view(padded, length)[::hop]
    return every[:n_frames]


def autocorrelations(frames: np.ndarray, order: int) -> np.ndarray:
    """Of frames (frames, length) at lags 0 to `order`: (frames, order + 1)."""
    n_fft = next_fast_len(frames.shape[1] + order, real=True)
    spectra = rfft(frames, n_fft)
    products = irfft(np.square(spectra.real) + np.square(spectra.imag), n_fft)
    return np.asarray(products[:, : order + 1])


def prediction_filters(correlations: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Filters (frames, order + 1) that begin with 1 and leave the error, and its power (frames,).

    Of `autocorrelations`, by the recursion of Levinson and Durbin, for all frames together.
    """
    left = correlations[:, 0].copy()
    filters = np.zeros_like(correlations)
    filters[:, 0] = 1
    for i in range(1, correlations.shape[1]):
        known = filters[:, :i]
        reflection = -(known * correlations[:, i:0:-1]).sum(axis=1) / left
        filters[:, 1 : i + 1] += reflection[:, None] * known[:, ::-1]
        left *= 1 - reflection**2
    return filters, left


@dataclass(frozen=True, eq=False)
class Whitening:
    """What makes a sound white and equally loud: a filter for every frame, and what it leaves.

    `filters`: (frames, order + 1), the first 1; `powers`: (frames,), of the filtered sound.
    """

    filters: np.ndarray
    powers: np.ndarray

    @classmethod
    def fit(cls, sound: np.ndarray, frame: int, around: int) -> "Whitening":
        """Of `sound` (n,), by `around` samples about every frame of `frame` samples."""
        window = np.hanning(around + 1)[:-1]
        frames = frames_of(sound, frame, before=(around - frame) // 2, length=around) * window
        correlations = autocorrelations(frames, _WHITENING_ORDER) / np.square(window).sum()
        least = _LEAST * np.median(correlations[:, 0]) + 1e-14
        correlations[:, 0] = (1 + _FLOOR) * correlations[:, 0] + least
        return cls(*prediction_filters(correlations))

    def filtered(self, sound: np.ndarray) -> np.ndarray:
        """`sound` (n,), each frame by its filter: (frames, samples)."""
        order = self.filters.shape[1] - 1
        frame = len(sound) // len(self.filters)
        around = frames_of(sound, frame, before=order, length=frame + order)
        made = np.zeros((len(self.filters), frame))
        for delay in range(order + 1):
            made += self.filters[:, delay, None] * around[:, order - delay :][:, :frame]
        return made

    def response(self, radians: np.ndarray) -> np.ndarray:
        """By what a filter multiplies waves of `radians` a sample (k,): (frames, k)."""
        delays = np.arange(self.filters.shape[1])
        return np.asarray(self.filters @ np.exp(-1j * delays[:, None] * radians))
