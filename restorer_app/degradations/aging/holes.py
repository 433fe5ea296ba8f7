"""Holes to be filled: as damage leaves them once it is found, and as a person paints them."""

from collections.abc import Sequence

import numpy as np

from restorer_app.degradations.aging.layers import Canvas
from restorer_app.degradations.aging.old_photo import draw_defects
from restorer_app.restoration.mask_drawing import widened

_HIDDEN_FROM = 0.05
"""The opacity from which a finder and a person take a pixel for damaged."""
_MOST_RIM_PX = 3


def damage_holes(
    height: int,
    width: int,
    rng: np.random.Generator,
    *,
    unit: float = 1.0,
    shapes: Sequence[np.ndarray] = (),
) -> np.ndarray:
    """Where one to four kinds of damage are, with the rim that one adds: bool (height, width).

    `unit`: how many pixels a scratch of ordinary width takes; `shapes`: opacities of real damage.
    """
    layers = [
        layer
        for draw, amount in draw_defects(rng, shapes=shapes)
        for layer in draw(height, width, amount, unit, rng)
    ]
    hidden = np.zeros((height, width), bool)
    for layer in layers:
        if layer.hides:
            hidden |= layer.opacity > _HIDDEN_FROM
    return widened(hidden, int(rng.integers(1, _MOST_RIM_PX + 1)))


def brush_holes(height: int, width: int, rng: np.random.Generator) -> np.ndarray:
    """One to four strokes of a brush 3 to 20 px wide: bool (height, width)."""
    canvas, side = Canvas(height, width), min(height, width)
    for _ in range(int(rng.integers(1, 5))):
        turns = np.cumsum(rng.normal(0, 0.5, 12)) + rng.uniform(0, 2 * np.pi)
        steps = np.stack((np.cos(turns), np.sin(turns)), axis=1) * rng.uniform(4, side / 12)
        points = rng.uniform(0, 1, 2) * (width, height) + np.cumsum(steps, axis=0)
        widths = np.full(len(points) - 1, rng.uniform(3, 20))
        canvas.polyline(points, widths, np.ones(len(points) - 1))
    return canvas.opacity() > 0.5
