"""The player of the window: the devices there are, and loudness as broadcasters measure it."""

from restorer_app.gui.sound.playing import outputs
from restorer_app.gui.sound.playing.player import Player
from restorer_app.gui.sound.track import Samples


def make_player() -> Player:
    return Player(_measure, outputs.DEVICES)


def _measure(samples: Samples, rate: int) -> float:
    from restorer_app.metrics.audio.loudness import loudness_lufs  # SciPy: in the job that asks

    return loudness_lufs(samples, rate)
