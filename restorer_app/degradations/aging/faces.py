"""A face in an old photograph: few pixels, soft and grainy, of what was as good as any."""

from dataclasses import replace

import cv2
import numpy as np

from restorer_app.degradations import harmless, noises
from restorer_app.degradations.aging.old_photo import Ageing, age, draw_ageing

MOST_REDUCED = 4.0
"""A face of 160 px is 40 px large then."""
_BLURRED_SHARE, _MOST_BLUR_PX = 0.5, 2.0
"""Share of the faces out of focus, and the largest standard deviation of that."""
_NOISY_SHARE, _MOST_NOISE = 0.3, 15 / 255
_LEFT = 0.5
"""Of the softness and grain of a picture as a whole: other repairs have come before, and of a face
that is all grain nothing can be known."""
_METHODS = (cv2.INTER_AREA, cv2.INTER_AREA, cv2.INTER_LINEAR)
"""How pictures are made smaller: averaged mostly, at times with less care."""


def draw_reduction(rng: np.random.Generator) -> float:
    """1..`MOST_REDUCED`, small faces more often: of those there is most to be had back."""
    return float(MOST_REDUCED ** np.sqrt(rng.random()))


def age_face(face: np.ndarray, reduction: float, rng: np.random.Generator) -> np.ndarray:
    """`face` as it is found in an old photograph, enlarged back to its own size.

    `face`: float32 (H, W, 3) in 0..1, three equal channels, as the result. `reduction`: how many
    times smaller it is in that photograph. Tones stay: bringing those back is not a face's task.
    """
    height, width = face.shape[:2]
    if rng.random() < _BLURRED_SHARE:
        face = cv2.GaussianBlur(face, (0, 0), rng.uniform(0.3, _MOST_BLUR_PX))
    size = (max(1, round(width / reduction)), max(1, round(height / reduction)))
    small = cv2.resize(face, size, interpolation=int(rng.choice(_METHODS)))
    if rng.random() < _NOISY_SHARE:
        small = noises.white_noise(small, rng.uniform(0, _MOST_NOISE) ** 2, rng)
    aged = harmless.grey(age(np.clip(small, 0, 1), _draw_milder(rng), rng).pixels)
    enlarged = cv2.resize(aged, (width, height), interpolation=cv2.INTER_CUBIC)
    return np.clip(enlarged, 0, 1)


def _draw_milder(rng: np.random.Generator) -> Ageing:
    ageing = draw_ageing(rng, damaged_share=0.0, faded_share=0.0, is_grey=True)
    return replace(
        ageing,
        softness=_LEFT * ageing.softness,
        grain=_LEFT * ageing.grain,
        sepia=0.0,
        vignette=0.0,
        mirroring=0.0,
        halftone=0.0,
    )
