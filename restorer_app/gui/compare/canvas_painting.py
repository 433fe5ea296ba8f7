"""The whole canvas painted: the pictures in their panels, and what lies on them."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from restorer_app.gui.compare.compare_painting import (
    DifferencePainter,
    paint_label,
    paint_picture,
    paint_split,
)
from restorer_app.gui.compare.compare_panels import CompareMode
from restorer_app.gui.compare.masking import Masking, paint_mask
from restorer_app.gui.compare.quality_overlay import paint_legend, paint_overlay
from restorer_app.gui.compare.sight import Sight

_MIDDLE = QColor("#8a8a8a")
"""Between two pictures side by side."""


def paint_canvas(
    painter: QPainter,
    sight: Sight,
    overlay: QImage | None,
    masking: Masking,
    difference: DifferencePainter,
    dirty: QRectF,
) -> None:
    """All but the loupe; of a difference no more than `dirty`. `overlay` lies on the latest."""
    shown, canvas = sight.shown, sight.canvas
    panels = shown.panels(canvas)
    targets = [sight.viewport.target(shown.image_size, panel.area) for panel in panels]
    if shown.shown_mode is CompareMode.DIFFERENCE:
        before, after = panels
        difference.paint(painter, (before, after), targets[0], sight.zoom, dirty)
    else:
        for panel, target in zip(panels, targets, strict=True):
            paint_picture(painter, panel, target, sight.zoom)
    latest = [i for i, panel in enumerate(panels) if panel.picture is shown.latest]
    if overlay is not None:
        for i in latest:
            paint_overlay(painter, overlay, targets[i], panels[i].clip)
    paint_mask(painter, masking, sight)
    painter.setClipping(False)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_border(painter, sight, masking.grip_y(sight))
    for panel, target in zip(panels, targets, strict=True):
        paint_label(painter, panel, target)
    if overlay is not None and latest:
        paint_legend(painter, QRectF(QPointF(), canvas))


def _paint_border(painter: QPainter, sight: Sight, grip_y: float) -> None:
    """Between before and after, where both are seen."""
    canvas = sight.canvas
    if sight.shown.shown_mode is CompareMode.SPLIT:
        paint_split(painter, sight.shown.split_x(canvas), canvas.height(), grip_y)
    elif sight.shown.shown_mode is CompareMode.SIDE_BY_SIDE:
        painter.fillRect(QRectF(canvas.width() / 2 - 0.5, 0, 1, canvas.height()), _MIDDLE)
