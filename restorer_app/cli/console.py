"""What a command says: results on stdout, everything else on stderr, JSON alone where asked for."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import typer

from restorer_app.media.atomic import atomic_file
from restorer_app.progress import OnProgress, Progress, ignore_progress


def say(text: str) -> None:
    """A result, for stdout."""
    typer.echo(text)


def complain(text: str) -> None:
    """Something that went wrong, one line on stderr."""
    typer.echo(" ".join(text.split()), err=True)


def as_json(document: Any) -> str:
    """One JSON document. It has no infinity: callers put null in its place."""
    return json.dumps(document, indent=2, allow_nan=False)


def write_json(document: Any, path: Path) -> None:
    """Write the document whole or not at all. Raises MediaError where it can not be written."""
    with atomic_file(path, overwrite=True) as file:
        file.write((as_json(document) + "\n").encode())


@contextmanager
def progress_bar() -> Iterator[OnProgress]:
    """A bar on stderr while the block runs, when that is a terminal; silent when it is not."""
    if not sys.stderr.isatty():
        yield ignore_progress
        return
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as RichProgress

    # Lines that go to a pipe must not end up on the bar's console.
    bar = RichProgress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        redirect_stdout=sys.stdout.isatty(),
        transient=True,
    )
    with bar:
        task = bar.add_task("", total=1.0)

        def show(progress: Progress) -> None:
            bar.update(task, description=progress.step, completed=progress.fraction)

        yield show


def table(header: list[str], rows: list[list[str]]) -> str:
    """Columns under a header, numbers to the right, words to the left."""
    widths = [max(len(line[i]) for line in [header, *rows]) for i in range(len(header))]
    is_number = [
        all(row[i][:1].isdigit() or row[i][:1] in "-+" for row in rows) for i in range(len(header))
    ]

    def line(cells: list[str]) -> str:
        padded = (
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(cells, widths, is_number, strict=True)
        )
        return "  ".join(padded).rstrip()

    return "\n".join([line(header), *map(line, rows)])
