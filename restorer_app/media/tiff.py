"""TIFF where Pillow's reader and writer fall short: 16 bits in colour, and its metadata as EXIF."""

import logging
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt
from PIL import ExifTags
from PIL.Image import Exif
from PIL.TiffImagePlugin import ImageFileDirectory_v2
from PIL.TiffTags import BYTE, LONG, SHORT, UNDEFINED

from restorer_app.media.color import Codes
from restorer_app.media.metadata import Metadata
from restorer_app.media.raster import NotWritableError, Raster
from restorer_app.texts import translatable

_log = logging.getLogger(__name__)

_Tag = ExifTags.Base
_XMP = 700
_EXTRA_SAMPLES = 338
_SUBDIRECTORIES: tuple[int, ...] = (ExifTags.IFD.Exif, ExifTags.IFD.GPSInfo)
_INTEROPERABILITY = 0xA005  # a pointer inside the EXIF directory that holds nothing worth moving
# Tags of the first directory that speak of the photograph, not of how its pixels are stored.
_DESCRIPTIVE: tuple[int, ...] = (
    _Tag.ImageDescription, _Tag.Make, _Tag.Model, _Tag.Software, _Tag.DateTime, _Tag.Artist,
    _Tag.HostComputer, _Tag.Copyright, _Tag.Rating, _Tag.XPTitle, _Tag.XPComment, _Tag.XPAuthor,
    _Tag.XPKeywords, _Tag.XPSubject,
)  # fmt: skip

_WHITE_IS_ZERO, _BLACK_IS_ZERO, _RGB, _CMYK = 0, 1, 2, 5
_PREMULTIPLIED, _STRAIGHT_ALPHA = 1, 2
_INCH, _CENTIMETRE = 2, 3
_DEFLATE = 8
_TIFFFILE_DECODES = {1, 8, 32773, 32946}  # without its optional codecs: none, Deflate, PackBits
_STRIP_BYTES = 1 << 20
_MAX_FILE_BYTES = 0xFFFF_FFFF  # offsets are 32 bits
_COMPRESSION_LEVEL = 6


@dataclass(frozen=True)
class TiffHeader:
    """What the first page's directory says."""

    width: int
    height: int
    bits: int
    is_float: bool
    photometric: int
    samples: int
    extra_samples: tuple[int, ...]
    compression: int
    is_planar: bool
    orientation: int
    metadata: Metadata


def read_header(file: BinaryIO) -> TiffHeader:
    """The first page's directory. Raises KeyError, OSError or the like for a damaged one."""
    start = file.read(8)
    if b"+" in start[2:4]:  # BigTIFF, with offsets of 64 bits
        start += file.read(8)
    directory = ImageFileDirectory_v2(start)
    file.seek(directory.next)
    directory.load(file)
    orientation = directory.get(_Tag.Orientation, 1)
    return TiffHeader(
        width=int(directory[_Tag.ImageWidth]),
        height=int(directory[_Tag.ImageLength]),
        bits=max(directory.get(_Tag.BitsPerSample, (1,))),
        is_float=any(kind != 1 for kind in directory.get(_Tag.SampleFormat, (1,))),
        photometric=directory.get(_Tag.PhotometricInterpretation, _WHITE_IS_ZERO),
        samples=directory.get(_Tag.SamplesPerPixel, 1),
        extra_samples=tuple(directory.get(_EXTRA_SAMPLES, ())),
        compression=directory.get(_Tag.Compression, 1),
        is_planar=directory.get(_Tag.PlanarConfiguration, 1) == 2,
        orientation=orientation if 1 <= orientation <= 8 else 1,
        metadata=Metadata(
            exif=_exif_of(file, start, directory),
            xmp=_bytes_of(directory.get(_XMP)),
            icc_profile=_bytes_of(directory.get(_Tag.InterColorProfile)),
            dpi=_dpi_of(directory),
        ),
    )


