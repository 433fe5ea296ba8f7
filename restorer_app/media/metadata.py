"""What a file knows besides its pixels, and how it stays true when the pixels change."""

import logging
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace

_log = logging.getLogger(__name__)

EXIF_PREFIX = b"Exif\x00\x00"

_ORIENTATION = 0x0112
_EXIF_IFD = 0x8769
_THUMBNAIL_OFFSET, _THUMBNAIL_LENGTH = 0x0201, 0x0202
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
        tiff = _Tiff(metadata.exif)
        try:
            for entry in tiff.entries(tiff.first_ifd()):
                if entry.tag == _ORIENTATION:
                    value = tiff.value(entry)
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
    tiff = _Tiff(exif)
    first = tiff.first_ifd()
    details = None
    for entry in tiff.entries(first):
        if entry.tag == _ORIENTATION:
            tiff.set_value(entry, 1)
        elif entry.tag == _EXIF_IFD:
            details = tiff.value(entry)
    for entry in tiff.entries(details) if details else ():
        if entry.tag == _WIDTH:
            tiff.set_value(entry, width)
        elif entry.tag == _HEIGHT:
            tiff.set_value(entry, height)
        elif entry.tag == _COLOR_SPACE and is_srgb:
            tiff.set_value(entry, _COLOR_SPACE_SRGB)
    tiff.drop_thumbnail(first)
    return EXIF_PREFIX + bytes(tiff.data)


@dataclass(frozen=True)
class _Entry:
    position: int
    tag: int
    type: int


class _Tiff:
    """The TIFF structure inside an EXIF block. Methods raise struct.error where it is damaged."""

    def __init__(self, exif: bytes) -> None:
        self.data = bytearray(exif.removeprefix(EXIF_PREFIX))
        self._order = "<" if self.data[:2] == b"II" else ">"

    def first_ifd(self) -> int:
        return self._unpack("L", 4)

    def entries(self, ifd: int) -> Iterator[_Entry]:
        for i in range(self._unpack("H", ifd)):
            position = ifd + 2 + 12 * i
            yield _Entry(position, self._unpack("H", position), self._unpack("H", position + 2))

    def value(self, entry: _Entry) -> int:
        """The value of an entry that holds one SHORT or LONG."""
        return self._unpack("H" if entry.type == 3 else "L", entry.position + 8)

    def set_value(self, entry: _Entry, value: int) -> None:
        if entry.type == 3 and value > 0xFFFF:
            return  # 16 bits can not say this width; the true one stands in the file's header
        code = "H" if entry.type == 3 else "L"
        struct.pack_into(self._order + code, self.data, entry.position + 8, value)

    def drop_thumbnail(self, first_ifd: int) -> None:
        """Unlink the second directory and take its picture out: cut at the end, else zeroed."""
        link = first_ifd + 2 + 12 * self._unpack("H", first_ifd)
        second = self._unpack("L", link)
        if not second:
            return
        values = {entry.tag: self.value(entry) for entry in self.entries(second)}
        start, length = values.get(_THUMBNAIL_OFFSET, 0), values.get(_THUMBNAIL_LENGTH, 0)
        if start and start + length >= len(self.data) > start > second:
            del self.data[start:]
        elif start and start + length <= len(self.data):
            self.data[start : start + length] = bytes(length)
        struct.pack_into(self._order + "L", self.data, link, 0)

    def _unpack(self, code: str, position: int) -> int:
        return int(struct.unpack_from(self._order + code, self.data, position)[0])
