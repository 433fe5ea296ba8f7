"""What goes in comes out: every kind of file, depth and channel, read and written."""

import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import cv2
import numpy as np
import PIL.Image
import pytest
import tifffile
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray
from PIL import ImageOps

from restorer_app.errors import MediaError
from restorer_app.media.image import (
    IMAGE_SUFFIXES,
    WRITABLE_SUFFIXES,
    Image,
    is_image_path,
    load_image,
    load_thumbnail,
    save_image,
)
from restorer_app.media.save_options import SaveOptions

Codes = NDArray[Any]


def scaled(codes: Codes) -> NDArray[np.float32]:
    return (codes / np.iinfo(codes.dtype).max).astype(np.float32)


def as_rgb(codes: Codes) -> NDArray[np.float32]:
    """Grey (H, W) or (H, W, 1), or RGB codes, as an Image holds them."""
    codes = np.atleast_3d(codes)
    return scaled(np.repeat(codes, 3, axis=2) if codes.shape[2] == 1 else codes)


def image_of(codes: Codes, **fields: Any) -> Image:
    n_channels = codes.shape[2]
    has_alpha = n_channels in (2, 4)
    return Image(
        as_rgb(codes[..., : n_channels - has_alpha]),
        scaled(codes[..., -1]) if has_alpha else None,
        is_grey=n_channels < 3,
        depth=8 * codes.dtype.itemsize,
        **fields,
    )


# --- lossless round trips ------------------------------------------------------------------


@given(data=st.data())
@pytest.mark.parametrize("suffix", [".png", ".tif"])
def test_lossless_formats_give_back_exactly_what_was_saved(
    suffix: str, data: st.DataObject
) -> None:
    dtype = data.draw(st.sampled_from([np.uint8, np.uint16]))
    shape = data.draw(st.tuples(st.integers(1, 9), st.integers(1, 9), st.integers(1, 4)))
    codes = data.draw(hnp.arrays(dtype, shape))
    image = image_of(codes)
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"a{suffix}"
        save_image(image, path)
        again = load_image(path)
    assert np.array_equal(again.pixels, image.pixels)
    assert again.depth == image.depth
    assert again.is_grey == image.is_grey
    assert (again.alpha is None) == (image.alpha is None)
    if image.alpha is not None:
        assert np.array_equal(again.alpha, image.alpha)


@pytest.mark.parametrize("n_channels", [1, 2, 3, 4])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
@pytest.mark.parametrize("suffix", [".png", ".tif"])
def test_pictures_larger_than_a_strip_survive(
    tmp_path: Path, rng: np.random.Generator, suffix: str, dtype: type, n_channels: int
) -> None:
    codes = rng.integers(0, np.iinfo(dtype).max + 1, (700, 1000, n_channels), dtype)
    save_image(image_of(codes), tmp_path / f"a{suffix}")
    again = load_image(tmp_path / f"a{suffix}")
    assert np.array_equal(again.pixels, image_of(codes).pixels)


@pytest.mark.parametrize("n_channels", [1, 2, 3, 4])
@pytest.mark.parametrize("suffix", [".png", ".tif"])
def test_pillow_reads_our_8_bit_files(
    tmp_path: Path, rng: np.random.Generator, suffix: str, n_channels: int
) -> None:
    codes = rng.integers(0, 256, (13, 17, n_channels), np.uint8)
    save_image(image_of(codes), tmp_path / f"a{suffix}")
    with PIL.Image.open(tmp_path / f"a{suffix}") as picture:
        assert picture.mode == ["L", "LA", "RGB", "RGBA"][n_channels - 1]
        assert np.array_equal(np.atleast_3d(picture), codes)


def test_opencv_and_tifffile_read_our_16_bit_files(
    tmp_path: Path, rng: np.random.Generator
) -> None:
    codes = rng.integers(0, 65536, (13, 17, 3), np.uint16)
    save_image(image_of(codes), tmp_path / "a.png")
    save_image(image_of(codes), tmp_path / "a.tif")
    png = np.frombuffer((tmp_path / "a.png").read_bytes(), np.uint8)
    assert np.array_equal(cv2.imdecode(png, cv2.IMREAD_UNCHANGED)[..., ::-1], codes)
    assert np.array_equal(tifffile.imread(tmp_path / "a.tif"), codes)


