"""Paints spectrograms from their tiles; where one is missing, from coarser or finer ones."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import replace

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from restorer_app.gui.sound.scene import Lane, Scene
from restorer_app.gui.sound.spectrogram import TILE_COLUMNS, Codes, SpectrogramTile

FindCodes = Callable[[SpectrogramTile], Codes | None]

_COARSER, _FINER = 6, 2
"""How many levels away a stand-in may be."""

_MOST_IMAGES = 96
"""Coloured tiles that are kept, half a megabyte each."""


class SpectrogramPainter:
    """Keeps tiles in their colours: those are looked up once, not with every frame."""

    def __init__(self, find: FindCodes) -> None:
        self._find = find
        self._table: list[int] = []
        self._images: OrderedDict[SpectrogramTile, QImage] = OrderedDict()

    def paint(self, painter: QPainter, scene: Scene, lane: Lane) -> None:
        """One lane. What is not known yet has the colour of silence."""
        assert lane.voice is not None
        if self._table != scene.color_table:
            self._table = scene.color_table
            self._images.clear()
        painter.save()
        painter.setClipRect(lane.area)
        painter.fillRect(lane.area, QColor.fromRgba(self._table[0]))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for tile in scene.spectrogram_tiles(lane.voice):
            for known in self._known(tile):
                self._paint_tile(painter, scene, lane, known)
        self._paint_end(painter, scene, lane)
        painter.restore()

    def _known(self, tile: SpectrogramTile) -> list[SpectrogramTile]:
        """The tile, or what there is of other levels in its place."""
        if self._image(tile) is not None:
            return [tile]
        finer = [other for other in _finer(tile) if self._image(other) is not None]
        coarser = (other for other in _coarser(tile) if self._image(other) is not None)
        coarse = next(coarser, None)
        return finer if coarse is None else [coarse, *finer]

    def _paint_tile(
        self, painter: QPainter, scene: Scene, lane: Lane, tile: SpectrogramTile
    ) -> None:
        image = self._image(tile)
        assert image is not None
        left, right = scene.to_x(tile.start), scene.to_x(tile.start + tile.n_samples)
        # Only the columns that are seen: one tile can be thousands of pixels wide from near.
        across = TILE_COLUMNS / (right - left)
        first = max(int((lane.area.left() - left) * across), 0)
        last = min(int((lane.area.right() - left) * across) + 2, TILE_COLUMNS)
        if last > first:
            target = QRectF(
                left + first / across, lane.area.top(), (last - first) / across, lane.area.height()
            )
            painter.drawImage(target, image, QRectF(first, 0, last - first, image.height()))

    def _paint_end(self, painter: QPainter, scene: Scene, lane: Lane) -> None:
        """There is nothing behind the end, not even silence."""
        end = QRectF(lane.area)
        end.setLeft(scene.to_x(scene.axis.n_samples))
        if end.isValid():
            painter.eraseRect(end)

    def _image(self, tile: SpectrogramTile) -> QImage | None:
        image = self._images.get(tile)
        if image is not None:
            self._images.move_to_end(tile)
            return image
        codes = self._find(tile)
        if codes is None:
            return None
        height, width = codes.shape
        indexed = QImage(codes.data, width, height, width, QImage.Format.Format_Indexed8)
        indexed.setColorTable(self._table)
        self._images[tile] = indexed.convertToFormat(QImage.Format.Format_RGB32)
        while len(self._images) > _MOST_IMAGES:
            self._images.popitem(last=False)
        return self._images[tile]


def _coarser(tile: SpectrogramTile) -> Iterator[SpectrogramTile]:
    for up in range(1, _COARSER + 1):
        yield replace(tile, level=tile.level + up, index=tile.index >> up)


def _finer(tile: SpectrogramTile) -> Iterator[SpectrogramTile]:
    for down in range(_FINER, 0, -1):
        for i in range(1 << down):
            yield replace(tile, level=tile.level - down, index=(tile.index << down) + i)
