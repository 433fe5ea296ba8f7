"""A rectangle of whole pixels: the part of a picture that somebody looks at."""

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Region:
    """The pixels from (left, top) on, in the pixels of the whole picture."""

    left: int
    top: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """The first column after it."""
        return self.left + self.width

    @property
    def bottom(self) -> int:
        """The first row after it."""
        return self.top + self.height

    @property
    def slices(self) -> tuple[slice, slice]:
        """Rows and columns, to take it out of an array."""
        return slice(self.top, self.bottom), slice(self.left, self.right)

    def contains(self, other: "Region") -> bool:
        """Whether every pixel of `other` is here."""
        is_across = self.left <= other.left and other.right <= self.right
        return is_across and self.top <= other.top and other.bottom <= self.bottom

    def common_with(self, other: "Region") -> "Region | None":
        """The pixels that are in both; None where there are none."""
        left, top = max(self.left, other.left), max(self.top, other.top)
        right, bottom = min(self.right, other.right), min(self.bottom, other.bottom)
        if left >= right or top >= bottom:
            return None
        return Region(left, top, right - left, bottom - top)

    def joined_with(self, other: "Region") -> "Region":
        """The smallest region that has the pixels of both."""
        left, top = min(self.left, other.left), min(self.top, other.top)
        right, bottom = max(self.right, other.right), max(self.bottom, other.bottom)
        return Region(left, top, right - left, bottom - top)

    def relative_to(self, outer: "Region") -> "Region":
        """The same pixels, counted from the corner of `outer`."""
        return Region(self.left - outer.left, self.top - outer.top, self.width, self.height)

    def middle(self, most_px: int) -> "Region":
        """Its middle in the same proportions: of at most `most_px` pixels, if it has more."""
        share = min(1.0, math.sqrt(most_px / max(self.width * self.height, 1)))
        width, height = max(int(self.width * share), 1), max(int(self.height * share), 1)
        left = self.left + (self.width - width) // 2
        return Region(left, self.top + (self.height - height) // 2, width, height)

    def grown(self, margin_px: int, *, align_px: int, width: int, height: int) -> "Region":
        """With `margin_px` more on every side, as far as a picture of this size goes.

        It starts at multiples of `align_px`, at or before the margin.
        """
        left = max(self.left - margin_px, 0) // align_px * align_px
        top = max(self.top - margin_px, 0) // align_px * align_px
        right, bottom = min(self.right + margin_px, width), min(self.bottom + margin_px, height)
        return Region(left, top, right - left, bottom - top)
