"""`restorer restore`: diagnose, repair and save, one file or a box full of them."""

import math
from collections.abc import Sequence
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
from restorer_app.cli.restore_photographs import (
    check_mask_alone,
    check_mask_target,
    filling_plan,
    keeping_mask,
    reason_of,
    restoring_by_preset,
    restoring_photographs,
)
from restorer_app.cli.restore_sound import check_removed, restoring_sound
from restorer_app.distortions import Distortion, Medium
from restorer_app.errors import MediaError, NamingError, PlanError
from restorer_app.registry.catalog import Catalog
from restorer_app.restoration.naming import PLAIN_TEMPLATE

if TYPE_CHECKING:  # plans and batches pull in numpy, Pillow and torch: only for a command that runs
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
        check_mask_alone(scratches, preset)
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
        check_mask_target(save_mask, jobs)
    if removed is not None:
        check_removed(removed, jobs)
    results: list[FileResult] = []

    def tell(sentence: str) -> None:
        complain(f"{jobs[len(results)].source}: {sentence}")

    name = check_device(device)
    for_photos = told and told.for_medium(Medium.PHOTO)
    filling = filling_plan(for_photos, mask, catalog) if scratches or mask else for_photos
    restore_image = (
        restoring_by_preset(chosen, catalog, name, keeps_tint=keep_sepia)
        if chosen is not None
        else restoring_photographs(for_photos, filling, catalog, name, tell, keeps_tint=keep_sepia)
    )
    if save_mask is not None:
        restore_image = keeping_mask(restore_image, save_mask, overwrite=overwrite)
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
    from restorer_app.restoration.plan_files import read_plan
    from restorer_app.restoration.plan_names import plan_from_names

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


def _summary(result: "FileResult") -> str:
    """One line: what was done, what was tried and dropped, why it ended, how long it took."""
    kept = ", ".join(f"{step.distortion.label} {step.strength:.0%}" for step in result.plan.steps)
    dropped = [
        f"dropped {report.step.distortion.label} ({reason_of(report).removesuffix('.')})"
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
