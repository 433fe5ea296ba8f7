"""Whether the diagnosis is as often right as it says: suite `calibration`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from restorer_app.degradations.mixtures import Mixture, draw_levels, mix
from restorer_app.distortions import PAPER_DISTORTIONS, Distortion
from restorer_app.evaluation.bench import Bench
from restorer_app.evaluation.photo_sets import PhotoSet
from restorer_app.evaluation.report import Row, mean
from restorer_app.media.image import Image
from restorer_app.restoration.diagnosis import Diagnosis

N_BINS = 10
PER_FILE = {0: 1, 1: len(PAPER_DISTORTIONS), 2: 7, 3: 7}
"""Pictures per file by the number of distortions; singles take each of the fourteen once."""

DEFINITION = (
    "Clean files, every single distortion and random mixtures of two and three at random levels; "
    "present is what shows. bin, clean bin: the findings (the word 'clean') whose stated "
    "probability lies there, its average, the share that was right, and their difference. error "
    "of all: the expected calibration error over the ten bins. distortion, group: precision and "
    "recall of what the program shows, and the average error of the severity of what is present."
)


@dataclass(frozen=True)
class _Seen:
    """One picture: what it has and what was said."""

    n_distortions: int
    mixture: Mixture
    diagnosis: Diagnosis


@dataclass
class _Claims:
    """Stated probabilities and whether each was right."""

    stated: list[float] = field(default_factory=list)
    is_right: list[bool] = field(default_factory=list)

    def add(self, stated: float, is_right: bool) -> None:
        self.stated.append(stated)
        self.is_right.append(is_right)

    def bin(self, number: int) -> "_Claims":
        """Those with a probability from number/10 to below the next tenth; 1 is in the last."""
        chosen = _Claims()
        for stated, is_right in zip(self.stated, self.is_right, strict=True):
            if min(int(stated * N_BINS), N_BINS - 1) == number:
                chosen.add(stated, is_right)
        return chosen

    @property
    def mean_stated(self) -> float | None:
        return mean(self.stated)

    @property
    def share_right(self) -> float | None:
        return mean([float(is_right) for is_right in self.is_right])

    @property
    def gap(self) -> float | None:
        """How far the average probability is from the share that was right."""
        if self.mean_stated is None or self.share_right is None:
            return None
        return abs(self.mean_stated - self.share_right)

    @property
    def expected_error(self) -> float | None:
        """Expected calibration error (Guo et al. 2017): the bins' gaps, weighted by their size."""
        if not self.stated:
            return None
        bins = [self.bin(number) for number in range(N_BINS)]
        return sum(len(b.stated) * (b.gap or 0.0) for b in bins) / len(self.stated)


def calibration(bench: Bench) -> list[Row]:
    """Ten rows of bins and one over all, for distortions and for 'clean'; then how it hits.

    That is precision, recall and severity error, by distortion and by number of distortions.
    """
    seen = []
    n_done, n_total = 0, sum(PER_FILE.values()) * len(bench.photos.paths)
    for path in bench.photos.paths:
        clean = bench.photos.load(path)
        for n_distortions, mixture in _mixtures(bench.photos, path, clean):
            bench.report(n_done, n_total, path)
            diagnosis = bench.diagnose(clean.with_pixels(mixture.pixels))
            seen.append(_Seen(n_distortions, mixture, diagnosis))
            n_done += 1
    return _rows(seen)


def _mixtures(photos: PhotoSet, path: Path, clean: Image) -> Iterator[tuple[int, Mixture]]:
    for n_distortions, n_pictures in PER_FILE.items():
        for i in range(n_pictures):
            rng = photos.rng(path, "calibration", n_distortions, i)
            among = [PAPER_DISTORTIONS[i]] if n_distortions == 1 else list(PAPER_DISTORTIONS)
            levels = draw_levels(n_distortions, rng, among=among)
            yield n_distortions, mix(clean.pixels, levels, rng)


def _rows(seen: Sequence[_Seen]) -> list[Row]:
    distortions, clean = _Claims(), _Claims()
    for each in seen:
        clean.add(each.diagnosis.clean, each.mixture.is_clean)
        for distortion in PAPER_DISTORTIONS:
            stated = each.diagnosis.of(distortion).probability
            distortions.add(stated, distortion in each.mixture.severity)
    names = {0: "clean", 1: "one", 2: "two", 3: "three"}
    return [
        *_reliability("bin", distortions),
        *_reliability("clean bin", clean),
        *(_row_of_hits("distortion", str(d), seen, [d]) for d in PAPER_DISTORTIONS),
        *(
            _row_of_hits(
                "group",
                name,
                [each for each in seen if each.n_distortions == n],
                list(PAPER_DISTORTIONS),
            )
            for n, name in names.items()
        ),
    ]


def _reliability(kind: str, claims: _Claims) -> list[Row]:
    rows = []
    for number in range(N_BINS):
        chosen = claims.bin(number)
        name = f"{number / N_BINS:.1f}-{(number + 1) / N_BINS:.1f}"
        rows.append(_row(kind, name, chosen, chosen.gap))
    return [*rows, _row(kind, "all", claims, claims.expected_error)]


def _row_of_hits(
    kind: str, name: str, seen: Sequence[_Seen], distortions: Sequence[Distortion]
) -> Row:
    claims = _Claims()
    n_hits, n_shown, n_present, severity_errors = 0, 0, 0, []
    for each in seen:
        shown = {finding.distortion for finding in each.diagnosis.found}
        for distortion in distortions:
            finding = each.diagnosis.of(distortion)
            level = each.mixture.severity.get(distortion)
            claims.add(finding.probability, level is not None)
            n_shown += distortion in shown
            if level is not None:
                n_present += 1
                n_hits += distortion in shown
                severity_errors.append(abs(finding.severity - level))
    return _row(kind, name, claims, claims.expected_error) | {
        "precision": n_hits / n_shown if n_shown else None,
        "recall": n_hits / n_present if n_present else None,
        "severity_error": mean(severity_errors),
    }


def _row(kind: str, name: str, claims: _Claims, error: float | None) -> Row:
    return {
        "row": kind,
        "name": name,
        "n": len(claims.stated),
        "stated": claims.mean_stated,
        "right": claims.share_right,
        "error": error,
        "precision": None,
        "recall": None,
        "severity_error": None,
    }
