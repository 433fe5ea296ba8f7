"""Photographs: files to pixels and back, with everything a file knows carried over."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, Self

import numpy as np
import numpy.typing as npt
import PIL.Image

from restorer_app.media.atomic import atomic_file, copy_file, shown_name, unwritable
from restorer_app.media.color import Codes, Floats, to_8_bits, to_srgb
from restorer_app.media.decoding import Decoded, decode, kind_of
from restorer_app.media.encoding import FORMATS, Format, codes_type, fitting_profile
from restorer_app.media.memory import memory_error
from restorer_app.media.metadata import Metadata, as_upright, turned_dpi
from restorer_app.media.places import without_place
from restorer_app.media.raster import NotWritableError, Raster
from restorer_app.media.save_options import AS_ORIGINAL, KeptMetadata, SaveOptions
from restorer_app.progress import OnProgress, ignore_progress
from restorer_app.texts import translatable

WRITABLE_SUFFIXES = frozenset(FORMATS)
"""Suffixes, in lower case, that `save_image` knows."""

IMAGE_SUFFIXES = WRITABLE_SUFFIXES | {".jpe", ".jfif", ".mpo"}
"""Suffixes, in lower case, by which pictures are found in folders."""


@dataclass(frozen=True, eq=False)
class Image:
    """A photograph in memory, upright, its colours in sRGB.

    `pixels` are float32 (H, W, 3) in 0..1, also for grey files; `alpha` float32 (H, W) or None.
    `is_grey` and `depth` (8 or 16 bits) say how the file stored it, and so how it is saved.
    `exif` starts with `EXIF_PREFIX` and says orientation 1. `icc_profile` describes `pixels`: it is
    the file's own where that is sRGB, an sRGB profile where colours were converted, None where the
    file had none. `dpi` is (x, y).
    """

    pixels: Floats
    alpha: Floats | None = None
    is_grey: bool = False
    depth: int = 8
    exif: bytes | None = None
    xmp: bytes | None = None
    icc_profile: bytes | None = None
    dpi: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        if self.pixels.dtype != np.float32 or self.pixels.ndim != 3 or self.pixels.shape[2] != 3:
            raise ValueError(
                f"pixels are {self.pixels.dtype} {self.pixels.shape}, not float32 (H, W, 3)"
            )
        if self.alpha is not None and self.alpha.shape != self.pixels.shape[:2]:
            raise ValueError(f"alpha is {self.alpha.shape}, the pixels are {self.pixels.shape[:2]}")

    @property
    def height(self) -> int:
        return int(self.pixels.shape[0])

    @property
    def width(self) -> int:
        return int(self.pixels.shape[1])

    def with_pixels(self, pixels: Floats) -> Self:
        """The same photograph with other pixels of the same size."""
        if pixels.shape != self.pixels.shape:
            raise ValueError(f"{pixels.shape} pixels for a picture of {self.pixels.shape}")
        return replace(self, pixels=pixels)


def load_image(path: Path) -> Image:
    """Read JPEG, PNG, TIFF, WebP or BMP, told by content, of any depth up to 16 bits.

    Orientation is applied, colours are converted to sRGB by the embedded profile (CMYK without one
    by the plain rule), transparency is kept apart. Of several pages the first is read. An 8- or
    16-bit file that is sRGB or untagged keeps its exact values: saved without loss it has the same
    pixels. Raises MediaError, one sentence that names the file and the remedy.
    """
    path = Path(path)
    try:
        return _developed(decode(path))
    except MemoryError as error:
        raise memory_error(shown_name(path)) from error


def load_thumbnail(path: Path, side_px: int) -> npt.NDArray[np.uint8]:
    """A small upright sRGB version (h, w, 3) whose longer side is at most `side_px`.

    Never larger than the picture; transparency on white. JPEGs are decoded at reduced size.
    Raises MediaError as `load_image` does.
    """
    path = Path(path)
    try:
        decoded = decode(path, small_side_px=side_px)
        height, width, _ = decoded.codes.shape
        scale = min(1.0, side_px / max(height, width))
        size = max(1, round(width * scale)), max(1, round(height * scale))
        small = replace(
            decoded,
            codes=np.stack(
                [_resized(codes, size) for codes in np.moveaxis(decoded.codes, -1, 0)], axis=-1
            ),
            alpha=None if decoded.alpha is None else _resized(decoded.alpha, size),
        )
        image = _developed(small)
    except MemoryError as error:
        raise memory_error(shown_name(path)) from error
    raster = Raster(
        image.pixels, image.alpha, is_grey=False, is_flat=True, codes_type=np.dtype(np.uint8)
    )
    return raster.codes().astype(np.uint8, copy=False)


def save_image(
    image: Image,
    path: Path,
    *,
    overwrite: bool = False,
    options: SaveOptions = AS_ORIGINAL,
    unchanged_from: Path | None = None,
    on_progress: OnProgress = ignore_progress,
) -> None:
    """Write `image` in the format of the path's suffix; the file appears whole or not at all.

    PNG and TIFF are lossless and keep 16 bits; JPEG, WebP and BMP get 8, rounded. JPEG and BMP have
    no transparency: it is composited on white. Grey stays one channel (three in WebP). The quality
    is for JPEG, with full colour resolution from 90 on, and for WebP, lossless at 100. EXIF, XMP,
    profile and dpi go along as far as the format holds them and the options want them.

    `unchanged_from` is the file that `image` was read from, for an image that nothing was done to:
    where format, depth and metadata stay its bytes are copied, so that a JPEG loses nothing either.
    Raises MediaError, also for a file that exists unless `overwrite`, and a folder that does not;
    what `on_progress` raises leaves nothing behind.
    """
    path = Path(path)
    name = shown_name(path)
    format_ = FORMATS.get(path.suffix.lower())
    if format_ is None:
        raise unwritable(
            name,
            translatable(
                "its suffix names no format that can be written; use one of {known}",
                known=", ".join(FORMATS),
            ),
        )
    is_whole = options.metadata is KeptMetadata.ALL and options.depth in (None, image.depth)
    if unchanged_from is not None and is_whole and kind_of(unchanged_from) == format_.kind:
        copy_file(unchanged_from, path, overwrite=overwrite)
        return
    try:
        with atomic_file(path, overwrite=overwrite) as file:
            encode(image, format_, options, file, on_progress)
    except NotWritableError as error:
        raise unwritable(name, error.text) from error


def encode(
    image: Image,
    format_: Format,
    options: SaveOptions,
    file: BinaryIO,
    on_progress: OnProgress = ignore_progress,
) -> None:
    """Write `image` into an open file. Raises NotWritableError where the format can not hold it."""
    is_grey = image.is_grey and format_.has_grey
    raster = Raster(
        image.pixels,
        image.alpha,
        is_grey=is_grey,
        is_flat=not format_.has_alpha,
        codes_type=codes_type(format_, options.depth or image.depth),
        on_progress=on_progress,
    )
    profile = fitting_profile(image.icc_profile, is_grey=is_grey)
    metadata = Metadata(image.exif, image.xmp, profile, image.dpi)
    if options.metadata is KeptMetadata.WITHOUT_PLACE:
        metadata = without_place(metadata)
    elif options.metadata is KeptMetadata.NONE:
        metadata = replace(metadata, exif=None, xmp=None)
    format_.write(file, raster, metadata, options.quality)


def is_image_path(path: Path) -> bool:
    """Whether the suffix is one of a picture that can be read; the file itself is not asked."""
    return Path(path).suffix.lower() in IMAGE_SUFFIXES


def _developed(decoded: Decoded) -> Image:
    codes, alpha = _upright(decoded.codes, decoded.orientation), None
    pixels, profile = to_srgb(codes, decoded.metadata.icc_profile)
    height, width, n_colors = codes.shape
    is_converted = profile is not None and profile != decoded.metadata.icc_profile
    metadata = as_upright(decoded.metadata, width=width, height=height, is_srgb=is_converted)
    if decoded.alpha is not None:
        opaque = np.iinfo(decoded.alpha.dtype).max
        upright = _upright(decoded.alpha, decoded.orientation)
        alpha = np.divide(upright, opaque, dtype=np.float32)
    return Image(
        pixels,
        alpha,
        is_grey=n_colors == 1,
        depth=8 * codes.dtype.itemsize,
        exif=metadata.exif,
        xmp=metadata.xmp,
        icc_profile=profile,
        dpi=turned_dpi(metadata.dpi, decoded.orientation),
    )


def _upright(array: Codes, orientation: int) -> Codes:
    """Undo an EXIF orientation 1..8: from 5 on rows and columns change places, then mirror."""
    if orientation >= 5:
        array = array.swapaxes(0, 1)
    if orientation in (3, 4, 7, 8):
        array = array[::-1]
    if orientation in (2, 3, 6, 7):
        array = array[:, ::-1]
    return np.ascontiguousarray(array)


def _resized(codes: Codes, size: tuple[int, int]) -> npt.NDArray[np.uint8]:
    plane = PIL.Image.fromarray(np.ascontiguousarray(to_8_bits(codes)))
    return np.asarray(plane.resize(size, PIL.Image.Resampling.LANCZOS, reducing_gap=3.0))
