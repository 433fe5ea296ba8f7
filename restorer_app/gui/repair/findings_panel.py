"""What is wrong: the found distortions in words, most certain first."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from restorer_app.distortions import Distortion
from restorer_app.gui import words
from restorer_app.gui.documents.document import Document
from restorer_app.gui.translation import tr as _tr
from restorer_app.gui.widgets.focus_order import put_before
from restorer_app.gui.widgets.icons import Sign
from restorer_app.gui.widgets.labels import clear_layout, make_label, make_link
from restorer_app.gui.widgets.mirroring import mirror
from restorer_app.gui.widgets.theme import current_tokens
from restorer_app.restoration.diagnosis import Diagnosis, Finding

_ROW_PX, _SMALL_ROW_PX = 44, 24


class SeverityBar(QWidget):
    """Five segments, filled as far as the severity reaches."""

    def __init__(self, severity: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._severity = round(2 * severity) / 2  # slivers of a segment say nothing
        self.setFixedSize(QSize(64, 8))

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current_tokens()
        painter = QPainter(self)
        mirror(painter, self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for i in range(words.STRONGEST_SEVERITY):
            area = QRectF(i * 13, 1, 11, 6)
            painter.setBrush(QColor(tokens.line))
            painter.drawRoundedRect(area, 2, 2)
            area.setWidth(11 * min(max(self._severity - i, 0.0), 1.0))
            painter.setBrush(QColor(tokens.accent))
            painter.drawRoundedRect(area, 2, 2)
        painter.end()


class FindingRow(QWidget):
    """One distortion: its name, how strong, how sure, and after restoring what became of it."""

    def __init__(
        self,
        finding: Finding,
        diagnosis: Diagnosis,
        after: Diagnosis | None,
        can_be_repaired: bool,
    ) -> None:
        super().__init__()
        self.setToolTip(words.finding_details(finding, diagnosis))
        self.setAccessibleName(words.finding_sentence(finding, after))
        top = QHBoxLayout()
        top.addWidget(make_label(_tr(finding.distortion.label), "text", wraps=False), 1)
        top.addWidget(SeverityBar(finding.severity))
        sure = words.sure_phrase(finding)
        if after is None and not can_be_repaired:
            sure = self.tr("{sure}, no repair yet").format(sure=sure)
        below = QHBoxLayout()
        below.addWidget(make_label(sure, "small", wraps=False), 1)
        strength = words.strength_phrase(finding, after)
        below.addWidget(make_label(strength, "small", wraps=False, is_right=True))
        self.setFixedHeight(_ROW_PX)  # a full panel scrolls; layouts would rather squeeze
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.setSpacing(4)
        layout.addLayout(top)
        layout.addLayout(below)


class RestOfFindings(QWidget):
    """What was looked for and not found, folded away behind one line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._findings: tuple[Finding, ...] = ()
        self._has_found = False
        self.button = make_link()
        self.button.setCheckable(True)
        self.button.toggled.connect(self._show_folded)
        self._body = QWidget()
        self._rows = QVBoxLayout(self._body)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._body)

    def set_diagnosis(self, diagnosis: Diagnosis | None) -> None:
        """Show the rest of it. What the user has unfolded stays so for the next photograph."""
        found = diagnosis.found if diagnosis else ()
        self._has_found = bool(found)
        self._findings = tuple(f for f in diagnosis.findings if f not in found) if diagnosis else ()
        clear_layout(self._rows)
        self.setVisible(bool(self._findings))
        self._show_folded()

    def sentences(self) -> list[str]:
        """What is unfolded, as a screen reader would say it."""
        if not self.button.isChecked():
            return []
        rows = [self._rows.itemAt(i) for i in range(self._rows.count())]
        return [widget.accessibleName() for row in rows if row and (widget := row.widget())]

    def _show_folded(self) -> None:
        if self.button.isChecked():
            text = self.tr("Hide what was not found")
        elif self._has_found:
            text = self.tr("%n others were not found …", "", len(self._findings))
        else:
            text = self.tr("What was looked for …")
        self.button.setText(text)
        if self.button.isChecked() and not self._rows.count():
            for finding in self._findings:  # only now: they are some fifty widgets, rarely seen
                self._rows.addWidget(self._row(finding))
        self._body.setVisible(self.button.isChecked())

    def _row(self, finding: Finding) -> QWidget:
        name, likely = _tr(finding.distortion.label), words.likely_phrase(finding)
        row = QWidget()
        row.setFixedHeight(_SMALL_ROW_PX)
        row.setToolTip(_tr(finding.distortion.help_text))
        row.setAccessibleName(f"{name}, {likely}")
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(make_label(name, "muted", wraps=False), 1)
        layout.addWidget(make_label(likely, "small", wraps=False, is_right=True))
        return row


