"""What leaves the window besides the saved result, and what comes in besides photographs."""

import threading
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from restorer_app.distortions import Distortion
from restorer_app.gui.activity import Mark
from restorer_app.gui.compare.compare_panels import CompareMode
from restorer_app.gui.documents.document import Document
from restorer_app.gui.saving import file_tasks
from restorer_app.gui.saving.comparison_dialog import ComparisonDialog
from restorer_app.media.image import Image, load_image, save_image
from restorer_app.restoration.plan import Plan, Step
from restorer_app.restoration.plan_files import read_plan, write_plan
from restorer_app.restoration.save_choices import SaveChoices
from tests.gui.test_flow import drop, restore_and_wait
from tests.gui.waiting import WAIT_MS, wait_for_marks


@pytest.fixture
def restored(qtbot, session, window, photograph) -> Document:
    """A photograph that is shown and has a result."""
    drop(window, photograph("Oma.png"))
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    restore_and_wait(qtbot, window, session)
    wait_for_marks(qtbot, session, Mark.RESTORED)
    return session.current


def choose_from_menu(window, text: str) -> None:
    window.exports.update_menu()
    (action,) = [a for a in window.exports.menu.actions() if a.text().startswith(text)]
    assert action.isEnabled()
    action.trigger()


def notice(window) -> str:
    return window.canvas.banner.sentence


# --- the menu ------------------------------------------------------------------------------------


def test_the_menu_offers_what_can_be_done(qtbot, session, window, photograph) -> None:
    menu = window.header.save_button.menu()
    assert not any(action.isEnabled() for action in menu.actions())
    drop(window, photograph("a.png"))
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    enabled = [action.text().split("\t")[0] for action in menu.actions() if action.isEnabled()]
    assert enabled == ["Save the plan …", "Copy"]
    restore_and_wait(qtbot, window, session)
    wait_for_marks(qtbot, session, Mark.RESTORED)
    assert all(action.isEnabled() for action in menu.actions() if action.isVisible())


# --- a comparison --------------------------------------------------------------------------------


def comparison_dialog(qtbot, window) -> ComparisonDialog:
    choose_from_menu(window, "Save a comparison")
    (dialog,) = [d for d in window.findChildren(ComparisonDialog) if d.isVisible()]
    qtbot.waitUntil(lambda: dialog.fields.forecast is not None, timeout=WAIT_MS)
    return dialog


def save_comparison(qtbot, dialog: ComparisonDialog, name: str) -> Image:
    dialog.fields.name.setText(name)
    target = dialog.fields.target
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(target.exists, timeout=WAIT_MS)
    return load_image(target)


def test_before_and_after_are_saved_side_by_side(qtbot, session, window, restored) -> None:
    window.comparing.set_mode(CompareMode.SIDE_BY_SIDE)
    dialog = comparison_dialog(qtbot, window)
    assert dialog.fields.target.name == "Oma-comparison.jpg"
    qtbot.mouseClick(dialog.has_words, Qt.MouseButton.LeftButton)
    saved = save_comparison(qtbot, dialog, "both.png")
    before = load_image(restored.path).pixels
    assert saved.height == 60
    np.testing.assert_allclose(saved.pixels[:, :90], before, atol=1 / 255)
    np.testing.assert_allclose(saved.pixels[:, -90:], 1 - before, atol=1 / 255)
    qtbot.waitUntil(lambda: "both.png" in window.status.text, timeout=WAIT_MS)
    assert session.current.is_unsaved, "a comparison is not the result"


def test_the_words_and_the_split_are_as_they_are_on_screen(qtbot, window, restored) -> None:
    window.canvas.view.set_split(0.52)
    sight = window.canvas.view.sight
    split = sight.split_within(sight.whole_area)
    assert 0.5 < split < 1
    saved = save_comparison(qtbot, comparison_dialog(qtbot, window), "split.png")
    strip = saved.height - 60
    assert strip >= 20
    before, line = load_image(restored.path).pixels, round(90 * split)
    shown = saved.pixels[strip:]
    np.testing.assert_allclose(shown[:, : line - 2], before[:, : line - 2], atol=1 / 255)
    np.testing.assert_allclose(shown[:, line + 2 :], 1 - before[:, line + 2 :], atol=1 / 255)


def test_only_the_visible_part_is_saved_when_asked_for(qtbot, window, restored) -> None:
    view = window.canvas.view
    view.resize(240, 160)
    view.set_zoom(8.0)
    seen = view.sight.visible_area
    assert 0 < seen.width() < 90
    dialog = comparison_dialog(qtbot, window)
    dialog.part_choice.setCurrentIndex(1)
    qtbot.mouseClick(dialog.has_words, Qt.MouseButton.LeftButton)
    saved = save_comparison(qtbot, dialog, "part.png")
    assert (saved.width, saved.height) == (seen.width(), seen.height())
    before = load_image(restored.path).pixels[seen.top() :, seen.left() :]
    np.testing.assert_allclose(saved.pixels[0, 0], before[0, 0], atol=1 / 255)


