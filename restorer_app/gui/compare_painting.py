"""Paints what the compare view shows: pictures, the split line, and which side is which."""

import math
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from restorer_app.gui.picture import Patch, Picture

MARGIN_PX = 12

DIFFERENCE_GAIN = 4
"""What a repair changes is mostly too little to be seen as it is."""

NEAREST_FROM = 2.0
"""From 200 % on, single pixels are shown as they are instead of being smoothed."""


@dataclass(frozen=True)
class Panel:
    """A window onto one picture: `area` places it, `clip` is the part that is painted."""

    area: QRectF
    clip: QRectF
    picture: Picture
    label: str
    is_label_right: bool = False
    patch: Patch | None = None
    """Lies on the picture: a part of it as it would become."""


def paint_picture(painter: QPainter, panel: Panel, target: QRectF, zoom: float) -> None:
    """The part of a picture that is seen; `target` is where all of it would lie in the widget.

    `zoom` is counted in device pixels per image pixel.
    """
    ratio = painter.device().devicePixelRatioF()
    if zoom >= 1:  # true pixels start on device pixels, else they would be smeared
        target.moveTo(round(target.x() * ratio) / ratio, round(target.y() * ratio) / ratio)
    _paint_part(painter, panel.picture, panel.clip, target, zoom)
    if panel.patch is not None:
        place = _place_of(panel.patch, panel, target)
        _paint_part(painter, panel.patch.picture, panel.clip, place, zoom)
        _paint_edge(painter, place, target.intersected(panel.clip))


def _paint_part(
    painter: QPainter, picture: Picture, clip: QRectF, target: QRectF, zoom: float
) -> None:
    visible = target.intersected(clip)
    if visible.isEmpty():
        return
    ratio = painter.device().devicePixelRatioF()
    level = _level_for(picture, target.width() * ratio)
    across = level.width() / target.width()
    down = level.height() / target.height()
    # Whole source pixels, the clip does the rest: no shimmer while panning.
    left = max(math.floor((visible.left() - target.left()) * across), 0)
    top = max(math.floor((visible.top() - target.top()) * down), 0)
    right = min(math.ceil((visible.right() - target.left()) * across), level.width())
    bottom = min(math.ceil((visible.bottom() - target.top()) * down), level.height())
    source = QRectF(left, top, right - left, bottom - top)
    place = QRectF(
        target.left() + left / across,
        target.top() + top / down,
        source.width() / across,
        source.height() / down,
    )
    painter.setClipRect(visible)
    is_smooth = zoom < NEAREST_FROM
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, is_smooth)
    painter.drawImage(place, level, source)


def _place_of(patch: Patch, panel: Panel, target: QRectF) -> QRectF:
    """Where the patch lies in the widget, with all of the picture at `target`."""
    across = target.width() / panel.picture.size.width()
    down = target.height() / panel.picture.size.height()
    region = patch.region
    return QRectF(
        target.left() + region.left * across,
        target.top() + region.top * down,
        region.width * across,
        region.height * down,
    )


def _paint_edge(painter: QPainter, place: QRectF, seen: QRectF) -> None:
    """Where a patch ends, if it ends in sight: beyond that nothing is previewed."""
    if place.adjusted(-1, -1, 1, 1).contains(seen):
        return
    painter.setClipRect(seen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for color, style in (("black", Qt.PenStyle.SolidLine), ("white", Qt.PenStyle.DashLine)):
        painter.setPen(QPen(QColor(color), 1, style))
        painter.drawRect(place)


def paint_difference(
    painter: QPainter, before: Panel, after: Panel, target: QRectF, zoom: float
) -> None:
    """How far two pictures are apart where they are seen, black for not at all.

    Of what is shown: seen from afar, fine grain that is gone has averaged out.
    """
    import cv2
    import numpy as np

    ratio = painter.device().devicePixelRatioF()
    width, height = (round(side * ratio) for side in (before.area.width(), before.area.height()))
    codes = np.zeros((2, height, width, 4), np.uint8)
    for canvas, panel in zip(codes, (before, after), strict=True):
        shown = QImage(canvas.data, width, height, 4 * width, QImage.Format.Format_RGB32)
        shown.setDevicePixelRatio(ratio)
        off_screen = QPainter(shown)
        paint_picture(off_screen, panel, QRectF(target), zoom)
        off_screen.end()
    apart = cv2.convertScaleAbs(cv2.absdiff(codes[0], codes[1]), alpha=DIFFERENCE_GAIN)
    image = QImage(apart.data, width, height, 4 * width, QImage.Format.Format_RGB32)
    seen = target.intersected(before.clip)
    painter.drawImage(seen, image, QRectF(seen.topLeft() * ratio, seen.size() * ratio))


def paint_split(painter: QPainter, x: float, height: float) -> None:
    """The line between before and after, with the grip in its middle."""
    middle = height / 2
    painter.fillRect(QRectF(x - 2, 0, 4, height), QColor(0, 0, 0, 70))
    painter.fillRect(QRectF(x - 1, 0, 2, height), QColor("white"))
    painter.setPen(QPen(QColor(0, 0, 0, 70), 1))
    painter.setBrush(QColor("white"))
    painter.drawEllipse(QPointF(x, middle), 16, 16)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("#1f1d1a"))
    for side in (-1, 1):
        corners = [(4, -4.5), (9, 0), (4, 4.5)]
        points = [QPointF(x + side * dx, middle + dy) for dx, dy in corners]
        painter.drawPolygon(QPolygonF(points))


def paint_label(painter: QPainter, panel: Panel, height: float) -> None:
    """'Before' or 'After' at the foot of its panel, where there is room for it."""
    text_width = painter.fontMetrics().horizontalAdvance(panel.label)
    pill = QRectF(0, height - MARGIN_PX - 26, text_width + 20, 26)
    if panel.is_label_right:
        pill.moveRight(panel.clip.right() - MARGIN_PX)
    else:
        pill.moveLeft(panel.clip.left() + MARGIN_PX)
    if not panel.label or pill.width() + 2 * MARGIN_PX > panel.clip.width():
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(20, 20, 20, 190))
    painter.drawRoundedRect(pill, 13, 13)
    painter.setPen(QColor("white"))
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, panel.label)


def _level_for(picture: Picture, drawn_width: float) -> QImage:
    """The smallest level that still has at least one pixel per drawn device pixel."""
    wide_enough = [level for level in picture.levels if level.width() >= drawn_width]
    return wide_enough[-1] if wide_enough else picture.levels[0]
