"""Where a file goes: its name, its format and its folder, and whether that is possible."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from restorer_app.gui import dialogs
from restorer_app.gui.saving.file_tasks import Forecast
from restorer_app.gui.widgets.choice_box import ChoiceBox
from restorer_app.gui.widgets.labels import make_label

_FIELD_PX, _LABEL_PX = 400, 64


def field_label(text: str) -> QLabel:
    """As wide as all others, so that fields stand in one column."""
    label = make_label(text, "text", wraps=False)
    label.setFixedSize(_LABEL_PX, 30)
    return label


def kinds_of_pictures() -> dict[str, str]:
    """The name of the format by each suffix that pictures are written with."""
    from restorer_app.media.encoding import FORMATS

    return {suffix: format_.kind for suffix, format_ in FORMATS.items()}


class TargetFields(QWidget):
    """Reports every change of the target; is told what would come of it and shows that."""

    target_changed = Signal()

    def __init__(
        self, proposed: Path, suffixes: Mapping[str, str], kinds: Mapping[str, str]
    ) -> None:
        """`suffixes`: those of the formats to choose from, by name; `kinds`: names by suffix."""
        super().__init__()
        self._suffixes = dict(suffixes)
        self._kinds = {suffix: kind for suffix, kind in kinds.items() if kind in self._suffixes}
        self.forecast: Forecast | None = None
        self.name = QLineEdit(proposed.name)
        self.name.setAccessibleName(self.tr("File name"))
        self.name.setToolTip(self.tr("The name of the new file. Your original stays as it is."))
        self.name.setMinimumWidth(_FIELD_PX)
        self.format = ChoiceBox(self.tr("Format"))
        self.format.setToolTip(self.tr("How the file is stored"))
        for kind in self._suffixes:
            self.format.addItem("WebP" if kind == "WEBP" else kind, kind)
        self.folder = QLineEdit(str(proposed.parent))
        self.folder.setAccessibleName(self.tr("Folder"))
        self.folder.setToolTip(self.tr("The folder that the file goes to"))
        self._choose = QPushButton(self.tr("Choose …"))
        self._choose.setToolTip(self.tr("Choose another folder"))
        self._choose.setAutoDefault(False)
        self.note = make_label("", "warn")
        self.note.setMinimumHeight(16)
        self._lay_out()
        self._follow_name()
        self.name.textChanged.connect(self._follow_name)
        self.format.activated.connect(self._put_suffix)
        self.folder.textChanged.connect(self._report_change)
        self._choose.clicked.connect(self._ask_folder)
        self.name.setSelection(0, len(proposed.stem))

    @property
    def target(self) -> Path | None:
        """The file that is meant; None while it has no name."""
        name = self.name.text().strip()
        if not name:
            return None
        if Path(name).suffix.lower() not in self._kinds:
            name += self._suffixes[self.kind]
        return Path(self.folder.text().strip()).expanduser() / name

    @property
    def kind(self) -> str:
        """The name of the format."""
        return str(self.format.currentData())

    @property
    def is_possible(self) -> bool:
        told = self.forecast
        return self.target is not None and (
            told is None or (told.has_folder and not told.is_original)
        )

    @property
    def would_replace(self) -> bool:
        return self.forecast is not None and self.forecast.is_taken

    def set_forecast(self, forecast: Forecast | None) -> None:
        """What would come of this target; None while that is being found out."""
        self.forecast = forecast
        self.note.setText(self._note_on(forecast) if forecast else "")

    def _note_on(self, forecast: Forecast) -> str:
        if not forecast.has_folder:
            return self.tr("There is no such folder. Choose another one.")
        if forecast.is_original:
            return self.tr(
                "This is an original, and originals are never written over. "
                "Choose another name or folder."
            )
        if forecast.is_taken:
            return self.tr("There is a file with this name already. It would be replaced.")
        return ""

    def _lay_out(self) -> None:
        folder_line = QHBoxLayout()
        folder_line.setSpacing(8)
        folder_line.addWidget(self.folder, 1)
        folder_line.addWidget(self._choose)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        for text, field in ((self.tr("Name"), self.name), (self.tr("Folder"), folder_line)):
            form.addRow(field_label(text), field)
        form.addRow(field_label(self.tr("Format")), self.format)
        form.addRow("", self.note)

    def _follow_name(self) -> None:
        """The format is the one that the name says, where it says one."""
        kind = self._kinds.get(Path(self.name.text().strip()).suffix.lower())
        if kind is not None:
            self.format.setCurrentIndex(self.format.findData(kind))
        self._report_change()

    def _put_suffix(self) -> None:
        """The name gets the suffix of the format that was chosen."""
        name = Path(self.name.text().strip())
        stem = name.stem if name.suffix.lower() in self._kinds else name.name
        self.name.setText(stem + self._suffixes[self.kind])

    def _ask_folder(self) -> None:
        folder = dialogs.ask_target_folder(self, self.folder.text())
        if folder is not None:
            self.folder.setText(str(folder))

    def _report_change(self) -> None:
        self.set_forecast(None)
        self.target_changed.emit()
