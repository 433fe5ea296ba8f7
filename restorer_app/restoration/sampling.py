"""Which parts of a picture the diagnosis looks at: crops at native resolution, spread evenly.

Never a resized picture: noise, blocks and jitter die in a resize.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Self

import cv2
import numpy as np

from restorer_app.media.region import Region

CROP_PX = 128
"""What the diagnosis network was trained with."""
MAX_CROPS = 64
OVERVIEW_PX = 256
"""The longer side of a picture as it is seen whole."""


@dataclass(frozen=True)
class Crops:
    """Crops of one picture, each with the rim around it that a restoring network needs to see."""

    windows: tuple[np.ndarray, ...]
    """float32 (h, w, 3): the crop with its rim, as far as the picture goes."""
    offsets: tuple[tuple[int, int], ...]
    """Where in its window each crop starts (y, x)."""
    corners: tuple[tuple[int, int], ...]
    """Where in the picture each crop starts (y, x)."""
    overview: np.ndarray
    """float32 (h, w, 3): all of the picture, reduced. Crops are taken where there is detail, and so
    are not what a picture is like on average."""
    picture_size: tuple[int, int]
    """Width and height of the picture, or of what it was mirrored up to."""
    side_px: int

    @property
    def crops(self) -> list[np.ndarray]:
        """The crops alone, (side_px, side_px, 3) each."""
        return [
            window[y : y + self.side_px, x : x + self.side_px]
            for window, (y, x) in zip(self.windows, self.offsets, strict=True)
        ]

    @property
    def places(self) -> list[Region]:
        """Where the crops are in the picture."""
        return [Region(x, y, self.side_px, self.side_px) for y, x in self.corners]

    def repaired(self, repair: Callable[[np.ndarray], np.ndarray], *, with_overview: bool) -> Self:
        """Each window after `repair`, and the overview where what it shows is changed as well."""
        overview = repair(self.overview) if with_overview else self.overview
        return replace(self, windows=tuple(map(repair, self.windows)), overview=overview)

    def some(self, n: int) -> Self:
        """At most `n` of them, as evenly spread as all: for what need not be looked at so often."""
        if n >= len(self.windows):
            return self
        chosen = np.linspace(0, len(self.windows) - 1, n).round().astype(int)
        return replace(
            self,
            windows=tuple(self.windows[i] for i in chosen),
            offsets=tuple(self.offsets[i] for i in chosen),
            corners=tuple(self.corners[i] for i in chosen),
        )


def sample_crops(pixels: np.ndarray, *, rim_px: int, align_px: int = 1) -> Crops:
    """Crops spread over `pixels` (float32 (H, W, 3)), each in a window with `rim_px` around it.

    As `cut_crops` at the places that `choose_corners` finds.
    """
    return cut_crops(pixels, choose_corners(pixels), rim_px=rim_px, align_px=align_px)


def choose_corners(pixels: np.ndarray) -> list[tuple[int, int]]:
    """Where crops of `pixels` start, (y, x) each.

    As many as cover the picture about once, at most `MAX_CROPS`. In a large picture each is the one
    with most detail among a few of its neighbourhood: a flat sky tells nothing about blur.
    """
    pixels = _at_least(pixels, CROP_PX)
    h, w = pixels.shape[:2]
    return _spread_corners(pixels, min(MAX_CROPS, int(np.ceil(h * w / CROP_PX**2))))


def cut_crops(
    pixels: np.ndarray, corners: list[tuple[int, int]], *, rim_px: int, align_px: int = 1
) -> Crops:
    """The crops that start at `corners`, each in a window with `rim_px` around it.

    Windows start at multiples of `align_px`, growing by up to that much: for networks that have to
    see the grid on which the picture was compressed. A picture smaller than a crop is mirrored up
    to one.
    """
    overview = reduced(pixels, OVERVIEW_PX)[0]
    pixels = _at_least(pixels, CROP_PX)
    windows, offsets = [], []
    for y, x in corners:
        top, left = (max(0, corner - rim_px) // align_px * align_px for corner in (y, x))
        windows.append(pixels[top : y + CROP_PX + rim_px, left : x + CROP_PX + rim_px])
        offsets.append((y - top, x - left))
    height, width = pixels.shape[:2]
    return Crops(
        windows=tuple(windows),
        offsets=tuple(offsets),
        corners=tuple(corners),
        overview=overview,
        picture_size=(width, height),
        side_px=CROP_PX,
    )


def reduced(pixels: np.ndarray, most_px: int) -> tuple[np.ndarray, float]:
    """With `most_px` as its longer side where it was larger; and its scale, at most 1."""
    scale = min(1.0, most_px / max(pixels.shape[:2]))
    if scale < 1:
        height, width = (max(1, round(side * scale)) for side in pixels.shape[:2])
        pixels = cv2.resize(pixels, (width, height), interpolation=cv2.INTER_AREA)
    return pixels, scale


def _at_least(pixels: np.ndarray, side_px: int) -> np.ndarray:
    missing = [(0, max(0, side_px - size)) for size in pixels.shape[:2]]
    return np.pad(pixels, (*missing, (0, 0)), mode="symmetric") if any(sum(missing, ())) else pixels


def _spread_corners(pixels: np.ndarray, n: int) -> list[tuple[int, int]]:
    """`n` crop corners, one in each of `n` cells that are as square as the picture allows."""
    h, w = pixels.shape[:2]
    n_rows = min(n, max(1, round(np.sqrt(n * h / w))))
    corners = []
    for row in range(n_rows):
        n_columns = n * (row + 1) // n_rows - n * row // n_rows  # sums up to n
        for column in range(n_columns):
            down = _range_of(row, n_rows, h - CROP_PX)
            across = _range_of(column, n_columns, w - CROP_PX)
            corners.append(_most_detailed(pixels, down, across))
    return corners


def _range_of(index: int, n: int, room: int) -> tuple[int, int]:
    """The part of 0..room that belongs to cell `index` of `n`."""
    return round(room * index / n), round(room * (index + 1) / n)


def _most_detailed(
    pixels: np.ndarray, rows: tuple[int, int], columns: tuple[int, int]
) -> tuple[int, int]:
    """The corner with the largest variance of green (nearly luma) among nine of the cell."""
    (y0, y1), (x0, x1) = rows, columns
    ys, xs = ((y0 + y1) // 2, y0, y1), ((x0 + x1) // 2, x0, x1)
    candidates = dict.fromkeys((y, x) for y in ys for x in xs)  # the middle wins a tie
    return max(
        candidates,
        key=lambda corner: float(
            pixels[
                corner[0] : corner[0] + CROP_PX : 2, corner[1] : corner[1] + CROP_PX : 2, 1
            ].var()
        ),
    )
