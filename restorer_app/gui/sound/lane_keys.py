"""The keys of the lanes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from restorer_app.gui.compare.gestures import arrow_of, held_with
from restorer_app.gui.sound.lane_drags import span_between

if TYPE_CHECKING:
    from restorer_app.gui.sound.lanes_view import LanesView

_PAN_SHARE = 0.1
_HEAD_SHARE = 0.02
"""Of what is seen, per press."""


def follow_key(view: LanesView, event: QKeyEvent) -> bool:
    """Whether it is a key of the lanes: then it has been followed.

    Ctrl with Left and Right looks further that way, as on the canvas of photographs; Alt moves the
    play head, Shift takes what it passes into the region. Up and Down zoom, Enter into the region;
    Home and End go to the beginning and the end; Esc gives the region up.
    """
    if view.scene is None:
        return False
    arrow, held, key = arrow_of(event), held_with(event), Qt.Key(event.key())
    if arrow is not None:
        return _follow_arrow(view, arrow.toPoint().toTuple(), held)
    if held != Qt.KeyboardModifier.NoModifier:
        return False
    if key is Qt.Key.Key_Home:
        view.seek(0)
    elif key is Qt.Key.Key_End:
        view.seek(view.scene.axis.n_samples)
    elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and view.span is not None:
        view.zoom_to_span()
    elif key is Qt.Key.Key_Escape and view.span is not None:
        view.set_span(None)
    else:
        return False
    return True


def _follow_arrow(view: LanesView, direction: tuple[int, int], held: Qt.KeyboardModifier) -> bool:
    across, down = direction
    if down and held == Qt.KeyboardModifier.NoModifier:
        (view.zoom_out if down > 0 else view.zoom_in)()
    elif across and held == Qt.KeyboardModifier.ControlModifier:
        view.pan(-across * view.time_px * _PAN_SHARE)
    elif across and held == Qt.KeyboardModifier.AltModifier:
        view.seek(_stepped(view, across))
    elif across and held == Qt.KeyboardModifier.ShiftModifier:
        _select_on(view, across)
    else:
        return False
    return True


def _stepped(view: LanesView, direction: int) -> int:
    """Where the play head comes to."""
    assert view.scene is not None
    axis = view.scene.axis
    step = max(round(view.time_px * _HEAD_SHARE * axis.samples_per_px), 1)
    return min(max(view.play_head + direction * step, 0), axis.n_samples)


def _select_on(view: LanesView, direction: int) -> None:
    """As in a line of text: the end where the head is goes on, the other one stays."""
    head, span = view.play_head, view.span
    anchor = head
    if span is not None and head in (span.start, span.stop):
        anchor = span.start if head == span.stop else span.stop
    reached = _stepped(view, direction)
    view.set_span(span_between(anchor, reached))
    view.seek(reached)
