"""`restorer evaluate`: how good the models are, measured on clean photographs or recordings."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from restorer_app.cli.console import as_json, progress_bar, say, table, write_json
from restorer_app.cli.options import DATA, open_catalog

if TYPE_CHECKING:
    from restorer_app.evaluation.report import Evaluation

STDOUT = "-"


def evaluate(
    suite: Annotated[
        str,
        typer.Argument(
            metavar="SUITE",
            help="gaussian, jpeg, kadid, detail, classifier, loop, calibration, no-harm, "
            "clean-kinds, scratches, inpainting, grain, aging, faces or speed; audio-echo, "
            "audio-denoise, audio-clicks, audio-hum, audio-clip, audio-reverb or audio-untouched; "
            "or paper-0, old-photos, sound: measure nothing, write the page of the results kept in "
            "--results.",
            show_default=False,
        ),
    ],
    data: Annotated[Path | None, DATA] = None,
    models: Annotated[
        str | None,
        typer.Option(
            "--models", metavar="ID,...", help="Use these models in place of the usual ones."
        ),
    ] = None,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, help="This many files, evenly spread.")
    ] = None,
    json: Annotated[
        str | None,
        typer.Option("--json", metavar="FILE", help="Write the result as JSON; - for stdout."),
    ] = None,
    results: Annotated[
        Path | None,
        typer.Option(
            "--results",
            metavar="DIR",
            file_okay=False,
            help="Keep the result there as SUITE.json, and write the page that shows it and its "
            "contact sheets anew from all that is kept.",
        ),
    ] = None,
) -> None:
    """Measure models on clean files that are damaged on the way, or the program's speed."""
    from restorer_app.evaluation.pages import PAGES
    from restorer_app.evaluation.results import keep_result, write_page
    from restorer_app.evaluation.suites import SUITES, run_suite

    if suite in PAGES:
        if results is None:
            raise typer.BadParameter(f"{suite} needs the folder of results", param_hint="--results")
        with progress_bar() as on_progress:
            write_page(PAGES[suite], results, open_catalog(), on_progress=on_progress)
        return
    if suite not in SUITES:
        raise typer.BadParameter(
            f"there is no suite '{suite}'; known are: {', '.join((*SUITES, *PAGES))}",
            param_hint="SUITE",
        )
    if data is None:
        raise typer.BadParameter(
            "name a folder of clean photographs or recordings", param_hint="--data"
        )
    named = tuple(name.strip() for name in models.split(",")) if models else ()
    catalog = open_catalog()
    with progress_bar() as on_progress:
        evaluation = run_suite(
            suite, data, catalog, models=named, limit=limit, on_progress=on_progress
        )
        if results:
            keep_result(evaluation, results)
        _answer(evaluation, json, is_kept=results is not None)
        for page in PAGES.values():
            if results and suite in page.suites:
                write_page(page, results, catalog, on_progress=on_progress)


def _answer(evaluation: "Evaluation", json: str | None, *, is_kept: bool) -> None:
    """The result where it was asked for; on stdout as a table where nothing else was."""
    if json == STDOUT:
        say(as_json(evaluation.as_document()))
    elif json:
        write_json(evaluation.as_document(), Path(json))
    elif not is_kept:
        say(evaluation.title)
        say(table(*evaluation.as_columns()))
