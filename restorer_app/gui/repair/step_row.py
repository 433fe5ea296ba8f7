"""One step of the plan: a grip, a switch, its strength, what else it can be told, a way out."""

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QContextMenuEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QShortcut,
)
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from restorer_app.distortions import Medium
from restorer_app.gui.translation import tr as _tr
from restorer_app.gui.widgets.icons import IconButton
from restorer_app.gui.widgets.labels import make_label
from restorer_app.gui.widgets.share_slider import ShareSlider
from restorer_app.gui.widgets.switch import Switch
from restorer_app.gui.widgets.theme import current_tokens
from restorer_app.restoration.audio.methods import METHODS
from restorer_app.restoration.plan import Step

_ROW_PX = 56
_LINE_PX = 26
"""Of each thing more that a step can be told."""
_GRIP_PX = 16
_INDENT_PX = _GRIP_PX + 6


class Grip(QWidget):
    """Six dots that a step is dragged by; the place of a step in the order of the Tab key."""

    dragged = Signal(QPoint)  # where the pointer is on the screen
    dropped = Signal(bool)  # whether it stays there: False when Esc took it back

    def __init__(self, name: str, tip: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pressed_at: QPoint | None = None
        self._is_dragging = False
        self.setFixedSize(_GRIP_PX, 24)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setAccessibleName(name)
        self.setToolTip(tip)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed_at = event.globalPosition().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed_at is None:
            return
        now = event.globalPosition().toPoint()
        far = (now - self._pressed_at).manhattanLength() >= QApplication.startDragDistance()
        if far and not self._is_dragging:
            self._is_dragging = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        if self._is_dragging:
            self.dragged.emit(now)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._end(stays=True)

    def event(self, event: QEvent) -> bool:
        """While it is dragged, Esc belongs to it and not to the window."""
        if event.type() is QEvent.Type.ShortcutOverride and self._is_dragging:
            event.accept()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._is_dragging:
            self._end(stays=False)
        else:
            super().keyPressEvent(event)

    def _end(self, *, stays: bool) -> None:
        was_dragging, self._is_dragging = self._is_dragging, False
        self._pressed_at = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        if was_dragging:
            self.dropped.emit(stays)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current_tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.accent), 1.5))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.outline))
        for x in (5, 10):
            for y in (7, 12, 17):
                painter.drawEllipse(QPoint(x, y), 1, 1)
        painter.end()


