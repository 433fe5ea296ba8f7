"""One face of the photograph: how it looks, whether it is refined, and how much."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from restorer_app.gui.widgets.icons import IconButton
from restorer_app.gui.widgets.labels import make_label
from restorer_app.gui.widgets.share_slider import ShareSlider
from restorer_app.gui.widgets.switch import Switch
from restorer_app.restoration.face import FaceChoice

THUMBNAIL_PX = 52


class FaceRow(QWidget):
    """One face. Reports what the user did, shows what it is told."""

    switched = Signal(object, bool)  # this row, on or off
    strength_changed = Signal(object, float)  # this row, 0..1
    removed = Signal(object)  # this row
    pointed_at = Signal(object, bool)  # this row, whether the pointer or the focus is on it

    def __init__(self, number: int, *, is_by_hand: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = self.tr("Face {n}").format(n=number)
        self.setAccessibleName(self._title)
        self._is_by_hand = is_by_hand
        self._picture = QLabel()
        self._picture.setObjectName("faceThumbnail")
        self._picture.setFixedSize(THUMBNAIL_PX, THUMBNAIL_PX)
        self._state = make_label("", "small")
        self._make_controls()
        self._lay_out()

    def _make_controls(self) -> None:
        what = self._title
        self._switch = Switch(self.tr("Refine {what}").format(what=what))
        self._switch.toggled.connect(self._report_switch)
        self._slider = ShareSlider(
            self.tr("Strength of {what}").format(what=what),
            self.tr("How much this face is refined. A double click sets it back."),
        )
        self._slider.valueChanged.connect(self._report_strength)
        self._slider.reset_requested.connect(self._report_reset)
        self._remove = IconButton(
            "close", self.tr("Remove {what}").format(what=what), token="muted"
        )
        self._remove.setToolTip(self.tr("Take this box away again"))
        self._remove.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self._remove.setIconSize(QSize(14, 14))
        self._remove.setObjectName("removeStep")
        self._remove.setFixedSize(24, 24)
        policy = self._remove.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # the numbers stand below each other
        self._remove.setSizePolicy(policy)
        self._remove.clicked.connect(self._report_removal)
        for control in self.controls:
            control.installEventFilter(self)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addWidget(self._switch)
        top.addSpacing(2)
        top.addWidget(make_label(self._title, "text", wraps=False), 1)
        top.addWidget(self._slider.number)
        top.addWidget(self._remove)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addLayout(top)
        line = QHBoxLayout()
        line.addWidget(self._slider)
        line.addSpacing(24)  # below the button that removes
        column.addLayout(line)
        column.addWidget(self._state)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.setSpacing(10)
        layout.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(column, 1)
        self._remove.setVisible(self._is_by_hand)

    @property
    def controls(self) -> list[QWidget]:
        """In the order in which one reads them."""
        return [self._switch, self._slider.number, self._remove, self._slider]

    @property
    def state(self) -> str:
        return self._state.text()

    @property
    def remove_button(self) -> QToolButton:
        return self._remove

    def set_choice(self, choice: FaceChoice, state: str) -> None:
        """Show this choice and a sentence on the face without reporting anything."""
        self._switch.blockSignals(True)
        self._switch.setChecked(choice.is_on)
        self._switch.blockSignals(False)
        self._slider.show_value(choice.strength, is_enabled=choice.is_on)
        self._state.setText(state)
        self._state.setVisible(bool(state))

    def set_picture(self, image: QImage) -> None:
        """The face, in device pixels."""
        ratio = self.devicePixelRatioF()
        side = round(THUMBNAIL_PX * ratio)
        fill = Qt.AspectRatioMode.KeepAspectRatioByExpanding
        smooth = Qt.TransformationMode.SmoothTransformation
        pixmap = QPixmap.fromImage(image.scaled(side, side, fill, smooth))
        pixmap.setDevicePixelRatio(ratio)
        self._picture.setPixmap(pixmap)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.pointed_at.emit(self, True)

    def leaveEvent(self, event: QEvent) -> None:
        self.pointed_at.emit(self, False)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Who goes by the Tab key shall see the face as well."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.pointed_at.emit(self, event.type() is QEvent.Type.FocusIn)
        return False

    def _report_switch(self, is_on: bool) -> None:
        self.switched.emit(self, is_on)

    def _report_strength(self, percent: int) -> None:
        self.strength_changed.emit(self, percent / 100)

    def _report_reset(self) -> None:
        self.strength_changed.emit(self, 1.0)

    def _report_removal(self) -> None:
        self.removed.emit(self)
