"""`restorer restore`: diagnose, repair and save, one file or a box full of them."""

import math
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from restorer_app.cli.console import complain, progress_bar, say, write_json
from restorer_app.cli.options import (
    DeviceName,
    DeviceOption,
    Inputs,
    Output,
    Overwrite,
    check_device,
    open_catalog,
)
from restorer_app.cli.restore_sound import check_removed, restoring_sound
from restorer_app.distortions import Distortion, Medium, distortions_of
from restorer_app.errors import MediaError, NamingError, PlanError
from restorer_app.progress import OnProgress, Progress
from restorer_app.registry.catalog import Catalog
from restorer_app.restoration.naming import PLAIN_TEMPLATE

if TYPE_CHECKING:  # plans and batches pull in numpy, Pillow and torch: only for a command that runs
    from restorer_app.media.image import Image
    from restorer_app.restoration.batch import RestoreImage
    from restorer_app.restoration.course import Restored, StepReport
    from restorer_app.restoration.file_jobs import FileJob
    from restorer_app.restoration.file_results import FileResult
    from restorer_app.restoration.plan import Plan
    from restorer_app.restoration.presets import Preset

AUTOMATIC = "auto"


def restore(
    inputs: Inputs,
    output: Output,
    plan: Annotated[
        str,
        typer.Option(
            "--plan", metavar="auto|PLAN.json", help="Diagnose each file, or carry out this plan."
        ),
    ] = AUTOMATIC,
    steps: Annotated[
        str | None,
        typer.Option(
            "--steps",
            metavar="NAME[:STRENGTH[:DETAIL]],...",
            help="Carry out these steps in this order; strength and detail are 0..1.",
        ),
    ] = None,
    preset: Annotated[
        str | None,
        typer.Option("--preset", metavar="NAME", help="Carry out this preset, as the window does."),
    ] = None,
    mask: Annotated[
        Path | None,
        typer.Option(
            "--mask",
            metavar="MASK.png",
            help="Fill what is white here, instead of the scratches that are found.",
            show_default=False,
        ),
    ] = None,
    save_mask: Annotated[
        Path | None,
        typer.Option(
            "--save-mask",
            metavar="MASK.png",
            help="Write what was filled in one photograph, white on black.",
            show_default=False,
        ),
    ] = None,
    faces: Annotated[
        bool | None,
        typer.Option(
            "--faces/--no-faces",
            help="Refine soft or noisy faces where there are any, or never.",
            show_default=False,
        ),
    ] = None,
    scratches: Annotated[
        bool | None,
        typer.Option(
            "--scratches/--no-scratches",
            help="Fill all that looks like scratches or other damage of the surface, or never; "
            "else only where there is no doubt.",
            show_default=False,
        ),
    ] = None,
    keep_sepia: Annotated[
        bool,
        typer.Option(
            "--keep-sepia",
            help="Where faded tones are brought back, leave a photograph in shades of brown or "
            "yellow in its colour.",
        ),
    ] = False,
    device: DeviceOption = DeviceName.AUTO,
    report: Annotated[
        Path | None,
        typer.Option("--report", metavar="REPORT.json", help="Write what was done to each file."),
    ] = None,
    removed: Annotated[
        Path | None,
        typer.Option(
            "--removed",
            metavar="FILE",
            help="Write what was taken away from one recording, to listen to.",
            show_default=False,
        ),
    ] = None,
    overwrite: Overwrite = False,
    name_template: Annotated[
        str,
        typer.Option(
            "--name-template",
            metavar="TEMPLATE",
            help="Names of results in a folder, of {name}, {folder}, {n} and {date}.",
        ),
    ] = PLAIN_TEMPLATE,
) -> None:
    """Repair photographs and recordings and save the results; originals are never written to.

    A file that nothing is wrong with comes back as the same bytes.
    """
    from restorer_app.restoration.batch import restore_files
    from restorer_app.restoration.file_jobs import assign_targets

    catalog = open_catalog()
    if preset is not None and (steps is not None or plan != AUTOMATIC):
        raise typer.BadParameter(
            "name a preset, steps or a plan, not two of them", param_hint="--preset"
        )
    chosen = _chosen_preset(preset) if preset is not None else None
    told = _told_plan(plan, steps, catalog)
    if scratches and mask is None and catalog.finder_of(Distortion.SCRATCHES) is None:
        raise typer.BadParameter(
            "there is no model here that finds scratches; leave the option out",
            param_hint="--scratches",
        )
    if mask is not None:
        _check_mask_alone(scratches, preset)
    if scratches is False:
        catalog = catalog.without(Distortion.SCRATCHES)
        told = told and told.without_any(Distortion.SCRATCHES)
    if faces and catalog.restorer_of(Distortion.FACES) is None:
        raise typer.BadParameter(
            "there is no model here that refines faces; leave the option out", param_hint="--faces"
        )
    if faces is False:
        catalog = catalog.without(Distortion.FACES)
        told = told and told.without_any(Distortion.FACES)
    if keep_sepia:
        told = told and told.keeping_tint()
    try:
        jobs = assign_targets(inputs, output, template=name_template, media=tuple(Medium))
    except NamingError as error:
        raise typer.BadParameter(str(error), param_hint="--name-template") from error
    _check_report(report, jobs)
    if save_mask is not None:
        _check_mask_target(save_mask, jobs)
    if removed is not None:
        check_removed(removed, jobs)
    results: list[FileResult] = []

    def tell(sentence: str) -> None:
        complain(f"{jobs[len(results)].source}: {sentence}")

    name = check_device(device)
    for_photos = told and told.for_medium(Medium.PHOTO)
    filling = _filling(for_photos, mask, catalog) if scratches or mask else for_photos
    restore_image = (
        _restoring_by(chosen, catalog, name, keeps_tint=keep_sepia)
        if chosen is not None
        else _restoring(for_photos, filling, catalog, name, tell, keeps_tint=keep_sepia)
    )
    if save_mask is not None:
        restore_image = _keeping_mask(restore_image, save_mask, overwrite=overwrite)
    restore_sound = restoring_sound(told, catalog, name, removed, overwrite=overwrite)
    with progress_bar() as on_progress:
        for result in restore_files(
            jobs, restore_image, restore_sound, overwrite=overwrite, on_progress=on_progress
        ):
            results.append(result)
            if result.error:
                complain(result.error)
            else:
                say(_summary(result))
    if report:
        write_json([result.as_document() for result in results], report)
    if any(result.error for result in results):
        raise typer.Exit(1)


