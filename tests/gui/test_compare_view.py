"""The compare view, looked at by its pixels and driven by mouse and keys."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from restorer_app.gui.activity import Mark
from restorer_app.gui.compare.compare_panels import CompareMode
from restorer_app.gui.compare.compare_view import CompareView
from restorer_app.gui.compare.loupe import HALF_PX
from restorer_app.gui.compare.picture import Picture, make_picture
from restorer_app.gui.compare.viewport import LARGEST_ZOOM
from tests.gui.test_compare_pixels import drawn, put_on_screen
from tests.gui.test_flow import drop, restore_and_wait
from tests.gui.waiting import wait_for_marks

RED, BLUE = "#ff0000", "#0000ff"
WIDTH, HEIGHT = 800, 450


def plain(color: tuple[float, float, float], width: int = 1600, height: int = 1000) -> Picture:
    return make_picture(np.full((height, width, 3), color, np.float32))


@pytest.fixture
def view(qtbot: QtBot) -> CompareView:
    view = CompareView()
    qtbot.addWidget(view)
    view.resize(WIDTH, HEIGHT)
    view.set_pictures(plain((1, 0, 0)), plain((0, 0, 1)))
    return view


def color_at(view: CompareView, x: int, y: int) -> str:
    return view.grab().toImage().pixelColor(x, y).name()


def drag(qtbot: QtBot, view: CompareView, start: tuple[int, int], *stops: tuple[int, int]) -> None:
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(*start))
    for stop in stops:
        qtbot.mouseMove(view, QPoint(*stop))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(*stops[-1]))


def turn_wheel(view: CompareView, position: QPointF, notches: int) -> None:
    event = QWheelEvent(
        position,
        view.mapToGlobal(position),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, event)


def test_before_is_left_and_after_right_of_the_split(view: CompareView) -> None:
    assert color_at(view, 350, 100) == RED
    assert color_at(view, 450, 100) == BLUE


def test_dragging_the_line_moves_it_however_fast(qtbot: QtBot, view: CompareView) -> None:
    drag(qtbot, view, (400, 225), (200, 225))
    assert view.split == pytest.approx(0.25)
    assert color_at(view, 250, 100) == BLUE


def test_the_split_line_never_leaves_the_canvas(qtbot: QtBot, view: CompareView) -> None:
    drag(qtbot, view, (400, 225), (-300, 225))
    assert view.split == 0
    drag(qtbot, view, (0, 225), (5000, 225))
    assert view.split == 1


def test_flip_shows_one_and_a_click_the_other_in_its_place(qtbot: QtBot, view: CompareView) -> None:
    view.set_mode(CompareMode.FLIP)
    assert (color_at(view, 100, 100), color_at(view, 700, 100)) == (BLUE, BLUE)
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(300, 200))
    assert (color_at(view, 100, 100), color_at(view, 700, 100)) == (RED, RED)
    view.flip()
    assert color_at(view, 100, 100) == BLUE


def test_in_flip_mode_dragging_pans_and_a_double_click_zooms(
    qtbot: QtBot, view: CompareView
) -> None:
    view.set_mode(CompareMode.FLIP)
    view.set_zoom(1.0)
    drag(qtbot, view, (100, 100), (160, 130))
    assert color_at(view, 400, 100) == BLUE
    view.fit()
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(300, 200))
    qtbot.mouseDClick(view, Qt.MouseButton.LeftButton, pos=QPoint(300, 200))
    assert view.zoom == pytest.approx(1.0)
    assert color_at(view, 400, 100) == BLUE


def test_the_difference_is_stronger_than_life_and_black_where_there_is_none(
    view: CompareView,
) -> None:
    before = np.full((1000, 1600, 3), 0.5, np.float32)
    after = before.copy()
    after[:, 800:, 1] += 10 / 255
    view.set_pictures(make_picture(before), make_picture(after))
    view.set_mode(CompareMode.DIFFERENCE)
    assert color_at(view, 200, 100) == "#000000"
    assert color_at(view, 600, 100) == "#002800"
    view.set_zoom(4.0)
    assert color_at(view, 300, 100) == "#000000"
    assert color_at(view, 500, 100) == "#002800"


def test_shift_and_arrows_move_the_split_line(qtbot: QtBot, view: CompareView) -> None:
    qtbot.keyClick(view, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert view.split < 0.5


def test_dragging_elsewhere_pans(qtbot: QtBot, view: CompareView) -> None:
    view.set_zoom(1.0)
    grabbed = view.sight.to_image(QPointF(100, 100))
    drag(qtbot, view, (100, 100), (160, 130))
    moved = view.sight.to_image(QPointF(160, 130))
    assert (moved - grabbed).manhattanLength() < 1e-6
    assert view.split == 0.5


@pytest.mark.parametrize("mode", CompareMode)
@pytest.mark.parametrize("notches", [2, -1])
def test_the_wheel_keeps_the_point_under_the_cursor(
    view: CompareView, mode: CompareMode, notches: int
) -> None:
    view.set_mode(mode)
    view.set_zoom(1.0)
    cursor = QPointF(650, 120)
    point = view.sight.to_image(cursor)
    turn_wheel(view, cursor, notches)
    assert view.zoom == pytest.approx(1.2**notches)
    assert (view.sight.to_image(cursor) - point).manhattanLength() < 1e-6


def test_side_by_side_shows_the_same_place_twice(view: CompareView) -> None:
    view.set_mode(CompareMode.SIDE_BY_SIDE)
    assert color_at(view, 200, 225) == RED
    assert color_at(view, 600, 225) == BLUE
    view.set_zoom(3.0)
    left, right = view.sight.to_image(QPointF(150, 200)), view.sight.to_image(QPointF(550, 200))
    assert (left - right).manhattanLength() < 1e-6


def test_peeking_shows_only_before_and_then_all_again(view: CompareView) -> None:
    view.set_peeking(True)
    assert color_at(view, 600, 225) == RED
    view.set_peeking(False)
    assert color_at(view, 600, 225) == BLUE


def test_fit_shows_the_whole_picture_also_after_a_resize(view: CompareView) -> None:
    for size in ((WIDTH, HEIGHT), (500, 400)):
        view.resize(*size)
        view.grab()  # an unseen widget is resized when it is drawn
        top_left = view.sight.to_image(QPointF(0, 0))
        bottom_right = view.sight.to_image(QPointF(*size))
        assert min(top_left.x(), top_left.y()) < 0
        assert bottom_right.x() > 1600
        assert bottom_right.y() > 1000


def test_a_small_picture_is_not_blown_up(view: CompareView) -> None:
    view.set_pictures(plain((1, 0, 0), 40, 30), None)
    assert view.zoom == 1.0


def test_a_result_of_the_same_size_keeps_the_place(view: CompareView) -> None:
    view.set_zoom(4.0)
    corner = view.sight.to_image(QPointF(0, 0))
    view.set_pictures(plain((1, 0, 0)), plain((0, 1, 0)))
    assert view.zoom == pytest.approx(4.0)
    assert view.sight.to_image(QPointF(0, 0)) == corner


def test_before_is_stretched_onto_a_larger_result(view: CompareView) -> None:
    half = np.zeros((50, 100, 3), np.float32)
    half[:, 50:] = 1
    before = make_picture(half)
    after = make_picture(np.repeat(np.repeat(half, 2, axis=0), 2, axis=1))
    view.set_pictures(before, after)
    view.set_peeking(True)
    assert color_at(view, WIDTH // 2 - 40, HEIGHT // 2) == "#000000"
    assert color_at(view, WIDTH // 2 + 40, HEIGHT // 2) == "#ffffff"


def test_one_picture_alone_has_no_split(view: CompareView) -> None:
    view.set_pictures(plain((1, 0, 0)), None)
    assert color_at(view, 399, 100) == RED
    assert color_at(view, 600, 225) == RED


def test_at_200_percent_pixels_are_squares_without_blending(view: CompareView) -> None:
    stripes = np.zeros((400, 800, 3), np.float32)
    stripes[:, ::2] = 1
    view.set_pictures(make_picture(stripes), None)
    view.set_zoom(2.0)
    row = view.grab().toImage()
    seen = {row.pixelColor(x, 200).name() for x in range(100, 300)}
    assert seen == {"#000000", "#ffffff"}


def test_fine_noise_drawn_small_becomes_even_and_does_not_alias(view: CompareView) -> None:
    checks = np.indices((1024, 2048)).sum(axis=0) % 2
    view.set_pictures(
        make_picture(np.repeat(checks[..., None], 3, axis=2).astype(np.float32)), None
    )
    row = view.grab().toImage()
    seen = [row.pixelColor(x, 220).red() for x in range(100, 700)]
    assert max(seen) - min(seen) <= 3
    assert np.mean(seen) == pytest.approx(127.5, abs=2)


def test_double_click_goes_to_true_pixels_and_back(qtbot: QtBot, view: CompareView) -> None:
    fitted = view.zoom
    qtbot.mouseDClick(view, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    assert view.zoom == pytest.approx(1.0)
    qtbot.mouseDClick(view, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    assert view.zoom == pytest.approx(fitted)


def test_the_picture_can_not_be_dragged_out_of_sight(qtbot: QtBot, view: CompareView) -> None:
    view.set_zoom(1.0)
    for _ in range(20):
        drag(qtbot, view, (700, 100), (5, 100))
    assert color_at(view, WIDTH // 2 - 20, HEIGHT // 2) in (RED, BLUE)


def test_zoom_is_told_with_whether_it_is_fitted(qtbot: QtBot, view: CompareView) -> None:
    with qtbot.waitSignal(view.zoom_changed) as got:
        view.set_zoom(2.0)
    assert got.args == [pytest.approx(2.0), False]
    with qtbot.waitSignal(view.zoom_changed) as got:
        view.fit()
    assert got.args[1] is True


# --- hands: wheels, trackpads, keys --------------------------------------------------------------


def scroll(
    view: CompareView,
    position: QPointF,
    pixels: QPoint,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """What a trackpad sends for two fingers."""
    event = QWheelEvent(
        position,
        view.mapToGlobal(position),
        pixels,
        pixels * 2,
        Qt.MouseButton.NoButton,
        modifier,
        Qt.ScrollPhase.ScrollUpdate,
        False,
    )
    QApplication.sendEvent(view, event)


def gesture(
    view: CompareView, kind: Qt.NativeGestureType, position: QPointF, value: float = 0
) -> None:
    spot = view.mapToGlobal(position)
    event = QNativeGestureEvent(
        kind, QPointingDevice.primaryPointingDevice(), 2, position, position, spot, value, QPointF()
    )
    QApplication.sendEvent(view, event)


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("is_larger", [False, True])
@pytest.mark.parametrize("notches", [5, -3])
def test_what_is_under_the_cursor_stays_there_to_the_pixel(
    view: CompareView, ratio: float, is_larger: bool, notches: int
) -> None:
    put_on_screen(view, ratio)
    view.set_mode(CompareMode.FLIP)
    shape = (1000, 1600, 3)
    before = np.zeros((500, 800, 3) if is_larger else shape, np.float32)
    after = np.zeros(shape, np.float32)
    view.set_pictures(make_picture(before), make_picture(after))
    view.set_zoom(2.0)
    cursor = QPointF(613, 131)
    spot = view.sight.to_image(cursor)
    x, y = int(spot.x()), int(spot.y())
    after[y - 3 : y + 4, x - 3 : x + 4, 0] = 1
    view.set_pictures(make_picture(before), make_picture(after))
    view.set_zoom(2.0)
    turn_wheel(view, cursor, notches)
    assert view.zoom == pytest.approx(2.0 * 1.2**notches)
    seen = drawn(view).astype(int)
    rows, columns = np.nonzero(seen[..., 0] - seen[..., 1] > 127)
    found = QPointF((columns.mean() + 0.5) / ratio, (rows.mean() + 0.5) / ratio)
    assert (found - cursor).manhattanLength() < (view.zoom + 2) / ratio


def test_two_fingers_pan_and_with_ctrl_they_zoom(view: CompareView) -> None:
    view.set_zoom(1.0)
    cursor = QPointF(500, 200)
    point = view.sight.to_image(cursor)
    scroll(view, cursor, QPoint(-30, 12))
    assert view.zoom == pytest.approx(1.0)
    assert (view.sight.to_image(cursor + QPointF(-30, 12)) - point).manhattanLength() < 1e-6
    held = view.sight.to_image(cursor)
    scroll(view, cursor, QPoint(0, 60), Qt.KeyboardModifier.ControlModifier)
    assert view.zoom == pytest.approx(1.2)
    assert (view.sight.to_image(cursor) - held).manhattanLength() < 1e-6


def test_two_fingers_leave_a_fitted_photograph_where_it_is(view: CompareView) -> None:
    corner = view.sight.to_image(QPointF(0, 0))
    scroll(view, QPointF(300, 200), QPoint(50, 50))
    assert view.sight.to_image(QPointF(0, 0)) == corner


def test_a_pinch_zooms_about_the_fingers_and_a_double_tap_goes_to_true_pixels(
    view: CompareView,
) -> None:
    view.set_zoom(1.0)
    fingers = QPointF(200, 300)
    point = view.sight.to_image(fingers)
    gesture(view, Qt.NativeGestureType.ZoomNativeGesture, fingers, 0.25)
    assert view.zoom == pytest.approx(1.25)
    assert (view.sight.to_image(fingers) - point).manhattanLength() < 1e-6
    gesture(view, Qt.NativeGestureType.SmartZoomNativeGesture, fingers)
    assert view.zoom < 0.5, "the whole photograph"
    gesture(view, Qt.NativeGestureType.SmartZoomNativeGesture, fingers)
    assert view.zoom == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("key", "modifier", "right", "down"),
    [
        (Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier, -1, 0),
        (Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier, 1, 0),
        (Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier, 0, -1),
        (Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier, 0, 1),
    ],
)
def test_arrows_look_further_in_a_zoomed_photograph(
    qtbot: QtBot,
    view: CompareView,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier,
    right: int,
    down: int,
) -> None:
    view.set_zoom(1.0)
    corner = view.sight.to_image(QPointF(0, 0))
    qtbot.keyClick(view, key, modifier)
    moved = view.sight.to_image(QPointF(0, 0)) - corner
    assert (np.sign(moved.x()), np.sign(moved.y())) == (right, down)


def test_plus_and_minus_go_by_round_steps_to_the_limits(view: CompareView) -> None:
    whole = view.zoom
    zooms = []
    for _ in range(30):
        view.zoom_in()
        zooms.append(view.zoom)
    assert zooms[:5] == [pytest.approx(zoom) for zoom in (0.5, 2 / 3, 1.0, 1.5, 2.0)]
    assert zooms[-1] == pytest.approx(LARGEST_ZOOM)
    for _ in range(30):
        view.zoom_out()
    assert view.zoom == pytest.approx(whole)


def test_zooming_out_ends_with_the_whole_photograph_in_its_place(view: CompareView) -> None:
    corner = view.sight.to_image(QPointF(0, 0))
    turn_wheel(view, QPointF(100, 100), 4)
    turn_wheel(view, QPointF(700, 400), -30)
    assert view.sight.to_image(QPointF(0, 0)) == corner
    turn_wheel(view, QPointF(700, 400), 100)
    assert view.zoom == pytest.approx(LARGEST_ZOOM)


# --- in the window -------------------------------------------------------------------------------


def test_keys_of_the_canvas_work_wherever_the_focus_is(
    qtbot: QtBot, session, window, photograph
) -> None:
    drop(window, photograph("a.png", size=(900, 1400)), photograph("b.png"))
    wait_for_marks(qtbot, session, Mark.DIAGNOSED, Mark.DIAGNOSED)
    view = window.canvas.view
    qtbot.keyClick(window, Qt.Key.Key_Plus)
    assert view.zoom > 0.5
    qtbot.keyClick(window, Qt.Key.Key_1)
    corner = view.sight.to_image(QPointF(0, 0))
    qtbot.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window, Qt.Key.Key_Up)
    moved = view.sight.to_image(QPointF(0, 0)) - corner
    assert (np.sign(moved.x()), np.sign(moved.y())) == (1, -1)
    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert view.split < 0.5
    assert session.current.name == "a.png"
    qtbot.keyClick(window, Qt.Key.Key_Right)
    assert session.current.name == "b.png"


def test_the_loupe_is_one_switch_for_key_and_button(qtbot, session, window, photograph) -> None:
    button, view = window.header.loupe_button, window.canvas.view
    assert not button.isEnabled()
    drop(window, photograph("a.png", size=(300, 400)))
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    qtbot.waitUntil(button.isEnabled)
    qtbot.keyClick(window, Qt.Key.Key_Z)
    assert button.isChecked()
    assert view.lens.width() == HALF_PX, "one picture, one half"
    restore_and_wait(qtbot, window, session)
    assert view.lens.width() == 2 * HALF_PX
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert view.lens is None
