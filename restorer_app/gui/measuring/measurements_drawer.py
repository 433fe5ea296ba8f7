"""The drawer below the photograph: what is measured before and after, and the histograms."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from restorer_app.gui.measuring.figures_table import FiguresTable
from restorer_app.gui.measuring.histograms import HISTOGRAM_WIDTH_PX, Histograms
from restorer_app.gui.measuring.measurement_words import (
    MeasurementGroup,
    as_text,
    measurement_groups,
)
from restorer_app.gui.measuring.sound_measurement_words import sound_measurement_groups
from restorer_app.gui.widgets.labels import make_label, make_link

if TYPE_CHECKING:
    from restorer_app.gui.documents.document import Document
    from restorer_app.metrics.audio.measurements import SoundMeasurements
    from restorer_app.metrics.measurements import Measurements

_MARGIN_PX, _SPACING_PX = 16, 24


class MeasurementsDrawer(QWidget):
    """Folded away to one line at first. Only shows; measuring is up to who listens."""

    opened = Signal()
    reference_pressed = Signal()
    reference_dropped = Signal(object)  # Path
    reference_removed = Signal()
    save_pressed = Signal(str)  # the suffix of the file that is wanted

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("measurements")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._shown: Measurements | SoundMeasurements | None = None
        self._groups: list[MeasurementGroup] = []
        self.fold_button = make_link(self.tr("Measurements"))
        self.fold_button.setCheckable(True)
        self.fold_button.setToolTip(self.tr("Noise, sharpness, light and more, in figures (I)"))
        self.fold_button.toggled.connect(self._fold)
        self.reference_button = make_link(self.tr("Compare with a reference …"))
        self.reference_button.setToolTip(
            self.tr("An undamaged picture of the same size, to measure how close the repair comes")
        )
        self.reference_button.clicked.connect(self._choose_reference)
        self.reference_menu = self._make_reference_menu()
        self.map_button = make_link(self.tr("Show where it differs"))
        self.map_button.setCheckable(True)
        self.map_button.setToolTip(
            self.tr("Colours over the photograph where it is unlike the reference (W)")
        )
        self.map_button.toggled.connect(self._name_map_button)
        self.save_button = self._make_save_button()
        self.copy_button = make_link(self.tr("Copy"))
        self.copy_button.setToolTip(self.tr("Copy the figures as text"))
        self.copy_button.clicked.connect(self._copy)
        self._waiting = make_label("", "muted", wraps=False)
        self._body = QWidget()
        self._document: Document | None = None
        self._told = ""
        self.setAcceptDrops(True)
        self.table = FiguresTable()
        self._histograms: Histograms | None = None
        self._lay_out()
        self._fold(False)

    @property
    def is_open(self) -> bool:
        return self.fold_button.isChecked()

    @property
    def measurements(self) -> Measurements | None:
        """What is shown of a photograph."""
        return _of_picture(self._shown)

    def tell(self, sentence: str) -> None:
        """Say what became of something that was asked for, until another is measured."""
        self._told = sentence
        self._waiting.setText(sentence)

    def set_document(self, document: Document | None) -> None:
        """Show what is known of it; until then that it is being measured."""
        measured = document.measurements if document else None
        if document is not self._document or measured is not self._shown:
            self._told = ""
        self._document = document
        is_measuring = document is not None and document.is_measuring
        self._waiting.setText(self.tr("Measuring …") if is_measuring else self._told)
        self._say_what_for()
        self._show_reference(document.reference if document else None)
        if measured is self._shown:
            return
        self._shown = measured
        self._groups = _groups_of(document, measured) if document and measured else []
        for button in (self.copy_button, self.save_button):
            button.setEnabled(bool(self._groups))
        pictures = self.measurements
        self.map_button.setEnabled(pictures is not None and pictures.quality_map is not None)
        self.table.set_groups(self._groups)
        self._make_room()
        if pictures is not None and self._histograms is not None:
            self._histograms.set_histograms(pictures.histogram_before, pictures.histogram_after)

    def sentences(self) -> list[str]:
        """What the table says, row by row."""
        rows = [row for group in self._groups for row in group.rows]
        return [f"{row.name}: {row.before} → {row.after}" for row in rows]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def event(self, event: QEvent) -> bool:
        """New figures have a width only once they are laid out."""
        is_done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._make_room()
        return is_done

    def _make_room(self) -> None:
        """Where both do not fit the figures go before the histogram."""
        self.table.fit(self.width() - 2 * _MARGIN_PX)
        if self._histograms is not None:
            taken = self.table.shown_width + 2 * _MARGIN_PX + _SPACING_PX
            has_room = self.width() >= taken + HISTOGRAM_WIDTH_PX
            self._histograms.setVisible(has_room and not self._is_sound)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(_MARGIN_PX, 4, _MARGIN_PX, 4)
        top.setSpacing(16)
        top.addWidget(self.fold_button)
        top.addWidget(self._waiting)
        top.addStretch(1)
        for button in (
            self.reference_button,
            self.map_button,
            self.save_button,
            self.copy_button,
        ):
            top.addWidget(button)
        body = QHBoxLayout(self._body)
        body.setContentsMargins(_MARGIN_PX, 0, _MARGIN_PX, 2)
        body.setSpacing(_SPACING_PX)
        body.addWidget(self.table, 1)
        self._body_layout = body
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self._body)

    def _fold(self, is_open: bool) -> None:
        self.fold_button.setText(
            self.tr("Hide measurements") if is_open else self.tr("Measurements")
        )
        self._body.setVisible(is_open)
        for button in (self.reference_button, self.save_button, self.copy_button):
            button.setVisible(is_open)
        self._show_reference(self._document.reference if self._document else None)
        if is_open and self._histograms is None:  # pyqtgraph is slow to import
            self._histograms = Histograms()
            self._body_layout.addWidget(self._histograms, 0, Qt.AlignmentFlag.AlignTop)
            if (shown := self.measurements) is not None:
                self._histograms.set_histograms(shown.histogram_before, shown.histogram_after)
        if is_open:
            self.opened.emit()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(as_text(self._groups))

    @property
    def _is_sound(self) -> bool:
        return self._document is not None and self._document.is_recording

    def _say_what_for(self) -> None:
        tip = self.tr("Noise, sharpness, light and more, in figures (I)")
        if self._is_sound:
            tip = self.tr("Loudness, peaks, noise and more, in figures (I)")
        self.fold_button.setToolTip(tip)

    # the reference

    def _show_reference(self, reference: Path | None) -> None:
        self.reference_button.setText(
            self.tr("Compare with a reference …") if reference is None else self.tr("Reference …")
        )
        told = self.tr(
            "An undamaged picture of the same size, to measure how close the repair comes"
        )
        if self._is_sound:
            told = self.tr(
                "The undamaged recording, as long as this one, to measure how close the repair "
                "comes"
            )
        if reference is not None:
            told = self.tr("Compared with {name}").format(name=reference.name)
        drop = self.tr("You can also drop one here.")
        self.reference_button.setToolTip(f"{told}. {drop}")
        has_map = reference is not None and not self._is_sound
        self.map_button.setVisible(self.is_open and has_map)

    def _choose_reference(self) -> None:
        """Ask for one; once there is one, offer another or none."""
        if self._document is not None and self._document.reference is not None:
            below = self.reference_button.rect().bottomLeft()
            self.reference_menu.popup(self.reference_button.mapToGlobal(below))
        else:
            self.reference_pressed.emit()

    def _make_reference_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction(self.tr("Another reference …")).triggered.connect(self._report_reference)
        menu.addAction(self.tr("Remove the reference")).triggered.connect(self._report_removal)
        return menu

    def _report_reference(self) -> None:
        self.reference_pressed.emit()

    def _report_removal(self) -> None:
        self.reference_removed.emit()

    def _name_map_button(self, is_shown: bool) -> None:
        self.map_button.setText(
            self.tr("Hide where it differs") if is_shown else self.tr("Show where it differs")
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event) is not None:
            event.acceptProposedAction()
            self._set_hovered(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._set_hovered(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """One picture dropped here is the reference, not another photograph to restore."""
        self._set_hovered(False)
        path = _dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.fold_button.setChecked(True)
            self.reference_dropped.emit(path)

    def _set_hovered(self, is_hovered: bool) -> None:
        self.setProperty("hovered", is_hovered)
        self.style().polish(self)

    # files

    def _make_save_button(self) -> QPushButton:
        button = make_link(self.tr("Save …"))
        button.setToolTip(self.tr("Save the figures with their units and definitions"))
        menu = QMenu(button)
        kinds = {".csv": self.tr("As a table (CSV) …"), ".json": self.tr("For programs (JSON) …")}
        for suffix, text in kinds.items():
            menu.addAction(text).setData(suffix)
        menu.triggered.connect(self._report_save)
        button.setMenu(menu)
        return button

    def _report_save(self, action: QAction) -> None:
        self.save_pressed.emit(action.data())


def _groups_of(
    document: Document, measured: Measurements | SoundMeasurements
) -> list[MeasurementGroup]:
    from restorer_app.metrics.measurements import Measurements  # NumPy: not before the window

    after = document.restored.after if document.restored else None
    if isinstance(measured, Measurements):
        return measurement_groups(measured, document.diagnosis, after)
    return sound_measurement_groups(measured, document.diagnosis, after)


def _of_picture(measured: Measurements | SoundMeasurements | None) -> Measurements | None:
    if measured is None:
        return None
    from restorer_app.metrics.measurements import Measurements

    return measured if isinstance(measured, Measurements) else None


def _dropped(event: QDropEvent) -> Path | None:
    """The one file that is held over or let go of; None for several or none."""
    files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
    return Path(files[0]) if len(files) == 1 else None
