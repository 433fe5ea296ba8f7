"""Presets and edits of the plan in the window: each is one change that can be undone."""

import pytest
from PySide6.QtCore import Qt

from restorer_app.gui import dialogs
from restorer_app.gui.activity import Mark
from restorer_app.gui.preset_name_dialog import PresetNameDialog
from restorer_app.restoration.presets import save_preset, user_presets_dir
from tests.gui.test_flow import drop
from tests.gui.waiting import wait_for_marks

NAMES = {"newspaper": False, "mine": True}


@pytest.fixture
def opened(qtbot, session, window, photograph):
    drop(window, photograph("a.png"))
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    return session.current


def choose(window, *names: str) -> None:
    """Open the menu of presets and take an entry, or one of a menu inside it."""
    menu = window.inspector.plan.preset_menu
    menu.aboutToShow.emit()
    for name in names[:-1]:
        menu = next(a.menu() for a in menu.actions() if a.text() == name)
    next(action for action in menu.actions() if action.text() == names[-1]).trigger()


def moments(document) -> list[str]:
    return [moment.name for moment in document.history.moments]


def strengths(document) -> dict[str, float]:
    return {step.distortion.value: step.strength for step in document.plan.steps}


def test_gentle_is_half_of_what_is_sure_and_one_undo(qtbot, session, window, opened) -> None:
    before = opened.plan
    choose(window, "Gentle")
    assert strengths(opened) == {"white_noise": 0.5}
    assert moments(opened) == ["As proposed", "Preset: Gentle"]
    session.undo()
    assert opened.plan == before


def test_a_preset_of_fixed_steps_takes_the_models_there_are(window, opened) -> None:
    choose(window, "Newspaper")
    assert [step.model_id for step in opened.plan.steps] == ["jpeg-test", "noise-test"]


def test_nothing_sure_enough_is_said(qtbot, session, window, photograph) -> None:
    drop(window, photograph("clean.png", is_clean=True))
    wait_for_marks(qtbot, session, Mark.CLEAN)
    choose(window, "Gentle")
    assert not session.current.plan.steps
    assert "Nothing was found surely enough for 'Gentle'" in window.canvas.banner.sentence


def test_the_plan_is_kept_and_applied_to_another_photograph(
    qtbot, session, window, opened, photograph, monkeypatch
) -> None:
    window.inspector.plan.rows[1]._slider.setValue(30)
    kept = opened.plan
    asked = []
    monkeypatch.setattr(
        dialogs, "ask_preset_name", lambda _, title, name, taken: asked.append(taken) or "Attic"
    )
    choose(window, "Save this plan as a preset …")
    assert asked[0]["newspaper"] is False
    drop(window, photograph("b.png"))
    wait_for_marks(qtbot, session, Mark.DIAGNOSED, Mark.DIAGNOSED)
    choose(window, "Attic")
    assert session.current is not opened
    assert session.current.plan == kept
    assert moments(session.current)[-1] == "Preset: Attic"


def test_own_presets_are_renamed_and_deleted_from_the_menu(window, opened, monkeypatch) -> None:
    save_preset("Attic", opened.plan)
    monkeypatch.setattr(dialogs, "ask_preset_name", lambda *_: "Cellar")
    choose(window, "Rename", "Attic")
    monkeypatch.setattr(dialogs, "ask_to_delete_preset", lambda *_: False)
    choose(window, "Delete", "Cellar")
    assert len(list(user_presets_dir().glob("*.toml"))) == 1
    monkeypatch.setattr(dialogs, "ask_to_delete_preset", lambda *_: True)
    choose(window, "Delete", "Cellar")
    assert list(user_presets_dir().glob("*.toml")) == []


def test_shipped_presets_can_not_be_renamed_or_deleted(window, opened) -> None:
    menu = window.inspector.plan.preset_menu
    menu.aboutToShow.emit()
    assert not {"Rename", "Delete"} & {action.text() for action in menu.actions()}
    assert all(a.toolTip().endswith(".") for a in menu.actions() if a.text() == "Newspaper")


def test_a_broken_preset_is_named_once_and_the_rest_is_offered(window, opened) -> None:
    user_presets_dir().mkdir(parents=True)
    (user_presets_dir() / "broken.toml").write_text("no preset")
    choose(window, "Newspaper")
    assert "'broken.toml' is no preset" in window.canvas.banner.sentence
    window.canvas.banner.dismissed.emit()
    choose(window, "Gentle")
    assert window.canvas.banner.isHidden()


def test_a_preset_that_can_not_be_written_says_why(window, opened, monkeypatch) -> None:
    user_presets_dir().parent.mkdir(parents=True, exist_ok=True)
    user_presets_dir().write_text("a file where the folder should be")
    monkeypatch.setattr(dialogs, "ask_preset_name", lambda *_: "Attic")
    choose(window, "Save this plan as a preset …")
    assert "Can't write 'attic.toml'" in window.canvas.banner.sentence


@pytest.mark.parametrize(
    ("name", "can_save", "note"),
    [
        ("Attic", True, "under Presets"),
        ("Mine", True, "will be replaced"),
        (" NEWSPAPER ", False, "Choose another name"),
        ("  ", False, "under Presets"),
    ],
)
def test_the_dialog_says_whether_a_name_can_be_had(qtbot, window, name, can_save, note) -> None:
    dialog = PresetNameDialog(window, "Save as a preset", "", NAMES)
    dialog.line.setText(name)
    assert dialog.can_save is can_save
    assert note in dialog.note


def test_every_edit_of_the_plan_is_one_undo_with_a_name(qtbot, session, window, opened) -> None:
    panel = window.inspector.plan
    grip = panel.rows[0].grip
    grip.setFocus()
    qtbot.keyClick(grip, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(grip, Qt.Key.Key_Delete)
    qtbot.mouseClick(panel._back, Qt.MouseButton.LeftButton)
    assert moments(opened) == [
        "As proposed",
        "Steps reordered",
        "JPEG removed",
        "Back to what was proposed",
    ]
    assert opened.plan == opened.proposed
    session.undo()
    assert list(strengths(opened)) == ["white_noise"]
    session.undo()
    assert list(strengths(opened)) == ["white_noise", "jpeg"]


def test_an_added_step_does_not_disturb_an_order_made_by_hand(session, window, opened) -> None:
    session.edit_plan(opened.plan.moved(0, 1))
    action = next(a for a in window.inspector.plan._menu.actions() if a.text() == "Motion blur")
    action.trigger()
    assert list(strengths(opened)) == ["white_noise", "jpeg", "motion_blur"]
