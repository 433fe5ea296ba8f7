"""What runs in jobs for the queue: finding photographs, restoring one, reading what was left."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from restorer_app.distortions import Medium
from restorer_app.errors import FolderGoneError
from restorer_app.gui.workbench import Workbench
from restorer_app.progress import OnProgress, Progress, share_of
from restorer_app.restoration.destination import Destination, Existing
from restorer_app.restoration.naming import free_path
from restorer_app.restoration.plan import Plan
from restorer_app.restoration.queue_entry import EntryState, QueueEntry
from restorer_app.restoration.queue_journal import QueueJournal, encode_entries
from restorer_app.texts import translatable

if TYPE_CHECKING:
    from restorer_app.media.image import Image
    from restorer_app.restoration.course import Restored, RestoredRecording
    from restorer_app.restoration.diagnosis import Diagnosis
    from restorer_app.restoration.file_jobs import FileJob

_LOOKING_SHARE = 0.1
"""Where looking ends and restoring begins on the way from 0 to 1."""


@dataclass(frozen=True)
class Filled:
    """New entries of the queue, and the lines of the journal that keep them."""

    entries: tuple[QueueEntry, ...]
    encoded: bytes
    drive: int


@dataclass(frozen=True)
class StageProgress(Progress):
    """How far one photograph is, and whether it is looked at or restored."""

    state: EntryState


@dataclass(frozen=True)
class Known:
    """What has been found out of a photograph already, and what the user has decided on."""

    plan: Plan | None
    """Without, the program finds its own way."""
    diagnosis: Diagnosis | None = None


@dataclass(frozen=True)
class Work:
    """One photograph to restore, with all that the job may need."""

    entry: QueueEntry
    plan: Plan | None
    diagnosis: Diagnosis | None
    drive: int | None
    """The drive that the output folder was on when last seen."""
    is_loss_known: bool
    """The photograph's folder is known to be gone: then the photograph fails by itself."""
    note_begun: Callable[[str, Path], None]


@dataclass(frozen=True)
class Ended:
    """What became of one photograph."""

    state: EntryState
    target: Path
    reason: str = ""
    seconds: float = 0.0
    is_disk_full: bool = False
    drive: int | None = None


def fill(
    bench: Workbench,
    inputs: Sequence[Path],
    plans: Mapping[Path, Plan],
    destination: Destination,
    *,
    is_opened: bool,
    on_progress: OnProgress,
) -> Filled:
    """Find the photographs and give each a place; makes the output folder.

    Files that are open in the window (`is_opened`) keep their place below the folder they have in
    common. Raises RestorerError for a folder that can not be made or a template that names nothing.
    """
    from restorer_app.media.atomic import writing_error
    from restorer_app.restoration.file_jobs import place_results, places_of

    try:
        destination.folder.mkdir(parents=True, exist_ok=True)
        drive = destination.folder.stat().st_dev
    except OSError as error:
        raise writing_error(destination.folder, error) from error
    if is_opened:
        found = places_of(inputs)
    else:
        everything = bench.find(tuple(inputs), on_progress)
        found = tuple(f for f in everything if not f.path.is_relative_to(destination.folder))
    on_progress(Progress("", 0.5))  # may raise Cancelled
    filling = uuid4().hex[:8]
    entries = [
        QueueEntry(
            f"{filling}-{i}",
            job.source.absolute(),
            job.target,
            destination,
            plans.get(job.source),
            EntryState.FAILED if job.problem else EntryState.WAITING,
            job.problem,
        )
        for i, job in enumerate(place_results(found, destination))
    ]
    return Filled(tuple(entries), encode_entries(entries), drive)


