"""What a killed process leaves is swept away; what anyone else has there is not touched."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from restorer_app import part_files
from restorer_app.media.atomic import atomic_file

WRITER = """
import sys
from pathlib import Path
from restorer_app.media.atomic import atomic_file
with atomic_file(Path(sys.argv[1]), overwrite=False) as file:
    file.write(b"half of it")
    file.flush()
    print("writing", flush=True)
    sys.stdin.read()
"""


@contextmanager
def another_process(path: Path) -> Iterator[subprocess.Popen[str]]:
    """One that stands in the middle of writing `path`, until its input ends."""
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "writing\n"
        yield process


def parts_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.suffix == ".part"]


def write(path: Path) -> None:
    with atomic_file(path, overwrite=True) as file:
        file.write(b"whole")


def test_the_next_file_sweeps_away_what_a_killed_process_left(tmp_path: Path) -> None:
    with another_process(tmp_path / "first.png") as process:
        process.send_signal(signal.SIGKILL)
    assert len(parts_in(tmp_path)) == 1
    write(tmp_path / "second.png")
    assert [path.name for path in tmp_path.iterdir()] == ["second.png"]


def test_what_another_process_is_writing_is_left_to_it(tmp_path: Path) -> None:
    with another_process(tmp_path / "theirs.png") as process:
        write(tmp_path / "ours.png")
        assert len(parts_in(tmp_path)) == 1
        process.communicate("")
    assert process.returncode == 0
    assert (tmp_path / "theirs.png").read_bytes() == b"half of it"
    assert parts_in(tmp_path) == []


def test_what_this_process_is_writing_elsewhere_in_the_folder_stays(tmp_path: Path) -> None:
    with atomic_file(tmp_path / "a.png", overwrite=False) as file:
        part_files._swept.clear()
        write(tmp_path / "b.png")
        file.write(b"a")
    assert (tmp_path / "a.png").read_bytes() == b"a"


@pytest.mark.parametrize(
    "name",
    [
        ".0123456789abcdef.part",
        "holiday.part",
        ".restorer-00000000-0123456789abcdef.part",  # of another computer
        f".restorer-{part_files._HOST}-0123456789abcdef.part.png",
    ],
)
def test_files_that_are_not_ours_are_never_deleted(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"somebody's")
    write(tmp_path / "a.png")
    assert (tmp_path / name).read_bytes() == b"somebody's"


def test_a_file_swept_before_its_lock_was_held_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, swept = part_files._locked_copy, []

    def too_late(descriptor: int) -> int | None:
        if not swept:
            swept.extend(tmp_path.iterdir())
            swept[0].unlink()
        return real(descriptor)

    monkeypatch.setattr(part_files, "_locked_copy", too_late)
    write(tmp_path / "a.png")
    assert (tmp_path / "a.png").read_bytes() == b"whole"
    assert [path.name for path in tmp_path.iterdir()] == ["a.png"]


def test_no_descriptor_stays_open(tmp_path: Path) -> None:
    write(tmp_path / "a.png")
    free = os.dup(0)  # the system gives the lowest number that is free
    os.close(free)
    for _ in range(3):
        write(tmp_path / "a.png")
    now = os.dup(0)
    os.close(now)
    assert now == free
