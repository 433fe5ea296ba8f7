"""The window in a language that is written from right to left."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from restorer_app.gui.compare.compare_panels import CompareMode
from restorer_app.gui.documents.session import Session
from restorer_app.gui.main_window import MainWindow
from restorer_app.gui.repair.action_area import WorkBar
from restorer_app.gui.repair.findings_panel import SeverityBar
from restorer_app.gui.repair.inspector import Inspector
from restorer_app.gui.widgets.icons import IconButton
from restorer_app.gui.widgets.switch import Switch
from tests.gui.waiting import WAIT_MS


def drawn(widget: QWidget, direction: Qt.LayoutDirection) -> QImage:
    widget.setLayoutDirection(direction)
    return widget.grab().toImage()


def make_switch() -> QWidget:
    switch = Switch("Repair")
    switch.setChecked(True)
    return switch


def make_work_bar() -> QWidget:
    bar = WorkBar()
    bar.resize(120, 36)
    bar.set_progress("", 0.25)
    return bar


@pytest.mark.parametrize("make", [make_switch, make_work_bar, lambda: SeverityBar(2.0)])
def test_what_is_painted_by_hand_is_mirrored(qtbot: QtBot, make: Callable[[], QWidget]) -> None:
    widget = make()
    qtbot.addWidget(widget)
    usual = drawn(widget, Qt.LayoutDirection.LeftToRight)
    mirrored = drawn(widget, Qt.LayoutDirection.RightToLeft)
    assert mirrored != usual
    back = mirrored.flipped(Qt.Orientation.Horizontal)
    apart = [
        abs(QColor(back.pixel(x, y)).lightness() - QColor(usual.pixel(x, y)).lightness())
        for x in range(usual.width())
        for y in range(usual.height())
    ]
    assert sum(apart) / len(apart) < 2  # edges are smoothed a little differently


@pytest.mark.parametrize(("name", "turns"), [("undo", True), ("redo", True), ("open", False)])
def test_only_arrows_along_the_line_of_writing_turn_round(
    qtbot: QtBot, name: str, turns: bool
) -> None:
    button = IconButton(name, name)
    qtbot.addWidget(button)
    usual = button.icon().pixmap(20, 20).toImage()
    button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert (button.icon().pixmap(20, 20).toImage() != usual) == turns


def left_of(widget: QWidget, window: QWidget) -> int:
    return widget.mapTo(window, QPoint(0, 0)).x()


@pytest.fixture
def mirrored_window(
    qapp: QApplication, qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    """As it is made where the language is written from right to left."""
    monkeypatch.setattr("restorer_app.gui.dialogs.ask_to_discard", lambda *_: True)
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    window = MainWindow(session)
    qtbot.addWidget(window)
    window.show()
    yield window
    qapp.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)


@pytest.mark.parametrize("direction", list(Qt.LayoutDirection)[:2])
def test_the_scroll_bar_moves_nothing_on_either_side(
    qtbot: QtBot, direction: Qt.LayoutDirection
) -> None:
    inspector = Inspector()
    qtbot.addWidget(inspector)
    inspector.setLayoutDirection(direction)
    inspector.resize(480, 900)
    inspector.mask_panel.switch.setChecked(True)
    inspector.show()
    qtbot.waitUntil(lambda: inspector._bar.maximum() == 0, timeout=WAIT_MS)
    roomy = sides_of(inspector.mask_panel, inspector)
    inspector.resize(480, 250)
    qtbot.waitUntil(lambda: inspector._bar.isVisible(), timeout=WAIT_MS)
    inspector.grab()
    assert inspector._bar.sizeHint().width() > 0
    assert sides_of(inspector.mask_panel, inspector) == roomy


def sides_of(widget: QWidget, window: QWidget) -> tuple[int, int]:
    left = left_of(widget, window)
    return left, left + widget.width()


def test_the_panels_change_sides_and_the_photograph_does_not(
    qtbot: QtBot,
    session: Session,
    mirrored_window: MainWindow,
    photograph: Callable[..., Path],
) -> None:
    window = mirrored_window
    session.open_paths([photograph("oma.png")])
    qtbot.waitUntil(
        lambda: session.current is not None and session.current.diagnosis is not None,
        timeout=WAIT_MS,
    )
    session.restore()
    qtbot.waitUntil(lambda: session.current.after is not None, timeout=WAIT_MS)
    window.grab()
    header, view = window.header, window.canvas.view
    assert left_of(window.strip, window) > left_of(window.inspector, window)
    assert left_of(header.open_button, window) > left_of(header.program_button, window)
    row = window.inspector.plan.rows[0]
    assert left_of(row._switch, window) > left_of(row._slider.number, window)
    for mode in (CompareMode.SPLIT, CompareMode.SIDE_BY_SIDE):
        window.comparing.set_mode(mode)
        mirrored = view.grab().toImage()
        view.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        assert view.grab().toImage() == mirrored  # before is on the left, as it is labelled
        view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
