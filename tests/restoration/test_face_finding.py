from pathlib import Path

import cv2
import numpy as np
import pytest
import skimage.data

from restorer_app.media.region import Region
from restorer_app.restoration import face_finding
from restorer_app.restoration.face_finding import face_in_box, find_faces, measured

FACE = Region(97, 66, 97, 97)
"""Where the face of the portrait is."""


def test_a_face_is_found_with_its_eyes(portrait: np.ndarray) -> None:
    (face,) = find_faces(portrait)
    assert abs(face.box.left - FACE.left) < 10
    assert abs(face.box.top - FACE.top) < 10
    assert face.box.width == face.box.height == pytest.approx(FACE.width, abs=12)
    assert face.confidence > 0.9
    assert face.eyes is not None
    (left_x, left_y), (right_x, right_y) = face.eyes
    assert left_x < right_x
    assert abs(left_y - right_y) < 8
    assert FACE.top < left_y < FACE.top + FACE.height / 2


def test_codes_and_floats_are_looked_at_alike(portrait: np.ndarray) -> None:
    codes = np.round(255 * portrait).astype(np.uint8)
    assert [face.box for face in find_faces(codes)] == [face.box for face in find_faces(portrait)]
    deep = codes.astype(np.uint16) * 257
    assert [face.box for face in find_faces(deep)] == [face.box for face in find_faces(portrait)]


def test_a_sharp_face_needs_nothing_and_a_soft_or_noisy_one_does(
    portrait: np.ndarray, soft_portrait: np.ndarray
) -> None:
    rng = np.random.default_rng(0)
    noisy = portrait + 0.1 * rng.standard_normal(portrait.shape, dtype=np.float32)
    (sharp,), (soft,), (grainy,) = (
        find_faces(np.clip(pixels, 0, 1)) for pixels in (portrait, soft_portrait, noisy)
    )
    assert not sharp.needs_refining
    assert soft.needs_refining
    assert grainy.needs_refining
    assert sharp.severity < 0.5 < soft.severity


def test_two_faces_are_two_the_larger_first(portrait: np.ndarray) -> None:
    smaller = cv2.resize(portrait, (200, 200), interpolation=cv2.INTER_AREA)
    canvas = np.full((300, 520, 3), 0.5, np.float32)
    canvas[:, :300] = portrait
    canvas[50:250, 310:510] = smaller
    first, second = find_faces(canvas)
    assert first.box.right < 300 < second.box.left
    assert first.box.width > second.box.width


@pytest.mark.parametrize("name", ["coffee", "chelsea", "rocket", "brick", "grass", "text", "coins"])
def test_other_things_are_no_faces(name: str) -> None:
    picture = getattr(skimage.data, name)()
    if picture.ndim == 2:
        picture = np.repeat(picture[..., None], 3, axis=2)
    assert find_faces(np.ascontiguousarray(picture)) == ()


def test_a_large_picture_has_its_faces_at_their_own_places(portrait: np.ndarray) -> None:
    large = cv2.resize(portrait, (2400, 2400), interpolation=cv2.INTER_LINEAR)
    (face,) = find_faces(large)
    assert abs(face.box.left - 8 * FACE.left) < 80
    assert face.box.width == pytest.approx(8 * FACE.width, abs=100)


def test_a_box_drawn_by_hand_becomes_a_square_in_the_picture(portrait: np.ndarray) -> None:
    face = face_in_box(portrait, Region(-20, 60, 120, 100))
    assert face.confidence == 1
    assert face.box.width == face.box.height
    assert Region(0, 0, 300, 300).contains(face.box)
    assert face_in_box(portrait, FACE).eyes is not None


def test_how_soft_a_face_is_follows_the_pixels(
    portrait: np.ndarray, soft_portrait: np.ndarray
) -> None:
    (face,) = find_faces(soft_portrait)
    assert not measured(face, portrait).needs_refining
    assert measured(face, portrait).box == face.box


@pytest.mark.parametrize("size", [(1, 1), (20, 400), (64, 64)])
def test_pictures_of_any_size_are_looked_at(size: tuple[int, int]) -> None:
    assert find_faces(np.full((*size, 3), 0.5, np.float32)) == ()


def test_without_cascades_no_face_is_found_and_nothing_breaks(
    portrait: np.ndarray, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(cv2, "__file__", str(tmp_path / "__init__.py"))
    face_finding._cascade.cache_clear()
    try:
        assert find_faces(portrait) == ()
        assert face_in_box(portrait, FACE).box == FACE
    finally:
        face_finding._cascade.cache_clear()
