"""The lanes of a recording under one time axis: looked at, moved, enlarged, and chosen from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QEvent, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from restorer_app.gui.compare import gestures
from restorer_app.gui.jobs import Job
from restorer_app.gui.sound.color_maps import ColorMap, Colors, grey_colors, load_color_maps
from restorer_app.gui.sound.envelope import Envelope
from restorer_app.gui.sound.lane_drags import LaneDrag, Pull, begin_drag, edge_at, span_between
from restorer_app.gui.sound.lane_keys import follow_key
from restorer_app.gui.sound.look import Look
from restorer_app.gui.sound.overlay_painting import Overlay, paint_overlay
from restorer_app.gui.sound.readout import read_out
from restorer_app.gui.sound.scene import GUTTER_PX, Scene
from restorer_app.gui.sound.scene_painting import ScenePainter, small_font
from restorer_app.gui.sound.sound_words import time_words
from restorer_app.gui.sound.spectrogram_painting import SpectrogramPainter
from restorer_app.gui.sound.tile_desk import TileDesk
from restorer_app.gui.sound.time_axis import TimeAxis
from restorer_app.gui.sound.track import Sounds, Span, Voice
from restorer_app.gui.widgets.theme import current_tokens

_ZOOM_STEP = 1.5
_HEAD_PX = 8
"""Half the width of what a play head covers."""


class LanesView(QWidget):
    """Spectrograms over each other, the waveform below them, all under the same zoom and pan.

    The scene is painted into a picture of its own when it changes; the region, the play head and
    the cursor are painted over that.
    """

    axis_changed = Signal(object)  # TimeAxis
    span_changed = Signal(object)  # Span, or None
    sought = Signal(int)  # the sample that was gone to by hand
    colors_changed = Signal(object)  # Colors

    def __init__(self, desk: TileDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._look = Look()
        self._scene: Scene | None = None
        self._overlay = Overlay()
        self._drag: LaneDrag | None = None
        self._picture: QPixmap | None = None
        self._color_maps: Mapping[ColorMap, Colors] = {}
        self._painter = ScenePainter(SpectrogramPainter(desk.find_codes), desk.find_outline)
        desk.changed.connect(self._repaint)
        job = Job(load_color_maps)
        job.succeeded.connect(self._set_color_maps)
        desk.start(job)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Recording, before and after"))
        self.setMinimumSize(320, 240)

    # what is shown

    @property
    def scene(self) -> Scene | None:
        """What is drawn; None while there is nothing."""
        return self._scene

    @property
    def span(self) -> Span | None:
        """The region that is chosen."""
        return self._overlay.span

    @property
    def play_head(self) -> int:
        return self._overlay.play_head

    def set_sounds(self, sounds: Sounds | None) -> None:
        """Show these. Zoom, place and region stay while it is the same recording before."""
        old = self._scene
        is_same = sounds is not None and old is not None and old.sounds.before is sounds.before
        if not is_same:
            self._desk.forget()
            self._set_overlay(Overlay())
            self.span_changed.emit(None)
        if sounds is None:
            self._set_scene(None)
            return
        axis = TimeAxis(sounds.before.n_samples, sounds.before.rate, self.time_px).fitted()
        if is_same and old is not None:
            axis = old.axis
        envelopes = _envelopes_of(sounds, {} if old is None else old.envelopes)
        self._set_scene(
            Scene(
                sounds,
                axis,
                QSizeF(self.size()),
                self.devicePixelRatioF(),
                self._look,
                self._colors,
                envelopes,
            )
        )
        self._desk.scan(list(envelopes.values()))

    def set_look(self, look: Look) -> None:
        self._look = look
        self._dress()

    def set_span(self, span: Span | None) -> None:
        """Choose a region; reported as if it was drawn."""
        if span != self.span:
            self._set_overlay(replace(self._overlay, span=span))
            self.setAccessibleDescription(self._span_words())
            self.span_changed.emit(span)

    def set_play_head(self, sample: int, *, follows: bool = False) -> None:
        """`follows`: turn the page when it leaves what is seen."""
        places = (self.play_head, sample)
        self._overlay = replace(self._overlay, play_head=sample)
        if self._scene is None:
            return
        if follows and self._drag is None:
            self._set_axis(self._scene.axis.following(sample))
        for x in map(self._scene.to_x, places):
            self.update(QRectF(x - _HEAD_PX, 0, 2 * _HEAD_PX, self.height()).toAlignedRect())

    def seek(self, sample: int) -> None:
        """Go there; reported as if it was clicked."""
        self.set_play_head(sample, follows=True)
        self.sought.emit(sample)

    def set_heard(self, voice: Voice | None) -> None:
        """Mark the lane of what is played."""
        self._set_overlay(replace(self._overlay, heard=voice))

    def _span_words(self) -> str:
        if self._scene is None or self.span is None:
            return ""
        rate = self._scene.axis.rate
        return self.tr("Region from {start} to {stop}").format(
            start=time_words(self.span.start / rate), stop=time_words(self.span.stop / rate)
        )

    # zoom and pan

    @property
    def time_px(self) -> float:
        """The width of what is seen of the time."""
        return max(self.width() - GUTTER_PX, 1)

    def fit(self) -> None:
        """Show all of the recording."""
        if self._scene is not None:
            self._set_axis(self._scene.axis.fitted())

    def zoom_at(self, x: float, factor: float) -> None:
        """Zoom so that the moment under `x` stays there."""
        if self._scene is not None:
            self._set_axis(self._scene.axis.zoomed(factor, x - GUTTER_PX))

    def zoom_in(self) -> None:
        """About the play head if it is seen, else about the middle."""
        self.zoom_at(self._looked_at, _ZOOM_STEP)

    def zoom_out(self) -> None:
        self.zoom_at(self._looked_at, 1 / _ZOOM_STEP)

    def zoom_to_span(self) -> None:
        """Show the region, as large as it fits."""
        if self._scene is not None and self.span is not None:
            self._set_axis(self._scene.axis.showing(self.span))

    def pan(self, by_px: float) -> None:
        """Move the recording to the right."""
        if self._scene is not None:
            self._set_axis(self._scene.axis.panned(by_px))

    def move_to(self, start: float) -> None:
        """Put this sample at the left edge."""
        if self._scene is not None:
            self._set_axis(self._scene.axis.moved_to(start))

    @property
    def _looked_at(self) -> float:
        x = GUTTER_PX if self._scene is None else self._scene.to_x(self.play_head)
        return x if GUTTER_PX <= x <= self.width() else GUTTER_PX + self.time_px / 2

    def _set_axis(self, axis: TimeAxis) -> None:
        if self._scene is not None and axis != self._scene.axis:
            self._set_scene(replace(self._scene, axis=axis))

    # from the scene to the screen

    @property
    def _colors(self) -> Colors:
        colors = self._color_maps.get(self._look.color_map, grey_colors())
        is_paper = self._look.color_map is ColorMap.GREY and not current_tokens().is_dark
        return colors[::-1] if is_paper else colors

    def _set_color_maps(self, color_maps: Mapping[ColorMap, Colors]) -> None:
        self._color_maps = color_maps
        self._dress()

    def _dress(self) -> None:
        """After a change of look, theme or colours."""
        colors = self._colors
        self.colors_changed.emit(colors)
        if self._scene is not None:
            self._set_scene(replace(self._scene, look=self._look, colors=colors))

    def _follow_size(self) -> None:
        if self._scene is not None:
            self._set_scene(
                replace(
                    self._scene,
                    axis=self._scene.axis.resized(self.time_px),
                    size=QSizeF(self.size()),
                    pixel_ratio=self.devicePixelRatioF(),
                )
            )

    def _set_scene(self, scene: Scene | None) -> None:
        old, self._scene = self._scene, scene
        self._repaint()
        if scene is not None:
            self._desk.want(scene.tiles())
            if old is None or old.axis != scene.axis:
                self.axis_changed.emit(scene.axis)

    def _repaint(self) -> None:
        self._picture = None
        self.update()

    def _set_overlay(self, overlay: Overlay) -> None:
        self._overlay = overlay
        self.update()

    def _painted(self, scene: Scene) -> QPixmap:
        """The scene, painted again only when it has changed."""
        if self._picture is None:
            self._picture = QPixmap(self.size() * scene.pixel_ratio)
            self._picture.setDevicePixelRatio(scene.pixel_ratio)
            painter = QPainter(self._picture)
            painter.setFont(self.font())
            self._painter.paint(painter, scene, current_tokens())
            painter.end()
        return self._picture

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens, scene, cursor = current_tokens(), self._scene, self._overlay.cursor
        if scene is None:
            painter.fillRect(self.rect(), QColor(tokens.canvas))
        else:
            painter.drawPixmap(0, 0, self._painted(scene))
            painter.setFont(small_font(painter))
            finds = self._desk.find_codes, self._desk.find_outline
            readout = None if cursor is None else read_out(scene, cursor, *finds)
            paint_overlay(painter, scene, self._overlay, readout, tokens)
        painter.end()

    # input

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._follow_size()
        if isinstance(event, QNativeGestureEvent) and gestures.is_pinch(event):
            self.zoom_at(event.position().x(), 1 + event.value())
        if event.type() == QEvent.Type.ShortcutOverride and self._gives_up_region(event):
            event.accept()
        return super().event(event)

    def _gives_up_region(self, event: QEvent) -> bool:
        """Esc belongs to the region before it belongs to the window."""
        is_key = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        return is_key and self.span is not None

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._dress()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._follow_size()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A wheel zooms; with Shift or sideways it pans, and so do two fingers."""
        scroll, turned = gestures.scroll_of(event), event.angleDelta()
        if scroll is not None:
            self.pan(scroll.x() or scroll.y())
        elif turned.x() or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.pan(turned.x() or turned.y())
        else:
            self.zoom_at(event.position().x(), gestures.zoom_of(event))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        pans = event.button() is Qt.MouseButton.MiddleButton
        if self._scene is None or not (pans or event.button() is Qt.MouseButton.LeftButton):
            event.ignore()
            return
        self._drag = begin_drag(self._scene, self.span, event.position(), pans=pans)
        self._show_cursor(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        position, scene = event.position(), self._scene
        if scene is not None and self._drag is not None:
            before, self._drag = self._drag, self._drag.gone_on(position)
            if self._drag.pull is Pull.TIME:
                self.pan(position.x() - before.at.x())
            elif self._drag.has_moved:
                reached = scene.nearest_sample(position.x())
                self.set_span(span_between(self._drag.anchor, reached))
        self._set_overlay(replace(self._overlay, cursor=position))
        self._show_cursor(position)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drag, self._drag = self._drag, None
        if self._scene is not None and drag is not None and not drag.has_moved:
            self._click(self._scene.nearest_sample(event.position().x()))
        self._show_cursor(event.position())

    def _click(self, sample: int) -> None:
        """Goes there; beside the region, that is given up."""
        if self.span is not None and not self.span.start <= sample <= self.span.stop:
            self.set_span(None)
        self.seek(sample)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Into the region under the mouse; anywhere else, back to all of the recording."""
        if self._scene is None:
            return
        sample = self._scene.nearest_sample(event.position().x())
        if self.span is not None and self.span.start <= sample < self.span.stop:
            self.zoom_to_span()
        else:
            self.fit()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._set_overlay(replace(self._overlay, cursor=None))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not follow_key(self, event):
            super().keyPressEvent(event)

    def _show_cursor(self, position: QPointF) -> None:
        scene, drag = self._scene, self._drag
        if scene is None:
            return
        if drag is not None and drag.pull is Pull.TIME:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif edge_at(scene, self.span, position) is not None:
            self.setCursor(Qt.CursorShape.SizeHorCursor)
        elif scene.ruler.contains(position):
            self.setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            self.unsetCursor()


def _envelopes_of(sounds: Sounds, old: Mapping[Voice, Envelope]) -> dict[Voice, Envelope]:
    """Of before and, over it, after; what is known of a track stays known."""
    known = {envelope.track: envelope for envelope in old.values()}
    voices = [voice for voice in (Voice.BEFORE, Voice.AFTER) if voice in sounds.voices]
    tracks = {voice: sounds.track(voice) for voice in voices}
    return {voice: known.get(track) or Envelope(track) for voice, track in tracks.items()}
