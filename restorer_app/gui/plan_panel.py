"""Repair: the steps of the plan, each with a switch and a strength."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSlider, QVBoxLayout, QWidget

from restorer_app.distortions import Distortion
from restorer_app.gui import words
from restorer_app.gui.focus_order import put_before
from restorer_app.gui.labels import clear_layout, make_label, make_link
from restorer_app.gui.switch import Switch
from restorer_app.gui.translation import tr as _tr
from restorer_app.restoration.plan import Plan, Step

_ROW_PX = 52
_DETAIL_PX = 26


class StepRow(QWidget):
    """One step. Reports what the user did, shows what it is told."""

    switched = Signal(int, bool)  # the step's index, on or off
    strength_changed = Signal(int, float)  # the step's index, 0..1
    detail_changed = Signal(int, float)  # the step's index, 0..1

    def __init__(self, index: int, step: Step, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._index = index
        title = _tr(step.distortion.label)
        self.setToolTip(
            self.tr("Repairs: {what}\nModel: {model}").format(
                what=_tr(step.distortion.help_text), model=step.model_id
            )
        )
        self._switch = Switch(self.tr("Repair {what}").format(what=title))
        self._switch.toggled.connect(self._report_switch)
        self._value = make_label("", "small", wraps=False, is_right=True)
        self._value.setMinimumWidth(40)
        self._slider = _make_slider(self.tr("Strength of {what}").format(what=title))
        self._slider.valueChanged.connect(self._report_strength)
        self._detail = _make_slider(self.tr("Detail of {what}").format(what=title))
        self._detail.setToolTip(
            self.tr("To the right it looks crisper, with detail that the network makes up.")
        )
        self._detail.valueChanged.connect(self._report_detail)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._switch)
        top.addWidget(make_label(title, "text", wraps=False), 1)
        top.addWidget(self._value)
        below = QHBoxLayout()
        below.addSpacing(44)
        below.addWidget(self._slider)
        has_detail = step.detail is not None
        # Fixed, because a full panel scrolls; layouts would rather squeeze.
        self.setFixedHeight(_ROW_PX + _DETAIL_PX * has_detail)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addLayout(below)
        if has_detail:
            layout.addLayout(self._detail_line())
        self.set_step(step)

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """In reading order."""
        shown = (self._switch, self._slider, self._detail)
        return tuple(control for control in shown if self.isAncestorOf(control))

    def _detail_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addSpacing(44)
        line.addWidget(make_label(self.tr("Detail"), "small", wraps=False))
        line.addWidget(self._detail, 1)
        return line

    def set_step(self, step: Step) -> None:
        """Show this state without reporting it."""
        for control in (self._switch, self._slider, self._detail):
            control.blockSignals(True)
        self._switch.setChecked(step.is_on)
        self._slider.setValue(round(step.strength * 100))
        self._slider.setEnabled(step.is_on)
        self._detail.setValue(round((step.detail or 0) * 100))
        self._detail.setEnabled(step.is_on)
        self._value.setText(words.percent(step.strength) if step.is_on else self.tr("off"))
        for control in (self._switch, self._slider, self._detail):
            control.blockSignals(False)

    def _report_switch(self, is_on: bool) -> None:
        self.switched.emit(self._index, is_on)

    def _report_strength(self, percent: int) -> None:
        self.strength_changed.emit(self._index, percent / 100)

    def _report_detail(self, percent: int) -> None:
        self.detail_changed.emit(self._index, percent / 100)


def _make_slider(name: str) -> QSlider:
    """0..100, for a share; `name` is what a screen reader says."""
    slider = QSlider(Qt.Orientation.Horizontal)
    slider.setRange(0, 100)
    slider.setPageStep(10)
    slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    slider.setAccessibleName(name)
    return slider


class PlanPanel(QWidget):
    """The third section on the right: reports an edited plan, never changes one by itself."""

    plan_edited = Signal(object)  # Plan
    repair_added = Signal(object)  # Distortion

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan = Plan()
        self._rows: list[StepRow] = []
        self._offered: list[Step] = []
        self._row_layout = QVBoxLayout()
        self._row_layout.setSpacing(4)
        self._title = make_label(self.tr("Repair"), "section")
        self._add = make_link()
        self._menu = QMenu(self._add)
        self._menu.triggered.connect(self._report_added)
        self._add.setMenu(self._menu)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._title)
        layout.addLayout(self._row_layout)
        layout.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def rows(self) -> tuple[StepRow, ...]:
        return tuple(self._rows)

    def set_plan(self, plan: Plan, repairs: tuple[Step, ...]) -> None:
        """Show a plan; `repairs` are the steps that could be added to it."""
        if _kinds(plan) == _kinds(self._plan):
            for row, step in zip(self._rows, plan.steps, strict=True):
                row.set_step(step)  # in place: a slider may just be held
        else:
            self._rebuild(plan)
        self._plan = plan
        self._title.setVisible(bool(plan.steps))
        self._offer([step for step in repairs if step.distortion not in _kinds(plan)])

    def _rebuild(self, plan: Plan) -> None:
        clear_layout(self._row_layout)
        self._rows = [StepRow(i, step) for i, step in enumerate(plan.steps)]
        for row in self._rows:
            row.switched.connect(self._report_switched)
            row.strength_changed.connect(self._report_strength)
            row.detail_changed.connect(self._report_detail)
            self._row_layout.addWidget(row)
        put_before(self._add, [control for row in self._rows for control in row.controls])

    def _offer(self, steps: list[Step]) -> None:
        is_empty = not self._plan.steps
        self._add.setText(self.tr("Repair anyway …") if is_empty else self.tr("Add a step …"))
        self._add.setVisible(bool(steps))
        if steps == self._offered:
            return
        self._offered = steps
        self._menu.clear()
        for step in steps:
            action = self._menu.addAction(_tr(step.distortion.label))
            action.setToolTip(_tr(step.distortion.help_text))
            action.setData(step.distortion.value)

    def _report_switched(self, index: int, is_on: bool) -> None:
        self.plan_edited.emit(self._plan.with_step(index, is_on=is_on))

    def _report_strength(self, index: int, strength: float) -> None:
        self.plan_edited.emit(self._plan.with_step(index, strength=strength))

    def _report_detail(self, index: int, detail: float) -> None:
        self.plan_edited.emit(self._plan.with_step(index, detail=detail))

    def _report_added(self, action: QAction) -> None:
        self.repair_added.emit(Distortion(action.data()))


def _kinds(plan: Plan) -> list[Distortion]:
    return [step.distortion for step in plan.steps]
