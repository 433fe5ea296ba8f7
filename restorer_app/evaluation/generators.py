"""How well the generators repair: suites `gaussian`, `jpeg` and `kadid`."""

from collections.abc import Callable

import cv2
import numpy as np

from restorer_app.degradations import compressions
from restorer_app.degradations.kadid import degrade
from restorer_app.degradations.mixtures import round_to_8bit
from restorer_app.distortions import Distortion
from restorer_app.evaluation.bench import Bench, capped_psnr_db, scores
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
    "program diagnoses by itself. An identical picture counts 100 dB. '-': no model repairs this."
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
    """One row per distortion of paper 0 and level, with the keys of the contract."""
    cells: dict[tuple[Distortion, int], list[_Scores]] = {
        (distortion, level): [] for distortion in Distortion for level in LEVELS
    }
    n_done, n_total = 0, len(cells) * len(bench.photos.paths)
    for path in bench.photos.paths:
        clean = bench.photos.load(path)
        for (distortion, level), scored in cells.items():
            bench.report(n_done, n_total, path)
            rng = bench.photos.rng(path, distortion, level)
            degraded = degrade(clean.pixels, distortion, level, rng).pixels
            scored.append(_score_cell(bench, clean, round_to_8bit(degraded), distortion))
            n_done += 1
    return [
        {"distortion": str(distortion), "level": level, "n": len(scored)} | _means(scored)
        for (distortion, level), scored in cells.items()
    ]


def _score_cell(bench: Bench, clean: Image, degraded: Pixels, distortion: Distortion) -> _Scores:
    psnr_in, ssim_in, fsim_in = scores(clean.pixels, degraded)
    image = clean.with_pixels(degraded)
    entry = bench.catalog.restorer_of(distortion)
    told: tuple[float | None, ...] = (None, None, None)
    if entry:
        told = scores(clean.pixels, bench.restore_told(image, entry, distortion))
    routed = round_to_8bit(bench.restore_routed(image).image.pixels)
    return {
        "psnr_in": psnr_in,
        "psnr_out": told[0],
        "ssim_in": ssim_in,
        "ssim_out": told[1],
        "fsim_in": fsim_in,
        "fsim_out": told[2],
        "psnr_routed": capped_psnr_db(clean.pixels, routed),
    }


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
