"""Steps of scales that people can read."""

import math


def round_step(least: float) -> float:
    """The smallest of 1, 2, 5, 10 ... times a power of ten that is not below `least`."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(n * power for n in (1, 2, 5, 10) if n * power >= least * (1 - 1e-9))
