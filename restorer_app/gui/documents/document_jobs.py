"""What open documents need done: run in jobs, one at a time, and the outcome put into them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QObject, Signal

from restorer_app.gui.activity import Activity
from restorer_app.gui.documents import document_work, tasks
from restorer_app.gui.documents.document import Document, Problem
from restorer_app.gui.documents.document_work import Result
from restorer_app.gui.documents.tasks import Diagnosed, DocumentTask
from restorer_app.gui.jobs import Job, JobQueue
from restorer_app.gui.words import failure_sentence
from restorer_app.gui.workbench import Workbench
from restorer_app.progress import Progress
from restorer_app.restoration.course import Course, CourseProgress
from restorer_app.restoration.result_files import Target

_SOON = 1
"""Priority in the disc queue of what someone waits for, over thumbnails."""


class DocumentJobs(QObject):
    """Loads, diagnoses, restores, saves and measures documents.

    Two queues: networks run one at a time (one accelerator), and reading and writing files never
    waits for them. What was asked for is restored first; else `next_to_diagnose` says what is
    looked at. A failure belongs to its document; the others go on.
    """

    changed = Signal()  # another document is diagnosed or restored, or none
    document_changed = Signal(object)  # Document
    progressed = Signal(object, object)  # Document, Progress
    saving_progressed = Signal(object, object)  # Document, Progress
    loading_progressed = Signal(object, object)  # Document, Progress
    diagnosed = Signal(object)  # Diagnosed, when its document has it
    result_entered = Signal()  # something has been put into a document
    thumbnail_loaded = Signal(object, object)  # Document, QImage

    def __init__(
        self,
        workbench: Workbench,
        parking_folder: Path,
        next_to_diagnose: Callable[[], Document | None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.bench = workbench
        self.networks = JobQueue(self)
        self.disc = JobQueue(self)
        self._parking_folder = parking_folder
        self._next_to_diagnose = next_to_diagnose
        self._restore_order: list[Document] = []
        self._running: DocumentTask | None = None
        self._saves: dict[Document, DocumentTask] = {}
        self._loads: dict[Document, DocumentTask] = {}
        self._is_closing = False

    @property
    def running(self) -> tuple[Document, Activity] | None:
        """What the networks are busy with."""
        return (self._running.document, self._running.activity) if self._running else None

    @property
    def is_restoring(self) -> bool:
        """Whether the networks restore, or are about to."""
        is_running = self._running is not None and self._running.activity is Activity.RESTORE
        return is_running or bool(self._restore_order)

    @property
    def n_waiting(self) -> int:
        """How many photographs wait for their turn to be restored."""
        return len(self._restore_order)

    # what others have made, to be listened to by them

    def start_file_job(self, job: Job, *, is_awaited: bool = True) -> None:
        """Read or write something beside the documents; whoever made the job hears of it."""
        if not self._is_closing:
            self.disc.start(job, priority=_SOON if is_awaited else 0)

    def start_network_job(self, job: Job) -> None:
        """Have the networks do it before further files are looked at."""
        if not self._is_closing:
            self.networks.start(job, priority=_SOON)

    # what is asked for

    def request_thumbnail(self, document: Document, side_px: int) -> None:
        """Answered by `thumbnail_loaded`, or never when the file has none."""
        job = Job(tasks.load_thumbnail, self.bench, document.path, side_px)
        task = DocumentTask(document, Activity.THUMBNAIL, job)
        task.succeeded.connect(self._pass_on_thumbnail)
        self.start_file_job(job, is_awaited=False)

    def load_if_needed(self, document: Document) -> None:
        if document.needs_pictures and not self._is_closing:
            job = document_work.loading_job(self.bench, document, self._parking_folder)
            self._loads[document] = self._start_task(self.disc, document, Activity.LOAD, job)

    def restore(self, document: Document) -> None:
        """When its turn comes."""
        document.is_waiting_for_restore = True
        self._restore_order.append(document)
        self.document_changed.emit(document)
        self.start_next()

    def cancel(self, document: Document) -> None:
        """Stop what is done for this document, saving too, or take it out of the queue."""
        if document in self._loads:
            self._loads[document].job.cancel()
        if document in self._saves:
            self._saves[document].job.cancel()
        if document.is_waiting_for_restore:
            self._restore_order.remove(document)
            document.is_waiting_for_restore = False
            self.document_changed.emit(document)
            self.changed.emit()
        elif self._running is not None and self._running.document is document:
            self._running.job.cancel()

    def save(self, document: Document, target: Target, originals: frozenset[Path]) -> None:
        job = document_work.saving_job(self.bench, document, target, originals)
        self._saves[document] = self._start_task(self.disc, document, Activity.SAVE, job)

    def measure(self, document: Document) -> None:
        """As it is now, if that is not known yet."""
        if self._is_closing or not document.needs_measurements:
            return
        job = document_work.measuring_job(self.bench, document, self._parking_folder)
        self._start_task(self.disc, document, Activity.MEASURE, job)

    def shutdown(self, timeout_ms: int = -1) -> bool:
        """Cancel everything and wait until nothing runs. False when something did not stop.

        A file that is being saved is waited for without a limit.
        """
        self._is_closing = True
        clock = QElapsedTimer()
        clock.start()
        is_done = self.networks.shutdown(timeout_ms)
        left_ms = max(timeout_ms - clock.elapsed(), 0) if timeout_ms >= 0 else -1
        saves = [task.job for task in self._saves.values()]
        is_done &= self.disc.shutdown(-1 if saves else left_ms, but=saves)
        return is_done

    # one after the other

    def start_next(self) -> None:
        """Give the networks what is most wanted: restoring as asked for, then looking at files."""
        if self._running is not None or self._is_closing:
            return
        if self._restore_order:
            self._start_restoring(self._restore_order.pop(0))
            return
        document = self._next_to_diagnose()
        if document is not None:
            self._start_diagnosing(document)

    def _start_diagnosing(self, document: Document) -> None:
        job = document_work.diagnosing_job(self.bench, document)
        self._run_networks(document, Activity.DIAGNOSE, job)

    def _start_restoring(self, document: Document) -> None:
        document.is_waiting_for_restore = False
        finds_its_way = not document.is_plan_edited and not document.is_recording
        document.course = Course() if finds_its_way else None
        job = document_work.restoring_job(self.bench, document, self._parking_folder)
        self._run_networks(document, Activity.RESTORE, job)

    def _run_networks(self, document: Document, activity: Activity, job: Job) -> None:
        self._running = self._start_task(self.networks, document, activity, job)
        self.changed.emit()

    def _start_task(
        self, queue: JobQueue, document: Document, activity: Activity, job: Job
    ) -> DocumentTask:
        task = DocumentTask(document, activity, job)
        document.running.add(activity)
        task.progressed.connect(self._pass_on_progress)
        task.succeeded.connect(self._take_result)
        task.failed.connect(self._take_failure)
        task.cancelled.connect(self._take_cancellation)
        queue.start(job, priority=_SOON)
        self.document_changed.emit(document)
        return task

    # what comes back

    def _pass_on_thumbnail(self, task: DocumentTask, image: object) -> None:
        self.thumbnail_loaded.emit(task.document, image)

    def _pass_on_progress(self, task: DocumentTask, progress: Progress) -> None:
        if task.activity is Activity.SAVE:
            self.saving_progressed.emit(task.document, progress)
        if task.activity is Activity.LOAD:
            self.loading_progressed.emit(task.document, progress)
        if task is not self._running:
            return
        if isinstance(progress, CourseProgress):
            task.document.course = progress.course
        self.progressed.emit(task.document, progress)

    def _take_result(self, task: DocumentTask, result: Result) -> None:
        result.enter(task.document)
        if isinstance(result, Diagnosed):
            self.diagnosed.emit(result)
        self._end_task(task)
        self.result_entered.emit()

    def _take_failure(self, task: DocumentTask, error: Exception) -> None:
        sentence = failure_sentence(error, task.document.name, task.activity)
        task.document.problem = Problem(task.activity, sentence)
        self._take_cancellation(task)

    def _take_cancellation(self, task: DocumentTask) -> None:
        if task.activity is Activity.DIAGNOSE:
            task.document.was_diagnosis_stopped = task.document.problem is None
        self._end_task(task)

    def _end_task(self, task: DocumentTask) -> None:
        document = task.document
        document.running.discard(task.activity)
        if task.activity is Activity.RESTORE:
            document.course = None
        if task.activity is Activity.SAVE:
            self._saves.pop(document, None)
        if task.activity is Activity.LOAD:
            self._loads.pop(document, None)
        if task is self._running:
            self._running = None
            self.changed.emit()
        self.document_changed.emit(document)
        self.start_next()
