"""What a person chooses about a saved file is what the file is."""

import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import PIL.Image
import pytest
import skimage.data
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from restorer_app.media.exif import ExifBlock
from restorer_app.media.image import Image, load_image, save_image
from restorer_app.media.metadata import Metadata
from restorer_app.media.places import without_place
from restorer_app.media.provenance import with_provenance
from restorer_app.media.save_options import KeptMetadata, SaveOptions
from restorer_app.media.size_estimate import estimate_bytes
from restorer_app.progress import Cancelled, Progress

MAKE, SOFTWARE, DATE = 271, 305, 306
EXIF_IFD, GPS_IFD = 0x8769, 0x8825
TAKEN, MAKER_NOTE = 0x9003, 0x927C

XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF'
    b' xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description'
    b' rdf:about="uuid:1" xmlns:exif="http://ns.adobe.com/exif/1.0/"'
    b' xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
    b' xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"'
    b' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    b' exif:GPSLatitude="48,8.5N" photoshop:City=\'Ulm\' exif:ExposureTime="1/125">'
    b"<exif:GPSLongitude>11,34.0E</exif:GPSLongitude><photoshop:Country/>"
    b"<Iptc4xmpExt:LocationCreated><rdf:Bag><rdf:li>Ulm</rdf:li></rdf:Bag>"
    b"</Iptc4xmpExt:LocationCreated><dc:title>Oma in Ulm</dc:title>"
    b"</rdf:Description></rdf:RDF></x:xmpmeta>"
)


@pytest.fixture
def exif() -> bytes:
    """As Pillow writes it: camera, date, a maker note and a position."""
    block = PIL.Image.Exif()
    block[MAKE], block[DATE] = "Voigtlaender", "1961:05:04 10:00:00"
    block[EXIF_IFD] = {TAKEN: "1961:05:04 10:00:00", MAKER_NOTE: b"private" * 20}
    block[GPS_IFD] = {1: "N", 2: (48.0, 8.0, 30.5), 3: "E", 4: (11.0, 34.0, 0.0), 29: "1961:05:04"}
    return block.tobytes()


@pytest.fixture
def photograph(smooth: NDArray[np.uint8], exif: bytes) -> Image:
    return Image((smooth / 255).astype(np.float32), exif=exif, xmp=XMP, dpi=(300, 300))


def exif_of(path: Path) -> PIL.Image.Exif:
    with PIL.Image.open(path) as picture:
        exif = picture.getexif()
        exif.get_ifd(EXIF_IFD)  # of a TIFF only while it is open
        return exif


# --- the place -----------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".tif", ".webp"])
def test_the_place_can_be_left_out_and_everything_else_stays(
    tmp_path: Path, photograph: Image, suffix: str
) -> None:
    path = tmp_path / f"a{suffix}"
    save_image(photograph, path, options=SaveOptions(metadata=KeptMetadata.WITHOUT_PLACE))
    again = exif_of(path)
    assert GPS_IFD not in again
    assert again[MAKE] == "Voigtlaender"
    assert again.get_ifd(EXIF_IFD)[TAKEN] == "1961:05:04 10:00:00"
    assert again.get_ifd(EXIF_IFD)[MAKER_NOTE] == b"private" * 20
    xmp = load_image(path).xmp
    assert xmp is not None
    for gone in (b"GPS", b'"Ulm"', b"'Ulm'", b">Ulm<", b"Location"):
        assert gone not in xmp
    assert b'exif:ExposureTime="1/125"' in xmp
    assert b"<dc:title>Oma in Ulm</dc:title>" in xmp
    ET.fromstring(xmp)


def test_no_byte_of_the_position_stays_behind(exif: bytes) -> None:
    block = ExifBlock(exif)
    block.drop_position()
    after = block.to_bytes()
    assert len(after) == len(exif)
    assert b"1961:05:04\0" in exif  # GPS date stamp and date taken
    loaded = PIL.Image.Exif()
    loaded.load(after)
    assert loaded.get_ifd(EXIF_IFD)[MAKER_NOTE] == b"private" * 20
    position = (48).to_bytes(4, "big") + (1).to_bytes(4, "big")
    assert position in exif
    assert position not in after


