"""Joins the queue to the window: its panel, its notice, its place at the foot, and its question."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QImage
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from restorer_app.gui import dialogs, words
from restorer_app.gui.batch import queue_words
from restorer_app.gui.documents import tasks
from restorer_app.gui.documents.session import Session
from restorer_app.gui.jobs import Job
from restorer_app.gui.queue.queue_dialog import QueueDialog, proposed_folder
from restorer_app.gui.queue.queue_list import THUMBNAIL_PX
from restorer_app.gui.queue.queue_panel import QueuePanel
from restorer_app.gui.widgets.banner import Banner
from restorer_app.gui.widgets.labels import make_link
from restorer_app.restoration.destination import Destination
from restorer_app.restoration.queue_entry import QueueEntry


class FilesColumn(QWidget):
    """The strip of open files, and at its foot the way to restore all of them."""

    restore_all_pressed = Signal()

    def __init__(self, strip: QWidget) -> None:
        super().__init__()
        self.restore_all_button = QPushButton(self.tr("Restore all …"))
        self.restore_all_button.setToolTip(
            self.tr("Restore and save all open files (Ctrl+Shift+R)")
        )
        self.restore_all_button.clicked.connect(self.restore_all_pressed)
        foot = QVBoxLayout()
        foot.setContentsMargins(8, 8, 8, 12)
        foot.addWidget(self.restore_all_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(strip, 1)
        layout.addLayout(foot)


class ThumbnailTask(QObject):
    """A job about the thumbnail of an entry; brings it back with the entry."""

    loaded = Signal(object, object)  # QueueEntry, QImage

    def __init__(self, entry: QueueEntry, job: Job) -> None:
        super().__init__(job)  # lives and goes with its job
        self._entry = entry
        job.succeeded.connect(self._report)

    def _report(self, image: QImage) -> None:
        self.loaded.emit(self._entry, image)


class QueueDesk(QObject):
    """Fills the queue as the user asks, and shows it in place of the photograph."""

    shown_changed = Signal()

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._queue, self._window = session, session.queue, window
        self.panel = QueuePanel(self._queue)
        self.notice = Banner()
        self.notice.setProperty("role", "notice")
        self.notice.hide()
        self.link = make_link()
        self.link.setToolTip(self.tr("Show the queue (Q)"))
        self.link.hide()
        self.is_shown = False
        self._can_resume = False
        self.link.clicked.connect(self.toggle)
        self.panel.close_pressed.connect(self.hide)
        self.panel.add_folder_pressed.connect(self.ask_for_folder)
        self.panel.open_requested.connect(self._open_result)
        self.panel.folder_requested.connect(self._open_folder)
        self.panel.rows.thumbnail_wanted.connect(self._request_thumbnail)
        self.notice.action_pressed.connect(self._resume)
        self.notice.dismissed.connect(self.notice.hide)
        self._queue.changed.connect(self._show_link)
        self._queue.progressed.connect(self._show_link)
        self._queue.stopped.connect(self._tell_stopped)
        self._queue.refused.connect(self._tell_refused)
        self._queue.unfinished_found.connect(self._offer_to_go_on)
        self._queue.read_what_was_left()

    # showing

    def toggle(self) -> None:
        self._show(not self.is_shown)

    def show(self) -> None:
        self._show(True)

    def hide(self) -> None:
        self._show(False)

    def _show(self, is_shown: bool) -> None:
        if is_shown != self.is_shown:
            self.is_shown = is_shown
            self.shown_changed.emit()
            if is_shown:
                self.panel.view.setFocus()
            else:
                self._window.setFocus()

    def _show_link(self) -> None:
        has_queue = bool(self._queue.entries) or self._queue.filling.is_finding
        self.link.setVisible(has_queue)
        self.link.setText(queue_words.link_phrase(self._queue))
        if self._can_resume and not self._queue.is_paused:
            self.notice.hide()

    def _tell_stopped(self, sentence: str) -> None:
        self._say(sentence, self.tr("Try again"))

    def _tell_refused(self, sentence: str) -> None:
        self._say(sentence, "")

    def _offer_to_go_on(self) -> None:
        n_all = len(self._queue.entries)
        self._say(
            queue_words.unfinished_sentence(self._queue.entries.n_left, n_all), self.tr("Go on")
        )

    def _say(self, sentence: str, action: str) -> None:
        self._can_resume = bool(action)
        self.notice.set_sentence(sentence, action)
        self.notice.show()

    def _resume(self) -> None:
        self.notice.hide()
        self._queue.resume()
        self.show()

    # filling

    def ask_for_all(self) -> None:
        """Ask once, then restore all open photographs, each by the plan that the window shows."""
        documents = self._session.documents
        if documents:
            paths = [document.path for document in documents]
            title = self.tr("Restore {what}").format(what=words.files_phrase(len(paths)))
            self._ask(title, paths, paths[0], self._fill_with_open)

    def ask_for_folder(self) -> None:
        """Ask for a folder, whose photographs are restored without being opened."""
        folder = dialogs.ask_folder_to_restore(self._window, str(Path.home()))
        if folder is not None:
            self.queue_paths([folder])

    def queue_paths(self, paths: Sequence[Path]) -> None:
        """Ask once, then restore these files and the photographs below these folders."""
        first = paths[0] if paths[0].suffix else paths[0] / self.tr("Grandma 1943.jpg")
        if len(paths) == 1:
            title = self.tr("Restore '{name}'").format(name=paths[0].name)
        else:
            title = self.tr("Restore {n} files and folders").format(n=len(paths))
        self._ask(title, paths, first, self._queue.filling.fill)

    def _ask(
        self,
        title: str,
        paths: Sequence[Path],
        first: Path,
        fill: Callable[[Sequence[Path], Destination], None],
    ) -> None:
        dialog = QueueDialog(title, first, proposed_folder(paths), self._window)
        dialog.chosen.connect(partial(self._start, fill, paths))
        dialog.open()

    def _start(
        self,
        fill: Callable[[Sequence[Path], Destination], None],
        paths: Sequence[Path],
        destination: Destination,
    ) -> None:
        self.notice.hide()
        fill(paths, destination)
        self.show()

    def _fill_with_open(self, paths: Sequence[Path], destination: Destination) -> None:
        plans = {d.path: d.plan for d in self._session.documents if d.is_plan_edited}
        self._queue.filling.fill(paths, destination, plans=plans, is_opened=True)

    # results

    def _request_thumbnail(self, entry: QueueEntry) -> None:
        job = Job(tasks.load_thumbnail, self._session.jobs.bench, entry.source, THUMBNAIL_PX)
        ThumbnailTask(entry, job).loaded.connect(self.panel.rows.set_thumbnail)
        self._session.jobs.start_file_job(job, is_awaited=False)

    def _open_result(self, entry: QueueEntry) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(entry.target)))

    def _open_folder(self, entry: QueueEntry) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(entry.target.parent)))
