"""The queue at work: fills itself, restores one photograph after the other, stops and goes on."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal

from restorer_app.errors import FolderGoneError
from restorer_app.gui.batch import queue_tasks, queue_words
from restorer_app.gui.batch.queue_entries import QueueEntries
from restorer_app.gui.batch.queue_filling import QueueFilling
from restorer_app.gui.batch.queue_tasks import Ended, Filled, Known, StageProgress, Work
from restorer_app.gui.jobs import Job, JobQueue
from restorer_app.gui.workbench import Workbench
from restorer_app.paths import user_queue_dir
from restorer_app.restoration.queue_entry import EntryState, QueueEntry
from restorer_app.restoration.queue_journal import QueueJournal

_log = logging.getLogger(__name__)


class RestoreQueue(QObject):
    """The photographs to restore; widgets listen to its signals.

    One at a time, after what the user asks for in the window. A failure belongs to its photograph.
    Pausing stops the one in work at its next tile; it begins anew. When a folder vanishes or the
    disk is full, the queue pauses by itself and says so once. Every change is kept on disk.
    """

    entries_added = Signal(object)  # Sequence[QueueEntry]
    entries_changed = Signal(list)  # list[QueueEntry]
    entries_removed = Signal()
    changed = Signal()  # how many wait or are over, whether it runs
    progressed = Signal(object)  # QueueEntry
    entry_done = Signal(object)  # QueueEntry whose result has been written
    stopped = Signal(str)  # it paused by itself: the sentence why
    refused = Signal(str)  # nothing was queued: the sentence why
    unfinished_found = Signal()  # entries from the last time are here, paused

    def __init__(
        self,
        workbench: Workbench,
        networks: JobQueue,
        known_of: Callable[[Path], Known | None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._bench, self._networks = workbench, networks
        self._known_of = known_of
        self.entries = QueueEntries()
        self.filling = QueueFilling(workbench, self)
        self.filling.changed.connect(self.changed)
        self.filling.filled.connect(self._add_filled)
        self.filling.refused.connect(self.refused)
        self.filling.journal_read.connect(self._take_up)
        self._job: Job | None = None
        self._is_paused = self._is_closing = self._was_cancelled = False
        self._drives: dict[Path, int] = {}
        self._lost: set[Path] = set()
        self._stopped_at: QueueEntry | None = None
        self._journal = QueueJournal(None)
        self._lock: QLockFile | None = None

    # what there is

    @property
    def is_paused(self) -> bool:
        return self._is_paused

    @property
    def is_working(self) -> bool:
        return self.entries.n_left > 0 and not self._is_paused

    def read_what_was_left(self) -> None:
        """Take up the queue as it was when the program ended, paused. A second window has none."""
        folder = user_queue_dir()
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            _log.warning("%s: the queue is not kept (%s)", folder, error)
            return
        self._lock = QLockFile(str(folder / "lock"))
        self._lock.setStaleLockTime(0)  # stale only when its program is gone
        if not self._lock.tryLock(0):
            return
        self._journal = QueueJournal(folder / "queue.jsonl")
        self.filling.read(self._journal)

    # what the user asks for

    def pause(self) -> None:
        """Stop now; what is in work waits again."""
        self._is_paused = True
        if self._job is not None:
            self._job.cancel()
        self.changed.emit()

    def resume(self) -> None:
        """Go on; also after the queue has paused by itself, whatever drive is there now."""
        self._is_paused = False
        self._drives.clear()
        self.try_again([self._stopped_at] if self._stopped_at else [])
        self._stopped_at = None

    def cancel(self, entries: Iterable[QueueEntry]) -> None:
        """Leave these alone; the one in work stops at its next tile."""
        stopped = []
        for entry in entries:
            if self._job is not None and entry is self.entries.running:
                self._was_cancelled = True
                self._job.cancel()
            elif entry.state is EntryState.WAITING:
                self.entries.set_state(entry, EntryState.CANCELLED)
                stopped.append(entry)
        self.entries.begin_estimate()
        self._note(stopped)

    def cancel_all(self) -> None:
        self.filling.cancel()
        self.cancel(self.entries)

    def try_again(self, entries: Iterable[QueueEntry]) -> None:
        """Those that failed, were cancelled or were skipped wait again."""
        again = [entry for entry in entries if entry.state.can_be_done_again]
        for entry in again:
            self.entries.set_state(entry, EntryState.WAITING)
        self.entries.begin_estimate()
        self._note(again)
        self._start_next()

    def try_failed_again(self) -> None:
        self.try_again(e for e in self.entries if e.state is EntryState.FAILED)

    def remove_over(self) -> None:
        """Take everything off the list that is over and did not fail."""
        self.remove([e for e in self.entries if e.state is not EntryState.FAILED])

    def remove(self, entries: Sequence[QueueEntry]) -> None:
        """Take these off the list as far as they are over; no file is touched."""
        removed = [entry for entry in entries if entry.state.is_over]
        if not removed:
            return
        self.entries.remove(removed)
        self._journal.note_removed(removed)
        self.entries_removed.emit()
        self.changed.emit()

    def shutdown(self, timeout_ms: int = -1) -> bool:
        """Begin nothing more; the session stops what runs. The queue on disk stays as it is."""
        self._is_closing = True
        is_done = self.filling.shutdown(timeout_ms)
        if self._lock is not None:
            self._lock.unlock()
        return is_done

    # jobs

    def _add_filled(self, filled: Filled) -> None:
        if not filled.entries:
            self.refused.emit(queue_words.nothing_sentence())
            return
        self._drives[filled.entries[0].destination.folder] = filled.drive
        self._journal.note_added(filled.encoded)
        self._add(filled.entries)

    def _take_up(self, entries: Sequence[QueueEntry]) -> None:
        if entries:
            self._is_paused = True
            self._add(entries)
            self.unfinished_found.emit()

    def _add(self, entries: Sequence[QueueEntry]) -> None:
        self.entries.add(entries)
        self.entries_added.emit(entries)
        self.changed.emit()
        self._start_next()

    def _start_next(self) -> None:
        if self._job is not None or self._is_paused or self._is_closing:
            return
        entry = self.entries.next
        if entry is None:
            return
        job = Job(queue_tasks.restore_entry, self._bench, self._work_on(entry))
        job.progressed.connect(self._take_progress)
        job.succeeded.connect(self._take_end)
        job.failed.connect(self._take_failure)
        job.cancelled.connect(self._take_cancellation)
        self.entries.running, self._job = entry, job
        self._networks.start(job)
        self.changed.emit()

    def _work_on(self, entry: QueueEntry) -> Work:
        """What the window shows of an open photograph is what is done to it."""
        known = self._known_of(entry.source) or Known(entry.plan)
        return Work(
            entry,
            known.plan,
            known.diagnosis,
            self._drives.get(entry.destination.folder),
            entry.source.parent in self._lost,
            self._journal.note_begun,
        )

    def _take_progress(self, progress: StageProgress) -> None:
        entry = self.entries.running
        if entry is None:
            return
        entry.step, entry.fraction = progress.step, progress.fraction
        if entry.state is not progress.state:
            self.entries.set_state(entry, progress.state)
            self.entries_changed.emit([entry])
            self.changed.emit()
        self.progressed.emit(entry)

    def _take_end(self, ended: Ended) -> None:
        entry = self._end_running(ended.state)
        entry.target, entry.seconds = ended.target, ended.seconds
        entry.reason = ended.reason
        if ended.drive is not None:
            self._drives[entry.destination.folder] = ended.drive
        self._note([entry])
        if entry.state is EntryState.DONE:
            self.entry_done.emit(entry)
        if ended.is_disk_full:
            self._stopped_at = entry
            self._stop(queue_words.disk_full_sentence(entry.destination.folder))
        self._start_next()

    def _take_failure(self, error: Exception) -> None:
        """The file itself never fails here: its folder is gone, or the program is at fault."""
        if isinstance(error, FolderGoneError):
            entry = self._end_running(EntryState.WAITING)
            self._note([entry])
            if error.folder == entry.source.parent:
                self._lost.add(error.folder)
            self._stop(queue_words.gone_sentence(error.folder))
        else:
            entry = self._end_running(EntryState.FAILED)
            entry.reason = queue_words.unexpected_sentence(error, entry.name)
            self._note([entry])
        self._start_next()

    def _take_cancellation(self) -> None:
        state = EntryState.CANCELLED if self._was_cancelled else EntryState.WAITING
        entry = self._end_running(state)
        if not self._is_closing:
            self._note([entry])
        self._start_next()

    def _end_running(self, state: EntryState) -> QueueEntry:
        entry = self.entries.running
        assert entry is not None  # only a job that runs ends
        self.entries.running = self._job = None
        self._was_cancelled = False
        self.entries.set_state(entry, state)
        return entry

    def _stop(self, sentence: str) -> None:
        self._is_paused = True
        self.stopped.emit(sentence)

    def _note(self, entries: list[QueueEntry]) -> None:
        """Keep how these stand, and tell."""
        self._journal.note(entries)
        if entries:
            self.entries_changed.emit(entries)
        self.changed.emit()
