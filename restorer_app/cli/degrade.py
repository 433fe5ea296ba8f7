"""`restorer degrade`: damage photographs and recordings on purpose."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from restorer_app.cli.console import complain, say
from restorer_app.cli.options import Output, Overwrite
from restorer_app.distortions import Distortion, Medium
from restorer_app.errors import PlanError
from restorer_app.texts import Text

if TYPE_CHECKING:  # pictures and sound pull in numpy and more: only for a command that runs
    from restorer_app.degradations.recipe import Recipe
    from restorer_app.restoration.batch import Failure
    from restorer_app.restoration.file_jobs import FileJob


def degrade(
    inputs: Annotated[
        Path,
        typer.Argument(
            metavar="IN", help="A photograph, a recording, or a folder.", show_default=False
        ),
    ],
    recipe: Annotated[
        str,
        typer.Option(
            "--with",
            metavar="NAME:LEVEL[,...]",
            help="What to do to it, in this order; levels 1..5. In a folder of both, photographs "
            "and recordings each get what can happen to them.",
            show_default=False,
        ),
    ],
    output: Output,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Same seed, same damage.")] = 0,
    overwrite: Overwrite = False,
) -> None:
    """Damage photographs or recordings on purpose, to try a restoration against the original."""
    from restorer_app.degradations.recipe import parts_for
    from restorer_app.restoration.batch import Failure
    from restorer_app.restoration.file_jobs import assign_targets

    parsed = _parse(recipe)
    media = [medium for medium in Medium if parts_for(medium, parsed)]
    failures = []
    for job in assign_targets([inputs], output, media=media):
        applied = _degrade_file(job, parsed, seed, overwrite)
        if isinstance(applied, Failure):
            complain(applied.reason)
            failures.append(applied)
        else:
            say(f"{job.source} -> {job.target}: {'; '.join(applied)}")
    if failures:
        raise typer.Exit(1)


def _parse(text: str) -> "Recipe":
    from restorer_app.degradations.recipe import parse_recipe

    try:
        return parse_recipe(text)
    except PlanError as error:
        raise typer.BadParameter(str(error), param_hint="--with") from error


def _degrade_file(
    job: "FileJob", recipe: "Recipe", seed: int, overwrite: bool
) -> "list[str] | Failure":
    """What was done, one text per part of the recipe."""
    from restorer_app.degradations.recipe import NAMES, parts_for
    from restorer_app.restoration.batch import attempt
    from restorer_app.restoration.file_jobs import medium_of

    medium = medium_of(job.source)
    parts = parts_for(medium, recipe)
    damage = _degrade_recording if medium is Medium.AUDIO else _degrade_photograph

    def work() -> list[str]:
        if not parts and not job.problem:
            what = "a recording" if medium is Medium.AUDIO else "a photograph"
            raise PlanError(
                Text(
                    f"{job.source}: it is {what}, to which none of this can happen; name some of "
                    f"{', '.join(NAMES[medium])}"
                )
            )
        return damage(job, parts, seed, overwrite)

    return attempt(job.source, work)


def _degrade_photograph(job: "FileJob", recipe: "Recipe", seed: int, overwrite: bool) -> list[str]:
    import numpy as np

    from restorer_app.degradations.photograph import degrade_photograph
    from restorer_app.restoration.job_files import open_job, save_result

    image = open_job(job, overwrite=overwrite)
    rng = np.random.default_rng(seed)
    pixels, applied = image.pixels, []
    for name, level in recipe:
        degraded = degrade_photograph(pixels, name, level, rng)
        pixels = degraded.pixels
        applied.append(_parameters_text(degraded.parameters))
    save_result(image.with_pixels(pixels), job, overwrite=overwrite)
    return applied


def _degrade_recording(job: "FileJob", recipe: "Recipe", seed: int, overwrite: bool) -> list[str]:
    import numpy as np

    from restorer_app.degradations.audio.sound import degrade_sound
    from restorer_app.media.audio import load_recording, save_recording
    from restorer_app.restoration.job_files import check_job, make_folder

    check_job(job, overwrite=overwrite)
    recording = load_recording(job.source)
    rng = np.random.default_rng(seed)
    samples, applied = recording.samples, []
    for name, level in recipe:
        degraded = degrade_sound(samples, recording.rate, Distortion(name), level, rng)
        samples = degraded.samples
        applied.append(_parameters_text(degraded.parameters))
    make_folder(job)
    n_clipped = save_recording(recording.with_samples(samples), job.target, overwrite=overwrite)
    if n_clipped:
        applied.append(f"{n_clipped} samples too loud for the file")
    return applied


def _parameters_text(parameters: Mapping[str, Any]) -> str:
    """'hum level=3.0 snr_db=18.0 hz=50.1'."""
    return " ".join(
        str(value) if key == "name" else f"{key}={_value_text(value)}"
        for key, value in parameters.items()
    )


def _value_text(value: Any) -> str:
    if isinstance(value, Iterable) and not isinstance(value, str):
        return "[" + ",".join(map(_value_text, value)) + "]"
    return f"{value:.6g}" if isinstance(value, float) else str(value)
