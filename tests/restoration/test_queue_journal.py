"""The queue on disk: read back as it was, whatever happened to the program."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from restorer_app.distortions import Distortion
from restorer_app.restoration.destination import Destination, Existing
from restorer_app.restoration.plan import Plan, Step
from restorer_app.restoration.queue_entry import EntryState, QueueEntry
from restorer_app.restoration.queue_journal import QueueJournal, encode_entries

PLAN = Plan((Step(Distortion.JPEG, "jpeg-v1", 0.5),))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "queue.jsonl"


def make_entries(folder: Path, n: int = 3) -> list[QueueEntry]:
    to = Destination(folder / "out", "{name}", ".png", Existing.SKIP, copies_unchanged=False)
    return [
        QueueEntry(f"q-{i}", folder / f"{i} ä\udcff.jpg", folder / "out" / f"{i}.png", to, PLAN)
        for i in range(n)
    ]


def kept(path: Path, entries: list[QueueEntry]) -> QueueJournal:
    journal = QueueJournal(path)
    journal.note_added(encode_entries(entries))
    return journal


def as_values(entry: QueueEntry) -> tuple[object, ...]:
    return tuple(getattr(entry, name) for name in entry.__slots__)


def test_entries_come_back_as_they_were(path: Path, tmp_path: Path) -> None:
    entries = make_entries(tmp_path)
    journal = kept(path, entries)
    entries[0].state, entries[0].reason = EntryState.FAILED, "Can't read it."
    entries[0].seconds = 1.5
    journal.note(entries[:1])
    for _ in range(2):  # reading writes the journal anew
        again = QueueJournal(path).read()
        assert [as_values(e) for e in again] == [as_values(e) for e in entries]


def test_what_was_in_work_waits_again_unless_its_result_is_there(
    path: Path, tmp_path: Path
) -> None:
    entries = make_entries(tmp_path)
    journal = kept(path, entries)
    for entry in entries[:2]:
        journal.note_begun(entry.id, entry.target.with_name(f"new {entry.target.name}"))
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "new 1.png").touch()
    (tmp_path / "out" / "2.png").touch()  # of someone else: this one was never begun
    first, second, third = QueueJournal(path).read()
    assert (first.state, second.state) == (EntryState.WAITING, EntryState.DONE)
    assert second.target == tmp_path / "out" / "new 1.png"
    assert third.state is EntryState.WAITING


def test_a_queue_that_is_over_is_not_taken_up_again(path: Path, tmp_path: Path) -> None:
    entries = make_entries(tmp_path)
    journal = kept(path, entries)
    for entry, state in zip(
        entries, (EntryState.DONE, EntryState.FAILED, EntryState.CANCELLED), strict=True
    ):
        entry.state = state
    journal.note(entries)
    assert QueueJournal(path).read() == []
    assert path.read_bytes() == b""


def test_removed_entries_stay_away(path: Path, tmp_path: Path) -> None:
    entries = make_entries(tmp_path)
    kept(path, entries).note_removed(entries[:1])
    assert [entry.id for entry in QueueJournal(path).read()] == ["q-1", "q-2"]


@given(cut=st.integers(0, 2000))
def test_a_journal_cut_anywhere_gives_what_was_whole(
    tmp_path_factory: pytest.TempPathFactory, cut: int
) -> None:
    folder = tmp_path_factory.mktemp("cut")
    path, entries = folder / "queue.jsonl", make_entries(folder)
    journal = kept(path, entries[:2])
    journal.note_added(encode_entries(entries[2:]))
    whole = path.read_bytes()
    path.write_bytes(whole[:cut])
    first_end, n_expected = whole.index(b"\n"), 0
    if cut >= first_end:  # the last brace is there
        n_expected = 2 if cut < len(whole) - 1 else 3
    assert len(QueueJournal(path).read()) == n_expected


def test_lines_that_are_none_are_passed_over(path: Path, tmp_path: Path) -> None:
    kept(path, make_entries(tmp_path))
    with path.open("ab") as file:
        file.write(
            b'\xff\n[]\n{"ids": ["q-0"], "state": "odd"}\n{"add": 3}\n{}\n"x"\n{"ids": ["y"]}\n'
        )
    assert [entry.state for entry in QueueJournal(path).read()] == [EntryState.WAITING] * 3


def test_a_journal_that_can_not_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    journal = kept(tmp_path / "file" / "queue.jsonl", make_entries(tmp_path))
    assert journal.read() == []


def test_the_journal_is_nobody_elses_business(path: Path, tmp_path: Path) -> None:
    kept(path, make_entries(tmp_path))
    assert os.name != "posix" or path.stat().st_mode & 0o077 == 0
