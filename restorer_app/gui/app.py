"""Starts the window. Nothing here imports torch, so that the window is there first."""

import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from restorer_app.gui.documents.session import Session
from restorer_app.gui.main_window import MainWindow
from restorer_app.gui.opening.continuity import SampleMaker
from restorer_app.gui.program.preferences import Preferences
from restorer_app.gui.translation import Translation, language_of
from restorer_app.gui.widgets.icons import app_icon
from restorer_app.gui.widgets.theme import Theme
from restorer_app.gui.workbench import real_workbench

_log = logging.getLogger(__name__)


def run(files: Sequence[Path], make_sample: SampleMaker | None = None) -> int:
    """Show the window with these files and folders open; returns when it is closed, with 0.

    What a crash has left comes first. `make_sample` makes the photograph to try things on.

    Logs 'window shown' once it is on screen, which the smoke test of the packaged program waits
    for.
    """
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    app.setApplicationName("Restorer")
    app.setWindowIcon(app_icon())
    preferences = Preferences()
    settings = preferences.settings
    Translation(app, language_of(settings.language))
    preferences.theme_chosen.connect(Theme(app, settings.theme).set_choice)
    session = Session(real_workbench(settings))
    window = MainWindow(session, preferences=preferences, make_sample=make_sample)
    window.show()
    # After the first events: the window is painted before any file is opened.
    QTimer.singleShot(0, window, _log_shown)
    QTimer.singleShot(0, window, session.warm_up)
    window.continuity.recover()
    if files:
        window.imports.open(files)
    code = app.exec()
    if not window.is_at_rest:
        # Python would wait for it. Nothing is lost: files are saved, what still runs only reads.
        _log.info("ending in the middle of a long call")
        logging.shutdown()
        os._exit(code)
    return code


def _log_shown() -> None:
    _log.info("window shown")
