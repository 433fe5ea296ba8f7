"""A picture on its way into a file: float pixels given out as integer samples, strip by strip."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from restorer_app.errors import ReasonError
from restorer_app.media.color import Codes, Floats
from restorer_app.progress import OnProgress, Progress, ignore_progress, share_of
from restorer_app.texts import translatable

_CODES_SHARE = 0.3
_LUMA = np.array([0.299, 0.587, 0.114], np.float32)  # exact where the three channels are equal


class NotWritableError(ReasonError):
    """The file format can not hold this picture; the text is the reason and the remedy."""


@dataclass(frozen=True, eq=False)
class Raster:
    """`pixels` (H, W, 3) and `alpha` (H, W) in 0..1, to be written as 1 to 4 channels.

    Grey pictures give one colour channel. With `is_flat` alpha is composited on white, for formats
    that have none. Strips keep the memory that saving takes small beside the picture itself.
    """

    pixels: Floats
    alpha: Floats | None
    is_grey: bool
    is_flat: bool
    codes_type: np.dtype[Any]
    on_progress: OnProgress = ignore_progress
    """Told before each strip how much has been given out."""

    @property
    def height(self) -> int:
        return int(self.pixels.shape[0])

    @property
    def width(self) -> int:
        return int(self.pixels.shape[1])

    @property
    def has_alpha(self) -> bool:
        return self.alpha is not None and not self.is_flat

    @property
    def channels(self) -> int:
        return (1 if self.is_grey else 3) + self.has_alpha

    def strips(self, rows: int) -> Iterator[Codes]:
        """Samples (up to `rows`, W, channels), from top to bottom.

        Raises NotWritableError where pixels are not finite numbers.
        """
        for top in range(0, self.height, rows):
            self.on_progress(Progress("", top / self.height))
            colors = self.pixels[top : top + rows]
            alpha = None if self.alpha is None else self.alpha[top : top + rows, :, None]
            if alpha is not None and self.is_flat:
                colors = colors * alpha + (1 - alpha)
            if self.is_grey:
                colors = (colors @ _LUMA)[..., None]
            if alpha is not None and not self.is_flat:
                colors = np.concatenate([colors, alpha], axis=-1)
            if not np.isfinite(colors).all():
                raise NotWritableError(
                    translatable("it has pixels that are not numbers; restore it again")
                )
            yield _rounded(colors, self.codes_type)

    def codes(self) -> Codes:
        """All samples at once (H, W, channels); the most work is still to be done then."""
        quick = replace(self, on_progress=share_of(self.on_progress, 0.0, _CODES_SHARE))
        codes = np.concatenate(list(quick.strips(256)))
        self.on_progress(Progress("", _CODES_SHARE))
        return codes


def _rounded(values: Floats, codes_type: np.dtype[Any]) -> Codes:
    top = np.iinfo(codes_type).max
    scaled = values * np.float32(top)
    scaled += np.float32(0.5)
    return np.clip(scaled, 0, top, out=scaled).astype(codes_type)
