"""Measures of the waveform, sample against sample; all channels count together."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from restorer_app.errors import MediaError
from restorer_app.texts import translatable

Samples = npt.NDArray[np.float32]

_STRIP_SAMPLES = 1 << 18
_SEGMENT_S = 0.032
_SEGMENT_RANGE_DB = (-10.0, 35.0)
"""Hansen and Pellom (1998): beyond, nobody hears a difference."""
_SILENT_POWER = 1e-10
"""-100 dB of full scale: a segment of the reference below it says nothing of the candidate."""


@dataclass(frozen=True)
class WaveformSums:
    """Sums over two recordings from which the measures follow; grown stretch by stretch.

    So that hours are compared in constant memory. Without samples every measure is that of silence.
    """

    n: int = 0
    signal: float = 0.0
    """Of the squared reference."""
    error: float = 0.0
    """Of the squared differences, candidate less reference."""
    absolute_error: float = 0.0
    cross: float = 0.0
    """Of reference times difference."""

    def plus(self, reference: Samples, candidate: Samples) -> "WaveformSums":
        """With another stretch, both (channels, m). Raises MediaError where they do not fit."""
        check_shapes(reference.shape, candidate.shape)
        grown = self
        for one, other in zip(_strips(reference), _strips(candidate), strict=True):
            clean = one.astype(np.float64)
            difference = other - clean
            grown = WaveformSums(
                grown.n + clean.size,
                grown.signal + float(np.vdot(clean, clean)),
                grown.error + float(np.vdot(difference, difference)),
                grown.absolute_error + float(np.abs(difference).sum()),
                grown.cross + float(np.vdot(clean, difference)),
            )
        return grown

    @property
    def mae(self) -> float:
        return self.absolute_error / self.n if self.n else 0.0

    @property
    def snr_db(self) -> float:
        return _decibels(self.signal, self.error)

    @property
    def si_sdr_db(self) -> float:
        """From the difference rather than the candidate: exact for recordings that are close."""
        if self.signal == 0 or self.error == 0:
            return self.snr_db
        share = self.cross / self.signal
        target = (1 + share) ** 2 * self.signal
        if target == 0:
            return -math.inf
        return _decibels(target, max(0.0, self.error - share * self.cross))


def mae(reference: Samples, candidate: Samples) -> float:
    """Mean absolute error over all samples and channels; full scale is 1."""
    return WaveformSums().plus(reference, candidate).mae


def snr_db(reference: Samples, candidate: Samples) -> float:
    """10 log10(sum of squares of the reference / sum of squared errors).

    Infinite when identical, minus infinity where only the reference is silent.
    """
    return WaveformSums().plus(reference, candidate).snr_db


def si_sdr_db(reference: Samples, candidate: Samples) -> float:
    """Scale-invariant signal-to-distortion ratio (Le Roux et al. 2019, eq. 3), means not removed.

    10 log10(|a r|^2 / |a r - c|^2) with the best a, one for all channels: a changed balance of a
    stereo recording is an error. Infinite when identical but for the loudness; minus infinity where
    one alone is silent.
    """
    return WaveformSums().plus(reference, candidate).si_sdr_db


def segmental_snr_db(reference: Samples, candidate: Samples, rate: int) -> float:
    """Mean SNR of segments of 32 ms, each limited to -10..35 dB (Hansen and Pellom 1998).

    Segments in which the reference is silent (below -100 dB of full scale) are left out, as is an
    incomplete last one. Where none is left it is 35 for identical recordings and -10 for others.
    """
    check_shapes(reference.shape, candidate.shape)
    least, most = _SEGMENT_RANGE_DB
    length = min(max(1, round(rate * _SEGMENT_S)), reference.shape[1])
    found: list[npt.NDArray[np.float64]] = []
    for one, other in zip(_strips(reference, length), _strips(candidate, length), strict=True):
        signal, error = _segment_powers(one, length), _segment_powers(other - one, length)
        with np.errstate(divide="ignore", invalid="ignore"):
            ratios = 10 * np.log10(signal / error)
        found.append(np.clip(ratios, least, most)[signal > _SILENT_POWER])
    ratios = np.concatenate(found) if found else np.zeros(0)
    if ratios.size:
        return float(ratios.mean())
    return most if np.array_equal(reference, candidate) else least


def check_shapes(reference: tuple[int, ...], candidate: tuple[int, ...]) -> None:
    """Raises MediaError unless both shapes (channels, n) are the same."""
    if reference != candidate:
        raise MediaError(
            translatable(
                "Can't compare a recording of {channels} x {samples} samples with one of "
                "{other_channels} x {other_samples}; choose two of one length and as many "
                "channels.",
                channels=reference[0],
                samples=reference[1],
                other_channels=candidate[0],
                other_samples=candidate[1],
            )
        )


def check_rates(reference_rate: int, candidate_rate: int) -> None:
    """Raises MediaError for different numbers of samples a second: nothing would be comparable."""
    if reference_rate != candidate_rate:
        raise MediaError(
            translatable(
                "Can't compare a recording at {rate} Hz with one at {other_rate} Hz; convert one "
                "of them.",
                rate=reference_rate,
                other_rate=candidate_rate,
            )
        )


def _strips(samples: Samples, multiple: int = 1) -> Iterator[Samples]:
    """(channels, m) after (channels, m): in float64 hours of sound would not fit at once.

    All but the last are a multiple of `multiple` long.
    """
    step = max(1, _STRIP_SAMPLES // multiple) * multiple
    for start in range(0, samples.shape[1], step):
        yield samples[:, start : start + step]


def _segment_powers(samples: Samples, length: int) -> npt.NDArray[np.float64]:
    """The mean square of each whole segment of `length` samples, of all channels together."""
    n_segments = samples.shape[1] // length
    whole = samples[:, : n_segments * length].astype(np.float64)
    return np.square(whole.reshape(len(samples), n_segments, length)).mean(axis=(0, 2))


def _decibels(signal: float, error: float) -> float:
    if error == 0:
        return math.inf
    return 10 * math.log10(signal / error) if signal > 0 else -math.inf
