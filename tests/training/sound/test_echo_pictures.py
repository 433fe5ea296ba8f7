from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from restorer_app.restoration.audio.spectrogram_pictures import SIDE
from restorer_app.training.recipe import EchoRecipe
from restorer_app.training.recipes import SOUND_RECIPES
from restorer_app.training.sound.echo_pictures import EchoPictures, picture_pair
from restorer_app.training.sound.files import find_sound, load_mono
from tests.training.sound.conftest import read_wav


def test_of_each_picture_the_same_neighbouring_frequencies_are_shown(recordings: Path) -> None:
    recipe = SOUND_RECIPES["paper-0-echo-pixels"]
    assert isinstance(recipe, EchoRecipe)
    recipe = replace(recipe, n_rows=40, regions_per_step=3)
    paths = find_sound(recordings).train
    degraded, wanted = EchoPictures(recipe, paths, read_wav)[7]
    assert degraded.shape == wanted.shape == (3, 3, 40, SIDE)
    assert torch.equal(degraded[:, 0], degraded[:, 2]), "three equal channels"
    whole = [picture_pair(each) for each in load_mono(paths, read_wav, rate=16_000)]
    firsts = {first_row(degraded[i], wanted[i], whole) for i in range(3)}
    assert None not in firsts
    assert len(firsts) > 1, "not always the same ones"


def first_row(
    degraded: torch.Tensor, wanted: torch.Tensor, whole: list[tuple[np.ndarray, np.ndarray]]
) -> int | None:
    """Where in a pair of whole pictures both parts begin; None if that is nowhere."""
    part = np.concatenate([degraded[0].numpy(), wanted[0].numpy()], axis=1)
    n_rows = len(part)
    for pair in whole:
        both = np.concatenate(pair, axis=1)
        for first in range(len(both) - n_rows + 1):
            if np.array_equal(both[first : first + n_rows], part):
                return first
    return None