def test_metadata_without_a_place_stay_byte_for_byte(smooth: NDArray[np.uint8]) -> None:
    block = PIL.Image.Exif()
    block[MAKE] = "Voigtlaender"
    metadata = Metadata(exif=block.tobytes(), xmp=b'<rdf:Description dc:title="GPS"/>')
    assert without_place(metadata) == metadata


@given(st.binary(max_size=120), st.integers(0, 300))
def test_damaged_exif_is_survived(noise: bytes, cut: int) -> None:
    block = PIL.Image.Exif()
    block[MAKE] = "Voigtlaender"
    block[GPS_IFD] = {1: "N", 2: (48.0, 8.0, 30.5)}
    sound = block.tobytes()
    image = Image(np.zeros((2, 2, 3), np.float32))
    for exif in (b"Exif\0\0" + noise, b"Exif\0\0II*\0" + noise, sound[:cut], sound[:30] + noise):
        without_place(Metadata(exif=exif))
        with_provenance(replace(image, exif=exif), "Restorer 1", ["restored: jpeg"])


def test_an_exif_block_too_damaged_to_find_the_place_in_is_left_out(exif: bytes) -> None:
    assert without_place(Metadata(exif=exif[:20])).exif is None


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".tif", ".webp", ".bmp"])
def test_without_metadata_only_profile_and_resolution_are_left(
    tmp_path: Path, photograph: Image, suffix: str
) -> None:
    told = with_provenance(photograph, "Restorer 1", ["restored: jpeg"])
    path = tmp_path / f"a{suffix}"
    save_image(told, path, options=SaveOptions(metadata=KeptMetadata.NONE))
    again = load_image(path)
    assert (again.exif, again.xmp) == (None, None)
    assert b"Restorer" not in path.read_bytes()
    if suffix != ".webp":
        assert again.dpi is not None
        assert [round(dots) for dots in again.dpi] == [300, 300]


def test_a_copy_of_an_unchanged_file_also_loses_its_place(
    tmp_path: Path, smooth: NDArray[np.uint8], exif: bytes
) -> None:
    source = tmp_path / "s.jpg"
    PIL.Image.fromarray(smooth).save(source, exif=exif)
    options = SaveOptions(metadata=KeptMetadata.WITHOUT_PLACE)
    save_image(load_image(source), tmp_path / "a.jpg", options=options, unchanged_from=source)
    assert GPS_IFD not in exif_of(tmp_path / "a.jpg")
    save_image(load_image(source), tmp_path / "b.jpg", unchanged_from=source)
    assert (tmp_path / "b.jpg").read_bytes() == source.read_bytes()


# --- depth and quality ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("suffix", "asked", "written"),
    [(".png", 16, 16), (".tif", 16, 16), (".png", 8, 8), (".jpg", 16, 8), (".png", None, 16)],
)
def test_the_depth_is_the_one_asked_for_where_the_format_has_it(
    tmp_path: Path, suffix: str, asked: int | None, written: int
) -> None:
    image = Image(np.linspace(0, 1, 300, dtype=np.float32).reshape(10, 10, 3), depth=16)
    save_image(image, tmp_path / f"a{suffix}", options=SaveOptions(depth=asked))
    assert load_image(tmp_path / f"a{suffix}").depth == written


@pytest.mark.parametrize(
    "wrong", [{"quality": 0}, {"quality": 101}, {"quality": -5}, {"depth": 12}]
)
def test_options_that_no_file_can_have_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"is outside|is neither"):
        SaveOptions(**wrong)


@pytest.mark.parametrize(
    ("suffix", "quality"), [(".jpg", 95), (".jpg", 40), (".webp", 80), (".png", 95), (".tif", 95)]
)
def test_the_size_of_a_file_is_told_before_it_is_written(
    tmp_path: Path, suffix: str, quality: int
) -> None:
    face = skimage.data.astronaut()
    turned = [np.rot90(face, n) for n in range(4)]
    codes = np.block([[[turned[0]], [turned[1]]], [[turned[2]], [turned[3]]], [[face], [face]]])
    codes[1024:] = 128  # a part without any detail
    image = Image((codes / 255).astype(np.float32))
    options = SaveOptions(quality=quality)
    told = estimate_bytes(image, suffix, options)
    save_image(image, tmp_path / f"a{suffix}", options=options)
    # A sample of a quarter of the picture: near enough to choose a format by.
    assert told == pytest.approx((tmp_path / f"a{suffix}").stat().st_size, rel=0.3)


