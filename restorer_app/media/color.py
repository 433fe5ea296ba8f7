"""From a file's own colours to sRGB and which profile the result is tagged with.

Matrix and grey profiles are computed here in floating point, so that 16-bit files keep their
precision (LittleCMS as Pillow ships it converts 8 bits only). Profiles that need look-up tables
go through LittleCMS: directly for 8-bit samples; for 16-bit RGB through a table of colours with
interpolation between them (smooth gradations, absolute accuracy half a level of 255); 16-bit CMYK
is rounded to 8 bits first. Colours outside sRGB are clipped, as LittleCMS does in relative intent.
"""

import io
import logging
import struct
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

_log = logging.getLogger(__name__)

Floats = npt.NDArray[np.float32]
Codes = npt.NDArray[np.unsignedinteger[Any]]
"""uint8 or uint16 samples as files hold them."""
_Convert = Callable[[Codes], Floats]

# The sRGB primaries as ICC profiles hold them: XYZ relative to D50, Bradford-adapted.
_SRGB_TO_XYZ = np.array(
    [
        [0.4360747, 0.3850649, 0.1430804],
        [0.2225045, 0.7168786, 0.0606169],
        [0.0139322, 0.0971045, 0.7141733],
    ]
)
_D50 = (0.9642, 1.0, 0.8249)
_ROWS_PX = 1 << 20
"""Pixels converted at a time: enough to be fast, few enough to need no memory."""
_SAME = 1 / 255
"""A profile that moves no colour by more than one level of 255 is sRGB under another name."""
_STEP = 5  # 52 table nodes per channel


