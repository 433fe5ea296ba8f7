"""A result written to a file, with its plan beside it, and never over an original."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from restorer_app.errors import MediaError
from restorer_app.media.atomic import atomic_file
from restorer_app.media.save_options import SaveOptions
from restorer_app.progress import OnProgress
from restorer_app.restoration.plan import Plan
from restorer_app.restoration.plan_files import plan_path_beside
from restorer_app.restoration.save_choices import SaveChoices
from restorer_app.texts import translatable

if TYPE_CHECKING:
    from restorer_app.media.image import Image
    from restorer_app.restoration.course import Restored, RestoredRecording

    WriteImage = Callable[[Image, Path, bool, SaveOptions, OnProgress], None]


@dataclass(frozen=True)
class Target:
    """A file to be written, and how."""

    path: Path
    choices: SaveChoices = field(default_factory=SaveChoices)
    may_replace: bool = False


def save_result(
    restored: Restored, target: Target, write: WriteImage, *, on_progress: OnProgress
) -> None:
    """Writes the result, and the plan beside it where that is wanted: both or neither.

    `write` gets the image, its path, whether that may be replaced, and how it is written.
    """
    from restorer_app.restoration.provenance import note_repair

    image = note_repair(restored.image, restored.plan)

    def save() -> None:
        options = target.choices.options
        write(image, target.path, target.may_replace, options, on_progress)

    _save_with_plan(restored.plan, target, save)


def _save_with_plan(plan: Plan, target: Target, save: Callable[[], None]) -> None:
    """Both or neither, where both are wanted."""
    if not target.choices.has_plan:
        save()
        return
    beside = plan_path_beside(target.path)
    with atomic_file(beside, overwrite=target.may_replace) as file:
        file.write(plan.to_json().encode() + b"\n")
        save()


def removed_path_beside(path: Path) -> Path:
    """Where what was taken away from a recording is saved: 'Oma-removed.wav' beside 'Oma.wav'."""
    return path.with_name(f"{path.stem}-removed{path.suffix}")


def save_recording_result(
    restored: RestoredRecording, original: Path, target: Target, *, on_progress: OnProgress
) -> None:
    """Writes a recording that waits with its exact samples, and beside it what else is wanted.

    Raises MediaError for what can not be written.
    """
    from restorer_app.restoration.audio.restore import Target as SoundTarget
    from restorer_app.restoration.audio.restore import save_restored

    removed = removed_path_beside(target.path) if target.choices.has_removed else None

    def save() -> None:
        place = SoundTarget(target.path, removed, may_replace=target.may_replace)
        save_restored(restored, original, place, on_progress=on_progress)

    _save_with_plan(restored.plan, target, save)


def is_original(path: Path, originals: frozenset[Path]) -> bool:
    """Whether `path` is one of the open files, by whatever name or link."""
    return path.exists() and any(o == path or _is_same_file(o, path) for o in originals)


def refuse_original(path: Path, originals: frozenset[Path]) -> None:
    if is_original(path, originals):
        raise MediaError(
            translatable(
                "'{name}' is an original, and originals are never written over; choose another "
                "name or folder",
                name=path.name,
            )
        )


def _is_same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:  # an original that is gone can not be written over
        return False
