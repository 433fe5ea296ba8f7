"""Results dragged out of the strip, into a folder or another program."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import QMimeData, QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDrag, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from restorer_app.gui import dialogs
from restorer_app.gui.activity import Activity
from restorer_app.gui.documents.document import Document
from restorer_app.gui.documents.session import Session
from restorer_app.gui.jobs import Job
from restorer_app.gui.saving import file_tasks
from restorer_app.gui.translation import tr as _tr
from restorer_app.gui.window_memory import WindowMemory
from restorer_app.gui.words import failure_sentence
from restorer_app.media.save_options import SOUND_SUFFIXES, SUFFIXES
from restorer_app.restoration.course import Restored

if TYPE_CHECKING:
    from restorer_app.restoration.course import RestoredFile
    from restorer_app.restoration.save_choices import SaveChoices


class DragOut(QObject):
    """Gives a drag its file: the saved one, else one written for it as it would be saved.

    The file is written when the drag begins, off the window's thread, and the drag goes on from
    there: before the pointer is where it wants to be, the file is there.
    """

    notice_given = Signal(str)

    def __init__(self, session: Session, source: QWidget, memory: WindowMemory) -> None:
        super().__init__(source)
        self._session, self._source, self._memory = session, source, memory
        self._dragged: tuple[Document, QPixmap] | None = None
        self._written: tuple[RestoredFile, SaveChoices, Path] | None = None
        """What the file of the last drag was made of: it serves the next one too."""

    def begin(self, document: Document, pixmap: QPixmap | None) -> None:
        """Nothing happens for a file without a result."""
        restored = document.restored
        if restored is None or not document.has_result:
            return
        self._dragged = document, pixmap or QPixmap()
        choices = self._memory.save_choices
        if document.is_recording:
            choices = self._memory.sound_save_choices
        written = self._written
        if written is None or written[0] is not restored or written[1] != choices:
            suffixes = SOUND_SUFFIXES if document.is_recording else SUFFIXES
            suffix = suffixes.get(choices.kind) or dialogs.writable_suffix(document.path)
            folder = self._session.folder.path / uuid4().hex
            ending = _tr("restored")
            path = folder / f"{document.path.stem}-{ending}{suffix}"
            written = self._written = restored, choices, path
        job = Job(
            file_tasks.hand_over,
            self._session.jobs.bench,
            document.path,
            restored,
            document.saved_as,
            written[2],
            choices.options,
        )
        job.succeeded.connect(self._go_on)
        job.failed.connect(self._tell_failure)
        self._session.jobs.start_file_job(job)

    def _go_on(self, path: Path) -> None:
        """Not when the button has been let go meanwhile: next time the file is there at once."""
        if self._dragged is None or not _is_held():
            return
        document, pixmap = self._dragged
        picture = document.after  # has to outlive the drag, which borrows its pixels
        drag = QDrag(self._source)
        drag.setMimeData(make_mime_data(path, document))
        drag.setPixmap(pixmap)
        drag.exec(Qt.DropAction.CopyAction)
        del picture

    def _tell_failure(self, error: Exception) -> None:
        self.notice_given.emit(failure_sentence(error, "", Activity.SAVE))


def make_mime_data(path: Path, document: Document) -> QMimeData:
    """The file, and for programs that want none the picture itself, where it is in memory."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    restored = document.restored
    has_alpha = isinstance(restored, Restored) and restored.image.alpha is not None
    if document.after is not None and not has_alpha:  # on screen transparency lies on grey
        data.setImageData(document.after.levels[0])
    return data


def _is_held() -> bool:
    return bool(QApplication.mouseButtons() & Qt.MouseButton.LeftButton)
