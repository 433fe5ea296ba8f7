"""The pages about the program: models and about."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from restorer_app import __version__
from restorer_app.distortions import Distortion
from restorer_app.gui.main_window import MainWindow
from restorer_app.gui.program.about_dialog import AboutDialog
from restorer_app.gui.program.models_dialog import ModelsDialog
from restorer_app.paths import shipped_models_dir, user_models_dir
from restorer_app.registry.catalog import read_catalog
from tests.gui.waiting import WAIT_MS
from tests.tiny_models import write_generator


def open_models(qtbot: QtBot, window: MainWindow) -> ModelsDialog:
    window.header.program_button.models_pressed.emit()
    dialog = window.findChild(ModelsDialog)
    qtbot.waitUntil(lambda: dialog.list.count() > 0, timeout=WAIT_MS)
    return dialog


def row_of(dialog: ModelsDialog, model_id: str) -> int:
    rows = range(dialog.list.count())
    found = [dialog.list.item(i).data(Qt.ItemDataRole.UserRole).entry.id for i in rows]
    return found.index(model_id)


def fact(dialog: ModelsDialog, name: str) -> str:
    return next(line for line in dialog.sentences() if line.startswith(f"{name}: "))


def test_every_model_is_listed_and_verified(qtbot: QtBot, window: MainWindow) -> None:
    dialog = open_models(qtbot, window)
    entries = read_catalog().entries
    assert dialog.list.count() == len(entries) > 10
    assert dialog.list.item(0).text() == "Diagnosis"
    for entry in (entry for entry in entries if not entry.is_missing):
        dialog.list.setCurrentRow(row_of(dialog, entry.id))
        qtbot.waitUntil(lambda: fact(dialog, "Checksum").endswith(", verified"), timeout=WAIT_MS)
        assert entry.sha256[:16] in fact(dialog, "Checksum")
        assert fact(dialog, "Licence") == f"Licence: {entry.licence}"
        assert fact(dialog, "Limits") == f"Limits: {entry.limits}"


def test_a_model_that_was_not_fetched_is_shown_as_that(qtbot: QtBot, window: MainWindow) -> None:
    dialog = open_models(qtbot, window)
    dialog.list.setCurrentRow(row_of(dialog, "yunet"))
    assert dialog.list.currentItem().text() == "Finding faces"
    assert fact(dialog, "Checksum").endswith(", not fetched")
    assert "restorer models fetch yunet" in dialog.reader.toPlainText()


def test_the_card_is_rendered_and_says_what_the_file_says(qtbot: QtBot, window: MainWindow) -> None:
    dialog = open_models(qtbot, window)
    dialog.list.setCurrentRow(row_of(dialog, "jpeg"))
    shown = dialog.reader.toPlainText()
    assert shown.startswith("What it does\nRemoves blocks and ringing of JPEG compression")
    assert "##" not in shown
    assert "|" not in shown  # tables are tables
    gains = read_catalog([shipped_models_dir()]).get("jpeg").metrics
    said = " · ".join(f"{gains[f'gain_db_level{level}']:.1f}" for level in range(1, 6))
    assert fact(dialog, "Measured").startswith(f"Measured: {said} dB closer")


def test_a_damaged_model_is_told_with_what_to_do(qtbot: QtBot, window: MainWindow) -> None:
    write_generator(user_models_dir(), Distortion.JITTER, model_id="mine")
    weights = user_models_dir() / "mine" / "weights.safetensors"
    weights.write_bytes(weights.read_bytes() + b"x")
    dialog = open_models(qtbot, window)
    dialog.list.setCurrentRow(row_of(dialog, "mine"))
    qtbot.waitUntil(lambda: "differs from its model.toml" in fact(dialog, "Checksum"))
    assert "restorer models fetch mine" in fact(dialog, "Checksum")


def test_a_folder_that_is_no_model_is_named(qtbot: QtBot, window: MainWindow) -> None:
    broken = user_models_dir() / "broken" / "model.toml"
    broken.parent.mkdir(parents=True)
    broken.write_text("= = =", encoding="utf-8")
    dialog = open_models(qtbot, window)
    assert str(broken) in dialog.problem


def test_closing_the_page_stops_the_checks(qtbot: QtBot, window: MainWindow) -> None:
    dialog = open_models(qtbot, window)
    checks = list(dialog._checks)
    assert checks
    dialog.close()
    qtbot.waitUntil(lambda: window.program_pages._queue.is_idle, timeout=WAIT_MS)
    assert window.findChildren(ModelsDialog) in ([], [dialog])


def open_about(qtbot: QtBot, window: MainWindow) -> AboutDialog:
    window.header.program_button.about_pressed.emit()
    dialog = window.findChild(AboutDialog)
    qtbot.waitUntil(lambda: dialog.list.count() > 0, timeout=WAIT_MS)
    return dialog


def test_about_names_every_package_and_shows_its_licence(qtbot: QtBot, window: MainWindow) -> None:
    dialog = open_about(qtbot, window)
    names = [dialog.list.item(i).text().split()[0] for i in range(dialog.list.count())]
    assert {"numpy", "torch", "PySide6"} <= set(names)
    dialog.list.setCurrentRow(names.index("scipy"))
    qtbot.waitUntil(lambda: "SciPy Developers" in dialog.reader.toPlainText(), timeout=WAIT_MS)


def test_a_report_for_a_bug_can_be_copied(
    qtbot: QtBot, window: MainWindow, user_home: Path
) -> None:
    dialog = open_about(qtbot, window)
    dialog.copy_button.click()
    report = QGuiApplication.clipboard().text()
    assert f"Restorer: {__version__}" in report
    assert "Qt: " in report
    assert "Setting device: auto" in report
    assert str(user_home) in report
