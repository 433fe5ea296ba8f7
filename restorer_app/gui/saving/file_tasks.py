"""What runs in jobs when something is taken out of the window or brought into it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageWriter

from restorer_app.errors import MediaError
from restorer_app.gui.saving.save_choices import SaveChoices
from restorer_app.gui.workbench import Workbench
from restorer_app.media.atomic import atomic_file
from restorer_app.media.save_options import SaveOptions
from restorer_app.progress import OnProgress, Progress, share_of
from restorer_app.restoration.plan import Plan
from restorer_app.restoration.plan_files import plan_path_beside, write_plan

if TYPE_CHECKING:
    from restorer_app.media.image import Image
    from restorer_app.restoration.course import Restored

MOST_COPIED_PIXELS = 50_000_000
"""Whoever pastes has to hold the whole picture once more, often as an uncompressed bitmap."""


@dataclass(frozen=True)
class Target:
    """A file to be written, and how."""

    path: Path
    choices: SaveChoices = field(default_factory=SaveChoices)
    may_replace: bool = False


@dataclass(frozen=True)
class Forecast:
    """What would come of saving to a target now."""

    target: Target
    has_folder: bool
    is_taken: bool
    is_original: bool
    n_bytes: int | None = None
    """About how large the file becomes; None where that is not known."""


@dataclass(frozen=True)
class Copied:
    """A picture for the clipboard, reduced where it has more than `MOST_COPIED_PIXELS`."""

    image: QImage
    is_reduced: bool


def forecast(
    image: Image | None, target: Target, originals: frozenset[Path], *, on_progress: OnProgress
) -> Forecast:
    """Asks the disc about a target, and a sample of `image`, if given, how large it becomes."""
    on_progress(Progress("", 0.0))
    path = target.path
    beside = plan_path_beside(path)
    return Forecast(
        target=target,
        has_folder=path.parent.is_dir(),
        is_taken=path.exists() or (target.choices.has_plan and beside.exists()),
        is_original=is_original(path, originals),
        n_bytes=None if image is None else _estimate(image, target),
    )


def save_picture(
    bench: Workbench, restored: Restored, target: Target, *, on_progress: OnProgress
) -> None:
    """Writes the result, and the plan beside it where that is wanted: both or neither."""
    from restorer_app.restoration.provenance import note_repair

    image = note_repair(restored.image, restored.plan)

    def save() -> None:
        options = target.choices.options
        bench.save(image, target.path, target.may_replace, options, on_progress)

    if not target.choices.has_plan:
        save()
        return
    beside = plan_path_beside(target.path)
    with atomic_file(beside, overwrite=target.may_replace) as file:
        file.write(restored.plan.to_json().encode() + b"\n")
        save()


def save_comparison(
    bench: Workbench,
    source: Path,
    restored: Restored,
    target: Target,
    originals: frozenset[Path],
    draw: Callable[[Image, Image], Image],
    *,
    on_progress: OnProgress,
) -> Path:
    """Writes what `draw` makes of before and after. Never over an original."""
    from restorer_app.restoration.provenance import note_repair

    on_progress(Progress("", 0.0))
    refuse_original(target.path, originals)
    before = bench.load(source)
    on_progress(Progress("", 0.3))
    noted = note_repair(draw(before, restored.image), restored.plan)
    report = share_of(on_progress, 0.5, 1.0)
    bench.save(noted, target.path, target.may_replace, target.choices.options, report)
    return target.path


def save_plan(plan: Plan, path: Path, *, may_replace: bool, on_progress: OnProgress) -> Path:
    on_progress(Progress("", 0.0))
    write_plan(plan, path, overwrite=may_replace)
    return path


def read_plan(bench: Workbench, path: Path, *, on_progress: OnProgress) -> Plan:
    on_progress(Progress("", 0.0))
    return bench.read_plan(path)


def hand_over(
    bench: Workbench,
    restored: Restored,
    saved_as: Path | None,
    fallback: Path,
    options: SaveOptions,
    *,
    on_progress: OnProgress,
) -> Path:
    """A file with the result: the one saved already if it is still there, else a new `fallback`."""
    on_progress(Progress("", 0.0))
    if saved_as is not None and saved_as.is_file():
        return saved_as
    if not fallback.exists():
        fallback.parent.mkdir(parents=True, exist_ok=True)
        choices = SaveChoices(options=options)
        save_picture(bench, restored, Target(fallback, choices), on_progress=on_progress)
    return fallback


def make_clipboard_image(
    bench: Workbench, source: Path, restored: Restored | None, *, on_progress: OnProgress
) -> Copied:
    """The result, else the photograph itself, with its transparency and memory of its own."""
    import numpy as np

    from restorer_app.media.raster import Raster

    on_progress(Progress("", 0.0))
    image = restored.image if restored is not None else bench.load(source)
    on_progress(Progress("", 0.5))
    raster = Raster(
        image.pixels, image.alpha, is_grey=False, is_flat=False, codes_type=np.dtype(np.uint8)
    )
    codes = np.ascontiguousarray(_reduced(raster.codes()))
    height, width, n_channels = codes.shape
    format_ = QImage.Format.Format_RGBA8888 if n_channels == 4 else QImage.Format.Format_RGB888
    copied = QImage(codes.data, width, height, n_channels * width, format_).copy()
    return Copied(copied, is_reduced=width < image.width)


def keep_pasted(image: QImage, path: Path, *, on_progress: OnProgress) -> Path:
    """Writes a pasted picture as PNG, whole or not at all. Raises MediaError."""
    on_progress(Progress("", 0.0))
    encoded = QBuffer()
    encoded.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(encoded, QByteArray(b"png")).write(image)
    on_progress(Progress("", 0.8))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with atomic_file(path, overwrite=False) as file:
            file.write(encoded.data().data())
    except (OSError, MediaError) as error:
        raise MediaError(
            f"'{path.parent}' can't be written, so the pasted picture can't be kept; make room "
            "there, or save the picture as a file and open that"
        ) from error
    return path


def is_original(path: Path, originals: frozenset[Path]) -> bool:
    """Whether `path` is one of the open files, by whatever name or link."""
    return path.exists() and any(o == path or _is_same_file(o, path) for o in originals)


def refuse_original(path: Path, originals: frozenset[Path]) -> None:
    if is_original(path, originals):
        raise MediaError(
            f"'{path.name}' is an original, and originals are never written over; "
            "choose another name or folder"
        )


def _estimate(image: Image, target: Target) -> int | None:
    from restorer_app.media.encoding import FORMATS
    from restorer_app.media.raster import NotWritableError
    from restorer_app.media.size_estimate import estimate_bytes

    suffix = target.path.suffix.lower()
    if suffix not in FORMATS:
        return None
    try:
        return estimate_bytes(image, suffix, target.choices.options)
    except NotWritableError:  # saving says why
        return None


def _reduced(codes: Any) -> Any:
    import cv2

    height, width = codes.shape[:2]
    share = (MOST_COPIED_PIXELS / (height * width)) ** 0.5
    if share >= 1:
        return codes
    size = max(1, int(width * share)), max(1, int(height * share))
    return cv2.resize(codes, size, interpolation=cv2.INTER_AREA)


def _is_same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:  # an original that is gone can not be written over
        return False
