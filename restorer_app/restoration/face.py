"""Faces as plain values: where they are, what is wanted of each, and what became of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from restorer_app.errors import PlanError
from restorer_app.media.region import Region
from restorer_app.texts import translatable

Point = tuple[float, float]
"""(x, y) in the pixels of the whole picture."""

SMALLEST_PX = 24
"""Smaller faces are left alone: a network would invent them."""
NEEDED_FROM = 0.6
"""From this probability of being soft or noisy on a face is refined unasked."""
_SAME_FROM = 0.3
"""Boxes that share so much of what they cover are of the same face."""


@dataclass(frozen=True)
class Face:
    """A face that was found, or that somebody has drawn a box around."""

    box: Region
    """Square, about from the eyebrows to the chin and from ear to ear."""
    confidence: float
    """0..1 that it is a face."""
    eyes: tuple[Point, Point] | None = None
    """The left one of the picture first; None where they were not seen."""
    probability: float = 0.0
    """0..1 that it is softer or noisier than its size lets expect."""
    severity: float = 0.0
    """0..5: how much so."""

    @property
    def needs_refining(self) -> bool:
        return self.probability >= NEEDED_FROM and self.box.width >= SMALLEST_PX

    def relative_to(self, outer: Region) -> "Face":
        """The same face, counted from the corner of `outer`."""
        eyes = None
        if self.eyes is not None:
            left, right = ((x - outer.left, y - outer.top) for x, y in self.eyes)
            eyes = (left, right)
        return replace(self, box=self.box.relative_to(outer), eyes=eyes)


@dataclass(frozen=True)
class FaceChoice:
    """What the user wants of one face. Raises PlanError for a strength outside 0..1."""

    box: Region
    strength: float = 1.0
    """0..1, of the step's strength."""
    is_on: bool = True
    is_by_hand: bool = False
    """The user has drawn the box: it holds a face, whatever is found there."""

    def __post_init__(self) -> None:
        if not 0 <= self.strength <= 1:
            raise PlanError(
                translatable(
                    "a face: strength {value:g} is outside 0..1; 0 changes nothing, 1 is the full "
                    "repair",
                    value=self.strength,
                )
            )

    @classmethod
    def from_table(cls, table: Any) -> "FaceChoice":
        """Of what `asdict` made. Raises KeyError, TypeError, ValueError and PlanError."""
        return cls(
            box=region_of(table["box"]),
            strength=float(table["strength"]),
            is_on=bool(table["is_on"]),
            is_by_hand=bool(table["is_by_hand"]),
        )


@dataclass(frozen=True)
class FaceReport:
    """What became of one face."""

    box: Region
    strength: float
    """How much of the refinement was taken, 0..1; 0 where the face was left alone."""
    similarity: float | None = None
    """Of the face afterwards to the one before, -1..1, as the network sees it that knows faces
    again; None where the two were not compared."""
    reason: str = ""
    """Why it was taken less of, or nothing; a sentence."""

    @classmethod
    def from_table(cls, table: Any) -> "FaceReport":
        """Of what `asdict` made. Raises KeyError, TypeError and ValueError."""
        similarity = table["similarity"]
        return cls(
            box=region_of(table["box"]),
            strength=float(table["strength"]),
            similarity=None if similarity is None else float(similarity),
            reason=str(table["reason"]),
        )


def region_of(table: Any) -> Region:
    """Of what `asdict` made of a region. Raises KeyError, TypeError and ValueError."""
    return Region(*(int(table[name]) for name in ("left", "top", "width", "height")))


def face_of(table: Any) -> Face:
    """Of what `asdict` made of a face. Raises KeyError, TypeError and ValueError."""
    eyes = table["eyes"]
    return Face(
        box=region_of(table["box"]),
        confidence=float(table["confidence"]),
        eyes=None if eyes is None else (_point_of(eyes[0]), _point_of(eyes[1])),
        probability=float(table["probability"]),
        severity=float(table["severity"]),
    )


def _point_of(pair: Any) -> Point:
    x, y = pair
    return float(x), float(y)


def overlap(first: Region, second: Region) -> float:
    """The share of what two regions cover together that both cover, 0..1."""
    common = first.common_with(second)
    if common is None:
        return 0.0
    shared = common.width * common.height
    return shared / (first.width * first.height + second.width * second.height - shared)


def is_same_place(first: Region, second: Region) -> bool:
    """Whether two boxes are of the same face."""
    return overlap(first, second) >= _SAME_FROM


def choices_for(faces: Iterable[Face], chosen: Sequence[FaceChoice] | None) -> list[FaceChoice]:
    """What is wanted of each face: as chosen, else only of those that need it; then the rest.

    Boxes drawn by hand stay, found or not; a choice about a face that is not found does nothing,
    and comes last.
    """
    left = list(chosen or ())
    choices = []
    for face in faces:
        choice = next((c for c in left if is_same_place(c.box, face.box)), None)
        if choice is None:
            choices.append(FaceChoice(face.box, is_on=face.needs_refining))
        else:
            left.remove(choice)
            choices.append(choice)
    return [*choices, *left]


def with_choice(
    choices: Sequence[FaceChoice],
    index: int,
    *,
    strength: float | None = None,
    is_on: bool | None = None,
) -> tuple[FaceChoice, ...]:
    """A copy in which the choice at `index` has another strength or switch."""
    old = choices[index]
    new = replace(
        old,
        strength=old.strength if strength is None else strength,
        is_on=old.is_on if is_on is None else is_on,
    )
    return (*choices[:index], new, *choices[index + 1 :])
