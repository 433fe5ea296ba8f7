"""Profiles: into sRGB for work, and a result that says truly what its colours are."""

import logging
import struct
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import PIL.Image
import pytest
import tifffile
from numpy.typing import NDArray
from PIL import ImageCms

from restorer_app.media.color import srgb_profile, to_srgb
from restorer_app.media.image import Image, load_image, load_thumbnail, save_image
from restorer_app.media.save_options import SaveOptions

Codes = NDArray[Any]


def by_littlecms(
    codes: Codes, profile: bytes, mode: str, *, flags: int = ImageCms.Flags.BLACKPOINTCOMPENSATION
) -> NDArray[np.uint8]:
    picture = PIL.Image.frombytes(mode, codes.shape[1::-1], codes.tobytes())
    return np.asarray(
        ImageCms.profileToProfile(
            picture,
            ImageCms.ImageCmsProfile(BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            outputMode="RGB",
            flags=flags,
        )
    )


def srgb_encoded(linear: float) -> float:
    return 12.92 * linear if linear <= 0.0031308 else 1.055 * linear ** (1 / 2.4) - 0.055


@pytest.fixture
def cube() -> NDArray[np.uint8]:
    """Every combination of 18 levels, (324, 18, 3)."""
    levels = np.arange(0, 256, 15, dtype=np.uint8)
    return np.stack(np.meshgrid(levels, levels, levels, indexing="ij"), axis=-1).reshape(324, 18, 3)


# --- which colours come out ---------------------------------------------------------------------


def test_wide_gamut_colours_match_littlecms(cube: NDArray[np.uint8], wide_profile: bytes) -> None:
    pixels, profile = to_srgb(cube, wide_profile)
    difference = np.abs(pixels * 255 - by_littlecms(cube, wide_profile, "RGB"))
    assert difference.max() <= 1.0  # LittleCMS rounds to 8 bits
    assert np.abs(pixels - cube / 255).max() > 0.1  # and it did change them
    assert profile == srgb_profile(is_grey=False)


def test_16_bit_colours_are_not_reduced_to_8(wide_profile: bytes) -> None:
    ramp = np.arange(30_000, 30_256, dtype=np.uint16)
    codes = np.stack([ramp, ramp, ramp], axis=-1)[None]
    pixels, _ = to_srgb(codes, wide_profile)
    assert len(np.unique(pixels[0, :, 1])) == 256
    # Grey of gamma 563/256 is grey in sRGB of the same light.
    expected = [srgb_encoded((code / 65535) ** (563 / 256)) for code in ramp]
    assert np.abs(pixels[0] - np.array(expected)[:, None]).max() < 2e-4  # white points to 4 digits


def test_grey_tone_curves_are_converted(grey_profile: bytes) -> None:
    for dtype in (np.uint8, np.uint16):
        top = np.iinfo(dtype).max
        codes = np.linspace(0, top, 256).round().astype(dtype)[None, :, None]
        pixels, profile = to_srgb(codes, grey_profile)
        light = (codes[0, :, 0] / top) ** (461 / 256)  # 1.8 as the profile's 8.8 bits hold it
        expected = np.array([srgb_encoded(value) for value in light])
        assert np.abs(pixels[0] - expected[:, None]).max() < 1e-5
        assert profile == srgb_profile(is_grey=True)


@pytest.mark.parametrize("function", range(5))
def test_parametric_tone_curves_match_littlecms(
    icc_profile: Callable[..., bytes], wide_profile: bytes, cube: NDArray[np.uint8], function: int
) -> None:
    numbers = [  # all reach 1 at 1: LittleCMS moves a white that is not white
        (1.8,),
        (2.2, 0.9, 0.1),
        (2.2, 0.9, 0.98 ** (1 / 2.2) - 0.9, 0.02),
        (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045),
        (2.4, 0.9, 0.99 ** (1 / 2.4) - 0.9, 0.07, 0.05, 0.01, 0.005),
    ][function]
    curve = b"para" + bytes(4) + struct.pack(">HH", function, 0)
    curve += b"".join(struct.pack(">l", round(number * 65536)) for number in numbers)
    profile = bytearray(wide_profile)
    tags = dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve)
    for index in range(struct.unpack_from(">L", profile, 128)[0]):
        name, offset, size = struct.unpack_from(">4sLL", profile, 132 + 12 * index)
        if name.endswith(b"XYZ"):
            tags[name] = bytes(profile[offset : offset + size])
    built = icc_profile(b"RGB ", b"XYZ ", tags)
    pixels, _ = to_srgb(cube, built)
    expected = by_littlecms(cube, built, "RGB", flags=0)  # some of the curves have a raised black
    assert np.abs(pixels * 255 - expected).max() <= 1.0


