"""What comes into the window besides files that are opened: pasted pictures and saved plans."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from restorer_app.gui import dialogs
from restorer_app.gui.documents.document import Activity, Document
from restorer_app.gui.documents.session import Session
from restorer_app.gui.jobs import Job
from restorer_app.gui.saving import clipboard, file_tasks
from restorer_app.gui.window_memory import WindowMemory
from restorer_app.gui.words import as_sentence, failure_sentence
from restorer_app.restoration.plan import Plan


class Imports(QObject):
    """Has the session's disc queue read it, and hands it to the session."""

    files_pasted = Signal(list)  # list[Path]
    notice_given = Signal(str)

    def __init__(self, session: Session, window: QWidget, memory: WindowMemory) -> None:
        super().__init__(window)
        self._session, self._window, self._memory = session, window, memory
        self._awaited: tuple[Path, Document] | None = None
        """The plan file that was named last, and for which photograph."""

    def paste(self) -> None:
        """Open the files on the clipboard, or keep the picture on it as a file and open that."""
        if files := clipboard.copied_files():
            self.files_pasted.emit(files)
        elif (image := clipboard.copied_image()).isNull():
            self.notice_given.emit(self.tr("There is no picture on the clipboard."))
        else:
            job = Job(file_tasks.keep_pasted, image, clipboard.pasted_path())
            job.succeeded.connect(self._open_kept)
            job.failed.connect(self._tell_failure)
            self._session.jobs.start_file_job(job)

    def ask_and_open_plan(self) -> None:
        path = dialogs.ask_plan(self._window, self._memory.last_folder)
        if path is not None:
            self.open_plan(path)

    def open_plan(self, path: Path) -> None:
        """Apply a saved plan to the photograph that is shown; one undo takes it back."""
        document = self._session.current
        if document is None or document.history is None:
            self.notice_given.emit(
                self.tr("A plan needs a photograph: open one, then open '{name}' again.").format(
                    name=path.name
                )
            )
        elif document.is_busy:
            self.notice_given.emit(
                self.tr(
                    "'{name}' is being worked on. Open the plan again when that is done."
                ).format(name=document.name)
            )
        else:
            self._awaited = path, document
            job = Job(file_tasks.read_plan, self._session.jobs.bench, path)
            job.succeeded.connect(self._apply_plan)
            job.failed.connect(self._tell_failure)
            self._session.jobs.start_file_job(job)

    def _apply_plan(self, plan: Plan) -> None:
        if self._awaited is None:
            return
        path, document = self._awaited
        if document is not self._session.current:
            self.notice_given.emit(
                self.tr("'{name}' was not used: another photograph is shown by now.").format(
                    name=path.name
                )
            )
            return
        self.notice_given.emit("")
        self._session.edit_plan(plan, name=self.tr("Plan '{name}'").format(name=path.name))

    def _open_kept(self, path: Path) -> None:
        self.notice_given.emit("")
        self._session.open_paths([path])

    def _tell_failure(self, error: Exception) -> None:
        self.notice_given.emit(as_sentence(failure_sentence(error, "", Activity.LOAD)))