def test_a_comparison_never_replaces_an_original(qtbot, session, window, restored) -> None:
    original = restored.path.read_bytes()
    dialog = comparison_dialog(qtbot, window)
    dialog.fields.name.setText(restored.path.name)
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)  # before it is known
    qtbot.waitUntil(lambda: "is an original" in notice(window), timeout=WAIT_MS)
    assert restored.path.read_bytes() == original


# --- plans ---------------------------------------------------------------------------------------

BLUR = Plan((Step(Distortion.MOTION_BLUR, "motion-test", strength=0.5),))


def test_a_plan_is_saved_and_opened_on_another_photograph_as_one_undo(
    qtbot, session, window, restored, photograph, tmp_path, monkeypatch
) -> None:
    session.edit_plan(BLUR)
    proposed = []
    monkeypatch.setattr(
        "restorer_app.gui.dialogs.ask_plan_target",
        lambda _, path: proposed.append(path) or path,
    )
    choose_from_menu(window, "Save the plan")
    plan_file = tmp_path / "Oma.png.plan.json"
    qtbot.waitUntil(plan_file.exists, timeout=WAIT_MS)
    assert proposed == [plan_file]
    assert read_plan(plan_file) == BLUR

    drop(window, photograph("b.png"))
    qtbot.waitUntil(lambda: session.current.mark is Mark.DIAGNOSED, timeout=WAIT_MS)
    old = session.current.plan
    monkeypatch.setattr("restorer_app.gui.dialogs.ask_plan", lambda *_: plan_file)
    window.header.open_plan_pressed.emit()
    qtbot.waitUntil(lambda: session.current.plan == BLUR, timeout=WAIT_MS)
    assert "Plan 'Oma.png.plan.json'" in window.header.undo_button.toolTip()
    assert len(window.inspector.plan.rows) == 1
    session.undo()
    assert session.current.plan == old


def test_a_dropped_plan_is_applied_and_not_opened_as_a_photograph(
    qtbot, session, window, bench, restored, tmp_path
) -> None:
    write_plan(BLUR, tmp_path / "blur.plan.json", overwrite=False)
    drop(window, tmp_path / "blur.plan.json")
    qtbot.waitUntil(lambda: session.current.plan == BLUR, timeout=WAIT_MS)
    assert len(session.documents) == 1
    qtbot.mouseClick(window.inspector.action_area.restore_button, Qt.MouseButton.LeftButton)
    wait_for_marks(qtbot, session, Mark.RESTORED)
    assert bench.calls[-1] == "restore motion_blur:0.5:True"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "this is not a repair plan"),
        (b"{}", "this is not a repair plan"),
        (b'{"format": 99, "steps": []}', "format 99"),
        (b'{"format": 1, "steps": [{"distortion": "dust"}]}', "'dust' is no distortion"),
        (b"\xff\xd8\xff\xe0 a photograph", "not written in text"),
        (b" " * 16_000_001, "far too large"),
        (None, "there is no such file"),
    ],
)
def test_a_broken_plan_is_told_and_changes_nothing(
    qtbot, session, window, restored, tmp_path, content, words
) -> None:
    old = session.current.plan
    path = tmp_path / "broken.plan.json"
    if content is not None:
        path.write_bytes(content)
    drop(window, path)
    qtbot.waitUntil(lambda: words in notice(window), timeout=WAIT_MS)
    assert "'broken.plan.json'" in notice(window)
    assert session.current.plan == old


def test_a_plan_without_a_photograph_says_what_to_do(session, window, tmp_path) -> None:
    write_plan(BLUR, tmp_path / "a.plan.json", overwrite=False)
    drop(window, tmp_path / "a.plan.json")
    assert "needs an open file" in window.canvas.drop_area._notice.text()
    assert session.documents == ()


# --- dragging out --------------------------------------------------------------------------------


class Drag:
    """Stands for QDrag, which would wait for a hand: keeps what it is given."""

    def __init__(self, source: object) -> None:
        self.source = source
        drags.append(self)

    def setMimeData(self, data: QMimeData) -> None:  # noqa: N802 - Qt's name
        self.data = data

    def setPixmap(self, pixmap: object) -> None:  # noqa: N802 - Qt's name
        self.pixmap = pixmap

    def exec(self, action: Qt.DropAction) -> None:
        self.action = action


drags: list[Drag] = []


@pytest.fixture
def dragging(monkeypatch: pytest.MonkeyPatch) -> list[Drag]:
    drags.clear()
    monkeypatch.setattr("restorer_app.gui.saving.drag_out.QDrag", Drag)
    monkeypatch.setattr("restorer_app.gui.saving.drag_out._is_held", lambda: True)
    return drags


