"""The page of old photographs: goals met or missed by what was measured, and every row shown."""

from pathlib import Path
from typing import Any

import numpy as np

from restorer_app.evaluation.bench import Bench
from restorer_app.evaluation.pages.old_photos import render
from restorer_app.evaluation.pages.old_photos_goals import outcomes
from restorer_app.evaluation.pages.old_photos_sheets import SHEETS
from restorer_app.evaluation.pages.sheets import draw_sheet
from restorer_app.evaluation.photo_sets import PhotoSet
from restorer_app.registry.catalog import read_catalog
from tests.tiny_models import write_diagnosis


def document_of(suite: str, *rows: dict[str, Any]) -> dict[str, Any]:
    models = {"scratches": "abcdef0123456789"}
    return {"suite": suite, "data": "photos/val", "n_files": 2, "device": "cpu",
            "models": models, "rows": list(rows)}  # fmt: skip


def found(f1: float, false_area: float) -> dict[str, Any]:
    everything = {"precision": 0.9, "recall": 0.8, "iou": 0.7, "ap": 0.9, "damaged_area": 0.05}
    nothing = dict.fromkeys(("precision", "recall", "f1", "iou", "ap"))
    return document_of(
        "scratches",
        {"damage": "all", "n": 2, **everything, "f1": f1, "false_area": 0.001},
        {"damage": "as they are", "n": 2, **nothing, "false_area": false_area, "damaged_area": 0.0},
    )


def filled(ours_db: float) -> dict[str, Any]:
    row = {"holes": "damage", "n": 2, "area": 0.03}
    psnr = {"psnr_out": ours_db, "psnr_telea": 24.0, "psnr_navier_stokes": 25.0}
    ssim = {"ssim_out": 0.9, "ssim_telea": 0.8, "ssim_navier_stokes": 0.85}
    return document_of("inpainting", {**row, **psnr, **ssim})


def aged(gain_db: float, ssim_gain: float) -> dict[str, Any]:
    row = {"history": "all", "n": 2, "worse": 0.0}
    psnr = {"psnr_in": 15.0, "psnr_told": 20.0, "psnr_routed": 15 + gain_db}
    ssim = {"ssim_in": 0.5, "ssim_told": 0.7, "ssim_routed": 0.5 + ssim_gain}
    fsim = dict.fromkeys(("fsim_in", "fsim_told", "fsim_routed"), 0.8)
    return document_of("aging", {**row, **psnr, **ssim, **fsim})


def refined(gain_db: float, nearer: float) -> dict[str, Any]:
    row = {"reduction": 4.0, "n": 2, "nearer": nearer}
    psnr = {"psnr_in": 24.0, "psnr_denoised": 25.0, "psnr_out": 25 + gain_db}
    ssim = {"ssim_in": 0.7, "ssim_denoised": 0.75, "ssim_out": 0.8}
    similarity = {"similarity_before": 0.9, "similarity_after": 0.95}
    return document_of("faces", {**row, **psnr, **ssim, **similarity})


def reached(*documents: dict[str, Any]) -> list[bool | None]:
    return [outcome.is_reached for outcome in outcomes({each["suite"]: each for each in documents})]


def test_what_is_good_enough_reaches_every_goal() -> None:
    documents = (found(0.80, 0.005), filled(27.0), aged(4.0, 0.11), refined(1.5, 0.95))
    assert reached(*documents) == [True] * 9


def test_what_falls_short_misses_its_goal() -> None:
    documents = (found(0.79, 0.0051), filled(26.9), aged(3.9, 0.09), refined(1.4, 0.94))
    assert reached(*documents) == [False] * 3 + [True] + [False] * 3 + [True, False]


def test_what_was_not_measured_is_neither() -> None:
    assert reached() == [None] * 9
    page = render({})
    assert "0 of 0 measured goals are reached; 9 could not be measured." in page
    assert "Not measured yet: `restorer evaluate scratches" in page


def test_the_page_shows_what_was_measured() -> None:
    documents = (found(0.8123, 0.001), filled(27.25), aged(4.5, 0.2), refined(1.5, 1.0))
    page = render({each["suite"]: each for each in documents})
    assert "| all | 2 | 90.0 % | 80.0 % | 0.812 | 0.700 | 0.900 | 0.10 | 5.00 |" in page
    assert "| damage | 2 | 3.0 % | 27.25 | 24.00 | 25.00 | 0.900 | 0.800 | 0.850 |" in page
    assert "| all | 2 | 15.00 | 20.00 | 19.50 | +4.50 |" in page
    assert (
        "| 4 | 2 | 24.00 | 25.00 | 26.50 | 0.700 | 0.750 | 0.800 | 0.900 | 0.950 | 100.0 % |"
        in page
    )
    assert "old-photos/aged.jpg" in page


def test_a_translation_is_shown_where_it_was_measured() -> None:
    document = aged(4.5, 0.2)
    assert "translated |" not in render({"aging": document})
    document["rows"][0] |= {"psnr_translated": 18.0, "ssim_translated": 0.6, "fsim_translated": 0.7}
    page = render({"aging": document})
    assert "| PSNR in | told | routed | translated | gain | SSIM in |" in page
    assert "| all | 2 | 15.00 | 20.00 | 19.50 | 18.00 | +4.50 |" in page


def test_the_sheet_shows_old_photographs_even_without_models_for_them(tmp_path: Path) -> None:
    write_diagnosis(tmp_path, {})
    bench = Bench(read_catalog([tmp_path]), PhotoSet(tmp_path, ()), "cpu", lambda _: None)
    clean = np.random.default_rng(0).uniform(0.2, 0.8, (64, 64, 3)).astype(np.float32)
    drawn = draw_sheet(bench, SHEETS[0], [clean])
    side = drawn.shape[0] // len(SHEETS[0].rows)
    before, cleaned = drawn[24 : side - 8, :64], drawn[24 : side - 8, -64:]
    assert np.abs(before - cleaned).max() > 0.2, "scratched"
    assert np.ptp(cleaned, axis=2).max() < 0.01, "a grey one is compared with grey"
