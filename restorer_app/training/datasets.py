"""Photographs to training batches: crops degraded on the fly, each batch a function of its step.

A batch depends on the recipe's seed and the step number alone, never on how many worker processes
there are, so a resumed training sees exactly the batches it would have seen.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np
import torch
from torch.utils.data import DataLoader, Dataset

from restorer_app.degradations import blurs, compressions, harmless, noises, placements
from restorer_app.degradations.aging.faces import age_face, draw_reduction
from restorer_app.degradations.aging.old_photo import (
    age,
    age_tones,
    draw_ageing,
    draw_texture,
    texture,
)
from restorer_app.degradations.drawings import draw_page, draw_sky
from restorer_app.degradations.kadid import degrade
from restorer_app.degradations.mixtures import draw_levels, mix, round_to_8bit
from restorer_app.distortions import PAPER_DISTORTIONS, Distortion
from restorer_app.errors import MediaError
from restorer_app.media.image import is_image_path, load_image
from restorer_app.metrics.image import psnr_db
from restorer_app.registry.catalog import Catalog, Task
from restorer_app.registry.loader import load_network
from restorer_app.restoration.tiling import run_network
from restorer_app.texts import Text
from restorer_app.training.damage import draw_damaged, draw_holed, read_shapes
from restorer_app.training.faces import draw_face, draw_views
from restorer_app.training.lesson import Batch
from restorer_app.training.recipe import Recipe
from restorer_app.training.translation import AGEING, draw_old

N_DISTORTIONS = len(PAPER_DISTORTIONS)
CLEAN_SHARE = 0.15
"""Share of the diagnosis' training pictures that are left clean."""
PAGE_SHARE, SKY_SHARE = 0.1, 0.02
"""Shares of the diagnosis' pictures that are drawn: text and shapes, and empty skies."""
GREY_SHARE, DARK_SHARE, GRAIN_SHARE = 0.08, 0.06, 0.08
"""Shares of its photographs that are grey, as dark as at night, and grained as film is."""
MOST_GRAIN = 0.012
"""Its largest standard deviation; the weakest noise that counts as damage has 0.032."""
ENLARGED_SHARE, MOST_ENLARGED = 0.15, 1.35
"""Share of its pictures that were enlarged, softer than a camera's own but no damage."""
SAVED_AGAIN_SHARE = 0.25
"""Share of the diagnosis' pictures that end as a JPEG of a quality at which nothing shows."""
HARD_TO_TELL = {
    Distortion.GAUSSIAN_BLUR: 3.0,
    Distortion.LENS_BLUR: 3.0,
    Distortion.MOTION_BLUR: 3.0,
    Distortion.JPEG2000: 3.0,
}
"""What the diagnosis confuses with each other is shown so many times as often."""
ON_GRID_SHARE = 0.75
"""Share of the regions whose crops start on a codec's grid; the rest were cropped since."""
WELL_RESTORED_DB = 32.0
"""From this PSNR on a restored picture counts as clean."""
N_DRAWN, DRAWN_SKIES = 96, 0.3
"""How many pictures are drawn for a generator that has to know them, and the share of skies."""
HOLD_OUT_EVERY = 16
"""Without a `val` folder, every so many-th photograph is kept for validation."""

Degrader = Callable[[np.ndarray, np.random.Generator], np.ndarray]


def photo_paths(data: Path) -> tuple[list[Path], list[Path]]:
    """Training and validation photographs in a folder.

    With sub-folders `train` and `val` those are taken, else some are held out. Raises MediaError
    for a folder without photographs.
    """
    if (data / "train").is_dir() and (data / "val").is_dir():
        train, val = (_pictures_in(data / part) for part in ("train", "val"))
    else:
        paths = _pictures_in(data)
        val = paths[::HOLD_OUT_EVERY]
        train = [path for i, path in enumerate(paths) if i % HOLD_OUT_EVERY] or val
    if not train or not val:
        raise MediaError(Text(f"there are no photographs in '{data}'; name a folder that has some"))
    return train, val


