"""The folder of results: one JSON document per suite, and the pages that show them."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from restorer_app.errors import MediaError
from restorer_app.evaluation.bench import Bench
from restorer_app.evaluation.pages import Page
from restorer_app.evaluation.pages.sheets import write_sheets
from restorer_app.evaluation.photo_sets import PhotoSet
from restorer_app.evaluation.report import Evaluation
from restorer_app.media.atomic import atomic_file
from restorer_app.progress import OnProgress, ignore_progress
from restorer_app.registry.catalog import Catalog
from restorer_app.texts import Text

_DOCUMENT_KEYS = {"suite", "data", "n_files", "device", "models", "rows"}


def keep_result(evaluation: Evaluation, folder: Path) -> Path:
    """Write the document `folder`/SUITE.json, whole or not at all; returns its path.

    Of the photographs' folder only the last two names are kept: where it lies on this machine is
    nobody's business. Raises MediaError where it can not be written.
    """
    document = evaluation.as_document()
    document["data"] = "/".join(Path(evaluation.data).resolve().parts[-2:])
    return _write(folder / f"{evaluation.suite}.json", _as_json(document))


def write_page(
    page: Page,
    folder: Path,
    catalog: Catalog,
    *,
    device: str = "auto",
    on_progress: OnProgress = ignore_progress,
) -> Path:
    """Write a page from the results kept in `folder`, and its contact sheets.

    What is there from before is replaced, each file whole or not at all; the page comes last, so
    that it never shows a sheet that is not there. Returns the page's path. Raises MediaError for a
    result that can not be read and for what can not be written, WeightsError for damaged models.
    """
    documents = read_results(folder, page.suites)
    sheets = folder / page.name
    sheets.mkdir(parents=True, exist_ok=True)
    write_sheets(page.sheets, Bench(catalog, PhotoSet(folder, ()), device, on_progress), sheets)
    return _write(folder / f"{page.name}.md", page.render(documents))


def read_results(folder: Path, suites: Sequence[str]) -> dict[str, dict[str, Any]]:
    """The documents of these suites that are there, by suite.

    Raises MediaError for one that is not the result of its suite.
    """
    documents = {}
    for suite in suites:
        path = folder / f"{suite}.json"
        if path.is_file():
            documents[suite] = _read(path, suite)
    return documents


def _read(path: Path, suite: str) -> dict[str, Any]:
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        is_result = set(document) == _DOCUMENT_KEYS and document["suite"] == suite
    except (ValueError, TypeError) as error:
        raise _no_result(path, suite) from error
    if not is_result:
        raise _no_result(path, suite)
    return document


def _no_result(path: Path, suite: str) -> MediaError:
    return MediaError(
        Text(
            f"Can't read '{path.name}': it is no result of the suite {suite}; delete it, or run "
            f"'restorer evaluate {suite}' with --results again."
        )
    )


def _as_json(document: dict[str, Any]) -> str:
    return json.dumps(document, indent=2, allow_nan=False) + "\n"


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with atomic_file(path, overwrite=True) as file:
        file.write(text.encode())
    return path
