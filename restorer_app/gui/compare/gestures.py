"""What a hand on a mouse, a trackpad or the arrow keys asks of the canvas."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QInputDevice, QKeyEvent, QNativeGestureEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

ZOOM_PER_NOTCH = 1.2
_NOTCH = 120
_PX_PER_NOTCH = 60
"""For trackpads that report no pixels: about three lines of text, as programs scroll."""

_ARROWS = {
    Qt.Key.Key_Left: QPointF(-1, 0),
    Qt.Key.Key_Right: QPointF(1, 0),
    Qt.Key.Key_Up: QPointF(0, -1),
    Qt.Key.Key_Down: QPointF(0, 1),
}


@dataclass
class Drag:
    """A mouse button held down: it pans, moves the split line, or was no more than a click."""

    begun_at: QPointF
    at: QPointF
    is_of_split: bool

    def go_on(self, position: QPointF) -> QPointF:
        """How far it went since it was asked last, in widget pixels."""
        by, self.at = position - self.at, position
        return by

    def is_click(self, released_at: QPointF) -> bool:
        """Whether the button went up where it went down, as near as a hand can tell."""
        moved = released_at - self.begun_at
        return moved.manhattanLength() < QApplication.startDragDistance()


def scroll_of(event: QWheelEvent) -> QPointF | None:
    """How far two fingers move the picture, in widget pixels; None where the event zooms.

    A trackpad tells phases, or its device is known as one; the notches of a mouse always zoom, and
    so do two fingers with Ctrl held.
    """
    has_fingers = (
        event.phase() != Qt.ScrollPhase.NoScrollPhase
        or event.device().type() == QInputDevice.DeviceType.TouchPad
    )
    if not has_fingers or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        return None
    if not event.pixelDelta().isNull():
        return QPointF(event.pixelDelta())
    return QPointF(event.angleDelta()) * _PX_PER_NOTCH / _NOTCH


def zoom_of(event: QWheelEvent) -> float:
    """The factor that a wheel, or two fingers with Ctrl, zoom by."""
    return float(ZOOM_PER_NOTCH ** (event.angleDelta().y() / _NOTCH))


def is_pinch(event: QEvent) -> bool:
    return _is_gesture(event, Qt.NativeGestureType.ZoomNativeGesture)


def is_double_tap(event: QEvent) -> bool:
    """Two fingers, twice: what a double click is for a mouse."""
    return _is_gesture(event, Qt.NativeGestureType.SmartZoomNativeGesture)


def arrow_of(event: QKeyEvent) -> QPointF | None:
    """The direction of an arrow key; None of all other keys."""
    return _ARROWS.get(Qt.Key(event.key()))


def held_with(event: QKeyEvent) -> Qt.KeyboardModifier:
    """Shift, Ctrl and the like; that an arrow stands on the keypad, as macOS has it, is none."""
    return event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier


def _is_gesture(event: QEvent, kind: Qt.NativeGestureType) -> bool:
    return isinstance(event, QNativeGestureEvent) and event.gestureType() == kind
