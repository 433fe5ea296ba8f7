"""`restorer diagnose`, `compare` and `degrade`: look at photographs, and damage them on purpose."""

import math
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from restorer_app.cli.console import as_json, complain, progress_bar, say, table
from restorer_app.cli.options import Inputs, JsonFlag, Output, Overwrite, open_catalog
from restorer_app.distortions import Medium
from restorer_app.errors import MediaError, PlanError
from restorer_app.progress import OnProgress, Progress, part_of
from restorer_app.registry.catalog import Catalog
from restorer_app.texts import Text

if TYPE_CHECKING:  # pictures pull in numpy, Pillow and torch: only for a command that runs
    from restorer_app.restoration.batch import Failure
    from restorer_app.restoration.diagnosis import Diagnosis
    from restorer_app.restoration.file_jobs import FileJob, FoundFile

SHOWN_FROM = 0.05
"""Less probable distortions are left out of the table for people; JSON has them all."""

_UNITS = {"mse": "", "snr_db": " dB", "psnr_db": " dB", "ssim": "", "fsim": ""}

_Recipe = Sequence[tuple[str, float]]


def diagnose(inputs: Inputs, json: JsonFlag = False) -> None:
    """Say what is wrong with photographs, the most probable first."""
    from restorer_app.restoration.batch import Failure, diagnosis_document
    from restorer_app.restoration.file_jobs import find_files

    catalog = open_catalog()
    found = find_files(inputs)
    documents = []
    with progress_bar() as on_progress:
        for i, file in enumerate(found):
            part = part_of(on_progress, file.path.name, i / len(found), (i + 1) / len(found))
            diagnosis = _diagnose_file(file, catalog, part)
            if isinstance(diagnosis, Failure):
                complain(diagnosis.reason)
                continue
            if not json:
                say(_diagnosis_text(file.path, diagnosis))
            about = {"file": str(file.path), "medium": str(Medium.PHOTO)}
            documents.append(about | diagnosis_document(diagnosis))
    if json:
        say(as_json(documents))
    if len(documents) < len(found):
        raise typer.Exit(1)


def compare(
    reference: Annotated[Path, typer.Argument(help="The clean photograph.", show_default=False)],
    candidate: Annotated[Path, typer.Argument(help="The one to measure.", show_default=False)],
    json: JsonFlag = False,
) -> None:
    """Measure how close a photograph is to its reference: MSE, SNR, PSNR, SSIM, FSIM."""
    from restorer_app.media.image import load_image
    from restorer_app.metrics.image import compare_images

    scores = asdict(compare_images(load_image(reference).pixels, load_image(candidate).pixels))
    if json:
        finite = {name: x if math.isfinite(x) else None for name, x in scores.items()}
        say(as_json(finite))
        return
    for name, value in scores.items():
        number = f"{value:.4f}{_UNITS[name]}" if math.isfinite(value) else "identical"
        say(f"{name:8} {number}")


def degrade(
    inputs: Annotated[
        Path, typer.Argument(metavar="IN", help="A photograph, or a folder.", show_default=False)
    ],
    recipe: Annotated[
        str,
        typer.Option(
            "--with",
            metavar="NAME:LEVEL[,...]",
            help="What to do to it, in this order; levels 1..5.",
            show_default=False,
        ),
    ],
    output: Output,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Same seed, same damage.")] = 0,
    overwrite: Overwrite = False,
) -> None:
    """Damage photographs on purpose, to try a restoration against the known original."""
    from restorer_app.restoration.batch import Failure
    from restorer_app.restoration.file_jobs import assign_targets

    parts = _parse_recipe(recipe)
    failures = []
    for job in assign_targets([inputs], output):
        parameters = _degrade_file(job, parts, seed, overwrite)
        if isinstance(parameters, Failure):
            complain(parameters.reason)
            failures.append(parameters)
        else:
            say(f"{job.source} -> {job.target}: {'; '.join(parameters)}")
    if failures:
        raise typer.Exit(1)


def _diagnose_file(
    file: "FoundFile", catalog: Catalog, on_progress: OnProgress
) -> "Diagnosis | Failure":
    from restorer_app.media.image import load_image
    from restorer_app.restoration import diagnose as diagnosing
    from restorer_app.restoration.batch import attempt

    def work() -> "Diagnosis":
        if file.problem:
            raise MediaError(file.problem)
        on_progress(Progress("", 0.0))
        return diagnosing.diagnose(load_image(file.path), catalog, on_progress=on_progress)

    return attempt(file.path, work)


def _diagnosis_text(path: Path, diagnosis: "Diagnosis") -> str:
    verdict = "clean" if diagnosis.is_clean else "damaged"
    if not diagnosis.is_clean and not diagnosis.found:
        verdict = "nothing certain"
    title = f"{path}: {verdict} (clean with {diagnosis.clean:.0%} probability)"
    findings = sorted(diagnosis.findings, key=lambda finding: -finding.probability)
    rows = [
        [
            finding.distortion.label,
            f"{finding.probability:.0%}",
            f"{finding.severity:.1f} of 5",
            str(finding.distortion),
        ]
        for finding in findings
        if finding.probability >= SHOWN_FROM
    ]
    if not rows:
        return title
    lines = table(["distortion", "probability", "severity", "name"], rows)
    return "\n".join([title, *(f"  {line}" for line in lines.splitlines())])


def _parse_recipe(text: str) -> _Recipe:
    from restorer_app.degradations.kadid import parse_recipe

    try:
        parts = parse_recipe(text)
        for name, level in parts:
            if not 1 <= level <= 5:
                raise PlanError(Text(f"{name}: level {level:g} is outside 1..5"))
    except PlanError as error:
        raise typer.BadParameter(str(error), param_hint="--with") from error
    return parts


def _degrade_file(
    job: "FileJob", recipe: _Recipe, seed: int, overwrite: bool
) -> "list[str] | Failure":
    """The parameters applied, one text per part of the recipe."""
    import numpy as np

    from restorer_app.degradations.kadid import degrade as degrade_pixels
    from restorer_app.restoration.batch import attempt, open_job, save_result

    def work() -> list[str]:
        image = open_job(job, overwrite=overwrite)
        rng = np.random.default_rng(seed)
        pixels, applied = image.pixels, []
        for name, level in recipe:
            degraded = degrade_pixels(pixels, name, level, rng)
            pixels = degraded.pixels
            applied.append(
                " ".join(
                    f"{key}={value}" if key != "name" else str(value)
                    for key, value in degraded.parameters.items()
                )
            )
        save_result(image.with_pixels(pixels), job, overwrite=overwrite)
        return applied

    return attempt(job.source, work)
