"""The window: puts the widgets together and joins them to the session."""

from pathlib import Path

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from restorer_app.gui import dialogs
from restorer_app.gui.activity import Activity
from restorer_app.gui.canvas import Canvas
from restorer_app.gui.comparing import Comparing
from restorer_app.gui.documents.document import Document
from restorer_app.gui.documents.session import Session
from restorer_app.gui.header import Header
from restorer_app.gui.listening import Listening
from restorer_app.gui.measuring.measurements_drawer import MeasurementsDrawer
from restorer_app.gui.measuring.measuring import Measuring
from restorer_app.gui.opening.continuity import Continuity, SampleMaker
from restorer_app.gui.opening.files_desk import FilesDesk
from restorer_app.gui.opening.files_strip import FilesStrip
from restorer_app.gui.opening.imports import Imports
from restorer_app.gui.program.preferences import Preferences
from restorer_app.gui.program.program_pages import ProgramPages
from restorer_app.gui.queue.queue_desk import FilesColumn, QueueDesk
from restorer_app.gui.repair.inspector import Inspector
from restorer_app.gui.repair.mask_desk import MaskDesk
from restorer_app.gui.repair.preset_desk import PresetDesk
from restorer_app.gui.repair.preview_desk import PreviewDesk
from restorer_app.gui.saving.drag_out import DragOut
from restorer_app.gui.saving.exports import Exports
from restorer_app.gui.status_bar import StatusBar
from restorer_app.gui.window_keys import WindowKeys
from restorer_app.gui.window_look import WindowLook
from restorer_app.gui.window_memory import WindowMemory
from restorer_app.gui.work_display import WorkDisplay
from restorer_app.media.region import Region

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
        self.masks = MaskDesk(session, self.inspector.mask_panel, self.canvas.view, self._memory)
        self._measuring = Measuring(session, self.drawer, self.canvas.view, self._memory)
        self.exports = Exports(
            session,
            self,
            self.canvas.view,
            self._memory,
            lambda: self._preferences.settings.output_folder,
        )
        self.listening = Listening(
            session, self.canvas, self.inspector.region, self.exports, self._memory, self
        )
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
        self.imports = Imports(session, self, self._memory, self.continuity.open)
        self.comparing = Comparing(self.header, self.canvas.view, self)
        self._files = FilesDesk(session, self.strip, self)
        self._work = WorkDisplay(session, self.status, self.inspector, self)
        panels = (self.files_column, self.inspector)
        self.look = WindowLook(self._memory, panels, self.drawer, self.comparing.set_mode)
        self.keys = WindowKeys(
            self,
            session,
            imports=self.imports,
            exports=self.exports,
            continuity=self.continuity,
            queue_desk=self.queue_desk,
            comparing=self.comparing,
            listening=self.listening,
            masks=self.masks,
            work=self._work,
            drawer=self.drawer,
            program_pages=self.program_pages,
            go_on=self._go_on,
        )
        self.setAcceptDrops(True)
        self.setMinimumSize(*_SMALLEST_SIZE)
        self._lay_out()
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

    def _connect_widgets(self) -> None:
        for opener in (self.header, self.canvas):
            opener.open_pressed.connect(self.imports.ask_and_open)
            opener.open_folder_pressed.connect(self.imports.ask_and_open_folder)
            opener.restore_folder_pressed.connect(self.queue_desk.ask_for_folder)
        self.header.save_pressed.connect(self.exports.ask_and_save)
        self.header.save_button.setMenu(self.exports.menu)
        self.header.open_plan_pressed.connect(self.imports.ask_and_open_plan)
        for giver in (
            self.exports,
            self.imports,
            self.drag_out,
            self.continuity,
            self._measuring,
            self._presets,
            self.masks,
            self.listening,
        ):
            giver.notice_given.connect(self.canvas.set_notice)
        self.continuity.news_given.connect(self.canvas.set_news)
        for teller in (self.exports, self.masks):
            teller.told.connect(self._work.tell)
        self.strip.drag_begun.connect(self.drag_out.begin)
        self.continuity.mode_wanted.connect(self.look.compare_as)
        self.header.undo_pressed.connect(self._session.undo)
        self.header.redo_pressed.connect(self._session.redo)
        self.header.moment_chosen.connect(self._session.go_to)
        self.program_pages.serve(self.header.program_button)
        self.header.program_button.keys_pressed.connect(self.keys.show)
        self._preferences.networks_concerned.connect(self._session.apply_settings)
        self.canvas.retry_pressed.connect(self._try_again)
        self.canvas.problem_dismissed.connect(self._dismiss_problem)
        self.strip.pressed.connect(self.queue_desk.hide)
        self.files_column.restore_all_pressed.connect(self.queue_desk.ask_for_all)
        self.queue_desk.shown_changed.connect(self._show_current)
        self.inspector.plan_edited.connect(self._session.edit_plan)
        self.inspector.repair_added.connect(self._session.add_step)
        self.inspector.proposal_wanted.connect(self._session.propose_again)
        self.previews.said.connect(self.inspector.plan.set_note)
        self.previews.preview_changed.connect(self._show_current)
        self.inspector.faces.face_pointed_at.connect(self._outline)
        self.inspector.faces.box_wanted.connect(self.canvas.view.draw_box)
        self.canvas.view.box_drawn.connect(self.inspector.faces.add_box)
        self.inspector.look_requested.connect(self._try_again)
        self.inspector.restore_pressed.connect(self._session.restore)
        self.inspector.save_pressed.connect(self.exports.ask_and_save)

    def _connect_session(self) -> None:
        session = self._session
        session.document_changed.connect(self._refresh)
        session.current_changed.connect(self._show_current)
        session.notice_given.connect(self.canvas.set_notice)
        session.jobs.loading_progressed.connect(self.canvas.set_loading)

    # showing the session

    def _refresh(self, document: Document) -> None:
        if document is self._session.current:
            self._show_current()

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
            is_recording=document is not None and document.is_recording,
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

    def _outline(self, part: Region | None) -> None:
        box = QRect() if part is None else QRect(part.left, part.top, part.width, part.height)
        self.canvas.view.set_box(box)

    # what the user asks for

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

    # events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys no widget wanted: Space for before, those of the canvas, arrows for other files."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() == Qt.Key.Key_Space:
            self._set_peeking(True)
        elif self.canvas.view.take_key(event):
            pass
        elif event.key() in steps:
            self._files.select_neighbour(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._set_peeking(False)
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
            self._set_peeking(False)  # the key may be released elsewhere

    def _set_peeking(self, is_peeking: bool) -> None:
        """Before, by eye or by ear."""
        self.canvas.view.set_peeking(is_peeking)
        self.listening.set_peeking(is_peeking)

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
            (self.queue_desk.queue_paths if self.queue_desk.is_shown else self.imports.open)(paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Asks when results would be lost; then cancels what runs and waits for it, unseen.

        What stands in one long call, the decoding of a large file say, is not waited for long.
        """
        unsaved = [document for document in self._session.documents if document.is_unsaved]
        has_sound = any(document.is_recording for document in unsaved)
        if unsaved and not dialogs.ask_to_discard(self, len(unsaved), has_sound):
            event.ignore()
            return
        self.look.note(self, self._splitter, self.canvas.view.mode)
        self.hide()
        self.is_at_rest = self.continuity.end(_MOST_WAIT_MS)
        self.is_at_rest &= self.listening.end(_MOST_WAIT_MS)
        self.is_at_rest &= self._session.shutdown(_MOST_WAIT_MS)
        self.program_pages.finish()
        event.accept()

    def _go_on(self) -> None:
        super().focusNextPrevChild(True)