def test_a_single_pixel_is_a_picture(tmp_path: Path) -> None:
    image = image_of(np.array([[[1, 2, 3]]], np.uint8))
    for suffix in WRITABLE_SUFFIXES:
        save_image(image, tmp_path / f"a{suffix}")
        assert load_image(tmp_path / f"a{suffix}").pixels.shape == (1, 1, 3)


# --- reading what others write ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        *[(mode, "PNG") for mode in ("1", "L", "LA", "P", "RGB", "RGBA")],
        *[(mode, "TIFF") for mode in ("1", "L", "LA", "P", "RGB", "RGBA")],
        *[(mode, "BMP") for mode in ("1", "L", "P", "RGB")],
    ],
)
def test_8_bit_modes_are_read_exactly(
    tmp_path: Path, smooth: NDArray[np.uint8], encode: Callable[..., bytes], mode: str, kind: str
) -> None:
    alpha = PIL.Image.fromarray(smooth[..., 0])
    picture = PIL.Image.fromarray(smooth)
    if mode in ("LA", "RGBA"):
        picture.putalpha(alpha)
    picture = picture.convert(mode)
    (tmp_path / "a").write_bytes(encode(picture, kind))
    image = load_image(tmp_path / "a")
    assert np.array_equal(image.pixels, scaled(np.asarray(picture.convert("RGB"))))
    assert image.is_grey == (mode in ("1", "L", "LA"))
    assert image.depth == 8
    if mode in ("LA", "RGBA"):
        assert np.array_equal(image.alpha, scaled(np.asarray(alpha)))
    else:
        assert image.alpha is None


def test_lossless_webp_is_read_exactly(
    tmp_path: Path, smooth: NDArray[np.uint8], encode: Callable[..., bytes]
) -> None:
    (tmp_path / "a.webp").write_bytes(encode(PIL.Image.fromarray(smooth), "WEBP", lossless=True))
    assert np.array_equal(load_image(tmp_path / "a.webp").pixels, scaled(smooth))


@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_jpegs_are_read_as_pillow_reads_them(
    tmp_path: Path, smooth: NDArray[np.uint8], encode: Callable[..., bytes], mode: str
) -> None:
    data = encode(PIL.Image.fromarray(smooth).convert(mode), "JPEG", quality=90)
    (tmp_path / "a.jpg").write_bytes(data)
    with PIL.Image.open(BytesIO(data)) as picture:
        expected = as_rgb(np.asarray(picture))
    image = load_image(tmp_path / "a.jpg")
    assert np.array_equal(image.pixels, expected)
    assert image.is_grey == (mode == "L")


@pytest.mark.parametrize(("color_type", "n_channels"), [(0, 1), (4, 2), (2, 3), (6, 4)])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
@pytest.mark.parametrize("is_interlaced", [False, True])
def test_every_png_colour_type_is_read_exactly(
    write_png_raw: Callable[..., Path],
    rng: np.random.Generator,
    color_type: int,
    n_channels: int,
    dtype: type,
    is_interlaced: bool,
) -> None:
    codes = rng.integers(0, np.iinfo(dtype).max + 1, (13, 17, n_channels), dtype)
    image = load_image(write_png_raw(codes, color_type, is_interlaced=is_interlaced))
    expected = image_of(codes)
    assert np.array_equal(image.pixels, expected.pixels)
    assert (image.depth, image.is_grey) == (expected.depth, expected.is_grey)
    assert (image.alpha is None) == (expected.alpha is None)
    if expected.alpha is not None:
        assert np.array_equal(image.alpha, expected.alpha)


@pytest.mark.parametrize(("color_type", "n_channels"), [(0, 1), (2, 3)])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_the_transparent_colour_of_a_png_becomes_alpha(
    write_png_raw: Callable[..., Path],
    rng: np.random.Generator,
    color_type: int,
    n_channels: int,
    dtype: type,
) -> None:
    codes = rng.integers(0, 4, (13, 17, n_channels), dtype)
    color = codes[3, 4]
    image = load_image(write_png_raw(codes, color_type, transparent=color.astype(">u2").tobytes()))
    assert np.array_equal(image.pixels, image_of(codes).pixels)
    assert np.array_equal(image.alpha, np.where((codes == color).all(axis=-1), 0, 1))


