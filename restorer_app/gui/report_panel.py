"""What was done: the steps kept, those left out with the reason, and why it stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from restorer_app.gui import words
from restorer_app.gui.icons import Sign
from restorer_app.gui.labels import clear_layout, make_label

if TYPE_CHECKING:
    from restorer_app.restoration.image import Restored, StepReport


class ReportPanel(QWidget):
    """The third section on the right, seen once something was restored."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._restored: Restored | None = None
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(make_label(self.tr("What was done"), "section"))
        layout.addLayout(self._lines)

    def set_restored(self, restored: Restored | None) -> None:
        self.setVisible(restored is not None)
        if restored is self._restored:
            return  # made anew, the lines would flicker with every move of a slider
        self._restored = restored
        clear_layout(self._lines)
        if restored is None:
            return
        if restored.is_unchanged:
            text = self.tr("Nothing helped, so the photograph stays as it is.")
            self._lines.addWidget(make_label(text, "text"))
        for report in restored.reports:
            self._lines.addWidget(self._line(report))
        if restored.stop_reason:
            self._lines.addWidget(make_label(words.as_sentence(restored.stop_reason), "muted"))

    def _line(self, report: StepReport) -> QWidget:
        is_kept = report.outcome == "applied"
        title = self.tr(report.step.distortion.label)
        if report.pass_number > 1:
            title = self.tr("{what}, round {n}").format(what=title, n=report.pass_number)
        if is_kept:
            details = self.tr("repaired in {time}, strength {strength}").format(
                time=words.duration_phrase(report.seconds),
                strength=words.percent(report.step.strength),
            )
        else:
            details = words.reason_phrase(report.reason, report.step.distortion)
        line = QWidget()
        text = QVBoxLayout()
        text.setSpacing(0)
        text.addWidget(make_label(title, "text", wraps=False))
        text.addWidget(make_label(details, "small"))
        layout = QHBoxLayout(line)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        sign = Sign("mark-restored", "good", 16) if is_kept else Sign("close", "muted", 16)
        layout.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(text, 1)
        return line
