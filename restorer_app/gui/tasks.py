"""What runs in jobs for one file, and the object that brings the outcome back with the file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from restorer_app.errors import MediaError
from restorer_app.gui import words
from restorer_app.gui.document import Activity, Document
from restorer_app.gui.jobs import Job
from restorer_app.gui.parking import park
from restorer_app.gui.picture import Patch, Picture, make_picture, make_thumbnail
from restorer_app.gui.workbench import Workbench
from restorer_app.progress import OnProgress, Progress
from restorer_app.restoration.plan import Plan, Step
from restorer_app.restoration.region import Region

if TYPE_CHECKING:
    from restorer_app.media.image import Image
    from restorer_app.metrics.measurements import Measurements
    from restorer_app.restoration.diagnosis import Diagnosis
    from restorer_app.restoration.file_jobs import FoundFile
    from restorer_app.restoration.image import Restored


@dataclass(frozen=True)
class Loaded:
    """A file made ready to be looked at."""

    image: Image
    before: Picture
    after: Picture | None

    def enter(self, document: Document) -> None:
        document.before, document.after = self.before, self.after
        document.image = self.image if document.diagnosis is None else None


@dataclass(frozen=True)
class Diagnosed:
    """What was found, what is proposed, and what else became known on the way."""

    diagnosis: Diagnosis
    plan: Plan
    repairs: tuple[Step, ...]
    device: str

    def enter(self, document: Document) -> None:
        document.diagnosis = self.diagnosis
        document.proposed = document.plan = self.plan
        document.remember(words.start_phrase())
        document.image = None


@dataclass(frozen=True)
class Repaired:
    """A result and what the canvas draws of it (None when the photograph was left as it was)."""

    restored: Restored
    after: Picture | None

    def enter(self, document: Document) -> None:
        document.restored, document.after = self.restored, self.after
        document.measurements = None
        document.carried_out = document.plan
        document.saved_as = None
        document.remember(words.result_phrase(self.restored))


@dataclass(frozen=True)
class Saved:
    """Where a result has been written to."""

    target: Path

    def enter(self, document: Document) -> None:
        document.saved_as = self.target
        if document.history is not None:
            document.history.note_saved(self.target)


@dataclass(frozen=True, eq=False)
class Measured:
    """What was measured, of which result and against what."""

    measurements: Measurements
    restored: Restored | None
    reference: Path | None

    def enter(self, document: Document) -> None:
        """Not where the result or the reference has changed meanwhile: it is measured again."""
        if (self.restored, self.reference) == (document.restored, document.reference):
            document.measurements = self.measurements


Result = Loaded | Diagnosed | Repaired | Saved | Measured
"""What a task about a document brings back; each enters into the document what it changes."""


class DocumentTask(QObject):
    """A job about one document; says with every signal which document and activity it is about."""

    progressed = Signal(object, object)  # this task, Progress
    succeeded = Signal(object, object)  # this task, the result
    failed = Signal(object, object)  # this task, the exception
    cancelled = Signal(object)  # this task

    def __init__(self, document: Document, activity: Activity, job: Job) -> None:
        super().__init__(job)  # lives and goes with its job
        self.document, self.activity, self.job = document, activity, job
        job.progressed.connect(self._report_progress)
        job.succeeded.connect(self._report_success)
        job.failed.connect(self._report_failure)
        job.cancelled.connect(self._report_cancellation)

    def _report_progress(self, progress: Progress) -> None:
        self.progressed.emit(self, progress)

    def _report_success(self, result: object) -> None:
        self.succeeded.emit(self, result)

    def _report_failure(self, error: Exception) -> None:
        self.failed.emit(self, error)

    def _report_cancellation(self) -> None:
        self.cancelled.emit(self)


def find(
    bench: Workbench, paths: tuple[Path, ...], *, on_progress: OnProgress
) -> tuple[FoundFile, ...]:
    on_progress(Progress("", 0.0))
    return bench.find(paths)


def load(
    bench: Workbench, path: Path, restored: Restored | None, *, on_progress: OnProgress
) -> Loaded:
    on_progress(Progress("", 0.0))
    image = bench.load(path)
    on_progress(Progress("", 0.5))
    before = make_picture(image.pixels, image.alpha)
    return Loaded(image, before, _picture_after(restored) if restored else None)


def load_thumbnail(
    bench: Workbench, path: Path, side_px: int, *, on_progress: OnProgress
) -> QImage:
    on_progress(Progress("", 0.0))
    return make_thumbnail(bench.load_thumbnail(path, side_px))


def diagnose(
    bench: Workbench, path: Path, image: Image | None, *, on_progress: OnProgress
) -> Diagnosed:
    on_progress(Progress("", 0.0))
    diagnosis = bench.diagnose(image or bench.load(path), on_progress)
    return Diagnosed(diagnosis, bench.propose(diagnosis), bench.repairs(), bench.describe_device())


def restore(
    bench: Workbench,
    path: Path,
    plan: Plan,
    diagnosis: Diagnosis | None,
    parking_folder: Path,
    *,
    on_progress: OnProgress,
) -> Repaired:
    """With a diagnosis the program finds its own way, without one it does exactly the plan."""
    on_progress(Progress("", 0.0))
    image = bench.load(path)
    if diagnosis is not None:
        restored = bench.restore_automatically(image, diagnosis, on_progress)
    else:
        restored = bench.restore(image, plan, on_progress)
    if restored.is_unchanged:
        return Repaired(restored, None)
    after = _picture_after(restored)
    parked = replace(restored, image=park(restored.image, parking_folder))
    return Repaired(parked, after)


def preview(
    bench: Workbench, before: Picture, region: Region, plan: Plan, *, on_progress: OnProgress
) -> Patch:
    """The part of the picture as it would be restored by the plan."""
    on_progress(Progress("", 0.0))
    return Patch(make_picture(bench.preview(before.rgb, region, plan, on_progress)), region)


def measure(
    bench: Workbench,
    path: Path,
    restored: Restored | None,
    reference: Path | None,
    *,
    on_progress: OnProgress,
) -> Measured:
    on_progress(Progress("", 0.0))
    after = restored.image if restored is not None and not restored.is_unchanged else None
    measurements = bench.measure(
        bench.load(path), after, bench.load(reference) if reference else None
    )
    return Measured(measurements, restored, reference)


def save(
    bench: Workbench,
    restored: Restored,
    target: Path,
    originals: frozenset[Path],
    *,
    may_replace: bool,
    on_progress: OnProgress,
) -> Saved:
    """Raises MediaError when `target` is one of the open files, by whatever name or link."""
    on_progress(Progress("", 0.0))
    if target.exists() and any(o == target or _is_same_file(o, target) for o in originals):
        raise MediaError(
            f"'{target.name}' is an original, and originals are never written over; "
            "choose another name or folder"
        )
    bench.save(restored.image, target, may_replace)
    return Saved(target)


def _picture_after(restored: Restored) -> Picture | None:
    if restored.is_unchanged:
        return None
    return make_picture(restored.image.pixels, restored.image.alpha)


def _is_same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:  # an original that is gone can not be written over
        return False
