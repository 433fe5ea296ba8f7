"""Everything can be reached and is named, with the keyboard and a screen reader alone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QScrollArea,
    QScrollBar,
    QSlider,
    QWidget,
)
from pytestqt.qtbot import QtBot

from restorer_app.gui.compare.compare_view import CompareView
from restorer_app.gui.documents.session import Session
from restorer_app.gui.main_window import MainWindow
from restorer_app.gui.program.about_dialog import AboutDialog
from restorer_app.gui.program.keys_sheet import KeysSheet
from restorer_app.gui.program.models_dialog import ModelsDialog
from restorer_app.gui.program.settings_dialog import SettingsDialog
from tests.gui.waiting import WAIT_MS

CONTROLS = (QAbstractButton, QComboBox, QSlider)


def focusable(root: QWidget) -> list[QWidget]:
    """What takes the focus by Tab, but for parts of other controls."""
    return [
        widget
        for widget in root.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisibleTo(root)
        and not isinstance(widget, QScrollBar | QScrollArea)
        and not isinstance(widget.parentWidget(), QComboBox)
        and widget.window() is root.window()
        and widget.focusProxy() is None
    ]


def name_of(widget: QWidget) -> str:
    """What a screen reader says: the name, or the words on a button."""
    words = widget.text() if isinstance(widget, QAbstractButton) else ""
    return (widget.accessibleName() or words).strip()


def assert_all_named(root: QWidget) -> None:
    nameless = [widget for widget in focusable(root) if not name_of(widget)]
    assert nameless == []
    mute = [
        widget
        for widget in root.findChildren(QWidget)
        if isinstance(widget, CONTROLS) and widget.isVisibleTo(root) and not name_of(widget)
    ]
    assert mute == []


def reached_by_tab(qtbot: QtBot, root: QWidget) -> list[QWidget]:
    """Every control that gets the focus while Tab goes once around; F6 leaves the photograph."""
    qtbot.waitUntil(root.isActiveWindow, timeout=WAIT_MS)
    reached: list[QWidget] = []
    while True:
        focused = QApplication.focusWidget() or root
        is_on_picture = isinstance(focused, MainWindow | CompareView)
        qtbot.keyClick(focused, Qt.Key.Key_F6 if is_on_picture else Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert focused is not None
        if focused in reached:
            return reached
        reached.append(focused)


def in_reading_order(widgets: list[QWidget], root: QWidget) -> list[QWidget]:
    """Row by row, each from left to right."""

    def place(widget: QWidget) -> tuple[int, int]:
        corner = widget.mapTo(root, QPoint(0, widget.height() // 2))
        return (corner.y() // 24, corner.x())

    return sorted(widgets, key=place)


def assert_in_reading_order(reached: list[QWidget], root: QWidget) -> None:
    """Tab goes round: where it started does not matter."""
    wanted = in_reading_order(reached, root)
    start = reached.index(wanted[0])
    round_ = reached[start:] + reached[:start]
    assert [name_of(widget) for widget in round_] == [name_of(widget) for widget in wanted]


@pytest.fixture
def restored(
    qtbot: QtBot, session: Session, window: MainWindow, photograph: Callable[..., Path]
) -> MainWindow:
    """A window with everything in it that there is to press."""
    session.open_paths([photograph("oma.png"), photograph("opa.png", is_clean=True)])
    qtbot.waitUntil(
        lambda: bool(session.documents) and all(d.diagnosis for d in session.documents),
        timeout=WAIT_MS,
    )
    session.restore()
    qtbot.waitUntil(lambda: session.current.can_save, timeout=WAIT_MS)
    window.drawer.fold_button.click()
    return window


def test_every_control_of_the_empty_window_is_named(window: MainWindow) -> None:
    assert_all_named(window)


def test_every_control_of_the_full_window_is_named(restored: MainWindow) -> None:
    assert_all_named(restored)
    assert len(focusable(restored)) > 15


def test_tab_reaches_every_control_of_the_window(qtbot: QtBot, restored: MainWindow) -> None:
    reached = reached_by_tab(qtbot, restored)
    missed = [w for w in focusable(restored) if w.isEnabled() and w not in reached]
    assert [name_of(widget) for widget in missed if widget is not restored] == []


@pytest.mark.parametrize("part", ["header", "inspector", "drawer"])
def test_tab_goes_in_reading_order_within_each_part(
    qtbot: QtBot, restored: MainWindow, part: str
) -> None:
    root = getattr(restored, part)
    reached = [w for w in reached_by_tab(qtbot, restored) if root.isAncestorOf(w)]
    assert_in_reading_order(reached, root)
    assert len(reached) > 1


@pytest.mark.parametrize("kind", [SettingsDialog, ModelsDialog, AboutDialog, KeysSheet])
def test_every_dialog_is_named_and_reached_throughout(
    qtbot: QtBot, window: MainWindow, kind: type[QDialog]
) -> None:
    show = {
        SettingsDialog: window.program_pages.show_settings,
        ModelsDialog: window.program_pages.show_models,
        AboutDialog: window.program_pages.show_about,
        KeysSheet: window.keys.show,
    }
    show[kind]()
    dialog = window.findChild(kind)
    qtbot.waitUntil(lambda: window.program_pages._queue.is_idle, timeout=WAIT_MS)
    assert dialog.windowTitle()
    assert_all_named(dialog)
    reached = reached_by_tab(qtbot, dialog)
    missed = [w for w in focusable(dialog) if w.isEnabled() and w not in reached]
    assert [name_of(widget) for widget in missed] == []
    assert_in_reading_order(reached, dialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
