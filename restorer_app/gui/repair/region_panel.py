"""Which part of a recording is restored: all of it, or the region that is chosen."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from restorer_app.gui import words
from restorer_app.gui.documents.document import Document
from restorer_app.gui.widgets.labels import make_label
from restorer_app.gui.widgets.switch import Switch
from restorer_app.restoration.plan import Plan

Seconds = tuple[float, float]
"""Where a region begins and ends."""


class RegionPanel(QWidget):
    """Reports a plan whose steps are done to the region alone; a region that moves takes it along.

    Only seen while a recording has a plan.
    """

    plan_edited = Signal(object)  # Plan

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan = Plan()
        self._region: Seconds | None = None
        self.switch = Switch(self.tr("Only the chosen region"))
        self.switch.toggled.connect(self._report)
        self._note = make_label("", "small")
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.switch)
        line.addWidget(make_label(self.switch.accessibleName(), "text", wraps=False), 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(line)
        layout.addWidget(self._note)
        self.hide()

    @property
    def sentence(self) -> str:
        return self._note.text()

    def set_document(self, document: Document) -> None:
        self._plan = document.plan
        is_open = document.diagnosis is not None and bool(document.plan.steps)
        self.setVisible(document.is_recording and is_open)
        self.setEnabled(not document.is_busy)
        self._show()

    def set_region(self, region: Seconds | None) -> None:
        """What is chosen in the recording; nothing where all of it is."""
        self._region = region
        is_followed = self._span is not None and region is not None and self.isEnabled()
        if is_followed and region != self._span:
            self.plan_edited.emit(self._with_span(region))
        self._show()

    @property
    def _span(self) -> Seconds | None:
        """What the plan is confined to."""
        spans = {step.span for step in self._plan.steps}
        return next(iter(spans)) if len(spans) == 1 else None

    def _show(self) -> None:
        if self.isHidden():
            return
        span = self._span
        self.switch.blockSignals(True)
        self.switch.setChecked(span is not None)
        self.switch.blockSignals(False)
        self.switch.setEnabled(span is not None or self._region is not None)
        if span is not None:
            told = self.tr("{region}. Everything else stays as it is, to the last sample.")
            self._note.setText(told.format(region=words.span_words(span)))
        elif self._region is not None:
            self._note.setText(words.span_words(self._region))
        else:
            self._note.setText(self.tr("Drag over the recording to choose a region."))

    def _report(self, is_confined: bool) -> None:
        self.plan_edited.emit(self._with_span(self._region if is_confined else None))

    def _with_span(self, span: Seconds | None) -> Plan:
        return Plan(tuple(replace(step, span=span) for step in self._plan.steps))
