"""Run a network over a picture of any size: overlapping tiles, blended smoothly.

The only door between pictures (numpy, (H, W, 3)) and networks (tensors, (1, 3, H, W)).
"""

import gc
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import torch
from torch import Tensor

from restorer_app.architectures.damage import ROUGH_LEVELS
from restorer_app.architectures.guided import GuidedUNet
from restorer_app.architectures.tones import ToneNet
from restorer_app.errors import DeviceError, OutputError
from restorer_app.progress import OnProgress, Progress, ignore_progress
from restorer_app.registry.loader import LoadedNetwork
from restorer_app.restoration.sampling import Crops, sample_crops
from restorer_app.texts import translatable

SMALLEST_TILE_PX = 256
MARGIN_PX = 40
"""A tile's rim that is thrown away. The released generators look 48 px far, so 48 would be exact;
what comes over the last 8 is below 1/255 even with random weights, and nothing with trained ones.
"""
GUIDED = (GuidedUNet, ToneNet)
"""Networks that are told about the whole picture whatever part of it they see."""
BLEND_PX = 24
ALIGN_PX = 16
"""Tiles start at multiples of this, so that strided convolutions see the same grid as untiled."""
FILL_ALIGN_PX = 2**ROUGH_LEVELS
"""The same for networks that fill holes, roughly at first from a pyramid of so many levels."""
_BRIGHTNESS = (0.0, 1.0)
"""What a result is limited to."""


@dataclass(frozen=True)
class _Span:
    """One tile along one axis, with the weights (size,) that blend it with its neighbours."""

    start: int
    stop: int
    weights: np.ndarray


def run_network(
    loaded: LoadedNetwork,
    pixels: np.ndarray,
    *,
    strength: float = 1.0,
    tile_px: int = 0,
    out: np.ndarray | None = None,
    part_of: Crops | None = None,
    clips: bool = True,
    on_progress: OnProgress = ignore_progress,
) -> np.ndarray:
    """`pixels` (float32 (H, W, 3), 0..1) through the network, mixed in by `strength`.

    Clipped to 0..1, unless `clips` is off: for who mixes the result with something else first.

    `out` receives the result; it may be `pixels` itself, which then needs no second picture in
    memory. `part_of`: crops and overview of the picture that `pixels` is a part of, for networks
    that have to be told about the whole. `tile_px` 0 is what the device is set to; it is at least
    `SMALLEST_TILE_PX`. `on_progress` is called once a
    tile and may raise Cancelled. Out of memory halves the tiles. Raises OutputError when the
    network returns NaN or another size, DeviceError when even the smallest tile does not fit.
    """
    result = np.empty_like(pixels) if out is None else out
    told = _guidance_for(loaded, pixels, part_of)
    runner = _TileRunner(loaded, 3, strength=strength, told=told)
    take = partial(_take_within, _BRIGHTNESS) if clips else _take_all
    return _run_tiles(runner, pixels, result, _tile_side(loaded, tile_px), take, on_progress)


def run_mapping(
    loaded: LoadedNetwork,
    planes: "np.ndarray | Holed",
    *,
    n_outputs: int,
    tile_px: int = 0,
    told: object = None,
    margin_px: int = MARGIN_PX,
    on_progress: OnProgress = ignore_progress,
) -> np.ndarray:
    """Any planes (float32 (H, W, n)) through a network that makes (H, W, n_outputs) of them.

    `told`: what the network takes as its second argument, the same for every tile. `margin_px`: a
    tile's rim that is thrown away. As `run_network` in all else; nothing is mixed, nothing clipped.
    """
    result = np.empty((*planes.shape[:2], n_outputs), np.float32)
    runner = _TileRunner(loaded, n_outputs, told=told, margin_px=margin_px)
    return _run_tiles(runner, planes, result, _tile_side(loaded, tile_px), _take_all, on_progress)


def run_filler(
    loaded: LoadedNetwork,
    pixels: np.ndarray,
    holes: np.ndarray,
    *,
    strength: float = 1.0,
    tile_px: int = 0,
    out: np.ndarray | None = None,
    on_progress: OnProgress = ignore_progress,
) -> np.ndarray:
    """`pixels` (float32 (H, W, 3), 0..1) with the `holes` (bool (H, W)) filled by `strength`.

    Outside of the holes not a bit changes, and tiles without any cost nothing. As `run_network` in
    all else; what is filled in is clipped to 0..1.
    """
    result = np.empty_like(pixels) if out is None else out
    runner, tile = _FillRunner(loaded, 3), _tile_side(loaded, tile_px)
    take = partial(_take_holes, strength)
    return _run_tiles(runner, Holed(pixels, holes), result, tile, take, on_progress)


