"""The controls of how a recording is drawn, in rooms of any width."""

from itertools import pairwise

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from restorer_app.gui.sound.display_bar import DisplayBar


@pytest.mark.parametrize("is_narrow", [True, False])
def test_no_control_lies_over_another(qtbot: QtBot, is_narrow: bool) -> None:
    """Where there is no room, what goes is what a key does as well."""
    bar = DisplayBar()
    qtbot.addWidget(bar)
    bar.resize(1500, 48)
    bar.show()
    width = bar.layout().totalMinimumSize().width() + (-10 if is_narrow else 10)
    bar.resize(width, 48)
    assert bar.region_button.isVisible() is not is_narrow
    bar.layout().activate()
    shown = [child for child in bar.findChildren(QWidget) if child.parent() is bar]
    places = sorted((c.geometry() for c in shown if c.isVisible()), key=lambda p: p.left())
    assert all(one.right() < other.left() for one, other in pairwise(places))
    assert places[-1].right() < width