def test_sampled_tone_curves_match_littlecms(
    icc_profile: Callable[..., bytes], cube: NDArray[np.uint8]
) -> None:
    nodes = (np.linspace(0, 1, 40) ** 2.6 * 65535).astype(">u2")
    curve = b"curv" + bytes(4) + struct.pack(">L", 40) + nodes.tobytes()
    grey = icc_profile(b"GRAY", b"XYZ ", {b"kTRC": curve})
    codes = np.ascontiguousarray(cube[..., :1])
    pixels, _ = to_srgb(codes, grey)
    assert np.abs(pixels * 255 - by_littlecms(codes[..., 0], grey, "L")).max() <= 1.0


def test_profiles_with_tables_match_littlecms(
    cube: NDArray[np.uint8], table_profile: Callable[..., bytes]
) -> None:
    profile = table_profile(b"RGB ", 3, lambda r, g, b: (20 + 20 * r + 40 * g + 15 * b, 30 * r, 0))
    pixels, tagged = to_srgb(cube, profile)
    expected = by_littlecms(cube, profile, "RGB")
    assert np.abs(pixels * 255 - expected).max() <= 1.0
    assert tagged == srgb_profile(is_grey=False)
    deep, _ = to_srgb(cube.astype(np.uint16) * 257, profile)
    assert np.abs(deep * 255 - expected).max() <= 1.5  # half a level each from table and rounding


def test_profiles_with_tables_keep_16_bit_gradations(table_profile: Callable[..., bytes]) -> None:
    profile = table_profile(b"RGB ", 3, lambda r, g, b: (15 + 25 * (r + g + b), 0, 0))
    ramp = np.linspace(20_000, 40_000, 2000).astype(np.uint16)
    pixels, _ = to_srgb(np.stack([ramp] * 3, axis=-1)[None], profile)
    assert len(np.unique(pixels[0, :, 0])) > 1500  # 8 bits would leave fewer than 256
    assert (np.diff(pixels[0, :, 0]) >= 0).all()


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_cmyk_goes_through_its_profile(cmyk_profile: bytes, dtype: type) -> None:
    rng = np.random.default_rng(0)
    inks = rng.integers(0, 256, (12, 10, 4), np.uint8)
    codes = inks if dtype == np.uint8 else inks.astype(np.uint16) * 257
    pixels, profile = to_srgb(codes, cmyk_profile)
    assert np.abs(pixels * 255 - by_littlecms(inks, cmyk_profile, "CMYK")).max() <= 1.0
    assert profile == srgb_profile(is_grey=False)


def test_cmyk_without_profile_follows_the_plain_rule() -> None:
    codes = np.array([[[0, 0, 0, 0], [255, 0, 0, 0], [0, 0, 0, 255], [51, 102, 153, 0]]], np.uint8)
    pixels, profile = to_srgb(codes, None)
    expected = [[1, 1, 1], [0, 1, 1], [0, 0, 0], [0.8, 0.6, 0.4]]
    assert np.allclose(pixels[0], expected, atol=1e-6)
    assert profile == srgb_profile(is_grey=False)


@pytest.mark.parametrize(
    "profile",
    [
        ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(),
        srgb_profile(is_grey=False),
    ],
    ids=["LittleCMS", "ours"],
)
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_srgb_under_any_name_keeps_values_and_profile(
    cube: NDArray[np.uint8], profile: bytes, dtype: type
) -> None:
    codes = cube.astype(dtype)
    pixels, tagged = to_srgb(codes, profile)
    assert np.array_equal(pixels, (codes / np.iinfo(dtype).max).astype(np.float32))
    assert tagged == profile