class StepRow(QWidget):
    """One step. Reports what the user did, shows what it is told."""

    switched = Signal(object, bool)  # this row, on or off
    strength_changed = Signal(object, float)  # this row, 0..1
    detail_changed = Signal(object, float)  # this row, 0..1
    tint_switched = Signal(object, bool)  # this row, whether the tint is kept
    reset_requested = Signal(object)  # this row
    moved = Signal(object, int)  # this row, by how many places
    removed = Signal(object)  # this row
    dragged = Signal(object, QPoint)  # this row, where the pointer is on the screen
    dropped = Signal(object, bool)  # this row, whether it stays there

    def __init__(self, step: Step, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.distortion, self.has_detail = step.distortion, step.detail is not None
        self._is_of_tones = step.distortion.is_of_tones
        self._title = _tr(step.distortion.label)
        tip = self.tr("Repairs: {what}\nModel: {model}").format(
            what=_tr(step.distortion.help_text), model=step.model_id
        )
        if step.distortion.medium is Medium.AUDIO and step.distortion not in METHODS:
            tip += "\n" + self.tr("It may take music for noise, so it is switched on by hand.")
        self.setToolTip(tip)
        self._make_controls()
        self._make_actions()
        self._lay_out()
        self.set_step(step)

    def _make_controls(self) -> None:
        what = self._title
        self.grip = Grip(
            self.tr("Move {what}").format(what=what),
            self.tr("Drag to change the order (Alt+Up, Alt+Down)"),
        )
        self.grip.dragged.connect(self._report_drag)
        self.grip.dropped.connect(self._report_drop)
        self._switch = Switch(self.tr("Repair {what}").format(what=what))
        self._switch.toggled.connect(self._report_switch)
        reset = self.tr("A double click sets it back.")
        self._slider = ShareSlider(
            self.tr("Strength of {what}").format(what=what),
            self.tr("How much of the repair is taken. {reset}").format(reset=reset),
        )
        self._slider.valueChanged.connect(self._report_strength)
        self._detail = ShareSlider(
            self.tr("Detail of {what}").format(what=what),
            self.tr(
                "To the right it looks crisper, with detail that the network makes up. {reset}"
            ).format(reset=reset),
        )
        self._detail.valueChanged.connect(self._report_detail)
        self._tint = Switch(self.tr("Keep the sepia tone"))
        self._tint.setToolTip(
            self.tr(
                "For a photograph in shades of one colour, brown or yellowed: its tones are "
                "corrected, the colour stays."
            )
        )
        self._tint.toggled.connect(self._report_tint)
        for slider in (self._slider, self._detail):
            slider.reset_requested.connect(self._report_reset)
        self._remove = IconButton(
            "close", self.tr("Remove {what}").format(what=what), token="muted"
        )
        self._remove.setToolTip(self.tr("Take this step out of the plan (Delete)"))
        self._remove.setObjectName("removeStep")
        self._remove.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self._remove.setIconSize(QSize(14, 14))
        self._remove.clicked.connect(self._report_removal)

    def _make_actions(self) -> None:
        """The keys of a step work wherever in it the focus is, and its menu says them."""
        self._menu = QMenu(self)
        self._up = self._menu.addAction(self.tr("Move up\tAlt+Up"))
        self._down = self._menu.addAction(self.tr("Move down\tAlt+Down"))
        reset = self._menu.addAction(self.tr("Set back strength and detail"))
        remove = self._menu.addAction(self.tr("Remove\tDelete"))
        for action, slot in (
            (self._up, self._report_up),
            (self._down, self._report_down),
            (reset, self._report_reset),
            (remove, self._report_removal),
        ):
            action.triggered.connect(slot)
        context = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for key, slot in (
            ("Alt+Up", self._report_up),
            ("Alt+Down", self._report_down),
            ("Del", self._report_removal),
        ):
            QShortcut(QKeySequence(key), self, context=context).activated.connect(slot)

    def _lay_out(self) -> None:
        self._remove.setFixedSize(24, 24)
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addWidget(self.grip)
        top.addWidget(self._switch)
        top.addSpacing(2)
        top.addWidget(make_label(self._title, "text", wraps=False), 1)
        top.addWidget(self._slider.number)
        top.addWidget(self._remove)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addLayout(self._indented(self._slider))
        if self.has_detail:
            label = make_label(self.tr("Detail"), "small", wraps=False)
            layout.addLayout(self._indented(label, self._detail, self._detail.number))
        if self._is_of_tones:
            label = make_label(self._tint.accessibleName(), "small", wraps=False)
            label.setToolTip(self._tint.toolTip())
            layout.addLayout(self._indented(label, self._tint, stretched=label))
        for unused in {self._detail, self._detail.number, self._tint} - set(self.controls):
            unused.setParent(self)
            unused.hide()
        # Fixed, because a full panel scrolls; layouts would rather squeeze.
        self.setFixedHeight(_ROW_PX + _LINE_PX * (self.has_detail + self._is_of_tones))

    @property
    def controls(self) -> list[QWidget]:
        """In the order in which one reads them."""
        detail = [self._detail, self._detail.number] if self.has_detail else []
        tint = [self._tint] if self._is_of_tones else []
        top = [self.grip, self._switch, self._slider.number, self._remove]
        return [*top, self._slider, *detail, *tint]

    def _indented(self, *widgets: QWidget, stretched: QWidget | None = None) -> QHBoxLayout:
        """Widgets below the title, sliders as long as there is room for them."""
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addSpacing(_INDENT_PX)
        for widget in widgets:
            line.addWidget(widget, widget is stretched or isinstance(widget, ShareSlider))
        line.addSpacing(30)  # below the button that removes
        return line

    def set_step(self, step: Step) -> None:
        """Show this state without reporting it."""
        for switch, is_on in ((self._switch, step.is_on), (self._tint, step.keeps_tint)):
            switch.blockSignals(True)
            switch.setChecked(is_on)
            switch.blockSignals(False)
        self._tint.setEnabled(step.is_on)
        self._slider.show_value(step.strength, is_enabled=step.is_on)
        self._detail.show_value(step.detail or 0, is_enabled=step.is_on)

    def set_place(self, index: int, n_steps: int) -> None:
        """Where in the plan it stands: the first can not move up, the last not down."""
        self._up.setEnabled(index > 0)
        self._down.setEnabled(index + 1 < n_steps)
        self.setAccessibleName(
            self.tr("Step {n} of {count}: {what}").format(
                n=index + 1, count=n_steps, what=self._title
            )
        )

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._menu.popup(event.globalPos())

    def actions_offered(self) -> list[QAction]:
        """What its menu offers."""
        return self._menu.actions()

    def _report_switch(self, is_on: bool) -> None:
        self.switched.emit(self, is_on)

    def _report_strength(self, percent: int) -> None:
        self.strength_changed.emit(self, percent / 100)

    def _report_detail(self, percent: int) -> None:
        self.detail_changed.emit(self, percent / 100)

    def _report_tint(self, is_kept: bool) -> None:
        self.tint_switched.emit(self, is_kept)

    def _report_reset(self) -> None:
        self.reset_requested.emit(self)

    def _report_up(self) -> None:
        self.moved.emit(self, -1)

    def _report_down(self) -> None:
        self.moved.emit(self, 1)

    def _report_removal(self) -> None:
        self.removed.emit(self)

    def _report_drag(self, position: QPoint) -> None:
        self.dragged.emit(self, position)

    def _report_drop(self, stays: bool) -> None:
        self.dropped.emit(self, stays)
