"""What a repair of scratches fills in: what is found, and what a person has changed about that.

The changes are vectors in the coordinates of the photograph, small enough for plans and their
history; `mask_drawing` makes pixels of them. No numpy here: plans are there before anything heavy.
"""

import base64
import binascii
from dataclasses import dataclass
from typing import Any

from restorer_app.errors import PlanError
from restorer_app.texts import translatable

USUAL_SENSITIVITY = 0.3
"""Rather too little than a pair of glasses; who wants more moves the slider."""
WIDEST_PX = 10_000.0
"""A brush or a growth beyond this is a slip: it covers any photograph."""
_FARTHEST_PX = 1e6
"""Strokes may leave the photograph, but not the numbers that drawing is done with."""
_PNG_MAGIC = b"\x89PNG\r\n\x1a\n"
_PNG_SIZE_AT = 16

Point = tuple[float, float]


@dataclass(frozen=True)
class Stroke:
    """A line of a brush, or with `is_area` the inside of a closed line: painted or erased.

    `points` are (x, y) in pixels of the photograph; (0, 0) is the corner of the first pixel, its
    middle lies at (0.5, 0.5). An area has no width.
    """

    points: tuple[Point, ...]
    width_px: float = 0.0
    erases: bool = False
    is_area: bool = False

    def __post_init__(self) -> None:
        least = 3 if self.is_area else 1
        far = any(not abs(value) <= _FARTHEST_PX for point in self.points for value in point)
        is_wide = self.is_area or 0 < self.width_px <= WIDEST_PX
        if len(self.points) < least or far or not is_wide:
            raise PlanError(
                translatable("a stroke of the mask has no sound points or width; make it again")
            )


@dataclass(frozen=True)
class Given:
    """A whole mask, in place of all there was before: a PNG of 1 bit in base64, 1 is to be filled.

    Without loss, and of scratches some ten kilobytes for 24 megapixels.
    """

    png: str

    def __post_init__(self) -> None:
        if not self.data.startswith(_PNG_MAGIC) or min(self.size) < 1:
            raise PlanError(translatable("the imported mask is damaged; import it again"))

    @property
    def data(self) -> bytes:
        """The PNG file; empty for what is no base64."""
        try:
            return base64.b64decode(self.png, validate=True)
        except (binascii.Error, ValueError):
            return b""

    @property
    def size(self) -> tuple[int, int]:
        """Width and height, as the head of the file tells them."""
        head = self.data[_PNG_SIZE_AT : _PNG_SIZE_AT + 8]
        return int.from_bytes(head[:4], "big"), int.from_bytes(head[4:], "big")


@dataclass(frozen=True)
class Cleared:
    """Nothing is to be filled."""


@dataclass(frozen=True)
class Inverted:
    """What was to be filled is not, and all else is."""


@dataclass(frozen=True)
class Grown:
    """Larger by so many pixels in all directions; smaller where it is negative."""

    by_px: int

    def __post_init__(self) -> None:
        if not 0 < abs(self.by_px) <= WIDEST_PX:
            raise PlanError(
                translatable(
                    "a mask can not grow by {n} pixels; name a number from 1 to {most:g}",
                    n=self.by_px,
                    most=WIDEST_PX,
                )
            )


Edit = Stroke | Given | Cleared | Inverted | Grown


@dataclass(frozen=True)
class Mask:
    """What is found with `sensitivity` (0..1), then changed by the `edits`, one after the other.

    `size` is (width, height) of the photograph that the edits were made on; on any other they
    would hit the wrong places.
    """

    sensitivity: float = USUAL_SENSITIVITY
    edits: tuple[Edit, ...] = ()
    size: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.sensitivity <= 1:
            raise PlanError(
                translatable(
                    "the mask's sensitivity {value:g} is outside 0..1; 0 finds hardly anything, 1 "
                    "nearly all that is suspicious",
                    value=self.sensitivity,
                )
            )
        sizes = {edit.size for edit in self.edits if isinstance(edit, Given)}
        if (self.edits and self.size is None) or sizes - {self.size}:
            raise PlanError(
                translatable(
                    "the mask does not say which size of photograph it is for; make it again"
                )
            )

    @property
    def needs_finding(self) -> bool:
        """Whether what is found plays a part: not where it is cleared or replaced."""
        return not any(isinstance(edit, Cleared | Given) for edit in self.edits)

    @property
    def reach_px(self) -> int:
        """How far away something can change what is to be filled at a place."""
        return sum(abs(edit.by_px) for edit in self.edits if isinstance(edit, Grown))

    def with_edit(self, edit: Edit, size: tuple[int, int]) -> "Mask":
        """A copy with one change more, made on a photograph of this size (width, height).

        What the change makes of no account is left out.
        """
        earlier = () if isinstance(edit, Cleared | Given) else self.edits
        return Mask(self.sensitivity, (*earlier, edit), size)

    def check_fits(self, size: tuple[int, int]) -> None:
        """Raises PlanError where the edits were made on a photograph of another size."""
        if self.edits and self.size is not None and self.size != size:
            raise PlanError(
                translatable(
                    "the mask is for a photograph of {mask_width} × {mask_height} pixels, this one "
                    "has {width} × {height}; use a mask that was made for it",
                    mask_width=self.size[0],
                    mask_height=self.size[1],
                    width=size[0],
                    height=size[1],
                )
            )

    def to_table(self) -> dict[str, Any]:
        """What JSON can hold, and `mask_of` reads back."""
        return {
            "sensitivity": self.sensitivity,
            "size": self.size and list(self.size),
            "edits": [_edit_table(edit) for edit in self.edits],
        }


def mask_of(table: Any) -> Mask:
    """Raises PlanError, ValueError, KeyError or TypeError for what is no mask."""
    size = None
    if table["size"] is not None:
        width, height = table["size"]
        size = int(width), int(height)
    edits = tuple(_edit_of(edit) for edit in table["edits"])
    return Mask(float(table["sensitivity"]), edits, size)


def _edit_table(edit: Edit) -> dict[str, Any]:
    match edit:
        case Stroke():
            return {
                "kind": "area" if edit.is_area else "line",
                "points": [value for point in edit.points for value in point],
                "width_px": edit.width_px,
                "erases": edit.erases,
            }
        case Given():
            return {"kind": "given", "png": edit.png}
        case Grown():
            return {"kind": "grown", "by_px": edit.by_px}
        case Cleared():
            return {"kind": "cleared"}
        case Inverted():
            return {"kind": "inverted"}


def _edit_of(table: dict[str, Any]) -> Edit:
    match table["kind"]:
        case "line" | "area" as kind:
            values = [float(value) for value in table["points"]]
            return Stroke(
                tuple(zip(values[::2], values[1::2], strict=True)),
                float(table["width_px"]),
                erases=bool(table["erases"]),
                is_area=kind == "area",
            )
        case "given":
            return Given(str(table["png"]))
        case "grown":
            return Grown(int(table["by_px"]))
        case "cleared":
            return Cleared()
        case "inverted":
            return Inverted()
        case unknown:
            raise ValueError(f"'{unknown}' is no change of a mask")
