"""How well damage is recognised, and the undamaged left alone: suites `classifier`, `no-harm`."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from restorer_app.degradations.kadid import degrade
from restorer_app.degradations.mixtures import VISIBLE_PSNR_DB, round_to_8bit
from restorer_app.distortions import PAPER_DISTORTIONS, Distortion
from restorer_app.evaluation.bench import Bench, capped_psnr_db
from restorer_app.evaluation.report import Row, mean
from restorer_app.metrics.image import psnr_db
from restorer_app.restoration.diagnosis import Diagnosis

LEVELS = (1, 2, 3, 4, 5)
STRONG_LEVELS = (4, 5)
CLEAN = "clean"

ALL = "all"
PAPER_CLASSES = "15 classes"
VISIBLE = "visible 1-5"
CONFUSED = "confused 1-5"
N_CONFUSIONS = 10

CLASSIFIER_DEFINITION = (
    "One distortion at a time at KADID-10k levels, rounded to 8 bits. right: the share of files "
    "whose first finding is the distortion (of clean files: those called clean). 15 classes: one "
    "answer per file, 'clean' or else the first finding, and every class counts the same, clean "
    "too, as in paper 0; visible 1-5: files that the distortion left closer than "
    f"{VISIBLE_PSNR_DB:g} dB to the clean one do not count. confused 1-5: the largest shares of a "
    "class's visible files that were answered with one other class."
)
NO_HARM_DEFINITION = (
    "Clean photographs through the automatic restoration. bit_exact: nothing was done; "
    "psnr_changed and worst_psnr: RGB dB of the changed ones against the originals."
)


@dataclass
class _Answers:
    """What the diagnosis said to one kind of picture."""

    first: list[str] = field(default_factory=list)
    called_clean: list[bool] = field(default_factory=list)
    is_visible: list[bool] = field(default_factory=list)

    def add(self, diagnosis: Diagnosis, *, is_visible: bool = True) -> None:
        top = max(diagnosis.findings, key=lambda finding: finding.probability)
        self.first.append(str(top.distortion))
        self.called_clean.append(diagnosis.is_clean)
        self.is_visible.append(is_visible)

    def labels(self, *, only_visible: bool = False) -> list[str]:
        """The one class of each picture."""
        return [
            CLEAN if is_clean else first
            for first, is_clean, is_visible in zip(
                self.first, self.called_clean, self.is_visible, strict=True
            )
            if is_visible or not only_visible
        ]

    def right(self, distortion: str) -> list[bool]:
        return [name == distortion for name in self.first]


_ByCell = dict[tuple[Distortion, int], _Answers]
_Labels = dict[str, list[str]]
"""The answers to the pictures of each class."""


def classifier(bench: Bench) -> list[Row]:
    """One row per distortion and level, one for clean files, then those over all of them."""
    clean_answers = _Answers()
    answers: _ByCell = {
        (distortion, level): _Answers() for distortion in PAPER_DISTORTIONS for level in LEVELS
    }
    n_done, n_total = 0, (len(answers) + 1) * len(bench.photos.paths)
    for path in bench.photos.paths:
        clean = bench.photos.load(path)
        bench.report(n_done, n_total, path)
        clean_answers.add(bench.diagnose(clean))
        n_done += 1
        for (distortion, level), given in answers.items():
            bench.report(n_done, n_total, path)
            rng = bench.photos.rng(path, distortion, level)
            degraded = round_to_8bit(degrade(clean.pixels, distortion, level, rng).pixels)
            is_visible = psnr_db(clean.pixels, degraded) < VISIBLE_PSNR_DB
            given.add(bench.diagnose(clean.with_pixels(degraded)), is_visible=is_visible)
            n_done += 1
    return [
        *_rows_of_cells(answers),
        _row(CLEAN, 0, clean_answers.called_clean, clean_answers.called_clean),
        _summary(answers, "4-5", STRONG_LEVELS),
        _summary(answers, "1-5", LEVELS),
        *_rows_of_classes(clean_answers, answers),
    ]


def _rows_of_cells(answers: _ByCell) -> list[Row]:
    return [
        _row(distortion, level, given.right(distortion), given.called_clean, given.first)
        for (distortion, level), given in answers.items()
    ]


def _row(
    distortion: str,
    level: int | str,
    right: list[bool],
    called_clean: list[bool],
    answers: Sequence[str] = (),
) -> Row:
    """`answers`: what was said, of which the most frequent mistake is named."""
    mistakes = Counter(name for name in answers if name != distortion).most_common(1)
    mistaken_for, n_mistaken = mistakes[0] if mistakes else (None, None)
    return {
        "distortion": str(distortion),
        "level": level,
        "n": len(right),
        "right": mean([float(is_right) for is_right in right]),
        "called_clean": mean([float(is_clean) for is_clean in called_clean]),
        "mistaken_for": mistaken_for,
        "mistaken_share": n_mistaken and n_mistaken / len(answers),
    }


def _summary(answers: _ByCell, title: str, levels: tuple[int, ...]) -> Row:
    chosen = [(d, given) for (d, level), given in answers.items() if level in levels]
    called_clean = [is_clean for _, given in chosen for is_clean in given.called_clean]
    return _row(ALL, title, [r for d, given in chosen for r in given.right(d)], called_clean)


def _rows_of_classes(clean_answers: _Answers, answers: _ByCell) -> list[Row]:
    """The paper's protocol at its levels and at all that can be seen, and the confusions there."""
    strong: _Labels = {CLEAN: clean_answers.labels()}
    visible: _Labels = {CLEAN: clean_answers.labels()}
    for (distortion, level), given in answers.items():
        if level in STRONG_LEVELS:
            strong.setdefault(str(distortion), []).extend(given.labels())
        visible.setdefault(str(distortion), []).extend(given.labels(only_visible=True))
    return [
        _row_of_classes("4-5", strong),
        _row_of_classes(VISIBLE, visible),
        *_largest_confusions(visible),
    ]


