"""Results that are kept, and the page made of them."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from restorer_app.distortions import PAPER_DISTORTIONS, Distortion
from restorer_app.errors import MediaError
from restorer_app.evaluation import results
from restorer_app.evaluation.bench import Bench
from restorer_app.evaluation.pages import PAGES, sheets
from restorer_app.evaluation.pages.paper_0 import SUITES, render
from restorer_app.evaluation.pages.paper_0_goals import GAIN_GOALS, outcomes
from restorer_app.evaluation.pages.paper_0_sheets import single
from restorer_app.evaluation.pages.sheets import Sheet, draw_sheet
from restorer_app.evaluation.photo_sets import PhotoSet
from restorer_app.evaluation.report import Evaluation
from restorer_app.registry.catalog import Catalog, read_catalog
from tests.tiny_models import write_diagnosis, write_generator


def kadid_document(gain_db: float, routed_loss_db: float = 0.0) -> dict[str, Any]:
    """Every model gains the same on every level; the program by itself a little less."""
    rows = []
    for distortion in PAPER_DISTORTIONS:
        for level in range(1, 6):
            row: dict[str, Any] = {"distortion": str(distortion), "level": level, "n": 2}
            for measure in ("ssim", "fsim"):
                for way in ("in", "out", "routed", "baseline"):
                    row[f"{measure}_{way}"] = 0.9
            row["psnr_in"], row["psnr_out"] = 20.0, 20.0 + gain_db
            row["psnr_routed"] = row["psnr_out"] - routed_loss_db
            row["psnr_baseline"], row["baseline"] = 21.0, "median 3"
            rows.append(row)
    return document_of("kadid", rows)


def document_of(suite: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "suite": suite,
        "data": "photos/val",
        "n_files": 2,
        "device": "cpu",
        "models": {"jpeg": "abcdef0123456789"},
        "rows": rows,
    }


def reached(document: dict[str, Any]) -> dict[str, bool | None]:
    return {outcome.goal: outcome.is_reached for outcome in outcomes({"kadid": document})}


def test_goals_are_reached_or_missed_by_the_least_favourable_row() -> None:
    strong = reached(kadid_document(gain_db=15.0))
    assert strong["impulse_noise, level 3, 4, 5: +12.0 dB"] is True
    document = kadid_document(gain_db=15.0)
    weakest = next(
        row for row in document["rows"] if (row["distortion"], row["level"]) == ("impulse_noise", 3)
    )
    weakest["psnr_out"] = 31.9
    weak = reached(document)
    assert weak["impulse_noise, level 3, 4, 5: +12.0 dB"] is False
    assert sum(is_reached is False for is_reached in weak.values()) == 1


def test_the_page_says_which_suite_measured_which_version_of_a_model() -> None:
    kadid, loop = kadid_document(gain_db=1.0), document_of("loop", [])
    assert "jpeg `abcdef01`." in render({"kadid": kadid, "loop": loop})
    loop["models"] = {"jpeg": "99999999ffff"}
    assert "jpeg `abcdef01` (kadid), `99999999` (loop)." in render({"kadid": kadid, "loop": loop})


def test_a_level_below_doing_nothing_and_a_loss_by_routing_are_missed_goals() -> None:
    harmful = reached(kadid_document(gain_db=-0.01))
    assert harmful["no level that changes pictures ends below doing nothing, dB"] is False
    document = kadid_document(gain_db=15.0)
    unchanged = document["rows"][0]
    unchanged["psnr_in"], unchanged["psnr_out"] = 100.0, 50.0  # nothing there to be repaired
    assert reached(document)["no level that changes pictures ends below doing nothing, dB"] is True
    lossy = reached(kadid_document(gain_db=15.0, routed_loss_db=0.31))
    assert lossy["routed within 0.3 dB of told, every level"] is False
    near = reached(kadid_document(gain_db=15.0, routed_loss_db=0.29))
    assert near["routed within 0.3 dB of told, every level"] is True


def test_what_was_not_measured_is_neither() -> None:
    assert all(outcome.is_reached is None for outcome in outcomes({}))
    assert set(GAIN_GOALS) == set(PAPER_DISTORTIONS)


def test_the_page_shows_every_row_and_says_what_is_missing() -> None:
    page = render({"kadid": kadid_document(gain_db=15.0)})
    for distortion in PAPER_DISTORTIONS:
        assert f"### {distortion.label} (`{distortion}`)" in page
    assert page.count("| 35.00 | +15.00 | 35.00 | 21.00 |") == 14 * 5
    assert "Not measured yet: `restorer evaluate loop" in page
    assert "`abcdef01`" in page


def test_a_result_is_kept_without_where_the_photographs_lie(tmp_path: Path) -> None:
    kept = results.keep_result(evaluation(data="/home/someone/photos/val"), tmp_path / "new")
    document = json.loads(kept.read_text())
    assert kept.name == "no-harm.json"
    assert document["data"] == "photos/val"
    assert "someone" not in kept.read_text()
    assert results.read_results(tmp_path / "new", SUITES) == {"no-harm": document}


def evaluation(data: str) -> Evaluation:
    row = {"file": "all", "n": 2, "bit_exact": 1.0}
    return Evaluation("no-harm", data, 2, "cpu", {}, (row,), "")


@pytest.mark.parametrize("text", ["{", "[]", "null", '{"suite": "kadid"}'])
def test_what_is_no_result_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "kadid.json").write_text(text)
    with pytest.raises(MediaError, match=r"kadid\.json.*no result of the suite kadid"):
        results.read_results(tmp_path, SUITES)


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    write_generator(tmp_path / "models", Distortion.WHITE_NOISE)
    write_diagnosis(tmp_path / "models", {})
    return read_catalog([tmp_path / "models"])


def test_a_sheet_has_a_row_per_distortion_and_says_where_there_is_no_model(
    catalog: Catalog,
) -> None:
    clean = np.full((64, 64, 3), 128 / 255, np.float32)
    columns = ("before", "classical", "after", "clean")
    sheet = Sheet(
        "two", "Two", columns, (single(Distortion.WHITE_NOISE), single(Distortion.IMPULSE_NOISE))
    )
    drawn = draw_sheet(Bench(catalog, PhotoSet(Path(), ()), "cpu", lambda _: None), sheet, [clean])
    height = drawn.shape[0] // 2
    assert drawn.shape[2] == 3
    assert drawn.shape[1] > 4 * 64
    after = 2 * (drawn.shape[1] + 4) // 4 + 32
    assert drawn[height // 2, after, 0] != np.float32(0.8)
    assert drawn[height + height // 2, after, 0] == np.float32(0.8), "an even area: no model"


def test_the_page_and_its_sheets_lie_beside_the_results(
    tmp_path: Path, catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    clean = np.full((64, 64, 3), 128 / 255, np.float32)
    page = replace(PAGES["paper-0"], sheets=PAGES["paper-0"].sheets[-1:])
    monkeypatch.setattr(sheets, "shown_pictures", lambda: [clean])
    results.keep_result(evaluation("photos"), tmp_path)
    written = results.write_page(page, tmp_path, catalog, device="cpu")
    assert written.name == "paper-0.md"
    assert "paper-0/mixtures.jpg" in written.read_text()
    assert (tmp_path / "paper-0" / "mixtures.jpg").stat().st_size > 1000
    assert set(SUITES) >= {"kadid", "classifier", "loop"}
