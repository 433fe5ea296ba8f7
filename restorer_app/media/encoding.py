"""Samples to files: one writer per format, chosen by the file's suffix."""

import io
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

import numpy as np
import PIL.Image

from restorer_app.media import png, tiff
from restorer_app.media.color import profile_space, srgb_profile
from restorer_app.media.exif import EXIF_PREFIX
from restorer_app.media.metadata import Metadata
from restorer_app.media.raster import NotWritableError, Raster
from restorer_app.texts import translatable

_log = logging.getLogger(__name__)

_MAX_JPEG_SIDE_PX = 65500
_MAX_WEBP_SIDE_PX = 16383
_MAX_SEGMENT_BYTES = 65533  # a JPEG's metadata block, with its length
_XMP_HEADER_BYTES = 29
_FULL_COLOR_FROM_QUALITY = 90

Write = Callable[[BinaryIO, Raster, Metadata, int], None]
"""Writes a raster and its metadata to a file with a quality of 1..100."""


@dataclass(frozen=True)
class Format:
    """What a file format can hold, and its writer."""

    kind: str
    write: Write
    has_16_bits: bool
    has_alpha: bool
    has_grey: bool
    has_quality: bool = False


def fitting_profile(profile: bytes | None, *, is_grey: bool) -> bytes | None:
    """`profile`, or sRGB's counterpart of it where the channels differ; sRGB pixels either way."""
    if profile is None or profile_space(profile) == ("GRAY" if is_grey else "RGB"):
        return profile
    return srgb_profile(is_grey=is_grey)


def _write_png(file: BinaryIO, raster: Raster, metadata: Metadata, _: int) -> None:
    png.write_png(file, raster, metadata)


def _write_tiff(file: BinaryIO, raster: Raster, metadata: Metadata, _: int) -> None:
    tiff.write_tiff(file, raster, metadata)


def _write_jpeg(file: BinaryIO, raster: Raster, metadata: Metadata, quality: int) -> None:
    """4:4:4 from quality 90 on, so that thin coloured lines stay; 4:2:0 below."""
    _check_side(raster, _MAX_JPEG_SIDE_PX, "JPEG")
    metadata = _fitting_segments(metadata)
    options = _options(exif=metadata.exif, xmp=metadata.xmp, icc_profile=metadata.icc_profile)
    options |= _options(dpi=metadata.dpi)
    options["subsampling"] = 0 if quality >= _FULL_COLOR_FROM_QUALITY else 2
    _write_with_pillow(file, raster, "JPEG", quality=quality, **options)


def _write_webp(file: BinaryIO, raster: Raster, metadata: Metadata, quality: int) -> None:
    """Quality 100 is lossless, colours under full transparency included."""
    _check_side(raster, _MAX_WEBP_SIDE_PX, "WebP")
    exif = metadata.exif.removeprefix(EXIF_PREFIX) if metadata.exif else None
    options = _options(exif=exif, xmp=metadata.xmp, icc_profile=metadata.icc_profile)
    options |= {"lossless": True, "exact": True} if quality == 100 else {"quality": quality}
    _write_with_pillow(file, raster, "WEBP", **options)


def _write_bmp(file: BinaryIO, raster: Raster, metadata: Metadata, _: int) -> None:
    _write_with_pillow(file, raster, "BMP", **_options(dpi=metadata.dpi))


def _write_with_pillow(file: BinaryIO, raster: Raster, kind: str, **options: Any) -> None:
    """Through memory: Pillow's encoders turn a full disk into an error without its cause."""
    codes = raster.codes()
    picture = PIL.Image.fromarray(codes[..., 0] if codes.shape[2] == 1 else codes)
    encoded = io.BytesIO()
    picture.save(encoded, kind, **options)
    file.write(encoded.getbuffer())


def _options(**options: Any) -> dict[str, Any]:
    return {name: value for name, value in options.items() if value is not None}


def _check_side(raster: Raster, limit_px: int, kind: str) -> None:
    if max(raster.width, raster.height) > limit_px:
        raise NotWritableError(
            translatable(
                "a {kind} can have at most {limit} pixels a side, this picture has {width} x "
                "{height}; save it as PNG or TIFF",
                kind=kind,
                limit=limit_px,
                width=raster.width,
                height=raster.height,
            )
        )


def _fitting_segments(metadata: Metadata) -> Metadata:
    """A JPEG holds EXIF and XMP in one block of 64 KB each; longer ones can only be left out."""
    if metadata.exif and len(metadata.exif) > _MAX_SEGMENT_BYTES:
        _log.warning("EXIF of %d bytes is too long for a JPEG and left out", len(metadata.exif))
        metadata = replace(metadata, exif=None)
    if metadata.xmp and len(metadata.xmp) > _MAX_SEGMENT_BYTES - _XMP_HEADER_BYTES:
        _log.warning("XMP of %d bytes is too long for a JPEG and left out", len(metadata.xmp))
        metadata = replace(metadata, xmp=None)
    return metadata


def codes_type(format_: Format, depth: int) -> np.dtype[Any]:
    """The sample type for a picture of `depth` bits in a format: 8 bits where it has no 16."""
    return np.dtype(np.uint16 if depth == 16 and format_.has_16_bits else np.uint8)


_PNG = Format("PNG", _write_png, has_16_bits=True, has_alpha=True, has_grey=True)
_TIFF = Format("TIFF", _write_tiff, has_16_bits=True, has_alpha=True, has_grey=True)
_JPEG = Format(
    "JPEG", _write_jpeg, has_16_bits=False, has_alpha=False, has_grey=True, has_quality=True
)
_WEBP = Format(
    "WEBP", _write_webp, has_16_bits=False, has_alpha=True, has_grey=False, has_quality=True
)
_BMP = Format("BMP", _write_bmp, has_16_bits=False, has_alpha=False, has_grey=True)

FORMATS: dict[str, Format] = {
    ".png": _PNG,
    ".tif": _TIFF,
    ".tiff": _TIFF,
    ".jpg": _JPEG,
    ".jpeg": _JPEG,
    ".webp": _WEBP,
    ".bmp": _BMP,
}
"""Every suffix that can be written, in lower case."""
