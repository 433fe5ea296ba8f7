"""Clips that a network for recordings learns from: drawn, degraded, and as they ought to be.

There are few noises and fewer voices, so that no clip is left as its file has it: speed, tone and
loudness are drawn anew each time.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.fft import irfft, rfft

from restorer_app.degradations.audio.rooms import reverb, synthetic_room
from restorer_app.training.sound.files import RATE

SILENT_SHARE, MUSIC_SHARE = 0.04, 0.08
"""Shares of the clips without any speech, and with music instead, which is no noise."""
UNHARMED_SHARE = 0.08
"""Share of the clips that are clean already and have to stay so."""
COLOURED_SHARE, TWO_NOISES_SHARE = 0.25, 0.3
"""Shares of the noises that are drawn by formula, and of those to which another one is added."""
LEAST_SNR_DB, MOST_SNR_DB = -5.0, 20.0
BAND_LIMITED_SHARE = 0.15
"""Share of the clips without high frequencies, as old recordings and telephones are."""
MOST_COLOUR = 1.3
"""Noise falls with the frequency to at most this power, in amplitude: a little beyond brown."""
SPEECH_SPEED, NOISE_SPEED = 1.14, 1.5
"""Voices and noises are played at most so many times as fast or as slow."""
TONE_DB, TONE_KNOTS = 4.0, 7
"""Standard deviation of the random tone controls, and how many there are from 0 to 8 kHz."""
EARLY_S = 0.04
"""Reflections up to here make a voice fuller and are left in it."""
LEAST_DECAY_S, MOST_DECAY_S = 0.15, 1.6
"""The times in which a room falls silent by 60 dB."""
LEAST_DIRECT_DB, MOST_DIRECT_DB = -6.0, 12.0
"""How loud the sound itself is beside all that the room adds."""

Pair = tuple[np.ndarray, np.ndarray]
"""A degraded clip and what it ought to be, float32 (n,) each."""


@dataclass(frozen=True)
class Material:
    """Recordings to draw from, float32 (n,) each at `RATE`."""

    speech: list[np.ndarray]
    noises: list[np.ndarray]
    music: list[np.ndarray]


Draw = Callable[[Material, int, np.random.Generator], Pair]
"""From what there is, a clip of so many samples."""


def draw_noisy(material: Material, n: int, rng: np.random.Generator) -> Pair:
    """A clip of `n` samples in noise of -5 to 20 dB, and without the noise."""
    clean = rfft(_draw_clean(material, n, rng)) * _tone(n, rng)
    noise = _draw_noise_spectrum(material.noises, n, rng)
    if rng.random() < BAND_LIMITED_SHARE:
        last = round(rng.uniform(0.2, 0.95) * len(clean))
        clean[last:] = noise[last:] = 0
    snr_db = rng.uniform(LEAST_SNR_DB, MOST_SNR_DB)
    if clean.any():
        noise *= _ratio(clean, noise) / 10 ** (snr_db / 20)
        noise *= rng.random() >= UNHARMED_SHARE
    signal, added = (irfft(each, n).astype(np.float32) for each in (clean, noise))
    return signal + added, signal


def draw_reverberant(material: Material, n: int, rng: np.random.Generator) -> Pair:
    """A clip of `n` samples in a room, and with the room's first 40 ms alone."""
    clean = _draw_clean(material, n, rng)
    return (clean, clean) if rng.random() < UNHARMED_SHARE else in_room(clean, draw_room(rng))


def in_room(clean: np.ndarray, response: np.ndarray) -> Pair:
    """`clean` as the impulse response (m,) at `RATE` makes it, and as its first 40 ms do."""
    early = response[: round(EARLY_S * RATE)]
    whole, wanted = (reverb(clean[None], each[None])[0] for each in (response, early))
    return whole, wanted


DRAWS: dict[str, Draw] = {"background_noise": draw_noisy, "reverb": draw_reverberant}
"""By the degradation that a recipe names."""


def draw_room(rng: np.random.Generator) -> np.ndarray:
    """An impulse response (m,) of a room that may be there, the sound itself first."""
    decay_s = LEAST_DECAY_S * (MOST_DECAY_S / LEAST_DECAY_S) ** rng.random()
    direct_db = rng.uniform(LEAST_DIRECT_DB, MOST_DIRECT_DB)
    return synthetic_room(1, RATE, decay_s, direct_db, rng)[0]


def _draw_clean(material: Material, n: int, rng: np.random.Generator) -> np.ndarray:
    drawn = rng.random()
    if drawn < SILENT_SHARE:
        return np.zeros(n, np.float32)
    if material.music and drawn < SILENT_SHARE + MUSIC_SHARE:
        return _clip_of(material.music[rng.integers(len(material.music))], n, NOISE_SPEED, rng)
    return _clip_of(material.speech[rng.integers(len(material.speech))], n, SPEECH_SPEED, rng)


def _draw_noise_spectrum(noises: list[np.ndarray], n: int, rng: np.random.Generator) -> np.ndarray:
    """(n // 2 + 1,) of one or two noises."""
    spectrum = _draw_one_noise(noises, n, rng)
    if rng.random() < TWO_NOISES_SHARE:
        other = _draw_one_noise(noises, n, rng)
        spectrum = spectrum + other * np.float32(_ratio(spectrum, other) * rng.uniform(0.2, 1))
    return spectrum * _tone(n, rng)


def _draw_one_noise(noises: list[np.ndarray], n: int, rng: np.random.Generator) -> np.ndarray:
    if rng.random() < COLOURED_SHARE:
        white = rfft(rng.standard_normal(n, dtype=np.float32))
        steps = np.maximum(np.arange(n // 2 + 1, dtype=np.float32), n * 40 / RATE)
        return white * steps ** np.float32(rng.uniform(-MOST_COLOUR, 0.3))
    clip = _clip_of(noises[rng.integers(len(noises))], n, NOISE_SPEED, rng)
    return rfft(clip)


def _clip_of(
    recording: np.ndarray, n: int, most_speed: float, rng: np.random.Generator
) -> np.ndarray:
    """`n` samples from anywhere in a recording, at a drawn speed; silence around a short one."""
    speed = most_speed ** rng.uniform(-1, 1)
    n_taken = int((len(recording) - 2) / speed)
    first = rng.integers(max(1, n_taken - n + 1))
    place = rng.integers(max(1, n - n_taken + 1))
    length = min(n, n_taken)
    clip = np.zeros(n, np.float32)
    positions = first * speed + np.arange(length) * speed
    before = positions.astype(np.int64)
    share = (positions - before).astype(np.float32)
    clip[place : place + length] = recording[before] * (1 - share) + recording[before + 1] * share
    return clip


def _ratio(one: np.ndarray, other: np.ndarray) -> float:
    """How many times as loud one spectrum is as the other."""
    return float(np.linalg.norm(one) / (np.linalg.norm(other) + 1e-12))


def _tone(n: int, rng: np.random.Generator) -> np.ndarray:
    """Gains (n // 2 + 1,) that fall and rise smoothly."""
    decibels = rng.normal(0, TONE_DB, TONE_KNOTS).astype(np.float32)
    places = np.linspace(0, TONE_KNOTS - 1, n // 2 + 1, dtype=np.float32)
    return np.exp(np.interp(places, np.arange(TONE_KNOTS), decibels).astype(np.float32) / 8.7)