def test_a_palette_with_transparency_keeps_it(tmp_path: Path, smooth: NDArray[np.uint8]) -> None:
    picture = PIL.Image.fromarray(smooth).quantize(16)
    index = np.asarray(picture)
    picture.save(tmp_path / "a.png", transparency=int(index[0, 0]))
    image = load_image(tmp_path / "a.png")
    assert np.array_equal(image.alpha, np.where(index == index[0, 0], 0, 1))
    assert np.array_equal(image.pixels, scaled(np.asarray(picture.convert("RGB"))))


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"compression": "zlib"},
        {"compression": "zlib", "predictor": True},
        {"tile": (16, 16)},
        {"byteorder": ">"},
        {"bigtiff": True},
        {"rowsperstrip": 5, "compression": "packbits"},
        {"planarconfig": "separate"},
    ],
    ids=str,
)
@pytest.mark.parametrize("n_channels", [1, 3, 4])
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_16_bit_tiffs_of_any_layout_are_read_exactly(
    tmp_path: Path, rng: np.random.Generator, n_channels: int, options: dict[str, Any]
) -> None:
    codes = rng.integers(0, 65536, (40, 30, n_channels), np.uint16)
    stored = np.moveaxis(codes, -1, 0) if "planarconfig" in options else codes
    if n_channels == 1:
        stored = codes[..., 0]
        options = {name: value for name, value in options.items() if name != "planarconfig"}
    if options.get("compression") == "packbits":
        options = {"rowsperstrip": 5}  # tifffile alone can read PackBits, not write it
    color = "minisblack" if n_channels == 1 else "rgb"
    extra = {"extrasamples": ["unassalpha"]} if n_channels == 4 else {}
    tifffile.imwrite(tmp_path / "a.tif", stored, photometric=color, **extra, **options)
    image = load_image(tmp_path / "a.tif")
    assert np.array_equal(image.pixels, image_of(codes).pixels)
    assert image.depth == 16
    if n_channels == 4:
        assert np.array_equal(image.alpha, scaled(codes[..., 3]))


@pytest.mark.parametrize("n_channels", [1, 3])
def test_16_bit_lzw_tiffs_are_read_exactly(
    tmp_path: Path, rng: np.random.Generator, n_channels: int
) -> None:
    codes = rng.integers(0, 65536, (40, 30, n_channels), np.uint16)
    _, data = cv2.imencode(".tif", codes[..., ::-1], [cv2.IMWRITE_TIFF_COMPRESSION, 5])
    (tmp_path / "a.tif").write_bytes(data.tobytes())
    with tifffile.TiffFile(tmp_path / "a.tif") as pages:
        assert pages.pages[0].compression == tifffile.COMPRESSION.LZW
    assert np.array_equal(load_image(tmp_path / "a.tif").pixels, image_of(codes).pixels)


def test_white_is_zero_is_turned_around(tmp_path: Path, rng: np.random.Generator) -> None:
    codes = rng.integers(0, 65536, (20, 30), np.uint16)
    tifffile.imwrite(tmp_path / "a.tif", codes, photometric="miniswhite")
    assert np.array_equal(load_image(tmp_path / "a.tif").pixels, as_rgb(65535 - codes))


def test_premultiplied_alpha_is_undone(tmp_path: Path) -> None:
    color = np.array([40000, 20000, 10000], np.uint16)
    codes = np.zeros((4, 4, 4), np.uint16)
    codes[..., :3] = color // 2
    codes[..., 3] = 65535 // 2
    tifffile.imwrite(tmp_path / "a.tif", codes, photometric="rgb", extrasamples=["assocalpha"])
    image = load_image(tmp_path / "a.tif")
    assert np.allclose(image.pixels, color / 65535, atol=1e-4)
    assert np.allclose(image.alpha, 0.5, atol=1e-4)


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_the_first_page_of_several_is_read(
    tmp_path: Path, rng: np.random.Generator, dtype: type
) -> None:
    first, second = rng.integers(0, np.iinfo(dtype).max + 1, (2, 20, 30, 3), dtype)
    tifffile.imwrite(tmp_path / "a.tif", np.stack([first, second]), photometric="rgb")
    assert np.array_equal(load_image(tmp_path / "a.tif").pixels, scaled(first))


def test_content_counts_not_the_suffix(tmp_path: Path, smooth: NDArray[np.uint8]) -> None:
    PIL.Image.fromarray(smooth).save(tmp_path / "a.png")
    (tmp_path / "a.png").rename(tmp_path / "a.jpg")
    assert np.array_equal(load_image(tmp_path / "a.jpg").pixels, scaled(smooth))


