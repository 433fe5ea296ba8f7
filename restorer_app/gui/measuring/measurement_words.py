"""Measurements as rows for people: a name, before, after, and what the figure means."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from restorer_app.distortions import Distortion
from restorer_app.gui.translation import number
from restorer_app.gui.translation import tr as _tr
from restorer_app.gui.words import likely_phrase, severity_word
from restorer_app.texts import translatable

if TYPE_CHECKING:
    from collections.abc import Callable

    from restorer_app.metrics.appearance import Appearance
    from restorer_app.metrics.image import ImageScores
    from restorer_app.metrics.measurements import Measurements
    from restorer_app.restoration.diagnosis import Diagnosis

_NEUTRAL, _SLIGHT = 2.0, 5.0
_HUES = (
    (45, translatable("red")),
    (75, translatable("orange")),
    (115, translatable("yellow")),
    (175, translatable("green")),
    (230, translatable("cyan")),
    (295, translatable("blue")),
    (325, translatable("violet")),
    (360, translatable("magenta")),
)
"""Up to which CIE hue angle in degrees a colour has which name."""


@dataclass(frozen=True)
class MeasurementRow:
    """One line of the table; `after` is empty while there is no result."""

    name: str
    before: str
    after: str
    explanation: str


@dataclass(frozen=True)
class MeasurementGroup:
    """Rows that belong together: a column of the table."""

    title: str
    rows: list[MeasurementRow]
    is_told_beside: bool = False
    """The panel on the right says it as well."""


def measurement_groups(
    measured: Measurements, before: Diagnosis | None, after: Diagnosis | None
) -> list[MeasurementGroup]:
    """The pictures by themselves, against the reference, and what was found to be wrong."""
    groups = [
        MeasurementGroup(_tr("The picture"), _picture_rows(measured)),
        MeasurementGroup(_tr("Against the reference"), _reference_rows(measured)),
        found_group(before, after),
    ]
    return [group for group in groups if group.rows]


def found_group(before: Diagnosis | None, after: Diagnosis | None) -> MeasurementGroup:
    """What was found to be wrong."""
    rows = _found_rows(before, after) if before else []
    return MeasurementGroup(_tr("What is wrong"), rows, is_told_beside=True)


def _picture_rows(measured: Measurements) -> list[MeasurementRow]:
    rows = [
        MeasurementRow(
            _tr(name),
            show(measured.before),
            show(measured.after) if measured.after else "",
            _tr(explanation),
        )
        for name, show, explanation in _OF_ONE
    ]
    if measured.change is not None:
        told = _tr(
            "The pixels that changed visibly. Before and after are as close as {psnr}."
        ).format(psnr=_decibels(measured.change.psnr_db))
        changed = _percent(measured.change.changed_share)
        rows.append(MeasurementRow(_tr("Changed"), "", changed, told))
    return rows


def _reference_rows(measured: Measurements) -> list[MeasurementRow]:
    before, after = measured.scores_before, measured.scores_after
    if before is None:
        return []
    return [
        MeasurementRow(name, show(before), show(after) if after else "", _tr(explanation))
        for name, show, explanation in _AGAINST_REFERENCE
    ]


def _found_rows(before: Diagnosis, after: Diagnosis | None) -> list[MeasurementRow]:
    """What was found before or is found after; how sure that is stands in the explanation."""
    wrong = {finding.distortion for finding in before.found}
    wrong |= {finding.distortion for finding in after.found} if after else set()
    rows = []
    for distortion in sorted(wrong, key=lambda distortion: distortion.repair_rank):
        likely = likely_phrase(before.of(distortion))
        told = _tr("How strong it was found to be; it is {before} before.").format(before=likely)
        if after is not None:
            told = _tr(
                "How strong it was found to be; it is {before} before and {after} after."
            ).format(before=likely, after=likely_phrase(after.of(distortion)))
        now = _found_word(after, distortion) if after else ""
        name = _tr(distortion.label)
        rows.append(MeasurementRow(name, _found_word(before, distortion), now, told))
    return rows


def _found_word(diagnosis: Diagnosis, distortion: Distortion) -> str:
    finding = diagnosis.of(distortion)
    return severity_word(finding.severity) if finding in diagnosis.found else _tr("not found")


def as_text(groups: list[MeasurementGroup]) -> str:
    """A table with tabs, as spreadsheets and letters take it."""
    lines = []
    for group in groups:
        lines.append("\t".join((group.title, _tr("Before"), _tr("After"))))
        lines += [f"{row.name}\t{row.before}\t{row.after}" for row in group.rows]
    return "\n".join(lines)


def _percent(share: float) -> str:
    return _tr("{percent} %").format(percent=number(100 * share, 1 if share < 0.0995 else 0))


def _decibels(value: float) -> str:
    return _tr("identical") if math.isinf(value) else _tr("{n} dB").format(n=number(value, 2))


def _quality(one: Appearance) -> str:
    if one.jpeg_quality is None:
        return _tr("no trace")
    return str(one.jpeg_quality)


def _cast(one: Appearance) -> str:
    if one.cast < _NEUTRAL:
        return _tr("none")
    hue = _tr(next(name for limit, name in _HUES if one.cast_hue_deg <= limit))
    if one.cast < _SLIGHT:
        return _tr("slightly {hue}").format(hue=hue)
    return hue


_OF_ONE: tuple[tuple[str, Callable[[Appearance], str], str], ...] = (
    (
        translatable("Noise"),
        lambda one: number(one.noise_sigma, 1),
        translatable(
            "How far pixels stray from their surroundings, of 255 steps; below 2 nobody sees it."
        ),
    ),
    (
        translatable("JPEG quality"),
        _quality,
        translatable(
            "Of 100: what the picture was last saved with, read from its blocks; below 60 it shows."
        ),
    ),
    (
        translatable("Sharpness"),
        lambda one: _percent(one.sharpness),
        translatable("How much would be lost by blurring; a sharp photograph has 40 to 80 %."),
    ),
    (
        translatable("Brightness"),
        lambda one: number(one.lightness, 0),
        translatable("The mean lightness, 0 black, 100 white; most photographs have 30 to 60."),
    ),
    (
        translatable("Clipped"),
        lambda one: _percent(one.clipped),
        translatable(
            "Pixels at the very end of the scale, where light or shadow has lost its detail."
        ),
    ),
    (translatable("Colour cast"), _cast, translatable("The colour of what ought to be grey.")),
)

_AGAINST_REFERENCE: tuple[tuple[str, Callable[[ImageScores], str], str], ...] = (
    (
        "PSNR",
        lambda scores: _decibels(scores.psnr_db),
        translatable(
            "Closeness to the reference, in decibels: 3 more is half the error; from 40 on they "
            "look the same."
        ),
    ),
    (
        "SSIM",
        lambda scores: number(scores.ssim, 4),
        translatable("Likeness of structure, 1 at most: how well shapes and textures agree."),
    ),
    (
        "FSIM",
        lambda scores: number(scores.fsim, 4),
        translatable(
            "Likeness of edges and contours, 1 at most, weighted by how much they stand out."
        ),
    ),
    (
        "SNR",
        lambda scores: _decibels(scores.snr_db),
        translatable(
            "The reference's signal over the error, in decibels; bright pictures have more."
        ),
    ),
    (
        "MSE",
        lambda scores: number(scores.mse, 2),
        translatable("The mean squared error on the scale 0 to 255: 0 is identical."),
    ),
)
