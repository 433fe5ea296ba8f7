"""Has tiles and envelopes worked out in jobs: what is looked at first, all else when nothing is."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QElapsedTimer, QObject, Signal

from restorer_app.gui.jobs import Job, JobQueue
from restorer_app.gui.sound.envelope import Envelope, Outline
from restorer_app.gui.sound.spectrogram import Codes, SpectrogramTile, make_codes
from restorer_app.gui.sound.wave_tiles import WaveTile, make_outline
from restorer_app.progress import OnProgress

Tile = SpectrogramTile | WaveTile

_MOST_TILES = 256
"""Kept: some 32 MB. A screen of 4K shows about 40."""

_SHOW_EVERY_MS = 250


class TileDesk(QObject):
    """One tile at a time, and always one of those that are wanted now.

    It has a queue of its own: looking at a recording never waits for networks. A tile that can not
    be worked out stays away, and `failed` says why; it is not asked for again.
    """

    changed = Signal()  # there is more to draw
    failed = Signal(object)  # the exception

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue = JobQueue(self)
        self._tiles: OrderedDict[Tile, Any] = OrderedDict()
        self._wanted: tuple[Tile, ...] = ()
        self._envelopes: tuple[Envelope, ...] = ()
        self._refused: set[object] = set()
        self._running: Tile | Envelope | None = None
        self._is_shut_down = False
        self._since_shown = QElapsedTimer()
        self._since_shown.start()

    def want(self, tiles: Sequence[Tile]) -> None:
        """These are looked at now, the first one most; what was wanted before is dropped."""
        self._wanted = tuple(tiles)
        self._start_next()

    def scan(self, envelopes: Sequence[Envelope]) -> None:
        """Complete these whenever no tile is wanted."""
        self._envelopes = tuple(envelopes)
        self._start_next()

    def start(self, job: Job) -> None:
        """Something else that drawing needs, ahead of tiles."""
        if not self._is_shut_down:
            self._queue.start(job, priority=1)

    def find_codes(self, tile: SpectrogramTile) -> Codes | None:
        """The codes of a tile if they are there."""
        return self._find(tile)

    def find_outline(self, tile: WaveTile) -> Outline | None:
        """The outline of a tile if it is there."""
        return self._find(tile)

    def forget(self) -> None:
        """Another recording: nothing that is known is of use any more."""
        self._tiles.clear()
        self._refused.clear()
        self._wanted = ()
        self._envelopes = ()

    @property
    def is_idle(self) -> bool:
        """Whether everything that is wanted is there."""
        return self._running is None and self._queue.is_idle

    def shutdown(self, timeout_ms: int = -1) -> bool:
        """Stop; False when something took longer."""
        self._is_shut_down = True
        return self._queue.shutdown(timeout_ms)

    def _find(self, tile: Tile) -> Any:
        known = self._tiles.get(tile)
        if known is not None:
            self._tiles.move_to_end(tile)
        return known

    def _start_next(self) -> None:
        if self._running is not None or self._is_shut_down:
            return
        self._running = self._next()
        if self._running is None:
            return
        if isinstance(self._running, Envelope):
            job = Job(self._running.scan_on)
        else:
            job = Job(make_tile, self._running)
        job.succeeded.connect(self._take)
        job.failed.connect(self._refuse)
        job.finished.connect(self._go_on)
        self._queue.start(job)

    def _next(self) -> Tile | Envelope | None:
        for tile in self._wanted:
            if tile not in self._tiles and tile not in self._refused:
                return tile
        scans = (e for e in self._envelopes if not e.is_whole and e not in self._refused)
        return next(scans, None)

    def _take(self, made: Any) -> None:
        if isinstance(self._running, SpectrogramTile | WaveTile):
            self._tiles[self._running] = made
            while len(self._tiles) > _MOST_TILES:
                self._tiles.popitem(last=False)
            self.changed.emit()
        elif isinstance(self._running, Envelope) and self._is_worth_showing(self._running):
            self._since_shown.restart()
            self.changed.emit()

    def _is_worth_showing(self, envelope: Envelope) -> bool:
        """Drawing all of it again for each of hundreds of parts would hold up the work itself."""
        return envelope.is_whole or self._since_shown.hasExpired(_SHOW_EVERY_MS)

    def _refuse(self, error: Exception) -> None:
        self._refused.add(self._running)
        self.failed.emit(error)

    def _go_on(self) -> None:
        self._running = None
        self._start_next()


def make_tile(tile: Tile, *, on_progress: OnProgress) -> Codes | Outline:
    """What is drawn of a tile; for a job, which may be stopped before it."""
    return make_codes(tile) if isinstance(tile, SpectrogramTile) else make_outline(tile)
