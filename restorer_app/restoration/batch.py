"""Many files one after the other; the failure of one stops no other.

How a photograph is restored is not decided here: the caller hands in the function that does it. An
original is never written to, a result appears whole or not at all, and a photograph that nothing
was done to comes back as the very same bytes.
"""

import json
import logging
import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from restorer_app.distortions import Medium
from restorer_app.errors import DiskFullError, MediaError, RestorerError
from restorer_app.media.atomic import writing_error
from restorer_app.media.audio.containers import AUDIO_SUFFIXES, is_audio_path
from restorer_app.media.image import (
    WRITABLE_SUFFIXES,
    Image,
    is_image_path,
    load_image,
    save_image,
)
from restorer_app.progress import Cancelled, OnProgress, Progress, ignore_progress
from restorer_app.restoration.course import StepReport
from restorer_app.restoration.diagnosis import Diagnosis
from restorer_app.restoration.face import FaceReport
from restorer_app.restoration.file_jobs import FileJob, medium_of
from restorer_app.restoration.plan import Plan
from restorer_app.restoration.provenance import note_repair
from restorer_app.texts import Text, translatable

if TYPE_CHECKING:  # the restore loop imports torch; finding and checking files does not need it
    from restorer_app.restoration.audio.restore import RestoredRecording
    from restorer_app.restoration.course import Restored

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


@dataclass(frozen=True)
class FileResult:
    """What became of one file: everything known about it but the pixels, or the error."""

    source: Path
    target: Path
    seconds: float
    error: Text = Text()
    is_disk_full: bool = False
    is_unchanged: bool = False
    plan: Plan = field(default_factory=Plan)
    reports: "tuple[StepReport, ...]" = ()
    before: Diagnosis | None = None
    after: Diagnosis | None = None
    stop_reason: str = ""
    model_hashes: tuple[tuple[str, str], ...] = ()
    faces: tuple[FaceReport, ...] = ()
    gain: float = 1.0
    """What a whole recording was multiplied with to make room for restored peaks."""
    n_too_loud: int = 0
    """Samples of a recording that did not fit into the file and were limited."""

    def as_document(self) -> dict[str, Any]:
        """The entry of a report file: plain values that JSON can hold."""
        return {
            "input": str(self.source),
            "output": None if self.error else str(self.target),
            "error": self.error or None,
            "seconds": round(self.seconds, 3),
            "unchanged": self.is_unchanged,
            "before": self.before and diagnosis_document(self.before),
            "after": self.after and diagnosis_document(self.after),
            "plan": json.loads(self.plan.to_json()),
            "steps": [_step_document(report) for report in self.reports],
            "stop_reason": self.stop_reason,
            "models": dict(self.model_hashes),
            "faces": [asdict(face) for face in self.faces],
            "gain": self.gain,
            "samples_too_loud": self.n_too_loud,
        }


def diagnosis_document(diagnosis: Diagnosis) -> dict[str, Any]:
    """A diagnosis as plain values: `clean`, and `distortions` with the most probable first."""
    findings = sorted(diagnosis.findings, key=lambda finding: -finding.probability)
    return {
        "clean": diagnosis.is_clean,
        "distortions": [
            {
                "name": str(finding.distortion),
                "probability": round(finding.probability, 4),
                "severity": round(finding.severity, 2),
            }
            for finding in findings
        ],
    }


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
    started = time.perf_counter()

    def work() -> "Restored":
        image = open_job(job, overwrite=overwrite)
        restored = restore_image(image, on_progress)
        is_unchanged = restored.is_unchanged
        if copy_unchanged or not is_unchanged:
            noted = note_repair(restored.image, restored.plan)
            save_result(noted, job, overwrite=overwrite, is_unchanged=is_unchanged)
        return restored

    restored = attempt(job.source, work)
    seconds = time.perf_counter() - started
    if isinstance(restored, Failure):
        return _failed(job, restored, seconds)
    return FileResult(
        job.source,
        job.target,
        seconds,
        is_unchanged=restored.is_unchanged,
        plan=restored.plan,
        reports=restored.reports,
        before=restored.before,
        after=restored.after,
        stop_reason=restored.stop_reason,
        model_hashes=tuple(restored.model_hashes.items()),
        faces=restored.faces,
    )


