"""Short spectra of a recording, as the analyses of this package look at them."""

import numpy as np

FRAME_S = 0.032


def frame_powers(sound: np.ndarray, rate: int) -> np.ndarray:
    """Powers (frames, frequencies) of `sound` (n,) in Hann windows of 32 ms that overlap by half.

    At least one frame, padded with silence.
    """
    length = max(16, round(FRAME_S * rate) // 2 * 2)
    if len(sound) < length:
        sound = np.pad(sound, (0, length - len(sound)))
    frames = np.lib.stride_tricks.sliding_window_view(sound, length)[:: length // 2]
    spectra = np.fft.rfft(frames * np.hanning(length), axis=1)
    return np.square(spectra.real) + np.square(spectra.imag)
