"""A sentence over the photograph: what went wrong and the way on, or what is good to know."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from restorer_app.gui.widgets.icons import IconButton
from restorer_app.gui.widgets.labels import make_label, set_look


class Banner(QFrame):
    """Lies at the top of the canvas and never stops anyone from working."""

    action_pressed = Signal()
    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._text = make_label("", "text")
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._action = QPushButton()
        self._action.clicked.connect(self.action_pressed)
        self._action.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        dismiss = IconButton("close", self.tr("Dismiss"))
        dismiss.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        dismiss.clicked.connect(self.dismissed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 8, 8)
        layout.setSpacing(12)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._action)
        layout.addWidget(dismiss)

    @property
    def sentence(self) -> str:
        return self._text.text()

    def set_sentence(self, sentence: str, action: str, *, is_news: bool = False) -> None:
        """Show a sentence with one button; no button where `action` is empty.

        With `is_news` nothing went wrong, and it does not look as if.
        """
        set_look(self, "news", is_news)
        self._text.setText(sentence)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self.setAccessibleName(sentence)
