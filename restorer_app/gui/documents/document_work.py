"""The job that does something for a document, whichever kind of file it is."""

from __future__ import annotations

from pathlib import Path

from restorer_app.gui.documents import sound_tasks, tasks
from restorer_app.gui.documents.document import Document
from restorer_app.gui.documents.sound_tasks import LoadedRecording, RepairedRecording
from restorer_app.gui.documents.tasks import Diagnosed, Loaded, Measured, Repaired, Saved
from restorer_app.gui.jobs import Job
from restorer_app.gui.workbench import Workbench
from restorer_app.restoration.course import Restored, RestoredRecording
from restorer_app.restoration.result_files import Target

Result = Loaded | LoadedRecording | Diagnosed | Repaired | RepairedRecording | Saved | Measured
"""What such a job brings back; each enters into the document what it changes."""


def loading_job(bench: Workbench, document: Document, parking_folder: Path) -> Job:
    """Makes it ready to be looked at, or listened to."""
    if not document.is_recording:
        photograph = document.restored if isinstance(document.restored, Restored) else None
        return Job(tasks.load, bench, document.path, photograph, document.recalled, parking_folder)
    sounds, decoded = document.sounds, document.decoded
    known = (sounds, decoded) if sounds is not None and decoded is not None else None
    return Job(
        sound_tasks.load,
        document.path,
        known,
        _recording(document),
        document.recalled,
        parking_folder,
    )


def diagnosing_job(bench: Workbench, document: Document) -> Job:
    if document.is_recording:
        return Job(sound_tasks.diagnose, bench, document.path, document.decoded)
    return Job(tasks.diagnose, bench, document.path, document.image)


def restoring_job(bench: Workbench, document: Document, parking_folder: Path) -> Job:
    """A photograph's plan that nobody has edited is what the program begins with; it may change."""
    if document.is_recording:
        work, diagnosis = sound_tasks.restore, document.diagnosis
        return Job(work, bench, document.path, document.plan, diagnosis, parking_folder)
    diagnosis = None if document.is_plan_edited else document.diagnosis
    return Job(tasks.restore, bench, document.path, document.plan, diagnosis, parking_folder)


def saving_job(
    bench: Workbench, document: Document, target: Target, originals: frozenset[Path]
) -> Job:
    if document.is_recording:
        recording = _recording(document)
        return Job(sound_tasks.save, document.path, recording, target, originals)
    return Job(tasks.save, bench, document.restored, target, originals)


def measuring_job(bench: Workbench, document: Document, parking_folder: Path) -> Job:
    """Of what is there now, and against the reference if one was named."""
    reference = document.reference
    if document.is_recording:
        recording = _recording(document)
        return Job(sound_tasks.measure, document.decoded, recording, reference, parking_folder)
    return Job(tasks.measure, bench, document.path, document.restored, reference)


def _recording(document: Document) -> RestoredRecording | None:
    return document.restored if isinstance(document.restored, RestoredRecording) else None
