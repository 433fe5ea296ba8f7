"""The program's commands put together; what a shell sees of them: exit codes, error lines."""

import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from restorer_app import __version__
from restorer_app.cli import degrade, evaluate, measure, models, restore, train
from restorer_app.cli.console import complain, say
from restorer_app.errors import RestorerError

EXIT_FAILED = 1
EXIT_USAGE = 2

DEBUG_VARIABLE = "RESTORER_DEBUG"
"""Set in the environment, it shows the log with tracebacks on stderr."""

app = typer.Typer(
    name="restorer",
    help="Restore old or damaged photographs. Without a command the window opens, with the files "
    "named.",
    add_completion=False,
    rich_markup_mode=None,  # plain help: rich would take longer to import than all the rest
    pretty_exceptions_enable=False,
)
app.command("restore")(restore.restore)
app.command("diagnose")(measure.diagnose)
app.command("compare")(measure.compare)
app.command("degrade")(degrade.degrade)
app.add_typer(models.app, name="models")
app.command("train")(train.train)
app.command("evaluate")(evaluate.evaluate)

_log = logging.getLogger("restorer_app")


def _show_version(is_asked: bool) -> None:
    if is_asked:
        say(f"restorer {__version__}")
        raise typer.Exit


@app.callback()
def _program(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_show_version, is_eager=True, help="Show the version and end."
        ),
    ] = False,
) -> None:
    """Holds the options of the program itself; every command has its own."""


@app.command("gui")
def open_window(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[FILE]...", help="Photographs or saved sessions to open.", show_default=False
        ),
    ] = None,
) -> None:
    """Open the window."""
    from restorer_app.cli.sample import make_sample
    from restorer_app.gui.app import run

    raise typer.Exit(run(files or [], make_sample))


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code: 0 all good, 1 something failed, 2 wrong usage.

    130 after an interrupt from the keyboard. Expected failures are one line on stderr.
    """
    _set_up_streams()
    words = list(sys.argv[1:] if argv is None else argv)
    commands = {command.name for command in app.registered_commands}
    commands |= {group.name for group in app.registered_groups}
    if not words or not (words[0] in commands or words[0].startswith("-")):
        if words and not Path(words[0]).exists():
            complain(f"'{words[0]}' is neither a command nor a file; see 'restorer --help'")
            return EXIT_USAGE
        words.insert(0, "gui")
    try:
        app(words, prog_name="restorer")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    except RestorerError as error:
        complain(str(error))
    except Exception as error:  # the last door: a person gets a sentence, the log the traceback
        _log.error("unexpected failure", exc_info=error)
        complain(
            f"restorer: an unexpected failure ({type(error).__name__}: {error}); "
            f"please report it with the output of {DEBUG_VARIABLE}=1 restorer ..."
        )
    return EXIT_FAILED


def _set_up_streams() -> None:
    if os.environ.get(DEBUG_VARIABLE):
        logging.basicConfig(level=logging.DEBUG)
    else:
        _log.addHandler(logging.NullHandler())  # or Python prints warnings into a script's stderr
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # file names may hold what the terminal can not show
            stream.reconfigure(errors="backslashreplace")
