"""What the compare view draws, pixel by pixel, against what the tests compute by themselves.

On screens of several densities, see screens.json: a view is put on one before it is drawn.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QMouseEvent, QScreen
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from restorer_app.gui.compare.compare_panels import DIFFERENCE_GAIN, CompareMode
from restorer_app.gui.compare.compare_view import CompareView
from restorer_app.gui.compare.loupe import HALF_PX, loupe_zoom
from restorer_app.gui.compare.picture import Patch, make_picture
from restorer_app.media.region import Region

WIDTH, HEIGHT = 480, 320
FOOT_PX, GRIP_PX, CUT_PX = 42, 18, 2
"""Where labels, the split line with its grip, and the edges of pictures are drawn."""
TOLERANCE = 4
"""Of 255: half a pixel of the pictures below, which change by 3 levels a pixel, and rounding."""
RATIOS = (1.0, 1.5, 2.0)

Codes = NDArray[np.uint8]


def screen_of(ratio: float) -> QScreen:
    found = [s for s in QGuiApplication.screens() if s.devicePixelRatio() == ratio]
    if not found and QGuiApplication.platformName() != "offscreen":
        pytest.skip("the real screens of this computer have another density")
    return found[0]


def put_on_screen(view: CompareView, ratio: float) -> None:
    """With the event that a window passes on to its widgets when it comes to another screen."""
    view.setScreen(screen_of(ratio))
    assert view.devicePixelRatioF() == ratio
    QApplication.sendEvent(view, QEvent(QEvent.Type.DevicePixelRatioChange))


@pytest.fixture
def make_view(qtbot: QtBot) -> Callable[[float], CompareView]:
    def make(ratio: float) -> CompareView:
        view = CompareView()
        qtbot.addWidget(view)
        put_on_screen(view, ratio)
        view.resize(WIDTH, HEIGHT)
        return view

    return make


@cache
def waves(phase: float, width: int = 1200, height: int = 800) -> Codes:
    """Slow waves in the three channels: any point is told from its surroundings."""
    x = np.arange(width)[None, :, None] * 1200 / width
    y = np.arange(height)[:, None, None] * 800 / height
    offsets = np.array((0.0, 2.1, 4.2)) + phase
    value = np.sin(x / 41 + offsets) + np.cos(y / 37 + 2 * offsets)
    return np.round(127.5 + 60 * value).astype(np.uint8)


def hover(view: CompareView, position: QPointF) -> None:
    none = Qt.MouseButton.NoButton
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        position,
        view.mapToGlobal(position),
        none,
        none,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(view, event)


def show(view: CompareView, before: Codes, after: Codes | None) -> None:
    pictures = [None if codes is None else as_picture(codes) for codes in (before, after)]
    view.set_pictures(*pictures)


def as_picture(codes: Codes) -> Any:
    return make_picture(codes.astype(np.float32) / 255)


def drawn(view: CompareView) -> Codes:
    """(H, W, 3) in device pixels."""
    image = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1).copy()
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3)


def seen_through(
    codes: Codes, area: QRectF, centre: QPointF, zoom: float, ratio: float, size: tuple[int, int]
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """What a picture looks like through `area` of the widget, and where that is, per device pixel.

    `size`: width and height of image space, onto which the picture is stretched.
    """
    x = (np.arange(round(WIDTH * ratio)) + 0.5) / ratio
    y = (np.arange(round(HEIGHT * ratio)) + 0.5) / ratio
    u = centre.x() + (x - area.center().x()) * ratio / zoom
    v = centre.y() + (y - area.center().y()) * ratio / zoom
    across, down = codes.shape[1] / size[0], codes.shape[0] / size[1]
    grid = np.meshgrid(u * across - 0.5, v * down - 0.5)
    expected = cv2.remap(
        codes.astype(np.float32),
        *(side.astype(np.float32) for side in grid),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )
    cut = CUT_PX / zoom
    in_area = [
        (x > area.left()) & (x < area.right()) & (u > cut) & (u < size[0] - cut),
        (y > area.top()) & (y < area.bottom()) & (v > cut) & (v < size[1] - cut),
    ]
    return expected, in_area[1][:, None] & in_area[0][None, :]


def assert_same(seen: Codes, expected: NDArray[np.float32], mask: NDArray[np.bool_]) -> None:
    assert mask.sum() > 1000, "nothing is compared"
    apart = np.abs(seen.astype(np.float32) - expected)[mask]
    assert apart.max() <= TOLERANCE, f"{(apart > TOLERANCE).mean():.2%} differ, {apart.max()} most"


def undecorated(view: CompareView, ratio: float) -> NDArray[np.bool_]:
    """Without labels and the split line."""
    mask = np.ones((round(HEIGHT * ratio), round(WIDTH * ratio)), bool)
    mask[-round(FOOT_PX * ratio) :] = False
    at = {CompareMode.SPLIT: view.split * WIDTH, CompareMode.SIDE_BY_SIDE: WIDTH / 2}
    if view.mode in at:
        reach = GRIP_PX if view.mode is CompareMode.SPLIT else 1
        left, right = (round((at[view.mode] + side * reach) * ratio) for side in (-1, 1))
        mask[:, max(left, 0) : right] = False
    return mask


def assert_drawn(view: CompareView, before: Codes, after: Codes, ratio: float) -> None:
    """Every mode, by its definition."""
    whole = QRectF(0, 0, WIDTH, HEIGHT)
    left, right = QRectF(0, 0, WIDTH / 2, HEIGHT), QRectF(WIDTH / 2, 0, WIDTH / 2, HEIGHT)
    middle = view.sight.to_image(
        (left if view.mode is CompareMode.SIDE_BY_SIDE else whole).center()
    )
    size = (after.shape[1], after.shape[0])

    def through(codes: Codes, area: QRectF) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
        return seen_through(codes, area, middle, view.zoom, ratio, size)

    seen, bare = drawn(view), undecorated(view, ratio)
    x = (np.arange(seen.shape[1]) + 0.5) / ratio
    if view.mode is CompareMode.SIDE_BY_SIDE:
        for codes, area in ((before, left), (after, right)):
            expected, mask = through(codes, area)
            assert_same(seen, expected, mask & bare)
    elif view.mode is CompareMode.DIFFERENCE:
        one, mask = through(before, whole)
        other, _ = through(after, whole)
        expected = np.minimum(DIFFERENCE_GAIN * np.abs(one - other), 255)
        near = np.abs(seen.astype(np.float32) - expected)[mask & bare]
        assert (near <= DIFFERENCE_GAIN * TOLERANCE).all()
        assert near.mean() < TOLERANCE
    else:
        (one, mask), (other, _) = through(before, whole), through(after, whole)
        is_before = x < view.split * WIDTH if view.mode is CompareMode.SPLIT else x < 0
        assert_same(seen, np.where(is_before[None, :, None], one, other), mask & bare)


@pytest.mark.parametrize("ratio", RATIOS)
@pytest.mark.parametrize("zoom", [None, 0.8, 1.0, 2.0, 4.0])
@pytest.mark.parametrize("mode", CompareMode)
def test_every_mode_draws_the_right_pixels_at_every_zoom_and_density(
    make_view, mode: CompareMode, zoom: float | None, ratio: float
) -> None:
    before, after = waves(0.0), waves(0.15)
    view = make_view(ratio)
    show(view, before, after)
    view.set_mode(mode)
    if zoom is not None:
        view.set_zoom(zoom)
        view.pan(QPointF(37.3, -21.6))
        assert view.zoom == pytest.approx(zoom)
    assert_drawn(view, before, after, ratio)


@pytest.mark.parametrize("mode", CompareMode)
@pytest.mark.parametrize("zoom", [None, 1.0, 3.0])
def test_a_result_twice_as_large_lies_over_the_same_places(
    make_view, mode: CompareMode, zoom: float | None
) -> None:
    before, after = waves(0.0, 600, 400), waves(0.15)
    view = make_view(1.5)
    show(view, before, after)
    view.set_mode(mode)
    if zoom is not None:
        view.set_zoom(zoom)
    assert_drawn(view, before, after, 1.5)


@pytest.mark.parametrize("has_result", [False, True])
@pytest.mark.parametrize("zoom", [None, 1.0, 3.0])
def test_the_difference_that_a_preview_makes_is_shown_in_its_place(
    make_view, zoom: float | None, has_result: bool
) -> None:
    before, previewed = waves(0.0), waves(0.15)
    view = make_view(1.0)
    show(view, before, before if has_result else None)
    region = Region(401, 203, 381, 402)
    view.set_patch(Patch(as_picture(previewed[region.slices]), region))
    view.set_mode(CompareMode.DIFFERENCE)
    if zoom is not None:
        view.set_zoom(zoom)
    whole = QRectF(0, 0, WIDTH, HEIGHT)
    middle = view.sight.to_image(whole.center())
    (one, mask), (other, _), (share, _) = (
        seen_through(codes, whole, middle, view.zoom, 1.0, (1200, 800))
        for codes in (before, previewed, is_in(region, before.shape))
    )
    seen, bare = drawn(view).astype(np.float32), mask & undecorated(view, 1.0)
    inside, outside = bare & (share[..., 0] > 0.999), bare & (share[..., 0] < 0.001)
    expected = np.minimum(DIFFERENCE_GAIN * np.abs(one - other), 255)
    kernel = np.ones((5, 5), np.uint8)  # the edge of the preview is drawn as a line
    inside, outside = (cv2.erode(part.astype(np.uint8), kernel) > 0 for part in (inside, outside))
    assert inside.sum() > 1000
    near = np.abs(seen - expected)[inside]
    assert (near <= DIFFERENCE_GAIN * TOLERANCE).all()
    assert near.mean() < TOLERANCE
    assert (seen[outside] == 0).all()


def is_in(region: Region, shape: tuple[int, ...]) -> Codes:
    marked = np.zeros(shape, np.uint8)
    marked[region.slices] = 1
    return marked


@pytest.mark.parametrize("split", [0.0, 0.2, 0.5, 0.81, 1.0])
@pytest.mark.parametrize("ratio", RATIOS)
def test_the_split_line_is_where_the_pictures_meet(make_view, split: float, ratio: float) -> None:
    view = make_view(ratio)
    show(view, waves(0.0), waves(0.4))
    view.set_split(split)
    view.set_zoom(1.0)
    assert_drawn(view, waves(0.0), waves(0.4), ratio)
    if 0 < split < 1:
        line = drawn(view)[round(30 * ratio), round(round(WIDTH * split) * ratio)]
        assert line.tolist() == [255, 255, 255]


@pytest.mark.parametrize("ratio", [1.0, 2.0])
@pytest.mark.parametrize("zoom", [1, 2, 4])
def test_true_pixels_are_drawn_as_they_are(make_view, ratio: float, zoom: int) -> None:
    codes = np.random.default_rng(5).integers(0, 256, (900, 1200, 3), dtype=np.uint8)
    view = make_view(ratio)
    show(view, codes, None)
    view.set_zoom(zoom)
    view.pan(QPointF(-13.4, 7.7))
    seen = drawn(view)
    corner = view.sight.to_image(QPointF(0, 0))
    squares = codes.repeat(zoom, axis=0).repeat(zoom, axis=1)
    left, top = round(corner.x() * zoom), round(corner.y() * zoom)
    expected = squares[top : top + seen.shape[0], left : left + seen.shape[1]]
    np.testing.assert_array_equal(seen, expected)


@pytest.mark.parametrize("ratio", RATIOS)
@pytest.mark.parametrize("is_larger", [False, True])
@pytest.mark.parametrize("zoom", [None, 1.0, 2.0, 8.0])
def test_the_loupe_shows_the_place_under_the_cursor_twice(
    make_view, ratio: float, is_larger: bool, zoom: float | None
) -> None:
    before, after = waves(0.0, *((600, 400) if is_larger else (1200, 800))), waves(0.8)
    view = make_view(ratio)
    show(view, before, after)
    if zoom is not None:
        view.set_zoom(zoom)
    cursor = QPointF(231, 150)
    hover(view, cursor)
    view.set_loupe(True)
    lens = view.lens
    assert lens.size().toTuple() == (2 * HALF_PX, HALF_PX)
    seen = drawn(view)
    for i, codes in enumerate((before, after)):
        half = QRectF(lens.left() + i * HALF_PX, lens.top(), HALF_PX, HALF_PX)
        place = view.sight.to_image(cursor)
        expected, mask = seen_through(codes, half, place, loupe_zoom(view.zoom), ratio, (1200, 800))
        y, x = np.indices(mask.shape) / ratio
        is_mark = np.hypot(x - half.center().x(), y - half.center().y()) < GRIP_PX
        is_line = np.abs(x - lens.center().x()) < 3
        is_label = y > half.bottom() - FOOT_PX
        assert_same(seen, expected, mask & ~(is_mark | is_line | is_label))


def test_the_loupe_enlarges_within_limits() -> None:
    assert [loupe_zoom(zoom) for zoom in (0.1, 1.0, 1.5, 2.0, 3.0, 8.0)] == [2, 2, 3, 4, 4, 8]


def test_the_lens_stays_inside_the_canvas(make_view) -> None:
    view = make_view(1.0)
    show(view, waves(0), waves(1))
    view.set_loupe(True)
    for cursor in (QPointF(1, 1), QPointF(WIDTH - 1, HEIGHT - 1)):
        hover(view, cursor)
        assert QRectF(0, 0, WIDTH, HEIGHT).contains(view.lens)


def test_a_moving_lens_leaves_no_trace(qtbot: QtBot, make_view) -> None:
    """Only where it was and is is painted: that has to be enough."""
    view = make_view(1.0)
    show(view, waves(0), waves(1))
    view.show()
    qtbot.waitExposed(view)
    view.set_loupe(True)
    for x in (100, 180, 260, 390):
        hover(view, QPointF(x, 120))
    by_parts = drawn(view)
    view.update()
    np.testing.assert_array_equal(by_parts, drawn(view))


@pytest.mark.parametrize("mode", CompareMode)
def test_on_a_screen_of_another_density_all_stays_right(make_view, mode: CompareMode) -> None:
    before, after = waves(0.0), waves(0.15)
    view = make_view(1.0)
    show(view, before, after)
    view.set_mode(mode)
    view.set_zoom(1.5)
    centre = view.sight.to_image(QPointF(WIDTH / 4, HEIGHT / 2))
    told = []
    view.zoom_changed.connect(lambda zoom, _: told.append(zoom))
    for ratio in (2.0, 1.5, 1.0):
        put_on_screen(view, ratio)
        assert view.zoom == pytest.approx(1.5), "true pixels stay true pixels"
        assert_drawn(view, before, after, ratio)
    assert view.sight.to_image(QPointF(WIDTH / 4, HEIGHT / 2)) == centre
    assert told[-1] == pytest.approx(1.5)
    view.fit()
    put_on_screen(view, 2.0)
    assert_drawn(view, before, after, 2.0)
    assert view.sight.to_image(QPointF(0, 0)).x() < 0, "what was fitted is fitted"
