"""What lies under the cursor: the moment, the frequency, and how loud it is there."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QPointF

from restorer_app.gui.sound.scene import Lane, Scene
from restorer_app.gui.sound.sound_words import (
    VOICE_NAMES,
    frequency_words,
    level_words,
    time_words,
)
from restorer_app.gui.sound.spectrogram import TILE_COLUMNS, db_of
from restorer_app.gui.sound.spectrogram_painting import FindCodes
from restorer_app.gui.sound.track import Voice
from restorer_app.gui.sound.wave_tiles import FindOutline
from restorer_app.gui.sound.waveform_painting import outline_at
from restorer_app.gui.translation import tr as _tr

_FINEST_S = 1e-4


@dataclass(frozen=True)
class Readout:
    """In words: the moment, and what is told of each lane (None: of the waveform)."""

    time: str
    lanes: Mapping[Voice | None, str] = field(default_factory=dict)

    def of(self, voice: Voice | None) -> str:
        """Empty where there is nothing to tell."""
        return self.lanes.get(voice, "")


def read_out(
    scene: Scene, cursor: QPointF, find_codes: FindCodes, find_outline: FindOutline
) -> Readout | None:
    """Of the place under the cursor; None beside the lanes and beyond the end.

    A level in a spectrogram is that of the row and column that are drawn there: half a decibel
    fine, 0 dB is a sine wave of full scale. In the waveform it is the peak.
    """
    under = scene.lane_at(cursor)
    sample = scene.axis.to_sample(cursor.x() - scene.lanes[0].area.left())
    if under is None or not 0 <= sample < scene.axis.n_samples:
        return None
    step = max(scene.axis.samples_per_px / scene.axis.rate, _FINEST_S)
    time = time_words(sample / scene.axis.rate, min(step, 0.1))
    if under.voice is None:
        return Readout(time, {None: _peaks(scene, cursor, find_outline)})
    height = (under.area.bottom() - cursor.y()) / under.area.height()
    hertz = frequency_words(scene.frequencies.to_hz(height))
    told = {}
    for lane in scene.lanes:
        level = None if lane.voice is None else _level(scene, lane, sample, height, find_codes)
        if level is not None:
            told[lane.voice] = f"{hertz} · {level_words(level)}"
    return Readout(time, told)


def _level(scene: Scene, lane: Lane, sample: float, height: float, find: FindCodes) -> float | None:
    assert lane.voice is not None
    tiles = scene.spectrogram_tiles(lane.voice)
    tile = next((t for t in tiles if t.start <= sample < t.start + t.n_samples), None)
    codes = None if tile is None else find(tile)
    if tile is None or codes is None:
        return None
    column = min(int((sample - tile.start) / tile.hop), TILE_COLUMNS - 1)
    row = min(max(int((1 - height) * tile.n_rows), 0), tile.n_rows - 1)
    return db_of(int(codes[row, column]))


def _peaks(scene: Scene, cursor: QPointF, find: FindOutline) -> str:
    """Of every waveform, the way it is drawn in this column."""
    column = int(cursor.x() - scene.lanes[0].area.left())
    told = []
    for voice in scene.envelopes:
        outline = outline_at(scene, voice, find)[:, column : column + 1]
        if outline.size and np.isfinite(outline).all():
            peak = float(np.abs(outline).max())
            level = 20 * math.log10(max(peak, 1e-6))
            told.append(f"{_tr(VOICE_NAMES[voice])} {level_words(level)}")
    return " · ".join(told)
