"""Fits what a motion deblurring network is told: the line of a blur, from a picture's spectrum.

It comes before the network's own training and stays as it is: the network shall learn to use the
estimates it will really get, with their errors.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from restorer_app.architectures.deconvolving import DeconvolvingUNet, line_of
from restorer_app.architectures.spectrum import mean_spectrum
from restorer_app.degradations import blurs
from restorer_app.degradations.mixtures import round_to_8bit
from restorer_app.registry.catalog import Catalog
from restorer_app.training.datasets import Batch, Batches, batches_from, draw_line
from restorer_app.training.recipes import Recipe

N_PICTURES = 5000
REGION_PX = 384
STEPS = 6000
BATCH = 256
PEAK_LR = 1e-3
WEIGHT_DECAY = 1e-2
SPECTRUM_JITTER = 0.12
"""Standard deviation of what is added to a spectrum's logarithms, so that few pictures last."""
BETA_PX = 0.2
"""Errors of a line below this count by their square."""


class BlurredLines(Batches):
    """Item `number`: the spectrum of a region smeared along a line, and the line, as two rows each.

    The second row is the mirrored region. Spectra (2, N_SPECTRUM), lines (2, 2), see `line_of`.
    """

    def __getitem__(self, number: int) -> Batch:
        rng = self.chance_of(number)
        clean = self.draw_region(rng, shrinks=rng.random() < 0.3)
        length_px, angle_deg = draw_line(rng)
        blurred = round_to_8bit(blurs.convolve(clean, blurs.motion_kernel(length_px, angle_deg)))
        both = torch.from_numpy(np.stack([blurred, blurred[:, ::-1]]).transpose(0, 3, 1, 2).copy())
        angles = torch.tensor([angle_deg, 180 - angle_deg])
        return mean_spectrum(both), line_of(torch.full((2,), length_px), angles)


def blurred_pictures(
    recipe: Recipe, paths: list[Path], catalog: Catalog, *, workers: int, n: int
) -> Iterator[Batch]:
    """Spectra (2, N_SPECTRUM) and lines (2, 2) of `n` blurred pictures, each and its mirror."""
    larger = replace(recipe, seed=recipe.seed + 1, region_px=REGION_PX)
    return iter(batches_from(BlurredLines(larger, paths, catalog), range(n), workers=workers))


def fit_line_estimator(network: DeconvolvingUNet, pictures: Iterable[Batch], *, steps: int) -> None:
    """Train `network.estimator` in place on pairs of spectra and lines."""
    device = network.head.weight.device
    spectra, lines = (torch.cat(part).to(device) for part in zip(*pictures, strict=True))
    own = network.estimator.requires_grad_(True).parameters()
    optimizer = torch.optim.AdamW(own, PEAK_LR, weight_decay=WEIGHT_DECAY)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, steps)
    chance = torch.Generator(device=device).manual_seed(0)
    for _ in range(steps):
        chosen = torch.randint(len(spectra), (BATCH,), generator=chance, device=device)
        jitter = torch.randn((BATCH, spectra.shape[1]), generator=chance, device=device)
        estimated = network.estimate_line(spectra[chosen] + SPECTRUM_JITTER * jitter)
        loss = F.smooth_l1_loss(estimated, lines[chosen], beta=BETA_PX)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
    network.estimator.requires_grad_(False)
