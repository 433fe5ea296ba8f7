"""Finds clicks and crackle by a network that looks at what local models leave unexplained.

It judges moments alone that surprise both what is before and what is after them; so it has little
to look at where nothing clicks. What it learns from is cut out here as well.
"""

from dataclasses import dataclass

import numpy as np
import torch
from scipy.ndimage import maximum_filter1d
from torch import nn

from restorer_app.restoration.audio.autoregression import LocalModels
from restorer_app.restoration.audio.clicks import (
    THRESHOLD,
    trimmed,
    usual_surprise,
    without_samples,
)

CANDIDATE_FROM = 4.0
"""How many times the usual surprise a moment is that is looked at."""
APART = 16
"""Moments are so many samples apart at least: a window shows more than one."""
SIDE = 96
"""A window has so many samples before its moment and after it."""
JUDGED = 48
"""So many on both sides are judged: the rest is there to be seen."""
LIKELY_FROM = 0.35
"""From this probability on a sample belongs to a click, at the usual threshold."""
DIFFERS_FROM = 0.5
"""How many times the usual surprise the ends of a click differ from what is filled in."""
N_ROUNDS = 3
"""Loud clicks hide quieter ones."""
_BATCH = 512


@dataclass(frozen=True, eq=False)
class Surprises:
    """What local models leave unexplained of a sound, (n,) each."""

    sound: np.ndarray
    forward: np.ndarray
    backward: np.ndarray
    usual: np.ndarray
    """How large it usually is around each sample."""
    moments: np.ndarray
    """Where it is far larger, (m,)."""

    @classmethod
    def of(cls, sound: np.ndarray, rate: int) -> "Surprises":
        """Of `sound` (n,)."""
        models = LocalModels.fit(sound, rate)
        forward, backward = models.residuals(sound)
        least = np.minimum(np.abs(forward), maximum_filter1d(np.abs(backward), 3))
        usual = usual_surprise(least, rate)
        ratio = least / usual
        is_moment = (ratio > CANDIDATE_FROM) & (ratio == maximum_filter1d(ratio, 2 * APART + 1))
        return cls(sound, forward, backward, usual, np.flatnonzero(is_moment))

    def windows(self, moments: np.ndarray) -> np.ndarray:
        """What the network sees of these moments, float32 (m, N_FEATURES, 2 * SIDE).

        All against the usual surprise there, in logarithms: clicks may be a hundred times as loud.
        """
        usual = self.usual[moments][:, None]
        signals = [windows_of(each, moments) for each in (self.forward, self.backward, self.sound)]
        shown = np.stack(signals, axis=1) / usual[:, None]
        loudness = np.sqrt(np.square(signals[2]).mean(axis=1, keepdims=True)) + 1e-7
        around = np.broadcast_to(np.log(usual / loudness), (len(moments), 2 * SIDE))
        logarithms = np.sign(shown) * np.log1p(np.abs(shown))
        return np.concatenate([logarithms, around[:, None]], axis=1).astype(np.float32)


def windows_of(values: np.ndarray, moments: np.ndarray) -> np.ndarray:
    """`values` (n,) around each moment, (m, 2 * SIDE); zeros beyond both ends."""
    return np.pad(values, SIDE)[moments[:, None] + np.arange(2 * SIDE)]


class ClickNetwork:
    """Finds clicks: `find` is what `clicks.without_clicks` takes."""

    def __init__(self, network: nn.Module, device: torch.device) -> None:
        self._network, self._device = network, device

    def find(self, sound: np.ndarray, rate: int, threshold: float = THRESHOLD) -> np.ndarray:
        """Which samples of `sound` (n,) belong to clicks, bool (n,).

        `threshold` is that of `find_clicks`: twice as high, and what counts has to be twice as
        likely (in odds).
        """
        odds = LIKELY_FROM / (1 - LIKELY_FROM) * threshold / THRESHOLD
        is_click = np.zeros(len(sound), bool)
        filled, where = sound.astype(np.float64), ~is_click
        for _ in range(N_ROUNDS):
            surprises = Surprises.of(filled, rate)
            new = (self._likely(surprises, where) > odds / (1 + odds)) & ~is_click
            if not new.any() or (is_click | new).all():  # of nothing else nothing can be filled in
                break
            is_click |= new
            models = LocalModels.fit(without_samples(sound, is_click), rate)
            filled, where = models.filled(sound, is_click), _around(new, 2 * models.hop)
        return trimmed(is_click, np.abs(sound - filled) > DIFFERS_FROM * surprises.usual)

    def _likely(self, surprises: Surprises, where: np.ndarray) -> np.ndarray:
        """How likely each sample of (n,) is a part of a click, 0..1; only `where` it is asked."""
        asked = surprises.moments[where[surprises.moments]]
        likely = np.zeros(len(where) + 2 * SIDE)
        for start in range(0, len(asked), _BATCH):
            moments = asked[start : start + _BATCH]
            with torch.inference_mode():
                windows = torch.from_numpy(surprises.windows(moments)).to(self._device)
                judged = torch.sigmoid(self._network(windows)).cpu().numpy()
            at = moments[:, None] + np.arange(SIDE - JUDGED, SIDE + JUDGED)
            np.maximum.at(likely, at, judged[:, SIDE - JUDGED : SIDE + JUDGED])
        return likely[SIDE:-SIDE]


def _around(is_new: np.ndarray, reach: int) -> np.ndarray:
    """Which samples of (n,) are not farther than `reach` from one that is new, or a little more.

    The models of all others are those of the round before.
    """
    n_blocks = -(-len(is_new) // reach)
    padded = np.pad(is_new, (0, n_blocks * reach - len(is_new)))
    has_new = padded.reshape(n_blocks, reach).any(axis=1)
    return np.repeat(maximum_filter1d(has_new, 3), reach)[: len(is_new)]
