"""Contact sheets: before, after and clean side by side, of pictures that anyone may show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from restorer_app.degradations.kadid import degrade
from restorer_app.degradations.mixtures import mix, round_to_8bit
from restorer_app.distortions import Distortion
from restorer_app.evaluation.baselines import FAMILIES
from restorer_app.evaluation.bench import Bench, capped_psnr_db, plan_of
from restorer_app.media.captions import draw_captions
from restorer_app.media.image import Image, save_image
from restorer_app.media.save_options import SaveOptions
from restorer_app.progress import Progress
from restorer_app.restoration.plan import Plan

Pixels = np.ndarray

SHEETS_FOLDER = "paper-0"
SIDE_PX = 224
LEVEL = 4
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
class Sheet:
    """One file: its name without suffix, its title and columns, and what is in each row."""

    name: str
    title: str
    rows: tuple[Mapping[Distortion, float], ...]
    """Distortions with their levels."""
    is_loop: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        if self.is_loop:
            return ("before", "after, told", "after, by itself", "clean")
        return ("before", "classical", "after", "clean")


def _one_by_one(*distortions: Distortion) -> tuple[Mapping[Distortion, float], ...]:
    return tuple({distortion: LEVEL} for distortion in distortions)


SHEETS = (
    Sheet(
        "blurs",
        "Blurs",
        _one_by_one(Distortion.GAUSSIAN_BLUR, Distortion.LENS_BLUR, Distortion.MOTION_BLUR),
    ),
    Sheet(
        "noises",
        "Noise",
        _one_by_one(
            Distortion.WHITE_NOISE,
            Distortion.COLOR_COMPONENT_NOISE,
            Distortion.IMPULSE_NOISE,
            Distortion.MULTIPLICATIVE_NOISE,
        ),
    ),
    Sheet(
        "losses",
        "Compression, few colours, traces of denoising",
        _one_by_one(
            Distortion.JPEG,
            Distortion.JPEG2000,
            Distortion.COLOR_QUANTIZATION,
            Distortion.DENOISE_ARTIFACTS,
        ),
    ),
    Sheet(
        "places",
        "Colour shift, jitter, colour blocks",
        _one_by_one(Distortion.COLOR_SHIFT, Distortion.JITTER, Distortion.COLOR_BLOCK),
    ),
    Sheet(
        "mixtures",
        "Several at once",
        (
            {Distortion.GAUSSIAN_BLUR: LEVEL, Distortion.COLOR_BLOCK: LEVEL},
            {Distortion.WHITE_NOISE: LEVEL, Distortion.COLOR_SHIFT: LEVEL},
            {Distortion.MOTION_BLUR: 3, Distortion.IMPULSE_NOISE: LEVEL, Distortion.JPEG: 3},
        ),
        is_loop=True,
    ),
)


def shown_pictures() -> list[Pixels]:
    """The squares to show, float32 (SIDE_PX, SIDE_PX, 3) in 0..1; scikit-image carries them."""
    from skimage import data

    pictures = []
    for name, (top, left) in CROPS.items():
        codes = getattr(data, name)()[top : top + SIDE_PX, left : left + SIDE_PX]
        pictures.append(codes.astype(np.float32) / 255)
    return pictures


def write_sheets(bench: Bench, folder: Path) -> None:
    """Every sheet as a JPEG in `folder`, each whole or not at all and below `MOST_BYTES`.

    Raises WeightsError for a damaged model, MediaError where the files can not be written.
    """
    pictures = shown_pictures()
    for i, sheet in enumerate(SHEETS):
        bench.on_progress(Progress(sheet.title, i / len(SHEETS)))
        _save_small(draw_sheet(bench, sheet, pictures), folder / f"{sheet.name}.jpg")


def draw_sheet(bench: Bench, sheet: Sheet, pictures: Sequence[Pixels]) -> Pixels:
    """The sheet, float32 RGB; its rows take the pictures (of one size) in turn."""
    rows = []
    for i, levels in enumerate(sheet.rows):
        clean = pictures[i % len(pictures)]
        rng = np.random.default_rng(i)
        make = _mixture_row if sheet.is_loop else _single_row
        shown = [*make(bench, clean, levels, rng), clean]
        text = ", ".join(f"{each.label} {level:g}" for each, level in levels.items())
        rows.append(_draw_row(text, sheet.columns, shown, clean))
    return np.concatenate(rows)


def _single_row(
    bench: Bench, clean: Pixels, levels: Mapping[Distortion, float], rng: np.random.Generator
) -> list[Pixels | None]:
    ((distortion, level),) = levels.items()
    done = degrade(clean, distortion, level, rng)
    degraded = round_to_8bit(done.pixels)
    classical = FAMILIES[distortion].best(clean, degraded, done.parameters).pixels
    entry = bench.catalog.restorer_of(distortion)
    if entry is None:
        return [degraded, classical, None]
    return [degraded, classical, bench.restore_told(Image(degraded), entry, distortion)]


def _mixture_row(
    bench: Bench, clean: Pixels, levels: Mapping[Distortion, float], rng: np.random.Generator
) -> list[Pixels | None]:
    degraded = Image(mix(clean, dict(levels), rng).pixels)
    routed = round_to_8bit(bench.restore_routed(degraded).image.pixels)
    entries = {d: bench.catalog.restorer_of(d) for d in levels}
    ordered = sorted(entries.items(), key=lambda item: item[0].repair_rank)
    steps = [step for d, entry in ordered if entry for step in plan_of(entry, d).steps]
    return [degraded.pixels, bench.restore_planned(degraded, Plan(tuple(steps))), routed]


def _draw_row(
    text: str, columns: Sequence[str], shown: Sequence[Pixels | None], clean: Pixels
) -> Pixels:
    """The pictures under their captions; where there is none, an even area says so."""
    height, width = clean.shape[:2]
    captions, cells = [], []
    for column, pixels in zip(columns, shown, strict=True):
        if pixels is None:
            captions.append(f"{column}: no model")
        elif column == "clean":
            captions.append(f"clean ({text})")
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
