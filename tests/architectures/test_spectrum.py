import numpy as np
import pytest
import torch

from restorer_app.architectures.spectrum import N_RINGS, N_SPECTRUM, power_spectrum
from restorer_app.degradations import blurs


def as_tensor(pixels: np.ndarray) -> torch.Tensor:
    return torch.from_numpy(pixels.transpose(2, 0, 1).copy())[None]


def noise(side: int = 128) -> np.ndarray:
    return np.random.default_rng(0).random((side, side, 3), np.float32)


def test_blurs_of_equal_width_look_different() -> None:
    """White noise through a disc has a ring of zeros that through a Gaussian it has not."""
    radius = 6.0
    blurred = {
        "disc": blurs.convolve(noise(), blurs.disc_kernel(radius)),
        "gaussian": blurs.gaussian_blur(noise(), radius / 2),
    }
    rings = {name: power_spectrum(as_tensor(p))[0, -N_RINGS:] for name, p in blurred.items()}
    # The first zero of a disc lies at 0.61 / radius cycles per pixel, the second at 1.12 / radius.
    first, between = (round(2 * N_RINGS * x / radius) for x in (0.61, 0.85))
    assert rings["disc"][first] < rings["disc"][between] - 1, "it rises again behind the zero"
    assert rings["gaussian"][first] > rings["gaussian"][between] + 1, "it only falls"


def test_the_direction_of_a_motion_is_seen() -> None:
    across, down = (
        power_spectrum(as_tensor(blurs.convolve(noise(), blurs.motion_kernel(9, angle))))[0]
        for angle in (0, 90)
    )
    plane = -N_RINGS
    assert (across[:plane] - down[:plane]).abs().max() > 2
    assert (across[plane:] - down[plane:]).abs().max() < 1, "rings are the same in all directions"


@pytest.mark.parametrize("side", [64, 96, 256])
def test_crops_of_any_size_are_described_alike(side: int) -> None:
    described = power_spectrum(as_tensor(noise(side)))
    assert described.shape == (1, N_SPECTRUM)
    usual = power_spectrum(as_tensor(noise()))
    assert abs(float(described.mean() - usual.mean())) < 0.5


def test_an_even_crop_has_no_power_but_a_finite_logarithm() -> None:
    assert power_spectrum(torch.full((1, 3, 64, 64), 0.5)).max() < -15
