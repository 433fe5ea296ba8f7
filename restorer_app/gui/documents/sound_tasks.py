"""What runs in jobs for one recording: as `tasks`, from file to file."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from restorer_app.errors import MediaError
from restorer_app.gui import words
from restorer_app.gui.documents.document import Document, Recalled
from restorer_app.gui.documents.parking import (
    delete_parked_samples,
    new_samples_path,
    parked_track,
)
from restorer_app.gui.documents.session_record import with_samples
from restorer_app.gui.documents.tasks import Diagnosed, Measured, Saved
from restorer_app.gui.workbench import Workbench
from restorer_app.progress import OnProgress, Progress, share_of
from restorer_app.restoration.plan import Plan
from restorer_app.restoration.result_files import (
    Target,
    refuse_original,
    removed_path_beside,
    save_recording_result,
)

if TYPE_CHECKING:
    from restorer_app.gui.sound.track import Sounds, Track
    from restorer_app.restoration.course import RestoredRecording
    from restorer_app.restoration.diagnosis import Diagnosis

_log = logging.getLogger(__name__)

_DECODED_SHARE = 0.2
"""Where reading a reference ends and measuring begins on the way from 0 to 1."""


@dataclass(frozen=True, eq=False)
class LoadedRecording:
    """A recording made ready to be looked at and listened to."""

    sounds: Sounds
    decoded: Path
    recalled: Recalled | None
    restored: RestoredRecording | None
    """What was recalled, as far as it could be read."""

    def enter(self, document: Document) -> None:
        if self.recalled is not None and self.recalled is document.recalled:
            document.bring_back(self.restored)
        document.sounds, document.decoded = self.sounds, self.decoded


@dataclass(frozen=True, eq=False)
class RepairedRecording:
    """A result, and its samples (None when the recording was left as it was)."""

    restored: RestoredRecording
    after: Track | None

    def enter(self, document: Document) -> None:
        document.restored = self.restored
        if document.sounds is not None:
            document.sounds = document.sounds.with_after(self.after)
        document.measurements = None
        document.carried_out = document.plan
        document.saved_as = None
        document.remember(words.result_phrase(self.restored))


def load(
    path: Path,
    known: tuple[Sounds, Path] | None,
    restored: RestoredRecording | None,
    recalled: Recalled | None,
    parking_folder: Path,
    *,
    on_progress: OnProgress,
) -> LoadedRecording:
    """Decodes the recording, unless that is `known`; a long one takes a while and room on the disc.

    A recording that is not restored is as long as its result.
    """
    on_progress(Progress("", 0.0))
    if known is not None:
        before, decoded = known[0].before, known[1]
    else:
        before, decoded = _decode(path, parking_folder, on_progress)
    if recalled is not None:
        restored = _read_recalled(before, path, recalled, parking_folder, on_progress)
    after = parked_track(restored.path) if restored and not restored.is_unchanged else None
    return LoadedRecording(_sounds(before, after), decoded, recalled, restored)


def diagnose(
    bench: Workbench, path: Path, decoded: Path | None, *, on_progress: OnProgress
) -> Diagnosed:
    """Listens to the samples where they are `decoded`: places in them are reached at once."""
    on_progress(Progress("", 0.0))
    is_there = decoded is not None and decoded.exists()
    diagnosis = bench.sound.diagnose(decoded if decoded and is_there else path, on_progress)
    plan = bench.sound.propose(diagnosis)
    return Diagnosed(diagnosis, plan, bench.repairs(), bench.describe_device())


def restore(
    bench: Workbench,
    path: Path,
    plan: Plan,
    diagnosis: Diagnosis | None,
    parking_folder: Path,
    *,
    on_progress: OnProgress,
) -> RepairedRecording:
    from restorer_app.restoration.audio.restore import Target as SoundTarget

    on_progress(Progress("", 0.0))
    parked = new_samples_path(parking_folder)
    target = SoundTarget(parked, keeps_floats=True, copies_unchanged=False)
    restored = bench.sound.restore(path, target, plan, diagnosis, on_progress)
    after = None if restored.is_unchanged else parked_track(restored.path)
    return RepairedRecording(restored, after)


def save(
    path: Path,
    restored: RestoredRecording,
    target: Target,
    originals: frozenset[Path],
    *,
    on_progress: OnProgress,
) -> Saved:
    """Raises MediaError when one of the files would be an open one, by whatever name or link."""
    on_progress(Progress("", 0.0))
    refuse_original(target.path, originals)
    if target.choices.has_removed:
        refuse_original(removed_path_beside(target.path), originals)
    save_recording_result(restored, path, target, on_progress=on_progress)
    return Saved(restored, target.path)


def measure(
    decoded: Path,
    restored: RestoredRecording | None,
    reference: Path | None,
    parking_folder: Path,
    *,
    on_progress: OnProgress,
) -> Measured:
    """Of samples where they lie `decoded`; the reference is decoded for as long as this takes."""
    from restorer_app.media.audio import map_samples
    from restorer_app.metrics.audio.measurements import Heard, measure_sound

    on_progress(Progress("", 0.0))
    is_changed = restored is not None and not restored.is_unchanged
    after = Heard(*map_samples(restored.path)) if restored is not None and is_changed else None
    clean = None
    if reference is not None:
        _, clean = _decode(reference, parking_folder, share_of(on_progress, 0.0, _DECODED_SHARE))
    try:
        measured = measure_sound(
            Heard(*map_samples(decoded)),
            after,
            Heard(*map_samples(clean)) if clean is not None else None,
            on_progress=share_of(on_progress, _DECODED_SHARE, 1.0),
        )
    finally:
        if clean is not None:
            delete_parked_samples(clean)
    return Measured(measured, restored, reference)


def _decode(path: Path, parking_folder: Path, on_progress: OnProgress) -> tuple[Track, Path]:
    from restorer_app.media.audio import decode_recording

    decoded = new_samples_path(parking_folder)
    decode_recording(path, decoded, on_progress=on_progress)
    return parked_track(decoded), decoded


def _read_recalled(
    before: Track, path: Path, recalled: Recalled, parking_folder: Path, on_progress: OnProgress
) -> RestoredRecording | None:
    """None where its file can not be read, or holds another recording by now."""
    if recalled.source == path:
        return with_samples(recalled.result, path)
    try:
        after, decoded = _decode(recalled.source, parking_folder, on_progress)
    except MediaError as error:
        _log.info("a saved result can not be shown: %s", error)
        return None
    if not before.is_like(after):
        delete_parked_samples(decoded)
        return None
    return with_samples(recalled.result, decoded)


def _sounds(before: Track, after: Track | None) -> Sounds:
    from restorer_app.gui.sound.track import Sounds

    return Sounds(before, after)
