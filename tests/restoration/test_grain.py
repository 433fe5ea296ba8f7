"""Grain is what a repair takes out of the even parts of a picture; texture is elsewhere."""

import numpy as np
import pytest
import torch
from torch import Tensor

from restorer_app.restoration.grain import grain_of_even_parts

N, SIDE_PX = 4, 128


def crops(light: float = 0.5) -> Tensor:
    """Even on the left; on the right a pattern that is too coarse to be grain."""
    crops = torch.full((N, 3, SIDE_PX, SIDE_PX), light)
    crops[..., ::8, SIDE_PX // 2 :] += 0.2
    return crops


def noise(sigma: float) -> Tensor:
    generator = torch.Generator().manual_seed(0)
    return sigma * torch.randn((N, 3, SIDE_PX, SIDE_PX), generator=generator)


@pytest.mark.parametrize("sigma", [0.01, 0.05])
def test_what_is_taken_out_everywhere_is_grain(sigma: float) -> None:
    clean = crops()
    assert grain_of_even_parts(clean + noise(sigma), clean) == pytest.approx(sigma, rel=0.1)


def test_what_is_taken_out_of_textures_alone_is_none() -> None:
    """Gravel, grass, foliage, cloth."""
    clean, grain = crops(), noise(0.05)
    grain[..., : SIDE_PX // 2] = 0
    assert grain_of_even_parts(clean + grain, clean) == 0


def test_black_and_white_borders_say_nothing() -> None:
    clean, grain = crops(), noise(0.05)
    clean[:, :, :48] = 0
    clean[:, :, -48:] = 1
    grain[:, :, :48], grain[:, :, -48:] = 0, 0
    assert grain_of_even_parts(clean + grain, clean) > 0.04
    assert grain_of_even_parts(clean[:, :, :48], clean[:, :, :48] + 0.01) == 0


def test_a_picture_that_is_even_nowhere_says_nothing() -> None:
    """Turf: most of it is still there after the repair."""
    turf = crops() + noise(0.2)
    assert grain_of_even_parts(turf, turf - 0.3 * noise(0.1)) == 0


def test_a_few_specks_in_even_parts_are_no_grain() -> None:
    clean = crops()
    specks = torch.from_numpy(np.random.default_rng(0).random(clean.shape) > 0.9999) * 0.5
    assert grain_of_even_parts(clean + specks, clean) < 0.001
