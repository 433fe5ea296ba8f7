import io

import numpy as np
import pytest
from PIL import Image as PilImage
from skimage import data

from restorer_app.restoration.tint import Tint, is_brown_print

SEPIA = np.array([[0.393, 0.769, 0.189], [0.349, 0.686, 0.168], [0.272, 0.534, 0.131]], np.float32)


def grey_photograph(height: int = 400, width: int = 360) -> np.ndarray:
    """A real photograph, all channels equal."""
    codes = data.camera()[60 : 60 + height, 60 : 60 + width]
    return np.repeat(codes[..., None].astype(np.float32) / 255, 3, axis=2)


def toned(pixels: np.ndarray, share: float) -> np.ndarray:
    """Sepia, mixed by `share`, as an 8-bit file holds it."""
    mixed = (1 - share) * pixels + share * np.clip(pixels @ SEPIA.T, 0, 1)
    return np.round(255 * mixed).astype(np.float32) / 255


def jpeg(pixels: np.ndarray, quality: int) -> np.ndarray:
    file = io.BytesIO()
    codes = np.round(255 * np.clip(pixels, 0, 1)).astype(np.uint8)
    PilImage.fromarray(codes).save(file, "JPEG", quality=quality)
    return np.asarray(PilImage.open(file), np.float32) / 255


def tint_of(pixels: np.ndarray) -> Tint:
    tint = Tint.of(pixels)
    assert tint is not None
    return tint


def assert_exactly_grey(pixels: np.ndarray) -> None:
    np.testing.assert_array_equal(pixels[..., 0], pixels[..., 1])
    np.testing.assert_array_equal(pixels[..., 0], pixels[..., 2])


def colored(pixels: np.ndarray) -> np.ndarray:
    """As a network may leave it: some places redder, some bluer; the brightness stays."""
    cast = 0.05 * np.sin(np.arange(pixels.shape[1]) / 9)[:, None] * np.array([1, 0, -1])
    return (0.1 + 0.8 * pixels + cast).astype(np.float32)


# --- grey ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(1, 1), (5, 7), (300, 40)])
def test_grey_in_gives_exactly_grey_out(size: tuple[int, int]) -> None:
    tint = tint_of(grey_photograph(*size))
    assert tint.is_grey
    pixels = np.random.default_rng(0).random((*size, 3), np.float32)
    mean = pixels.mean(axis=-1)
    tint.apply(pixels)
    assert_exactly_grey(pixels)
    np.testing.assert_array_equal(pixels[..., 0], mean)
    for top in (255, 65535):
        assert_exactly_grey(np.round(pixels * top))


def test_grey_as_a_scanner_or_a_colour_jpeg_stores_it_is_grey() -> None:
    photo = grey_photograph()
    assert tint_of(jpeg(photo, 50)).is_grey
    rng = np.random.default_rng(0)
    one_step = rng.integers(-1, 2, photo.shape).astype(np.float32) / 255
    assert tint_of(np.clip(photo + one_step, 0, 1)).is_grey


# --- sepia ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("share", [0.2, 0.5, 1.0])
def test_a_sepia_tint_is_put_back(share: float) -> None:
    clean = grey_photograph()
    tint = tint_of(toned(clean, share))
    assert not tint.is_grey
    restored = colored(toned(clean, share))
    brightness = restored.mean(axis=-1)
    tint.apply(restored)
    np.testing.assert_allclose(restored.mean(axis=-1), brightness, atol=1 / 255)
    # A grey value g becomes (a, b, c) * g unless clipped: the ratios of the dark ones are known.
    dark = (brightness > 0.2) & (brightness < 0.5)
    gains = 1 - share + share * SEPIA.sum(axis=1)
    expected = brightness[dark][:, None] * gains / gains.mean()
    np.testing.assert_allclose(restored[dark], expected, atol=2 / 255)


def test_corrected_tones_get_the_tint_with_nothing_clipped() -> None:
    """Blacks and whites that were brought back become those of the tint, and keep their detail."""
    faded = toned(0.25 + 0.5 * grey_photograph(), 1.0)
    tint = tint_of(faded)
    ramp = np.linspace(0, 1, 256, dtype=np.float32)[:, None, None].repeat(3, axis=2)
    narrowed, pure = ramp.copy(), ramp.copy()
    tint.apply(narrowed, narrowed=1.0)
    tint.apply(pure)
    assert narrowed.max() == pytest.approx(1.0, abs=1e-6)
    assert narrowed.min() == pytest.approx(0.0, abs=1e-6)
    assert (np.diff(narrowed.mean(axis=-1)[:, 0]) > 0).all()
    assert (pure == 1).any(axis=-1).sum() > 10, "without, the lights would have lost their detail"
    assert ((narrowed == 1).any(axis=-1)).sum() <= 2


