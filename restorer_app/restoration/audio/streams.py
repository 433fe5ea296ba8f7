"""Sound in blocks: repairs as streams that need as much memory for hours as for a minute.

Over its life a stream returns exactly as many samples as it was fed, each at its own place: nothing
is ever delayed against the original, so that both can be mixed, compared and subtracted sample by
sample. How the recording is cut into blocks changes nothing.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol

import numpy as np

from restorer_app.restoration.audio.side_by_side import side_by_side

SPAN_FADE_S = 0.01
"""How long a repair of a part of the recording takes to come in and to go."""

RepairChunk = Callable[[np.ndarray, int], np.ndarray]
"""(samples (channels, n), position of the first in the recording) -> as many repaired samples."""


class Stream(Protocol):
    """Samples in, as many samples out, some of them later."""

    def feed(self, samples: np.ndarray) -> np.ndarray:
        """The next samples (channels, m) that are done, after these (channels, n) are known."""
        ...

    def finish(self) -> np.ndarray:
        """The samples (channels, k) that are still missing; nothing is fed afterwards."""
        ...


def run_stream(stream: Stream, blocks: Iterable[np.ndarray]) -> Iterator[np.ndarray]:
    """What the stream makes of the blocks, in blocks; the last are what it had kept back."""
    for block in blocks:
        yield stream.feed(block)
    yield stream.finish()


class Waiting:
    """Samples in a queue: put in at the end, taken from the front, in any portions."""

    def __init__(self) -> None:
        self._blocks: list[np.ndarray] = []
        self._n = 0

    def __len__(self) -> int:
        return self._n

    def put(self, samples: np.ndarray) -> None:
        self._blocks.append(samples)
        self._n += samples.shape[-1]

    def look(self) -> np.ndarray:
        """All that wait, (channels, n); they stay."""
        self._blocks = [np.concatenate(self._blocks, axis=-1)]
        return self._blocks[0]

    def take(self, n: int) -> np.ndarray:
        """The first `n`, which no longer wait."""
        everything = self.look()
        self._blocks = [everything[:, n:]]
        self._n -= n
        return everything[:, :n]


class Chain:
    """One stream after the other, as one."""

    def __init__(self, streams: Sequence[Stream]) -> None:
        self._streams = tuple(streams)

    def feed(self, samples: np.ndarray) -> np.ndarray:
        for stream in self._streams:
            samples = stream.feed(samples)
        return samples

    def finish(self) -> np.ndarray:
        rest: np.ndarray | None = None
        for stream in self._streams:
            parts = [] if rest is None else [stream.feed(rest)]
            rest = np.concatenate([*parts, stream.finish()], axis=-1)
        return np.zeros((1, 0), np.float32) if rest is None else rest


class Windowed:
    """A repair that looks around itself, on overlapping chunks of the recording.

    Each chunk is `window` samples, with up to `margin` on both sides to look at. The first `fade`
    samples of a chunk are faded over from the chunk before it; where both say the same, as where
    nothing is repaired, they stay that to the bit.
    """

    def __init__(
        self,
        repair: RepairChunk,
        *,
        window: int,
        margin: int,
        fade: int = 0,
        is_stateless: bool = False,
    ) -> None:
        """`is_stateless`: any number of chunks may be repaired at once, in threads."""
        if not 0 <= fade <= min(margin, window):
            raise ValueError(f"a fade of {fade} is longer than margin or window")
        self._repair, self._window, self._margin = repair, window, margin
        self._is_stateless = is_stateless
        self._ramp = (np.arange(fade, dtype=np.float32) + 1) / (fade + 1)
        self._waiting = Waiting()
        self._n_dropped = 0  # samples before those that wait
        self._n_done = 0
        self._overlap: np.ndarray | None = None

    def feed(self, samples: np.ndarray) -> np.ndarray:
        self._waiting.put(samples)
        n_ahead = self._n_dropped + len(self._waiting) - self._n_done
        return self._next_chunks(max(0, (n_ahead - self._margin) // self._window))

    def finish(self) -> np.ndarray:
        n_known = self._n_dropped + len(self._waiting)
        if not n_known:
            return np.zeros((1, 0), np.float32)
        return self._next_chunks(-(-(n_known - self._n_done) // self._window))

    def _next_chunks(self, n: int) -> np.ndarray:
        known = self._waiting.look()
        firsts = self._n_done - self._n_dropped + self._window * np.arange(n)
        done = [known[:, :0]]
        last = 0
        for first, repaired in zip(firsts.tolist(), self._repaired(known, firsts), strict=True):
            start, last = self._place(first, known)
            done.append(self._faded(repaired[:, first - start : last - start]))
            self._overlap = repaired[:, last - start : last - start + len(self._ramp)].copy()
            self._n_done += last - first
        n_over = max(last - self._margin, 0)
        self._waiting.take(n_over)
        self._n_dropped += n_over
        return np.concatenate(done, axis=-1)

    def _place(self, first: int, known: np.ndarray) -> tuple[int, int]:
        """Where what is looked at starts, and the end of the chunk that starts at `first`."""
        return max(first - self._margin, 0), min(first + self._window, known.shape[-1])

    def _repaired(self, known: np.ndarray, firsts: np.ndarray) -> list[np.ndarray]:
        """The chunks that start at `firsts`, with what is around each of them."""

        def repair(first: int) -> np.ndarray:
            start, last = self._place(first, known)
            context = known[:, start : last + self._margin]
            repaired = self._repair(context, self._n_dropped + start)
            if repaired.shape != context.shape:
                raise ValueError(f"a repair made {repaired.shape} of {context.shape} samples")
            return repaired

        if self._is_stateless and len(firsts) > 1:
            return list(side_by_side(repair, firsts.tolist()))
        return [repair(first) for first in firsts.tolist()]

    def _faded(self, chunk: np.ndarray) -> np.ndarray:
        if self._overlap is None:
            return chunk.copy()
        n = min(self._overlap.shape[-1], chunk.shape[-1])
        before = self._overlap[:, :n]
        return np.concatenate(
            [before + self._ramp[:n] * (chunk[:, :n] - before), chunk[:, n:]], axis=-1
        )


class _Beside(ABC):
    """A stream whose samples are set beside the dry ones that they were made of."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._dry = Waiting()

    def feed(self, samples: np.ndarray) -> np.ndarray:
        self._dry.put(samples)
        return self._taken(self._stream.feed(samples))

    def finish(self) -> np.ndarray:
        return self._taken(self._stream.finish())

    def _taken(self, wet: np.ndarray) -> np.ndarray:
        n = wet.shape[-1]
        return self._joined(self._dry.take(n), wet) if n else wet

    @abstractmethod
    def _joined(self, dry: np.ndarray, wet: np.ndarray) -> np.ndarray:
        """What is made of the same samples before and after, (channels, n) each."""


