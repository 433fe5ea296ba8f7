"""Grain, paper and low resolution of prints: how much of it one model takes away. Suite `grain`."""

from collections.abc import Callable, Mapping

import numpy as np

from restorer_app.degradations.aging.old_photo import Ageing, draw_texture, texture
from restorer_app.degradations.mixtures import round_to_8bit
from restorer_app.distortions import Distortion
from restorer_app.evaluation.baselines import TEXTURES
from restorer_app.evaluation.bench import Bench, capped_psnr_db
from restorer_app.evaluation.report import Row, mean
from restorer_app.media.image import Image
from restorer_app.metrics.image import ssim

PART_PX = 512
"""Side of the part of each photograph that is measured: the baseline takes its time."""
ALL, UNTOUCHED = "all", "as they are"
WAYS = ("in", "denoised", "out")

_Draw = Callable[[np.random.Generator], Ageing]

KINDS: Mapping[str, _Draw] = {
    ALL: draw_texture,
    "softness": lambda _: Ageing(softness=0.6),
    "low resolution": lambda _: Ageing(reduction=2.5),
    "grain": lambda _: Ageing(grain=0.5),
    "halftone": lambda _: Ageing(halftone=0.5),
    "embossed paper": lambda _: Ageing(emboss=0.5),
    "scan": lambda _: Ageing(scan=0.6),
    UNTOUCHED: lambda _: Ageing(),
}
"""What is laid over the photographs, by the name of its row."""

DEFINITION = (
    f"The middles of photographs ({PART_PX} px), with each kind of texture alone that "
    "degradations/aging knows, of medium strength, with all of them mixed as in the training "
    "('all', one in seven with none), and as they are. in: nothing done; denoised: OpenCV's "
    "non-local means, at the strength which is best for each picture; out: the model. Averages "
    "over files."
)

_Result = dict[str, tuple[float, float]]
"""PSNR and SSIM of each of `WAYS`."""


def grain(bench: Bench) -> list[Row]:
    """One row for each of `KINDS`. Raises WeightsError where no model takes grain away."""
    bench.restorer_of(Distortion.GRAIN)
    results: dict[str, list[_Result]] = {kind: [] for kind in KINDS}
    n_done, n_total = 0, len(KINDS) * len(bench.photos.paths)
    for path in bench.photos.paths:
        clean = _middle(bench.photos.load(path).pixels)
        for kind, draw in KINDS.items():
            bench.report(n_done, n_total, path)
            n_done += 1
            rng = bench.photos.rng(path, "texture", kind)
            results[kind].append(_score(bench, clean, texture(clean, draw(rng), rng)))
    return [_row(kind, own) for kind, own in results.items()]


def _middle(pixels: np.ndarray) -> np.ndarray:
    y, x = (max(0, (side - PART_PX) // 2) for side in pixels.shape[:2])
    return round_to_8bit(pixels[y : y + PART_PX, x : x + PART_PX])


def _score(bench: Bench, clean: np.ndarray, degraded: np.ndarray) -> _Result:
    entry = bench.restorer_of(Distortion.GRAIN)
    results = {
        "in": degraded,
        "denoised": TEXTURES.best(clean, degraded, {}).pixels,
        "out": bench.restore_told(Image(degraded), entry, Distortion.GRAIN),
    }
    return {way: (capped_psnr_db(clean, each), ssim(clean, each)) for way, each in results.items()}


def _row(kind: str, results: list[_Result]) -> Row:
    row: Row = {"texture": kind, "n": len(results)}
    for i, measure in enumerate(("psnr", "ssim")):
        row |= {f"{measure}_{way}": mean([each[way][i] for each in results]) for way in WAYS}
    return row
