import io

import numpy as np
import pytest
from PIL import Image as PilImage
from skimage.filters import gaussian, threshold_multiotsu

from restorer_app.degradations import compressions


def _n_colors(pixels: np.ndarray) -> int:
    return len(np.unique(np.round(pixels * 255).reshape(-1, 3), axis=0))


@pytest.mark.parametrize(("quality", "dc_step"), [(43, 19), (36, 22), (24, 33), (7, 114), (4, 200)])
def test_jpeg_quantises_with_the_table_of_its_quality(
    quality: int, dc_step: int, photo: np.ndarray
) -> None:
    # The first entry, 16, of the standard's luma table in libjpeg's scaling 5000/quality %. Grey
    # mid-tones: no chroma, and nothing is clipped that would move a block's mean.
    grey = 0.3 + 0.4 * photo.mean(axis=-1, keepdims=True) + np.zeros(3)
    coded = compressions.jpeg(grey.astype(np.float32), quality)[..., 0] * 255
    h, w = coded.shape
    dc = 8 * (coded.reshape(h // 8, 8, w // 8, 8).mean(axis=(1, 3)) - 128)
    steps = dc / dc_step
    # In a flat block rounding moves every pixel by the same half: 8 * 0.5. Steps are 19 and more.
    assert np.abs(steps - np.round(steps)).max() * dc_step < 4.1
    assert len(np.unique(np.round(steps))) > 2


def test_jpeg_halves_chroma_unless_told_otherwise() -> None:
    columns = np.zeros((64, 64, 3), np.float32)
    columns[:, ::2], columns[:, 1::2] = (0.8, 0.3, 0.5), (0.4, 0.5, 0.5)  # of nearly equal luma

    def stripes(pixels: np.ndarray) -> float:
        return float(np.abs(np.diff(pixels[..., 0] - pixels[..., 1], axis=1)).mean())

    assert stripes(columns) == pytest.approx(0.6)
    assert stripes(compressions.jpeg(columns, 90)) < 0.1
    assert stripes(compressions.jpeg(columns, 90, chroma_subsampling=False)) > 0.4


def test_jpeg_keeps_the_order_of_channels(photo: np.ndarray) -> None:
    assert np.abs(compressions.jpeg(photo, 95) - photo).mean() < 0.02


@pytest.mark.parametrize("ratio", [16, 32, 45, 120, 400])
def test_jpeg2000_files_have_the_size_of_their_ratio(ratio: int, photo: np.ndarray) -> None:
    n_bytes = len(compressions.encode_jpeg2000(photo, ratio))
    assert photo.size / ratio * 0.93 < n_bytes < photo.size / ratio * 1.03 + 20


def test_jpeg2000_is_coded_as_photographs_are(photo: np.ndarray) -> None:
    data = compressions.encode_jpeg2000(photo, 32)
    style = data.index(b"\xff\x52")  # the marker of the coding style
    assert data[style + 5] == 0  # progression: layer, resolution, component, position
    assert data[style + 8] == 1  # luma and chroma, not R, G and B
    assert data[style + 9] + 1 == 8  # resolutions
    assert data[style + 13] == 0  # the irreversible 9/7 wavelet


def test_jpeg2000_is_what_the_file_decodes_to(photo: np.ndarray) -> None:
    with PilImage.open(io.BytesIO(compressions.encode_jpeg2000(photo, 45))) as decoded:
        expected = np.asarray(decoded) / 255
    np.testing.assert_allclose(compressions.jpeg2000(photo, 45), expected, atol=1e-6)


@pytest.mark.parametrize("n_colors", [64, 48, 32, 16, 8])
def test_color_quantization_uses_its_number_of_colors(n_colors: int, photo: np.ndarray) -> None:
    assert n_colors * 0.9 <= _n_colors(compressions.color_quantization(photo, n_colors)) <= n_colors


def test_color_quantization_dithers() -> None:
    ramp = np.repeat(np.linspace(0, 1, 128, dtype=np.float32)[None, :, None], 64, axis=0)
    ramp = np.repeat(ramp, 3, axis=2)
    quantized = compressions.color_quantization(ramp, 8)
    inside = (slice(8, -8), slice(8, -8))
    # Eight even bands are 1/16 off at worst, 1/32 in the mean; their dots average out.
    seen = gaussian(quantized, 3, channel_axis=-1)
    assert np.abs(quantized - ramp)[inside].mean() > 0.025
    assert np.abs(seen - ramp)[inside].mean() < 0.01


@pytest.mark.parametrize("n_thresholds", [1, 2, 3])
def test_thresholds_are_otsus(n_thresholds: int, photo: np.ndarray) -> None:
    values = np.round(photo * 255).astype(np.uint8).reshape(len(photo), -1)
    expected = threshold_multiotsu(values, classes=n_thresholds + 1)
    thresholds = compressions.otsu_thresholds(photo, n_thresholds) * 255
    np.testing.assert_allclose(thresholds, expected, atol=1)


@pytest.mark.parametrize("n_thresholds", [20, 16, 13, 10, 7])
def test_quantization_leaves_one_value_more_than_thresholds(
    n_thresholds: int, photo: np.ndarray
) -> None:
    values = np.unique(compressions.quantization(photo, n_thresholds))
    assert len(values) == n_thresholds + 1
    assert values[0] == 0
    assert values[-1] == 1


def test_quantization_maps_classes_to_upper_thresholds() -> None:
    pixels = np.full((30, 10, 3), 0.2, np.float32)
    pixels[10:20], pixels[20:] = 0.5, 0.7
    quantized = compressions.quantization(pixels, 2)
    upper = compressions.otsu_thresholds(pixels, 2)[1]
    assert 0.5 < upper < 0.7
    assert (quantized[:10] == 0).all()
    assert (quantized[10:20] == upper).all()
    assert (quantized[20:] == 1).all()
