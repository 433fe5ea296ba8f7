"""Finds faces, and says how soft or noisy each is.

With the cascades of OpenCV (Viola and Jones, 2001), which come with it, unless there is a network
that finds them. The cascades are quick and know nothing of doubt, so what one detector proposes has
to be confirmed: by the certainty of its last stage, by a second detector, or by eyes where a face
has them.
"""

import logging
import threading
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import cv2
import numpy as np

from restorer_app.media.region import Region
from restorer_app.registry.face_detectors import FaceDetector
from restorer_app.restoration.face import SMALLEST_PX, Face, Point, is_same_place
from restorer_app.restoration.face_crops import as_grey, grey_crop, grown, square_in
from restorer_app.restoration.face_network import faces_by_network
from restorer_app.restoration.sampling import reduced

LOOKED_AT_PX = 800
"""The longer side of the copy in which faces are looked for; in larger pictures a face of
`SMALLEST_PX` of that copy is as small as matters."""
_PROFILES_LOOKED_AT_PX = 400
CERTAIN_FROM = 0.6
"""Less certain faces are no faces. In 44 photographs all that passes are heads, one of them of
stone, and of 200 held-out faces 4 are missed."""
_GROWTH = 1.15
"""From one size of faces that is looked for to the next."""
_FRONTAL, _SECOND, _PROFILE, _EYE = (
    "frontalface_alt2",
    "frontalface_default",
    "profileface",
    "eye",
)
_CERTAINTY = {
    _FRONTAL: ((54.5, 55.5, 56.5), (0.15, 0.5, 0.9)),
    _SECOND: ((2.0, 5.0, 8.0), (0.0, 0.4, 0.8)),
    _PROFILE: ((0.5, 2.0, 3.0), (0.0, 0.5, 0.7)),
}
"""What each detector's weight of its last stage says for how likely there is a face."""
_TWO_EYES_SAY = 0.5
_FACE_PX = 160
"""A face is so large when its eyes are looked for."""
_EYES_ACROSS, _EYES_DOWN = ((0.18, 0.46), (0.54, 0.82)), (0.25, 0.52)
"""Where in the box the middle of each eye lies."""
_MOST_TILT = 0.5
"""Largest difference of the eyes in height, beside their distance."""

MEASURED_PX = 96
"""Sharpness is measured at this size or, of smaller faces, at their own."""
_FINE_RATIOS, _SOFT = (0.38, 0.45, 0.55), (1.0, 0.6, 0.0)
"""How strong the finest detail is beside the next coarser. Sharp faces of clean photographs have
0.64 or more, 40 px enlarged to 160 have 0.40."""
_NOISES, _NOISY = (3.5, 5.0, 8.0), (0.0, 0.6, 1.0)
"""Standard deviations of noise, 0..255; the skin of sharp faces measures like 2.7 at most."""
_SEVEREST_RATIO, _SEVEREST_NOISE = 0.25, 15.0
_NOISE_MASK = np.array(((1, -2, 1), (-2, 4, -2), (1, -2, 1)), np.float32)
"""Immerkaer (1996): answers to noise, hardly to edges; its gain for white noise is 6."""

_lock = threading.Lock()
"""A cascade can not look for two things at once."""
_log = logging.getLogger(__name__)


def find_faces(pixels: np.ndarray, detector: FaceDetector | None = None) -> tuple[Face, ...]:
    """The faces in a picture, largest first.

    `pixels`: (H, W, 3), RGB, float32 in 0..1 or codes of 8 or 16 bits. `detector`: what finds them
    instead of the cascades; without either there are none.
    """
    found = faces_by_network(pixels, detector) if detector else _faces_by_cascades(pixels)
    faces = [measured(face, pixels) for face in _merged(found)]
    return tuple(sorted(faces, key=lambda face: -face.box.width))


def face_in_box(pixels: np.ndarray, box: Region) -> Face:
    """What somebody says is a face: with its eyes, where they are seen, and how soft it is."""
    square = square_in(box, pixels)
    with _lock:
        eyes = _eyes(pixels, square)
    return measured(Face(square, confidence=1.0, eyes=eyes), pixels)


# --- looking ----------------------------------------------------------------------------------


def _faces_by_cascades(pixels: np.ndarray) -> list[Face]:
    with _lock:
        candidates = [*_frontal(pixels), *_profiles(pixels)]
        confirmed = [_confirmed(face, pixels) for face in candidates]
    return [face for face in confirmed if face.confidence >= CERTAIN_FROM]


def _frontal(pixels: np.ndarray) -> Iterator[Face]:
    picture, scale = reduced(pixels, LOOKED_AT_PX)
    yield from _detected(_FRONTAL, as_grey(picture), scale, pixels)


def _profiles(pixels: np.ndarray) -> Iterator[Face]:
    """Of both directions: the cascade knows faces that look to the left."""
    picture, scale = reduced(pixels, _PROFILES_LOOKED_AT_PX)
    grey = as_grey(picture)
    yield from _detected(_PROFILE, grey, scale, pixels)
    mirrored = np.ascontiguousarray(grey[:, ::-1])
    width = pixels.shape[1]
    for face in _detected(_PROFILE, mirrored, scale, pixels):
        yield replace(face, box=replace(face.box, left=width - face.box.right))


def _detected(name: str, grey: np.ndarray, scale: float, pixels: np.ndarray) -> Iterator[Face]:
    for box, certainty in _run_cascade(name, grey, n_neighbours=4):
        left, top, side = (round(value / scale) for value in box[:3])
        yield Face(square_in(Region(left, top, side, side), pixels), certainty)


