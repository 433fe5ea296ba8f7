"""Paints waveforms, one over the other: what stands out behind the front one was removed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from restorer_app.gui.sound.envelope import Envelope, Outline
from restorer_app.gui.sound.round_numbers import round_step
from restorer_app.gui.sound.scene import Scene
from restorer_app.gui.sound.track import Samples, Voice
from restorer_app.gui.sound.wave_tiles import (
    FindOutline,
    drawn_columns,
    first_single,
    single_samples,
    tiled_columns,
)
from restorer_app.gui.widgets.theme import Tokens

_MOST_ROWS = 2
"""Channels that get a row each; of more than these all share one."""

_DOTS_FROM_PX = 6.0
"""Pixels per sample from which single samples are marked."""


@dataclass(frozen=True)
class _Wave:
    voice: Voice
    color: QColor
    full_scale: float


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
        _paint_waveform(painter, scene, area, _Wave(voice, color, scale), find)
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
    if tiles and scene.axis.samples_per_px < 1:
        samples = single_samples(tiles, scene.axis, find)
        outline = None if samples is None else drawn_columns(samples, scene.axis)
    else:
        outline = tiled_columns(tiles, scene.axis, find) if tiles else None
    return scene.envelopes[voice].columns(scene.axis) if outline is None else outline


def _paint_waveform(
    painter: QPainter, scene: Scene, area: QRectF, wave: _Wave, find: FindOutline
) -> None:
    rows = wave_rows(area, scene.sounds.before.n_channels)
    outline = outline_at(scene, wave.voice, find)
    if len(rows) < len(outline):
        lowest, highest = outline[..., 0].min(axis=0), outline[..., 1].max(axis=0)
        outline = np.stack([lowest, highest], axis=-1)[None]
    for row, channel in zip(rows, outline, strict=True):
        image = _filled(channel / wave.full_scale, row, wave.color, scene.pixel_ratio)
        painter.drawImage(row.topLeft(), image)
    if 1 / scene.axis.samples_per_px >= _DOTS_FROM_PX:
        samples = single_samples(scene.wave_tiles(wave.voice), scene.axis, find)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(wave.color)
        for row, channel in zip(rows, () if samples is None else samples, strict=False):
            _paint_dots(painter, scene, row, channel / wave.full_scale)


def _filled(outline: Samples, row: QRectF, color: QColor, ratio: float) -> QImage:
    """What lies between the lowest and the highest of each pixel, at least a pixel high.

    Filled with numpy: to fill the polygon takes Qt fifty times as long where the sound is noise.
    """
    height = round(row.height() * ratio)
    columns = np.arange(round(len(outline) * ratio)) / ratio
    known = np.nan_to_num(_to_y(outline[columns.astype(int)], row.height()), nan=-1.0) * ratio
    pixels = np.arange(height, dtype=np.float32)[:, None]
    covered = np.minimum(pixels + 1, known[:, 0] + np.float32(0.5))
    covered -= np.maximum(pixels, known[:, 1] - np.float32(0.5))
    np.clip(covered, 0, 1, out=covered)
    covered *= 255
    codes = covered.astype(np.uint8)
    image = QImage(
        codes.data, codes.shape[1], height, codes.shape[1], QImage.Format.Format_Indexed8
    )
    image.setColorTable([color.rgb() & 0xFFFFFF | alpha << 24 for alpha in range(256)])
    image = image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    return image


def _paint_dots(painter: QPainter, scene: Scene, row: QRectF, samples: Samples) -> None:
    first = first_single(scene.axis)
    for i, y in enumerate(_to_y(samples, row.height()).tolist()):
        painter.drawEllipse(QPointF(scene.to_x(first + i + 0.5), row.top() + y), 2.5, 2.5)


def _to_y(shares: Samples, height: float) -> Samples:
    """From shares of the full scale, -1..1, to pixels from the top of a row."""
    return height / 2 - np.clip(shares, -1, 1) * (height / 2 - 3)
