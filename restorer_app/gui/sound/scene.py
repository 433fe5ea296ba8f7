"""Everything that is drawn of a recording, and where: one value, for the screen and for files."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, QSizeF

from restorer_app.gui.sound.color_maps import Colors, color_table, grey_colors
from restorer_app.gui.sound.envelope import Envelope
from restorer_app.gui.sound.frequency_scale import FrequencyAxis
from restorer_app.gui.sound.look import Look
from restorer_app.gui.sound.spectrogram import TILE_COLUMNS, SpectrogramTile, level_for
from restorer_app.gui.sound.time_axis import TimeAxis
from restorer_app.gui.sound.track import Sounds, Track, Voice
from restorer_app.gui.sound.wave_tiles import WaveTile, wave_tiles

GUTTER_PX = 60
"""Left of the lanes, for frequencies and amplitudes."""

RULER_PX = 26
_GAP_PX = 4
_WAVE_SHARE, _LEAST_WAVE_PX, _MOST_WAVE_PX = 0.24, 56, 160
_ROWS = (256, 512, 1024)


@dataclass(frozen=True)
class Lane:
    """A strip as wide as the time that is seen. `voice` is None for the waveform."""

    voice: Voice | None
    area: QRectF


@dataclass(frozen=True)
class Scene:
    """What is drawn, without what moves over it: region, play head and cursor.

    `pixel_ratio`: device pixels per pixel of `size`.
    """

    sounds: Sounds
    axis: TimeAxis
    size: QSizeF
    pixel_ratio: float = 1.0
    look: Look = field(default_factory=Look)
    colors: Colors = field(default_factory=grey_colors)
    envelopes: Mapping[Voice, Envelope] = field(default_factory=dict)
    """Of the voices in the waveform, from the back to the front."""

    @property
    def lanes(self) -> list[Lane]:
        """Spectrograms from above, then the waveform; whole pixels, so that edges are sharp."""
        voices = [voice for voice in self.look.voices if voice in self.sounds.voices]
        width = max(self.size.width() - GUTTER_PX, 1.0)
        height = max(self.size.height() - RULER_PX, 1.0)
        wave = min(max(height * _WAVE_SHARE, _LEAST_WAVE_PX), _MOST_WAVE_PX)
        share = (height - wave) / max(len(voices), 1)
        edges = [round(i * share) for i in range(len(voices) + 1)]
        lanes = [
            Lane(voice, QRectF(GUTTER_PX, top, width, max(bottom - top - _GAP_PX, 1)))
            for voice, top, bottom in zip(voices, edges, edges[1:], strict=False)
        ]
        return [*lanes, Lane(None, QRectF(GUTTER_PX, edges[-1], width, height - edges[-1]))]

    @property
    def ruler(self) -> QRectF:
        """Below the lanes, over the whole width."""
        return QRectF(0, self.size.height() - RULER_PX, self.size.width(), RULER_PX)

    @property
    def frequencies(self) -> FrequencyAxis:
        return FrequencyAxis(self.look.scale, self.sounds.before.rate)

    @property
    def color_table(self) -> list[int]:
        """For each code of a spectrogram."""
        return color_table(self.colors, self.look.levels)

    def to_x(self, sample: float) -> float:
        """Where a sample lies in the widget."""
        return GUTTER_PX + self.axis.to_x(sample)

    def nearest_sample(self, x: float) -> int:
        return self.axis.nearest_sample(x - GUTTER_PX)

    def lane_at(self, position: QPointF) -> Lane | None:
        return next((lane for lane in self.lanes if lane.area.contains(position)), None)

    def spectrogram_tiles(self, voice: Voice) -> list[SpectrogramTile]:
        """Those that are seen of one voice, from left to right."""
        lane = next(lane for lane in self.lanes if lane.voice is voice)
        rows = [n for n in _ROWS if n >= lane.area.height() * self.pixel_ratio]
        track = self.sounds.track(voice)
        return self._tiles(track, rows[0] if rows else _ROWS[-1])

    def wave_tiles(self, voice: Voice) -> list[WaveTile]:
        """Those that are seen of the waveform of one voice, if one comes so near."""
        return wave_tiles(self.sounds.track(voice), self.axis)

    def tiles(self) -> list[SpectrogramTile | WaveTile]:
        """All that is seen: the waveform first, it is quick; then the lanes by turns."""
        waves = [tile for voice in self.envelopes for tile in self.wave_tiles(voice)]
        lanes = [self.spectrogram_tiles(lane.voice) for lane in self.lanes if lane.voice]
        return [*waves, *(tile for turn in zip(*lanes, strict=True) for tile in turn)]

    def _tiles(self, track: Track, n_rows: int) -> list[SpectrogramTile]:
        level = level_for(self.axis.samples_per_px / self.pixel_ratio, track.rate)
        width = TILE_COLUMNS << level
        stop = min(self.axis.stop, track.n_samples)
        indices = range(int(self.axis.start // width), math.ceil(stop / width))
        return [SpectrogramTile(track, self.look.scale, n_rows, level, i) for i in indices]
