"""The queue on disk: a journal with a line for every change, read back after whatever happened.

Lines are only ever added, each with one write, so a program that is killed loses no more than the
line it was writing. Reading the journal writes it anew, whole or not at all, without what is over.
"""

import json
import logging
import os
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from restorer_app.errors import RestorerError
from restorer_app.media.atomic import atomic_file
from restorer_app.restoration.destination import Destination
from restorer_app.restoration.plan import Plan
from restorer_app.restoration.queue_entry import EntryState, QueueEntry
from restorer_app.texts import text_document, text_of

JOURNAL_FORMAT = 1

_ENTRIES_PER_LINE = 200

_log = logging.getLogger(__name__)


def encode_entries(entries: Iterable[QueueEntry]) -> bytes:
    """The lines that add entries, ready to be written: long for many, so made in the background."""
    lines = []
    numbered = enumerate(entries)
    for (destination, _), group in groupby(numbered, key=_line_of):
        rows = [
            [
                entry.id,
                str(entry.source),
                str(entry.target),
                entry.plan.to_json() if entry.plan is not None else None,
                entry.state,
                text_document(entry.reason),
                entry.seconds,
            ]
            for _, entry in group
        ]
        added = {"format": JOURNAL_FORMAT, "to": destination.as_document(), "add": rows}
        lines.append(_line(added))
    return b"".join(lines)


class QueueJournal:
    """Notes what becomes of entries. Without a path nothing is kept: another window keeps its own.

    A journal that can not be written is named in the log and stops no work.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path

    def note_added(self, encoded: bytes) -> None:
        """What `encode_entries` made."""
        self._append(encoded)

    def note_begun(self, entry_id: str, target: Path) -> None:
        """From here on a file `target` means that the entry is done. Fit for any thread."""
        self._append(
            _line({"ids": [entry_id], "state": EntryState.RESTORING, "target": str(target)})
        )

    def note(self, entries: Sequence[QueueEntry]) -> None:
        """How these entries stand now; thousands that stand alike take one line."""
        alike = groupby(entries, key=lambda entry: (entry.state, entry.reason, entry.seconds))
        self._append(
            b"".join(
                _line(
                    {
                        "ids": [entry.id for entry in group],
                        "state": state,
                        "reason": text_document(reason),
                        "seconds": round(seconds, 2),
                    }
                )
                for (state, reason, seconds), group in alike
            )
        )

    def note_removed(self, entries: Sequence[QueueEntry]) -> None:
        self._append(_line({"removed": [entry.id for entry in entries]}))

    def read(self) -> list[QueueEntry]:
        """The entries as they were left, in their order; none when all of them are over.

        What was being restored waits again, or is done where its result had been written.
        """
        entries: dict[str, QueueEntry] = {}
        try:
            text = self._path.read_text("utf-8", "surrogateescape") if self._path else ""
        except FileNotFoundError:
            return []
        except OSError as error:
            _log.warning("%s: the queue can not be read (%s)", self._path, error)
            return []
        for line in text.splitlines():
            try:
                _follow(json.loads(line), entries)
            except (ValueError, LookupError, TypeError, AttributeError, RestorerError) as error:
                _log.warning("%s: a line of the queue is left out (%s)", self._path, error)
        for entry in entries.values():
            if entry.state.is_running:
                was_written = os.path.lexists(entry.target)
                entry.state = EntryState.DONE if was_written else EntryState.WAITING
        kept = list(entries.values())
        if all(entry.state.is_over for entry in kept):
            kept = []
        self._write_anew(kept)
        return kept

    def _write_anew(self, entries: Sequence[QueueEntry]) -> None:
        if self._path is None:
            return
        try:
            with atomic_file(self._path, overwrite=True) as file:
                file.write(encode_entries(entries))
        except RestorerError as error:
            _log.warning("the queue is not kept: %s", error)

    def _append(self, lines: bytes) -> None:
        if self._path is None or not lines:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            try:
                os.write(descriptor, lines)
            finally:
                os.close(descriptor)
        except OSError as error:
            _log.warning("%s: the queue is not kept (%s)", self._path, error)


def _follow(change: dict[str, Any], entries: dict[str, QueueEntry]) -> None:
    """Do to `entries` what one line says."""
    if "add" in change:
        if change["format"] != JOURNAL_FORMAT:
            raise ValueError(f"format {change['format']} is not {JOURNAL_FORMAT}")
        destination = Destination.from_document(change["to"])
        for entry_id, source, target, plan, state, reason, seconds in change["add"]:
            entries[entry_id] = QueueEntry(
                entry_id,
                Path(source),
                Path(target),
                destination,
                Plan.from_json(plan) if plan is not None else None,
                EntryState(state),
                text_of(reason),
                seconds,
            )
    elif "removed" in change:
        for entry_id in change["removed"]:
            entries.pop(entry_id, None)
    else:
        state = EntryState(change["state"])
        for entry in (entries[entry_id] for entry_id in change["ids"] if entry_id in entries):
            entry.state = state
            entry.target = Path(change.get("target", entry.target))
            entry.reason = text_of(change.get("reason", ""))
            entry.seconds = change.get("seconds", 0.0)


def _line_of(numbered: tuple[int, QueueEntry]) -> tuple[Destination, int]:
    """Which entries share a line: a long one would keep the window waiting while it is made."""
    number, entry = numbered
    return entry.destination, number // _ENTRIES_PER_LINE


def _line(document: dict[str, Any]) -> bytes:
    # Names that are no UTF-8 come as lone surrogates, which JSON writes as escapes.
    return json.dumps(document, ensure_ascii=True, separators=(",", ":")).encode() + b"\n"