def _row_of_classes(level: str, labels: _Labels) -> Row:
    shares = [share for name, said in labels.items() if (share := _share(said, name)) is not None]
    everything = [label for said in labels.values() for label in said]
    called_clean = [label == CLEAN for label in everything]
    return _row(PAPER_CLASSES, level, called_clean, called_clean) | {"right": mean(shares)}


def _share(said: list[str], name: str) -> float | None:
    return mean([float(label == name) for label in said])


def _largest_confusions(labels: _Labels) -> list[Row]:
    confusions = sorted(
        (-n / len(said), name, other)
        for name, said in labels.items()
        for other, n in Counter(said).items()
        if other != name
    )
    rows = []
    for negative_share, name, other in confusions[:N_CONFUSIONS]:
        said = labels[name]
        row = _row(name, CONFUSED, [label == name for label in said], [x == CLEAN for x in said])
        rows.append(row | {"mistaken_for": other, "mistaken_share": -negative_share})
    return rows


def no_harm(bench: Bench) -> list[Row]:
    """The first row is about all files, each other one about a file that was changed."""
    changed: list[Row] = []
    called_clean: list[float] = []
    for i, path in enumerate(bench.photos.paths):
        bench.report(i, len(bench.photos.paths), path)
        clean = bench.photos.load(path)
        restored = bench.restore_routed(clean)
        is_clean = restored.before is not None and restored.before.is_clean
        called_clean.append(float(is_clean))
        if not restored.is_unchanged:
            psnr_db = capped_psnr_db(clean.pixels, round_to_8bit(restored.image.pixels))
            steps = ", ".join(str(step.distortion) for step in restored.plan.steps)
            name = path.relative_to(bench.photos.folder).as_posix()
            changed.append(_no_harm_row(name, 1, float(is_clean), 0.0, [psnr_db], steps))
    n_files = len(bench.photos.paths)
    psnrs = [row["psnr_changed"] for row in changed]
    exact = 1 - len(changed) / n_files
    return [_no_harm_row("all", n_files, mean(called_clean), exact, psnrs, ""), *changed]


def _no_harm_row(
    file: str,
    n_files: int,
    called_clean: float | None,
    bit_exact: float,
    psnrs: list[float],
    steps: str,
) -> Row:
    return {
        "file": file,
        "n": n_files,
        "called_clean": called_clean,
        "bit_exact": bit_exact,
        "psnr_changed": mean(psnrs),
        "worst_psnr": min(psnrs, default=None),
        "steps": steps,
    }
