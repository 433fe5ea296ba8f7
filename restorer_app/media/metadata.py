"""What a file knows besides its pixels, and how it stays true when the pixels change."""

import logging
import re
import struct
from dataclasses import dataclass, replace

from restorer_app.media.exif import ExifBlock

_log = logging.getLogger(__name__)

_ORIENTATION = 0x0112
_EXIF_IFD = 0x8769
_COLOR_SPACE, _WIDTH, _HEIGHT = 0xA001, 0xA002, 0xA003
_COLOR_SPACE_SRGB = 1

_XMP_ORIENTATION = re.compile(rb"""(tiff:Orientation(?:\s*=\s*["']|>)\s*)([1-8])""")


@dataclass(frozen=True)
class Metadata:
    """Blocks carried from file to file. `exif` starts with `EXIF_PREFIX`; `dpi` is (x, y)."""

    exif: bytes | None = None
    xmp: bytes | None = None
    icc_profile: bytes | None = None
    dpi: tuple[float, float] | None = None


def read_orientation(metadata: Metadata) -> int:
    """The EXIF orientation 1..8 the pixels are stored in; XMP is asked where EXIF says nothing."""
    if metadata.exif:
        block = ExifBlock(metadata.exif)
        try:
            for entry in block.entries(block.first_ifd()):
                if entry.tag == _ORIENTATION:
                    value = block.value(entry)
                    return value if 1 <= value <= 8 else 1
        except struct.error:
            _log.warning("damaged EXIF block: orientation unknown, the picture is taken as upright")
    if metadata.xmp and (match := _XMP_ORIENTATION.search(metadata.xmp)):
        return int(match[2])
    return 1


def turned_dpi(dpi: tuple[float, float] | None, orientation: int) -> tuple[float, float] | None:
    """(x, y) after an orientation 1..8 is undone: from 5 on the axes change places."""
    return (dpi[1], dpi[0]) if dpi and orientation >= 5 else dpi


def as_upright(metadata: Metadata, *, width: int, height: int, is_srgb: bool) -> Metadata:
    """The metadata of the picture after its orientation was applied to the pixels.

    Orientation becomes 1 in EXIF and XMP, the pixel dimensions follow, and with `is_srgb` so does
    EXIF's colour space. EXIF's own thumbnail is dropped: it shows the picture before its repair.
    Values are patched where they stand, so that everything else (maker notes hold absolute offsets)
    stays byte for byte.
    """
    exif, xmp = metadata.exif, metadata.xmp
    if exif:
        try:
            exif = _patched_exif(exif, width=width, height=height, is_srgb=is_srgb)
        except struct.error:
            _log.warning("damaged EXIF block: it is carried over as it is")
    if xmp:
        xmp = _XMP_ORIENTATION.sub(rb"\g<1>1", xmp)
    return replace(metadata, exif=exif, xmp=xmp)


def _patched_exif(exif: bytes, *, width: int, height: int, is_srgb: bool) -> bytes:
    block = ExifBlock(exif)
    first = block.first_ifd()
    details = None
    for entry in block.entries(first):
        if entry.tag == _ORIENTATION:
            block.set_value(entry, 1)
        elif entry.tag == _EXIF_IFD:
            details = block.value(entry)
    for entry in block.entries(details) if details else ():
        if entry.tag == _WIDTH:
            block.set_value(entry, width)
        elif entry.tag == _HEIGHT:
            block.set_value(entry, height)
        elif entry.tag == _COLOR_SPACE and is_srgb:
            block.set_value(entry, _COLOR_SPACE_SRGB)
    block.drop_thumbnail()
    return block.to_bytes()
