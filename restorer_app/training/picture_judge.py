"""Fits the last word of a diagnosis: from a picture's crops together to honest probabilities.

The network learns on single crops, which is cheap; a whole picture says more, above all its mean
spectrum about the kind of a blur. What `DiagnosisNet.judge_picture` makes of that is fitted here on
pictures the network was not trained with. Then Platt scaling (Platt, 1999) on pictures held out of
the fit sees to it that 80 % stated is right 80 % of the time.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from restorer_app.architectures.diagnosis import DiagnosisNet
from restorer_app.registry.catalog import Catalog
from restorer_app.restoration.diagnose import look_at_crops
from restorer_app.restoration.sampling import sample_crops
from restorer_app.training.lesson import Batch
from restorer_app.training.loading import batches_from
from restorer_app.training.photographs.batches import Batches
from restorer_app.training.photographs.labelled import draw_labelled
from restorer_app.training.recipe import Recipe

N_PICTURES = 6000
CROPS_ACROSS = 3
"""A picture is so many crops wide and high."""
HELD_OUT_EVERY = 5
"""Every so many-th picture calibrates; the others are fitted."""
STEPS = 3000
BATCH = 256
PEAK_LR = 1e-3
WEIGHT_DECAY = 1e-2
LOGIT_JITTER, SPECTRUM_JITTER, EXPOSURE_JITTER = 0.3, 0.8, 0.4
"""Standard deviations of what is added to each logit, to each frequency of a spectrum and to a
whole spectrum, so that few pictures last long."""
PRIOR_WEIGHT = 1.0
"""How many pictures' worth of evidence it takes to leave the fitted probabilities."""


class Pictures(Batches):
    """Item `number` is one picture as a diagnosis looks at it.

    Crops (n, 3, 128, 128) float32 and presence (15,) of a region of `region_px`.
    """

    def __getitem__(self, number: int) -> Batch:
        drawn = draw_labelled(self.material, self.chance_of(number))
        crops = np.stack(sample_crops(drawn.pixels, rim_px=0).crops).transpose(0, 3, 1, 2)
        return torch.from_numpy(np.ascontiguousarray(crops)), torch.from_numpy(drawn.presence)


def judged_pictures(
    recipe: Recipe, paths: list[Path], catalog: Catalog, *, workers: int, n: int
) -> Iterator[Batch]:
    """`n` pictures made like the training's, of another seed and as large as real ones."""
    larger = replace(recipe, seed=recipe.seed + 1, region_px=CROPS_ACROSS * recipe.crop_px)
    return iter(batches_from(Pictures(larger, paths, catalog), range(n), workers=workers))


def fit_picture_judge(network: DiagnosisNet, pictures: Iterable[Batch], *, steps: int) -> None:
    """Train and calibrate `network.judge_picture` in place; nothing else of it changes.

    `pictures`: for each its crops (n, 3, h, w) and its presence (15,), NaN where nobody can tell.
    """
    network.eval()
    seen = [_look(network, *picture) for picture in pictures]
    pooled, spectrum, presence = (torch.stack(part) for part in zip(*seen, strict=True))
    is_held_out = torch.arange(len(seen)) % HELD_OUT_EVERY == 0
    device = network.picture_scale.device
    fitted = [part[~is_held_out].to(device) for part in (pooled, spectrum, presence)]
    _fit(network, *fitted, steps=steps)
    with torch.inference_mode():
        logits = network.judge_picture(
            pooled[is_held_out].to(device), spectrum[is_held_out].to(device)
        )
    _calibrate(network, logits.cpu().clone(), presence[is_held_out])


def _look(network: DiagnosisNet, crops: Tensor, presence: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Of one picture: pooled logits, mean spectrum and labels."""
    with torch.inference_mode():
        pooled, _, spectrum = look_at_crops(network, crops.to(network.picture_scale.device))
    return pooled.cpu(), spectrum.cpu(), presence


def _fit(
    network: DiagnosisNet, pooled: Tensor, spectrum: Tensor, presence: Tensor, *, steps: int
) -> None:
    own = [network.picture_scale, *network.picture_judge.parameters()]
    for parameter in own:
        parameter.requires_grad_(True)
    optimizer = torch.optim.AdamW(own, PEAK_LR, weight_decay=WEIGHT_DECAY)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, steps)
    chance = torch.Generator(device=pooled.device).manual_seed(0)
    network.picture_judge.train()
    for _ in range(steps):
        chosen = torch.randint(len(pooled), (BATCH,), generator=chance, device=pooled.device)
        exposure = _noise((len(chosen), 1), EXPOSURE_JITTER, chance)
        seen = pooled[chosen], spectrum[chosen] + exposure
        jittered = (
            values + _noise(values.shape, deviation, chance)
            for values, deviation in zip(seen, (LOGIT_JITTER, SPECTRUM_JITTER), strict=True)
        )
        logits = network.judge_picture(*jittered)
        is_known = ~presence[chosen].isnan()
        loss = F.binary_cross_entropy_with_logits(logits[is_known], presence[chosen][is_known])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
    network.picture_judge.eval()


def _noise(shape: Sequence[int], deviation: float, chance: torch.Generator) -> Tensor:
    return deviation * torch.randn(shape, generator=chance, device=chance.device)


def _calibrate(network: DiagnosisNet, logits: Tensor, presence: Tensor) -> None:
    """Rescale each logit; folded into the last layer, so a released model has no extra numbers."""
    last = network.picture_judge[-1]
    assert isinstance(last, torch.nn.Linear)
    with torch.no_grad():
        for i in range(logits.shape[1]):
            is_known = ~presence[:, i].isnan()
            scale, offset = _platt(logits[is_known, i], presence[is_known, i])
            network.picture_scale[i] *= scale
            last.weight[i] *= scale
            last.bias[i] = last.bias[i] * scale + offset


def _platt(logits: Tensor, labels: Tensor) -> tuple[float, float]:
    """Scale (above 0) and offset that make `labels` likeliest, with a prior for 1 and 0."""
    log_scale = torch.zeros((), requires_grad=True)
    offset = torch.zeros((), requires_grad=True)
    optimizer = torch.optim.LBFGS([log_scale, offset], max_iter=50, line_search_fn="strong_wolfe")

    def loss() -> Tensor:
        optimizer.zero_grad()
        scaled = logits * log_scale.exp() + offset
        surprise = F.binary_cross_entropy_with_logits(scaled, labels, reduction="sum")
        total = surprise + PRIOR_WEIGHT * (log_scale**2 + offset**2)
        total.backward()
        return total

    optimizer.step(loss)
    return float(log_scale.detach().exp()), float(offset.detach())
