"""What the bytes of a sound file tell before they are decoded: its kind, and whether all is there.

libsndfile takes a WAV or AIFF file that was cut off for a shorter one without a word.
"""

import io
from typing import BinaryIO, Literal

HEAD_BYTES = 64
_FRAME_BYTES = 4096  # the first frame of an MP3, wherever its header stands in it
_PAGE_BYTES = 27 + 255 + 255 * 255  # the largest page of an OGG
_UNKNOWN_SIZES = {0, 0xFFFFFFFF}
"""What programs write that could not go back to the header: into a pipe, or because they died."""

_FOREIGN = (
    (4, b"ftyp", "MP4/M4A"),
    (4, b"moov", "QuickTime"),
    (4, b"wide", "QuickTime"),
    (4, b"mdat", "QuickTime"),
    (8, b"AVI ", "AVI"),
    (0, b"\x1aE\xdf\xa3", "Matroska/WebM"),
    (0, b"\x30\x26\xb2\x75", "Windows Media"),
    (0, b"FLV", "Flash video"),
    (0, b"\x00\x00\x01\xba", "MPEG video"),
    (0, b"#!AMR", "AMR"),
    (0, b"wvpk", "WavPack"),
    (0, b"MAC ", "Monkey's Audio"),
    (0, b"DSD ", "DSD"),
)
"""Where in a file which bytes stand, and what it then is."""


def foreign_kind(head: bytes) -> str | None:
    """The name of a kind of sound or video file that is known but not read, from its first bytes.

    ADTS, the bare form of AAC, starts like an MP3 whose layer is 0.
    """
    for offset, signature, name in _FOREIGN:
        if head[offset : offset + len(signature)] == signature:
            return name
    if len(head) > 1 and head[0] == 0xFF and head[1] & 0xF6 == 0xF0:
        return "AAC"
    return None


def ends_early(file: BinaryIO) -> bool:
    """Whether a WAV, AIFF or OGG file has fewer bytes than it says; other kinds tell when decoded.

    A WAV without a size, as programs write them into pipes, is whole whatever its length.
    """
    file.seek(0)
    head = file.read(12)
    match head[:4], head[8:]:
        case b"RIFF", b"WAVE":
            return _chunk_ends_early(file, b"data", "little")
        case b"RF64", b"WAVE":
            return _rf64_ends_early(file)
        case b"FORM", b"AIFF" | b"AIFC":
            return _chunk_ends_early(file, b"SSND", "big")
        case b"OggS", _:
            return _last_page_ends_early(file)
    return False


def knows_its_length(file: BinaryIO) -> bool:
    """Whether an MP3 says how many frames it has; without, libsndfile guesses from the first."""
    file.seek(0)
    head = file.read(10)
    start = 0
    if head.startswith(b"ID3"):  # its size has seven bits a byte
        start = 10 + sum(byte << 7 * (3 - i) for i, byte in enumerate(head[6:10]))
    file.seek(start)
    frame = file.read(_FRAME_BYTES)
    return b"Xing" in frame or b"Info" in frame


def samples_offset(file: BinaryIO) -> int:
    """Where the samples of a whole WAV or RF64 file begin, in bytes."""
    position = 12
    while True:
        file.seek(position)
        head = file.read(8)
        if len(head) < 8:
            raise ValueError("a WAV file without samples")
        if head[:4] == b"data":
            return position + 8
        size = int.from_bytes(head[4:], "little")
        position += 8 + size + size % 2


def _chunk_ends_early(file: BinaryIO, wanted: bytes, order: Literal["little", "big"]) -> bool:
    """Of the chunk with the samples in a RIFF or IFF file: 8 bytes of name and size, then these."""
    n_bytes = file.seek(0, io.SEEK_END)
    position = 12
    while position + 8 <= n_bytes:
        file.seek(position)
        name, size = file.read(4), int.from_bytes(file.read(4), order)
        if name == wanted:
            return size not in _UNKNOWN_SIZES and position + 8 + size > n_bytes
        position += 8 + size + size % 2
    return True


def _rf64_ends_early(file: BinaryIO) -> bool:
    """EBU Tech 3306: the first chunk, ds64, has the size of the whole less 8 in 64 bits."""
    file.seek(20)
    size = int.from_bytes(file.read(8), "little")
    return size + 8 > file.seek(0, io.SEEK_END)


def _last_page_ends_early(file: BinaryIO) -> bool:
    """RFC 3533: a page's header ends with the number of its segments and the length of each."""
    n_bytes = file.seek(0, io.SEEK_END)
    file.seek(max(0, n_bytes - _PAGE_BYTES))
    tail = file.read()
    page = tail[tail.rfind(b"OggS") :]
    if len(page) < 27 or len(page) < 27 + page[26]:
        return True
    return len(page) < 27 + page[26] + sum(page[27 : 27 + page[26]])
