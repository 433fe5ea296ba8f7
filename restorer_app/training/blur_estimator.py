"""Fits what a deconvolving network is told: the numbers of a blur, from a picture's spectrum.

It comes before the network's own training and stays as it is: the network shall learn to use the
estimates it will really get, with their errors.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from restorer_app.architectures.blur_kernels import line_of, width_of
from restorer_app.architectures.deconvolving import DeconvolvingUNet
from restorer_app.architectures.spectrum import mean_spectrum
from restorer_app.degradations import blurs
from restorer_app.degradations.mixtures import round_to_8bit
from restorer_app.distortions import Distortion
from restorer_app.registry.catalog import Catalog
from restorer_app.training.lesson import Batch
from restorer_app.training.loading import batches_from
from restorer_app.training.photographs.batches import Batches
from restorer_app.training.photographs.degraders import draw_line, draw_sigma
from restorer_app.training.photographs.regions import draw_scale
from restorer_app.training.recipe import Recipe

N_PICTURES = 5000
REGION_PX = 384
STEPS = 6000
BATCH = 256
PEAK_LR = 1e-3
WEIGHT_DECAY = 1e-2
SPECTRUM_JITTER = 0.12
"""Standard deviation of what is added to a spectrum's logarithms, so that few pictures last."""
BETA = 0.2
"""Errors of a blur's numbers below this count by their square."""

Blurred = tuple[np.ndarray, Tensor]
"""A blurred picture, and the numbers (2, n) of its blur and of the mirrored picture's."""


def _along_a_line(clean: np.ndarray, rng: np.random.Generator) -> Blurred:
    length_px, angle_deg = draw_line(rng)
    angles = torch.tensor([angle_deg, 180 - angle_deg])
    blurred = blurs.convolve(clean, blurs.motion_kernel(length_px, angle_deg))
    return blurred, line_of(torch.full((2,), length_px), angles)


def _all_around(clean: np.ndarray, rng: np.random.Generator) -> Blurred:
    sigma = draw_sigma(rng)
    return blurs.gaussian_blur(clean, sigma), width_of(torch.full((2,), sigma))


BLURRERS: dict[str, Callable[[np.ndarray, np.random.Generator], Blurred]] = {
    Distortion.MOTION_BLUR: _along_a_line,
    Distortion.GAUSSIAN_BLUR: _all_around,
}


class BlurredPictures(Batches):
    """Item `number`: the spectrum of a blurred region, and the numbers of the blur, as two rows.

    The second row is the mirrored region. Spectra (2, N_SPECTRUM), numbers (2, n).
    """

    def __getitem__(self, number: int) -> Batch:
        rng = self.chance_of(number)
        clean = self.material.regions.draw(rng, scale=draw_scale(rng, reduced=0.3))
        blurred, numbers = BLURRERS[self.recipe.degradation](clean, rng)
        rounded = round_to_8bit(blurred)
        both = np.stack([rounded, rounded[:, ::-1]]).transpose(0, 3, 1, 2)
        return mean_spectrum(torch.from_numpy(both.copy())), numbers


def blurred_pictures(
    recipe: Recipe, paths: list[Path], catalog: Catalog, *, workers: int, n: int
) -> Iterator[Batch]:
    """Spectra (2, N_SPECTRUM) and numbers (2, n) of so many pictures, each and its mirror."""
    larger = replace(recipe, seed=recipe.seed + 1, region_px=REGION_PX)
    return iter(batches_from(BlurredPictures(larger, paths, catalog), range(n), workers=workers))


def fit_blur_estimator(network: DeconvolvingUNet, pictures: Iterable[Batch], *, steps: int) -> None:
    """Train `network.estimator` in place on pairs of spectra and the numbers of blurs."""
    device = network.head.weight.device
    spectra, numbers = (torch.cat(part).to(device) for part in zip(*pictures, strict=True))
    own = network.estimator.requires_grad_(True).parameters()
    optimizer = torch.optim.AdamW(own, PEAK_LR, weight_decay=WEIGHT_DECAY)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, steps)
    chance = torch.Generator(device=device).manual_seed(0)
    for _ in range(steps):
        chosen = torch.randint(len(spectra), (BATCH,), generator=chance, device=device)
        jitter = torch.randn((BATCH, spectra.shape[1]), generator=chance, device=device)
        estimated = network.estimate_blur(spectra[chosen] + SPECTRUM_JITTER * jitter)
        loss = F.smooth_l1_loss(estimated, numbers[chosen], beta=BETA)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
    network.estimator.requires_grad_(False)
