"""Measures how quick the window is, with the real models, and prints one line per figure: no test.

    python tests/gui/window_speed.py [N_PHOTOGRAPHS]

Time to the visible window, to the first diagnosis in a cold process, the longest time in which the
window stood still while a 24-megapixel photograph was restored, and the memory with N photographs
(default 50) of 12 megapixels open. How long a frame takes to draw: `paint_times.py`.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["RESTORER_HOME"] = tempfile.mkdtemp(prefix="restorer-speed-")

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from restorer_app.gui.documents.session import Session
from restorer_app.gui.main_window import MainWindow
from restorer_app.gui.workbench import real_workbench
from restorer_app.settings import Settings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

STARTS = 5
TWELVE, TWENTY_FOUR = (3000, 4000), (4000, 6000)


def tell(what: str, value: str) -> None:
    sys.stdout.write(f"{what:60} {value}\n")
    sys.stdout.flush()


def seconds_to_window() -> list[float]:
    """From the command to the first painted window, in processes of their own."""
    environment = {**os.environ, "RESTORER_DEBUG": "1"}
    # An installed program has its byte code; the first start, which makes it here, is not counted.
    environment |= {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": tempfile.mkdtemp()}
    taken = []
    for _ in range(1 + STARTS):
        started = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "restorer_app", "gui"],
            env=environment,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert process.stderr is not None
        next(line for line in process.stderr if "window shown" in line)
        taken.append(time.perf_counter() - started)
        process.kill()
        process.wait()
    return taken[1:]


def repeated(tile: "NDArray[np.float32]", size: tuple[int, int]) -> "NDArray[np.float32]":
    import numpy as np

    times = [-(-size[i] // tile.shape[i]) for i in range(2)]
    return np.ascontiguousarray(np.tile(tile, (*times, 1))[: size[0], : size[1]])


def write_photograph(path: Path, size: tuple[int, int]) -> Path:
    """A JPEG of a real photograph, repeated to `size`, with the noise of a real camera on it."""
    import numpy as np
    import skimage.data

    from restorer_app.media.image import Image, save_image

    photo = repeated(skimage.data.astronaut().astype(np.float32) / 255, size)
    noise = np.random.default_rng(5).standard_normal(photo.shape, dtype=np.float32)
    save_image(Image(np.clip(photo + noise * np.float32(20 / 255), 0, 1)), path)
    return path


class Heartbeat:
    """Notes the longest time in which the GUI thread did not come round."""

    def __init__(self) -> None:
        self.longest_s = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.timeout.connect(self._beat)
        self._timer.start(0)

    def start_anew(self) -> None:
        self.longest_s, self._last = 0.0, time.perf_counter()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest_s, self._last = max(self.longest_s, now - self._last), now


@contextmanager
def opened(*files: Path) -> Iterator[Session]:
    session = Session(real_workbench(Settings()))
    window = MainWindow(session)
    window.show()
    session.warm_up()  # as the program does
    session.open_paths(files)
    try:
        yield session
    finally:
        session.shutdown()
        window.deleteLater()


def until(is_reached: Callable[[], object]) -> float:
    """Let the window live until then; returns how long that took, in seconds."""
    started = time.perf_counter()
    while not is_reached():
        QApplication.processEvents()
    return time.perf_counter() - started


def measure_restoring(photograph: Path) -> None:
    with opened(photograph) as session:
        seconds = until(lambda: session.documents and session.documents[0].diagnosis)
        tell("first diagnosis, 24 megapixels, from the shown window on", f"{seconds:.2f} s")
        heart = Heartbeat()
        session.restore()
        seconds = until(lambda: session.documents[0].after)
        stall_ms = heart.longest_s * 1000
        tell("restored by the loop and shown, 24 megapixels", f"{seconds:.1f} s")
        tell("longest stall of the window meanwhile", f"{stall_ms:.0f} ms")


def measure_memory(folder: Path, n_photographs: int) -> None:
    first = write_photograph(folder / "photograph 00.jpg", TWELVE)
    for i in range(1, n_photographs):
        (folder / f"photograph {i:02}.jpg").write_bytes(first.read_bytes())
    with opened(folder) as session:
        until(lambda: len(session.documents) == n_photographs)
        heart = Heartbeat()
        seconds = until(lambda: all(document.diagnosis for document in session.documents))
        for document in session.documents:
            session.select(document)
            until(lambda document=document: document.before)
        tell(f"{n_photographs} photographs of 12 megapixels diagnosed", f"{seconds:.0f} s")
        tell("longest stall of the window meanwhile", f"{heart.longest_s * 1000:.0f} ms")
        tell("memory after each has been looked at", f"{_resident_gb():.2f} GB")


def _resident_gb() -> float:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    kilobytes = next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]
    return int(kilobytes) * 1024 / 1e9


def main(n_photographs: int) -> None:
    taken = seconds_to_window()
    tell("time to the visible window, median", f"{median(taken):.2f} s (at most {max(taken):.2f})")
    app = QApplication([])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        measure_restoring(write_photograph(folder / "large.jpg", TWENTY_FOUR))
        box = folder / "box"
        box.mkdir()
        measure_memory(box, n_photographs)
    app.quit()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
