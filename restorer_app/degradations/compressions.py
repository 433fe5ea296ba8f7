"""Lossy codecs and palettes: encode to bytes in memory, decode again. Results are 8-bit values."""

import io

import cv2
import numpy as np
from PIL import Image as PilImage


def _to_8bit(pixels: np.ndarray) -> np.ndarray:
    return np.round(np.clip(pixels, 0, 1) * 255).astype(np.uint8)


def jpeg(pixels: np.ndarray, quality: int, *, chroma_subsampling: bool = True) -> np.ndarray:
    """Baseline JPEG of this quality, 4:2:0 as MATLAB's imwrite does, or 4:4:4."""
    sampling = (
        cv2.IMWRITE_JPEG_SAMPLING_FACTOR_420
        if chroma_subsampling
        else cv2.IMWRITE_JPEG_SAMPLING_FACTOR_444
    )
    bgr = cv2.cvtColor(_to_8bit(pixels), cv2.COLOR_RGB2BGR)
    _, data = cv2.imencode(
        ".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, quality, cv2.IMWRITE_JPEG_SAMPLING_FACTOR, sampling]
    )
    decoded = cv2.imdecode(data, cv2.IMREAD_COLOR)
    assert decoded is not None  # for the type checker: these bytes were just encoded
    return cv2.cvtColor(decoded, cv2.COLOR_BGR2RGB).astype(np.float32) / 255


def encode_jpeg2000(pixels: np.ndarray, ratio: float) -> bytes:
    """A JPEG 2000 file of about 1/ratio of the raw 8-bit size (OpenJPEG, wavelet 9/7).

    No file is smaller than some 300 bytes: header, colour description and the coarsest wavelets.
    """
    # OpenJPEG refuses more resolutions than leave a pixel of the shorter side.
    resolutions = min(8, int(np.log2(min(pixels.shape[:2]))) + 1)
    buffer = io.BytesIO()
    PilImage.fromarray(_to_8bit(pixels)).save(
        buffer,
        "JPEG2000",
        quality_mode="rates",
        quality_layers=[ratio],
        num_resolutions=resolutions,
        irreversible=True,
        mct=1,  # luma and chroma as every photograph is stored; Pillow codes R, G, B alone if unset
    )
    return buffer.getvalue()


def jpeg2000(pixels: np.ndarray, ratio: float) -> np.ndarray:
    """JPEG 2000 at this compression ratio."""
    with PilImage.open(io.BytesIO(encode_jpeg2000(pixels, ratio))) as decoded:
        return np.asarray(decoded.convert("RGB"), np.float32) / 255


def color_quantization(pixels: np.ndarray, n_colors: int) -> np.ndarray:
    """At most `n_colors` colours from a median-cut palette, with Floyd-Steinberg dithering.

    Stands in for MATLAB's `rgb2ind`, which cuts by minimum variance and dithers likewise.
    """
    picture = PilImage.fromarray(_to_8bit(pixels))
    palette = picture.quantize(n_colors, method=PilImage.Quantize.MEDIANCUT)
    indexed = picture.quantize(palette=palette, dither=PilImage.Dither.FLOYDSTEINBERG)
    return np.asarray(indexed.convert("RGB"), np.float32) / 255


def otsu_thresholds(pixels: np.ndarray, n_thresholds: int) -> np.ndarray:
    """Otsu's multi-level thresholds of all channel values together, ascending, in 0..1.

    Exact dynamic programming over a 256-bin histogram (MATLAB's `multithresh` searches the same
    objective by simplex and stops at local optima).
    """
    histogram = np.bincount(_to_8bit(pixels).ravel(), minlength=256).astype(np.float64)
    weight = np.concatenate([[0], np.cumsum(histogram)])
    moment = np.concatenate([[0], np.cumsum(histogram * np.arange(256))])
    between = moment[None, :] - moment[:, None]
    mass = weight[None, :] - weight[:, None]
    # gain[i, j]: the between-class term of a class that holds the bins i..j-1.
    gain = np.where(mass > 0, between**2 / np.maximum(mass, 1e-12), 0.0)
    gain[np.tril_indices(257)] = -np.inf
    best, cuts = gain[0].copy(), []
    for _ in range(n_thresholds):
        candidates = best[:, None] + gain
        cuts.append(np.argmax(candidates, axis=0))
        best = np.max(candidates, axis=0)
    edge, thresholds = 256, []
    for cut in reversed(cuts):
        edge = int(cut[edge])
        thresholds.append(edge)
    return (np.array(sorted(thresholds), np.float32) - 0.5) / 255


def quantization(pixels: np.ndarray, n_thresholds: int) -> np.ndarray:
    """Otsu quantisation to n_thresholds + 1 values (MATLAB `multithresh`, `imquantize`).

    Values up to the first threshold become 0, those above the last 1, those between two thresholds
    the upper one.
    """
    thresholds = otsu_thresholds(pixels, n_thresholds)
    values = np.concatenate([[0], thresholds[1:], [1]]).astype(np.float32)
    return values[np.searchsorted(thresholds, pixels, side="left")]
