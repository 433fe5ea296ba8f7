import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from restorer_app.distortions import Distortion
from restorer_app.gui.repair.plan_panel import PlanPanel
from restorer_app.gui.widgets.theme import Theme
from restorer_app.restoration.plan import Plan, Step

JPEG = Step(Distortion.JPEG, "jpeg", detail=0.0)
NOISE = Step(Distortion.WHITE_NOISE, "noise")
BLUR = Step(Distortion.MOTION_BLUR, "motion")
FADING = Step(Distortion.FADING, "fading")
PLAN = Plan((JPEG, NOISE))
LONG = Plan((JPEG, NOISE, BLUR))
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def panel(qtbot) -> PlanPanel:
    """It takes over every edit, as it is by the session."""
    panel = PlanPanel()
    qtbot.addWidget(panel)
    panel.set_plan(PLAN, (), PLAN)
    panel.plan_edited.connect(
        lambda plan: panel.set_plan(plan, panel._offered, panel._proposed, is_edited=True)
    )
    panel.resize(300, 400)
    panel.show()
    qtbot.waitExposed(panel)
    panel.activateWindow()
    return panel


def order(panel: PlanPanel) -> list[str]:
    return [step.distortion.value for step in panel._plan.steps]


def drag(panel: PlanPanel, row: int, to: QPoint, *, drops: bool = True) -> None:
    """By the grip, to a point of the panel."""
    grip = panel.rows[row].grip
    QTest.mousePress(grip, LEFT, pos=QPoint(8, 12))
    start = grip.mapTo(panel, QPoint(8, 12))
    for part in (0.5, 1.0):
        at = start + (to - start) * part
        QTest.mouseMove(grip, grip.mapFrom(panel, at))
    if drops:
        QTest.mouseRelease(grip, LEFT, pos=grip.mapFrom(panel, to))


def test_only_a_step_that_has_detail_shows_how_much(panel: PlanPanel) -> None:
    jpeg, noise = panel.rows
    assert jpeg._detail.isVisible()
    assert not noise._detail.isVisible()
    assert jpeg.height() > noise.height()


def test_detail_is_reported_and_shown(qtbot, panel: PlanPanel) -> None:
    jpeg = panel.rows[0]
    with qtbot.waitSignal(panel.plan_edited) as edited:
        jpeg._detail.setValue(40)
    (plan,) = edited.args
    assert plan.steps[0] == Step(Distortion.JPEG, "jpeg", detail=0.4)
    assert plan.steps[1] == PLAN.steps[1]
    panel.set_plan(plan.with_step(0, is_on=False), ())
    assert panel.rows[0] is jpeg
    assert jpeg._detail.value() == 40
    assert not jpeg._detail.isEnabled()


def test_only_a_step_of_tones_asks_whether_the_tint_stays(qtbot, panel: PlanPanel) -> None:
    panel.set_plan(Plan((NOISE, FADING)), ())
    QApplication.processEvents()
    noise, fading = panel.rows
    assert not noise._tint.isVisible()
    assert fading._tint.isVisible()
    with qtbot.waitSignal(panel.plan_edited) as edited:
        fading._tint.click()
    assert edited.args[0].steps[1].keeps_tint
    panel.set_plan(Plan((NOISE, FADING)), ())
    assert not fading._tint.isChecked(), "undone"
    panel.set_plan(Plan((NOISE, FADING)).with_step(1, is_on=False), ())
    assert not fading._tint.isEnabled()


def test_what_a_step_of_the_plan_repairs_as_well_is_not_offered(panel: PlanPanel) -> None:
    yellowing = Step(Distortion.YELLOWING, "fading")
    panel.set_plan(Plan((FADING,)), (FADING, yellowing, NOISE))
    assert [action.isEnabled() for action in panel._menu.actions()] == [False, False, True]


def test_a_step_is_dragged_to_its_new_place(qtbot, panel: PlanPanel) -> None:
    panel.set_plan(LONG, (), LONG)
    QApplication.processEvents()
    last = panel.rows[2]
    drag(panel, 0, last.geometry().bottomLeft(), drops=False)
    assert panel._marker.isVisible()
    assert panel._marker.y() >= last.geometry().bottom()
    QTest.mouseRelease(panel.rows[0].grip, LEFT)
    assert order(panel) == ["white_noise", "motion_blur", "jpeg"]
    assert not panel._marker.isVisible()
    assert panel.rows[1] is last  # moved, not made anew


def test_a_drag_that_ends_where_it_began_or_by_esc_changes_nothing(qtbot, panel) -> None:
    edits = []
    panel.plan_edited.connect(edits.append)
    drag(panel, 0, panel.rows[0].geometry().center())
    drag(panel, 0, panel.rows[1].geometry().bottomLeft(), drops=False)
    QTest.keyClick(panel.rows[0].grip, Qt.Key.Key_Escape)
    assert not panel._marker.isVisible()
    QTest.mouseRelease(panel.rows[0].grip, LEFT)
    assert edits == []


