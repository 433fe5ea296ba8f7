"""Loudness by the reference cases of EBU Tech 3341, and at the edges."""

import math

import numpy as np
import pytest

from restorer_app.metrics.audio import LoudnessMeter, loudness_lufs


def tone(level_db: float, seconds: float, *, rate: int = 48_000, n_channels: int = 2) -> np.ndarray:
    times = np.arange(round(rate * seconds)) / rate
    wave = 10 ** (level_db / 20) * np.sin(2 * np.pi * 1000 * times)
    return np.tile(wave.astype(np.float32), (n_channels, 1))


@pytest.mark.parametrize("rate", [8000, 16_000, 44_100, 48_000, 96_000, 384_000])
@pytest.mark.parametrize("level", [-23.0, -33.0])
def test_a_tone_in_two_channels_is_as_loud_as_its_level(rate: int, level: float) -> None:
    assert loudness_lufs(tone(level, 3, rate=rate), rate) == pytest.approx(level, abs=0.1)


def test_quiet_parts_are_gated() -> None:
    """Case 3 of EBU Tech 3341, and case 4, whose ends are below the absolute gate too."""
    parts = [tone(-36, 10), tone(-23, 60), tone(-36, 10)]
    assert loudness_lufs(np.concatenate(parts, axis=1), 48_000) == pytest.approx(-23, abs=0.1)
    parts = [tone(-72, 10), *parts, tone(-72, 10)]
    assert loudness_lufs(np.concatenate(parts, axis=1), 48_000) == pytest.approx(-23, abs=0.1)


def test_surround_channels_weigh_more_and_the_low_one_nothing() -> None:
    """Case 6 of EBU Tech 3341 with the low-frequency channel beside it."""
    levels = (-28.0, -28.0, -24.0, 0.0, -30.0, -30.0)
    channels = np.concatenate([tone(level, 5, n_channels=1) for level in levels])
    assert loudness_lufs(channels, 48_000) == pytest.approx(-23, abs=0.1)
    without_low = np.delete(channels, 3, axis=0)
    assert loudness_lufs(without_low, 48_000) == pytest.approx(-23, abs=0.1)


def test_twice_the_channels_are_3_db_louder() -> None:
    one, many = (loudness_lufs(tone(-30, 2, n_channels=n), 48_000) for n in (12, 24))
    assert many - one == pytest.approx(10 * math.log10(2), abs=1e-6)


def test_stretches_add_up_to_the_whole() -> None:
    noise = np.random.default_rng(0).normal(0, 0.1, (2, 100_003)).astype(np.float32)
    meter = LoudnessMeter(44_100, 2)
    for start in range(0, 100_003, 777):
        meter.add(noise[:, start : start + 777])
    assert meter.lufs == pytest.approx(loudness_lufs(noise, 44_100))


@pytest.mark.parametrize("n_samples", [1, 5, 100, 5000])
def test_what_is_shorter_than_a_block_is_one(n_samples: int) -> None:
    noise = np.full((1, n_samples), 0.5, np.float32)
    noise[:, ::2] *= -1
    assert -30 < loudness_lufs(noise, 48_000) < 0


@pytest.mark.parametrize("rate", [1, 50, 3000])
def test_rates_below_the_filters_have_a_loudness(rate: int) -> None:
    noise = np.random.default_rng(0).normal(0, 0.1, (1, 6000)).astype(np.float32)
    assert loudness_lufs(noise, rate) == pytest.approx(-20.7, abs=1.5)


def test_silence_has_none() -> None:
    assert loudness_lufs(np.zeros((2, 48_000), np.float32), 48_000) == -math.inf
    assert LoudnessMeter(48_000, 2).lufs == -math.inf
