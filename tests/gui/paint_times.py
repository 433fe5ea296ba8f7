"""Prints how long the compare view takes to paint large photographs: no test.

    python tests/gui/paint_times.py

Each frame is panned a little, as a hand does. The budget is 50 ms of the GUI thread; processor time
stands beside the clock's, which other programs make longer.
"""

import os
import sys
import time
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import cv2
import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from restorer_app.gui.compare.compare_panels import CompareMode
from restorer_app.gui.compare.compare_view import CompareView
from restorer_app.gui.compare.picture import Patch, Picture, make_picture
from restorer_app.media.region import Region

PHOTOGRAPHS = {"24 MP": (4000, 6000), "100 MP": (8164, 12248)}
WIDGETS = ((1600, 900), (3840, 2160))
ZOOMS = (None, 1.0, 2.0)
N_FRAMES = 9
PREVIEWED = ", with a preview"


def make_photograph(height: int, width: int, noise: float) -> Picture:
    rng = np.random.default_rng(0)
    tile = cv2.GaussianBlur(rng.random((512, 512, 3), dtype=np.float32), (0, 0), 1.2)
    tile = np.clip(tile + noise * rng.standard_normal(tile.shape, dtype=np.float32), 0, 1)
    pixels = np.tile(tile, (-(-height // 512), -(-width // 512), 1))[:height, :width]
    return make_picture(pixels)


def preview_of(picture: Picture) -> Patch:
    """Of the middle of a picture, as large as a large screen."""
    size = picture.size
    width, height = min(size.width(), WIDGETS[-1][0]), min(size.height(), WIDGETS[-1][1])
    left, top = (size.width() - width) // 2, (size.height() - height) // 2
    return Patch(make_photograph(height, width, 0.05), Region(left, top, width, height))


def paint_times(view: CompareView, zoom: float | None) -> str:
    """Median and maximum by the clock, and the median of processor time, in ms."""
    view.fit()
    if zoom is not None:
        view.set_zoom(zoom)
    frame = QImage(view.size(), QImage.Format.Format_RGB32)
    view.render(frame)
    clock, processor = [], []
    for _ in range(N_FRAMES):
        if zoom is not None:
            view.pan(QPointF(7, 3))
        started, used = time.perf_counter(), time.process_time()
        view.render(frame)
        clock.append(1000 * (time.perf_counter() - started))
        processor.append(1000 * (time.process_time() - used))
    name = "fit" if zoom is None else f"{zoom:.0%}"
    return f"{name}: {median(clock):5.1f} max {max(clock):5.1f} cpu {median(processor):5.1f}"


def main() -> None:
    app = QApplication([])
    for name, (height, width) in PHOTOGRAPHS.items():
        after = make_photograph(height, width, 0.0)
        befores = {
            "": make_photograph(height, width, 0.1),
            PREVIEWED: make_photograph(height, width, 0.1),
            ", before half as large": make_photograph(height // 2, width // 2, 0.1),
        }
        for size in WIDGETS:
            for how, before in befores.items():
                view = CompareView()
                view.resize(*size)
                view.set_pictures(before, after)
                if how == PREVIEWED:
                    view.set_patch(preview_of(after))
                for mode in CompareMode:
                    view.set_mode(mode)
                    times = " | ".join(paint_times(view, zoom) for zoom in ZOOMS)
                    sys.stdout.write(f"{name} on {size[0]} x {size[1]}, {mode}{how}: {times}\n")
                view.deleteLater()
                app.processEvents()


if __name__ == "__main__":
    main()
