"""What is compared and how: which picture is seen through which part of the canvas."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSizeF

from restorer_app.gui.compare.picture import Patch, Picture
from restorer_app.gui.translation import tr as _tr

DIFFERENCE_GAIN = 4
"""What a repair changes is mostly too little to be seen as it is. A power of two."""


class CompareMode(StrEnum):
    """How before and after share the canvas."""

    SPLIT = "split"
    SIDE_BY_SIDE = "side_by_side"
    FLIP = "flip"
    """One fills the canvas; a click shows the other in its place."""
    DIFFERENCE = "difference"
    """What was changed, made stronger."""


@dataclass(frozen=True)
class Panel:
    """A window onto one picture: `area` places it, `clip` is the part that is painted."""

    area: QRectF
    clip: QRectF
    picture: Picture
    label: str
    is_label_right: bool = False
    patch: Patch | None = None
    """Lies on the picture: a part of it as it would become."""


@dataclass(frozen=True)
class Comparison:
    """Before and after, and the way in which they are looked at; widget sizes come from outside."""

    before: Picture | None = None
    after: Picture | None = None
    mode: CompareMode = CompareMode.SPLIT
    split: float = 0.5
    """Share of the width left of the split line, 0..1."""
    is_flipped: bool = False
    is_peeking: bool = False
    """The picture before fills the canvas for a moment."""
    patch: Patch | None = None
    """A preview of a part, on what is after; without a result, on the photograph itself."""

    @property
    def image_size(self) -> QSizeF:
        """Of image space: that of the picture after, onto which the one before is stretched."""
        return QSizeF(self.latest.size) if self.latest else QSizeF()

    @property
    def latest(self) -> Picture | None:
        """The picture after; while there is none, the one before."""
        return self.after or self.before

    @property
    def has_both(self) -> bool:
        return self.before is not None and self.shown_after is not None

    @property
    def shown_after(self) -> Picture | None:
        """What is compared with the picture before."""
        return self.after or (self.before if self.patch else None)

    @property
    def shown_mode(self) -> CompareMode | None:
        """None while one picture is all there is to see."""
        return self.mode if self.has_both and not self.is_peeking else None

    def areas(self, canvas: QSizeF) -> list[QRectF]:
        """The parts of the canvas that each show the same place."""
        width, height = canvas.width(), canvas.height()
        if self.shown_mode is CompareMode.SIDE_BY_SIDE:
            return [QRectF(0, 0, width / 2, height), QRectF(width / 2, 0, width / 2, height)]
        return [QRectF(0, 0, width, height)]

    def area_at(self, position: QPointF, canvas: QSizeF) -> QRectF:
        areas = self.areas(canvas)
        return areas[-1] if areas[-1].contains(position) else areas[0]

    def split_x(self, canvas: QSizeF) -> float:
        return round(canvas.width() * self.split)

    def panels(self, canvas: QSizeF) -> list[Panel]:
        """Side by side and split have two, difference two in the same place, all else one."""
        areas = self.areas(canvas)
        before, after = _tr("Before"), _tr("Preview") if self.patch else _tr("After")
        shown, patch = self.shown_after, self.patch
        if self.before is None:
            return []
        if shown is None:
            return [Panel(areas[0], areas[0], self.before, "")]
        if self.is_peeking or (self.mode is CompareMode.FLIP and self.is_flipped):
            return [Panel(areas[0], areas[0], self.before, before)]
        if self.mode is CompareMode.FLIP:
            return [Panel(areas[0], areas[0], shown, after, is_label_right=True, patch=patch)]
        if self.mode is CompareMode.DIFFERENCE:
            told = _tr("Difference, {n} times stronger").format(n=DIFFERENCE_GAIN)
            return [
                Panel(areas[0], areas[0], self.before, told),
                Panel(areas[0], areas[0], shown, "", patch=patch),
            ]
        left, right = QRectF(areas[0]), QRectF(areas[-1])
        if self.mode is CompareMode.SPLIT:
            left.setRight(self.split_x(canvas))
            right.setLeft(self.split_x(canvas))
        return [
            Panel(areas[0], left, self.before, before),
            Panel(areas[-1], right, shown, after, is_label_right=True, patch=patch),
        ]

    def lens_panels(self, lens: QRectF) -> list[Panel]:
        """Before and after in the halves of a loupe, or the one picture there is."""
        if self.before is None:
            return []
        if self.shown_after is None:
            return [Panel(lens, lens, self.before, "")]
        after = _tr("Preview") if self.patch else _tr("After")
        left, right = QRectF(lens), QRectF(lens)
        left.setRight(lens.center().x())
        right.setLeft(lens.center().x())
        return [
            Panel(left, left, self.before, _tr("Before")),
            Panel(right, right, self.shown_after, after, patch=self.patch),
        ]
