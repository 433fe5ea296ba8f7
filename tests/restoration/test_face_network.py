"""Faces that a network finds: where their boxes lie, how they are tilted, and who uses them."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from restorer_app.distortions import Distortion
from restorer_app.media.image import Image
from restorer_app.media.region import Region
from restorer_app.paths import user_models_dir
from restorer_app.registry.catalog import Catalog, Task, read_catalog
from restorer_app.registry.face_detectors import FaceDetector, load_detector
from restorer_app.registry.third_party import import_model
from restorer_app.restoration.diagnose import diagnose
from restorer_app.restoration.face import Face
from restorer_app.restoration.face_finding import find_faces
from restorer_app.restoration.faces import _Place
from restorer_app.restoration.image import restore, restore_automatically
from restorer_app.restoration.photograph import Photograph
from restorer_app.restoration.plan import Plan, Step
from restorer_app.restoration.preview import Preview
from tests.tiny_detector import BOX_PX, CELL_PX, detector_bytes
from tests.tiny_models import write_diagnosis, write_generator

STEP = Step(Distortion.FACES, "faces")


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    """Refining raises the contrast; a detector has been imported."""
    write_diagnosis(tmp_path, {})
    write_generator(tmp_path, Distortion.FACES, gain=1.4, task=Task.REFINE)
    imported(tmp_path)
    return read_catalog([tmp_path, user_models_dir()])


def imported(folder: Path, **how: float) -> FaceDetector:
    file = folder / "detector.onnx"
    file.write_bytes(detector_bytes(**how))
    return load_detector(import_model(file))


def picture_of(*cells: tuple[int, int], size: tuple[int, int] = (320, 256)) -> np.ndarray:
    """Grey noise with a face to the detector in each cell (column, row)."""
    rng = np.random.default_rng(0)
    picture = np.repeat(rng.random((*size, 1), dtype=np.float32), 3, axis=2)
    for column, row in cells:
        picture[row * CELL_PX : (row + 1) * CELL_PX, column * CELL_PX : (column + 1) * CELL_PX] = 0
        picture[
            row * CELL_PX : (row + 1) * CELL_PX, column * CELL_PX : (column + 1) * CELL_PX, 0
        ] = 1
    return picture


def middle_of(face: Face) -> tuple[float, float]:
    return face.box.left + face.box.width / 2, face.box.top + face.box.height / 2


def test_a_face_has_its_box_and_its_eyes(tmp_path: Path) -> None:
    (face,) = find_faces(picture_of((3, 4)), imported(tmp_path))
    assert face.box.width == face.box.height == BOX_PX
    assert middle_of(face) == pytest.approx((3 * CELL_PX, 4 * CELL_PX), abs=1)
    assert face.confidence == pytest.approx(1)
    assert face.eyes is not None
    (left_x, left_y), (right_x, right_y) = face.eyes
    assert (left_x + right_x) / 2 == pytest.approx(3 * CELL_PX)
    assert right_x - left_x == pytest.approx(38)
    assert left_y == right_y == pytest.approx(4 * CELL_PX - 12.8)
    assert face.needs_refining  # it is nothing but noise


def test_a_large_face_is_found_once_whatever_the_numbers(tmp_path: Path) -> None:
    detector = imported(tmp_path)
    large = cv2.resize(picture_of((3, 4)), None, fx=5, fy=5, interpolation=cv2.INTER_NEAREST)
    for pixels in (large, np.round(255 * large).astype(np.uint8)):
        (face,) = find_faces(pixels, detector)  # in the copy of 800 px it is several
        assert face.box.width == 5 * BOX_PX
        assert middle_of(face) == pytest.approx((15 * CELL_PX, 20 * CELL_PX), abs=3)


def test_a_face_at_the_rim_has_its_box_in_the_picture(tmp_path: Path) -> None:
    (face,) = find_faces(picture_of((0, 0)), imported(tmp_path))
    assert (face.box.left, face.box.top) == (0, 0)
    assert face.box.width == BOX_PX


@pytest.mark.parametrize("tilt_deg", [-80.0, -35.0, 15.0, 60.0])
def test_the_eyes_tell_the_tilt(tmp_path: Path, tilt_deg: float) -> None:
    (face,) = find_faces(picture_of((3, 4)), imported(tmp_path, tilt_deg=tilt_deg))
    assert face.eyes is not None
    (left_x, left_y), (right_x, right_y) = face.eyes
    seen_deg = np.degrees(np.arctan2(right_y - left_y, right_x - left_x))
    assert seen_deg == pytest.approx(tilt_deg, abs=0.1)
    assert middle_of(face) == pytest.approx((3 * CELL_PX, 4 * CELL_PX), abs=1)


@pytest.mark.parametrize("how", [{"tilt_deg": 120.0}, {"eyes_apart_px": 8.0}])
def test_upside_down_and_in_profile_the_eyes_say_nothing(
    tmp_path: Path, how: dict[str, float]
) -> None:
    (face,) = find_faces(picture_of((3, 4)), imported(tmp_path, **how))
    assert face.eyes is None


@pytest.mark.parametrize("tilt_deg", [-70, 40, 85])
def test_a_tilted_face_is_turned_upright_before_it_is_refined(
    portrait: np.ndarray, tilt_deg: int
) -> None:
    box = Region(97, 66, 97, 97)
    upright = Face(box, 1.0, eyes=((124.0, 104.0), (166.0, 104.0)))
    middle = (box.left + box.width / 2 - 0.5, box.top + box.height / 2 - 0.5)
    turn = cv2.getRotationMatrix2D(middle, -tilt_deg, 1.0)
    tilted = cv2.warpAffine(portrait, turn, portrait.shape[1::-1], flags=cv2.INTER_CUBIC)
    left, right = (tuple(turn @ (*eye, 1.0)) for eye in upright.eyes or ())
    expected = _Place.of(upright, portrait).taken_out(portrait)
    seen = _Place.of(Face(box, 1.0, eyes=(left, right)), tilted).taken_out(tilted)
    part = (slice(48, -48), slice(48, -48))  # without what the turned picture lacks
    assert (
        np.abs(seen - expected)[part].mean() < 0.01 < np.abs(seen - expected[:, ::-1])[part].mean()
    )


def test_the_diagnosis_the_repair_and_the_preview_ask_the_detector(catalog: Catalog) -> None:
    pixels = picture_of((3, 4))
    image = Image(pixels)
    (face,) = diagnose(image, catalog, device="cpu").faces
    assert face.box.width == BOX_PX
    restored = restore(image, Plan((STEP,)), catalog, device="cpu")
    assert [report.box for report in restored.faces] == [face.box]
    assert set(restored.model_hashes) == {"faces", "detector"}
    shown = Preview(catalog, "cpu").carry_out(
        Photograph(pixels), Region(0, 0, 256, 320), Plan((STEP,))
    )
    np.testing.assert_allclose(shown, restored.image.pixels, atol=1e-3)


def test_the_loop_names_the_detector_that_it_asked(catalog: Catalog) -> None:
    done = restore_automatically(Image(picture_of((3, 4))), catalog, device="cpu")
    assert done.model_hashes["detector"] == catalog.get("detector").sha256
