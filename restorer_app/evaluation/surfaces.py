"""Damage of old photographs: how well it is found and filled. Suites `scratches`, `inpainting`."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import cv2
import numpy as np

from restorer_app.degradations.aging.defects import DEFECTS
from restorer_app.degradations.aging.holes import brush_holes, damage_holes
from restorer_app.degradations.aging.old_photo import Aged, age, draw_ageing
from restorer_app.degradations.mixtures import round_to_8bit
from restorer_app.distortions import Distortion
from restorer_app.errors import WeightsError
from restorer_app.evaluation.bench import Bench, capped_psnr_db
from restorer_app.evaluation.report import Row, mean
from restorer_app.metrics.quality_map import WINDOW_PX, ssim_strips
from restorer_app.registry.loader import LoadedNetwork, load_network
from restorer_app.restoration.damage import find_in_photograph
from restorer_app.restoration.mask_drawing import damage_mask
from restorer_app.restoration.tiling import run_filler
from restorer_app.texts import Text

ALL, UNDAMAGED, AS_THEY_ARE = "all", "aged, undamaged", "as they are"
DAMAGE, STROKES = "damage", "brush strokes"
N_BINS = 200
"""Steps of probability for the average precision."""
AMOUNT = 0.6
"""How much there is of each single kind of damage."""

SCRATCHES_DEFINITION = (
    "Photographs aged by degradations/aging, with all kinds of damage mixed ('all') and each kind "
    "alone, and without: pixel by pixel at full size, what is found against what was hidden. "
    "precision, recall, f1, iou: over the pixels of all files, at the usual sensitivity; ap: "
    "average precision over all sensitivities; false_area: the share of undamaged pixels that were "
    "taken for damage; damaged_area: the share that is."
)
INPAINTING_DEFINITION = (
    "Clean photographs with holes where damage would be found, and where a person would paint: "
    "PSNR and SSIM in the holes, of our network and of both methods of OpenCV (radius 5) with the "
    "same holes. Averages over files."
)

Pixels = np.ndarray


@dataclass
class _Counts:
    """What was found against what is there, over many pictures."""

    true: np.ndarray = field(default_factory=lambda: np.zeros(N_BINS))
    """Damaged pixels by the probability that was given them."""
    false: np.ndarray = field(default_factory=lambda: np.zeros(N_BINS))
    n: int = 0
    n_hits: int = 0
    n_found: int = 0

    def add(self, likely: np.ndarray, mask: np.ndarray) -> None:
        found = damage_mask(likely, rim_px=0)
        self.n += 1
        self.n_hits += int((found & mask).sum())
        self.n_found += int(found.sum())
        self.true += np.histogram(likely[mask], N_BINS, (0, 1))[0]
        self.false += np.histogram(likely[~mask], N_BINS, (0, 1))[0]

    def row(self, damage: str) -> Row:
        n_true, n_false = self.true.sum(), self.false.sum()
        n_wrong = self.n_found - self.n_hits
        either = n_true + n_wrong
        return {
            "damage": damage,
            "n": self.n,
            "precision": self.n_hits / self.n_found if self.n_found else None,
            "recall": self.n_hits / n_true if n_true else None,
            "f1": 2 * self.n_hits / (self.n_found + n_true) if n_true else None,
            "iou": self.n_hits / either if n_true else None,
            "ap": self._average_precision() if n_true else None,
            "false_area": n_wrong / n_false,
            "damaged_area": n_true / (n_true + n_false),
        }

    def _average_precision(self) -> float:
        """Precision averaged over the recall that each step of probability adds."""
        hits, wrong = np.cumsum(self.true[::-1]), np.cumsum(self.false[::-1])
        precision = hits / np.maximum(hits + wrong, 1)
        return float((precision * self.true[::-1]).sum() / self.true.sum())


def scratches(bench: Bench) -> list[Row]:
    """One row for all kinds of damage together, one for each, and two without damage.

    Raises WeightsError where no model finds damage.
    """
    finder = _finder(bench)
    kinds = {defect.__name__: defect for defect in DEFECTS}
    counts = {name: _Counts() for name in (ALL, *kinds, UNDAMAGED, AS_THEY_ARE)}
    n_done, n_total = 0, len(counts) * len(bench.photos.paths)
    for path in bench.photos.paths:
        clean = bench.photos.load(path).pixels
        for name, counted in counts.items():
            bench.report(n_done, n_total, path)
            rng = bench.photos.rng(path, "surface", name)
            aged = _aged(clean, name, rng)
            counted.add(find_in_photograph(aged.pixels, finder), aged.mask)
            n_done += 1
    return [counted.row(name) for name, counted in counts.items()]


def _aged(clean: Pixels, name: str, rng: np.random.Generator) -> Aged:
    if name == AS_THEY_ARE:
        return Aged(clean, clean, np.zeros(clean.shape[:2], bool))
    ageing = draw_ageing(rng, damaged_share=float(name == ALL))
    kinds = {defect.__name__: ((defect, AMOUNT),) for defect in DEFECTS}
    if name in kinds:
        ageing = replace(ageing, defects=kinds[name])
    return age(clean, ageing, rng)


def _finder(bench: Bench) -> LoadedNetwork:
    entry = bench.catalog.finder_of(Distortion.SCRATCHES)
    if entry is None:
        raise WeightsError(
            Text("no model finds damage, so there is nothing to measure; train scratches-finder")
        )
    bench.used[entry.id] = entry.sha256
    return load_network(entry, bench.device)


_Fill = Callable[[Pixels, np.ndarray], Pixels]
_Draw = Callable[[int, int, np.random.Generator], np.ndarray]


def inpainting(bench: Bench) -> list[Row]:
    """One row for each kind of holes. Raises WeightsError where no model fills."""
    entry = bench.restorer_of(Distortion.SCRATCHES)
    bench.used[entry.id] = entry.sha256
    filler = load_network(entry, bench.device)
    fills: dict[str, _Fill] = {
        "out": lambda pixels, holes: run_filler(filler, pixels, holes),
        "telea": lambda pixels, holes: _by_opencv(pixels, holes, cv2.INPAINT_TELEA),
        "navier_stokes": lambda pixels, holes: _by_opencv(pixels, holes, cv2.INPAINT_NS),
    }
    kinds: dict[str, _Draw] = {DAMAGE: damage_holes, STROKES: brush_holes}
    scores: dict[tuple[str, str], list[tuple[float, float]]] = {
        (kind, fill): [] for kind in kinds for fill in fills
    }
    shares: dict[str, list[float]] = {kind: [] for kind in kinds}
    n_done, n_total = 0, len(kinds) * len(bench.photos.paths)
    for path in bench.photos.paths:
        clean = bench.photos.load(path).pixels
        for kind, draw in kinds.items():
            bench.report(n_done, n_total, path)
            n_done += 1
            height, width = clean.shape[:2]
            holes = draw(height, width, bench.photos.rng(path, "holes", kind))
            if not holes.any():
                continue
            shares[kind].append(float(holes.mean()))
            holed = np.where(holes[..., None], np.float32(1), clean)
            for fill, function in fills.items():
                filled = round_to_8bit(function(holed, holes))
                scores[kind, fill].append(_scores_in(holes, clean, filled))
    return [_row(kind, shares[kind], {f: scores[kind, f] for f in fills}) for kind in kinds]


def _row(kind: str, shares: list[float], scores: dict[str, list[tuple[float, float]]]) -> Row:
    row: Row = {"holes": kind, "n": len(shares), "area": mean(shares)}
    for i, measure in enumerate(("psnr", "ssim")):
        row |= {
            f"{measure}_{fill}": mean([each[i] for each in all_of])
            for fill, all_of in scores.items()
        }
    return row


def _by_opencv(pixels: Pixels, holes: np.ndarray, method: int) -> Pixels:
    codes = np.round(pixels * 255).astype(np.uint8)
    return cv2.inpaint(codes, holes.astype(np.uint8), 5, method).astype(np.float32) / 255


def _scores_in(holes: np.ndarray, clean: Pixels, filled: Pixels) -> tuple[float, float]:
    """PSNR (capped) over the pixels of the holes, and the mean similarity of their places."""
    inside = capped_psnr_db(clean[holes][None], filled[holes][None])
    reach = WINDOW_PX // 2
    similarity = np.concatenate(list(ssim_strips(clean, filled)))
    places = holes[reach:-reach, reach:-reach]
    return inside, float(similarity[places].mean()) if places.any() else 1.0
