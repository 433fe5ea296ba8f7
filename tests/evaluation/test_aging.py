"""The suite `aging`, with models whose outcome is known beforehand."""

from pathlib import Path

import numpy as np
import pytest

from restorer_app.degradations.aging.defects import dust
from restorer_app.degradations.aging.old_photo import Ageing
from restorer_app.distortions import Distortion
from restorer_app.evaluation import aging
from restorer_app.evaluation.bench import Bench
from restorer_app.evaluation.photo_sets import find_photo_set
from restorer_app.media.image import Image, save_image
from restorer_app.registry.catalog import read_catalog
from tests.tiny_models import (
    write_diagnosis,
    write_filler,
    write_finder,
    write_generator,
    write_translation,
)


def bench_in(folder: Path) -> Bench:
    pixels = np.random.default_rng(0).uniform(0.2, 0.5, (8, 9, 3)).astype(np.float32)
    (folder / "set").mkdir()
    save_image(Image(np.kron(pixels, np.ones((16, 16, 1), np.float32))), folder / "set" / "a.png")
    write_diagnosis(folder / "models", {})
    catalog = read_catalog([folder / "models"])
    return Bench(catalog, find_photo_set(folder / "set"), "cpu", lambda _: None)


def test_there_is_a_row_for_every_history_and_one_for_all(tmp_path: Path) -> None:
    rows = aging.aging(bench_in(tmp_path))
    assert [row["history"] for row in rows] == ["all", "faded", "damaged", "faded and damaged"]
    assert [row["n"] for row in rows] == [3, 1, 1, 1]
    for row in rows:
        assert 5 < row["psnr_in"] < 60, "aged, but still a picture"
        assert row["psnr_told"] == row["psnr_routed"] == row["psnr_in"], "no model, nothing done"
        assert row["worse"] == 0


def test_what_is_told_goes_by_the_history_and_by_what_models_there_are(tmp_path: Path) -> None:
    bench = bench_in(tmp_path)
    damaged = Ageing(fading=0.5, defects=((dust, 0.5),))
    assert aging.oracle_plan(bench, damaged).steps == ()
    write_finder(tmp_path / "models", brighter_than=0.9)
    write_filler(tmp_path / "models")
    bench.catalog = read_catalog([tmp_path / "models"])
    steps = aging.oracle_plan(bench, damaged).steps
    assert [step.distortion for step in steps] == [Distortion.SCRATCHES]
    assert aging.oracle_plan(bench, Ageing(fading=0.5)).steps == ()


@pytest.mark.parametrize("texture", ["softness", "grain", "halftone", "emboss", "scan"])
def test_any_texture_calls_for_the_repair_of_grain_between_scratches_and_fading(
    tmp_path: Path, texture: str
) -> None:
    bench = bench_in(tmp_path)
    write_finder(tmp_path / "models", brighter_than=0.9)
    write_filler(tmp_path / "models")
    for distortion in (Distortion.FADING, Distortion.GRAIN):
        write_generator(tmp_path / "models", distortion)
    bench.catalog = read_catalog([tmp_path / "models"])
    history = {"fading": 0.5, texture: 0.5, "defects": ((dust, 0.5),)}
    steps = aging.oracle_plan(bench, Ageing(**history)).steps
    called_for = [step.distortion for step in steps]
    assert called_for == [Distortion.SCRATCHES, Distortion.GRAIN, Distortion.FADING]
    without = aging.oracle_plan(bench, Ageing(**{**history, texture: 0.0})).steps
    assert Distortion.GRAIN not in [step.distortion for step in without]


def test_what_is_translated_is_measured_where_there_is_a_model_for_it(tmp_path: Path) -> None:
    bench = bench_in(tmp_path)
    assert all("psnr_translated" not in row for row in aging.aging(bench))
    entry = write_translation(tmp_path / "models")
    bench.catalog = read_catalog([tmp_path / "models"])
    for row in aging.aging(bench):
        assert row["psnr_translated"] < row["psnr_in"], "its weights are random"
        assert row["psnr_told"] == row["psnr_routed"] == row["psnr_in"]
        assert {"ssim_translated", "fsim_translated"} <= set(row)
    assert bench.used[entry.id] == entry.sha256
