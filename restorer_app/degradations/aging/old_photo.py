"""A photograph as it comes out of the attic and the scanner: everything together, with its mask.

The order is that of life: colours and tones age, the lens and the emulsion were what they were,
then the surface is damaged, and at last the print is scanned.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from restorer_app.degradations import compressions, harmless
from restorer_app.degradations.aging import surfaces, tones
from restorer_app.degradations.aging.defects import DEFECTS, Defect, shapes_of
from restorer_app.degradations.aging.layers import Layer
from restorer_app.degradations.mixtures import round_to_8bit
from restorer_app.restoration.mask_drawing import widened

HIDDEN_FROM = 8 / 255
"""A defect that changes a pixel by less is not in the mask: it hides nothing."""
LEAST_REDUCED, MOST_REDUCED = 1.5, 4.0
"""How many times too small a picture was that is called one of low resolution."""
UNTOUCHED_SHARE = 0.15
"""Share of the drawn textures that are none: what is as it was taken has to stay so."""
_HALO_PX = 2
"""How far beyond damage sharpening leaves a rim that hides the picture as well."""
_REFERENCE_PX = 700
"""Scans with this longer side have scratches of ordinary width; larger ones wider scratches."""


@dataclass(frozen=True)
class Ageing:
    """How much of everything, 0..1."""

    fading: float = 0.0
    dye_loss: float = 0.0
    yellowing: float = 0.0
    sepia: float = 0.0
    is_grey: bool = False
    softness: float = 0.0
    reduction: float = 1.0
    """How many times too small the picture was before it was enlarged; 1 for as large as it is."""
    vignette: float = 0.0
    grain: float = 0.0
    mirroring: float = 0.0
    halftone: float = 0.0
    emboss: float = 0.0
    scan: float = 0.0
    """Noise of the scanner and loss by JPEG."""
    sharpening: float = 0.0
    """By the scanner's program: damage has a rim of the opposite tone then."""
    defects: tuple[tuple[Defect, float], ...] = ()
    """Kinds of damage to the surface, each with its amount."""

    @property
    def has_texture(self) -> bool:
        """Whether anything is between the picture and its details: see `texture`."""
        amounts = (self.softness, self.grain, self.halftone, self.emboss, self.scan)
        return any(amounts) or self.reduction > 1


@dataclass(frozen=True)
class Aged:
    """An aged picture, what it would be without the damage to its surface, and where that is."""

    pixels: np.ndarray
    """float32 (H, W, 3), 0..1, as from an 8-bit file."""
    undamaged: np.ndarray
    """The same: equally faded, soft, grainy and scanned."""
    mask: np.ndarray
    """bool (H, W): where damage hides the picture."""


def draw_ageing(
    rng: np.random.Generator,
    *,
    shapes: Sequence[np.ndarray] = (),
    damaged_share: float = 0.7,
    faded_share: float = 0.7,
    sharpened_share: float = 0.0,
    is_grey: bool | None = None,
) -> Ageing:
    """Some history of a print: faded or not, damaged or not, and of its scan: sharpened or not.

    `shapes`: opacities of real damage, uint8 (h, w), to be used beside the drawn kinds. `is_grey`:
    of a print in black and white, or in colour; by default of either.
    """
    is_faded = rng.random() < faded_share
    is_grey = rng.random() < 0.5 if is_grey is None else is_grey

    def some(share: float, *, of: bool = True) -> float:
        return float(rng.uniform(0.1, 1)) if of and rng.random() < share else 0.0

    return Ageing(
        fading=some(0.8, of=is_faded),
        dye_loss=some(0.6, of=is_faded and not is_grey),
        yellowing=some(0.5, of=is_faded),
        sepia=some(0.35, of=is_grey),
        is_grey=is_grey,
        softness=some(0.5),
        vignette=some(0.2),
        grain=some(0.5),
        mirroring=some(0.15, of=is_grey),
        halftone=some(0.05),
        emboss=some(0.12),
        scan=some(0.6),
        defects=draw_defects(rng, shapes=shapes) if rng.random() < damaged_share else (),
        sharpening=some(sharpened_share, of=sharpened_share > 0),
    )


def draw_texture(rng: np.random.Generator) -> Ageing:
    """Of lens, emulsion, paper and scanner alone, more often than `draw_ageing`; at times nothing.

    What is soft is so by a lens or because it was enlarged, not by both.
    """

    def some(share: float) -> float:
        return float(rng.uniform(0.05, 1)) if rng.random() < share else 0.0

    if rng.random() < UNTOUCHED_SHARE:
        return Ageing()
    is_enlarged = rng.random() < 0.25
    return Ageing(
        softness=0.0 if is_enlarged else some(0.5),
        reduction=float(rng.uniform(LEAST_REDUCED, MOST_REDUCED)) if is_enlarged else 1.0,
        grain=some(0.6),
        halftone=some(0.08),
        emboss=some(0.15),
        scan=some(0.6),
    )


