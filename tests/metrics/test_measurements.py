import math

import numpy as np
import pytest

from restorer_app.errors import MediaError
from restorer_app.metrics.image import compare_images
from restorer_app.metrics.measurements import N_BINS, change, histogram, measure


@pytest.fixture
def clean() -> np.ndarray:
    return np.random.default_rng(0).uniform(0.2, 0.8, (48, 64, 3)).astype(np.float32)


def test_before_alone_there_is_nothing_to_compare(clean: np.ndarray) -> None:
    found = measure(clean)
    assert found.after is None
    assert found.change is None
    assert found.scores_before is None


def test_with_a_result_and_a_reference_everything_is_measured(clean: np.ndarray) -> None:
    damaged, repaired = clean * np.float32(0.5), clean * np.float32(0.9)
    found = measure(damaged, repaired, clean)
    assert found.after is not None
    assert found.after.lightness > found.before.lightness
    assert found.scores_before == compare_images(clean, damaged)
    assert found.scores_after == compare_images(clean, repaired)


def test_a_reference_of_another_size_is_refused_in_words(clean: np.ndarray) -> None:
    with pytest.raises(MediaError, match="choose two of one size"):
        measure(clean, None, clean[:40])


def test_what_was_changed_is_counted_by_pixels(clean: np.ndarray) -> None:
    assert change(clean, clean).psnr_db == math.inf
    assert change(clean, clean).changed_share == 0
    half = clean.copy()
    half[:24, :, 1] += 4 / 255
    half[24:, :, 1] += 1 / 255
    assert change(clean, half).changed_share == pytest.approx(0.5)


def test_a_histogram_has_the_share_of_every_value() -> None:
    pixels = np.zeros((20, 20, 3), np.float32)
    pixels[:5, :, 0] = 1
    pixels[..., 1] = 0.5
    shares = histogram(pixels)
    assert shares.shape == (3, N_BINS)
    assert shares.sum(axis=1) == pytest.approx([1, 1, 1])
    assert (shares[0, 0], shares[0, -1]) == (0.75, 0.25)
    assert shares[1, N_BINS // 2] == 1


def test_a_large_picture_is_counted_in_steps() -> None:
    large = np.zeros((2000, 3000, 3), np.float32)
    large[:, 1500:] = 1
    assert histogram(large)[:, -1] == pytest.approx([0.5] * 3)