def decode_16_bits(file: BinaryIO, header: TiffHeader) -> tuple[Codes, Codes | None]:
    """Samples (H, W, C) and alpha of a 16-bit page, not turned upright.

    Raises NotImplementedError for a layout that none of the decoders here knows.
    """
    colors = {_WHITE_IS_ZERO: 1, _BLACK_IS_ZERO: 1, _RGB: 3, _CMYK: 4}.get(header.photometric)
    if colors is None or header.samples < colors:
        raise NotImplementedError
    if header.compression in _TIFFFILE_DECODES:
        codes = _decode_with_tifffile(file, header)
    elif not header.is_planar and header.samples in (1, 3, 4) and header.photometric != _CMYK:
        file.seek(0)
        codes = decode_with_opencv(np.frombuffer(file.read(), np.uint8))
    else:
        raise NotImplementedError
    if header.photometric == _WHITE_IS_ZERO and header.compression in _TIFFFILE_DECODES:
        codes = 65535 - codes
    alpha = None
    if header.samples > colors and (not header.extra_samples or header.extra_samples[0] != 0):
        alpha = codes[..., colors]
    codes = codes[..., :colors]
    if alpha is not None and header.extra_samples[:1] == (_PREMULTIPLIED,):
        opaque = codes.astype(np.float64) * 65535 / np.maximum(alpha[..., None], 1)
        codes = np.minimum(opaque + 0.5, 65535).astype(np.uint16)
    return codes, alpha


def decode_with_opencv(data: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint16]:
    """(H, W, 1, 3 or 4), RGB order, from a 16-bit PNG or TIFF in memory. Raises OSError."""
    import cv2

    # Its decoders write warnings to the terminal; what matters of them is in the result.
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
    codes = cv2.imdecode(data, cv2.IMREAD_UNCHANGED)
    if codes is None or codes.dtype != np.uint16:
        raise OSError("not decodable")
    codes = np.atleast_3d(codes)
    order = {1: [0], 3: [2, 1, 0], 4: [2, 1, 0, 3]}[codes.shape[2]]
    return np.ascontiguousarray(codes[..., order])


