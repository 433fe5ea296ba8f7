"""The drawer of measurements, driven through the window."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QLocale, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from restorer_app.gui import dialogs
from restorer_app.gui.activity import Mark
from restorer_app.gui.compare.quality_overlay import make_overlay
from restorer_app.gui.main_window import MainWindow
from restorer_app.gui.measuring.measurement_words import MeasurementRow, as_text, measurement_groups
from restorer_app.gui.translation import Translation
from restorer_app.gui.widgets.theme import Theme
from restorer_app.metrics.measurements import measure
from tests.gui.conftest import CLEAN, NOISY
from tests.gui.test_flow import drop, restore_and_wait
from tests.gui.waiting import WAIT_MS, wait_for_marks


@pytest.fixture(scope="module", autouse=True)
def _libraries_are_loaded() -> None:
    """The first comparison loads torch, which on a busy machine takes longer than a test waits."""
    pixels = np.zeros((64, 64, 3), np.float32)
    measure(pixels, None, pixels)


def all_rows(*pictures: np.ndarray, before=None, after=None) -> list[MeasurementRow]:
    groups = measurement_groups(measure(*pictures), before, after)
    return [row for group in groups for row in group.rows]


def test_every_row_has_a_figure_and_a_sentence_that_explains_it() -> None:
    pixels = np.random.default_rng(0).uniform(0.2, 0.8, (64, 64, 3)).astype(np.float32)
    rows = all_rows(pixels, pixels / 2, pixels, before=NOISY, after=CLEAN)
    assert [row.name for row in rows] == [
        *("Noise", "JPEG quality", "Sharpness", "Brightness", "Clipped", "Colour cast", "Changed"),
        *("PSNR", "SSIM", "FSIM", "SNR", "MSE"),
        *("JPEG", "Noise", "Jitter"),
    ]
    assert all(row.after for row in rows)
    assert all(row.explanation.endswith(".") for row in rows)
    assert rows[7].before == "identical"
    assert (rows[13].before, rows[13].after) == ("strong", "not found")
    assert "92 % likely before and 1 % likely after" in rows[13].explanation


@pytest.mark.parametrize(
    ("rgb", "word"),
    [((0.5, 0.5, 0.5), "none"), ((0.56, 0.5, 0.46), "orange"), ((0.45, 0.5, 0.6), "blue")],
)
def test_a_cast_is_told_in_words(rgb: tuple[float, float, float], word: str) -> None:
    rows = all_rows(np.full((64, 64, 3), rgb, np.float32))
    assert word in next(row.before for row in rows if row.name == "Colour cast")


def test_figures_are_copied_as_a_table() -> None:
    groups = measurement_groups(measure(np.full((64, 64, 3), 0.5, np.float32)), NOISY, None)
    head, *lines = as_text(groups).splitlines()
    assert head.split("\t") == ["The picture", "Before", "After"]
    assert {len(line.split("\t")) for line in lines} == {3}


def test_nothing_is_measured_until_the_drawer_is_opened(qtbot, session, window, photograph) -> None:
    drop(window, photograph("a.png"))
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    assert session.current.measurements is None
    window.drawer.fold_button.click()
    qtbot.waitUntil(lambda: len(window.drawer.sentences()) == 9, timeout=WAIT_MS)
    assert window.drawer.sentences()[3].endswith("→ ")  # no result yet


def test_after_restoring_it_is_measured_again_and_can_be_copied(
    qtbot, session, window, photograph
) -> None:
    window.drawer.fold_button.click()
    drop(window, photograph("a.png"))
    qtbot.waitUntil(lambda: len(window.drawer.sentences()) == 9, timeout=WAIT_MS)
    restore_and_wait(qtbot, window, session)
    qtbot.waitUntil(lambda: len(window.drawer.sentences()) == 10, timeout=WAIT_MS)
    qtbot.mouseClick(window.drawer.copy_button, Qt.MouseButton.LeftButton)
    assert "Changed\t\t" in QGuiApplication.clipboard().text()


def test_a_reference_adds_what_compares_with_it(
    qtbot, session, window, photograph, monkeypatch
) -> None:
    source = photograph("a.png")
    monkeypatch.setattr("restorer_app.gui.dialogs.ask_reference", lambda *_: source)
    window.drawer.fold_button.click()
    drop(window, source)
    qtbot.waitUntil(lambda: len(window.drawer.sentences()) == 9, timeout=WAIT_MS)
    qtbot.mouseClick(window.drawer.reference_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(window.drawer.sentences()) == 14, timeout=WAIT_MS)
    assert "PSNR: identical → " in window.drawer.sentences()


def test_a_reference_of_another_size_is_refused_and_then_forgotten(
    qtbot, session, window, photograph
) -> None:
    window.drawer.fold_button.click()
    drop(window, photograph("a.png"))
    qtbot.waitUntil(lambda: len(window.drawer.sentences()) == 9, timeout=WAIT_MS)
    session.set_reference(photograph("other.png", size=(40, 40)))
    qtbot.waitUntil(lambda: session.current.problem is not None, timeout=WAIT_MS)
    assert "choose two of one size" in session.current.problem.sentence
    assert session.current.mark is Mark.DIAGNOSED
    session.dismiss_problem(session.current)
    qtbot.waitUntil(lambda: len(window.drawer.sentences()) == 9, timeout=WAIT_MS)
    assert session.current.problem is None


def test_a_picture_too_small_to_measure_says_so_once(qtbot, session, window, photograph) -> None:
    window.drawer.fold_button.click()
    drop(window, photograph("a.png", size=(20, 20)))
    qtbot.waitUntil(
        lambda: session.current is not None and session.current.problem is not None, timeout=WAIT_MS
    )
    assert "at least 32 pixels" in session.current.problem.sentence
    session.dismiss_problem(session.current)
    qtbot.wait(100)
    assert session.current.problem is None


# --- the reference, the map, the files -----------------------------------------------------------


def drop_on(widget: QWidget, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy, spot = Qt.DropAction.CopyAction, QPointF(9, 9)
    QApplication.sendEvent(widget, QDragEnterEvent(spot.toPoint(), copy, data, left, none))
    QApplication.sendEvent(widget, QDropEvent(spot, copy, data, left, none))


@pytest.fixture
def measured(qtbot, session, window, photograph) -> MainWindow:
    """A window with a restored photograph, measured against its reference."""
    window.drawer.fold_button.click()
    drop(window, photograph("a.png", size=(120, 180)))
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    restore_and_wait(qtbot, window, session)
    session.set_reference(photograph("reference.png", size=(120, 180)))
    qtbot.waitUntil(lambda: len(window.drawer.sentences()) == 15, timeout=WAIT_MS)
    return window


def test_a_file_dropped_on_the_drawer_becomes_the_reference(
    qtbot, session, window, photograph
) -> None:
    drop(window, photograph("a.png"))
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    reference = photograph("undamaged.png")
    drop_on(window.drawer, reference)
    assert session.current.reference == reference
    assert window.drawer.is_open
    assert len(session.documents) == 1, "it is not opened as a photograph to restore"
    qtbot.waitUntil(
        lambda: any("SSIM" in row for row in window.drawer.sentences()), timeout=WAIT_MS
    )
    assert "undamaged.png" in window.drawer.reference_button.toolTip()


def test_the_reference_can_be_removed(qtbot, session, measured) -> None:
    measured.drawer.map_button.click()
    measured.drawer.reference_button.click()
    qtbot.waitUntil(measured.drawer.reference_menu.isVisible)
    measured.drawer.reference_menu.actions()[1].trigger()
    measured.drawer.reference_menu.close()
    assert session.current.reference is None
    qtbot.waitUntil(lambda: len(measured.drawer.sentences()) == 10, timeout=WAIT_MS)
    assert measured.drawer.reference_button.text() == "Compare with a reference …"
    assert measured.drawer.map_button.isHidden()
    assert not measured.drawer.map_button.isEnabled()
    assert measured.canvas.view._overlay is None


def test_every_figure_says_on_hover_what_it_means(measured) -> None:
    table = measured.drawer.table.grid
    cells = [
        table.itemAtPosition(row, column)
        for row in range(1, table.rowCount())
        for column in range(table.columnCount())
    ]
    labels = [cell.widget() for cell in cells if cell is not None]
    assert len(labels) == 3 * 15
    tips = [label.toolTip() for label in labels]
    assert all(tip.endswith(".") and len(tip) > 20 for tip in tips)


def test_where_it_differs_is_laid_over_the_result_and_taken_off_again(qtbot, measured) -> None:
    """The fake repair inverts: everything differs, and before is the reference itself."""
    view = measured.canvas.view
    plain = view.grab().toImage()
    qtbot.keyClick(measured, Qt.Key.Key_W)
    assert measured.drawer.map_button.isChecked()
    shown = view.grab().toImage()
    middle = QPoint(view.width() // 2, view.height() // 2)
    left, right = middle - QPoint(40, 30), middle + QPoint(40, -30)
    assert shown.pixelColor(left) == plain.pixelColor(left)
    assert shown.pixelColor(right) != plain.pixelColor(right)
    view.set_peeking(True)
    peeked = view.grab().toImage()
    view.set_overlay(None)
    assert peeked == view.grab().toImage(), "no colours and no legend over what was before"
    view.set_peeking(False)
    measured.drawer.map_button.click()
    assert view.grab().toImage() == plain


def test_the_colours_grow_with_the_difference_and_leave_the_same_alone() -> None:
    overlay = make_overlay(np.linspace(1, 0, 64, dtype=np.float32)[None])
    colors = [overlay.pixelColor(x, 0) for x in range(64)]
    assert colors[0].alpha() == 0
    alphas = [color.alpha() for color in colors]
    assert alphas == sorted(alphas)
    lightness = [color.lightnessF() for color in colors if color.alpha()]
    assert lightness[-1] > lightness[0]


@pytest.mark.parametrize("suffix", [".csv", ".json"])
def test_figures_are_saved_with_the_diagnosis(
    qtbot, session, measured, tmp_path, monkeypatch, suffix: str
) -> None:
    proposed = []
    monkeypatch.setattr(
        "restorer_app.gui.dialogs.ask_measurements_path",
        lambda _, path: proposed.append(path.name) or tmp_path / path.name,
    )
    menu = measured.drawer.save_button.menu()
    next(action for action in menu.actions() if action.data() == suffix).trigger()
    target = tmp_path / f"a-measurements{suffix}"
    qtbot.waitUntil(lambda: target.name in measured.drawer._waiting.text(), timeout=WAIT_MS)
    assert proposed == [target.name]
    text = target.read_text(encoding="utf-8")
    for told in ("reference.png", "psnr", "dB", "white_noise_severity", "standard deviation"):
        assert told in text


def test_figures_that_can_not_be_saved_say_why(qtbot, measured, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(
        "restorer_app.gui.dialogs.ask_measurements_path",
        lambda *_: tmp_path / "gone" / "a.csv",
    )
    measured.drawer.save_button.menu().actions()[0].trigger()
    qtbot.waitUntil(lambda: "does not exist" in measured.canvas.banner.sentence, timeout=WAIT_MS)
    assert "a.csv" in measured.canvas.banner.sentence


def test_a_name_typed_without_its_ending_is_still_asked_about(
    window, tmp_path, monkeypatch
) -> None:
    """The ending is added before the dialog looks whether such a file exists."""
    asked = []

    def answer(dialog: QFileDialog) -> int:
        dialog.selectFile("figures")
        asked.append(dialog.testOption(QFileDialog.Option.DontConfirmOverwrite))
        return QFileDialog.DialogCode.Accepted

    monkeypatch.setattr(QFileDialog, "exec", answer)
    chosen = dialogs.ask_measurements_path(window, tmp_path / "a.json")
    assert chosen == tmp_path / "figures.json"
    assert asked == [False]


@pytest.fixture
def spoken(request, qapp) -> Iterator[str]:
    """The language of the window."""
    translation = Translation(qapp, request.param)
    yield request.param
    translation.remove()
    QLocale.setDefault(QLocale("en"))


@pytest.mark.parametrize(
    ("spoken", "width", "shows_all"),
    [("en", 1024, False), ("de", 1024, False), ("en", 1600, True)],
    indirect=["spoken"],
)
def test_with_a_reference_the_figures_fit_without_scrolling(
    qtbot, spoken, session, window, photograph, themed, width: int, shows_all: bool
) -> None:
    source = photograph("a.png")
    window.resize(width, 700)
    window.drawer.fold_button.click()
    drop(window, source)
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    restore_and_wait(qtbot, window, session)
    session.set_reference(source)
    qtbot.waitUntil(lambda: len(window.drawer.sentences()) == 15, timeout=WAIT_MS)
    table = window.drawer.table

    def shown() -> list[str]:
        return [label.text() for labels in table._labels for label in labels if label.isVisible()]

    qtbot.waitUntil(lambda: "PSNR" in shown(), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: table._figures.width() >= table.shown_width, timeout=WAIT_MS)
    assert table.horizontalScrollBar().maximum() == 0
    (told_beside,) = (group for group in window.drawer._groups if group.is_told_beside)
    assert (told_beside.title in shown()) is shows_all  # the panel beside says it
    assert told_beside.rows[0].name in as_text(window.drawer._groups)


@pytest.fixture
def themed(qapp):
    """The letters are as large as people see them."""
    Theme(qapp, "light")
    yield
    qapp.setStyleSheet("")
