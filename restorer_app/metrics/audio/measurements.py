"""All that is measured of a recording before and after its repair, with or without the original."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from restorer_app.metrics.audio.loudness import LoudnessMeter
from restorer_app.metrics.audio.spectrum import log_spectral_distance_db
from restorer_app.metrics.audio.waveform import (
    Samples,
    WaveformSums,
    check_rates,
    check_shapes,
    segmental_snr_db,
)
from restorer_app.progress import OnProgress, Progress, ignore_progress, share_of

_BLOCK_SAMPLES = 1 << 18
_FRAME_S = 0.05
_QUIET_SHARE = 0.1
"""The noise floor is what this share of the frames stays below: pauses, where there are some."""
_SILENT_DB = -120.0


@dataclass(frozen=True)
class Heard:
    """A recording, or its samples with their rate, as far as measures need to know."""

    samples: Samples
    """(channels, n); may be mapped from a file."""
    rate: int


@dataclass(frozen=True)
class SoundFigures:
    """Of one recording by itself. Levels are decibels of full scale; -inf is digital silence."""

    loudness_lufs: float
    """Integrated, ITU-R BS.1770-4."""
    peak_db: float
    """The largest sample."""
    noise_floor_db: float
    """The level that a tenth of the frames of 50 ms stay below: not under -120 dB."""


@dataclass(frozen=True)
class SoundScores:
    """How close a recording is to its reference."""

    snr_db: float
    segmental_snr_db: float
    si_sdr_db: float
    log_spectral_distance_db: float


@dataclass(frozen=True)
class SoundChange:
    """How much a repair has changed a recording."""

    changed_share: float
    """Share of the moments at which a channel has another sample, 0..1."""
    removed_db: float
    """The level of before minus after, decibels of full scale, of all of the recording."""


@dataclass(frozen=True, eq=False)
class SoundMeasurements:
    """Of a recording before, and after a repair where there was one."""

    before: SoundFigures
    after: SoundFigures | None = None
    change: SoundChange | None = None
    scores_before: SoundScores | None = None
    scores_after: SoundScores | None = None


def measure_sound(
    before: Heard,
    after: Heard | None = None,
    reference: Heard | None = None,
    *,
    on_progress: OnProgress = ignore_progress,
) -> SoundMeasurements:
    """Everything that these recordings allow, block by block.

    Raises MediaError for a reference of another length, rate or number of channels.
    `on_progress` may raise Cancelled.
    """
    if reference is not None:
        check_rates(reference.rate, before.rate)
        check_shapes(reference.samples.shape, before.samples.shape)
    others = [heard for heard in (after,) if heard is not None]
    n_parts = 2 * (1 + len(others)) if reference is not None else 1 + len(others)
    parts = iter(share_of(on_progress, i / n_parts, (i + 1) / n_parts) for i in range(n_parts))
    return SoundMeasurements(
        before=figures_of_sound(before, on_progress=next(parts)),
        after=None if after is None else figures_of_sound(after, on_progress=next(parts)),
        change=None if after is None else change_of_sound(before, after),
        scores_before=None if reference is None else _scores(reference, before, next(parts)),
        scores_after=(
            None if reference is None or after is None else _scores(reference, after, next(parts))
        ),
    )


def figures_of_sound(heard: Heard, *, on_progress: OnProgress = ignore_progress) -> SoundFigures:
    """In one pass."""
    n_channels, n_samples = heard.samples.shape
    meter = LoudnessMeter(heard.rate, n_channels)
    frame = max(1, round(heard.rate * _FRAME_S))
    peak, levels = 0.0, []
    step = max(frame, _BLOCK_SAMPLES // frame * frame)
    for start in range(0, n_samples, step):
        on_progress(Progress("", start / n_samples))
        block = np.asarray(heard.samples[:, start : start + step])
        meter.add(block)
        peak = max(peak, float(np.abs(block).max()))
        levels.append(_frame_levels(block, frame))
    return SoundFigures(
        meter.lufs, _db(peak), float(np.quantile(np.concatenate(levels), _QUIET_SHARE))
    )


def change_of_sound(before: Heard, after: Heard) -> SoundChange:
    """Raises MediaError for recordings of different lengths or channels."""
    check_shapes(before.samples.shape, after.samples.shape)
    n_changed, power = 0, 0.0
    n_samples = before.samples.shape[1]
    for start in range(0, n_samples, _BLOCK_SAMPLES):
        part = slice(start, start + _BLOCK_SAMPLES)
        removed = np.subtract(before.samples[:, part], after.samples[:, part], dtype=np.float64)
        n_changed += int(np.count_nonzero(removed.any(axis=0)))
        power += float(np.square(removed).sum())
    mean = power / before.samples.size
    return SoundChange(n_changed / n_samples, _db(math.sqrt(mean)))


def _scores(reference: Heard, candidate: Heard, on_progress: OnProgress) -> SoundScores:
    one, other = reference.samples, candidate.samples
    sums = WaveformSums()
    for start in range(0, one.shape[1], _BLOCK_SAMPLES):
        on_progress(Progress("", 0.5 * start / one.shape[1]))
        part = slice(start, start + _BLOCK_SAMPLES)
        sums = sums.plus(one[:, part], other[:, part])
    on_progress(Progress("", 0.5))
    segmental = segmental_snr_db(one, other, reference.rate)
    on_progress(Progress("", 0.7))
    distance = log_spectral_distance_db(one, other, reference.rate)
    return SoundScores(sums.snr_db, segmental, sums.si_sdr_db, distance)


def _frame_levels(block: Samples, frame: int) -> npt.NDArray[np.float64]:
    """The level of each frame, the last one may be shorter, in decibels."""
    power = np.square(block, dtype=np.float64).mean(axis=0)
    starts = np.arange(0, len(power), frame)
    counts = np.diff([*starts, len(power)])
    means = np.add.reduceat(power, starts) / counts
    return np.maximum(10 * np.log10(np.maximum(means, 1e-30)), _SILENT_DB)


def _db(amplitude: float) -> float:
    return 20 * math.log10(amplitude) if amplitude > 0 else -math.inf
