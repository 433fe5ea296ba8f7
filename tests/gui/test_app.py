"""The program itself: started in a process of its own, as a person starts it."""

import os
import subprocess
import sys
from pathlib import Path

START = """
import logging, sys
from pathlib import Path
logging.basicConfig(level=logging.INFO, stream=sys.stdout, format="%(message)s")
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
import restorer_app.cli  # the way of the command, which waits for all that this imports
from restorer_app.gui.app import run

class Note(logging.Handler):
    def emit(self, record):
        if record.getMessage() == "window shown":
            slow = {"torch", "numpy", "scipy", "skimage", "cv2", "PIL", "pyqtgraph"}
            print("loaded:", sorted(slow & set(sys.modules)))
            print("visible:", any(w.isVisible() for w in QApplication.topLevelWidgets()))
            QTimer.singleShot(0, QApplication.instance().closeAllWindows)

logging.getLogger("restorer_app.gui.app").addHandler(Note())
sys.exit(run([Path(name) for name in sys.argv[1:]]))
"""


def start(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "RESTORER_HOME": str(home)}
    return subprocess.run(
        [sys.executable, "-c", START, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_the_window_is_on_screen_before_anything_heavy_is_loaded(user_home: Path) -> None:
    done = start(user_home)
    assert done.returncode == 0, done.stderr
    assert "window shown" in done.stdout
    assert "visible: True" in done.stdout
    assert "loaded: []" in done.stdout


def test_a_missing_file_named_at_the_start_does_not_stop_the_window(
    user_home: Path, tmp_path: Path
) -> None:
    done = start(user_home, str(tmp_path / "away.jpg"))
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stdout + done.stderr
