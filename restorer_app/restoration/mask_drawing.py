"""Makes a mask's pixels: of what was found, then of the vectors of what was changed.

The same for a part of a photograph as for all of it.
"""

import base64
import io
import math

import cv2
import numpy as np
import PIL.Image

from restorer_app.errors import PlanError
from restorer_app.media.region import Region
from restorer_app.restoration.mask import (
    USUAL_SENSITIVITY,
    Cleared,
    Edit,
    Given,
    Grown,
    Inverted,
    Mask,
    Stroke,
)
from restorer_app.texts import translatable

RIM_PX = 2
"""What is found grows by so much: the soft edge of a scratch would be copied into its filling."""
SMALLEST_PX = 4
"""Fewer connected pixels than this are noise of the finder, not dust."""
_FRACTION_BITS = 8
"""The points of areas are taken to 1/256 px."""
_THINNEST_PX = 1.5
"""A thinner line would slip through between the middles of pixels."""


def damage_mask(
    likely: np.ndarray, sensitivity: float = USUAL_SENSITIVITY, *, rim_px: int = RIM_PX
) -> np.ndarray:
    """What to fill in, bool (H, W), of the probabilities that `find_damage` returns, or of codes.

    `sensitivity` 0..1: how little suffices; 0.5 takes what is likelier damage than not, 0 hardly
    anything, 1 nearly all that is suspicious.
    """
    least = 1 - np.clip(sensitivity, 0.02, 0.98)
    found = likely > (least * 255 if likely.dtype == np.uint8 else least)
    n, labels, statistics, _ = cv2.connectedComponentsWithStats(
        found.astype(np.uint8), connectivity=8
    )
    is_large = statistics[:, cv2.CC_STAT_AREA] >= SMALLEST_PX
    is_large[0] = False  # the background
    return widened(is_large[labels], rim_px) if n > 1 else found


def widened(mask: np.ndarray, by_px: int) -> np.ndarray:
    """A mask (bool (H, W)) grown by so many pixels in all directions."""
    if by_px <= 0:
        return mask
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * by_px + 1, 2 * by_px + 1))
    return np.asarray(cv2.dilate(mask.astype(np.uint8), kernel) > 0)


def draw_mask(mask: Mask, found: np.ndarray, region: Region) -> np.ndarray:
    """What is to be filled in `region`, bool (h, w); `found` (the same) is what was found there.

    Within `mask.reach_px` of an edge that lies inside the photograph it may be wrong: what is
    beyond is not known. Raises PlanError for an imported mask that can not be read.
    """
    drawn = found.astype(np.uint8)
    for edit in mask.edits:
        drawn = _edited(drawn, edit, region)
    return drawn > 0


def draw_stroke(drawn: np.ndarray, stroke: Stroke, region: Region, value: int = 1) -> Region | None:
    """Put `value` (0 where it erases) into `drawn`, uint8 (h, w), which lies at `region`.

    Returns the part of `region` that may have changed, in the photograph's pixels; None for a
    stroke that passes by. The stroke is drawn as a whole and then cut: what is drawn at a place
    never depends on how much of the photograph is looked at.
    """
    place = place_of(stroke)
    shared = place.common_with(region)
    if shared is None:
        return None
    shape = np.zeros((place.height, place.width), np.uint8)
    # Middles of pixels have whole numbers from here on, as OpenCV has them.
    points = np.array(stroke.points) - (place.left + 0.5, place.top + 0.5)
    if stroke.is_area:
        fixed = np.round(points * (1 << _FRACTION_BITS)).astype(np.int32)
        cv2.fillPoly(shape, [fixed], 1, shift=_FRACTION_BITS)
    else:
        _draw_line(shape, points, max(stroke.width_px, _THINNEST_PX) / 2)
    inside = shape[shared.relative_to(place).slices] > 0
    drawn[shared.relative_to(region).slices][inside] = 0 if stroke.erases else value
    return shared


