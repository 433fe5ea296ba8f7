"""Many photographs at once, as a person works: asked once, then watched, paused, mended."""

import errno
import os
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from restorer_app.gui.activity import Mark
from restorer_app.gui.documents.session import Session
from restorer_app.gui.main_window import MainWindow
from restorer_app.gui.queue.queue_dialog import QueueDialog
from restorer_app.media.image import load_image
from restorer_app.restoration.destination import Destination
from restorer_app.restoration.queue_entry import EntryState
from tests.gui.waiting import WAIT_MS

LEFT = Qt.MouseButton.LeftButton
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier

WAITING, DONE, FAILED = EntryState.WAITING, EntryState.DONE, EntryState.FAILED


def drop(window: MainWindow, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    none, copy = Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    QApplication.sendEvent(window, QDragEnterEvent(QPointF(9, 9).toPoint(), copy, data, LEFT, none))
    QApplication.sendEvent(window, QDropEvent(QPointF(9, 9), copy, data, LEFT, none))


def asked(qtbot: QtBot, window: MainWindow) -> QueueDialog:
    """The question, on screen."""
    qtbot.waitUntil(lambda: window.findChild(QueueDialog) is not None, timeout=WAIT_MS)
    dialog = window.findChild(QueueDialog)
    qtbot.waitUntil(dialog.isVisible, timeout=WAIT_MS)
    return dialog


def answer(qtbot: QtBot, window: MainWindow, folder: Path, template: str = "") -> None:
    dialog = asked(qtbot, window)
    dialog.folder.setText(str(folder))
    if template:
        dialog.template.setText(template)
    qtbot.mouseClick(dialog.start_button, LEFT)


def queue_folder(
    qtbot: QtBot, window: MainWindow, folder: Path, out: Path, template: str = ""
) -> None:
    window.queue_desk.show()
    drop(window, folder)
    answer(qtbot, window, out, template)


def states(session: Session) -> list[EntryState]:
    return [entry.state for entry in session.queue.entries]


def wait_for_states(qtbot: QtBot, session: Session, *expected: EntryState) -> None:
    qtbot.waitUntil(lambda: states(session) == list(expected), timeout=WAIT_MS)


def wait_until_over(qtbot: QtBot, session: Session) -> None:
    queue = session.queue
    qtbot.waitUntil(
        lambda: bool(queue.entries) and not queue.entries.n_left and not queue.filling.is_finding,
        timeout=WAIT_MS,
    )


def wait_for_work(qtbot: QtBot, session: Session) -> None:
    qtbot.waitUntil(lambda: any(state.is_running for state in states(session)), timeout=WAIT_MS)


def choose_rows(window: MainWindow, *rows: int) -> None:
    panel = window.queue_desk.panel
    panel.view.clearSelection()
    for row in rows:
        selection = panel.view.selectionModel()
        selection.select(panel.rows.index(row), selection.SelectionFlag.Select)


def sentences(window: MainWindow) -> list[str]:
    """What a screen reader says of the rows."""
    rows = window.queue_desk.panel.rows
    role = Qt.ItemDataRole.AccessibleTextRole
    return [rows.data(rows.index(i), role) for i in range(rows.rowCount())]


def files_below(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def box(photograph, tmp_path: Path) -> Path:
    """Three noisy photographs, two of them in a folder of their own."""
    for name in ("a.png", "deep/b.png", "deep/c.png"):
        photograph(f"box/{name}")
    return tmp_path / "box"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


# --- filling -------------------------------------------------------------------------------------


def test_all_open_photographs_are_restored_and_saved(
    qtbot, session, window, bench, box, out
) -> None:
    originals = {path: path.read_bytes() for path in box.rglob("*.png")}
    drop(window, box)
    qtbot.waitUntil(window.files_column.restore_all_button.isVisible, timeout=WAIT_MS)
    window.files_column.restore_all_button.click()
    assert asked(qtbot, window).example == "'a.png' becomes 'a restored.png'"
    answer(qtbot, window, out)
    wait_until_over(qtbot, session)
    assert files_below(out) == {"a restored.png", "deep/b restored.png", "deep/c restored.png"}
    before, after = load_image(box / "a.png"), load_image(out / "a restored.png")
    np.testing.assert_allclose(after.pixels, 1 - before.pixels, atol=1 / 255)
    assert {path: path.read_bytes() for path in originals} == originals
    assert "3 of 3 done" in window.queue_desk.link.text()
    qtbot.waitUntil(lambda: {d.mark for d in session.documents} == {Mark.SAVED}, timeout=WAIT_MS)


def test_a_photograph_that_has_just_begun_is_counted_once(qtbot, session, box, out) -> None:
    queue, n_over = session.queue, []
    queue.changed.connect(lambda: n_over.append(queue.entries.n_over))
    queue.filling.fill([box], Destination(out))
    wait_until_over(qtbot, session)
    assert sorted(set(n_over)) == [0, 1, 2, 3]
    assert n_over == sorted(n_over), "what is done stays done"


def test_an_edited_plan_is_respected_and_the_others_find_their_own_way(
    qtbot, session, window, bench, photograph, out
) -> None:
    drop(window, photograph("a.png"), photograph("b.png"))
    qtbot.waitUntil(lambda: sum(d.mark is Mark.DIAGNOSED for d in session.documents) == 2)
    _, noise = window.inspector.plan.rows
    noise._slider.setValue(70)
    bench.calls.clear()
    qtbot.keyClick(window, Qt.Key.Key_R, CTRL_SHIFT)
    answer(qtbot, window, out)
    wait_until_over(qtbot, session)
    restored = [call for call in bench.calls if call.startswith("restore")]
    assert restored == ["restore jpeg:1:True white_noise:0.7:True", "restore automatically"]
    assert "diagnose" not in bench.calls, "what is known is not found out again"


def test_a_folder_is_restored_without_being_opened(
    qtbot, session, window, bench, box, out, monkeypatch
) -> None:
    monkeypatch.setattr("restorer_app.gui.dialogs.ask_folder_to_restore", lambda *_: box)
    qtbot.keyClick(window, Qt.Key.Key_F, CTRL_SHIFT)
    answer(qtbot, window, out, "{n} {name}")
    wait_until_over(qtbot, session)
    assert files_below(out) == {"001 a.png", "deep/002 b.png", "deep/003 c.png"}
    assert session.documents == ()
    assert window.queue_desk.panel.isVisible()


def test_a_clean_photograph_is_copied_byte_for_byte_or_left_out(
    qtbot, session, window, photograph, tmp_path, out
) -> None:
    source = photograph("box/clean.png", is_clean=True)
    queue_folder(qtbot, window, source.parent, out)
    wait_for_states(qtbot, session, EntryState.UNCHANGED)
    assert (out / "clean restored.png").read_bytes() == source.read_bytes()
    assert "Nothing is wrong with this photograph" in sentences(window)[0]
    drop(window, source.parent)
    dialog = asked(qtbot, window)
    dialog.unchanged.setCurrentIndex(1)
    dialog.folder.setText(str(tmp_path / "other"))
    qtbot.mouseClick(dialog.start_button, LEFT)
    wait_for_states(qtbot, session, EntryState.UNCHANGED, EntryState.UNCHANGED)
    assert files_below(tmp_path / "other") == set()


@pytest.mark.parametrize(("row", "second"), [(0, DONE), (1, EntryState.SKIPPED)])
def test_what_exists_is_never_replaced(
    qtbot, session, window, photograph, out, row, second
) -> None:
    source = photograph("box/a.png")
    out.mkdir()
    (out / "a restored.png").write_text("from before")
    window.queue_desk.show()
    drop(window, source.parent)
    asked(qtbot, window).existing.setCurrentIndex(row)
    answer(qtbot, window, out)
    wait_for_states(qtbot, session, second)
    assert (out / "a restored.png").read_text() == "from before"
    expected = {"a restored.png"} | ({"a restored 2.png"} if second is DONE else set())
    assert files_below(out) == expected


def test_a_folder_without_photographs_is_named(qtbot, session, window, tmp_path, out) -> None:
    (tmp_path / "empty").mkdir()
    queue_folder(qtbot, window, tmp_path / "empty", out)
    wait_for_states(qtbot, session, FAILED)
    assert "nothing to work on in this folder" in sentences(window)[0]


def test_an_output_folder_that_can_not_be_made_is_explained(
    qtbot, session, window, box, tmp_path
) -> None:
    (tmp_path / "file").touch()
    queue_folder(qtbot, window, box, tmp_path / "file" / "out")
    qtbot.waitUntil(window.queue_desk.notice.isVisible, timeout=WAIT_MS)
    assert "Can't write 'out'" in window.queue_desk.notice.sentence
    assert not session.queue.entries


# --- the question --------------------------------------------------------------------------------


def test_the_question_shows_an_example_and_explains_what_can_not_be(
    qtbot, window, box, out
) -> None:
    window.queue_desk.show()
    drop(window, box)
    dialog = asked(qtbot, window)
    dialog.folder.setText(str(out))
    dialog.template.setText("{name} ({n})")
    dialog.format.setCurrentIndex(dialog.format.findData(".tif"))
    assert dialog.example == "'Grandma 1943.jpg' becomes 'Grandma 1943 (001).tif'"
    for wrong, said in (("{nam}", "is no placeholder"), ("a/{name}", "choose the folder apart")):
        dialog.template.setText(wrong)
        assert said in dialog.problem
        assert not dialog.start_button.isEnabled()
    dialog.template.setText("{name}")
    dialog.folder.setText("")
    assert "Choose the folder" in dialog.problem


def test_the_answers_are_remembered(qtbot, session, window, box, out) -> None:
    window.queue_desk.show()
    drop(window, box)
    dialog = asked(qtbot, window)
    dialog.folder.setText(str(out))
    dialog.template.setText("{n}")
    dialog.format.setCurrentIndex(2)
    dialog.existing.setCurrentIndex(1)
    dialog.unchanged.setCurrentIndex(1)
    qtbot.mouseClick(dialog.keeps_tree, LEFT)
    answers = dialog.destination()
    qtbot.mouseClick(dialog.start_button, LEFT)
    wait_until_over(qtbot, session)
    qtbot.waitUntil(lambda: window.findChild(QueueDialog) is None, timeout=WAIT_MS)
    drop(window, box)
    assert asked(qtbot, window).destination() == answers


# --- pausing, cancelling, trying again -----------------------------------------------------------


def test_pausing_stops_at_once_and_going_on_begins_anew(
    qtbot, session, window, bench, box, out
) -> None:
    bench.may_go_on.clear()
    queue_folder(qtbot, window, box, out)
    wait_for_work(qtbot, session)
    panel = window.queue_desk.panel
    qtbot.mouseClick(panel.pause_button, LEFT)
    wait_for_states(qtbot, session, WAITING, WAITING, WAITING)
    assert "paused" in panel.summary
    assert files_below(out) == set()
    bench.may_go_on.set()
    qtbot.mouseClick(panel.pause_button, LEFT)
    wait_for_states(qtbot, session, DONE, DONE, DONE)


def test_one_is_cancelled_and_the_others_go_on(qtbot, session, window, bench, box, out) -> None:
    bench.may_go_on.clear()
    queue_folder(qtbot, window, box, out)
    wait_for_work(qtbot, session)
    choose_rows(window, 0, 2)  # the one in work and one that waits
    qtbot.keyClick(window.queue_desk.panel.view, Qt.Key.Key_Delete)
    bench.may_go_on.set()
    wait_for_states(qtbot, session, EntryState.CANCELLED, DONE, EntryState.CANCELLED)
    assert files_below(out) == {"deep/b restored.png"}
    choose_rows(window, 0)
    qtbot.mouseClick(window.queue_desk.panel.retry_button, LEFT)
    wait_for_states(qtbot, session, DONE, DONE, EntryState.CANCELLED)


def test_all_are_cancelled_and_removed(qtbot, session, window, bench, box, out) -> None:
    bench.may_go_on.clear()
    queue_folder(qtbot, window, box, out)
    wait_for_work(qtbot, session)
    panel = window.queue_desk.panel
    qtbot.mouseClick(panel.cancel_all_button, LEFT)
    wait_for_states(qtbot, session, *[EntryState.CANCELLED] * 3)
    qtbot.mouseClick(panel.clear_button, LEFT)
    assert panel.rows.rowCount() == 0
    assert not window.queue_desk.link.isVisible()
    assert files_below(out) == set()


def test_one_failure_stops_no_other_and_is_tried_again(
    qtbot, session, window, bench, box, out
) -> None:
    bench.n_failures = 1
    whole = (box / "deep" / "b.png").read_bytes()
    (box / "deep" / "b.png").write_bytes(b"no picture")
    queue_folder(qtbot, window, box, out)
    wait_for_states(qtbot, session, FAILED, FAILED, DONE)
    panel = window.queue_desk.panel
    choose_rows(window, 0)
    assert "the network returned an even area" in panel.details
    assert "2 with a problem" in panel.summary
    (box / "deep" / "b.png").write_bytes(whole)
    qtbot.mouseClick(panel.retry_failed_button, LEFT)
    wait_for_states(qtbot, session, DONE, DONE, DONE)


def test_results_are_opened_and_shown_in_their_folder(
    qtbot, session, window, box, out, monkeypatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(
        "restorer_app.gui.queue.queue_desk.QDesktopServices.openUrl",
        lambda url: opened.append(url.toLocalFile()),
    )
    queue_folder(qtbot, window, box, out)
    wait_until_over(qtbot, session)
    panel = window.queue_desk.panel
    choose_rows(window, 0)
    qtbot.mouseClick(panel.open_button, LEFT)
    qtbot.mouseClick(panel.folder_button, LEFT)
    assert opened == [str(out / "a restored.png"), str(out)]


def test_rows_and_link_say_how_it_stands(qtbot, session, window, bench, box, out) -> None:
    bench.may_go_on.clear()
    queue_folder(qtbot, window, box, out)
    wait_for_work(qtbot, session)
    assert sentences(window)[1] == "b.png, Waiting"
    assert window.queue_desk.link.text() == "Queue: 0 of 3 done"
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=WAIT_MS)
    qtbot.keyClick(window, Qt.Key.Key_Q)
    assert not window.queue_desk.panel.isVisible()
    qtbot.mouseClick(window.queue_desk.link, LEFT)
    assert window.queue_desk.panel.isVisible()
    bench.may_go_on.set()
    wait_until_over(qtbot, session)
    assert sentences(window)[0].startswith("a.png, Restored as a restored.png")


def test_what_is_asked_for_in_the_window_goes_first(
    qtbot, session, window, bench, box, out, photograph
) -> None:
    drop(window, photograph("own.png"))
    qtbot.waitUntil(lambda: [d.can_restore for d in session.documents] == [True], timeout=WAIT_MS)
    bench.may_go_on.clear()
    queue_folder(qtbot, window, box, out)
    wait_for_work(qtbot, session)
    session.restore()
    bench.may_go_on.set()
    wait_until_over(qtbot, session)
    assert session.current.has_result
    restored = [call for call in bench.calls if call in ("diagnose", "restore automatically")]
    assert restored.count("restore automatically") == 4
    # own.png was looked at first; restored right after the first one of the queue
    assert restored[:4] == ["diagnose", "diagnose", *["restore automatically"] * 2]


# --- drives that vanish or fill up ---------------------------------------------------------------


def test_a_vanished_output_folder_pauses_once_and_goes_on(
    qtbot, session, window, bench, box, out
) -> None:
    bench.may_go_on.clear()
    queue_folder(qtbot, window, box, out)
    wait_for_work(qtbot, session)
    out.rename(out.with_name("away"))
    told: list[str] = []
    session.queue.stopped.connect(told.append)
    bench.may_go_on.set()
    notice = window.queue_desk.notice
    qtbot.waitUntil(notice.isVisible, timeout=WAIT_MS)
    assert states(session) == [WAITING] * 3
    assert str(out) in notice.sentence
    assert not out.exists(), "results must not go where the drive was"
    qtbot.mouseClick(notice._action, LEFT)  # still away
    qtbot.waitUntil(lambda: len(told) == 2, timeout=WAIT_MS)
    out.with_name("away").rename(out)
    qtbot.mouseClick(notice._action, LEFT)
    wait_for_states(qtbot, session, DONE, DONE, DONE)
    assert len(told) == 2
    assert not notice.isVisible()


def test_an_empty_folder_in_place_of_a_drive_is_not_written_to(
    qtbot, session, window, bench, box, out, monkeypatch
) -> None:
    bench.may_go_on.clear()
    queue_folder(qtbot, window, box, out)
    wait_for_work(qtbot, session)
    stat = os.stat

    def on_another_drive(path: object, **options: object) -> os.stat_result:
        told = stat(path, **options)
        if str(path) != str(out):
            return told
        values = list(told)
        values[2] += 1  # st_dev
        return os.stat_result(values)

    monkeypatch.setattr(os, "stat", on_another_drive)
    bench.may_go_on.set()
    qtbot.waitUntil(lambda: session.queue.is_paused, timeout=WAIT_MS)
    assert states(session) == [WAITING] * 3
    assert files_below(out) == set()


def test_a_vanished_input_folder_pauses_once_and_then_fails_by_itself(
    qtbot, session, window, bench, box, out
) -> None:
    bench.may_go_on.clear()
    queue_folder(qtbot, window, box, out)
    wait_for_work(qtbot, session)
    (box / "deep").rename(box / "away")
    bench.may_go_on.set()
    notice = window.queue_desk.notice
    qtbot.waitUntil(notice.isVisible, timeout=WAIT_MS)
    assert str(box / "deep") in notice.sentence
    assert states(session) == [DONE, WAITING, WAITING]
    qtbot.mouseClick(notice._action, LEFT)
    wait_for_states(qtbot, session, DONE, FAILED, FAILED)
    assert "there is no such file" in sentences(window)[1]


def test_a_full_disk_pauses_and_the_photograph_is_tried_again(
    qtbot, session, window, box, out, monkeypatch
) -> None:
    def refuse(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    queue_folder(qtbot, window, box, out)
    notice = window.queue_desk.notice
    qtbot.waitUntil(notice.isVisible, timeout=WAIT_MS)
    assert "is full" in notice.sentence
    assert states(session) == [FAILED, WAITING, WAITING]
    assert "the disk is full" in sentences(window)[0]
    assert files_below(out) == set()
    monkeypatch.undo()
    qtbot.mouseClick(notice._action, LEFT)
    wait_for_states(qtbot, session, DONE, DONE, DONE)


# --- from one day to the next --------------------------------------------------------------------


def test_after_a_restart_the_rest_is_offered_and_done(
    qtbot, session, window, bench, box, out
) -> None:
    bench.may_go_on.clear()
    queue_folder(qtbot, window, box, out)
    wait_for_work(qtbot, session)
    choose_rows(window, 1)
    qtbot.keyClick(window.queue_desk.panel.view, Qt.Key.Key_Delete)
    window.close()
    bench.may_go_on.set()
    again = Session(bench.workbench())
    other = MainWindow(again)
    qtbot.addWidget(other)
    other.show()
    notice = other.queue_desk.notice
    qtbot.waitUntil(notice.isVisible, timeout=WAIT_MS)
    assert notice.sentence == "2 of 3 files were not finished last time."
    assert states(again) == [WAITING, EntryState.CANCELLED, WAITING]
    qtbot.mouseClick(notice._action, LEFT)
    wait_for_states(qtbot, again, DONE, EntryState.CANCELLED, DONE)
    assert files_below(out) == {"a restored.png", "deep/c restored.png"}
    assert again.shutdown(WAIT_MS)


def test_a_second_window_leaves_the_queue_of_the_first_alone(
    qtbot, session, window, bench, box, out
) -> None:
    bench.may_go_on.clear()
    queue_folder(qtbot, window, box, out)
    wait_for_work(qtbot, session)
    second = Session(bench.workbench())
    second.queue.read_what_was_left()
    assert not second.queue.entries
    assert second.shutdown(WAIT_MS)
    bench.may_go_on.set()
    wait_for_states(qtbot, session, DONE, DONE, DONE)
