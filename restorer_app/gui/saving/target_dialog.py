"""What the windows share in which a new file is given its name."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLayout, QVBoxLayout, QWidget

from restorer_app.gui.saving.file_tasks import Forecast
from restorer_app.gui.saving.target_fields import TargetFields
from restorer_app.gui.widgets.labels import make_label
from restorer_app.restoration.result_files import Target
from restorer_app.restoration.save_choices import SaveChoices

_PAUSE_MS = 150
"""After the last change, before the disc is asked what would come of it."""


class TargetDialog(QDialog):
    """A name, a format, a folder and Save. An existing file is only replaced by 'Replace'."""

    forecast_wanted = Signal(object)  # Target
    target_chosen = Signal(object)  # Target

    def __init__(self, title: str, fields: TargetFields, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fields = fields
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._ask_forecast)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.save_button = self._buttons.addButton(
            self.tr("Save"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.save_button.setProperty("role", "primary")
        self._buttons.accepted.connect(self._choose)
        self._buttons.rejected.connect(self.reject)
        self._column = QVBoxLayout()
        self._column.setSpacing(12)
        self._column.addWidget(fields)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(16)
        layout.setSizeConstraint(QLayout.SizeConstraint.SetFixedSize)
        layout.addWidget(make_label(title, "title"))
        layout.addLayout(self._column)
        layout.addWidget(self._buttons)
        self.save_button.setDefault(True)  # only now: it has to know the dialog
        fields.target_changed.connect(self._follow)

    @property
    def choices(self) -> SaveChoices:
        """How the file is to be stored."""
        return SaveChoices(self.fields.kind)

    @property
    def target(self) -> Target | None:
        """What pressing Save would write; None while it has no name."""
        path = self.fields.target
        if path is None:
            return None
        return Target(path, self.choices, may_replace=self.fields.would_replace)

    def set_forecast(self, forecast: Forecast) -> None:
        """What would come of a target, unless something else is meant by now."""
        now, asked = self.target, forecast.target
        if now is not None and (asked.path, asked.choices) == (now.path, now.choices):
            self.fields.set_forecast(forecast)
            self._show_state()

    def _follow(self) -> None:
        self._show_state()
        self._pause.start()

    def _show_state(self) -> None:
        self.save_button.setEnabled(self.fields.is_possible)
        is_taken = self.fields.would_replace and self.fields.is_possible
        self.save_button.setText(self.tr("Replace") if is_taken else self.tr("Save"))

    def _ask_forecast(self) -> None:
        if self.target is not None:
            self.forecast_wanted.emit(self.target)

    def _choose(self) -> None:
        target = self.target
        if target is not None and self.fields.is_possible:
            self.target_chosen.emit(target)
            self.accept()