def test_our_grey_profile_is_srgb_grey_to_littlecms() -> None:
    codes = np.arange(256, dtype=np.uint8)[None]
    by_it = by_littlecms(codes, srgb_profile(is_grey=True), "L")
    assert np.abs(by_it.astype(int) - codes[..., None]).max() <= 1


@pytest.mark.parametrize(
    "profile", [b"", b"not a profile", b"x" * 200, srgb_profile(is_grey=True)], ids=len
)
def test_a_broken_or_foreign_profile_is_dropped_with_a_warning(
    cube: NDArray[np.uint8], profile: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        pixels, tagged = to_srgb(cube, profile)
    assert np.array_equal(pixels, (cube / 255).astype(np.float32))
    assert tagged is None
    assert "profile ignored" in caplog.text


def test_profiles_cut_anywhere_never_crash(wide_profile: bytes, cube: NDArray[np.uint8]) -> None:
    for end in range(0, len(wide_profile), 7):
        pixels, _ = to_srgb(cube, wide_profile[:end])
        assert np.isfinite(pixels).all()


# --- how files are tagged -------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".tif", ".webp"])
def test_a_converted_picture_is_tagged_srgb_and_reads_the_same_again(
    tmp_path: Path, smooth: NDArray[np.uint8], wide_profile: bytes, suffix: str
) -> None:
    PIL.Image.fromarray(smooth).save(tmp_path / "wide.png", icc_profile=wide_profile)
    image = load_image(tmp_path / "wide.png")
    save_image(image, tmp_path / f"a{suffix}", options=SaveOptions(quality=100))
    again = load_image(tmp_path / f"a{suffix}")
    assert again.icc_profile == srgb_profile(is_grey=False)
    with PIL.Image.open(tmp_path / f"a{suffix}") as picture:
        name = ImageCms.getProfileDescription(
            ImageCms.ImageCmsProfile(BytesIO(picture.info["icc_profile"]))
        )
    assert name.strip() == "sRGB"
    tolerance = 0.05 if suffix == ".jpg" else 0.51 / 255
    assert np.abs(again.pixels - image.pixels).max() <= tolerance


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".tif", ".webp"])
def test_a_picture_without_profile_stays_without(
    tmp_path: Path, smooth: NDArray[np.uint8], suffix: str
) -> None:
    PIL.Image.fromarray(smooth).save(tmp_path / "plain.png")
    save_image(load_image(tmp_path / "plain.png"), tmp_path / f"a{suffix}")
    with PIL.Image.open(tmp_path / f"a{suffix}") as picture:
        assert not picture.info.get("icc_profile")


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".tif"])
def test_grey_files_get_grey_profiles(
    tmp_path: Path, smooth: NDArray[np.uint8], grey_profile: bytes, suffix: str
) -> None:
    grey = PIL.Image.fromarray(smooth[..., 0])
    grey.save(tmp_path / "grey.png", icc_profile=grey_profile)
    save_image(
        load_image(tmp_path / "grey.png"), tmp_path / f"a{suffix}", options=SaveOptions(quality=100)
    )
    with PIL.Image.open(tmp_path / f"a{suffix}") as picture:
        assert picture.mode == "L"
        assert picture.info["icc_profile"] == srgb_profile(is_grey=True)


def test_grey_saved_in_colour_gets_the_colour_profile(
    tmp_path: Path, smooth: NDArray[np.uint8], grey_profile: bytes
) -> None:
    grey = PIL.Image.fromarray(smooth[..., 0])
    grey.save(tmp_path / "grey.png", icc_profile=grey_profile)
    image = load_image(tmp_path / "grey.png")
    save_image(image, tmp_path / "a.webp", options=SaveOptions(quality=100))  # WebP has no grey
    again = load_image(tmp_path / "a.webp")
    assert again.icc_profile == srgb_profile(is_grey=False)
    assert np.abs(again.pixels - image.pixels).max() <= 0.51 / 255