@dataclass(frozen=True)
class Holed:
    """A picture and its holes (bool (H, W)) as planes (H, W, 4), put together where it is read."""

    pixels: np.ndarray
    holes: np.ndarray

    @property
    def shape(self) -> tuple[int, int, int]:
        return (*self.holes.shape, 4)

    def __getitem__(self, rows: slice) -> np.ndarray:
        holes = self.holes[rows, :, None].astype(np.float32)
        return np.concatenate([self.pixels[rows], holes], axis=2)


_Take = Callable[[np.ndarray, np.ndarray, np.ndarray], None]
"""Puts rows into the result: gets what the network was shown, what it made of it, and the place."""


def _take_all(_: np.ndarray, made: np.ndarray, place: np.ndarray) -> None:
    place[:] = made


def _take_within(
    limits: tuple[float, float], _: np.ndarray, made: np.ndarray, place: np.ndarray
) -> None:
    np.clip(made, *limits, out=place)


def _take_holes(strength: float, shown: np.ndarray, made: np.ndarray, place: np.ndarray) -> None:
    picture, holes = shown[..., :3], shown[..., 3] > 0
    place[:] = picture
    if strength < 1:
        place[holes] += strength * (np.clip(made[holes], *_BRIGHTNESS) - place[holes])
    else:
        place[holes] = np.clip(made[holes], *_BRIGHTNESS)


def _tile_side(loaded: LoadedNetwork, asked_px: int) -> int:
    return max(asked_px or loaded.device.tile_px, SMALLEST_TILE_PX)


def is_guided(loaded: LoadedNetwork) -> bool:
    """Whether the network has to be told about the whole picture."""
    return isinstance(loaded.network, GUIDED)


def _guidance_for(
    loaded: LoadedNetwork, pixels: np.ndarray, part_of: Crops | None
) -> Tensor | None:
    """What a guided network is told about the whole picture; None for any other network."""
    network = loaded.network
    if not isinstance(network, GUIDED):
        return None
    sampled = part_of or sample_crops(pixels, rim_px=0)
    # Tones are those of all the picture; a blur is told from what is sharp.
    shown = [sampled.overview] if isinstance(network, ToneNet) else sampled.crops
    with torch.inference_mode():
        return network.guidance(stacked(shown).to(loaded.device.torch_device))


def stacked(crops: Sequence[np.ndarray]) -> Tensor:
    """n crops of one size (h, w, c) as (n, c, h, w)."""
    return torch.from_numpy(np.ascontiguousarray(np.stack(crops).transpose(0, 3, 1, 2)))


def run_on_crops(loaded: LoadedNetwork, sampled: Crops) -> Tensor:
    """What the network makes of a picture's crops, all at once: float32 (n, channels, h, w)."""
    crops = stacked(sampled.crops).to(loaded.device.torch_device)
    with torch.inference_mode():
        return loaded.network(crops).float().cpu()


def _run_tiles(
    runner: "_TileRunner",
    pixels: np.ndarray | Holed,
    result: np.ndarray,
    tile_px: int,
    take: _Take,
    on_progress: OnProgress,
) -> np.ndarray:
    """Band after band of tiles; a band's last rows wait for the next band to blend with.

    Only one band is held besides input and result, and the rows that the next band still needs
    are kept aside, so `result` may be `pixels`.
    """
    rows, columns = (
        list(_spans(size, tile_px, runner.align_px, runner.margin_px)) for size in pixels.shape[:2]
    )
    n_tiles, n_done = len(rows) * len(columns), 0
    kept_input = pixels[:0]
    waiting = np.empty((0, *result.shape[1:]), np.float32)
    for row, next_start in zip(rows, [*(r.start for r in rows[1:]), pixels.shape[0]], strict=True):
        band = np.concatenate([kept_input, pixels[row.start + len(kept_input) : row.stop]])
        blended = np.zeros((len(band), *result.shape[1:]), np.float32)
        for column in columns:
            on_progress(Progress(runner.title, n_done / n_tiles))
            across = slice(column.start, column.stop)
            blended[:, across] += runner.run(band[:, across]) * column.weights[:, None]
            n_done += 1
        blended *= row.weights[:, None, None]
        blended[: len(waiting)] += waiting
        n_final = next_start - row.start
        take(band[:n_final], blended[:n_final], result[row.start : next_start])
        kept_input, waiting = band[n_final:].copy(), blended[n_final:].copy()
        del band, blended  # before the next ones are made
    on_progress(Progress(runner.title, 1.0))
    return result


