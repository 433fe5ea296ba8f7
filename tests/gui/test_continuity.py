"""What is there at the next start: sessions, autosaves, recent files, the sample, the look."""

import errno
import json
import os
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QElapsedTimer, Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from restorer_app.gui import words
from restorer_app.gui.activity import Mark
from restorer_app.gui.compare.compare_panels import CompareMode
from restorer_app.gui.documents import autosave, recovery
from restorer_app.gui.documents.autosave_folder import AutosaveFolder
from restorer_app.gui.main_window import MainWindow
from restorer_app.gui.widgets.banner import Banner
from restorer_app.gui.widgets.theme import Theme, current_tokens
from restorer_app.media.image import load_image
from restorer_app.paths import user_autosave_dir
from restorer_app.restoration.session_file import read_session
from tests.gui.test_flow import drop
from tests.gui.waiting import WAIT_MS, wait_for_marks

MOST_CLOSING_MS = 2_000
MOST_LOST_MS = 5_000
"""How much work a crash may cost at most."""


def wait_for_result(qtbot: QtBot, window: MainWindow) -> None:
    session = window._session
    qtbot.waitUntil(lambda: bool(session.current and session.current.after), timeout=WAIT_MS)


def restore(qtbot: QtBot, window: MainWindow) -> None:
    window._session.restore()
    wait_for_result(qtbot, window)


def save_result(qtbot: QtBot, window: MainWindow, target: Path) -> None:
    window._session.save_as(window._session.current, target, may_replace=True)
    qtbot.waitUntil(lambda: window._session.current.saved_as is not None, timeout=WAIT_MS)


