"""Clipping: how near the samples that were cut off come to what they had been."""

import numpy as np

from restorer_app.degradations.audio.sound import degrade_sound
from restorer_app.distortions import Distortion
from restorer_app.evaluation.report import Row
from restorer_app.evaluation.sound.bench import Case, Measured, SoundBench
from restorer_app.metrics.audio import si_sdr_db

LEVELS = (1, 2, 3, 4, 5)
DEFINITION = """\
Every recording of speech, clipped so that 0.1, 0.5, 2, 5 and 10 % of its samples are cut off.
at_cuts: SNR in dB of those samples alone; SI-SDR in dB of the whole. in: as it is, out: told that
it is clipped, routed: told nothing. Means of the files."""


def clipping(bench: SoundBench) -> list[Row]:
    """One row for each level."""
    step = bench.step_of(Distortion.CLIPPING)

    def measure(case: Case) -> Measured:
        clean = case.clean
        degraded = degrade_sound(clean, case.rate, Distortion.CLIPPING, case.setting, case.rng)
        results = {
            "in": degraded.samples,
            "out": bench.restore_told(degraded.samples, case.rate, step),
            "routed": bench.restore_routed(degraded.samples, case.rate),
        }
        assert degraded.mask is not None  # it is known what was cut off
        at_cuts = {
            f"at_cuts_{k}": _snr_at(clean, each, degraded.mask) for k, each in results.items()
        }
        return at_cuts | {f"si_sdr_{k}": si_sdr_db(clean, each) for k, each in results.items()}

    return bench.rows_of("level", LEVELS, measure)


def _snr_at(clean: np.ndarray, restored: np.ndarray, mask: np.ndarray) -> float | None:
    signal, error = clean[mask].astype(np.float64), (clean - restored)[mask].astype(np.float64)
    if not signal.any():
        return None
    return float(10 * np.log10(np.vdot(signal, signal) / max(np.vdot(error, error), 1e-20)))
