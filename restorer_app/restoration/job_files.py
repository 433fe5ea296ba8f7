"""The files of a job: whether the result can be saved, reading the one and writing the other."""

import os

from restorer_app.errors import MediaError
from restorer_app.media.atomic import writing_error
from restorer_app.media.audio.formats import AUDIO_SUFFIXES, is_audio_path
from restorer_app.media.image import (
    WRITABLE_SUFFIXES,
    Image,
    is_image_path,
    load_image,
    save_image,
)
from restorer_app.restoration.file_jobs import FileJob
from restorer_app.texts import translatable


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
