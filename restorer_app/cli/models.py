"""`restorer models`: what there is, whether it is whole, and how more come in."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from restorer_app.cli.console import as_json, complain, progress_bar, say, table
from restorer_app.cli.options import JsonFlag, open_catalog
from restorer_app.errors import WeightsError
from restorer_app.registry.catalog import ModelEntry

app = typer.Typer(
    help="The trained networks: list, show, verify, import, fetch.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

_ModelId = Annotated[str, typer.Argument(metavar="ID", help="As in 'models list'.")]


@app.command("list")
def list_models(json: JsonFlag = False) -> None:
    """All models with what they repair and their size."""
    entries = open_catalog().entries
    if json:
        say(as_json([_document(entry) for entry in entries]))
        return
    rows = [
        [entry.id, entry.task, entry.distortion or "", f"{entry.bytes / 1e6:.1f}", _titled(entry)]
        for entry in entries
    ]
    say(table(["id", "task", "distortion", "MB", "title"], rows))


@app.command("show")
def show_model(model_id: _ModelId, json: JsonFlag = False) -> None:
    """Everything known about one model, and its card."""
    entry = open_catalog().get(model_id)
    if json:
        say(as_json(_document(entry)))
        return
    for name, value in _document(entry).items():
        say(f"{name:16} {value}")
    if entry.card_path.is_file():
        say("\n" + entry.card_path.read_text(encoding="utf-8", errors="replace").rstrip())


@app.command("verify")
def verify_models(json: JsonFlag = False) -> None:
    """Check the weights of every model that is here against the SHA-256 in its description."""
    from restorer_app.registry.weights import verify

    catalog = open_catalog()
    documents, n_failed = [], len(catalog.problems)
    for entry in catalog.entries:
        if entry.is_missing:
            continue
        reason = None
        try:
            verify(entry)
        except WeightsError as error:
            reason = " ".join(str(error).split())
            complain(reason)
            n_failed += 1
        documents.append({"id": entry.id, "ok": reason is None, "error": reason})
        if not json and reason is None:
            say(f"{entry.id}: good")
    if json:
        say(as_json(documents))
    if n_failed:
        raise typer.Exit(1)


@app.command("import")
def import_file(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A .safetensors, .pth or .onnx file.")
    ],
    json: JsonFlag = False,
) -> None:
    """Take somebody else's network into your models folder."""
    from restorer_app.registry.third_party import import_model

    entry = import_model(file)
    if json:
        say(as_json(_document(entry)))
    else:
        say(f"{entry.id}: imported into {entry.weights_path.parent}, SHA-256 {entry.sha256}")


@app.command("fetch")
def fetch_model(model_id: _ModelId, json: JsonFlag = False) -> None:
    """Download a model's weights: the only command that uses the network."""
    from restorer_app.registry.fetch import fetch_weights

    entry = open_catalog().get(model_id)
    with progress_bar() as on_progress:
        is_new = fetch_weights(entry, on_progress=on_progress)
    if json:
        say(as_json(_document(entry) | {"fetched": is_new}))
    else:
        say(f"{entry.id}: {'fetched' if is_new else 'is here already'}, its SHA-256 is right")


def _titled(entry: ModelEntry) -> str:
    return f"{entry.title} (not fetched)" if entry.is_missing else entry.title


def _document(entry: ModelEntry) -> dict[str, Any]:
    return asdict(entry) | {"folder": str(entry.folder), "is_missing": entry.is_missing}
