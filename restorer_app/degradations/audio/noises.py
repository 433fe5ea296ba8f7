"""Background noise: coloured, or a recorded one, at a signal-to-noise ratio."""

from typing import Literal

import numpy as np
from scipy import fft

from restorer_app.degradations.audio.levels import Samples, scaled_to

UNSEEN_NOISES = (
    "cafe",
    "ceiling-fan",
    "heavy-rain",
    "inside-a-train",
    "keyboard",
    "traffic",
    "vinyl_hiss",
    "wind",
)
"""Recorded noises, by their files' names without suffix, that no network is trained with and no
threshold is set by: one of each kind, kept for measuring."""

Color = Literal["white", "pink", "brown"]
COLORS: tuple[Color, ...] = ("white", "pink", "brown")
_SLOPES: dict[Color, float] = {"white": 0.0, "pink": 0.5, "brown": 1.0}
"""The magnitude falls with this power of the frequency: 0, 3 and 6 dB an octave."""
_LOWEST_HZ = 20.0
"""Below, the spectrum is flat: a slope to 0 Hz would be nothing but drift."""


def add_noise(samples: Samples, noise: Samples, snr_db: float) -> Samples:
    """`samples` with `noise` (channels, n) so far below them, over the whole length."""
    return samples + scaled_to(noise, samples, snr_db)


def colored_noise(
    shape: tuple[int, int], rate: int, color: Color, rng: np.random.Generator
) -> Samples:
    """Gaussian noise (channels, n) with a spectrum of this slope, independent in every channel."""
    n_channels, n_samples = shape
    white = rng.standard_normal((n_channels, fft.next_fast_len(n_samples, real=True)), np.float32)
    if color == "white":
        return white[:, :n_samples]
    spectrum = fft.rfft(white, axis=1)
    frequencies = np.maximum(fft.rfftfreq(white.shape[1], 1 / rate), _LOWEST_HZ)
    spectrum *= (frequencies / _LOWEST_HZ) ** -_SLOPES[color]
    colored: Samples = fft.irfft(spectrum, white.shape[1], axis=1)[:, :n_samples]
    return colored.astype(np.float32, copy=False)


def stretch_of(noise: Samples, shape: tuple[int, int], rng: np.random.Generator) -> Samples:
    """Any stretch (channels, n) of a recorded noise (channels, m), at the same rate.

    A noise that is too short is played there and back, so that no click marks its ends; one with
    other channels gives each channel a stretch of its own.
    """
    n_channels, n_samples = shape
    if noise.shape[1] < n_samples + 1:
        there_and_back = np.concatenate([noise, noise[:, ::-1]], axis=1)
        noise = np.tile(there_and_back, n_samples // there_and_back.shape[1] + 2)
    n_starts = noise.shape[1] - n_samples
    if len(noise) == n_channels:
        start = int(rng.integers(n_starts))
        return noise[:, start : start + n_samples]
    starts = rng.integers(n_starts, size=n_channels)
    return np.stack([noise[0, start : start + n_samples] for start in starts])
