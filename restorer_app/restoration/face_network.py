"""Finds faces with a detector that somebody fetched or imported.

Such a network also says where eyes and mouth are, so that a tilted face can be turned upright.
"""

from collections.abc import Iterator

import numpy as np

from restorer_app.media.region import Region
from restorer_app.registry.face_detectors import FaceDetector
from restorer_app.restoration.face import Face, Point
from restorer_app.restoration.face_crops import as_codes, square_in
from restorer_app.restoration.sampling import reduced

LOOKED_AT_PX = (800, 320)
"""The longer sides of the copies that are looked at. The second is for portraits: faces are known
from 10 to 300 px of a copy."""
_EYES_TO_MOUTH = 0.32
"""So far on the way from the eyes to the mouth lies the middle of a face's box. The refinement
knows the boxes of the cascades: in those eyes lie at 0.37 of the height and mouths at 0.78."""
_LEAST_AGREEMENT = 0.8
"""Cosine of the angle between the tilt that the eyes say and the one that eyes and mouth say."""
_LEAST_APART = 0.35
"""Distance of the eyes, beside that from eyes to mouth; about 1 from the front. In profile one eye
is behind the other, and the line through them says nothing."""


def faces_by_network(pixels: np.ndarray, detector: FaceDetector) -> Iterator[Face]:
    """Of one copy after the other, so a face may come twice; how soft they are is not measured.

    `pixels`: (H, W, 3), RGB, float32 in 0..1 or codes of 8 or 16 bits.
    """
    for most_px in sorted({min(px, max(pixels.shape[:2])) for px in LOOKED_AT_PX}):
        copy, scale = reduced(pixels, most_px)
        for row in detector.detect(as_codes(copy)):
            size, points = row[2:4] / scale, row[4:14].reshape(5, 2) / scale
            yield _face(size, points, float(row[14]), pixels)


def _face(size: np.ndarray, points: np.ndarray, score: float, pixels: np.ndarray) -> Face:
    """`size`: (2,), width and height of the box; `points`: (5, 2), see `FaceDetector.detect`."""
    right_eye, left_eye, _, *mouth = points
    eyes = (right_eye + left_eye) / 2
    down = (mouth[0] + mouth[1]) / 2 - eyes
    side = float(size.mean())
    left, top = eyes + _EYES_TO_MOUTH * down - side / 2
    box = square_in(Region(round(float(left)), round(float(top)), round(side), round(side)), pixels)
    is_tilt_known = _agree(across=left_eye - right_eye, down=down)
    return Face(box, score, (_point(right_eye), _point(left_eye)) if is_tilt_known else None)


def _agree(*, across: np.ndarray, down: np.ndarray) -> bool:
    """Whether the eyes say how a face is tilted, as far as lying on a side.

    `across`: from the person's right eye to the left one; `down`: from the eyes to the mouth.
    """
    apart, height = float(np.linalg.norm(across)), float(np.linalg.norm(down))
    if across[0] <= 0 or apart < _LEAST_APART * height:
        return False
    says = across[0] * down[1] - across[1] * down[0]  # a quarter turn from `across` is down
    return float(says) >= _LEAST_AGREEMENT * apart * height


def _point(xy: np.ndarray) -> Point:
    return float(xy[0]), float(xy[1])
