"""Pictures that are drawn, for generators that have to know what was never a photograph."""

import cv2
import numpy as np

from restorer_app.degradations.drawings import draw_page, draw_sky
from restorer_app.training.recipe import Recipe

N_DRAWN, SKY_SHARE = 96, 0.3
"""How many pictures there are, and the share of skies among them."""


class DrawnRegions:
    """Pages and skies as large as a region, each drawn when it is first needed."""

    def __init__(self, recipe: Recipe) -> None:
        self._recipe = recipe
        self._drawn: dict[int, np.ndarray] = {}

    def __len__(self) -> int:
        """How many were needed so far."""
        return len(self._drawn)

    def draw(self, rng: np.random.Generator) -> np.ndarray:
        """Any of them, float32 (region_px, region_px, 3)."""
        number = int(rng.integers(N_DRAWN))
        if number not in self._drawn:
            self._drawn[number] = self._make(number)
        return self._drawn[number]

    def _make(self, number: int) -> np.ndarray:
        """Always the same one of this number."""
        rng = np.random.default_rng((self._recipe.seed, 1, number))
        draw = draw_sky if rng.random() < SKY_SHARE else draw_page
        side_px = self._recipe.region_px
        whole = draw(round(side_px / self._recipe.scale), rng)
        small = cv2.resize(whole, (side_px, side_px), interpolation=cv2.INTER_AREA)
        return small.astype(np.float32) / 255
