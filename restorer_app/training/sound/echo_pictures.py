"""What paper 0's generator for echoes learns from: spectrograms with an echo, and without."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.utils.data import Dataset

from restorer_app.evaluation.sound.paper_echo import picture_of, with_echo
from restorer_app.media.image import Image, save_image
from restorer_app.restoration.audio.spectrogram_pictures import (
    RATE_OF_SAMPLES,
    SIDE,
    log_spectrum,
    to_picture,
)
from restorer_app.training.lesson import Batch
from restorer_app.training.recipe import EchoRecipe
from restorer_app.training.sound.files import ReadSound, load_mono

MAX_RECORDINGS = 24
SHEET_ROWS = 3


def picture_pair(clean: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Spectrograms with the echo and without, float32 (256, 256) in 0..1."""
    degraded, wanted = (log_spectrum(each).logarithms for each in (with_echo(clean), clean))
    return to_picture(degraded), to_picture(wanted)


def as_batch(pictures: Iterable[np.ndarray]) -> Tensor:
    """Grey pictures (h, w) as (n, 3, h, w): the paper's generator takes three equal channels."""
    stacked = torch.from_numpy(np.stack(list(pictures)))
    return stacked[:, None].repeat(1, 3, 1, 1)


class EchoPictures(Dataset[Batch]):
    """Item `step`: pictures with the echo and without, (n, 3, n_rows, 256) in 0..1 each."""

    def __init__(self, recipe: EchoRecipe, paths: tuple[Path, ...], read: ReadSound) -> None:
        self.recipe, self.paths, self.read = recipe, paths, read
        self._recordings: list[np.ndarray] = []  # loaded in the worker that needs them

    def __getitem__(self, step: int) -> Batch:
        if not self._recordings:
            self._recordings = load_mono(self.paths, self.read, rate=RATE_OF_SAMPLES)
        rng = np.random.default_rng((self.recipe.seed, step))
        chosen = rng.integers(len(self._recordings), size=self.recipe.regions_per_step)
        pairs = [
            self._cut(*picture_pair(self._recordings[i]), first=int(row))
            for i, row in zip(chosen, self._draw_rows(rng), strict=True)
        ]
        degraded, wanted = (as_batch(each) for each in zip(*pairs, strict=True))
        return degraded, wanted

    def _draw_rows(self, rng: np.random.Generator) -> np.ndarray:
        """The first frequency of each picture that is shown."""
        recipe = self.recipe
        return rng.integers(SIDE - recipe.n_rows + 1, size=recipe.regions_per_step)

    def _cut(self, *pictures: np.ndarray, first: int) -> list[np.ndarray]:
        return [picture[first : first + self.recipe.n_rows] for picture in pictures]


class EchoValidation:
    """Held-out speech with the echo."""

    def __init__(self, paths: tuple[Path, ...], read: ReadSound, device: torch.device) -> None:
        self._device = device
        every = max(1, len(paths) // MAX_RECORDINGS)
        speech = load_mono(paths[::every][:MAX_RECORDINGS], read, rate=RATE_OF_SAMPLES)
        self._pairs = [picture_pair(clean) for clean in speech]

    def score(self, network: nn.Module) -> dict[str, float]:
        """Mean SNR of the pictures before and after, in dB of their grey values."""
        restore = picture_of(network, self._device)
        restored = [(restore(degraded), wanted) for degraded, wanted in self._pairs]
        return {"val_snr_in": _mean_snr_db(self._pairs), "val_snr_out": _mean_snr_db(restored)}

    def write_samples(self, network: nn.Module, path: Path) -> None:
        """A sheet of spectrograms: degraded, restored and clean, one recording a row."""
        restore = picture_of(network, self._device)
        rows = [
            np.concatenate([degraded, restore(degraded), wanted], axis=1)
            for degraded, wanted in self._pairs[:SHEET_ROWS]
        ]
        sheet = np.concatenate(rows)[..., None].clip(0, 1)
        save_image(Image(np.repeat(sheet, 3, axis=2)), path, overwrite=True)


def _mean_snr_db(pairs: list[tuple[np.ndarray, np.ndarray]]) -> float:
    """Mean over (picture, wanted picture)."""
    return float(
        np.mean([10 * np.log10(np.square(w).sum() / np.square(w - p).sum()) for p, w in pairs])
    )
