"""Mains hum is found by its lines and subtracted; what else sounds stays."""

import numpy as np
import pytest
from scipy.signal import butter, sosfilt

from restorer_app.restoration.audio.hum import Hum, HumSearch
from restorer_app.restoration.audio.hum_tracking import HumTracker
from restorer_app.restoration.audio.streams import run_stream
from restorer_app.restoration.audio.stretches import Stretch
from tests.restoration.audio.sounds import LIFELESS, RATE, humming, music, snr_db, voice


def find(sound: np.ndarray, rate: int = RATE) -> Hum | None:
    search = HumSearch()
    search.add(Stretch(sound, 0, rate, 1.0))
    return search.result()


def without(hum: Hum, sound: np.ndarray, rate: int = RATE) -> np.ndarray:
    stream = HumTracker(hum.hz, hum.n_harmonics, rate).stream()
    return np.concatenate(list(run_stream(stream, [sound])), axis=1)


def line_levels(sound: np.ndarray, hz: float) -> np.ndarray:
    """Amplitudes at the first ten harmonics."""
    at, window = np.arange(sound.shape[1]) / RATE, np.hanning(sound.shape[1])
    turns = np.exp(-2j * np.pi * hz * np.arange(1, 11)[:, None] * at)
    return np.abs((turns * window * sound[0]).sum(axis=1)) * 2 / window.sum()


@pytest.mark.parametrize("hz", [50.0, 60.0, 49.8, 60.3])
def test_hum_is_found_and_30_db_of_its_lines_go(hz: float) -> None:
    clean = voice(8.0)
    hum = humming(clean, hz, 0)
    found = find(clean + hum)
    assert found is not None
    assert found.probability > 0.9
    assert found.hz == pytest.approx(hz, abs=0.03)
    left = line_levels(without(found, clean + hum) - clean, hz)
    assert 20 * np.log10(np.linalg.norm(left) / np.linalg.norm(line_levels(hum, hz))) < -30


def test_a_weak_hum_is_told_by_the_pauses_of_a_voice() -> None:
    """One 30 dB below it loses 30 dB more."""
    clean = voice(8.0)
    hum = humming(clean, 50.05, -30)
    left = line_levels(without(Hum(50.0, 10, 1.0), clean + hum) - clean, 50.05)
    assert 20 * np.log10(np.linalg.norm(left) / np.linalg.norm(line_levels(hum, 50.05))) < -30


def test_what_lies_beside_the_lines_is_left_alone() -> None:
    clean = voice(8.0)
    degraded = clean + humming(clean, 50.0, 0)
    found = find(degraded)
    assert found is not None
    frequencies = np.fft.rfftfreq(clean.shape[1], 1 / RATE)
    beside = np.abs((frequencies / 50 + 0.5) % 1 - 0.5) * 50 > 4
    before = np.abs(np.fft.rfft(clean[0] * np.hanning(clean.shape[1])))[beside]
    restored = without(found, degraded)[0] * np.hanning(clean.shape[1])
    after = np.abs(np.fft.rfft(restored))[beside]
    for low in range(60, 2000, 200):
        band = (frequencies[beside] >= low) & (frequencies[beside] < low + 200)
        change_db = 20 * np.log10(np.linalg.norm(after[band]) / np.linalg.norm(before[band]))
        assert abs(change_db) < 0.5


def test_a_hum_that_swells_is_followed() -> None:
    clean = voice(20.0)
    swelling = humming(clean, 50.0, 0) * np.linspace(0.5, 1.0, clean.shape[1], dtype=np.float32)
    degraded = clean + swelling
    restored = without(Hum(50.0, 10, 1.0), degraded)
    assert snr_db(clean, restored) > snr_db(clean, degraded) + 20


def test_an_onset_has_no_ringing_before_it() -> None:
    quiet = 1e-5 * np.random.default_rng(0).normal(size=(1, 4 * RATE))
    sound = np.concatenate([quiet, voice(4.0)], axis=1).astype(np.float32)
    restored = without(Hum(50.0, 10, 1.0), sound)
    before_onset = slice(3 * RATE, 4 * RATE)
    change = np.abs(restored - sound)[:, before_onset].max()
    assert change < 10 ** (-60 / 20) * np.abs(sound).max()


NO_HUM = {"voice": voice(seed=1), "another": voice(seed=2), "music": music(), **LIFELESS}


@pytest.mark.parametrize("sound", NO_HUM.values(), ids=NO_HUM.keys())
def test_no_hum_is_found_where_there_is_none(sound: np.ndarray) -> None:
    assert find(sound) is None


@pytest.mark.parametrize("rate", [1, 100, 8000, 44100, 96000])
def test_any_rate_keeps_its_length(rate: int) -> None:
    sound = voice(0.5, rate=96000)[:, : max(1, rate // 2)]
    assert without(Hum(50.0, 10, 1.0), sound, rate).shape == sound.shape


def test_both_channels_lose_their_own_hum() -> None:
    clean = np.concatenate([voice(8.0, seed=3), voice(8.0, seed=4)])
    hum = humming(clean[:1], 60.0, 0)
    degraded = clean + np.concatenate([hum, -0.3 * hum])
    found = find(degraded)
    assert found is not None
    restored = without(found, degraded)
    for channel in range(2):
        assert snr_db(clean[channel], restored[channel]) > 20


def test_harmonics_that_a_voice_hides_go_with_the_others() -> None:
    clean = voice(8.0)
    at = np.arange(clean.shape[1]) / RATE
    faint = sum(np.sin(2 * np.pi * 50 * k * at) * (1 if k <= 3 else 0.02) for k in range(1, 11))
    hum = (0.01 * np.asarray(faint))[None].astype(np.float32)
    found = find(clean + hum)
    assert found is not None
    assert found.n_harmonics >= 10
    left = line_levels(without(found, clean + hum) - clean, 50.0) / line_levels(hum, 50.0)
    assert left[3:].max() < 0.3


def test_hum_below_a_rumble_is_told_while_something_higher_sounds() -> None:
    rng, n = np.random.default_rng(0), 8 * RATE
    rumble = sosfilt(butter(4, 150, fs=RATE, output="sos"), rng.normal(size=n))
    high = sosfilt(butter(4, (700, 1500), "band", fs=RATE, output="sos"), rng.normal(size=n))
    is_rumbling = np.arange(n) // round(0.3 * RATE) % 2 == 0
    clean = np.where(is_rumbling, rumble / rumble.std(), high / high.std())
    clean = (0.1 * clean)[None].astype(np.float32)
    hum = humming(clean, 50.05, -10)
    left = line_levels(without(Hum(50.0, 10, 1.0), clean + hum) - clean, 50.05)
    assert 20 * np.log10(np.linalg.norm(left) / np.linalg.norm(line_levels(hum, 50.05))) < -30
