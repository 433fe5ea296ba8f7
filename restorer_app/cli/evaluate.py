"""`restorer evaluate`: how good the models are, measured on a folder of clean photographs."""

from pathlib import Path
from typing import Annotated

import typer

from restorer_app.cli.console import as_json, progress_bar, say, table, write_json
from restorer_app.cli.options import DataOption, open_catalog

STDOUT = "-"


def evaluate(
    suite: Annotated[
        str,
        typer.Argument(
            metavar="SUITE",
            help="gaussian, jpeg, kadid, classifier, no-harm or speed.",
            show_default=False,
        ),
    ],
    data: DataOption,
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
) -> None:
    """Measure models on clean photographs that are damaged on the way, or the program's speed."""
    from restorer_app.evaluation.suites import SUITES, run_suite

    if suite not in SUITES:
        raise typer.BadParameter(
            f"there is no suite '{suite}'; known are: {', '.join(SUITES)}", param_hint="SUITE"
        )
    named = tuple(name.strip() for name in models.split(",")) if models else ()
    with progress_bar() as on_progress:
        evaluation = run_suite(
            suite, data, open_catalog(), models=named, limit=limit, on_progress=on_progress
        )
    if json == STDOUT:
        say(as_json(evaluation.as_document()))
    elif json:
        write_json(evaluation.as_document(), Path(json))
    else:
        say(evaluation.title)
        say(table(*evaluation.as_columns()))
