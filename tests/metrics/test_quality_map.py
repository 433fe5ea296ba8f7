import tracemalloc

import numpy as np
import pytest

from restorer_app.metrics.image import ssim
from restorer_app.metrics.quality_map import MAP_SIDE_PX, quality_map


def textured(height: int, width: int) -> np.ndarray:
    return np.random.default_rng(2).random((height, width, 3), dtype=np.float32)


def test_the_map_is_one_where_nothing_differs_and_low_only_where_something_does() -> None:
    reference = textured(300, 400)
    candidate = reference.copy()
    candidate[100:200, 250:350] = 0.5
    found = quality_map(reference, candidate)
    assert found.shape == reference.shape[:2]
    assert found[120:180, 270:330].max() < 0.3
    assert found[:, :240].min() == pytest.approx(1, abs=1e-6)
    assert found[210:].min() == pytest.approx(1, abs=1e-6)


def test_the_mean_of_the_map_is_the_figure() -> None:
    reference = textured(700, 300)
    candidate = np.clip(reference + 0.2 * textured(700, 300) - 0.1, 0, 1)
    inner = quality_map(reference, candidate)[5:-5, 5:-5]
    assert float(inner.mean()) == pytest.approx(ssim(reference, candidate), abs=1e-5)


def test_a_large_picture_has_a_small_map_in_the_right_places() -> None:
    reference = textured(600, 3000)
    candidate = reference.copy()
    candidate[:, 2000:2400] = 0
    found = quality_map(reference, candidate)
    assert max(found.shape) <= MAP_SIDE_PX + 10
    assert found.shape[1] / found.shape[0] == pytest.approx(5, rel=0.05)
    scale = found.shape[1] / 3000
    assert found[:, round(2040 * scale) : round(2360 * scale)].max() < 0.1
    assert found[:, : round(1900 * scale)].min() > 0.99


def test_ssim_and_its_map_need_little_more_memory_than_the_pictures() -> None:
    reference = np.zeros((2000, 3000, 3), np.float32)
    tracemalloc.start()
    try:
        quality_map(reference, reference)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 2 * reference.nbytes
