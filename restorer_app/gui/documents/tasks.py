"""What runs in jobs for one file, and the object that brings the outcome back with the file."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from restorer_app.distortions import Medium
from restorer_app.errors import MediaError
from restorer_app.gui import words
from restorer_app.gui.activity import Activity
from restorer_app.gui.compare.picture import (
    Patch,
    Picture,
    make_before,
    make_picture,
    make_thumbnail,
)
from restorer_app.gui.documents.document import Document, Recalled
from restorer_app.gui.documents.parking import park
from restorer_app.gui.documents.session_record import with_image
from restorer_app.gui.jobs import Job
from restorer_app.gui.workbench import Workbench
from restorer_app.media.region import Region
from restorer_app.progress import OnProgress, Progress
from restorer_app.restoration.plan import Plan, Step
from restorer_app.restoration.result_files import Target, refuse_original, save_result
from restorer_app.settings import Settings

if TYPE_CHECKING:
    from restorer_app.media.image import Image
    from restorer_app.metrics.audio.measurements import SoundMeasurements
    from restorer_app.metrics.measurement_files import Record
    from restorer_app.metrics.measurements import Measurements
    from restorer_app.restoration.course import Restored, RestoredFile
    from restorer_app.restoration.diagnosis import Diagnosis
    from restorer_app.restoration.file_jobs import FoundFile

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Loaded:
    """A file made ready to be looked at."""

    image: Image
    before: Picture
    after: Picture | None
    recalled: Recalled | None = None
    restored: Restored | None = None
    """What was recalled, as far as it could be read."""

    def enter(self, document: Document) -> None:
        if self.recalled is not None and self.recalled is document.recalled:
            document.bring_back(self.restored)
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
    """Which result has been written, and where to."""

    restored: RestoredFile
    target: Path

    def enter(self, document: Document) -> None:
        """Not where the result has changed meanwhile: that one is not saved."""
        if document.restored is not self.restored:
            return
        document.saved_as = self.target
        if document.history is not None:
            document.history.note_saved(self.target)


@dataclass(frozen=True, eq=False)
class Measured:
    """What was measured, of which result and against what."""

    measurements: Measurements | SoundMeasurements
    restored: RestoredFile | None
    reference: Path | None

    def enter(self, document: Document) -> None:
        """Not where the result or the reference has changed meanwhile: it is measured again."""
        if (self.restored, self.reference) == (document.restored, document.reference):
            document.measurements = self.measurements


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


def apply_settings(bench: Workbench, settings: Settings, *, on_progress: OnProgress) -> str:
    on_progress(Progress("", 0.0))
    return bench.apply_settings(settings)


def warm_up(bench: Workbench, *, on_progress: OnProgress) -> str:
    """Returns the description of the device."""
    on_progress(Progress("", 0.0))
    bench.warm_up()
    return bench.describe_device()


def find(
    bench: Workbench, paths: tuple[Path, ...], *, on_progress: OnProgress
) -> tuple[FoundFile, ...]:
    on_progress(Progress("", 0.0))
    return bench.find(paths, on_progress)


def load(
    bench: Workbench,
    path: Path,
    restored: Restored | None,
    recalled: Recalled | None,
    parking_folder: Path,
    *,
    on_progress: OnProgress,
) -> Loaded:
    on_progress(Progress("", 0.0))
    image = bench.load(path)
    on_progress(Progress("", 0.5))
    before = make_before(image)
    if recalled is not None:
        restored = _read_recalled(bench, image, path, recalled, parking_folder)
    after = _picture_after(restored) if restored else None
    return Loaded(image, before, after, recalled, restored)


def load_thumbnail(
    bench: Workbench, path: Path, side_px: int, *, on_progress: OnProgress
) -> QImage:
    from restorer_app.restoration.file_jobs import medium_of

    on_progress(Progress("", 0.0))
    if medium_of(path) is Medium.AUDIO:
        from restorer_app.gui.sound.sound_thumbnail import draw_thumbnail

        return draw_thumbnail(path, side_px)
    return make_thumbnail(bench.load_thumbnail(path, side_px))


def list_repairs(bench: Workbench, *, on_progress: OnProgress) -> tuple[Step, ...]:
    on_progress(Progress("", 0.0))
    return bench.repairs()


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
    return Patch(make_picture(bench.preview(before.photograph, region, plan, on_progress)), region)


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
    target: Target,
    originals: frozenset[Path],
    *,
    on_progress: OnProgress,
) -> Saved:
    """Raises MediaError when `target` is one of the open files, by whatever name or link."""
    on_progress(Progress("", 0.0))
    refuse_original(target.path, originals)
    save_result(restored, target, bench.save, on_progress=on_progress)
    return Saved(restored, target.path)


def _read_recalled(
    bench: Workbench, before: Image, path: Path, recalled: Recalled, parking_folder: Path
) -> Restored | None:
    """None where its file can not be read, or holds another picture by now."""
    if recalled.source == path:
        return with_image(recalled.result, before)
    try:
        image = bench.load(recalled.source)
    except MediaError as error:
        _log.info("a saved result can not be shown: %s", error)
        return None
    if image.pixels.shape != before.pixels.shape:
        return None
    return with_image(recalled.result, park(image, parking_folder))


def save_measurements(record: Record, target: Path, *, on_progress: OnProgress) -> Path:
    """The file that was written; whoever asked for it has been asked about an existing one."""
    from restorer_app.metrics.measurement_files import write_measurements

    on_progress(Progress("", 0.0))
    write_measurements(record, target, overwrite=True)
    return target


def _picture_after(restored: Restored) -> Picture | None:
    if restored.is_unchanged:
        return None
    return make_picture(restored.image.pixels, restored.image.alpha)