def write_tiff(file: BinaryIO, raster: Raster, metadata: Metadata) -> None:
    """Write a Deflate-compressed TIFF, strip by strip, at the raster's own depth.

    Pillow writes 16 bits in grey only and OpenCV writes no metadata; hence this writer, for all
    depths alike, on Pillow's directory class. Raises NotWritableError beyond the format's 4 GB.
    """
    rows = max(1, _STRIP_BYTES // (raster.width * raster.channels * raster.codes_type.itemsize))
    strips = [zlib.compress(data, _COMPRESSION_LEVEL) for data in _predicted(raster, rows)]
    sizes = [len(strip) for strip in strips]
    if sum(sizes) > _MAX_FILE_BYTES - (1 << 24):
        raise NotWritableError(
            translatable("a TIFF can not be larger than 4 GB; save the picture as PNG")
        )
    directory = ImageFileDirectory_v2()
    _describe(directory, metadata)
    n_colors = 3 if raster.channels >= 3 else 1
    for tag, kind, value in (
        (_Tag.ImageWidth, LONG, raster.width),
        (_Tag.ImageLength, LONG, raster.height),
        (_Tag.BitsPerSample, SHORT, (8 * raster.codes_type.itemsize,) * raster.channels),
        (_Tag.Compression, SHORT, _DEFLATE),
        (_Tag.PhotometricInterpretation, SHORT, _RGB if n_colors == 3 else _BLACK_IS_ZERO),
        (_Tag.StripOffsets, LONG, tuple(int(sum_) for sum_ in np.cumsum([0, *sizes[:-1]]))),
        (_Tag.SamplesPerPixel, SHORT, raster.channels),
        (_Tag.RowsPerStrip, LONG, rows),
        (_Tag.StripByteCounts, LONG, tuple(sizes)),
        (_Tag.PlanarConfiguration, SHORT, 1),
        (_Tag.Predictor, SHORT, 2),
    ):
        directory.tagtype[tag] = kind
        directory[tag] = value
    if raster.channels > n_colors:
        directory.tagtype[_EXTRA_SAMPLES] = SHORT
        directory[_EXTRA_SAMPLES] = _STRAIGHT_ALPHA
    directory.save(file)  # it adds its own length to the strip offsets
    for strip in strips:
        file.write(strip)


def _predicted(raster: Raster, rows: int) -> Iterator[bytes]:
    """Strips as differences between neighbours in a row (predictor 2), which pack better."""
    for codes in raster.strips(rows):
        differences = codes.copy()
        differences[:, 1:] -= codes[:, :-1]  # modulo 2^bits, as the format wants it
        yield differences.astype(codes.dtype.newbyteorder("<")).tobytes()


def _describe(directory: ImageFileDirectory_v2, metadata: Metadata) -> None:
    if metadata.exif:
        try:
            _describe_photograph(directory, metadata.exif)
        except (SyntaxError, ValueError, KeyError, OSError, struct.error) as error:
            _log.warning("damaged EXIF block left out: %s", error)
    if metadata.xmp:
        directory.tagtype[_XMP] = BYTE
        directory[_XMP] = metadata.xmp
    if metadata.icc_profile:
        directory.tagtype[_Tag.InterColorProfile] = UNDEFINED
        directory[_Tag.InterColorProfile] = metadata.icc_profile
    if metadata.dpi:
        directory[_Tag.XResolution], directory[_Tag.YResolution] = metadata.dpi
        directory[_Tag.ResolutionUnit] = _INCH


def _describe_photograph(directory: ImageFileDirectory_v2, block: bytes) -> None:
    exif = Exif()
    exif.load(block)
    for tag in _DESCRIPTIVE:
        if tag in exif:
            directory[tag] = exif[tag]
    for tag in _SUBDIRECTORIES:
        if details := exif.get_ifd(tag):
            directory.tagtype[tag] = LONG
            directory[tag] = _movable(details)


def _exif_of(file: BinaryIO, start: bytes, directory: ImageFileDirectory_v2) -> bytes | None:
    """The descriptive part of a TIFF directory as an EXIF block."""
    exif = Exif()
    for tag in _DESCRIPTIVE:
        if tag in directory:
            exif[tag] = directory[tag]
    for tag in _SUBDIRECTORIES:
        if isinstance(offset := directory.get(tag), int):
            details = ImageFileDirectory_v2(start, group=tag)
            file.seek(offset)
            details.load(file)
            exif[tag] = _movable(details)
    return exif.tobytes() if len(exif) else None


def _movable(details: Any) -> dict[int, Any]:
    return {tag: value for tag, value in details.items() if tag != _INTEROPERABILITY}


def _bytes_of(value: Any) -> bytes | None:
    """A tag's bytes, which Pillow gives as bytes, as a tuple of them or as a tuple of numbers."""
    if isinstance(value, tuple):
        value = value[0] if len(value) == 1 and isinstance(value[0], bytes) else bytes(value)
    return value if isinstance(value, bytes) and value else None


def _dpi_of(directory: ImageFileDirectory_v2) -> tuple[float, float] | None:
    x, y = directory.get(_Tag.XResolution), directory.get(_Tag.YResolution)
    per_inch = {_INCH: 1.0, _CENTIMETRE: 2.54}.get(directory.get(_Tag.ResolutionUnit, _INCH))
    if not x or not y or per_inch is None:
        return None
    return round(float(x) * per_inch, 2), round(float(y) * per_inch, 2)


def _decode_with_tifffile(file: BinaryIO, header: TiffHeader) -> npt.NDArray[np.uint16]:
    import tifffile

    file.seek(0)
    with tifffile.TiffFile(file) as pages:
        codes = pages.pages[0].asarray()
    if header.is_planar and codes.ndim == 3:
        codes = np.moveaxis(codes, 0, -1)
    return np.atleast_3d(codes).astype(np.uint16, copy=False)
