"""Finds clicks and crackle, and fills in what they hide.

A click is what neither the sound before nor the sound after it explains. Voices have such moments
of their own, at every opening of the glottis: what counts has to stand out of those around it.
"""

from collections.abc import Callable, Iterator

import numpy as np
from scipy.ndimage import binary_closing, binary_dilation, percentile_filter

from restorer_app.restoration.audio.autoregression import LocalModels
from restorer_app.restoration.audio.streams import Windowed

THRESHOLD = 14.0
"""How many times the usual surprise a click is."""
OVER_PULSES = 1.5
"""How many times the strong moments around it a click is."""
PULSES = 75
"""Percentile of the strongest moments of each 2 ms: above it are fewer than a voice has pulses."""
ENDS_AT = 0.5
"""A click goes on as long as the surprise is this share of the threshold."""
GOES_ON = 8.0
"""A click's tail is filled in as long as it is so many times the usual surprise."""
LONGEST_S = 0.006
"""What surprises for longer is no click."""
N_ROUNDS = 4
"""Loud clicks hide quieter ones."""
LEAST = 1e-6
"""Full scale is 1: below a thousandth of what 16 bits hold nothing clicks."""
WINDOW_S, MARGIN_S = 4.0, 0.1

Find = Callable[[np.ndarray, int, float], np.ndarray]
"""Samples (n,), their rate in Hz and a threshold to which of them belong to clicks, bool (n,)."""


def without_clicks(
    sound: np.ndarray, rate: int, threshold: float = THRESHOLD, find: Find | None = None
) -> np.ndarray:
    """`sound` (n,) with clicks filled in, float32; all other samples stay to the bit.

    `find` by default is `find_clicks`.
    """
    is_click = (find or find_clicks)(sound, rate, threshold)
    if not is_click.any():
        return sound
    models = LocalModels.fit(without_samples(sound, is_click), rate)
    return np.where(is_click, models.filled(sound, is_click), sound).astype(np.float32)


def find_clicks(sound: np.ndarray, rate: int, threshold: float = THRESHOLD) -> np.ndarray:
    """Which samples of `sound` (n,) belong to clicks, bool (n,)."""
    is_click = np.zeros(len(sound), bool)
    filled = sound.astype(np.float64)
    for _ in range(N_ROUNDS):
        models = LocalModels.fit(filled, rate)
        surprise = models.unexplained(filled)
        usual = usual_surprise(surprise, rate)
        new = _clicks(surprise, usual, rate, threshold) & ~is_click
        if not new.any():
            break
        is_click |= _grown(new, filled, models, usual, rate)
        filled = models.filled(np.where(is_click, sound, filled), is_click)
    if not is_click.any():
        return is_click
    return trimmed(is_click, np.abs(sound - filled) > 3 * usual)


def click_repair(rate: int, threshold: float, find: Find = find_clicks) -> Windowed:
    """The stream without clicks; each channel has its own."""

    def repair(samples: np.ndarray, _: int) -> np.ndarray:
        return np.stack([without_clicks(channel, rate, threshold, find) for channel in samples])

    window, margin = round(WINDOW_S * rate), round(MARGIN_S * rate)
    return Windowed(repair, window=window, margin=margin, is_stateless=True)


def runs_of(mask: np.ndarray) -> Iterator[slice]:
    """Where `mask` (n,) is true, stretch by stretch."""
    edges = np.flatnonzero(np.diff(mask.astype(np.int8), prepend=0, append=0))
    return (slice(start, stop) for start, stop in edges.reshape(-1, 2).tolist())


def _clicks(surprise: np.ndarray, usual: np.ndarray, rate: int, threshold: float) -> np.ndarray:
    is_hit = surprise > np.maximum(threshold * usual, OVER_PULSES * _pulses(surprise, rate))
    goes_on = binary_closing(surprise > ENDS_AT * threshold * usual, np.ones(5)) | is_hit
    is_click = np.zeros(len(surprise), bool)
    n_hits = np.concatenate([[0], np.cumsum(is_hit)])
    for run in runs_of(goes_on):
        if n_hits[run.stop] > n_hits[run.start] and run.stop - run.start < LONGEST_S * rate:
            is_click[run] = True
    return binary_dilation(is_click, np.ones(3))


def _grown(
    is_click: np.ndarray, sound: np.ndarray, models: LocalModels, usual: np.ndarray, rate: int
) -> np.ndarray:
    """Clicks with their tails: until what is beside them follows from what is filled in."""
    grown = is_click.copy()
    filled = sound.copy()
    longest = int(LONGEST_S * rate)
    for run in runs_of(is_click):
        start, stop = run.start, run.stop
        most = GOES_ON * usual[start]
        while stop - start < longest:
            filled[start:stop] = models.filled_run(sound, slice(start, stop))
            further = max(2, (stop - start) // 2)
            is_behind = models.surprise_behind(filled, stop) > most
            is_ahead = models.surprise_ahead(filled, start) > most
            filled[start:stop] = sound[start:stop]
            if not (is_behind or is_ahead):
                grown[start:stop] = True
                break
            stop = min(stop + further * is_behind, len(sound))
            start = max(start - 2 * is_ahead, 0)
    return grown


def usual_surprise(surprise: np.ndarray, rate: int) -> np.ndarray:
    """What is usual within 15 ms of each sample."""
    blocks, length = _blocks(surprise, rate, 0.001)
    usual = percentile_filter(np.median(blocks, axis=1), 60, 31)
    return np.repeat(usual, length)[: len(surprise)] + LEAST


def _pulses(surprise: np.ndarray, rate: int) -> np.ndarray:
    """The strong moments within 30 ms of each sample."""
    blocks, length = _blocks(surprise, rate, 0.002)
    pulses = percentile_filter(blocks.max(axis=1), PULSES, 31)
    return np.repeat(pulses, length)[: len(surprise)]


def _blocks(surprise: np.ndarray, rate: int, seconds: float) -> tuple[np.ndarray, int]:
    length = max(8, round(seconds * rate))
    n_blocks = -(-len(surprise) // length)
    padded = np.pad(surprise, (0, n_blocks * length - len(surprise)))
    return padded.reshape(n_blocks, length), length


def trimmed(is_click: np.ndarray, differs: np.ndarray) -> np.ndarray:
    """Each click from the first to the last sample that differs from what would be filled in."""
    trimmed = np.zeros_like(is_click)
    for run in runs_of(is_click):
        inside = np.flatnonzero(differs[run])
        if len(inside):
            trimmed[run.start + inside[0] : run.start + inside[-1] + 1] = True
    return trimmed


def without_samples(sound: np.ndarray, is_lost: np.ndarray) -> np.ndarray:
    """`sound` with straight lines where samples are lost: to fit models to."""
    at = np.arange(len(sound))
    return np.where(is_lost, np.interp(at, at[~is_lost], sound[~is_lost]), sound)
