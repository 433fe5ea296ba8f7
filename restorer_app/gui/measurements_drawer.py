"""The drawer below the photograph: what is measured before and after, and the histograms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from restorer_app.gui.labels import clear_layout, make_label, make_link
from restorer_app.gui.measurement_words import MeasurementRow, as_text, measurement_rows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from restorer_app.gui.document import Document
    from restorer_app.metrics.measurements import Measurements

_MARGIN_PX, _SPACING_PX = 16, 24
_HISTOGRAM_WIDTH_PX, _HISTOGRAM_HEIGHT_PX = 240, 132
_ROWS_PER_COLUMN = 7
_CHANNELS = ("#d0453a", "#3f9a46", "#3d6fd1")


class Histograms(QWidget):
    """Red, green and blue: filled after the repair, a dotted line before it."""

    def __init__(self) -> None:
        super().__init__()
        import pyqtgraph

        self._graph = pyqtgraph
        self._plot = pyqtgraph.PlotWidget(background=None)
        self._plot.setMenuEnabled(False)
        self._plot.setMouseEnabled(x=False, y=False)
        self._plot.hideButtons()
        for side in ("left", "bottom"):
            self._plot.hideAxis(side)
        self._plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedSize(_HISTOGRAM_WIDTH_PX, _HISTOGRAM_HEIGHT_PX)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._plot)
        self.setToolTip(
            self.tr(
                "How often each brightness occurs in red, green and blue, dark on the left. "
                "Filled: as it is now; dotted: as it was before."
            )
        )
        self.setAccessibleName(self.tr("Histogram"))

    def set_histograms(
        self, before: NDArray[np.float64], after: NDArray[np.float64] | None
    ) -> None:
        self._plot.clear()
        now = before if after is None else after
        for shares, channel in zip(now, _CHANNELS, strict=True):
            fill = QColor(channel)
            fill.setAlpha(60)
            curve = self._graph.PlotDataItem(
                shares**0.5, pen=channel, fillLevel=0, brush=fill, antialias=True
            )
            self._plot.addItem(curve)
        if after is not None:
            for shares, channel in zip(before, _CHANNELS, strict=True):
                pen = self._graph.mkPen(channel, style=Qt.PenStyle.DotLine)
                self._plot.addItem(self._graph.PlotDataItem(shares**0.5, pen=pen, antialias=True))


class MeasurementsDrawer(QWidget):
    """Folded away to one line at first. Only shows; measuring is up to who listens."""

    opened = Signal()
    reference_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("measurements")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._shown: Measurements | None = None
        self._rows: list[MeasurementRow] = []
        self.fold_button = make_link(self.tr("Measurements"))
        self.fold_button.setCheckable(True)
        self.fold_button.setToolTip(self.tr("Noise, sharpness, light and more, in figures (I)"))
        self.fold_button.toggled.connect(self._fold)
        self.reference_button = make_link(self.tr("Compare with a reference …"))
        self.reference_button.setToolTip(
            self.tr("An undamaged picture of the same size, to measure how close the repair comes")
        )
        self.reference_button.clicked.connect(self.reference_pressed)
        self.copy_button = make_link(self.tr("Copy"))
        self.copy_button.setToolTip(self.tr("Copy the figures as text"))
        self.copy_button.clicked.connect(self._copy)
        self._waiting = make_label("", "muted", wraps=False)
        self._body = QWidget()
        self._table = QGridLayout()
        self._histograms: Histograms | None = None
        self._lay_out()
        self._fold(False)

    @property
    def is_open(self) -> bool:
        return self.fold_button.isChecked()

    def set_document(self, document: Document | None) -> None:
        """Show what is known of it; until then that it is being measured."""
        measured = document.measurements if document else None
        self._waiting.setText(self.tr("Measuring …") if document and document.is_measuring else "")
        if measured is self._shown:
            return
        self._shown = measured
        self._rows = measurement_rows(measured) if measured else []
        self.copy_button.setEnabled(bool(self._rows))
        self._fill_table()
        if measured is not None and self._histograms is not None:
            self._histograms.set_histograms(measured.histogram_before, measured.histogram_after)

    def sentences(self) -> list[str]:
        """What the table says, row by row."""
        return [f"{row.name}: {row.before} → {row.after}" for row in self._rows]

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
        if self._histograms is not None:
            taken = self._table.minimumSize().width() + 2 * _MARGIN_PX + _SPACING_PX
            self._histograms.setVisible(self.width() >= taken + _HISTOGRAM_WIDTH_PX)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(_MARGIN_PX, 4, _MARGIN_PX, 4)
        top.setSpacing(16)
        top.addWidget(self.fold_button)
        top.addWidget(self._waiting)
        top.addStretch(1)
        top.addWidget(self.reference_button)
        top.addWidget(self.copy_button)
        self._table.setHorizontalSpacing(24)
        self._table.setVerticalSpacing(4)
        body = QHBoxLayout(self._body)
        body.setContentsMargins(_MARGIN_PX, 0, _MARGIN_PX, 12)
        body.setSpacing(_SPACING_PX)
        body.addLayout(self._table)
        body.addStretch(1)
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
        self.reference_button.setVisible(is_open)
        self.copy_button.setVisible(is_open)
        if is_open and self._histograms is None:  # pyqtgraph is slow to import
            self._histograms = Histograms()
            self._body_layout.addWidget(self._histograms, 0, Qt.AlignmentFlag.AlignTop)
            if self._shown is not None:
                shown = self._shown
                self._histograms.set_histograms(shown.histogram_before, shown.histogram_after)
        if is_open:
            self.opened.emit()

    def _fill_table(self) -> None:
        clear_layout(self._table)
        for i, row in enumerate(self._rows):
            column, line = 4 * (i // _ROWS_PER_COLUMN), i % _ROWS_PER_COLUMN + 1
            if line == 1:
                for offset, text in ((1, self.tr("Before")), (2, self.tr("After"))):
                    head = make_label(text, "small", wraps=False, is_right=True)
                    self._table.addWidget(head, 0, column + offset)
            name = make_label(row.name, "text", wraps=False)
            before = make_label(row.before, "muted", wraps=False, is_right=True)
            after = make_label(row.after, "text", wraps=False, is_right=True)
            for offset, label in enumerate((name, before, after)):
                label.setToolTip(row.explanation)
                self._table.addWidget(label, line, column + offset)
        self._table.setRowStretch(_ROWS_PER_COLUMN + 1, 1)
        self._make_room()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(as_text(self._rows))
