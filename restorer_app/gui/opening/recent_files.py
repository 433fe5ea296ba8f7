"""What was opened lately: files, folders and sessions, as the user named them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from restorer_app.gui.jobs import Job
from restorer_app.gui.window_memory import WindowMemory
from restorer_app.progress import OnProgress, Progress

MOST_RECENT = 10

StartJob = Callable[[Job, Callable[..., None]], None]
"""Runs a job and calls the function with its result."""


@dataclass(frozen=True)
class RecentFile:
    path: Path
    is_there: bool
    """When it was looked for last: a drive may have been taken out."""


class RecentFiles(QObject):
    """Remembers them from one start to the next. Whether they are there is found out in a job."""

    changed = Signal(object)  # list[RecentFile], the newest first

    def __init__(self, memory: WindowMemory, start: StartJob, parent: QObject) -> None:
        super().__init__(parent)
        self._memory, self._start = memory, start

    def note(self, paths: Iterable[Path]) -> None:
        """These were opened just now."""
        new = [path.absolute() for path in paths]
        old = [path for path in self._memory.recent if path not in new]
        self._memory.note_recent([*new, *old][:MOST_RECENT])
        self.look()

    def clear(self) -> None:
        self._memory.note_recent([])
        self.changed.emit([])

    def look(self) -> None:
        """Answered by `changed`."""
        self._start(Job(_look_for, self._memory.recent), self._tell)

    def _tell(self, files: list[RecentFile]) -> None:
        self.changed.emit(files)


def _look_for(paths: list[Path], *, on_progress: OnProgress) -> list[RecentFile]:
    on_progress(Progress("", 0.0))
    return [RecentFile(path, path.exists()) for path in paths]
