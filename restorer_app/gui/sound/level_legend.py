"""The colours of levels in a row, from the quietest to the loudest."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from restorer_app.gui.sound.color_maps import Colors, grey_colors
from restorer_app.gui.widgets.theme import current_tokens


class LevelLegend(QWidget):
    """Stands between the controls of the two levels; quiet is on the left in every language."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colors = grey_colors()
        self.setMinimumWidth(20)
        self.setMaximumWidth(120)
        self.setFixedHeight(14)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_colors(self, colors: Colors) -> None:
        self._colors = colors
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_legend(painter, QRectF(self.rect()), self._colors)
        painter.setPen(QPen(QColor(current_tokens().outline), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


def paint_legend(painter: QPainter, area: QRectF, colors: Colors) -> None:
    """The colours over all of `area`."""
    row = np.ascontiguousarray(colors)
    painter.drawImage(area, QImage(row.data, 256, 1, 768, QImage.Format.Format_RGB888))
