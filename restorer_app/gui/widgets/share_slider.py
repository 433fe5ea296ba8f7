"""A slider for a share of 0..100 %, with its number beside it to read and to type."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QSlider, QSpinBox, QWidget

from restorer_app.gui.translation import tr as _tr


class ShareSlider(QSlider):
    """0..100; arrow keys move it by one, Page keys by ten; a double click asks for a reset.

    `number` shows the same value; whoever owns the slider gives it a place.
    """

    reset_requested = Signal()

    def __init__(self, name: str, tip: str, parent: QWidget | None = None) -> None:
        """`name` is what a screen reader says."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setRange(0, 100)
        self.setPageStep(10)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(name)
        self.setToolTip(tip)
        self.number = _ShareNumber(name, tip)
        self.number.valueChanged.connect(self.setValue)
        self.valueChanged.connect(self.number.setValue)

    def show_value(self, share: float, *, is_enabled: bool) -> None:
        """Show this share (0..1) without reporting it."""
        for control in (self, self.number):
            control.blockSignals(True)
            control.setValue(round(share * 100))
            control.setEnabled(is_enabled)
            control.blockSignals(False)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.reset_requested.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolls the panel: a wheel that passes over a slider must not change the plan."""
        event.ignore()


class _ShareNumber(QSpinBox):
    """A number that looks like text until it is pointed at or has the focus."""

    def __init__(self, name: str, tip: str) -> None:
        super().__init__()
        self.setRange(0, 100)
        prefix, _, suffix = _tr("{percent} %").partition("{percent}")
        self.setPrefix(prefix)
        self.setSuffix(suffix)
        self.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setKeyboardTracking(False)  # '45' is one change, not 4 and then 45
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("{name}, in percent").format(name=name))
        self.setToolTip(tip)
        self.setFixedWidth(52)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
