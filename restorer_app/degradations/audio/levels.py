"""How strong a degradation is: against what is there already."""

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.float32]

_NOMINAL_POWER = 10 ** (-26 / 10)
"""-26 dB of full scale, the usual level of recorded speech (ITU-T P.56): stands in for silence."""


def power(samples: Samples) -> float:
    """The mean square of all channels together; of silence that of ordinary speech."""
    mean = float(np.mean(np.square(samples, dtype=np.float64))) if samples.size else 0.0
    return mean or _NOMINAL_POWER


def scaled_to(addition: Samples, samples: Samples, snr_db: float) -> Samples:
    """`addition` with the gain that puts it `snr_db` below `samples`; silence stays silence."""
    if not addition.any():
        return addition
    gain = np.sqrt(power(samples) / power(addition) / 10 ** (snr_db / 10))
    return addition * np.float32(gain)
