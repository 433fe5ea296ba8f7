"""What is being done: told at the foot of the window and beside the plan, and stopped."""

from PySide6.QtCore import QObject

from restorer_app.gui import words
from restorer_app.gui.documents.document import Document
from restorer_app.gui.documents.session import Session
from restorer_app.gui.repair.inspector import Inspector
from restorer_app.gui.status_bar import StatusBar
from restorer_app.gui.translation import tr as _tr
from restorer_app.progress import Progress


class WorkDisplay(QObject):
    """Joins what runs for the session to where it is seen."""

    def __init__(
        self, session: Session, status: StatusBar, inspector: Inspector, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session, self._status, self._inspector = session, status, inspector
        session.document_changed.connect(self._show_work)
        session.device_described.connect(status.set_device)
        session.jobs.changed.connect(self._show_work)
        session.jobs.progressed.connect(self._show_progress)
        session.jobs.saving_progressed.connect(self._show_saving)
        session.errands.changed.connect(self._show_work)
        session.errands.counted.connect(status.set_count)
        session.errands.progressed.connect(self._show_errand)
        status.cancel_pressed.connect(self._cancel_running)

    def tell(self, sentence: str) -> None:
        """At the foot of the window, where nothing is being told of work."""
        if self._session.jobs.running is None and not self._session.errands.phrase:
            self._status.set_idle(sentence)

    def cancel(self) -> None:
        """Stops what is shown; when nothing runs there, whatever runs."""
        document = self._session.current
        has_errand = bool(self._session.errands.phrase)
        if document is not None and not has_errand and (document.is_busy or document.is_saving):
            self._session.jobs.cancel(document)
        else:
            self._cancel_running()

    def _cancel_running(self) -> None:
        running = self._session.jobs.running
        if not self._session.errands.cancel() and running is not None:
            self._session.jobs.cancel(running[0])

    def _show_work(self) -> None:
        running = self._session.jobs.running
        if errand := self._session.errands.phrase:
            self._status.set_work(errand)
        elif running is None:
            documents = self._session.documents
            n_unsaved = sum(document.is_unsaved for document in documents)
            has_sound = any(document.is_recording for document in documents)
            phrase = words.summary_phrase(len(documents), n_unsaved, has_sound=has_sound)
            self._status.set_idle(phrase)
        else:
            self._status.set_work(words.work_phrase(*running, self._session.jobs.n_waiting))

    def _show_progress(self, document: Document, progress: Progress) -> None:
        step = _tr(progress.step) if progress.step else ""
        if document.course is not None and document.course.trying is not None:
            step = words.trying_phrase(document.course.trying)
        is_restoring = document.is_restoring
        if not self._session.errands.phrase:
            self._status.set_progress(step if is_restoring else "", progress.fraction)
        if document is self._session.current and is_restoring:
            self._inspector.set_course(document)
            self._inspector.action_area.set_progress(step, progress.fraction)

    def _show_saving(self, document: Document, progress: Progress) -> None:
        if document is self._session.current and not document.is_restoring:
            self._inspector.action_area.set_progress(self.tr("Saving"), progress.fraction)

    def _show_errand(self, progress: Progress) -> None:
        self._status.set_progress("", progress.fraction)
