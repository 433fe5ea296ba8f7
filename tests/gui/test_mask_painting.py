"""Masks on the canvas: looked at by their pixels, painted with the mouse at any zoom."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from pytestqt.qtbot import QtBot

from restorer_app.gui.compare.compare_panels import CompareMode
from restorer_app.gui.compare.compare_view import CompareView
from restorer_app.gui.compare.mask_layer import MASK_COLOR, MaskLayer, make_layer
from restorer_app.gui.compare.masking import Brush, BrushKind
from restorer_app.gui.compare.picture import make_picture
from restorer_app.media.region import Region
from restorer_app.restoration.mask import Mask, Stroke
from restorer_app.restoration.mask_drawing import draw_mask
from tests.gui.test_compare_pixels import put_on_screen

SIZE = (800, 500)
LEFT = Qt.MouseButton.LeftButton


def plain_layer() -> MaskLayer:
    return make_layer(np.zeros(SIZE[::-1], bool))


@pytest.fixture
def view(qtbot: QtBot) -> CompareView:
    """A grey photograph of 800 x 500 pixels at 100 %, with an empty mask and a brush."""
    view = CompareView()
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.set_pictures(make_picture(np.full((*SIZE[::-1], 3), 0.5, np.float32)), None)
    view.set_zoom(1.0)
    view.set_mask(plain_layer(), 1.0)
    view.set_brush(Brush(width_px=20))
    return view


def draw(
    qtbot: QtBot,
    view: CompareView,
    *stops: tuple[int, int],
    held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    points = [QPoint(*stop) for stop in stops]
    qtbot.mousePress(view, LEFT, held, points[0])
    for point in points[1:]:
        qtbot.mouseMove(view, point)
    qtbot.mouseRelease(view, LEFT, held, points[-1])


def strokes_of(view: CompareView) -> list[Stroke | None]:
    strokes: list[Stroke | None] = []
    view.stroke_ended.connect(strokes.append)
    return strokes


def layer_of(view: CompareView) -> np.ndarray:
    assert view._masking.layer is not None
    return view._masking.layer.levels[0]


@pytest.mark.parametrize("ratio", [1, 1.5, 2])
@pytest.mark.parametrize("zoom", [0.5, 1.0, 4.0])
def test_a_stroke_is_where_the_hand_was_in_pixels_of_the_photograph(
    qtbot: QtBot, view: CompareView, ratio: float, zoom: float
) -> None:
    put_on_screen(view, ratio)
    view.set_zoom(zoom)
    strokes = strokes_of(view)
    stops = [(250, 150), (330, 180), (350, 260)]
    wanted = [view.sight.to_image(QPointF(*stop)) for stop in stops]
    draw(qtbot, view, *stops)
    (stroke,) = strokes
    assert stroke is not None
    assert stroke.width_px == 20
    assert not stroke.erases
    assert [point for stop in stroke.points for point in stop] == pytest.approx(
        [value for point in wanted for value in (point.x(), point.y())], abs=0.01
    )
    inside = wanted[1]
    assert layer_of(view)[int(inside.y()), int(inside.x())] == 1


def test_what_is_seen_is_what_the_plan_will_say(qtbot: QtBot, view: CompareView) -> None:
    strokes = strokes_of(view)
    draw(qtbot, view, *[(100 + 3 * i, 200 + (i * i) % 37) for i in range(60)])
    (stroke,) = strokes
    assert stroke is not None
    mask = Mask().with_edit(stroke, SIZE)
    whole = Region(0, 0, *SIZE)
    wanted = draw_mask(mask, np.zeros(SIZE[::-1], bool), whole)
    np.testing.assert_array_equal(layer_of(view) > 0, wanted)
    for level in view._masking.layer.levels[1:]:
        np.testing.assert_array_equal(
            level, make_layer(wanted).levels[view._masking.layer.levels.index(level)]
        )


def test_the_mask_is_seen_in_its_colour_also_from_afar(qtbot: QtBot, view: CompareView) -> None:
    mask = np.zeros((3000, 4000), bool)
    mask[:, 2000] = True
    view.set_pictures(make_picture(np.full((3000, 4000, 3), 0.5, np.float32)), None)
    view.set_mask(make_layer(mask), 1.0)
    view.fit()
    row = view.grab().toImage().scanLine(200)
    pixels = np.frombuffer(row, np.uint8).reshape(-1, 4)[:, :3]
    color = (MASK_COLOR.blue(), MASK_COLOR.green(), MASK_COLOR.red())
    assert (pixels == color).all(axis=1).any()


def test_erasing_takes_away_and_shift_makes_a_brush_erase(qtbot: QtBot, view: CompareView) -> None:
    strokes = strokes_of(view)
    draw(qtbot, view, (200, 200), (300, 200))
    at = view.sight.to_image(QPointF(250, 200))
    place = int(at.y()), int(at.x())
    draw(qtbot, view, (250, 190), (250, 210), held=Qt.KeyboardModifier.ShiftModifier)
    assert layer_of(view)[place] == 0
    draw(qtbot, view, (240, 200), (260, 200))
    assert layer_of(view)[place] == 1
    view.set_brush(Brush(BrushKind.ERASER, 20))
    draw(qtbot, view, (250, 190), (250, 210))
    assert layer_of(view)[place] == 0
    assert [stroke.erases for stroke in strokes if stroke] == [False, True, False, True]


def test_a_lasso_takes_what_is_inside(qtbot: QtBot, view: CompareView) -> None:
    strokes = strokes_of(view)
    view.set_brush(Brush(BrushKind.LASSO))
    draw(qtbot, view, (200, 150), (300, 150), (300, 250), (200, 250))
    (stroke,) = strokes
    assert stroke is not None
    assert stroke.is_area
    at = view.sight.to_image(QPointF(250, 200))
    assert layer_of(view)[int(at.y()), int(at.x())] == 1
    draw(qtbot, view, (210, 160), (211, 160))
    assert strokes[1:] == [None]


def test_esc_takes_back_the_stroke_that_is_being_drawn(qtbot: QtBot, view: CompareView) -> None:
    strokes = strokes_of(view)
    qtbot.mousePress(view, LEFT, pos=QPoint(200, 200))
    qtbot.mouseMove(view, QPoint(300, 220))
    assert layer_of(view).any()
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    qtbot.mouseRelease(view, LEFT, pos=QPoint(300, 220))
    assert not layer_of(view).any()
    assert strokes == [None]


def test_a_box_for_a_face_comes_before_the_brush_which_paints_again_after_it(
    qtbot: QtBot, view: CompareView
) -> None:
    strokes = strokes_of(view)
    view.draw_box()
    with qtbot.waitSignal(view.box_drawn) as drawn:
        draw(qtbot, view, (200, 200), (260, 250))
    (box,) = drawn.args
    assert (box.width(), box.height()) == pytest.approx((60, 50), abs=2)
    assert strokes == []
    assert not layer_of(view).any()
    with qtbot.assertNotEmitted(view.box_drawn):
        draw(qtbot, view, (200, 200), (260, 250))
    assert len(strokes) == 1
    assert layer_of(view).any()


def test_the_brush_is_not_seen_while_a_box_is_drawn(qtbot: QtBot, view: CompareView) -> None:
    draw(qtbot, view, (200, 200), (300, 200))
    with_brush = view.grab().toImage()
    view.draw_box()
    assert view.grab().toImage() != with_brush
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert view.grab().toImage() == with_brush


def test_with_a_brush_the_middle_button_and_space_still_pan(
    qtbot: QtBot, view: CompareView
) -> None:
    strokes = strokes_of(view)
    grabbed = view.sight.to_image(QPointF(200, 200))
    qtbot.mousePress(view, Qt.MouseButton.MiddleButton, pos=QPoint(200, 200))
    qtbot.mouseMove(view, QPoint(240, 210))
    qtbot.mouseRelease(view, Qt.MouseButton.MiddleButton, pos=QPoint(240, 210))
    assert (view.sight.to_image(QPointF(240, 210)) - grabbed).manhattanLength() < 1e-6
    view.set_peeking(True)
    draw(qtbot, view, (240, 210), (200, 200))
    assert (view.sight.to_image(QPointF(200, 200)) - grabbed).manhattanLength() < 1e-6
    assert strokes == []


def test_across_the_split_line_one_paints_and_its_knob_still_moves_it(
    qtbot: QtBot, view: CompareView
) -> None:
    picture = make_picture(np.full((*SIZE[::-1], 3), 0.5, np.float32))
    view.set_pictures(picture, make_picture(np.full((*SIZE[::-1], 3), 0.6, np.float32)))
    strokes = strokes_of(view)
    draw(qtbot, view, (300, 80), (330, 80))
    assert len(strokes) == 1
    draw(qtbot, view, (300, 200), (330, 210))
    assert len(strokes) == 2
    draw(qtbot, view, (300, 400 - 64), (200, 400 - 64))
    assert view.split == pytest.approx(1 / 3)
    assert len(strokes) == 2


@pytest.mark.parametrize("mode", CompareMode)
def test_in_every_way_of_comparing_one_paints_where_one_points(
    qtbot: QtBot, view: CompareView, mode: CompareMode
) -> None:
    picture = make_picture(np.full((*SIZE[::-1], 3), 0.5, np.float32))
    view.set_pictures(picture, make_picture(np.full((*SIZE[::-1], 3), 0.6, np.float32)))
    view.set_mode(mode)
    strokes = strokes_of(view)
    at = view.sight.to_image(QPointF(450, 120))
    draw(qtbot, view, (450, 120), (450, 120))
    (stroke,) = strokes
    assert stroke is not None
    assert stroke.points[0] == pytest.approx((at.x(), at.y()), abs=0.01)
