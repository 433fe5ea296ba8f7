"""A switch: on or off, seen by the place of its knob as well as by its colour."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from restorer_app.gui.widgets.mirroring import mirror
from restorer_app.gui.widgets.theme import current_tokens

_SIZE = QSize(36, 24)


class Switch(QAbstractButton):
    """A checkable button that looks like a switch; Space turns it when it has the focus."""

    def __init__(self, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setAccessibleName(accessible_name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedSize(_SIZE)

    def sizeHint(self) -> QSize:
        return _SIZE

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current_tokens()
        track = QRectF(2, 4, 32, 16)
        painter = QPainter(self)
        mirror(painter, self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.accent), 1.5))
            painter.drawRoundedRect(QRectF(0.75, 1.75, 34.5, 20.5), 10.25, 10.25)
        is_on = self.isChecked()
        color = QColor(tokens.accent if is_on and self.isEnabled() else tokens.outline)
        painter.setPen(QPen(color, 1.5))
        painter.setBrush(color if is_on else QColor(tokens.surface))
        painter.drawRoundedRect(track.adjusted(0.75, 0.75, -0.75, -0.75), 7.25, 7.25)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.on_accent) if is_on else color)
        painter.drawEllipse(QPointF(26 if is_on else 10, 12), 4.5, 4.5)
        painter.end()