def _draw_line(shape: np.ndarray, points: np.ndarray, radius: float) -> None:
    """1 for every pixel whose middle is within `radius` of the line through `points` (n, 2).

    Not by OpenCV, whose lines come in odd widths only, and wider where they are oblique.
    """
    piece_px = 4 * radius + 16  # the box around a short piece holds little else
    for start, end in zip(points, points[1:] if len(points) > 1 else points, strict=False):
        n_pieces = math.ceil(np.hypot(*(end - start)) / piece_px) or 1
        along = (end - start) / n_pieces
        for i in range(n_pieces):
            _draw_piece(shape, start + i * along, along, radius)


def _draw_piece(shape: np.ndarray, start: np.ndarray, along: np.ndarray, radius: float) -> None:
    end = start + along
    left, top = np.floor(np.minimum(start, end) - radius).astype(int).clip(0)
    right, bottom = np.ceil(np.maximum(start, end) + radius).astype(int) + 1
    box = shape[top:bottom, left:right]
    x = (np.arange(left, left + box.shape[1]) - start[0]).astype(np.float32)
    y = (np.arange(top, top + box.shape[0])[:, None] - start[1]).astype(np.float32)
    along = along.astype(np.float32)
    share = np.clip((x * along[0] + y * along[1]) / max(along @ along, np.float32(1e-12)), 0, 1)
    box[np.square(x - share * along[0]) + np.square(y - share * along[1]) <= radius**2] = 1


def place_of(stroke: Stroke) -> Region:
    """All pixels that a stroke may touch, also beyond the edges of the photograph."""
    half = math.ceil(stroke.width_px / 2) + 1
    xs, ys = zip(*stroke.points, strict=True)
    left, top = math.floor(min(xs)) - half, math.floor(min(ys)) - half
    right, bottom = math.ceil(max(xs)) + half, math.ceil(max(ys)) + half
    return Region(left, top, right - left, bottom - top)


def simplified(points: np.ndarray, within_px: float) -> tuple[tuple[float, float], ...]:
    """Points (n, 2) of a line without those that change its course by less than `within_px`."""
    kept = cv2.approxPolyDP(points.astype(np.float32)[:, None], within_px, closed=False)[:, 0]
    return tuple((round(float(x), 2), round(float(y), 2)) for x, y in kept)


def pack_mask(mask: np.ndarray) -> Given:
    """A mask (bool (H, W)) as a plan can hold it."""
    file = io.BytesIO()
    PIL.Image.fromarray(mask).save(file, "PNG")
    return Given(base64.b64encode(file.getvalue()).decode("ascii"))


def unpack_mask(given: Given) -> np.ndarray:
    """The mask of `pack_mask`, bool (H, W). Raises PlanError for a damaged one."""
    try:
        with PIL.Image.open(io.BytesIO(given.data), formats=("PNG",)) as picture:
            return np.asarray(picture.convert("1"))
    # A damaged PNG raises nearly anything: OSError, SyntaxError, ValueError, zlib.error ...
    except Exception as error:
        raise PlanError(translatable("the imported mask is damaged; import it again")) from error


def _edited(drawn: np.ndarray, edit: Edit, region: Region) -> np.ndarray:
    match edit:
        case Stroke():
            draw_stroke(drawn, edit, region)
            return drawn
        case Given():
            return unpack_mask(edit)[region.slices].astype(np.uint8)
        case Cleared():
            return np.zeros_like(drawn)
        case Inverted():
            return 1 - drawn
        case Grown() if edit.by_px > 0:
            return (_distance_to(drawn) <= edit.by_px).astype(np.uint8)
        case Grown():
            return (_distance_to(1 - drawn) > -edit.by_px).astype(np.uint8)


def _distance_to(drawn: np.ndarray) -> np.ndarray:
    """How far, in pixels, each pixel is from the nearest that is 1."""
    return cv2.distanceTransform(1 - drawn, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