def test_16_bit_files_are_converted_at_16_bits(
    tmp_path: Path, rng: np.random.Generator, wide_profile: bytes
) -> None:
    codes = rng.integers(0, 65536, (30, 40, 3), np.uint16)
    tifffile.imwrite(tmp_path / "a.tif", codes, photometric="rgb", iccprofile=wide_profile)
    image = load_image(tmp_path / "a.tif")
    expected, _ = to_srgb(codes, wide_profile)
    assert np.array_equal(image.pixels, expected)
    save_image(image, tmp_path / "b.tif")
    assert np.abs(load_image(tmp_path / "b.tif").pixels - expected).max() <= 0.51 / 65535


def test_a_cmyk_jpeg_with_inverted_inks_is_read_the_right_way_round(
    tmp_path: Path, cmyk_profile: bytes
) -> None:
    # Pillow writes CMYK as Adobe does: inverted, with the Adobe marker.
    inks = PIL.Image.new("CMYK", (32, 32), (0, 0, 0, 0))
    inks.paste((0, 0, 0, 255), (16, 0, 32, 32))
    for profile in (None, cmyk_profile):
        inks.save(tmp_path / "a.jpg", quality=95, icc_profile=profile)
        assert b"Adobe" in (tmp_path / "a.jpg").read_bytes()
        image = load_image(tmp_path / "a.jpg")
        assert not image.is_grey
        assert image.pixels[:, :12].min() > 0.9
        assert image.pixels[:, 20:].max() < 0.1
        assert load_thumbnail(tmp_path / "a.jpg", 8)[4, 1].min() > 220


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_cmyk_tiffs_are_read(tmp_path: Path, rng: np.random.Generator, dtype: type) -> None:
    codes = rng.integers(0, np.iinfo(dtype).max + 1, (20, 30, 4), dtype)
    tifffile.imwrite(tmp_path / "a.tif", codes, photometric="separated")
    image = load_image(tmp_path / "a.tif")
    expected, _ = to_srgb(codes, None)
    assert np.allclose(image.pixels, expected, atol=1e-6)
    assert image.depth == 8 * np.dtype(dtype).itemsize


def test_thumbnails_are_in_srgb(
    tmp_path: Path, smooth: NDArray[np.uint8], wide_profile: bytes
) -> None:
    PIL.Image.new("RGB", (64, 64), (0, 200, 0)).save(tmp_path / "a.png", icc_profile=wide_profile)
    color = load_image(tmp_path / "a.png").pixels[0, 0] * 255
    assert np.abs(load_thumbnail(tmp_path / "a.png", 8) - color).max() <= 1


def test_converting_fixes_the_colour_space_in_exif(
    tmp_path: Path, smooth: NDArray[np.uint8], wide_profile: bytes
) -> None:
    exif = PIL.Image.Exif()
    exif.get_ifd(0x8769)[0xA001] = 65535  # uncalibrated, as cameras write for Adobe RGB
    picture = PIL.Image.fromarray(smooth)
    picture.save(tmp_path / "wide.jpg", exif=exif, icc_profile=wide_profile)
    picture.save(tmp_path / "plain.jpg", exif=exif)
    for name, color_space in (("wide.jpg", 1), ("plain.jpg", 65535)):
        save_image(load_image(tmp_path / name), tmp_path / "a.jpg", overwrite=True)
        with PIL.Image.open(tmp_path / "a.jpg") as again:
            assert again.getexif().get_ifd(0x8769)[0xA001] == color_space


def test_the_work_is_the_same_in_strips(wide_profile: bytes, rng: np.random.Generator) -> None:
    codes = rng.integers(0, 256, (2500, 900, 3), np.uint8)  # more than two strips
    whole, _ = to_srgb(codes, wide_profile)
    last, _ = to_srgb(codes[-10:], wide_profile)
    assert np.array_equal(whole[-10:], last)


def test_a_profile_of_the_image_is_carried_into_files(tmp_path: Path) -> None:
    pixels = np.zeros((4, 4, 3), np.float32)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    save_image(Image(pixels, icc_profile=profile), tmp_path / "a.png")
    assert load_image(tmp_path / "a.png").icc_profile == profile
