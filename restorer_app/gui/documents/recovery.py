"""What brings sessions back from the disc, in jobs: of a file, of the last time, of a crash."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from restorer_app.errors import RestorerError
from restorer_app.gui.documents.autosave_folder import LAST_SESSION, AutosaveFolder
from restorer_app.gui.documents.document import Document
from restorer_app.gui.documents.parking import move_parked
from restorer_app.gui.documents.session_record import revive
from restorer_app.paths import user_autosave_dir
from restorer_app.progress import OnProgress, Progress
from restorer_app.restoration.session_file import (
    SavedFile,
    SavedSession,
    read_session,
    write_session,
)

MOST_RECOVERIES = 2
"""So often in a row a session is opened by itself after a crash: it may be what causes it."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Reopened:
    """Documents as they were left, and the files among them that are gone."""

    documents: tuple[Document, ...]
    current: Document | None
    missing: tuple[Path, ...]
    mode: str
    n_recoveries: int = 0


def last_session_path() -> Path:
    return user_autosave_dir() / LAST_SESSION


def reopen(path: Path, parking: Path, *, on_progress: OnProgress) -> Reopened:
    """Raises MediaError or SessionFileError for a file that is no session."""
    on_progress(Progress("", 0.0))
    return _revive_all(read_session(path), parking)


def count_files(path: Path, *, on_progress: OnProgress) -> int:
    """How many photographs a session holds; 0 where there is none that can be read."""
    on_progress(Progress("", 0.0))
    try:
        return len(read_session(path).files) if path.exists() else 0
    except RestorerError as error:
        _log.warning("%s", error)
        return 0


def recover(
    leftovers: Sequence[AutosaveFolder], own: AutosaveFolder, *, on_progress: OnProgress
) -> Reopened:
    """What windows that crashed had open, all of it together, now noted in the folder `own`.

    At every moment one of the journals is whole, so that a crash in here loses nothing. A session
    that was recovered too often becomes the last one, which is opened only when asked for, without
    the results that it may have crashed with.
    """
    on_progress(Progress("", 0.0))
    sessions = []
    for folder in leftovers:
        session = _read_leftover(folder)
        if session is None or not session.files:
            continue
        if session.n_recoveries >= MOST_RECOVERIES:
            write_session(replace(without_results(session), n_recoveries=0), last_session_path())
            continue
        for file in session.files:
            for result in file.results:
                if result.parked:
                    move_parked(result.parked, folder.path, own.path)
        sessions.append(session)
    joined = _joined(sessions)
    write_session(joined, own.journal)
    for folder in leftovers:
        folder.cleanup()
    return _revive_all(joined, own.path)


def without_results(session: SavedSession) -> SavedSession:
    """The same session, whose parked results are gone: they can be made again from their plans."""
    files = (
        replace(file, results=tuple(replace(result, parked="") for result in file.results))
        for file in session.files
    )
    return replace(session, files=tuple(files))


def _read_leftover(folder: AutosaveFolder) -> SavedSession | None:
    if not folder.journal.exists():
        return None
    try:
        return read_session(folder.journal)
    except RestorerError as error:
        _log.warning("what a crash left can not be read: %s", error)
        return None


def _joined(sessions: Sequence[SavedSession]) -> SavedSession:
    if not sessions:
        return SavedSession()
    files: dict[Path, SavedFile] = {}
    for session in sessions:
        for file in session.files:
            files.setdefault(file.path, file)
    return replace(
        sessions[0],
        files=tuple(files.values()),
        n_recoveries=1 + max(session.n_recoveries for session in sessions),
    )


def _revive_all(session: SavedSession, parking: Path) -> Reopened:
    there = [file for file in session.files if file.path.is_file()]
    documents = {file.path: revive(file, parking) for file in there}
    current = session.files[session.current].path if session.files else None
    return Reopened(
        documents=tuple(documents.values()),
        current=documents.get(current) if current else None,
        missing=tuple(file.path for file in session.files if file not in there),
        mode=session.mode,
        n_recoveries=session.n_recoveries,
    )
