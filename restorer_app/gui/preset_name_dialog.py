"""Asks for the name of a preset, and says while one types whether it can be taken."""

from collections.abc import Mapping

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from restorer_app.gui.widgets.labels import make_label
from restorer_app.restoration.presets import LONGEST_NAME

_WIDTH_PX = 380


class PresetNameDialog(QDialog):
    """`taken`: the names there are, casefolded, each with whether it may be replaced."""

    def __init__(self, parent: QWidget, title: str, name: str, taken: Mapping[str, bool]) -> None:
        super().__init__(parent)
        self._taken = taken
        self.setWindowTitle(title)
        self.line = QLineEdit(name)
        self.line.setMaxLength(LONGEST_NAME)
        self.line.setAccessibleName(self.tr("Name of the preset"))
        self.line.selectAll()
        self.line.textChanged.connect(self._judge)
        self._note = make_label("", "small")
        self._buttons = QDialogButtonBox()
        self._save = self._buttons.addButton(
            self.tr("Save"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self._save.setDefault(True)
        self._buttons.addButton(self.tr("Go back"), QDialogButtonBox.ButtonRole.RejectRole)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(make_label(self.tr("Name of the preset"), "text"))
        layout.addWidget(self.line)
        layout.addWidget(self._note)
        layout.addWidget(self._buttons)
        self.setFixedWidth(_WIDTH_PX)
        self._judge()

    @property
    def name(self) -> str:
        return self.line.text().strip()

    @property
    def note(self) -> str:
        return self._note.text()

    @property
    def can_save(self) -> bool:
        return self._save.isEnabled()

    def _judge(self) -> None:
        may_replace = self._taken.get(self.name.casefold())
        if may_replace is None:
            note = self.tr("You find it under Presets, for every photograph.")
        elif may_replace:
            note = self.tr("You have a preset of this name: it will be replaced.")
        else:
            note = self.tr("There is a preset of this name already. Choose another name.")
        self._note.setText(note)
        self._save.setEnabled(bool(self.name) and may_replace is not False)