class Mixed(_Beside):
    """A stream of which only a share is taken, and only within a span of the recording.

    `strength` 0 returns the dry samples, 1 the stream's. Outside of `span` (first sample and the
    one after the last) the samples are the dry ones to the bit; within, the repair comes and goes
    over `fade` samples. The stream is fed everything: it may have to know what was before.
    """

    def __init__(
        self,
        stream: Stream,
        *,
        strength: float = 1.0,
        span: tuple[int, int] | None = None,
        fade: int = 0,
    ) -> None:
        super().__init__(stream)
        self._strength, self._span, self._fade = strength, span, fade
        self._n_done = 0

    def _joined(self, dry: np.ndarray, wet: np.ndarray) -> np.ndarray:
        n = wet.shape[-1]
        weight = self._weights(self._n_done, n)
        self._n_done += n
        return np.where(weight == 1, wet, dry + weight * (wet - dry)).astype(np.float32, copy=False)

    def _weights(self, start: int, n: int) -> np.ndarray:
        """How much of each of the next `n` samples is taken from the stream, float32 (n,)."""
        if self._span is None:
            return np.full(n, self._strength, np.float32)
        first, stop = self._span
        at = np.arange(start, start + n)
        coming = np.ones(n) if first <= 0 else (at - first + 1) / (self._fade + 1)
        going = (stop - at) / (self._fade + 1)
        inside = (at >= first) & (at < stop)
        shape = np.where(inside, np.minimum(np.minimum(coming, going), 1), 0)
        return (self._strength * shape).astype(np.float32)


class Removed(_Beside):
    """What a stream takes away: the dry samples less its own."""

    def _joined(self, dry: np.ndarray, wet: np.ndarray) -> np.ndarray:
        return dry - wet


class Watched(_Beside):
    """A stream that notes where it changes samples: `spans`, first sample and the one after."""

    def __init__(self, stream: Stream, *, join_within: int = 0) -> None:
        self.spans: list[tuple[int, int]] = []
        """In order; those that are no more than `join_within` samples apart are one."""
        super().__init__(stream)
        self._join_within = join_within
        self._n_done = 0

    def _joined(self, dry: np.ndarray, wet: np.ndarray) -> np.ndarray:
        at = np.flatnonzero((dry != wet).any(axis=0)) + self._n_done
        self._n_done += wet.shape[-1]
        for part in np.split(at, np.flatnonzero(np.diff(at) > self._join_within + 1) + 1):
            if len(part):
                self._add(int(part[0]), int(part[-1]) + 1)
        return wet

    def _add(self, start: int, stop: int) -> None:
        if self.spans and start - self.spans[-1][1] <= self._join_within:
            start = self.spans.pop()[0]
        self.spans.append((start, stop))
