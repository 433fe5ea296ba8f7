"""Where things lie on the canvas, and which part of the photograph is seen there."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSizeF

from restorer_app.gui.compare.compare_painting import GRIP_RADIUS_PX, MARGIN_PX
from restorer_app.gui.compare.compare_panels import CompareMode, Comparison
from restorer_app.gui.compare.loupe import lens_area
from restorer_app.gui.compare.viewport import LARGEST_ZOOM, SAME, Viewport, fitted

GRIP_REACH_PX = 12
"""How near to the split line a press takes hold of it."""


@dataclass(frozen=True)
class Sight:
    """One comparison, seen through one viewport on a canvas of one size.

    `ratio`: device pixels per widget pixel. Zoom is counted in device pixels per image pixel.
    """

    shown: Comparison
    viewport: Viewport
    canvas: QSizeF
    ratio: float

    @property
    def zoom(self) -> float:
        return self.viewport.scale * self.ratio

    @property
    def area(self) -> QRectF:
        """Of the canvas; side by side, the half that shows the picture before."""
        return self.areas[0]

    @property
    def areas(self) -> list[QRectF]:
        """The parts of the canvas that each show the same place."""
        return self.shown.areas(self.canvas)

    def to_widget(self, part: QRectF, area: QRectF) -> QRectF:
        """Where a part of the photograph lies in the widget, seen through `area`, and cut by it."""
        corners = (self.viewport.to_widget(c, area) for c in (part.topLeft(), part.bottomRight()))
        return QRectF(*corners).intersected(area)

    def to_image(self, position: QPointF) -> QPointF:
        """The image point under a widget position."""
        return self.viewport.to_image(position, self.shown.area_at(position, self.canvas))

    @property
    def whole_area(self) -> QRect:
        """The whole photograph, in image pixels."""
        return QRect(QPoint(), self.shown.image_size.toSize())

    @property
    def visible_area(self) -> QRect:
        """The part of the photograph that is in sight, in whole image pixels."""
        corners = (self.area.topLeft(), self.area.bottomRight())
        seen = QRectF(*(self.viewport.to_image(corner, self.area) for corner in corners))
        return seen.toAlignedRect() & self.whole_area

    def split_within(self, part: QRect) -> float:
        """Where the split line cuts a part of the photograph, 0..1; its middle if it does not."""
        line = QPointF(self.shown.split_x(self.canvas), 0)
        x = self.viewport.to_image(line, self.area).x()
        share = (x - part.left()) / max(part.width(), 1)
        return share if self.shown.mode is CompareMode.SPLIT and 0 < share < 1 else 0.5

    def is_on_split(self, position: QPointF) -> bool:
        distance = abs(position.x() - self.shown.split_x(self.canvas))
        return self.shown.shown_mode is CompareMode.SPLIT and distance <= GRIP_REACH_PX

    def is_on_grip(self, position: QPointF, grip_y: float) -> bool:
        """Whether it is the knob on the split line, at `grip_y`, and not just the line."""
        is_near = abs(position.y() - grip_y) <= GRIP_RADIUS_PX
        return self.is_on_split(position) and is_near

    def lens(self, cursor: QPointF) -> QRectF:
        """Where the loupe lies."""
        n_halves = 2 if self.shown.has_both else 1
        return lens_area(cursor, n_halves, QRectF(QPointF(), self.canvas))

    def zoomed(self, zoom: float, position: QPointF) -> Viewport:
        """From the whole picture to `LARGEST_ZOOM`; what is under `position` stays there."""
        scale = min(zoom, LARGEST_ZOOM) / self.ratio
        whole = self._whole()
        if scale < whole.scale - SAME:  # further away there is nothing more to see
            return whole
        return self.viewport.zoomed(scale, position, self.shown.area_at(position, self.canvas))

    def refitted(self) -> Viewport:
        """After a change of what is seen or of the room for it; what was fitted stays so."""
        whole = self._whole()
        return whole if self.viewport.is_fitted or self._is_further_than(whole) else self.viewport

    def on_screen(self, ratio: float) -> Viewport:
        """On a screen of another density true pixels stay true pixels."""
        return replace(self.viewport, scale=self.zoom / ratio)

    def _is_further_than(self, whole: Viewport) -> bool:
        return self.viewport.scale < whole.scale - SAME

    def _whole(self) -> Viewport:
        area = self.area.adjusted(MARGIN_PX, MARGIN_PX, -MARGIN_PX, -MARGIN_PX)
        return fitted(self.shown.image_size, area, largest_scale=1 / self.ratio)
