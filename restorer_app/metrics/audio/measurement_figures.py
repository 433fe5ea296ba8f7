"""Measurements of recordings as figures for files, with units and definitions."""

from collections.abc import Sequence

from restorer_app.metrics.audio.measurements import SoundFigures, SoundMeasurements, SoundScores
from restorer_app.metrics.measurement_files import Figure, Measure, figures_before_after


def figures_of_recording(measured: SoundMeasurements) -> tuple[Figure, ...]:
    """Every figure there is: of each recording alone, of the change, against the reference."""
    found = figures_before_after(_OF_ONE, measured.before, measured.after)
    if measured.change is not None:
        changed, removed = measured.change.changed_share, measured.change.removed_db
        found.append(Figure("changed", "share", None, changed, _CHANGED))
        found.append(Figure("removed", "dBFS", None, removed, _REMOVED))
    if measured.scores_before is not None:
        scores, scores_after = measured.scores_before, measured.scores_after
        found += figures_before_after(_AGAINST_REFERENCE, scores, scores_after)
    return tuple(found)


_CHANGED = "share of the moments at which any channel has another sample, 0..1"
_REMOVED = "root mean square of before minus after over all channels; full scale is 0"

_OF_ONE: Sequence[Measure[SoundFigures]] = (
    (
        "loudness",
        "LUFS",
        lambda one: one.loudness_lufs,
        "integrated loudness (ITU-R BS.1770-4), gated; minus infinity (null in JSON) for silence",
    ),
    ("peak", "dBFS", lambda one: one.peak_db, "the largest sample; full scale is 0"),
    (
        "noise_floor",
        "dBFS",
        lambda one: one.noise_floor_db,
        "the level, mean square of all channels, that a tenth of the frames of 50 ms stay below",
    ),
)

_AGAINST_REFERENCE: Sequence[Measure[SoundScores]] = (
    (
        "snr",
        "dB",
        lambda scores: scores.snr_db,
        "10 log10(sum of squares of the reference / sum of squared errors)",
    ),
    (
        "segmental_snr",
        "dB",
        lambda scores: scores.segmental_snr_db,
        "mean SNR of segments of 32 ms, each limited to -10..35 dB (Hansen and Pellom 1998)",
    ),
    (
        "si_sdr",
        "dB",
        lambda scores: scores.si_sdr_db,
        "scale-invariant signal-to-distortion ratio (Le Roux et al. 2019), means not removed",
    ),
    (
        "log_spectral_distance",
        "dB",
        lambda scores: scores.log_spectral_distance_db,
        "root mean square over frequencies of the difference of the power spectra in dB, the mean "
        "of all frames and channels (Gray and Markel 1976); 0 when identical",
    ),
)
