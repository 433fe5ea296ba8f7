"""The sheet of all keys, opened by '?'."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from restorer_app.gui.widgets.labels import make_label

_COLUMNS = 2
_AROUND_PX = 48
"""What stays to be seen of the window around the sheet, on both sides together."""


@dataclass(frozen=True)
class KeyHelp:
    """What a key does, in the words of the sheet."""

    key: str
    """As `QKeySequence` writes it; keys that are no shortcut, such as 'Space', by their name."""
    what: str


class KeysSheet(QDialog):
    """Two columns of keys and what they do; any of Esc, Return or the button closes it.

    In a window that is too small for all of them they scroll.
    """

    def __init__(self, keys: Sequence[KeyHelp], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys"))
        self._keys = tuple(keys)
        table = QWidget()
        table.setObjectName("page")
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        n_rows = -(-len(self._keys) // _COLUMNS)
        for i, help_ in enumerate(self._keys):
            column, row = 3 * (i // n_rows), i % n_rows
            key = QKeySequence(help_.key).toString(QKeySequence.SequenceFormat.NativeText)
            grid.addWidget(make_label(key or help_.key, "key", wraps=False), row, column)
            grid.addWidget(make_label(help_.what, "text", wraps=False), row, column + 1)
            grid.setColumnMinimumWidth(column + 2, 16)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(24)
        layout.addWidget(make_label(self.tr("Keys"), "title"))
        area = self._scrolling(table)
        layout.addWidget(area, 1)
        layout.addWidget(buttons)
        self.ensurePolished()  # sizes depend on the fonts of the style sheet
        around = self.sizeHint() - area.sizeHint()
        height = table.sizeHint().height() + around.height()
        if parent is not None:
            height = min(height, parent.window().height() - _AROUND_PX)
        self.resize(self.sizeHint().width(), height)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def _scrolling(self, table: QWidget) -> QScrollArea:
        area = QScrollArea()
        area.setObjectName("pageScroll")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(table)
        bar_px = area.verticalScrollBar().sizeHint().width()
        area.setMinimumWidth(table.sizeHint().width() + bar_px)
        return area

    def sentences(self) -> list[str]:
        """What it says, line by line."""
        return [f"{help_.key}: {help_.what}" for help_ in self._keys]
