import tracemalloc
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor, nn

from restorer_app.architectures import GuidedUNet, ResidualUNet, ToneNet
from restorer_app.errors import DeviceError, OutputError
from restorer_app.progress import Cancelled, Progress
from restorer_app.restoration import tiling
from restorer_app.restoration.sampling import sample_crops
from restorer_app.restoration.tiling import SMALLEST_TILE_PX, run_filler, run_mapping, run_network
from tests.tiny_models import loaded

HALF_A_STEP = 0.5 / 255
GRIDS = st.sampled_from(
    ((tiling.ALIGN_PX, tiling.MARGIN_PX), (tiling.FILL_ALIGN_PX, tiling.MARGIN_PX), (16, 96))
)
"""What tiles start at multiples of, and the rim of each that is thrown away."""


class Network(nn.Module):
    """A function as a network; counts its calls and notes the sizes of what it was given."""

    def __init__(self, function: Callable[[Tensor], Tensor]) -> None:
        super().__init__()
        self.function = function
        self.sizes: list[tuple[int, int]] = []

    def forward(self, x: Tensor) -> Tensor:
        assert x.dtype == torch.float32
        assert x.is_contiguous(memory_format=torch.channels_last)
        self.sizes.append((x.shape[-2], x.shape[-1]))
        return self.function(x)


def identity(x: Tensor) -> Tensor:
    return x


def inverted(x: Tensor) -> Tensor:
    return 1 - x


def blurred(x: Tensor) -> Tensor:
    """Sees one pixel far, so a tile without margins would differ at its rim."""
    return nn.functional.avg_pool2d(x, 3, stride=1, padding=1, count_include_pad=False)


def picture(height: int, width: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).random((height, width, 3), np.float32)


def random_unet(std: float, widths: tuple[int, ...] = (8, 12, 16, 24)) -> ResidualUNet:
    """As deep as a released generator, so it looks as far."""
    network = ResidualUNet(widths)
    chance = torch.Generator().manual_seed(1)
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.normal_(0, std if parameter.ndim > 1 else 0.01, generator=chance)
    return network.requires_grad_(False)


@given(
    height=st.integers(1, 700),
    width=st.integers(1, 700),
    tile_px=st.integers(SMALLEST_TILE_PX, 800),
    grid=GRIDS,
)
def test_the_blend_weights_of_a_pixel_add_up_to_one(
    height: int, width: int, tile_px: int, grid: tuple[int, int]
) -> None:
    for size in (height, 7 * width):
        total = np.zeros(size)
        for span in tiling._spans(size, tile_px, *grid):
            assert span.stop - span.start <= tile_px
            total[span.start : span.stop] += span.weights
        np.testing.assert_allclose(total, 1, atol=1e-6)


@given(size=st.integers(300, 4000), tile_px=st.integers(SMALLEST_TILE_PX, 800), grid=GRIDS)
def test_the_rim_of_a_tile_inside_the_picture_counts_nothing(
    size: int, tile_px: int, grid: tuple[int, int]
) -> None:
    margin_px = grid[1]
    for span in tiling._spans(size, tile_px, *grid):
        if span.start > 0:
            assert not span.weights[:margin_px].any()
        if span.stop < size:
            assert not span.weights[-margin_px:].any()


@pytest.mark.parametrize(
    ("height", "width"), [(1, 1), (1, 300), (2, 3), (7, 9), (301, 517), (3000, 20), (20, 600)]
)
def test_a_picture_of_any_size_passes_an_identity_unchanged(height: int, width: int) -> None:
    pixels = picture(height, width)
    result = run_network(loaded(Network(identity)), pixels, tile_px=256)
    assert result.dtype == np.float32
    # The two blend weights of a pixel are rounded separately.
    np.testing.assert_allclose(result, pixels, atol=3e-7)