class FindingsPanel(QWidget):
    """The first section on the right. Only shows; 'Look at it' is all it asks for."""

    look_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told: tuple[object, ...] = ()
        self._is_sound = False
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(make_label(self.tr("What is wrong"), "section"))
        layout.addLayout(self._rows)
        self.rest = RestOfFindings()
        layout.addWidget(self.rest)

    def set_document(self, document: Document, repairable: frozenset[Distortion]) -> None:
        after = document.restored.after if document.restored else None
        is_lost = not document.is_shown and document.problem is not None
        has_stopped = document.problem is not None or document.was_diagnosis_stopped
        is_looking = document.is_diagnosing or document.is_loading
        self._is_sound = document.is_recording
        state = (is_lost, has_stopped, is_looking, self._is_sound)
        told = (document.diagnosis, after, repairable, *state)
        if told == self._told:
            return  # made anew, the rows would flicker with every move of a slider
        self._told = told
        clear_layout(self._rows)
        self.rest.set_diagnosis(document.diagnosis)
        if document.diagnosis is None:
            self._add_not_diagnosed(is_lost, has_stopped, is_looking)
        elif not document.diagnosis.found:
            self._add_nothing_found(document.diagnosis)
        else:
            for finding in document.diagnosis.found:
                can_repair = finding.distortion in repairable
                self._rows.addWidget(FindingRow(finding, document.diagnosis, after, can_repair))

    def sentences(self) -> list[str]:
        """What is listed, as a screen reader would say it."""
        items = [self._rows.itemAt(i) for i in range(self._rows.count())]
        widgets = [widget for item in items if item and (widget := item.widget())]
        return [w.text() if isinstance(w, QLabel) else w.accessibleName() for w in widgets]

    def _add_nothing_found(self, diagnosis: Diagnosis) -> None:
        if diagnosis.is_clean:
            text = self.tr("Nothing is wrong with this photograph. It stays as it is.")
            if self._is_sound:
                text = self.tr("Nothing is wrong with this recording. It stays as it is.")
        else:
            text = self.tr("Nothing was found for certain. This photograph stays as it is.")
            if self._is_sound:
                text = self.tr("Nothing was found for certain. This recording stays as it is.")
        row = QWidget()
        row.setAccessibleName(text)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.setSpacing(12)
        layout.addWidget(Sign("mark-restored", "good", 24), 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(make_label(text, "text"), 1)
        self._rows.addWidget(row)

    def _add_not_diagnosed(self, is_lost: bool, has_stopped: bool, is_looking: bool) -> None:
        if is_lost:
            text = self.tr("This file could not be opened, so nothing is known about it.")
            self._rows.addWidget(make_label(text, "muted"))
        elif has_stopped:
            self._rows.addWidget(make_label(self.tr("Not looked at yet."), "muted"))
            button = QPushButton(
                self.tr("Listen to it") if self._is_sound else self.tr("Look at it")
            )
            button.setProperty("role", "link")
            button.clicked.connect(self.look_requested)
            self._rows.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            put_before(self.rest.button, [button])
        elif is_looking:
            text = self.tr("Looking at the photograph …")
            if self._is_sound:
                text = self.tr("Listening to the recording …")
            self._rows.addWidget(make_label(text, "muted"))
        else:
            self._rows.addWidget(make_label(self.tr("Will be looked at in a moment."), "muted"))
