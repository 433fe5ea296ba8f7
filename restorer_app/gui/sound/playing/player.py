"""Plays a recording: the one place that knows what is heard, for buttons, keys and lanes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from restorer_app.errors import DeviceError
from restorer_app.gui.jobs import Job, JobQueue
from restorer_app.gui.sound.playing.loudness import MeasureLoudness, factors, matching_gains_db
from restorer_app.gui.sound.playing.outputs import DEVICES, Backend, Output
from restorer_app.gui.sound.playing.playback import Playback
from restorer_app.gui.sound.track import Samples, Sounds, Span, Voice
from restorer_app.gui.translation import tr as _tr
from restorer_app.progress import OnProgress

_TICK_MS = 33
AS_THEY_ARE: Mapping[Voice, float] = {Voice.BEFORE: 0.0, Voice.AFTER: 0.0}
"""Gains in decibels that change nothing."""


@dataclass(frozen=True)
class Devices:
    """What was found out: the backend that may do, and why those before it do not."""

    backend: Backend | None
    problems: tuple[DeviceError, ...]


class Player(QObject):
    """One output for all voices: switching changes what it is filled with, never where it is.

    A recording that gets its result goes on playing. Without a device nothing plays, and
    `silence_reason` says why.
    """

    changed = Signal()  # anything but the position
    moved = Signal(int)  # the sample that is heard now
    voice_changed = Signal(object)  # Voice

    def __init__(
        self,
        measure_loudness: MeasureLoudness,
        backends: Sequence[Backend] = DEVICES,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._measure, self._backends = measure_loudness, backends
        self._queue = JobQueue(self)
        self._is_shut_down = False
        self._sounds: Sounds | None = None
        self._playback: Playback | None = None
        self._backend: Backend | None = None
        self._output: Output | None = None
        self._reason = ""
        self._gains_db, self._matches = AS_THEY_ARE, True
        self._since_end = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)

    # what it is about

    def set_sounds(self, sounds: Sounds | None) -> None:
        """Play this from now on. With the result of what was there before, it goes on playing."""
        old, self._sounds = self._playback, sounds
        is_same = old is not None and sounds is not None and old.is_of(sounds)
        if not is_same:
            self._close()
        self._playback = None if sounds is None else Playback(sounds)
        if is_same and old is not None and self._playback is not None:
            self._playback.take_over(old)
        self._gains_db = AS_THEY_ARE
        if sounds is not None:
            self._start(Job(matching_gains_db, sounds, self._measure), self._take_gains)
            if not is_same:
                self._look_for_devices()
        self.changed.emit()
        self.voice_changed.emit(self.voice)

    def _look_for_devices(self) -> None:
        assert self._playback is not None
        self._backend, self._reason = None, ""
        shape = self._playback.rate, self._playback.n_channels
        self._start(Job(find_devices, self._backends, *shape), self._take_devices)

    def _take_devices(self, devices: Devices) -> None:
        problems, playback = list(devices.problems), self._playback
        if devices.backend is not None and playback is not None:
            try:
                devices.backend.check(playback.rate, playback.n_channels)
                self._backend = devices.backend
            except DeviceError as error:
                problems.append(error)
        if self._backend is None:
            self._reason = " ".join(_tr(error.text) for error in problems)
        self.changed.emit()

    def _take_gains(self, gains_db: Mapping[Voice, float]) -> None:
        self._gains_db = gains_db
        self._apply_gains()

    # what there is to show

    @property
    def can_play(self) -> bool:
        return self._playback is not None and self._backend is not None

    @property
    def silence_reason(self) -> str:
        """A sentence for people; empty while it is not known yet, and where there is a device."""
        return self._reason

    @property
    def voices(self) -> tuple[Voice, ...]:
        """Those that can be heard."""
        return () if self._sounds is None else self._sounds.voices

    @property
    def voice(self) -> Voice:
        return Voice.BEFORE if self._playback is None else self._playback.voice

    @property
    def is_playing(self) -> bool:
        return self._timer.isActive()

    @property
    def loops(self) -> bool:
        return self._playback is not None and self._playback.loops

    @property
    def matches(self) -> bool:
        """Whether before and after are played equally loud."""
        return self._matches

    @property
    def gains_db(self) -> Mapping[Voice, float]:
        """Of before and after, 0 or below."""
        return self._gains_db if self._matches else AS_THEY_ARE

    @property
    def position(self) -> int:
        """The sample that is heard now: a device is given samples a little ahead."""
        if self._playback is None:
            return 0
        if self._output is None or not self.is_playing:
            return self._playback.position
        ahead = round(self._output.latency_s * self._playback.rate)
        return max(self._playback.position - ahead, 0)

    # what is asked for

    def toggle(self) -> None:
        """Play or pause."""
        if self.is_playing:
            self.pause()
        else:
            self.play()

    def play(self) -> None:
        """From where it is; a device that fails now is not tried again."""
        if self._playback is None or self._backend is None or self.is_playing:
            return
        try:
            if self._output is None:
                shape = self._playback.rate, self._playback.n_channels
                self._output = self._backend.open(*shape, self._fill)
            self._playback.play()
            self._output.start()
        except DeviceError as error:
            self._close()
            self._backend, self._reason = None, _tr(error.text)
        else:
            self._since_end.invalidate()
            self._timer.start()
        self.changed.emit()

    def pause(self) -> None:
        """Silence at once, and it stays where one has heard it."""
        if self._playback is not None and self.is_playing:
            heard = self.position
            self._stop()
            self._playback.pause()
            self._playback.seek(heard)
            self.moved.emit(heard)

    def seek(self, sample: int) -> None:
        if self._playback is not None:
            self._playback.seek(sample)

    def set_span(self, span: Span | None) -> None:
        """The region: what is repeated."""
        if self._playback is not None:
            self._playback.set_span(span)

    def set_voice(self, voice: Voice) -> None:
        """At the same place, at once."""
        if self._playback is not None and voice in self.voices and voice is not self.voice:
            self._playback.set_voice(voice)
            self.changed.emit()
            self.voice_changed.emit(voice)

    def flip(self) -> None:
        """Before if it is something else that is heard, else after."""
        self.set_voice(Voice.AFTER if self.voice is Voice.BEFORE else Voice.BEFORE)

    def set_loops(self, loops: bool) -> None:
        """Repeat the region, or all of the recording where none is chosen."""
        if self._playback is not None:
            self._playback.set_loops(loops)
            self.changed.emit()

    def set_matches(self, matches: bool) -> None:
        """Play before and after equally loud, or as they are."""
        self._matches = matches
        self._apply_gains()

    def shutdown(self, timeout_ms: int = -1) -> bool:
        """Silence, for good; False when something took longer."""
        self._is_shut_down = True
        self._close()
        return self._queue.shutdown(timeout_ms)

    # how it is done

    def _fill(self, n_samples: int) -> Samples:
        """In the thread of the device, which keeps asking the same function for new recordings."""
        assert self._playback is not None
        return self._playback.fill(n_samples)

    def _apply_gains(self) -> None:
        if self._playback is not None:
            self._playback.set_gains(factors(self.gains_db))
        self.changed.emit()

    def _tick(self) -> None:
        assert self._playback is not None
        assert self._output is not None
        if not self._playback.is_playing:
            if not self._since_end.isValid():
                self._since_end.start()  # the last samples are still on their way to the ear
            elif self._since_end.elapsed() > 1000 * self._output.latency_s:
                self._stop()
        self.moved.emit(self.position)

    def _stop(self) -> None:
        self._timer.stop()
        if self._output is not None:
            self._output.stop()
        self.changed.emit()

    def _close(self) -> None:
        """The device is opened again for the next recording, at its rate."""
        self._timer.stop()
        if self._output is not None:
            self._output.close()
            self._output = None

    def _start(self, job: Job, slot: object) -> None:
        if not self._is_shut_down:
            job.succeeded.connect(slot)
            self._queue.start(job)


def find_devices(
    backends: Sequence[Backend], rate: int, n_channels: int, *, on_progress: OnProgress
) -> Devices:
    """The first backend that could be prepared, and what is wrong with those before it."""
    problems = []
    for backend in backends:
        try:
            backend.prepare(rate, n_channels)
        except DeviceError as error:
            problems.append(error)
        else:
            return Devices(backend, tuple(problems))
    return Devices(None, tuple(problems))
