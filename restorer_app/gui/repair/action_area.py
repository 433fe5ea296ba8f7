"""The foot of the right panel: the one thing to do next, and what may be done besides."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from restorer_app.gui import words
from restorer_app.gui.documents.document import Document
from restorer_app.gui.widgets.labels import make_label, set_role
from restorer_app.gui.widgets.mirroring import is_mirrored, placed
from restorer_app.gui.widgets.theme import current_tokens


class WorkBar(QWidget):
    """Takes the place of the primary button while the photograph is restored."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._fraction = "", 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(120, 36)

    def set_progress(self, text: str, fraction: float) -> None:
        self._text, self._fraction = text, fraction
        self.setAccessibleName(text)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current_tokens()
        area = QRectF(self.rect())
        shape = QPainterPath()
        shape.addRoundedRect(area, 6, 6)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipPath(shape)
        done = area.width() * min(max(self._fraction, 0.0), 1.0)
        # The text is painted twice, so that it is readable on both sides of the edge.
        for left, right, ground, ink in (
            (0.0, done, tokens.accent, tokens.on_accent),
            (done, area.width(), tokens.line, tokens.text),
        ):
            part = QRectF(left, 0, right - left, area.height())
            part = placed(part, area, mirrored=is_mirrored(self))
            painter.setClipPath(shape)
            painter.setClipRect(part, Qt.ClipOperation.IntersectClip)
            painter.fillRect(part, QColor(ground))
            painter.setPen(QColor(ink))
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self._text)
        painter.end()


class ActionArea(QWidget):
    """Restore, then Save as; while restoring, progress. Reports what was pressed."""

    restore_pressed = Signal()
    save_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("actionArea")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.restore_button = QPushButton(self.tr("Restore"))
        self.restore_button.clicked.connect(self.restore_pressed)
        self.save_button = QPushButton(self.tr("Save as …"))
        self.save_button.clicked.connect(self.save_pressed)
        for button in (self.restore_button, self.save_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._work_bar = WorkBar()
        self._note = make_label("", "small")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        for widget in (self._note, self._work_bar, self.restore_button, self.save_button):
            layout.addWidget(widget)

    def set_document(self, document: Document) -> None:
        is_working = document.is_restoring or document.is_waiting_for_restore or document.is_saving
        if document.is_waiting_for_restore:
            self._work_bar.set_progress(self.tr("Waiting for its turn"), 0.0)
        elif document.is_restoring and self._work_bar.isHidden():
            self._work_bar.set_progress(self.tr("Restoring"), 0.0)
        elif document.is_saving and self._work_bar.isHidden():
            self._work_bar.set_progress(self.tr("Saving"), 0.0)
        self._work_bar.setVisible(is_working)
        self.restore_button.setText(
            self.tr("Restore again") if document.restored else self.tr("Restore")
        )
        is_restore_next = document.can_restore or not document.has_result
        self.restore_button.setVisible(
            not is_working and is_restore_next and bool(document.plan.steps)
        )
        self.restore_button.setEnabled(document.can_restore)
        self.save_button.setVisible(document.has_result and not is_working)
        self.save_button.setEnabled(document.can_save)
        is_save_primary = not document.can_restore and document.saved_as is None
        set_role(self.restore_button, "primary")
        set_role(self.save_button, "primary" if is_save_primary else "")
        self._note.setText(self._note_on(document))
        self._note.setVisible(bool(self._note.text()))
        has_anything = any(
            not widget.isHidden()
            for widget in (self._note, self._work_bar, self.restore_button, self.save_button)
        )
        self.setVisible(has_anything)

    def set_progress(self, step: str, fraction: float) -> None:
        """What is being done to the photograph that is shown."""
        text = words.percent(fraction)
        self._work_bar.set_progress(f"{step} · {text}" if step else text, fraction)

    def _note_on(self, document: Document) -> str:
        if document.saved_as is not None and not document.can_restore:
            return self.tr("Saved as {name}").format(name=document.saved_as.name)
        is_at_rest = document.diagnosis is not None and not document.is_busy
        if is_at_rest and document.plan.steps and not document.plan.active_steps:
            return self.tr("Switch a step on to restore.")
        return ""
