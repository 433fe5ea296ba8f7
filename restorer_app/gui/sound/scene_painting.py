"""Paints a scene: lanes with their scales, the ruler below them, and whose lane is whose."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from restorer_app.gui.sound.scene import GUTTER_PX, Lane, Scene
from restorer_app.gui.sound.sound_words import VOICE_NAMES, frequency_words, time_words
from restorer_app.gui.sound.spectrogram_painting import SpectrogramPainter
from restorer_app.gui.sound.time_axis import tick_step_s, ticks_s
from restorer_app.gui.sound.track import Voice
from restorer_app.gui.sound.wave_tiles import FindOutline
from restorer_app.gui.sound.waveform_painting import (
    full_scale,
    paint_wave_names,
    paint_waveforms,
    wave_rows,
)
from restorer_app.gui.translation import number
from restorer_app.gui.translation import tr as _tr
from restorer_app.gui.widgets.icons import paint_icon
from restorer_app.gui.widgets.theme import SMALL_PX, Tokens

CHIP_PX = 22
_TICK_PX, _WORDS_PX = 5, 16
_MARGIN_PX = 8
_CHIP_GROUND, _CHIP_INK = QColor(20, 20, 20, 200), QColor("white")


class ScenePainter:
    """Paints from what is known so far; it works nothing out itself."""

    def __init__(self, spectrograms: SpectrogramPainter, find_outline: FindOutline) -> None:
        self._spectrograms, self._find_outline = spectrograms, find_outline

    def paint(self, painter: QPainter, scene: Scene, tokens: Tokens) -> None:
        painter.setBackground(QColor(tokens.window))
        painter.fillRect(QRectF(QPointF(), scene.size), QColor(tokens.window))
        painter.setFont(small_font(painter))
        for lane in scene.lanes:
            if lane.voice is None:
                paint_waveforms(painter, scene, lane.area, self._find_outline, tokens)
                _paint_amplitudes(painter, scene, lane.area, tokens)
            else:
                self._spectrograms.paint(painter, scene, lane)
                _paint_frequencies(painter, scene, lane.area, tokens)
        _paint_times(painter, scene, tokens)


def small_font(painter: QPainter) -> QFont:
    """For everything that is written on and around lanes."""
    font = QFont(painter.font())
    font.setPixelSize(SMALL_PX)
    return font


def paint_chip(
    painter: QPainter, corner: QPointF, words: str, *, icon: str = "", is_right: bool = False
) -> None:
    """Words on a dark ground, legible on every picture; `corner` is its upper left or right."""
    room = CHIP_PX if icon else 0
    width = painter.fontMetrics().horizontalAdvance(words) + 16 + room
    left = corner.x() - width if is_right else corner.x()
    chip = QRectF(left, corner.y(), width, CHIP_PX)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_CHIP_GROUND)
    painter.drawRoundedRect(chip, 6, 6)
    if icon:
        paint_icon(painter, icon, "white", QRectF(chip.left() + 6, chip.top() + 3, 16, 16))
    painter.setPen(_CHIP_INK)
    painter.drawText(chip.adjusted(8 + room, 0, -8, 0), Qt.AlignmentFlag.AlignVCenter, words)
    painter.restore()


def paint_names(painter: QPainter, scene: Scene, heard: Voice | None, tokens: Tokens) -> None:
    """Whose lane it is, with a loudspeaker where that is what is heard; of waveforms the colours.

    Over the lanes and the region: what is chosen hides no name.
    """
    for lane in scene.lanes:
        if lane.voice is None:
            names = [_tr(VOICE_NAMES[voice]) for voice in scene.envelopes]
            paint_wave_names(painter, scene, lane.area, names, tokens)
        else:
            words = _tr(VOICE_NAMES[lane.voice])
            corner = lane.area.topLeft() + QPointF(_MARGIN_PX, _MARGIN_PX)
            paint_chip(painter, corner, words, icon="sound" if heard is lane.voice else "")


def chip_corner(lane: Lane) -> QPointF:
    """The upper right corner of what is told of a lane."""
    return lane.area.topRight() + QPointF(-_MARGIN_PX, _MARGIN_PX)


def _paint_frequencies(painter: QPainter, scene: Scene, area: QRectF, tokens: Tokens) -> None:
    axis = scene.frequencies
    least_gap = (_WORDS_PX + 8) / area.height()
    if least_gap >= 1:
        return
    for hz in axis.ticks_hz(least_gap):
        y = area.bottom() - axis.to_height(hz) * area.height()
        _paint_mark(painter, y, area, frequency_words(hz), tokens)


def _paint_amplitudes(painter: QPainter, scene: Scene, area: QRectF, tokens: Tokens) -> None:
    """The full scale of each row at its edges, nothing in its middle."""
    scale = full_scale(list(scene.envelopes.values()))
    n_digits = 0 if scale >= 1 else len(f"{scale:g}") - 2
    for row in wave_rows(area, scene.sounds.before.n_channels):
        marks = [(row.center().y(), number(0, 0))]
        if row.height() > 3 * _WORDS_PX:
            edge = row.height() / 2 - 3
            words = number(scale, n_digits)
            marks += [(row.center().y() - edge, words)]
            marks += [(row.center().y() + edge, f"\N{MINUS SIGN}{words}")]
        for y, words in marks:
            _paint_mark(painter, y, row, words, tokens)


def _paint_mark(painter: QPainter, y: float, area: QRectF, words: str, tokens: Tokens) -> None:
    """A short line at the left of a lane or row, and what it means; the words stay beside it."""
    painter.setPen(QPen(QColor(tokens.outline), 1))
    painter.drawLine(QPointF(area.left() - _TICK_PX, y), QPointF(area.left() - 1, y))
    top = min(max(y - _WORDS_PX / 2, area.top()), area.bottom() - _WORDS_PX)
    place = QRectF(0, top, GUTTER_PX - _TICK_PX - 4, _WORDS_PX)
    painter.setPen(QColor(tokens.muted))
    painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)


def _paint_times(painter: QPainter, scene: Scene, tokens: Tokens) -> None:
    ruler, axis = scene.ruler, scene.axis
    step = tick_step_s(axis)
    for moment in ticks_s(axis):
        x = scene.to_x(moment * axis.rate)
        painter.setPen(QPen(QColor(tokens.outline), 1))
        painter.drawLine(QPointF(x, ruler.top()), QPointF(x, ruler.top() + _TICK_PX))
        words = time_words(moment, step)
        width = painter.fontMetrics().horizontalAdvance(words)
        left = min(max(x - width / 2, GUTTER_PX), ruler.right() - width)
        painter.setPen(QColor(tokens.muted))
        painter.drawText(QPointF(left, ruler.bottom() - 6), words)
