"""The order in which Tab goes: as one reads, for controls that come later too."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def put_before(anchor: QWidget, controls: Iterable[QWidget]) -> None:
    """Tab reaches new controls one after the other, right before `anchor`.

    Qt puts what is made later at the end, behind all that stands below it.
    """
    before = _control_before(anchor)
    for control in controls:
        QWidget.setTabOrder(before, control)
        before = control
    QWidget.setTabOrder(before, anchor)


def _control_before(anchor: QWidget) -> QWidget:
    """Not a panel: Qt takes a panel for the last control in it."""
    widget = anchor.previousInFocusChain()
    while widget is not None and not widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        widget = widget.previousInFocusChain()
    assert widget is not None  # the chain is a ring, with the anchor in it
    return widget
