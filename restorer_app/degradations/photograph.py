"""All that can be done to a photograph by a name and a level: KADID-10k's 25, and ageing."""

from collections.abc import Callable

import numpy as np

from restorer_app.degradations import kadid
from restorer_app.degradations.aging.defects import scratches
from restorer_app.degradations.aging.old_photo import Ageing, age
from restorer_app.degradations.kadid import KADID_NAMES, Degraded
from restorer_app.errors import PlanError
from restorer_app.texts import Text

_HIGHEST_LEVEL = 5
_AGEINGS: dict[str, Callable[[float], Ageing]] = {
    "scratches": lambda amount: Ageing(defects=((scratches, amount),)),
    "grain": lambda amount: Ageing(grain=amount),
    "fading": lambda amount: Ageing(fading=amount),
    "yellowing": lambda amount: Ageing(yellowing=amount),
}
"""What happens to a print, by its amount 0..1."""
PHOTO_NAMES = (*KADID_NAMES, *_AGEINGS)


def degrade_photograph(
    pixels: np.ndarray, name: str, level: float, rng: np.random.Generator
) -> Degraded:
    """`pixels` (float32 (H, W, 3), 0..1) with what is called `name` at `level` 1..5.

    Pure: all chance comes from `rng`, the input is not changed. Raises PlanError for an unknown
    name or a level outside 1..5.
    """
    check_level(name, level)
    if name not in _AGEINGS:
        return kadid.degrade(pixels, name, level, rng)
    amount = level / _HIGHEST_LEVEL
    aged = age(pixels, _AGEINGS[name](amount), rng)
    return Degraded(aged.pixels, {"name": name, "level": level, "amount": amount})


def check_level(name: str, level: float) -> None:
    """Raises PlanError for a name that is none of these distortions, or no level of it."""
    if name not in _AGEINGS:
        kadid.check_level(name, level)
    elif not 1 <= level <= _HIGHEST_LEVEL:  # NaN too
        raise PlanError(Text(f"{name}: level {level:g} is outside 1..5"))
