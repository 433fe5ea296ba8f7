"""The settings: what is chosen holds at once, is saved, and reaches those it concerns."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from restorer_app.gui.documents.session import Session
from restorer_app.gui.main_window import MainWindow
from restorer_app.gui.program.preferences import Preferences
from restorer_app.gui.program.settings_dialog import SettingsDialog
from restorer_app.gui.saving.save_dialog import SaveDialog
from restorer_app.gui.widgets.theme import DARK, LIGHT, Theme, current_tokens
from restorer_app.settings import Settings, help_of, load_settings, save_settings, settings_path
from tests.gui.conftest import FakeBench
from tests.gui.waiting import WAIT_MS


@pytest.fixture
def dialog(qtbot: QtBot, window: MainWindow) -> Iterator[SettingsDialog]:
    """Opened as a person does, and complete."""
    qtbot.waitUntil(window.isActiveWindow, timeout=WAIT_MS)
    qtbot.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    dialog = window.findChild(SettingsDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: "CPU" in dialog.rows["device"].note, timeout=WAIT_MS)
    yield dialog
    dialog.close()


def choose(dialog: SettingsDialog, name: str, value: object) -> None:
    box = dialog.rows[name].box
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def wait_until_saved(qtbot: QtBot, expected: Settings) -> None:
    qtbot.waitUntil(lambda: load_settings() == expected, timeout=WAIT_MS)


def test_every_setting_has_a_row_that_explains_it(dialog: SettingsDialog) -> None:
    for name, row in dialog.rows.items():
        texts = [label.text() for label in row.findChildren(QWidget) if hasattr(label, "text")]
        assert help_of(name) in texts
        assert row.box.accessibleName()
        assert row.box.count() > 1
        assert row.box.currentIndex() >= 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("language", "de"),
        ("theme", "dark"),
        ("device", "cpu"),
        ("precision", "fp32"),
        ("tile_px", 512),
        ("threads", 1),
    ],
)
def test_what_is_chosen_is_saved_at_once(
    qtbot: QtBot, dialog: SettingsDialog, name: str, value: object
) -> None:
    choose(dialog, name, value)
    wait_until_saved(qtbot, Settings(**{name: value}))
    assert dialog.rows[name].box.currentData() == value


def test_the_theme_changes_at_once(qtbot: QtBot, session: Session) -> None:
    preferences = Preferences(Settings(theme="light"))
    theme = Theme(QApplication.instance(), "light")
    preferences.theme_chosen.connect(theme.set_choice)
    preferences.change(theme="dark")
    assert current_tokens() is DARK
    preferences.change(theme="light")
    assert current_tokens() is LIGHT
    preferences.finish()


@pytest.mark.parametrize(
    ("name", "value", "call"),
    [
        ("device", "cpu", "apply cpu auto 0"),
        ("precision", "fp32", "apply auto fp32 0"),
        ("tile_px", 256, "apply auto auto 256"),
        ("threads", 1, "apply auto auto 0"),
    ],
)
def test_what_concerns_the_networks_holds_from_the_next_job_on(
    qtbot: QtBot, bench: FakeBench, dialog: SettingsDialog, name: str, value: object, call: str
) -> None:
    choose(dialog, name, value)
    qtbot.waitUntil(lambda: bench.calls == [call], timeout=WAIT_MS)


def test_the_status_bar_tells_the_new_precision(
    qtbot: QtBot, window: MainWindow, dialog: SettingsDialog
) -> None:
    choose(dialog, "precision", "fp32")
    qtbot.waitUntil(lambda: window.status._device.text() == "CPU, fp32", timeout=WAIT_MS)


def test_a_change_waits_for_the_job_that_runs(
    qtbot: QtBot,
    bench: FakeBench,
    session: Session,
    dialog: SettingsDialog,
    photograph: Callable[..., Path],
) -> None:
    bench.may_go_on.clear()
    session.open_paths([photograph("oma.png")])
    qtbot.waitUntil(lambda: "diagnose" in bench.calls, timeout=WAIT_MS)
    choose(dialog, "precision", "fp32")
    assert not any(call.startswith("apply") for call in bench.calls)
    bench.may_go_on.set()
    qtbot.waitUntil(lambda: "apply auto fp32 0" in bench.calls, timeout=WAIT_MS)
    # The outcome of the job before it is on its way to the window.
    qtbot.waitUntil(lambda: session.current.diagnosis is not None, timeout=WAIT_MS)


def test_the_language_says_when_it_will_be_seen(dialog: SettingsDialog) -> None:
    assert dialog.rows["language"].note == ""
    choose(dialog, "language", "de")
    assert "next time" in dialog.rows["language"].note
    choose(dialog, "language", "en")
    assert dialog.rows["language"].note == ""


def test_only_devices_that_were_found_can_be_chosen(dialog: SettingsDialog) -> None:
    row = dialog.rows["device"]
    model = row.box.model()
    offered = {
        row.box.itemData(i)
        for i in range(row.box.count())
        if model.flags(model.index(i, 0)) & Qt.ItemFlag.ItemIsEnabled
    }
    assert {"auto", "cpu"} <= offered
    assert len(row.note.splitlines()) == 3
    for name, words in (("cuda", "NVIDIA graphics card: "), ("mps", "Apple graphics: ")):
        line = next(line for line in row.note.splitlines() if line.startswith(words))
        assert (name in offered) != line.endswith(".")  # absent ones are told in a sentence


def test_the_devices_are_looked_for_off_the_gui_thread(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads = []

    def find_devices() -> tuple[()]:
        threads.append(threading.get_ident())
        return ()

    monkeypatch.setattr("restorer_app.gui.program.program_pages.find_devices", find_devices)
    window.header.program_button.settings_pressed.emit()
    qtbot.waitUntil(lambda: bool(threads), timeout=WAIT_MS)
    assert threads != [threading.get_ident()]


def test_reset_brings_everything_back(qtbot: QtBot, dialog: SettingsDialog) -> None:
    choose(dialog, "theme", "dark")
    choose(dialog, "tile_px", 1024)
    assert dialog.reset_button.isEnabled()
    dialog.reset_button.click()
    assert dialog.rows["theme"].box.currentData() == "system"
    assert dialog.rows["tile_px"].box.currentData() == 0
    assert not dialog.reset_button.isEnabled()
    wait_until_saved(qtbot, Settings())


def test_saving_starts_in_the_folder_that_was_chosen(
    qtbot: QtBot,
    session: Session,
    window: MainWindow,
    dialog: SettingsDialog,
    photograph: Callable[..., Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    results = tmp_path / "results"
    results.mkdir()
    monkeypatch.setattr("restorer_app.gui.dialogs.ask_output_folder", lambda *_: results)
    box = dialog.rows["output_folder"].box
    box.setCurrentIndex(box.count() - 1)
    box.activated.emit(box.currentIndex())
    assert box.currentText() == "results"
    wait_until_saved(qtbot, Settings(output_folder=str(results)))

    session.open_paths([photograph("oma.png")])
    qtbot.waitUntil(
        lambda: session.current is not None and session.current.diagnosis is not None,
        timeout=WAIT_MS,
    )
    session.restore()
    qtbot.waitUntil(lambda: session.current.can_save, timeout=WAIT_MS)
    window.exports.ask_and_save()
    fields = window.findChild(SaveDialog).fields
    assert (fields.folder.text(), fields.name.text()) == (str(results), "oma-restored.png")


def test_a_folder_that_is_not_chosen_after_all_changes_nothing(
    dialog: SettingsDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("restorer_app.gui.dialogs.ask_output_folder", lambda *_: None)
    box = dialog.rows["output_folder"].box
    box.setCurrentIndex(box.count() - 1)
    box.activated.emit(box.currentIndex())
    assert box.currentData() == ""
    assert not settings_path().exists()


def test_settings_that_can_not_be_saved_are_told(qtbot: QtBot, dialog: SettingsDialog) -> None:
    settings_path().parent.parent.mkdir(parents=True, exist_ok=True)
    settings_path().parent.write_bytes(b"in the way of the folder")
    choose(dialog, "theme", "dark")
    qtbot.waitUntil(lambda: "can not be saved" in dialog.problem, timeout=WAIT_MS)


def test_closing_the_window_at_once_loses_no_change(window: MainWindow) -> None:
    for threads in range(1, 6):
        window._preferences.change(threads=threads)
    window.close()
    assert load_settings() == Settings(threads=5)


def test_the_saved_settings_hold_at_the_next_start(qtbot: QtBot) -> None:
    save_settings(Settings(precision="fp32"))
    assert Preferences().settings == Settings(precision="fp32")


def test_the_wheel_scrolls_past_a_choice(dialog: SettingsDialog) -> None:
    box = dialog.rows["theme"].box
    middle = QPointF(box.rect().center())
    wheel = QWheelEvent(
        middle,
        box.mapToGlobal(middle),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, wheel)
    assert box.currentData() == "system"
