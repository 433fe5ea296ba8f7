"""The window as a person works with it: drop, look, edit, restore, compare, save."""

import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QShortcut
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from restorer_app.gui.activity import Activity, Mark
from restorer_app.gui.compare.compare_panels import CompareMode
from restorer_app.gui.documents.document import Document
from restorer_app.gui.documents.session import Session
from restorer_app.gui.main_window import MainWindow
from restorer_app.gui.program.keys_sheet import KeysSheet
from restorer_app.gui.saving.save_dialog import SaveDialog
from restorer_app.media.image import load_image
from restorer_app.progress import OnProgress, Progress
from restorer_app.restoration.file_jobs import FoundFile, find_files
from tests.gui.waiting import WAIT_MS, wait_for_marks


def drop(window: MainWindow, *paths: Path) -> None:
    """What the window system sends when files are dropped."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    QApplication.sendEvent(window, QDragEnterEvent(QPointF(9, 9).toPoint(), copy, data, left, none))
    QApplication.sendEvent(window, QDropEvent(QPointF(9, 9), copy, data, left, none))


def wait_for_pictures(qtbot: QtBot, session: Session) -> Document:
    qtbot.waitUntil(
        lambda: session.current is not None and session.current.before is not None, timeout=WAIT_MS
    )
    assert session.current is not None
    return session.current


def restore_button(window: MainWindow) -> QPushButton:
    return window.inspector.action_area.restore_button


def restore_and_wait(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    qtbot.waitUntil(lambda: restore_button(window).isEnabled(), timeout=WAIT_MS)
    qtbot.mouseClick(restore_button(window), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(
        lambda: session.current is not None and session.current.after is not None, timeout=WAIT_MS
    )


def save_dialog(window: MainWindow) -> SaveDialog:
    """The one that is open."""
    (dialog,) = [dialog for dialog in window.findChildren(SaveDialog) if dialog.isVisible()]
    return dialog


def answer_save(qtbot: QtBot, window: MainWindow, target: Path) -> None:
    dialog = save_dialog(window)
    dialog.fields.folder.setText(str(target.parent))
    dialog.fields.name.setText(target.name)
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)


def test_from_drop_to_saved_file(qtbot, session, window, bench, photograph, tmp_path) -> None:
    source = photograph("Oma 1943, Käthe.png")
    original = source.read_bytes()
    drop(window, source)
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    assert window.inspector.findings.sentences() == [
        "Noise, 92 % sure, strong",
        "JPEG, 61 % sure, mild",
        "Jitter, 60 % sure, slight",
    ]
    assert len(window.inspector.plan.rows) == 2
    restore_and_wait(qtbot, window, session)
    assert bench.calls[-1] == "restore automatically"
    wait_for_marks(qtbot, session, Mark.RESTORED)

    qtbot.mouseClick(window.inspector.action_area.save_button, Qt.MouseButton.LeftButton)
    qtbot.keyClick(save_dialog(window), Qt.Key.Key_Return)
    wait_for_marks(qtbot, session, Mark.SAVED)
    saved = load_image(tmp_path / "Oma 1943, Käthe-restored.png")
    before = load_image(source)
    np.testing.assert_allclose(saved.pixels, 1 - before.pixels, atol=1 / 255)
    assert source.read_bytes() == original
    assert window.status.text == ""  # nothing left to save


def test_an_edited_plan_is_carried_out_exactly(qtbot, session, window, bench, photograph) -> None:
    drop(window, photograph("a.png"))
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    jpeg, noise = window.inspector.plan.rows
    qtbot.mouseClick(jpeg._switch, Qt.MouseButton.LeftButton)
    noise._slider.setValue(70)
    restore_and_wait(qtbot, window, session)
    assert bench.calls[-1] == "restore jpeg:1:False white_noise:0.7:True"


def test_all_steps_off_means_nothing_to_restore(qtbot, session, window, photograph) -> None:
    drop(window, photograph("a.png"))
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    for row in window.inspector.plan.rows:
        qtbot.mouseClick(row._switch, Qt.MouseButton.LeftButton)
    assert not restore_button(window).isEnabled()


def test_moving_a_slider_keeps_its_row(qtbot, session, window, photograph) -> None:
    drop(window, photograph("a.png"))
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    rows = window.inspector.plan.rows
    rows[0]._slider.setValue(30)
    assert window.inspector.plan.rows == rows
    assert session.current.plan.steps[0].strength == pytest.approx(0.3)


def test_a_clean_photograph_stays_and_says_so(qtbot, session, window, bench, photograph) -> None:
    drop(window, photograph("clean.png", is_clean=True))
    wait_for_marks(qtbot, session, Mark.CLEAN)
    assert window.inspector.findings.sentences() == [
        "Nothing is wrong with this photograph. It stays as it is."
    ]
    assert restore_button(window).isHidden()
    assert not window.header.save_button.isEnabled()


def test_repair_anyway_adds_a_step_that_can_be_restored(
    qtbot, session, window, bench, photograph
) -> None:
    drop(window, photograph("clean.png", is_clean=True))
    wait_for_marks(qtbot, session, Mark.CLEAN)
    offered = {action.text(): action for action in window.inspector.plan._menu.actions()}
    assert list(offered) == ["JPEG", "Noise", "Motion blur"]
    offered["Motion blur"].trigger()
    restore_and_wait(qtbot, window, session)
    assert bench.calls[-1] == "restore motion_blur:1:True"


def test_a_bad_file_says_why_and_the_others_go_on(
    qtbot, session, window, photograph, tmp_path
) -> None:
    bad = tmp_path / "b-text.jpg"
    bad.write_text("no photograph")
    drop(window, photograph("a.png"), bad, photograph("c.png", is_clean=True))
    wait_for_marks(qtbot, session, Mark.DIAGNOSED, Mark.FAILED, Mark.CLEAN)
    session.select(session.documents[1])
    assert "b-text.jpg" in window.canvas.message.sentence
    assert window.canvas.message.isVisible()
    assert not window.header.save_button.isEnabled()


def test_a_missing_file_is_told_and_opens_when_it_has_come_back(
    qtbot, session, window, photograph, tmp_path
) -> None:
    session.open_paths([tmp_path / "away.png"])
    wait_for_marks(qtbot, session, Mark.FAILED)
    assert "away.png" in window.canvas.message.sentence
    photograph("away.png")
    window.canvas.retry_pressed.emit()
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)


def test_a_failed_repair_leaves_the_photograph_and_can_be_tried_again(
    qtbot, session, window, bench, photograph
) -> None:
    bench.n_failures = 1
    drop(window, photograph("a.png"))
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    qtbot.mouseClick(restore_button(window), Qt.MouseButton.LeftButton)
    wait_for_marks(qtbot, session, Mark.FAILED)
    assert "even area" in window.canvas.banner.sentence
    assert window.canvas.view.isVisible()
    window.canvas.banner.action_pressed.emit()
    wait_for_marks(qtbot, session, Mark.RESTORED)
    assert window.canvas.banner.isHidden()


def test_an_unexpected_error_is_a_sentence_too(
    qtbot, session, window, bench, photograph, monkeypatch
) -> None:
    def break_down(*_: object) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr(bench, "_tiles", break_down)
    drop(window, photograph("a.png"))
    wait_for_marks(qtbot, session, Mark.FAILED)
    wait_for_pictures(qtbot, session)
    sentence = window.canvas.banner.sentence
    assert "a.png" in sentence
    assert "original is untouched" in sentence


def test_cancel_stops_restoring_and_leaves_all_as_it_was(
    qtbot, session, window, bench, photograph
) -> None:
    drop(window, photograph("a.png"))
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    bench.may_go_on.clear()
    with qtbot.waitSignal(session.jobs.progressed, timeout=WAIT_MS):
        qtbot.mouseClick(restore_button(window), Qt.MouseButton.LeftButton)
    assert window.status._cancel.isVisible()
    qtbot.mouseClick(window.status._cancel, Qt.MouseButton.LeftButton)
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    assert session.current.restored is None
    assert restore_button(window).isEnabled()
    assert window.status._cancel.isHidden()


def test_cancelling_the_look_is_kept_until_asked_again(
    qtbot, session, window, bench, photograph
) -> None:
    bench.may_go_on.clear()
    with qtbot.waitSignal(session.jobs.progressed, timeout=WAIT_MS):
        drop(window, photograph("a.png"))
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    wait_for_marks(qtbot, session, Mark.NEW)
    assert window.inspector.findings.sentences()[0] == "Not looked at yet."
    bench.may_go_on.set()
    window.inspector.findings.look_requested.emit()
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)


def test_restoring_says_what_how_far_and_for_which_file(
    qtbot, session, window, bench, photograph
) -> None:
    drop(window, photograph("a.png"))
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    bench.may_go_on.clear()
    qtbot.mouseClick(restore_button(window), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "50 %" in window.status.text, timeout=WAIT_MS)
    assert window.status.text.startswith("Restoring a.png · Noise · 50 %")
    bench.may_go_on.set()
    wait_for_marks(qtbot, session, Mark.RESTORED)
    assert window.status.text == "1 not saved yet"


def test_photographs_are_restored_in_the_order_asked_for(
    qtbot, session, window, bench, photograph
) -> None:
    drop(window, photograph("a.png"), photograph("b.png"))
    wait_for_marks(qtbot, session, Mark.DIAGNOSED, Mark.DIAGNOSED)
    bench.may_go_on.clear()
    session.restore()
    session.select(session.documents[1])
    session.restore()
    assert "1 more waiting" in window.status.text or session.jobs.n_waiting == 1
    session.jobs.cancel(session.documents[1])
    assert session.jobs.n_waiting == 0
    bench.may_go_on.set()
    wait_for_marks(qtbot, session, Mark.RESTORED, Mark.DIAGNOSED)


def test_another_photograph_can_be_looked_at_while_one_is_restored(
    qtbot, session, window, bench, photograph
) -> None:
    drop(window, photograph("a.png"), photograph("b.png"))
    wait_for_marks(qtbot, session, Mark.DIAGNOSED, Mark.DIAGNOSED)
    bench.may_go_on.clear()
    session.restore()
    session.select(session.documents[1])
    assert wait_for_pictures(qtbot, session).name == "b.png"
    assert session.documents[0].mark is Mark.WORKING
    bench.may_go_on.set()


def test_a_folder_is_opened_with_all_below_it(qtbot, session, window, photograph, tmp_path) -> None:
    photograph("box/1.png", is_clean=True)
    photograph("box/deep/er/2.jpg", is_clean=True)
    (tmp_path / "box" / "notes.txt").write_text("1943")
    drop(window, tmp_path / "box")
    wait_for_marks(qtbot, session, Mark.CLEAN, Mark.CLEAN)
    assert [d.name for d in session.documents] == ["1.png", "2.jpg"]


def test_a_folder_without_photographs_says_so(qtbot, session, window, tmp_path) -> None:
    with qtbot.waitSignal(session.notice_given, timeout=WAIT_MS) as got:
        drop(window, tmp_path)
    assert "nothing to work on in this folder" in got.args[0]
    assert window.canvas.drop_area._notice.text() == got.args[0]


def test_an_empty_folder_dropped_among_open_files_is_told_over_the_photograph(
    qtbot, session, window, photograph, tmp_path
) -> None:
    drop(window, photograph("a.png", is_clean=True))
    wait_for_marks(qtbot, session, Mark.CLEAN)
    empty = tmp_path / "empty box"
    empty.mkdir()
    drop(window, empty)
    qtbot.waitUntil(window.canvas.banner.isVisible, timeout=WAIT_MS)
    assert "empty box" in window.canvas.banner.sentence
    window.canvas.banner.dismissed.emit()
    assert window.canvas.banner.isHidden()


def test_a_file_dropped_twice_is_open_once_and_shown(qtbot, session, window, photograph) -> None:
    first, second = photograph("a.png", is_clean=True), photograph("b.png", is_clean=True)
    drop(window, first, second)
    wait_for_marks(qtbot, session, Mark.CLEAN, Mark.CLEAN)
    with qtbot.waitSignal(session.current_changed, timeout=WAIT_MS):
        drop(window, second)
    assert len(session.documents) == 2
    assert session.current is session.documents[1]


@pytest.mark.parametrize("other_name", ["same", "hard link"])
def test_an_original_is_never_written_over(
    qtbot, session, window, photograph, tmp_path, monkeypatch, other_name
) -> None:
    source = photograph("a.png")
    original = source.read_bytes()
    target = source
    if other_name == "hard link":
        target = tmp_path / "link.png"
        target.hardlink_to(source)
    drop(window, source)
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    restore_and_wait(qtbot, window, session)
    qtbot.mouseClick(window.inspector.action_area.save_button, Qt.MouseButton.LeftButton)
    answer_save(qtbot, window, target)
    qtbot.waitUntil(lambda: session.current.problem is not None, timeout=WAIT_MS)
    assert session.current.problem.activity is Activity.SAVE
    assert "is an original" in window.canvas.banner.sentence
    assert source.read_bytes() == original
    assert session.current.is_unsaved


def test_saving_where_there_is_no_folder_keeps_the_result(
    qtbot, session, window, photograph, tmp_path, monkeypatch
) -> None:
    drop(window, photograph("a.png"))
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    restore_and_wait(qtbot, window, session)
    window.header.save_pressed.emit()
    answer_save(qtbot, window, tmp_path / "nowhere" / "a.png")
    qtbot.waitUntil(lambda: session.current.problem is not None, timeout=WAIT_MS)
    assert "nowhere" in window.canvas.banner.sentence
    window.canvas.banner.action_pressed.emit()
    answer_save(qtbot, window, tmp_path / "somewhere.png")
    wait_for_marks(qtbot, session, Mark.SAVED)
    assert (tmp_path / "somewhere.png").exists()


def test_restoring_again_makes_the_saved_result_unsaved(
    qtbot, session, window, photograph, tmp_path, monkeypatch
) -> None:
    drop(window, photograph("a.png"))
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    restore_and_wait(qtbot, window, session)
    window.header.save_pressed.emit()
    answer_save(qtbot, window, tmp_path / "out.png")
    wait_for_marks(qtbot, session, Mark.SAVED)
    assert restore_button(window).isHidden()
    window.inspector.plan.rows[1]._slider.setValue(40)
    assert restore_button(window).text() == "Restore again"
    qtbot.mouseClick(restore_button(window), Qt.MouseButton.LeftButton)
    wait_for_marks(qtbot, session, Mark.RESTORED)


def test_space_held_shows_before(qtbot, session, window, photograph) -> None:
    drop(window, photograph("a.png"))
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    restore_and_wait(qtbot, window, session)
    view = window.canvas.view
    qtbot.keyPress(window.canvas.view, Qt.Key.Key_Space)
    assert view._shown.shown_mode is None
    qtbot.keyRelease(window.canvas.view, Qt.Key.Key_Space)
    assert view._shown.shown_mode is CompareMode.SPLIT


def test_arrows_go_through_the_files(qtbot, session, window, photograph) -> None:
    drop(window, photograph("a.png", is_clean=True), photograph("b.png", is_clean=True))
    wait_for_marks(qtbot, session, Mark.CLEAN, Mark.CLEAN)
    qtbot.keyClick(window.strip, Qt.Key.Key_Right)
    assert session.current.name == "b.png"
    qtbot.keyClick(window.canvas.view, Qt.Key.Key_Left)
    assert session.current.name == "a.png"
    qtbot.keyClick(window.canvas.view, Qt.Key.Key_Left)
    assert session.current.name == "a.png"


def test_thumbnails_arrive(qtbot, session, window, photograph) -> None:
    with qtbot.waitSignal(session.jobs.thumbnail_loaded, timeout=WAIT_MS):
        drop(window, photograph("a.png", is_clean=True))
    model = window.strip.documents
    assert model.data(model.index(0), Qt.ItemDataRole.DecorationRole).width() == 90


def test_closing_a_file_shows_the_next_and_the_last_one_leaves_the_drop_area(
    qtbot, session, window, photograph
) -> None:
    drop(window, photograph("a.png", is_clean=True), photograph("b.png", is_clean=True))
    wait_for_marks(qtbot, session, Mark.CLEAN, Mark.CLEAN)
    qtbot.keyClick(window.strip, Qt.Key.Key_Delete)
    assert session.current.name == "b.png"
    qtbot.keyClick(window.strip, Qt.Key.Key_Delete)
    assert session.current is None
    assert window.canvas.drop_area.isVisible()


def test_a_file_closed_while_it_is_restored_is_gone_for_good(
    qtbot, session, window, bench, photograph
) -> None:
    drop(window, photograph("a.png"), photograph("b.png"))
    wait_for_marks(qtbot, session, Mark.DIAGNOSED, Mark.DIAGNOSED)
    bench.may_go_on.clear()
    with qtbot.waitSignal(session.jobs.progressed, timeout=WAIT_MS):
        session.restore()
    session.close_document(session.documents[0])
    qtbot.waitUntil(lambda: session.jobs.running is None, timeout=WAIT_MS)
    assert [d.name for d in session.documents] == ["b.png"]


def test_closing_while_working_stops_the_work(qtbot, session, window, bench, photograph) -> None:
    drop(window, photograph("a.png"))
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    bench.may_go_on.clear()
    with qtbot.waitSignal(session.jobs.progressed, timeout=WAIT_MS):
        session.restore()
    assert window.close()
    assert session.jobs.networks._pool.activeThreadCount() == 0


def test_closing_with_unsaved_results_asks(qtbot, session, window, photograph, monkeypatch) -> None:
    drop(window, photograph("a.png"))
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    restore_and_wait(qtbot, window, session)
    asked = []
    monkeypatch.setattr(
        "restorer_app.gui.dialogs.ask_to_discard", lambda _, n, __: bool(asked.append(n))
    )
    assert not window.close()
    assert asked == [1]


def test_only_few_pictures_stay_in_memory(qtbot, session, window, photograph, monkeypatch) -> None:
    monkeypatch.setattr(
        "restorer_app.gui.documents.open_files.PICTURE_BUDGET_BYTES", 60 * 90 * 4 * 2
    )
    drop(window, *(photograph(f"{i}.png", is_clean=True) for i in range(4)))
    wait_for_marks(qtbot, session, *[Mark.CLEAN] * 4)
    for document in session.documents:
        session.select(document)
        wait_for_pictures(qtbot, session)
    assert [d.before is not None for d in session.documents] == [False, False, True, True]
    assert all(d.image is None for d in session.documents)
    session.select(session.documents[0])
    wait_for_pictures(qtbot, session)


def test_a_result_that_waits_to_be_saved_lies_in_a_file_and_is_exact(
    qtbot, session, window, photograph
) -> None:
    source = photograph("a.png")
    drop(window, source)
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    restore_and_wait(qtbot, window, session)
    pixels = session.current.restored.image.pixels
    assert isinstance(pixels, np.memmap)
    np.testing.assert_array_equal(pixels, 1 - load_image(source).pixels)
    parked = Path(pixels.filename)
    assert parked.exists()
    session.close_document(session.current)
    assert not parked.exists()


def test_a_result_whose_picture_was_forgotten_is_shown_again(
    qtbot, session, window, photograph, monkeypatch
) -> None:
    monkeypatch.setattr("restorer_app.gui.documents.open_files.PICTURE_BUDGET_BYTES", 0)
    drop(window, photograph("a.png"), photograph("b.png"))
    wait_for_marks(qtbot, session, Mark.DIAGNOSED, Mark.DIAGNOSED)
    restore_and_wait(qtbot, window, session)
    first, second = session.documents
    session.select(second)
    wait_for_pictures(qtbot, session)
    assert first.after is None
    session.select(first)
    qtbot.waitUntil(lambda: first.after is not None, timeout=WAIT_MS)
    assert window.header.mode_buttons[CompareMode.SPLIT].isEnabled()


def test_moving_a_slider_leaves_the_lists_alone(qtbot, session, window, photograph) -> None:
    drop(window, photograph("a.png"))
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    restore_and_wait(qtbot, window, session)
    findings, lines = window.inspector.findings._rows, window.inspector.report._lines
    shown = [findings.itemAt(0).widget(), lines.itemAt(0).widget()]
    window.inspector.plan.rows[0]._slider.setValue(20)
    assert [findings.itemAt(0).widget(), lines.itemAt(0).widget()] == shown


def test_the_passes_are_shown_as_they_happen(qtbot, session, window, photograph) -> None:
    drop(window, photograph("a.png"))
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    report, shown, named = window.inspector.report, [], []
    session.jobs.progressed.connect(lambda *_: shown.append(tuple(report.sentences())))
    session.jobs.progressed.connect(lambda *_: named.append(window.status.text))
    restore_and_wait(qtbot, window, session)
    assert list(dict.fromkeys(shown)) == [
        ("Finding out what helps …",),
        ("Pass 1", "JPEG: being tried …"),
        (
            "Pass 1",
            "JPEG: left out · 1 s. The photograph did not look better.",
            "Pass 2",
            "Noise: being tried …",
        ),
        (
            "Pass 1",
            "JPEG: left out · 1 s. The photograph did not look better.",
            "Pass 2",
            "Noise: kept · under 1 s",
            "Why it stopped",
            "Nothing is wrong any more.",
            "Now repairing the whole photograph.",
        ),
    ]
    assert any("Trying JPEG" in text for text in named)


def test_the_plan_makes_room_for_the_passes_while_they_run(
    qtbot, session, window, bench, photograph
) -> None:
    drop(window, photograph("a.png"), photograph("b.png"))
    wait_for_marks(qtbot, session, Mark.DIAGNOSED, Mark.DIAGNOSED)
    bench.may_go_on.clear()
    session.restore()
    qtbot.waitUntil(lambda: "50 %" in window.status.text, timeout=WAIT_MS)
    assert window.inspector.plan.isHidden()
    session.select(session.documents[1])
    assert window.inspector.report.isHidden()
    assert not window.inspector.plan.isHidden()
    session.select(session.documents[0])
    assert "Why it stopped" in window.inspector.report.sentences()
    bench.may_go_on.set()
    wait_for_marks(qtbot, session, Mark.RESTORED, Mark.DIAGNOSED)
    assert not window.inspector.plan.isHidden()


def test_a_cancelled_restoration_leaves_no_passes_behind(
    qtbot, session, window, bench, photograph
) -> None:
    drop(window, photograph("a.png"))
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    bench.may_go_on.clear()
    session.restore()
    qtbot.waitUntil(lambda: "50 %" in window.status.text, timeout=WAIT_MS)
    session.jobs.cancel(session.current)
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    assert window.inspector.report.isHidden()


def test_what_was_done_is_told_with_the_reasons(qtbot, session, window, photograph) -> None:
    drop(window, photograph("a.png"))
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    restore_and_wait(qtbot, window, session)
    wait_for_marks(qtbot, session, Mark.RESTORED)
    assert window.inspector.report.sentences() == [
        "Pass 1",
        "JPEG: left out · 1 s. The photograph did not look better.",
        "Pass 2",
        "Noise: kept · 2 s",
        "Why it stopped",
        "Nothing is wrong any more.",
    ]
    assert window.inspector.findings.sentences()[0] == "Noise, 92 % sure, strong, now gone"


def test_a_told_plan_is_reported_without_passes(qtbot, session, window, photograph) -> None:
    drop(window, photograph("a.png"))
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    jpeg, noise = window.inspector.plan.rows
    qtbot.mouseClick(jpeg._switch, Qt.MouseButton.LeftButton)
    noise._slider.setValue(70)
    restore_and_wait(qtbot, window, session)
    wait_for_marks(qtbot, session, Mark.RESTORED)
    assert window.inspector.report.sentences() == [
        "Noise: 70 % · 2 s",
        "Why it stopped",
        "Every step of the plan was carried out.",
    ]


def test_what_was_not_found_is_folded_away_until_asked_for(
    qtbot, session, window, photograph
) -> None:
    drop(window, photograph("a.png"), photograph("b.png", is_clean=True))
    wait_for_marks(qtbot, session, Mark.DIAGNOSED, Mark.CLEAN)
    rest = window.inspector.findings.rest
    assert rest.button.text() == "1 other was not found …"
    assert rest.sentences() == []
    qtbot.mouseClick(rest.button, Qt.MouseButton.LeftButton)
    assert rest.sentences() == ["Out of focus, 10 % likely"]
    session.select(session.documents[1])
    assert rest.sentences() == ["Noise, 1 % likely"]
    qtbot.mouseClick(rest.button, Qt.MouseButton.LeftButton)
    assert rest.button.text() == "What was looked for …"


def test_the_networks_work_outside_the_gui_thread(
    qtbot, session, window, bench, photograph
) -> None:
    drop(window, photograph("a.png"))
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    restore_and_wait(qtbot, window, session)
    assert bench.threads
    assert threading.main_thread().ident not in bench.threads


def test_the_window_comes_back_where_it_was(qtbot, session, window, bench) -> None:
    window.resize(1000, 640)
    window.close()
    other = Session(bench.workbench())
    reopened = MainWindow(other)
    qtbot.addWidget(reopened)
    assert reopened.height() == 640  # the width is cut to the small screen of tests
    assert other.shutdown(WAIT_MS)


# --- undo ----------------------------------------------------------------------------------------


def test_changes_are_taken_back_and_done_again_one_by_one(
    qtbot, session, window, photograph
) -> None:
    drop(window, photograph("a.png"))
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    proposed = session.current.plan
    session.edit_plan(proposed.with_step(0, strength=0.9))
    session.edit_plan(session.current.plan.with_step(0, strength=0.4))
    session.edit_plan(session.current.plan.with_step(1, is_on=False))
    edited = session.current.plan
    assert "Noise off" in window.header.undo_button.toolTip()
    qtbot.mouseClick(window.header.undo_button, Qt.MouseButton.LeftButton)
    assert session.current.plan == proposed.with_step(0, strength=0.4)
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert session.current.plan == proposed
    assert not window.header.undo_button.isEnabled()
    session.redo()
    qtbot.mouseClick(window.header.redo_button, Qt.MouseButton.LeftButton)
    assert session.current.plan == edited


def test_a_restoration_can_be_undone_and_comes_back_exactly(
    qtbot, session, window, photograph
) -> None:
    drop(window, photograph("a.png"))
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    restore_and_wait(qtbot, window, session)
    wait_for_marks(qtbot, session, Mark.RESTORED)
    result = np.array(session.current.restored.image.pixels)
    session.undo()
    assert session.current.mark is Mark.DIAGNOSED
    assert session.current.after is None
    assert restore_button(window).isEnabled()
    session.redo()
    qtbot.waitUntil(lambda: session.current.after is not None, timeout=WAIT_MS)
    np.testing.assert_array_equal(session.current.restored.image.pixels, result)
    assert session.current.mark is Mark.RESTORED


def test_every_moment_can_be_chosen_from_the_list_and_saved_results_stay_saved(
    qtbot, session, window, photograph, tmp_path
) -> None:
    drop(window, photograph("a.png"))
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    restore_and_wait(qtbot, window, session)
    session.save_as(session.current, tmp_path / "out.png", may_replace=False)
    wait_for_marks(qtbot, session, Mark.SAVED)
    session.edit_plan(session.current.plan.with_step(0, strength=0.5))
    names = [action.text() for action in window.header.undo_button.menu().actions()]
    assert names == ["As proposed", "Restored", "JPEG at 50 %"]
    window.header.undo_button.menu().actions()[0].trigger()
    assert session.current.mark is Mark.DIAGNOSED
    window.header.undo_button.menu().actions()[1].trigger()
    qtbot.waitUntil(lambda: session.current.after is not None, timeout=WAIT_MS)
    assert session.current.mark is Mark.SAVED


def test_results_that_no_moment_needs_are_deleted_with_their_files(
    qtbot, session, window, photograph
) -> None:
    drop(window, photograph("a.png"))
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    restore_and_wait(qtbot, window, session)
    parked = Path(session.current.restored.image.pixels.filename)
    session.undo()
    assert parked.exists()
    session.edit_plan(session.current.plan.with_step(0, strength=0.5))
    assert not parked.exists(), "what was undone can not be redone any more"


def test_nothing_is_undone_while_it_is_restored(qtbot, session, window, bench, photograph) -> None:
    drop(window, photograph("a.png"))
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    session.edit_plan(session.current.plan.with_step(0, strength=0.5))
    bench.may_go_on.clear()
    session.restore()
    qtbot.waitUntil(lambda: session.current.is_restoring, timeout=WAIT_MS)
    session.undo()
    assert session.current.plan.steps[0].strength == 0.5
    assert not window.header.undo_button.isEnabled()
    bench.may_go_on.set()
    wait_for_marks(qtbot, session, Mark.RESTORED)
    assert window.header.undo_button.isEnabled()


# --- keys ----------------------------------------------------------------------------------------


def test_the_sheet_of_keys_names_every_shortcut_there_is(qtbot, window) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F1)
    sheet = window.findChild(KeysSheet)
    qtbot.waitUntil(sheet.isVisible, timeout=WAIT_MS)
    told = {line.split(":")[0] for line in sheet.sentences()}
    keys = {shortcut.key().toString() for shortcut in window.findChildren(QShortcut)}
    assert keys - {"F1", "Ctrl+Y", "="} <= told
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


# --- the clipboard -------------------------------------------------------------------------------


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("RESTORER_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def test_a_result_is_copied_and_what_is_pasted_is_opened(
    qtbot, session, window, photograph, home, monkeypatch, tmp_path
) -> None:
    drop(window, photograph("a.png"))
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    restore_and_wait(qtbot, window, session)
    qtbot.keyClick(window, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.status.text == "Copied.", timeout=WAIT_MS)
    qtbot.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(session.documents) == 2, timeout=WAIT_MS)
    pasted = session.documents[1].path
    assert pasted.is_relative_to(home)
    expected = session.documents[0].restored.image.pixels
    np.testing.assert_allclose(load_image(pasted).pixels, expected, atol=0.6 / 255)


def test_copied_files_are_opened_where_they_are(qtbot, session, window, photograph, home) -> None:
    source, data = photograph("a.png"), QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(source))])
    QApplication.clipboard().setMimeData(data)
    qtbot.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(session.documents) == 1, timeout=WAIT_MS)
    assert session.documents[0].path == source
    assert not home.exists() or not list(home.rglob("*.png"))


def test_pasting_nothing_says_so(qtbot, session, window, home) -> None:
    QApplication.clipboard().setText("a letter")
    qtbot.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert "no picture" in window.canvas.drop_area._notice.text()
    assert session.documents == ()


def test_a_pasted_picture_that_can_not_be_kept_is_told_in_words(
    qtbot, session, window, home
) -> None:
    home.write_text("a file where the folder should be")
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(0)
    QApplication.clipboard().setImage(image)
    qtbot.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    notice = window.canvas.drop_area._notice
    qtbot.waitUntil(lambda: "can't be written" in notice.text(), timeout=WAIT_MS)


def test_a_folder_counts_what_it_finds_and_can_be_stopped(
    qtbot, session, window, bench, photograph, tmp_path
) -> None:
    drop(window, photograph("kept.png"))
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    folder = tmp_path / "many"
    folder.mkdir()
    for i in range(600):
        (folder / f"{i}.jpg").touch()
    counted, may_go_on = threading.Event(), threading.Event()

    def find_slowly(paths: tuple[Path, ...], on_progress: OnProgress) -> tuple[FoundFile, ...]:
        def report(progress: Progress) -> None:
            on_progress(progress)
            counted.set()
            may_go_on.wait(WAIT_MS / 1000)

        return find_files(paths, report)

    session.jobs.bench = replace(session.jobs.bench, find=find_slowly)
    drop(window, folder)
    qtbot.waitUntil(counted.is_set, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: "250 found so far" in window.status.text, timeout=WAIT_MS)
    qtbot.mouseClick(window.status._cancel, Qt.MouseButton.LeftButton)
    may_go_on.set()
    qtbot.waitUntil(lambda: session.errands.phrase == "", timeout=WAIT_MS)
    assert [document.name for document in session.documents] == ["kept.png"]
    assert window.status._cancel.isHidden()
    assert "found so far" not in window.status.text
