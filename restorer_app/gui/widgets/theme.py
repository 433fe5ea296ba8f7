"""The look: colour tokens, light and dark, and the style sheet made from them."""

from dataclasses import dataclass, fields
from string import Template

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from restorer_app.paths import resources_dir

BASE_PX, SMALL_PX, TITLE_PX = 13, 11, 17


@dataclass(frozen=True)
class Tokens:
    """The colours of one theme. The canvas is pure grey so that photographs are judged truly."""

    window: str
    surface: str
    canvas: str
    text: str
    muted: str
    accent: str
    accent_strong: str
    """The accent under the pointer."""
    on_accent: str
    line: str
    outline: str
    """Edges of controls: 3:1 against window and surface, which `line` need not reach."""
    hover: str
    good: str
    warn: str
    bad: str

    @property
    def is_dark(self) -> bool:
        return QColor(self.window).lightness() <= 127


LIGHT = Tokens(
    window="#F6F5F2",
    surface="#FFFFFF",
    canvas="#D9D9D9",
    text="#1F1D1A",
    muted="#6B665E",
    accent="#8F5412",
    accent_strong="#76440D",
    on_accent="#FFFFFF",
    line="#E2DFD8",
    outline="#8A857B",
    hover="#ECE9E3",
    good="#2E7D32",
    warn="#8A6100",
    bad="#B3261E",
)

DARK = Tokens(
    window="#1B1A18",
    surface="#252320",
    canvas="#1E1E1E",
    text="#EDEAE4",
    muted="#A39C90",
    accent="#E0A458",
    accent_strong="#EDB871",
    on_accent="#1B1A18",
    line="#37342F",
    outline="#857E73",
    hover="#302D29",
    good="#8BC48A",
    warn="#E6C25A",
    bad="#F2B8B5",
)


def current_tokens() -> Tokens:
    """What to paint with, read from the application's palette: the two can not disagree.

    Not from a widget's palette: style sheets write their own colours into that.
    """
    ground = QApplication.palette().color(QPalette.ColorRole.Window)
    return LIGHT if ground.lightness() > 127 else DARK


class Theme(QObject):
    """Dresses the application; with 'system' it follows the system from light to dark and back."""

    def __init__(self, app: QApplication, choice: str) -> None:
        super().__init__(app)
        self._app, self._choice = app, choice
        app.setStyle("Fusion")
        font = QFont(app.font())
        font.setPixelSize(BASE_PX)
        app.setFont(font)
        app.styleHints().colorSchemeChanged.connect(self._apply)
        self._apply()

    def set_choice(self, choice: str) -> None:
        """'system', 'light' or 'dark', from now on."""
        if choice != self._choice:
            self._choice = choice
            self._apply()

    def _apply(self) -> None:
        is_dark = self._choice == "dark" or (
            self._choice == "system" and self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        )
        tokens = DARK if is_dark else LIGHT
        self._app.setPalette(_palette(tokens))
        self._app.setStyleSheet(style_sheet(tokens))


def style_sheet(tokens: Tokens) -> str:
    """`theme.qss` with the tokens filled in. Raises KeyError for a token that does not exist."""
    template = Template((resources_dir() / "theme.qss").read_text(encoding="utf-8"))
    values = {field.name: getattr(tokens, field.name) for field in fields(tokens)}
    icons = (resources_dir() / "icons").as_posix()
    return template.substitute(values, icons=icons, small=SMALL_PX, title=TITLE_PX)


def _palette(tokens: Tokens) -> QPalette:
    role = QPalette.ColorRole
    colors = {
        role.Window: tokens.window,
        role.WindowText: tokens.text,
        role.Base: tokens.surface,
        role.AlternateBase: tokens.window,
        role.Text: tokens.text,
        role.Button: tokens.surface,
        role.ButtonText: tokens.text,
        role.ToolTipBase: tokens.surface,
        role.ToolTipText: tokens.text,
        role.PlaceholderText: tokens.muted,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.on_accent,
        role.Link: tokens.accent,
        role.Mid: tokens.outline,
    }
    palette = QPalette()
    for color_role, color in colors.items():
        palette.setColor(color_role, QColor(color))
    for color_role in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, color_role, QColor(tokens.outline))
    return palette
