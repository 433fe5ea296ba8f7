"""Paints what the compare view shows: pictures, the split line, and which side is which."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from restorer_app.gui.compare.compare_panels import DIFFERENCE_GAIN, Panel
from restorer_app.gui.compare.picture import Patch, Picture

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MARGIN_PX = 12

GRIP_RADIUS_PX = 16
"""Of the knob on the split line."""

NEAREST_FROM = 2.0
"""From 200 % on, single pixels are shown as they are instead of being smoothed."""

_STRIP_ROWS = 32
"""So few rows stay in the processor's cache from one operation to the next."""

_DOUBLINGS = DIFFERENCE_GAIN.bit_length() - 1
"""Of the difference, up to its gain, which is a power of two."""

_DIFFERENCE_PIXELS = 0.75
"""How many pixels of a picture, along a side, the difference needs for one of the screen: an eye
that looks for changes misses nothing, and of what is drawn smaller a quarter is computed."""


def paint_picture(painter: QPainter, panel: Panel, target: QRectF, zoom: float) -> None:
    """The part of a picture that is seen; `target` is where all of it would lie in the widget.

    `zoom` is counted in device pixels per image pixel.
    """
    ratio = painter.device().devicePixelRatioF()
    target = _on_device_pixels(target, zoom, ratio)
    is_smooth = zoom < NEAREST_FROM
    _paint_part(painter, panel.picture, panel.clip, target, is_smooth=is_smooth)
    if panel.patch is not None:
        place = _place_of(panel.patch, panel, target)
        _paint_part(painter, panel.patch.picture, panel.clip, place, is_smooth=is_smooth)
        _paint_edge(painter, place, target.intersected(panel.clip))


def _paint_part(
    painter: QPainter, picture: Picture, clip: QRectF, target: QRectF, *, is_smooth: bool
) -> None:
    visible = target.intersected(clip)
    if visible.isEmpty():
        return
    ratio = painter.device().devicePixelRatioF()
    i = _level_for(picture, target.width() * ratio)
    level = picture.levels[i]
    source = _source(level, target, visible)
    painter.setClipRect(visible)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, is_smooth)
    painter.drawImage(_place(source, level, target), level, QRectF(source))


def _place_of(patch: Patch, panel: Panel, target: QRectF) -> QRectF:
    """Where the patch lies in the widget, with all of the picture at `target`."""
    across = target.width() / panel.picture.size.width()
    down = target.height() / panel.picture.size.height()
    region = patch.region
    return QRectF(
        target.left() + region.left * across,
        target.top() + region.top * down,
        region.width * across,
        region.height * down,
    )


def _paint_edge(painter: QPainter, place: QRectF, seen: QRectF) -> None:
    """Where a patch ends, if it ends in sight: beyond that nothing is previewed."""
    if place.adjusted(-1, -1, 1, 1).contains(seen):
        return
    painter.setClipRect(seen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for color, style in (("black", Qt.PenStyle.SolidLine), ("white", Qt.PenStyle.DashLine)):
        painter.setPen(QPen(QColor(color), 1, style))
        painter.drawRect(place)


class DifferencePainter:
    """Paints how far two pictures are apart where they are seen, black for not at all.

    Of what is shown: seen from afar, fine grain that is gone has averaged out. What differs in its
    pixels, another size or a preview, is brought onto those of a level of the picture after, so
    nothing finer is drawn than what there is. Memory is used again from frame to frame, for to be
    given 30 MB takes longer than to fill them.
    """

    def __init__(self) -> None:
        self._memory: NDArray[np.uint8] | None = None

    def paint(
        self,
        painter: QPainter,
        panels: tuple[Panel, Panel],
        target: QRectF,
        zoom: float,
        dirty: QRectF,
    ) -> None:
        """`dirty`: the part of the widget that is to be painted; the rest is left as it is."""
        before, after = panels
        ratio = painter.device().devicePixelRatioF()
        target = _on_device_pixels(target, zoom, ratio)
        visible = target.intersected(before.clip).intersected(dirty)
        if visible.isEmpty():
            return
        i = _level_for(after.picture, target.width() * ratio * _DIFFERENCE_PIXELS)
        level = after.picture.levels[i]
        source = _source(level, target, visible)
        room = self._room(2, (source.height(), source.width(), 4))
        is_smooth = zoom < NEAREST_FROM
        crops = [
            _pixels_of(panel, level.size(), source, memory, is_smooth=is_smooth)
            for panel, memory in zip(panels, room, strict=True)
        ]
        apart = _apart(crops[0], crops[1], room[0])
        painter.setClipRect(visible)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, is_smooth)
        painter.drawImage(_place(source, level, target), apart)
        if after.patch is not None:
            _paint_edge(painter, _place_of(after.patch, after, target), visible)

    def _room(self, n_images: int, shape: tuple[int, ...]) -> NDArray[np.uint8]:
        """Memory for images of this shape; what was drawn last is still in it."""
        import numpy as np

        n_bytes = n_images * math.prod(shape)
        if self._memory is None or self._memory.size < n_bytes:
            self._memory = np.empty(n_bytes, np.uint8)
        return self._memory[:n_bytes].reshape(n_images, *shape)


