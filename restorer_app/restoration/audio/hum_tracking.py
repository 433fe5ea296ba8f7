"""Takes mains hum off by subtracting what it is, harmonic by harmonic.

A notch takes speech away with the hum, and rings. Here amplitude and phase of every harmonic are
fitted to the samples (least squares), each moment counting the less the more else sounds in it:
the pauses between words tell what the hum is. At last each frequency counts the less, too, the more
else sounds there (generalised least squares, Aitken 1935). What the harmonics make is subtracted.
"""

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import uniform_filter1d
from scipy.signal import resample_poly

from restorer_app.restoration.audio.linear_prediction import Whitening
from restorer_app.restoration.audio.streams import Windowed

HIGHEST_HZ = 2000.0
LOW_RATE_HZ = 6000
"""The least sampling rate that hum is looked at with."""
STEADY_S = 8.0
"""Over this time amplitude and phase of a harmonic hardly change."""
WINDOW_S, MARGIN_S, FADE_S = 12.0, 4.0, 0.5
MOST_OFF_HZ = 0.15
"""How far the mains frequency wanders about its mean."""
_FRAME_S = 0.01
"""So long the spectrum of what else sounds is taken for one and the same."""
_FRAMES_PER_BLOCK, _BLOCKS_PER_FIT = 10, 3
_BLOCK_S = _FRAMES_PER_BLOCK * _FRAME_S
_HEARD_FOR_SPECTRUM_S = 0.05
"""Around each frame so much is heard to know its spectrum by."""
_N_ROUNDS, _N_SEARCHES = 6, 3
"""How often the fit is weighed anew, and in how many of these rounds the frequency is corrected."""
_MOMENT_S = 0.02
"""Over this time it is measured how much else sounds."""
_LEAST_ELSE = 1e-4
"""Moments are equally quiet below this share of the median of what else sounds."""
_SEARCHED_HARMONICS = 10
"""Of more harmonics no more are asked for the frequency."""