def test_the_size_of_a_small_file_is_told_exactly(tmp_path: Path, photograph: Image) -> None:
    save_image(photograph, tmp_path / "a.jpg")
    told = estimate_bytes(photograph, ".jpg", SaveOptions())
    assert told == (tmp_path / "a.jpg").stat().st_size


# --- provenance ----------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".tif", ".webp"])
@pytest.mark.parametrize("has_metadata", [False, True])
def test_a_file_says_what_was_done_to_it(
    tmp_path: Path, photograph: Image, suffix: str, has_metadata: bool
) -> None:
    if not has_metadata:
        photograph = replace(photograph, exif=None, xmp=None)
    told = with_provenance(photograph, "Restorer 1", ["restored: jpeg", 'restored: "a" < b'])
    save_image(told, tmp_path / f"a{suffix}")
    again = exif_of(tmp_path / f"a{suffix}")
    assert again[SOFTWARE] == "Restorer 1"
    assert again.get(MAKE) == ("Voigtlaender" if has_metadata else None)
    xmp = load_image(tmp_path / f"a{suffix}").xmp
    assert xmp is not None
    assert history(xmp) == [("Restorer 1", "restored: jpeg"), ("Restorer 1", 'restored: "a" < b')]


def history(xmp: bytes) -> list[tuple[str, str]]:
    """Who did what, as any reader of XMP finds it."""
    event = "{http://ns.adobe.com/xap/1.0/sType/ResourceEvent#}"
    lines = ET.fromstring(xmp).iter("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}li")
    return [
        (line.findtext(f"{event}softwareAgent", ""), line.findtext(f"{event}parameters", ""))
        for line in lines
        if line.find(f"{event}action") is not None
    ]


def test_the_name_of_the_scanner_software_stays(photograph: Image, exif: bytes) -> None:
    block = PIL.Image.Exif()
    block.load(exif)
    block[SOFTWARE] = "VueScan 9"
    scanned = replace(photograph, exif=block.tobytes())
    once = with_provenance(scanned, "Restorer 1", [])
    twice = with_provenance(once, "Restorer 1", [])
    assert twice.exif is not None
    loaded = PIL.Image.Exif()
    loaded.load(twice.exif)
    assert loaded[SOFTWARE] == "VueScan 9; Restorer 1"
    assert loaded.get_ifd(EXIF_IFD)[MAKER_NOTE] == b"private" * 20
    assert loaded.get_ifd(GPS_IFD)[1] == "N"


def test_a_second_repair_joins_the_history_of_the_first(photograph: Image) -> None:
    once = with_provenance(photograph, "Restorer 1", ["restored: jpeg"])
    twice = with_provenance(once, "Restorer 2", ["restored: white_noise"])
    assert twice.xmp is not None
    assert history(twice.xmp) == [
        ("Restorer 1", "restored: jpeg"),
        ("Restorer 2", "restored: white_noise"),
    ]
    assert twice.xmp.count(b"<xmpMM:History") == 1
    assert twice.xmp.count(b'rdf:about="uuid:1"') == 2  # it speaks of the same photograph


# --- progress ------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".tif", ".webp", ".bmp"])
def test_saving_reports_how_far_it_is_and_can_be_cancelled(
    tmp_path: Path, rng: np.random.Generator, suffix: str
) -> None:
    image = Image(rng.random((900, 700, 3), dtype=np.float32))
    fractions: list[float] = []
    save_image(image, tmp_path / f"a{suffix}", on_progress=lambda p: fractions.append(p.fraction))
    assert fractions == sorted(fractions)
    assert len(fractions) >= 2
    assert max(fractions) < 1

    def cancel(progress: Progress) -> None:
        if progress.fraction > 0.1:
            raise Cancelled

    before = sorted(tmp_path.iterdir())
    with pytest.raises(Cancelled):
        save_image(image, tmp_path / f"b{suffix}", on_progress=cancel)
    assert sorted(tmp_path.iterdir()) == before
