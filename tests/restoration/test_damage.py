import numpy as np
import torch
from torch import nn

from restorer_app.restoration.damage import find_damage, find_in_crops
from restorer_app.restoration.mask_drawing import damage_mask, widened
from restorer_app.restoration.sampling import cut_crops
from tests.tiny_models import loaded


class Bright(nn.Module):
    """Takes what is brighter than half for damage."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return 40 * (x.mean(1, keepdim=True) - 0.5)


def test_every_pixel_gets_its_probability_at_full_size() -> None:
    pixels = np.full((300, 420, 3), 0.2, np.float32)
    pixels[:, 200] = 1.0
    likely = find_damage(pixels, loaded(Bright()))
    assert likely.shape == (300, 420)
    assert likely.dtype == np.float32
    assert (likely[:, 200] > 0.99).all()
    assert np.delete(likely, 200, axis=1).max() < 0.01


def test_in_crops_as_in_the_whole_things_are_no_damage() -> None:
    pixels = np.full((300, 400, 3), 0.2, np.float32)
    pixels[:, 394:] = 1.0  # the edge of the print
    pixels[200:204, 280:380] = 1.0  # a scratch
    found = find_in_crops(cut_crops(pixels, [(0, 272), (172, 272)], rim_px=0), loaded(Bright()))
    assert found[:, :, 122:].max() < 0.5
    assert found[1, 28:32, 8:108].min() > 0.8


def scratch(probability: float) -> np.ndarray:
    likely = np.full((40, 40), 0.01, np.float32)
    likely[5:35, 20] = probability
    return likely


def test_more_sensitivity_takes_what_is_less_certain() -> None:
    assert damage_mask(scratch(0.9)).any()
    assert not damage_mask(scratch(0.3)).any()
    assert damage_mask(scratch(0.3), sensitivity=0.8).any()
    assert not damage_mask(scratch(0.9), sensitivity=0.05).any()


def test_even_no_and_full_sensitivity_mean_something() -> None:
    assert damage_mask(scratch(1.0), sensitivity=0.0).any()
    assert not damage_mask(np.zeros((40, 40), np.float32), sensitivity=1.0).any()


def test_single_pixels_are_left_alone_and_scratches_get_a_rim() -> None:
    likely = scratch(0.9)
    likely[3, 3] = 0.9
    mask = damage_mask(likely)
    assert not mask[:4, :6].any()
    assert mask[10, 18:23].all()
    assert not mask[10, 16]


def test_damage_everywhere_is_all_damage() -> None:
    assert damage_mask(np.ones((9, 9), np.float32)).all()


def test_a_mask_grows_in_all_directions() -> None:
    mask = np.zeros((9, 9), bool)
    mask[4, 4] = True
    grown = widened(mask, 2)
    assert grown[4, [2, 6]].all()
    assert grown[[2, 6], 4].all()
    assert not grown[4, [1, 7]].any()
    assert not grown[[2, 6], [2, 6]].any()
    assert widened(mask, 0) is mask