def test_names_in_any_script_and_deep_folders(tmp_path: Path, smooth: NDArray[np.uint8]) -> None:
    folder = tmp_path
    for _ in range(12):
        folder = folder / ("Großeltern 漢字 " + "ü" * 60)
    folder.mkdir(parents=True)
    for codes in (smooth, smooth.astype(np.uint16) * 257):
        for suffix in WRITABLE_SUFFIXES:
            path = folder / f"é漢😀{codes.dtype}{suffix}"
            save_image(image_of(codes), path)
            assert load_image(path).pixels.shape == smooth.shape
            assert load_thumbnail(path, 16).shape == (12, 16, 3)


# --- orientation -----------------------------------------------------------------------------


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["PNG", "TIFF", "WEBP"])
def test_orientation_is_applied_once(
    tmp_path: Path, smooth: NDArray[np.uint8], kind: str, orientation: int
) -> None:
    picture = PIL.Image.fromarray(smooth)
    exif = PIL.Image.Exif()
    exif[274] = orientation
    options = {"lossless": True} if kind == "WEBP" else {}
    picture.save(tmp_path / "a", kind, exif=exif, **options)
    picture.getexif()[274] = orientation
    expected = scaled(np.asarray(ImageOps.exif_transpose(picture)))
    image = load_image(tmp_path / "a")
    assert np.array_equal(image.pixels, expected)
    save_image(image, tmp_path / "again.png")
    assert np.array_equal(load_image(tmp_path / "again.png").pixels, expected)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_orientation_of_16_bit_files_and_their_alpha(
    tmp_path: Path, rng: np.random.Generator, orientation: int
) -> None:
    codes = rng.integers(0, 65536, (9, 14, 4), np.uint16)
    tag = (274, 3, 1, orientation, True)
    extra = ["unassalpha"]
    tifffile.imwrite(
        tmp_path / "a.tif", codes, photometric="rgb", extrasamples=extra, extratags=[tag]
    )
    image = load_image(tmp_path / "a.tif")

    def upright(channel: Codes) -> Codes:
        picture = PIL.Image.fromarray(channel)
        picture.getexif()[274] = orientation
        return np.asarray(ImageOps.exif_transpose(picture))

    planes = [scaled(upright(codes[..., c])) for c in range(4)]
    assert np.array_equal(image.pixels, np.stack(planes[:3], axis=-1))
    assert np.array_equal(image.alpha, planes[3])


@pytest.mark.parametrize("orientation", range(1, 9))
def test_thumbnails_are_upright(
    tmp_path: Path, smooth: NDArray[np.uint8], orientation: int
) -> None:
    picture = PIL.Image.fromarray(smooth).resize((640, 480))
    exif = PIL.Image.Exif()
    exif[274] = orientation
    picture.save(tmp_path / "a.jpg", exif=exif, quality=95)
    picture.getexif()[274] = orientation
    upright = ImageOps.exif_transpose(picture)
    expected = np.asarray(upright.resize((64, 48) if orientation < 5 else (48, 64)))
    thumbnail = load_thumbnail(tmp_path / "a.jpg", 64)
    assert thumbnail.shape == expected.shape
    assert np.abs(thumbnail.astype(int) - expected).mean() < 3  # JPEG and another resize


# --- saving ----------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", [".jpg", ".webp", ".bmp"])
def test_16_bits_are_rounded_for_formats_of_8(tmp_path: Path, suffix: str) -> None:
    levels = np.arange(256)
    codes = np.minimum(levels * 257 + 100, 65535).astype(np.uint16)[None, :, None]
    image = image_of(np.tile(codes, (8, 1, 3)))
    save_image(image, tmp_path / f"a{suffix}", options=SaveOptions(quality=100))
    again = load_image(tmp_path / f"a{suffix}")
    assert again.depth == 8
    tolerance = 1.01 / 255 if suffix == ".jpg" else 0
    assert np.abs(again.pixels - (levels / 255)[None, :, None]).max() <= tolerance + 1e-6


@pytest.mark.parametrize("suffix", [".jpg", ".bmp", ".png", ".tif"])
def test_grey_stays_grey(tmp_path: Path, smooth: NDArray[np.uint8], suffix: str) -> None:
    save_image(image_of(smooth[..., :1]), tmp_path / f"a{suffix}")
    assert load_image(tmp_path / f"a{suffix}").is_grey