def restore_sound_file(
    job: FileJob,
    restore_sound: RestoreSound,
    *,
    overwrite: bool = False,
    on_progress: OnProgress = ignore_progress,
) -> FileResult:
    """Restore one recording. A failure becomes the result's error; Cancelled is raised."""
    started = time.perf_counter()

    def work() -> "RestoredRecording":
        check_job(job, overwrite=overwrite)
        make_folder(job)
        return restore_sound(job, on_progress)

    restored = attempt(job.source, work)
    seconds = time.perf_counter() - started
    if isinstance(restored, Failure):
        return _failed(job, restored, seconds)
    return FileResult(
        job.source,
        job.target,
        seconds,
        is_unchanged=restored.is_unchanged,
        plan=restored.plan,
        reports=restored.reports,
        before=restored.before,
        after=restored.after,
        stop_reason=restored.stop_reason,
        model_hashes=tuple(restored.model_hashes.items()),
        gain=restored.gain,
        n_too_loud=restored.n_too_loud,
    )


def attempt(path: Path, work: Callable[[], T]) -> T | Failure:
    """What `work` on one file returns, or why it failed. Only Cancelled passes through."""
    try:
        return work()
    except Cancelled:
        raise
    except Exception as error:  # one broken file must not stop the others
        return Failure(path, _reason_of(error, path), isinstance(error, DiskFullError))


def open_job(job: FileJob, *, overwrite: bool) -> Image:
    """The photograph of a job, once it is sure that its result can be saved.

    Raises MediaError as `check_job` does, and for a photograph that can not be read.
    """
    check_job(job, overwrite=overwrite)
    return load_image(job.source)


def check_job(job: FileJob, *, overwrite: bool) -> None:
    """Raises MediaError for the job's own problem, and for a target that can not be written.

    It may be taken or of no writable format, or its folder can not be made or written.
    """
    if job.problem:
        raise MediaError(job.problem)
    _check_target(job, overwrite=overwrite)


def save_result(image: Image, job: FileJob, *, overwrite: bool, is_unchanged: bool = False) -> None:
    """Save under the job's target, making its folders. Raises MediaError.

    An unchanged photograph is copied byte for byte where its format stays the same.
    """
    make_folder(job)
    source = job.source if is_unchanged else None
    save_image(image, job.target, overwrite=overwrite, unchanged_from=source)


def make_folder(job: FileJob) -> None:
    """The folder of the job's target, where there is none yet. Raises MediaError."""
    try:
        job.target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise writing_error(job.target.parent, error) from error


def _failed(job: FileJob, failure: Failure, seconds: float) -> FileResult:
    return FileResult(
        job.source, job.target, seconds, failure.reason, is_disk_full=failure.is_disk_full
    )


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


def _check_target(job: FileJob, *, overwrite: bool) -> None:
    """Find out before the work, not after it, that the result could not be saved."""
    target = job.target
    if target.is_dir():
        raise MediaError(
            translatable(
                "{path}: {target} is a folder; name a file in it", path=job.source, target=target
            )
        )
    if target.exists() and not overwrite:
        raise MediaError(
            translatable(
                "{path}: {target} exists already; choose another output or allow overwriting",
                path=job.source,
                target=target,
            )
        )
    # A file that is no photograph fails at reading, where the better reason is.
    if is_image_path(job.source) and target.suffix.lower() not in WRITABLE_SUFFIXES:
        known = " ".join(sorted(WRITABLE_SUFFIXES))
        raise MediaError(
            translatable(
                "{path}: a photograph can not be saved as '{name}'; let the name end with one of "
                "{known}",
                path=job.source,
                name=target.name,
                known=known,
            )
        )
    if is_audio_path(job.source) and not is_audio_path(target):
        known = " ".join(sorted(AUDIO_SUFFIXES))
        raise MediaError(
            translatable(
                "{path}: a recording can not be saved as '{name}'; let the name end with one of "
                "{known}",
                path=job.source,
                name=target.name,
                known=known,
            )
        )
    existing = next(parent for parent in target.absolute().parents if parent.exists())
    if not existing.is_dir():
        raise MediaError(
            translatable(
                "{path}: {existing} is a file, so {target} can not be made; choose another output",
                path=job.source,
                existing=existing,
                target=target,
            )
        )
    if not os.access(existing, os.W_OK | os.X_OK):
        raise MediaError(
            translatable(
                "{path}: the folder {folder} is not writable; choose another output",
                path=job.source,
                folder=existing,
            )
        )


def _step_document(report: StepReport) -> dict[str, Any]:
    sound = {
        "parameters": dict(report.step.parameters),
        "span": report.step.span,
        "changed_s": report.changed_s,
    }
    is_sound = report.step.distortion.medium is Medium.AUDIO
    return (sound if is_sound else {}) | {
        "distortion": str(report.step.distortion),
        "model_id": report.step.model_id,
        "strength": report.step.strength,
        "detail": report.step.detail,
        "pass": report.pass_number,
        "seconds": round(report.seconds, 3),
        "outcome": str(report.outcome),
        "reason": report.reason,
    }
