"""Measures of recordings: how close a candidate is to its reference, and how loud one is.

All take float32 samples (channels, n), full scale -1..1, and raise MediaError where the two differ
in channels or length. Each states its definition and what it says of silence.
"""

from restorer_app.metrics.audio.loudness import LoudnessMeter, loudness_lufs
from restorer_app.metrics.audio.spectrum import (
    log_spectral_distance_db,
    log_stft,
    log_stft_mae,
    log_stft_snr_db,
)
from restorer_app.metrics.audio.speech import pesq, stoi
from restorer_app.metrics.audio.waveform import (
    WaveformSums,
    check_rates,
    check_shapes,
    mae,
    segmental_snr_db,
    si_sdr_db,
    snr_db,
)

__all__ = [
    "LoudnessMeter",
    "WaveformSums",
    "check_rates",
    "check_shapes",
    "log_spectral_distance_db",
    "log_stft",
    "log_stft_mae",
    "log_stft_snr_db",
    "loudness_lufs",
    "mae",
    "pesq",
    "segmental_snr_db",
    "si_sdr_db",
    "snr_db",
    "stoi",
]
