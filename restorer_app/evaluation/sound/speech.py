"""How speech is measured that was to become clear: against the clean one, by ear where possible."""

from collections.abc import Callable

from restorer_app.evaluation.sound.bench import Case, Measured
from restorer_app.media.audio import Samples
from restorer_app.metrics.audio import pesq, si_sdr_db, stoi

MEASURES: dict[str, Callable[[Samples, Samples, int], float | None]] = {
    "si_sdr": lambda clean, samples, _: si_sdr_db(clean, samples),
    "pesq": pesq,
    "stoi": stoi,
}


def measured_as_speech(case: Case, degraded: Samples, restored: Samples) -> Measured:
    """SI-SDR, PESQ and STOI before (`_in`) and after (`_out`), as far as they are installed."""
    return {
        f"{name}_{when}": measure(case.clean, samples, case.rate)
        for name, measure in MEASURES.items()
        for when, samples in (("in", degraded), ("out", restored))
    }