def drag_from_strip(qtbot, window) -> None:
    strip = window.strip
    start = strip.visualRect(strip.currentIndex()).center()
    viewport, left = strip.viewport(), Qt.MouseButton.LeftButton
    qtbot.mousePress(viewport, left, pos=start)
    qtbot.mouseMove(viewport, start + QPoint(0, 4))
    strip.startDrag(Qt.DropAction.CopyAction)  # which Qt calls once the hand has moved far enough
    qtbot.mouseRelease(viewport, left, pos=start)


def dragged_file(drag: Drag) -> Path:
    (url,) = drag.data.urls()
    return Path(url.toLocalFile())


def test_a_result_that_is_not_saved_is_dragged_out_as_a_file_with_its_name(
    qtbot, session, window, restored, dragging
) -> None:
    drag_from_strip(qtbot, window)
    qtbot.waitUntil(lambda: len(dragging) == 1, timeout=WAIT_MS)
    path = dragged_file(dragging[0])
    assert path.name == "Oma-restored.png"
    assert path.is_relative_to(session.folder.path)
    expected = restored.restored.image.pixels
    np.testing.assert_allclose(load_image(path).pixels, expected, atol=0.6 / 255)
    assert dragging[0].data.hasImage()
    assert QImage(dragging[0].data.imageData()).width() == 90
    assert dragging[0].action is Qt.DropAction.CopyAction
    assert restored.is_unsaved
    drag_from_strip(qtbot, window)
    qtbot.waitUntil(lambda: len(dragging) == 2, timeout=WAIT_MS)
    assert dragged_file(dragging[1]) == path, "written once"


def test_a_saved_result_is_dragged_as_the_file_that_it_is(
    qtbot, session, window, restored, dragging, tmp_path
) -> None:
    session.save_as(restored, tmp_path / "mine.tif", may_replace=False)
    wait_for_marks(qtbot, session, Mark.SAVED)
    drag_from_strip(qtbot, window)
    qtbot.waitUntil(lambda: len(dragging) == 1, timeout=WAIT_MS)
    assert dragged_file(dragging[0]) == tmp_path / "mine.tif"
    (tmp_path / "mine.tif").unlink()
    drag_from_strip(qtbot, window)
    qtbot.waitUntil(lambda: len(dragging) == 2, timeout=WAIT_MS)
    assert dragged_file(dragging[1]).exists()


def test_the_dragged_file_is_written_as_it_would_be_saved(
    qtbot, session, window, restored, dragging
) -> None:
    window._memory.note_save_choices(SaveChoices("JPEG"))
    drag_from_strip(qtbot, window)
    qtbot.waitUntil(lambda: len(dragging) == 1, timeout=WAIT_MS)
    assert dragged_file(dragging[0]).name == "Oma-restored.jpg"


def test_nothing_is_dragged_without_a_result_or_after_letting_go(
    qtbot, session, window, photograph, dragging, monkeypatch
) -> None:
    drop(window, photograph("a.png"))
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    model = window.strip.documents
    assert not model.flags(model.index(0)) & Qt.ItemFlag.ItemIsDragEnabled
    drag_from_strip(qtbot, window)
    restore_and_wait(qtbot, window, session)
    assert model.flags(model.index(0)) & Qt.ItemFlag.ItemIsDragEnabled
    monkeypatch.setattr("restorer_app.gui.saving.drag_out._is_held", lambda: False)
    drag_from_strip(qtbot, window)
    qtbot.waitUntil(lambda: session.jobs.disc.is_idle, timeout=WAIT_MS)
    assert dragging == []


# --- the clipboard -------------------------------------------------------------------------------


def test_transparency_is_copied_as_it_is(qtbot, session, window, tmp_path) -> None:
    alpha = np.ones((60, 90), np.float32)
    alpha[:30] = 0.2
    pixels = np.random.default_rng(1).random((60, 90, 3), dtype=np.float32)
    save_image(Image(pixels, alpha=alpha), tmp_path / "clear.png")
    drop(window, tmp_path / "clear.png")
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    qtbot.waitUntil(lambda: session.current.before is not None, timeout=WAIT_MS)
    qtbot.keyClick(window, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.status.text == "Copied.", timeout=WAIT_MS)
    copied = QApplication.clipboard().image()
    assert copied.hasAlphaChannel()
    assert copied.pixelColor(5, 5).alpha() == 51
    assert copied.pixelColor(5, 50).alpha() == 255
    red = copied.pixelColor(5, 50).redF()
    assert red == pytest.approx(pixels[50, 5, 0], abs=1 / 255)


