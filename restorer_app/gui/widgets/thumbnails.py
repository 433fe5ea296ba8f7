"""The small pictures of a list that may have thousands of rows."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from PySide6.QtGui import QImage, QPixmap

MOST_KEPT = 400

T = TypeVar("T", bound=Hashable)


class Thumbnails(Generic[T]):
    """A thumbnail is asked for when it is first wanted; of too many the oldest are forgotten."""

    def __init__(self) -> None:
        self._pixmaps: OrderedDict[T, QPixmap | None] = OrderedDict()

    def of(self, item: T, ask: Callable[[T], None]) -> QPixmap | None:
        """None until what `ask` asks for has come."""
        if item not in self._pixmaps:
            self._pixmaps[item] = None  # asked for
            ask(item)
        return self._pixmaps[item]

    def keep(self, item: T, image: QImage) -> None:
        self._pixmaps[item] = QPixmap.fromImage(image)
        while len(self._pixmaps) > MOST_KEPT:
            self._pixmaps.popitem(last=False)

    def forget(self, item: T) -> None:
        self._pixmaps.pop(item, None)
