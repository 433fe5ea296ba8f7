"""Sound to try repairs on: a voice-like one, made from nothing, and what is done to it."""

import numpy as np
from scipy.signal import lfilter

RATE = 16000


def voice(seconds: float = 4.0, rate: int = RATE, seed: int = 0) -> np.ndarray:
    """Like speech, float32 (1, n): syllables of a gliding pitch through formants, hiss, pauses."""
    rng = np.random.default_rng(seed)
    parts: list[np.ndarray] = []
    while sum(map(len, parts)) < seconds * rate:
        n = int(rng.uniform(0.12, 0.3) * rate)
        pitch = np.linspace(rng.uniform(90, 180), rng.uniform(90, 180), n)
        glottis = (np.diff(np.cumsum(pitch / rate) % 1, prepend=0) < 0).astype(float)
        glottis = lfilter([0.1], [1, -0.9], glottis)  # it opens and closes softly
        voiced = glottis if rng.random() < 0.75 else 0.05 * rng.normal(size=n)
        voiced = voiced + 0.003 * rng.normal(size=n)
        for formant in rng.uniform((300, 900, 2200), (800, 2000, 3200)):
            radius = np.exp(-np.pi * 90 / rate)
            turn = 2 * radius * np.cos(2 * np.pi * formant / rate)
            voiced = lfilter([1 - radius], [1, -turn, radius**2], voiced)
        parts += [voiced * np.hanning(n), np.zeros(int(rng.choice([0.02, 0.25]) * rate))]
    sound = np.concatenate(parts)[: int(seconds * rate)]
    sound = 0.3 * sound / np.abs(sound).max() + 1e-4 * rng.normal(size=len(sound))
    return sound[None].astype(np.float32)


def music(seconds: float = 4.0, rate: int = RATE) -> np.ndarray:
    """Notes in time, struck and dying away, float32 (1, n): every bar is the same."""
    at = np.arange(int(0.25 * rate)) / rate
    struck = np.exp(-6 * at) * np.minimum(1, at / 0.005) * np.minimum(1, (0.25 - at) / 0.02)
    bar = [
        sum(struck * np.sin(2 * np.pi * k * hz * at) / k for k in range(1, 6))
        for hz in (196.0, 246.9, 293.7, 392.0)
    ]
    notes = np.concatenate(bar)
    sound = np.tile(notes, int(seconds) + 1)[: int(seconds * rate)]
    hiss = np.random.default_rng(0).normal(size=len(sound))
    return (0.2 * sound + 1e-4 * hiss)[None].astype(np.float32)


LIFELESS = {
    "silence": np.zeros((1, 4 * RATE), np.float32),
    "DC": np.ones((1, 4 * RATE), np.float32),
    "square wave": np.sign(np.sin(np.arange(4 * RATE) / 20))[None].astype(np.float32),
    "1 sample": np.ones((1, 1), np.float32),
}
"""In which nothing is to be found, although it is easily mistaken."""


def echoed(sound: np.ndarray, delay_s: float, gain: float, rate: int = RATE) -> np.ndarray:
    """`sound` (channels, n) with an echo, as long as it is."""
    delay = round(delay_s * rate)
    late = np.pad(sound, ((0, 0), (delay, 0)))[:, : sound.shape[1]]
    return (sound + gain * late).astype(np.float32)


def humming(sound: np.ndarray, hz: float, level_db: float, rate: int = RATE) -> np.ndarray:
    """The hum alone, with harmonics up to the tenth, at a level against `sound`."""
    at = np.arange(sound.shape[1]) / rate
    hum = sum(np.sin(2 * np.pi * k * hz * at + k * k) / k for k in range(1, 11))
    return (hum * loudness(sound) / loudness(hum) * 10 ** (level_db / 20))[None].astype(np.float32)


def loudness(sound: np.ndarray) -> float:
    """Root mean square."""
    return float(np.sqrt(np.square(sound.astype(float)).mean()))


def si_sdr_db(reference: np.ndarray, candidate: np.ndarray) -> float:
    """Scale-invariant signal-to-distortion ratio (Le Roux et al. 2019)."""
    true, made = reference.astype(float).ravel(), candidate.astype(float).ravel()
    target = (true @ made) / (true @ true) * true
    return float(10 * np.log10((target @ target) / (np.square(made - target).sum() + 1e-20)))


def snr_db(reference: np.ndarray, candidate: np.ndarray) -> float:
    """Signal-to-noise ratio of the candidate."""
    error = np.square(reference.astype(float) - candidate).sum()
    return float(10 * np.log10(np.square(reference.astype(float)).sum() / (error + 1e-20)))


def clicked(
    sound: np.ndarray, per_s: float, rate: int = RATE, seed: int = 0
) -> tuple[np.ndarray, np.ndarray]:
    """`sound` (1, n) with short dying bursts, half of full scale, and which samples they hit."""
    rng = np.random.default_rng(seed)
    degraded, is_hit = sound.copy(), np.zeros(sound.shape[1], bool)
    for _ in range(round(per_s * sound.shape[1] / rate)):
        n = int(rng.uniform(0.0001, 0.001) * rate) + 1
        start = int(rng.integers(0, sound.shape[1] - n))
        burst = rng.normal(size=n) * np.exp(-2 * np.arange(n) / n)
        burst[0] = rng.choice([-1, 1])
        degraded[0, start : start + n] += 0.5 * burst
        is_hit[start : start + n] = True
    return degraded, is_hit
