"""Before and after in one widget under one transform, compared in one of four ways."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from restorer_app.gui.compare import gestures
from restorer_app.gui.compare.boxes import BoxDrawing, is_worth_taking, paint_box
from restorer_app.gui.compare.canvas_painting import paint_canvas
from restorer_app.gui.compare.compare_painting import DifferencePainter
from restorer_app.gui.compare.compare_panels import CompareMode, Comparison
from restorer_app.gui.compare.gestures import Drag
from restorer_app.gui.compare.loupe import EDGE_PX, paint_loupe
from restorer_app.gui.compare.mask_layer import MaskLayer
from restorer_app.gui.compare.masking import Brush, Masking
from restorer_app.gui.compare.picture import Patch, Picture
from restorer_app.gui.compare.sight import Sight
from restorer_app.gui.compare.viewport import Viewport, zoom_after, zoom_before

_SPLIT_KEY_STEP = 0.02
_PAN_KEY_STEP = 0.1
"""Of the canvas, per press."""


class CompareView(QWidget):
    """Shows one picture, or two of them under the same zoom and pan.

    Image space is that of the picture after; where its size differs, the one before is stretched
    onto it. Zoom is counted in device pixels per image pixel: at 1.0 one pixel is one pixel, on
    every screen. It goes from the whole picture to `LARGEST_ZOOM`.
    """

    split_moved = Signal(float)
    zoom_changed = Signal(float, bool)  # device pixels per image pixel, whether it is fitted
    loupe_toggled = Signal(bool)
    box_drawn = Signal(QRect)  # in image pixels; empty when it was given up
    stroke_ended = Signal(object)  # Stroke, which the mask shows already; None if it was taken back

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = Comparison()
        self._viewport = Viewport(is_fitted=True)
        self._ratio = self.devicePixelRatioF()
        self._has_loupe = False
        self._overlay: QImage | None = None
        self._masking = Masking()
        self._cursor: QPointF | None = None
        self._drag: Drag | None = None
        self._box = QRect()
        self._drawing: BoxDrawing | None = None
        self._difference = DifferencePainter()
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Photograph, before and after"))
        self.setMinimumSize(240, 160)

    # what is shown

    def set_pictures(self, before: Picture | None, after: Picture | None) -> None:
        """Show these. Zoom and place stay when the size does: a result appears where one looks."""
        old_size = self._shown.image_size
        if before is not self._shown.before and self._drawing is not None:
            self._box = QRect()
            self._end_drawing()
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

    def set_box(self, box: QRect) -> None:
        """Outline a part of the photograph; none when it is empty."""
        self._box = box
        self.update()

    def draw_box(self) -> None:
        """What is drawn next is a box: answered by `box_drawn`."""
        self._drawing = BoxDrawing()
        self.setFocus()
        self._show_cursor(self._looked_at())
        self.update()  # a brush is not seen meanwhile

    def _go_on_drawing(self, position: QPointF) -> None:
        assert self._drawing is not None
        self._drawing.go_on(self.sight.to_image(position))
        self.set_box(self._drawing.box_within(self.sight.whole_area))

    def _end_drawing(self) -> None:
        box, self._drawing = self._box, None
        self.set_box(QRect())
        self._show_cursor(self._looked_at())
        self.box_drawn.emit(box if is_worth_taking(box) else QRect())

    @property
    def is_drawing(self) -> bool:
        """Whether a stroke of the mask has begun and not ended."""
        return self._masking.is_drawing

    def set_mask(self, layer: MaskLayer | None, opacity: float) -> None:
        """Lay a mask over the picture before. A stroke that is being drawn is given up."""
        if layer is not self._masking.layer:
            self._masking.cancel()
        self._masking.layer, self._masking.opacity = layer, opacity
        self.update()

    def set_brush(self, brush: Brush | None) -> None:
        """What the mask is drawn on with; None to pan again."""
        self._masking.brush = brush
        self._show_cursor(self._looked_at())
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
    def sight(self) -> Sight:
        """Where things lie, and what of the photograph is seen."""
        return Sight(self._shown, self._viewport, QSizeF(self.size()), self._ratio)

    @property
    def zoom(self) -> float:
        """Device pixels per image pixel."""
        return self.sight.zoom

    def fit(self) -> None:
        """Show the whole picture; small ones are not blown up beyond 100 %."""
        self._viewport = replace(self._viewport, is_fitted=True)
        self._refit()

    def set_zoom(self, zoom: float) -> None:
        """Zoom about the middle of the canvas."""
        self._zoom_to(zoom, self.sight.area.center())

    def zoom_at(self, position: QPointF, factor: float) -> None:
        """Zoom so that the image point under `position` stays there."""
        self._zoom_to(self.zoom * factor, position)

    def zoom_in(self) -> None:
        """To the next round zoom."""
        self.set_zoom(zoom_after(self.zoom))

    def zoom_out(self) -> None:
        """To the round zoom before; in the end to the whole picture."""
        self.set_zoom(zoom_before(self.zoom))

    def pan(self, by: QPointF) -> None:
        """Move the picture by widget pixels."""
        self._set_viewport(self._viewport.panned(by))

    def _zoom_to(self, zoom: float, position: QPointF) -> None:
        if not self._shown.image_size.isEmpty():
            self._set_viewport(self.sight.zoomed(zoom, position))

    def _set_viewport(self, viewport: Viewport) -> None:
        self._viewport = viewport.kept_inside(self._shown.image_size)
        self.zoom_changed.emit(self.zoom, viewport.is_fitted)
        self.update()

    def _refit(self) -> None:
        """After a change of what is seen or of the room for it."""
        if not self._shown.image_size.isEmpty():
            viewport = self.sight.refitted()
            if viewport.is_fitted:
                self._set_viewport(viewport)
        self.update()

    def _toggle_true_pixels(self, position: QPointF) -> None:
        """Between the whole picture and its true pixels."""
        if self._viewport.is_fitted:
            self._zoom_to(1.0, position)
        else:
            self.fit()

    def _follow_screen(self) -> None:
        ratio = self.devicePixelRatioF()
        viewport, self._ratio = self.sight.on_screen(ratio), ratio
        self._set_viewport(viewport)
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
        return self.sight.lens(self._looked_at())

    def _looked_at(self) -> QPointF:
        """The cursor; for who has none, the middle."""
        return self.sight.area.center() if self._cursor is None else self._cursor

    def _move_cursor(self, position: QPointF | None) -> None:
        """Paints only where lens and brush were and are: a large canvas takes its time."""
        self._update_at_cursor()
        self._cursor = position
        self._update_at_cursor()

    def _update_at_cursor(self) -> None:
        if (lens := self.lens) is not None:
            edge = EDGE_PX + 1
            self.update(lens.toAlignedRect().adjusted(-edge, -edge, edge, edge))
        if self._masking.can_draw and self._cursor is not None:
            self.update(self._masking.place_of_brush(self._cursor, self.sight))

    # the mask

    def _draw(self, position: QPointF) -> None:
        """On with the stroke; only what it changes is painted."""
        changed = self._masking.go_on(self.sight.to_image(position))
        places = self._masking.places_of_lasso(self.sight)
        if changed is not None:
            part = QRectF(changed.left, changed.top, changed.width, changed.height)
            places = [
                self.sight.to_widget(part, area).toAlignedRect().adjusted(-1, -1, 1, 1)
                for area in self.sight.areas
            ]
        for place in places:
            self.update(place)

    def _end_stroke(self) -> None:
        stroke = self._masking.end(self._viewport.scale)
        self.update()
        self.stroke_ended.emit(stroke)

    def _take_back_stroke(self) -> None:
        self._masking.cancel()
        self.update()
        self.stroke_ended.emit(None)

    # input

    @property
    def _draws(self) -> bool:
        """Whether a box or a stroke is being drawn: one of them at a time, and nothing else."""
        return self._drawing is not None or self._masking.is_drawing

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and self._draws:
            event.accept()  # Esc takes it back, and no key starts anything else meanwhile
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
        elif not self._viewport.is_fitted:
            self.pan(scroll)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        pans = event.button() is Qt.MouseButton.MiddleButton
        if not (pans or event.button() is Qt.MouseButton.LeftButton) or self._shown.before is None:
            event.ignore()
            return
        position = event.position()
        if self._drawing is not None:
            if not pans:
                self._go_on_drawing(position)
        elif not pans and self._draws_at(position):
            erases = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._masking.begin(self.sight.to_image(position), erases=erases)
            self._draw(position)
        elif not self._masking.is_drawing:
            is_of_split = not pans and self.sight.is_on_split(position)
            self._drag = Drag(position, position, is_of_split=is_of_split)
        self._show_cursor(position)

    def _draws_at(self, position: QPointF) -> bool:
        """Whether a press there draws: not while Space is held, nor on the knob between both."""
        is_on_grip = self.sight.is_on_grip(position, self._masking.grip_y(self.sight))
        return self._masking.can_draw and not self._shown.is_peeking and not is_on_grip

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drawing is not None:
            if self._drawing.begun_at is not None:
                self._go_on_drawing(event.position())
        elif self._masking.is_drawing:
            self._draw(event.position())
        elif self._drag is not None and self._drag.is_of_split:
            self.set_split(event.position().x() / max(self.width(), 1))
        elif self._drag is not None:
            self.pan(self._drag.go_on(event.position()))
        self._move_cursor(event.position())
        self._show_cursor(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        is_left = event.button() is Qt.MouseButton.LeftButton
        if self._drawing is not None:
            if is_left:
                self._end_drawing()
            return
        if self._masking.is_drawing:
            if is_left:
                self._end_stroke()
            return
        is_click = self._drag is not None and self._drag.is_click(event.position())
        if self.mode is CompareMode.FLIP and is_click:
            self.flip()
        self._drag = None
        self._show_cursor(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Between the whole picture and its true pixels; on the line, back to the middle."""
        if self._masking.can_draw or self._draws:
            self.mousePressEvent(event)  # two strokes soon after each other
            return
        if self.mode is CompareMode.FLIP:
            self.flip()  # back: the first of the two clicks has flipped it
        if self.sight.is_on_split(event.position()):
            self.set_split(0.5)
        else:
            self._toggle_true_pixels(event.position())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if self._masking.can_draw:
            self._move_cursor(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._masking.is_drawing:
            if event.key() == Qt.Key.Key_Escape:
                self._take_back_stroke()
            return
        if not self.take_key(event):
            super().keyPressEvent(event)

    def take_key(self, event: QKeyEvent) -> bool:
        """Whether it is a key of the canvas: then it has been followed.

        Esc gives up a box that is being drawn. Shift with Left and Right moves the split line; Ctrl
        with an arrow looks further that way, as do Up and Down alone.
        """
        keys = Qt.KeyboardModifier
        arrow, held = gestures.arrow_of(event), gestures.held_with(event)
        if self._drawing is not None and event.key() == Qt.Key.Key_Escape:
            self._box = QRect()
            self._end_drawing()
            return True
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
        area = self.sight.area
        if not self._viewport.is_fitted:
            step = QPointF(direction.x() * area.width(), direction.y() * area.height())
            self.pan(step * -_PAN_KEY_STEP)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refit()

    def _show_cursor(self, position: QPointF) -> None:
        draws = self._draws or self._draws_at(position)
        is_on_split = self.sight.is_on_split(position) and not draws
        if is_on_split if self._drag is None else self._drag.is_of_split:
            self.setCursor(Qt.CursorShape.SplitHCursor)
        elif self._drag is not None:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif draws:
            self.setCursor(Qt.CursorShape.CrossCursor)
        else:
            self.unsetCursor()

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        dirty = QRectF(event.rect())
        paint_canvas(painter, self.sight, self._overlay, self._masking, self._difference, dirty)
        paint_box(painter, self.sight, self._box)
        at_brush = self._cursor if self._drawing is None else None
        self._masking.paint_lines(painter, self.sight, at_brush)
        lens = self.lens
        if lens is not None:
            place = self.sight.to_image(self._looked_at())
            paint_loupe(painter, self._shown, lens, place, self.zoom)
        painter.end()
