"""What a single picture is like, with nothing to compare it with: noise, JPEG, sharpness, light.

Estimates for people to read: what stands beside a diagnosis. It goes by one of them alone, the
quality of a JPEG. Pixels and patches of them are float32 (H, W, 3), sRGB in 0..1, `MIN_SIDE_PX` or
more a side.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from restorer_app.metrics.image import too_small

Floats = npt.NDArray[np.float32]

MIN_SIDE_PX = 32
PATCH_PX, N_PATCHES = 512, 9

_GREEN = 1
_NOISE_MASK = np.array(((1, -2, 1), (-2, 4, -2), (1, -2, 1)), np.float32)
_NOISE_MASK_GAIN = 6.0
"""The root of the mask's sum of squares: what it makes of noise of deviation 1."""
_BLOCK_PX = 16
_FLAT_SHARE = 0.1
"""Of all blocks those with the least structure, where what is left is noise."""
_PUT_LAST = np.float32(1e3)
"""More structure than there can be: for blocks that are clipped, which hides their noise."""

_QUALITIES = tuple(range(3, 99))
_GHOST_PX = 192
_AROUND = 4
_DIP = 0.45
"""A picture that was a JPEG of some quality changes less than this at that quality, against what
the qualities `_AROUND` it let expect."""

_GREYISH_CHROMA = 20.0


@dataclass(frozen=True)
class Appearance:
    """Measures of one picture."""

    noise_sigma: float
    """Standard deviation of the noise in each channel on the scale 0..255."""
    jpeg_quality: int | None
    """What libjpeg calls the quality, if the picture looks as if it had been saved so."""
    sharpness: float
    """0..1: one less the blur of Crete et al. (2007)."""
    lightness: float
    """Mean CIE L*, 0 (black) to 100 (white); a well exposed photograph has about 50."""
    clipped: float
    """Share of the pixels with a channel at the very end of the scale, 0..1."""
    cast: float
    """CIE chroma of what ought to be grey: 0 is neutral, from about 5 on it shows."""
    cast_hue_deg: float
    """Where the cast goes: CIE hue, about 30 red, 100 yellow, 140 green, 280 blue."""


def appearance(pixels: Floats) -> Appearance:
    """All measures, of a large picture from `N_PATCHES` patches. Raises MediaError where tiny."""
    patches = _patches(pixels)
    cast, hue = color_cast(patches)
    return Appearance(
        noise_sigma=noise_sigma(patches),
        jpeg_quality=jpeg_quality(pixels),
        sharpness=float(np.median([_sharpness(patch) for patch in patches])),
        lightness=float(np.mean([_lab(patch)[..., 0].mean() for patch in patches])),
        clipped=clipped_share(patches),
        cast=cast,
        cast_hue_deg=hue,
    )


def noise_sigma(patches: Sequence[Floats]) -> float:
    """Standard deviation of white noise, 0..255, from the blocks with the least structure.

    Immerkaer's mask (1996), which answers to noise but neither to edges along its sides nor to
    gradients; not over whole pictures but only where a smoothed one is flat. In the green channel
    alone: luma would average away noise that is independent in the channels, but not that of a grey
    photograph.
    """
    energies, structures = [], []
    for patch in patches:
        green = np.ascontiguousarray(patch[..., _GREEN])
        response = cv2.filter2D(green, -1, _NOISE_MASK) / _NOISE_MASK_GAIN
        smooth = cv2.GaussianBlur(green, (0, 0), 2.0)
        slopes = cv2.magnitude(
            cv2.Sobel(smooth, cv2.CV_32F, 1, 0), cv2.Sobel(smooth, cv2.CV_32F, 0, 1)
        )
        is_clipped = ((green <= 0) | (green >= 1)).astype(np.float32)
        energies.append(_block_means(response**2))
        structures.append(_block_means(slopes) + _PUT_LAST * (_block_means(is_clipped) > 0.05))
    energy, structure = np.concatenate(energies), np.concatenate(structures)
    flat = np.argsort(structure)[: max(1, round(_FLAT_SHARE * len(energy)))]
    return float(255 * np.sqrt(np.median(energy[flat])))


