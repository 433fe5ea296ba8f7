"""What leaves the window: saved results, comparisons, plans, copies, files that are dragged out."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from restorer_app.gui import dialogs, words
from restorer_app.gui.activity import Activity
from restorer_app.gui.compare.compare_panels import CompareMode
from restorer_app.gui.compare.compare_view import CompareView
from restorer_app.gui.compare.picture import region_of
from restorer_app.gui.documents.document import Document
from restorer_app.gui.documents.session import Session
from restorer_app.gui.jobs import Job
from restorer_app.gui.saving import file_tasks
from restorer_app.gui.saving.file_tasks import Copied
from restorer_app.gui.saving.save_dialog import SaveDialog
from restorer_app.gui.saving.sound_save_dialog import SoundSaveDialog
from restorer_app.gui.saving.spectrogram_dialog import SpectrogramDialog
from restorer_app.gui.saving.target_dialog import TargetDialog
from restorer_app.gui.translation import tr as _tr
from restorer_app.gui.window_memory import WindowMemory
from restorer_app.paths import user_pasted_dir
from restorer_app.restoration.course import Restored
from restorer_app.restoration.plan_files import plan_path_beside
from restorer_app.restoration.result_files import Target

if TYPE_CHECKING:
    from restorer_app.gui.saving.comparison_dialog import ComparisonDialog
    from restorer_app.gui.sound.scene import Scene


class Exports(QObject):
    """Asks where things go, and has the session's disc queue write them."""

    told = Signal(str)  # a sentence about something that went well
    notice_given = Signal(str)  # a sentence about something that did not
    spectrogram_wanted = Signal()  # whoever shows it answers by `ask_and_save_spectrogram`

    def __init__(
        self,
        session: Session,
        window: QWidget,
        view: CompareView,
        memory: WindowMemory,
        output_folder: Callable[[], str],
    ) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        self._view, self._memory, self._output_folder = view, memory, output_folder
        self.menu = self._make_menu()

    def update_menu(self) -> None:
        """Offer what can be done with what is shown."""
        document = self._session.current
        has_result = document is not None and document.can_save
        is_recording = document is not None and document.is_recording
        for action in (self._comparison_action, self._copy_action):
            action.setVisible(not is_recording)
        self._spectrogram_action.setVisible(is_recording)
        self._spectrogram_action.setEnabled(document is not None and document.sounds is not None)
        for action in (self._save_action, self._comparison_action):
            action.setEnabled(has_result)
        self._plan_action.setEnabled(document is not None and bool(document.plan.steps))
        self._copy_action.setEnabled(document is not None and document.before is not None)

    # the result

    def ask_and_save(self) -> None:
        document = self._session.current
        if document is None or not document.can_save:
            return
        source = self._source_of(document)
        if not isinstance(document.restored, Restored):
            self._ask_and_save_recording(document, source)
            return
        choices = self._memory.save_choices
        dialog = SaveDialog(
            dialogs.propose_save_path(source, kind=choices.kind, ending=_tr("restored")),
            choices,
            dialogs.kind_of(source),
            document.restored.image.depth,
            self._window,
        )
        dialog.forecast_wanted.connect(partial(self._look_ahead, dialog, document.restored.image))
        dialog.target_chosen.connect(partial(self._save, document))
        dialog.open()

    def _ask_and_save_recording(self, document: Document, source: Path) -> None:
        choices = self._memory.sound_save_choices
        proposed = dialogs.propose_save_path(source, kind=choices.kind, ending=_tr("restored"))
        dialog = SoundSaveDialog(proposed, choices, self._window)
        dialog.forecast_wanted.connect(partial(self._look_ahead, dialog, None))
        dialog.target_chosen.connect(partial(self._save, document))
        dialog.open()

    def _save(self, document: Document, target: Target) -> None:
        if document.is_recording:
            self._memory.note_sound_save_choices(target.choices)
        else:
            self._memory.note_save_choices(target.choices)
        self._session.save_as(
            document, target.path, may_replace=target.may_replace, choices=target.choices
        )

    def _look_ahead(self, dialog: TargetDialog, image: object, target: Target) -> None:
        job = Job(file_tasks.forecast, image, target, self._session.originals)
        job.succeeded.connect(dialog.set_forecast)
        self._session.jobs.start_file_job(job)

    # a comparison

    def ask_and_save_comparison(self) -> None:
        from restorer_app.gui.saving.comparison_dialog import ComparisonDialog  # draws with NumPy

        document = self._session.current
        if document is None or document.is_recording or not document.can_save:
            return
        source = self._source_of(document)
        dialog = ComparisonDialog(
            dialogs.propose_save_path(source, kind="JPEG", ending=_tr("comparison")),
            is_split=self._view.mode is CompareMode.SPLIT,
            parent=self._window,
        )
        dialog.forecast_wanted.connect(partial(self._look_ahead, dialog, None))
        dialog.target_chosen.connect(partial(self._save_comparison, document, dialog))
        dialog.open()

    def _save_comparison(
        self, document: Document, dialog: ComparisonDialog, target: Target
    ) -> None:
        from restorer_app.media.comparison import draw_comparison

        sight = self._view.sight
        area = sight.visible_area if dialog.is_visible_part else sight.whole_area
        has_words = dialog.has_words.isChecked()
        draw = partial(
            draw_comparison,
            layout=dialog.arrangement,
            captions=(self.tr("Before"), self.tr("After")) if has_words else None,
            area=region_of(area),
            split=sight.split_within(area),
        )
        job = Job(
            file_tasks.save_comparison,
            self._session.jobs.bench,
            document.path,
            document.restored,
            target,
            self._session.originals,
            draw,
        )
        self._start(job, target.path)

    # what is seen of a recording

    def ask_and_save_spectrogram(self, scene: Scene) -> None:
        """What `scene` shows of the current recording, as a picture."""
        document = self._session.current
        if document is None:
            return
        source = self._source_of(document)
        proposed = dialogs.propose_save_path(source, kind="PNG", ending=_tr("spectrogram"))
        dialog = SpectrogramDialog(proposed, self._window)
        dialog.forecast_wanted.connect(partial(self._look_ahead, dialog, None))
        dialog.target_chosen.connect(partial(self._save_spectrogram, scene, document.name))
        dialog.open()

    def _save_spectrogram(self, scene: Scene, title: str, target: Target) -> None:
        originals = self._session.originals
        job = Job(file_tasks.save_spectrogram_picture, scene, title, target, originals)
        self._start(job, target.path)

    # the plan

    def ask_and_save_plan(self) -> None:
        document = self._session.current
        if document is None or not document.plan.steps:
            return
        proposed = plan_path_beside(self._source_of(document))
        path = dialogs.ask_plan_target(self._window, proposed)
        if path is not None:
            self._start(Job(file_tasks.save_plan, document.plan, path, may_replace=True), path)

    # the clipboard

    def copy(self) -> None:
        """Put what is shown on the clipboard: the result, if there is one."""
        document = self._session.current
        if document is None or document.before is None:
            return
        restored = document.restored if isinstance(document.restored, Restored) else None
        restored = restored if document.has_result else None
        job = Job(
            file_tasks.make_clipboard_image, self._session.jobs.bench, document.path, restored
        )
        job.succeeded.connect(self._put_on_clipboard)
        job.failed.connect(self._tell_failure)
        self._session.jobs.start_file_job(job)

    def _put_on_clipboard(self, copied: Copied) -> None:
        QGuiApplication.clipboard().setImage(copied.image)
        size = copied.image.size()
        if copied.is_reduced:
            sentence = self.tr(
                "The photograph is very large, so a copy of {width} x {height} pixels is on the "
                "clipboard. Save it to take all of it along."
            )
            self.told.emit(sentence.format(width=size.width(), height=size.height()))
        else:
            self.told.emit(self.tr("Copied."))

    # what all of them share

    def _start(self, job: Job, path: Path) -> None:
        self._session.errands.note(job, self.tr("Saving {name} …").format(name=path.name))
        job.succeeded.connect(self._tell_saved)
        job.failed.connect(self._tell_failure)
        self._session.jobs.start_file_job(job)

    def _tell_saved(self, path: Path) -> None:
        self.told.emit(
            self.tr("Saved as {name} in {folder}").format(name=path.name, folder=path.parent)
        )

    def _tell_failure(self, error: Exception) -> None:
        self.told.emit("")
        self.notice_given.emit(words.failure_sentence(error, "", Activity.SAVE))

    def _source_of(self, document: Document) -> Path:
        """Where the original would lie in the folder to save in; pasted ones have none."""
        folder = self._output_folder()
        if folder and Path(folder).is_dir():
            return Path(folder) / document.path.name
        if document.path.is_relative_to(user_pasted_dir()):
            return Path(self._memory.last_folder) / document.path.name
        return document.path

    def _make_menu(self) -> QMenu:
        menu = QMenu(self._window)
        save, comparison, spectrogram, plan, copy = (
            (self.tr("Save as …"), "Ctrl+S", self.ask_and_save),
            (self.tr("Save a comparison …"), "Ctrl+E", self.ask_and_save_comparison),
            (self.tr("Save the spectrogram …"), "Ctrl+E", self.spectrogram_wanted.emit),
            (self.tr("Save the plan …"), "Ctrl+Alt+S", self.ask_and_save_plan),
            (self.tr("Copy"), "Ctrl+C", self.copy),
        )
        self._save_action = _add(menu, *save)
        self._comparison_action = _add(menu, *comparison)
        self._spectrogram_action = _add(menu, *spectrogram)
        self._plan_action = _add(menu, *plan)
        self._copy_action = _add(menu, *copy)
        return menu


def _add(menu: QMenu, text: str, key: str, slot: Callable[[], None]) -> QAction:
    """The key stands there to be read; the window's shortcut is what answers to it."""
    action = menu.addAction(f"{text}\t{key}")
    action.triggered.connect(slot)
    return action
