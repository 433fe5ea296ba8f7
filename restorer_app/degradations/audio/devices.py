"""What a device can not do: take loud sounds, pass all frequencies, turn evenly."""

import numpy as np
from scipy import fft, ndimage

from restorer_app.degradations.audio.levels import Samples

_ORDER = 4
_HIGHEST_SHARE = 0.9
"""Of half the rate: a limit above it would not be heard."""
_SPLINE_ORDER = 5
_SETTLE_S = 0.05


def clip(samples: Samples, share: float) -> tuple[Samples, np.ndarray, float]:
    """`samples` cut off where `share` of them are louder; which, bool (channels, n); the threshold.

    Silent samples do not count, all channels have one threshold, and the scale stays.
    """
    loudness = np.abs(samples)
    sounding = loudness[loudness > 0]
    if not sounding.size:
        return samples.copy(), np.zeros(samples.shape, bool), 1.0
    threshold = float(np.quantile(sounding, 1 - share, method="lower"))
    return samples.clip(-threshold, threshold), loudness > np.float32(threshold), threshold


def band_limit(samples: Samples, rate: int, low_hz: float, high_hz: float) -> Samples:
    """`samples` without what is below `low_hz` and above `high_hz`, -3 dB at both, 24 dB an octave.

    Magnitudes of Butterworth filters without a phase, so that everything stays in its place.
    """
    high_hz = min(high_hz, _HIGHEST_SHARE * rate / 2)
    n = fft.next_fast_len(samples.shape[1] + 2 * round(_SETTLE_S * rate), real=True)
    hz = np.maximum(fft.rfftfreq(n, 1 / rate), 1e-9)
    gain = 1 / np.sqrt((1 + (hz / high_hz) ** (2 * _ORDER)) * (1 + (low_hz / hz) ** (2 * _ORDER)))
    limited: Samples = fft.irfft(fft.rfft(samples, n, axis=1) * gain, n, axis=1)
    return limited[:, : samples.shape[1]].astype(np.float32, copy=False)


def wow(samples: Samples, rate: int, deviation: float, period_s: float, phase: float) -> Samples:
    """`samples` from a record that turns unevenly: its speed swings by `deviation` (0.01 is 1 %).

    Once in `period_s`, from `phase` (radians) on; the first sample keeps its place.
    """
    times = np.arange(samples.shape[1]) / rate
    turn = 2 * np.pi / period_s
    moved_s = deviation / turn * (np.sin(turn * times + phase) - np.sin(phase))
    places = (times + moved_s) * rate
    return np.stack(
        [
            ndimage.map_coordinates(channel, places[None], order=_SPLINE_ORDER, mode="nearest")
            for channel in samples
        ]
    ).astype(np.float32, copy=False)
