"""Measurements as files for others to read: CSV and JSON, with units and definitions."""

import csv
import io
import json
import math
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeVar

from restorer_app.distortions import Medium
from restorer_app.errors import MediaError
from restorer_app.media.atomic import atomic_file
from restorer_app.metrics.appearance import Appearance
from restorer_app.metrics.image import ImageScores
from restorer_app.metrics.measurements import Measurements
from restorer_app.texts import translatable

Measured = TypeVar("Measured")
Measure = tuple[str, str, Callable[[Measured], float | None], str]
"""Name, unit, how it is read, definition."""

SUFFIXES = (".csv", ".json")
FORMAT = "restorer-measurements-1"


@dataclass(frozen=True)
class Figure:
    """One measure of a file; None where there is nothing to measure or nothing was found."""

    name: str
    unit: str
    before: float | None
    after: float | None
    definition: str


@dataclass(frozen=True)
class Record:
    """What one file tells: of which photograph or recording, against what, and the figures."""

    name: str
    reference: str | None
    figures: tuple[Figure, ...]
    medium: Medium = Medium.PHOTO

    @property
    def kind(self) -> str:
        """What stands over the name."""
        return "recording" if self.medium is Medium.AUDIO else "photograph"


def figures_of(measured: Measurements) -> tuple[Figure, ...]:
    """Every figure there is: of each picture alone, of the change, against the reference."""
    found = figures_before_after(_OF_ONE, measured.before, measured.after)
    if measured.change is not None:
        changed, psnr_db = measured.change.changed_share, measured.change.psnr_db
        found.append(Figure("changed", "share", None, changed, _CHANGED))
        found.append(Figure("change_psnr", "dB", None, psnr_db, _CHANGE_PSNR))
    if measured.scores_before is not None:
        scores, scores_after = measured.scores_before, measured.scores_after
        found += figures_before_after(_AGAINST_REFERENCE, scores, scores_after)
    return tuple(found)


def figures_before_after(
    measures: Sequence[Measure[Measured]], before: Measured, after: Measured | None
) -> list[Figure]:
    """A figure per measure; without a restored file there is nothing after it."""
    return [
        Figure(name, unit, value(before), value(after) if after is not None else None, definition)
        for name, unit, value, definition in measures
    ]


def write_measurements(record: Record, path: Path, *, overwrite: bool) -> None:
    """CSV or JSON, by the suffix. Raises MediaError for another one, and as `atomic_file` does."""
    writers = {".csv": _as_csv, ".json": _as_json}
    writer = writers.get(path.suffix.lower())
    if writer is None:
        raise MediaError(
            translatable(
                "Can't write measurements as '{name}'; choose a name that ends with .csv or .json.",
                name=path.name,
            )
        )
    with atomic_file(path, overwrite=overwrite) as file:
        file.write(writer(record).encode())


def _as_csv(record: Record) -> str:
    """A line per figure; each names its file, so that files can be put together."""
    text = io.StringIO()
    table = csv.writer(text)
    names = ("name", "unit", "before", "after", "definition")
    table.writerow((record.kind, "reference", *names))
    for figure in record.figures:
        cells = [getattr(figure, name) for name in names]
        table.writerow((record.name, record.reference or "", *cells))
    return text.getvalue()


def _as_json(record: Record) -> str:
    """JSON has no infinity: what is infinite for identical pictures is null there."""
    figures = [
        {
            name: None if isinstance(value, float) and math.isinf(value) else value
            for name, value in asdict(figure).items()
        }
        for figure in record.figures
    ]
    told = {
        "format": FORMAT,
        record.kind: record.name,
        "reference": record.reference,
        "figures": figures,
    }
    return json.dumps(told, indent=2, ensure_ascii=False) + "\n"


_CHANGED = "share of the pixels with a channel that moved by 3 of 255 or more, 0..1"
_CHANGE_PSNR = "PSNR of before against after; infinite (null in JSON) where nothing was changed"

_OF_ONE: Sequence[Measure[Appearance]] = (
    (
        "noise_sigma",
        "of 255",
        lambda one: one.noise_sigma,
        "standard deviation of the noise in each channel, from the flattest blocks of the picture",
    ),
    (
        "jpeg_quality",
        "of 100",
        lambda one: one.jpeg_quality,
        "libjpeg quality the picture was last saved with; empty without a trace of JPEG",
    ),
    ("sharpness", "0..1", lambda one: one.sharpness, "1 less the blur of Crete et al. (2007)"),
    ("lightness", "CIE L*", lambda one: one.lightness, "mean lightness, 0 black to 100 white"),
    (
        "clipped",
        "share",
        lambda one: one.clipped,
        "share of the pixels with a channel at the very end of the scale, 0..1",
    ),
    (
        "cast",
        "CIE chroma",
        lambda one: one.cast,
        "chroma of what ought to be grey; 0 is neutral, from about 5 on it shows",
    ),
    (
        "cast_hue",
        "degrees",
        lambda one: one.cast_hue_deg,
        "CIE hue of the cast: about 30 red, 100 yellow, 140 green, 280 blue",
    ),
)

_AGAINST_REFERENCE: Sequence[Measure[ImageScores]] = (
    (
        "psnr",
        "dB",
        lambda scores: scores.psnr_db,
        "10 log10(255^2 / MSE); infinite (null in JSON) for pictures identical to the reference",
    ),
    (
        "ssim",
        "0..1",
        lambda scores: scores.ssim,
        "structural similarity (Wang et al. 2004), Gaussian window of 11 px and sigma 1.5, biased "
        "covariance, K1 0.01, K2 0.03, mean of the three channels, no downsampling",
    ),
    (
        "fsim",
        "0..1",
        lambda scores: scores.fsim,
        "feature similarity (Zhang et al. 2011) of the luma, without the chromatic term",
    ),
    (
        "snr",
        "dB",
        lambda scores: scores.snr_db,
        "10 log10(sum of squares of the reference / sum of squared errors)",
    ),
    (
        "mse",
        "of 255 squared",
        lambda scores: scores.mse,
        "mean squared error over all pixels and channels on the scale 0 to 255",
    ),
)