@pytest.mark.parametrize(
    ("height", "width"), [(1, 1), (1, 5), (3, 2), (7, 9), (15, 300), (301, 20)]
)
def test_a_generator_takes_any_size(height: int, width: int) -> None:
    result = run_network(loaded(random_unet(0.05)), picture(height, width), tile_px=256)
    assert result.shape == (height, width, 3)
    assert np.isfinite(result).all()


@pytest.mark.parametrize("std", [0.03, 0.12])
def test_tiled_and_untiled_differ_by_less_than_half_a_step(std: float) -> None:
    """Random weights reach farther than trained ones, so this is the harder case."""
    network, pixels = loaded(random_unet(std)), 0.25 + picture(421, 94) / 2
    untiled = run_network(network, pixels, tile_px=512)
    tiled = run_network(network, pixels, tile_px=256)
    assert np.abs(untiled - pixels).mean() > 5 / 255, "the correction must be worth comparing"
    assert np.abs(tiled - untiled).max() < HALF_A_STEP


def test_all_tiles_of_a_guided_generator_hear_the_spectrum_of_the_whole_picture() -> None:
    plain = random_unet(0.05)
    network = GuidedUNet(widths=(8, 12, 16, 24)).requires_grad_(False)
    network.load_state_dict(plain.state_dict(), strict=False)
    network.guide[-1].weight.normal_(0, 0.5, generator=torch.Generator().manual_seed(2))
    pixels = 0.25 + picture(421, 94) / 2
    pixels[200:] = 0.5  # half of the picture has no spectrum of its own
    untiled = run_network(loaded(network), pixels, tile_px=512)
    tiled = run_network(loaded(network), pixels, tile_px=256)
    assert np.abs(tiled - untiled).max() < HALF_A_STEP
    upper = run_network(loaded(network), pixels[:200], tile_px=512)
    assert np.abs(upper - untiled[:200])[:100].max() > HALF_A_STEP, "alone it is another picture"
    whole = sample_crops(pixels, rim_px=0)
    upper = run_network(loaded(network), pixels[:200], tile_px=512, part_of=whole)
    assert np.abs(upper - untiled[:200])[:100].max() < HALF_A_STEP


def test_tones_are_read_off_all_of_a_picture_and_not_where_there_is_detail() -> None:
    torch.manual_seed(3)
    network = ToneNet((4, 6), hidden=8).requires_grad_(False).eval()
    for parameter in network.head[-1].parameters():
        parameter.normal_(0, 1)
    pixels = picture(256, 200)
    pixels[:160] = 0.25 * pixels[:160] + 0.1
    toned = run_network(loaded(network), pixels, tile_px=512)
    assert np.abs(toned - pixels).mean() > 5 / 255
    lower = run_network(loaded(network), pixels[160:], part_of=sample_crops(pixels, rim_px=0))
    np.testing.assert_allclose(lower, toned[160:], atol=HALF_A_STEP)
    alone = run_network(loaded(network), pixels[160:])
    assert np.abs(alone - toned[160:]).max() > HALF_A_STEP, "alone it is another picture"
    with torch.inference_mode():
        all_of_it = torch.from_numpy(pixels.transpose(2, 0, 1)[None].copy())
        expected = network(all_of_it)[0].numpy().transpose(1, 2, 0)
    np.testing.assert_allclose(toned, expected, atol=HALF_A_STEP)


def test_a_tile_without_a_margin_would_show_a_seam() -> None:
    """The counter-test of the one above: it can fail."""
    network, pixels = loaded(random_unet(0.12)), 0.25 + picture(421, 94) / 2
    untiled = run_network(network, pixels, tile_px=512)
    tiled = run_mapping(network, pixels, n_outputs=3, tile_px=256, margin_px=0)
    assert np.abs(tiled - untiled).max() > HALF_A_STEP


def test_in_place_gives_the_same_as_into_a_new_picture() -> None:
    pixels = picture(500, 380)
    elsewhere = run_network(loaded(Network(blurred)), pixels, tile_px=256)
    result = run_network(loaded(Network(blurred)), pixels, tile_px=256, out=pixels)
    assert result is pixels
    np.testing.assert_array_equal(result, elsewhere)


