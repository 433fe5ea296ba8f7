"""Contact sheets: before, after and clean side by side, of pictures that anyone may show."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from restorer_app.evaluation.bench import Bench, capped_psnr_db
from restorer_app.media.captions import draw_captions
from restorer_app.media.image import Image, save_image
from restorer_app.media.save_options import SaveOptions
from restorer_app.progress import Progress

Pixels = np.ndarray

SIDE_PX = 224
MOST_BYTES = 250_000
QUALITIES = (88, 80, 70, 60, 50, 40, 30)
_CAPTION_PX, _GAP_PX = 20, 4
_PAPER, _NO_PICTURE = 1.0, 0.8

CREDITS = (
    "three pictures that come with scikit-image: astronaut (NASA, public domain), coffee (Rachel "
    "Michetti, CC0) and chelsea, a cat (Stéfan van der Walt, CC0). The numbers are their PSNR."
)
CROPS = {"astronaut": (0, 110), "coffee": (90, 190), "chelsea": (20, 110)}
"""Top and left of the square that is shown, by the picture's name in `skimage.data`."""


@dataclass(frozen=True)
class SheetRow:
    """What happened to a picture, and what is shown of it."""

    caption: str
    show: Callable[[Bench, Pixels, np.random.Generator], list[Pixels | None]]
    """What the columns show of this picture, the clean one last; None where there is no model."""


@dataclass(frozen=True)
class Sheet:
    """One file: its name without suffix, its title and columns (the last is the clean picture)."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[SheetRow, ...]


def shown_pictures() -> list[Pixels]:
    """The squares to show, float32 (SIDE_PX, SIDE_PX, 3) in 0..1; scikit-image carries them."""
    from skimage import data

    pictures = []
    for name, (top, left) in CROPS.items():
        codes = getattr(data, name)()[top : top + SIDE_PX, left : left + SIDE_PX]
        pictures.append(codes.astype(np.float32) / 255)
    return pictures


def write_sheets(sheets: Sequence[Sheet], bench: Bench, folder: Path) -> None:
    """Every sheet as a JPEG in `folder`, each whole or not at all and below `MOST_BYTES`.

    Raises WeightsError for a damaged model, MediaError where the files can not be written.
    """
    pictures = shown_pictures()
    for i, sheet in enumerate(sheets):
        bench.on_progress(Progress(sheet.title, i / len(sheets)))
        _save_small(draw_sheet(bench, sheet, pictures), folder / f"{sheet.name}.jpg")


def draw_sheet(bench: Bench, sheet: Sheet, pictures: Sequence[Pixels]) -> Pixels:
    """The sheet, float32 RGB; its rows take the pictures (of one size) in turn."""
    rows = []
    for i, row in enumerate(sheet.rows):
        shown = row.show(bench, pictures[i % len(pictures)], np.random.default_rng(i))
        rows.append(_draw_row(row.caption, sheet.columns, shown))
    return np.concatenate(rows)


def _draw_row(text: str, columns: Sequence[str], shown: Sequence[Pixels | None]) -> Pixels:
    """The pictures under their captions; where there is none, an even area says so."""
    clean = shown[-1]
    assert clean is not None
    height, width = clean.shape[:2]
    captions, cells = [], []
    for column, pixels in zip(columns, shown, strict=True):
        if pixels is None:
            captions.append(f"{column}: no model")
        elif pixels is clean:
            captions.append(f"{column} ({text})")
        else:
            captions.append(f"{column} {capped_psnr_db(clean, pixels):.2f} dB")
        cells.append(np.full_like(clean, _NO_PICTURE) if pixels is None else pixels)
    n, pitch = len(cells), width + _GAP_PX
    row = np.full((_CAPTION_PX + height + _GAP_PX, n * pitch - _GAP_PX, 3), _PAPER, np.float32)
    lefts = [i * pitch for i in range(n)]
    row[:_CAPTION_PX] = draw_captions(captions, lefts, (row.shape[1], _CAPTION_PX))
    for i, cell in enumerate(cells):
        row[_CAPTION_PX : _CAPTION_PX + height, i * pitch : i * pitch + width] = cell
    return row


def _save_small(pixels: Pixels, path: Path) -> None:
    for quality in QUALITIES:
        save_image(Image(pixels), path, overwrite=True, options=SaveOptions(quality=quality))
        if path.stat().st_size < MOST_BYTES:
            return
