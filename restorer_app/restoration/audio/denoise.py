"""Take what a mask network hears as noise, or as the room, out of a recording of any length.

The network hears up to 8 kHz. What is above is turned down as its uppermost band is, and further
where it is no louder than the noise floor that was heard there in the pauses.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from restorer_app.architectures.audio import N_BINS, MaskNet, State, short_time_fourier
from restorer_app.architectures.short_time import ShortTimeFourier
from restorer_app.errors import OutputError
from restorer_app.registry.devices import Device
from restorer_app.texts import translatable

CHUNK_FRAMES = 512
"""About 4 s are worked on at once."""
MOST_ATTENUATION_DB = 30.0
"""So much of the noise is taken away at most: what is left is even, and hides what a mask does."""
_TOP_BINS = 48
"""1.5 kHz: the network's uppermost band, which stands for what is above."""
_BINS_PER_BAND = 32
_FLOOR_FRAMES = 40.0
"""A noise floor follows what it hears in about a third of a second."""


@dataclass(frozen=True)
class MaskParameters:
    """What the repair has to know of a whole recording, and what it may do."""

    level: float
    """Root of the mean power of the recording's spectra, up to 8 kHz, where a sine wave of
    amplitude 1 has a peak of about 1/2."""
    most_attenuation_db: float = MOST_ATTENUATION_DB


def measure_level(blocks: Iterable[np.ndarray], rate: int) -> float:
    """`MaskParameters.level` of a recording in blocks of (channels, n) samples at `rate` Hz."""
    every_frame = short_time_fourier(rate)
    fourier = ShortTimeFourier(every_frame.window, every_frame.window_samples)
    total, n_frames = 0.0, 0
    rest: Tensor | None = None
    for block in blocks:
        samples = torch.from_numpy(block)
        samples = samples if rest is None else torch.cat([rest, samples], dim=1)
        n_whole = samples.shape[1] // fourier.hop * fourier.hop
        total += _heard_power(fourier, samples[:, :n_whole])
        n_frames += n_whole // fourier.hop
        rest = samples[:, n_whole:]
    if rest is not None and rest.shape[1]:
        total += _heard_power(fourier, F.pad(rest, (0, fourier.hop - rest.shape[1])))
        n_frames += 1
    return float(np.sqrt(total / max(1, n_frames)) / fourier.window.sum())


def _heard_power(fourier: ShortTimeFourier, samples: Tensor) -> float:
    """The mean power of bins up to 8 kHz, summed over the frames."""
    if not samples.shape[1]:
        return 0.0
    power = _common_power(fourier.spectra(samples))[:, :N_BINS]
    return float(power.mean(dim=1, dtype=torch.float64).sum())


