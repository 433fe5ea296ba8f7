"""Whether a photograph has grain: what its repair would take away where nothing else is.

The network that takes grain away is asked (docs/adr/0027).
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
from restorer_app.restoration.tiling import run_on_crops, stacked

N_GRAIN_CROPS = 12
"""Grain is everywhere, so few crops tell."""
BLOCK_PX, CELL_PX = 16, 4
"""A block is even where the means of its cells hardly differ: single grains are smaller."""
EVENEST_SHARE = 0.15
"""So many of the blocks are asked: gravel, grass and cloth, which look like grain, are in places,
and hardly in those where a picture is most even."""
TONES = (0.04, 0.98)
"""Blocks that are darker or lighter on average have lost their grain, or never had any."""
FEWEST_BLOCKS = 20
"""With fewer nothing can be told."""
GRAIN_255 = (0.0, 1.5, 3.0)
"""What would be taken out of five in six of those blocks at least (root mean square, of 255): none,
enough to be worth it, beyond all doubt. Of 484 clean pictures of all kinds none would lose more
than 0.64; 20 of 24 photographs that were given grain or a raster would lose 1.9 and more."""
LEAST_TAKEN = 0.15
"""Quantile of what is taken out of them: five in six lose more."""
MOST_LEFT_255 = 12.0
"""Where more than this is left in half of those blocks (standard deviation, of 255), the picture is
even nowhere: artificial turf is such a one. Of grained photographs at most 10.2 is left."""
MOST_GRAIN_255 = 20.0
"""The median change of the crops at which grain is severest."""


def find_grain(sampled: Crops, degrainer: LoadedNetwork) -> Finding:
    """How sure and how strong, from how far the repair would change the crops."""
    some = sampled.some(N_GRAIN_CROPS)
    crops = stacked(some.crops)
    restored = run_on_crops(degrainer, some)
    sure_255 = 255 * grain_of_even_parts(crops, restored)
    probability = np.interp(sure_255, GRAIN_255, (0.0, present_from(Distortion.GRAIN), 1.0))
    change_255 = 255 * float((restored - crops).square().mean(dim=(1, 2, 3)).median().sqrt())
    severity = min(5.0, 5 * change_255 / MOST_GRAIN_255)
    return Finding(Distortion.GRAIN, float(probability), severity)


def grain_of_even_parts(crops: Tensor, restored: Tensor) -> float:
    """What a repair takes out of the most even blocks of crops (n, 3, h, w), 0..1.

    0 where no part of the picture is even, and where all of it is black or white.
    """
    taken = _of_blocks((restored - crops).square().mean(dim=1, keepdim=True)).sqrt()
    light, left = _of_blocks(luma(crops)), _deviation(luma(restored), 1)
    unevenness = _deviation(F.avg_pool2d(luma(crops), CELL_PX), CELL_PX)
    is_in_tone = (light > TONES[0]) & (light < TONES[1])
    if is_in_tone.sum() < FEWEST_BLOCKS:
        return 0.0
    taken, left, unevenness = (each[is_in_tone] for each in (taken, left, unevenness))
    is_even = unevenness <= torch.quantile(unevenness, EVENEST_SHARE)
    if 255 * float(left[is_even].median()) > MOST_LEFT_255:
        return 0.0
    return float(torch.quantile(taken[is_even], LEAST_TAKEN))


def _of_blocks(plane: Tensor, cell_px: int = 1) -> Tensor:
    """Means of each block of (n, 1, h, w); a pixel of it is `cell_px` wide."""
    return F.avg_pool2d(plane, BLOCK_PX // cell_px)


def _deviation(plane: Tensor, cell_px: int) -> Tensor:
    """Standard deviation in each block."""
    variance = _of_blocks(plane.square(), cell_px) - _of_blocks(plane, cell_px).square()
    return variance.clamp(min=0).sqrt()
