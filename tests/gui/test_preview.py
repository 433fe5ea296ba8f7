"""The preview of an edited plan on the canvas, as one sees it come and go."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QSizeF, Qt

from restorer_app.gui.activity import Mark
from restorer_app.gui.compare.compare_panels import Panel
from restorer_app.gui.main_window import MainWindow
from restorer_app.gui.repair.preview_desk import MOST_PX
from restorer_app.media.image import Image, save_image
from restorer_app.media.region import Region
from tests.gui.test_flow import drop, restore_and_wait
from tests.gui.waiting import WAIT_MS, wait_for_marks

WHOLE = Region(0, 0, 90, 60)


@pytest.fixture
def opened(qtbot, session, window, photograph):
    drop(window, photograph("a.png"))
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    qtbot.waitUntil(lambda: session.current.before is not None, timeout=WAIT_MS)
    return session.current


def noise_slider(window):
    return window.inspector.plan.rows[1]._slider


def previews(bench) -> list[str]:
    return [call for call in bench.calls if call.startswith("preview")]


def wait_for_preview(qtbot, window, note: str = "A preview of what you see") -> None:
    qtbot.waitUntil(lambda: window.inspector.plan._note.text().startswith(note), timeout=WAIT_MS)


def panels_of(window: MainWindow) -> list[Panel]:
    view = window.canvas.view
    return view._shown.panels(QSizeF(view.size()))


def test_a_photograph_that_is_only_opened_has_no_preview(window, bench, opened) -> None:
    assert window.canvas.view.patch is None
    assert previews(bench) == []
    assert window.inspector.plan._note.isHidden()


def test_a_slider_shows_its_effect_beside_the_photograph(qtbot, window, bench, opened) -> None:
    noise_slider(window).setValue(50)
    wait_for_preview(qtbot, window)
    patch = window.canvas.view.patch
    assert (patch.region.width, patch.region.height) == (90, 60)
    before, shown = opened.before.rgb.astype(int), patch.picture.rgb.astype(int)
    np.testing.assert_allclose(shown, before + (255 - 2 * before) * 0.5, atol=1)
    assert [panel.label for panel in panels_of(window)] == ["Before", "Preview"]
    assert window.header.mode_buttons["side_by_side"].isEnabled()


def test_the_canvas_paints_the_preview_right_of_the_line(qtbot, window, opened) -> None:
    view = window.canvas.view
    plain = view.grab().toImage()
    noise_slider(window).setValue(100 - 1)
    wait_for_preview(qtbot, window)
    now = view.grab().toImage()
    middle = view.rect().center()
    left, right = middle.x() - 30, middle.x() + 30
    assert now.pixelColor(left, middle.y() - 20) == plain.pixelColor(left, middle.y() - 20)
    old, new = (shot.pixelColor(right, middle.y() - 20).red() for shot in (plain, now))
    assert new == pytest.approx(255 - old, abs=6)


def test_while_a_slider_moves_one_is_worked_out_and_the_newest_comes_next(
    qtbot, window, bench, opened
) -> None:
    bench.may_go_on.clear()
    for percent in (90, 80, 70, 60):
        noise_slider(window).setValue(percent)
    qtbot.waitUntil(lambda: len(previews(bench)) == 1, timeout=WAIT_MS)
    bench.may_go_on.set()
    wait_for_preview(qtbot, window)
    assert previews(bench) == ["preview white_noise:0.9", "preview white_noise:0.6"]


def test_a_switched_step_stops_what_is_worked_out(qtbot, window, bench, opened) -> None:
    bench.may_go_on.clear()
    noise_slider(window).setValue(90)
    qtbot.waitUntil(lambda: len(previews(bench)) == 1, timeout=WAIT_MS)
    qtbot.mouseClick(window.inspector.plan.rows[1]._switch, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(previews(bench)) == 2, timeout=WAIT_MS)  # without going on
    bench.may_go_on.set()
    wait_for_preview(qtbot, window)
    assert previews(bench)[-1] == "preview jpeg:1"


def test_undo_takes_the_preview_away_and_redo_brings_it_back(
    qtbot, session, window, opened
) -> None:
    noise_slider(window).setValue(50)
    wait_for_preview(qtbot, window)
    session.undo()
    assert window.canvas.view.patch is None
    assert not window.header.mode_buttons["split"].isEnabled()
    session.redo()
    wait_for_preview(qtbot, window)


def test_the_result_takes_the_place_of_the_preview(qtbot, session, window, bench, opened) -> None:
    noise_slider(window).setValue(50)
    wait_for_preview(qtbot, window)
    restore_and_wait(qtbot, window, session)
    assert window.canvas.view.patch is None
    assert window.inspector.plan._note.isHidden()
    n_previews = len(previews(bench))
    noise_slider(window).setValue(40)
    wait_for_preview(qtbot, window)
    noise_slider(window).setValue(50)  # what the result was made with
    qtbot.waitUntil(lambda: window.canvas.view.patch is None, timeout=WAIT_MS)
    assert len(previews(bench)) == n_previews + 1


def test_a_preview_gives_way_to_a_restoration(qtbot, session, window, bench, opened) -> None:
    bench.may_go_on.clear()
    noise_slider(window).setValue(50)
    qtbot.waitUntil(lambda: len(previews(bench)) == 1, timeout=WAIT_MS)
    session.restore()
    qtbot.waitUntil(lambda: bench.calls[-1].startswith("restore"), timeout=WAIT_MS)
    bench.may_go_on.set()
    wait_for_marks(qtbot, session, Mark.RESTORED)
    assert len(previews(bench)) == 1


def test_while_another_photograph_is_restored_the_preview_waits(
    qtbot, session, window, bench, photograph
) -> None:
    drop(window, photograph("a.png"), photograph("b.png"))
    wait_for_marks(qtbot, session, Mark.DIAGNOSED, Mark.DIAGNOSED)
    bench.may_go_on.clear()
    session.restore()
    session.select(session.documents[1])
    qtbot.waitUntil(lambda: session.current.before is not None, timeout=WAIT_MS)
    noise_slider(window).setValue(50)
    assert "comes when" in window.inspector.plan._note.text()
    assert previews(bench) == []
    bench.may_go_on.set()
    wait_for_preview(qtbot, window)


def test_another_photograph_does_not_show_the_preview_of_the_last(
    qtbot, session, window, opened, photograph
) -> None:
    noise_slider(window).setValue(50)
    wait_for_preview(qtbot, window)
    drop(window, photograph("b.png"))
    qtbot.waitUntil(lambda: session.current is not opened, timeout=WAIT_MS)
    assert window.canvas.view.patch is None
    wait_for_marks(qtbot, session, Mark.DIAGNOSED, Mark.DIAGNOSED)
    assert window.canvas.view.patch is None
    session.select(opened)
    wait_for_preview(qtbot, window)


def test_of_more_than_a_screen_the_middle_is_shown_and_closer_by_what_is_seen(
    qtbot, session, window, bench, photograph
) -> None:
    drop(window, photograph("large.png", size=(1500, 2000)))
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    qtbot.waitUntil(lambda: session.current.before is not None, timeout=WAIT_MS)
    noise_slider(window).setValue(50)
    wait_for_preview(qtbot, window, "A preview of the middle")
    region = window.canvas.view.patch.region
    assert 0.9 * MOST_PX < region.width * region.height <= MOST_PX
    view = window.canvas.view
    view.set_zoom(1.0)
    wait_for_preview(qtbot, window)
    assert len(bench.regions) == 1  # it was inside what is known
    view.zoom_at(QPointF(0, 0), 1.01)
    view._set_viewport(view._viewport.panned(QPointF(600, 400)))
    qtbot.waitUntil(lambda: len(bench.regions) == 2, timeout=WAIT_MS)
    wait_for_preview(qtbot, window)
    assert bench.regions[1].left < region.left


def test_a_preview_that_does_not_work_says_why_and_is_not_tried_for_ever(
    qtbot, window, bench, opened
) -> None:
    bench.n_failures = 1
    noise_slider(window).setValue(50)
    wait_for_preview(qtbot, window, "noise-test: the network returned an even area")
    assert len(previews(bench)) == 1
    noise_slider(window).setValue(40)
    wait_for_preview(qtbot, window)


def test_a_plan_without_active_steps_has_no_preview(qtbot, window, opened) -> None:
    noise_slider(window).setValue(50)
    wait_for_preview(qtbot, window)
    for row in window.inspector.plan.rows:
        qtbot.mouseClick(row._switch, Qt.MouseButton.LeftButton)
    assert window.canvas.view.patch is None


def test_held_space_shows_the_photograph_without_the_preview(qtbot, window, opened) -> None:
    noise_slider(window).setValue(50)
    wait_for_preview(qtbot, window)
    window.setFocus()
    qtbot.keyPress(window, Qt.Key.Key_Space)
    assert [panel.patch for panel in panels_of(window)] == [None]
    qtbot.keyRelease(window, Qt.Key.Key_Space)


def test_a_photograph_of_16_bits_is_previewed_from_its_own_pixels(
    qtbot, session, window, bench, tmp_path
) -> None:
    fine = np.linspace(0.2, 0.21, 90 * 60, dtype=np.float32).reshape(60, 90)
    pixels = np.stack([fine, fine[::-1], 1 - fine], axis=-1)
    save_image(Image(pixels, depth=16), tmp_path / "fine.tif")
    drop(window, tmp_path / "fine.tif")
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    qtbot.waitUntil(lambda: session.current.before is not None, timeout=WAIT_MS)
    noise_slider(window).setValue(50)
    wait_for_preview(qtbot, window)
    np.testing.assert_allclose(bench.photographs[-1].part(WHOLE), pixels, atol=1 / 65535)


def test_8_bits_are_not_kept_twice(opened) -> None:
    assert opened.before.deep is None
    assert opened.before.photograph is opened.before.photograph
