"""Detectors of faces: imported once, refused when they are something else, run by OpenCV."""

import hashlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from restorer_app.errors import WeightsError
from restorer_app.paths import shipped_models_dir, user_models_dir
from restorer_app.registry import catalog, face_detectors
from restorer_app.registry.catalog import Catalog, Task, read_catalog, read_entry, write_entry
from restorer_app.registry.face_detectors import detector_in, load_detector
from restorer_app.registry.third_party import import_model
from tests.tiny_detector import BOX_PX, CELL_PX, detector_bytes

RED = (255, 0, 0)


def write_detector(folder: Path, content: bytes = b"") -> Path:
    """A file to import; its folder's name is one that OpenCV could not open by itself."""
    file = folder / "Gesichter 雨" / "My Detector.onnx"
    file.parent.mkdir()
    file.write_bytes(content or detector_bytes())
    return file


def offer(monkeypatch: pytest.MonkeyPatch, root: Path) -> Path:
    """A shipped folder in which the tiny detector may be fetched, instead of YuNet."""
    content, folder = detector_bytes(), root / "shipped" / "tiny"
    folder.mkdir(parents=True)
    offered = {
        "id": "tiny",
        "title": "Tiny",
        "task": "detect",
        "medium": "photo",
        "architecture": face_detectors.ARCHITECTURE,
        "hyper_parameters": {},
        "file": "tiny.onnx",
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "is_optional": True,
        "licence": "MIT",
    }
    write_entry(folder, offered)
    monkeypatch.setattr(catalog, "shipped_models_dir", lambda: folder.parent)
    return folder


def test_a_detector_is_imported_with_the_hash_it_has(tmp_path: Path) -> None:
    entry = import_model(write_detector(tmp_path))
    assert (entry.id, entry.task) == ("my-detector", Task.DETECT)
    assert entry.sha256 == hashlib.sha256(detector_bytes()).hexdigest()
    assert "unknown" in entry.licence
    assert read_catalog([user_models_dir()]).face_detector() == entry


def test_what_is_red_is_found_where_it_is(tmp_path: Path) -> None:
    detector = load_detector(import_model(write_detector(tmp_path)))
    picture = np.zeros((150, 200, 3), np.uint8)
    assert detector.detect(picture).shape == (0, 15)
    picture[64:96, 96:128] = RED
    (row,) = detector.detect(picture)
    middle = np.array([96 - BOX_PX / 2, 64 - BOX_PX / 2, BOX_PX, BOX_PX])
    np.testing.assert_allclose(row[:4], middle, atol=CELL_PX / 2)
    assert row[14] == pytest.approx(1)


def test_the_size_of_the_picture_may_change(tmp_path: Path) -> None:
    detector = load_detector(import_model(write_detector(tmp_path)))
    for size in ((150, 200), (33, 400), (1, 1)):
        picture = np.full((*size, 3), RED, np.uint8)
        assert detector.detect(picture).shape[1] == 15


@pytest.mark.parametrize(
    "content",
    [b"", b"Dear reader", detector_bytes()[:-40], detector_bytes(without="kps_16")],
    ids=["empty", "text", "cut", "another network"],
)
def test_other_files_are_refused_by_name(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "letter.onnx"
    file.write_bytes(content)
    with pytest.raises(WeightsError, match=r"letter\.onnx: is no detector.*fetch yunet"):
        import_model(file)
    assert not user_models_dir().exists()


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=r"none\.onnx: can not be read"):
        import_model(tmp_path / "none.onnx")


def test_a_changed_detector_is_refused(tmp_path: Path) -> None:
    entry = import_model(write_detector(tmp_path))
    entry.weights_path.write_bytes(detector_bytes(tilt_deg=10))
    with pytest.raises(WeightsError, match="SHA-256"):
        load_detector(entry)


def test_what_is_offered_is_missing_until_it_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = offer(monkeypatch, tmp_path)
    assert read_catalog().get("tiny").is_missing
    assert detector_in(read_catalog()) is None
    entry = import_model(write_detector(tmp_path))
    assert entry == read_entry(folder)  # it is told by its hash
    assert entry.weights_path == user_models_dir() / "tiny" / "tiny.onnx"
    assert not entry.is_missing
    detector = detector_in(read_catalog())
    assert detector is not None
    assert detector.entry == entry


def test_another_detector_than_the_one_offered_is_a_model_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer(monkeypatch, tmp_path)
    entry = import_model(write_detector(tmp_path, detector_bytes(tilt_deg=10)))
    assert entry.id == "my-detector"
    assert read_catalog().get("tiny").is_missing
    assert read_catalog().face_detector() == entry


def test_a_folder_that_can_not_be_written_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer(monkeypatch, tmp_path)
    user_models_dir().parent.mkdir(parents=True)
    user_models_dir().write_text("in the way")
    with pytest.raises(WeightsError, match=r"My Detector\.onnx: can not be copied to"):
        import_model(write_detector(tmp_path))


def test_yunet_is_offered_and_does_not_come_along() -> None:
    entry = read_catalog([shipped_models_dir()]).get("yunet")
    assert entry.is_missing
    assert entry.licence.startswith("MIT")
    assert entry.urls
    assert [path.name for path in sorted(entry.folder.iterdir())] == ["README.md", "model.toml"]
    assert Catalog((replace(entry, is_optional=False),)).face_detector() is not None
