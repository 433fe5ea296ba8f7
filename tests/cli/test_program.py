"""The program as a shell sees it: which words mean what, and what an exit code says."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

import restorer_app
from restorer_app.errors import RestorerError
from restorer_app.registry import catalog


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[list[Path]]:
    """What windows were opened with, instead of opening them."""
    windows: list[list[Path]] = []
    fake = ModuleType("restorer_app.gui.app")

    def run_window(files: list[Path], make_sample: Callable[[], Path]) -> int:
        assert callable(make_sample)
        windows.append(list(files))
        return 0

    fake.run = run_window  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "restorer_app.gui.app", fake)
    return windows


def test_without_arguments_the_window_opens(run, opened) -> None:
    assert run().code == 0
    assert opened == [[]]


@pytest.mark.parametrize("command", [[], ["gui"]])
def test_files_open_in_the_window(run, opened, write_photo, command) -> None:
    first, second = write_photo("a.png"), write_photo("b.png")
    assert run(*command, first, second).code == 0
    assert opened == [[first, second]]


def test_a_word_that_is_neither_a_command_nor_a_file(run, opened) -> None:
    done = run("restroe")
    assert done.code == 2
    assert "'restroe'" in done.stderr
    assert opened == []


def test_help_names_every_command(run) -> None:
    done = run("--help")
    assert done.code == 0
    for command in ("restore", "diagnose", "compare", "degrade", "models", "train", "evaluate"):
        assert f"  {command} " in done.stdout


@pytest.mark.parametrize("command", ["restore", "diagnose", "compare", "degrade", "models verify"])
def test_every_command_has_help(run, command) -> None:
    done = run(*command.split(), "--help")
    assert done.code == 0
    assert "Usage: restorer" in done.stdout


def test_the_version(run) -> None:
    assert run("--version").stdout == f"restorer {restorer_app.__version__}\n"


def test_an_expected_failure_is_one_line(run, monkeypatch) -> None:
    def fail() -> None:
        raise RestorerError("models: gone;\nreinstall Restorer")

    monkeypatch.setattr("restorer_app.cli.models.open_catalog", fail)
    done = run("models", "list")
    assert (done.code, done.stdout) == (1, "")
    assert done.stderr == "models: gone; reinstall Restorer\n"


def test_an_unexpected_failure_is_one_line_without_a_traceback(run, monkeypatch) -> None:
    def fail() -> None:
        raise ZeroDivisionError("oh")

    monkeypatch.setattr("restorer_app.cli.models.open_catalog", fail)
    done = run("models", "list")
    assert done.code == 1
    assert len(done.stderr.splitlines()) == 1
    assert "ZeroDivisionError" in done.stderr


def test_the_module_runs_as_a_program() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "restorer_app", "compare", "only-one.png"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 2
    assert done.stdout == ""


def test_a_reader_that_closes_the_pipe_is_no_failure_with_a_traceback(tmp_path) -> None:
    command = f'"{sys.executable}" -m restorer_app models list --json | head -c 1'
    done = subprocess.run(
        ["sh", "-c", command], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.stdout == "["
    assert "Traceback" not in done.stderr


def test_a_model_folder_that_can_not_be_read_is_named(run, models, write_photo, tmp_path) -> None:
    broken = models.folder / "broken"
    broken.mkdir()
    (broken / catalog.MODEL_FILE).write_text("id = [")
    done = run("models", "list", "--json")
    assert done.code == 0
    assert "broken" in done.stderr
    assert [entry["id"] for entry in done.json] == ["diagnosis", "jpeg", "noise"]


def test_progress_is_silent_when_piped(run, models, write_photo, tmp_path) -> None:
    assert run("restore", write_photo("a.png"), "-o", tmp_path / "b.png").stderr == ""


def test_progress_is_a_bar_on_a_terminal(monkeypatch, capsys) -> None:
    import io

    from restorer_app.cli import console
    from restorer_app.progress import Progress

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    with console.progress_bar() as on_progress:
        on_progress(Progress("photo.png: Noise", 0.5))
        console.say("result")
        console.complain("photo.png: broken")
    assert capsys.readouterr().out == "result\n"
    assert "photo.png: Noise" in screen.getvalue()
    assert "50%" in screen.getvalue()
    assert "photo.png: broken" in screen.getvalue()