def test_keys_move_a_step_and_the_focus_goes_with_it(qtbot, panel: PlanPanel) -> None:
    jpeg = panel.rows[0]
    jpeg._slider.setFocus()
    qtbot.keyClick(jpeg._slider, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert order(panel) == ["white_noise", "jpeg"]
    assert panel.rows[1] is jpeg
    assert jpeg._slider.hasFocus()
    assert jpeg._slider.value() == 100
    qtbot.keyClick(jpeg._slider, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert order(panel) == ["white_noise", "jpeg"]
    qtbot.keyClick(jpeg._slider, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert order(panel) == ["jpeg", "white_noise"]


def test_delete_takes_a_step_out_and_the_focus_goes_to_its_neighbour(qtbot, panel) -> None:
    panel.set_plan(LONG, (), LONG)
    panel.rows[1].grip.setFocus()
    qtbot.keyClick(panel.rows[1].grip, Qt.Key.Key_Delete)
    assert order(panel) == ["jpeg", "motion_blur"]
    assert panel.rows[1].grip.hasFocus()


def test_delete_in_the_number_only_deletes_a_digit(qtbot, panel: PlanPanel) -> None:
    number = panel.rows[0]._slider.number
    number.setFocus()
    qtbot.keyClick(number, Qt.Key.Key_Delete)
    assert len(panel.rows) == 2


def test_the_quiet_button_takes_a_step_out(qtbot, panel: PlanPanel) -> None:
    qtbot.mouseClick(panel.rows[0]._remove, LEFT)
    assert order(panel) == ["white_noise"]


def test_a_typed_number_is_one_change(qtbot, panel: PlanPanel) -> None:
    edits = []
    panel.plan_edited.connect(edits.append)
    number = panel.rows[1]._slider.number
    number.setFocus()
    number.selectAll()
    qtbot.keyClicks(number, "45")
    assert edits == []
    qtbot.keyClick(number, Qt.Key.Key_Return)
    assert [plan.steps[1].strength for plan in edits] == [0.45]
    assert panel.rows[1]._slider.value() == 45


def test_arrow_keys_move_a_slider_and_its_number(qtbot, panel: PlanPanel) -> None:
    slider = panel.rows[1]._slider
    slider.setFocus()
    qtbot.keyClick(slider, Qt.Key.Key_Left)
    qtbot.keyClick(slider, Qt.Key.Key_PageDown)
    assert slider.number.value() == 89
    assert panel._plan.steps[1].strength == pytest.approx(0.89)


def test_a_double_click_sets_back_to_what_was_proposed(qtbot, panel: PlanPanel) -> None:
    proposed = PLAN.with_step(1, strength=0.8)
    panel.set_plan(
        PLAN.with_step(0, detail=0.6, strength=0.1).with_step(1, strength=0.2), (), proposed
    )
    for row in panel.rows:
        qtbot.mouseDClick(row._slider, LEFT)
    assert panel._plan == proposed


def test_a_wheel_over_a_slider_scrolls_past_it(panel: PlanPanel) -> None:
    slider = panel.rows[0]._slider
    for control in (slider, slider.number):
        wheel = QWheelEvent(
            QPointF(5, 5),
            control.mapToGlobal(QPointF(5, 5)),
            QPoint(),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(control, wheel)
        assert not wheel.isAccepted()
    assert slider.value() == 100


def test_the_menu_of_a_step_does_the_same(panel: PlanPanel) -> None:
    up, down, _, remove = panel.rows[0].actions_offered()
    assert not up.isEnabled()
    down.trigger()
    assert order(panel) == ["white_noise", "jpeg"]
    assert up.isEnabled()
    assert not down.isEnabled()
    remove.trigger()
    assert order(panel) == ["white_noise"]


def test_steps_in_the_plan_are_offered_but_not_twice(panel: PlanPanel) -> None:
    panel.set_plan(PLAN, (JPEG, NOISE, BLUR), PLAN)
    offered = {action.text(): action.isEnabled() for action in panel._menu.actions()}
    assert offered == {"JPEG": False, "Noise": False, "Motion blur": True}


def test_the_way_back_shows_only_where_there_is_one(qtbot, panel: PlanPanel) -> None:
    assert panel._back.isHidden()
    panel.rows[0]._slider.setValue(20)
    assert panel._back.isVisible()
    with qtbot.waitSignal(panel.proposal_wanted):
        qtbot.mouseClick(panel._back, LEFT)


def test_every_control_of_a_step_has_a_name_a_tip_and_a_place_in_the_order(panel) -> None:
    for row in panel.rows:
        for control in row.controls:
            assert control.accessibleName()
            assert control.toolTip() or control is row._switch
            assert control.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert panel.rows[0].accessibleName() == "Step 1 of 2: JPEG"
    following = panel.rows[0].controls[-1].nextInFocusChain()
    while not following.focusPolicy() & Qt.FocusPolicy.TabFocus or following.focusProxy():
        following = following.nextInFocusChain()  # a number's field is the number itself
    assert following is panel.rows[1].grip


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_number_beside_a_slider_can_be_read(qapp, panel: PlanPanel, theme: str) -> None:
    """Style sheets can squeeze the text of a number to nothing."""
    Theme(qapp, theme)
    try:
        QApplication.processEvents()
        for number in (panel.rows[0]._slider.number, panel.rows[0]._detail.number):
            text = number.lineEdit()
            assert text.width() >= text.fontMetrics().horizontalAdvance("100 %")
            assert text.height() >= text.fontMetrics().height()
    finally:
        qapp.setStyleSheet("")
