"""What comes into the queue: photographs found in the background, and those left from last time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from restorer_app.gui.batch import queue_tasks, queue_words
from restorer_app.gui.jobs import Job, JobQueue
from restorer_app.gui.workbench import Workbench
from restorer_app.progress import FindProgress, Progress
from restorer_app.restoration.destination import Destination
from restorer_app.restoration.plan import Plan
from restorer_app.restoration.queue_journal import QueueJournal


class QueueFilling(QObject):
    """Finds them, one request after the other; a folder may hold many thousands."""

    changed = Signal()  # whether it looks for photographs
    files_found = Signal(int)
    filled = Signal(object)  # Filled
    refused = Signal(str)  # nothing was queued: the sentence why
    journal_read = Signal(object)  # list[QueueEntry]: what was left

    def __init__(self, workbench: Workbench, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = workbench
        self._jobs = JobQueue(self)
        self._job: Job | None = None

    @property
    def is_finding(self) -> bool:
        return self._job is not None

    def fill(
        self,
        inputs: Sequence[Path],
        destination: Destination,
        *,
        plans: Mapping[Path, Plan] | None = None,
        is_opened: bool = False,
    ) -> None:
        """Queue files and the photographs below folders, found in the background.

        `is_opened`: they are the files open in the window. `plans` are those the user has edited.
        """
        job = Job(
            queue_tasks.fill,
            self._bench,
            tuple(inputs),
            plans or {},
            destination,
            is_opened=is_opened,
        )
        job.progressed.connect(self._tell_found)
        job.succeeded.connect(self.filled)
        job.failed.connect(self._tell_refusal)
        job.finished.connect(self._end)
        self._job = job
        self._jobs.start(job)
        self.changed.emit()

    def cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def read(self, journal: QueueJournal) -> None:
        """Answered by `journal_read`."""
        job = Job(queue_tasks.read_journal, journal)
        job.succeeded.connect(self.journal_read)
        self._jobs.start(job)

    def shutdown(self, timeout_ms: int) -> bool:
        return self._jobs.shutdown(timeout_ms)

    def _tell_found(self, progress: Progress) -> None:
        if isinstance(progress, FindProgress):
            self.files_found.emit(progress.n_found)

    def _tell_refusal(self, error: Exception) -> None:
        self.refused.emit(queue_words.refusal_sentence(error))

    def _end(self, job: Job) -> None:
        if self._job is job:
            self._job = None
        self.changed.emit()
