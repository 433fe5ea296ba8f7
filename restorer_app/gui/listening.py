"""How a recording is listened to: joins its panel to the session, the keys and the memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from restorer_app.gui.activity import Activity
from restorer_app.gui.canvas import Canvas
from restorer_app.gui.documents.session import Session
from restorer_app.gui.repair.region_panel import RegionPanel
from restorer_app.gui.saving.exports import Exports
from restorer_app.gui.window_memory import WindowMemory
from restorer_app.gui.words import failure_sentence

if TYPE_CHECKING:
    from restorer_app.gui.sound.look import Look
    from restorer_app.gui.sound.sound_panel import SoundPanel
    from restorer_app.gui.sound.track import Span


class Listening(QObject):
    """Everything here does nothing while no recording is shown."""

    notice_given = Signal(str)

    def __init__(
        self,
        session: Session,
        canvas: Canvas,
        region: RegionPanel,
        exports: Exports,
        memory: WindowMemory,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._session, self._canvas, self._region = session, canvas, region
        self._exports, self._memory = exports, memory
        self._voice_before_peek: str | None = None
        canvas.sound_panel_made.connect(self._join)
        exports.spectrogram_wanted.connect(self.save_picture)

    @property
    def panel(self) -> SoundPanel | None:
        """That of the recording that is shown; None for anything else."""
        return self._canvas.sound_panel if self._canvas.shows_sound else None

    # keys

    def toggle(self) -> None:
        """Play, or pause."""
        if self.panel is not None and self.panel.player.can_play:
            self.panel.player.toggle()

    def flip(self) -> None:
        """Hear the other one of before and after, at the same place."""
        if self.panel is not None:
            self.panel.player.flip()

    def loop(self) -> None:
        if self.panel is not None and self.panel.player.can_play:
            self.panel.player.set_loops(not self.panel.player.loops)

    def fit(self) -> None:
        if self.panel is not None:
            self.panel.view.lanes.fit()

    def zoom_in(self) -> None:
        if self.panel is not None:
            self.panel.view.lanes.zoom_in()

    def zoom_out(self) -> None:
        if self.panel is not None:
            self.panel.view.lanes.zoom_out()

    def set_peeking(self, is_peeking: bool) -> None:
        """As for a photograph: before, as long as the key is held, then again what it was."""
        if self.panel is None:
            return
        from restorer_app.gui.sound.track import Voice

        player = self.panel.player
        if is_peeking and self._voice_before_peek is None:
            self._voice_before_peek = player.voice
            player.set_voice(Voice.BEFORE)
        elif not is_peeking and self._voice_before_peek is not None:
            player.set_voice(Voice(self._voice_before_peek))
            self._voice_before_peek = None

    def save_picture(self) -> None:
        """What is seen of it, as a picture."""
        scene = self.panel.view.lanes.scene if self.panel is not None else None
        if scene is not None:
            self._exports.ask_and_save_spectrogram(scene)

    def end(self, timeout_ms: int) -> bool:
        """Silence, for good. False when something did not stop in time."""
        panel = self._canvas.sound_panel
        return panel is None or panel.shutdown(timeout_ms)

    # inside

    def _join(self, panel: SoundPanel) -> None:
        if (look := self._memory.sound_look) is not None:
            panel.view.set_look(look)
        panel.view.look_changed.connect(self._note_look)
        panel.view.desk.failed.connect(self._tell_failure)
        panel.picture_wanted.connect(self.save_picture)
        panel.span_changed.connect(self._take_span)

    def _take_span(self, span: Span | None) -> None:
        document = self._session.current
        sounds = document.sounds if document is not None else None
        if span is None or sounds is None:
            self._region.set_region(None)
        else:
            rate = sounds.before.rate
            self._region.set_region((span.start / rate, span.stop / rate))

    def _note_look(self, look: Look) -> None:
        self._memory.note_sound_look(look)

    def _tell_failure(self, error: Exception) -> None:
        document = self._session.current
        name = document.name if document is not None else ""
        self.notice_given.emit(failure_sentence(error, name, Activity.LOAD))
