"""What goes on from one start to the next: recovery, sessions in files, recent files, a sample."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from restorer_app.errors import RestorerError
from restorer_app.gui import dialogs, words
from restorer_app.gui.activity import Activity
from restorer_app.gui.documents import recovery
from restorer_app.gui.documents.autosave import Autosave
from restorer_app.gui.documents.autosave_folder import AutosaveFolder
from restorer_app.gui.documents.recovery import Reopened
from restorer_app.gui.documents.session import Session
from restorer_app.gui.documents.session_record import record
from restorer_app.gui.jobs import Job, JobQueue
from restorer_app.gui.opening.open_menu import OpenMenu
from restorer_app.gui.opening.recent_files import RecentFiles
from restorer_app.gui.opening.start_offers import StartOffers
from restorer_app.gui.window_memory import WindowMemory
from restorer_app.progress import OnProgress, Progress
from restorer_app.restoration.session_file import (
    SESSION_SUFFIX,
    SavedSession,
    is_session_path,
    write_session,
)

_log = logging.getLogger(__name__)

SampleMaker = Callable[[], Path]
"""Makes the sample, if it is not there yet, and says where it is."""


class Continuity(QObject):
    """Joins the session to the disc: whatever happens, the work is there at the next start."""

    notice_given = Signal(str)
    news_given = Signal(str)  # as a notice, but nothing went wrong
    mode_wanted = Signal(str)  # how a reopened session was compared

    def __init__(
        self,
        session: Session,
        memory: WindowMemory,
        menu: OpenMenu,
        offers: StartOffers,
        take_mode: Callable[[], str],
        make_sample: SampleMaker | None,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session, self._menu, self._offers = session, menu, offers
        self._take_mode, self._make_sample = take_mode, make_sample
        self._chores = JobQueue(self)
        self._autosave = Autosave(session, self._record, self)
        self._recent = RecentFiles(memory, self._start, self)
        self._session_path: Path | None = None
        self._had_documents = self._is_recovering = self._has_ended = False
        self._connect()
        offers.set_can_make_sample(make_sample is not None)
        self._recent.look()
        self._count_last()

    def _connect(self) -> None:
        self._session.current_changed.connect(self._take_current)
        self._autosave.refused.connect(self.notice_given)
        for lister in (self._menu, self._offers):
            self._recent.changed.connect(lister.set_recent)
            lister.recent_chosen.connect(self._open_one)
        self._menu.aboutToShow.connect(self._recent.look)
        self._menu.recent_cleared.connect(self._recent.clear)
        self._menu.save_session_pressed.connect(self.ask_and_save)
        self._offers.continue_pressed.connect(self._open_last)
        self._offers.sample_pressed.connect(self._open_sample)

    # opening

    def recover(self) -> None:
        """Bring back what a crash has left, if there is anything."""
        leftovers = AutosaveFolder.claim_leftovers()
        if not leftovers:
            return
        self._autosave.hold()
        self._is_recovering = True
        job = Job(recovery.recover, leftovers, self._session.folder)
        job.failed.connect(self._take_failed_recovery)
        self._start(job, self._take_recovered)

    def open(self, paths: Sequence[Path]) -> None:
        """Open photographs, folders and sessions beside what is open."""
        self._recent.note(paths)
        for path in paths:
            if is_session_path(path):
                self._session_path = path
                self._open_session(path)
        photographs = [path for path in paths if not is_session_path(path)]
        if photographs:
            self._session.open_paths(photographs)

    def _open_one(self, path: Path) -> None:
        self.open([path])

    def _open_last(self) -> None:
        self._open_session(recovery.last_session_path())

    def _open_session(self, path: Path) -> None:
        self._start(Job(recovery.reopen, path, self._session.folder.path), self._take_reopened)

    def _open_sample(self) -> None:
        self._offers.set_can_make_sample(True, is_busy=True)
        job = Job(_make, self._make_sample)
        job.finished.connect(self._offer_sample_again)
        self._start(job, self._open_made_sample)

    def _open_made_sample(self, path: Path) -> None:
        self._session.open_paths([path])

    def _offer_sample_again(self, _: Job) -> None:
        self._offers.set_can_make_sample(True)

    def _take_reopened(self, reopened: Reopened) -> None:
        if reopened.mode and reopened.documents:
            self.mode_wanted.emit(reopened.mode)
        self._session.reopen(reopened.documents, reopened.current)
        self._tell_missing(reopened.missing)

    def _take_recovered(self, reopened: Reopened) -> None:
        if reopened.documents:
            self.news_given.emit(words.recovered_phrase())
        self._take_reopened(reopened)
        self._is_recovering = False
        self._autosave.go_on(reopened.n_recoveries)
        self._count_last()

    def _take_failed_recovery(self, _: Exception) -> None:
        self._is_recovering = False
        self._autosave.go_on()

    def _tell_missing(self, missing: Sequence[Path]) -> None:
        if missing:
            self.notice_given.emit(words.missing_phrase([path.name for path in missing]))

    # saving

    @property
    def proposed_path(self) -> Path | None:
        """Where the session would be saved; None while nothing is open."""
        if self._session_path is not None or not self._session.documents:
            return self._session_path
        folder = self._session.documents[0].path.parent
        name = folder.name or self.tr("Photographs")
        return folder / f"{name}{SESSION_SUFFIX}"

    def ask_and_save(self) -> None:
        """Not while there is nothing to save."""
        proposed = self.proposed_path
        target = dialogs.ask_session_path(self._window, proposed) if proposed else None
        if target is not None:
            self.save(target)

    def save(self, path: Path) -> None:
        """Write all that is open to a file of the user's."""
        session = recovery.without_results(self._record())
        self._start(Job(_write, session, path), self._take_saved)

    def _take_saved(self, path: Path) -> None:
        self._session_path = path
        self._recent.note([path])
        self.news_given.emit(words.session_saved_phrase(path.name))

    # ending

    def end(self, timeout_ms: int) -> bool:
        """Turn the journal into what 'Continue where you left off' opens.

        To be called before the session is shut down. False when something did not stop in time.
        """
        self._has_ended = True
        self._autosave.end()
        is_done = self._chores.shutdown(timeout_ms)
        if self._is_recovering:  # what was to be brought back is still in the folder
            self._session.folder.is_needed = True
        elif self._had_documents:
            try:
                self._write_last()
            except RestorerError as error:
                _log.warning("%s", error)
        return is_done

    def _write_last(self) -> None:
        path = recovery.last_session_path()
        if self._session.documents:
            write_session(recovery.without_results(self._record()), path)
        else:
            path.unlink(missing_ok=True)

    # inside

    def _record(self) -> SavedSession:
        session = self._session
        return record(session.documents, session.current, mode=self._take_mode())

    def _take_current(self, current: object) -> None:
        self._had_documents |= current is not None
        self._menu.set_can_save_session(current is not None)

    def _count_last(self) -> None:
        job = Job(recovery.count_files, recovery.last_session_path())
        self._start(job, self._offers.set_last_session)

    def _start(self, job: Job, take_result: Callable[..., None]) -> None:
        if self._has_ended:  # the answer to something came after the window was closed
            return
        job.succeeded.connect(take_result)
        job.failed.connect(self._tell_failure)
        self._chores.start(job)

    def _tell_failure(self, error: Exception) -> None:
        self.notice_given.emit(words.failure_sentence(error, "", Activity.LOAD))


def _write(session: SavedSession, path: Path, *, on_progress: OnProgress) -> Path:
    on_progress(Progress("", 0.0))
    write_session(session, path)
    return path


def _make(make_sample: SampleMaker, *, on_progress: OnProgress) -> Path:
    on_progress(Progress("", 0.0))
    return make_sample()
