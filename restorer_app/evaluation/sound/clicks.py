"""Clicks and crackle: how many are found, what else is touched, how much nearer the sound comes."""

import numpy as np

from restorer_app.degradations.audio.sound import degrade_sound
from restorer_app.distortions import Distortion
from restorer_app.evaluation.report import Row
from restorer_app.evaluation.sound.bench import Case, Measured, SoundBench
from restorer_app.metrics.audio import snr_db

LEVELS = (1, 2, 3, 4, 5)
DEFINITION = """\
Every recording of speech with the clicks and crackle of a worn record, 3 to 230 a second. found:
the share of the clicks (stretches of samples that were hit) of which at least one sample was
repaired; found_loud: of those whose peak is at least as loud as the recording's root mean square;
false_area: the share of all other samples that were changed. SNR in dB, in: as it is, out: told
that there are clicks, routed: told nothing. Means of the files."""


def clicks(bench: SoundBench) -> list[Row]:
    """One row for each level."""
    step = bench.step_of(Distortion.CLICKS)

    def measure(case: Case) -> Measured:
        clean = case.clean
        degraded = degrade_sound(clean, case.rate, Distortion.CLICKS, case.setting, case.rng)
        told = bench.restore_told(degraded.samples, case.rate, step)
        routed = bench.restore_routed(degraded.samples, case.rate)
        assert degraded.mask is not None  # clicks say where they hit
        hits = _clicks_of(degraded.samples - clean, degraded.mask)
        changed = np.any(told != degraded.samples, axis=0)
        return {
            "found": _share_found(hits, changed),
            "found_loud": _share_found(_loud(hits, clean), changed),
            "false_area": _false_area(np.any(degraded.mask, axis=0), changed),
            "snr_in": snr_db(clean, degraded.samples),
            "snr_out": snr_db(clean, told),
            "snr_routed": snr_db(clean, routed),
        }

    return bench.rows_of("level", LEVELS, measure)


_Click = tuple[int, int, float]
"""The first sample, the one after the last, and the peak."""


def _clicks_of(difference: np.ndarray, mask: np.ndarray) -> list[_Click]:
    """Every click: a stretch of samples that were hit in any channel."""
    edges = np.diff(mask.any(axis=0).astype(np.int8), prepend=0, append=0)
    starts, stops = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    loudness = np.abs(difference).max(axis=0)
    return [
        (int(start), int(stop), float(loudness[start:stop].max()))
        for start, stop in zip(starts, stops, strict=True)
    ]


def _loud(clicks: list[_Click], clean: np.ndarray) -> list[_Click]:
    least = float(np.sqrt(np.mean(np.square(clean))))
    return [click for click in clicks if click[2] >= least]


def _share_found(clicks: list[_Click], changed: np.ndarray) -> float | None:
    if not clicks:
        return None
    return float(np.mean([changed[start:stop].any() for start, stop, _ in clicks]))


def _false_area(hit: np.ndarray, changed: np.ndarray) -> float:
    return float((changed & ~hit).sum() / max(1, (~hit).sum()))
