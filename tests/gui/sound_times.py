"""Prints how long the view of a recording of two hours keeps the GUI thread: no test.

    python tests/gui/sound_times.py

Every kind of step is taken many times, and each call by itself is timed: painting, and what a wheel
or a hand asks for. The budget is 50 ms; processor time stands beside the clock's, which other
programs make longer. Then how long it takes until all that is seen has been worked out.
"""

import os
import sys
import time
from collections.abc import Callable
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtWidgets import QApplication

from restorer_app.gui.sound.lanes_view import LanesView
from restorer_app.gui.sound.sound_view import SoundView
from restorer_app.gui.sound.track import Samples, Sounds, Track

RATE, SECONDS, N_CHANNELS = 48_000, 2 * 3600, 2
PIECE_S = 10
SIZES = ((900, 600), (1800, 1000))
N_STEPS = 12


def make_track(seed: int) -> Track:
    """Ten seconds of noise over and over: hours that need no memory."""
    rng = np.random.default_rng(seed)
    piece = 0.1 * rng.standard_normal((N_CHANNELS, PIECE_S * RATE), dtype=np.float32)

    def read(start: int, stop: int) -> Samples:
        parts = []
        while start < stop:
            first = start % piece.shape[1]
            parts.append(piece[:, first : first + stop - start])
            start += parts[-1].shape[1]
        return np.concatenate(parts, axis=1) if parts else piece[:, :0]

    return Track(read, N_CHANNELS, SECONDS * RATE, RATE)


def settle(app: QApplication, view: SoundView) -> tuple[float, float]:
    """Until everything is there: seconds, and the longest time in ms that events took at once."""
    started, longest = time.perf_counter(), 0.0
    while True:
        before = time.perf_counter()
        app.processEvents()
        longest = max(longest, 1000 * (time.perf_counter() - before))
        if view.desk.is_idle:
            return time.perf_counter() - started, longest
        time.sleep(0.001)


def steps(view: SoundView, act: Callable[[], None]) -> str:
    """Median and maximum of one step with its painting, by the clock and by the processor."""
    clock, processor = [], []
    for _ in range(N_STEPS):
        started, used = time.perf_counter(), time.thread_time()
        act()
        view.lanes.repaint()
        clock.append(1000 * (time.perf_counter() - started))
        processor.append(1000 * (time.thread_time() - used))
    return f"{median(clock):5.1f} max {max(clock):5.1f} cpu {median(processor):5.1f}"


def actions(lanes: LanesView) -> dict[str, Callable[[], None]]:
    """What hands do, in the order in which it is timed."""
    return {
        "play head": lambda: lanes.set_play_head(lanes.play_head + RATE),
        "zoom": lambda: lanes.zoom_at(500, 1.5),
        "pan": lambda: lanes.pan(-37),
        "zoom near": lambda: lanes.zoom_at(500, 3.0),
        "pan near": lambda: lanes.pan(-37),
    }


def main() -> None:
    app = QApplication([])
    sounds = Sounds(make_track(0), make_track(1))
    for size in SIZES:
        view = SoundView()
        view.resize(*size)
        view.show()
        view.set_sounds(sounds)
        seconds, longest = settle(app, view)
        sys.stdout.write(
            f"{size}: all seen and scanned {seconds:.1f} s, longest {longest:.0f} ms\n"
        )
        for name, act in actions(view.lanes).items():
            taken = steps(view, act)
            seconds, longest = settle(app, view)
            sys.stdout.write(
                f"  {name:10} {taken} ms; there after {seconds:.2f} s, longest {longest:.0f} ms\n"
            )
        view.shutdown()
        view.deleteLater()
        app.processEvents()


if __name__ == "__main__":
    main()
