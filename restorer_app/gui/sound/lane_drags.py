"""What a mouse button that is held down does to the lanes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication

from restorer_app.gui.sound.scene import Scene
from restorer_app.gui.sound.track import Span

_NEAR_PX = 5
"""So near to its edge one takes hold of a region."""


class Pull(Enum):
    """What moves with the mouse."""

    REGION = auto()
    """The end of a region whose other end stays."""
    TIME = auto()
    """The recording under it."""


@dataclass(frozen=True)
class LaneDrag:
    """From where the button went down: `anchor` is the sample that a region begins or ends at."""

    pull: Pull
    begun_at: QPointF
    at: QPointF
    anchor: int
    has_moved: bool = False

    def gone_on(self, position: QPointF) -> LaneDrag:
        """A hand trembles: it counts as moved from as far on as the system says."""
        far = (position - self.begun_at).manhattanLength() >= QApplication.startDragDistance()
        return replace(self, at=position, has_moved=self.has_moved or far)


def begin_drag(scene: Scene, span: Span | None, position: QPointF, *, pans: bool) -> LaneDrag:
    """On the ruler and with the middle button time moves; at an edge of the region, that edge."""
    if pans or scene.ruler.contains(position):
        return LaneDrag(Pull.TIME, position, position, 0)
    edge = edge_at(scene, span, position)
    if span is not None and edge is not None:
        fixed = span.stop if edge == span.start else span.start
        return LaneDrag(Pull.REGION, position, position, fixed, has_moved=True)
    return LaneDrag(Pull.REGION, position, position, scene.nearest_sample(position.x()))


def edge_at(scene: Scene, span: Span | None, position: QPointF) -> int | None:
    """The end of the region under the mouse."""
    if span is None or scene.lane_at(position) is None:
        return None
    edges = [span.start, span.stop]
    nearest = min(edges, key=lambda sample: abs(scene.to_x(sample) - position.x()))
    return nearest if abs(scene.to_x(nearest) - position.x()) <= _NEAR_PX else None


def span_between(one: int, other: int) -> Span | None:
    """None where no sample lies between them."""
    start, stop = sorted((one, other))
    return Span(start, stop) if start < stop else None
