"""The suite for faces, with a refiner whose outcome is known beforehand."""

from pathlib import Path

import numpy as np
import pytest
import skimage.data

from restorer_app.distortions import Distortion
from restorer_app.errors import MediaError, WeightsError
from restorer_app.evaluation.suites import run_suite
from restorer_app.media.image import Image, save_image
from restorer_app.registry import devices
from restorer_app.registry.catalog import Catalog, Task, read_catalog
from tests.tiny_models import write_face_embedding, write_generator


@pytest.fixture(autouse=True)
def _float32(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices, "_cpu_has_matrix_units", lambda: False)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A photograph with a face, and a picture that is one."""
    astronaut = skimage.data.astronaut().astype(np.float32) / 255
    (tmp_path / "set").mkdir()
    save_image(Image(np.ascontiguousarray(astronaut[:300])), tmp_path / "set" / "photo.png")
    face = np.ascontiguousarray(astronaut[66:163, 177:274])
    save_image(Image(face), tmp_path / "set" / "face.png")
    return tmp_path / "set"


def catalog_with(root: Path, *, gain: float) -> Catalog:
    write_generator(root, Distortion.FACES, gain=gain, task=Task.REFINE)
    write_face_embedding(root)
    return read_catalog([root])


def test_a_refiner_that_does_nothing_changes_no_number(data: Path, tmp_path: Path) -> None:
    evaluation = run_suite("faces", data, catalog_with(tmp_path / "m", gain=1.0), device="cpu")
    assert [row["reduction"] for row in evaluation.rows] == [2, 4]
    for row in evaluation.rows:
        assert row["n"] == 2
        assert row["psnr_out"] == pytest.approx(row["psnr_in"], abs=0.01)
        assert row["ssim_out"] == pytest.approx(row["ssim_in"], abs=0.001)
        assert row["similarity_after"] == pytest.approx(row["similarity_before"], abs=0.001)
    assert set(evaluation.models) == {"faces", "face-embedding"}


def test_smaller_faces_are_farther_from_the_truth(data: Path, tmp_path: Path) -> None:
    half, quarter = run_suite(
        "faces", data, catalog_with(tmp_path / "m", gain=1.0), device="cpu"
    ).rows
    assert quarter["psnr_in"] < half["psnr_in"]
    assert quarter["similarity_before"] < half["similarity_before"]


def test_a_refiner_that_spoils_faces_is_seen_to(data: Path, tmp_path: Path) -> None:
    for row in run_suite("faces", data, catalog_with(tmp_path / "m", gain=3.0), device="cpu").rows:
        assert row["psnr_out"] < row["psnr_in"] - 3
        assert row["psnr_out"] < row["psnr_denoised"]


def test_photographs_without_faces_are_told(tmp_path: Path) -> None:
    (tmp_path / "set").mkdir()
    save_image(Image(np.full((400, 400, 3), 0.5, np.float32)), tmp_path / "set" / "a.png")
    with pytest.raises(MediaError, match="no faces"):
        run_suite("faces", tmp_path / "set", catalog_with(tmp_path / "m", gain=1.0), device="cpu")


def test_without_models_it_says_what_is_missing(data: Path, tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="nothing to measure"):
        run_suite("faces", data, Catalog(()), device="cpu")
    write_generator(tmp_path / "m", Distortion.FACES, task=Task.REFINE)
    with pytest.raises(WeightsError, match="knows faces"):
        run_suite("faces", data, read_catalog([tmp_path / "m"]), device="cpu")