def test_the_input_is_not_written_to() -> None:
    pixels = picture(300, 290)
    before = pixels.copy()
    run_network(loaded(Network(inverted)), pixels, tile_px=256)
    np.testing.assert_array_equal(pixels, before)


def test_a_read_only_picture_is_taken_as_well() -> None:
    pixels = picture(40, 40)
    pixels.flags.writeable = False
    result = run_network(loaded(Network(inverted)), pixels)
    np.testing.assert_allclose(result, 1 - pixels, atol=1e-6)


@pytest.mark.parametrize("strength", [0.0, 0.25, 0.5, 1.0])
def test_strength_mixes_input_and_output(strength: float) -> None:
    pixels = picture(300, 280)
    result = run_network(loaded(Network(inverted)), pixels, strength=strength, tile_px=256)
    expected = pixels + strength * (1 - 2 * pixels)
    np.testing.assert_allclose(result, expected, atol=1e-6)


def test_the_result_is_clipped() -> None:
    result = run_network(loaded(Network(lambda x: 3 * x - 1)), picture(300, 50), tile_px=256)
    assert result.min() == 0
    assert result.max() == 1


def test_progress_is_called_for_every_tile_and_ends_at_one() -> None:
    reports: list[Progress] = []
    network = Network(identity)
    run_network(
        loaded(network, "Noise"), picture(600, 600), tile_px=256, on_progress=reports.append
    )
    fractions = [report.fraction for report in reports]
    assert len(reports) == len(network.sizes) + 1
    assert len(network.sizes) > 4
    assert fractions == sorted(fractions)
    assert (fractions[0], fractions[-1]) == (0, 1)
    assert {report.step for report in reports} == {"Noise"}


def test_tiles_are_as_large_as_the_device_is_set_to() -> None:
    for tile_px in (256, 512):
        network = Network(identity)
        on_device = loaded(network)
        device = replace(on_device.device, tile_px=tile_px)
        run_network(replace(on_device, device=device), picture(600, 600))
        assert network.sizes[0] == (tile_px, tile_px)


def test_cancel_stops_at_the_next_tile() -> None:
    network = Network(identity)

    def cancel_after_three(_: Progress) -> None:
        if len(network.sizes) == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        run_network(loaded(network), picture(600, 600), tile_px=256, on_progress=cancel_after_three)
    assert len(network.sizes) == 3


def out_of_memory_above(side_px: int, error: Exception) -> Callable[[Tensor], Tensor]:
    def forward(x: Tensor) -> Tensor:
        if max(x.shape[-2:]) > side_px:
            raise error
        return blurred(x)

    return forward


OUT_OF_MEMORY = {
    "cuda": torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 20.00 GiB."),
    "cpu": RuntimeError(
        "[enforce fail at alloc_cpu.cpp:127] err == 0. DefaultCPUAllocator: can't allocate memory"
    ),
    "mps": RuntimeError("MPS backend out of memory (MPS allocated: 17.98 GB)"),
    "numpy": MemoryError("Unable to allocate 3.00 GiB"),
}


@pytest.mark.parametrize("error", OUT_OF_MEMORY.values(), ids=OUT_OF_MEMORY.keys())
@pytest.mark.parametrize("enough_px", [256, 300, 400])
def test_out_of_memory_halves_the_tiles_and_changes_nothing_else(
    enough_px: int, error: Exception
) -> None:
    pixels = picture(800, 90)
    expected = run_network(loaded(Network(blurred)), pixels)
    network = Network(out_of_memory_above(enough_px, error))
    result = run_network(loaded(network), pixels)
    np.testing.assert_allclose(result, expected, atol=1e-6)
    too_large = [size for size in network.sizes if max(size) > enough_px]
    assert 1 <= len(too_large) <= 2, "what did not fit once is not tried again"


