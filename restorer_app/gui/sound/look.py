"""How a recording is drawn, as far as that is a matter of taste."""

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

    @property
    def voices(self) -> tuple[Voice, ...]:
        """The spectrograms, from above."""
        return tuple(Voice) if self.shows_removed else (Voice.BEFORE, Voice.AFTER)
