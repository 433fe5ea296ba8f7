"""What runs in jobs when something is taken out of the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QImage

from restorer_app.gui.workbench import Workbench
from restorer_app.media.save_options import SaveOptions
from restorer_app.progress import OnProgress, Progress, share_of
from restorer_app.restoration.course import RestoredRecording
from restorer_app.restoration.plan import Plan
from restorer_app.restoration.plan_files import plan_path_beside, write_plan
from restorer_app.restoration.result_files import (
    Target,
    is_original,
    refuse_original,
    removed_path_beside,
    save_recording_result,
    save_result,
)
from restorer_app.restoration.save_choices import SaveChoices

if TYPE_CHECKING:
    from restorer_app.gui.sound.scene import Scene
    from restorer_app.media.image import Image
    from restorer_app.restoration.course import Restored, RestoredFile

MOST_COPIED_PIXELS = 50_000_000
"""Whoever pastes has to hold the whole picture once more, often as an uncompressed bitmap."""


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
    path, choices = target.path, target.choices
    written = [path]
    written += [plan_path_beside(path)] if choices.has_plan else []
    written += [removed_path_beside(path)] if choices.has_removed else []
    return Forecast(
        target=target,
        has_folder=path.parent.is_dir(),
        is_taken=any(each.exists() for each in written),
        is_original=any(is_original(each, originals) for each in written),
        n_bytes=None if image is None else _estimate(image, target),
    )


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


def save_spectrogram_picture(
    scene: Scene,
    title: str,
    target: Target,
    originals: frozenset[Path],
    *,
    on_progress: OnProgress,
) -> Path:
    """Draws what `scene` shows of a recording. Never over an original."""
    from restorer_app.gui.sound.spectrogram_picture import save_spectrogram

    refuse_original(target.path, originals)
    save_spectrogram(
        scene, title, target.path, overwrite=target.may_replace, on_progress=on_progress
    )
    return target.path


def hand_over(
    bench: Workbench,
    source: Path,
    restored: RestoredFile,
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
        target = Target(fallback, SaveChoices(options=options))
        if isinstance(restored, RestoredRecording):
            save_recording_result(restored, source, target, on_progress=on_progress)
        else:
            save_result(restored, target, bench.save, on_progress=on_progress)
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
