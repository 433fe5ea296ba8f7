"""What looks like damage to the finder, but is none by its shape: it is spared.

Ribbons, gloves and buttons are as white as a tear, and the edge of a print that was scanned with it
is a line like a scratch. Filled in, they are lost; left, they can still be painted over.
"""

import cv2
import numpy as np

from restorer_app.media.region import Region

WIDEST = 0.0135
"""Half the width of the widest damage, as a share of the photograph's longer side. What is wider is
a thing in the picture, unless it comes in from the border as tears do, or is mostly narrow as the
place where scratches meet."""
COMPACT = 0.5
"""At least this share of a thing lies where it is so wide, or no further from there than that."""
LIKELY = 0.3
"""Widths are measured in what is at least so likely: of a thing often the tips alone are found, and
they are narrow."""
EDGE_LENGTH, EDGE_WIDTH = 0.5, 0.1
"""What lies along so much of a border and is no wider than this share of the photograph is the edge
of the print."""
SPARED = 0.45
"""How likely what is spared remains, as a share: a higher sensitivity takes it again."""
_LOOKED_AT_PX = 2048
"""Widths are measured in a picture reduced to this longer side."""

Size = tuple[int, int]


def spare_things(likely: np.ndarray, place: Region, size: Size) -> None:
    """Make things less likely, in place, in what `find_damage` returned (float32 (h, w)).

    `place`: where that is in a photograph of `size` (width, height), in pixels. Of what goes on
    beyond a part of a photograph only that part is known.
    """
    share = min(1.0, _LOOKED_AT_PX / max(place.width, place.height))
    reduced_size = (max(1, round(place.width * share)), max(1, round(place.height * share)))
    reduced = cv2.resize(likely, reduced_size, interpolation=cv2.INTER_AREA)
    found = (reduced > LIKELY).astype(np.uint8)
    _, labels, parts, _ = cv2.connectedComponentsWithStats(found, connectivity=8)
    borders = _Borders(parts[:, :4] / share, place, size)
    is_wide = _are_wide(labels, parts[:, 4], WIDEST * share * max(size))
    is_thing = (is_wide & ~borders.are_reached()) | borders.are_followed()
    is_thing[0] = False  # the background
    if is_thing.any():
        things = cv2.dilate(is_thing[labels].astype(np.uint8), np.ones((3, 3), np.uint8))
        things = cv2.resize(things, (place.width, place.height), interpolation=cv2.INTER_NEAREST)
        likely[things > 0] *= np.float32(SPARED)


def _are_wide(labels: np.ndarray, areas: np.ndarray, half_px: float) -> np.ndarray:
    """Whether each part is wider than two `half_px` there where most of it lies, bool (n,)."""
    found = np.pad(labels > 0, 1).astype(np.uint8)
    to_outside_px = cv2.distanceTransform(found, cv2.DIST_L2, 5)[1:-1, 1:-1]
    is_narrow = (to_outside_px <= half_px).astype(np.uint8)
    if is_narrow.all():
        return np.zeros(len(areas), bool)
    is_near = cv2.distanceTransform(is_narrow, cv2.DIST_L2, 5) < 2 * half_px
    return np.bincount(labels[is_near], minlength=len(areas)) >= COMPACT * areas


class _Borders:
    """How parts lie to the borders of the photograph."""

    def __init__(self, parts: np.ndarray, place: Region, size: Size) -> None:
        """`parts` (n, 4): left, top, width and height, in pixels of `place`."""
        self._left, self._top, self._across, self._down = parts.T
        self._place, self._size = place, size

    def _at_sides(self) -> np.ndarray:
        place = self._place
        at_left = (self._left < 1) & (place.left == 0)
        at_right = (self._left + self._across > place.width - 1) & (place.right == self._size[0])
        return np.asarray(at_left | at_right)

    def _at_ends(self) -> np.ndarray:
        place = self._place
        at_top = (self._top < 1) & (place.top == 0)
        at_bottom = (self._top + self._down > place.height - 1) & (place.bottom == self._size[1])
        return np.asarray(at_top | at_bottom)

    def are_reached(self) -> np.ndarray:
        return self._at_sides() | self._at_ends()

    def are_followed(self) -> np.ndarray:
        """For most of their length, or as far as they can be seen."""
        width, height = self._size
        length = min(EDGE_LENGTH * height, self._place.height - 1)
        is_upright = (self._down > length) & (self._across < EDGE_WIDTH * width)
        length = min(EDGE_LENGTH * width, self._place.width - 1)
        is_level = (self._across > length) & (self._down < EDGE_WIDTH * height)
        return (self._at_sides() & is_upright) | (self._at_ends() & is_level)
