"""The suites for damaged surfaces, with finders and fillers whose outcome is known beforehand."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from restorer_app.degradations.aging.defects import DEFECTS
from restorer_app.errors import WeightsError
from restorer_app.evaluation import surfaces
from restorer_app.evaluation.bench import Bench
from restorer_app.evaluation.photo_sets import find_photo_set
from restorer_app.evaluation.suites import run_suite
from restorer_app.media.image import Image, save_image
from restorer_app.registry.catalog import Catalog, read_catalog
from tests.tiny_models import write_filler, write_finder


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """One dark photograph of soft shapes."""
    small = np.random.default_rng(0).uniform(0.2, 0.5, (8, 9, 3)).astype(np.float32)
    pixels = np.kron(small, np.ones((16, 16, 1), np.float32))
    (tmp_path / "set").mkdir()
    save_image(Image(pixels), tmp_path / "set" / "a.png")
    write_finder(tmp_path / "models", brighter_than=0.75)
    write_filler(tmp_path / "models")
    return Bench(
        read_catalog([tmp_path / "models"]), find_photo_set(tmp_path / "set"), "cpu", lambda _: None
    )


def test_there_is_a_row_for_every_kind_of_damage_and_for_none(bench: Bench) -> None:
    rows = {row["damage"]: row for row in surfaces.scratches(bench)}
    kinds = {defect.__name__ for defect in DEFECTS}
    assert set(rows) == kinds | {"all", "aged, undamaged", "as they are"}
    assert rows["as they are"]["false_area"] == 0
    assert rows["as they are"]["damaged_area"] == 0
    assert rows["as they are"]["f1"] is None
    assert rows["tears"]["recall"] > 0.5, "white paper is brighter than all else"
    assert set(bench.used) == {"scratches-finder"}


def test_whoever_knows_the_damage_finds_all_of_it(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    masks: list[np.ndarray] = []
    aged = surfaces._aged

    def remembered(*args: Any) -> Any:
        result = aged(*args)
        masks.append(result.mask)
        return result

    monkeypatch.setattr(surfaces, "_aged", remembered)
    monkeypatch.setattr(surfaces, "find_in_photograph", lambda *_: masks[-1].astype(np.float32))
    for row in surfaces.scratches(bench):
        assert row["false_area"] == 0
        if row["damaged_area"] > 0.01:
            assert row["ap"] == 1
            assert row["f1"] > 0.95  # single pixels are passed over


def test_half_of_what_is_found_wrong_shows_in_the_counts() -> None:
    counts = surfaces._Counts()
    mask, likely = np.zeros((40, 40), bool), np.zeros((40, 40), np.float32)
    mask[:20] = True
    likely[10:30] = 0.9
    counts.add(likely, mask)
    row = counts.row("half")
    assert row["precision"] == row["recall"] == row["f1"] == 0.5
    assert row["iou"] == pytest.approx(1 / 3)
    assert row["false_area"] == 0.5
    assert row["damaged_area"] == 0.5
    assert row["ap"] == pytest.approx(0.5)


def test_a_smooth_filling_of_smooth_pictures_is_good(bench: Bench) -> None:
    rows = surfaces.inpainting(bench)
    assert [row["holes"] for row in rows] == ["damage", "brush strokes"]
    for row in rows:
        assert 0 < row["area"] < 0.9
        for fill in ("out", "telea", "navier_stokes"):
            assert 12 < row[f"psnr_{fill}"] <= 100
            assert row[f"ssim_{fill}"] <= 1
    assert set(bench.used) == {"scratches"}


@pytest.mark.parametrize("suite", ["scratches", "inpainting"])
def test_without_models_it_says_what_is_missing(bench: Bench, suite: str) -> None:
    with pytest.raises(WeightsError, match="nothing to measure"):
        run_suite(suite, bench.photos.folder, Catalog(()), device="cpu")
