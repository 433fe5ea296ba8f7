"""The suite `grain`, with models whose outcome is known beforehand."""

from pathlib import Path

import numpy as np
import pytest
from skimage.data import astronaut

from restorer_app.distortions import Distortion
from restorer_app.errors import WeightsError
from restorer_app.evaluation import textures
from restorer_app.evaluation.bench import PSNR_CAP_DB, Bench
from restorer_app.evaluation.photo_sets import find_photo_set
from restorer_app.evaluation.report import Row
from restorer_app.media.image import Image, save_image
from restorer_app.registry.catalog import read_catalog
from tests.tiny_models import write_generator


def bench_in(folder: Path) -> Bench:
    (folder / "set").mkdir()
    pixels = astronaut()[:96, 160:288].astype(np.float32) / 255
    save_image(Image(pixels), folder / "set" / "a.png")
    photos = find_photo_set(folder / "set")
    return Bench(read_catalog([folder / "models"]), photos, "cpu", lambda _: None)


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Row]:
    """What is measured of a model that does nothing, by texture."""
    folder = tmp_path_factory.mktemp("grain")
    write_generator(folder / "models", Distortion.GRAIN)
    return {row["texture"]: row for row in textures.grain(bench_in(folder))}


def test_every_texture_shows_and_a_model_that_does_nothing_gains_nothing(
    rows: dict[str, Row],
) -> None:
    assert set(rows) == set(textures.KINDS)
    untouched = rows[textures.UNTOUCHED]
    assert untouched["psnr_in"] == PSNR_CAP_DB
    assert untouched["ssim_in"] == 1
    for kind, row in rows.items():
        assert row["n"] == 1
        if kind not in (textures.ALL, textures.UNTOUCHED):
            assert 15 < row["psnr_in"] < 45
        assert row["psnr_out"] == pytest.approx(row["psnr_in"], abs=0.5)


def test_the_baseline_takes_grain_away(rows: dict[str, Row]) -> None:
    assert rows["grain"]["psnr_denoised"] > rows["grain"]["psnr_in"] + 0.5


def test_without_a_model_there_is_nothing_to_measure(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="no model repairs grain"):
        textures.grain(bench_in(tmp_path))
