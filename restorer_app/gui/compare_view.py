"""Before and after in one widget under one transform, compared in one of four ways."""

from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from restorer_app.gui.compare_painting import (
    DIFFERENCE_GAIN,
    MARGIN_PX,
    Panel,
    paint_difference,
    paint_label,
    paint_picture,
    paint_split,
)
from restorer_app.gui.picture import Patch, Picture
from restorer_app.gui.viewport import Viewport, fitted

GRIP_REACH_PX = 12
"""How near to the split line a press takes hold of it."""

_SPLIT_KEY_STEP = 0.02
_ZOOM_PER_NOTCH = 1.2


class CompareMode(StrEnum):
    """How before and after share the canvas."""

    SPLIT = "split"
    SIDE_BY_SIDE = "side_by_side"
    FLIP = "flip"
    """One fills the canvas; a click shows the other in its place."""
    DIFFERENCE = "difference"
    """What was changed, made stronger."""


class CompareView(QWidget):
    """Shows one picture, or two of them under the same zoom and pan.

    Image space is that of the picture after; where its size differs, the one before is stretched
    onto it. Zoom is counted in device pixels per image pixel: at 1.0 one pixel is one pixel.
    """

    split_moved = Signal(float)
    zoom_changed = Signal(float, bool)  # device pixels per image pixel, whether it is fitted

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._before: Picture | None = None
        self._after: Picture | None = None
        self._patch: Patch | None = None
        self._viewport = Viewport()
        self._is_fitted = True
        self._mode = CompareMode.SPLIT
        self._split = 0.5
        self._is_peeking = False
        self._is_flipped = False
        self._pressed_at: QPointF | None = None
        self._drag_from: QPointF | None = None
        self._is_moving_split = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Photograph, before and after"))
        self.setMinimumSize(240, 160)

    # what is shown

    def set_pictures(self, before: Picture | None, after: Picture | None) -> None:
        """Show these. Zoom and place stay when the size does: a result appears where one looks."""
        old_size = self._image_size()
        if before is not self._before:
            self._patch = None
        self._before, self._after = before, after
        if self._image_size() != old_size:
            self.fit()
        self.update()

    @property
    def patch(self) -> Patch | None:
        """The preview that lies on what is after."""
        return self._patch

    def set_patch(self, patch: Patch | None) -> None:
        """Lay a preview of a part on what is after; without a result, on the photograph itself."""
        self._patch = patch
        self._refit()

    @property
    def visible_part(self) -> QRectF:
        """What is seen of the picture, in its pixels; empty without one."""
        panel = self._panel_areas()[0]
        corners = [
            self._viewport.to_image(at, panel) for at in (panel.topLeft(), panel.bottomRight())
        ]
        return QRectF(*corners).intersected(QRectF(QPointF(0, 0), self._image_size()))

    @property
    def has_two(self) -> bool:
        """Whether there is something to compare: a result or a preview."""
        return self._before is not None and self._shown_after is not None

    @property
    def _shown_after(self) -> Picture | None:
        return self._after or (self._before if self._patch else None)

    def set_mode(self, mode: CompareMode) -> None:
        self._mode = mode
        self._is_flipped = False
        self._refit()

    def flip(self) -> None:
        """In flip mode show the other picture."""
        self._is_flipped = not self._is_flipped
        self.update()

    def set_peeking(self, is_peeking: bool) -> None:
        """While on, the picture before fills the canvas."""
        self._is_peeking = is_peeking
        self._refit()

    @property
    def mode(self) -> CompareMode:
        return self._mode

    @property
    def split(self) -> float:
        """Share of the width left of the split line, 0..1."""
        return self._split

    def set_split(self, split: float) -> None:
        self._split = min(max(split, 0.0), 1.0)
        self.split_moved.emit(self._split)
        self.update()

    # zoom and pan

    @property
    def zoom(self) -> float:
        """Device pixels per image pixel."""
        return self._viewport.scale * self.devicePixelRatioF()

    def fit(self) -> None:
        """Show the whole picture; small ones are not blown up beyond 100 %."""
        self._is_fitted = True
        self._refit()

    def set_zoom(self, zoom: float) -> None:
        """Zoom about the middle of the canvas."""
        panel = self._panel_areas()[0]
        self._zoom_by(zoom / self.zoom, panel.center())

    def zoom_at(self, position: QPointF, factor: float) -> None:
        """Zoom so that the image point under `position` stays there."""
        self._zoom_by(factor, position)

    def to_image(self, position: QPointF) -> QPointF:
        """The image point under a widget position."""
        return self._viewport.to_image(position, self._panel_area_at(position))

    def _zoom_by(self, factor: float, position: QPointF) -> None:
        self._is_fitted = False
        zoomed = self._viewport.zoomed(factor, position, self._panel_area_at(position))
        self._set_viewport(zoomed)

    def _set_viewport(self, viewport: Viewport) -> None:
        self._viewport = viewport.kept_inside(self._image_size())
        self.zoom_changed.emit(self.zoom, self._is_fitted)
        self.update()

    def _refit(self) -> None:
        size = self._image_size()
        if self._is_fitted and not size.isEmpty():
            margin = MARGIN_PX
            panel = self._panel_areas()[0].adjusted(margin, margin, -margin, -margin)
            self._set_viewport(fitted(size, panel, largest_scale=1 / self.devicePixelRatioF()))
        self.update()

    # where things are

    def _image_size(self) -> QSizeF:
        picture = self._after or self._before
        return QSizeF(picture.size) if picture else QSizeF()

    @property
    def _is_comparing(self) -> bool:
        return self.has_two and not self._is_peeking

    def _panel_areas(self) -> list[QRectF]:
        width, height = self.width(), self.height()
        if self._is_comparing and self._mode is CompareMode.SIDE_BY_SIDE:
            return [QRectF(0, 0, width / 2, height), QRectF(width / 2, 0, width / 2, height)]
        return [QRectF(0, 0, width, height)]

    def _panel_area_at(self, position: QPointF) -> QRectF:
        areas = self._panel_areas()
        return areas[-1] if areas[-1].contains(position) else areas[0]

    def _split_x(self) -> float:
        return round(self.width() * self._split)

    def _is_on_split(self, position: QPointF) -> bool:
        is_there = self._is_comparing and self._mode is CompareMode.SPLIT
        return is_there and abs(position.x() - self._split_x()) <= GRIP_REACH_PX

    def _panels(self) -> list[Panel]:
        areas = self._panel_areas()
        before, after = self.tr("Before"), self.tr("Preview") if self._patch else self.tr("After")
        shown, patch = self._shown_after, self._patch
        if self._before is None:
            return []
        if shown is None:
            return [Panel(areas[0], areas[0], self._before, "")]
        if self._is_peeking:
            return [Panel(areas[0], areas[0], self._before, before)]
        if self._mode is CompareMode.DIFFERENCE:
            told = self.tr("Difference, {n} times stronger").format(n=DIFFERENCE_GAIN)
            return [
                Panel(areas[0], areas[0], self._before, told),
                Panel(areas[0], areas[0], shown, "", patch=patch),
            ]
        if self._mode is CompareMode.FLIP and self._is_flipped:
            return [Panel(areas[0], areas[0], self._before, before)]
        if self._mode is CompareMode.FLIP:
            return [Panel(areas[0], areas[0], shown, after, is_label_right=True, patch=patch)]
        if self._mode is CompareMode.SIDE_BY_SIDE:
            return [
                Panel(areas[0], areas[0], self._before, before),
                Panel(areas[1], areas[1], shown, after, is_label_right=True, patch=patch),
            ]
        left, right = QRectF(areas[0]), QRectF(areas[0])
        left.setRight(self._split_x())
        right.setLeft(self._split_x())
        return [
            Panel(areas[0], left, self._before, before),
            Panel(areas[0], right, shown, after, is_label_right=True, patch=patch),
        ]

    # input

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom_at(event.position(), _ZOOM_PER_NOTCH ** (event.angleDelta().y() / 120))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton or self._before is None:
            event.ignore()
            return
        self._pressed_at = self._drag_from = event.position()
        self._is_moving_split = self._is_on_split(event.position())
        self._show_cursor(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag_from is not None and self._is_moving_split:
            self.set_split(event.position().x() / max(self.width(), 1))
        elif self._drag_from is not None:
            self._is_fitted = False
            self._set_viewport(self._viewport.panned(event.position() - self._drag_from))
            self._drag_from = event.position()
        self._show_cursor(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._mode is CompareMode.FLIP and self._is_click(event.position()):
            self.flip()
        self._pressed_at = self._drag_from = None
        self._is_moving_split = False
        self._show_cursor(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Between the whole picture and its true pixels."""
        if self._mode is CompareMode.FLIP:
            self.flip()  # back: the first of the two clicks has flipped it
        if self._is_on_split(event.position()):
            self.set_split(0.5)
        elif self._is_fitted:
            self.zoom_at(event.position(), 1 / self.zoom)
        else:
            self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Shift with an arrow moves the split line; other keys belong to the window."""
        steps = {Qt.Key.Key_Left: -_SPLIT_KEY_STEP, Qt.Key.Key_Right: _SPLIT_KEY_STEP}
        step = steps.get(Qt.Key(event.key()))
        if step is None or event.modifiers() != Qt.KeyboardModifier.ShiftModifier:
            super().keyPressEvent(event)
        else:
            self.set_split(self._split + step)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refit()

    def _is_click(self, released_at: QPointF) -> bool:
        """Whether the button went up where it went down, as near as a hand can tell."""
        if self._pressed_at is None:
            return False
        moved = released_at - self._pressed_at
        return moved.manhattanLength() < QApplication.startDragDistance()

    def _show_cursor(self, position: QPointF) -> None:
        if self._is_moving_split or (self._drag_from is None and self._is_on_split(position)):
            self.setCursor(Qt.CursorShape.SplitHCursor)
        elif self._drag_from is not None:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        else:
            self.unsetCursor()

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        panels = self._panels()
        is_difference = len(panels) == 2 and self._mode is CompareMode.DIFFERENCE
        targets = [self._viewport.target(self._image_size(), panel.area) for panel in panels]
        if is_difference:
            paint_difference(painter, panels[0], panels[1], targets[0], self.zoom)
        else:
            for panel, target in zip(panels, targets, strict=True):
                paint_picture(painter, panel, target, self.zoom)
        painter.setClipping(False)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if len(panels) == 2 and self._mode is CompareMode.SPLIT:
            paint_split(painter, self._split_x(), self.height())
        elif len(panels) == 2 and self._mode is CompareMode.SIDE_BY_SIDE:
            painter.fillRect(QRectF(self.width() / 2 - 0.5, 0, 1, self.height()), QColor("#8a8a8a"))
        for panel in panels:
            paint_label(painter, panel, self.height())
        painter.end()
