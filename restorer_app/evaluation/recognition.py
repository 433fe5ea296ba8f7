"""How well damage is recognised, and the undamaged left alone: suites `classifier`, `no-harm`."""

from collections import Counter
from dataclasses import dataclass, field

from restorer_app.degradations.kadid import degrade
from restorer_app.degradations.mixtures import round_to_8bit
from restorer_app.distortions import Distortion
from restorer_app.evaluation.bench import Bench, capped_psnr_db
from restorer_app.evaluation.report import Row, mean
from restorer_app.restoration.diagnosis import Diagnosis

LEVELS = (1, 2, 3, 4, 5)
STRONG_LEVELS = (4, 5)
CLEAN = "clean"

CLASSIFIER_DEFINITION = (
    "One distortion at a time at KADID-10k levels, rounded to 8 bits. right: the share of files "
    "whose first finding is the distortion (of clean files: those called clean)."
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

    def add(self, diagnosis: Diagnosis) -> None:
        top = max(diagnosis.findings, key=lambda finding: finding.probability)
        self.first.append(str(top.distortion))
        self.called_clean.append(diagnosis.is_clean)

    def right(self, distortion: str) -> list[bool]:
        return [name == distortion for name in self.first]

    def row(self, distortion: str, level: int | str, right: list[bool]) -> Row:
        mistakes = Counter(name for name in self.first if name != distortion).most_common(1)
        mistaken = mistakes[0][0] if mistakes and distortion != CLEAN else None
        return {
            "distortion": distortion,
            "level": level,
            "n": len(right),
            "right": mean([float(is_right) for is_right in right]),
            "called_clean": mean([float(is_clean) for is_clean in self.called_clean]),
            "mistaken_for": mistaken,
        }


def classifier(bench: Bench) -> list[Row]:
    """One row per distortion and level, one for clean files, and two over all distortions."""
    clean_answers = _Answers()
    answers = {(distortion, level): _Answers() for distortion in Distortion for level in LEVELS}
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
            given.add(bench.diagnose(clean.with_pixels(degraded)))
            n_done += 1
    rows = [
        given.row(str(distortion), level, given.right(distortion))
        for (distortion, level), given in answers.items()
    ]
    rows.append(clean_answers.row(CLEAN, 0, clean_answers.called_clean))
    rows.append(_summary(answers, "4-5", STRONG_LEVELS))
    rows.append(_summary(answers, "1-5", LEVELS))
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


def _summary(
    answers: dict[tuple[Distortion, int], _Answers], title: str, levels: tuple[int, ...]
) -> Row:
    chosen = [(d, given) for (d, level), given in answers.items() if level in levels]
    together = _Answers(
        called_clean=[is_clean for _, given in chosen for is_clean in given.called_clean]
    )
    right = [is_right for d, given in chosen for is_right in given.right(d)]
    return together.row("all", title, right)
