"""The settings: each with its choices and one sentence; what is chosen holds at once."""

from dataclasses import fields

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent, QStandardItemModel
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from restorer_app.gui import dialogs
from restorer_app.gui.program.pages import make_foot
from restorer_app.gui.program.setting_words import PICK_FOLDER, choices, found_phrase
from restorer_app.gui.translation import language_of
from restorer_app.gui.translation import tr as _tr
from restorer_app.gui.widgets.choice_box import ChoiceBox
from restorer_app.gui.widgets.labels import make_label, make_link
from restorer_app.registry.devices import FoundDevice
from restorer_app.settings import Settings, help_of, title_of

_WIDTH_PX, _BOX_WIDTH_PX = 640, 224
_FOOT_PX = 80


class SettingRow(QWidget):
    """One setting: its name, its choices, and below them the sentence that explains it."""

    chosen = Signal(str, object)  # the setting's name, the value

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        title, explanation = _tr(title_of(name)), _tr(help_of(name))
        self.box = ChoiceBox(title)
        self.box.setAccessibleDescription(explanation)
        self.box.setToolTip(explanation)
        self.box.setFixedWidth(_BOX_WIDTH_PX)
        self.box.activated.connect(self._report)
        label = make_label(title, "text", wraps=False)
        label.setBuddy(self.box)
        told = make_label(explanation, "small")
        self._note = make_label("", "small")
        for text in (told, self._note):  # else each asks for the height of its narrowest shape
            text.setMinimumHeight(1)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(16)
        layout.setVerticalSpacing(2)
        layout.setColumnStretch(0, 1)
        layout.addWidget(label, 0, 0)
        layout.addWidget(told, 1, 0)
        layout.addWidget(self.box, 0, 1, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self._note, 2, 0, 1, 2)
        self.set_note("")

    def show_value(self, settings: Settings) -> None:
        self.box.set_choices(choices(self._name, settings), getattr(settings, self._name))
        if self._name == "output_folder" and settings.output_folder:
            self.box.setToolTip(settings.output_folder)

    @property
    def note(self) -> str:
        return self._note.text()

    def set_note(self, text: str) -> None:
        """What else there is to say about it."""
        self._note.setText(text)
        self._note.setVisible(bool(text))

    def set_offered(self, values: frozenset[str]) -> None:
        """Only these can be chosen."""
        model = self.box.model()
        assert isinstance(model, QStandardItemModel)
        for i in range(self.box.count()):
            model.item(i).setEnabled(self.box.itemData(i) in values)

    def _report(self, index: int) -> None:
        self.chosen.emit(self._name, self.box.itemData(index))


class SettingsDialog(QDialog):
    """Shows the settings in force and reports what is chosen; keeps nothing itself."""

    changed = Signal(dict)  # names and values
    reset_pressed = Signal()

    def __init__(
        self, settings: Settings, language_at_start: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Settings"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._language_at_start = language_at_start
        self._devices: tuple[FoundDevice, ...] = ()
        self.rows = {setting.name: SettingRow(setting.name) for setting in fields(Settings)}
        for row in self.rows.values():
            row.chosen.connect(self._report)
        self._problem = make_label("", "text")
        self._problem.hide()
        self.reset_button = make_link(self.tr("Reset to defaults"))
        self.reset_button.setToolTip(self.tr("Everything as it was when Restorer was new"))
        self.reset_button.clicked.connect(self.reset_pressed)
        self._lay_out()
        # As many lines as there are devices, so that nothing moves when they are found.
        self.rows["device"].set_note(self.tr("Looking at what this computer has …") + "\n\n")
        self.set_settings(settings)

    def set_settings(self, settings: Settings) -> None:
        self._settings = settings
        for row in self.rows.values():
            row.show_value(settings)
        is_other = language_of(settings.language) != language_of(self._language_at_start)
        told = self.tr("You will see it when you start Restorer the next time.") if is_other else ""
        self.rows["language"].set_note(told)
        self._offer_devices()
        self.reset_button.setEnabled(settings != Settings())

    def set_devices(self, devices: tuple[FoundDevice, ...]) -> None:
        """What was found in this computer, and why the rest was not."""
        self._devices = devices
        self.rows["device"].set_note("\n".join(found_phrase(device) for device in devices))
        self._offer_devices()

    @property
    def problem(self) -> str:
        return self._problem.text()

    def set_problem(self, sentence: str) -> None:
        """Why something could not be done."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def _offer_devices(self) -> None:
        if self._devices:
            there = {device.name for device in self._devices if device.is_there}
            self.rows["device"].set_offered(frozenset({"auto", *there}))

    def _report(self, name: str, value: object) -> None:
        if value == PICK_FOLDER:
            folder = dialogs.ask_output_folder(self, self._settings.output_folder)
            value = self._settings.output_folder if folder is None else str(folder)
            self.set_settings(self._settings)  # not the entry that asks
        self.changed.emit({name: value})

    def _lay_out(self) -> None:
        content = QWidget()
        content.setObjectName("page")
        column = QVBoxLayout(content)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addWidget(make_label(self.tr("Settings"), "title"))
        sections = (
            (self.tr("Window"), ("language", "theme")),
            (self.tr("Saving"), ("output_folder",)),
            (self.tr("Restoring"), ("device", "precision", "tile_px", "threads")),
        )
        for title, names in sections:
            column.addSpacing(4)
            column.addWidget(make_label(title, "section"))
            for name in names:
                column.addWidget(self.rows[name])
        column.addSpacing(4)
        column.addWidget(make_label(self.tr("Privacy"), "section"))
        column.addWidget(self._privacy())
        column.addWidget(self._problem)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setObjectName("pageScroll")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(content)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(scroll, 1)
        layout.addLayout(make_foot(self, self.reset_button))
        self._content = content

    def showEvent(self, event: QShowEvent) -> None:
        """As high as everything in it, but no higher than the window; then it scrolls."""
        parent = self.parentWidget()
        wanted = self._content.heightForWidth(_WIDTH_PX) + _FOOT_PX
        self.resize(_WIDTH_PX, min(wanted, parent.height() if parent else wanted))
        super().showEvent(event)

    def _privacy(self) -> QLabel:
        return make_label(
            self.tr(
                "Restorer works on this computer alone: it never uses the network, unless you ask "
                "it to fetch a model in the terminal."
            ),
            "text",
        )
