"""What a sound device is given next. No Qt and no device: any block size, exact to the sample."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from restorer_app.gui.sound.track import Samples, Sounds, Span, Voice

MOST_CHANNELS = 2
"""Recordings with more are mixed to one channel: what a device does with them nobody knows."""

RAMP_S = 0.005
"""How long one voice is faded into another: a hard cut would click."""

Weights = NDArray[np.float32]
"""Of before and after in what is heard, (2,)."""

_MIXES = {Voice.BEFORE: (1.0, 0.0), Voice.AFTER: (0.0, 1.0), Voice.REMOVED: (1.0, -1.0)}


@dataclass(frozen=True)
class _State:
    """Where it is and what was asked for. Replaced as a whole, so no thread sees half of it."""

    position: int = 0
    is_playing: bool = False
    voice: Voice = Voice.BEFORE
    span: Span | None = None
    loops: bool = False
    is_confined: bool = False
    """It plays in the region and will stop with it: where playing began is what counts."""
    gains: Mapping[Voice, float] | None = None


class Playback:
    """Turns a recording into the stream that a device asks for, block by block.

    `fill` is called by the device's own thread, everything else by the window's. The lock is held
    only to exchange the state, never while samples are read: neither side waits for the other.
    """

    def __init__(self, sounds: Sounds) -> None:
        """At the beginning, silent, with the voice before."""
        self._sounds = sounds
        self._lock = threading.Lock()
        self._state = _State()
        self._weights = self._weights_of(self._state)  # at the end of the last block
        self._ramp = max(1, round(RAMP_S * sounds.before.rate))

    @property
    def rate(self) -> int:
        return self._sounds.before.rate

    @property
    def n_channels(self) -> int:
        """Of what `fill` returns: 1 or 2."""
        n_channels = self._sounds.before.n_channels
        return n_channels if n_channels <= MOST_CHANNELS else 1

    @property
    def position(self) -> int:
        """The next sample that a device will be given."""
        return self._state.position

    @property
    def is_playing(self) -> bool:
        return self._state.is_playing

    @property
    def voice(self) -> Voice:
        return self._state.voice

    @property
    def loops(self) -> bool:
        return self._state.loops

    def play(self) -> None:
        """From where it is. At the end of the recording, or of the region, from its beginning."""
        with self._lock:
            state = self._state
            start, stop = self._bounds(state)
            if state.position >= stop or (state.loops and state.position < start):
                state = replace(state, position=start)
            if not state.is_playing:
                self._weights = self._weights_of(state)  # nothing is faded in after silence
            self._state = _confined(replace(state, is_playing=True))

    def is_of(self, sounds: Sounds) -> bool:
        """Whether it plays this recording, with or without its result."""
        return self._sounds.before is sounds.before

    def take_over(self, other: Playback) -> None:
        """Go on where another one is that plays the same recording."""
        with self._lock:
            voice = other.voice if other.voice in self._sounds.voices else Voice.BEFORE
            self._state = replace(other._state, voice=voice, gains=None)
            self._weights = self._weights_of(self._state)

    def pause(self) -> None:
        self._change(is_playing=False)

    def seek(self, sample: int) -> None:
        self._change(position=min(max(sample, 0), self._sounds.before.n_samples))

    def set_voice(self, voice: Voice) -> None:
        """From the next sample on, at the same place. Raises KeyError for one that is not there."""
        self._sounds.track(voice)
        self._change(voice=voice)

    def set_span(self, span: Span | None) -> None:
        """What is repeated; without repeating, playing that begins in it ends with it."""
        self._change(span=span)

    def set_loops(self, loops: bool) -> None:
        self._change(loops=loops)

    def set_gains(self, gains: Mapping[Voice, float] | None) -> None:
        """Factors for before and after, so that both are equally loud; None for as they are."""
        self._change(gains=gains)

    def fill(self, n_samples: int) -> Samples:
        """The next samples, float32 (1 or 2 channels, n_samples); silence where nothing plays."""
        state = before = self._state
        block = np.zeros((self.n_channels, n_samples), np.float32)
        weights, target = self._weights, self._weights_of(state)
        done = 0
        while state.is_playing and done < n_samples:
            start, stop = self._bounds(state)
            if state.position >= stop:
                state = self._at_end(state, start)
                continue
            n_more = min(n_samples - done, stop - state.position)
            mixed, weights = self._mixed(state.position, n_more, weights, target)
            block[:, done : done + n_more] = mixed
            state = replace(state, position=state.position + n_more)
            done += n_more
        self._weights = weights
        self._keep(before, state)
        return block

    def _keep(self, before: _State, after: _State) -> None:
        """What was asked for while the block was being made stays asked for."""
        with self._lock:
            now = self._state
            if now.position == before.position and now.is_playing == before.is_playing:
                self._state = replace(now, position=after.position, is_playing=after.is_playing)

    def _bounds(self, state: _State) -> tuple[int, int]:
        """Where what plays now begins and ends."""
        if state.span is not None and (state.loops or state.is_confined):
            return state.span.start, state.span.stop
        return 0, self._sounds.before.n_samples

    def _at_end(self, state: _State, start: int) -> _State:
        return replace(state, position=start) if state.loops else replace(state, is_playing=False)

    def _mixed(
        self, start: int, n_samples: int, weights: Weights, target: Weights
    ) -> tuple[Samples, Weights]:
        """Before and after, from the weights that were to those that are wanted, and where to.

        Tracks that have no part in it are not read.
        """
        n_ramp = 0 if np.array_equal(weights, target) else min(n_samples, self._ramp)
        curve = np.repeat(target[:, None], n_samples, axis=1)
        steps = np.arange(1, n_ramp + 1, dtype=np.float32) / max(n_ramp, 1)
        curve[:, :n_ramp] = weights[:, None] + (target - weights)[:, None] * steps
        mixed = np.zeros((self.n_channels, n_samples), np.float32)
        for share, track in zip(curve, (self._sounds.before, self._sounds.after), strict=True):
            if track is not None and share.any():
                mixed += share * self._heard(track.read(start, start + n_samples))
        return mixed, target

    def _heard(self, samples: Samples) -> Samples:
        return samples if len(samples) <= MOST_CHANNELS else samples.mean(axis=0, keepdims=True)

    def _weights_of(self, state: _State) -> Weights:
        weights = np.array(_MIXES[state.voice], np.float32)
        if state.gains is not None and state.voice is not Voice.REMOVED:
            weights *= np.float32(state.gains[state.voice])
        return weights

    def _change(self, **changes: Any) -> None:
        with self._lock:
            state = replace(self._state, **changes)
            is_moved = "position" in changes or "span" in changes
            self._state = _confined(state) if is_moved else state


def _confined(state: _State) -> _State:
    span, position = state.span, state.position
    return replace(state, is_confined=span is not None and span.start <= position < span.stop)