def to_srgb(codes: Codes, profile: bytes | None) -> tuple[Floats, bytes | None]:
    """Pixels in sRGB, (H, W, 3) in 0..1, and their profile, of `codes` (H, W, C).

    C is 1 for grey, 3 for RGB, 4 for CMYK. Pixels without profile are taken as sRGB and stay
    untagged; pixels whose profile amounts to sRGB keep values and profile. All others are converted
    and tagged sRGB (grey ones with sRGB's tone curve). A profile that can not be read, or is for
    other channels, is dropped with a warning.
    """
    height, width, channels = codes.shape
    convert = None
    if profile is not None:
        try:
            convert = _conversion(profile, channels, codes.dtype)
        except (ValueError, KeyError, ZeroDivisionError, struct.error) as error:
            _log.warning("colour profile ignored, colours are taken as sRGB: %s", error)
            profile = None
    if channels == 4 and convert is None:
        convert = _plain_cmyk
    if convert is not None and channels != 4 and _is_identity(convert, channels, codes.dtype):
        convert = None
    elif convert is not None:
        profile = srgb_profile(is_grey=channels == 1)
    pixels = np.empty((height, width, 3), np.float32)
    rows = max(1, _ROWS_PX // max(width, 1))
    for top in range(0, height, rows):
        strip = codes[top : top + rows]
        pixels[top : top + rows] = convert(strip) if convert else _scaled(strip)
    return pixels, profile


@cache
def srgb_profile(*, is_grey: bool) -> bytes:
    """A small ICC version 4 profile: sRGB, or grey with sRGB's tone curve."""
    curve = b"para" + bytes(4) + struct.pack(">HH", 3, 0)
    curve += b"".join(map(_fixed, (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)))
    tags = {
        b"desc": _text_tag("sRGB grey" if is_grey else "sRGB"),
        b"cprt": _text_tag("CC0"),
        b"wtpt": _xyz_tag(_D50),
    }
    if is_grey:
        tags[b"kTRC"] = curve
    else:
        for name, column in zip((b"r", b"g", b"b"), _SRGB_TO_XYZ.T, strict=True):
            tags[name + b"XYZ"] = _xyz_tag(tuple(column))
            tags[name + b"TRC"] = curve
    table, body = struct.pack(">L", len(tags)), b""
    for name, data in tags.items():
        table += name + struct.pack(">LL", 132 + 12 * len(tags) + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    size = 128 + len(table) + len(body)
    header = struct.pack(
        ">L4xL4s4s4s", size, 0x04300000, b"mntr", b"GRAY" if is_grey else b"RGB ", b"XYZ "
    )
    header += struct.pack(">6H4s", 2026, 1, 1, 0, 0, 0, b"acsp") + bytes(28)
    header += b"".join(map(_fixed, _D50))
    return header.ljust(128, b"\0") + table + body


def profile_space(profile: bytes) -> str:
    """The colours a profile is for: 'RGB', 'GRAY', 'CMYK' ..."""
    return profile[16:20].decode("ascii", "replace").strip()


def _conversion(profile: bytes, channels: int, dtype: np.dtype[Any]) -> _Convert:
    """Raises ValueError, KeyError or struct.error for a profile that can not be used."""
    parsed = _parse(profile)
    if parsed.space != {1: "GRAY", 3: "RGB", 4: "CMYK"}[channels]:
        raise ValueError(f"it is for {parsed.space}, the picture has {channels} channels")
    if channels == 1:
        return _grey_conversion(parsed, dtype)
    if channels == 3 and b"A2B0" not in parsed.tags and parsed.connection == "XYZ":
        return _matrix_conversion(parsed, dtype)
    table = _littlecms(profile, "CMYK" if channels == 4 else "RGB")
    if channels == 4:
        return lambda codes: _scaled(table(to_8_bits(codes)))
    if dtype == np.uint8:
        return lambda codes: _scaled(table(codes))
    return _interpolation(table)


def _is_identity(convert: _Convert, channels: int, dtype: np.dtype[Any]) -> bool:
    top = np.iinfo(dtype).max
    levels = np.linspace(0, top, 256 if channels == 1 else 18).round().astype(dtype)
    grid = np.stack(np.meshgrid(*[levels] * channels, indexing="ij"), axis=-1)
    grid = grid.reshape(-1, 1, channels)
    return bool(np.abs(convert(grid) - _scaled(grid)).max() <= _SAME)


def _scaled(codes: Codes) -> Floats:
    """Codes to 0..1; grey broadcasts to three channels when assigned."""
    return np.divide(codes, np.iinfo(codes.dtype).max, dtype=np.float32)


def to_8_bits(codes: Codes) -> npt.NDArray[np.uint8]:
    """Samples rounded to 8 bits."""
    if codes.dtype == np.uint8:
        return codes.astype(np.uint8, copy=False)
    return ((codes.astype(np.uint32) + 128) // 257).astype(np.uint8)


def _plain_cmyk(codes: Codes) -> Floats:
    """Without a profile: light is what neither the ink nor the black takes away."""
    ink = _scaled(codes)
    return (1 - ink[..., :3]) * (1 - ink[..., 3:])


# --- matrix and grey profiles, in floating point -----------------------------------------------


@dataclass(frozen=True)
class _Profile:
    space: str
    connection: str
    tags: dict[bytes, bytes]


def _parse(profile: bytes) -> _Profile:
    if profile[36:40] != b"acsp":
        raise ValueError("it is not an ICC profile")
    (n_tags,) = struct.unpack_from(">L", profile, 128)
    tags = {}
    for i in range(min(n_tags, 200)):
        name, offset, size = struct.unpack_from(">4sLL", profile, 132 + 12 * i)
        tags[name] = profile[offset : offset + size]
    return _Profile(profile_space(profile), profile[20:24].decode("ascii", "replace").strip(), tags)


def _matrix_conversion(profile: _Profile, dtype: np.dtype[Any]) -> _Convert:
    names = (b"r", b"g", b"b")
    tables = [_tone_table(profile.tags[name + b"TRC"], dtype) for name in names]
    columns = [_read_fixed(profile.tags[name + b"XYZ"], 8, 3) for name in names]
    matrix = (np.linalg.inv(_SRGB_TO_XYZ) @ np.stack(columns, axis=1)).astype(np.float32)

    def convert(codes: Codes) -> Floats:
        linear = np.stack([table[codes[..., c]] for c, table in enumerate(tables)], axis=-1)
        return _srgb_encoded(linear @ matrix.T)

    return convert


def _grey_conversion(profile: _Profile, dtype: np.dtype[Any]) -> _Convert:
    light = _tone_table(profile.tags[b"kTRC"], dtype)
    if profile.connection == "Lab":  # the curve gives lightness, not light
        lightness = (light * 100 + 16) / 116
        light = np.where(lightness > 6 / 29, lightness**3, (lightness - 4 / 29) * (108 / 841))
    encoded = _srgb_encoded(light.astype(np.float32))
    return lambda codes: encoded[codes]


def _srgb_encoded(linear: Floats) -> Floats:
    linear = np.clip(linear, 0, 1)
    return np.where(
        linear <= 0.0031308,
        linear * np.float32(12.92),
        1.055 * linear ** np.float32(1 / 2.4) - 0.055,
    ).astype(np.float32, copy=False)


def _tone_table(tag: bytes, dtype: np.dtype[Any]) -> Floats:
    """Linear light of every code, from a 'curv' or 'para' tag (ICC.1:2010, 10.5 and 10.15)."""
    x = np.linspace(0, 1, np.iinfo(dtype).max + 1)
    kind = tag[:4]
    if kind == b"curv":
        (count,) = struct.unpack_from(">L", tag, 8)
        if count == 0:
            y = x
        elif count == 1:
            y = x ** (struct.unpack_from(">H", tag, 12)[0] / 256)
        else:
            nodes = np.frombuffer(tag, ">u2", count, 12) / 65535
            y = np.interp(x, np.linspace(0, 1, count), nodes)
    elif kind == b"para":
        y = _parametric(struct.unpack_from(">H", tag, 8)[0], tag, x)
    else:
        raise ValueError(f"unknown tone curve {kind!r}")
    return np.clip(y, 0, 1).astype(np.float32)


def _parametric(function: int, tag: bytes, x: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    g, a, b, c, d, e, f = 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0
    match function, _read_fixed(tag, 12, (1, 3, 4, 5, 7)[function] if function < 5 else 0).tolist():
        case 0, (g,):
            return x**g
        case 1, (g, a, b):
            d = -b / a
        case 2, (g, a, b, c):
            d, e, f, c = -b / a, c, c, 0.0
        case 3, (g, a, b, c, d):
            pass
        case 4, (g, a, b, c, d, e, f):
            pass
        case _:
            raise ValueError(f"unknown tone curve function {function}")
    return np.where(x >= d, np.maximum(a * x + b, 0) ** g + e, c * x + f)


def _read_fixed(data: bytes, offset: int, count: int) -> npt.NDArray[np.float64]:
    if len(data) < offset + 4 * count:
        raise ValueError("it ends too early")
    return np.frombuffer(data, ">i4", count, offset) / 65536


def _fixed(value: float) -> bytes:
    return struct.pack(">l", round(value * 65536))


def _xyz_tag(xyz: tuple[float, ...]) -> bytes:
    return b"XYZ " + bytes(4) + b"".join(map(_fixed, xyz))


def _text_tag(text: str) -> bytes:
    encoded = text.encode("utf-16-be")
    return b"mluc" + bytes(4) + struct.pack(">LL4sLL", 1, 12, b"enUS", len(encoded), 28) + encoded


# --- profiles with look-up tables, through LittleCMS --------------------------------------------


def _littlecms(profile: bytes, mode: str) -> Callable[[Codes], npt.NDArray[np.uint8]]:
    from PIL import Image, ImageCms

    try:
        transform = ImageCms.buildTransform(
            ImageCms.ImageCmsProfile(io.BytesIO(profile)),
            ImageCms.ImageCmsProfile(io.BytesIO(srgb_profile(is_grey=False))),
            mode,
            "RGB",
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except (ImageCms.PyCMSError, OSError) as error:
        raise ValueError(f"LittleCMS refuses it ({error})") from error

    def convert(codes: Codes) -> npt.NDArray[np.uint8]:
        height, width, _ = codes.shape
        strip = Image.frombytes(mode, (width, height), np.ascontiguousarray(codes).tobytes())
        return np.asarray(ImageCms.applyTransform(strip, transform))

    return convert


def _interpolation(table: Callable[[Codes], npt.NDArray[np.uint8]]) -> _Convert:
    """16-bit RGB through a table of `table`'s answers, linear between its nodes."""
    levels = np.arange(0, 256, _STEP, dtype=np.uint8)
    n = len(levels)
    grid = np.stack(np.meshgrid(levels, levels, levels, indexing="ij"), axis=-1)
    nodes = _scaled(table(grid.reshape(n, n * n, 3))).reshape(n, n, n, 3)

    def convert(codes: Codes) -> Floats:
        place = codes.astype(np.float32) * np.float32((n - 1) / 65535)
        low = np.minimum(place.astype(np.intp), n - 2)
        share = place - low
        total = np.zeros((*codes.shape[:2], 3), np.float32)
        for corner in np.ndindex(2, 2, 2):
            r, g, b = (low[..., c] + corner[c] for c in range(3))
            weight = np.ones(codes.shape[:2], np.float32)
            for c in range(3):
                weight *= share[..., c] if corner[c] else 1 - share[..., c]
            total += nodes[r, g, b] * weight[..., None]
        return total

    return convert