def restore_entry(bench: Workbench, work: Work, *, on_progress: OnProgress) -> Ended:
    """Restore one file and save it, or say why not; its failure is a result.

    Raises FolderGoneError where the folder of the results or that of the photograph is not there
    any more: that is no fault of the photograph.
    """
    from restorer_app.restoration.batch import restore_file, restore_sound_file
    from restorer_app.restoration.file_jobs import FileJob, medium_of

    entry, destination = work.entry, work.entry.destination
    _tell_stage(on_progress, EntryState.LOOKING)(Progress("", 0.0))
    drive = _check_output(destination.folder, work.drive)
    target = entry.target
    if destination.existing is Existing.NUMBER:
        target = free_path(target)
    elif target.exists():
        return Ended(EntryState.SKIPPED, target, drive=drive)
    work.note_begun(entry.id, target)

    def restore_image(image: Image, on_progress: OnProgress) -> Restored:
        restored = _restore(bench, image, work, on_progress)
        _check_output(destination.folder, drive)  # saving would make the folder anew, elsewhere
        return restored

    def restore_sound(job: FileJob, on_progress: OnProgress) -> RestoredRecording:
        return _restore_recording(bench, job, work, on_progress)

    job = FileJob(entry.source, target)
    if medium_of(entry.source) is Medium.AUDIO:
        result = restore_sound_file(job, restore_sound, on_progress=on_progress)
    else:
        result = restore_file(
            job,
            restore_image,
            copy_unchanged=destination.copies_unchanged,
            on_progress=on_progress,
        )
    if result.error:
        _check_output(destination.folder, drive)
        if not work.is_loss_known and not entry.source.parent.is_dir():
            raise FolderGoneError(entry.source.parent, result.error)
        return Ended(
            EntryState.FAILED,
            target,
            result.error,
            result.seconds,
            is_disk_full=result.is_disk_full,
            drive=drive,
        )
    state = EntryState.UNCHANGED if result.is_unchanged else EntryState.DONE
    return Ended(state, target, result.stop_reason, result.seconds, drive=drive)


def read_journal(journal: QueueJournal, *, on_progress: OnProgress) -> list[QueueEntry]:
    on_progress(Progress("", 0.0))
    return journal.read()


def _restore(bench: Workbench, image: Image, work: Work, on_progress: OnProgress) -> Restored:
    looking = _tell_stage(share_of(on_progress, 0.0, _LOOKING_SHARE), EntryState.LOOKING)
    restoring = _tell_stage(share_of(on_progress, _LOOKING_SHARE, 1.0), EntryState.RESTORING)
    if work.plan is not None:
        return bench.restore(image, work.plan, restoring)
    diagnosis = work.diagnosis or bench.diagnose(image, looking)
    return bench.restore_automatically(image, diagnosis, restoring)


def _restore_recording(
    bench: Workbench, job: FileJob, work: Work, on_progress: OnProgress
) -> RestoredRecording:
    """In one pass from file to file; what was not looked at yet is listened to on the way."""
    from restorer_app.restoration.audio.restore import Target as SoundTarget

    copies = work.entry.destination.copies_unchanged
    target = SoundTarget(job.target, copies_unchanged=copies)
    restoring = _tell_stage(on_progress, EntryState.RESTORING)
    return bench.sound.restore(job.source, target, work.plan, work.diagnosis, restoring)


def _tell_stage(on_progress: OnProgress, state: EntryState) -> OnProgress:
    def report(progress: Progress) -> None:
        on_progress(StageProgress(progress.step, progress.fraction, state))

    return report


def _check_output(folder: Path, drive: int | None) -> int:
    """The drive the folder is on. Raises FolderGoneError when it is gone, or on another one.

    Where a drive was mounted an empty folder stays: results must not go in there.
    """
    try:
        now = folder.stat().st_dev
    except OSError as error:
        gone = translatable("{folder} can not be reached ({error})", folder=folder, error=error)
        raise FolderGoneError(folder, gone) from error
    if drive is not None and now != drive:
        raise FolderGoneError(
            folder, translatable("{folder} is on another drive than before", folder=folder)
        )
    return now