def _pixels_of(
    panel: Panel, size: QSize, source: QRect, memory: NDArray[np.uint8], *, is_smooth: bool
) -> NDArray[np.uint8]:
    """`source` of what a panel shows, drawn as large as `size`: uint8 (H, W, 4).

    A view of the picture itself where that has just these pixels, else drawn into `memory`.
    """
    rows = slice(source.top(), source.top() + source.height())
    columns = slice(source.left(), source.left() + source.width())
    levels = panel.picture.levels
    same = next((i for i, level in enumerate(levels) if level.size() == size), None)
    if same is not None and panel.patch is None:
        return panel.picture.arrays[same][rows, columns]
    if same is not None:
        memory[:] = panel.picture.arrays[same][rows, columns]
    shown = _as_image(memory)
    painter = QPainter(shown)
    painter.translate(-source.topLeft())
    whole, seen = QRectF(QRect(QPoint(), size)), QRectF(source)
    if same is None:
        _paint_part(painter, panel.picture, seen, whole, is_smooth=is_smooth)
    if panel.patch is not None:
        place = _place_of(panel.patch, panel, whole)
        _paint_part(painter, panel.patch.picture, seen, place, is_smooth=is_smooth)
    painter.end()
    return memory


def paint_split(painter: QPainter, x: float, height: float, grip_y: float) -> None:
    """The line between before and after, with its grip."""
    painter.fillRect(QRectF(x - 2, 0, 4, height), QColor(0, 0, 0, 70))
    painter.fillRect(QRectF(x - 1, 0, 2, height), QColor("white"))
    painter.setPen(QPen(QColor(0, 0, 0, 70), 1))
    painter.setBrush(QColor("white"))
    painter.drawEllipse(QPointF(x, grip_y), GRIP_RADIUS_PX, GRIP_RADIUS_PX)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("#1f1d1a"))
    for side in (-1, 1):
        corners = [(4, -4.5), (9, 0), (4, 4.5)]
        points = [QPointF(x + side * dx, grip_y + dy) for dx, dy in corners]
        painter.drawPolygon(QPolygonF(points))


def paint_label(painter: QPainter, panel: Panel, target: QRectF) -> None:
    """'Before' or 'After' at the foot of its panel, where there is room for it.

    On a large screen the foot can be far from the picture (at `target`): then right below that.
    """
    text_width = painter.fontMetrics().horizontalAdvance(panel.label)
    pill = QRectF(0, 0, text_width + 20, 26)
    near = panel.clip.adjusted(MARGIN_PX, MARGIN_PX, -MARGIN_PX, -MARGIN_PX)
    near.setBottom(min(near.bottom(), target.bottom() + MARGIN_PX + pill.height()))
    pill.moveBottom(near.bottom())
    if target.width() >= pill.width() and near.bottom() > target.bottom():
        near = near.intersected(QRectF(target.left(), near.top(), target.width(), near.height()))
    if panel.is_label_right:
        pill.moveRight(near.right())
    else:
        pill.moveLeft(near.left())
    if not panel.label or pill.width() + 2 * MARGIN_PX > panel.clip.width():
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(20, 20, 20, 190))
    painter.drawRoundedRect(pill, 13, 13)
    painter.setPen(QColor("white"))
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, panel.label)


def _on_device_pixels(target: QRectF, zoom: float, ratio: float) -> QRectF:
    """True pixels start on device pixels, else they would be smeared."""
    if zoom < 1:
        return target
    corner = QPointF(round(target.x() * ratio) / ratio, round(target.y() * ratio) / ratio)
    return QRectF(corner, target.size())


def _level_for(picture: Picture, least_width: float) -> int:
    """Which level is the smallest that is still this wide; the first where none is."""
    wide_enough = [i for i, level in enumerate(picture.levels) if level.width() >= least_width]
    return wide_enough[-1] if wide_enough else 0


def _source(level: QImage, target: QRectF, visible: QRectF) -> QRect:
    """The pixels of a level that are seen.

    Whole ones, the clip does the rest: no shimmer while panning.
    """
    across, down = level.width() / target.width(), level.height() / target.height()
    left = max(math.floor((visible.left() - target.left()) * across), 0)
    top = max(math.floor((visible.top() - target.top()) * down), 0)
    right = min(math.ceil((visible.right() - target.left()) * across), level.width())
    bottom = min(math.ceil((visible.bottom() - target.top()) * down), level.height())
    return QRect(left, top, right - left, bottom - top)


def _place(source: QRect, level: QImage, target: QRectF) -> QRectF:
    """Where these pixels of a level lie in the widget."""
    across, down = level.width() / target.width(), level.height() / target.height()
    return QRectF(
        target.left() + source.left() / across,
        target.top() + source.top() / down,
        source.width() / across,
        source.height() / down,
    )


def _as_image(codes: NDArray[np.uint8]) -> QImage:
    """Borrows the memory of uint8 (H, W, 4), which is contiguous."""
    height, width = codes.shape[:2]
    return QImage(codes.data, width, height, 4 * width, QImage.Format.Format_RGB32)


def _apart(before: NDArray[np.uint8], after: NDArray[np.uint8], into: NDArray[np.uint8]) -> QImage:
    """The difference, made stronger, in the memory of `into`."""
    import cv2

    for top in range(0, len(into), _STRIP_ROWS):
        rows = slice(top, top + _STRIP_ROWS)
        cv2.absdiff(before[rows], after[rows], dst=into[rows])
        for _ in range(_DOUBLINGS):  # adding codes takes half as long as scaling them
            cv2.add(into[rows], into[rows], dst=into[rows])
    return _as_image(into)