class Masking:
    """A recording through a mask network, as a stream: sample-exact, one mask for all channels.

    Works in chunks of its own, so that how the samples are fed changes nothing. Raises OutputError
    where the network fails.
    """

    def __init__(
        self,
        network: nn.Module,
        parameters: MaskParameters,
        rate: int,
        n_channels: int,
        device: Device,
    ) -> None:
        """`network`: a `MaskNet` on `device`; `rate` in Hz."""
        self._network = cast(MaskNet, network)
        self._fourier = short_time_fourier(rate, device.torch_device)
        self._level = (parameters.level * float(self._fourier.window.sum())) ** 2 or 1.0
        self._least_gain = 10 ** (-parameters.most_attenuation_db / 20)
        self._state: State | None = None
        self._treble = _Treble(self._fourier.n_bins - N_BINS)
        overlap = self._fourier.window_samples - self._fourier.hop
        self._waiting = np.zeros((n_channels, overlap), np.float32)  # frames begin before the sound
        self._unfinished = torch.zeros(n_channels, overlap, device=device.torch_device)
        self._n_early = overlap  # samples to come that are before the sound
        self._n_missing = 0  # samples fed and not returned

    def feed(self, samples: np.ndarray) -> np.ndarray:
        """The next samples (channels, m) that are done, after these (channels, n) are known."""
        self._waiting = np.concatenate([self._waiting, samples], axis=1)
        self._n_missing += samples.shape[1]
        done = [samples[:, :0]]
        while self._waiting.shape[1] >= self._samples_of(CHUNK_FRAMES):
            done.append(self._next_chunk(CHUNK_FRAMES))
        return np.concatenate(done, axis=1)

    def finish(self) -> np.ndarray:
        """The samples (channels, k) that are still missing."""
        done = [self._waiting[:, :0]]
        n_frames = -(-(self._n_missing + self._n_early) // self._fourier.hop)
        missing = max(0, self._samples_of(n_frames) - self._waiting.shape[1])
        self._waiting = np.pad(self._waiting, ((0, 0), (0, missing)))
        while self._n_missing:
            done.append(self._next_chunk(min(CHUNK_FRAMES, n_frames)))
            n_frames -= CHUNK_FRAMES
        return np.concatenate(done, axis=1)

    def _samples_of(self, n_frames: int) -> int:
        """How many have to be known for so many frames, with what the network looks ahead."""
        frames = n_frames + self._network.look_ahead
        return (frames - 1) * self._fourier.hop + self._fourier.window_samples

    @torch.inference_mode()
    def _next_chunk(self, n_frames: int) -> np.ndarray:
        fourier = self._fourier
        known = torch.from_numpy(self._waiting[:, : self._samples_of(n_frames)])
        spectra = fourier.spectra(known.to(self._unfinished.device))
        gains = self._gains(spectra, n_frames)
        summed = fourier.overlapped(spectra[:, :n_frames] * gains)
        summed[:, : self._unfinished.shape[1]] += self._unfinished
        n_done = n_frames * fourier.hop
        done = summed[:, :n_done] / fourier.steady_weight.repeat(n_frames)
        self._unfinished = summed[:, n_done:].clone()
        self._waiting = self._waiting[:, n_done:]
        return self._own(done.cpu().numpy())

    def _gains(self, spectra: Tensor, n_frames: int) -> Tensor:
        """(n_frames, n_bins), none below the least."""
        power = _common_power(spectra) / self._level
        heard = F.pad(power[:, :N_BINS], (0, max(0, N_BINS - power.shape[1])))
        mask, self._state = self._network(heard[None], self._state)
        gains = mask[0]
        if not bool(gains.isfinite().all()):
            raise OutputError(
                translatable("a network for sound returned no numbers; reinstall Restorer")
            )
        above = self._treble.gains(power[:n_frames, N_BINS:], gains)
        gains = torch.cat([gains, above], dim=1)[:, : power.shape[1]]
        return self._least_gain + (1 - self._least_gain) * gains

    def _own(self, done: np.ndarray) -> np.ndarray:
        """What is part of the sound: not before its first sample, nor after its last."""
        own = done[:, self._n_early :][:, : self._n_missing]
        self._n_early = max(0, self._n_early - done.shape[1])
        self._n_missing -= own.shape[1]
        return own


def _common_power(spectra: Tensor) -> Tensor:
    """(channels, T, n_bins) to (T, n_bins): the mean over channels, so that all get one mask."""
    return (spectra.real.square() + spectra.imag.square()).mean(dim=0)


class _Treble:
    """Gains for what is above the network's hearing, from frame to frame."""

    def __init__(self, n_bins: int) -> None:
        self._n_bins = max(0, n_bins)
        n_bands = -(-self._n_bins // _BINS_PER_BAND)
        self._floor = np.zeros(n_bands)

    def gains(self, power: Tensor, mask: Tensor) -> Tensor:
        """`power` (T, n_bins) above 8 kHz, `mask` (T, 257) below; to (T, n_bins)."""
        if not self._n_bins:
            return mask[:, :0]
        top = mask[:, -_TOP_BINS:].mean(dim=1, keepdim=True)
        padded = F.pad(power, (0, -self._n_bins % _BINS_PER_BAND))
        bands = padded.unflatten(1, (-1, _BINS_PER_BAND)).mean(dim=2)
        above = self._above_floor(bands.cpu().double().numpy(), top.cpu().double().numpy())
        in_bands = top * torch.from_numpy(above).to(top)
        return in_bands.repeat_interleave(_BINS_PER_BAND, dim=1)[:, : self._n_bins]

    def _above_floor(self, bands: np.ndarray, top: np.ndarray) -> np.ndarray:
        """The share of each band's power that is not the floor's, (T, n_bands).

        The floor learns where the network hears noise, and not where it hears sound.
        """
        floors = np.empty_like(bands)
        for i, (power, gain) in enumerate(zip(bands, top, strict=True)):
            self._floor += (1 - gain) / _FLOOR_FRAMES * (power - self._floor)
            floors[i] = self._floor
        return np.clip(1 - floors / np.maximum(bands, 1e-12), 0, 1)
