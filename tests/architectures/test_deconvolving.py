import numpy as np
import pytest
import torch
from skimage import data

from restorer_app.architectures import DeconvolvingUNet, GuidedUNet
from restorer_app.architectures.blur_kernels import (
    BLURS,
    GAUSSIAN_PX,
    LONGEST_PX,
    MOTION_PX,
    gaussian_kernels,
    line_of,
    motion_kernels,
    width_of,
)
from restorer_app.architectures.deconvolving import wiener
from restorer_app.architectures.spectrum import mean_spectrum
from restorer_app.degradations.blurs import convolve, gaussian_kernel, motion_kernel
from restorer_app.degradations.mixtures import round_to_8bit
from restorer_app.metrics.image import psnr_db

WIDTHS = (4, 6, 8)
PRIORS = BLURS["motion"].priors
FAMILIES = sorted(BLURS)


def kernel_of(length_px: float, angle_deg: float) -> torch.Tensor:
    return motion_kernels(line_of(torch.tensor([length_px]), torch.tensor([angle_deg])))


def gaussian_of(sigma: float) -> torch.Tensor:
    return gaussian_kernels(width_of(torch.tensor([sigma])))


def padded(kernel: np.ndarray, side: int) -> np.ndarray:
    return np.pad(kernel, [((side - n) // 2,) * 2 for n in kernel.shape])


def photograph() -> np.ndarray:
    """float32 (160, 160, 3)."""
    return data.astronaut()[20:180, 140:300].astype(np.float32) / 255


def as_tensor(pixels: np.ndarray) -> torch.Tensor:
    return torch.from_numpy(pixels.transpose(2, 0, 1)[None].copy())


@pytest.mark.parametrize("length_px", [1.0, 2.5, 6.0, 10.0, 13.0])
@pytest.mark.parametrize("angle_deg", [0.0, 17.0, 45.0, 90.0, 171.0])
def test_kernels_are_those_the_blur_is_made_with(length_px: float, angle_deg: float) -> None:
    made_with = motion_kernel(length_px, angle_deg)
    kernel = kernel_of(length_px, angle_deg)[0]
    assert np.allclose(kernel, padded(made_with, MOTION_PX), atol=1e-5)


@pytest.mark.parametrize("sigma", [0.3, 0.8, 1.7, 2.4, 4.7, 5.5])
def test_gaussians_are_those_the_blur_is_made_with(sigma: float) -> None:
    made_with = padded(gaussian_kernel(sigma), GAUSSIAN_PX)
    assert np.allclose(gaussian_of(sigma)[0], made_with, atol=1e-5)


def test_a_gaussian_that_would_not_fit_is_as_wide_as_can_be() -> None:
    assert torch.equal(gaussian_of(40.0), gaussian_of(5.5))


def test_a_line_that_would_not_fit_is_cut() -> None:
    longest = kernel_of(LONGEST_PX, 30.0)
    assert torch.allclose(kernel_of(50.0, 30.0), longest, atol=1e-6)


def test_directions_meet_where_the_circle_closes() -> None:
    length = torch.tensor([5.0])
    assert torch.allclose(
        line_of(length, torch.tensor([0.0])), line_of(length, torch.tensor([180.0])), atol=1e-5
    )
    assert line_of(torch.tensor([1.0]), torch.tensor([77.0])).abs().max() == 0


@pytest.mark.parametrize(("length_px", "prior"), [(4, PRIORS[0]), (8, PRIORS[1])])
def test_the_filter_that_knows_the_blur_sharpens(length_px: float, prior: float) -> None:
    clean = photograph()
    blurred = round_to_8bit(convolve(clean, motion_kernel(length_px, 30)))
    kernel = kernel_of(float(length_px), 30.0)
    sharp = wiener(as_tensor(blurred), kernel, (prior,))[0].permute(1, 2, 0).numpy()
    inner = np.s_[24:-24, 24:-24]  # the border was replicated, not mirrored
    assert psnr_db(clean[inner], sharp[inner]) > psnr_db(clean[inner], blurred[inner]) + 3


@pytest.mark.parametrize(("sigma", "gain_db"), [(0.5, 10), (1, 5), (2, 3)])
def test_the_filter_that_knows_the_gaussian_sharpens(sigma: float, gain_db: float) -> None:
    clean = photograph()
    blurred = round_to_8bit(convolve(clean, gaussian_kernel(sigma)))
    sharp = wiener(as_tensor(blurred), gaussian_of(sigma), BLURS["gaussian"].priors[:1])
    inner = np.s_[24:-24, 24:-24]
    before = psnr_db(clean[inner], blurred[inner])
    assert psnr_db(clean[inner], sharp[0].permute(1, 2, 0).numpy()[inner]) > before + gain_db


def test_without_movement_the_filter_changes_next_to_nothing() -> None:
    clean = as_tensor(photograph())
    assert (wiener(clean, kernel_of(1.0, 0.0), (min(PRIORS),)) - clean).abs().mean() < 2e-3


@pytest.mark.parametrize("blur", FAMILIES)
@pytest.mark.parametrize(("height", "width"), [(1, 1), (5, 40), (33, 9)])
def test_any_size_is_filtered_and_repaired(height: int, width: int, blur: str) -> None:
    network = DeconvolvingUNet(WIDTHS, hidden=8, estimator_hidden=8, blur=blur)
    network.eval().requires_grad_(False)
    x = torch.rand((2, 3, height, width))
    assert torch.equal(network(x), x), "a new network changes nothing"


def test_untrained_it_repairs_like_the_guided_network_it_came_from() -> None:
    torch.manual_seed(0)
    guided = GuidedUNet(WIDTHS, hidden=8).requires_grad_(False)
    for parameter in guided.parameters():
        parameter.normal_(0, 0.1)
    network = DeconvolvingUNet(WIDTHS, hidden=8, estimator_hidden=8).requires_grad_(False)
    network.load_state_dict(guided.state_dict(), strict=False)
    x = torch.rand((2, 3, 40, 48))
    assert torch.allclose(network(x), guided(x), atol=1e-6)
    network.sharpened_head.weight.normal_(0, 0.3)
    assert not torch.allclose(network(x), guided(x), atol=1e-3)


def test_the_spectrum_of_a_picture_is_the_mean_over_its_crops() -> None:
    x = torch.rand((1, 3, 256, 150))
    upper, lower = mean_spectrum(x[:, :, :128, :128]), mean_spectrum(x[:, :, 128:, :128])
    assert torch.allclose(mean_spectrum(x), (upper + lower) / 2, atol=1e-5)
