"""Recordings to training batches: clips drawn on the fly, each batch a function of its step."""

from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor
from torch.utils.data import Dataset

from restorer_app.architectures.audio import MaskNet, short_time_fourier
from restorer_app.training.checkpoint import TrainingState
from restorer_app.training.lesson import Batch
from restorer_app.training.recipe import SoundRecipe
from restorer_app.training.sound.draws import DRAWS, Material
from restorer_app.training.sound.files import RATE, ReadSound, SoundFiles, load_mono
from restorer_app.training.sound.losses import masking_loss


class SoundBatches(Dataset[Batch]):
    """Item `step`: degraded and wanted clips (n, samples), and how loud each is shown (n,)."""

    def __init__(self, recipe: SoundRecipe, files: SoundFiles, read: ReadSound) -> None:
        self.recipe, self.files, self.read = recipe, files, read
        self._material: Material | None = None  # loaded in the worker that needs it

    def __getitem__(self, step: int) -> Batch:
        if self._material is None:
            self._material = load_material(self.files, self.read)
        recipe = self.recipe
        rng = np.random.default_rng((recipe.seed, step))
        draw, n_samples = DRAWS[recipe.degradation], round(recipe.clip_s * RATE)
        pairs = [draw(self._material, n_samples, rng) for _ in range(recipe.clips_per_step)]
        degraded, wanted = (torch.from_numpy(np.stack(each)) for each in zip(*pairs, strict=True))
        gains_db = rng.normal(0, recipe.level_db, len(pairs)).astype(np.float32)
        return degraded, wanted, torch.from_numpy(10 ** (gains_db / 20))


def load_material(files: SoundFiles, read: ReadSound) -> Material:
    """What there is to draw from, in memory."""
    return Material(
        speech=load_mono(files.train, read),
        noises=load_mono(files.noises, read),
        music=load_mono(files.music, read),
    )


def masking_objective(device: torch.device) -> Callable[[TrainingState, list[Tensor]], Tensor]:
    """The loss of a mask network on one batch of `SoundBatches`."""
    fourier = short_time_fourier(RATE, device)

    def loss(state: TrainingState, batch: list[Tensor]) -> Tensor:
        assert isinstance(state.network, MaskNet)
        degraded, wanted, loudness = batch
        return masking_loss(
            state.network, fourier.spectra(degraded), fourier.spectra(wanted), loudness
        )

    return loss
