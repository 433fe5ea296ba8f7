"""The photograph that the degradations are tried on."""

import numpy as np
import pytest
from skimage.data import astronaut


@pytest.fixture(scope="session")
def photo() -> np.ndarray:
    """An 8-bit photograph, float32 (192, 256, 3) in 0..1; writing to it is an error."""
    pixels = (astronaut()[32:224, 96:352] / 255).astype(np.float32)
    pixels.flags.writeable = False
    return pixels
