"""What `restorer restore` does with photographs."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from restorer_app.distortions import Medium, distortions_of
from restorer_app.errors import MediaError, PlanError
from restorer_app.progress import OnProgress, Progress
from restorer_app.registry.catalog import Catalog

if TYPE_CHECKING:  # plans and masks pull in numpy, Pillow and torch: only for a command that runs
    from restorer_app.media.image import Image
    from restorer_app.restoration.batch import RestoreImage
    from restorer_app.restoration.course import Restored, StepReport
    from restorer_app.restoration.file_jobs import FileJob
    from restorer_app.restoration.plan import Plan
    from restorer_app.restoration.presets import Preset


def check_mask_alone(scratches: bool | None, preset: str | None) -> None:
    """Wrong usage where something else says what becomes of scratches."""
    if scratches is False:
        raise typer.BadParameter(
            "a mask says what to fill, --no-scratches that nothing is; leave one of them out",
            param_hint="--mask",
        )
    if preset is not None:
        raise typer.BadParameter(
            "a preset is for photographs of all kinds, a mask for one; name steps or a plan",
            param_hint="--mask",
        )


def check_mask_target(path: Path, jobs: "Sequence[FileJob]") -> None:
    """Wrong usage where `--save-mask` names no file for one photograph's mask."""
    from restorer_app.restoration.mask_files import MASK_SUFFIX

    taken = {place.resolve() for job in jobs for place in (job.source, job.target)}
    reason = ""
    if len(jobs) != 1:
        reason = "a mask belongs to one photograph; name one alone"
    elif path.suffix.lower() != MASK_SUFFIX:
        reason = f"masks are written as PNG; let the name end with {MASK_SUFFIX}"
    elif path.resolve() in taken:
        reason = f"{path} is one of the photographs; choose another name"
    if reason:
        raise typer.BadParameter(reason, param_hint="--save-mask")


def filling_plan(told: "Plan | None", path: Path | None, catalog: Catalog) -> "Plan":
    """`told`, if anything, with scratches filled: what is white in the mask, or what is found."""
    from restorer_app.restoration.mask import Mask
    from restorer_app.restoration.mask_files import read_mask
    from restorer_app.restoration.plan import Plan, with_mask

    if path is None and told and any(step.distortion.has_mask for step in told.steps):
        return told
    try:
        if path is None:
            return with_mask(told or Plan(), Mask(), catalog)
        given = read_mask(path)
        return with_mask(told or Plan(), Mask().with_edit(given, given.size), catalog)
    except (PlanError, MediaError) as error:
        raise typer.BadParameter(str(error), param_hint="--mask") from error


def restoring_photographs(
    plan: "Plan | None",
    filling: "Plan | None",
    catalog: Catalog,
    device: str,
    tell: Callable[[str], None],
    *,
    keeps_tint: bool,
) -> "RestoreImage":
    """Carries out what is told, or after `filling`, if anything, what is found."""
    from restorer_app.restoration import image as photographs

    if plan is not None and filling is not None:
        return lambda image, on_progress: photographs.restore(
            image, filling, catalog, device=device, on_progress=on_progress
        )
    if filling is not None:
        return lambda image, on_progress: photographs.restore_after(
            filling,
            image,
            catalog,
            device=device,
            on_progress=_telling(on_progress, tell),
            keeps_tint=keeps_tint,
        )
    return lambda image, on_progress: photographs.restore_automatically(
        image,
        catalog,
        device=device,
        on_progress=_telling(on_progress, tell),
        keeps_tint=keeps_tint,
    )


def restoring_by_preset(
    preset: "Preset", catalog: Catalog, device: str, *, keeps_tint: bool
) -> "RestoreImage":
    """Carries out the preset's plan; a photograph is diagnosed where the preset depends on it."""
    from restorer_app.restoration.diagnose import diagnose
    from restorer_app.restoration.image import restore
    from restorer_app.restoration.plan import Plan, propose_plan, step_for

    steps = [step_for(distortion, catalog) for distortion in distortions_of(Medium.PHOTO)]
    repairs = [step for step in steps if step]

    def restore_image(image: "Image", on_progress: OnProgress) -> "Restored":
        diagnosis = diagnose(image, catalog, device=device) if preset.needs_diagnosis else None
        proposed = propose_plan(diagnosis, catalog) if diagnosis is not None else Plan()
        plan = preset.plan_for(repairs, proposed, diagnosis)
        if keeps_tint:
            plan = plan.keeping_tint()
        return restore(image, plan, catalog, device=device, on_progress=on_progress)

    return restore_image


def keeping_mask(restore_image: "RestoreImage", path: Path, *, overwrite: bool) -> "RestoreImage":
    """`restore_image`, which also writes what it has filled; where that is nothing, black."""
    import numpy as np

    from restorer_app.restoration.mask_drawing import pack_mask
    from restorer_app.restoration.mask_files import write_mask

    def restore_and_write(image: "Image", on_progress: OnProgress) -> "Restored":
        restored = restore_image(image, on_progress)
        nothing = np.zeros((image.height, image.width), bool)
        write_mask(restored.filled or pack_mask(nothing), path, overwrite=overwrite)
        return restored

    return restore_and_write


def _telling(on_progress: OnProgress, tell: Callable[[str], None]) -> OnProgress:
    """`on_progress`, and on a terminal also what the loop finds out, as it finds it."""
    from restorer_app.restoration.course import CourseProgress

    if not sys.stderr.isatty():
        return on_progress
    n_told = 0

    def report(progress: Progress) -> None:
        nonlocal n_told
        on_progress(progress)
        if isinstance(progress, CourseProgress):
            for tried in progress.course.reports[n_told:]:
                tell(_verdict(tried))
            n_told = len(progress.course.reports)
            if progress.course.stop_reason:
                tell(progress.course.stop_reason)

    return report


def _verdict(tried: "StepReport") -> str:
    """'pass 1: Noise - kept'."""
    outcome = f"left out: {reason_of(tried)}" if tried.reason else "kept"
    return f"pass {tried.pass_number}: {tried.step.distortion.label} - {outcome}"


def reason_of(report: "StepReport") -> str:
    """Why a step was dropped, without its name before it."""
    return report.reason.removeprefix(f"{report.step.distortion.label}: ")
