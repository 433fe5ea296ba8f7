import numpy as np
import pytest
import torch

from restorer_app.training.losses import damage_loss, filling_loss
from restorer_app.training.photographs import damage
from restorer_app.training.photographs.damage import (
    draw_damaged,
    draw_holed,
    draw_holes,
)

REGION = np.random.default_rng(1).random((64, 64, 3), np.float32)


def chance(seed: int) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_some_pictures_are_damaged_and_some_are_not() -> None:
    shares = [draw_damaged(REGION, chance(seed), ())[1].mean() for seed in range(30)]
    assert 3 <= sum(share == 0 for share in shares) <= 20
    assert max(shares) < 1


def test_what_is_spoilt_besides_keeps_its_damage_where_it_was(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawn = {}
    for share in (0.0, 1.0):
        monkeypatch.setattr(damage, "DISTORTED_SHARE", share)
        drawn[share] = [draw_damaged(REGION, chance(seed), ()) for seed in range(12)]
    for (aged, mask), (spoilt, same_mask) in zip(drawn[0.0], drawn[1.0], strict=True):
        np.testing.assert_array_equal(mask, same_mask)
        assert spoilt.shape == aged.shape
    changes = [np.abs(a - b).mean() for (a, _), (b, _) in zip(drawn[0.0], drawn[1.0], strict=True)]
    assert np.median(changes) > 0.005


def test_a_holed_picture_is_the_clean_one_outside_of_its_holes() -> None:
    for seed in range(10):
        holed, clean = draw_holed(REGION, chance(seed), ())
        outside = holed[..., 3] == 0
        np.testing.assert_array_equal(holed[outside][:, :3], clean[outside])


def test_holes_are_drawn_of_all_sizes() -> None:
    shares = np.array([draw_holes(128, chance(seed), ()).mean() for seed in range(40)])
    assert shares.max() > 0.1
    assert shares.min() < 0.03


def test_finding_what_is_there_costs_least() -> None:
    mask = torch.zeros(1, 1, 16, 16)
    mask[..., 4:8, 4:8] = 1
    right, nothing, everything = (
        float(damage_loss(logits, mask))
        for logits in (12 * (2 * mask - 1), torch.full_like(mask, -6), torch.full_like(mask, 6))
    )
    assert right < 0.05 < nothing
    assert right < 0.05 < everything


def test_a_filling_is_judged_by_its_holes_alone() -> None:
    clean, holes = torch.rand(1, 3, 8, 8), torch.zeros(1, 1, 8, 8)
    holes[..., :4, :] = 1
    assert filling_loss(clean + 0.5 * (1 - holes), clean, holes) == 0
    assert filling_loss(clean + 0.5 * holes, clean, holes).item() == pytest.approx(0.5)
    assert filling_loss(clean, clean, torch.zeros_like(holes)) == 0