def test_out_of_memory_in_place_is_the_same_too() -> None:
    pixels = picture(800, 90)
    expected = run_network(loaded(Network(blurred)), pixels)
    forward = out_of_memory_above(256, OUT_OF_MEMORY["cuda"])
    run_network(loaded(Network(forward)), pixels, out=pixels)
    np.testing.assert_allclose(pixels, expected, atol=1e-6)


def test_too_little_memory_for_the_smallest_tile_is_a_device_error() -> None:
    network = Network(out_of_memory_above(100, OUT_OF_MEMORY["cuda"]))
    with pytest.raises(DeviceError, match=r"^denoiser: .*memory on CPU.*close other programs"):
        run_network(loaded(network, "denoiser"), picture(900, 900))
    assert min(max(size) for size in network.sizes) == SMALLEST_TILE_PX


def test_another_runtime_error_is_not_taken_for_want_of_memory() -> None:
    network = Network(out_of_memory_above(0, RuntimeError("expected 3 channels")))
    with pytest.raises(RuntimeError, match="expected 3 channels"):
        run_network(loaded(network), picture(900, 900))
    assert len(network.sizes) == 1


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_numbers_that_are_no_picture_are_an_error_naming_the_model(value: float) -> None:
    def broken(x: Tensor) -> Tensor:
        y = x.clone()
        y[..., 3, 4] = value
        return y

    with pytest.raises(OutputError, match=r"^denoiser: .*NaN"):
        run_network(loaded(Network(broken), "denoiser"), picture(50, 50))


def test_another_size_is_an_error_naming_the_model() -> None:
    enlarged = Network(lambda x: nn.functional.interpolate(x, scale_factor=2))
    with pytest.raises(OutputError, match=r"^upscaler: .*size"):
        run_network(loaded(enlarged, "upscaler"), picture(50, 50))


def test_tiles_smaller_than_the_smallest_are_not_made() -> None:
    network = Network(identity)
    run_network(loaded(network), picture(256, 256), tile_px=10)
    assert network.sizes == [(256, 256)]


def test_in_place_needs_little_more_memory_than_three_bands() -> None:
    pixels = picture(4000, 130)
    band_bytes = 256 * pixels[0].nbytes
    network = loaded(Network(identity))
    tracemalloc.start()  # numpy's arrays are counted, torch works on them in place
    try:
        run_network(network, pixels, tile_px=256, out=pixels)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert pixels.nbytes > 15 * band_bytes
    assert peak < 4.5 * band_bytes


class Filler(nn.Module):
    """Fills holes with the colour 0.25; counts its calls."""

    n_calls = 0

    def forward(self, x: Tensor) -> Tensor:
        self.n_calls += 1
        return torch.where(x[:, 3:] > 0, 0.25, x[:, :3])


def test_only_holes_are_filled_and_only_tiles_with_holes_are_run() -> None:
    pixels, filler = picture(300, 900), Filler()
    holes = np.zeros((300, 900), bool)
    holes[40:44, 30:60] = True
    filled = run_filler(loaded(filler), pixels, holes, tile_px=256)
    assert (filled[holes] == np.float32(0.25)).all()
    np.testing.assert_array_equal(filled[~holes], pixels[~holes])
    assert filler.n_calls == 1


def test_holes_are_filled_in_place_by_their_strength() -> None:
    pixels = picture(600, 300)
    holes = np.zeros((600, 300), bool)
    holes[::7, 5:290] = True
    apart = run_filler(loaded(Filler()), pixels, holes, strength=0.5, tile_px=256)
    np.testing.assert_allclose(apart[holes], (pixels[holes] + 0.25) / 2, atol=1e-6)
    within = pixels.copy()
    run_filler(loaded(Filler()), within, holes, strength=0.5, tile_px=256, out=within)
    np.testing.assert_array_equal(within, apart)
