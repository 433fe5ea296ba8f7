"""Small pictures, files and profiles that the media tests share."""

import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import PIL.Image
import pytest
from numpy.typing import NDArray

Codes = NDArray[Any]


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(20)


@pytest.fixture
def smooth() -> NDArray[np.uint8]:
    """(48, 64, 3): gradients without noise, which JPEG keeps nearly as they are."""
    y, x = np.mgrid[:48, :64]
    return np.stack([x * 4, y * 5, 255 - (x + y) * 2], axis=-1).astype(np.uint8)


@pytest.fixture
def write_png_raw(tmp_path: Path) -> Callable[..., Path]:
    """Writes PNGs that no library here writes: any colour type at 16 bits, tRNS, interlace."""

    def write(
        codes: Codes, color_type: int, *, transparent: bytes = b"", is_interlaced: bool = False
    ) -> Path:
        height, width, _ = codes.shape
        big_endian = codes.astype(codes.dtype.newbyteorder(">"))
        # Adam7: first row, first column, row step, column step
        passes = [(0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4)]
        passes += [(2, 0, 4, 2), (0, 1, 2, 2), (1, 0, 2, 1)]
        if not is_interlaced:
            passes = [(0, 0, 1, 1)]
        parts = [big_endian[y::dy, x::dx] for y, x, dy, dx in passes]
        rows = b"".join(b"\0" + row.tobytes() for part in parts if part.size for row in part)
        header = struct.pack(
            ">2L5B", width, height, 8 * codes.dtype.itemsize, color_type, 0, 0, is_interlaced
        )
        path = tmp_path / "raw.png"
        chunks = [(b"IHDR", header), (b"tRNS", transparent), (b"IDAT", zlib.compress(rows))]
        data = b"\x89PNG\r\n\x1a\n"
        for name, body in [*chunks, (b"IEND", b"")]:
            if body or name == b"IEND":
                data += struct.pack(">L", len(body)) + name + body
                data += struct.pack(">L", zlib.crc32(name + body))
        path.write_bytes(data)
        return path

    return write


@pytest.fixture
def encode() -> Callable[..., bytes]:
    """Pillow's encoding of a picture, as bytes."""

    def encoded(picture: PIL.Image.Image, kind: str, **options: Any) -> bytes:
        file = BytesIO()
        picture.save(file, kind, **options)
        return file.getvalue()

    return encoded


def _s15_fixed_16(*values: float) -> bytes:
    return b"".join(struct.pack(">l", round(value * 65536)) for value in values)


@pytest.fixture
def icc_profile() -> Callable[..., bytes]:
    """Version 2 ICC profiles from tags: written here a second time, to check the program's own."""

    def build(space: bytes, connection: bytes, tags: dict[bytes, bytes]) -> bytes:
        description = b"desc" + bytes(4) + struct.pack(">L", 5) + b"test\0" + bytes(78)
        white = b"XYZ " + bytes(4) + _s15_fixed_16(0.9642, 1, 0.8249)
        tags = {b"desc": description, b"cprt": b"text" + bytes(4) + b"x\0", b"wtpt": white} | tags
        table, body = struct.pack(">L", len(tags)), b""
        for name, data in tags.items():
            offset = 128 + 4 + 12 * len(tags) + len(body)
            table += name + struct.pack(">LL", offset, len(data))
            body += data + bytes(-len(data) % 4)
        header = struct.pack(
            ">L4xL4s4s4s", 128 + len(table) + len(body), 0x02400000, b"mntr", space, connection
        )
        header += struct.pack(">6H", 2020, 1, 1, 0, 0, 0) + b"acsp" + bytes(28)
        header += _s15_fixed_16(0.9642, 1, 0.8249)
        return header.ljust(128, b"\0") + table + body

    return build


@pytest.fixture
def gamma_curve() -> Callable[[float], bytes]:
    return lambda gamma: b"curv" + bytes(4) + struct.pack(">LH", 1, round(gamma * 256))


@pytest.fixture
def wide_profile(icc_profile: Callable[..., bytes], gamma_curve: Callable[[float], bytes]) -> bytes:
    """Adobe RGB (1998): its primaries relative to D50, gamma 2.2."""
    primaries = {
        b"rXYZ": (0.60974, 0.31111, 0.01947),
        b"gXYZ": (0.20528, 0.62567, 0.06087),
        b"bXYZ": (0.14919, 0.06322, 0.74457),
    }
    tags = {name: b"XYZ " + bytes(4) + _s15_fixed_16(*xyz) for name, xyz in primaries.items()}
    curves = dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), gamma_curve(563 / 256))
    return icc_profile(b"RGB ", b"XYZ ", tags | curves)


@pytest.fixture
def grey_profile(icc_profile: Callable[..., bytes], gamma_curve: Callable[[float], bytes]) -> bytes:
    """Grey with gamma 1.8, as old scanning software wrote it."""
    return icc_profile(b"GRAY", b"XYZ ", {b"kTRC": gamma_curve(1.8)})


@pytest.fixture
def table_profile(icc_profile: Callable[..., bytes]) -> Callable[..., bytes]:
    """A profile with a look-up table to Lab; `lab_of` maps corners, 0 or 1 per channel."""

    def build(
        space: bytes, n_channels: int, lab_of: Callable[..., tuple[float, float, float]]
    ) -> bytes:
        identity = bytes(range(256))
        table = (
            b"mft1"
            + bytes(4)
            + bytes([n_channels, 3, 2, 0])
            + _s15_fixed_16(1, 0, 0, 0, 1, 0, 0, 0, 1)
        )
        table += identity * n_channels
        for corner in np.ndindex(*[2] * n_channels):
            lightness, a, b = lab_of(*corner)
            table += bytes([round(lightness * 2.55), round(a + 128), round(b + 128)])
        table += identity * 3
        return icc_profile(space, b"Lab ", dict.fromkeys((b"A2B0", b"A2B1"), table))

    return build


@pytest.fixture
def cmyk_profile(table_profile: Callable[..., bytes]) -> bytes:
    """Inks that only darken: paper has L* 95, each colour ink takes 25, black all."""
    return table_profile(
        b"CMYK", 4, lambda c, m, y, k: (max(0, 95 - 25 * (c + m + y)) * (1 - k), 0, 0)
    )
