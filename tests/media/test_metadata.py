"""EXIF, XMP and resolution go along, and stay true."""

import struct
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import PIL.Image
import pytest
import tifffile
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from restorer_app.media.image import Image, load_image, save_image
from restorer_app.media.metadata import Metadata, as_upright, read_orientation

MAKE, MODEL, DATE, ARTIST, ORIENTATION = 271, 272, 306, 315, 274
EXIF_IFD, GPS_IFD = 0x8769, 0x8825
EXPOSURE, TAKEN, MAKER_NOTE, WIDTH, HEIGHT = 0x829A, 0x9003, 0x927C, 0xA002, 0xA003
XMP = b'<x:xmpmeta><rdf:Description dc:title="Oma" tiff:Orientation="%d"/></x:xmpmeta>'


@pytest.fixture
def exif() -> bytes:
    block = PIL.Image.Exif()
    block[MAKE], block[MODEL], block[ARTIST] = "Voigtlaender", "Bessa", "Großmutter"
    block[DATE] = "1961:05:04 10:00:00"
    block[ORIENTATION] = 6
    block[EXIF_IFD] = {
        TAKEN: "1961:05:04 10:00:00",
        EXPOSURE: 1 / 125,
        MAKER_NOTE: b"private" * 20,
        WIDTH: 64,
        HEIGHT: 48,
    }
    block[GPS_IFD] = {1: "N", 2: (48.0, 8.0, 30.5), 3: "E", 4: (11.0, 34.0, 0.0)}
    return block.tobytes()


def write_source(path: Path, exif: bytes, smooth: NDArray[np.uint8]) -> None:
    if path.suffix == ".tif":  # there XMP is a tag beside the others
        block = PIL.Image.Exif()
        block.load(exif)
        block[700] = XMP % 6
        exif = block.tobytes()
    PIL.Image.fromarray(smooth).save(path, exif=exif, xmp=XMP % 6, dpi=(300, 300), quality=95)


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".tif", ".webp"])
@pytest.mark.parametrize("kind", ["JPEG", "TIFF", "WEBP"])
def test_exif_and_xmp_travel_between_formats(
    tmp_path: Path, smooth: NDArray[np.uint8], exif: bytes, kind: str, suffix: str
) -> None:
    source = tmp_path / {"JPEG": "s.jpg", "TIFF": "s.tif", "WEBP": "s.webp"}[kind]
    write_source(source, exif, smooth)
    save_image(load_image(source), tmp_path / f"a{suffix}")
    with PIL.Image.open(tmp_path / f"a{suffix}") as picture:
        again = picture.getexif()
        assert again[MAKE] == "Voigtlaender"
        assert again[DATE] == "1961:05:04 10:00:00"
        assert again.get(ORIENTATION, 1) == 1
        details = again.get_ifd(EXIF_IFD)
        assert details[TAKEN] == "1961:05:04 10:00:00"
        assert float(details[EXPOSURE]) == pytest.approx(1 / 125)
        assert details[MAKER_NOTE] == b"private" * 20
        assert (details[WIDTH], details[HEIGHT]) == (48, 64)  # it stands upright now
        assert [float(x) for x in again.get_ifd(GPS_IFD)[2]] == [48.0, 8.0, 30.5]
        assert picture.info["xmp"] == XMP % 1
        assert picture.size == (48, 64)


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".tif", ".bmp"])
@pytest.mark.parametrize("source", ["s.jpg", "s.png", "s.tif", "s.bmp"])
def test_resolution_travels_between_formats(
    tmp_path: Path, smooth: NDArray[np.uint8], source: str, suffix: str
) -> None:
    PIL.Image.fromarray(smooth).save(tmp_path / source, dpi=(300, 300))
    save_image(load_image(tmp_path / source), tmp_path / f"a{suffix}")
    with PIL.Image.open(tmp_path / f"a{suffix}") as picture:
        assert [round(float(dots)) for dots in picture.info["dpi"]] == [300, 300]


def test_resolution_turns_with_the_picture(tmp_path: Path, exif: bytes) -> None:
    picture = PIL.Image.new("RGB", (8, 4))
    for name in ("a.jpg", "a.tif"):
        picture.save(tmp_path / name, exif=exif, dpi=(300, 150))
        assert load_image(tmp_path / name).dpi == (150, 300)


def test_resolution_in_centimetres_is_understood(tmp_path: Path) -> None:
    codes = np.zeros((4, 4, 3), np.uint16)
    resolution = {"resolution": (100, 100), "resolutionunit": "CENTIMETER"}
    tifffile.imwrite(tmp_path / "a.tif", codes, photometric="rgb", **resolution)
    assert load_image(tmp_path / "a.tif").dpi == (254, 254)


def test_16_bit_files_keep_their_metadata(
    tmp_path: Path, smooth: NDArray[np.uint8], exif: bytes
) -> None:
    write_source(tmp_path / "s.jpg", exif, smooth)
    image = replace(load_image(tmp_path / "s.jpg"), depth=16)
    for suffix in (".tif", ".png"):
        save_image(image, tmp_path / f"a{suffix}")
        again = load_image(tmp_path / f"a{suffix}")
        assert again.depth == 16
        assert again.xmp == XMP % 1
        assert again.dpi == (300, 300)
        loaded = PIL.Image.Exif()
        loaded.load(again.exif)
        assert loaded[MODEL] == "Bessa"
        assert loaded.get_ifd(EXIF_IFD)[TAKEN] == "1961:05:04 10:00:00"


