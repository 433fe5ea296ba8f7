"""A recording is listened to in parts; each distortion is named with what its repair needs."""

from collections.abc import Callable

import numpy as np
import pytest

from restorer_app.distortions import Distortion
from restorer_app.media.audio import Recording
from restorer_app.progress import Cancelled, Progress
from restorer_app.restoration.audio.diagnose import diagnose_recording
from restorer_app.restoration.audio.stretches import MOST_STRETCHES, InMemory, stretches_of
from restorer_app.restoration.diagnosis import Diagnosis
from tests.restoration.audio.sounds import RATE, clicked, echoed, humming, music, voice


def diagnose(sound: np.ndarray, rate: int = RATE) -> Diagnosis:
    return diagnose_recording(InMemory(Recording(sound.astype(np.float32), rate)))


def noisy(sound: np.ndarray, snr_db: float) -> np.ndarray:
    hiss = np.random.default_rng(0).normal(size=sound.shape)
    return sound + hiss * sound.std() * 10 ** (-snr_db / 20)


@pytest.mark.parametrize(
    ("distortion", "degrade"),
    [
        (Distortion.CLIPPING, lambda sound: np.clip(sound, -0.1, 0.1)),
        (Distortion.CLICKS, lambda sound: clicked(sound, per_s=10)[0]),
        (Distortion.HUM, lambda sound: sound + humming(sound, 50.0, -6)),
        (Distortion.ECHO, lambda sound: echoed(sound, 0.4, 0.6)),
        (Distortion.BACKGROUND_NOISE, lambda sound: noisy(sound, 5)),
    ],
)
def test_each_distortion_is_named_alone(
    distortion: Distortion, degrade: Callable[[np.ndarray], np.ndarray]
) -> None:
    diagnosis = diagnose(degrade(voice(8.0)))
    assert [finding.distortion for finding in diagnosis.found] == [distortion]
    assert not diagnosis.is_clean


def test_evidence_says_what_repairs_have_to_know() -> None:
    clean = voice(8.0)
    evidence = diagnose(echoed(clean, 0.4, 0.6) + humming(clean, 60.0, -6)).evidence
    assert evidence["echo_delay_s"] == pytest.approx(0.4, abs=1e-4)
    assert evidence["echo_gain"] == pytest.approx(0.6, abs=0.05)
    assert evidence["hum_hz"] == pytest.approx(60, abs=0.05)


def test_an_echo_is_found_below_clicks() -> None:
    degraded, _ = clicked(echoed(voice(8.0), 0.4, 0.6), per_s=15)
    assert diagnose(degraded).of(Distortion.ECHO).is_likely


def test_noise_is_measured() -> None:
    evidence = diagnose(noisy(voice(8.0), 10)).evidence
    assert evidence["snr_db"] == pytest.approx(10, abs=3)


@pytest.mark.parametrize(
    "sound",
    [
        voice(8.0, seed=1),
        music(8.0),
        np.zeros((1, 3 * RATE)),
        np.ones((2, 3 * RATE)),
        np.sign(np.sin(np.arange(3 * RATE) / 20))[None],
        np.full((1, 1), 0.5),
    ],
    ids=["voice", "music", "silence", "DC", "square wave", "1 sample"],
)
def test_what_is_clean_is_called_clean(sound: np.ndarray) -> None:
    assert diagnose(sound).is_clean


@pytest.mark.parametrize(("rate", "n_channels"), [(1, 1), (300, 2), (384_000, 1), (8000, 24)])
def test_any_rate_and_number_of_channels_is_listened_to(rate: int, n_channels: int) -> None:
    sound = np.tile(voice(1.0, rate=48_000)[:, : max(2, rate // 4)], (n_channels, 1))
    assert diagnose(sound, rate).of(Distortion.ECHO).probability == 0


def test_clicks_are_told_over_time() -> None:
    sound = voice(20.0)
    sound[:, 10 * RATE :] = clicked(sound[:, 10 * RATE :], per_s=15)[0]
    (_, before), (at_s, after) = diagnose(sound).over_time[Distortion.CLICKS]
    assert at_s == 10
    assert after > before + 2


def test_of_a_long_recording_spread_parts_are_listened_to() -> None:
    hour = InMemory(Recording(np.zeros((1, 3600 * 100), np.float32), 100))
    stretches = list(stretches_of(hour))
    assert len(stretches) == MOST_STRETCHES
    assert (stretches[0].start, stretches[-1].start) == (0, 3590 * 100)
    assert {stretch.samples.shape[1] for stretch in stretches} == {1000}


def test_listening_can_be_cancelled() -> None:
    def stop(progress: Progress) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        diagnose_recording(InMemory(Recording(voice(), RATE)), on_progress=stop)
