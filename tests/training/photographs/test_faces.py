import cv2
import numpy as np
import torch
from torch import Tensor, nn

from restorer_app.training.losses import contrastive_loss
from restorer_app.training.photographs.faces import EmbeddingValidation, draw_face, draw_views
from restorer_app.training.recipes import RECIPES


def photo(seed: int = 0) -> np.ndarray:
    """Something smooth with an upper half brighter than its lower half."""
    noise = np.random.default_rng(seed).random((48, 48, 1), np.float32)
    waves = cv2.GaussianBlur(noise, (0, 0), 3)[..., None]
    upright = np.linspace(0.5, -0.5, 48)[:, None, None]
    return np.repeat(np.clip(255 * (waves + upright), 0, 255), 3, axis=2).astype(np.uint8)


def chance(seed: int) -> np.random.Generator:
    return np.random.default_rng(seed)


class Looking(nn.Module):
    """Takes the picture itself, without its mean, for whose face it is."""

    def forward(self, x: Tensor) -> Tensor:
        return nn.functional.normalize((x - x.mean((-2, -1), keepdim=True)).flatten(1), dim=1)


def test_faces_are_drawn_upright_grey_and_at_the_size_asked_for() -> None:
    for seed in range(10):
        face = draw_face(photo(), 32, chance(seed))
        assert face.shape == (32, 32, 3)
        assert face.dtype == np.float32
        assert face.min() >= 0
        assert face.max() <= 1
        assert np.ptp(face, axis=2).max() == 0
        assert face[:8].mean() > face[-8:].mean()


def test_faces_differ_in_place_and_light() -> None:
    first, second = (draw_face(photo(), 32, chance(seed)) for seed in (0, 1))
    assert np.abs(first - second).mean() > 0.01


def test_two_views_of_one_face_are_alike_and_the_second_has_aged() -> None:
    for seed in range(6):
        clean, aged = draw_views(photo(), 32, chance(seed))
        assert clean.shape == aged.shape == (1, 32, 32)
        both = np.stack([clean[0].ravel(), aged[0].ravel()])
        assert np.corrcoef(both)[0, 1] > 0.5
        assert not np.array_equal(clean, aged)


def test_the_validation_counts_the_faces_that_are_found_again() -> None:
    validation = EmbeddingValidation(
        RECIPES["face-embedding"], [photo(seed) for seed in range(4)], torch.device("cpu")
    )
    score = validation.score(Looking())
    assert score["val_similarity_same"] > score["val_similarity_other"]
    assert score["val_found_again"] in (0.25, 0.5, 0.75, 1.0)


def test_views_that_belong_together_cost_least() -> None:
    one = nn.functional.normalize(torch.eye(4) + 0.1, dim=1)
    right, wrong = contrastive_loss(one, one), contrastive_loss(one, one.roll(1, 0))
    assert right < 0.1 < wrong
    assert contrastive_loss(one, one[:1].expand(4, -1)).item() > 1