def test_grey_that_a_network_tinted_is_saved_as_its_luma(tmp_path: Path) -> None:
    image = Image(np.full((4, 4, 3), (0.5, 0.6, 0.7), np.float32), is_grey=True)
    save_image(image, tmp_path / "a.png")
    luma = round(255 * (0.299 * 0.5 + 0.587 * 0.6 + 0.114 * 0.7)) / 255
    assert np.allclose(load_image(tmp_path / "a.png").pixels, luma, atol=1e-6)


def test_alpha_is_kept_in_webp(tmp_path: Path, smooth: NDArray[np.uint8]) -> None:
    image = image_of(np.concatenate([smooth, smooth[..., :1]], axis=-1))
    save_image(image, tmp_path / "a.webp", options=SaveOptions(quality=100))
    again = load_image(tmp_path / "a.webp")
    assert np.array_equal(again.pixels, image.pixels)
    assert np.array_equal(again.alpha, image.alpha)


@pytest.mark.parametrize("suffix", [".jpg", ".bmp"])
def test_formats_without_alpha_show_white_behind(tmp_path: Path, suffix: str) -> None:
    alpha = np.zeros((16, 32), np.float32)
    alpha[:, 16:] = 1
    image = Image(np.full((16, 32, 3), 0.2, np.float32), alpha)
    save_image(image, tmp_path / f"a{suffix}")
    again = load_image(tmp_path / f"a{suffix}")
    assert again.alpha is None
    assert np.allclose(again.pixels[:, :8], 1, atol=2 / 255)
    assert np.allclose(again.pixels[:, 24:], 0.2, atol=2 / 255)


@pytest.mark.parametrize(("quality", "subsampling"), [(95, (1, 1)), (90, (1, 1)), (89, (2, 2))])
def test_jpeg_keeps_full_colour_resolution_from_quality_90(
    tmp_path: Path, smooth: NDArray[np.uint8], quality: int, subsampling: tuple[int, int]
) -> None:
    save_image(image_of(smooth), tmp_path / "a.jpg", options=SaveOptions(quality=quality))
    with PIL.Image.open(tmp_path / "a.jpg") as picture:
        assert picture.layer[0][1:3] == subsampling


def test_quality_decides_the_size_of_a_jpeg(tmp_path: Path, rng: np.random.Generator) -> None:
    image = image_of(rng.integers(0, 256, (64, 64, 3), np.uint8))
    save_image(image, tmp_path / "low.jpg", options=SaveOptions(quality=30))
    save_image(image, tmp_path / "high.jpg")
    assert (tmp_path / "low.jpg").stat().st_size < (tmp_path / "high.jpg").stat().st_size / 2


def test_values_outside_the_range_are_clipped(tmp_path: Path) -> None:
    pixels = np.array([[[-0.5, 0.5, 1.5]]], np.float32)
    save_image(Image(pixels, depth=16), tmp_path / "a.png")
    assert np.allclose(load_image(tmp_path / "a.png").pixels, [[[0, 0.5, 1]]], atol=1e-4)


def test_an_unchanged_jpeg_is_copied_byte_for_byte(
    tmp_path: Path, smooth: NDArray[np.uint8]
) -> None:
    source, target = tmp_path / "a.jpg", tmp_path / "b.jpeg"
    PIL.Image.fromarray(smooth).save(source, quality=40)
    save_image(load_image(source), target, unchanged_from=source)
    assert target.read_bytes() == source.read_bytes()


def test_an_unchanged_picture_is_written_anew_in_another_format(
    tmp_path: Path, smooth: NDArray[np.uint8]
) -> None:
    source, target = tmp_path / "a.jpg", tmp_path / "b.png"
    PIL.Image.fromarray(smooth).save(source, quality=40)
    save_image(load_image(source), target, unchanged_from=source)
    with PIL.Image.open(target) as picture:
        assert picture.format == "PNG"
    assert np.array_equal(load_image(target).pixels, load_image(source).pixels)


def test_loading_and_saving_leave_the_original_alone(
    tmp_path: Path, smooth: NDArray[np.uint8]
) -> None:
    source = tmp_path / "a.png"
    PIL.Image.fromarray(smooth).save(source)
    before = source.read_bytes(), source.stat().st_mtime_ns
    image = load_image(source)
    save_image(image.with_pixels(1 - image.pixels), tmp_path / "b.png")
    assert (source.read_bytes(), source.stat().st_mtime_ns) == before


# --- thumbnails and the rest -------------------------------------------------------------------


