"""Hum: how much of it is left at its harmonics, and what became of all other frequencies."""

import numpy as np

from restorer_app.degradations.audio.sound import degrade_sound
from restorer_app.distortions import Distortion
from restorer_app.evaluation.report import Row
from restorer_app.evaluation.sound.bench import Case, Measured, SoundBench
from restorer_app.metrics.audio import snr_db

LEVELS = (1, 2, 3, 4, 5)
DEFINITION = """\
Every recording of speech, twice in a row, with mains hum of ten harmonics, 30 to 6 dB below it.
at_lines: what is left of the hum, in dB, from the powers within 1.5 Hz of every harmonic of what
was added and of what the repair leaves of it or breaks there. elsewhere: how far the levels of
third-octave bands, without 5 Hz on both sides of the harmonics, are from the clean recording's, in
dB: the mean of the bands. in: as it is, out: told that there is hum, routed: told nothing. Means of
the files."""

_AT_LINE_HZ, _BESIDE_LINE_HZ = 1.5, 5.0
_N_HARMONICS = 10
_LOWEST_BAND_HZ, _BAND_RATIO = 25.0, 2 ** (1 / 3)


def hum(bench: SoundBench) -> list[Row]:
    """One row for each level."""
    step = bench.step_of(Distortion.HUM)

    def measure(case: Case) -> Measured:
        rate, clean = case.rate, np.tile(case.clean, (1, 2))
        degraded = degrade_sound(clean, rate, Distortion.HUM, case.setting, case.rng)
        humming, hz = degraded.samples, degraded.parameters["hz"]
        told = bench.restore_told(humming, rate, step)
        routed = bench.restore_routed(humming, rate)
        return {
            "at_lines_out": left_at_lines_db(humming - clean, told - clean, rate, hz),
            "at_lines_routed": left_at_lines_db(humming - clean, routed - clean, rate, hz),
            "elsewhere_in": elsewhere_db(clean, humming, rate, hz),
            "elsewhere_out": elsewhere_db(clean, told, rate, hz),
            "snr_in": snr_db(clean, humming),
            "snr_out": snr_db(clean, told),
            "snr_routed": snr_db(clean, routed),
        }

    return bench.rows_of("level", LEVELS, measure)


def left_at_lines_db(added: np.ndarray, left: np.ndarray, rate: int, hz: float) -> float:
    """The power that is left at the harmonics against what was added there, (channels, n) both."""
    frequencies, before = _powers(added, rate)
    _, after = _powers(left, rate)
    at_lines = _distance_to_lines(frequencies, hz) <= _AT_LINE_HZ
    return float(10 * np.log10(max(after[at_lines].sum(), 1e-20) / before[at_lines].sum()))


def elsewhere_db(clean: np.ndarray, restored: np.ndarray, rate: int, hz: float) -> float:
    """The mean change of the levels of third-octave bands, leaving out the harmonics."""
    frequencies, before = _powers(clean, rate)
    _, after = _powers(restored, rate)
    is_beside = _distance_to_lines(frequencies, hz) > _BESIDE_LINE_HZ
    changes = []
    low = _LOWEST_BAND_HZ
    while low * _BAND_RATIO < rate / 2:
        band = is_beside & (frequencies >= low) & (frequencies < low * _BAND_RATIO)
        if before[band].sum() > 0:
            changes.append(abs(10 * np.log10(after[band].sum() / before[band].sum())))
        low *= _BAND_RATIO
    return float(np.mean(changes))


def _powers(samples: np.ndarray, rate: int) -> tuple[np.ndarray, np.ndarray]:
    """Frequencies in Hz and the power of all channels there, of the whole with a Hann window."""
    n = samples.shape[1]
    spectrum = np.fft.rfft(samples * np.hanning(n), axis=1)
    return np.fft.rfftfreq(n, 1 / rate), np.square(np.abs(spectrum)).sum(axis=0)


def _distance_to_lines(frequencies: np.ndarray, hz: float) -> np.ndarray:
    """How far each frequency is from the nearest of the harmonics that hum has, in Hz."""
    number = np.clip(np.round(frequencies / hz), 1, _N_HARMONICS)
    return np.asarray(np.abs(frequencies - number * hz))
