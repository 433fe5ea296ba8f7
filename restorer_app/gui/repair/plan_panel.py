"""Repair: the steps of the plan in their order, and the ways to another plan."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from restorer_app.distortions import Distortion
from restorer_app.gui.repair.preset_menu import PresetMenu
from restorer_app.gui.repair.step_row import StepRow
from restorer_app.gui.translation import tr as _tr
from restorer_app.gui.widgets.focus_order import put_before
from restorer_app.gui.widgets.labels import make_label, make_link
from restorer_app.restoration.plan import Plan, Step

_SPACING_PX = 4


class PlanPanel(QWidget):
    """The third section on the right: reports an edited plan, never changes one by itself."""

    plan_edited = Signal(object)  # Plan
    repair_added = Signal(object)  # Distortion
    proposal_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan, self._proposed = Plan(), Plan()
        self._rows: list[StepRow] = []
        self._offered: tuple[Step, ...] = ()
        self._title = make_label(self.tr("Repair"), "section")
        self._marker = QFrame(self)
        self._marker.setObjectName("dropMarker")
        self._marker.hide()
        self._add = make_link()
        self._menu = QMenu(self._add)
        self._menu.setToolTipsVisible(True)
        self._menu.triggered.connect(self._report_added)
        self._add.setMenu(self._menu)
        self._add.setToolTip(self.tr("Repair something that was not found, or not surely enough"))
        self._presets = make_link(self.tr("Presets …"))
        self._presets.setToolTip(self.tr("Ready-made plans for kinds of pictures, and your own"))
        self.preset_menu = PresetMenu(self._presets)
        self._presets.setMenu(self.preset_menu)
        self._back = make_link(self.tr("Back to what was proposed"))
        self._back.setToolTip(self.tr("The steps and strengths that the diagnosis led to"))
        self._back.clicked.connect(self.proposal_wanted)
        self._note = make_label("", "small")
        self._lay_out()

    def _lay_out(self) -> None:
        self._row_layout = QVBoxLayout()
        self._row_layout.setSpacing(_SPACING_PX)
        links = QHBoxLayout()
        links.setSpacing(20)
        links.addWidget(self._add)
        links.addWidget(self._presets)
        links.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._title)
        layout.addLayout(self._row_layout)
        layout.addLayout(links)
        layout.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._note)

    @property
    def rows(self) -> tuple[StepRow, ...]:
        return tuple(self._rows)

    def set_plan(
        self,
        plan: Plan,
        repairs: tuple[Step, ...],
        proposed: Plan = Plan(),
        *,
        is_edited: bool = False,
    ) -> None:
        """Show a plan; `repairs` are the steps there are, `proposed` is what it may go back to.

        Also where it is the same: an edited plan is carried out as it is.
        """
        if [_shape(step) for step in plan.steps] != [_shape(row) for row in self._rows]:
            self._rebuild(plan)
        for i, (row, step) in enumerate(zip(self._rows, plan.steps, strict=True)):
            row.set_step(step)  # in place: a slider may just be held
            row.set_place(i, len(self._rows))
        self._plan, self._proposed = plan, proposed
        self._title.setVisible(bool(plan.steps))
        self._back.setVisible(is_edited)
        self._offer(repairs)
        self.preset_menu.set_can_save(bool(plan.active_steps))

    def set_note(self, sentence: str) -> None:
        """Say below the plan what the canvas shows of it; nothing when it is empty."""
        self._note.setText(sentence)
        self._note.setVisible(bool(sentence))

    def _rebuild(self, plan: Plan) -> None:
        """Rows of steps that stay are kept, with the focus that they may have."""
        focused = self._row_with_focus()
        place = self._rows.index(focused) if focused is not None else 0
        old = list(self._rows)
        self._rows = []
        for step in plan.steps:
            row = next((row for row in old if _shape(row) == _shape(step)), None)
            if row is not None:
                old.remove(row)
            self._rows.append(row or self._make_row(step))
        if focused in old:
            near = self._rows[min(place, len(self._rows) - 1)].grip if self._rows else self._add
            near.setFocus(Qt.FocusReason.OtherFocusReason)
        for row in old:
            row.hide()
            row.deleteLater()
        while self._row_layout.takeAt(0) is not None:
            pass
        for row in self._rows:
            self._row_layout.addWidget(row)
        put_before(self._add, [control for row in self._rows for control in row.controls])

    def _row_with_focus(self) -> StepRow | None:
        focus = QApplication.focusWidget()
        return next((row for row in self._rows if focus and row.isAncestorOf(focus)), None)

    def _make_row(self, step: Step) -> StepRow:
        row = StepRow(step)
        row.switched.connect(self._report_switched)
        row.strength_changed.connect(self._report_strength)
        row.detail_changed.connect(self._report_detail)
        row.tint_switched.connect(self._report_tint)
        row.reset_requested.connect(self._report_reset)
        row.moved.connect(self._report_moved)
        row.removed.connect(self._report_removed)
        row.dragged.connect(self._show_drop_place)
        row.dropped.connect(self._take_drop)
        return row

    def _offer(self, repairs: tuple[Step, ...]) -> None:
        is_empty = not self._plan.steps
        self._add.setText(self.tr("Repair anyway …") if is_empty else self.tr("+ Add a step"))
        self._add.setVisible(bool(repairs))
        if repairs != self._offered:
            self._offered = repairs
            self._menu.clear()
            for step in repairs:
                action = self._menu.addAction(_tr(step.distortion.label))
                action.setToolTip(_tr(step.distortion.help_text))
                action.setData(step.distortion.value)
        taken = {step.distortion.repaired_as for step in self._plan.steps}
        for action in self._menu.actions():
            action.setEnabled(Distortion(action.data()).repaired_as not in taken)

    def _report_switched(self, row: StepRow, is_on: bool) -> None:
        self.plan_edited.emit(self._plan.with_step(self._rows.index(row), is_on=is_on))

    def _report_strength(self, row: StepRow, strength: float) -> None:
        self.plan_edited.emit(self._plan.with_step(self._rows.index(row), strength=strength))

    def _report_detail(self, row: StepRow, detail: float) -> None:
        self.plan_edited.emit(self._plan.with_step(self._rows.index(row), detail=detail))

    def _report_tint(self, row: StepRow, is_kept: bool) -> None:
        self.plan_edited.emit(self._plan.with_step(self._rows.index(row), keeps_tint=is_kept))

    def _report_reset(self, row: StepRow) -> None:
        """As proposed; what was not proposed is taken in full, closest to the truth."""
        index = self._rows.index(row)
        step = self._plan.steps[index]
        same = [s for s in self._proposed.steps if s.distortion is step.distortion]
        strength, detail = (same[0].strength, same[0].detail) if same else (1.0, 0.0)
        if step.detail is None:
            detail = None
        self.plan_edited.emit(self._plan.with_step(index, strength=strength, detail=detail))

    def _report_moved(self, row: StepRow, by: int) -> None:
        index = self._rows.index(row)
        if 0 <= index + by < len(self._rows):
            self.plan_edited.emit(self._plan.moved(index, index + by))

    def _report_removed(self, row: StepRow) -> None:
        self.plan_edited.emit(self._plan.without(self._rows.index(row)))

    def _report_added(self, action: QAction) -> None:
        self.repair_added.emit(Distortion(action.data()))

    def _show_drop_place(self, row: StepRow, position: QPoint) -> None:
        """A line where the row would go, if it was let go of now."""
        others = [other for other in self._rows if other is not row]
        self._drop_place = sum(
            self._middle_of(o) < self.mapFromGlobal(position).y() for o in others
        )
        if self._drop_place < len(others):
            y = others[self._drop_place].y() - _SPACING_PX // 2
        else:
            y = others[-1].geometry().bottom() + _SPACING_PX // 2 if others else row.y()
        self._marker.setGeometry(0, y - 1, self.width(), 2)
        self._marker.show()
        self._marker.raise_()

    def _middle_of(self, row: StepRow) -> int:
        return row.geometry().center().y()

    def _take_drop(self, row: StepRow, stays: bool) -> None:
        self._marker.hide()
        index = self._rows.index(row)
        if stays and self._drop_place != index:
            self.plan_edited.emit(self._plan.moved(index, self._drop_place))


def _shape(step: Step | StepRow) -> tuple[Distortion, bool]:
    """What a row is made for; all else it can be told."""
    if isinstance(step, StepRow):
        return step.distortion, step.has_detail
    return step.distortion, step.detail is not None
