"""The mask on the canvas: shown over the photograph, and drawn on with a brush in the hand."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from restorer_app.gui.compare.mask_layer import MASK_COLOR, MaskLayer, paint_layer
from restorer_app.gui.compare.sight import Sight
from restorer_app.media.region import Region
from restorer_app.restoration.mask import Stroke

_EDGE_PX = 4
"""What the brush's ring and the lasso's line take up beside them, in widget pixels."""
_LOW_GRIP_PX = 64
"""Above the lower edge."""
_TRUE_TO_PX = 0.4
"""A stroke is kept by the points that it needs to look the same, to so many widget pixels."""


class BrushKind(StrEnum):
    """What is in the hand."""

    BRUSH = "brush"
    ERASER = "eraser"
    LASSO = "lasso"


@dataclass(frozen=True)
class Brush:
    """A kind, and its width in pixels of the photograph; a lasso has none."""

    kind: BrushKind = BrushKind.BRUSH
    width_px: float = 24.0


class Masking:
    """The layer, the brush, and the stroke that is being drawn; the view tells it what happens."""

    def __init__(self) -> None:
        self.layer: MaskLayer | None = None
        self.opacity = 0.6
        self.brush: Brush | None = None
        self._points: list[QPointF] = []
        self._erases = False

    @property
    def can_draw(self) -> bool:
        return self.layer is not None and self.brush is not None

    @property
    def is_drawing(self) -> bool:
        return bool(self._points)

    @property
    def _is_lasso(self) -> bool:
        return self.brush is not None and self.brush.kind is BrushKind.LASSO

    # drawing

    def begin(self, at: QPointF, *, erases: bool) -> Region | None:
        """Start a stroke at a point of the photograph; returns what has changed of it."""
        assert self.layer is not None
        assert self.brush is not None
        self._points = [at]
        self._erases = erases or self.brush.kind is BrushKind.ERASER
        self.layer.begin()
        return self.go_on(at)

    def go_on(self, to: QPointF) -> Region | None:
        """Draw on to a point of the photograph."""
        assert self.layer is not None
        last = self._points[-1]
        self._points.append(to)
        if self._is_lasso:
            return None
        return self.layer.draw(self._stroke(((last.x(), last.y()), (to.x(), to.y()))))

    def end(self, scale: float) -> Stroke | None:
        """The stroke as it goes into the plan; `scale`: widget pixels per pixel of the photograph.

        It is drawn anew, so that what is seen is what the plan says. None for a lasso without an
        area.
        """
        import numpy as np

        from restorer_app.restoration.mask_drawing import simplified

        assert self.layer is not None
        drawn = np.array([(point.x(), point.y()) for point in self._points])
        points = simplified(drawn, _TRUE_TO_PX / scale)
        is_area = not self._is_lasso or len(points) > 2
        stroke = self._stroke(points) if is_area else None
        self.cancel()
        if stroke is not None:
            self.layer.draw(stroke)
        return stroke

    def cancel(self) -> None:
        """Take back the stroke that is being drawn."""
        self._points = []
        if self.layer is not None:
            self.layer.take_back()

    def _stroke(self, points: tuple[tuple[float, float], ...]) -> Stroke:
        assert self.brush is not None
        if self._is_lasso:
            return Stroke(points, erases=self._erases, is_area=True)
        return Stroke(points, self.brush.width_px, erases=self._erases)

    # what is seen of it

    def grip_y(self, sight: Sight) -> float:
        """Where the knob of the split line is: low down while one paints, out of the way."""
        height = sight.canvas.height()
        return height - _LOW_GRIP_PX if self.can_draw else height / 2

    def place_of_brush(self, at: QPointF, sight: Sight) -> QRect:
        """What has to be painted again in the widget when the brush comes to `at`, or leaves it."""
        radius = self._radius(sight) + _EDGE_PX
        return QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius).toAlignedRect()

    def places_of_lasso(self, sight: Sight) -> list[QRect]:
        """The same of the lasso's line."""
        edge = _EDGE_PX
        lines = (sight.to_widget(QPolygonF(self._points).boundingRect(), a) for a in sight.areas)
        return [line.toAlignedRect().adjusted(-edge, -edge, edge, edge) for line in lines]

    def paint_lines(self, painter: QPainter, sight: Sight, cursor: QPointF | None) -> None:
        """The lasso as far as it is drawn, and the brush as large as what it will paint."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self._is_lasso and self.is_drawing:
            for area in sight.areas:
                line = QPolygonF([sight.viewport.to_widget(p, area) for p in self._points])
                painter.setClipRect(area)
                for color, width in ((QColor("white"), 3.0), (MASK_COLOR, 1.5)):
                    painter.setPen(QPen(color, width))
                    painter.drawPolyline(line)
        painter.setClipping(False)
        if self.can_draw and cursor is not None and not self._is_lasso:
            radius = self._radius(sight)
            for color, width in ((QColor(0, 0, 0, 150), 3.0), (QColor("white"), 1.25)):
                painter.setPen(QPen(color, width))
                painter.drawEllipse(cursor, radius, radius)

    def _radius(self, sight: Sight) -> float:
        """Of the brush, in widget pixels."""
        return self.brush.width_px / 2 * sight.viewport.scale if self.brush is not None else 0.0


def paint_mask(painter: QPainter, masking: Masking, sight: Sight) -> None:
    """Over the photograph before; where that is not seen, over what is."""
    if masking.layer is None:
        return
    panels = sight.shown.panels(sight.canvas)
    before = [panel for panel in panels if panel.picture is sight.shown.before and not panel.patch]
    for panel in before or panels:
        target = sight.viewport.target(sight.shown.image_size, panel.area)
        paint_layer(painter, masking.layer, target, panel.clip, masking.opacity)