def draw_defects(
    rng: np.random.Generator, *, shapes: Sequence[np.ndarray] = ()
) -> tuple[tuple[Defect, float], ...]:
    """One to four kinds of damage with their amounts, small amounts more often."""
    kinds = [*DEFECTS, *([shapes_of(shapes)] * 2 if shapes else [])]
    weights = np.array([4, 2, 3, 2, 1, 1, 1, *([2, 2] if shapes else [])], float)
    chosen = rng.choice(
        len(kinds), size=int(rng.integers(1, 5)), replace=False, p=weights / weights.sum()
    )
    return tuple((kinds[i], float(rng.uniform(0, 1) ** 1.5)) for i in chosen)


def age(
    pixels: np.ndarray, ageing: Ageing, rng: np.random.Generator, *, unit: float | None = None
) -> Aged:
    """`pixels` (float32 (H, W, 3), 0..1) after `ageing`.

    `unit`: how many pixels a scratch of ordinary width takes; by default it goes by the size.
    """
    height, width = pixels.shape[:2]
    unit = unit or max(1.0, max(height, width) / _REFERENCE_PX)
    faded = _with_emulsion(age_tones(pixels, ageing, rng), ageing, rng)
    layers = [
        layer for draw, amount in ageing.defects for layer in draw(height, width, amount, unit, rng)
    ]
    damaged, mask = _damaged(faded, layers)
    scanning = int(rng.integers(2**32))  # the same chance for both
    scanned, undamaged = (
        _scanned(each, ageing, np.random.default_rng(scanning)) for each in (damaged, faded)
    )
    if ageing.sharpening:
        mask |= widened(mask, _HALO_PX) & _differs(scanned, undamaged)
    return Aged(scanned, undamaged, mask)


def texture(pixels: np.ndarray, ageing: Ageing, rng: np.random.Generator) -> np.ndarray:
    """`pixels` with what the lens, the emulsion, the paper and the scanner add: a part of `age`.

    As from an 8-bit file. Tones stay on average, and no damage hides anything.
    """
    return _scanned(_with_emulsion(pixels, ageing, rng), ageing, rng)


def age_tones(pixels: np.ndarray, ageing: Ageing, rng: np.random.Generator) -> np.ndarray:
    """`pixels` with the tones and colours of the print: the first part of `age`, all else left."""
    if ageing.is_grey:
        pixels = harmless.grey(pixels)
    if ageing.sepia:
        pixels = tones.sepia(pixels, ageing.sepia)
    if ageing.vignette:
        pixels = tones.vignette(pixels, ageing.vignette)
    if ageing.dye_loss:
        pixels = tones.lose_dyes(pixels, ageing.dye_loss, rng)
    if ageing.fading:
        pixels = tones.fade(pixels, ageing.fading, rng)
    if ageing.yellowing:
        pixels = tones.yellow(pixels, ageing.yellowing, rng)
    if ageing.mirroring:
        pixels = tones.silver_mirror(pixels, ageing.mirroring, rng).over(pixels)
    return pixels


def _with_emulsion(pixels: np.ndarray, ageing: Ageing, rng: np.random.Generator) -> np.ndarray:
    if ageing.softness:
        pixels = tones.soften(pixels, ageing.softness, rng)
    if ageing.reduction > 1:
        pixels = tones.enlarge(pixels, ageing.reduction, rng)
    if ageing.grain:
        pixels = surfaces.grain(pixels, ageing.grain, rng)
    if ageing.halftone:
        pixels = surfaces.halftone(pixels, ageing.halftone, rng)
    if ageing.emboss:
        pixels = surfaces.embossed_paper(pixels, ageing.emboss, rng)
    return pixels


def _damaged(pixels: np.ndarray, layers: Sequence[Layer]) -> tuple[np.ndarray, np.ndarray]:
    """`pixels` under all layers, and where one that hides changes them enough to be seen."""
    mask = np.zeros(pixels.shape[:2], bool)
    for layer in layers:
        covered = layer.over(pixels)
        if layer.hides:
            mask |= _differs(covered, pixels)
        pixels = covered
    return pixels, mask


def _differs(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Where a difference is enough to be seen: bool (H, W)."""
    red, green, blue = np.moveaxis(np.abs(one - other) > HIDDEN_FROM, 2, 0)
    return np.asarray(red | green | blue)


def _scanned(pixels: np.ndarray, ageing: Ageing, rng: np.random.Generator) -> np.ndarray:
    if ageing.scan:
        deviation = rng.uniform(0.5, 1 + 4 * ageing.scan) / 255
        noise = rng.standard_normal(pixels.shape, dtype=np.float32)
        pixels = pixels + np.float32(deviation) * noise
    if ageing.sharpening:
        pixels = surfaces.sharpen(pixels, ageing.sharpening, rng)
    if ageing.scan:
        quality = round(100 - 55 * ageing.scan * rng.uniform(0.2, 1))
        return compressions.jpeg(
            np.clip(pixels, 0, 1), quality, chroma_subsampling=rng.random() < 0.7
        )
    return round_to_8bit(pixels)
