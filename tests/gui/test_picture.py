"""Pixels made ready for the screen, the transform, and how long is left."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QColor

from restorer_app.gui.compare.picture import SMALLEST_SIDE_PX, make_picture, make_thumbnail
from restorer_app.gui.compare.viewport import Viewport, fitted
from restorer_app.gui.widgets.time_left import TimeLeft


def test_colours_are_exact_to_the_8_bit_step() -> None:
    ramp = np.linspace(0, 1, 256, dtype=np.float32).reshape(16, 16)
    pixels = np.stack([ramp, ramp[::-1], ramp.T], axis=-1)
    level = make_picture(pixels).levels[0]
    for y, x in ((0, 0), (3, 7), (15, 15)):
        color = level.pixelColor(x, y)
        expected = np.round(pixels[y, x] * 255)
        assert [color.red(), color.green(), color.blue()] == list(expected)


def test_values_outside_the_range_are_clipped_not_wrapped() -> None:
    pixels = np.array([[[-0.2, 0.5, 1.3]]], np.float32)
    assert make_picture(pixels).levels[0].pixelColor(0, 0) == QColor(0, 128, 255)


def test_levels_halve_until_they_are_small() -> None:
    picture = make_picture(np.zeros((1500, 2101, 3), np.float32))
    sizes = [(level.width(), level.height()) for level in picture.levels]
    assert sizes == [(2101, 1500), (1051, 750), (526, 375)]
    assert min(sizes[-1]) <= SMALLEST_SIDE_PX


def test_what_is_transparent_lies_on_grey() -> None:
    picture = make_picture(np.ones((2, 2, 3), np.float32), np.zeros((2, 2), np.float32))
    assert picture.levels[0].pixelColor(0, 0) == QColor(128, 128, 128)


def test_a_thumbnail_outlives_its_array() -> None:
    rgb = np.full((3, 5, 3), (10, 20, 30), np.uint8)
    image = make_thumbnail(rgb)
    rgb[:] = 0
    assert image.pixelColor(4, 2) == QColor(10, 20, 30)


@pytest.mark.parametrize("panel", [QRectF(0, 0, 800, 600), QRectF(400, 0, 400, 600)])
def test_zooming_keeps_the_anchor(panel: QRectF) -> None:
    viewport = Viewport(0.5, QPointF(700, 300))
    anchor = QPointF(510, 77)
    zoomed = viewport.zoomed(3.7, anchor, panel)
    moved = zoomed.to_image(anchor, panel) - viewport.to_image(anchor, panel)
    assert moved.manhattanLength() < 1e-9


def test_fitting_centres_the_whole_picture() -> None:
    panel = QRectF(0, 0, 800, 600)
    target = fitted(QSizeF(4000, 1000), panel, largest_scale=1).target(QSizeF(4000, 1000), panel)
    assert target == QRectF(0, 200, 800, 200)


def test_time_left_waits_until_it_can_know() -> None:
    now = [0.0]
    left = TimeLeft(clock=lambda: now[0])
    now[0] = 0.5
    assert left.at(0.5) is None
    now[0] = 4.0
    assert left.at(0.01) is None
    assert left.at(0.25) == pytest.approx(12.0)
