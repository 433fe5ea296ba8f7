"""What colour a level has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from restorer_app.gui.sound.spectrogram import CEILING_DB, FLOOR_DB
from restorer_app.progress import OnProgress

Colors = NDArray[np.uint8]
"""(256, 3) RGB, from the quietest to the loudest."""


class ColorMap(StrEnum):
    """Maps that are read alike in grey and by people who see few colours."""

    MAGMA = "magma"
    VIRIDIS = "viridis"
    GREY = "grey"
    """White on black; in a light window, ink on paper."""


@dataclass(frozen=True)
class LevelRange:
    """The levels in dB that get the first and the last colour; all beyond get the same."""

    floor_db: float = -90.0
    top_db: float = -10.0

    def __post_init__(self) -> None:
        if not self.floor_db < self.top_db:
            raise ValueError(f"no levels from {self.floor_db} to {self.top_db} dB")


def load_color_maps(on_progress: OnProgress) -> Mapping[ColorMap, Colors]:
    """All maps. Imports pyqtgraph, which takes up to a second: call it in a job."""
    import pyqtgraph

    named = {
        color_map: pyqtgraph.colormap.get(color_map.value).getLookupTable(nPts=256, alpha=False)
        for color_map in (ColorMap.MAGMA, ColorMap.VIRIDIS)
    }
    return named | {ColorMap.GREY: grey_colors()}


def grey_colors() -> Colors:
    """From black to white."""
    return np.repeat(np.arange(256, dtype=np.uint8)[:, None], 3, axis=1)


def color_table(colors: Colors, levels: LevelRange) -> list[int]:
    """0xffRRGGBB for each code of a spectrogram, as QImage.setColorTable wants it."""
    levels_db = np.linspace(FLOOR_DB, CEILING_DB, 256)
    shares = (levels_db - levels.floor_db) / (levels.top_db - levels.floor_db)
    red, green, blue = colors[np.rint(np.clip(shares, 0, 1) * 255).astype(int)].T.astype(np.uint32)
    return [int(color) for color in 0xFF000000 | red << 16 | green << 8 | blue]
