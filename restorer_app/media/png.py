"""Writes PNG at 8 and 16 bits: Pillow cuts colour to 8 bits, OpenCV keeps no metadata."""

import struct
import zlib
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from restorer_app.media.exif import EXIF_PREFIX
from restorer_app.media.metadata import Metadata
from restorer_app.media.raster import Raster

_MAGIC = b"\x89PNG\r\n\x1a\n"
_COLOR_TYPES = {1: 0, 2: 4, 3: 2, 4: 6}  # by number of channels
_COMPRESSION_LEVEL = 6
_STRIP_BYTES = 1 << 20
_DATA_BYTES = 1 << 20
_METRES_PER_INCH = 0.0254


def write_png(file: BinaryIO, raster: Raster, metadata: Metadata) -> None:
    """Write the raster at its own depth, compressed strip by strip."""
    depth = 8 * raster.codes_type.itemsize
    file.write(_MAGIC)
    _write_chunk(
        file,
        b"IHDR",
        struct.pack(
            ">2L5B", raster.width, raster.height, depth, _COLOR_TYPES[raster.channels], 0, 0, 0
        ),
    )
    _write_metadata(file, metadata)
    row_bytes = raster.width * raster.channels * raster.codes_type.itemsize
    packer = zlib.compressobj(_COMPRESSION_LEVEL, strategy=zlib.Z_FILTERED)
    above = np.zeros(row_bytes, np.uint8)
    waiting = b""
    for codes in raster.strips(max(1, _STRIP_BYTES // row_bytes)):
        samples = codes.astype(codes.dtype.newbyteorder(">"), copy=False)
        rows = np.ascontiguousarray(samples).view(np.uint8).reshape(len(codes), row_bytes)
        filtered = _filtered(rows, above, raster.channels * raster.codes_type.itemsize)
        above = rows[-1]
        waiting += packer.compress(filtered.tobytes())
        if len(waiting) >= _DATA_BYTES:
            _write_chunk(file, b"IDAT", waiting)
            waiting = b""
    _write_chunk(file, b"IDAT", waiting + packer.flush())
    _write_chunk(file, b"IEND", b"")


def _filtered(
    rows: npt.NDArray[np.uint8], above: npt.NDArray[np.uint8], pixel_bytes: int
) -> npt.NDArray[np.uint8]:
    """Each row as its filter number and its filtered bytes (PNG specification, chapter 9).

    Sub, Up or Average, whichever leaves the smallest sum of absolute differences, the choice that
    the specification recommends. Paeth is left out: slow without gaining much on photographs.
    """
    up = np.concatenate([above[None], rows[:-1]])
    left = np.zeros_like(rows)
    left[:, pixel_bytes:] = rows[:, :-pixel_bytes]
    average = (left >> 1) + (up >> 1) + (left & up & 1)
    candidates = np.stack([rows - left, rows - up, rows - average])  # modulo 256
    cost = np.abs(candidates.view(np.int8).astype(np.int16)).sum(axis=2, dtype=np.int64)
    best = cost.argmin(axis=0)
    chosen = np.take_along_axis(candidates, best[None, :, None], axis=0)[0]
    return np.concatenate([(best[:, None] + 1).astype(np.uint8), chosen], axis=1)


def _write_metadata(file: BinaryIO, metadata: Metadata) -> None:
    if metadata.icc_profile:
        _write_chunk(file, b"iCCP", b"ICC profile\0\0" + zlib.compress(metadata.icc_profile))
    if metadata.dpi:
        per_metre = [round(dots / _METRES_PER_INCH) for dots in metadata.dpi]
        _write_chunk(file, b"pHYs", struct.pack(">2LB", *per_metre, 1))
    if metadata.exif:
        _write_chunk(file, b"eXIf", metadata.exif.removeprefix(EXIF_PREFIX))
    if metadata.xmp:
        _write_chunk(file, b"iTXt", b"XML:com.adobe.xmp" + bytes(5) + metadata.xmp)


def _write_chunk(file: BinaryIO, name: bytes, data: bytes) -> None:
    file.write(struct.pack(">L", len(data)) + name + data)
    file.write(struct.pack(">L", zlib.crc32(data, zlib.crc32(name))))
