"""A drop-down list that looks like our other controls and is not changed by scrolling past it."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from restorer_app.gui.widgets.icons import paint_icon
from restorer_app.gui.widgets.mirroring import is_mirrored
from restorer_app.gui.widgets.theme import current_tokens

_ARROW_PX, _ARROW_MARGIN_PX = 16, 8


class ChoiceBox(QComboBox):
    """One of several values, each with its words. `activated` comes when the user has chosen."""

    def __init__(self, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(accessible_name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def set_choices(self, choices: Sequence[tuple[str, object]], chosen: object) -> None:
        """The words and the value of each; reports nothing."""
        self.clear()
        for text, value in choices:
            self.addItem(text, value)
        self.setCurrentIndex(self.findData(chosen))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the page below scrolls

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        tokens = current_tokens()
        at_end = self.width() - _ARROW_MARGIN_PX - _ARROW_PX
        left = _ARROW_MARGIN_PX if is_mirrored(self) else at_end
        area = QRectF(left, (self.height() - _ARROW_PX) / 2, _ARROW_PX, _ARROW_PX)
        painter = QPainter(self)
        color = tokens.muted if self.isEnabled() else tokens.outline
        paint_icon(painter, "chevron-down", color, area)
        painter.end()
