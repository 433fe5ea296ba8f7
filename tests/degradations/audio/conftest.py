"""A stand-in for clean sound."""

import numpy as np
import pytest

RATE = 8000


@pytest.fixture
def clean() -> np.ndarray:
    """Two seconds of syllables of noise in two channels at 8 kHz, float32 (2, 16000)."""
    rng = np.random.default_rng(12)
    times = np.arange(2 * RATE) / RATE
    syllables = np.maximum(0, np.sin(2 * np.pi * 2 * times)) ** 2
    return (rng.normal(0, 0.15, (2, 2 * RATE)) * syllables).astype(np.float32)
