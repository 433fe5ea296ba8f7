"""Fits what a motion deblurring network is told: the line of a blur, from a picture's spectrum.

It comes before the network's own training and stays as it is: the network shall learn to use the
estimates it will really get, with their errors.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

from restorer_app.architectures.deconvolving import DeconvolvingUNet
from restorer_app.registry.catalog import Catalog
from restorer_app.training.datasets import BlurredLines, batches_from
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


def blurred_pictures(
    recipe: Recipe, paths: list[Path], catalog: Catalog, *, workers: int, n: int = N_PICTURES
) -> Iterator[tuple[Tensor, ...]]:
    """Spectra (2, N_SPECTRUM) and lines (2, 2) of `n` blurred pictures, each and its mirror."""
    larger = replace(recipe, seed=recipe.seed + 1, region_px=REGION_PX)
    return iter(batches_from(BlurredLines(larger, paths, catalog), range(n), workers=workers))


def fit_line_estimator(
    network: DeconvolvingUNet, pictures: Iterable[tuple[Tensor, ...]], *, steps: int = STEPS
) -> None:
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
