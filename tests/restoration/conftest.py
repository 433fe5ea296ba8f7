import cv2
import numpy as np
import pytest
import skimage.data


@pytest.fixture(scope="session")
def portrait() -> np.ndarray:
    """A real, sharp face, some 96 px wide: float32 (300, 300, 3)."""
    return np.ascontiguousarray(skimage.data.astronaut()[:300, 80:380], np.float32) / 255


@pytest.fixture(scope="session")
def soft_portrait(portrait: np.ndarray) -> np.ndarray:
    """The same from a third of its pixels."""
    small = cv2.resize(portrait, (100, 100), interpolation=cv2.INTER_AREA)
    return np.clip(cv2.resize(small, (300, 300), interpolation=cv2.INTER_CUBIC), 0, 1)