def test_jpeg_to_jpeg_changes_no_other_byte_of_exif(
    tmp_path: Path, smooth: NDArray[np.uint8], exif: bytes
) -> None:
    write_source(tmp_path / "s.jpg", exif, smooth)
    with PIL.Image.open(tmp_path / "s.jpg") as picture:
        before = picture.info["exif"]
    after = load_image(tmp_path / "s.jpg").exif
    assert after is not None
    assert len(after) == len(before)
    changed = [i for i, (a, b) in enumerate(zip(before, after, strict=True)) if a != b]
    assert len(changed) == 3  # orientation, width and height, one byte each


def exif_with_thumbnail(order: str, thumbnail: bytes, *, is_last: bool) -> bytes:
    """An EXIF block whose second directory holds a thumbnail, before or after other data."""
    first_entries = struct.pack(order + "HHLHH", ORIENTATION, 3, 1, 8, 0)
    description = b"Urgrossmama\0"
    second = 8 + 2 + 24 + 4
    data = second + 2 + 24 + 4
    thumbnail_at = data + len(description) if is_last else data
    description_at = data if is_last else data + len(thumbnail)
    entries = struct.pack(order + "HHLL", 270, 2, len(description), description_at) + first_entries
    block = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "L", 8)
    block += struct.pack(order + "H", 2) + entries + struct.pack(order + "L", second)
    block += struct.pack(order + "H", 2) + struct.pack(order + "HHLL", 0x201, 4, 1, thumbnail_at)
    block += struct.pack(order + "HHLL", 0x202, 4, 1, len(thumbnail)) + bytes(4)
    return b"Exif\0\0" + block + (description + thumbnail if is_last else thumbnail + description)


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("is_last", [True, False])
def test_the_outdated_thumbnail_is_taken_out(order: str, is_last: bool) -> None:
    thumbnail = b"\xff\xd8 the picture before its repair \xff\xd9"
    block = exif_with_thumbnail(order, thumbnail, is_last=is_last)
    assert read_orientation(Metadata(exif=block)) == 8
    after = as_upright(Metadata(exif=block), width=6, height=4, is_srgb=False).exif
    assert after is not None
    assert b"before its repair" not in after
    loaded = PIL.Image.Exif()
    loaded.load(after)
    assert loaded[270] == "Urgrossmama"
    assert loaded[ORIENTATION] == 1
    assert loaded.get_ifd(1) == {}
    assert len(after) == len(block) - (len(thumbnail) if is_last else 0)


@pytest.mark.parametrize(
    "form", [b'tiff:Orientation="%d"', b"<tiff:Orientation>%d</tiff:Orientation>"]
)
def test_orientation_is_read_from_xmp_where_exif_says_nothing(form: bytes) -> None:
    metadata = Metadata(xmp=form % 3)
    assert read_orientation(metadata) == 3
    assert as_upright(metadata, width=1, height=1, is_srgb=False).xmp == form % 1


@given(st.binary(max_size=120), st.integers(0, 200))
def test_damaged_exif_is_survived(noise: bytes, cut: int) -> None:
    sound = exif_with_thumbnail("<", b"thumbnail", is_last=True)
    for block in (b"Exif\0\0" + noise, b"Exif\0\0II*\0" + noise, sound[:cut], sound[:20] + noise):
        metadata = Metadata(exif=block)
        assert 1 <= read_orientation(metadata) <= 8
        as_upright(metadata, width=3, height=2, is_srgb=True)


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".tif", ".webp", ".bmp"])
@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
def test_damaged_exif_does_not_stop_a_save(tmp_path: Path, suffix: str) -> None:
    image = Image(np.zeros((4, 4, 3), np.float32), exif=b"Exif\0\0II*\0\xff\xff\xff\x7fnonsense")
    save_image(image, tmp_path / f"a{suffix}")
    assert load_image(tmp_path / f"a{suffix}").pixels.shape == (4, 4, 3)


@pytest.mark.parametrize("field", ["exif", "xmp"])
def test_what_a_jpeg_can_not_hold_is_left_out_with_a_warning(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, field: str
) -> None:
    block = exif_with_thumbnail("<", b"", is_last=True) if field == "exif" else b"<x:xmpmeta/>"
    fields: dict[str, Any] = {field: block.ljust(70_000, b" ")}
    image = Image(np.zeros((4, 4, 3), np.float32), **fields)
    save_image(image, tmp_path / "a.jpg")
    assert getattr(load_image(tmp_path / "a.jpg"), field) is None
    assert "too long for a JPEG" in caplog.text
    save_image(image, tmp_path / "a.png")
    assert getattr(load_image(tmp_path / "a.png"), field) is not None


def test_a_picture_without_metadata_gets_none(
    tmp_path: Path, smooth: NDArray[np.uint8], encode: Callable[..., bytes]
) -> None:
    for suffix in (".jpg", ".png", ".tif", ".webp"):
        save_image(Image(np.zeros((4, 4, 3), np.float32)), tmp_path / f"a{suffix}")
        again = load_image(tmp_path / f"a{suffix}")
        assert (again.exif, again.xmp, again.icc_profile) == (None, None, None)
