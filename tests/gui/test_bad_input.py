"""Files that are none, dropped on the window: each is told in a sentence, the good ones go on."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from restorer_app.gui.activity import Mark
from restorer_app.gui.documents.session import Session
from restorer_app.gui.main_window import MainWindow
from tests.gui.conftest import Photographer
from tests.gui.waiting import WAIT_MS
from tests.media.test_decoding import png_claiming

GOOD = (200, 200)


def cut(path: Path, photograph: Photographer) -> None:
    photograph(path.name, size=GOOD)
    path.write_bytes(path.read_bytes()[:3000])


def text(path: Path, _: Photographer) -> None:
    path.write_text("Dear diary, ...", encoding="utf-8")


def empty(path: Path, _: Photographer) -> None:
    path.touch()


def bomb(path: Path, _: Photographer) -> None:
    path.write_bytes(png_claiming(100_000, 100_000))


def pipe(path: Path, _: Photographer) -> None:
    os.mkfifo(path)


def broken_link(path: Path, _: Photographer) -> None:
    path.symlink_to(path.with_name("gone.png"))


BAD = [
    ("cut.jpg", cut, "ends too early"),
    ("cut.png", cut, "ends too early"),
    ("diary.jpg", text, "it is no JPEG, PNG, TIFF, WebP or BMP"),
    ("empty.png", empty, "the file is empty"),
    ("bomb.png", bomb, "it claims 100000 x 100000 pixels"),
    ("pipe.jpg", pipe, "it is a device"),
    ("broken link.png", broken_link, "there is no such file"),
]


@pytest.mark.parametrize(("name", "spoil", "reason"), BAD, ids=[name for name, *_ in BAD])
def test_one_bad_file_is_told_and_the_good_ones_go_on(
    qtbot: QtBot,
    session: Session,
    window: MainWindow,
    photograph: Photographer,
    tmp_path: Path,
    name: str,
    spoil: Callable[[Path, Photographer], None],
    reason: str,
) -> None:
    spoil(tmp_path / name, photograph)
    session.open_paths([photograph("a.png"), tmp_path / name, photograph("Ωß 漢 🙂.png")])
    marks = [Mark.DIAGNOSED, Mark.FAILED, Mark.DIAGNOSED]
    qtbot.waitUntil(lambda: [d.mark for d in session.documents] == marks, timeout=WAIT_MS)
    session.select(session.documents[1])
    assert window.canvas.message.isVisible()
    assert name in window.canvas.message.sentence
    assert reason in window.canvas.message.sentence
    assert not window.inspector.action_area.restore_button.isVisible()


def test_a_whole_box_of_bad_files_stops_nothing(
    qtbot: QtBot, session: Session, window: MainWindow, photograph: Photographer, tmp_path: Path
) -> None:
    for name, spoil, _ in BAD:
        spoil(tmp_path / name, photograph)
    good = photograph("z.png")
    session.open_paths([*(tmp_path / name for name, *_ in BAD), good])
    marks = [*(Mark.FAILED for _ in BAD), Mark.DIAGNOSED]
    qtbot.waitUntil(lambda: [d.mark for d in session.documents] == marks, timeout=WAIT_MS)
    session.select(session.documents[-1])
    session.restore()
    qtbot.waitUntil(lambda: session.documents[-1].mark is Mark.RESTORED, timeout=WAIT_MS)
