"""What crisper networks cost and gain: suite `detail`."""

import numpy as np

from restorer_app.degradations.kadid import degrade
from restorer_app.degradations.mixtures import round_to_8bit
from restorer_app.distortions import Distortion, Medium, distortions_of
from restorer_app.errors import WeightsError
from restorer_app.evaluation.bench import Bench, Scores
from restorer_app.evaluation.report import Row, mean
from restorer_app.media.image import Image
from restorer_app.metrics.appearance import appearance
from restorer_app.registry.catalog import ModelEntry
from restorer_app.restoration.plan import Plan, Step
from restorer_app.texts import Text

LEVEL = 4
SHARES = (0.0, 0.5, 1.0)

DEFINITION = (
    f"KADID-10k level {LEVEL}, rounded to 8 bits, repaired by the right model with three amounts "
    "of detail. PSNR, SSIM and FSIM against the clean file say how true a result is; sharpness "
    "(one less the blur of Crete et al., 2007), beside that of the clean file, how crisp. Averages "
    "over files."
)


def detail(bench: Bench) -> list[Row]:
    """One row for every distortion that has a crisper network and every amount of it.

    Raises WeightsError when no model has one.
    """
    pairs = _pairs(bench)
    scored: dict[tuple[Distortion, float], list[dict[str, float]]] = {
        (distortion, share): [] for distortion in pairs for share in SHARES
    }
    n_done, n_total = 0, len(pairs) * len(bench.photos.paths)
    for path in bench.photos.paths:
        clean = bench.photos.load(path)
        for distortion, (plain, crisper) in pairs.items():
            bench.report(n_done, n_total, path)
            bench.used[crisper.id] = crisper.sha256
            rng = bench.photos.rng(path, distortion, LEVEL)
            degraded = round_to_8bit(degrade(clean.pixels, distortion, LEVEL, rng).pixels)
            for share in SHARES:
                plan = Plan((Step(distortion, plain.id, detail=share),))
                scored[distortion, share].append(_scores(bench, clean, degraded, plan))
            n_done += 1
    return [_row(distortion, share, rows) for (distortion, share), rows in scored.items()]


def _pairs(bench: Bench) -> dict[Distortion, tuple[ModelEntry, ModelEntry]]:
    """The plain and the crisper model of every distortion that has both."""
    pairs = {}
    for distortion in distortions_of(Medium.PHOTO):
        plain, crisper = (
            find(distortion) for find in (bench.catalog.restorer_of, bench.catalog.detail_of)
        )
        if plain and crisper:
            pairs[distortion] = (plain, crisper)
    if not pairs:
        raise WeightsError(
            Text(
                "no model has a crisper network, so this suite has nothing to measure; "
                "train one, such as jpeg-detail"
            )
        )
    return pairs


def _scores(bench: Bench, clean: Image, degraded: np.ndarray, plan: Plan) -> dict[str, float]:
    restored = bench.restore_planned(clean.with_pixels(degraded), plan)
    scores = Scores(clean.pixels)
    measured: dict[str, float] = {}
    for name, pixels in (("in", degraded), ("out", restored)):
        psnr, ssim, fsim = scores.of(pixels)
        measured |= {f"psnr_{name}": psnr, f"ssim_{name}": ssim, f"fsim_{name}": fsim}
    named = {"in": degraded, "out": restored, "clean": clean.pixels}
    return measured | {
        f"sharpness_{name}": appearance(pixels).sharpness for name, pixels in named.items()
    }


def _row(distortion: Distortion, share: float, scored: list[dict[str, float]]) -> Row:
    means = {key: mean([scores[key] for scores in scored]) for key in scored[0]}
    return {"distortion": str(distortion), "detail": share, "n": len(scored)} | means
