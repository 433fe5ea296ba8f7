"""Local autoregressive models of sound: what does not follow from its neighbours, and what would.

Each frame of 48 ms has a model: a sample is predicted from the ORDER before it. What a model leaves
unexplained shows clicks; samples that are lost are those that leave least unexplained (Janssen,
Veldhuis, Vries 1986; Godsill, Rayner, Digital audio restoration, 1998, chapter 5).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.fft import irfft, next_fast_len, rfft
from scipy.linalg.lapack import dpbsv
from scipy.ndimage import maximum_filter1d

from restorer_app.restoration.audio.linear_prediction import (
    autocorrelations,
    frames_of,
    prediction_filters,
)

ORDER = 32
FRAME_S = 0.048
LONGEST_GROUP = 1024
"""So many lost samples are found together at most."""


@dataclass(frozen=True, eq=False)
class LocalModels:
    """`coefficients` float64 (frames, ORDER + 1), the first 1; a frame every `hop` samples."""

    coefficients: np.ndarray
    hop: int

    @classmethod
    def fit(cls, sound: np.ndarray, rate: int) -> "LocalModels":
        """Of `sound` (n,), by the autocorrelation method in Hann windows."""
        hop = max(2 * ORDER, round(FRAME_S * rate / 2))
        frames = frames_of(sound, hop, before=hop // 2, length=2 * hop) * np.hanning(2 * hop)
        correlations = autocorrelations(frames, ORDER)
        # A little white noise, so that silence and pure tones have a model too.
        correlations[:, 0] = correlations[:, 0] * (1 + 1e-7) + 1e-10
        return cls(prediction_filters(correlations)[0], hop)

    def unexplained(self, sound: np.ndarray) -> np.ndarray:
        """|what neither the samples before nor those after it explain| of each sample of (n,).

        The smaller of both: what follows a click is no surprise to the samples after it. From
        behind, the jump with which a click begins shows one sample earlier.
        """
        forward, backward = self.residuals(sound)
        return np.minimum(np.abs(forward), maximum_filter1d(np.abs(backward), 3))

    def residuals(self, sound: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """What the samples before each sample of (n,) do not explain of it, and those after it."""
        around = frames_of(sound, self.hop, before=ORDER, length=self.hop + 2 * ORDER)
        n_fft = next_fast_len(self.hop + 3 * ORDER, real=True)
        spectra = rfft(around.astype(np.float32), n_fft)

        def residual(coefficients: np.ndarray, first: int) -> np.ndarray:
            filtered = irfft(spectra * rfft(coefficients.astype(np.float32), n_fft), n_fft)
            return np.asarray(filtered[:, first : first + self.hop].ravel()[: len(sound)])

        forward = residual(self.coefficients, ORDER)
        return forward, residual(self.coefficients[:, ::-1], 2 * ORDER)

    def surprise_behind(self, sound: np.ndarray, at: int) -> float:
        """How much the three samples of `sound` (n,) from `at` differ from what is before them."""
        return _most_unexplained(
            sound[max(at - ORDER, 0) : at + 3], self.coefficients[self._frame(at)]
        )

    def surprise_ahead(self, sound: np.ndarray, at: int) -> float:
        """How much the three samples up to and without `at` differ from what is behind them."""
        return _most_unexplained(
            sound[max(at - 3, 0) : at + ORDER][::-1], self.coefficients[self._frame(at)]
        )

    def filled_run(self, sound: np.ndarray, run: slice) -> np.ndarray:
        """The values that `filled` has for the samples of one run alone."""
        lost = np.arange(run.start, run.stop)
        first, stop = max(run.start - ORDER, 0), run.stop + ORDER
        around = sound[first:stop]
        return _solved(
            around, lost - first, self._products[self._frame((run.start + run.stop) // 2)]
        )

    def filled(self, sound: np.ndarray, is_lost: np.ndarray) -> np.ndarray:
        """`sound` (n,) with the lost samples (bool (n,)) that leave least unexplained."""
        filled = sound.astype(np.float64)
        for lost in _groups(np.flatnonzero(is_lost)):
            first, stop = max(lost[0] - ORDER, 0), lost[-1] + ORDER + 1
            products = self._products[self._frame((lost[0] + lost[-1]) // 2)]
            filled[lost] = _solved(filled[first:stop], lost - first, products)
        return filled

    @cached_property
    def _products(self) -> np.ndarray:
        """Of each model with itself, moved by 0..ORDER samples, and a 0: (frames, ORDER + 2)."""
        spectra = rfft(self.coefficients, next_fast_len(2 * ORDER + 2, real=True))
        products = irfft(np.square(spectra.real) + np.square(spectra.imag))[:, : ORDER + 2]
        products[:, -1] = 0
        return np.asarray(products)

    def _frame(self, at: int) -> int:
        """The frame that a sample is in the middle of."""
        return min(at // self.hop, len(self.coefficients) - 1)


def _most_unexplained(sound: np.ndarray, coefficients: np.ndarray) -> float:
    """Of the samples of (n,) that have ORDER before them; 0 where there are none."""
    if len(sound) <= ORDER:
        return 0.0
    return float(np.abs(np.convolve(sound, coefficients, "valid")).max())


def _groups(lost: np.ndarray) -> Iterator[np.ndarray]:
    """Lost samples that depend on each other: no gap of ORDER between them."""
    for group in np.split(lost, np.flatnonzero(np.diff(lost) > ORDER) + 1):
        for start in range(0, len(group), LONGEST_GROUP):
            yield group[start : start + LONGEST_GROUP]


def _solved(around: np.ndarray, lost: np.ndarray, products: np.ndarray) -> np.ndarray:
    """The least squares values at `lost` of the sound `around` them.

    `products` (ORDER + 2,) are those of a model with itself, moved against itself; the last is 0.
    """
    known = around.copy()
    known[lost] = 0
    both_sides = np.concatenate([products[ORDER:0:-1], products[: ORDER + 1]])
    right = -np.convolve(known, both_sides)[ORDER : ORDER + len(known)][lost]
    n_bands = min(len(lost), ORDER + 1)
    # The others in the order of their distance; beyond the end they are too far away.
    far = np.concatenate([lost, np.full(n_bands, lost[-1] + ORDER + 1)])
    apart = far[np.arange(n_bands)[:, None] + np.arange(len(lost))] - lost
    bands = products[np.minimum(apart, ORDER + 1)]
    bands[0] *= 1 + 1e-9
    # Of LAPACK itself: for a few samples scipy's checks would take longer than the solution.
    _, values, _ = dpbsv(bands, right, lower=1)
    solved: np.ndarray = values
    return solved
