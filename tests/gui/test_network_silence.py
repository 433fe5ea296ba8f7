"""Restorer opens no network connection: a whole repair in the window with sockets forbidden."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np

from restorer_app.distortions import Distortion
from restorer_app.media.image import Image, save_image
from tests.tiny_models import write_diagnosis, write_generator

REPAIR = """
import os, sys
from pathlib import Path

FORBIDDEN = ("socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo",
             "socket.gethostbyname", "urllib.Request", "http.client.connect")

def forbid(event, args):
    if event in FORBIDDEN:
        print("REFUSED", event, args, flush=True)
        raise PermissionError(event)

sys.addaudithook(forbid)

def internet_sockets():
    "What this process holds open, seen by the system: native code is in it too."
    mine = set()
    for link in Path("/proc/self/fd").iterdir():
        try:
            mine.add(os.readlink(link))
        except OSError:
            pass
    lines = []
    for table in ("tcp", "tcp6", "udp", "udp6"):
        path = Path("/proc/self/net", table)
        lines += path.read_text().splitlines()[1:] if path.exists() else []
    return [line for line in lines if f"socket:[{line.split()[9]}]" in mine]

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from restorer_app.gui import app, main_window
from restorer_app.registry import catalog
catalog.shipped_models_dir = lambda: Path(sys.argv[1]) / "none"

class Repair(main_window.MainWindow):
    def __init__(self, session, **options):
        super().__init__(session, **options)
        self.seen = []
        session.document_changed.connect(self.go_on)
        self.program_pages.show_models()
        self.program_pages.show_about()
        self.program_pages.show_settings()

    def go_on(self, document):
        self.seen += internet_sockets()
        if document.problem:
            print("PROBLEM", document.problem, flush=True)
            QTimer.singleShot(0, self.close)
        elif document.saved_as:
            print("SAVED", "SOCKETS", self.seen, flush=True)
            QTimer.singleShot(0, self.close)
        elif document.can_save and not document.running:
            self._session.save_as(document, Path(sys.argv[3]), may_replace=False)
        elif document.can_restore:
            self._session.restore()

app.MainWindow = Repair
sys.exit(app.run([Path(sys.argv[2])]))
"""


def test_a_repair_in_the_window_uses_no_network(user_home: Path, tmp_path: Path) -> None:
    models = user_home / "data" / "models"
    write_diagnosis(models, {Distortion.WHITE_NOISE: 0.5})
    write_generator(models, Distortion.WHITE_NOISE, gain=0.5)
    ramp = np.broadcast_to(
        np.linspace(0.7, 0.9, 200, dtype=np.float32)[None, :, None], (180, 200, 3)
    )
    save_image(Image(np.ascontiguousarray(ramp)), tmp_path / "oma.png")
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            REPAIR,
            str(tmp_path),
            str(tmp_path / "oma.png"),
            str(tmp_path / "out.png"),
        ],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "RESTORER_HOME": str(user_home)},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "REFUSED" not in done.stdout
    assert "SAVED SOCKETS []" in done.stdout, done.stdout + done.stderr
    assert (tmp_path / "out.png").exists()
