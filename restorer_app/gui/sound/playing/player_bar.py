"""The controls of the player: play, repeat, what is heard, where, and how loud."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLayout, QToolButton, QWidget

from restorer_app.gui.sound.playing.player import Player
from restorer_app.gui.sound.sound_words import VOICE_NAMES, gain_words, time_words
from restorer_app.gui.sound.track import Sounds, Voice
from restorer_app.gui.translation import tr as _tr
from restorer_app.gui.widgets.icons import IconButton
from restorer_app.gui.widgets.labels import make_label

_TIME_STEP_S = 0.1
_SPACE_PX = 8


class PlayerBar(QWidget):
    """Shows what the player does and asks it for more."""

    def __init__(self, player: Player, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._player = player
        self._rate, self._n_samples = 1, 0
        self._make_buttons()
        self._make_voice_buttons()
        self._time = make_label("", "small", wraps=False)
        self._gain = make_label("", "small", wraps=False)
        self._lay_out()
        player.changed.connect(self._update)
        player.moved.connect(self.show_position)
        self._update()

    def set_sounds(self, sounds: Sounds | None) -> None:
        """What the times are counted in."""
        if sounds is None:
            self._n_samples = 0
        else:
            self._rate, self._n_samples = sounds.before.rate, sounds.before.n_samples
        self.show_position(self._player.position)

    def show_position(self, sample: int) -> None:
        words = ""
        if self._player.silence_reason:
            words = self.tr("Can't be played here")
        elif self._n_samples:
            words = self.tr("{now} / {all}").format(
                now=time_words(sample / self._rate, _TIME_STEP_S),
                all=time_words(self._n_samples / self._rate, _TIME_STEP_S),
            )
        self._time.setText(words)

    def _make_buttons(self) -> None:
        self.play_button = IconButton("play", self.tr("Play"))
        self.play_button.clicked.connect(self._player.toggle)
        self.loop_button = IconButton("loop", self.tr("Repeat"))
        self.loop_button.setToolTip(
            self.tr("Repeat the region, or all of it where none is chosen (L)")
        )
        self.loop_button.setCheckable(True)
        self.loop_button.toggled.connect(self._player.set_loops)
        self.match_button = IconButton("match", self.tr("Equally loud"))
        self.match_button.setCheckable(True)
        self.match_button.toggled.connect(self._player.set_matches)
        for button in (self.play_button, self.loop_button, self.match_button):
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)

    def _make_voice_buttons(self) -> None:
        self.voice_buttons = {voice: QToolButton() for voice in Voice}
        group = QButtonGroup(self)
        for voice, button in self.voice_buttons.items():
            button.setText(_tr(VOICE_NAMES[voice]))
            button.setAccessibleName(self.tr("Listen to: {what}").format(what=button.text()))
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(self._report_voice)
            group.addButton(button)
        same = self.tr("At the same place, at once (A)")
        self.voice_buttons[Voice.BEFORE].setToolTip(same)
        self.voice_buttons[Voice.AFTER].setToolTip(same)
        self.voice_buttons[Voice.REMOVED].setToolTip(
            self.tr("Before minus after: nothing you want to keep should be heard here")
        )

    def _lay_out(self) -> None:
        self._row = layout = QHBoxLayout(self)
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # words may go
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(4)
        layout.addWidget(self.play_button)
        layout.addWidget(self.loop_button)
        layout.addSpacing(_SPACE_PX)
        for button in self.voice_buttons.values():
            layout.addWidget(button)
        layout.addSpacing(_SPACE_PX)
        layout.addWidget(self._time)
        layout.addStretch(1)
        layout.addWidget(self._gain)
        layout.addWidget(self.match_button)

    def _report_voice(self) -> None:
        chosen = next(voice for voice, b in self.voice_buttons.items() if b.isChecked())
        self._player.set_voice(chosen)

    def _update(self) -> None:
        player = self._player
        self._update_play_button()
        self.loop_button.setEnabled(player.can_play)
        self.loop_button.setChecked(player.loops)
        for voice, button in self.voice_buttons.items():
            button.setEnabled(player.can_play and voice in player.voices)
            button.setChecked(voice is player.voice)
        self.match_button.setEnabled(player.can_play and len(player.voices) > 1)
        self.match_button.setChecked(player.matches)
        self.match_button.setToolTip(self._match_tip())
        self._gain.setText(self._gain_sentence() if player.can_play else "")
        self._time.setToolTip(player.silence_reason)
        self.show_position(player.position)
        self._make_room()

    def _update_play_button(self) -> None:
        player = self._player
        name = self.tr("Pause") if player.is_playing else self.tr("Play")
        self.play_button.set_icon("pause" if player.is_playing else "play", name)
        self.play_button.setEnabled(player.can_play)
        key = self.tr("{what} (P)").format(what=name)
        self.play_button.setToolTip(player.silence_reason or key)

    def _gain_sentence(self) -> str:
        """Which one is played quieter, and by how much."""
        for voice, gain in self._player.gains_db.items():
            if gain <= -0.05:
                name = _tr(VOICE_NAMES[voice])
                return self.tr("{voice} {gain}").format(voice=name, gain=gain_words(gain))
        return ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """In a small window the gain stands in the button's tip alone."""
        needed = self._row.sizeHint().width()
        if not self._gain.isVisibleTo(self):
            needed += self._gain.sizeHint().width() + self._row.spacing()
        self._gain.setVisible(needed <= self.width())

    def _match_tip(self) -> str:
        tip = self.tr("Play before and after equally loud: what is louder seems better")
        told = self._gain_sentence()
        return f"{tip}\n{told}" if told else tip
