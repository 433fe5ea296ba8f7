"""Echoes are found from the recording alone, and taken off by the inverse comb."""

import numpy as np
import pytest

from restorer_app.restoration.audio.comb import Echo, InverseComb
from restorer_app.restoration.audio.echo import EchoSearch, FoundEchoes, refine_echoes
from restorer_app.restoration.audio.streams import run_stream
from restorer_app.restoration.audio.stretches import Stretch
from tests.restoration.audio.sounds import LIFELESS, RATE, echoed, music, si_sdr_db, voice


def find(sound: np.ndarray, rate: int = RATE) -> FoundEchoes:
    search = EchoSearch(rate)
    search.add(Stretch(sound, 0, rate, 1.0))
    return refine_echoes(search.candidates(sound.shape[1]), sound[0], rate)


def without(echoes: tuple[Echo, ...], sound: np.ndarray, block: int = 10**6) -> np.ndarray:
    blocks = (sound[:, i : i + block] for i in range(0, sound.shape[1], block))
    return np.concatenate(list(run_stream(InverseComb(echoes, RATE), blocks)), axis=1)


@pytest.mark.parametrize("seed", range(3))
def test_the_echo_of_paper_0_is_taken_off_whole(seed: int) -> None:
    clean = voice(seed=seed)
    degraded = echoed(clean, 0.5, 1.0)
    found = find(degraded)
    assert found.probability > 0.9
    assert si_sdr_db(clean, without(found.echoes, degraded)) > 30


@pytest.mark.parametrize(("delay_s", "gain"), [(0.1, 0.2), (0.37, 0.5), (0.99, 0.9)])
def test_an_unknown_echo_in_noise_is_found_and_weakened(delay_s: float, gain: float) -> None:
    clean = voice(8.0, seed=1)
    hiss = np.random.default_rng(1).normal(size=clean.shape) * clean.std() * 10 ** (-30 / 20)
    degraded = echoed(clean, delay_s, gain) + hiss.astype(np.float32)
    (echo,) = find(degraded).echoes
    assert abs(echo.delay_s - delay_s) * RATE < 0.5
    restored = without((echo,), degraded)
    assert si_sdr_db(clean, restored) > si_sdr_db(clean, degraded) + 8


def test_several_echoes_are_found_one_by_one() -> None:
    clean = voice(seed=2)
    degraded = echoed(clean, 0.21, 0.5) + echoed(clean, 0.66, 0.3) - clean
    found = find(degraded)
    assert [round(echo.delay_s, 3) for echo in found.echoes] == [0.21, 0.66]
    assert [round(echo.gain, 2) for echo in found.echoes] == [0.5, 0.3]


def test_an_echo_between_two_samples_is_taken_off() -> None:
    clean = voice(seed=3)
    spectrum = np.fft.rfft(clean, 2 * clean.shape[1])
    turns = np.exp(-2j * np.pi * np.fft.rfftfreq(2 * clean.shape[1]) * 4000.4)
    late = np.fft.irfft(spectrum * turns)[:, : clean.shape[1]]
    degraded = (clean + 0.6 * late).astype(np.float32)
    (echo,) = find(degraded).echoes
    assert echo.delay_s * RATE == pytest.approx(4000.4, abs=0.05)
    assert si_sdr_db(clean, without((echo,), degraded)) > 25


NO_ECHO = {
    "voice": voice(seed=4),
    "another": voice(seed=5),
    "music in time": music(),
    "10 ms": voice(0.01),
    **LIFELESS,
}


@pytest.mark.parametrize("sound", NO_ECHO.values(), ids=NO_ECHO.keys())
def test_no_echo_is_found_where_there_is_none(sound: np.ndarray) -> None:
    assert find(sound) == FoundEchoes()


def test_all_channels_have_the_same_echo_taken_off() -> None:
    clean = np.concatenate([voice(seed=6), 0.5 * voice(seed=7)])
    degraded = echoed(clean, 0.3, 0.7)
    (echo,) = find(degraded).echoes
    assert si_sdr_db(clean, without((echo,), degraded)) > 30


def test_blocks_do_not_change_the_comb() -> None:
    degraded = echoed(voice(1.0), 0.1, 0.8)
    echoes = (Echo(0.1, 0.8), Echo(0.15003, 0.1))
    assert np.array_equal(without(echoes, degraded, 777), without(echoes, degraded))


def test_an_echo_without_delay_is_refused() -> None:
    with pytest.raises(ValueError, match="told apart"):
        InverseComb([Echo(0.0, 0.5)], RATE)
