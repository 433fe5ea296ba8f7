"""A strip with words, to stand above pictures that are saved side by side."""

from collections.abc import Sequence

import numpy as np
from PIL import Image as PilImage
from PIL import ImageDraw, ImageFont

from restorer_app.media.color import Floats

_INK, _PAPER = (40, 40, 40), "white"


def draw_captions(captions: Sequence[str], lefts: Sequence[int], size: tuple[int, int]) -> Floats:
    """Float32 RGB of `size` (width, height): each caption from its own place on, dark on white."""
    height = size[1]
    strip = PilImage.new("RGB", size, _PAPER)
    draw = ImageDraw.Draw(strip)
    font = ImageFont.load_default(0.6 * height)
    for caption, left in zip(captions, lefts, strict=True):
        draw.text((left + 0.1 * height, 0.15 * height), caption, fill=_INK, font=font)
    return np.divide(np.asarray(strip), 255, dtype=np.float32)
