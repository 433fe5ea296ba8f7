"""How a recording is drawn, as far as that is a matter of taste."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from restorer_app.gui.sound.color_maps import ColorMap, LevelRange
from restorer_app.gui.sound.frequency_scale import Scale
from restorer_app.gui.sound.track import Voice


@dataclass(frozen=True)
class Look:
    """What the controls below the lanes choose."""

    scale: Scale = Scale.MEL
    color_map: ColorMap = ColorMap.MAGMA
    levels: LevelRange = field(default_factory=LevelRange)
    shows_removed: bool = False
    """A third spectrogram, of what the repair took away."""

    def to_json(self) -> str:
        return json.dumps(
            {
                "scale": self.scale,
                "color_map": self.color_map,
                "floor_db": self.levels.floor_db,
                "top_db": self.levels.top_db,
                "shows_removed": self.shows_removed,
            }
        )

    @classmethod
    def from_json(cls, text: str) -> Look | None:
        """The look remembered in `text`; None where it makes no sense."""
        try:
            told = json.loads(text)
            levels = LevelRange(float(told["floor_db"]), float(told["top_db"]))
            scale, color_map = Scale(told["scale"]), ColorMap(told["color_map"])
            return cls(scale, color_map, levels, bool(told["shows_removed"]))
        except (ValueError, KeyError, TypeError):
            return None

    @property
    def voices(self) -> tuple[Voice, ...]:
        """The spectrograms, from above."""
        return tuple(Voice) if self.shows_removed else (Voice.BEFORE, Voice.AFTER)
