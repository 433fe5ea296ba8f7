from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest

from restorer_app.distortions import Distortion
from restorer_app.gui.compare.compare_view import CompareView
from restorer_app.gui.compare.picture import make_picture
from restorer_app.gui.documents.document import Document
from restorer_app.gui.repair.face_panel import FacePanel
from restorer_app.media.image import Image
from restorer_app.media.region import Region
from restorer_app.restoration.course import Restored
from restorer_app.restoration.diagnosis import Diagnosis
from restorer_app.restoration.face import Face, FaceChoice, FaceReport
from restorer_app.restoration.plan import Plan, Step

STEP = Step(Distortion.FACES, "faces")
LEFT = Qt.MouseButton.LeftButton
SOFT = Face(Region(20, 20, 60, 60), 0.9, probability=0.9, severity=3.0)
SHARP = Face(Region(150, 40, 40, 40), 0.9)


@pytest.fixture
def document() -> Document:
    """One soft and one sharp face, and a step about them; faces are white on black."""
    pixels = np.zeros((200, 300, 3), np.float32)
    for face in (SOFT, SHARP):
        pixels[face.box.slices] = 1
    return Document(
        Path("photo.png"),
        before=make_picture(pixels),
        diagnosis=Diagnosis(0.9, (), faces=(SOFT, SHARP)),
        plan=Plan((Step(Distortion.JPEG, "jpeg"), STEP)),
    )


@pytest.fixture
def panel(qtbot, document: Document) -> FacePanel:
    """It takes over every edit, as it is by the session."""
    panel = FacePanel()
    qtbot.addWidget(panel)
    panel.set_document(document)

    def take_over(plan: Plan) -> None:
        document.plan = plan
        panel.set_document(document)

    panel.plan_edited.connect(take_over)
    panel.resize(300, 400)
    panel.show()
    return panel


def chosen(document: Document) -> tuple[FaceChoice, ...]:
    return document.plan.steps[1].faces or ()


def test_every_face_is_listed_and_those_that_need_it_are_on(panel: FacePanel) -> None:
    soft, sharp = panel.rows
    assert (soft._switch.isChecked(), sharp._switch.isChecked()) == (True, False)
    assert "Soft" in soft.state
    assert "Sharp" in sharp.state
    assert not soft.remove_button.isVisible()


