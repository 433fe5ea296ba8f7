"""Measurements of recordings as rows for people: a name, before, after, what the figure means."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from restorer_app.gui.measuring.measurement_words import (
    MeasurementGroup,
    MeasurementRow,
    found_group,
)
from restorer_app.gui.translation import number
from restorer_app.gui.translation import tr as _tr
from restorer_app.texts import translatable

if TYPE_CHECKING:
    from collections.abc import Callable

    from restorer_app.metrics.audio.measurements import (
        SoundFigures,
        SoundMeasurements,
        SoundScores,
    )
    from restorer_app.restoration.diagnosis import Diagnosis


def sound_measurement_groups(
    measured: SoundMeasurements, before: Diagnosis | None, after: Diagnosis | None
) -> list[MeasurementGroup]:
    """The recordings by themselves, against the reference, and what was found to be wrong."""
    groups = [
        MeasurementGroup(_tr("The recording"), _rows_of_one(measured)),
        MeasurementGroup(_tr("Against the reference"), _reference_rows(measured)),
        found_group(before, after),
    ]
    return [group for group in groups if group.rows]


def _rows_of_one(measured: SoundMeasurements) -> list[MeasurementRow]:
    one, other = measured.before, measured.after
    rows = [
        MeasurementRow(_tr(name), show(one), show(other) if other else "", _tr(explanation))
        for name, show, explanation in _OF_ONE
    ]
    if measured.change is not None:
        share = measured.change.changed_share
        changed = _tr("{percent} %").format(percent=number(100 * share, 1 if share < 0.0995 else 0))
        told = _tr("Moments at which the repair has changed a sample; all others are as they were.")
        rows.append(MeasurementRow(_tr("Changed"), "", changed, told))
        told = _tr(
            "How loud, on average, what the repair took away is; 0 dB is as loud as it goes."
        )
        level = _level(measured.change.removed_db)
        rows.append(MeasurementRow(_tr("Removed"), "", level, told))
    return rows


def _reference_rows(measured: SoundMeasurements) -> list[MeasurementRow]:
    before, after = measured.scores_before, measured.scores_after
    if before is None:
        return []
    return [
        MeasurementRow(_tr(name), show(before), show(after) if after else "", _tr(explanation))
        for name, show, explanation in _AGAINST_REFERENCE
    ]


def _level(level_db: float) -> str:
    """Below full scale, with a real minus."""
    if math.isinf(level_db):
        return _tr("silence")
    return _tr("{n} dB").format(n=_signed(level_db))


def _ratio(value: float) -> str:
    if math.isinf(value):
        return _tr("identical") if value > 0 else _tr("nothing in common")
    return _tr("{n} dB").format(n=_signed(value))


def _loudness(value: float) -> str:
    return _tr("silence") if math.isinf(value) else _tr("{n} LUFS").format(n=_signed(value))


def _signed(value: float) -> str:
    words = number(abs(value), 1)
    is_zero = not words.strip("0.,")
    return words if value >= 0 or is_zero else f"\N{MINUS SIGN}{words}"


_OF_ONE: tuple[tuple[str, Callable[[SoundFigures], str], str], ...] = (
    (
        translatable("Loudness"),
        lambda one: _loudness(one.loudness_lufs),
        translatable("How loud all of it is to the ear; broadcasts lie 23 below full scale."),
    ),
    (
        translatable("Peak"),
        lambda one: _level(one.peak_db),
        translatable("The highest tip of a wave; at 0 dB the recording goes as loud as it can."),
    ),
    (
        translatable("Noise floor"),
        lambda one: _level(one.noise_floor_db),
        translatable("How loud the quietest tenth is, pauses above all; lower is more silent."),
    ),
)

_AGAINST_REFERENCE: tuple[tuple[str, Callable[[SoundScores], str], str], ...] = (
    (
        "SNR",
        lambda scores: _ratio(scores.snr_db),
        translatable("How far the error lies below the reference; 3 dB more is half the error."),
    ),
    (
        translatable("Segmental SNR"),
        lambda scores: _ratio(scores.segmental_snr_db),
        translatable("The same in parts of 32 ms, so that quiet passages count like loud ones."),
    ),
    (
        "SI-SDR",
        lambda scores: _ratio(scores.si_sdr_db),
        translatable("The same where it does not matter how loud the recording is played."),
    ),
    (
        translatable("Spectral distance"),
        lambda scores: _ratio(scores.log_spectral_distance_db),
        translatable("How far the spectrograms are apart, as the eye sees them; 0 is identical."),
    ),
)
