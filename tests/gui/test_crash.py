"""The program itself, killed while somebody works with it, and started again."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from restorer_app.distortions import Distortion
from restorer_app.media.image import Image, save_image
from restorer_app.paths import user_autosave_dir, user_models_dir
from tests.tiny_models import write_diagnosis, write_generator

DRIVER = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
import restorer_app.registry.catalog as catalog
from restorer_app.cli.program import main
from restorer_app.gui.main_window import MainWindow

catalog.shipped_models_dir = lambda: Path("none")
windows = []
original = MainWindow.show
MainWindow.show = lambda window: (windows.append(window), original(window), drive())

def drive():
    story = {story}(windows[0], windows[0]._session)
    timer = QTimer(windows[0], interval=10)
    timer.timeout.connect(lambda: next(story, None))
    timer.start()

def edit(window, session):
    while not (session.documents and session.documents[0].diagnosis):
        yield
    session.restore()
    while not session.current.has_result:
        yield
    window.inspector.plan.rows[0]._slider.setValue(37)
    print("edited", flush=True)
    while True:
        yield

def look(window, session):
    while not (session.documents and session.current.before and session.current.after):
        yield
    document = session.current
    print([step.strength for step in document.plan.steps], document.mark, document.name)
    names = [moment.name for moment in document.history.moments]
    print(names, document.restored.reports[0].outcome)
    print(float(document.restored.image.pixels.mean()))
    print(window.canvas.banner.sentence)
    session.save_as(document, Path(sys.argv[2]), may_replace=False)
    while document.saved_as is None:
        yield
    QApplication.closeAllWindows()
    yield

sys.exit(main(sys.argv[3:]))
"""


@pytest.fixture
def photograph(tmp_path: Path) -> Path:
    """Bright: the tiny diagnosis takes it for noisy. The repair halves the brightness."""
    write_diagnosis(user_models_dir(), {Distortion.WHITE_NOISE: 0.5})
    write_generator(user_models_dir(), Distortion.WHITE_NOISE, gain=0.5)
    ramp = np.linspace(0.7, 0.9, 200, dtype=np.float32)
    pixels = np.ascontiguousarray(np.broadcast_to(ramp[None, :, None], (180, 200, 3)))
    path = tmp_path / "Käthe 1943.png"
    save_image(Image(pixels), path)
    return path


def start(story: str, out: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", DRIVER.replace("{story}", story), "-", str(out), *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )


def test_what_was_done_before_a_kill_is_there_at_the_next_start(
    photograph: Path, tmp_path: Path
) -> None:
    first = start("edit", tmp_path, "gui", str(photograph))
    assert first.stdout is not None
    assert first.stdout.readline() == "edited\n"
    journal = next(user_autosave_dir().glob("*/session.restorer"), None)
    while first.poll() is None and not _has_strength(journal, 0.37):
        journal = next(user_autosave_dir().glob("*/session.restorer"), None)
    first.send_signal(signal.SIGKILL)
    first.communicate()

    out = tmp_path / "restored.png"
    second = start("look", out, "gui")
    told, errors = second.communicate(timeout=60)
    assert second.returncode == 0, errors
    plan, history, brightness, notice = told.splitlines()
    assert plan == "[0.37] restored Käthe 1943.png"
    assert history == "['As proposed', 'Restored', 'Noise at 37 %'] applied"
    assert float(brightness) == pytest.approx(0.4, abs=0.01)
    assert "ended unexpectedly" in notice
    assert out.exists()
    assert [path.name for path in user_autosave_dir().iterdir()] == ["last.restorer"]


def _has_strength(journal: Path | None, strength: float) -> bool:
    if journal is None:
        return False
    (file,) = json.loads(journal.read_bytes())["files"] or [{"moments": []}]
    moments = file["moments"]
    return bool(moments) and moments[-1]["plan"]["steps"][0]["strength"] == strength
