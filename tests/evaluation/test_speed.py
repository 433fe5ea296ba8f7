"""The speed suite on a small picture: what it measures, not how fast this machine is."""

from pathlib import Path

import numpy as np
import pytest

from restorer_app.architectures import ARCHITECTURES
from restorer_app.distortions import Distortion
from restorer_app.evaluation import speed
from restorer_app.evaluation.bench import Bench
from restorer_app.evaluation.photo_sets import find_photo_set
from restorer_app.media.image import Image, save_image
from restorer_app.registry.catalog import Catalog, read_catalog, write_entry
from restorer_app.registry.weights import sha256_of, write_weights
from restorer_app.restoration.diagnosis import Diagnosis

GENERATOR = {"widths": [8, 8], "blocks": 1}


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    """One tiny generator for noise."""
    folder = tmp_path / "models" / "noise"
    weights = folder / "weights.safetensors"
    write_weights(ARCHITECTURES["residual_unet"](**GENERATOR).state_dict(), weights)
    table = {
        "id": "noise",
        "title": "Noise",
        "task": "restore",
        "medium": "photo",
        "distortion": str(Distortion.WHITE_NOISE),
        "architecture": "residual_unet",
        "file": weights.name,
        "bytes": weights.stat().st_size,
        "sha256": sha256_of(weights),
        "licence": "MIT",
        "hyper_parameters": GENERATOR,
    }
    write_entry(folder, table)
    return read_catalog([tmp_path / "models"])


def test_every_budget_is_measured(
    catalog: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "set").mkdir()
    photo = np.random.default_rng(0).random((48, 64, 3), np.float32)
    save_image(Image(photo), tmp_path / "set" / "a.png")
    clean = Diagnosis(1.0, ())
    monkeypatch.setattr(speed, "diagnose", lambda *_, **__: clean)
    monkeypatch.setattr(Bench, "diagnose", lambda *_: clean)
    bench = Bench(catalog, find_photo_set(tmp_path / "set"), "cpu", lambda _: None)
    rows = {row["what"]: row for row in speed.speed(bench, size=(1640, 1600))}
    assert {row["budget"] for row in rows.values()} == {0.3, 1.0, 10.0, 2.0, 4.4, 0.5}
    assert all(row["value"] >= 0 for row in rows.values() if row["value"] is not None)
    assert rows["restorer --help"]["value"] > 0.01
    assert rows["one step on 12 megapixels"]["value"] > 0
    assert rows["peak memory of that process"]["unit"] == "GB"
    assert rows["tiled against untiled"]["within"]
    assert bench.used == {"noise": catalog.get("noise").sha256}


def test_a_photograph_is_repeated_to_the_size_wanted() -> None:
    photo = Image(np.random.default_rng(0).random((5, 7, 3), np.float32))
    filled = speed.fill(photo, (12, 9))
    assert filled.pixels.shape == (12, 9, 3)
    assert np.array_equal(filled.pixels[5:10, :7], photo.pixels)
    assert speed.fill(photo, (3, 2)).pixels.shape == (3, 2, 3)