def _told_plan(plan: str, steps: str | None, catalog: Catalog) -> "Plan | None":
    """The plan the user wrote, or None for the automatic one. Wrong usage where it makes none."""
    from restorer_app.restoration.plan import plan_from_names
    from restorer_app.restoration.plan_files import read_plan

    if steps is not None and plan != AUTOMATIC:
        raise typer.BadParameter("name steps or a plan, not both", param_hint="--steps")
    try:
        if steps is not None:
            return plan_from_names(steps, catalog)
        if plan != AUTOMATIC:
            return read_plan(Path(plan))
    except (PlanError, MediaError) as error:
        hint = "--plan" if steps is None else "--steps"
        raise typer.BadParameter(str(error), param_hint=hint) from error
    return None


def _check_mask_alone(scratches: bool | None, preset: str | None) -> None:
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


def _filling(told: "Plan | None", path: Path | None, catalog: Catalog) -> "Plan":
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


def _chosen_preset(name: str) -> "Preset":
    """The preset of this name; files that are none are told and passed over."""
    from restorer_app.restoration.presets import find_preset, read_presets

    presets, problems = read_presets()
    for problem in problems:
        complain(problem)
    try:
        return find_preset(name, presets)
    except PlanError as error:
        raise typer.BadParameter(str(error), param_hint="--preset") from error


def _check_report(report: Path | None, jobs: "Sequence[FileJob]") -> None:
    taken = {path.resolve() for job in jobs for path in (job.source, job.target)}
    if report and report.resolve() in taken:
        raise typer.BadParameter(
            f"{report} is one of the photographs; choose another name", param_hint="--report"
        )


def _check_mask_target(path: Path, jobs: "Sequence[FileJob]") -> None:
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


def _keeping_mask(restore_image: "RestoreImage", path: Path, *, overwrite: bool) -> "RestoreImage":
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


def _restoring(
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


def _restoring_by(
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
    outcome = f"left out: {_reason(tried)}" if tried.reason else "kept"
    return f"pass {tried.pass_number}: {tried.step.distortion.label} - {outcome}"


def _reason(report: "StepReport") -> str:
    """Why a step was dropped, without its name before it."""
    return report.reason.removeprefix(f"{report.step.distortion.label}: ")


def _summary(result: "FileResult") -> str:
    """One line: what was done, what was tried and dropped, why it ended, how long it took."""
    kept = ", ".join(f"{step.distortion.label} {step.strength:.0%}" for step in result.plan.steps)
    dropped = [
        f"dropped {report.step.distortion.label} ({_reason(report).removesuffix('.')})"
        for report in result.reports
        if report.outcome == "dropped"
    ]
    done = "; ".join([kept or "left as it is", *dropped])
    if result.gain != 1:
        done += f"; all {-20 * math.log10(result.gain):.1f} dB quieter, to make room for peaks"
    if result.n_too_loud:
        done += f"; {result.n_too_loud} samples were too loud for the file and are limited"
    return (
        f"{result.source} -> {result.target}: {done}. {result.stop_reason} [{result.seconds:.1f} s]"
    )
