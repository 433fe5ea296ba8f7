"""Moments, frequencies and levels as they are read."""

import math

from restorer_app.gui.sound.color_maps import ColorMap
from restorer_app.gui.sound.frequency_scale import Scale
from restorer_app.gui.sound.track import Voice
from restorer_app.gui.translation import number
from restorer_app.gui.translation import tr as _tr
from restorer_app.texts import translatable

VOICE_NAMES = {
    Voice.BEFORE: translatable("Before"),
    Voice.AFTER: translatable("After"),
    Voice.REMOVED: translatable("Removed"),
}

SCALE_NAMES = {
    Scale.MEL: translatable("Mel"),
    Scale.LOG: translatable("Log"),
    Scale.LINEAR: translatable("Linear"),
}

COLOR_MAP_NAMES = {
    ColorMap.MAGMA: translatable("Magma"),
    ColorMap.VIRIDIS: translatable("Viridis"),
    ColorMap.GREY: translatable("Grey"),
}

_LEAST_DB = -120.0


def time_words(seconds: float, step_s: float = 1e-3) -> str:
    """As '1:02:03' or '0:01.25', as fine as `step_s` needs."""
    n_digits = max(0, math.ceil(-math.log10(step_s) - 1e-9)) if step_s < 1 else 0
    units = 10**n_digits
    total = round(seconds * units)
    whole, part = divmod(total, units)
    minutes, second = divmod(whole, 60)
    hours, minute = divmod(minutes, 60)
    words = f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"
    return words + number(part / units, n_digits)[1:] if n_digits else words


def frequency_words(hz: float) -> str:
    """As '440 Hz' or '1.25 kHz', to three figures."""
    if hz < 1000:
        return _tr("{n} Hz").format(n=number(hz, 0 if hz >= 10 or hz == round(hz) else 1))
    kilo = hz / 1000
    n_digits = 0 if kilo >= 100 else 1 if kilo >= 10 else 2
    words = number(kilo, n_digits)
    trimmed = words.rstrip("0").rstrip(".,") if n_digits else words
    return _tr("{n} kHz").format(n=trimmed)


def level_words(level_db: float) -> str:
    """As '-42 dB', with a real minus; 'under ...' for what is too quiet to be told."""
    if level_db <= _LEAST_DB:
        return _tr("under {n} dB").format(n=_signed(_LEAST_DB, 0))
    return _tr("{n} dB").format(n=_signed(level_db, 0))


def gain_words(gain_db: float) -> str:
    """As '-2.3 dB', with a real minus."""
    return _tr("{n} dB").format(n=_signed(gain_db, 1))


def _signed(value: float, digits: int) -> str:
    words = number(abs(value), digits)
    is_zero = not words.strip("0.,")
    return words if value >= 0 or is_zero else f"\N{MINUS SIGN}{words}"
