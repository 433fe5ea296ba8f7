"""An EXIF block changed where it stands: maker notes hold absolute offsets, so nothing may move."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

EXIF_PREFIX = b"Exif\x00\x00"

_GPS_IFD = 0x8825
_THUMBNAIL_OFFSET, _THUMBNAIL_LENGTH = 0x0201, 0x0202
_ASCII, _SHORT = 2, 3
_ENTRY_BYTES = 12
_VALUE_BYTES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}
"""By the number of a type. Up to four bytes of values stand in the entry itself."""


@dataclass(frozen=True)
class Entry:
    """One line of a directory."""

    position: int
    tag: int
    type: int
    count: int

    @property
    def n_bytes(self) -> int:
        return self.count * _VALUE_BYTES.get(self.type, 0)


class ExifBlock:
    """The TIFF structure inside an EXIF block. Methods raise struct.error where it is damaged."""

    def __init__(self, exif: bytes) -> None:
        self._data = bytearray(exif.removeprefix(EXIF_PREFIX))
        self._order = "<" if self._data[:2] == b"II" else ">"

    @classmethod
    def empty(cls) -> "ExifBlock":
        return cls(b"MM\0*" + struct.pack(">LHL", 8, 0, 0))

    def to_bytes(self) -> bytes:
        return EXIF_PREFIX + bytes(self._data)

    def first_ifd(self) -> int:
        return self._unpack("L", 4)

    def entries(self, ifd: int) -> Iterator[Entry]:
        for i in range(self._unpack("H", ifd)):
            position = ifd + 2 + _ENTRY_BYTES * i
            tag, type_ = (self._unpack("H", position + at) for at in (0, 2))
            yield Entry(position, tag, type_, self._unpack("L", position + 4))

    def value(self, entry: Entry) -> int:
        """The value of an entry that holds one SHORT or LONG."""
        return self._unpack("H" if entry.type == _SHORT else "L", entry.position + 8)

    def set_value(self, entry: Entry, value: int) -> None:
        if entry.type == _SHORT and value > 0xFFFF:
            return  # 16 bits can not say this width; the true one stands in the file's header
        self._pack("H" if entry.type == _SHORT else "L", entry.position + 8, value)

    def text(self, tag: int) -> str:
        """The text of a tag of the first directory; empty where there is none."""
        for entry in self.entries(self.first_ifd()):
            if entry.tag == tag and entry.type == _ASCII:
                start = self._place_of(entry)
                raw = bytes(self._data[start : start + entry.n_bytes])
                return raw.split(b"\0")[0].decode("utf-8", "replace").strip()
        return ""

    def set_text(self, tag: int, text: str) -> None:
        """Give the first directory this text: it is written anew at the end, sorted as it must be.

        The old directory stays behind unused; its few bytes are the price for moving nothing else.
        """
        first = self.first_ifd()
        entries = list(self.entries(first))
        lines = {
            entry.tag: bytes(self._data[entry.position : entry.position + _ENTRY_BYTES])
            for entry in entries
        }
        following = self._unpack("L", first + 2 + _ENTRY_BYTES * len(entries))
        value = text.encode() + b"\0"
        place = self._append(value.ljust(4, b"\0")) if len(value) > 4 else 0
        kept = struct.pack(self._order + "L", place) if place else value.ljust(4, b"\0")
        lines[tag] = struct.pack(self._order + "HHL", tag, _ASCII, len(value)) + kept
        directory = struct.pack(self._order + "H", len(lines))
        directory += b"".join(lines[tag] for tag in sorted(lines))
        directory += struct.pack(self._order + "L", following)
        self._pack("L", 4, self._append(directory))

    def drop_position(self) -> None:
        """Take out the GPS directory: its entry goes, and all its bytes become zero."""
        first = self.first_ifd()
        for entry in list(self.entries(first)):
            if entry.tag == _GPS_IFD:
                self._blank_directory(self.value(entry))
                self._remove(entry, first)
                return

    def drop_thumbnail(self) -> None:
        """Unlink the second directory and take its picture out: cut at the end, else zeroed."""
        first = self.first_ifd()
        link = first + 2 + _ENTRY_BYTES * self._unpack("H", first)
        second = self._unpack("L", link)
        if not second:
            return
        values = {entry.tag: self.value(entry) for entry in self.entries(second)}
        start, length = values.get(_THUMBNAIL_OFFSET, 0), values.get(_THUMBNAIL_LENGTH, 0)
        if start and start + length >= len(self._data) > start > second:
            del self._data[start:]
        elif start and start + length <= len(self._data):
            self._data[start : start + length] = bytes(length)
        self._pack("L", link, 0)

    def _blank_directory(self, ifd: int) -> None:
        entries = list(self.entries(ifd))
        for entry in entries:
            if entry.n_bytes > 4:
                self._blank(self._place_of(entry), entry.n_bytes)
        self._blank(ifd, 2 + _ENTRY_BYTES * len(entries) + 4)

    def _blank(self, start: int, length: int) -> None:
        end = min(start + length, len(self._data))
        self._data[start:end] = bytes(max(0, end - start))

    def _remove(self, entry: Entry, ifd: int) -> None:
        """The lines below, and the link to the next directory, move up by one."""
        count = self._unpack("H", ifd)
        end = ifd + 2 + _ENTRY_BYTES * count + 4
        below = self._data[entry.position + _ENTRY_BYTES : end]
        self._data[entry.position : end] = below + bytes(_ENTRY_BYTES)
        self._pack("H", ifd, count - 1)

    def _place_of(self, entry: Entry) -> int:
        if entry.n_bytes <= 4:
            return entry.position + 8
        return self._unpack("L", entry.position + 8)

    def _append(self, data: bytes) -> int:
        """The place of `data` at the end, on an even byte as TIFF wants it."""
        self._data += bytes(len(self._data) % 2)
        place = len(self._data)
        self._data += data
        return place

    def _unpack(self, code: str, position: int) -> int:
        return int(struct.unpack_from(self._order + code, self._data, position)[0])

    def _pack(self, code: str, position: int, value: int) -> None:
        struct.pack_into(self._order + code, self._data, position, value)
