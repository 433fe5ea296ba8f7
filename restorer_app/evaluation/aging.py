"""The whole chain on photographs that were aged: suite `aging`."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from restorer_app.degradations import harmless
from restorer_app.degradations.aging.old_photo import Ageing, age, draw_ageing
from restorer_app.degradations.mixtures import round_to_8bit
from restorer_app.distortions import Distortion
from restorer_app.evaluation.bench import Bench, Scores, plan_of
from restorer_app.evaluation.report import Row, mean
from restorer_app.media.image import Image
from restorer_app.restoration.plan import Plan

ALL = "all"
WAYS = ("in", "told", "routed")
TRANSLATED = "translated"
"""One more way, where there is a model for it."""


@dataclass(frozen=True)
class _History:
    """What happened to a print, as shares of certainty."""

    faded_share: float
    damaged_share: float


HISTORIES: Mapping[str, _History] = {
    "faded": _History(faded_share=1, damaged_share=0),
    "damaged": _History(faded_share=0, damaged_share=1),
    "faded and damaged": _History(faded_share=1, damaged_share=1),
}

DEFINITION = (
    "Photographs aged by degradations/aging, half of them in black and white: with faded tones, "
    "with a damaged surface, with both; grain, softness, paper and scan come at random to each. "
    "in: nothing done; told: scratches filled, grain, softness, paper and scan taken away and "
    "tones brought back where there was need; routed: the program by itself; translated, where "
    "there is a model for that: the old-photo translation alone. Against the photograph as it was "
    "taken (a grey one, grey). Averages over files."
)

_Result = dict[str, tuple[float, float, float]]
"""PSNR, SSIM and FSIM of each way."""


def aging(bench: Bench) -> list[Row]:
    """One row over all histories and one for each."""
    results: dict[str, list[_Result]] = {name: [] for name in HISTORIES}
    n_done, n_total = 0, len(HISTORIES) * len(bench.photos.paths)
    for path in bench.photos.paths:
        photo = bench.photos.load(path)
        for name, history in HISTORIES.items():
            bench.report(n_done, n_total, path)
            n_done += 1
            rng = bench.photos.rng(path, "aging", name)
            results[name].append(_score(bench, photo, history, rng))
    everything = [result for own in results.values() for result in own]
    return [_row(ALL, everything), *(_row(name, own) for name, own in results.items())]


def _score(bench: Bench, photo: Image, history: _History, rng: np.random.Generator) -> _Result:
    ageing = draw_ageing(rng, faded_share=history.faded_share, damaged_share=history.damaged_share)
    old = photo.with_pixels(age(photo.pixels, ageing, rng).pixels)
    clean = harmless.grey(photo.pixels) if ageing.is_grey else photo.pixels
    scores = Scores(round_to_8bit(clean))
    result = {
        "in": scores.of(old.pixels),
        "told": scores.of(bench.restore_planned(old, oracle_plan(bench, ageing))),
        "routed": scores.of(round_to_8bit(bench.restore_routed(old).image.pixels)),
    }
    translator = bench.catalog.restorer_of(Distortion.TRANSLATION)
    if translator is not None:
        translated = bench.restore_told(old, translator, Distortion.TRANSLATION)
        result[TRANSLATED] = scores.of(translated)
    return result


def oracle_plan(bench: Bench, ageing: Ageing) -> Plan:
    """The steps for old photographs that this history calls for, as far as there are models."""
    called_for = {
        Distortion.SCRATCHES: bool(ageing.defects),
        Distortion.GRAIN: ageing.has_texture,
        Distortion.FADING: any(
            (ageing.fading, ageing.dye_loss, ageing.yellowing, ageing.sepia, ageing.vignette)
        ),
    }
    entries = {d: bench.catalog.restorer_of(d) for d, is_so in called_for.items() if is_so}
    return Plan(
        tuple(step for d, entry in entries.items() if entry for step in plan_of(entry, d).steps)
    )


def _row(name: str, results: list[_Result]) -> Row:
    row: Row = {"history": name, "n": len(results)}
    for i, measure in enumerate(("psnr", "ssim", "fsim")):
        row |= {
            f"{measure}_{way}": mean([each[way][i] for each in results])
            for way in (*WAYS, TRANSLATED)
            if all(way in each for each in results)
        }
    row["worse"] = mean([float(each["routed"][0] < each["in"][0]) for each in results])
    return row
