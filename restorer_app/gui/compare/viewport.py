"""The one transform of the canvas: a scale and an image point. No widget, so nothing can drift."""

from dataclasses import dataclass, field, replace

from PySide6.QtCore import QPointF, QRectF, QSizeF


@dataclass(frozen=True)
class Viewport:
    """Which part of the image is seen, and how large.

    `scale`: logical widget pixels per image pixel. `centre`: the image point shown at the centre of
    every panel. Split, side by side and peek only differ in their panels, never in this.
    """

    scale: float = 1.0
    centre: QPointF = field(default_factory=QPointF)

    def to_image(self, position: QPointF, panel: QRectF) -> QPointF:
        """The image point under a widget position inside `panel`."""
        return self.centre + (position - panel.center()) / self.scale

    def target(self, image_size: QSizeF, panel: QRectF) -> QRectF:
        """Where the whole image lies in widget coordinates when seen through `panel`."""
        return QRectF(panel.center() - self.centre * self.scale, image_size * self.scale)

    def zoomed(self, scale: float, anchor: QPointF, panel: QRectF) -> "Viewport":
        """At another scale; the image point under the widget position `anchor` stays there."""
        fixed = self.to_image(anchor, panel)
        return Viewport(scale, fixed - (anchor - panel.center()) / scale)

    def panned(self, by: QPointF) -> "Viewport":
        """Moved as if the image was dragged by this many widget pixels."""
        return replace(self, centre=self.centre - by / self.scale)

    def kept_inside(self, image_size: QSizeF) -> "Viewport":
        """With the centre on the image, so that it can never be lost from sight."""
        x = min(max(self.centre.x(), 0.0), image_size.width())
        y = min(max(self.centre.y(), 0.0), image_size.height())
        return replace(self, centre=QPointF(x, y))


def fitted(image_size: QSizeF, panel: QRectF, *, largest_scale: float) -> Viewport:
    """The whole image centred in `panel`, enlarged to at most `largest_scale`."""
    scale = min(panel.width() / image_size.width(), panel.height() / image_size.height())
    return Viewport(
        min(scale, largest_scale), QPointF(image_size.width() / 2, image_size.height() / 2)
    )
