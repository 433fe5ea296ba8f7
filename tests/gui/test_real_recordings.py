"""Recordings in the window over the real calls, and in the program as a person starts it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from restorer_app.architectures import ARCHITECTURES
from restorer_app.distortions import Distortion
from restorer_app.gui.activity import Mark
from restorer_app.gui.documents.session import Session
from restorer_app.gui.main_window import MainWindow
from restorer_app.gui.workbench import real_workbench
from restorer_app.media.audio import Recording, RecordingInfo, load_recording, save_recording
from restorer_app.paths import user_models_dir
from restorer_app.registry.catalog import Task
from restorer_app.settings import Settings
from tests.gui.waiting import WAIT_MS, wait_for_marks
from tests.restoration.audio.sounds import RATE, echoed, si_sdr_db, voice
from tests.tiny_models import write_model

PERSON = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from restorer_app.gui import dialogs
from restorer_app.gui.main_window import MainWindow
from restorer_app.gui.app import run

dialogs.ask_to_discard = lambda *_: True
source, target = map(Path, sys.argv[1:])
app = QApplication([])

def go_on():
    (window,) = [w for w in app.topLevelWidgets() if isinstance(w, MainWindow)]
    document = window._session.current
    if document is None or document.sounds is None or document.is_busy or document.is_saving:
        return
    if document.problem is not None:
        print("problem:", document.problem.sentence)
        window.close()
    elif document.saved_as is not None:
        print("seen:", window.canvas.sound_panel.isVisible())
        print("silence:", window.canvas.sound_panel.player.silence_reason)
        window.close()
    elif document.has_result:
        window._session.save_as(document, target, may_replace=False)
    elif document.can_restore:
        window.inspector.action_area.restore_button.click()

timer = QTimer()
timer.timeout.connect(go_on)
timer.start(20)
sys.exit(run([source]))
"""


def write_echoing(path: Path, seconds: float = 2.0) -> np.ndarray:
    """A voice in a hall with some noise; returns it without them."""
    clean = voice(seconds)
    noise = 0.003 * np.random.default_rng(1).standard_normal(clean.shape)
    degraded = 0.8 * (echoed(clean, 0.4, 0.6) + noise)
    info = RecordingInfo(RATE, 1, clean.shape[1], "WAV", "PCM_16")
    save_recording(Recording(degraded.astype(np.float32), RATE, info), path)
    return clean


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    monkeypatch.setattr("restorer_app.registry.catalog.shipped_models_dir", lambda: tmp_path / "no")
    hyper_parameters = {"width": 8}
    write_model(
        user_models_dir(),
        "background_noise",
        ARCHITECTURES["mask_net"](**hyper_parameters),
        architecture="mask_net",
        hyper_parameters=hyper_parameters,
        task=Task.RESTORE,
        distortion=Distortion.BACKGROUND_NOISE,
        medium="audio",
    )
    session = Session(real_workbench(Settings(device="cpu", threads=1)))
    yield session
    assert session.shutdown(WAIT_MS)


def test_an_echo_is_found_and_taken_off(
    qtbot: QtBot, session: Session, window: MainWindow, tmp_path: Path
) -> None:
    source, target = tmp_path / "hall.wav", tmp_path / "out.wav"
    clean = write_echoing(source)
    session.open_paths([source])
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    assert window.inspector.findings.sentences()[0].startswith("Echo, 99 % sure")
    session.restore()
    wait_for_marks(qtbot, session, Mark.RESTORED)
    assert window.inspector.findings.sentences()[0].endswith("now gone")
    session.save_as(session.current, target, may_replace=False)
    wait_for_marks(qtbot, session, Mark.SAVED)
    before, after = load_recording(source).samples, load_recording(target).samples
    assert si_sdr_db(clean, after) > si_sdr_db(clean, before) + 8


def test_networks_are_proposed_but_not_switched_on(
    qtbot: QtBot, session: Session, window: MainWindow, tmp_path: Path
) -> None:
    rng = np.random.default_rng(2)
    noisy = voice(4.0) + 0.1 * rng.standard_normal((1, 4 * RATE)).astype(np.float32)
    source = tmp_path / "noisy.wav"
    save_recording(Recording(noisy.astype(np.float32) / 2, RATE), source)
    session.open_paths([source])
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    steps = {step.distortion: step for step in session.current.plan.steps}
    assert not steps[Distortion.BACKGROUND_NOISE].is_on
    (row,) = [r for r in window.inspector.plan.rows if r.distortion is Distortion.BACKGROUND_NOISE]
    assert "switched on by hand" in row.toolTip()
    row._switch.click()
    session.restore()
    wait_for_marks(qtbot, session, Mark.RESTORED)
    assert list(session.current.restored.model_hashes) == ["background_noise"]


def test_from_the_start_of_the_program_to_a_saved_recording(
    user_home: Path, tmp_path: Path
) -> None:
    source, target = tmp_path / "hall.wav", tmp_path / "out.flac"
    clean = write_echoing(source)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "RESTORER_HOME": str(user_home)}
    done = subprocess.run(
        [sys.executable, "-c", PERSON, str(source), str(target)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "seen: True" in done.stdout, done.stdout + done.stderr
    before, after = load_recording(source).samples, load_recording(target).samples
    assert si_sdr_db(clean, after) > si_sdr_db(clean, before) + 8
