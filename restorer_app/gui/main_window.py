"""The window: puts the widgets together and joins them to the session."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from restorer_app.gui import dialogs, words
from restorer_app.gui.canvas import Canvas
from restorer_app.gui.compare.compare_panels import CompareMode
from restorer_app.gui.documents.continuity import Continuity, SampleMaker
from restorer_app.gui.documents.document import Activity, Document
from restorer_app.gui.documents.session import Session
from restorer_app.gui.header import Header
from restorer_app.gui.measuring.measurements_drawer import MeasurementsDrawer
from restorer_app.gui.measuring.measuring import Measuring
from restorer_app.gui.opening.files_strip import THUMBNAIL_PX, FilesStrip
from restorer_app.gui.opening.imports import Imports
from restorer_app.gui.program.keys_sheet import KeyHelp, KeysSheet
from restorer_app.gui.program.preferences import Preferences
from restorer_app.gui.program.program_pages import ProgramPages
from restorer_app.gui.queue.queue_desk import FilesColumn, QueueDesk
from restorer_app.gui.repair.inspector import Inspector
from restorer_app.gui.repair.preset_desk import PresetDesk
from restorer_app.gui.repair.preview_desk import PreviewDesk
from restorer_app.gui.saving.drag_out import DragOut
from restorer_app.gui.saving.exports import Exports
from restorer_app.gui.status_bar import StatusBar
from restorer_app.gui.translation import tr as _tr
from restorer_app.gui.window_look import WindowLook
from restorer_app.gui.window_memory import WindowMemory
from restorer_app.progress import Progress
from restorer_app.restoration.plan_files import is_plan_path

_MOST_WAIT_MS = 700
"""For what runs when the window is closed, on each of the ways that things are run."""

_SIZE, _SMALLEST_SIZE = (1280, 800), (880, 560)


class MainWindow(QMainWindow):
    """Shows the session's current document; every widget talks to the session through here."""

    def __init__(
        self,
        session: Session,
        *,
        preferences: Preferences | None = None,
        make_sample: SampleMaker | None = None,
    ) -> None:
        super().__init__()
        self._session = session
        self._preferences = preferences or Preferences(parent=self)
        self.program_pages = ProgramPages(self._preferences, self)
        self.header = Header()
        self.strip = FilesStrip()
        self.canvas = Canvas()
        self.drawer = MeasurementsDrawer()
        self.inspector = Inspector()
        self.status = StatusBar()
        self.files_column = FilesColumn(self.strip)
        self.queue_desk = QueueDesk(session, self)
        self.is_at_rest = True
        """After closing: whether nothing runs any more."""
        self.previews = PreviewDesk(session, self.canvas.view, self)
        self._presets = PresetDesk(session, self.inspector.plan.preset_menu, self)
        self._memory = WindowMemory()
        self._measuring = Measuring(session, self.drawer, self.canvas, self._memory)
        self.exports = Exports(session, self, self.canvas.view, self._memory, self._preferences)
        self.imports = Imports(session, self, self._memory)
        self.drag_out = DragOut(session, self.strip, self._memory)
        self.continuity = Continuity(
            session,
            self._memory,
            self.header.open_menu,
            self.canvas.drop_area.offers,
            lambda: self.canvas.view.mode,
            make_sample,
            self,
        )
        panels = (self.files_column, self.inspector)
        self.look = WindowLook(self._memory, panels, self.drawer, self._set_mode)
        self.setAcceptDrops(True)
        self.setMinimumSize(*_SMALLEST_SIZE)
        self._lay_out()
        self._add_shortcuts()
        self._connect_widgets()
        self._connect_session()
        self.resize(*_SIZE)
        self.look.put_back(self, self._splitter)
        self._show_current()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocus()  # not on a button: Space is to show what was before

    # putting together

    def _lay_out(self) -> None:
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        desk = QWidget()
        column = QVBoxLayout(desk)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.drawer)
        self._pages = QStackedWidget()
        for page in (desk, self.queue_desk.panel):
            self._pages.addWidget(page)
        for widget in (self.files_column, self._pages, self.inspector):
            self._splitter.addWidget(widget)
        self._splitter.setStretchFactor(1, 1)
        self.inspector.setMinimumWidth(316)
        self._splitter.setSizes([144, 820, 316])
        middle = QHBoxLayout()
        middle.addWidget(self._splitter)
        central = QWidget()
        layout = QVBoxLayout(central)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self.queue_desk.notice)
        layout.addLayout(middle, 1)
        layout.addWidget(self.status)
        self.status.links.addWidget(self.queue_desk.link)
        self.setCentralWidget(central)

    def _add_shortcuts(self) -> None:
        for key, _, slot in self._shortcuts():
            QShortcut(QKeySequence(key), self).activated.connect(slot)
        for key in ("?", "F1"):
            QShortcut(QKeySequence(key), self).activated.connect(self._show_keys)
        for key, slot in (("Ctrl+Y", self._session.redo), ("=", self.canvas.view.zoom_in)):
            QShortcut(QKeySequence(key), self).activated.connect(slot)

    def _shortcuts(self) -> list[tuple[str, str, Callable[[], None]]]:
        """Each key, what the sheet of keys says of it, and what it does."""
        view = self.canvas.view
        return [
            ("Ctrl+O", self.tr("Open photographs"), self._ask_and_open),
            ("Ctrl+Shift+O", self.tr("Open a folder"), self._ask_and_open_folder),
            ("Ctrl+S", self.tr("Save the result as"), self.exports.ask_and_save),
            ("Ctrl+Shift+S", self.tr("Save the session"), self._ask_and_save_session),
            (
                "Ctrl+E",
                self.tr("Save a comparison of before and after"),
                self.exports.ask_and_save_comparison,
            ),
            ("Ctrl+Alt+S", self.tr("Save the plan"), self.exports.ask_and_save_plan),
            ("Ctrl+Alt+O", self.tr("Open a saved plan"), self.imports.ask_and_open_plan),
            ("Ctrl+V", self.tr("Paste a photograph"), self.imports.paste),
            (
                "Ctrl+C",
                self.tr("Copy what is shown: the result, if there is one"),
                self.exports.copy,
            ),
            ("Ctrl+R", self.tr("Restore"), self._session.restore),
            ("Ctrl+Shift+R", self.tr("Restore all open photographs"), self.queue_desk.ask_for_all),
            (
                "Ctrl+Shift+F",
                self.tr("Restore a folder without opening it"),
                self.queue_desk.ask_for_folder,
            ),
            ("Q", self.tr("Show the queue, or the photograph again"), self.queue_desk.toggle),
            ("Esc", self.tr("Stop what is being done"), self._cancel),
            ("Ctrl+Z", self.tr("Undo"), self._session.undo),
            ("Ctrl+Shift+Z", self.tr("Redo"), self._session.redo),
            ("S", self.tr("Split view"), partial(self._set_mode, CompareMode.SPLIT)),
            ("D", self.tr("Side by side"), partial(self._set_mode, CompareMode.SIDE_BY_SIDE)),
            ("V", self.tr("Flip between before and after"), self._flip),
            ("X", self.tr("Difference"), partial(self._set_mode, CompareMode.DIFFERENCE)),
            ("F", self.tr("Fit the photograph into the window"), view.fit),
            ("1", self.tr("Zoom to 100 %"), partial(view.set_zoom, 1.0)),
            ("2", self.tr("Zoom to 200 %"), partial(view.set_zoom, 2.0)),
            ("4", self.tr("Zoom to 400 %"), partial(view.set_zoom, 4.0)),
            ("+", self.tr("Zoom in"), view.zoom_in),
            ("-", self.tr("Zoom out"), view.zoom_out),
            ("Z", self.tr("Loupe at the cursor"), view.toggle_loupe),
            ("I", self.tr("Measurements"), self.drawer.fold_button.toggle),
            ("W", self.tr("Where it differs from the reference"), self.drawer.map_button.click),
            ("F6", self.tr("Go on to the next control"), self._go_on),
            ("Ctrl+,", self.tr("Settings"), self.program_pages.show_settings),
        ]

    def _show_keys(self) -> None:
        """The shortcuts, and the keys that are held or belong to the canvas."""
        keys = [KeyHelp(key, what) for key, what, _ in self._shortcuts()]
        keys += [
            KeyHelp("Space", self.tr("Hold to see the photograph before")),
            KeyHelp("Tab", self.tr("On the photograph: fold the panels away, or back")),
            KeyHelp("Left", self.tr("Previous photograph")),
            KeyHelp("Right", self.tr("Next photograph")),
            KeyHelp("Shift+Left", self.tr("Move the split line to the left")),
            KeyHelp("Shift+Right", self.tr("Move the split line to the right")),
            KeyHelp("Ctrl+Arrow", self.tr("Look further that way, when zoomed in")),
            KeyHelp("Alt+Up", self.tr("Move the step of the plan up")),
            KeyHelp("Alt+Down", self.tr("Move the step of the plan down")),
            KeyHelp("Del", self.tr("Take out the step, or close the photograph")),
            KeyHelp("?", self.tr("This sheet")),
        ]
        KeysSheet(keys, self).open()

    def _connect_widgets(self) -> None:
        view = self.canvas.view
        for opener in (self.header, self.canvas):
            opener.open_pressed.connect(self._ask_and_open)
            opener.open_folder_pressed.connect(self._ask_and_open_folder)
            opener.restore_folder_pressed.connect(self.queue_desk.ask_for_folder)
        self.header.save_pressed.connect(self.exports.ask_and_save)
        self.header.save_button.setMenu(self.exports.menu)
        self.header.open_plan_pressed.connect(self.imports.ask_and_open_plan)
        self.header.open_menu.save_session_pressed.connect(self._ask_and_save_session)
        self.imports.files_pasted.connect(self.open)
        for giver in (self.exports, self.imports, self.drag_out, self.continuity):
            giver.notice_given.connect(self.canvas.set_notice)
        self.continuity.news_given.connect(self.canvas.set_news)
        self.exports.told.connect(self._tell)
        self.strip.drag_begun.connect(self.drag_out.begin)
        self.continuity.mode_wanted.connect(self.look.compare_as)
        self.header.undo_pressed.connect(self._session.undo)
        self.header.redo_pressed.connect(self._session.redo)
        self.header.moment_chosen.connect(self._session.go_to)
        self.header.mode_chosen.connect(self._set_mode)
        self.header.peek_changed.connect(view.set_peeking)
        self.header.fit_pressed.connect(view.fit)
        self.header.zoom_chosen.connect(view.set_zoom)
        self.header.loupe_button.toggled.connect(view.set_loupe)
        view.zoom_changed.connect(self.header.set_zoom)
        self.program_pages.serve(self.header.program_button)
        self.header.program_button.keys_pressed.connect(self._show_keys)
        self._preferences.networks_concerned.connect(self._session.apply_settings)
        view.loupe_toggled.connect(self.header.loupe_button.setChecked)
        self.canvas.retry_pressed.connect(self._try_again)
        self.canvas.problem_dismissed.connect(self._dismiss_problem)
        self.strip.document_chosen.connect(self._session.select)
        self.strip.pressed.connect(self.queue_desk.hide)
        self.files_column.restore_all_pressed.connect(self.queue_desk.ask_for_all)
        self.queue_desk.shown_changed.connect(self._show_current)
        self.strip.close_requested.connect(self._ask_and_close_document)
        self.strip.thumbnail_wanted.connect(self._request_thumbnail)
        self.inspector.plan_edited.connect(self._session.edit_plan)
        self.inspector.repair_added.connect(self._session.add_step)
        self.inspector.proposal_wanted.connect(self._session.propose_again)
        self.previews.said.connect(self.inspector.plan.set_note)
        self.previews.preview_changed.connect(self._show_current)
        self._presets.notice_given.connect(self.canvas.set_notice)
        self.inspector.look_requested.connect(self._try_again)
        self.inspector.restore_pressed.connect(self._session.restore)
        self.inspector.save_pressed.connect(self.exports.ask_and_save)
        self.status.cancel_pressed.connect(self._cancel_running)

    def _connect_session(self) -> None:
        session = self._session
        session.documents_opened.connect(self._add_documents)
        session.document_closed.connect(self.strip.documents.remove)
        session.document_changed.connect(self._refresh)
        session.current_changed.connect(self._show_current)
        session.progressed.connect(self._show_progress)
        session.saving_progressed.connect(self._show_saving)
        session.work_changed.connect(self._show_work)
        session.errands.changed.connect(self._show_work)
        session.errands.counted.connect(self.status.set_count)
        session.errands.progressed.connect(self._show_errand)
        session.thumbnail_loaded.connect(self.strip.documents.set_thumbnail)
        session.notice_given.connect(self.canvas.set_notice)
        session.device_described.connect(self.status.set_device)

    # showing the session

    def _add_documents(self, documents: list[Document]) -> None:
        self.strip.documents.add(documents)

    def _refresh(self, document: Document) -> None:
        self.strip.documents.refresh(document)
        if document is self._session.current:
            self._show_current()
        self._show_work()

    def _show_current(self) -> None:
        document = self._session.current
        self.strip.set_current(document)
        self.canvas.set_document(document)
        self.inspector.set_document(document, self._session.repairs)
        can_look = document is not None and document.before is not None
        self.header.set_state(
            can_look=can_look,
            can_compare=can_look and self.canvas.view.has_two,
            can_save=document is not None and document.can_save,
        )
        self.header.set_history(
            document.history if document else None, is_busy=bool(document and document.is_busy)
        )
        self.exports.update_menu()
        self._measuring.show(document)
        self.look.set_has_document(document is not None)
        self._pages.setCurrentIndex(int(self.queue_desk.is_shown))
        if self.queue_desk.is_shown:
            self.inspector.hide()
        self.setWindowTitle(f"{document.name} - Restorer" if document else "Restorer")

    def _show_work(self) -> None:
        running = self._session.running
        if errand := self._session.errands.phrase:
            self.status.set_work(errand)
        elif running is None:
            documents = self._session.documents
            n_unsaved = sum(document.is_unsaved for document in documents)
            self.status.set_idle(words.summary_phrase(len(documents), n_unsaved))
        else:
            self.status.set_work(words.work_phrase(*running, self._session.n_waiting))

    def _show_progress(self, document: Document, progress: Progress) -> None:
        step = _tr(progress.step) if progress.step else ""
        if document.course is not None and document.course.trying is not None:
            step = words.trying_phrase(document.course.trying)
        is_restoring = document.is_restoring
        if not self._session.errands.phrase:
            self.status.set_progress(step if is_restoring else "", progress.fraction)
        if document is self._session.current and is_restoring:
            self.inspector.set_course(document)
            self.inspector.action_area.set_progress(step, progress.fraction)

    def _show_saving(self, document: Document, progress: Progress) -> None:
        if document is self._session.current and not document.is_restoring:
            self.inspector.action_area.set_progress(self.tr("Saving"), progress.fraction)

    def _show_errand(self, progress: Progress) -> None:
        self.status.set_progress("", progress.fraction)

    def _tell(self, sentence: str) -> None:
        """At the foot of the window, where nothing is being told of work."""
        if self._session.running is None and not self._session.errands.phrase:
            self.status.set_idle(sentence)

    def _request_thumbnail(self, document: Document) -> None:
        self._session.request_thumbnail(document, THUMBNAIL_PX)

    # what the user asks for

    def _ask_and_open(self) -> None:
        paths = dialogs.ask_photographs(self, self._memory.last_folder)
        if paths:
            self.open(paths)

    def _ask_and_open_folder(self) -> None:
        folder = dialogs.ask_folder(self, self._memory.last_folder)
        if folder is not None:
            self.open([folder])

    def open(self, paths: Sequence[Path]) -> None:
        """Open photographs, folders and saved sessions."""
        self._memory.note_folder(paths[0].absolute().parent)
        self.canvas.set_notice("")
        plans = [path for path in paths if is_plan_path(path)]
        if plans:
            self.imports.open_plan(plans[0])
        if others := [path for path in paths if path not in plans]:
            self.continuity.open(others)

    def _ask_and_save_session(self) -> None:
        proposed = self.continuity.proposed_path
        target = dialogs.ask_session_path(self, proposed) if proposed else None
        if target is not None:
            self.continuity.save(target)

    def _ask_and_close_document(self, document: Document) -> None:
        if not document.is_unsaved or dialogs.ask_to_discard(self, 1):
            self._session.close_document(document)

    def _try_again(self) -> None:
        document = self._session.current
        if document is None:
            return
        if document.problem is not None and document.problem.activity is Activity.SAVE:
            self.exports.ask_and_save()
        else:
            self._session.try_again(document)

    def _dismiss_problem(self) -> None:
        if self._session.current is not None:
            self._session.dismiss_problem(self._session.current)

    def _cancel(self) -> None:
        """Esc stops what is shown; when nothing runs there, whatever runs."""
        document = self._session.current
        if self._session.errands.cancel():
            pass
        elif document is not None and (document.is_busy or document.is_saving):
            self._session.cancel(document)
        else:
            self._cancel_running()

    def _cancel_running(self) -> None:
        if not self._session.errands.cancel() and self._session.running is not None:
            self._session.cancel(self._session.running[0])

    def _set_mode(self, mode: CompareMode) -> None:
        self.canvas.view.set_mode(mode)
        self.header.set_mode(mode)

    def _flip(self) -> None:
        """The first press goes to flip mode, each further one shows the other picture."""
        if self.canvas.view.mode is CompareMode.FLIP:
            self.canvas.view.flip()
        else:
            self._set_mode(CompareMode.FLIP)

    # events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys no widget wanted: Space for before, those of the canvas, arrows for other files."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() == Qt.Key.Key_Space:
            self.canvas.view.set_peeking(True)
        elif self.canvas.view.take_key(event):
            pass
        elif event.key() in steps:
            self._select_neighbour(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.canvas.view.set_peeking(False)
        else:
            super().keyReleaseEvent(event)

    def focusNextPrevChild(self, goes_on: bool) -> bool:
        """Tab on the photograph folds the panels; everywhere else it goes on as everywhere."""
        is_on_picture = self.focusWidget() in (None, self, self.canvas.view)
        if goes_on and is_on_picture and self._session.current is not None:
            self.look.turn()
            return True
        return super().focusNextPrevChild(goes_on)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            self.canvas.view.set_peeking(False)  # the key may be released elsewhere

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self.canvas.set_hovered(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.canvas.set_hovered(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.canvas.set_hovered(False)
        urls = event.mimeData().urls()
        paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            (self.queue_desk.queue_paths if self.queue_desk.is_shown else self.open)(paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Asks when results would be lost; then cancels what runs and waits for it, unseen.

        What stands in one long call, the decoding of a large file say, is not waited for long.
        """
        n_unsaved = sum(document.is_unsaved for document in self._session.documents)
        if n_unsaved and not dialogs.ask_to_discard(self, n_unsaved):
            event.ignore()
            return
        self.look.note(self, self._splitter, self.canvas.view.mode)
        self.hide()
        self.is_at_rest = self.continuity.end(_MOST_WAIT_MS)
        self.is_at_rest &= self._session.shutdown(_MOST_WAIT_MS)
        self.program_pages.finish()
        event.accept()

    def _go_on(self) -> None:
        super().focusNextPrevChild(True)

    def _select_neighbour(self, step: int) -> None:
        documents = self._session.documents
        if self._session.current is None:
            return
        place = documents.index(self._session.current) + step
        if 0 <= place < len(documents):
            self._session.select(documents[place])
