"""The bar at the foot: what is being done, how long it takes, Cancel, and where it runs."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QSizePolicy, QWidget

from restorer_app.gui import words
from restorer_app.gui.widgets.labels import make_label
from restorer_app.gui.widgets.time_left import TimeLeft

_SEPARATOR = " · "


class StatusBar(QWidget):
    """Cancel is always at the same place, right after the words."""

    cancel_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(40)
        self._work = ""
        self._time_left = TimeLeft()
        self._text = make_label("", "", wraps=False)
        self._text.setObjectName("statusText")
        # A long file name must not widen the window.
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._bar = QProgressBar()
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(160)
        self._bar.setAccessibleName(self.tr("Progress"))
        self._cancel = QPushButton(self.tr("Cancel"))
        self._cancel.setToolTip(self.tr("Stop what is being done (Esc)"))
        self._cancel.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._cancel.clicked.connect(self.cancel_pressed)
        self._device = make_label("", "", wraps=False)
        self._device.setObjectName("deviceText")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 0, 12, 0)
        layout.setSpacing(12)
        layout.addWidget(self._cancel)
        layout.addWidget(self._bar)
        layout.addWidget(self._text, 1)
        self.links = QHBoxLayout()
        layout.addLayout(self.links)
        layout.addWidget(self._device, 0, Qt.AlignmentFlag.AlignRight)
        self.set_idle("")

    @property
    def text(self) -> str:
        return self._text.text()

    def set_device(self, description: str) -> None:
        self._device.setText(description)

    def set_idle(self, text: str) -> None:
        """Nothing runs: show a sentence instead, or nothing."""
        self._work = ""
        self._text.setText(text)
        self._bar.hide()
        self._cancel.hide()

    def set_work(self, phrase: str) -> None:
        """Something runs; its progress starts at nothing when the phrase is a new one."""
        if phrase == self._work:
            return
        self._work = phrase
        self._time_left = TimeLeft()
        self._bar.setValue(0)
        self._text.setText(phrase)
        self._bar.show()
        self._cancel.show()

    def set_count(self, phrase: str) -> None:
        """How far the work is that nobody knows the end of: words, and no bar."""
        self._text.setText(phrase)
        self._bar.hide()

    def set_progress(self, step: str, fraction: float) -> None:
        self._bar.setValue(round(fraction * 1000))
        left = words.time_left_phrase(self._time_left.at(fraction))
        parts = [self._work, step, words.percent(fraction), left]
        self._text.setText(_SEPARATOR.join(part for part in parts if part))
