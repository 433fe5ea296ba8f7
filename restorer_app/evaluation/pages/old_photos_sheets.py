"""The contact sheet of old photographs: aged by our own model, since real ones have no 'clean'."""

from functools import partial

import numpy as np

from restorer_app.degradations import harmless
from restorer_app.degradations.aging.defects import creases, dust, scratches, stains
from restorer_app.degradations.aging.old_photo import Ageing, age
from restorer_app.degradations.mixtures import round_to_8bit
from restorer_app.evaluation.aging import oracle_plan
from restorer_app.evaluation.bench import Bench
from restorer_app.evaluation.pages.sheets import Pixels, Sheet, SheetRow
from restorer_app.media.image import Image


def _aged(caption: str, ageing: Ageing) -> SheetRow:
    return SheetRow(caption, partial(_show, ageing))


def _show(
    ageing: Ageing, bench: Bench, clean: Pixels, rng: np.random.Generator
) -> list[Pixels | None]:
    old = Image(age(clean, ageing, rng).pixels)
    told = bench.restore_planned(old, oracle_plan(bench, ageing))
    routed = round_to_8bit(bench.restore_routed(old).image.pixels)
    return [old.pixels, told, routed, harmless.grey(clean) if ageing.is_grey else clean]


SHEETS = (
    Sheet(
        "aged",
        "Aged photographs",
        ("before", "after, told", "after, by itself", "clean"),
        (
            _aged(
                "scratched, dusty",
                Ageing(defects=((scratches, 0.5), (dust, 0.5)), is_grey=True),
            ),
            _aged("faded, yellowed", Ageing(fading=0.6, dye_loss=0.6, yellowing=0.5)),
            _aged(
                "faded, creased, stained",
                Ageing(fading=0.5, grain=0.3, defects=((creases, 0.6), (stains, 0.4))),
            ),
        ),
    ),
)
