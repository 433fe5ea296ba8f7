"""Red, green and blue as curves: how often each brightness occurs, before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QVBoxLayout, QWidget

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

HISTOGRAM_WIDTH_PX, _HEIGHT_PX = 240, 132
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
        self.setFixedSize(HISTOGRAM_WIDTH_PX, _HEIGHT_PX)
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