@pytest.mark.parametrize(("size", "expected"), [((640, 480), (48, 64)), ((480, 640), (64, 48))])
def test_thumbnails_fit_their_side(
    tmp_path: Path, size: tuple[int, int], expected: tuple[int, int]
) -> None:
    PIL.Image.new("RGB", size, (10, 200, 30)).save(tmp_path / "a.jpg", quality=95)
    thumbnail = load_thumbnail(tmp_path / "a.jpg", 64)
    assert thumbnail.shape == (*expected, 3)
    assert thumbnail.dtype == np.uint8
    assert np.abs(thumbnail.astype(int) - (10, 200, 30)).max() <= 3


def test_thumbnails_do_not_enlarge(tmp_path: Path) -> None:
    PIL.Image.new("RGB", (20, 10)).save(tmp_path / "a.png")
    assert load_thumbnail(tmp_path / "a.png", 64).shape == (10, 20, 3)


def test_the_thumbnail_of_a_thread_of_pixels_is_not_empty(tmp_path: Path) -> None:
    PIL.Image.new("L", (1000, 1), 90).save(tmp_path / "a.png")
    assert load_thumbnail(tmp_path / "a.png", 64).tolist() == [[[90] * 3] * 64]


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_thumbnails_show_transparency_on_white(tmp_path: Path, dtype: type) -> None:
    codes = np.zeros((100, 100, 4), dtype)
    codes[:, 50:, 3] = np.iinfo(dtype).max
    save_image(image_of(codes), tmp_path / "a.png")
    thumbnail = load_thumbnail(tmp_path / "a.png", 10)
    assert thumbnail[5, 1].tolist() == [255, 255, 255]
    assert thumbnail[5, 8].tolist() == [0, 0, 0]


@pytest.mark.parametrize("name", ["a.jpg", "B.JPEG", "c.PnG", "d.tif", "e.tiff", "f.webp", "g.bmp"])
def test_pictures_are_known_by_suffix_in_any_case(name: str) -> None:
    assert is_image_path(Path("somewhere") / name)


@pytest.mark.parametrize("name", ["a.txt", "jpg", ".jpg", "a.jpg.zip", "a.gif"])
def test_other_files_are_not_taken_for_pictures(name: str) -> None:
    assert not is_image_path(Path(name))


def test_whatever_is_written_can_be_found_again() -> None:
    assert WRITABLE_SUFFIXES <= IMAGE_SUFFIXES


def test_with_pixels_keeps_all_else(smooth: NDArray[np.uint8]) -> None:
    image = image_of(smooth, exif=b"Exif\0\0", xmp=b"x", icc_profile=b"p", dpi=(300.0, 300.0))
    other = image.with_pixels(1 - image.pixels)
    assert np.array_equal(other.pixels, 1 - image.pixels)
    assert (other.exif, other.xmp, other.icc_profile, other.dpi) == (
        image.exif, image.xmp, image.icc_profile, image.dpi,
    )  # fmt: skip


def test_pixels_of_another_size_or_type_are_a_programming_error(smooth: NDArray[np.uint8]) -> None:
    image = image_of(smooth)
    with pytest.raises(ValueError, match="pixels for a picture"):
        image.with_pixels(image.pixels[:-1])
    with pytest.raises(ValueError, match="not float32"):
        Image(image.pixels.astype(np.float64))


def test_a_format_that_can_not_hold_the_size_is_refused(tmp_path: Path) -> None:
    long = Image(np.zeros((1, 70_000, 3), np.float32))
    for suffix in (".webp", ".jpg"):
        with pytest.raises(
            MediaError, match=r"at most \d+ pixels a side, .*save it as PNG or TIFF"
        ):
            save_image(long, tmp_path / f"a{suffix}")
    save_image(long, tmp_path / "a.png")
    assert [path.name for path in tmp_path.iterdir()] == ["a.png"]


def test_opening_ordinary_files_needs_no_heavy_library(
    tmp_path: Path, smooth: NDArray[np.uint8]
) -> None:
    PIL.Image.fromarray(smooth).save(tmp_path / "a.jpg")
    script = """
import sys
from pathlib import Path
from restorer_app.media.image import load_image, load_thumbnail, save_image
image = load_image(Path(sys.argv[1]))
load_thumbnail(Path(sys.argv[1]), 16)
save_image(image, Path(sys.argv[1]).with_suffix(".png"))
print({"torch", "cv2", "tifffile", "scipy", "skimage"} & set(sys.modules))
"""
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "a.jpg")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "set()"
