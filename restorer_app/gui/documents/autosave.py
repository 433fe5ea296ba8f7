"""Keeps what is open safe: every change is on the disc within seconds, whatever happens then."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from restorer_app.errors import RestorerError
from restorer_app.gui.documents.session import Session
from restorer_app.gui.jobs import Job, JobQueue
from restorer_app.gui.words import as_sentence
from restorer_app.progress import OnProgress, Progress
from restorer_app.restoration.session_file import SavedSession, write_session

DELAY_MS = 1000
"""From the first change to the note of it, and of all that came meanwhile."""

RETRY_MS = 10_000
"""After the disc has refused a note."""

STEADY_MS = 60_000
"""What was recovered has not brought the program down by then: it did not cause the crash."""


class Autosave(QObject):
    """Notes what is open in the journal of the session's folder, after every change.

    It has a queue of its own: a note must not wait until a large photograph is read or saved.
    """

    refused = Signal(str)  # why nothing is kept safe, once until it works again

    def __init__(
        self, session: Session, take_record: Callable[[], SavedSession], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._folder = session.folder
        self._take_record = take_record
        self._queue = JobQueue(self)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._write)
        self._is_held = self._is_writing = self._is_dirty = self._is_refused = False
        self._n_recoveries = 0
        session.documents_opened.connect(self.note)
        session.document_closed.connect(self.note)
        session.document_changed.connect(self.note)
        session.current_changed.connect(self.note)

    def note(self, _: object = None) -> None:
        """Something has changed. The clock is not started anew: a long drag is noted meanwhile."""
        self._is_dirty = True
        if not self._is_held and not self._timer.isActive():
            self._timer.start(DELAY_MS)

    def hold(self) -> None:
        """Leave the journal alone: what was left by a crash is being put into it."""
        self._is_held = True

    def go_on(self, n_recoveries: int = 0) -> None:
        """What is open is up to date again; it was recovered so often in a row."""
        self._is_held = False
        if n_recoveries:
            self._n_recoveries = n_recoveries
            QTimer.singleShot(STEADY_MS, self, self._forget_recoveries)
        if self._is_dirty:
            self.note()

    def end(self) -> None:
        """Nothing is noted any more; waits for a note that is being written."""
        self._is_held = True
        self._timer.stop()
        self._queue.shutdown()

    def _forget_recoveries(self) -> None:
        self._n_recoveries = 0
        self.note()

    def _write(self) -> None:
        if self._is_held or self._is_writing:
            return  # noted when that is over
        if self._folder.refusal:
            self._tell(self.tr("Can't keep anything: {why}").format(why=self._folder.refusal))
            return
        record = replace(self._take_record(), n_recoveries=self._n_recoveries)
        self._is_writing, self._is_dirty = True, False
        job = Job(_write_journal, record, self._folder.journal)
        job.succeeded.connect(self._take_success)
        job.failed.connect(self._take_failure)
        job.finished.connect(self._take_end)
        self._queue.start(job)

    def _take_success(self, _: None) -> None:
        self._is_refused = False

    def _take_failure(self, error: Exception) -> None:
        self._tell(error.text if isinstance(error, RestorerError) else str(error))
        self._is_dirty = True

    def _take_end(self, _: Job) -> None:
        self._is_writing = False
        if self._is_dirty and not self._is_held:
            self._timer.start(RETRY_MS if self._is_refused else DELAY_MS)

    def _tell(self, why: str) -> None:
        if self._is_refused:
            return
        self._is_refused = True
        self.refused.emit(
            self.tr(
                "{why} Until that is mended, a crash would lose what is not saved. Everything else "
                "goes on as ever."
            ).format(why=as_sentence(why))
        )


def _write_journal(record: SavedSession, path: Path, *, on_progress: OnProgress) -> None:
    on_progress(Progress("", 0.0))
    write_session(record, path)
