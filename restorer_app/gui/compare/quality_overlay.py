"""Where a picture differs from its reference, as colours over it, with what they mean."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from restorer_app.gui.compare.compare_painting import MARGIN_PX
from restorer_app.gui.translation import tr as _tr

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_STRONGEST = 0.85
"""How far the colour for the largest difference covers what is under it."""
_LEGEND_WIDTH_PX, _LEGEND_HEIGHT_PX, _BAR_HEIGHT_PX = 208, 46, 8
_EMPTY_SHARE = 0.1
"""Of the scale: differences this small are not told from none."""


def make_overlay(similarity: NDArray[np.float32]) -> QImage:
    """The image to lay over a picture, of its similarity (h, w) to the reference, 0..1."""
    import cv2
    import numpy as np

    height, width = similarity.shape
    index = cv2.convertScaleAbs(1 - similarity, alpha=255)
    codes = np.ascontiguousarray(_colors()[index])
    image = QImage(codes.data, width, height, 4 * width, QImage.Format.Format_ARGB32_Premultiplied)
    return image.copy()


def paint_overlay(
    painter: QPainter, overlay: QImage, target: QRectF, clip: QRectF, *, is_smooth: bool = True
) -> None:
    """Over the picture that lies in `target`, as far as `clip` shows it."""
    visible = target.intersected(clip)
    if visible.isEmpty():
        return
    across, down = overlay.width() / target.width(), overlay.height() / target.height()
    source = QRectF(
        (visible.left() - target.left()) * across,
        (visible.top() - target.top()) * down,
        visible.width() * across,
        visible.height() * down,
    )
    painter.setClipRect(visible)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, is_smooth)
    painter.drawImage(visible, overlay, source)


def paint_legend(painter: QPainter, canvas: QRectF) -> None:
    """In the upper right corner, where no other label is: the colours and what their ends mean."""
    width = _LEGEND_WIDTH_PX
    pill = QRectF(0, 0, width, _LEGEND_HEIGHT_PX)
    pill.moveTopRight(canvas.topRight() + QPointF(-MARGIN_PX, MARGIN_PX))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(20, 20, 20, 225))
    painter.drawRoundedRect(pill, 8, 8)
    inner = pill.adjusted(12, 10, -12, -8)
    bar = QRectF(inner.left(), inner.top(), inner.width(), _BAR_HEIGHT_PX)
    painter.fillRect(bar, QColor("#8a8a8a"))
    painter.drawImage(bar, _scale())
    painter.setPen(QColor("white"))
    words = inner.adjusted(0, _BAR_HEIGHT_PX + 4, 0, 0)
    painter.drawText(words, Qt.AlignmentFlag.AlignLeft, _tr("like the reference"))
    painter.drawText(words, Qt.AlignmentFlag.AlignRight, _tr("different"))


@cache
def _scale() -> QImage:
    import numpy as np

    return make_overlay(np.linspace(1, 0, 256, dtype=np.float32)[None])


@cache
def _colors() -> NDArray[np.uint8]:
    """(256, 4) premultiplied, blue first: nothing where it is the same, then ever brighter.

    Plasma grows evenly in lightness, so that twice the difference looks like twice as much, to
    those who see colours differently as well.
    """
    import cv2
    import numpy as np

    steps = np.arange(256, dtype=np.uint8)
    plasma = cv2.applyColorMap(steps, cv2.COLORMAP_PLASMA)[:, 0]
    rise = np.clip((np.linspace(0, 1, 256) - _EMPTY_SHARE) / (1 - _EMPTY_SHARE), 0, 1)
    alpha = _STRONGEST * rise[:, None] ** 0.5
    codes = np.concatenate([plasma * alpha, 255 * alpha], axis=1)
    return np.round(codes).astype(np.uint8)
