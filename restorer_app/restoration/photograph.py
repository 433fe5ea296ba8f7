"""A degraded photograph that parts are previewed of, and what has to be learned of it only once."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from restorer_app.media.region import Region
from restorer_app.restoration.tint import Tint

_LARGEST = {"uint8": 255, "uint16": 65535}


@dataclass(frozen=True, eq=False)
class Photograph:
    """Whole, in RGB (H, W, 3): float32 0..1, or codes of 8 or 16 bits, which take less memory."""

    pixels: np.ndarray

    @cached_property
    def tint(self) -> Tint | None:
        """The tint that a restoration keeps; looking for it takes the whole photograph."""
        return Tint.of(as_floats(self.pixels))

    def part(self, region: Region) -> np.ndarray:
        """float32 0..1 of a region."""
        return as_floats(self.pixels[region.slices])


def as_floats(pixels: np.ndarray) -> np.ndarray:
    """float32 0..1 of pixels that may be codes."""
    largest = _LARGEST.get(pixels.dtype.name)
    return pixels if largest is None else pixels.astype(np.float32) * np.float32(1 / largest)
