"""Open documents as values that can be written to a file, and documents made of such values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from restorer_app.gui.documents.document import Document, Recalled
from restorer_app.gui.documents.history import History, Moment
from restorer_app.gui.documents.parking import find_parked, has_parked_samples, parked_path
from restorer_app.restoration.course import Restored, RestoredFile, RestoredRecording
from restorer_app.restoration.session_file import (
    SavedFile,
    SavedMoment,
    SavedResult,
    SavedSession,
)

if TYPE_CHECKING:
    from restorer_app.media.image import Image


def record(documents: Iterable[Document], current: Document | None, *, mode: str) -> SavedSession:
    """What is open now. Quick: it only picks up values that never change."""
    listed = list(documents)
    return SavedSession(
        files=tuple(record_document(document) for document in listed),
        current=listed.index(current) if current in listed else 0,
        mode=mode,
    )


def record_document(document: Document) -> SavedFile:
    if document.diagnosis is None or document.history is None:
        return SavedFile(document.path, document.reference)
    history, recalled = document.history, document.recalled
    results = [_record_result(restored) for restored in history.results]
    place_of = {id(restored): i for i, restored in enumerate(history.results)}
    if recalled is not None:
        place_of |= {id(moment): len(results) for moment in recalled.moments}
        results.append(recalled.result)
    moments = [
        SavedMoment(
            name=moment.name,
            plan=moment.plan,
            carried_out=moment.carried_out,
            saved_as=moment.saved_as,
            is_plan_edited=moment.is_plan_edited,
            result=place_of.get(id(moment.restored or moment)),
        )
        for moment in history.moments
    ]
    return SavedFile(
        path=document.path,
        reference=document.reference,
        diagnosis=document.diagnosis,
        proposed=document.proposed,
        results=tuple(results),
        moments=tuple(moments),
        place=history.place,
    )


def revive(saved: SavedFile, parking: Path) -> Document:
    """The document as it was. Reads files: for a job.

    A result is found again where it is parked, in the folder `parking`; else where it was saved,
    once it is looked at. One that is in neither place has to be made again from its plan.
    """
    document = Document(saved.path, reference=saved.reference)
    if saved.diagnosis is None:
        return document
    document.diagnosis, document.proposed = saved.diagnosis, saved.proposed
    restored = [_find_result(result, document, parking) for result in saved.results]
    source, wanted = _source_of_present(saved, restored), saved.moments[saved.place].result
    moments, recalled = [], set()
    for each in saved.moments:
        result = None if each.result is None else restored[each.result]
        is_recalled = source is not None and each.result == wanted
        carried_out = each.carried_out if result is not None or is_recalled else None
        moment = Moment(
            each.name, each.plan, result, carried_out, each.saved_as, each.is_plan_edited
        )
        moments.append(moment)
        if is_recalled:
            recalled.add(moment)
    if source is not None and wanted is not None:
        document.recalled = Recalled(saved.results[wanted], source, frozenset(recalled))
    document.history = History.of(moments, saved.place)
    document.go_to(saved.place)
    return document


def _record_result(restored: RestoredFile) -> SavedResult:
    path = parked_path(restored)
    return SavedResult(
        plan=restored.plan,
        reports=restored.reports,
        before=restored.before,
        after=restored.after,
        stop_reason=restored.stop_reason,
        model_hashes=restored.model_hashes,
        parked=path.name if path else "",
        faces=restored.faces if isinstance(restored, Restored) else (),
    )


def with_samples(saved: SavedResult, path: Path) -> RestoredRecording:
    """The result of a recording, whose samples lie in the parked file `path`."""
    return RestoredRecording(
        path=path,
        plan=saved.plan,
        reports=saved.reports,
        before=saved.before,
        after=saved.after,
        stop_reason=saved.stop_reason,
        model_hashes=saved.model_hashes,
    )


def with_image(saved: SavedResult, image: Image) -> Restored:
    """The result with the pixels that it was saved without."""
    return Restored(
        image=image,
        plan=saved.plan,
        reports=saved.reports,
        before=saved.before,
        after=saved.after,
        stop_reason=saved.stop_reason,
        model_hashes=saved.model_hashes,
        faces=saved.faces,
    )


def _find_result(result: SavedResult, document: Document, parking: Path) -> RestoredFile | None:
    if document.is_recording:
        path = parking / result.parked
        is_there = bool(result.parked) and has_parked_samples(path)
        return with_samples(result, path) if is_there else None
    image = find_parked(parking / result.parked) if result.parked else None
    return with_image(result, image) if image is not None else None


def _source_of_present(saved: SavedFile, found: Sequence[RestoredFile | None]) -> Path | None:
    """The file to read the result of the present moment from; None without, or when it is here."""
    now = saved.moments[saved.place]
    if now.result is None or found[now.result] is not None:
        return None
    was_left_alone = not saved.results[now.result].plan.active_steps
    source = saved.path if was_left_alone else now.saved_as
    return source if source is not None and source.exists() else None
