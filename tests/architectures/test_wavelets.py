import numpy as np
import pytest
import torch
from skimage import data

from restorer_app.architectures import GuidedUNet, ResidualUNet, WaveletUNet
from restorer_app.architectures.wavelets import (
    LEVELS,
    N_MAPS,
    USUAL_LOG_MAGNITUDE,
    wavelet_magnitudes,
)
from restorer_app.degradations.compressions import jpeg2000
from restorer_app.restoration.tiling import ALIGN_PX

WIDTHS = (4, 6, 8)


def as_tensor(pixels: np.ndarray) -> torch.Tensor:
    return torch.from_numpy(np.ascontiguousarray(pixels.transpose(2, 0, 1)))[None]


def photograph() -> np.ndarray:
    """float32 (256, 256, 3)."""
    return data.astronaut()[:256, 100:356].astype(np.float32) / 255


def share_left_out(pixels: np.ndarray) -> float:
    """Of the finest wavelets of the luma, those below what rounding to 8 bits makes of nothing."""
    magnitudes = wavelet_magnitudes(as_tensor(pixels))[:, [0, 3, 6]]
    return float((2 ** (USUAL_LOG_MAGNITUDE * magnitudes) - 1 < 1.5).float().mean())


def test_what_a_file_left_out_is_seen_on_its_own_grid_only() -> None:
    clean = photograph()
    saved = jpeg2000(clean, 30)
    cropped = np.roll(saved, (1, 1), axis=(0, 1))
    assert share_left_out(saved) > 0.9
    assert share_left_out(saved) > share_left_out(cropped) + 0.15
    assert share_left_out(saved) > share_left_out(clean) + 0.3


def test_an_even_picture_and_a_smooth_slope_have_no_wavelets() -> None:
    """The 9/7 wavelets have four vanishing moments; at the mirrored rim a slope has a kink."""
    even = torch.full((1, 3, 128, 128), 0.7)
    assert wavelet_magnitudes(even).max() < 1e-4
    slope = torch.linspace(0, 1, 256)[None, None, None].expand(1, 3, 256, 256)
    inside = wavelet_magnitudes(slope)[..., 96:-96, 96:-96]
    assert inside.max() < 1e-3


@pytest.mark.parametrize(("across", "direction"), [(True, 0), (False, 1)])
def test_each_direction_has_its_map(across: bool, direction: int) -> None:
    stripes = (torch.arange(64) % 2).float()
    picture = stripes[None] if across else stripes[:, None]
    finest = wavelet_magnitudes(picture.expand(1, 3, 64, 64))[0, :9:3].mean((1, 2))
    assert int(finest.argmax()) == direction
    assert finest[direction] > 10 * finest.sum() / 11


def test_a_map_lies_where_its_wavelets_are() -> None:
    picture = torch.zeros((1, 3, 128, 128))
    picture[..., 40, 72] = 1
    for finest in (wavelet_magnitudes(picture)[0, i] for i in range(0, 9, 3)):
        y, x = (float((finest.sum(1 - i) * torch.arange(128)).sum() / finest.sum()) for i in (0, 1))
        assert (y, x) == pytest.approx((40, 72), abs=2)
    assert wavelet_magnitudes(picture).shape == (1, N_MAPS, 128, 128)


@pytest.mark.parametrize("origin", [ResidualUNet, GuidedUNet])
@pytest.mark.parametrize("size", [(33, 50), (1, 1), (64, 48)])
def test_untrained_it_repairs_as_the_network_whose_weights_it_took_over(
    origin: type[ResidualUNet], size: tuple[int, int]
) -> None:
    chance = torch.Generator().manual_seed(0)
    plain = origin(WIDTHS).requires_grad_(False)
    for parameter in plain.parameters():
        parameter.normal_(0, 0.1, generator=chance)
    told = WaveletUNet(WIDTHS).requires_grad_(False)
    told.load_state_dict(plain.state_dict(), strict=False)
    x = torch.rand((1, 3, *size), generator=chance)
    assert torch.allclose(told(x), plain(x), atol=1e-6)
    told.wavelet_head.weight.normal_(0, 0.3, generator=chance)
    assert told(x).shape == x.shape


def test_tiles_start_where_its_wavelets_do() -> None:
    assert ALIGN_PX % 2**LEVELS == 0