def test_tones_that_were_corrected_by_half_are_narrowed_by_half() -> None:
    tint = tint_of(toned(grey_photograph(), 1.0))
    white = np.ones((1, 1, 3), np.float32)
    tint.apply(white, narrowed=0.5)
    _, lightest = tint.room
    assert 0 < lightest < 1
    assert white.max() <= 1
    grey = np.full((1, 1, 3), 0.5, np.float32)
    tint.apply(grey, narrowed=0.5)
    assert grey.mean() == pytest.approx((0.5 + np.interp(0.5, (0, 1), tint.room)) / 2, abs=1e-3)


@pytest.mark.parametrize("quality", [50, 70, 90])
@pytest.mark.parametrize("share", [0.3, 0.6])
def test_a_compressed_sepia_photograph_is_recognised(share: float, quality: int) -> None:
    assert not tint_of(jpeg(toned(grey_photograph(), share), quality)).is_grey


def test_a_noisy_sepia_photograph_is_recognised() -> None:
    noise = np.random.default_rng(0).normal(0, 6 / 255, (400, 360, 3))
    noisy = np.clip(toned(grey_photograph(), 0.6) + noise, 0, 1).astype(np.float32)
    assert not tint_of(noisy).is_grey


def test_the_tint_of_a_toned_photograph_changes_it_hardly() -> None:
    sepia = toned(grey_photograph(), 0.6)
    again = sepia.copy()
    tint_of(sepia).apply(again)
    np.testing.assert_allclose(again, sepia, atol=2 / 255)


def test_brightness_beyond_the_measured_takes_the_nearest_tint_and_is_clipped() -> None:
    tint = tint_of(toned(0.3 + 0.2 * grey_photograph(), 0.6))
    pixels = np.stack([np.zeros((1, 3)), np.ones((1, 3))]).astype(np.float32)
    tint.apply(pixels)
    assert pixels.min() >= 0
    assert pixels.max() <= 1
    assert pixels[0, 0, 0] >= pixels[0, 0, 2]


# --- colour --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["astronaut", "coffee", "chelsea", "rocket"])
def test_a_colour_photograph_has_no_tint(name: str) -> None:
    pixels = getattr(data, name)().astype(np.float32) / 255
    assert Tint.of(pixels) is None
    washed_out = 0.75 * pixels.mean(axis=-1, keepdims=True) + 0.25 * pixels
    assert Tint.of(washed_out.astype(np.float32)) is None


@pytest.mark.parametrize("share", [0.0, 0.6])
@pytest.mark.parametrize("size", [(400, 360), (2400, 40)])
def test_one_small_coloured_spot_keeps_the_colours(share: float, size: tuple[int, int]) -> None:
    scale = -(-size[0] // 400)
    pixels = toned(np.tile(grey_photograph(), (scale, 1, 1))[: size[0], : size[1]], share)
    assert Tint.of(pixels) is not None
    pixels[300:308, 20:28] = (0.7, 0.3, 0.3)
    assert Tint.of(pixels) is None


def test_blue_fog_is_no_paper_tint() -> None:
    grey = grey_photograph()
    assert Tint.of(grey * np.array([0.9, 1.0, 1.1], np.float32) * 0.9) is None
    assert Tint.of(grey * np.array([1.1, 1.0, 0.9], np.float32) * 0.9) is not None


def test_a_strongly_coloured_picture_is_no_tint() -> None:
    assert Tint.of(grey_photograph() * np.array([1.0, 0.4, 0.0], np.float32)) is None


@pytest.mark.parametrize("size", [(1, 1), (7, 9), (63, 64)])
def test_a_small_picture_that_is_not_grey_keeps_its_colours(size: tuple[int, int]) -> None:
    assert Tint.of(toned(grey_photograph(*size), 0.5)) is None


def test_the_picture_that_is_measured_is_not_written_to() -> None:
    pixels = toned(grey_photograph(), 0.6)
    pixels.flags.writeable = False
    assert Tint.of(pixels) is not None


def test_a_sepia_print_is_brown_despite_white_damage_and_a_stain() -> None:
    print_ = toned(grey_photograph(), 0.7)
    print_[50:300, 100:102] = 1
    print_[:20, :20] = (0.9, 0.4, 0.2)
    assert is_brown_print(print_)
    assert Tint.of(print_) is None, "the stain keeps its colour"


@pytest.mark.parametrize("name", ["astronaut", "coffee", "chelsea"])
def test_a_colour_photograph_is_no_brown_print(name: str) -> None:
    assert not is_brown_print(getattr(data, name)().astype(np.float32) / 255)


def test_neither_grey_nor_blue_is_brown() -> None:
    assert not is_brown_print(grey_photograph())
    assert not is_brown_print(np.ascontiguousarray(toned(grey_photograph(), 0.7)[..., ::-1]))
