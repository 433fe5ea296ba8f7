"""Each measure against its definition, written a second time here, and against other libraries."""

import math

import numpy as np
import piq
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import ndimage, signal
from skimage import data
from skimage.metrics import peak_signal_noise_ratio

from restorer_app.errors import MediaError
from restorer_app.metrics.image import compare_images, fsim, mse, psnr_db, snr_db, ssim

Floats = NDArray[np.float32]
FSIM_TOLERANCE = 1e-5
"""piq takes the lower of the two middle values as median, NumPy their mean."""


@pytest.fixture(scope="module")
def clean() -> Floats:
    return (data.astronaut()[40:200, 140:316] / 255).astype(np.float32)


@pytest.fixture(scope="module")
def noisy(clean: Floats) -> Floats:
    noise = np.random.default_rng(0).normal(0, 0.08, clean.shape)
    return np.clip(clean + noise, 0, 1).astype(np.float32)


@pytest.fixture(scope="module")
def blurred(clean: Floats) -> Floats:
    return ndimage.gaussian_filter(clean, (2, 2, 0)).astype(np.float32)


def ssim_by_definition(reference: Floats, candidate: Floats) -> float:
    offsets = np.arange(11) - 5
    window = np.exp(-(offsets**2) / (2 * 1.5**2))
    window = np.outer(window, window) / window.sum() ** 2
    values = []
    for channel in range(3):
        x, y = (p[..., channel].astype(np.float64) for p in (reference, candidate))

        def local_mean(a: NDArray[np.float64]) -> NDArray[np.float64]:
            return signal.convolve2d(a, window, mode="valid")

        mean_x, mean_y = local_mean(x), local_mean(y)
        variance_x = local_mean(x * x) - mean_x**2
        variance_y = local_mean(y * y) - mean_y**2
        covariance = local_mean(x * y) - mean_x * mean_y
        c1, c2 = 0.01**2, 0.03**2
        values.append(
            (2 * mean_x * mean_y + c1)
            * (2 * covariance + c2)
            / ((mean_x**2 + mean_y**2 + c1) * (variance_x + variance_y + c2))
        )
    return float(np.mean(values))


def phase_congruency(luma: NDArray[np.float64]) -> NDArray[np.float64]:
    """Kovesi's measure with the constants of the FSIM paper."""
    height, width = luma.shape
    fy, fx = np.fft.fftfreq(height)[:, None], np.fft.fftfreq(width)[None]
    radius = np.hypot(fx, fy)
    low_pass = 1 / (1 + (radius / 0.45) ** 30)
    radius[0, 0] = 1
    angle = np.arctan2(-fy, fx)
    spectrum = np.fft.fft2(luma)
    total_energy, total_amplitude = np.zeros_like(luma), np.zeros_like(luma)
    for orientation in range(4):
        away = np.angle(np.exp(1j * (angle - orientation * np.pi / 4)))
        spread = np.exp(-(away**2) / (2 * (np.pi / 4 / 1.2) ** 2))
        filters = []
        for scale in range(4):
            center = 1 / (6 * 2**scale)
            radial = np.exp(-(np.log(radius / center) ** 2) / (2 * np.log(0.55) ** 2)) * low_pass
            radial[0, 0] = 0
            filters.append(radial * spread)
        responses = np.array([np.fft.ifft2(spectrum * f) for f in filters])
        kernels = np.array([np.fft.ifft2(f).real for f in filters]) * math.sqrt(luma.size)
        mean = responses.sum(axis=0)
        mean = mean / (np.abs(mean) + np.finfo(float).eps)
        along = responses * np.conj(mean)
        energy = (along.real - np.abs(along.imag)).sum(axis=0)
        power = np.median(np.abs(responses[0]) ** 2) / math.log(2) / (filters[0] ** 2).sum()
        # sum of squares and of all ordered pairs together: the square of the sum of kernels
        cross = ((kernels.sum(axis=0) ** 2) - (kernels**2).sum(axis=0)).sum()
        noise_energy = 2 * power * (kernels**2).sum() + 2 * power * cross
        tau = math.sqrt(noise_energy / 2)
        threshold = tau * (math.sqrt(math.pi / 2) + 2 * math.sqrt(2 - math.pi / 2)) / 1.7
        total_energy += np.maximum(energy - threshold, 0)
        total_amplitude += np.abs(responses).sum(axis=0)
    return total_energy / (total_amplitude + np.finfo(float).eps)


