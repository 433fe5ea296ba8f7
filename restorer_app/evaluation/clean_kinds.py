"""Whether clean pictures of all kinds are left alone: suite `clean-kinds`."""

from collections import Counter
from collections.abc import Callable

import numpy as np

from restorer_app.degradations import compressions, harmless
from restorer_app.degradations.drawings import draw_page, draw_sky
from restorer_app.degradations.mixtures import round_to_8bit
from restorer_app.evaluation.bench import Bench
from restorer_app.evaluation.report import Row, mean
from restorer_app.media.image import Image

DRAWN_SIDE_PX = 512
ALL = "all"

DEFINITION = (
    "Clean photographs as they are and after changes that are no damage, and as many drawn "
    "pictures, all rounded to 8 bits, through the automatic restoration. bit_exact: the share that "
    "came back as it was; taken_for: what most of the others were first taken for. film grain: a "
    "standard deviation of 2.5/255; night: 30 % of the light; drawings: text, lines and shapes."
)

_Make = Callable[[np.ndarray, np.random.Generator], np.ndarray]

KINDS: dict[str, _Make] = {
    "as it is": lambda pixels, _: pixels,
    "reduced to 1/2": lambda pixels, _: harmless.resized(pixels, 0.5),
    "reduced to 0.7": lambda pixels, _: harmless.resized(pixels, 0.7),
    "enlarged by 1.25": lambda pixels, _: harmless.resized(pixels, 1.25),
    "saved again, JPEG 92": lambda pixels, _: compressions.jpeg(pixels, 92),
    "cropped": lambda pixels, _: harmless.cropped(pixels, 0.61),
    "grey": lambda pixels, _: harmless.grey(pixels),
    "night": lambda pixels, _: harmless.at_night(pixels, 0.3),
    "film grain": lambda pixels, rng: harmless.with_film_grain(pixels, 2.5 / 255, rng),
    "drawings": lambda _, rng: draw_page(DRAWN_SIDE_PX, rng).astype(np.float32) / 255,
    "skies": lambda _, rng: draw_sky(DRAWN_SIDE_PX, rng).astype(np.float32) / 255,
}


def clean_kinds(bench: Bench) -> list[Row]:
    """The first row is about all pictures, then one row per kind."""
    taken_for: dict[str, list[str | None]] = {kind: [] for kind in KINDS}
    n_done, n_total = 0, len(KINDS) * len(bench.photos.paths)
    for path in bench.photos.paths:
        pixels = bench.photos.load(path).pixels
        for kind, make in KINDS.items():
            bench.report(n_done, n_total, path)
            rng = bench.photos.rng(path, "kind", kind)
            clean = round_to_8bit(np.ascontiguousarray(make(pixels, rng), np.float32))
            taken_for[kind].append(_taken_for(bench, Image(clean)))
            n_done += 1
    everything = [first for firsts in taken_for.values() for first in firsts]
    return [_row(ALL, everything), *(_row(kind, firsts) for kind, firsts in taken_for.items())]


def _taken_for(bench: Bench, clean: Image) -> str | None:
    """What a clean picture was repaired for; None for one that came back as it was."""
    restored = bench.restore_routed(clean)
    if restored.is_unchanged:
        return None
    return str(restored.plan.steps[0].distortion)


def _row(kind: str, firsts: list[str | None]) -> Row:
    mistakes = Counter(first for first in firsts if first is not None).most_common(1)
    return {
        "kind": kind,
        "n": len(firsts),
        "bit_exact": mean([float(first is None) for first in firsts]),
        "taken_for": mistakes[0][0] if mistakes else None,
    }