class _TileRunner:
    """Runs single tiles; after running out of memory once, only in smaller parts."""

    align_px = ALIGN_PX

    def __init__(
        self,
        loaded: LoadedNetwork,
        n_outputs: int,
        *,
        strength: float = 1.0,
        told: object = None,
        margin_px: int = MARGIN_PX,
    ) -> None:
        self._loaded, self._n_outputs, self._strength = loaded, n_outputs, strength
        self._told = () if told is None else (told,)
        self.margin_px = margin_px
        self._largest_px: int | None = None

    @property
    def title(self) -> str:
        return self._loaded.entry.title

    def run(self, tile: np.ndarray) -> np.ndarray:
        """`tile` mapped and mixed by strength, float32 (h, w, n_outputs), not clipped."""
        if self._largest_px is None or max(tile.shape[:2]) <= self._largest_px:
            try:
                return self._forward(tile)
            except (MemoryError, RuntimeError) as error:
                if not _is_out_of_memory(error):
                    raise
                self._largest_px = self._smaller_than(max(tile.shape[:2]), error)
            self._free_memory()  # not above: the error holds on to the tensors
        # The tile's own rim is thrown away by the caller, so a tile can be tiled as a picture.
        result = np.empty((*tile.shape[:2], self._n_outputs), np.float32)
        return _run_tiles(self, tile, result, self._largest_px, _take_all, ignore_progress)

    def _smaller_than(self, side_px: int, error: Exception) -> int:
        if side_px <= SMALLEST_TILE_PX:
            raise DeviceError(
                translatable(
                    "{model}: there is too little memory on {device}; close other programs, or let "
                    "it run on the processor (cpu)",
                    model=self._loaded.entry.id,
                    device=self._loaded.device.description,
                )
            ) from error
        return max(side_px // 2, SMALLEST_TILE_PX)

    def _free_memory(self) -> None:
        gc.collect()
        if self._loaded.device.torch_device.type == "cuda":
            torch.cuda.empty_cache()

    def _forward(self, tile: np.ndarray) -> np.ndarray:
        with torch.inference_mode():
            # Rows of pixels with their three values together are what torch calls channels_last.
            tensor = torch.from_numpy(np.ascontiguousarray(tile)).permute(2, 0, 1)[None]
            tensor = tensor.to(self._loaded.device.torch_device)
            mapped = self._loaded.network(tensor, *self._told)
            if mapped.shape != (1, self._n_outputs, *tensor.shape[2:]):
                raise OutputError(
                    translatable(
                        "{model}: the network returned a picture of another size; leave this step "
                        "out",
                        model=self._loaded.entry.id,
                    )
                )
            if self._strength < 1:
                mapped = torch.lerp(tensor, mapped, self._strength)
            mixed = mapped[0].float().permute(1, 2, 0).cpu().numpy()
        if not np.isfinite(mixed).all():
            raise OutputError(
                translatable(
                    "{model}: the network returned numbers that are no picture (NaN); run "
                    "'restorer models verify', or let it run on the processor (cpu)",
                    model=self._loaded.entry.id,
                )
            )
        return mixed


class _FillRunner(_TileRunner):
    """Has nothing to do where there are no holes."""

    align_px = FILL_ALIGN_PX

    def run(self, tile: np.ndarray) -> np.ndarray:
        return super().run(tile) if tile[..., 3].any() else tile[..., :3]


def _is_out_of_memory(error: Exception) -> bool:
    """Only CUDA has a type for it; of the CPU's and Apple's allocators the text must tell."""
    if isinstance(error, MemoryError | torch.OutOfMemoryError):
        return True
    return any(words in str(error) for words in ("DefaultCPUAllocator", "out of memory"))


def _spans(size: int, tile_px: int, align_px: int, margin_px: int) -> Iterator[_Span]:
    """Tiles along an axis of `size` pixels; their weights sum to 1 at every pixel."""
    stride = (tile_px - 2 * margin_px - BLEND_PX) // align_px * align_px
    start = 0
    while True:
        stop = min(start + tile_px, size)
        is_last = stop == size
        weights = np.ones(stop - start, np.float32)
        if start > 0:
            weights[: tile_px - stride] *= _ramp(tile_px - stride)
        if not is_last:
            weights[stride:] *= 1 - _ramp(tile_px - stride)
        yield _Span(start, stop, weights)
        if is_last:
            return
        start += stride


def _ramp(n: int) -> np.ndarray:
    """0 over the margin, a smooth step in the middle, 1 over the neighbour's margin."""
    t = np.clip((np.arange(n) + 0.5 - (n - BLEND_PX) / 2) / BLEND_PX, 0, 1)
    return (t * t * (3 - 2 * t)).astype(np.float32)
