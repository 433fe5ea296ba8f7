"""What the network that finds clicks learns from: moments of recordings that click, cut out."""

from functools import cached_property
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.utils.data import Dataset

from restorer_app.degradations.audio.disturbances import clicks
from restorer_app.restoration.audio.autoregression import LocalModels
from restorer_app.restoration.audio.click_network import (
    JUDGED,
    SIDE,
    ClickNetwork,
    Surprises,
    windows_of,
)
from restorer_app.restoration.audio.clicks import runs_of, without_samples
from restorer_app.training.checkpoint import TrainingState
from restorer_app.training.lesson import Batch
from restorer_app.training.recipe import ClickRecipe
from restorer_app.training.sound.files import RATE, ReadSound, SoundFiles, load_mono

MUSIC_SHARE = 0.2
RATES = (16_000, 22_050, 44_100)
"""Of the music, in Hz: clicks are as long in seconds, not in samples."""
CLICKS_PER_S, CRACKLES_PER_S = (1, 30), (2, 200)
"""The first and the last level of degradations/audio, and all between."""
LOUDNESS_DB = (-20.0, 6.0)
HIDDEN_SHARE = (0.3, 1.0)
"""Share of the clicks that are already filled in where a moment is shown for the second time."""
BESIDE_WEIGHT = 0.3
"""Of what is only there to be seen, against what is judged."""
N_VALIDATED = 12


class ClickBatches(Dataset[Batch]):
    """Item `step`: windows (n, 4, samples), and which of their samples clicks hit, (n, samples)."""

    def __init__(self, recipe: ClickRecipe, files: SoundFiles, read: ReadSound) -> None:
        self.recipe, self.files, self.read = recipe, files, read

    @cached_property
    def _speech(self) -> list[np.ndarray]:
        return load_mono(self.files.train, self.read)

    @cached_property
    def _music(self) -> dict[int, list[np.ndarray]]:
        return {rate: load_mono(self.files.music, self.read, rate=rate) for rate in RATES}

    def __getitem__(self, step: int) -> Batch:
        rng = np.random.default_rng((self.recipe.seed, step))
        windows: list[np.ndarray] = []
        hits: list[np.ndarray] = []
        while sum(map(len, hits)) < self.recipe.windows_per_step:
            for shown, hit in self._draw(rng):
                windows.append(shown)
                hits.append(hit)
        chosen = rng.permutation(sum(map(len, hits)))[: self.recipe.windows_per_step]
        return (
            torch.from_numpy(np.concatenate(windows)[chosen]),
            torch.from_numpy(np.concatenate(hits)[chosen].astype(np.float32)),
        )

    def _draw(self, rng: np.random.Generator) -> list[tuple[np.ndarray, np.ndarray]]:
        """A clip with clicks, and again when some of them are filled in, as the finder goes on."""
        clip, rate = self._draw_clip(rng)
        sound, is_hit = with_clicks(clip, rate, rng.uniform(), rng)
        first = cut_out(sound, is_hit, rate)
        is_filled = np.zeros_like(is_hit)
        share = rng.uniform(*HIDDEN_SHARE)
        for run in runs_of(is_hit):
            is_filled[run] = rng.random() < share
        if not is_filled.any():
            return [first]
        models = LocalModels.fit(without_samples(sound, is_filled), rate)
        return [first, cut_out(models.filled(sound, is_filled), is_hit & ~is_filled, rate)]

    def _draw_clip(self, rng: np.random.Generator) -> tuple[np.ndarray, int]:
        rate = RATE
        pieces = self._speech
        if self.files.music and rng.random() < MUSIC_SHARE:
            rate = int(rng.choice(RATES))
            pieces = self._music[rate]
        piece = pieces[rng.integers(len(pieces))]
        n = round(self.recipe.clip_s * rate)
        start = int(rng.integers(max(1, len(piece) - n)))
        gain = 10 ** (rng.uniform(*LOUDNESS_DB) / 20)
        return (gain * piece[start : start + n]).astype(np.float32), rate


def with_clicks(
    clip: np.ndarray, rate: int, amount: float, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """`clip` (n,) with clicks and crackle, `amount` in 0..1, and which samples they hit."""
    clicked, is_hit = clicks(
        clip[None],
        rate,
        rng,
        clicks_per_s=_between(CLICKS_PER_S, amount),
        crackles_per_s=_between(CRACKLES_PER_S, amount),
    )
    return clicked[0], is_hit[0]


def cut_out(sound: np.ndarray, is_hit: np.ndarray, rate: int) -> tuple[np.ndarray, np.ndarray]:
    """Every moment that is looked at: what is seen of it, and which samples were hit, bool."""
    surprises = Surprises.of(sound, rate)
    return surprises.windows(surprises.moments), windows_of(is_hit, surprises.moments)


def click_loss(state: TrainingState, batch: list[Tensor]) -> Tensor:
    """Cross entropy of each sample, that of those which are not judged weighing less."""
    windows, hits = batch
    weights = torch.full_like(hits, BESIDE_WEIGHT)
    weights[:, SIDE - JUDGED : SIDE + JUDGED] = 1
    return F.binary_cross_entropy_with_logits(state.network(windows), hits, weights)


class ClickValidation:
    """Held-out speech with clicks; scores whole recordings as they are repaired."""

    def __init__(
        self, recipe: ClickRecipe, files: SoundFiles, read: ReadSound, device: torch.device
    ) -> None:
        self._device = device
        every = max(1, len(files.val) // N_VALIDATED)
        speech = load_mono(files.val[::every][:N_VALIDATED], read)
        rng = np.random.default_rng(recipe.seed)
        amounts = np.linspace(0, 1, len(speech))
        self._pairs = [
            with_clicks(each, RATE, amount, rng)
            for each, amount in zip(speech, amounts, strict=True)
        ]

    def score(self, network: nn.Module) -> dict[str, float]:
        """F1 of the samples that were hit, and the share of all others taken for such."""
        finder = ClickNetwork(network, self._device)
        found = np.concatenate([finder.find(sound, RATE) for sound, _ in self._pairs])
        is_hit = np.concatenate([hit for _, hit in self._pairs])
        n_right = int((found & is_hit).sum())
        return {
            "val_click_f1": 2 * n_right / max(1, int(found.sum() + is_hit.sum())),
            "val_click_false": float((found & ~is_hit).sum() / (~is_hit).sum()),
        }

    def write_samples(self, network: nn.Module, path: Path) -> None:
        """Nothing: clicks are heard."""


def _between(limits: tuple[float, float], amount: float) -> float:
    """As often between 1 and 2 as between 2 and 4."""
    low, high = limits
    return float(low * (high / low) ** amount)
