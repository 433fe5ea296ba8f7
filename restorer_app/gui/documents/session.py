"""The window's model: which files are open, and what the user does with their plans."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from restorer_app.distortions import Distortion
from restorer_app.gui import words
from restorer_app.gui.activity import Activity
from restorer_app.gui.batch.queue_tasks import Known
from restorer_app.gui.batch.restore_queue import RestoreQueue
from restorer_app.gui.compare.picture import Picture
from restorer_app.gui.documents import tasks
from restorer_app.gui.documents.autosave_folder import AutosaveFolder
from restorer_app.gui.documents.document import Document
from restorer_app.gui.documents.document_jobs import DocumentJobs
from restorer_app.gui.documents.errands import Errands
from restorer_app.gui.documents.open_files import OpenFiles
from restorer_app.gui.documents.tasks import Diagnosed
from restorer_app.gui.jobs import Job
from restorer_app.gui.words import as_sentence, failure_sentence
from restorer_app.gui.workbench import Workbench
from restorer_app.media.region import Region
from restorer_app.restoration.plan import Plan, Step
from restorer_app.restoration.queue_entry import QueueEntry
from restorer_app.restoration.result_files import Target
from restorer_app.restoration.save_choices import SaveChoices
from restorer_app.settings import Settings

if TYPE_CHECKING:
    from restorer_app.restoration.file_jobs import FoundFile

_OPENED_AT_ONCE = 250


class Session(QObject):
    """Opens documents and changes them as the user asks; widgets listen to its signals.

    `jobs` does what takes time, `queue` restores many photographs beside it. An opened file is
    loaded when it is looked at and diagnosed by itself, the current one first.
    """

    documents_opened = Signal(list)  # list[Document]
    document_closed = Signal(object)  # Document
    document_changed = Signal(object)  # Document
    current_changed = Signal(object)  # Document | None
    notice_given = Signal(str)
    device_described = Signal(str)

    def __init__(self, workbench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.folder = AutosaveFolder.create()
        self._files = OpenFiles()
        self.jobs = DocumentJobs(workbench, self.folder.path, self._next_to_diagnose, self)
        self.errands = Errands(self)
        self.queue = RestoreQueue(workbench, self.jobs.networks, self._known_of, self)
        self.queue.entry_done.connect(self._note_done_by_queue)
        self.queue.changed.connect(self.jobs.start_next)
        self.jobs.document_changed.connect(self._pass_on_change)
        self.jobs.diagnosed.connect(self._take_diagnosed)
        self.jobs.result_entered.connect(self._files.forget_old_pictures)
        self._repairs: tuple[Step, ...] = ()
        self._is_closing = False

    # what there is

    @property
    def documents(self) -> tuple[Document, ...]:
        return self._files.documents

    @property
    def current(self) -> Document | None:
        return self._files.current

    @property
    def repairs(self) -> tuple[Step, ...]:
        """The steps that can be added by hand to what is shown; known from the first diagnosis."""
        medium = self.current.medium if self.current is not None else None
        return tuple(step for step in self._repairs if step.distortion.medium is medium)

    @property
    def originals(self) -> frozenset[Path]:
        """The open files, which nothing may be written over."""
        return self._files.paths

    # opening and looking

    def open_paths(self, paths: Iterable[Path]) -> None:
        """Open files, and the photographs in folders and all folders below them."""
        if self._is_closing:
            return
        job = Job(tasks.find, self.jobs.bench, tuple(paths))
        self.errands.note(job, words.looking_for_files_phrase())
        job.succeeded.connect(self._add_found)
        job.failed.connect(self._tell_failure)
        self.jobs.start_file_job(job)

    def reopen(self, documents: Iterable[Document], current: Document | None) -> None:
        """Open documents as they were left; those whose file is open stay as they are now."""
        if self._is_closing:
            return
        opened = [document for document in documents if self._files.add_again(document)]
        if opened:
            self.documents_opened.emit(opened)
            self.select(current if current in opened else opened[0])
        if not self._repairs:  # else the first diagnosis brings them
            job = Job(tasks.list_repairs, self.jobs.bench)
            job.succeeded.connect(self._take_repairs)
            self.jobs.start_file_job(job)
        self.jobs.start_next()

    def select(self, document: Document) -> None:
        """Make it the one that is looked at."""
        if document is self.current:
            return
        self._files.look_at(document)
        self.jobs.load_if_needed(document)
        self._files.forget_old_pictures()
        self.current_changed.emit(document)
        self.jobs.start_next()

    def close_document(self, document: Document) -> None:
        """Take it off the table; its file stays where it is. What runs for it is cancelled."""
        self.jobs.cancel(document)
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
        new = next((step for step in self.repairs if step.distortion is distortion), None)
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
        if self._is_closing or self.jobs.is_restoring:
            return None
        return Job(tasks.preview, self.jobs.bench, before, region, plan)

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
        self.jobs.load_if_needed(document)
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
        self.jobs.restore(document)

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
        self.jobs.save(document, order, self._files.paths)

    def measure(self) -> None:
        """Measure the current document as it is now, if that is not known yet."""
        if self.current is not None:
            self.jobs.measure(self.current)

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
            self.jobs.load_if_needed(document)
        self.document_changed.emit(document)
        if problem is not None and problem.activity is Activity.RESTORE:
            self.restore()
        self.jobs.start_next()

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
        job = Job(tasks.apply_settings, self.jobs.bench, settings)
        job.succeeded.connect(self._pass_on_device)
        job.failed.connect(self._tell_failure)
        self.jobs.start_network_job(job)

    def warm_up(self) -> None:
        """Get ready for the first photograph while none is open yet.

        Whatever is wrong with the models is told with the first photograph: until then it matters
        to nobody.
        """
        job = Job(tasks.warm_up, self.jobs.bench)
        job.succeeded.connect(self._pass_on_device)
        self.jobs.start_network_job(job)

    def shutdown(self, timeout_ms: int = -1) -> bool:
        """Cancel everything and wait until nothing runs. False when something did not stop.

        A file that is being saved is waited for without a limit.
        """
        self._is_closing = True
        is_done = self.queue.shutdown(timeout_ms)
        is_done &= self.jobs.shutdown(timeout_ms)
        for document in self.documents:
            document.history = document.restored = None  # their files go now
        self.folder.cleanup()
        return is_done

    def _known_of(self, path: Path) -> Known | None:
        """For the queue; None of what is not open, or has not been looked at."""
        document = self._files.at(path)
        if document is None or document.diagnosis is None:
            return None
        return Known(document.plan if document.is_plan_edited else None, document.diagnosis)

    def _note_done_by_queue(self, entry: QueueEntry) -> None:
        """An open photograph that has no result of its own is restored and saved now."""
        document = self._files.at(entry.source)
        if document is not None and not document.has_result:
            document.saved_as = entry.target
            self.document_changed.emit(document)

    # what comes back

    def _pass_on_change(self, document: Document) -> None:
        """Nobody wants to know of one that was closed while something was done for it."""
        if document in self._files:
            self.document_changed.emit(document)

    def _take_diagnosed(self, diagnosed: Diagnosed) -> None:
        self._repairs = diagnosed.repairs
        self.device_described.emit(diagnosed.device)

    def _next_to_diagnose(self) -> Document | None:
        """The queue looks at photographs by itself; only the one on screen need not wait for it."""
        document = self._files.next_to_diagnose()
        return document if document is self.current or not self.queue.is_working else None

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
        self.jobs.start_next()

    def _take_repairs(self, repairs: tuple[Step, ...]) -> None:
        self._repairs = repairs
        if self.current is not None:
            self.document_changed.emit(self.current)

    def _tell_failure(self, error: Exception) -> None:
        self.notice_given.emit(failure_sentence(error, "", Activity.LOAD))

    def _pass_on_device(self, description: str) -> None:
        self.device_described.emit(description)
