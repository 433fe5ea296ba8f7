"""The window's model: which files are open, what is known of each, and what is done next."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from restorer_app.distortions import Distortion
from restorer_app.gui import words
from restorer_app.gui.compare.picture import Picture
from restorer_app.gui.documents import tasks
from restorer_app.gui.documents.autosave_folder import AutosaveFolder
from restorer_app.gui.documents.document import Activity, Document, Problem
from restorer_app.gui.documents.errands import Errands
from restorer_app.gui.documents.open_files import OpenFiles
from restorer_app.gui.documents.tasks import Diagnosed, DocumentTask, Result
from restorer_app.gui.jobs import Job, JobQueue
from restorer_app.gui.queue.restore_queue import RestoreQueue
from restorer_app.gui.saving.file_tasks import Target
from restorer_app.gui.saving.save_choices import SaveChoices
from restorer_app.gui.words import as_sentence, failure_sentence
from restorer_app.gui.workbench import Workbench
from restorer_app.media.region import Region
from restorer_app.progress import Progress
from restorer_app.restoration.course import Course, CourseProgress
from restorer_app.restoration.plan import Plan, Step
from restorer_app.restoration.queue_entry import QueueEntry
from restorer_app.settings import Settings

if TYPE_CHECKING:
    from restorer_app.restoration.file_jobs import FoundFile

_OPENED_AT_ONCE = 250

_SOON = 1
"""Priority in the disc queue of what someone waits for, over thumbnails."""


class Session(QObject):
    """Opens, diagnoses, restores and saves documents; widgets listen to its signals.

    Two queues: networks run one at a time (one accelerator), and reading and writing files never
    waits for them. An opened file is loaded when it is looked at and diagnosed by itself, the
    current one first. A failure belongs to its document; the others go on.
    """

    documents_opened = Signal(list)  # list[Document]
    document_closed = Signal(object)  # Document
    document_changed = Signal(object)  # Document
    current_changed = Signal(object)  # Document | None
    progressed = Signal(object, object)  # Document, Progress
    saving_progressed = Signal(object, object)  # Document, Progress
    work_changed = Signal()  # another document is diagnosed or restored, or none
    thumbnail_loaded = Signal(object, object)  # Document, QImage
    notice_given = Signal(str)
    device_described = Signal(str)

    def __init__(self, workbench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench = workbench
        self._networks = JobQueue(self)
        self._disc = JobQueue(self)
        self._files = OpenFiles()
        self.errands = Errands(self)
        self.queue = RestoreQueue(workbench, self._networks, self._disc, self._files.at, self)
        self.queue.entry_done.connect(self._note_done_by_queue)
        self.queue.changed.connect(self._start_next)
        self._restore_order: list[Document] = []
        self._running: DocumentTask | None = None
        self._saves: dict[Document, DocumentTask] = {}
        self._repairs: tuple[Step, ...] = ()
        self._is_closing = False
        self.folder = AutosaveFolder.create()

    # what there is

    @property
    def documents(self) -> tuple[Document, ...]:
        return self._files.documents

    @property
    def current(self) -> Document | None:
        return self._files.current

    @property
    def repairs(self) -> tuple[Step, ...]:
        """The steps that can be added by hand; known from the first diagnosis on."""
        return self._repairs

    @property
    def bench(self) -> Workbench:
        """For jobs that are started with `start_file_job`."""
        return self._bench

    @property
    def originals(self) -> frozenset[Path]:
        """The open files, which nothing may be written over."""
        return self._files.paths

    @property
    def running(self) -> tuple[Document, Activity] | None:
        """What the networks are busy with."""
        return (self._running.document, self._running.activity) if self._running else None

    @property
    def n_waiting(self) -> int:
        """How many photographs wait for their turn to be restored."""
        return len(self._restore_order)

    # opening and looking

    def open_paths(self, paths: Iterable[Path]) -> None:
        """Open files, and the photographs in folders and all folders below them."""
        if self._is_closing:
            return
        job = Job(tasks.find, self._bench, tuple(paths))
        self.errands.note(job, words.looking_for_files_phrase())
        job.succeeded.connect(self._add_found)
        job.failed.connect(self._tell_failure)
        self._disc.start(job, priority=_SOON)

    def reopen(self, documents: Iterable[Document], current: Document | None) -> None:
        """Open documents as they were left; those whose file is open stay as they are now."""
        if self._is_closing:
            return
        opened = [document for document in documents if self._files.add_again(document)]
        if opened:
            self.documents_opened.emit(opened)
            self.select(current if current in opened else opened[0])
        if not self._repairs:  # else the first diagnosis brings them
            job = Job(tasks.list_repairs, self._bench)
            job.succeeded.connect(self._take_repairs)
            self._disc.start(job, priority=_SOON)
        self._start_next()

    def select(self, document: Document) -> None:
        """Make it the one that is looked at."""
        if document is self.current:
            return
        self._files.look_at(document)
        self._load_if_needed(document)
        self._files.forget_old_pictures()
        self.current_changed.emit(document)
        self._start_next()

    def request_thumbnail(self, document: Document, side_px: int) -> None:
        """Answered by `thumbnail_loaded`, or never when the file has none."""
        if self._is_closing:
            return
        job = Job(tasks.load_thumbnail, self._bench, document.path, side_px)
        task = DocumentTask(document, Activity.THUMBNAIL, job)
        task.succeeded.connect(self._pass_on_thumbnail)
        self._disc.start(job)

    def close_document(self, document: Document) -> None:
        """Take it off the table; its file stays where it is. What runs for it is cancelled."""
        self.cancel(document)
        document.drop_results()
        following = self._files.remove(document)
        self.document_closed.emit(document)
        if following is not None:
            self.select(following)
        elif self.current is None:
            self.current_changed.emit(None)

    # the plan

    def edit_plan(self, plan: Plan, *, name: str = "", is_own: bool = True) -> None:
        """Take over the current document's plan as the user has changed it; `name` says how.

        A named one is the user's own (`is_own`) even where it is the one that is there.
        """
        document = self.current
        if document is None or document.is_busy:
            return
        if plan != document.plan or (name and is_own != document.is_plan_edited):
            before, document.plan = document.plan, plan
            document.is_plan_edited = is_own
            document.remember(
                name or words.change_phrase(before, plan),
                merges="" if name else words.slider_moved(before, plan),
            )
            self.document_changed.emit(document)

    def add_step(self, distortion: Distortion) -> None:
        """Add the repair of a distortion to the current plan, in the order of repair."""
        document = self.current
        new = next((step for step in self._repairs if step.distortion is distortion), None)
        if document is None or new is None:
            return
        if all(step.distortion is not distortion for step in document.plan.steps):
            self.edit_plan(document.plan.with_added(new))

    def propose_again(self) -> None:
        """Give up the current document's edited plan for the one that was proposed."""
        if self.current is not None:
            self.edit_plan(self.current.proposed, name=words.back_phrase(), is_own=False)

    def make_preview(self, before: Picture, region: Region, plan: Plan) -> Job | None:
        """A job that works out a plan on a part of a picture, to be listened to, then started.

        None while the networks restore, or are about to: a preview must not hold that up.
        """
        is_restoring = self.running is not None and self.running[1] is Activity.RESTORE
        if self._is_closing or is_restoring or self._restore_order:
            return None
        return Job(tasks.preview, self._bench, before, region, plan)

    def start_preview(self, job: Job) -> None:
        """Have it done before further files are looked at."""
        self._networks.start(job, priority=_SOON)

    def undo(self) -> None:
        """Take back the current document's last change, of its plan or by restoring."""
        self._step_through_history(-1)

    def redo(self) -> None:
        """Do again what was taken back."""
        self._step_through_history(1)

    def go_to(self, place: int) -> None:
        """Bring the current document back to a moment of its history."""
        document = self.current
        if document is None or document.history is None or document.is_busy:
            return
        document.go_to(place)
        self._load_if_needed(document)
        self.document_changed.emit(document)

    def _step_through_history(self, step: int) -> None:
        history = self.current.history if self.current else None
        if history is not None and 0 <= history.place + step < len(history.moments):
            self.go_to(history.place + step)

    # restoring and saving

    def restore(self) -> None:
        """Restore the current document when its turn comes."""
        document = self.current
        if document is None or not document.can_restore:
            return
        document.problem = None
        document.is_waiting_for_restore = True
        self._restore_order.append(document)
        self.document_changed.emit(document)
        self._start_next()

    def cancel(self, document: Document) -> None:
        """Stop what is done for this document, saving too, or take it out of the queue."""
        if document in self._saves:
            self._saves[document].job.cancel()
        if document.is_waiting_for_restore:
            self._restore_order.remove(document)
            document.is_waiting_for_restore = False
            self.document_changed.emit(document)
            self.work_changed.emit()
        elif self._running is not None and self._running.document is document:
            self._running.job.cancel()

    def save_as(
        self,
        document: Document,
        target: Path,
        *,
        may_replace: bool,
        choices: SaveChoices | None = None,
    ) -> None:
        """Write the result; an original is refused in words."""
        if not document.can_save:
            return
        document.problem = None
        order = Target(target, choices or SaveChoices(), may_replace)
        job = Job(tasks.save, self._bench, document.restored, order, self._files.paths)
        self._saves[document] = self._start_task(self._disc, document, Activity.SAVE, job)

    def start_file_job(self, job: Job) -> None:
        """Read or write something beside the documents; whoever made the job hears of it."""
        if not self._is_closing:
            self._disc.start(job, priority=_SOON)

    def measure(self) -> None:
        """Measure the current document as it is now, if that is not known yet."""
        document = self.current
        if document is None or self._is_closing or not document.needs_measurements:
            return
        job = Job(tasks.measure, self._bench, document.path, document.restored, document.reference)
        self._start_task(self._disc, document, Activity.MEASURE, job)

    def set_reference(self, reference: Path | None) -> None:
        """Measure the current document against this picture, or none, from now on."""
        document = self.current
        if document is None:
            return
        document.reference, document.measurements = reference, None
        document.was_measuring_given_up = False
        if document.problem is not None and document.problem.activity is Activity.MEASURE:
            document.problem = None
        self.document_changed.emit(document)

    def try_again(self, document: Document) -> None:
        """Do again what failed or was stopped. Saving needs a name: that is up to the window."""
        problem, document.problem = document.problem, None
        document.was_diagnosis_stopped = False
        if document is self.current:
            self._load_if_needed(document)
        self.document_changed.emit(document)
        if problem is not None and problem.activity is Activity.RESTORE:
            self.restore()
        self._start_next()

    def dismiss_problem(self, document: Document) -> None:
        """The user has read it; the file is as it was before the failed attempt."""
        document.was_diagnosis_stopped |= document.diagnosis is None  # not again by itself
        if document.problem is not None and document.problem.activity is Activity.MEASURE:
            document.was_measuring_given_up = document.reference is None
            document.reference = None
        document.problem = None
        self.document_changed.emit(document)

    def apply_settings(self, settings: Settings) -> None:
        """From the next job of the networks on; what runs is finished as it was begun."""
        if self._is_closing:
            return
        job = Job(tasks.apply_settings, self._bench, settings)
        job.succeeded.connect(self._pass_on_device)
        job.failed.connect(self._tell_failure)
        self._networks.start(job, priority=_SOON)

    def shutdown(self, timeout_ms: int = -1) -> bool:
        """Cancel everything and wait until nothing runs. False when something did not stop.

        A file that is being saved is waited for without a limit.
        """
        self._is_closing = True
        clock = QElapsedTimer()
        clock.start()
        is_done = self.queue.shutdown(timeout_ms)
        is_done &= self._networks.shutdown(timeout_ms)
        left_ms = max(timeout_ms - clock.elapsed(), 0) if timeout_ms >= 0 else -1
        saves = [task.job for task in self._saves.values()]
        is_done &= self._disc.shutdown(-1 if saves else left_ms, but=saves)
        for document in self.documents:
            document.history = document.restored = None  # their files go now
        self.folder.cleanup()
        return is_done

    def _note_done_by_queue(self, entry: QueueEntry) -> None:
        """An open photograph that has no result of its own is restored and saved now."""
        document = self._files.at(entry.source)
        if document is not None and not document.has_result:
            document.saved_as = entry.target
            self.document_changed.emit(document)

    # jobs

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

    def _add_found(self, files: tuple[FoundFile, ...], *, is_first: bool = True) -> None:
        """Thousands are added bit by bit, so that the window stays awake."""
        opened, later = [], files[_OPENED_AT_ONCE:]
        for file in files[:_OPENED_AT_ONCE]:
            path = file.path.absolute()
            if file.problem:
                self.notice_given.emit(as_sentence(file.problem))
            elif self._files.at(path) is None:
                opened.append(self._files.add(path))
        if opened:
            self.documents_opened.emit(opened)
        if later and not self._is_closing:
            QTimer.singleShot(0, self, partial(self._add_found, later, is_first=False))
        if not is_first:
            return
        if opened:
            self.select(opened[0])
        elif files and (known := self._files.at(files[0].path.absolute())):
            self.select(known)
        self._start_next()

    def _take_repairs(self, repairs: tuple[Step, ...]) -> None:
        self._repairs = repairs
        if self.current is not None:
            self.document_changed.emit(self.current)

    def _tell_failure(self, error: Exception) -> None:
        self.notice_given.emit(failure_sentence(error, "", Activity.LOAD))

    def _pass_on_device(self, description: str) -> None:
        self.device_described.emit(description)

    def _pass_on_thumbnail(self, task: DocumentTask, image: object) -> None:
        self.thumbnail_loaded.emit(task.document, image)

    def _load_if_needed(self, document: Document) -> None:
        if document.needs_pictures and not self._is_closing:
            job = Job(
                tasks.load,
                self._bench,
                document.path,
                document.restored,
                document.recalled,
                self.folder.path,
            )
            self._start_task(self._disc, document, Activity.LOAD, job)

    def _start_next(self) -> None:
        """Give the networks what is most wanted: restoring as asked for, then looking at files."""
        if self._running is not None or self._is_closing:
            return
        if self._restore_order:
            self._start_restoring(self._restore_order.pop(0))
            return
        document = self._files.next_to_diagnose()
        # The queue looks at photographs by itself; only the one on screen need not wait for it.
        if document is not None and (document is self.current or not self.queue.is_working):
            self._start_diagnosing(document)

    def _start_diagnosing(self, document: Document) -> None:
        job = Job(tasks.diagnose, self._bench, document.path, document.image)
        self._run_networks(document, Activity.DIAGNOSE, job)

    def _start_restoring(self, document: Document) -> None:
        document.is_waiting_for_restore = False
        diagnosis = None if document.is_plan_edited else document.diagnosis
        document.course = Course() if diagnosis is not None else None
        job = Job(
            tasks.restore,
            self._bench,
            document.path,
            document.plan,
            diagnosis,
            self.folder.path,
        )
        self._run_networks(document, Activity.RESTORE, job)

    def _run_networks(self, document: Document, activity: Activity, job: Job) -> None:
        self._running = self._start_task(self._networks, document, activity, job)
        self.work_changed.emit()

    def _pass_on_progress(self, task: DocumentTask, progress: Progress) -> None:
        if task.activity is Activity.SAVE:
            self.saving_progressed.emit(task.document, progress)
        if task is not self._running:
            return
        if isinstance(progress, CourseProgress):
            task.document.course = progress.course
        self.progressed.emit(task.document, progress)

    def _take_result(self, task: DocumentTask, result: Result) -> None:
        result.enter(task.document)
        if isinstance(result, Diagnosed):
            self._repairs = result.repairs
            self.device_described.emit(result.device)
        self._end_task(task)
        self._files.forget_old_pictures()

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
        if task is self._running:
            self._running = None
            self.work_changed.emit()
        if document in self._files:
            self.document_changed.emit(document)
        self._start_next()