def test_a_thumbnail_shows_the_face(panel: FacePanel) -> None:
    image = panel.rows[0]._picture.pixmap().toImage()
    assert image.pixelColor(image.width() // 2, image.height() // 2).lightness() > 250


def test_a_switch_and_a_strength_become_choices_of_the_step(
    panel: FacePanel, document: Document
) -> None:
    panel.rows[1]._switch.click()
    panel.rows[0]._slider.setValue(40)
    assert chosen(document) == (FaceChoice(SOFT.box, strength=0.4), FaceChoice(SHARP.box))
    assert document.plan.steps[0] == Step(Distortion.JPEG, "jpeg")


def test_rows_stay_while_a_slider_is_moved(panel: FacePanel) -> None:
    rows = panel.rows
    panel.rows[0]._slider.setValue(70)
    assert panel.rows == rows


def test_it_is_seen_only_with_a_step_about_faces_that_is_on(
    panel: FacePanel, document: Document
) -> None:
    for steps in ((), (replace(STEP, is_on=False),)):
        document.plan = Plan(steps)
        panel.set_document(document)
        assert panel.isHidden()


def test_a_box_by_hand_is_a_face_that_can_be_taken_away_again(
    panel: FacePanel, document: Document
) -> None:
    panel.add_box(QRect(220, 100, 50, 50))
    assert chosen(document)[-1] == FaceChoice(Region(220, 100, 50, 50), is_by_hand=True)
    assert not panel.rows[2].remove_button.isHidden()
    panel.rows[2].remove_button.click()
    assert [choice.box for choice in chosen(document)] == [SOFT.box, SHARP.box]


def test_nothing_drawn_is_no_face(panel: FacePanel, document: Document) -> None:
    panel.add_box(QRect())
    assert chosen(document) == ()


def test_pointing_at_a_row_shows_where_its_face_is(qtbot, panel: FacePanel) -> None:
    told: list[Region | None] = []
    panel.face_pointed_at.connect(told.append)
    point = QPoint(5, 5).toPointF()
    panel.rows[1].enterEvent(QEnterEvent(point, point, point))
    panel.rows[1].leaveEvent(QEnterEvent(point, point, point))
    assert told == [SHARP.box, None]


def test_after_a_restoration_each_face_says_what_became_of_it(
    panel: FacePanel, document: Document
) -> None:
    reports = (
        FaceReport(SOFT.box, 0.5, 0.96, "All of it would have made it another face."),
        FaceReport(SHARP.box, 0.0, reason="It is sharp already."),
    )
    image = Image(np.zeros((200, 300, 3), np.float32))
    document.restored = Restored(image, document.plan, (), None, None, "", faces=reports)
    document.carried_out, document.is_plan_edited = document.plan, True
    panel.set_document(document)
    soft, sharp = (row.state for row in panel.rows)
    assert "50" in soft
    assert "96" in soft
    assert "another face" in soft
    assert "sharp already" in sharp


def test_a_photograph_without_faces_says_so(panel: FacePanel, document: Document) -> None:
    document.diagnosis = Diagnosis(0.9, ())
    panel.set_document(document)
    assert panel.rows == ()
    assert panel._note.isVisible()


def test_what_is_drawn_when_the_step_is_gone_is_no_face(
    panel: FacePanel, document: Document
) -> None:
    document.plan = Plan()
    panel.set_document(document)
    panel.add_box(QRect(220, 100, 50, 50))
    assert document.plan == Plan()


# --- the canvas -----------------------------------------------------------------------------------


@pytest.fixture
def view(qtbot) -> CompareView:
    view = CompareView()
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.show()
    view.set_pictures(make_picture(np.full((200, 300, 3), 0.5, np.float32)), None)
    return view


def drag(view: CompareView, start: QPoint, end: QPoint) -> None:
    QTest.mousePress(view, LEFT, pos=start)
    QTest.mouseMove(view, end)
    QTest.mouseRelease(view, LEFT, pos=end)


def test_a_box_is_drawn_in_the_pixels_of_the_photograph(qtbot, view: CompareView) -> None:
    view.draw_box()
    with qtbot.waitSignal(view.box_drawn) as drawn:
        drag(view, QPoint(100, 100), QPoint(160, 150))
    (box,) = drawn.args
    start = view.sight.to_image(QPoint(100, 100).toPointF())
    assert abs(box.left() - start.x()) <= 1
    assert box.width() == pytest.approx(60 / view.zoom * view.devicePixelRatioF(), abs=2)
    assert QRect(0, 0, 300, 200).contains(box)


def test_a_click_or_esc_draws_nothing_and_the_next_drag_pans_again(
    qtbot, view: CompareView
) -> None:
    view.draw_box()
    with qtbot.waitSignal(view.box_drawn) as drawn:
        drag(view, QPoint(100, 100), QPoint(101, 101))
    assert drawn.args[0].isEmpty()
    view.draw_box()
    with qtbot.waitSignal(view.box_drawn) as drawn:
        QTest.keyClick(view, Qt.Key.Key_Escape)
    assert drawn.args[0].isEmpty()
    with qtbot.assertNotEmitted(view.box_drawn):
        drag(view, QPoint(100, 100), QPoint(160, 150))


def test_an_outlined_part_is_seen_on_the_canvas(view: CompareView) -> None:
    plain = view.grab().toImage()
    view.set_box(QRect(50, 50, 80, 60))
    outlined = view.grab().toImage()
    assert outlined != plain
    view.set_box(QRect())
    assert view.grab().toImage() == plain


def test_another_photograph_ends_the_drawing(qtbot, view: CompareView) -> None:
    view.draw_box()
    QTest.mousePress(view, LEFT, pos=QPoint(100, 100))
    QTest.mouseMove(view, QPoint(160, 150))
    with qtbot.waitSignal(view.box_drawn) as drawn:
        view.set_pictures(make_picture(np.zeros((200, 300, 3), np.float32)), None)
    assert drawn.args[0].isEmpty()
