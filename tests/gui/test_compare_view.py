"""The compare view, looked at by its pixels and driven by mouse and keys."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from restorer_app.gui.compare_view import CompareMode, CompareView
from restorer_app.gui.picture import Picture, make_picture

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
    grabbed = view.to_image(QPointF(100, 100))
    drag(qtbot, view, (100, 100), (160, 130))
    moved = view.to_image(QPointF(160, 130))
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
    point = view.to_image(cursor)
    turn_wheel(view, cursor, notches)
    assert view.zoom == pytest.approx(1.2**notches)
    assert (view.to_image(cursor) - point).manhattanLength() < 1e-6


def test_side_by_side_shows_the_same_place_twice(view: CompareView) -> None:
    view.set_mode(CompareMode.SIDE_BY_SIDE)
    assert color_at(view, 200, 225) == RED
    assert color_at(view, 600, 225) == BLUE
    view.set_zoom(3.0)
    left, right = view.to_image(QPointF(150, 200)), view.to_image(QPointF(550, 200))
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
        top_left = view.to_image(QPointF(0, 0))
        bottom_right = view.to_image(QPointF(*size))
        assert min(top_left.x(), top_left.y()) < 0
        assert bottom_right.x() > 1600
        assert bottom_right.y() > 1000


def test_a_small_picture_is_not_blown_up(view: CompareView) -> None:
    view.set_pictures(plain((1, 0, 0), 40, 30), None)
    assert view.zoom == 1.0


def test_a_result_of_the_same_size_keeps_the_place(view: CompareView) -> None:
    view.set_zoom(4.0)
    corner = view.to_image(QPointF(0, 0))
    view.set_pictures(plain((1, 0, 0)), plain((0, 1, 0)))
    assert view.zoom == pytest.approx(4.0)
    assert view.to_image(QPointF(0, 0)) == corner


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
