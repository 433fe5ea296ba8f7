"""How large a file will be, told from samples of the picture before it is written."""

import io
from dataclasses import replace

import numpy as np

from restorer_app.media.color import Floats
from restorer_app.media.encoding import FORMATS
from restorer_app.media.image import Image, encode
from restorer_app.media.save_options import SaveOptions

_SQUARE_PX = 160
_SQUARES_PER_SIDE = 5


def estimate_bytes(image: Image, suffix: str, options: SaveOptions) -> int:
    """About how many bytes `image` takes in the format of `suffix`; small ones exactly.

    Squares from all over the picture are encoded side by side. Raises KeyError for a suffix that is
    not written, NotWritableError for pixels that are no picture.
    """
    wanted = _SQUARE_PX * _SQUARES_PER_SIDE
    if image.width * image.height <= wanted * wanted:
        return _encoded_bytes(image, suffix, options)
    bare = replace(image, exif=None, xmp=None, icc_profile=None)
    alpha = image.alpha
    sample = replace(
        bare, pixels=_sampled(image.pixels), alpha=None if alpha is None else _sampled(alpha)
    )
    blocks = sum(len(block) for block in (image.exif, image.xmp, image.icc_profile) if block)
    share = image.width * image.height / (sample.width * sample.height)
    return round(_encoded_bytes(sample, suffix, options) * share) + blocks


def _sampled(plane: Floats) -> Floats:
    """Squares in an even grid, put together to one picture."""
    height, width = plane.shape[:2]
    tops, lefts = (
        np.linspace(0, side - min(side, _SQUARE_PX), _SQUARES_PER_SIDE).astype(int)
        for side in (height, width)
    )
    rows = [
        np.concatenate(
            [plane[top : top + _SQUARE_PX, left : left + _SQUARE_PX] for left in lefts], axis=1
        )
        for top in tops
    ]
    return np.concatenate(rows)


def _encoded_bytes(image: Image, suffix: str, options: SaveOptions) -> int:
    file = io.BytesIO()
    encode(image, FORMATS[suffix], options, file)
    return file.tell()
