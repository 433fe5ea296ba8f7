"""What the queue says, in sentences."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from restorer_app.errors import RestorerError
from restorer_app.gui import words
from restorer_app.gui.translation import tr as _tr
from restorer_app.gui.words import as_sentence
from restorer_app.restoration.queue_entry import EntryState, QueueEntry

if TYPE_CHECKING:
    from restorer_app.gui.batch.restore_queue import RestoreQueue

_SEPARATOR = " · "


def state_phrase(entry: QueueEntry, *, is_paused: bool) -> str:
    """How far a photograph is, with what there is to say about it."""
    match entry.state:
        case EntryState.WAITING:
            return _tr("Waiting until you go on") if is_paused else _tr("Waiting")
        case EntryState.LOOKING:
            return _tr("Looking at it")
        case EntryState.RESTORING:
            step = _tr(entry.step) if entry.step else ""
            parts = (_tr("Restoring"), step, words.percent(entry.fraction))
            return _SEPARATOR.join(part for part in parts if part)
        case EntryState.DONE:
            return _tr("Restored as {name}").format(name=entry.target.name)
        case EntryState.UNCHANGED:
            if entry.reason:
                return words.stop_phrase(entry.reason)
            return as_sentence(_tr("Nothing was wrong with it"))
        case EntryState.FAILED:
            return reason_sentence(entry)
        case EntryState.CANCELLED:
            return _tr("Cancelled")
        case EntryState.SKIPPED:
            return _tr("Skipped: {name} is there already").format(name=entry.target.name)


def reason_sentence(entry: QueueEntry) -> str:
    """Why it failed, without the path that stands beside it."""
    reason = _tr(entry.reason).removeprefix(f"{entry.source}: ")
    return as_sentence(reason[:1].upper() + reason[1:])


def row_sentence(entry: QueueEntry, *, is_paused: bool) -> str:
    """What a screen reader says of a row."""
    parts = [entry.name, state_phrase(entry, is_paused=is_paused)]
    if entry.seconds:
        parts.append(words.duration_phrase(entry.seconds))
    return ", ".join(parts)


def summary_phrase(queue: RestoreQueue) -> str:
    """'12 of 40 done · 2 with a problem · about 5 min left'."""
    n_failed = queue.entries.n_in(EntryState.FAILED)
    parts = [
        _tr("{done} of {all} done").format(
            done=queue.entries.n_over - n_failed, all=len(queue.entries)
        ),
        _tr("{n} with a problem").format(n=n_failed) if n_failed else "",
        _tr("paused") if queue.is_paused and queue.entries.n_left else "",
        words.time_left_phrase(queue.entries.seconds_left),
    ]
    return _SEPARATOR.join(part for part in parts if part)


def link_phrase(queue: RestoreQueue) -> str:
    """The queue in a few words, for the foot of the window."""
    return _tr("Queue: {summary}").format(summary=summary_phrase(queue))


def finding_phrase(n_found: int) -> str:
    return _tr("Looking for files, {n} found so far").format(n=QLocale().toString(n_found))


def unfinished_sentence(n_left: int, n_all: int) -> str:
    """What the program says when it starts with a queue that is not done."""
    if n_all == 1:
        return _tr("One file was not finished last time.")
    return _tr("{n} of {all} files were not finished last time.").format(n=n_left, all=n_all)


def gone_sentence(folder: Path) -> str:
    return _tr(
        "The folder '{folder}' is not there any more, so the queue is paused. Connect its drive "
        "again, then try again. Nothing is lost."
    ).format(folder=folder)


def disk_full_sentence(folder: Path) -> str:
    return _tr(
        "The disk of the folder '{folder}' is full, so the queue is paused. Free some space, "
        "then try again. Nothing is lost."
    ).format(folder=folder)


def nothing_sentence() -> str:
    return _tr("There is nothing to restore in there.")


def refusal_sentence(error: Exception) -> str:
    """Why nothing was queued."""
    if isinstance(error, RestorerError):
        return as_sentence(error.text)
    return _tr("The files could not be queued ({type}: {error}). Please report this.").format(
        type=type(error).__name__, error=error
    )


def unexpected_sentence(error: Exception, name: str) -> str:
    return _tr(
        "Something unexpected stopped Restorer at '{name}'. You can try again; if it stays, report "
        "this: {type}: {error}"
    ).format(name=name, type=type(error).__name__, error=error)
