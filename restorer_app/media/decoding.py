"""Picture files to samples: what the bytes are, how large, and their decoding at full bit depth."""

import io
import struct
import warnings
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

import numpy as np
import PIL.Image
import PIL.WebPImagePlugin  # else Pillow imports every format it knows when it meets a WebP

from restorer_app.errors import MediaError, ReasonError
from restorer_app.media import tiff
from restorer_app.media.atomic import open_to_read, reading_error, shown_name, unreadable
from restorer_app.media.color import Codes
from restorer_app.media.exif import EXIF_PREFIX
from restorer_app.media.memory import check_size, memory_error
from restorer_app.media.metadata import Metadata, read_orientation, turned_dpi
from restorer_app.texts import translatable

# Pillow's own limit (179 megapixels) would stop honest scans. Set once, at import, because changing
# it around a call would race with other threads; `check_size` stands in its place.
PIL.Image.MAX_IMAGE_PIXELS = None
# What Pillow finds odd in a file's metadata is no news for the terminal.
warnings.filterwarnings("ignore", category=UserWarning, module=r"PIL\.")

_HEAD_BYTES = 32
_TAIL_BYTES = 4096
_PNG_MAGIC = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, eq=False)
class Decoded:
    """A file's samples, upright or not as they are stored, in the file's own colours.

    `codes` is (H, W, C), C = 1 grey, 3 RGB, 4 CMYK (0 no ink), uint8 or uint16; `alpha` (H, W) has
    the same type. `orientation` (1..8) is still to be applied.
    """

    codes: Codes
    alpha: Codes | None
    orientation: int
    metadata: Metadata


class _UnsupportedError(ReasonError):
    """The file is intact but of a kind that is not read; the text is the reason and the remedy."""


def decode(path: Path, *, small_side_px: int | None = None) -> Decoded:
    """Decode the picture at `path`, by its content: a wrong suffix does not matter.

    Of a file with several pages or frames the first is taken. With `small_side_px` a JPEG may come
    smaller than it is, each side still at least twice that long. Raises MediaError.
    """
    name = shown_name(path)
    try:
        with open_to_read(path) as file:
            return _decode_file(file, name, small_side_px)
    except OSError as error:
        raise reading_error(path, error) from error


def kind_of(path: Path) -> str | None:
    """The format of a file by its content, None where it is no picture or can not be read."""
    try:
        with path.open("rb") as file:
            return _kind_of(file.read(_HEAD_BYTES))
    except OSError:
        return None


def _decode_file(file: BinaryIO, name: str, small_side_px: int | None) -> Decoded:
    head = file.read(_HEAD_BYTES)
    kind = _kind_of(head)
    if not head:
        raise unreadable(name, translatable("the file is empty; copy it again from its source"))
    if kind is None:
        raise unreadable(
            name,
            translatable(
                "it is no JPEG, PNG, TIFF, WebP or BMP picture, whatever its name says; save it as "
                "one of these in the program that made it"
            ),
        )
    file.seek(0)
    try:
        if kind == "TIFF":
            return _decode_tiff(file, name, is_thumbnail=small_side_px is not None)
        return _decode_other(file, name, kind, head, small_side_px)
    except _UnsupportedError as error:
        raise unreadable(name, error.text) from error
    except MediaError:
        raise
    except MemoryError as error:
        raise memory_error(name) from error
    # Damaged files make decoders raise nearly anything: OSError, SyntaxError, ValueError,
    # struct.error, zlib.error, IndexError, AssertionError ... all mean the same here.
    except Exception as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise  # the disk's own word, not a decoder's
        if _ends_early(file, kind, head):
            reason = translatable("the file ends too early; copy it again from its source")
        else:
            reason = translatable("the file is damaged; copy it again from its source")
        raise unreadable(name, reason) from error


def _kind_of(head: bytes) -> str | None:
    if head.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if head.startswith(_PNG_MAGIC):
        return "PNG"
    if head[:4] in (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"):
        return "TIFF"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WEBP"
    return "BMP" if head.startswith(b"BM") else None


def _ends_early(file: BinaryIO, kind: str, head: bytes) -> bool:
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - _TAIL_BYTES))
    tail = file.read()
    match kind:
        case "JPEG":
            return b"\xff\xd9" not in tail
        case "PNG":
            return b"IEND" not in tail
        case "WEBP":
            return size < int.from_bytes(head[4:8], "little") + 8
        case "BMP":
            return size < int.from_bytes(head[2:6], "little")
    return False


