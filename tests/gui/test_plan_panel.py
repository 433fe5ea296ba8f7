import pytest

from restorer_app.distortions import Distortion
from restorer_app.gui.plan_panel import PlanPanel
from restorer_app.restoration.plan import Plan, Step

PLAN = Plan((Step(Distortion.JPEG, "jpeg", detail=0.0), Step(Distortion.WHITE_NOISE, "noise")))


@pytest.fixture
def panel(qtbot) -> PlanPanel:
    panel = PlanPanel()
    qtbot.addWidget(panel)
    panel.set_plan(PLAN, ())
    panel.show()
    return panel


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
