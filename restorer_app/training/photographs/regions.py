"""Regions of photographs and crops of those: what is degraded together, and what is learnt from."""

from dataclasses import dataclass

import cv2
import numpy as np

from restorer_app.training.recipe import Recipe

MOST_ENLARGED = 1.35
"""How many times as large as its file a photograph is shown at most."""
ON_GRID_SHARE = 0.75
"""Share of the regions whose crops start on a codec's grid; the rest were cropped since."""


def draw_scale(rng: np.random.Generator, *, reduced: float, enlarged: float = 0.0) -> float:
    """How many times as large as its file a photograph is shown: half to `MOST_ENLARGED`.

    `reduced`, `enlarged`: the shares of photographs for which it is below and above 1.
    """
    drawn = rng.random()
    if drawn < reduced:
        return float(1 / rng.uniform(1, 2))
    return float(rng.uniform(1, MOST_ENLARGED)) if drawn < reduced + enlarged else 1.0


@dataclass(frozen=True, eq=False)
class Regions:
    """Cuts photographs (uint8 (h, w, 3)) as a recipe wants them cut."""

    recipe: Recipe
    photos: list[np.ndarray]

    def draw_photo(self, rng: np.random.Generator) -> np.ndarray:
        return self.photos[rng.integers(len(self.photos))]

    def draw(self, rng: np.random.Generator, *, scale: float = 1.0) -> np.ndarray:
        """A random region, float32 (region_px, region_px, 3), mirrored and turned at random.

        `scale`: of the photograph it is taken from, so that sharpness varies as in life.
        """
        return self.draw_from(self.draw_photo(rng), rng, scale=scale)

    def draw_from(self, photo: np.ndarray, rng: np.random.Generator, *, scale: float) -> np.ndarray:
        """The same of a photograph that is chosen already."""
        side = self.recipe.region_px
        taken = min(*photo.shape[:2], round(side / scale))
        y, x = (int(rng.integers(size - taken + 1)) for size in photo.shape[:2])
        region = photo[y : y + taken, x : x + taken]
        if taken != side:
            method = cv2.INTER_AREA if taken > side else cv2.INTER_CUBIC
            region = cv2.resize(region, (side, side), interpolation=method)
        region = np.rot90(region, int(rng.integers(4)))
        if rng.random() < 0.5:
            region = region[:, ::-1]
        return np.ascontiguousarray(region, np.float32) / 255

    def draw_corners(self, rng: np.random.Generator, *, margin: int = 0) -> np.ndarray:
        """Where the crops of a region start, (crops_per_region, 2), `margin` px off its rim."""
        last = self.recipe.region_px - self.recipe.crop_px - margin
        corners = rng.integers(margin, last + 1, (self.recipe.crops_per_region, 2))
        grid = self.recipe.crop_grid_px
        if grid > 1 and rng.random() < ON_GRID_SHARE:
            return corners // grid * grid
        return corners

    def crops(self, pixels: np.ndarray, corners: np.ndarray) -> np.ndarray:
        """The crops of a region (region_px, region_px, C), float32 (n, C, crop_px, crop_px)."""
        side = self.recipe.crop_px
        crops = [pixels[y : y + side, x : x + side].transpose(2, 0, 1) for y, x in corners]
        return np.ascontiguousarray(np.stack(crops), np.float32)
