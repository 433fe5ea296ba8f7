"""Waiting until the program has come to where a test goes on."""

from pytestqt.qtbot import QtBot

from restorer_app.gui.activity import Mark
from restorer_app.gui.documents.session import Session

WAIT_MS = 60_000
"""For a busy machine, and for the first call over the real bench, which imports torch."""


def wait_for_marks(qtbot: QtBot, session: Session, *marks: Mark) -> None:
    """Until the open files, in their order, are in these states."""
    qtbot.waitUntil(lambda: [d.mark for d in session.documents] == list(marks), timeout=WAIT_MS)
