"""Before and after in one widget under one transform, compared in one of four ways."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from restorer_app.gui.compare import gestures
from restorer_app.gui.compare.compare_painting import (
    MARGIN_PX,
    DifferencePainter,
    paint_label,
    paint_picture,
    paint_split,
)
from restorer_app.gui.compare.compare_panels import CompareMode, Comparison
from restorer_app.gui.compare.loupe import EDGE_PX, lens_area, paint_loupe
from restorer_app.gui.compare.picture import Patch, Picture
from restorer_app.gui.compare.quality_overlay import paint_legend, paint_overlay
from restorer_app.gui.compare.viewport import Viewport, fitted

GRIP_REACH_PX = 12
"""How near to the split line a press takes hold of it."""

LARGEST_ZOOM = 32.0

_SPLIT_KEY_STEP = 0.02
_PAN_KEY_STEP = 0.1
"""Of the canvas, per press."""
_ZOOM_STEPS = (1 / 16, 1 / 8, 1 / 4, 1 / 3, 1 / 2, 2 / 3, 1, 1.5, 2, 3, 4, 6, 8, 12, 16, 24, 32)
_SAME = 1e-6
"""Zooms closer than this are one and the same."""


class CompareView(QWidget):
    """Shows one picture, or two of them under the same zoom and pan.

    Image space is that of the picture after; where its size differs, the one before is stretched
    onto it. Zoom is counted in device pixels per image pixel: at 1.0 one pixel is one pixel, on
    every screen. It goes from the whole picture to `LARGEST_ZOOM`.
    """

    split_moved = Signal(float)
    zoom_changed = Signal(float, bool)  # device pixels per image pixel, whether it is fitted
    loupe_toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = Comparison()
        self._viewport = Viewport()
        self._ratio = self.devicePixelRatioF()
        self._is_fitted = True
        self._has_loupe = False
        self._overlay: QImage | None = None
        self._cursor: QPointF | None = None
        self._pressed_at: QPointF | None = None
        self._drag_from: QPointF | None = None
        self._is_moving_split = False
        self._difference = DifferencePainter()
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Photograph, before and after"))
        self.setMinimumSize(240, 160)

    # what is shown

    def set_pictures(self, before: Picture | None, after: Picture | None) -> None:
        """Show these. Zoom and place stay when the size does: a result appears where one looks."""
        old_size = self._shown.image_size
        patch = self.patch if before is self._shown.before else None
        self._shown = replace(self._shown, before=before, after=after, patch=patch)
        if self._shown.image_size != old_size:
            self.fit()
        self._refit()

    @property
    def patch(self) -> Patch | None:
        """The preview that lies on what is after."""
        return self._shown.patch

    def set_patch(self, patch: Patch | None) -> None:
        """Lay a preview of a part on what is after; without a result, on the photograph itself."""
        self._shown = replace(self._shown, patch=patch)
        self._refit()

    @property
    def has_two(self) -> bool:
        """Whether there is something to compare: a result or a preview."""
        return self._shown.has_both

    def set_mode(self, mode: CompareMode) -> None:
        self._shown = replace(self._shown, mode=mode, is_flipped=False)
        self._refit()

    def flip(self) -> None:
        """In flip mode show the other picture."""
        self._shown = replace(self._shown, is_flipped=not self._shown.is_flipped)
        self.update()

    def set_peeking(self, is_peeking: bool) -> None:
        """While on, the picture before fills the canvas."""
        self._shown = replace(self._shown, is_peeking=is_peeking)
        self._refit()

    def set_overlay(self, overlay: QImage | None) -> None:
        """Lay an image over all of the latest picture, wherever that is seen."""
        self._overlay = overlay
        self.update()

    @property
    def mode(self) -> CompareMode:
        return self._shown.mode

    @property
    def split(self) -> float:
        """Share of the width left of the split line, 0..1."""
        return self._shown.split

    def set_split(self, split: float) -> None:
        self._shown = replace(self._shown, split=min(max(split, 0.0), 1.0))
        self.split_moved.emit(self.split)
        self.update()

    # zoom and pan

    @property
    def zoom(self) -> float:
        """Device pixels per image pixel."""
        return self._viewport.scale * self._ratio

    def fit(self) -> None:
        """Show the whole picture; small ones are not blown up beyond 100 %."""
        self._is_fitted = True
        self._refit()

    def set_zoom(self, zoom: float) -> None:
        """Zoom about the middle of the canvas."""
        self._zoom_to(zoom, self._areas()[0].center())

    def zoom_at(self, position: QPointF, factor: float) -> None:
        """Zoom so that the image point under `position` stays there."""
        self._zoom_to(self.zoom * factor, position)

    def zoom_in(self) -> None:
        """To the next round zoom."""
        larger = [step for step in _ZOOM_STEPS if step > self.zoom + _SAME]
        self.set_zoom(larger[0] if larger else LARGEST_ZOOM)

    def zoom_out(self) -> None:
        """To the round zoom before; in the end to the whole picture."""
        smaller = [step for step in _ZOOM_STEPS if step < self.zoom - _SAME]
        self.set_zoom(smaller[-1] if smaller else 0.0)

    def pan(self, by: QPointF) -> None:
        """Move the picture by widget pixels."""
        self._is_fitted = False
        self._set_viewport(self._viewport.panned(by))

    def to_image(self, position: QPointF) -> QPointF:
        """The image point under a widget position."""
        return self._viewport.to_image(position, self._shown.area_at(position, self._canvas()))

    def whole_area(self) -> QRect:
        """The whole photograph, in image pixels."""
        return QRect(QPoint(), self._shown.image_size.toSize())

    def visible_area(self) -> QRect:
        """The part of the photograph that is in sight, in whole image pixels."""
        panel = self._areas()[0]
        corners = (panel.topLeft(), panel.bottomRight())
        seen = QRectF(*(self._viewport.to_image(corner, panel) for corner in corners))
        return seen.toAlignedRect() & self.whole_area()

    def split_within(self, area: QRect) -> float:
        """Where the split line cuts a part of the photograph, 0..1; its middle if it does not."""
        line = QPointF(self._shown.split_x(self._canvas()), 0)
        x = self._viewport.to_image(line, self._areas()[0]).x()
        share = (x - area.left()) / max(area.width(), 1)
        return share if self.mode is CompareMode.SPLIT and 0 < share < 1 else 0.5

    def _zoom_to(self, zoom: float, position: QPointF) -> None:
        if self._shown.image_size.isEmpty():
            return
        scale = min(zoom, LARGEST_ZOOM) / self._ratio
        if scale < self._fitted().scale - _SAME:  # further away there is nothing more to see
            self.fit()
            return
        self._is_fitted = False
        area = self._shown.area_at(position, self._canvas())
        self._set_viewport(self._viewport.zoomed(scale, position, area))

    def _set_viewport(self, viewport: Viewport) -> None:
        self._viewport = viewport.kept_inside(self._shown.image_size)
        self.zoom_changed.emit(self.zoom, self._is_fitted)
        self.update()

    def _fitted(self) -> Viewport:
        margin = MARGIN_PX
        area = self._areas()[0].adjusted(margin, margin, -margin, -margin)
        return fitted(self._shown.image_size, area, largest_scale=1 / self._ratio)

    def _refit(self) -> None:
        """After a change of what is seen or of the room for it."""
        if not self._shown.image_size.isEmpty():
            whole = self._fitted()
            self._is_fitted |= self._viewport.scale < whole.scale - _SAME
            if self._is_fitted:
                self._set_viewport(whole)
        self.update()

    def _toggle_true_pixels(self, position: QPointF) -> None:
        """Between the whole picture and its true pixels."""
        if self._is_fitted:
            self._zoom_to(1.0, position)
        else:
            self.fit()

    def _follow_screen(self) -> None:
        """On a screen of another density true pixels stay true pixels."""
        scale = self.zoom / self.devicePixelRatioF()
        self._ratio = self.devicePixelRatioF()
        self._set_viewport(replace(self._viewport, scale=scale))
        self._refit()

    # the loupe

    @property
    def has_loupe(self) -> bool:
        return self._has_loupe

    def set_loupe(self, has_loupe: bool) -> None:
        """A lens at the cursor with before and after of the same place, larger than around it."""
        self._has_loupe = has_loupe
        self.loupe_toggled.emit(has_loupe)
        self.update()

    def toggle_loupe(self) -> None:
        self.set_loupe(not self._has_loupe)

    @property
    def lens(self) -> QRectF | None:
        """Where the loupe lies in the widget."""
        if not self._has_loupe or self._shown.before is None:
            return None
        n_halves = 2 if self._shown.has_both else 1
        return lens_area(self._looked_at(), n_halves, QRectF(QPointF(), self._canvas()))

    def _looked_at(self) -> QPointF:
        """The cursor; for who has none, the middle."""
        return self._areas()[0].center() if self._cursor is None else self._cursor

    def _move_cursor(self, position: QPointF) -> None:
        """Paints only where the lens was and where it is: a large canvas takes its time."""
        lenses = [self.lens]
        self._cursor = position
        lenses.append(self.lens)
        for lens in lenses:
            if lens is not None:
                edge = EDGE_PX + 1
                self.update(lens.toAlignedRect().adjusted(-edge, -edge, edge, edge))

    # where things are

    def _canvas(self) -> QSizeF:
        return QSizeF(self.size())

    def _areas(self) -> list[QRectF]:
        return self._shown.areas(self._canvas())

    def _is_on_split(self, position: QPointF) -> bool:
        distance = abs(position.x() - self._shown.split_x(self._canvas()))
        return self._shown.shown_mode is CompareMode.SPLIT and distance <= GRIP_REACH_PX

    # input

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._follow_screen()
        if isinstance(event, QNativeGestureEvent):
            if gestures.is_pinch(event):
                self.zoom_at(event.position(), 1 + event.value())
            elif gestures.is_double_tap(event):
                self._toggle_true_pixels(event.position())
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        scroll = gestures.scroll_of(event)
        if scroll is None:
            self.zoom_at(event.position(), gestures.zoom_of(event))
        elif not self._is_fitted:
            self.pan(scroll)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton or self._shown.before is None:
            event.ignore()
            return
        self._pressed_at = self._drag_from = event.position()
        self._is_moving_split = self._is_on_split(event.position())
        self._show_cursor(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag_from is not None and self._is_moving_split:
            self.set_split(event.position().x() / max(self.width(), 1))
        elif self._drag_from is not None:
            self.pan(event.position() - self._drag_from)
            self._drag_from = event.position()
        self._move_cursor(event.position())
        self._show_cursor(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.mode is CompareMode.FLIP and self._is_click(event.position()):
            self.flip()
        self._pressed_at = self._drag_from = None
        self._is_moving_split = False
        self._show_cursor(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Between the whole picture and its true pixels; on the line, back to the middle."""
        if self.mode is CompareMode.FLIP:
            self.flip()  # back: the first of the two clicks has flipped it
        if self._is_on_split(event.position()):
            self.set_split(0.5)
        else:
            self._toggle_true_pixels(event.position())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.take_key(event):
            super().keyPressEvent(event)

    def take_key(self, event: QKeyEvent) -> bool:
        """Whether it is a key of the canvas: then it has been followed.

        Shift with Left and Right moves the split line; Ctrl with an arrow looks further that way,
        as do Up and Down alone.
        """
        keys = Qt.KeyboardModifier
        arrow, held = gestures.arrow_of(event), gestures.held_with(event)
        if arrow is None:
            return False
        if held == keys.ShiftModifier and arrow.x():
            self.set_split(self.split + arrow.x() * _SPLIT_KEY_STEP)
        elif held == keys.ControlModifier or (held == keys.NoModifier and arrow.y()):
            self._look_further(arrow)
        else:
            return False
        return True

    def _look_further(self, direction: QPointF) -> None:
        """There is nothing further where all of the picture is seen."""
        area = self._areas()[0]
        if not self._is_fitted:
            step = QPointF(direction.x() * area.width(), direction.y() * area.height())
            self.pan(step * -_PAN_KEY_STEP)

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
        canvas, mode = self._canvas(), self._shown.shown_mode
        panels = self._shown.panels(canvas)
        image_size = self._shown.image_size
        targets = [self._viewport.target(image_size, panel.area) for panel in panels]
        if mode is CompareMode.DIFFERENCE:
            before, after = panels
            dirty = QRectF(event.rect())
            self._difference.paint(painter, (before, after), targets[0], self.zoom, dirty)
        else:
            for panel, target in zip(panels, targets, strict=True):
                paint_picture(painter, panel, target, self.zoom)
        overlay = self._overlay
        latest = [i for i, panel in enumerate(panels) if panel.picture is self._shown.latest]
        if overlay is not None:
            for i in latest:
                paint_overlay(painter, overlay, targets[i], panels[i].clip)
        painter.setClipping(False)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if mode is CompareMode.SPLIT:
            paint_split(painter, self._shown.split_x(canvas), canvas.height())
        elif mode is CompareMode.SIDE_BY_SIDE:
            middle = QRectF(canvas.width() / 2 - 0.5, 0, 1, canvas.height())
            painter.fillRect(middle, QColor("#8a8a8a"))
        for panel, target in zip(panels, targets, strict=True):
            paint_label(painter, panel, target)
        if overlay is not None and latest:
            paint_legend(painter, QRectF(QPointF(), canvas))
        lens = self.lens
        if lens is not None:
            place = self.to_image(self._looked_at())
            paint_loupe(painter, self._shown, lens, place, self.zoom)
        painter.end()
