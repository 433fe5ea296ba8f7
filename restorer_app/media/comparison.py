"""Before and after in one picture, to be shown to others."""

import math
from enum import StrEnum

import numpy as np

from restorer_app.media.captions import draw_captions
from restorer_app.media.color import Floats
from restorer_app.media.image import Image
from restorer_app.media.region import Region

MOST_PIXELS = 40_000_000
"""Larger comparisons are drawn smaller: as float32 this many take half a gigabyte."""

_MOST_SIDE_PX = 65_000
"""What a JPEG can hold a side."""
_CAPTION_SHARE, _LEAST_CAPTION_PX = 0.035, 24
_GAP_SHARE, _LEAST_GAP_PX = 0.01, 4


class Layout(StrEnum):
    """How the two share the picture."""

    SIDE_BY_SIDE = "side_by_side"
    SPLIT = "split"
    """One picture, to the left of a white line before, to the right after."""


def draw_comparison(
    before: Image,
    after: Image,
    *,
    layout: Layout,
    captions: tuple[str, str] | None = None,
    area: Region | None = None,
    split: float = 0.5,
    most_pixels: int = MOST_PIXELS,
) -> Image:
    """The comparison in full resolution, or as large as `most_pixels` allows.

    `captions` stand above the two. `area` is the part of `after` to show, all of it by default;
    where `before` has another size it is brought to the same. `split` 0..1 places the line.
    Transparent parts lie on white. Nothing of the photograph's metadata goes along.
    """
    pair = [_cut(image, _area_in(image, after, area)) for image in (before, after)]
    height, width = pair[1].shape[:2]
    size = _allowed_size(width, height, layout, most_pixels)
    pair = [_resized(pixels, size) for pixels in pair]
    draw = _side_by_side if layout is Layout.SIDE_BY_SIDE else _split
    picture, starts = draw(pair[0], pair[1], split)
    if captions is not None:
        strip_px = max(_LEAST_CAPTION_PX, round(size[1] * _CAPTION_SHARE))
        strip = draw_captions(captions, starts, (picture.shape[1], strip_px))
        picture = np.concatenate([strip, picture])
    return Image(picture, icc_profile=after.icc_profile)


def _area_in(image: Image, after: Image, area: Region | None) -> Region:
    """The same part of the scene in a picture that may have another size."""
    if area is None:
        return Region(0, 0, image.width, image.height)
    across, down = image.width / after.width, image.height / after.height
    left, top = round(area.left * across), round(area.top * down)
    right, bottom = area.right * across, area.bottom * down
    return Region(left, top, max(1, round(right) - left), max(1, round(bottom) - top))


def _cut(image: Image, area: Region) -> Floats:
    pixels = image.pixels[area.slices]
    if image.alpha is None:
        return pixels
    cover = image.alpha[area.slices][..., None]
    return pixels * cover + (1 - cover)


def _allowed_size(width: int, height: int, layout: Layout, most_pixels: int) -> tuple[int, int]:
    n_across = 2 if layout is Layout.SIDE_BY_SIDE else 1
    scale = min(
        1.0,
        math.sqrt(most_pixels / (n_across * width * height)),
        _MOST_SIDE_PX / max(1.05 * n_across * width, 1.05 * height),
    )
    return max(1, int(width * scale)), max(1, int(height * scale))


def _resized(pixels: Floats, size: tuple[int, int]) -> Floats:
    height, width = pixels.shape[:2]
    if (width, height) == size:
        return pixels
    import cv2

    is_smaller = size[0] < width
    way = cv2.INTER_AREA if is_smaller else cv2.INTER_CUBIC
    resized = cv2.resize(np.ascontiguousarray(pixels), size, interpolation=way)
    return np.clip(resized, 0, 1, dtype=np.float32)


def _side_by_side(before: Floats, after: Floats, _: float) -> tuple[Floats, tuple[int, int]]:
    """The picture, and where each of the two starts."""
    gap = np.ones((len(before), _gap_px(before), 3), np.float32)
    start = before.shape[1] + gap.shape[1]
    return np.concatenate([before, gap, after], axis=1), (0, start)


def _split(before: Floats, after: Floats, split: float) -> tuple[Floats, tuple[int, int]]:
    width = before.shape[1]
    line = round(width * min(max(split, 0.0), 1.0))
    picture = np.concatenate([before[:, :line], after[:, line:]], axis=1)
    if 0 < line < width:
        half = _gap_px(before) // 2
        picture[:, max(0, line - half) : line + half] = 1
    return picture, (0, line)


def _gap_px(pixels: Floats) -> int:
    return max(_LEAST_GAP_PX, round(pixels.shape[1] * _GAP_SHARE))
