"""The drawer of measurements, driven through the window."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from restorer_app.gui.document import Mark
from restorer_app.gui.measurement_words import as_text, measurement_rows
from restorer_app.metrics.measurements import measure
from tests.gui.test_flow import drop, restore_and_wait, wait_for_marks

WAIT_MS = 10_000


def test_every_row_has_a_figure_and_a_sentence_that_explains_it() -> None:
    pixels = np.random.default_rng(0).uniform(0.2, 0.8, (64, 64, 3)).astype(np.float32)
    rows = measurement_rows(measure(pixels, pixels / 2, pixels))
    assert [row.name for row in rows][:7] == [
        "Noise",
        "JPEG quality",
        "Sharpness",
        "Brightness",
        "Clipped",
        "Colour cast",
        "Changed",
    ]
    assert [row.name for row in rows][7:] == ["PSNR", "SSIM", "FSIM", "SNR", "MSE"]
    assert all(row.after for row in rows)
    assert all(row.explanation.endswith(".") for row in rows)
    assert rows[7].before == "identical"


@pytest.mark.parametrize(
    ("rgb", "word"),
    [((0.5, 0.5, 0.5), "none"), ((0.56, 0.5, 0.46), "orange"), ((0.45, 0.5, 0.6), "blue")],
)
def test_a_cast_is_told_in_words(rgb: tuple[float, float, float], word: str) -> None:
    rows = measurement_rows(measure(np.full((64, 64, 3), rgb, np.float32)))
    assert word in next(row.before for row in rows if row.name == "Colour cast")


def test_figures_are_copied_as_a_table() -> None:
    rows = measurement_rows(measure(np.full((64, 64, 3), 0.5, np.float32)))
    head, *lines = as_text(rows).splitlines()
    assert head.split("\t") == ["", "Before", "After"]
    assert {len(line.split("\t")) for line in lines} == {3}


def test_nothing_is_measured_until_the_drawer_is_opened(qtbot, session, window, photograph) -> None:
    drop(window, photograph("a.png"))
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    assert session.current.measurements is None
    window.drawer.fold_button.click()
    qtbot.waitUntil(lambda: len(window.drawer.sentences()) == 6, timeout=WAIT_MS)
    assert window.drawer.sentences()[3].endswith("→ ")  # no result yet


def test_after_restoring_it_is_measured_again_and_can_be_copied(
    qtbot, session, window, photograph
) -> None:
    window.drawer.fold_button.click()
    drop(window, photograph("a.png"))
    qtbot.waitUntil(lambda: len(window.drawer.sentences()) == 6, timeout=WAIT_MS)
    restore_and_wait(qtbot, window, session)
    qtbot.waitUntil(lambda: len(window.drawer.sentences()) == 7, timeout=WAIT_MS)
    qtbot.mouseClick(window.drawer.copy_button, Qt.MouseButton.LeftButton)
    assert "Changed\t\t" in QGuiApplication.clipboard().text()


def test_a_reference_adds_what_compares_with_it(
    qtbot, session, window, photograph, monkeypatch
) -> None:
    source = photograph("a.png")
    monkeypatch.setattr("restorer_app.gui.dialogs.ask_reference", lambda *_: source)
    window.drawer.fold_button.click()
    drop(window, source)
    qtbot.waitUntil(lambda: len(window.drawer.sentences()) == 6, timeout=WAIT_MS)
    qtbot.mouseClick(window.drawer.reference_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(window.drawer.sentences()) == 11, timeout=WAIT_MS)
    assert "PSNR: identical → " in window.drawer.sentences()


def test_a_reference_of_another_size_is_refused_and_then_forgotten(
    qtbot, session, window, photograph
) -> None:
    window.drawer.fold_button.click()
    drop(window, photograph("a.png"))
    qtbot.waitUntil(lambda: len(window.drawer.sentences()) == 6, timeout=WAIT_MS)
    session.set_reference(photograph("other.png", size=(40, 40)))
    qtbot.waitUntil(lambda: session.current.problem is not None, timeout=WAIT_MS)
    assert "choose two of one size" in session.current.problem.sentence
    assert session.current.mark is Mark.DIAGNOSED
    session.dismiss_problem(session.current)
    qtbot.waitUntil(lambda: len(window.drawer.sentences()) == 6, timeout=WAIT_MS)
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
