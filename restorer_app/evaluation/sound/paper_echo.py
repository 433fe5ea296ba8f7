"""Paper 0's repair of an echo beside what limits it and what it is easily surpassed by."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

import numpy as np
import torch
from torch import nn

from restorer_app.degradations.audio.rooms import PAPER_ECHO, echo
from restorer_app.evaluation.report import Row
from restorer_app.metrics.audio import si_sdr_db, snr_db
from restorer_app.restoration.audio.spectrogram_pictures import (
    N_SAMPLES,
    RATE,
    LogSpectrum,
    log_spectrum,
    to_logarithms,
    to_picture,
    to_samples,
)

Picture = Callable[[np.ndarray], np.ndarray]
"""A degraded spectrogram, grey (256, 256) in 0..1, to a restored one."""
Repair = Callable[[np.ndarray], np.ndarray]
"""A recording with an echo, float32 (n,) taken for 8192 Hz, to a restored one."""

_Result = tuple[np.ndarray, np.ndarray]
"""Logarithms (256, 438) and samples (n,)."""


def with_echo(clean: np.ndarray) -> np.ndarray:
    """The paper's echo over float32 (n,) taken for 8192 Hz, (46662,) as its recordings are."""
    whole = np.zeros((1, N_SAMPLES), np.float32)
    whole[0, : len(clean)] = clean[:N_SAMPLES]
    return echo(whole, RATE, [PAPER_ECHO])[0]


def paper_echo(
    recordings: Sequence[np.ndarray],
    generators: Mapping[str, Picture],
    repairs: Mapping[str, Repair] = MappingProxyType({}),
) -> list[Row]:
    """One row for each way to repair the paper's echo of 0.5 s and gain 1.

    `recordings`: clean float32 (n,), taken for 8192 Hz. `generators` restore pictures and `repairs`
    waveforms, both by the names of their rows.
    """
    scores: dict[str, list[tuple[float, ...]]] = {}
    for clean in recordings:
        echoing = in_16_bits(with_echo(clean))
        wanted, degraded = log_spectrum(clean), log_spectrum(echoing)
        results = _results(wanted, degraded, echoing, generators)
        for name, repair in repairs.items():
            samples = repair(echoing)
            results[name] = (log_spectrum(samples).logarithms, samples)
        for name, result in results.items():
            scores.setdefault(name, []).append(_score(clean, wanted, *result))
    names = ("log_mae", "log_snr_db", "snr_db", "si_sdr_db")
    return [
        {"method": name, "n": len(each)}
        | dict(zip(names, np.mean(each, axis=0).tolist(), strict=True))
        for name, each in scores.items()
    ]


def picture_of(network: nn.Module, device: torch.device) -> Picture:
    """How a generator for photographs, on `device`, restores a grey picture."""

    def restore(picture: np.ndarray) -> np.ndarray:
        with torch.inference_mode():
            x = torch.from_numpy(picture).to(device).expand(1, 3, -1, -1)
            return network(x)[0].mean(dim=0).float().cpu().numpy()

    return restore


def _results(
    wanted: LogSpectrum,
    degraded: LogSpectrum,
    echoing: np.ndarray,
    generators: Mapping[str, Picture],
) -> dict[str, _Result]:
    picture = to_picture(degraded.logarithms)
    kept = to_logarithms(to_picture(wanted.logarithms))
    comb = _without_echo(echoing)
    results = {
        "the echo": (degraded.logarithms, echoing),
        "clean magnitudes, degraded phase": _joined(wanted.logarithms, degraded.phases),
        "clean picture, clean phase": _joined(kept, wanted.phases),
        "clean picture, degraded phase": _joined(kept, degraded.phases),
    }
    for name, restore in generators.items():
        results[name] = _joined(to_logarithms(restore(picture)), degraded.phases)
    return {**results, "inverse comb": (log_spectrum(comb).logarithms, comb)}


def _joined(logarithms: np.ndarray, phases: np.ndarray) -> _Result:
    return logarithms, to_samples(logarithms, phases)


def _without_echo(echoing: np.ndarray) -> np.ndarray:
    """The exact inverse: x(t) = y(t) - x(t - delay), a delay at a time."""
    delay = round(PAPER_ECHO.delay_s * RATE)
    known = echoing.astype(np.float64)
    for start in range(delay, len(known), delay):
        later = known[start : start + delay]
        later -= known[start - delay : start - delay + len(later)]
    return known.astype(np.float32)


def _score(
    clean: np.ndarray, wanted: LogSpectrum, logarithms: np.ndarray, samples: np.ndarray
) -> tuple[float, ...]:
    """As the columns are named; waveforms only as far as whole frames reach."""
    n = min(len(samples), len(to_samples(wanted.logarithms, wanted.phases)))
    reference = np.zeros((1, n), np.float32)
    reference[0, : len(clean)] = clean[:n]
    error = wanted.logarithms - logarithms
    return (
        float(np.abs(error).mean()),
        snr_db(wanted.logarithms, logarithms),
        snr_db(reference, samples[None, :n]),
        si_sdr_db(reference, samples[None, :n]),
    )


def in_16_bits(samples: np.ndarray) -> np.ndarray:
    """`samples` as a file of 16 bits has it that was recorded loud enough not to be clipped."""
    peak = max(1.0, float(np.abs(samples).max()))
    return (np.round(samples / peak * 32767) / 32767 * peak).astype(np.float32)
