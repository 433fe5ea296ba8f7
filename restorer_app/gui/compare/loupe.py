"""The loupe: a lens at the cursor with before and after of the same place, larger than life."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from restorer_app.gui.compare.compare_painting import paint_label, paint_picture
from restorer_app.gui.compare.compare_panels import Comparison
from restorer_app.gui.compare.viewport import Viewport

HALF_PX = 208
"""Width of each half, and the height of both."""
EDGE_PX = 4
"""What the frame adds outside."""
SMALLEST_ZOOM, LARGEST_ZOOM = 2.0, 4.0

_GROUND = QColor("#5a5a5a")
"""Beyond the edges of the photograph."""


def loupe_zoom(zoom: float) -> float:
    """Twice what is seen around it, within 200 to 400 %; never smaller than what is seen."""
    return max(zoom, min(max(2 * zoom, SMALLEST_ZOOM), LARGEST_ZOOM))


def lens_area(cursor: QPointF, n_halves: int, canvas: QRectF) -> QRectF:
    """The lens about the cursor, moved so far that all of it is seen; on whole pixels."""
    width, height = HALF_PX * n_halves, HALF_PX
    inner = canvas.adjusted(EDGE_PX, EDGE_PX, -EDGE_PX, -EDGE_PX)
    left = max(min(cursor.x() - width / 2, inner.right() - width), inner.left())
    top = max(min(cursor.y() - height / 2, inner.bottom() - height), inner.top())
    return QRectF(round(left), round(top), width, height)


def paint_loupe(
    painter: QPainter, shown: Comparison, lens: QRectF, point: QPointF, zoom: float
) -> None:
    """The image point `point` in the middle of each half; `zoom` is that around the lens."""
    lens_zoom = loupe_zoom(zoom)
    ratio = painter.device().devicePixelRatioF()
    viewport = Viewport(lens_zoom / ratio, point)
    panels = shown.lens_panels(lens)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.fillRect(lens.adjusted(-EDGE_PX, -EDGE_PX, EDGE_PX, EDGE_PX), QColor(0, 0, 0, 60))
    painter.fillRect(lens.adjusted(-2, -2, 2, 2), QColor("white"))
    painter.fillRect(lens, _GROUND)
    for panel in panels:
        target = viewport.target(shown.image_size, panel.area)
        paint_picture(painter, panel, target, lens_zoom)
        painter.setClipping(False)
        _paint_mark(painter, panel.area.center())
        paint_label(painter, panel, target)
    if len(panels) == 2:
        painter.fillRect(QRectF(lens.center().x() - 1, lens.top(), 2, lens.height()), "white")


def _paint_mark(painter: QPainter, centre: QPointF) -> None:
    """Four short strokes around the place itself, seen on light and on dark."""
    for color, width in ((QColor(0, 0, 0, 120), 3), (QColor(255, 255, 255, 220), 1)):
        painter.setPen(QPen(color, width))
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            near, far = QPointF(8 * dx, 8 * dy), QPointF(14 * dx, 14 * dy)
            painter.drawLine(centre + near, centre + far)
