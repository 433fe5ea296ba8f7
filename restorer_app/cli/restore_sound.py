"""What `restorer restore` does with recordings."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from restorer_app.distortions import Medium
from restorer_app.progress import OnProgress
from restorer_app.registry.catalog import Catalog

if TYPE_CHECKING:  # sound pulls in numpy and scipy: only for a command that runs
    from restorer_app.restoration.batch import RestoreSound
    from restorer_app.restoration.course import RestoredRecording
    from restorer_app.restoration.file_jobs import FileJob
    from restorer_app.restoration.plan import Plan


def check_removed(path: Path, jobs: "Sequence[FileJob]") -> None:
    """Wrong usage where `--removed` names no file for one recording's rest."""
    from restorer_app.restoration.file_jobs import medium_of

    taken = {place.resolve() for job in jobs for place in (job.source, job.target)}
    reason = ""
    if len(jobs) != 1 or medium_of(jobs[0].source) is not Medium.AUDIO:
        reason = "what was taken away belongs to one recording; name one alone"
    elif path.resolve() in taken:
        reason = f"{path} is one of the recordings; choose another name"
    if reason:
        raise typer.BadParameter(reason, param_hint="--removed")


def restoring_sound(
    told: "Plan | None", catalog: Catalog, device: str, removed: Path | None, *, overwrite: bool
) -> "RestoreSound":
    """Carries out what is told for recordings, or what is found."""
    plan = told and told.for_medium(Medium.AUDIO)

    def restore_sound(job: "FileJob", on_progress: OnProgress) -> "RestoredRecording":
        from restorer_app.restoration.audio.restore import Target, restore_recording

        target = Target(job.target, removed, may_replace=overwrite)
        return restore_recording(
            job.source, target, catalog, plan=plan, device=device, on_progress=on_progress
        )

    return restore_sound
