"""Our icons: single-colour SVG files, tinted by the theme of the widget that shows them."""

from functools import cache

from PySide6.QtCore import QByteArray, QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent, QPixmap, QTransform
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QToolButton, QWidget

from restorer_app.gui.widgets.mirroring import is_mirrored
from restorer_app.gui.widgets.theme import current_tokens
from restorer_app.paths import resources_dir

_POINTING = frozenset({"undo", "redo"})
"""Icons that point along the line of writing, and so turn round with it."""

_DRAWN_IN = "#000000"
"""The one colour of every icon file."""


def paint_icon(painter: QPainter, name: str, color: str, area: QRectF) -> None:
    """Draw an icon of `resources/icons` in one colour."""
    QSvgRenderer(QByteArray(_tinted(name, color))).render(painter, area)


def make_icon(name: str, color: str, disabled_color: str, side_px: int = 20) -> QIcon:
    """An icon that stays sharp on screens of up to three times the density."""
    icon = QIcon()
    for mode, tint in ((QIcon.Mode.Normal, color), (QIcon.Mode.Disabled, disabled_color)):
        for ratio in (1, 2, 3):
            pixmap = QPixmap(side_px * ratio, side_px * ratio)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            paint_icon(painter, name, tint, QRectF(pixmap.rect()))
            painter.end()
            pixmap.setDevicePixelRatio(ratio)
            icon.addPixmap(pixmap, mode)
    return icon


def turned(icon: QIcon) -> QIcon:
    """The same from right to left."""
    mirrored = QIcon()
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Disabled):
        for size in icon.availableSizes(mode):
            for ratio in (1, 2, 3):
                pixmap = icon.pixmap(size, ratio, mode)
                mirrored.addPixmap(pixmap.transformed(QTransform.fromScale(-1, 1)), mode)
    return mirrored


def app_icon() -> QIcon:
    return QIcon(str(resources_dir() / "icons" / "restorer.svg"))


class IconButton(QToolButton):
    """A flat button with an icon that follows the theme; takes the focus by Tab, not by a click.

    A click leaves the focus on the photograph, so that Space still shows what was before.
    """

    def __init__(
        self, icon_name: str, text: str, parent: QWidget | None = None, *, token: str = "text"
    ) -> None:
        """`token`: its colour in the theme, while it is not checked."""
        super().__init__(parent)
        self._icon_name, self._token = icon_name, token
        self._tinted_for: tuple[str, str, str, bool] | None = None
        self.setText(text)
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setIconSize(QSize(20, 20))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._tint()
        self.toggled.connect(self._tint)

    def set_icon(self, icon_name: str, text: str) -> None:
        """Become the button of something else."""
        self.setText(text)
        self.setAccessibleName(text)
        if icon_name != self._icon_name:
            self._icon_name = icon_name
            self._tint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (
            QEvent.Type.PaletteChange,
            QEvent.Type.StyleChange,
            QEvent.Type.LayoutDirectionChange,
        ):
            self._tint()

    def _tint(self) -> None:
        """Only when it would look different: a style is changed a dozen times at the start."""
        tokens = current_tokens()
        color = tokens.accent if self.isChecked() else getattr(tokens, self._token)
        is_turned = self._icon_name in _POINTING and is_mirrored(self)
        look = (self._icon_name, color, tokens.outline, is_turned)
        if look == self._tinted_for:
            return
        self._tinted_for = look
        icon = make_icon(self._icon_name, color, tokens.outline)
        self.setIcon(turned(icon) if is_turned else icon)


class Sign(QWidget):
    """An icon that only stands there, in a colour of the theme."""

    def __init__(self, icon_name: str, token: str, side_px: int) -> None:
        super().__init__()
        self._icon_name, self._token = icon_name, token
        self.setFixedSize(QSize(side_px, side_px))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        color = getattr(current_tokens(), self._token)
        paint_icon(painter, self._icon_name, color, QRectF(self.rect()))
        painter.end()


@cache
def _tinted(name: str, color: str) -> bytes:
    svg = (resources_dir() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    return svg.replace(_DRAWN_IN, QColor(color).name()).encode()