def old_paths(folder: Path | None) -> list[Path]:
    """Real old photographs in a folder; none without one. Raises MediaError where it has none."""
    paths = _pictures_in(folder) if folder else []
    if folder and not paths:
        raise MediaError(Text(f"there are no old photographs in '{folder}'; name another"))
    return paths


def _pictures_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and is_image_path(path))


def load_photos(paths: Iterable[Path], *, shortest_px: int, scale: float = 1.0) -> list[np.ndarray]:
    """The photographs as uint8 (H, W, 3), reduced by `scale`.

    Small ones are mirrored up to `shortest_px`.
    """
    photos = []
    for path in paths:
        pixels = load_image(path).pixels
        if scale < 1:
            pixels = harmless.resized(pixels, scale)
        pixels = np.round(pixels * 255).astype(np.uint8)
        missing_y, missing_x = (max(0, shortest_px - side) for side in pixels.shape[:2])
        photos.append(
            cv2.copyMakeBorder(pixels, 0, missing_y, 0, missing_x, cv2.BORDER_REFLECT_101)
        )
    return photos


# --- what the generators learn to undo -----------------------------------------------------------


def _white_noise(pixels: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Blind: sigma 0..55 of 255. Half as in an 8-bit file, half unclipped as in the literature."""
    sigma = rng.uniform(0, 55) / 255
    noisy = noises.white_noise(pixels, sigma**2, rng)
    return round_to_8bit(noisy) if rng.random() < 0.5 else noisy


def _jpeg(pixels: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Quality 4..60, the strong ones more often; mostly 4:2:0."""
    quality = round(4 * 15 ** rng.random())
    return compressions.jpeg(pixels, quality, chroma_subsampling=rng.random() < 0.8)


def _gaussian_blur(pixels: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    return round_to_8bit(blurs.gaussian_blur(pixels, draw_sigma(rng)))


def draw_sigma(rng: np.random.Generator) -> float:
    """0.3..5 px (level 5), evenly in its logarithm: what is nearly sharp must not suffer."""
    return float(0.3 * (5 / 0.3) ** rng.random())


def _motion_blur(pixels: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Length 1..10 px (levels 1..5, a little beyond), any direction."""
    return round_to_8bit(blurs.convolve(pixels, blurs.motion_kernel(*draw_line(rng))))


def draw_line(rng: np.random.Generator) -> tuple[float, float]:
    """Length in px and angle in degrees."""
    return rng.uniform(1, 11), rng.uniform(0, 180)


def _color_block(pixels: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """None to four blocks: a small region with as many as a picture would be all blocks."""
    return round_to_8bit(placements.color_blocks(pixels, int(rng.integers(5)), rng))


def _at_levels(distortion: Distortion) -> Degrader:
    """`distortion` at KADID-10k levels 1..5, most often 3..5, half of them between two levels."""

    def degrade_at_a_level(pixels: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        level = float(rng.choice((1, 2, 3, 4, 5), p=(0.1, 0.15, 0.25, 0.25, 0.25)))
        if rng.random() < 0.5:
            level = max(1.0, level - rng.random())
        return round_to_8bit(degrade(pixels, distortion, level, rng).pixels)

    return degrade_at_a_level


def _fading(pixels: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Tones and colours of a history, some of them damaged; one in four has kept its tones.

    Without what is too fine to be seen where tones are read off, in reduced crops.
    """
    ageing = draw_ageing(rng, damaged_share=0.2, faded_share=0.75, is_grey=_is_grey(pixels))
    smooth = replace(ageing, softness=0.0, grain=0.0, halftone=0.0, emboss=0.0, scan=0.0)
    return age(pixels, smooth, rng).pixels


def _faded(pixels: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """With the tones of an old print, one in black and white where the picture is."""
    ageing = draw_ageing(rng, damaged_share=0.0, faded_share=1.0, is_grey=_is_grey(pixels))
    return np.clip(age_tones(pixels, ageing, rng), 0, 1)


def _is_grey(pixels: np.ndarray) -> bool:
    red, green, blue = np.moveaxis(pixels, 2, 0)  # a range over so short an axis takes long
    differences = (abs(red - green), abs(green - blue), abs(blue - red))
    return max(float(each.max()) for each in differences) < 1 / 255


def _grain(pixels: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """What lens, emulsion, paper and scanner have made of the picture, and nothing else."""
    return texture(pixels, draw_texture(rng), rng)


def _faces(pixels: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    return age_face(harmless.grey(pixels), draw_reduction(rng), rng)


def _mixed(pixels: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """One to three of the fourteen distortions at any level."""
    n = int(rng.choice((1, 2, 3), p=(0.6, 0.25, 0.15)))
    return mix(pixels, draw_levels(n, rng), rng).pixels


DEGRADERS: dict[str, Degrader] = {
    **{str(distortion): _at_levels(distortion) for distortion in PAPER_DISTORTIONS},
    "white_noise": _white_noise,
    "jpeg": _jpeg,
    "gaussian_blur": _gaussian_blur,
    "motion_blur": _motion_blur,
    "color_block": _color_block,
    "fading": _fading,
    "grain": _grain,
    "faces": _faces,
    "mixed": _mixed,
}


def _saved_again(pixels: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Often as it is, else as the good JPEG file in which most pictures reach a person."""
    if rng.random() >= SAVED_AGAIN_SHARE:
        return pixels
    quality = int(rng.integers(88, 98))
    return compressions.jpeg(pixels, quality, chroma_subsampling=rng.random() < 0.5)


# --- batches --------------------------------------------------------------------------------------


def strong_level(label: int, rng: np.random.Generator) -> dict[Distortion, float]:
    """What a classifier of paper 0 is shown of the class `label`: level 4 or 5; clean is last."""
    if label == N_DISTORTIONS:
        return {}
    return {PAPER_DISTORTIONS[label]: float(rng.integers(4, 6))}


def classified_view(pixels: np.ndarray, recipe: Recipe) -> np.ndarray:
    """What a classifier sees of a picture: its middle, or all of it reduced."""
    side = recipe.crop_px
    if recipe.is_resized:
        return cv2.resize(pixels, (side, side), interpolation=cv2.INTER_AREA)
    y, x = ((size - side) // 2 for size in pixels.shape[:2])
    return pixels[y : y + side, x : x + side]


def draw_scale(rng: np.random.Generator, *, reduced: float, enlarged: float = 0.0) -> float:
    """How many times as large as its file a photograph is shown: half to `MOST_ENLARGED`.

    `reduced`, `enlarged`: the shares of photographs for which it is below and above 1.
    """
    drawn = rng.random()
    if drawn < reduced:
        return float(1 / rng.uniform(1, 2))
    return float(rng.uniform(1, MOST_ENLARGED)) if drawn < reduced + enlarged else 1.0


class Labelled(NamedTuple):
    """A picture for the diagnosis and what is wrong with it."""

    pixels: np.ndarray
    presence: np.ndarray
    """(15,): 1 where a distortion is there, "clean" last, NaN where nobody can tell."""
    severity: np.ndarray
    """(14,), 0..5."""


class Batches(Dataset[Batch]):
    """Item `step` is the whole batch of that step.

    Generators: degraded and clean (n, 3, crop_px, crop_px) float32. Diagnosis: crops of the same
    shape, presence (n, 15) with "clean" last and NaN where nobody can tell, severity (n, 14).
    Classifiers: pictures of the same shape and the number of their one class, (n,) int64.
    Finding damage: crops and masks (n, 1, crop_px, crop_px). Filling: crops with holes (n, 4, ...),
    and without. Knowing faces: a clean and an aged view of each, (n, 1, crop_px, crop_px).
    Autoencoders: crops, and as many of real old photographs where there are any. Translation: aged
    crops, holes (n, 1, crop_px, crop_px) and clean crops.
    """

    def __init__(
        self,
        recipe: Recipe,
        paths: list[Path],
        catalog: Catalog,
        shapes: Path | None = None,
        old: Sequence[Path] = (),
    ) -> None:
        self.recipe = recipe
        self.shapes = shapes
        """Pictures of real damage, for recipes of old photographs."""
        self.old = old
        """Real old photographs, likewise."""
        self.paths = paths
        self.catalog = catalog
        """Where the generators are that leave the traces a diagnosis has to know."""
        self._photos: list[np.ndarray] = []  # loaded in the worker that needs them
        self._old: list[np.ndarray] = []
        self._shapes: list[np.ndarray] = []
        self._drawn: dict[int, np.ndarray] = {}  # each when it is first needed

    def __getitem__(self, step: int) -> Batch:
        rng = self.chance_of(step)
        draws = {
            Task.DIAGNOSE: self._draw_diagnosed,
            Task.CLASSIFY: self._draw_classified,
            Task.FIND: self._draw_found,
            Task.FILL: self._draw_filled,
            Task.EMBED: self._draw_views,
            Task.AUTOENCODE: self._draw_rebuilt,
            Task.TRANSLATE: self._draw_translated,
        }
        draw: Callable[..., tuple[np.ndarray, ...]] = draws.get(self.recipe.task, self._draw_pairs)
        parts = [draw(rng) for _ in range(self.recipe.regions_per_step)]
        return tuple(
            torch.from_numpy(np.concatenate(arrays)) for arrays in zip(*parts, strict=True)
        )

    def chance_of(self, number: int) -> np.random.Generator:
        """The random numbers of an item; the photographs are there from now on."""
        if not self._photos:
            self._photos = load_photos(
                self.paths, shortest_px=self.recipe.region_px, scale=self.recipe.scale
            )
            self._old = load_photos(self.old, shortest_px=self.recipe.region_px)
            self._shapes = read_shapes(self.shapes)[0]
        return np.random.default_rng((self.recipe.seed, number))

    def _draw_photo(self, rng: np.random.Generator) -> np.ndarray:
        return self._photos[rng.integers(len(self._photos))]

    def draw_region(self, rng: np.random.Generator, *, scale: float = 1.0) -> np.ndarray:
        """A random region, float32 (region_px, region_px, 3), mirrored and turned at random.

        `scale`: of the photograph it is taken from, so that sharpness varies as in life.
        """
        return self._region_of(self._draw_photo(rng), rng, scale)

    def _region_of(self, photo: np.ndarray, rng: np.random.Generator, scale: float) -> np.ndarray:
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

    def _draw_pairs(self, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        clean = self._draw_underlying(rng)
        degraded = DEGRADERS[self.recipe.degradation](clean, rng)
        # The rim of a region has seen a replicated border that a photograph has not.
        corners = self._corners(rng, margin=(self.recipe.region_px - self.recipe.crop_px) // 5)
        return self._crops(degraded, corners), self._crops(clean, corners)

    def _draw_found(self, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        region = self.draw_region(rng, scale=draw_scale(rng, reduced=0.6))
        aged, mask = draw_damaged(region, rng, self._shapes)
        corners = self._corners(rng, margin=0)
        return self._crops(aged, corners), self._crops(mask[..., None], corners)

    def _draw_filled(self, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        region = self.draw_region(rng, scale=draw_scale(rng, reduced=0.6))
        holed, clean = draw_holed(region, rng, self._shapes)
        corners = self._corners(rng, margin=0)
        return self._crops(holed, corners), self._crops(clean, corners)

    def _draw_rebuilt(self, rng: np.random.Generator) -> tuple[np.ndarray, ...]:
        """What an autoencoder learns: clean or aged pictures; beside aged ones real old ones."""
        region = self._draw_underlying(rng)
        corners = self._corners(rng, margin=0)
        if self.recipe.degradation != AGEING:
            return (self._crops(region, corners),)
        aged = self._crops(draw_old(region, rng, self._shapes).shown, corners)
        if not self._old:
            return (aged,)
        photo = self._old[rng.integers(len(self._old))]
        scale = self.recipe.scale * draw_scale(rng, reduced=0.3)
        return aged, self._crops(self._region_of(photo, rng, scale), corners)

    def _draw_translated(
        self, rng: np.random.Generator
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        drawn = draw_old(self._draw_underlying(rng), rng, self._shapes)
        corners = self._corners(rng, margin=0)
        aged, holes, clean = (
            self._crops(each, corners) for each in (drawn.shown, drawn.holes, drawn.clean)
        )
        return aged, holes, clean

    def _draw_views(self, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        first, second = draw_views(self._draw_photo(rng), self.recipe.crop_px, rng)
        return first[None], second[None]

    def _draw_underlying(self, rng: np.random.Generator) -> np.ndarray:
        """What a generator shall bring back: a clean region, or one with damage of other kinds."""
        if self.recipe.task is Task.REFINE:
            return draw_face(self._draw_photo(rng), self.recipe.region_px, rng)
        share = self.recipe.drawn_share
        if share and rng.random() < share:
            region = self._drawn_region(int(rng.integers(N_DRAWN)))
        else:
            region = self.draw_region(rng, scale=draw_scale(rng, reduced=0.3))
        if self.recipe.grey_share and rng.random() < self.recipe.grey_share:
            region = harmless.grey(region)
        if self.recipe.faded_share and rng.random() < self.recipe.faded_share:
            region = _faded(region, rng)
        share = self.recipe.underlying_share
        if not share or rng.random() >= share:  # no chance is drawn where there is none to take
            return region
        others = [each for each in PAPER_DISTORTIONS if each is not self.recipe.distortion]
        return mix(region, draw_levels(int(rng.integers(1, 3)), rng, among=others), rng).pixels

    def _drawn_region(self, number: int) -> np.ndarray:
        """A page or a sky as large as a region, float32: always the same one of this number."""
        if number not in self._drawn:
            rng = np.random.default_rng((self.recipe.seed, 1, number))
            draw = draw_sky if rng.random() < DRAWN_SKIES else draw_page
            side_px = self.recipe.region_px
            whole = draw(round(side_px / self.recipe.scale), rng)
            small = cv2.resize(whole, (side_px, side_px), interpolation=cv2.INTER_AREA)
            self._drawn[number] = small.astype(np.float32) / 255
        return self._drawn[number]

    def _draw_classified(self, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        region = self.draw_region(rng, scale=draw_scale(rng, reduced=0.3))
        label = int(rng.integers(N_DISTORTIONS + 1))
        pixels = mix(round_to_8bit(region), strong_level(label, rng), rng).pixels
        shown = classified_view(pixels, self.recipe)
        return shown.transpose(2, 0, 1)[None], np.array([label])

    def _draw_diagnosed(
        self, rng: np.random.Generator
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Crops of a region, each with the labels of the whole region."""
        drawn = self.draw_labelled(rng)
        crops = self._crops(drawn.pixels, self._corners(rng, margin=0))
        presence, severity = (
            np.tile(label, (len(crops), 1)) for label in (drawn.presence, drawn.severity)
        )
        return crops, presence, severity

    def draw_labelled(self, rng: np.random.Generator) -> Labelled:
        """A region with any damage or none, or what a generator made of one."""
        if rng.random() < self.recipe.trace_share:
            return self._draw_traces(rng)
        region = self._draw_opened(rng)
        n = 0 if rng.random() < CLEAN_SHARE else int(rng.choice((1, 2, 3), p=(0.6, 0.25, 0.15)))
        weights = [HARD_TO_TELL.get(distortion, 1.0) for distortion in PAPER_DISTORTIONS]
        mixture = mix(round_to_8bit(region), draw_levels(n, rng, weights=weights), rng)
        presence = np.zeros(N_DISTORTIONS + 1, np.float32)
        severity = np.zeros(N_DISTORTIONS, np.float32)
        for i, distortion in enumerate(PAPER_DISTORTIONS):
            if distortion in mixture.severity:
                presence[i] = 1
                severity[i] = mixture.severity[distortion]
        presence[-1] = mixture.is_clean
        return Labelled(_saved_again(mixture.pixels, rng), presence, severity)

    def _draw_opened(self, rng: np.random.Generator) -> np.ndarray:
        """A clean region of what people open: photographs of all kinds, and drawn pictures."""
        drawn = rng.random()
        if drawn < PAGE_SHARE + SKY_SHARE:
            draw = draw_page if drawn < PAGE_SHARE else draw_sky
            return draw(self.recipe.region_px, rng).astype(np.float32) / 255
        scale = draw_scale(rng, reduced=0.6, enlarged=ENLARGED_SHARE)
        region = self.draw_region(rng, scale=scale)
        if rng.random() < GREY_SHARE:
            region = harmless.grey(region)
        if rng.random() < DARK_SHARE:
            region = harmless.at_night(region, rng.uniform(0.1, 0.5))
        if rng.random() < GRAIN_SHARE:
            region = harmless.with_film_grain(region, rng.uniform(0, MOST_GRAIN), rng)
        return region

    def _draw_traces(self, rng: np.random.Generator) -> Labelled:
        """A region that one of the generators has restored: clean, where that went well.

        Where it did not, nobody can tell whether the distortion still counts: those are NaN.
        """
        clean = round_to_8bit(self.draw_region(rng, scale=draw_scale(rng, reduced=0.6)))
        restorers = [
            entry
            for entry in self.catalog.entries
            if entry.task is Task.RESTORE and entry.distortion in PAPER_DISTORTIONS
        ]
        entry = restorers[rng.integers(len(restorers))]
        assert entry.distortion is not None  # one of those that the diagnosis is taught
        degraded = mix(clean, draw_levels(1, rng, among=[entry.distortion]), rng).pixels
        restored = round_to_8bit(run_network(load_network(entry, "cpu"), degraded))
        presence = np.zeros(N_DISTORTIONS + 1, np.float32)
        presence[-1] = 1
        if psnr_db(clean, restored) < WELL_RESTORED_DB:
            presence[[PAPER_DISTORTIONS.index(entry.distortion), -1]] = np.nan
        return Labelled(restored, presence, np.zeros(N_DISTORTIONS, np.float32))

    def _corners(self, rng: np.random.Generator, *, margin: int) -> np.ndarray:
        last = self.recipe.region_px - self.recipe.crop_px - margin
        corners = rng.integers(margin, last + 1, (self.recipe.crops_per_region, 2))
        grid = self.recipe.crop_grid_px
        if grid > 1 and rng.random() < ON_GRID_SHARE:
            return corners // grid * grid
        return corners

    def _crops(self, pixels: np.ndarray, corners: np.ndarray) -> np.ndarray:
        side = self.recipe.crop_px
        crops = [pixels[y : y + side, x : x + side].transpose(2, 0, 1) for y, x in corners]
        return np.ascontiguousarray(np.stack(crops), np.float32)


def batches_from(
    dataset: Dataset[Batch], steps: Iterable[int], *, workers: int
) -> DataLoader[Batch]:
    """The batches of these steps in order, made in `workers` processes (0: in this one).

    Workers are spawned: a fork after OpenCV or torch have started threads deadlocks.
    """
    return DataLoader(
        dataset,
        batch_size=None,
        sampler=steps,
        num_workers=workers,
        multiprocessing_context="spawn" if workers else None,
        prefetch_factor=4 if workers else None,
        worker_init_fn=_use_one_thread,
    )


def _use_one_thread(_: int) -> None:
    """A worker process is one of several: OpenCV's threads would take the others' cores."""
    cv2.setNumThreads(1)
