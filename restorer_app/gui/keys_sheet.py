"""The sheet of all keys, opened by '?'."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QVBoxLayout, QWidget

from restorer_app.gui.labels import make_label

_ROWS_PER_COLUMN = 14


@dataclass(frozen=True)
class KeyHelp:
    """What a key does, in the words of the sheet."""

    key: str
    """As `QKeySequence` writes it; keys that are no shortcut, such as 'Space', by their name."""
    what: str


class KeysSheet(QDialog):
    """Two columns of keys and what they do; any of Esc, Return or the button closes it."""

    def __init__(self, keys: Sequence[KeyHelp], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys"))
        self._keys = tuple(keys)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        for i, help_ in enumerate(self._keys):
            column, row = 3 * (i // _ROWS_PER_COLUMN), i % _ROWS_PER_COLUMN
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
        layout.addLayout(grid)
        layout.addWidget(buttons)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def sentences(self) -> list[str]:
        """What it says, line by line."""
        return [f"{help_.key}: {help_.what}" for help_ in self._keys]
