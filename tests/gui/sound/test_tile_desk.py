"""What is looked at is worked out first, off the window's thread."""

import threading
from collections.abc import Iterator

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from restorer_app.gui.sound.envelope import Envelope
from restorer_app.gui.sound.frequency_scale import Scale
from restorer_app.gui.sound.spectrogram import SpectrogramTile, make_codes
from restorer_app.gui.sound.tile_desk import TileDesk
from restorer_app.gui.sound.track import Samples, Track
from restorer_app.gui.sound.wave_tiles import WaveTile
from tests.gui.sound.recordings import RATE, ramp, tone
from tests.gui.waiting import WAIT_MS


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[TileDesk]:
    desk = TileDesk()
    yield desk
    assert desk.shutdown(WAIT_MS)


class Watched:
    """A recording that tells which parts were read, by which thread, and may be held up."""

    def __init__(self, n_samples: int = 1 << 20) -> None:
        self.reads: list[tuple[int, int]] = []
        self.threads: set[int] = set()
        self.may_go_on = threading.Event()
        self.may_go_on.set()
        self.problem: Exception | None = None
        self.track = Track(self._read, 1, n_samples, RATE)

    def _read(self, start: int, stop: int) -> Samples:
        self.reads.append((start, stop))
        self.threads.add(threading.get_ident())
        self.may_go_on.wait(10)
        if self.problem is not None:
            raise self.problem
        return np.zeros((1, stop - start), np.float32)


def wave_tile(track: Track, index: int) -> WaveTile:
    return WaveTile(track, 0, index)


def test_a_tile_that_is_wanted_comes_from_another_thread(qtbot: QtBot, desk: TileDesk) -> None:
    track = tone(1000, 20_000)
    tile = SpectrogramTile(track, Scale.MEL, 256, 6, 0)
    assert desk.find_codes(tile) is None
    with qtbot.waitSignal(desk.changed, timeout=WAIT_MS):
        desk.want([tile])
    np.testing.assert_array_equal(desk.find_codes(tile), make_codes(tile))
    watched = Watched()
    desk.want([wave_tile(watched.track, 3)])
    qtbot.waitUntil(lambda: desk.is_idle, timeout=WAIT_MS)
    assert threading.get_ident() not in watched.threads
    assert watched.reads == [(6144, 8192)]


def test_what_is_no_longer_looked_at_is_not_worked_out(qtbot: QtBot, desk: TileDesk) -> None:
    watched = Watched()
    watched.may_go_on.clear()
    desk.want([wave_tile(watched.track, i) for i in range(5)])
    qtbot.waitUntil(lambda: len(watched.reads) == 1, timeout=WAIT_MS)
    desk.want([wave_tile(watched.track, 7)])
    watched.may_go_on.set()
    qtbot.waitUntil(lambda: desk.is_idle, timeout=WAIT_MS)
    assert [start // 2048 for start, _ in watched.reads] == [0, 7]
    desk.want([wave_tile(watched.track, 0)])  # it was finished, and is still there
    assert desk.is_idle


def test_tiles_go_before_the_rest_of_the_waveform(qtbot: QtBot, desk: TileDesk) -> None:
    watched = Watched(3 << 20)
    watched.may_go_on.clear()
    desk.scan([Envelope(watched.track)])
    qtbot.waitUntil(lambda: len(watched.reads) == 1, timeout=WAIT_MS)
    desk.want([wave_tile(watched.track, 7)])
    watched.may_go_on.set()
    qtbot.waitUntil(lambda: desk.is_idle, timeout=WAIT_MS)
    million = 1 << 20
    assert [start for start, _ in watched.reads] == [0, 7 * 2048, million, 2 * million]


def test_a_part_that_can_not_be_read_is_told_once(qtbot: QtBot, desk: TileDesk, caplog) -> None:
    watched = Watched()
    watched.problem = OSError("the disk is gone")
    told: list[Exception] = []
    desk.failed.connect(told.append)
    for _ in range(3):
        desk.want([wave_tile(watched.track, 1)])
        qtbot.waitUntil(lambda: desk.is_idle, timeout=WAIT_MS)
    assert told == [watched.problem]
    assert len(watched.reads) == 1


def test_nothing_is_begun_after_the_end(qtbot: QtBot) -> None:
    desk, watched = TileDesk(), Watched()
    assert desk.shutdown(WAIT_MS)
    desk.want([wave_tile(watched.track, 1)])
    desk.scan([Envelope(ramp(10))])
    assert watched.reads == []
    assert desk.is_idle