def save_session(qtbot: QtBot, window: MainWindow, monkeypatch, path: Path) -> None:
    monkeypatch.setattr("restorer_app.gui.dialogs.ask_session_path", lambda *_: path)
    qtbot.keyClick(
        window,
        Qt.Key.Key_S,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    qtbot.waitUntil(path.exists, timeout=WAIT_MS)


def crash(window: MainWindow) -> Path:
    """What a crash leaves: the folder as it is, held by nobody."""
    session = window._session
    window.continuity._autosave.end()
    session.folder._lock.unlock()
    left = session.folder.path
    session.folder = AutosaveFolder.create()  # closing the window must not tidy up
    return left


def noted(window: MainWindow) -> str:
    journal = window._session.folder.journal
    return journal.read_text() if journal.exists() else ""


def notice(window: MainWindow) -> str:
    return window.canvas._notice


# --- sessions in files ---------------------------------------------------------------------------


def test_a_saved_session_opens_as_it_was(
    qtbot, open_window, photograph, bench, tmp_path, monkeypatch
) -> None:
    a, b = photograph("a.png"), photograph("b.png", is_clean=True)
    first = open_window(a, b)
    wait_for_marks(qtbot, first._session, Mark.DIAGNOSED, Mark.CLEAN)
    session = first._session
    session.set_reference(b)
    session.edit_plan(session.current.plan.with_step(0, strength=0.25))
    restore(qtbot, first)
    session.edit_plan(session.current.plan.with_step(1, is_on=False))
    session.undo()
    save_result(qtbot, first, tmp_path / "out.png")
    first.comparing.set_mode(CompareMode.SIDE_BY_SIDE)
    file = tmp_path / "Holiday 1962.restorer"
    save_session(qtbot, first, monkeypatch, file)
    qtbot.waitUntil(lambda: "Holiday 1962.restorer" in notice(first), timeout=WAIT_MS)
    first.close()
    bench.calls.clear()

    second = open_window(file)
    wait_for_result(qtbot, second)
    one, other = second._session.documents
    assert [one.path, other.path] == [a, b]
    assert second._session.current is one
    assert one.plan.steps[0].strength == 0.25
    assert [m.name for m in one.history.moments] == [
        "As proposed", "JPEG at 25 %", "Restored", "Noise off",
    ]  # fmt: skip
    assert (one.reference, one.saved_as, one.mark) == (b, tmp_path / "out.png", Mark.SAVED)
    assert other.mark is Mark.CLEAN
    assert not one.can_restore
    assert second.canvas.view.mode is CompareMode.SIDE_BY_SIDE
    assert "diagnose" not in bench.calls, "what is known is not found out again"
    saved = load_image(tmp_path / "out.png")
    np.testing.assert_array_equal(one.restored.image.pixels, saved.pixels)
    second._session.redo()
    assert not one.plan.steps[1].is_on
    repairs = second.inspector.plan._menu.actions
    qtbot.waitUntil(
        lambda: "Motion blur" in [action.text() for action in repairs()], timeout=WAIT_MS
    )


def test_photographs_that_are_gone_are_named_and_the_others_open(
    qtbot, open_window, photograph, tmp_path, monkeypatch
) -> None:
    names = ["a.png", "b.png", "c.png"]
    first = open_window(*(photograph(name, is_clean=True) for name in names))
    wait_for_marks(qtbot, first._session, *[Mark.CLEAN] * 3)
    save_session(qtbot, first, monkeypatch, tmp_path / "s.restorer")
    first.close()
    (tmp_path / "b.png").unlink()
    second = open_window(tmp_path / "s.restorer")
    wait_for_marks(qtbot, second._session, Mark.CLEAN, Mark.CLEAN)
    assert "'b.png'" in notice(second)
    assert "'a.png'" not in notice(second)


def test_a_session_goes_along_when_its_folder_is_moved(
    qtbot, open_window, photograph, tmp_path, monkeypatch
) -> None:
    first = open_window(photograph("box/a.png", is_clean=True))
    wait_for_marks(qtbot, first._session, Mark.CLEAN)
    save_session(qtbot, first, monkeypatch, tmp_path / "box" / "s.restorer")
    first.close()
    (tmp_path / "box").rename(tmp_path / "attic")
    second = open_window(tmp_path / "attic" / "s.restorer")
    wait_for_marks(qtbot, second._session, Mark.CLEAN)
    assert second._session.current.path == tmp_path / "attic" / "a.png"


def test_a_dropped_session_is_opened_beside_what_is_open(
    qtbot, open_window, photograph, tmp_path, monkeypatch
) -> None:
    a, b = photograph("a.png"), photograph("b.png", is_clean=True)
    first = open_window(a, b)
    wait_for_marks(qtbot, first._session, Mark.DIAGNOSED, Mark.CLEAN)
    save_session(qtbot, first, monkeypatch, tmp_path / "s.restorer")
    first.close()
    second = open_window(a)
    wait_for_marks(qtbot, second._session, Mark.DIAGNOSED)
    plan = second._session.current.plan.with_step(0, strength=0.5)
    second._session.edit_plan(plan)
    drop(second, tmp_path / "s.restorer")
    wait_for_marks(qtbot, second._session, Mark.DIAGNOSED, Mark.CLEAN)
    assert second._session.documents[0].plan == plan, "what is open stays as it is now"


def test_a_file_that_is_no_session_is_told_in_words(qtbot, open_window, tmp_path) -> None:
    file = tmp_path / "letter.restorer"
    file.write_text("Dear Käthe")
    window = open_window(file)
    qtbot.waitUntil(lambda: "letter.restorer" in notice(window), timeout=WAIT_MS)
    assert "not a session" in window.canvas.drop_area._notice.text()


def test_a_session_that_can_not_be_written_is_told_and_the_work_goes_on(
    qtbot, open_window, photograph, tmp_path, monkeypatch
) -> None:
    window = open_window(photograph("a.png"))
    wait_for_marks(qtbot, window._session, Mark.DIAGNOSED)
    monkeypatch.setattr(
        "restorer_app.gui.dialogs.ask_session_path", lambda *_: tmp_path / "none" / "s.restorer"
    )
    window.header.open_menu.save_session_action.trigger()
    qtbot.waitUntil(lambda: "does not exist" in notice(window), timeout=WAIT_MS)
    restore(qtbot, window)


# --- autosave and recovery -----------------------------------------------------------------------


def test_an_edit_is_on_the_disc_within_five_seconds(qtbot, open_window, photograph) -> None:
    window = open_window(photograph("a.png"))
    wait_for_marks(qtbot, window._session, Mark.DIAGNOSED)
    clock = QElapsedTimer()
    clock.start()
    window.inspector.plan.rows[0]._slider.setValue(37)
    qtbot.waitUntil(lambda: "0.37" in noted(window), timeout=WAIT_MS)
    assert clock.elapsed() < MOST_LOST_MS


def test_an_edit_is_noted_while_the_disc_is_busy_with_a_large_photograph(
    qtbot, open_window, photograph, monkeypatch
) -> None:
    window = open_window(photograph("a.png"))
    wait_for_marks(qtbot, window._session, Mark.DIAGNOSED)
    may_end, session = threading.Event(), window._session
    slow = replace(session.jobs.bench, load=lambda path: may_end.wait(60) and load_image(path))
    monkeypatch.setattr(session.jobs, "bench", slow)
    session.current.measurements = None
    session.measure()
    session.edit_plan(session.current.plan.with_step(0, strength=0.37))
    try:
        qtbot.waitUntil(lambda: "0.37" in noted(window), timeout=MOST_LOST_MS)
    finally:
        may_end.set()


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Notes are written at once."""
    monkeypatch.setattr(autosave, "DELAY_MS", 0)
    monkeypatch.setattr(autosave, "RETRY_MS", 50)


def test_after_a_crash_everything_is_back_with_its_result(
    qtbot, open_window, photograph, bench, at_once
) -> None:
    first = open_window(photograph("a.png"), photograph("b.png"))
    wait_for_marks(qtbot, first._session, Mark.DIAGNOSED, Mark.DIAGNOSED)
    restore(qtbot, first)
    pixels = np.array(first._session.current.restored.image.pixels)
    first._session.select(first._session.documents[1])
    first._session.edit_plan(first._session.current.plan.with_step(0, strength=0.37))
    qtbot.waitUntil(lambda: "0.37" in noted(first), timeout=WAIT_MS)
    left = crash(first)
    bench.calls.clear()

    second = open_window()
    wait_for_marks(qtbot, second._session, Mark.RESTORED, Mark.DIAGNOSED)
    assert "ended unexpectedly" in notice(second)
    session = second._session
    assert session.current is session.documents[1]
    assert session.current.plan.steps[0].strength == 0.37
    np.testing.assert_array_equal(session.documents[0].restored.image.pixels, pixels)
    assert session.documents[0].is_unsaved
    assert not [call for call in bench.calls if call.startswith("restore")]
    assert not left.exists()


def test_a_second_crash_right_after_the_first_loses_nothing(
    qtbot, open_window, photograph, at_once
) -> None:
    first = open_window(photograph("a.png"))
    wait_for_marks(qtbot, first._session, Mark.DIAGNOSED)
    restore(qtbot, first)
    qtbot.waitUntil(lambda: ".npy" in noted(first), timeout=WAIT_MS)
    crash(first)
    second = open_window()
    wait_for_marks(qtbot, second._session, Mark.RESTORED)
    crash(second)
    third = open_window()
    wait_for_marks(qtbot, third._session, Mark.RESTORED)


def test_what_crashes_again_and_again_is_only_offered(
    qtbot, open_window, photograph, at_once
) -> None:
    window = open_window(photograph("a.png"))
    wait_for_marks(qtbot, window._session, Mark.DIAGNOSED)
    qtbot.waitUntil(lambda: "a.png" in noted(window), timeout=WAIT_MS)
    for _ in range(recovery.MOST_RECOVERIES):
        crash(window)
        window = open_window()
        wait_for_marks(qtbot, window._session, Mark.DIAGNOSED)
    crash(window)
    window = open_window()
    offer = window.canvas.drop_area.offers.continue_button
    qtbot.waitUntil(offer.isVisible, timeout=WAIT_MS)
    assert window._session.documents == ()
    qtbot.mouseClick(offer, Qt.MouseButton.LeftButton)
    wait_for_marks(qtbot, window._session, Mark.DIAGNOSED)


def test_a_parked_result_that_was_cut_off_costs_only_itself(
    qtbot, open_window, photograph, at_once
) -> None:
    first = open_window(photograph("a.png"))
    wait_for_marks(qtbot, first._session, Mark.DIAGNOSED)
    restore(qtbot, first)
    qtbot.waitUntil(lambda: ".npy" in noted(first), timeout=WAIT_MS)
    (parked,) = crash(first).glob("*.npy")
    os.truncate(parked, 1000)
    second = open_window()
    wait_for_marks(qtbot, second._session, Mark.DIAGNOSED)
    assert second._session.current.can_restore


def test_two_windows_leave_each_other_alone(qtbot, open_window, photograph, at_once) -> None:
    first = open_window(photograph("a.png"))
    wait_for_marks(qtbot, first._session, Mark.DIAGNOSED)
    qtbot.waitUntil(lambda: "a.png" in noted(first), timeout=WAIT_MS)
    second = open_window(photograph("b.png"))
    wait_for_marks(qtbot, second._session, Mark.DIAGNOSED)
    second.close()
    assert "a.png" in noted(first)


def test_a_clean_end_tidies_up_and_offers_to_go_on(
    qtbot, open_window, photograph, tmp_path, at_once
) -> None:
    first = open_window(photograph("a.png"), photograph("b.png"))
    wait_for_marks(qtbot, first._session, Mark.DIAGNOSED, Mark.DIAGNOSED)
    first._session.edit_plan(first._session.current.plan.with_step(0, strength=0.37))
    restore(qtbot, first)
    first.close()
    assert [path.name for path in user_autosave_dir().iterdir()] == ["last.restorer"]

    second = open_window()
    offer = second.canvas.drop_area.offers.continue_button
    qtbot.waitUntil(offer.isVisible, timeout=WAIT_MS)
    assert offer.text() == "Continue where you left off"
    assert "2 files" in offer.toolTip()
    assert not notice(second)
    qtbot.mouseClick(offer, Qt.MouseButton.LeftButton)
    wait_for_marks(qtbot, second._session, Mark.DIAGNOSED, Mark.DIAGNOSED)
    current = second._session.current
    assert current.plan.steps[0].strength == 0.37
    assert current.can_restore, "a result that was thrown away can be made again"


def test_an_empty_window_does_not_forget_what_another_had_open(
    qtbot, open_window, photograph
) -> None:
    first = open_window(photograph("a.png"))
    wait_for_marks(qtbot, first._session, Mark.DIAGNOSED)
    first.close()
    open_window().close()
    assert len(read_session(recovery.last_session_path()).files) == 1


def test_a_folder_that_is_gone_is_told_once(
    qtbot, open_window, photograph, at_once, tmp_path: Path
) -> None:
    window = open_window(photograph("a.png"))
    folder, elsewhere = window._session.folder.path, tmp_path / "elsewhere"
    folder.rename(elsewhere)
    folder.touch()  # nobody, not even root, writes into a file as into a folder

    def put_back() -> None:
        folder.unlink()
        elsewhere.rename(folder)

    _told_once_and_mended(qtbot, window, put_back)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES, errno.EROFS])
def test_a_disc_that_takes_nothing_is_told_once_and_the_work_goes_on(
    qtbot, open_window, photograph, at_once, monkeypatch, code: int
) -> None:
    is_full = threading.Event()

    def full(descriptor: int) -> None:
        if is_full.is_set():
            raise OSError(code, os.strerror(code))
        fsync(descriptor)

    fsync = os.fsync
    window = open_window(photograph("a.png"))
    monkeypatch.setattr("restorer_app.media.atomic.os.fsync", full)
    is_full.set()
    _told_once_and_mended(qtbot, window, is_full.clear)


def _told_once_and_mended(qtbot: QtBot, window: MainWindow, mend: Callable[[], None]) -> None:
    told: list[str] = []
    window.continuity.notice_given.connect(told.append)
    wait_for_marks(qtbot, window._session, Mark.DIAGNOSED)
    qtbot.waitUntil(lambda: len(told) == 1, timeout=WAIT_MS)
    assert "a crash would lose" in told[0]
    with qtbot.waitSignal(window.continuity._autosave._timer.timeout, timeout=WAIT_MS):
        window._session.edit_plan(window._session.current.plan.with_step(0, strength=0.37))
    restore(qtbot, window)
    assert len(told) == 1
    mend()
    qtbot.waitUntil(lambda: "0.37" in noted(window), timeout=WAIT_MS)
    assert len(told) == 1


def test_without_a_place_for_autosaves_the_window_opens_and_says_so(
    qtbot, open_window, photograph, user_home, at_once
) -> None:
    (user_home / "data").write_text("a file where the folder should be")
    window = open_window(photograph("a.png"))
    wait_for_marks(qtbot, window._session, Mark.DIAGNOSED)
    qtbot.waitUntil(lambda: "a crash would lose" in notice(window), timeout=WAIT_MS)
    restore(qtbot, window)
    assert isinstance(window._session.current.restored.image.pixels, np.memmap)


# --- opened lately, and the sample ---------------------------------------------------------------


def recent_names(window: MainWindow) -> list[tuple[str, bool]]:
    actions = window.header.open_menu._recent_actions
    return [(action.text(), action.isEnabled()) for action in actions]


def test_what_was_opened_is_offered_at_the_next_start(
    qtbot, open_window, photograph, tmp_path
) -> None:
    a, b = photograph("a & o.png", is_clean=True), photograph("b.png", is_clean=True)
    first = open_window(a)
    first.imports.open([b])
    wait_for_marks(qtbot, first._session, Mark.CLEAN, Mark.CLEAN)
    first.close()
    b.unlink()
    second = open_window()
    menu, offers = second.header.open_menu, second.canvas.drop_area.offers
    qtbot.waitUntil(
        lambda: recent_names(second) == [("b.png", False), ("a && o.png", True)], timeout=WAIT_MS
    )
    links = [link for link in offers.findChildren(QPushButton) if link.toolTip() == str(a)]
    assert [link.accessibleName() for link in links] == ["Open a & o.png"]
    qtbot.mouseClick(links[0], Qt.MouseButton.LeftButton)
    wait_for_marks(qtbot, second._session, Mark.CLEAN)
    menu.clear_action.trigger()
    assert recent_names(second) == []
    assert not menu.clear_action.isVisible()
    second.close()
    assert recent_names(open_window()) == []


def test_ten_are_remembered_the_newest_first(qtbot, open_window, photograph) -> None:
    window = open_window()
    for i in range(12):
        window.imports.open([photograph(f"{i}.png", is_clean=True)])
    expected = [(f"{i}.png", True) for i in range(11, 1, -1)]
    qtbot.waitUntil(lambda: recent_names(window) == expected, timeout=WAIT_MS)


def test_the_sample_is_made_and_opened(qtbot, open_window) -> None:
    from restorer_app.cli.sample import make_sample

    window = open_window(make_sample=make_sample)
    button = window.canvas.drop_area.offers.sample_button
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not button.isEnabled()
    wait_for_marks(qtbot, window._session, Mark.DIAGNOSED)
    path = window._session.current.path
    made_at = path.stat().st_mtime_ns
    window._session.close_document(window._session.current)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    wait_for_marks(qtbot, window._session, Mark.DIAGNOSED)
    assert path.stat().st_mtime_ns == made_at
    assert load_image(path).pixels.shape == (512, 512, 3)


# --- the look of the window ----------------------------------------------------------------------


def test_tab_on_the_photograph_folds_the_panels_and_that_is_remembered(
    qtbot, open_window, photograph
) -> None:
    source = photograph("a.png")
    first = open_window(source)
    wait_for_marks(qtbot, first._session, Mark.DIAGNOSED)
    first.canvas.view.setFocus()
    qtbot.keyClick(first.canvas.view, Qt.Key.Key_Tab)
    assert not first.strip.isVisible()
    assert not first.inspector.isVisible()
    restore(qtbot, first)
    first.drawer.fold_button.setChecked(True)
    first.comparing.set_mode(CompareMode.FLIP)
    first.close()

    second = open_window(source)
    wait_for_marks(qtbot, second._session, Mark.DIAGNOSED)
    assert not second.inspector.isVisible()
    assert second.drawer.is_open
    assert second.canvas.view.mode is CompareMode.FLIP
    assert second.header.mode_buttons[CompareMode.FLIP].isChecked()
    second.canvas.view.setFocus()
    qtbot.keyClick(second.canvas.view, Qt.Key.Key_Tab)
    assert second.strip.isVisible()
    assert second.inspector.isVisible()


def test_tab_goes_on_from_every_control_and_f6_from_the_photograph(
    qtbot, open_window, photograph
) -> None:
    window = open_window(photograph("a.png"))
    wait_for_marks(qtbot, window._session, Mark.DIAGNOSED)
    window.header.open_button.setFocus()
    seen = {window.focusWidget()}
    for _ in range(60):
        focused = window.focusWidget()
        on_picture = focused in (window, window.canvas.view)
        qtbot.keyClick(focused, Qt.Key.Key_F6 if on_picture else Qt.Key.Key_Tab)
        seen.add(window.focusWidget())
    assert window.inspector.isVisible()
    assert window.inspector.action_area.restore_button in seen
    assert window.header.fit_button in seen


# --- closing while working -----------------------------------------------------------------------


@pytest.mark.parametrize("busy_with", ["diagnosing", "restoring", "autosaving"])
def test_closing_while_working_ends_at_once(
    qtbot, open_window, photograph, bench, busy_with
) -> None:
    if busy_with == "diagnosing":
        bench.may_go_on.clear()
    window = open_window(photograph("a.png"))
    session = window._session
    if busy_with == "diagnosing":
        qtbot.waitUntil(lambda: session.jobs.running is not None, timeout=WAIT_MS)
    else:
        wait_for_marks(qtbot, window._session, Mark.DIAGNOSED)
    if busy_with == "restoring":
        bench.may_go_on.clear()
        with qtbot.waitSignal(session.jobs.progressed, timeout=WAIT_MS):
            session.restore()
    if busy_with == "autosaving":
        window.continuity._autosave._write()
    clock = QElapsedTimer()
    clock.start()
    window.close()
    assert clock.elapsed() < MOST_CLOSING_MS
    assert window.is_at_rest
    assert json.loads(recovery.last_session_path().read_text())["files"]


def test_closing_does_not_wait_for_a_file_that_takes_long_to_read(
    qtbot, open_window, photograph, monkeypatch
) -> None:
    may_end = threading.Event()
    window = open_window()
    session = window._session
    slow = replace(session.jobs.bench, load=lambda path: may_end.wait(60) and load_image(path))
    monkeypatch.setattr(session.jobs, "bench", slow)
    window.imports.open([photograph("a.png")])
    qtbot.waitUntil(lambda: bool(session.current and session.current.is_loading), timeout=WAIT_MS)
    clock = QElapsedTimer()
    clock.start()
    window.close()
    assert clock.elapsed() < MOST_CLOSING_MS
    assert not window.is_at_rest
    assert [path.name for path in user_autosave_dir().iterdir()] == ["last.restorer"]
    may_end.set()
    assert session.shutdown(WAIT_MS)


def test_closing_waits_for_a_result_that_is_being_saved(
    qtbot, open_window, photograph, tmp_path, monkeypatch
) -> None:
    window = open_window(photograph("a.png"))
    wait_for_marks(qtbot, window._session, Mark.DIAGNOSED)
    restore(qtbot, window)
    session, is_saving = window._session, threading.Event()
    save = session.jobs.bench.save

    def save_slowly(*order: object) -> None:
        is_saving.set()
        while not session.jobs.networks._is_shut_down:  # until the window is closed
            pass
        save(*order)

    monkeypatch.setattr(session.jobs, "bench", replace(session.jobs.bench, save=save_slowly))
    monkeypatch.setattr("restorer_app.gui.main_window._MOST_WAIT_MS", 0)
    session.save_as(session.current, tmp_path / "out.png", may_replace=False)
    assert is_saving.wait(WAIT_MS / 1000)
    window.close()
    assert window.is_at_rest
    assert load_image(tmp_path / "out.png").width == 90


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_good_news_does_not_look_like_an_error(
    qtbot, qapp, session, window, photograph, theme: str
) -> None:
    Theme(qapp, theme)
    try:
        drop(window, photograph("a.png"))
        wait_for_marks(qtbot, window._session, Mark.DIAGNOSED)
        window.continuity.news_given.emit(words.recovered_phrase())
        assert stripe_of(window.canvas.banner) == current_tokens().accent
        window.canvas.set_notice("The disk is full.")
        assert stripe_of(window.canvas.banner) == current_tokens().bad
        session.queue.refused.emit("There are no photographs in 'box'.")
        assert stripe_of(window.queue_desk.notice) == current_tokens().accent
    finally:
        qapp.setStyleSheet("")


def stripe_of(banner: Banner) -> str:
    return banner.grab().toImage().pixelColor(1, banner.height() // 2).name().upper()
