"""Faces: each face of the photograph with its own switch, and boxes drawn by hand."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from restorer_app.distortions import Distortion
from restorer_app.gui import words
from restorer_app.gui.compare.picture import Picture
from restorer_app.gui.documents.document import Document
from restorer_app.gui.repair.face_row import THUMBNAIL_PX, FaceRow
from restorer_app.gui.widgets.labels import make_label, make_link
from restorer_app.media.region import Region
from restorer_app.restoration.course import Restored
from restorer_app.restoration.face import (
    Face,
    FaceChoice,
    FaceReport,
    choices_for,
    is_same_place,
    with_choice,
)
from restorer_app.restoration.plan import Plan

_SHARPEST = 2
"""Screens have up to so many device pixels to one, about."""


class FacePanel(QWidget):
    """Below the plan, where a step of it is about faces; reports an edited plan."""

    plan_edited = Signal(object)  # Plan
    face_pointed_at = Signal(object)  # Region | None
    box_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan, self._place = Plan(), 0
        self._choices: tuple[FaceChoice, ...] = ()
        self._picture: Picture | None = None
        self._rows: list[FaceRow] = []
        self._note = make_label("", "small")
        self._add = make_link(self.tr("+ Add a face by hand"))
        self._add.setToolTip(self.tr("Draw a box around a face that was not found"))
        self._add.clicked.connect(self._ask_for_box)
        self._row_layout = QVBoxLayout()
        self._row_layout.setSpacing(4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(make_label(self.tr("Faces"), "section"))
        layout.addLayout(self._row_layout)
        layout.addWidget(self._note)
        layout.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def rows(self) -> tuple[FaceRow, ...]:
        return tuple(self._rows)

    def set_document(self, document: Document) -> None:
        """Show its faces, if its plan has a step about them that is on."""
        steps = document.plan.steps
        of_faces = [i for i, s in enumerate(steps) if s.distortion is Distortion.FACES and s.is_on]
        is_open = document.diagnosis is not None and document.course is None
        self.setVisible(bool(of_faces) and is_open)
        if not of_faces or document.diagnosis is None:
            self.face_pointed_at.emit(None)
            return
        self._plan, self._place = document.plan, of_faces[0]
        found = document.diagnosis.faces
        choices = choices_for(found, steps[self._place].faces)
        self._show(tuple(c for c in choices if c.is_by_hand or _of(c, found)), document)

    def add_box(self, box: QRect) -> None:
        """Take what was drawn in the photograph for a face; nothing when it is empty."""
        if box.isEmpty() or self.isHidden():
            self._note.setVisible(not self._choices)
            return
        region = Region(box.left(), box.top(), box.width(), box.height())
        self._edit((*self._choices, FaceChoice(region, is_by_hand=True)))

    def _show(self, choices: tuple[FaceChoice, ...], document: Document) -> None:
        assert document.diagnosis is not None
        boxes = [choice.box for choice in choices]
        is_other = boxes != [c.box for c in self._choices] or document.before is not self._picture
        self._choices, self._picture = choices, document.before
        if is_other:
            self._rebuild()
        for row, choice in zip(self._rows, choices, strict=True):
            row.set_choice(choice, _state_of(choice, document))
        self._note.setText(self.tr("No face was found in this photograph."))
        self._note.setVisible(not choices)

    def _rebuild(self) -> None:
        self.face_pointed_at.emit(None)  # a row that goes can not say that nobody points at it
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = [
            FaceRow(i + 1, is_by_hand=choice.is_by_hand) for i, choice in enumerate(self._choices)
        ]
        for row, choice in zip(self._rows, self._choices, strict=True):
            if self._picture is not None:
                row.set_picture(_crop(self._picture, choice.box))
            row.switched.connect(self._switch)
            row.strength_changed.connect(self._set_strength)
            row.removed.connect(self._remove)
            row.pointed_at.connect(self._point_at)
            self._row_layout.addWidget(row)

    def _switch(self, row: FaceRow, is_on: bool) -> None:
        self._edit(with_choice(self._choices, self._rows.index(row), is_on=is_on))

    def _set_strength(self, row: FaceRow, strength: float) -> None:
        self._edit(with_choice(self._choices, self._rows.index(row), strength=strength))

    def _remove(self, row: FaceRow) -> None:
        place = self._rows.index(row)
        self.face_pointed_at.emit(None)
        self._edit(self._choices[:place] + self._choices[place + 1 :])

    def _edit(self, choices: tuple[FaceChoice, ...]) -> None:
        self.plan_edited.emit(self._plan.with_step(self._place, faces=choices))

    def _point_at(self, row: FaceRow, is_on_it: bool) -> None:
        if row in self._rows:
            box = self._choices[self._rows.index(row)].box
            self.face_pointed_at.emit(box if is_on_it else None)

    def _ask_for_box(self) -> None:
        self._note.setText(self.tr("Draw a box around the face in the photograph. Esc gives up."))
        self._note.show()
        self.box_wanted.emit()


def _of(choice: FaceChoice, faces: tuple[Face, ...]) -> Face | None:
    """The face that a choice is about."""
    return next((face for face in faces if is_same_place(choice.box, face.box)), None)


def _state_of(choice: FaceChoice, document: Document) -> str:
    """What became of it; before that, how it looks."""
    reports: tuple[FaceReport, ...] = ()
    if isinstance(document.restored, Restored) and document.is_carried_out:
        reports = document.restored.faces
    report = next((each for each in reports if is_same_place(each.box, choice.box)), None)
    if report is not None:
        return words.face_outcome_phrase(report)
    assert document.diagnosis is not None
    return words.face_state_phrase(_of(choice, document.diagnosis.faces))


def _crop(picture: Picture, box: Region) -> QImage:
    """A face, from the smallest level that is fine enough for its thumbnail."""
    level, scale = picture.levels[0], 1.0
    for smaller in picture.levels[1:]:
        share = smaller.width() / picture.levels[0].width()
        if box.width * share >= _SHARPEST * THUMBNAIL_PX:
            level, scale = smaller, share
    sides = (box.left, box.top, box.width, box.height)
    return level.copy(QRect(*(round(value * scale) for value in sides)))
