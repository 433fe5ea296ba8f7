"""Pixels made ready for the screen: a stack of ever smaller QImages, built off the GUI thread."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QImage

from restorer_app.media.region import Region

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from restorer_app.media.image import Image
    from restorer_app.restoration.photograph import Photograph

SMALLEST_SIDE_PX = 512
"""Levels stop here: a picture this small is drawn fast enough from itself."""

_ROWS_AT_ONCE = 512
"""Conversion goes by strips: a 100-megapixel picture must not cost a second float copy."""


@dataclass(frozen=True, eq=False)
class Picture:
    """What the canvas draws: level 0 in full size, each further level half as large.

    Reducing by area matters: drawing a large picture smaller by plain interpolation aliases, and
    aliasing looks like noise, which a person who restores would take for damage. The images borrow
    the memory of `arrays`, so no level is copied: keep the picture as long as a level is in use.
    """

    levels: tuple[QImage, ...]
    arrays: tuple[NDArray[Any], ...]
    deep: NDArray[np.uint16] | None = None
    """Its pixels in 16 bits, (H, W, 3) RGB, where the file had more than the screen shows."""

    @property
    def size(self) -> QSize:
        return self.levels[0].size()

    @cached_property
    def rgb(self) -> NDArray[np.uint8]:
        """Level 0 as uint8 (H, W, 3): a view, and always the same one."""
        return self.arrays[0][..., 2::-1]

    @cached_property
    def photograph(self) -> Photograph:
        """What previews are worked out from: always the same one, so what it learns stays."""
        from restorer_app.restoration.photograph import Photograph

        return Photograph(self.rgb if self.deep is None else self.deep)

    @property
    def n_bytes(self) -> int:
        deep = self.deep.nbytes if self.deep is not None else 0
        return sum(level.sizeInBytes() for level in self.levels) + deep


@dataclass(frozen=True, eq=False)
class Patch:
    """A part of a picture as it would become, to be shown in its place."""

    picture: Picture
    region: Region


def region_of(area: QRect) -> Region:
    """The same pixels, told without Qt."""
    return Region(area.x(), area.y(), area.width(), area.height())


def make_picture(pixels: NDArray[np.float32], alpha: NDArray[np.float32] | None = None) -> Picture:
    """The picture of float32 (H, W, 3) sRGB pixels in 0..1; transparent parts are laid on mid grey.

    Takes up to seconds for 100 megapixels: call it in a job.
    """
    import cv2

    arrays: list[NDArray[Any]] = [_to_screen(pixels, alpha)]
    while min(arrays[-1].shape[:2]) > SMALLEST_SIDE_PX:
        height, width = arrays[-1].shape[:2]
        half = ((width + 1) // 2, (height + 1) // 2)
        arrays.append(cv2.resize(arrays[-1], half, interpolation=cv2.INTER_AREA))
    return Picture(tuple(_as_qimage(array) for array in arrays), tuple(arrays))


def make_before(image: Image) -> Picture:
    """The picture of a photograph that is to be restored; it keeps the depth that it has.

    Not where parts are transparent: they are previewed on grey, as the screen shows them.
    """
    picture = make_picture(image.pixels, image.alpha)
    if image.depth <= 8 or image.alpha is not None:
        return picture
    return replace(picture, deep=_in_16_bits(image.pixels))


def make_thumbnail(rgb: NDArray[np.uint8]) -> QImage:
    """The QImage of uint8 (h, w, 3) RGB, with its own memory."""
    height, width = rgb.shape[:2]
    return QImage(rgb.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888).copy()


def _to_screen(pixels: NDArray[np.float32], alpha: NDArray[np.float32] | None) -> NDArray[np.uint8]:
    """uint8 (H, W, 4) as RGB32 wants it: blue, green, red, 255."""
    import cv2
    import numpy as np

    height, width = pixels.shape[:2]
    screen = np.empty((height, width, 4), np.uint8)
    for top in range(0, height, _ROWS_AT_ONCE):
        rows = slice(top, top + _ROWS_AT_ONCE)
        strip = pixels[rows]
        if alpha is not None:
            cover = alpha[rows, :, None]
            strip = strip * cover + np.float32(0.5) * (1 - cover)
        codes = cv2.addWeighted(strip, 255, strip, 0, 0, dtype=cv2.CV_8U)  # rounds and clips
        screen[rows] = cv2.cvtColor(codes, cv2.COLOR_RGB2BGRA)
    return screen


def _in_16_bits(pixels: NDArray[np.float32]) -> NDArray[np.uint16]:
    import cv2
    import numpy as np

    codes = np.empty(pixels.shape, np.uint16)
    for top in range(0, len(pixels), _ROWS_AT_ONCE):
        rows = slice(top, top + _ROWS_AT_ONCE)
        codes[rows] = cv2.addWeighted(pixels[rows], 65535, pixels[rows], 0, 0, dtype=cv2.CV_16U)
    return codes


def _as_qimage(screen: NDArray[Any]) -> QImage:
    """Borrows the array's memory."""
    height, width = screen.shape[:2]
    return QImage(screen.data, width, height, 4 * width, QImage.Format.Format_RGB32)
