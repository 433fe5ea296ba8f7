import csv
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from restorer_app.errors import MediaError
from restorer_app.metrics.measurement_files import Record, figures_of, write_measurements
from restorer_app.metrics.measurements import measure


@pytest.fixture
def record() -> Record:
    pixels = np.random.default_rng(0).uniform(0.2, 0.8, (64, 64, 3)).astype(np.float32)
    measured = measure(pixels, pixels / 2, pixels)
    return Record('Oma, "Käthe".png', "ref.png", figures_of(measured))


@pytest.mark.parametrize("has_result", [True, False])
@pytest.mark.parametrize("has_reference", [True, False])
def test_every_figure_has_a_unit_and_a_definition(has_result: bool, has_reference: bool) -> None:
    pixels = np.random.default_rng(0).uniform(0.2, 0.8, (64, 64, 3)).astype(np.float32)
    measured = measure(
        pixels, pixels / 2 if has_result else None, pixels if has_reference else None
    )
    figures = figures_of(measured)
    assert len(figures) == 7 + 2 * has_result + 5 * has_reference
    assert all(figure.unit and figure.definition for figure in figures)


def test_a_table_can_be_read_again(tmp_path: Path, record: Record) -> None:
    path = tmp_path / "a.CSV"
    write_measurements(record, path, overwrite=False)
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["name"] for row in rows] == [figure.name for figure in record.figures]
    psnr = next(row for row in rows if row["name"] == "psnr")
    assert psnr["photograph"] == record.name
    assert (psnr["unit"], psnr["before"]) == ("dB", "inf")
    expected = next(figure for figure in record.figures if figure.name == "psnr").after
    assert float(psnr["after"]) == expected


def test_json_is_strict_and_names_its_format(tmp_path: Path, record: Record) -> None:
    path = tmp_path / "a.json"
    write_measurements(record, path, overwrite=False)

    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is no JSON")

    told = json.loads(path.read_text(encoding="utf-8"), parse_constant=refuse)
    assert told["format"] == "restorer-measurements-1"
    assert told["photograph"] == record.name
    psnr = next(figure for figure in told["figures"] if figure["name"] == "psnr")
    assert psnr["before"] is None


def test_an_existing_file_is_only_replaced_when_asked_for(tmp_path: Path, record: Record) -> None:
    path = tmp_path / "a.csv"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(MediaError, match="exists already"):
        write_measurements(record, path, overwrite=False)
    assert path.read_text(encoding="utf-8") == "mine"
    write_measurements(replace(record, figures=()), path, overwrite=True)
    assert path.read_text(encoding="utf-8").startswith("photograph,")
    assert list(tmp_path.iterdir()) == [path]


def test_another_suffix_is_refused_in_words(tmp_path: Path, record: Record) -> None:
    with pytest.raises(MediaError, match=r"ends with \.csv or \.json"):
        write_measurements(record, tmp_path / "a.txt", overwrite=False)
