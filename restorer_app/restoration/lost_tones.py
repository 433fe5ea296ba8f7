"""Whether a photograph has faded or yellowed: how far the repair would change it.

The network that brings tones back is asked (docs/adr/0025, docs/adr/0026).
"""

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from restorer_app.architectures.tones import luma
from restorer_app.distortions import Distortion
from restorer_app.registry.loader import LoadedNetwork
from restorer_app.restoration.diagnosis import Finding, present_from
from restorer_app.restoration.sampling import Crops
from restorer_app.restoration.tiling import run_network, stacked

LOST_TONES = (0.0, 0.043, 0.08)
"""Mean changes of luma by which tones would be brought back: none, enough to be worth it, beyond
all doubt. Of 484 clean pictures of all kinds none with `LEAST_DETAIL` would be changed by more than
0.037, and of another 322 photographs one, by 0.046; of 132 aged ones with faded tones 23 in 100 by
more than this limit, and of real prints one from Japan by 0.057."""
CASTS = (0.0, 0.1, 0.2)
"""The same of what would be taken off of a yellow cast, in blue against red. Of all those clean
pictures none would lose more than 0.083; with both, 31 in 100 of those aged ones are found."""
LEAST_DETAIL = 0.0065
"""Median difference between neighbouring means of `DETAIL_PX` squares. A picture with less is even
for the most part and says nothing about its tones: empty skies have at most 0.0062, of drawings
half have 0, of faded photographs 2 % are below."""
DETAIL_PX = 4


def find_lost_tones(sampled: Crops, toner: LoadedNetwork) -> tuple[Finding, Finding]:
    """How sure and how much a picture has faded and yellowed, by all of it, reduced."""
    tones, cast = 0.0, 0.0
    if detail_of(stacked(sampled.crops)) >= LEAST_DETAIL:
        overview = sampled.overview
        toned = run_network(toner, overview, part_of=sampled)
        tones, cast = lost_tones(stacked([toned - overview]))
    return (
        _finding(Distortion.FADING, tones, LOST_TONES),
        _finding(Distortion.YELLOWING, cast, CASTS),
    )


def lost_tones(change: Tensor) -> tuple[float, float]:
    """What of a change of pictures (n, 3, h, w) brings tones back, and what takes a cast off, 0..1.

    The mean change of luma, whatever its sign. And how much blue gains on red on the average of all
    pixels: paper and gelatine turn yellow, the dye of cyan goes first; a cast is the same all over,
    while colours that have only paled come back in all directions.
    """
    red, _, blue = change.mean((0, 2, 3)).tolist()
    return float(luma(change).abs().mean()), max(0.0, blue - red)


def detail_of(crops: Tensor) -> float:
    """How far neighbouring squares of `DETAIL_PX` differ in luma: the median of (n, 3, h, w)."""
    means = F.avg_pool2d(luma(crops), DETAIL_PX)
    differences = [means.diff(dim=dim).abs().flatten() for dim in (2, 3)]
    return float(torch.cat(differences).median())


def _finding(distortion: Distortion, change: float, limits: tuple[float, float, float]) -> Finding:
    probability = np.interp(change, limits, (0.0, present_from(distortion), 1.0))
    return Finding(distortion, float(probability), min(5.0, 5 * change / limits[-1]))
