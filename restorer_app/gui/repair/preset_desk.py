"""Applies, keeps, renames and deletes presets: joins the menu, the session and the files."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from restorer_app.errors import RestorerError
from restorer_app.gui import dialogs, words
from restorer_app.gui.documents.session import Session
from restorer_app.gui.repair.preset_menu import PresetMenu
from restorer_app.gui.repair.preset_words import preset_name, preset_phrase
from restorer_app.restoration import presets
from restorer_app.restoration.presets import Preset


class PresetDesk(QObject):
    """Reads the presets whenever the menu opens: a file put there by hand is offered at once."""

    notice_given = Signal(str)

    def __init__(self, session: Session, menu: PresetMenu, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._menu, self._window = session, menu, parent
        self._told: set[str] = set()
        menu.presets_wanted.connect(self._offer)
        menu.preset_chosen.connect(self._apply)
        menu.save_wanted.connect(self._ask_and_save)
        menu.rename_wanted.connect(self._ask_and_rename)
        menu.delete_wanted.connect(self._ask_and_delete)

    def _offer(self) -> None:
        """Broken files are named once, not whenever the menu opens."""
        found, problems = presets.read_presets()
        document = self._session.current
        if document is not None:
            found = tuple(preset for preset in found if preset.is_for(document.medium))
        self._menu.set_presets(found)
        news = [problem for problem in problems if problem not in self._told]
        self._told.update(news)
        if news:
            self.notice_given.emit(" ".join(words.as_sentence(problem) for problem in news))

    def _apply(self, preset: Preset) -> None:
        document = self._session.current
        if document is None:
            return
        plan = preset.plan_for(self._session.repairs, document.proposed, document.diagnosis)
        if plan.steps:
            self._session.edit_plan(plan, name=preset_phrase(preset))
        elif preset.needs_diagnosis:
            self.notice_given.emit(
                self.tr("Nothing was found surely enough for '{name}': the plan stays.").format(
                    name=preset_name(preset)
                )
            )
        else:
            self.notice_given.emit(
                self.tr("No model can do a step of '{name}': the plan stays.").format(
                    name=preset_name(preset)
                )
            )

    def _ask_and_save(self) -> None:
        document = self._session.current
        if document is None:
            return
        taken = {preset.name.casefold(): preset.is_own for preset in presets.read_presets()[0]}
        name = dialogs.ask_preset_name(self._window, self.tr("Save as a preset"), "", taken)
        if name is not None:
            self._try(lambda: presets.save_preset(name, document.plan))

    def _ask_and_rename(self, preset: Preset) -> None:
        others = presets.read_presets()[0]
        taken = {p.name.casefold(): False for p in others if p.path != preset.path}
        title = self.tr("Rename the preset")
        name = dialogs.ask_preset_name(self._window, title, preset.name, taken)
        if name is not None:
            self._try(lambda: presets.rename_preset(preset, name))

    def _ask_and_delete(self, preset: Preset) -> None:
        if dialogs.ask_to_delete_preset(self._window, preset.name):
            self._try(lambda: presets.delete_preset(preset))

    def _try(self, change: Callable[[], object]) -> None:
        try:
            change()
        except RestorerError as error:
            self.notice_given.emit(words.as_sentence(error.text))
