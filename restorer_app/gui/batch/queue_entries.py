"""The photographs of the queue: how many stand how, how far all of it is, how long it will take."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import overload

from restorer_app.gui.widgets.time_left import TimeLeft
from restorer_app.restoration.queue_entry import EntryState, QueueEntry

_N_FOR_ESTIMATE = 2
"""So many photographs have to be over before the time left is told."""


class QueueEntries(Sequence[QueueEntry]):
    """In the order in which they are restored; the queue changes them, widgets only read."""

    def __init__(self) -> None:
        self._entries: list[QueueEntry] = []
        self._counts: Counter[EntryState] = Counter()
        self.running: QueueEntry | None = None
        self._time_left, self._n_over_at_start = TimeLeft(), 0

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[QueueEntry]:
        return iter(self._entries)

    @overload
    def __getitem__(self, place: int) -> QueueEntry: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[QueueEntry]: ...
    def __getitem__(self, place: int | slice) -> QueueEntry | Sequence[QueueEntry]:
        return self._entries[place]

    def n_in(self, state: EntryState) -> int:
        return self._counts[state]

    @property
    def n_left(self) -> int:
        """How many are not over yet."""
        return sum(n for state, n in self._counts.items() if not state.is_over)

    @property
    def n_over(self) -> int:
        return len(self._entries) - self.n_left

    @property
    def fraction(self) -> float:
        """How far all of it is, 0..1."""
        done = self.n_over + (self.running.fraction if self.running else 0.0)
        return done / len(self._entries) if self._entries else 0.0

    @property
    def seconds_left(self) -> float | None:
        """None while that would be a guess."""
        n_done = self.n_over - self._n_over_at_start
        if self.running is None or n_done < _N_FOR_ESTIMATE:
            return None
        done = n_done + self.running.fraction
        return self._time_left.at(done / (n_done + self.n_left))

    @property
    def next(self) -> QueueEntry | None:
        return next((e for e in self._entries if e.state is EntryState.WAITING), None)

    def add(self, entries: Sequence[QueueEntry]) -> None:
        self._entries += entries
        self._counts.update(entry.state for entry in entries)
        self.begin_estimate()

    def remove(self, entries: Iterable[QueueEntry]) -> None:
        removed = set(entries)
        self._entries = [entry for entry in self._entries if entry not in removed]
        self._counts = Counter(entry.state for entry in self._entries)
        self.begin_estimate()

    def set_state(self, entry: QueueEntry, state: EntryState) -> None:
        self._counts[entry.state] -= 1
        self._counts[state] += 1
        entry.state = state
        if not state.is_running:
            entry.step, entry.fraction, entry.reason = "", 0.0, ""

    def begin_estimate(self) -> None:
        """How much there is to do has changed: what was measured so far says nothing of it."""
        self._time_left, self._n_over_at_start = TimeLeft(share_needed=0.0), self.n_over