def fsim_by_definition(reference: Floats, candidate: Floats) -> float:
    factor = max(1, round(min(reference.shape[:2]) / 256))
    lumas, gradients = [], []
    scharr = np.array([[3, 0, -3], [10, 0, -10], [3, 0, -3]]) / 16
    for pixels in (reference, candidate):
        height, width = (side // factor for side in pixels.shape[:2])
        luma = 255 * pixels.astype(np.float64) @ [0.299, 0.587, 0.114]
        luma = luma[: height * factor, : width * factor]
        luma = luma.reshape(height, factor, width, factor).mean(axis=(1, 3))
        lumas.append(luma)
        dx, dy = (signal.convolve2d(luma, kernel, mode="same") for kernel in (scharr, scharr.T))
        gradients.append(np.hypot(dx, dy))
    pc1, pc2 = (phase_congruency(luma) for luma in lumas)
    g1, g2 = gradients
    s_pc = (2 * pc1 * pc2 + 0.85) / (pc1**2 + pc2**2 + 0.85)
    s_g = (2 * g1 * g2 + 160) / (g1**2 + g2**2 + 160)
    weight = np.maximum(pc1, pc2)
    return float((s_pc * s_g * weight).sum() / weight.sum())


@pytest.mark.parametrize("candidate", ["noisy", "blurred"])
def test_ssim_follows_its_definition(
    clean: Floats, candidate: str, request: pytest.FixtureRequest
) -> None:
    other = request.getfixturevalue(candidate)
    assert ssim(clean, other) == pytest.approx(ssim_by_definition(clean, other), abs=1e-9)


@pytest.mark.parametrize("candidate", ["noisy", "blurred"])
def test_ssim_agrees_with_piq_without_downsampling(
    clean: Floats, candidate: str, request: pytest.FixtureRequest
) -> None:
    other = request.getfixturevalue(candidate)
    tensors = [
        torch.from_numpy(p.astype(np.float64)).permute(2, 0, 1)[None] for p in (clean, other)
    ]
    theirs = float(piq.ssim(*tensors, data_range=1.0, downsample=False))
    assert ssim(clean, other) == pytest.approx(theirs, abs=1e-6)


@pytest.mark.parametrize("candidate", ["noisy", "blurred"])
def test_fsim_follows_the_papers_definition(
    clean: Floats, candidate: str, request: pytest.FixtureRequest
) -> None:
    other = request.getfixturevalue(candidate)
    assert fsim(clean, other) == pytest.approx(fsim_by_definition(clean, other), abs=FSIM_TOLERANCE)


def test_fsim_of_a_large_picture_pools_first_as_the_paper_does() -> None:
    large = (data.astronaut()[:400, :384] / 255).astype(np.float32)  # pooled by 2
    other = ndimage.gaussian_filter(large, (3, 3, 0)).astype(np.float32)
    assert fsim(large, other) == pytest.approx(fsim_by_definition(large, other), abs=FSIM_TOLERANCE)


def test_measures_of_a_known_pair() -> None:
    reference = np.full((16, 16, 3), 100 / 255, np.float32)
    candidate = np.full((16, 16, 3), 110 / 255, np.float32)
    assert mse(reference, candidate) == pytest.approx(100, rel=1e-5)
    assert psnr_db(reference, candidate) == pytest.approx(10 * math.log10(255**2 / 100), abs=1e-4)
    assert snr_db(reference, candidate) == pytest.approx(20, abs=1e-4)


def test_psnr_agrees_with_scikit_image(clean: Floats, noisy: Floats) -> None:
    theirs = peak_signal_noise_ratio(clean.astype(float), noisy.astype(float), data_range=1)
    assert psnr_db(clean, noisy) == pytest.approx(theirs, abs=1e-9)


def test_psnr_and_mse_of_paper_0_belong_together() -> None:
    # The paper prints MSE 334.18 beside a PSNR of 22.76 dB; by the definition it is 22.89 dB.
    reference = np.zeros((8, 8, 3), np.float32)
    candidate = np.full((8, 8, 3), math.sqrt(334.18) / 255, np.float32)
    assert psnr_db(reference, candidate) == pytest.approx(22.89, abs=0.005)


def test_identical_pictures_have_perfect_scores(clean: Floats) -> None:
    scores = compare_images(clean, clean.copy())
    assert scores.mse == 0
    assert math.isinf(scores.psnr_db)
    assert math.isinf(scores.snr_db)
    assert scores.ssim == pytest.approx(1)
    assert scores.fsim == pytest.approx(1)


def test_error_in_a_black_picture_is_all_noise() -> None:
    black = np.zeros((16, 16, 3), np.float32)
    assert snr_db(black, black + np.float32(0.1)) == -math.inf


def test_more_noise_scores_worse_in_every_measure(clean: Floats, noisy: Floats) -> None:
    worse = np.clip(noisy + 2 * (noisy - clean), 0, 1).astype(np.float32)
    good, bad = compare_images(clean, noisy), compare_images(clean, worse)
    assert bad.mse > good.mse
    assert bad.snr_db < good.snr_db
    assert bad.psnr_db < good.psnr_db
    assert bad.ssim < good.ssim
    assert bad.fsim < good.fsim


@pytest.mark.parametrize("measure", [mse, snr_db, psnr_db, ssim, fsim, compare_images])
def test_different_sizes_are_refused_with_both_named(measure) -> None:  # type: ignore[no-untyped-def]
    small, large = np.zeros((20, 30, 3), np.float32), np.zeros((20, 31, 3), np.float32)
    with pytest.raises(MediaError, match=r"30 x 20 .* 31 x 20"):
        measure(small, large)


@pytest.mark.parametrize("measure", [ssim, fsim])
def test_pictures_too_small_for_the_window_are_refused(measure) -> None:  # type: ignore[no-untyped-def]
    tiny = np.zeros((10, 40, 3), np.float32)
    with pytest.raises(MediaError, match="at least 11 pixels"):
        measure(tiny, tiny)


@settings(max_examples=15)
@given(st.integers(11, 40), st.integers(11, 40), st.floats(0.01, 0.5), st.integers(0, 2**32 - 1))
def test_scores_stay_in_their_ranges(height: int, width: int, sigma: float, seed: int) -> None:
    rng = np.random.default_rng(seed)
    reference = rng.random((height, width, 3), dtype=np.float32)
    candidate = (reference + rng.normal(0, sigma, reference.shape)).astype(np.float32)
    scores = compare_images(reference, candidate)
    assert scores.mse > 0
    assert -1 <= scores.ssim < 1
    assert 0 < scores.fsim <= 1
    assert math.isfinite(scores.psnr_db)
