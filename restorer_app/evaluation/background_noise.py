"""How much closer to the clean speech recordings in noise come, by a network alone."""

from collections.abc import Callable, Sequence
from itertools import cycle

import numpy as np

from restorer_app.degradations.audio.noises import add_noise, stretch_of
from restorer_app.evaluation.report import Row, mean
from restorer_app.metrics.audio import pesq, si_sdr_db, stoi
from restorer_app.progress import OnProgress, Progress, ignore_progress

SNRS_DB = (0, 5, 10)
DEFINITION = """\
Every recording of speech with one of the noises that nothing was trained with, in turn, at 0, 5 and
10 dB over the whole length. in: as it is, out: restored. SI-SDR in dB, wide-band PESQ (ITU-T
P.862.2, 1..4.6) and STOI (0..1); '-' where the packages are not installed. Means of the files."""

Samples = np.ndarray
MEASURES: dict[str, Callable[[Samples, Samples, int], float | None]] = {
    "si_sdr_db": lambda clean, samples, _: si_sdr_db(clean, samples),
    "pesq": pesq,
    "stoi": stoi,
}
Restore = Callable[[Samples, int], Samples]
"""Degraded samples (channels, n) and their rate to restored ones."""


def background_noise(
    speech: Sequence[Samples],
    noises: Sequence[Samples],
    rate: int,
    restore: Restore,
    *,
    seed: int = 0,
    on_progress: OnProgress = ignore_progress,
) -> list[Row]:
    """One row for each SNR. `speech`, `noises`: float32 (1, n) at `rate`."""
    rows: list[Row] = []
    for i, snr_db in enumerate(SNRS_DB):
        rng = np.random.default_rng((seed, i))
        scores: dict[str, list[tuple[float, float]]] = {name: [] for name in MEASURES}
        for k, (clean, noise) in enumerate(zip(speech, cycle(noises), strict=False)):
            on_progress(Progress(f"{snr_db} dB", (i + k / len(speech)) / len(SNRS_DB)))
            degraded = add_noise(clean, stretch_of(noise, clean.shape, rng), snr_db)
            restored = restore(degraded, rate)
            for name, measure in MEASURES.items():
                before, after = (measure(clean, each, rate) for each in (degraded, restored))
                if before is not None and after is not None:
                    scores[name].append((before, after))
        row: Row = {"snr_db": snr_db, "n": len(speech)}
        for name, pairs in scores.items():
            row[f"{name}_in"], row[f"{name}_out"] = (
                mean([pair[when] for pair in pairs]) for when in (0, 1)
            )
        rows.append(row)
    return rows
