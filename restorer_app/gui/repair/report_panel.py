"""What is being done and what was done: the passes, each step tried, and why it stopped."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from restorer_app.gui import words
from restorer_app.gui.translation import tr as _tr
from restorer_app.gui.widgets.icons import Sign
from restorer_app.gui.widgets.labels import clear_layout, make_label
from restorer_app.restoration.course import Course, Outcome, RestoredRecording, StepReport
from restorer_app.restoration.plan import Step

if TYPE_CHECKING:
    from restorer_app.gui.documents.document import Document
    from restorer_app.restoration.course import RestoredFile


class StepLine(QWidget):
    """One step: a sign, its name, what became of it, and where it was left out the reason."""

    def __init__(self, sign: Sign, step: Step, outcome: str, reason: str = "") -> None:
        super().__init__()
        name = _tr(step.distortion.label)
        self.setAccessibleName(". ".join(part for part in (f"{name}: {outcome}", reason) if part))
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(8)
        layout.setVerticalSpacing(0)
        layout.setColumnStretch(1, 1)
        layout.addWidget(sign, 0, 0)
        layout.addWidget(make_label(name, "text", wraps=False), 0, 1)
        layout.addWidget(make_label(outcome, "small", wraps=False, is_right=True), 0, 2)
        if reason:
            layout.addWidget(make_label(reason, "small"), 1, 1, 1, 2)


class ReportPanel(QWidget):
    """The second section on the right, seen while something is restored and afterwards."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Course | RestoredFile | None = None
        self._title = make_label("", "section")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._title)
        layout.addLayout(self._lines)

    def set_document(self, document: Document) -> None:
        """The course of the loop while it runs, else the result, else nothing."""
        self.setVisible(document.course is not None or document.restored is not None)
        if document.course is not None:
            self._show_course(document.course)
        else:
            self._show_restored(document.restored)

    def sentences(self) -> list[str]:
        """What is listed, as a screen reader would say it."""
        items = [self._lines.itemAt(i) for i in range(self._lines.count())]
        widgets = [widget for item in items if item and (widget := item.widget())]
        return [w.text() if isinstance(w, QLabel) else w.accessibleName() for w in widgets]

    def _show_course(self, course: Course) -> None:
        if course == self._shown:
            return
        self._start(course, self.tr("What is being done"))
        self._add_passes(course.reports, course)
        if course.stop_reason:
            self._add_reason(course.stop_reason)
            if any(report.outcome is Outcome.APPLIED for report in course.reports):
                text = self.tr("Now repairing the whole photograph.")
                self._lines.addWidget(make_label(text, "muted"))
        elif course.trying is None and not course.reports:
            self._lines.addWidget(make_label(self.tr("Finding out what helps …"), "muted"))

    def _show_restored(self, restored: RestoredFile | None) -> None:
        if restored is self._shown:
            return  # made anew, the lines would flicker with every move of a slider
        self._start(restored, self.tr("What was done"))
        if restored is None:
            return
        if restored.is_unchanged:
            text = self.tr("Nothing helped, so the photograph stays as it is.")
            if isinstance(restored, RestoredRecording):
                text = self.tr("Nothing was changed: the recording stays as it is.")
            self._lines.addWidget(make_label(text, "text"))
        is_told = restored.before is None or isinstance(restored, RestoredRecording)
        if is_told:
            self._add_steps(restored.reports, is_told=True)
        else:
            self._add_passes(restored.reports)
        self._add_reason(restored.stop_reason)

    def _start(self, shown: Course | RestoredFile | None, title: str) -> None:
        self._shown = shown
        self._title.setText(title)
        clear_layout(self._lines)

    def _add_passes(self, reports: Sequence[StepReport], course: Course | None = None) -> None:
        """The steps under the passes they belong to; the one being tried is the last."""
        last = 0
        for last, steps in groupby(reports, key=lambda report: report.pass_number):
            self._add_heading(self.tr("Pass {n}").format(n=last))
            self._add_steps(tuple(steps))
        if course is not None and course.trying is not None:
            if course.pass_number != last:
                self._add_heading(self.tr("Pass {n}").format(n=course.pass_number))
            sign = Sign("mark-working", "accent", 16)
            self._lines.addWidget(StepLine(sign, course.trying, self.tr("being tried …")))

    def _add_steps(self, reports: Sequence[StepReport], *, is_told: bool = False) -> None:
        for report in reports:
            time = words.duration_phrase(report.seconds)
            if report.outcome is Outcome.DROPPED:
                sign = Sign("close", "muted", 16)
                outcome = self.tr("left out · {time}").format(time=time)
            else:
                sign = Sign("mark-restored", "good", 16)
                strength = words.percent(report.step.strength)
                done = strength if is_told else self.tr("kept")
                outcome = self.tr("{done} · {time}").format(done=done, time=time)
            reason = words.reason_phrase(report.reason, report.step.distortion)
            self._lines.addWidget(StepLine(sign, report.step, outcome, reason))

    def _add_heading(self, text: str) -> None:
        self._lines.addWidget(make_label(text, "small", wraps=False))

    def _add_reason(self, stop_reason: str) -> None:
        self._add_heading(self.tr("Why it stopped"))
        label = make_label(words.stop_phrase(stop_reason), "text")
        label.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._lines.addWidget(label)