def _decode_other(
    file: BinaryIO, name: str, kind: str, head: bytes, small_side_px: int | None
) -> Decoded:
    with _opened(file, kind) as picture:
        check_size(name, *picture.size, is_thumbnail=small_side_px is not None)
        metadata = _metadata_of(picture)
        orientation = read_orientation(metadata)
        if kind == "PNG" and head[24] == 16:
            codes, alpha = _decode_png16(file, head, picture.info.get("transparency"))
        else:
            if small_side_px is not None and kind == "JPEG":
                picture.draft(None, (2 * small_side_px, 2 * small_side_px))
            codes, alpha = _split(picture)
    return Decoded(codes, alpha, orientation, metadata)


def _decode_tiff(file: BinaryIO, name: str, *, is_thumbnail: bool) -> Decoded:
    header = tiff.read_header(file)
    check_size(name, header.width, header.height, is_thumbnail=is_thumbnail)
    file.seek(0)
    if header.is_float or header.bits not in (1, 2, 4, 8, 16):
        raise _UnsupportedError(
            translatable("its samples are neither 8 nor 16 bits; save it as 16-bit TIFF")
        )
    if header.bits != 16:
        try:
            picture = _opened(file, "TIFF")
        except PIL.UnidentifiedImageError as error:
            raise _UnsupportedError(
                translatable("its arrangement of channels is not read; save it as plain RGB TIFF")
            ) from error
        with picture:
            codes, alpha = _split(picture)
        # Pillow has turned this one upright by itself.
        dpi = turned_dpi(header.metadata.dpi, header.orientation)
        return Decoded(codes, alpha, 1, replace(header.metadata, dpi=dpi))
    try:
        codes, alpha = tiff.decode_16_bits(file, header)
    except NotImplementedError as error:
        raise _UnsupportedError(
            translatable(
                "this combination of 16 bits, colours and compression is not read; "
                "save it as uncompressed TIFF"
            )
        ) from error
    return Decoded(codes, alpha, header.orientation, header.metadata)


def _opened(file: BinaryIO, kind: str) -> PIL.Image.Image:
    return PIL.Image.open(file, formats=(kind,))


def _metadata_of(picture: PIL.Image.Image) -> Metadata:
    info = picture.info
    exif = info.get("exif")
    if exif and not exif.startswith(EXIF_PREFIX):
        exif = EXIF_PREFIX + exif
    xmp = info.get("xmp")
    if isinstance(xmp, str):
        xmp = xmp.encode()
    x_dpi, y_dpi = info.get("dpi", (0, 0))
    has_dpi = x_dpi > 0 and y_dpi > 0
    return Metadata(
        exif=exif or None,
        xmp=xmp or None,
        icc_profile=info.get("icc_profile") or None,
        dpi=(round(float(x_dpi), 2), round(float(y_dpi), 2)) if has_dpi else None,
    )


def _split(picture: PIL.Image.Image) -> tuple[Codes, Codes | None]:
    """Samples and alpha of a picture that Pillow decodes without loss (8 bits or fewer)."""
    mode = picture.mode
    if mode in ("1", "L", "LA"):
        wanted = "LA" if mode == "LA" or picture.has_transparency_data else "L"
    elif mode in ("P", "PA", "RGB", "RGBX", "RGBA", "RGBa", "YCbCr"):
        wanted = "RGBA" if picture.has_transparency_data else "RGB"
    elif mode == "CMYK":
        wanted = "CMYK"
    else:
        raise _UnsupportedError(
            translatable(
                "its pixels are of a kind that is not read ({mode}); save it as RGB", mode=mode
            )
        )
    picture.load()
    codes = np.asarray(picture if picture.mode == wanted else picture.convert(wanted))
    if wanted in ("LA", "RGBA"):
        return codes[..., :-1], codes[..., -1]
    return np.atleast_3d(codes), None


def _decode_png16(
    file: BinaryIO, head: bytes, transparent: int | tuple[int, ...] | None
) -> tuple[Codes, Codes | None]:
    """OpenCV decodes what Pillow would cut to 8 bits. `transparent` is the tRNS colour, if any."""
    file.seek(0)
    codes = tiff.decode_with_opencv(np.frombuffer(file.read(), np.uint8))
    (color_type,) = struct.unpack_from("B", head, 25)
    is_grey, has_alpha = color_type in (0, 4), color_type in (4, 6)
    alpha = codes[..., 3] if has_alpha else None
    codes = codes[..., :1] if is_grey else codes[..., :3]
    if transparent is not None and not has_alpha:
        alpha = np.where((codes == transparent).all(axis=-1), 0, 65535).astype(np.uint16)
    return codes, alpha
