"""Joins the strip of files to the session: what is open, which is shown, which is closed."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from restorer_app.gui import dialogs
from restorer_app.gui.documents.document import Document
from restorer_app.gui.documents.session import Session
from restorer_app.gui.opening.files_strip import THUMBNAIL_PX, FilesStrip


class FilesDesk(QObject):
    """Keeps the strip up to date, and does what is asked for there."""

    def __init__(self, session: Session, strip: FilesStrip, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        session.documents_opened.connect(strip.documents.add)
        session.document_closed.connect(strip.documents.remove)
        session.document_changed.connect(strip.documents.refresh)
        session.jobs.thumbnail_loaded.connect(strip.documents.set_thumbnail)
        strip.document_chosen.connect(session.select)
        strip.close_requested.connect(self._ask_and_close)
        strip.thumbnail_wanted.connect(self._request_thumbnail)

    def select_neighbour(self, step: int) -> None:
        """The file so many places further on in the strip, if there is one."""
        documents = self._session.documents
        if self._session.current is None:
            return
        place = documents.index(self._session.current) + step
        if 0 <= place < len(documents):
            self._session.select(documents[place])

    def _ask_and_close(self, document: Document) -> None:
        is_sound = document.is_recording
        if not document.is_unsaved or dialogs.ask_to_discard(self._window, 1, is_sound):
            self._session.close_document(document)

    def _request_thumbnail(self, document: Document) -> None:
        self._session.jobs.request_thumbnail(document, THUMBNAIL_PX)
