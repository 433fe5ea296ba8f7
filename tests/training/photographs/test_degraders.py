import numpy as np
import pytest

from restorer_app.training.photographs.degraders import DEGRADERS


@pytest.mark.parametrize("name", DEGRADERS)
def test_a_degrader_changes_the_picture_and_not_its_input(name: str) -> None:
    clean = np.random.default_rng(7).random((48, 48, 3), np.float32)
    before = clean.copy()
    changed = False
    for seed in range(6):
        degraded = DEGRADERS[name](clean, np.random.default_rng(seed))
        again = DEGRADERS[name](clean, np.random.default_rng(seed))
        assert degraded.dtype == np.float32
        assert degraded.shape == clean.shape
        np.testing.assert_array_equal(degraded, again)
        changed |= not np.array_equal(degraded, clean)
    np.testing.assert_array_equal(clean, before)
    assert changed


def test_noise_covers_sigma_0_to_55_rounded_and_unrounded() -> None:
    grey = np.full((64, 64, 3), 0.5, np.float32)
    noisy = [DEGRADERS["white_noise"](grey, np.random.default_rng(i)) for i in range(80)]
    sigmas = [255 * float(n.std()) for n in noisy]
    assert min(sigmas) < 5
    assert 50 < max(sigmas) < 56
    is_rounded = [np.allclose(n * 255, np.round(n * 255), atol=1e-3) for n in noisy]
    assert 0.3 < np.mean(is_rounded) < 0.7
