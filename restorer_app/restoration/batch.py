"""Many files one after the other; the failure of one stops no other.

How a photograph is restored is not decided here: the caller hands in the function that does it. An
original is never written to, a result appears whole or not at all, and a photograph that nothing
was done to comes back as the very same bytes.
"""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from restorer_app.distortions import Medium
from restorer_app.errors import DiskFullError, RestorerError
from restorer_app.media.image import Image
from restorer_app.progress import Cancelled, OnProgress, Progress, ignore_progress
from restorer_app.restoration.file_jobs import FileJob, medium_of
from restorer_app.restoration.file_results import FileResult
from restorer_app.restoration.job_files import check_job, make_folder, open_job, save_result
from restorer_app.restoration.provenance import note_repair
from restorer_app.texts import Text, translatable

if TYPE_CHECKING:  # the restore loop imports torch; finding and checking files does not need it
    from restorer_app.restoration.course import Restored, RestoredRecording

T = TypeVar("T")
RestoreImage = Callable[[Image, OnProgress], "Restored"]
RestoreSound = Callable[[FileJob, OnProgress], "RestoredRecording"]
"""Reads and writes by itself: a recording may be longer than memory."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Failure:
    """Why one file failed: one line that names it and says what can be done."""

    path: Path
    reason: Text
    is_disk_full: bool = False
    """Nothing else will fit there either."""


def restore_files(
    jobs: Sequence[FileJob],
    restore_image: RestoreImage,
    restore_sound: RestoreSound | None = None,
    *,
    overwrite: bool = False,
    on_progress: OnProgress = ignore_progress,
) -> Iterator[FileResult]:
    """Restore file after file; one that fails becomes a result with its error.

    Without `restore_sound` every file is taken for a photograph.

    `on_progress` speaks of all jobs together, 0..1, each step led by the file's name. Only
    Cancelled and KeyboardInterrupt end it early; the file in work then leaves nothing behind.
    """
    for index, job in enumerate(jobs):

        def report(progress: Progress, index: int = index, name: str = job.source.name) -> None:
            fraction = (index + progress.fraction) / len(jobs)
            on_progress(Progress(f"{name}: {progress.step}", fraction))

        if restore_sound is not None and medium_of(job.source) is Medium.AUDIO:
            yield restore_sound_file(job, restore_sound, overwrite=overwrite, on_progress=report)
        else:
            yield restore_file(job, restore_image, overwrite=overwrite, on_progress=report)


def restore_file(
    job: FileJob,
    restore_image: RestoreImage,
    *,
    overwrite: bool = False,
    copy_unchanged: bool = True,
    on_progress: OnProgress = ignore_progress,
) -> FileResult:
    """Load, restore, save one file. A failure becomes the result's error; Cancelled is raised.

    Without `copy_unchanged` a photograph that nothing was done to is not written anywhere.
    """

    def work() -> FileResult:
        image = open_job(job, overwrite=overwrite)
        restored = restore_image(image, on_progress)
        is_unchanged = restored.is_unchanged
        if copy_unchanged or not is_unchanged:
            noted = note_repair(restored.image, restored.plan)
            save_result(noted, job, overwrite=overwrite, is_unchanged=is_unchanged)
        return replace(_result_of(job, restored), faces=restored.faces)

    return _timed(job, work)


def restore_sound_file(
    job: FileJob,
    restore_sound: RestoreSound,
    *,
    overwrite: bool = False,
    on_progress: OnProgress = ignore_progress,
) -> FileResult:
    """Restore one recording. A failure becomes the result's error; Cancelled is raised."""

    def work() -> FileResult:
        check_job(job, overwrite=overwrite)
        make_folder(job)
        restored = restore_sound(job, on_progress)
        result = _result_of(job, restored)
        return replace(result, gain=restored.gain, n_too_loud=restored.n_too_loud)

    return _timed(job, work)


def _timed(job: FileJob, work: Callable[[], FileResult]) -> FileResult:
    """What `work` makes of the job, or its error, with the time that it took."""
    started = time.perf_counter()
    result = attempt(job.source, work)
    if isinstance(result, Failure):
        result = FileResult(
            job.source, job.target, error=result.reason, is_disk_full=result.is_disk_full
        )
    return replace(result, seconds=time.perf_counter() - started)


def _result_of(job: FileJob, restored: "Restored | RestoredRecording") -> FileResult:
    """What a photograph's and a recording's result have in common."""
    return FileResult(
        job.source,
        job.target,
        is_unchanged=restored.is_unchanged,
        plan=restored.plan,
        reports=restored.reports,
        before=restored.before,
        after=restored.after,
        stop_reason=restored.stop_reason,
        model_hashes=tuple(restored.model_hashes.items()),
    )


def attempt(path: Path, work: Callable[[], T]) -> T | Failure:
    """What `work` on one file returns, or why it failed. Only Cancelled passes through."""
    try:
        return work()
    except Cancelled:
        raise
    except Exception as error:  # one broken file must not stop the others
        return Failure(path, _reason_of(error, path), isinstance(error, DiskFullError))


def _reason_of(error: Exception, path: Path) -> Text:
    """One line for a person that names the file; what nobody expected also goes to the log."""
    if isinstance(error, RestorerError):
        if error.text.startswith(str(path)):
            return error.text
        return translatable("{path}: {reason}", path=path, reason=error.text)
    if isinstance(error, MemoryError):
        return translatable(
            "{path}: needs more memory than there is; close other programs or make it smaller",
            path=path,
        )
    _log.error("%s: unexpected failure", path, exc_info=error)
    return translatable(
        "{path}: an unexpected failure ({kind}: {error}); please report it with the file",
        path=path,
        kind=type(error).__name__,
        error=error,
    )
