"""Paints waveforms, one over the other: what stands out behind the front one was removed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from restorer_app.gui.sound.envelope import Envelope, Outline
from restorer_app.gui.sound.round_numbers import round_step
from restorer_app.gui.sound.scene import Scene
from restorer_app.gui.sound.track import Samples, Voice
from restorer_app.gui.sound.wave_tiles import FindOutline, single_samples, tiled_columns
from restorer_app.gui.widgets.theme import Tokens

_MOST_ROWS = 2
"""Channels that get a row each; of more than these all share one."""

_DOTS_FROM_PX = 6.0
"""Pixels per sample from which single samples are marked."""


def paint_waveforms(
    painter: QPainter, scene: Scene, area: QRectF, find: FindOutline, tokens: Tokens
) -> None:
    """All of the scene's waveforms in one lane, each row of channels about its own middle."""
    painter.fillRect(area, QColor(tokens.surface))
    scale = full_scale(list(scene.envelopes.values()))
    for row in wave_rows(area, scene.sounds.before.n_channels):
        painter.setPen(QPen(QColor(tokens.line), 1))
        painter.drawLine(
            QPointF(row.left(), row.center().y()), QPointF(row.right(), row.center().y())
        )
    painter.save()
    painter.setClipRect(area)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for voice, color in zip(scene.envelopes, wave_colors(scene, tokens), strict=True):
        _paint_waveform(painter, scene, area, voice, scale, color, find)
    painter.restore()


def wave_colors(scene: Scene, tokens: Tokens) -> list[QColor]:
    """Of each waveform, from the back to the front: the last one has the accent."""
    n_behind = len(scene.envelopes) - 1
    return [*[QColor(tokens.outline)] * n_behind, QColor(tokens.accent)][-len(scene.envelopes) :]


def paint_wave_names(
    painter: QPainter, scene: Scene, area: QRectF, names: Sequence[str], tokens: Tokens
) -> None:
    """Which waveform has which colour, where there are two to tell apart."""
    if len(names) < 2:
        return
    x = area.left() + 8
    for words, color in zip(names, wave_colors(scene, tokens), strict=True):
        painter.fillRect(QRectF(x, area.top() + 9, 8, 8), color)
        painter.setPen(QColor(tokens.muted))
        painter.drawText(QPointF(x + 13, area.top() + 17), words)
        x += painter.fontMetrics().horizontalAdvance(words) + 29


def wave_rows(area: QRectF, n_channels: int) -> list[QRectF]:
    """A row for each of two channels, one for all of them where there are more."""
    n_rows = n_channels if n_channels <= _MOST_ROWS else 1
    height = area.height() / n_rows
    return [
        QRectF(area.left(), area.top() + i * height, area.width(), height) for i in range(n_rows)
    ]


def full_scale(envelopes: Sequence[Envelope]) -> float:
    """The amplitude at the edge of a row: 1, or less where a recording is quiet throughout."""
    peak = max((envelope.peak for envelope in envelopes), default=0.0)
    return round_step(peak) if peak >= 0.001 else 1.0


def outline_at(scene: Scene, voice: Voice, find: FindOutline) -> Outline:
    """(channels, width, 2) of the waveform as it is drawn: from tiles, else from the envelope."""
    tiles = scene.wave_tiles(voice)
    tiled = tiled_columns(tiles, scene.axis, find) if tiles else None
    return scene.envelopes[voice].columns(scene.axis) if tiled is None else tiled


def _paint_waveform(
    painter: QPainter,
    scene: Scene,
    area: QRectF,
    voice: Voice,
    scale: float,
    color: QColor,
    find: FindOutline,
) -> None:
    rows = wave_rows(area, scene.sounds.before.n_channels)
    if scene.axis.samples_per_px < 1:
        samples = single_samples(scene.wave_tiles(voice), scene.axis, find)
        if samples is not None:
            for row, channel in zip(rows, samples, strict=False):
                _paint_samples(painter, scene, row, channel, scale, color)
            return
    outline = outline_at(scene, voice, find)
    if len(rows) < len(outline):
        outline = np.stack([outline[..., 0].min(axis=0), outline[..., 1].max(axis=0)], axis=-1)[
            None
        ]
    painter.setPen(QPen(color, 1))
    painter.setBrush(color)
    for row, channel in zip(rows, outline, strict=True):
        _paint_outline(painter, row, channel, scale)


def _paint_outline(painter: QPainter, row: QRectF, outline: Samples, scale: float) -> None:
    """(width, 2), up to where it is known."""
    known = np.flatnonzero(np.isfinite(outline[:, 0]))
    if not len(known):
        return
    heights = _to_y(row, outline[known], scale)
    xs = row.left() + known + 0.5
    top = [QPointF(x, y) for x, y in zip(xs.tolist(), heights[:, 1].tolist(), strict=True)]
    foot = [QPointF(x, y) for x, y in zip(xs.tolist(), heights[:, 0].tolist(), strict=True)]
    painter.drawPolygon(QPolygonF([*top, *reversed(foot)]))


def _paint_samples(
    painter: QPainter, scene: Scene, row: QRectF, samples: Samples, scale: float, color: QColor
) -> None:
    first = int(scene.axis.start)
    ys = _to_y(row, samples, scale).tolist()
    points = [QPointF(scene.to_x(first + i + 0.5), y) for i, y in enumerate(ys)]
    painter.setPen(QPen(color, 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF(points))
    if 1 / scene.axis.samples_per_px >= _DOTS_FROM_PX:
        painter.setBrush(color)
        for point in points:
            painter.drawEllipse(point, 2, 2)


def _to_y(row: QRectF, amplitudes: Samples, scale: float) -> Samples:
    return row.center().y() - np.clip(amplitudes / scale, -1, 1) * (row.height() / 2 - 3)
