"""The empty state: one large place to drop photographs on."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from restorer_app.gui.opening.start_offers import StartOffers
from restorer_app.gui.widgets.icons import paint_icon
from restorer_app.gui.widgets.labels import make_label, make_link
from restorer_app.gui.widgets.theme import current_tokens

_CARD = QSize(480, 304)


class DropArea(QWidget):
    """Says what to do, and offers the dialogs to those who do not drag."""

    open_pressed = Signal()
    open_folder_pressed = Signal()
    restore_folder_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dropArea")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._is_hovered = False
        title = make_label(self.tr("Drop photographs or recordings here"), "title")
        hint = make_label(
            self.tr("Single files or whole folders. Your originals are never changed."), "muted"
        )
        open_button = QPushButton(self.tr("Open …"))
        open_button.setProperty("role", "primary")
        open_button.clicked.connect(self.open_pressed)
        folder_button = QPushButton(self.tr("Open a folder …"))
        folder_button.setProperty("role", "secondary")
        folder_button.clicked.connect(self.open_folder_pressed)
        restore_link = make_link(self.tr("Restore a whole folder without opening it …"))
        restore_link.setToolTip(self.tr("For many files at once (Ctrl+Shift+F)"))
        restore_link.clicked.connect(self.restore_folder_pressed)
        self.offers = StartOffers()
        self._notice = make_label("", "text")
        self._notice.setFixedWidth(_CARD.width())
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addStretch(1)
        for button in (open_button, folder_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            buttons.addWidget(button)
        buttons.addStretch(1)
        card = QWidget()
        card.setFixedSize(_CARD)
        column = QVBoxLayout(card)
        column.setContentsMargins(32, 112, 32, 32)
        column.setSpacing(8)
        for label in (title, hint, self._notice):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(title)
        column.addWidget(hint)
        column.addSpacing(16)
        column.addLayout(buttons)
        column.addWidget(restore_link, 0, Qt.AlignmentFlag.AlignHCenter)
        self._card = card
        layout = QVBoxLayout(self)
        layout.setSpacing(16)
        layout.addStretch(1)
        layout.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self.offers, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self._notice, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)

    def set_hovered(self, is_hovered: bool) -> None:
        """Whether files are held over the window."""
        self._is_hovered = is_hovered
        self.update()

    def set_notice(self, sentence: str) -> None:
        """Why nothing was opened."""
        self._notice.setText(sentence)
        height = self._notice.heightForWidth(_CARD.width()) if sentence else 0
        self._notice.setMinimumHeight(height)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        tokens = current_tokens()
        area = QRectF(self._card.geometry())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = QPen(QColor(tokens.accent if self._is_hovered else tokens.outline), 2)
        edge.setDashPattern([4, 4])
        painter.setPen(edge)
        painter.setBrush(QColor(tokens.hover if self._is_hovered else tokens.window))
        painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 12, 12)
        icon = QRectF(area.center().x() - 28, area.top() + 40, 56, 56)
        paint_icon(painter, "photograph", tokens.accent, icon)
        painter.end()
