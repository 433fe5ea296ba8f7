"""The menu of presets: to choose one, to keep the plan as one, to rename and delete own ones."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from restorer_app.gui.repair.preset_words import preset_name, preset_sentence
from restorer_app.restoration.presets import Preset


class PresetMenu(QMenu):
    """Asks for the presets when it opens, and reports what was chosen."""

    presets_wanted = Signal()
    preset_chosen = Signal(object)  # Preset
    save_wanted = Signal()
    rename_wanted = Signal(object)  # Preset
    delete_wanted = Signal(object)  # Preset

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._can_save = False
        self.setToolTipsVisible(True)
        self.aboutToShow.connect(self.presets_wanted)

    def set_can_save(self, can_save: bool) -> None:
        """Whether the plan has a step that a preset could keep."""
        self._can_save = can_save

    def set_presets(self, presets: Sequence[Preset]) -> None:
        self.clear()
        for menu in self.findChildren(QMenu):
            menu.deleteLater()
        own = [preset for preset in presets if preset.is_own]
        for preset in presets:
            if own and preset is own[0]:
                self.addSeparator()
            action = self._offer(self, preset)
            action.triggered.connect(self._report_choice)
        self.addSeparator()
        save = self.addAction(self.tr("Save this plan as a preset …"))
        save.setEnabled(self._can_save)
        save.triggered.connect(self.save_wanted)
        for title, slot in (
            (self.tr("Rename"), self._report_rename),
            (self.tr("Delete"), self._report_delete),
        ):
            if own:
                menu = self.addMenu(title)
                for preset in own:
                    self._offer(menu, preset).triggered.connect(slot)

    def _offer(self, menu: QMenu, preset: Preset) -> QAction:
        action = menu.addAction(preset_name(preset).replace("&", "&&"))
        action.setToolTip(preset_sentence(preset))
        action.setData(preset)
        return action

    def _report_choice(self) -> None:
        self.preset_chosen.emit(self._sender_preset())

    def _report_rename(self) -> None:
        self.rename_wanted.emit(self._sender_preset())

    def _report_delete(self) -> None:
        self.delete_wanted.emit(self._sender_preset())

    def _sender_preset(self) -> Preset:
        action = self.sender()
        assert isinstance(action, QAction)
        preset = action.data()
        assert isinstance(preset, Preset)
        return preset
