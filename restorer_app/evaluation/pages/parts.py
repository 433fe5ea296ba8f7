"""What all pages of results have: where the numbers come from, a section for each suite, sheets."""

from collections.abc import Callable, Mapping, Sequence

from restorer_app.evaluation.pages.goals import (
    Document,
    Documents,
    Outcome,
    goals_table,
    rows_of,
)
from restorer_app.evaluation.pages.markdown import table
from restorer_app.evaluation.pages.sheets import CREDITS, Sheet


def page(
    introduction: str,
    documents: Documents,
    suites: Sequence[str],
    goals: tuple[str, Sequence[Outcome]],
    sections: Mapping[str, str],
    sheets: tuple[Sequence[Sheet], str] | None,
) -> str:
    """A page as Markdown: where its numbers come from, goals, sections by their titles, sheets.

    `goals`: what to say of them, and the goals. `sheets`: the sheets, and the folder they are in.
    """
    said, found = goals
    titled = [part for title, text in sections.items() for part in (f"## {title}", text)]
    parts = [
        introduction,
        sources(documents, suites),
        "## Goals",
        said,
        goals_table(found),
        *titled,
    ]
    if sheets is not None:
        parts += ["## Contact sheets", contact_sheets(*sheets)]
    return "\n\n".join(parts) + "\n"


def sources(documents: Documents, suites: Sequence[str]) -> str:
    """How many files of which set each suite measured, with which versions of the models."""
    rows = [
        [suite, f"{document['n_files']}", document["data"], document["device"]]
        for suite in suites
        if (document := documents.get(suite))
    ]
    versions: dict[str, dict[str, list[str]]] = {}
    for suite, document in documents.items():
        for model, sha256 in document["models"].items():
            versions.setdefault(model, {}).setdefault(sha256[:8], []).append(suite)
    named = ", ".join(f"{model} {_told(shas)}" for model, shas in sorted(versions.items()))
    measured = table(["suite", "files", "set", "device"], rows)
    return f"{measured}\n\nModels, with the beginning of their SHA-256: {named or 'none'}."


def _told(versions: dict[str, list[str]]) -> str:
    """The hash of a model; where suites measured more than one version, which had which."""
    if len(versions) == 1:
        return f"`{next(iter(versions))}`"
    return ", ".join(f"`{sha256}` ({', '.join(suites)})" for sha256, suites in versions.items())


def section(
    documents: Documents,
    suite: str,
    definition: str,
    render_rows: Callable[[Sequence[Document]], str],
) -> str:
    """What the suite means, and its rows; or that it was not run."""
    if suite not in documents:
        return f"Not measured yet: `restorer evaluate {suite} --data DIR --results FOLDER`."
    return f"{definition}\n\n{render_rows(rows_of(documents, suite))}"


def contact_sheets(sheets: Sequence[Sheet], folder: str) -> str:
    """The sheets, which lie in `folder` beside the page."""
    pictures = "\n\n".join(
        f"**{sheet.title}**: {', '.join(sheet.columns)}.\n\n"
        f"![{sheet.title}]({folder}/{sheet.name}.jpg)"
        for sheet in sheets
    )
    return f"Parts of {CREDITS}\n\n{pictures}"
