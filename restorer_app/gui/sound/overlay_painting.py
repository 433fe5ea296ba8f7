"""Paints what moves over a scene: the region, the play head, and what lies under the cursor."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from restorer_app.gui.sound.readout import Readout
from restorer_app.gui.sound.scene import GUTTER_PX, Scene
from restorer_app.gui.sound.scene_painting import chip_corner, paint_chip, paint_names
from restorer_app.gui.sound.track import Span, Voice
from restorer_app.gui.widgets.theme import Tokens

_SHADE = QColor(0, 0, 0, 120)
_LIGHT = QColor("white")


@dataclass(frozen=True)
class Overlay:
    """What lies over a scene."""

    span: Span | None = None
    play_head: int = 0
    heard: Voice | None = None
    cursor: QPointF | None = None


def paint_overlay(
    painter: QPainter, scene: Scene, overlay: Overlay, readout: Readout | None, tokens: Tokens
) -> None:
    """Over a scene that is painted already."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if overlay.span is not None:
        _paint_span(painter, scene, overlay.span, tokens)
    paint_names(painter, scene, overlay.heard, tokens)
    if overlay.cursor is not None and readout is not None:
        _paint_cursor(painter, scene, overlay.cursor, readout, tokens)
    _paint_play_head(painter, scene, overlay.play_head, tokens)
    painter.restore()


def _paint_span(painter: QPainter, scene: Scene, span: Span, tokens: Tokens) -> None:
    """What is not chosen is dimmed: the region itself is seen as it is."""
    left, right = scene.to_x(span.start), scene.to_x(span.stop)
    for lane in scene.lanes:
        is_wave = lane.voice is None
        ground = QColor(tokens.window) if is_wave else QColor(0, 0, 0)
        ground.setAlpha(170 if is_wave else 130)
        area = lane.area
        painter.fillRect(QRectF(area.topLeft(), QPointF(left, area.bottom())) & area, ground)
        painter.fillRect(QRectF(QPointF(right, area.top()), area.bottomRight()) & area, ground)
    height = scene.ruler.top()
    for x in (left, right):
        if GUTTER_PX <= x <= scene.size.width():
            painter.fillRect(QRectF(x - 1, 0, 2, height), QColor(tokens.accent))
    bar = QRectF(QPointF(left, height), QPointF(right, height + 4))
    painter.fillRect(bar & scene.ruler.adjusted(GUTTER_PX, 0, 0, 0), QColor(tokens.accent))


def _paint_play_head(painter: QPainter, scene: Scene, sample: int, tokens: Tokens) -> None:
    x = scene.to_x(sample)
    if not GUTTER_PX <= x <= scene.size.width():
        return
    for lane in scene.lanes:
        area = lane.area
        if lane.voice is None:
            painter.fillRect(QRectF(x - 1, area.top(), 2, area.height()), QColor(tokens.text))
        else:
            painter.fillRect(QRectF(x - 2, area.top(), 4, area.height()), _SHADE)
            painter.fillRect(QRectF(x - 1, area.top(), 2, area.height()), _LIGHT)
    top = scene.ruler.top()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.text))
    corners = [QPointF(x, top), QPointF(x + 6, top + 9), QPointF(x - 6, top + 9)]
    painter.drawPolygon(QPolygonF(corners))


def _paint_cursor(
    painter: QPainter, scene: Scene, cursor: QPointF, readout: Readout, tokens: Tokens
) -> None:
    """A line through the same moment in all lanes, the same frequency in all spectrograms."""
    under = scene.lane_at(cursor)
    for lane in scene.lanes:
        area = lane.area
        line = QColor(tokens.text) if lane.voice is None else QColor(_LIGHT)
        line.setAlpha(150)
        painter.setPen(QPen(line, 1, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(cursor.x(), area.top()), QPointF(cursor.x(), area.bottom()))
        if lane.voice is not None and under is not None and under.voice is not None:
            y = area.top() + (cursor.y() - under.area.top()) / under.area.height() * area.height()
            painter.drawLine(QPointF(cursor.x() - 12, y), QPointF(cursor.x() + 12, y))
        words = readout.of(lane.voice)
        if words:
            paint_chip(painter, chip_corner(lane), words, is_right=True)
    width = painter.fontMetrics().horizontalAdvance(readout.time) + 16
    left = min(max(cursor.x() - width / 2, GUTTER_PX), scene.size.width() - width)
    paint_chip(painter, QPointF(left, scene.ruler.top() + 2), readout.time)
