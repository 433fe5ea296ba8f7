"""Masks as pictures: made in another program, or kept to be looked at."""

from pathlib import Path

from restorer_app.media.atomic import atomic_file
from restorer_app.media.image import load_image
from restorer_app.restoration.mask import Given
from restorer_app.restoration.mask_drawing import pack_mask

MASK_SUFFIX = ".png"
WHITE_FROM = 0.5
"""Lighter than this is to be filled: what is drawn with soft edges has its edge there."""


def read_mask(path: Path) -> Given:
    """What is white in a picture of any kind that can be read; grey counts from 50 % on.

    Transparent parts do not. Raises MediaError, naming the file, where it can not be read.
    """
    image = load_image(path)
    is_white = image.pixels.mean(axis=2) >= WHITE_FROM
    if image.alpha is not None:
        is_white &= image.alpha >= WHITE_FROM
    return pack_mask(is_white)


def write_mask(mask: Given, path: Path, *, overwrite: bool) -> None:
    """Write a mask as a PNG, white where it fills. Raises MediaError."""
    with atomic_file(path, overwrite=overwrite) as file:
        file.write(mask.data)
