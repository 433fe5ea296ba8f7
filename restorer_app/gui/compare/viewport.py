"""The one transform of the canvas: a scale and an image point. No widget, so nothing can drift."""

from dataclasses import dataclass, field, replace

from PySide6.QtCore import QPointF, QRectF, QSizeF

LARGEST_ZOOM = 32.0

SAME = 1e-6
"""Zooms closer than this are one and the same."""

_ZOOM_STEPS = (1 / 16, 1 / 8, 1 / 4, 1 / 3, 1 / 2, 2 / 3, 1, 1.5, 2, 3, 4, 6, 8, 12, 16, 24, 32)


@dataclass(frozen=True)
class Viewport:
    """Which part of the image is seen, and how large.

    `scale`: logical widget pixels per image pixel. `centre`: the image point shown at the centre of
    every panel. Split, side by side and peek only differ in their panels, never in this.
    """

    scale: float = 1.0
    centre: QPointF = field(default_factory=QPointF)
    is_fitted: bool = False
    """It shows the whole image, and is to go on doing so when the room for it changes."""

    def to_image(self, position: QPointF, panel: QRectF) -> QPointF:
        """The image point under a widget position inside `panel`."""
        return self.centre + (position - panel.center()) / self.scale

    def to_widget(self, point: QPointF, panel: QRectF) -> QPointF:
        """Where an image point lies in the widget when seen through `panel`."""
        return panel.center() + (point - self.centre) * self.scale

    def target(self, image_size: QSizeF, panel: QRectF) -> QRectF:
        """Where the whole image lies in widget coordinates when seen through `panel`."""
        return QRectF(panel.center() - self.centre * self.scale, image_size * self.scale)

    def zoomed(self, scale: float, anchor: QPointF, panel: QRectF) -> "Viewport":
        """At another scale; the image point under the widget position `anchor` stays there."""
        fixed = self.to_image(anchor, panel)
        return Viewport(scale, fixed - (anchor - panel.center()) / scale)

    def panned(self, by: QPointF) -> "Viewport":
        """Moved as if the image was dragged by this many widget pixels."""
        return Viewport(self.scale, self.centre - by / self.scale)

    def kept_inside(self, image_size: QSizeF) -> "Viewport":
        """With the centre on the image, so that it can never be lost from sight."""
        x = min(max(self.centre.x(), 0.0), image_size.width())
        y = min(max(self.centre.y(), 0.0), image_size.height())
        return replace(self, centre=QPointF(x, y))


def fitted(image_size: QSizeF, panel: QRectF, *, largest_scale: float) -> Viewport:
    """The whole image centred in `panel`, enlarged to at most `largest_scale`."""
    scale = min(panel.width() / image_size.width(), panel.height() / image_size.height())
    centre = QPointF(image_size.width() / 2, image_size.height() / 2)
    return Viewport(min(scale, largest_scale), centre, is_fitted=True)


def zoom_after(zoom: float) -> float:
    """The next round one."""
    return next((step for step in _ZOOM_STEPS if step > zoom + SAME), LARGEST_ZOOM)


def zoom_before(zoom: float) -> float:
    """The round one before; 0 where there is none."""
    return next((step for step in reversed(_ZOOM_STEPS) if step < zoom - SAME), 0.0)
