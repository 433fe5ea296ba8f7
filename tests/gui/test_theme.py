"""Both themes can be read, and a change reaches what is painted by hand."""

import itertools

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from restorer_app.gui.widgets.icons import IconButton
from restorer_app.gui.widgets.theme import DARK, LIGHT, Theme, Tokens, current_tokens, style_sheet
from restorer_app.paths import resources_dir

THEMES = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])


def contrast(one: str, other: str) -> float:
    """Contrast ratio as WCAG 2 defines it, 1..21."""

    def luminance(name: str) -> float:
        color = QColor(name)
        shares = (color.redF(), color.greenF(), color.blueF())
        linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@THEMES
def test_text_can_be_read_on_every_ground(tokens: Tokens) -> None:
    inks = (tokens.text, tokens.muted, tokens.good, tokens.warn, tokens.bad, tokens.accent)
    for ink, ground in itertools.product(inks, (tokens.window, tokens.surface)):
        assert contrast(ink, ground) >= 4.5, (ink, ground)
    assert contrast(tokens.text, tokens.canvas) >= 4.5
    assert contrast(tokens.text, tokens.line) >= 4.5
    assert contrast(tokens.text, tokens.hover) >= 4.5
    assert contrast(tokens.muted, tokens.hover) >= 4.5
    for ground in (tokens.accent, tokens.accent_strong):
        assert contrast(tokens.on_accent, ground) >= 4.5


@THEMES
def test_controls_stand_out_from_their_ground(tokens: Tokens) -> None:
    for ground in (tokens.window, tokens.surface):
        assert contrast(tokens.outline, ground) >= 3
        assert contrast(tokens.accent, ground) >= 3


@THEMES
def test_the_canvas_is_neutral_grey(tokens: Tokens) -> None:
    assert QColor(tokens.canvas).saturation() == 0


@THEMES
def test_the_style_sheet_is_filled_in_completely(tokens: Tokens) -> None:
    sheet = style_sheet(tokens)
    assert "$" not in sheet
    assert tokens.accent in sheet


def test_every_icon_is_of_the_one_colour_that_is_tinted() -> None:
    icons = [p for p in (resources_dir() / "icons").glob("*.svg") if p.stem != "restorer"]
    assert icons
    for path in icons:
        colors = {part[:6] for part in path.read_text(encoding="utf-8").split("#")[1:]}
        assert colors == {"000000"}, path.name


def test_a_change_of_theme_reaches_palette_and_icons(qtbot: QtBot) -> None:
    app = QApplication.instance()
    button = IconButton("open", "Open")
    qtbot.addWidget(button)

    def brightest() -> int:
        image = button.icon().pixmap(40, 40).toImage()
        points = itertools.product(range(image.width()), range(image.height()))
        inked = (c for c in (image.pixelColor(*p) for p in points) if c.alpha() > 200)
        return max(color.lightness() for color in inked)

    Theme(app, "dark")
    assert current_tokens() is DARK
    assert brightest() > 200
    Theme(app, "light")
    assert current_tokens() is LIGHT
    assert brightest() < 60
