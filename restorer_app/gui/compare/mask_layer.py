"""A mask made ready for the screen: a stack of ever smaller ones that strokes are drawn into."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from restorer_app.gui.compare.picture import SMALLEST_SIDE_PX
from restorer_app.gui.compare.quality_overlay import paint_overlay
from restorer_app.media.region import Region
from restorer_app.restoration.mask import Stroke

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MASK_COLOR = QColor("#ff1fa8")
"""On grey, brown and yellowed photographs nothing looks like it."""


@dataclass(eq=False)
class MaskLayer:
    """Level 0 in full size, each further level half as large: 1 where any of its four pixels is.

    So a scratch is seen from however far away. The images borrow the memory of the levels, so what
    is drawn into these is seen at once.
    """

    levels: tuple[NDArray[np.uint8], ...]
    _kept: NDArray[np.uint8] | None = field(default=None, init=False)
    """How level 0 was before the stroke that is being drawn."""
    _drawn: Region | None = field(default=None, init=False)
    """Where that has changed it."""

    @property
    def whole(self) -> Region:
        height, width = self.levels[0].shape
        return Region(0, 0, width, height)

    @cached_property
    def images(self) -> tuple[QImage, ...]:
        return tuple(_as_image(level) for level in self.levels)

    @property
    def share(self) -> float:
        """How much of the photograph is to be filled, 0..1."""
        import numpy as np

        return float(np.count_nonzero(self.levels[0]) / self.levels[0].size)

    def begin(self) -> None:
        """A stroke begins, which can be taken back as long as it goes on."""
        self._kept, self._drawn = self.levels[0].copy(), None

    def draw(self, stroke: Stroke) -> Region | None:
        """Draw a stroke, or the next piece of one; returns what may have changed."""
        from restorer_app.restoration.mask_drawing import draw_stroke

        changed = draw_stroke(self.levels[0], stroke, self.whole)
        if changed is not None:
            self._reduce(changed)
            self._drawn = changed.joined_with(self._drawn or changed)
        return changed

    def take_back(self) -> None:
        """As it was when the stroke began."""
        if self._kept is not None and self._drawn is not None:
            self.levels[0][self._drawn.slices] = self._kept[self._drawn.slices]
            self._reduce(self._drawn)
        self._kept = None

    def _reduce(self, changed: Region) -> None:
        """Bring the smaller levels up to date where level 0 has changed."""
        left, top, right, bottom = changed.left, changed.top, changed.right, changed.bottom
        for large, small in zip(self.levels, self.levels[1:], strict=False):
            left, top, right, bottom = left // 2, top // 2, (right + 1) // 2, (bottom + 1) // 2
            part = large[2 * top : 2 * bottom, 2 * left : 2 * right]
            small[top:bottom, left:right] = _halved(part)


def make_layer(mask: NDArray[np.bool_]) -> MaskLayer:
    """The layer of a mask, bool (H, W); for a job."""
    levels = [_with_whole_words(mask)]
    while min(levels[-1].shape) > SMALLEST_SIDE_PX:
        levels.append(_with_whole_words(_halved(levels[-1])))
    return MaskLayer(tuple(levels))


def paint_layer(
    painter: QPainter, layer: MaskLayer, target: QRectF, clip: QRectF, opacity: float
) -> None:
    """Over the picture that lies in `target`, as far as `clip` shows it."""
    width = target.width() * painter.device().devicePixelRatioF()
    fitting = [image for image in layer.images if image.width() <= width]
    painter.setOpacity(opacity)
    # Never reduced while it is drawn: that would drop the pixels of thin scratches.
    paint_overlay(painter, (fitting or layer.images[-1:])[0], target, clip, is_smooth=False)
    painter.setOpacity(1)


def _halved(level: NDArray[np.uint8]) -> NDArray[np.uint8]:
    import numpy as np

    height, width = level.shape
    half = np.zeros(((height + 1) // 2, (width + 1) // 2), np.uint8)
    for part in (level[y::2, x::2] for y in (0, 1) for x in (0, 1)):
        place = half[: part.shape[0], : part.shape[1]]
        np.maximum(place, part, out=place)
    return half


def _with_whole_words(level: NDArray[np.bool_] | NDArray[np.uint8]) -> NDArray[np.uint8]:
    """A copy whose rows start at multiples of four bytes, as QImage wants them."""
    import numpy as np

    height, width = level.shape
    rows = np.zeros((height, (width + 3) // 4 * 4), np.uint8)
    rows[:, :width] = level
    return rows[:, :width]


def _as_image(level: NDArray[np.uint8]) -> QImage:
    """Borrows the level's memory."""
    assert level.base is not None
    height, width = level.shape
    image = QImage(level.base.data, width, height, level.strides[0], QImage.Format.Format_Indexed8)
    image.setColorTable([0, MASK_COLOR.rgba()])
    return image
