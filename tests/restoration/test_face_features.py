"""Features of faces that the finder takes for damage are spared; scratches over faces are not."""

import numpy as np
import pytest

from restorer_app.media.region import Region
from restorer_app.restoration.face_features import spare_features
from restorer_app.restoration.face_finding import find_faces


@pytest.fixture
def face(portrait: np.ndarray) -> Region:
    (found,) = find_faces(portrait)
    return found.box


def placed(face: Region, left: float, top: float, width: float, height: float) -> Region:
    """A part of the face, as shares of its box."""
    side = face.width
    return Region(
        face.left + round(left * side),
        face.top + round(top * side),
        round(width * side),
        round(height * side),
    )


def left_of(portrait: np.ndarray, mark: Region, tone: float) -> np.ndarray:
    """What is left of a mark that was drawn in this tone and found."""
    drawn = portrait.copy()
    drawn[mark.slices] = tone
    likely = np.full(portrait.shape[:2], 0.01, np.float32)
    likely[mark.slices] = 0.9
    spare_features(likely, drawn)
    return likely[mark.slices]


def test_a_dark_mark_in_a_face_is_a_feature(portrait: np.ndarray, face: Region) -> None:
    brow = placed(face, 0.25, 0.28, 0.2, 0.03)
    assert left_of(portrait, brow, 0.1).max() < 0.5


def test_a_light_mark_in_a_face_is_damage(portrait: np.ndarray, face: Region) -> None:
    fleck = placed(face, 0.25, 0.65, 0.05, 0.05)
    assert left_of(portrait, fleck, 1.0).min() > 0.8


def test_a_dark_mark_that_goes_on_beyond_the_face_is_damage(
    portrait: np.ndarray, face: Region
) -> None:
    hair = placed(face, 0.6, -0.4, 0.02, 0.9)
    assert left_of(portrait, hair, 0.0).min() > 0.8


def test_a_dark_mark_elsewhere_is_damage(portrait: np.ndarray) -> None:
    assert left_of(portrait, Region(5, 280, 30, 4), 0.0).min() > 0.8


def test_where_nothing_is_found_no_face_is_looked_for(
    portrait: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(pixels: np.ndarray) -> None:
        raise AssertionError("looked for faces")

    monkeypatch.setattr("restorer_app.restoration.face_features.find_faces", refused)
    likely = np.full(portrait.shape[:2], 0.2, np.float32)
    spare_features(likely, portrait)
    assert (likely == np.float32(0.2)).all()
