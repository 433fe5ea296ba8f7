"""Labels and links as the style sheet knows them, by the part they play."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLayout, QPushButton, QSizePolicy, QWidget


def make_label(text: str, role: str, *, wraps: bool = True, is_right: bool = False) -> QLabel:
    """A plain-text label; roles: title, section, text, muted, small, warn, bad, key.

    Plain text because file names and errors are shown, which must never be read as markup.
    """
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    label.setWordWrap(wraps)
    if is_right:
        label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    if wraps:
        label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return label


def make_link(text: str = "") -> QPushButton:
    """A button that looks like a line of text; takes the focus by Tab, not by a click."""
    button = QPushButton(text)
    button.setProperty("role", "link")
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def set_role(widget: QWidget, role: str) -> None:
    """Another part to play."""
    set_look(widget, "role", role)


def set_look(widget: QWidget, name: str, value: str | bool) -> None:
    """Style sheets look at a property only when told that it has changed."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def clear_layout(layout: QLayout) -> None:
    """Take out everything and let it be deleted; hidden at once, so that nothing is seen twice."""
    while (item := layout.takeAt(0)) is not None:
        widget: QWidget | None = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