def _run_cascade(
    name: str, grey: np.ndarray, *, n_neighbours: int
) -> list[tuple[tuple[int, int, int, int], float]]:
    """Boxes (left, top, width, height) in `grey` (uint8), each with its certainty 0..1."""
    cascade = _cascade(name)
    if cascade is None or min(grey.shape) < SMALLEST_PX:
        return []
    boxes, _, weights = cascade.detectMultiScale3(
        grey,
        scaleFactor=_GROWTH,
        minNeighbors=n_neighbours,
        minSize=(SMALLEST_PX, SMALLEST_PX),
        outputRejectLevels=True,
    )
    certainties = np.interp(np.ravel(weights), *_CERTAINTY[name])
    return [
        ((int(box[0]), int(box[1]), int(box[2]), int(box[3])), float(certainty))
        for box, certainty in zip(boxes, certainties, strict=True)
    ]


@cache
def _cascade(name: str) -> "cv2.CascadeClassifier | None":
    """None where OpenCV came without it. Read here: OpenCV can not open all file names."""
    path = Path(cv2.__file__).parent / "data" / f"haarcascade_{name}.xml"
    cascade = cv2.CascadeClassifier()
    try:
        text = path.read_text(encoding="utf-8")
        storage = cv2.FileStorage(text, cv2.FILE_STORAGE_READ | cv2.FILE_STORAGE_MEMORY)
        is_read = cascade.read(storage.getFirstTopLevelNode())
    except (OSError, UnicodeDecodeError, cv2.error) as error:
        _log.warning("faces are not looked for by %s: %s", name, error)
        return None
    return cascade if is_read else None


# --- confirming -------------------------------------------------------------------------------


def _confirmed(face: Face, pixels: np.ndarray) -> Face:
    """The same with its eyes, and as certain as all witnesses together make it."""
    doubts = [1 - face.confidence]
    crop = grey_crop(pixels, grown(face.box, pixels, by=0.3), _FACE_PX * 8 // 5)
    seconded = _run_cascade(_SECOND, crop, n_neighbours=3)
    large = [certainty for box, certainty in seconded if box[2] > _FACE_PX / 2]
    doubts.append(1 - max(large, default=0.0))
    eyes = _eyes(pixels, face.box)
    if eyes is not None:
        doubts.append(1 - _TWO_EYES_SAY)
    return replace(face, confidence=1 - float(np.prod(doubts)), eyes=eyes)


def _eyes(pixels: np.ndarray, box: Region) -> tuple[Point, Point] | None:
    """The middles of both eyes, where exactly they are seen where eyes are."""
    cascade = _cascade(_EYE)
    if cascade is None or box.width < SMALLEST_PX:
        return None
    crop = grey_crop(pixels, box, _FACE_PX)
    upper = np.ascontiguousarray(crop[: round(0.62 * _FACE_PX)])
    found = cascade.detectMultiScale(upper, 1.05, 4, minSize=(22, 22), maxSize=(64, 64))
    middles = [(float(x + w / 2) / _FACE_PX, float(y + h / 2) / _FACE_PX) for x, y, w, h in found]
    sides = [
        [(x, y) for x, y in middles if least < x < most and _EYES_DOWN[0] < y < _EYES_DOWN[1]]
        for least, most in _EYES_ACROSS
    ]
    if any(len(side) != 1 for side in sides):
        return None
    (left,), (right,) = sides
    if abs(left[1] - right[1]) > _MOST_TILT * (right[0] - left[0]):
        return None
    return _in_picture(left, box), _in_picture(right, box)


def _in_picture(point: Point, box: Region) -> Point:
    return box.left + point[0] * box.width, box.top + point[1] * box.height


def _merged(faces: Iterable[Face]) -> list[Face]:
    """Of boxes of the same face, or one within another, the most certain one."""
    kept: list[Face] = []
    for face in sorted(faces, key=lambda face: -face.confidence):
        if not any(
            is_same_place(face.box, other.box)
            or face.box.contains(other.box)
            or other.box.contains(face.box)
            for other in kept
        ):
            kept.append(face)
    return kept


# --- measuring --------------------------------------------------------------------------------


def measured(face: Face, pixels: np.ndarray) -> Face:
    """The same with how soft or noisy it is in these `pixels` of the picture it was found in."""
    side = min(MEASURED_PX, face.box.width)
    ratio, noise = _fineness(grey_crop(pixels, face.box, side).astype(np.float32))
    soft = float(np.interp(ratio, _FINE_RATIOS, _SOFT))
    noisy = float(np.interp(noise, _NOISES, _NOISY))
    softness = np.interp(ratio, (_SEVEREST_RATIO, _FINE_RATIOS[-1]), (5, 0))
    noisiness = np.interp(noise, (_NOISES[0], _SEVEREST_NOISE), (0, 5))
    return replace(face, probability=max(soft, noisy), severity=float(max(softness, noisiness)))


def _fineness(grey: np.ndarray) -> tuple[float, float]:
    """How strong the finest detail is beside the next coarser, without its noise; and that noise.

    `grey`: float32 (n, n), 0..255. An even face has no detail that could be missing: 1.
    """
    rim = max(1, len(grey) // 6)  # hair and background
    middle = (slice(rim, -rim), slice(rim, -rim))
    response = np.abs(cv2.filter2D(grey, -1, _NOISE_MASK)[middle])
    noise = float(np.median(response)) / 0.6745 / 6
    smooth, smoother = (cv2.GaussianBlur(grey, (0, 0), sigma) for sigma in (1.0, 2.5))
    fine, coarse = (grey - smooth)[middle].std(), (smooth - smoother)[middle].std()
    if coarse < 0.5:
        return 1.0, noise
    return float(np.sqrt(max(fine**2 - 0.9 * noise**2, 0)) / coarse), noise