def test_a_very_large_photograph_is_copied_smaller_and_says_so(
    qtbot, session, window, restored, monkeypatch
) -> None:
    monkeypatch.setattr(file_tasks, "MOST_COPIED_PIXELS", 60 * 90 // 4)
    choose_from_menu(window, "Copy")
    qtbot.waitUntil(lambda: "45 x 30 pixels" in window.status.text, timeout=WAIT_MS)
    image = QApplication.clipboard().image()
    assert (image.width(), image.height()) == (45, 30)


def test_a_photograph_that_is_gone_can_not_be_copied_and_says_so(
    qtbot, session, window, photograph
) -> None:
    drop(window, photograph("a.png"))
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    qtbot.waitUntil(lambda: session.current.before is not None, timeout=WAIT_MS)
    session.current.path.unlink()
    choose_from_menu(window, "Copy")
    qtbot.waitUntil(lambda: "'a.png'" in notice(window), timeout=WAIT_MS)
    assert "no such file" in notice(window)


def test_a_plan_copied_in_a_file_manager_is_applied(
    qtbot, session, window, restored, tmp_path
) -> None:
    write_plan(BLUR, tmp_path / "Blur für Oma.plan.json", overwrite=False)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "Blur für Oma.plan.json"))])
    QApplication.clipboard().setMimeData(data)
    qtbot.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: session.current.plan == BLUR, timeout=WAIT_MS)


def test_a_picture_copied_from_a_web_page_is_pasted_not_its_address(
    qtbot, session, window, user_home
) -> None:
    data, image = QMimeData(), QImage(40, 30, QImage.Format.Format_ARGB32)
    image.fill(0x80FF0000)
    data.setUrls([QUrl("https://example.org/oma.jpg")])
    data.setImageData(image)
    QApplication.clipboard().setMimeData(data)
    qtbot.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(session.documents) == 1, timeout=WAIT_MS)
    pasted = load_image(session.documents[0].path)
    assert (pasted.width, pasted.height) == (40, 30)
    assert pasted.alpha is not None
    assert pasted.alpha.max() == pytest.approx(128 / 255)


@pytest.mark.parametrize("way", ["button", "Esc"])
def test_a_comparison_that_is_being_saved_can_be_cancelled_and_leaves_nothing(
    qtbot, session, window, restored, monkeypatch, way: str
) -> None:
    begun, may_go_on = threading.Event(), threading.Event()

    def draw_slowly(before: Image, after: Image, **_: object) -> Image:
        begun.set()
        may_go_on.wait(WAIT_MS / 1000)
        return after

    monkeypatch.setattr("restorer_app.media.comparison.draw_comparison", draw_slowly)
    folder = restored.path.parent
    there = sorted(folder.iterdir())
    dialog = comparison_dialog(qtbot, window)
    dialog.fields.name.setText("both.png")
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(begun.is_set, timeout=WAIT_MS)
    assert window.status.text.startswith("Saving both.png")
    if way == "button":
        qtbot.mouseClick(window.status._cancel, Qt.MouseButton.LeftButton)
    else:
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow, timeout=WAIT_MS)
        qtbot.keyClick(window, Qt.Key.Key_Escape)
    may_go_on.set()
    qtbot.waitUntil(lambda: session.errands.phrase == "", timeout=WAIT_MS)
    assert window.status._cancel.isHidden()
    assert "Saved" not in window.status.text
    assert sorted(folder.iterdir()) == there
    assert restored.has_result


def test_a_loaded_plan_is_carried_out_exactly_even_if_it_is_the_one_proposed(
    qtbot, session, window, bench, photograph, tmp_path
) -> None:
    drop(window, photograph("a.png"))
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    write_plan(session.current.plan, tmp_path / "same.plan.json", overwrite=False)
    drop(window, tmp_path / "same.plan.json")
    qtbot.waitUntil(lambda: session.current.is_plan_edited, timeout=WAIT_MS)
    assert session.current.plan == session.current.proposed
    assert window.inspector.plan._back.isVisible()
    restore_and_wait(qtbot, window, session)
    wait_for_marks(qtbot, session, Mark.RESTORED)
    assert bench.calls[-1] == "restore jpeg:1:True white_noise:1:True"
    qtbot.mouseClick(window.inspector.plan._back, Qt.MouseButton.LeftButton)
    restore_and_wait(qtbot, window, session)
    qtbot.waitUntil(lambda: bench.calls[-1] == "restore automatically", timeout=WAIT_MS)


def test_what_the_program_did_with_its_own_plan_can_be_done_again_as_the_plan_says(
    qtbot, session, window, bench, restored, tmp_path
) -> None:
    assert not restored.can_restore
    write_plan(restored.plan, tmp_path / "same.plan.json", overwrite=False)
    drop(window, tmp_path / "same.plan.json")
    qtbot.waitUntil(lambda: restored.can_restore, timeout=WAIT_MS)
    session.undo()
    assert not restored.can_restore
    assert not restored.is_plan_edited
