"""All figures of a recording, before and after, with and without a reference."""

import math

import numpy as np
import pytest

from restorer_app.errors import MediaError
from restorer_app.metrics.audio.measurement_figures import figures_of_recording
from restorer_app.metrics.audio.measurements import Heard, measure_sound
from restorer_app.metrics.audio.waveform import Samples
from restorer_app.progress import Cancelled, Progress

RATE = 8000


def tone(amplitude: float = 0.5, seconds: float = 2.0) -> Samples:
    t = np.arange(round(seconds * RATE)) / RATE
    return (amplitude * np.sin(2 * np.pi * 440 * t)).astype(np.float32)[None]


def heard(samples: Samples) -> Heard:
    return Heard(samples, RATE)


def test_a_tone_at_half_scale_peaks_at_minus_6_db() -> None:
    figures = measure_sound(heard(tone())).before
    assert figures.peak_db == pytest.approx(-6.02, abs=0.01)
    assert figures.noise_floor_db == pytest.approx(-9.03, abs=0.1)


def test_the_noise_floor_is_that_of_the_pauses() -> None:
    rng = np.random.default_rng(0)
    sound = tone()
    sound[:, RATE : RATE + RATE // 2] = 0
    sound = (sound + 0.001 * rng.standard_normal(sound.shape)).astype(np.float32)
    assert measure_sound(heard(sound)).before.noise_floor_db == pytest.approx(-60, abs=1)


def test_silence_has_figures() -> None:
    figures = measure_sound(heard(np.zeros((2, RATE), np.float32))).before
    assert figures.loudness_lufs == -math.inf
    assert figures.peak_db == -math.inf
    assert figures.noise_floor_db == -120


def test_a_repair_is_measured_by_what_it_changed() -> None:
    before, after = tone(), tone()
    after[:, : RATE // 2] = 0
    change = measure_sound(heard(before), heard(after)).change
    assert change is not None
    assert change.changed_share == pytest.approx(0.25, abs=0.01)
    assert change.removed_db == pytest.approx(-15.05, abs=0.05)


def test_scores_are_against_the_reference() -> None:
    rng = np.random.default_rng(0)
    clean = tone()
    noisy = (clean + 0.05 * rng.standard_normal(clean.shape)).astype(np.float32)
    measured = measure_sound(heard(noisy), heard(clean), heard(clean))
    assert measured.scores_before is not None
    assert measured.scores_after is not None
    assert measured.scores_before.snr_db == pytest.approx(17, abs=0.2)
    assert measured.scores_before.log_spectral_distance_db > 10
    assert measured.scores_after.snr_db == math.inf
    assert measured.scores_after.log_spectral_distance_db == 0
    names = [figure.name for figure in figures_of_recording(measured)]
    assert names == [
        *("loudness", "peak", "noise_floor", "changed", "removed"),
        *("snr", "segmental_snr", "si_sdr", "log_spectral_distance"),
    ]


@pytest.mark.parametrize(
    "other", [Heard(tone(seconds=1.0), RATE), Heard(tone(), 2 * RATE)], ids=["length", "rate"]
)
def test_a_reference_of_another_kind_is_refused(other: Heard) -> None:
    with pytest.raises(MediaError):
        measure_sound(heard(tone()), None, other)


def test_progress_grows_and_measuring_can_be_stopped() -> None:
    told: list[float] = []
    sound = tone(seconds=80.0)
    measure_sound(
        heard(sound), heard(sound), heard(sound), on_progress=lambda p: told.append(p.fraction)
    )
    assert told == sorted(told)
    assert 0.7 < told[-1] <= 1

    def stop(_: Progress) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        measure_sound(heard(sound), on_progress=stop)
