"""Grey stays grey, sepia stays sepia: the tint of a monochrome photograph, put back afterwards.

A photograph is monochrome when its colour is a function of its brightness alone: no difference for
grey, a smooth curve for sepia and yellowed paper. Networks that were trained on colour photographs
may leave other colours behind, so the curve is measured before and put back after the restoration.

To miss a monochrome photograph costs little, to take the colour out of another one is damage: a
single coloured spot, or a tint that no paper has, is enough to leave the colours alone. The limits
come from 1400 colour and some twenty toned photographs: of the former none was taken for the
latter, but among clear colours only. Noise or compression that colours a sepia photograph visibly
also makes it count as coloured.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

GREY_TOLERANCE = 1.5 / 255
"""A curve that stays below this is no tint, but rounding and compression of a grey picture."""
STRONGEST_TINT = 64 / 255
"""What differs more from grey is a coloured object; full sepia reaches 50/255."""
COLDEST = -2 / 255
"""Least red minus blue: tones are brown or yellow; fog, snow and sea are blue."""
SPOT_PX, SPOT_LIMIT = 4, 24 / 255
"""No spot of this size, however large the photograph, departs more from the curve. Compression
(quality 50) departs by 17/255."""
AREA_SHARE, AREA_LIMIT = 1 / 64, 7 / 255
"""No square of this share of the longest side (at least two spots) departs more from the curve.
Toned photographs stay below 6.5/255, faint colours (a face in the dark, a lawn) are above 10."""
NEARLY_ALL, NEARLY_LIMIT = (0.9, 0.98), (6 / 255, 11 / 255)
"""Of a print that is brown but for stains and white damage, these shares of the spots depart from
the curve by at most so much."""
BROWN = (20 / 255, 80 / 255)
"""How far red lies above blue in such prints on average, from toned paper to full sepia."""
MIN_PIXELS = 64 * 64
"""In a smaller picture, if it is not exactly grey, the curve could follow every single pixel."""
_ROUNDED = 1e-6
"""By so much a picture may differ from itself after it was mixed with itself."""
_N_LEVELS = 256
_MIN_COUNT = 32
_SAMPLED_SIDE_PX = 2048
_ROWS_AT_ONCE = 256  # a multiple of SPOT_PX; a second large photograph would not fit in memory


@dataclass(frozen=True, eq=False)
class Tint:
    """How far red, green and blue are from their mean, by that mean (0..1)."""

    brightness: np.ndarray
    """(n,), increasing. The mean of the channels, not luma: in sepia highlights, where red and
    green have reached the maximum, luma hardly tells the shades apart."""
    offsets: np.ndarray
    """(n, 3), each row's sum is 0; all 0 for grey."""

    @classmethod
    def of(cls, pixels: np.ndarray) -> "Tint | None":
        """The tint of a monochrome picture (float32 (H, W, 3), 0..1), None for one in colour."""
        if all(_is_exactly_grey(band) for band in _bands(pixels)):
            return _grey()
        if pixels.shape[0] * pixels.shape[1] < MIN_PIXELS:
            return None
        tint = _measure(pixels)
        return tint if tint.is_plausible and _explains(tint, pixels) else None

    @property
    def is_grey(self) -> bool:
        return not self.offsets.any()

    @property
    def is_plausible(self) -> bool:
        """The tint is one that photographic paper has."""
        red_minus_blue = self.offsets[:, 0] - self.offsets[:, 2]
        return bool(
            np.abs(self.offsets).max() <= STRONGEST_TINT and red_minus_blue.min() >= COLDEST
        )

    @property
    def room(self) -> tuple[float, float]:
        """The darkest and the lightest brightness that this tint takes no channel beyond 0..1."""
        return max(0.0, -float(self.offsets[0].min())), 1 - max(0.0, float(self.offsets[-1].max()))

    def apply(self, pixels: np.ndarray, *, narrowed: float = 0.0) -> None:
        """Give `pixels` (float32 (H, W, 3)) this tint, in place and clipped to 0..1.

        Their brightness stays. Grey is exactly grey: the channels are equal to the last bit.
        `narrowed` 0..1: for tones that were corrected by this share. Black and white are then those
        of the tint, which has no room in pure ones: brightness is narrowed to `room`, not clipped.
        """
        darkest, lightest = self.room
        for band in _bands(pixels):
            brightness = band.mean(axis=-1)
            if narrowed:
                fitted = darkest + (lightest - darkest) * brightness
                brightness += np.float32(narrowed) * (fitted - brightness)
            band[:] = np.clip(self._colored(brightness), 0, 1)

    def apply_where_changed(self, pixels: np.ndarray, before: np.ndarray) -> None:
        """The same only where `pixels` are not as `before`; all else stays to the bit."""
        for band, old in zip(_bands(pixels), _bands(before), strict=True):
            is_changed = (np.abs(band - old) > _ROUNDED).any(axis=-1)
            band[is_changed] = np.clip(self._colored(band[is_changed].mean(axis=-1)), 0, 1)

    def _colored(self, brightness: np.ndarray) -> np.ndarray:
        """(..., 3) in this tint; (..., 1) when it is grey."""
        if self.is_grey:
            return brightness[..., None]
        channels = [brightness + np.interp(brightness, self.brightness, o) for o in self.offsets.T]
        return np.stack(channels, axis=-1).astype(np.float32)


