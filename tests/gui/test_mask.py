"""The mask of damage in the window: painted, changed, undone, kept in files and read from them."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as PilImage
from PySide6.QtCore import QPointF, Qt
from pytestqt.qtbot import QtBot

from restorer_app.distortions import Distortion
from restorer_app.gui.compare.masking import BrushKind
from restorer_app.gui.documents.session import Session
from restorer_app.gui.main_window import MainWindow
from restorer_app.media.image import Image, save_image
from restorer_app.restoration.mask import Cleared, Given, Grown, Inverted, Mask
from restorer_app.restoration.plan import Step
from tests.gui.conftest import REPAIRS, FakeBench
from tests.gui.test_accessibility import (
    assert_all_named,
    assert_in_reading_order,
    focusable,
    name_of,
    reached_by_tab,
)
from tests.gui.test_mask_painting import draw
from tests.gui.waiting import WAIT_MS

SCRATCHES = Step(Distortion.SCRATCHES, "scratches-test")


@pytest.fixture
def bench() -> FakeBench:
    class Bench(FakeBench):
        def workbench(self):
            return replace(super().workbench(), repairs=lambda: (SCRATCHES, *REPAIRS))

    return Bench()


@pytest.fixture
def opened(qtbot: QtBot, session: Session, window: MainWindow, tmp_path: Path) -> MainWindow:
    """With a noisy photograph of 200 x 120 pixels that has one white scratch."""
    pixels = np.random.default_rng(0).uniform(0.2, 0.4, (120, 200, 3)).astype(np.float32)
    pixels[:, 50:52] = 1
    save_image(Image(pixels), tmp_path / "oma.png")
    session.open_paths([tmp_path / "oma.png"])
    qtbot.waitUntil(
        lambda: session.current is not None and session.current.diagnosis is not None,
        timeout=WAIT_MS,
    )
    return window


@pytest.fixture
def masked(qtbot: QtBot, opened: MainWindow) -> MainWindow:
    """The same with its mask on show."""
    qtbot.keyClick(opened, Qt.Key.Key_M)
    wait_for_mask(qtbot, opened, lambda mask: mask[60, 51])
    return opened


def wait_for_mask(
    qtbot: QtBot, window: MainWindow, is_wanted: Callable[[np.ndarray], bool]
) -> None:
    def is_there() -> bool:
        layer = window.masks._layer
        return layer is not None and bool(is_wanted(layer.levels[0] > 0))

    qtbot.waitUntil(is_there, timeout=WAIT_MS)


def mask_of(session: Session) -> Mask:
    assert session.current is not None
    (step,) = [step for step in session.current.plan.steps if step.distortion.has_mask]
    return step.mask or Mask()


def paint(qtbot: QtBot, window: MainWindow, *points: tuple[float, float]) -> None:
    """In pixels of the photograph."""
    view = window.canvas.view
    area = view.sight.areas[0]
    stops = [view.sight.viewport.to_widget(QPointF(*point), area).toPoint() for point in points]
    draw(qtbot, view, *[(stop.x(), stop.y()) for stop in stops])


def test_showing_the_mask_adds_the_step_and_looks_for_damage_once(
    qtbot: QtBot, masked: MainWindow, session: Session, bench: FakeBench
) -> None:
    assert session.current.plan.steps[0].distortion is Distortion.SCRATCHES
    masked.inspector.mask_panel._sensitivity.setValue(70)
    wait_for_mask(qtbot, masked, lambda mask: mask[60, 51])
    for _ in range(2):
        qtbot.keyClick(masked, Qt.Key.Key_M)
    wait_for_mask(qtbot, masked, lambda mask: mask[60, 51])
    assert bench.calls.count("find damage") == 1
    assert mask_of(session).sensitivity == 0.7


def test_each_stroke_is_undone_and_redone_by_its_name(
    qtbot: QtBot, masked: MainWindow, session: Session
) -> None:
    paint(qtbot, masked, (100, 60), (130, 60))
    qtbot.keyClick(masked, Qt.Key.Key_E)
    paint(qtbot, masked, (51, 20), (51, 40))
    assert [moment.name for moment in session.current.history.moments][-2:] == [
        "Brush stroke",
        "Eraser stroke",
    ]
    assert len(mask_of(session).edits) == 2
    assert not masked.masks._layer.levels[0][30, 51]
    session.undo()
    wait_for_mask(qtbot, masked, lambda mask: mask[30, 51] and mask[60, 110])
    session.undo()
    wait_for_mask(qtbot, masked, lambda mask: mask[30, 51] and not mask[60, 110])
    session.redo()
    wait_for_mask(qtbot, masked, lambda mask: mask[60, 110])


def test_no_stroke_is_lost_while_the_mask_is_being_drawn_anew(
    qtbot: QtBot, masked: MainWindow, session: Session
) -> None:
    masked.inspector.mask_panel._sensitivity.setValue(80)
    for y in (20, 40, 80):
        paint(qtbot, masked, (100, y), (130, y))
    assert len(mask_of(session).edits) == 3
    wait_for_mask(qtbot, masked, lambda mask: mask[[20, 40, 80], 110].all() and mask[60, 51])


def test_a_slider_of_sensitivity_is_one_change_however_far_it_goes(
    masked: MainWindow, session: Session
) -> None:
    n_moments = len(session.current.history.moments)
    for percent in (55, 60, 72):
        masked.inspector.mask_panel._sensitivity.setValue(percent)
    moments = session.current.history.moments
    assert len(moments) == n_moments + 1
    assert moments[-1].name == "Sensitivity at 72 %"


def test_the_whole_mask_is_grown_inverted_and_cleared(
    qtbot: QtBot, masked: MainWindow, session: Session
) -> None:
    grow, shrink, invert, clear = masked.inspector.mask_panel._links[:4]
    for link in (grow, shrink, invert):
        link.click()
    assert mask_of(session).edits == (Grown(1), Grown(-1), Inverted())
    wait_for_mask(qtbot, masked, lambda mask: mask[60, 110] and not mask[60, 51])
    clear.click()
    assert mask_of(session).edits == (Cleared(),)
    wait_for_mask(qtbot, masked, lambda mask: not mask.any())
    assert not masked.inspector.mask_panel._sensitivity.isEnabled()
    assert "Nothing is filled yet" in masked.inspector.mask_panel._note.text()


def test_a_mask_goes_to_a_file_and_comes_back(
    qtbot: QtBot,
    masked: MainWindow,
    session: Session,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    paint(qtbot, masked, (100, 60), (130, 80))
    wanted = masked.masks._layer.levels[0].copy()
    path = tmp_path / "mask.png"
    for name in ("ask_mask_target", "ask_mask"):
        monkeypatch.setattr(f"restorer_app.gui.dialogs.{name}", lambda *_: path)
    masked.masks.ask_and_export()
    qtbot.waitUntil(path.exists, timeout=WAIT_MS)
    with PilImage.open(path) as picture:
        np.testing.assert_array_equal(np.asarray(picture.convert("L")) // 255, wanted)
    masked.inspector.mask_panel._links[3].click()
    wait_for_mask(qtbot, masked, lambda mask: not mask.any())
    masked.masks.ask_and_import()
    wait_for_mask(qtbot, masked, lambda mask: np.array_equal(mask, wanted > 0))
    (edit,) = mask_of(session).edits
    assert isinstance(edit, Given)


def test_a_mask_of_another_size_is_refused_and_the_mask_stays(
    qtbot: QtBot,
    masked: MainWindow,
    session: Session,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "small.png"
    PilImage.new("L", (20, 30), 255).save(path)
    monkeypatch.setattr("restorer_app.gui.dialogs.ask_mask", lambda *_: path)
    with qtbot.waitSignal(masked.masks.notice_given, timeout=WAIT_MS) as told:
        masked.masks.ask_and_import()
    assert told.args[0].startswith("Can't use 'small.png' as a mask")
    assert "20 × 30 pixels, this one has 200 × 120" in told.args[0]
    assert mask_of(session).edits == ()


def test_a_brush_is_chosen_and_sized_by_keys(qtbot: QtBot, masked: MainWindow) -> None:
    panel = masked.inspector.mask_panel
    width = panel.brush.width_px
    qtbot.keyClick(masked, Qt.Key.Key_BracketRight)
    assert panel.brush.width_px == pytest.approx(1.23 * width, rel=0.03)
    qtbot.keyClick(masked, Qt.Key.Key_BracketLeft)
    assert panel.brush.width_px == width
    for key, kind in ((Qt.Key.Key_O, BrushKind.LASSO), (Qt.Key.Key_B, BrushKind.BRUSH)):
        qtbot.keyClick(masked, key)
        assert panel.brush.kind is kind


def test_every_control_is_named_and_reached_by_tab_as_one_reads(
    qtbot: QtBot, masked: MainWindow
) -> None:
    panel = masked.inspector.mask_panel
    assert_all_named(panel)
    reached = [w for w in reached_by_tab(qtbot, masked) if panel.isAncestorOf(w)]
    missed = [w for w in focusable(panel) if w.isEnabled() and w not in reached]
    assert [name_of(widget) for widget in missed] == []
    assert_in_reading_order(reached, panel)


def test_hidden_it_leaves_the_canvas_as_it_was(
    qtbot: QtBot, masked: MainWindow, session: Session
) -> None:
    qtbot.keyClick(masked, Qt.Key.Key_M)
    n_edits = len(mask_of(session).edits)
    paint(qtbot, masked, (100, 60), (130, 60))
    assert len(mask_of(session).edits) == n_edits
    assert masked.canvas.view._masking.layer is None


def test_the_mask_is_painted_while_damage_is_still_looked_for(
    qtbot: QtBot, opened: MainWindow, session: Session, bench: FakeBench
) -> None:
    bench.may_go_on.clear()
    qtbot.keyClick(opened, Qt.Key.Key_B)
    wait_for_mask(qtbot, opened, lambda mask: not mask.any())
    paint(qtbot, opened, (100, 60), (130, 60))
    assert len(mask_of(session).edits) == 1
    bench.may_go_on.set()
    wait_for_mask(qtbot, opened, lambda mask: mask[60, 110] and mask[60, 51])


def test_a_stroke_survives_a_session_that_is_saved_and_opened_again(
    qtbot: QtBot, masked: MainWindow, session: Session, tmp_path: Path
) -> None:
    from restorer_app.gui.documents.session_record import record, revive
    from restorer_app.restoration.session_file import read_session, write_session

    paint(qtbot, masked, (100, 60), (130, 60))
    wanted = mask_of(session)
    path = tmp_path / "box.restorer"
    write_session(record(session.documents, session.current, mode=""), path)
    (saved,) = read_session(path).files
    document = revive(saved, tmp_path)
    assert document.plan.steps[0].mask == wanted
    assert document.history.now.name == "Brush stroke"
