"""How a training on recordings is doing: the same degraded recordings at every check."""

from itertools import cycle
from pathlib import Path

import numpy as np
import torch
from torch import nn

from restorer_app.architectures.audio import short_time_fourier
from restorer_app.degradations.audio.noises import add_noise, stretch_of
from restorer_app.media.image import Image, save_image
from restorer_app.metrics.audio import si_sdr_db
from restorer_app.registry.devices import Device
from restorer_app.restoration.audio.denoise import Masking, MaskParameters, measure_level
from restorer_app.training.recipe import SoundRecipe
from restorer_app.training.sound.draws import Pair, draw_room, in_room
from restorer_app.training.sound.files import RATE, ReadSound, SoundFiles, load_mono

MAX_RECORDINGS = 24
SNRS_DB = (0.0, 5.0, 10.0)
SHEET_ROWS = 3
_LOUDEST_DB, _RANGE_DB = -20.0, 70.0
"""What is white on a sheet, and how far below it black is; a full sine wave has -6 dB."""


class SoundValidation:
    """Held-out speech, in noises that are learnt from nowhere or in drawn rooms."""

    def __init__(
        self, recipe: SoundRecipe, files: SoundFiles, read: ReadSound, device: torch.device
    ) -> None:
        self._device = Device(device, torch.float32)
        every = max(1, len(files.val) // MAX_RECORDINGS)
        speech = load_mono(files.val[::every][:MAX_RECORDINGS], read)
        noises = load_mono(files.unseen_noises or files.noises, read)
        rng = np.random.default_rng(recipe.seed)
        if recipe.degradation == "reverb":
            self._pairs = [in_room(clean, draw_room(rng)) for clean in speech]
        else:
            self._pairs = [
                _in_noise(clean, noise, snr_db, rng)
                for clean, noise, snr_db in zip(speech, cycle(noises), cycle(SNRS_DB), strict=False)
            ]

    def score(self, network: nn.Module) -> dict[str, float]:
        """Mean SI-SDR before and after, in dB."""
        restored = [(self._run(network, degraded), wanted) for degraded, wanted in self._pairs]
        return {
            "val_si_sdr_in": _mean_si_sdr_db(self._pairs),
            "val_si_sdr_out": _mean_si_sdr_db(restored),
        }

    def write_samples(self, network: nn.Module, path: Path) -> None:
        """A sheet of spectrograms: degraded, restored and wanted, one recording a row."""
        rows = [
            np.concatenate(
                [_picture(each) for each in (degraded, self._run(network, degraded), wanted)],
                axis=1,
            )
            for degraded, wanted in self._pairs[:SHEET_ROWS]
        ]
        widest = max(row.shape[1] for row in rows)
        padded = [np.pad(row, ((0, 4), (0, widest - row.shape[1]))) for row in rows]
        sheet = np.repeat(np.concatenate(padded)[..., None], 3, axis=2)
        save_image(Image(sheet), path, overwrite=True)

    def _run(self, network: nn.Module, degraded: np.ndarray) -> np.ndarray:
        samples = degraded[None]
        parameters = MaskParameters(measure_level([samples], RATE))
        masking = Masking(network, parameters, RATE, 1, self._device)
        return np.concatenate([masking.feed(samples), masking.finish()], axis=1)[0]


def _in_noise(
    clean: np.ndarray, noise: np.ndarray, snr_db: float, rng: np.random.Generator
) -> Pair:
    cut = stretch_of(noise[None], (1, len(clean)), rng)
    return add_noise(clean[None], cut, snr_db)[0], clean


def _mean_si_sdr_db(pairs: list[Pair]) -> float:
    return float(np.mean([si_sdr_db(wanted[None], result[None]) for result, wanted in pairs]))


def _picture(samples: np.ndarray) -> np.ndarray:
    """Levels in dB, (257, T) in 0..1, the highest frequency at the top."""
    fourier = short_time_fourier(RATE)
    spectra = fourier.spectra(torch.from_numpy(samples)).abs() / fourier.window.sum()
    level_db = 20 * torch.log10(spectra + 1e-9)
    grey = ((level_db - _LOUDEST_DB) / _RANGE_DB + 1).clamp(0, 1)
    return grey.T.flip(0).numpy()