def clipped_share(patches: Sequence[Floats]) -> float:
    """Share of pixels with a channel at the very end of the scale, 0..1."""
    return float(np.mean([((patch <= 0) | (patch >= 1)).any(axis=-1).mean() for patch in patches]))


def jpeg_quality(pixels: Floats) -> int | None:
    """The JPEG quality a picture was saved with; None when it shows no trace of any.

    Saved once more with its own quality it hardly changes (Farid, 2009: JPEG ghosts). Only traces
    on a grid that starts in the corner are found, not those of a cropped or resized picture.
    """
    top, left = (max(0, side - _GHOST_PX) // 2 // 8 * 8 for side in pixels.shape[:2])
    middle = pixels[top : top + _GHOST_PX, left : left + _GHOST_PX]
    codes = np.round(255 * np.clip(middle, 0, 1)).astype(np.uint8)
    changes = np.array([_change_by_saving(codes, quality) for quality in _QUALITIES])
    expected = np.sqrt(changes[: -2 * _AROUND] * changes[2 * _AROUND :])
    dips = changes[_AROUND:-_AROUND] / np.maximum(expected, 1e-9)
    best = int(np.argmin(dips))
    return _QUALITIES[best + _AROUND] if dips[best] < _DIP else None


def color_cast(patches: Sequence[Floats]) -> tuple[float, float]:
    """CIE chroma and hue in degrees of the mean colour of what is nearly grey."""
    small = np.concatenate([patch.reshape(-1, 3)[::7] for patch in patches])
    lab = _lab(small[None])[0]
    greyish = lab[np.hypot(lab[:, 1], lab[:, 2]) < _GREYISH_CHROMA]
    if not len(greyish):
        greyish = lab
    a, b = greyish[:, 1:].mean(axis=0)
    return float(np.hypot(a, b)), float(np.degrees(np.arctan2(b, a)) % 360)


def _patches(pixels: Floats) -> list[Floats]:
    """The picture, or `N_PATCHES` of a large one from a regular grid, on multiples of 8."""
    height, width = pixels.shape[:2]
    if min(height, width) < MIN_SIDE_PX:
        raise too_small(width, height, MIN_SIDE_PX)
    n_across = round(N_PATCHES**0.5)
    if height * width <= N_PATCHES * PATCH_PX**2:
        return [pixels]
    tops, lefts = (
        [round(i * max(0, side - PATCH_PX) / (n_across - 1)) // 8 * 8 for i in range(n_across)]
        for side in (height, width)
    )
    return [pixels[y : y + PATCH_PX, x : x + PATCH_PX] for y in tops for x in lefts]


def _block_means(values: npt.NDArray[Any]) -> Floats:
    height, width = (side // _BLOCK_PX * _BLOCK_PX for side in values.shape)
    blocks = values[:height, :width].reshape(height // _BLOCK_PX, _BLOCK_PX, -1, _BLOCK_PX)
    return blocks.mean(axis=(1, 3), dtype=np.float32).ravel()


def _change_by_saving(codes: npt.NDArray[np.uint8], quality: int) -> float:
    _, encoded = cv2.imencode(".jpg", codes[..., ::-1], (cv2.IMWRITE_JPEG_QUALITY, quality))
    saved = cv2.imdecode(encoded, cv2.IMREAD_COLOR)
    assert saved is not None  # it was encoded right here
    difference = saved[..., ::-1].astype(np.float32) - codes
    return float(np.square(_luma(difference)).mean())


def _sharpness(patch: Floats) -> float:
    from skimage.measure import blur_effect

    return 1 - float(blur_effect(_luma(patch)))  # type: ignore[no-untyped-call]


def _luma(pixels: Floats) -> Floats:
    luma = cv2.cvtColor(np.ascontiguousarray(pixels), cv2.COLOR_RGB2GRAY)
    return luma.astype(np.float32, copy=False)


def _lab(pixels: Floats) -> Floats:
    lab = cv2.cvtColor(np.ascontiguousarray(np.clip(pixels, 0, 1)), cv2.COLOR_RGB2Lab)
    return lab.astype(np.float32, copy=False)
