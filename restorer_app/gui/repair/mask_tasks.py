"""What is done about masks in jobs: damage looked for, layers drawn, files read and written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from restorer_app.errors import PlanError
from restorer_app.gui.compare.mask_layer import MaskLayer, make_layer
from restorer_app.gui.compare.picture import Picture
from restorer_app.gui.workbench import Workbench
from restorer_app.media.atomic import shown_name
from restorer_app.media.region import Region
from restorer_app.progress import OnProgress, Progress
from restorer_app.restoration.mask import Given, Mask
from restorer_app.texts import translatable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Size = tuple[int, int]


def find(bench: Workbench, before: Picture, *, on_progress: OnProgress) -> NDArray[np.uint8]:
    """How likely each pixel of the photograph is damaged, uint8 (H, W)."""
    on_progress(Progress("", 0.0))
    return bench.find_damage(before.photograph, on_progress)


def draw(
    likely: NDArray[np.uint8] | None, mask: Mask, size: Size, *, on_progress: OnProgress
) -> MaskLayer:
    """The layer to show; `likely` is what was found, if anything has been looked for."""
    on_progress(Progress("", 0.0))
    return make_layer(_drawn(likely, mask, size))


def read(path: Path, size: Size, *, on_progress: OnProgress) -> Given:
    """The mask in a file. Raises PlanError that names it where it is for another size."""
    from restorer_app.restoration.mask_files import read_mask

    on_progress(Progress("", 0.0))
    given = read_mask(path)
    try:
        Mask().with_edit(given, given.size).check_fits(size)
    except PlanError as error:
        raise PlanError(
            translatable(
                "Can't use '{name}' as a mask: {reason}.", name=shown_name(path), reason=error.text
            )
        ) from error
    return given


def write(
    likely: NDArray[np.uint8] | None,
    mask: Mask,
    size: Size,
    path: Path,
    originals: frozenset[Path],
    *,
    on_progress: OnProgress,
) -> Path:
    """Writes the mask as a picture, never over an original; returns its path."""
    from restorer_app.restoration.mask_drawing import pack_mask
    from restorer_app.restoration.mask_files import write_mask
    from restorer_app.restoration.result_files import refuse_original

    on_progress(Progress("", 0.0))
    refuse_original(path, originals)
    write_mask(pack_mask(_drawn(likely, mask, size)), path, overwrite=True)
    return path


def _drawn(likely: NDArray[np.uint8] | None, mask: Mask, size: Size) -> NDArray[np.bool_]:
    import numpy as np

    from restorer_app.restoration.mask_drawing import damage_mask, draw_mask

    mask.check_fits(size)
    width, height = size
    if likely is None or not mask.needs_finding:
        found = np.zeros((height, width), bool)
    else:
        found = damage_mask(likely, mask.sensitivity)
    return draw_mask(mask, found, Region(0, 0, width, height))
