"""From levels to colours."""

import numpy as np
import pytest
from PySide6.QtGui import QColor

from restorer_app.gui.sound.color_maps import (
    ColorMap,
    LevelRange,
    color_table,
    grey_colors,
    load_color_maps,
)
from restorer_app.gui.sound.spectrogram import code_of
from restorer_app.progress import ignore_progress


def test_the_range_decides_which_levels_get_the_first_and_the_last_colour() -> None:
    table = color_table(grey_colors(), LevelRange(-80, -20))
    levels = np.array([-100, -80, -50, -20, 0], np.float32)
    greys = [QColor.fromRgba(table[code]).lightness() for code in code_of(levels)]
    assert greys == pytest.approx([0, 0, 127, 255, 255], abs=2)


def test_the_range_is_not_upside_down() -> None:
    with pytest.raises(ValueError, match="no levels"):
        LevelRange(-20, -20)


def test_louder_is_lighter_in_every_map() -> None:
    for color_map, colors in load_color_maps(on_progress=ignore_progress).items():
        assert colors.shape == (256, 3), color_map
        assert colors.dtype == np.uint8
        lightness = colors @ np.array([0.299, 0.587, 0.114])
        assert np.diff(lightness[::16]).min() > 0, color_map


def test_every_map_that_can_be_chosen_is_there() -> None:
    assert set(load_color_maps(on_progress=ignore_progress)) == set(ColorMap)
