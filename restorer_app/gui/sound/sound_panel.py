"""A recording to see and to hear: the view and the player, kept together."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from restorer_app.gui.sound.playing.player import Player
from restorer_app.gui.sound.playing.player_bar import PlayerBar
from restorer_app.gui.sound.sound_view import SoundView
from restorer_app.gui.sound.track import Sounds, Span, Voice


class SoundPanel(QWidget):
    """What the canvas is for photographs. It opens no files and repairs nothing.

    Takes recordings by `set_sounds`, reports the region by `span_changed` (in samples) and that a
    picture is to be saved by `picture_wanted`, for which `spectrogram_picture` draws `scene`.
    """

    span_changed = Signal(object)  # Span, or None
    picture_wanted = Signal()

    def __init__(self, player: Player, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.player = player
        player.setParent(self)
        self.view, self.bar = SoundView(), PlayerBar(player)
        lanes = self.view.lanes
        lanes.sought.connect(self._seek)
        lanes.span_changed.connect(player.set_span)
        lanes.span_changed.connect(self.span_changed)
        player.moved.connect(self._follow)
        player.changed.connect(self._mark)
        self.view.picture_wanted.connect(self.picture_wanted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.bar)

    def set_sounds(self, sounds: Sounds | None) -> None:
        """Show and play this; what was shown before stays in place when its result comes."""
        self.player.set_sounds(sounds)
        self.view.set_sounds(sounds)
        self.bar.set_sounds(sounds)

    @property
    def span(self) -> Span | None:
        """The region that is chosen, in samples."""
        return self.view.lanes.span

    def shutdown(self, timeout_ms: int = -1) -> bool:
        """Silence, and nothing is worked out any more; False when something took longer."""
        is_silent = self.player.shutdown(timeout_ms)
        return self.view.shutdown(timeout_ms) and is_silent

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.take_key(event):
            super().keyPressEvent(event)

    def take_key(self, event: QKeyEvent) -> bool:
        """Whether it is a key of the player, which works wherever in here the focus is."""
        if event.modifiers() != Qt.KeyboardModifier.NoModifier or not self.player.can_play:
            return False
        key = Qt.Key(event.key())
        if key is Qt.Key.Key_P:
            self.player.toggle()
        elif key is Qt.Key.Key_A:
            self.player.flip()
        elif key is Qt.Key.Key_L:
            self.player.set_loops(not self.player.loops)
        elif key is Qt.Key.Key_F:
            self.view.lanes.fit()
        else:
            return False
        return True

    def _seek(self, sample: int) -> None:
        self.player.seek(sample)
        self.bar.show_position(sample)

    def _follow(self, sample: int) -> None:
        self.view.lanes.set_play_head(sample, follows=self.player.is_playing)

    def _mark(self) -> None:
        player = self.player
        can_hear = player.can_play and Voice.AFTER in player.voices
        self.view.lanes.set_heard(player.voice if can_hear else None)