def is_brown_print(pixels: np.ndarray) -> bool:
    """Whether nearly all of `pixels` (float32 (H, W, 3), 0..1) is in shades of one brown.

    So look toned and yellowed prints; stains, rims and damage of another colour may be on them.
    """
    tint = _measure(pixels)
    brown = float((pixels[..., 0] - pixels[..., 2]).mean())
    if tint.is_grey or not BROWN[0] <= brown <= BROWN[1]:
        return False
    departures = np.abs(_block_means(pixels - tint._colored(pixels.mean(axis=-1)), SPOT_PX))
    return bool((np.quantile(departures.max(axis=-1), NEARLY_ALL) <= NEARLY_LIMIT).all())


def _grey() -> Tint:
    return Tint(np.zeros(1), np.zeros((1, 3)))


def _measure(pixels: np.ndarray) -> Tint:
    """The mean colour of every brightness, measured on at most some million pixels."""
    step = -(-max(pixels.shape[:2]) // _SAMPLED_SIDE_PX)
    sampled = pixels[::step, ::step].reshape(-1, 3)
    # What was not clipped yet, as after simulated noise, counts to the first and last level.
    level = np.clip(sampled.mean(axis=1) * _N_LEVELS, 0, _N_LEVELS - 1).astype(np.intp)
    counts = np.bincount(level, minlength=_N_LEVELS)
    # With its neighbours: the curve is smooth, and means lie on it wherever it is straight.
    weight = _smooth(counts)
    sums = np.stack([_smooth(np.bincount(level, c, _N_LEVELS)) for c in sampled.T], axis=1)
    is_known = (counts > 0) & (weight >= _MIN_COUNT)
    if not is_known.any():  # small, and every pixel has another brightness
        is_known = counts == counts.max()
    colors = sums[is_known] / weight[is_known, None]
    brightness = colors.mean(axis=1)
    offsets = colors - brightness[:, None]
    return Tint(brightness, offsets) if np.abs(offsets).max() > GREY_TOLERANCE else _grey()


def _smooth(values: np.ndarray) -> np.ndarray:
    return np.convolve(values, (0.25, 0.5, 0.25), "same")


def _explains(tint: Tint, pixels: np.ndarray) -> bool:
    """No part of the picture departs from the tint visibly; stops at the first that does.

    Means over areas are compared, where noise and the errors of compression cancel out.
    """
    spots = []
    for band in _bands(pixels):
        departure = band - tint._colored(band.mean(axis=-1))
        spots.append(_block_means(departure, SPOT_PX))
        if np.abs(spots[-1]).max() > SPOT_LIMIT:
            return False
    n_spots = max(2, int(max(pixels.shape[:2]) * AREA_SHARE) // SPOT_PX)
    areas = _block_means(np.concatenate(spots), n_spots)
    return bool(np.abs(areas).max() <= AREA_LIMIT)


def _block_means(values: np.ndarray, side: int) -> np.ndarray:
    """Means over squares; what lies beyond the edge counts as 0, so a narrow rest counts less."""
    down, across = (np.arange(0, size, side) for size in values.shape[:2])
    sums = np.add.reduceat(np.add.reduceat(values, down, axis=0), across, axis=1)
    return sums / side**2


def _is_exactly_grey(band: np.ndarray) -> bool:
    green = band[..., 1]
    return np.array_equal(band[..., 0], green) and np.array_equal(band[..., 2], green)


def _bands(pixels: np.ndarray) -> Iterator[np.ndarray]:
    """Views of some rows each, from top to bottom."""
    return (pixels[y : y + _ROWS_AT_ONCE] for y in range(0, len(pixels), _ROWS_AT_ONCE))