def at_low_rate(samples: np.ndarray, rate: int) -> tuple[np.ndarray, float]:
    """Samples (channels, n) at a rate that is just enough for hum, and that rate in Hz."""
    step = max(1, rate // LOW_RATE_HZ)
    if step == 1:
        return samples.astype(np.float64), float(rate)
    return resample_poly(samples.astype(np.float64), 1, step, axis=1), rate / step


@dataclass(frozen=True)
class HumTracker:
    """Subtracts lines near `hz` and its multiples, up to `n_harmonics` of them."""

    hz: float
    n_harmonics: int
    rate: int

    def stream(self) -> Windowed:
        return Windowed(
            lambda samples, _: self.without_hum(samples),
            window=round(WINDOW_S * self.rate),
            margin=round(MARGIN_S * self.rate),
            fade=round(FADE_S * self.rate),
            is_stateless=True,
        )

    def without_hum(self, samples: np.ndarray) -> np.ndarray:
        """`samples` (channels, n) less their hum."""
        low, low_rate = at_low_rate(samples, self.rate)
        highest = min(HIGHEST_HZ, 0.4 * low_rate)
        n_harmonics = min(self.n_harmonics, int(highest / self.hz))
        if n_harmonics < 1 or low.shape[1] < 4 * low_rate / self.hz:
            return samples
        hum = _Lines(low, low_rate, self.hz, n_harmonics).sound()
        step = round(self.rate / low_rate)
        if step > 1:
            hum = resample_poly(hum, step, 1, axis=1)
        return samples - hum[:, : samples.shape[1]].astype(np.float32)


class _Lines:
    """The harmonics of one hum, fitted to samples (channels, n).

    Sample by sample y = sum of c[j] exp(2 pi i j hz t) over j = 1..K and -1..-K. Its weighted
    normal equations need the weights' spectrum at multiples of hz alone, because the product of two
    harmonics is one as well, and that of weights times samples. Both are summed block by block, so
    that a slightly different frequency only turns the sums, and neighbouring ones can be joined.
    """

    def __init__(self, samples: np.ndarray, rate: float, hz: float, n_harmonics: int) -> None:
        self._rate, self._hz, self._n_harmonics = rate, hz, n_harmonics
        self._n = samples.shape[1]
        # The mean over a period has none of the harmonics, but rumble and an offset.
        heard = samples - uniform_filter1d(samples, round(rate / hz), axis=1)
        self._frame = max(1, round(_FRAME_S * rate))
        self._block = _FRAMES_PER_BLOCK * self._frame
        n_blocks = -(-self._n // self._block)
        missing = n_blocks * self._block - self._n
        self._heard = np.pad(heard, ((0, 0), (0, missing)))
        self._starts_s = np.arange(n_blocks) * self._block / rate
        self._fit()

    def sound(self) -> np.ndarray:
        """What the lines make, (channels, n)."""
        times = np.arange(self._n) / self._rate
        middles = self._starts_s[::_BLOCKS_PER_FIT] + 0.5 * self._block / self._rate
        first = np.exp(2j * np.pi * self._hz * times)
        made, turning = np.zeros((len(self._heard), self._n)), np.ones_like(first)
        for values in np.moveaxis(self._lines, 2, 0):
            turning = turning * first
            for channel, line in zip(made, values, strict=True):
                channel += 2 * (np.interp(times, middles, line) * turning).real
        return made

    def _fit(self) -> None:
        """Find `_hz` and `_lines` (channels, fits, K), weighing anew what else sounds."""
        else_there, reach_hz = self._heard, MOST_OFF_HZ
        for i in range(_N_ROUNDS):
            weights = self._weights(else_there)
            sums = self._sums(weights)
            if i < _N_SEARCHES:
                step_hz = self._search_step_hz()
                self._hz += self._best_offset_hz(*sums, reach_hz, step_hz)
                reach_hz = min(reach_hz, 4 * step_hz)
                sums = self._sums(weights)
            of_weights, of_samples = (_at_fits(each) for each in sums)
            self._lines = _solved(_toeplitz(of_weights), of_samples)
            else_there = self._heard - self._roughly()
        equations, of_samples = (_at_fits(each) for each in self._whitened_sums(else_there))
        self._lines = _solved(equations, of_samples)
        self._lines *= _sure_share(equations, self._lines)

    def _weights(self, else_there: np.ndarray) -> np.ndarray:
        """One over the power of what else sounds around each sample; 0 beyond the last."""
        power = uniform_filter1d(np.square(else_there), round(_MOMENT_S * self._rate), axis=1)
        least = _LEAST_ELSE * np.median(power[:, : self._n], axis=1, keepdims=True)
        weights = 1 / (power + least + 1e-14)
        weights[:, self._n :] = 0
        return weights

    def _sums(self, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Per block: the spectrum of the weights at 0..2K and of weighted samples at 1..K."""
        waves, turned = self._waves(2 * self._n_harmonics)
        last = self._n_harmonics + 1
        of_weights = self._in_blocks(weights) @ waves.T * turned
        of_samples = self._in_blocks(weights * self._heard) @ waves[1:last].T * turned[:, 1:last]
        return of_weights, of_samples

    def _whitened_sums(self, else_there: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Per block: normal equations (channels, blocks, 2K, 2K) and right sides for 1..K.

        Of samples and harmonics after the filters that make white what else sounds.
        """
        sums = zip(*map(self._whitened_sums_of, self._heard, else_there), strict=True)
        equations, right_sides = map(np.stack, sums)
        return equations, right_sides

    def _whitened_sums_of(
        self, heard: np.ndarray, else_there: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """The same for one channel. Within a frame a filter only scales a harmonic."""
        around = round(_HEARD_FOR_SPECTRUM_S * self._rate)
        whitening = Whitening.fit(else_there, self._frame, around)
        weights = 1 / whitening.powers
        weights[self._n // self._frame :] = 0  # beyond the last sample
        radians = 2 * np.pi * self._hz / self._rate * _numbers(self._n_harmonics)
        starts = self._frame * np.arange(len(weights))
        scales = whitening.response(radians) * np.exp(1j * starts[:, None] * radians)
        within = np.exp(-1j * radians[:, None] * np.arange(self._frame))
        by_block = (-1, _FRAMES_PER_BLOCK, len(radians))
        weighted = (weights[:, None] * scales.conj()).reshape(by_block)
        equations = weighted.swapaxes(1, 2) @ scales.reshape(by_block)
        turned = (whitening.filtered(heard) @ within.T).reshape(by_block)
        right_sides = (weighted * turned).sum(axis=1)[:, : self._n_harmonics]
        return equations * (within @ within.conj().T), right_sides

    def _waves(self, n_harmonics: int) -> tuple[np.ndarray, np.ndarray]:
        """exp(-2 pi i j hz t), j from 0: within a block (j, samples), and where blocks start."""
        numbers = -2j * np.pi * self._hz * np.arange(n_harmonics + 1)
        within = np.arange(self._block) / self._rate
        return np.exp(numbers[:, None] * within), np.exp(self._starts_s[:, None] * numbers)

    def _in_blocks(self, samples: np.ndarray) -> np.ndarray:
        return samples.reshape(len(samples), -1, self._block)

    def _search_step_hz(self) -> float:
        """So fine that the highest harmonic turns by an eighth at most over all that is heard."""
        n_harmonics = min(self._n_harmonics, _SEARCHED_HARMONICS)
        return 1 / (8 * n_harmonics * max(1.0, self._n / self._rate))

    def _best_offset_hz(
        self, of_weights: np.ndarray, of_samples: np.ndarray, reach_hz: float, step_hz: float
    ) -> float:
        """By how much another frequency explains more of the samples, within `reach_hz`."""
        n_harmonics = min(self._n_harmonics, _SEARCHED_HARMONICS)
        offsets = np.arange(-reach_hz, reach_hz + step_hz / 2, step_hz)
        first = np.exp(-2j * np.pi * offsets[:, None] * self._starts_s)
        turning, turned_weights, turned_samples = np.ones_like(first), [], []
        for number in range(2 * n_harmonics + 1):
            turned_weights.append(of_weights[..., number] @ turning.T)
            turning = turning * first
            if number < n_harmonics:
                turned_samples.append(of_samples[..., number] @ turning.T)
        right_sides = np.stack(turned_samples, axis=2)
        lines = _solved(_toeplitz(np.stack(turned_weights, axis=2)), right_sides)
        explained = 2 * (right_sides.conj() * lines).real.sum(axis=(0, 2))
        return float(offsets[int(np.argmax(explained))])

    def _roughly(self) -> np.ndarray:
        """The same as `sound`, but in steps from block to block, padded as `_heard` is."""
        waves, turned = self._waves(self._n_harmonics)
        fit_of_block = np.arange(len(self._starts_s)) // _BLOCKS_PER_FIT
        lines = self._lines[:, fit_of_block] * turned[:, 1:].conj()
        return np.asarray(2 * (lines @ waves[1:].conj()).real.reshape(self._heard.shape))


def _numbers(n_harmonics: int) -> np.ndarray:
    """Of the unknowns c[j]: 1..K, -1..-K."""
    return np.r_[1 : n_harmonics + 1, -1 : -n_harmonics - 1 : -1]


def _toeplitz(of_weights: np.ndarray) -> np.ndarray:
    """The normal equations (..., 2K, 2K) of the weights' spectrum (..., 0..2K)."""
    numbers = _numbers(of_weights.shape[-1] // 2)
    between = numbers[:, None] - numbers
    equations = of_weights[..., np.abs(between)]
    return np.where(between >= 0, equations, equations.conj())


def _solved(equations: np.ndarray, of_samples: np.ndarray) -> np.ndarray:
    """c[1..K] (..., K) from the normal equations (..., 2K, 2K) and their right sides (..., K)."""
    n_harmonics = of_samples.shape[-1]
    # What is silent throughout has no weight: that is no hum either.
    mean = np.trace(equations, axis1=-2, axis2=-1).real / (2 * n_harmonics)
    tiny = 1e-6 * mean + 1e-30
    equations = equations + tiny[..., None, None] * np.eye(2 * n_harmonics)
    right_side = np.concatenate([of_samples, of_samples.conj()], axis=-1)
    return np.linalg.solve(equations, right_side[..., None])[..., :n_harmonics, 0]


def _at_fits(sums: np.ndarray) -> np.ndarray:
    """Sums (channels, blocks, ...) of the blocks around each fit."""
    flat = _joined(sums.reshape(*sums.shape[:2], -1))[:, ::_BLOCKS_PER_FIT]
    return flat.reshape(*flat.shape[:2], *sums.shape[2:])


def _joined(sums: np.ndarray) -> np.ndarray:
    """Each block's sums with those of its neighbours, (channels, blocks, k); near ones count more.

    Averages, but as if there were silence beyond both ends.
    """
    n = max(1, round(STEADY_S / _BLOCK_S) // 2)
    once = uniform_filter1d(sums, n, axis=1, mode="constant")
    twice: np.ndarray = uniform_filter1d(once, n, axis=1, mode="constant")
    return twice


def _sure_share(equations: np.ndarray, lines: np.ndarray) -> np.ndarray:
    """0..1 for each line: what could as well come from all the rest is not taken off (Wiener)."""
    n_joined = 3 / 4 * STEADY_S / _BLOCK_S
    variance = np.diagonal(np.linalg.inv(equations), axis1=-2, axis2=-1).real / n_joined
    variance = variance[..., : lines.shape[-1]]
    return np.asarray(np.maximum(0, 1 - 2 * variance / (np.abs(lines) ** 2 + 1e-20)))
