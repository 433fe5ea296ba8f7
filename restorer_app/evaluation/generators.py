"""How well the generators repair: suites `gaussian`, `jpeg` and `kadid`."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

from restorer_app.degradations import compressions
from restorer_app.degradations.kadid import degrade
from restorer_app.degradations.mixtures import round_to_8bit
from restorer_app.distortions import PAPER_DISTORTIONS, Distortion
from restorer_app.evaluation.baselines import FAMILIES
from restorer_app.evaluation.bench import Bench, Scores, capped_psnr_db
from restorer_app.evaluation.report import Row, mean
from restorer_app.media.image import Image
from restorer_app.metrics.image import ssim

SIGMAS = (15, 25, 50)
"""Standard deviations on the scale 0..255, those of the literature."""
JPEG_QUALITIES = (10, 20, 30, 40)
LEVELS = (1, 2, 3, 4, 5)

GAUSSIAN_DEFINITION = (
    "Gaussian noise on clean photographs, neither clipped nor rounded, as in the literature; the "
    "model is not told sigma. Results are rounded to 8 bits; RGB PSNR in dB, average over files. "
    "nlmeans: OpenCV's fastNlMeansDenoisingColored on the 8-bit noisy file, best h per sigma."
)
JPEG_DEFINITION = (
    "Baseline JPEG, 4:2:0, decoded by libjpeg-turbo; results are rounded to 8 bits; RGB, average "
    "over files."
)
KADID_DEFINITION = (
    "KADID-10k levels, rounded to 8 bits as a file is. out: the right model is told; routed: the "
    "program diagnoses by itself. An identical picture counts 100 dB. '-': no model repairs this. "
    "baseline: the best classical repair of each picture, told what the models are not; named is "
    "the setting that was the best most often."
)

NLMEANS_H = {15: 12.0, 25: 20.0, 50: 30.0}
"""The filter strength h with which non-local means did best, of 0.4 .. 1.0 times sigma, on six
photographs: the baseline is told sigma, our model is not."""

Pixels = np.ndarray
_Damage = Callable[[Pixels, int, np.random.Generator], Pixels]
_Scores = dict[str, float | None]
_Baseline = Callable[[Pixels, int], Pixels]


def gaussian(bench: Bench) -> list[Row]:
    """One row per sigma: PSNR and SSIM of the noisy and the restored pictures, and a baseline."""
    return _rows_of_strengths(
        bench, "sigma", SIGMAS, Distortion.WHITE_NOISE, _add_noise, {"nlmeans": _non_local_means}
    )


def jpeg(bench: Bench) -> list[Row]:
    """One row per quality: PSNR and SSIM of the decoded and the restored pictures."""

    def encode(pixels: Pixels, quality: int, _: np.random.Generator) -> Pixels:
        return compressions.jpeg(pixels, quality)

    return _rows_of_strengths(bench, "quality", JPEG_QUALITIES, Distortion.JPEG, encode, {})


def kadid(bench: Bench) -> list[Row]:
    """One row per distortion of paper 0 and level, first the keys of the contract."""
    cells: dict[tuple[Distortion, int], list[_Cell]] = {
        (distortion, level): [] for distortion in PAPER_DISTORTIONS for level in LEVELS
    }
    n_done, n_total = 0, len(cells) * len(bench.photos.paths)
    for path in bench.photos.paths:
        clean = bench.photos.load(path)
        for (distortion, level), scored in cells.items():
            bench.report(n_done, n_total, path)
            rng = bench.photos.rng(path, distortion, level)
            scored.append(_score_cell(bench, clean, distortion, level, rng))
            n_done += 1
    return [_row(distortion, level, scored) for (distortion, level), scored in cells.items()]


@dataclass(frozen=True)
class _Cell:
    """One photograph with one distortion at one level."""

    scores: _Scores
    baseline: str


def _score_cell(
    bench: Bench, clean: Image, distortion: Distortion, level: int, rng: np.random.Generator
) -> _Cell:
    done = degrade(clean.pixels, distortion, level, rng)
    degraded = round_to_8bit(done.pixels)
    baseline = FAMILIES[distortion].best(round_to_8bit(clean.pixels), degraded, done.parameters)
    told, routed = _restored(bench, clean.with_pixels(degraded), distortion)
    scores = Scores(clean.pixels)
    psnr_in, ssim_in, fsim_in = scores.of(degraded)
    psnr_out, ssim_out, fsim_out = (None, None, None) if told is None else scores.of(told)
    psnr_routed, ssim_routed, fsim_routed = scores.of(routed)
    measured: _Scores = {
        "psnr_in": psnr_in,
        "psnr_out": psnr_out,
        "ssim_in": ssim_in,
        "ssim_out": ssim_out,
        "fsim_in": fsim_in,
        "fsim_out": fsim_out,
        "psnr_routed": psnr_routed,
        "psnr_baseline": capped_psnr_db(clean.pixels, baseline.pixels),
        "ssim_baseline": ssim(clean.pixels, baseline.pixels),
        "ssim_routed": ssim_routed,
        "fsim_routed": fsim_routed,
    }
    return _Cell(measured, baseline.name)


def _restored(bench: Bench, image: Image, distortion: Distortion) -> tuple[Pixels | None, Pixels]:
    """What the right model makes of it (None without one), and what the program does by itself."""
    entry = bench.catalog.restorer_of(distortion)
    routed = bench.restore_routed(image)
    routed_pixels = round_to_8bit(routed.image.pixels)
    if entry is None:
        return None, routed_pixels
    if [step.model_id for step in routed.plan.steps] == [entry.id]:
        return routed_pixels, routed_pixels  # the same repair: no need to run the network again
    return bench.restore_told(image, entry, distortion), routed_pixels


def _row(distortion: Distortion, level: int, scored: list[_Cell]) -> Row:
    ((baseline, _),) = Counter(cell.baseline for cell in scored).most_common(1)
    head = {"distortion": str(distortion), "level": level, "n": len(scored)}
    return head | _means([cell.scores for cell in scored]) | {"baseline": baseline}


def _means(scored: list[_Scores]) -> Row:
    return {
        key: mean([value for one in scored if (value := one[key]) is not None]) for key in scored[0]
    }


def _rows_of_strengths(
    bench: Bench,
    name: str,
    strengths: tuple[int, ...],
    distortion: Distortion,
    damage: _Damage,
    baselines: dict[str, _Baseline],
) -> list[Row]:
    """One row per strength of one kind of damage, repaired by the model that is told."""
    entry = bench.restorer_of(distortion)
    scored: dict[int, list[_Scores]] = {strength: [] for strength in strengths}
    n_done, n_total = 0, len(strengths) * len(bench.photos.paths)
    for path in bench.photos.paths:
        clean = bench.photos.load(path)
        for strength in strengths:
            bench.report(n_done, n_total, path)
            rng = bench.photos.rng(path, name, strength)
            degraded = damage(clean.pixels, strength, rng)
            restored = bench.restore_told(clean.with_pixels(degraded), entry, distortion)
            row: _Scores = {
                "psnr_in": capped_psnr_db(clean.pixels, degraded),
                "psnr_out": capped_psnr_db(clean.pixels, restored),
                "ssim_in": ssim(clean.pixels, degraded),
                "ssim_out": ssim(clean.pixels, restored),
            }
            for baseline, repair in baselines.items():
                repaired = repair(degraded, strength)
                row[f"psnr_{baseline}"] = capped_psnr_db(clean.pixels, repaired)
            scored[strength].append(row)
            n_done += 1
    return [
        {name: strength, "n": len(scored[strength])} | _means(scored[strength])
        for strength in strengths
    ]


def _add_noise(pixels: Pixels, sigma: int, rng: np.random.Generator) -> Pixels:
    noise = rng.standard_normal(pixels.shape, dtype=np.float32)
    return pixels + noise * np.float32(sigma / 255)


def _non_local_means(pixels: Pixels, sigma: int) -> Pixels:
    eight_bit = np.round(np.clip(pixels, 0, 1) * 255).astype(np.uint8)
    strength = NLMEANS_H[sigma]
    denoised = cv2.fastNlMeansDenoisingColored(eight_bit, None, strength, strength, 7, 21)
    return denoised.astype(np.float32) / 255
