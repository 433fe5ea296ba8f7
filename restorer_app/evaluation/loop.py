"""Several distortions at once, against the loop of diagnosing and restoring: suite `loop`."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from restorer_app.degradations.mixtures import Mixture, draw_levels, mix, round_to_8bit
from restorer_app.distortions import Distortion
from restorer_app.evaluation.bench import Bench, Scores
from restorer_app.evaluation.report import Row, mean
from restorer_app.media.image import Image
from restorer_app.restoration.course import Outcome, Restored
from restorer_app.restoration.plan import Plan, Step

N_MIXTURES = 200
MOST_PER_FILE = 20
"""With few files there are fewer mixtures: more on one photograph would say nothing new."""
SIZES = (2, 3)
MOST_DRAWS = 10
"""How often a mixture is drawn again of which something does not show."""
FIGURE_7 = {Distortion.GAUSSIAN_BLUR: 4.0, Distortion.COLOR_BLOCK: 4.0}

WAYS = ("in", "told", "routed", "one_pass")
LEAST_LOSS_DB = 0.01
"""A picture that lost less than this is not called worse."""

DEFINITION = (
    "figure 7: Gaussian blur and colour blocks, level 4, once per file; two, three: random "
    f"distortions at random levels that all show, {N_MIXTURES} in all (at most {MOST_PER_FILE} per "
    "file). in: nothing done; told: the right models in the order of repair; routed: the program "
    "by itself; one_pass: the same without diagnosing again. share_of_told: of the average gain in "
    "PSNR by told, what routed reaches. worse: the share of pictures that routed made worse."
)


@dataclass(frozen=True)
class _Case:
    """One picture to be repaired."""

    kind: str
    path: Path
    clean: Image
    mixture: Mixture


@dataclass(frozen=True)
class _Result:
    kind: str
    scores: dict[str, tuple[float, float, float]]
    """PSNR, SSIM and FSIM of each of `WAYS`."""


def loop(bench: Bench) -> list[Row]:
    """One row for figure 7, one per number of distortions, and one over all random mixtures."""
    n_files = len(bench.photos.paths)
    n_mixtures = min(N_MIXTURES, MOST_PER_FILE * n_files)
    results = []
    for n_done, case in enumerate(_cases(bench, n_mixtures)):
        bench.report(n_done, n_files + n_mixtures, case.path)
        results.append(_Result(case.kind, _score(bench, case)))
    kinds = {"figure 7": ["figure 7"], **{_kind(n): [_kind(n)] for n in SIZES}}
    kinds["two and three"] = [_kind(n) for n in SIZES]
    return [
        _row(name, [result for result in results if result.kind in members])
        for name, members in kinds.items()
    ]


def _kind(n_distortions: int) -> str:
    return {2: "two", 3: "three"}[n_distortions]


def _cases(bench: Bench, n_mixtures: int) -> Iterator[_Case]:
    """File by file, so that each photograph is read once."""
    n_files = len(bench.photos.paths)
    for i, path in enumerate(bench.photos.paths):
        clean = bench.photos.load(path)
        rng = bench.photos.rng(path, "figure 7")
        yield _Case("figure 7", path, clean, mix(clean.pixels, FIGURE_7, rng))
        for number in range(i, n_mixtures, n_files):
            # Seeded by the number in the file: other files around it change nothing.
            nth = number // n_files
            size = SIZES[(i + nth) % len(SIZES)]
            mixture = _draw(clean.pixels, size, bench.photos.rng(path, "mixture", nth, size))
            yield _Case(_kind(size), path, clean, mixture)


def _draw(pixels: np.ndarray, size: int, rng: np.random.Generator) -> Mixture:
    for _ in range(MOST_DRAWS):
        mixture = mix(pixels, draw_levels(size, rng), rng)
        if len(mixture.severity) == size:
            break
    return mixture


def _score(bench: Bench, case: _Case) -> dict[str, tuple[float, float, float]]:
    degraded = case.clean.with_pixels(case.mixture.pixels)
    routed = bench.restore_routed(degraded)
    pixels = {
        "in": degraded.pixels,
        "told": bench.restore_planned(degraded, _oracle_plan(bench, case.mixture)),
        "routed": round_to_8bit(routed.image.pixels),
    }
    pixels["one_pass"] = (
        pixels["routed"]
        if _had_one_pass(routed)
        else round_to_8bit(bench.restore_routed(degraded, max_passes=1).image.pixels)
    )
    scores = Scores(case.clean.pixels)
    return {way: scores.of(pixels[way]) for way in WAYS}


def _oracle_plan(bench: Bench, mixture: Mixture) -> Plan:
    """The right models in the order of repair; without the distortions that none repairs."""
    steps: dict[str, Step] = {}
    for distortion in sorted(mixture.severity, key=lambda each: each.repair_rank):
        entry = bench.catalog.restorer_of(distortion)
        if entry is not None:
            steps.setdefault(entry.id, Step(distortion, entry.id))
    return Plan(tuple(steps.values()))


def _had_one_pass(routed: Restored) -> bool:
    """Whether a single pass surely gives the same: nothing was done in a later one.

    Where all was taken back in the end, the reports do not tell what a later pass had kept.
    """
    counting = [
        report
        for report in routed.reports
        if report.outcome is Outcome.APPLIED or routed.is_unchanged
    ]
    return all(report.pass_number == 1 for report in counting)


def _row(name: str, results: list[_Result]) -> Row:
    row: Row = {"mixture": name, "n": len(results)}
    for i, measure in enumerate(("psnr", "ssim", "fsim")):
        for way in WAYS:
            row[f"{measure}_{way}"] = mean([result.scores[way][i] for result in results])
    losses = [result.scores["in"][0] - result.scores["routed"][0] for result in results]
    row["share_of_told"] = _share_of_told(row) if results else None
    row["worse"] = mean([float(loss > LEAST_LOSS_DB) for loss in losses])
    return row


def _share_of_told(row: Row) -> float | None:
    """None where told gains nothing of which there could be a share."""
    gain = row["psnr_told"] - row["psnr_in"]
    return (row["psnr_routed"] - row["psnr_in"]) / gain if gain > 0 else None
