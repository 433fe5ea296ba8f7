"""What comes into the window: opened, dropped or pasted photographs, and saved plans."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from restorer_app.gui import dialogs
from restorer_app.gui.activity import Activity
from restorer_app.gui.documents.document import Document
from restorer_app.gui.documents.session import Session
from restorer_app.gui.jobs import Job
from restorer_app.gui.opening import pasting
from restorer_app.gui.window_memory import WindowMemory
from restorer_app.gui.words import as_sentence, failure_sentence
from restorer_app.gui.workbench import Workbench
from restorer_app.progress import OnProgress, Progress
from restorer_app.restoration.plan import Plan
from restorer_app.restoration.plan_files import is_plan_path


class Imports(QObject):
    """Asks for it, has the session's disc queue read it, and hands it to the session."""

    notice_given = Signal(str)

    def __init__(
        self,
        session: Session,
        window: QWidget,
        memory: WindowMemory,
        open_files: Callable[[Sequence[Path]], None],
    ) -> None:
        super().__init__(window)
        self._session, self._window, self._memory = session, window, memory
        self._open_files = open_files
        self._awaited: tuple[Path, Document] | None = None
        """The plan file that was named last, and for which photograph."""

    def ask_and_open(self) -> None:
        paths = dialogs.ask_files(self._window, self._memory.last_folder)
        if paths:
            self.open(paths)

    def ask_and_open_folder(self) -> None:
        folder = dialogs.ask_folder(self._window, self._memory.last_folder)
        if folder is not None:
            self.open([folder])

    def open(self, paths: Sequence[Path]) -> None:
        """Open photographs, folders, saved sessions, and the first of saved plans."""
        self._memory.note_folder(paths[0].absolute().parent)
        self.notice_given.emit("")
        plans = [path for path in paths if is_plan_path(path)]
        if plans:
            self.open_plan(plans[0])
        if others := [path for path in paths if path not in plans]:
            self._open_files(others)

    def paste(self) -> None:
        """Open the files on the clipboard, or keep the picture on it as a file and open that."""
        if files := pasting.copied_files():
            self.open(files)
        elif (image := pasting.copied_image()).isNull():
            self.notice_given.emit(self.tr("There is no picture on the clipboard."))
        else:
            job = Job(pasting.keep_pasted, image, pasting.pasted_path())
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
                self.tr("A plan needs an open file: open one, then open '{name}' again.").format(
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
            job = Job(_read_plan, self._session.jobs.bench, path)
            job.succeeded.connect(self._apply_plan)
            job.failed.connect(self._tell_failure)
            self._session.jobs.start_file_job(job)

    def _apply_plan(self, plan: Plan) -> None:
        if self._awaited is None:
            return
        path, document = self._awaited
        if document is not self._session.current:
            self.notice_given.emit(
                self.tr("'{name}' was not used: another file is shown by now.").format(
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


def _read_plan(bench: Workbench, path: Path, *, on_progress: OnProgress) -> Plan:
    on_progress(Progress("", 0.0))
    return bench.read_plan(path)
