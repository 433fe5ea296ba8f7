"""The queue with nothing faked: tiny models in the real batch, and a program that is killed."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from restorer_app.distortions import Distortion
from restorer_app.gui.documents.session import Session
from restorer_app.gui.main_window import MainWindow
from restorer_app.gui.workbench import real_workbench
from restorer_app.media.image import Image, load_image, save_image
from restorer_app.paths import user_models_dir
from restorer_app.restoration.destination import Destination
from restorer_app.restoration.queue_entry import EntryState
from restorer_app.settings import Settings
from tests.gui.waiting import WAIT_MS
from tests.tiny_models import write_diagnosis, write_generator

FILL_AND_STAND_STILL = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from restorer_app.gui.main_window import MainWindow
from restorer_app.gui.documents.session import Session
from restorer_app.restoration.destination import Destination
from tests.gui.conftest import FakeBench

app, bench = QApplication([]), FakeBench()
session = Session(bench.workbench())
window = MainWindow(session)

def tell(entry):
    bench.may_go_on.clear()  # the next one stands still half way
    print("done", entry.name, flush=True)

session.queue.entry_done.connect(tell)
session.queue.filling.fill([Path(sys.argv[1])], Destination(Path(sys.argv[2])))
app.exec()
"""


def even_photograph(path: Path, brightness: float) -> Path:
    """Not quite even: an even result would be refused."""
    ramp = np.linspace(-0.1, 0.1, 200, dtype=np.float32)
    pixels = np.broadcast_to(ramp[None, :, None] + np.float32(brightness), (180, 200, 3))
    path.parent.mkdir(exist_ok=True)
    save_image(Image(np.ascontiguousarray(pixels)), path)
    return path


def test_tiny_models_restore_a_folder_through_the_real_batch(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("restorer_app.registry.catalog.shipped_models_dir", lambda: tmp_path / "no")
    write_diagnosis(user_models_dir(), {Distortion.WHITE_NOISE: 0.5})
    write_generator(user_models_dir(), Distortion.WHITE_NOISE, gain=0.5)
    noisy = even_photograph(tmp_path / "box" / "bright.png", 0.8)
    clean = even_photograph(tmp_path / "box" / "dark.png", 0.3)
    session = Session(real_workbench(Settings(device="cpu", threads=1)))
    window = MainWindow(session)
    qtbot.addWidget(window)
    queue, out = session.queue, tmp_path / "out"
    queue.filling.fill([tmp_path / "box"], Destination(out))
    expected = [EntryState.DONE, EntryState.UNCHANGED]
    qtbot.waitUntil(lambda: [e.state for e in queue.entries] == expected, timeout=WAIT_MS)
    before, after = load_image(noisy), load_image(out / "bright restored.png")
    np.testing.assert_allclose(after.pixels, before.pixels / 2, atol=2 / 255)
    assert (out / "dark restored.png").read_bytes() == clean.read_bytes()
    assert session.shutdown(WAIT_MS)


@pytest.mark.skipif(os.name != "posix", reason="there is no SIGKILL")
def test_a_killed_program_leaves_nothing_half_done_and_goes_on(
    qtbot: QtBot, session: Session, user_home: Path, photograph, tmp_path: Path
) -> None:
    for name in "abc":
        photograph(f"box/{name}.png")
    out = tmp_path / "out"
    program = subprocess.Popen(
        [sys.executable, "-c", FILL_AND_STAND_STILL, str(tmp_path / "box"), str(out)],
        env={**os.environ, "RESTORER_HOME": str(user_home), "PYTHONPATH": str(Path.cwd())},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert program.stdout is not None
    assert program.stdout.readline() == "done a.png\n"
    program.send_signal(signal.SIGKILL)
    program.communicate(timeout=60)
    assert {path.name for path in out.iterdir()} == {"a restored.png"}
    queue = session.queue
    queue.read_what_was_left()
    done, waits = EntryState.DONE, EntryState.WAITING
    qtbot.waitUntil(lambda: [e.state for e in queue.entries] == [done, waits, waits])
    first = (out / "a restored.png").stat().st_mtime_ns
    queue.resume()
    qtbot.waitUntil(lambda: [e.state for e in queue.entries] == [done] * 3, timeout=WAIT_MS)
    assert {path.name for path in out.iterdir()} == {f"{name} restored.png" for name in "abc"}
    assert (out / "a restored.png").stat().st_mtime_ns == first
