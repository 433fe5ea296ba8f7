"""Painting by hand for languages that are written from right to left."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget


def is_mirrored(widget: QWidget) -> bool:
    return widget.layoutDirection() is Qt.LayoutDirection.RightToLeft


def mirror(painter: QPainter, widget: QWidget) -> None:
    """From here on left is right, where the language wants it; for shapes, not for text."""
    if is_mirrored(widget):
        painter.translate(widget.width(), 0)
        painter.scale(-1, 1)


def placed(area: QRectF, ground: QRectF, *, mirrored: bool) -> QRectF:
    """`area` on its side of `ground`: the other one where things are mirrored."""
    if not mirrored:
        return area
    return QRectF(ground.left() + ground.right() - area.right(), area.top(), *area.size().toTuple())
