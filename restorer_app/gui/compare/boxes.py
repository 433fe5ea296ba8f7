"""Boxes on the canvas: one that is pointed at, and one that is being drawn."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from restorer_app.gui.compare.sight import Sight

SMALLEST_BOX_PX = 8
"""A smaller box, in image pixels, was a click."""


@dataclass
class BoxDrawing:
    """A box that is drawn with the pressed mouse, in image pixels."""

    begun_at: QPointF | None = None
    at: QPointF | None = None

    def go_on(self, point: QPointF) -> None:
        if self.begun_at is None:
            self.begun_at = point
        self.at = point

    def box_within(self, whole: QRect) -> QRect:
        """What has been drawn so far, as far as it lies in the picture."""
        if self.begun_at is None or self.at is None:
            return QRect()
        return QRectF(self.begun_at, self.at).normalized().toRect() & whole


def is_worth_taking(box: QRect) -> bool:
    return min(box.width(), box.height()) >= SMALLEST_BOX_PX


def paint_box(painter: QPainter, sight: Sight, box: QRect) -> None:
    """An outline around a part of the photograph, in every panel that shows it."""
    size = sight.shown.image_size
    if size.isEmpty() or box.isEmpty():
        return
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for panel in sight.shown.panels(sight.canvas):
        target = sight.viewport.target(size, panel.area)
        across, down = target.width() / size.width(), target.height() / size.height()
        place = QRectF(
            target.left() + box.left() * across,
            target.top() + box.top() * down,
            box.width() * across,
            box.height() * down,
        )
        painter.setClipRect(panel.clip)
        for color, width in ((QColor(0, 0, 0, 150), 4.0), (QColor("white"), 2.0)):
            painter.setPen(QPen(color, width))
            painter.drawRoundedRect(place, 4, 4)
    painter.setClipping(False)
