"""Clipping is known by flats at one level; peaks above it follow from what is left."""

import numpy as np
import pytest

from restorer_app.restoration.audio.clipping import (
    Clipping,
    ClippingSearch,
    Rails,
    clipping_repair,
    unclipped,
)
from restorer_app.restoration.audio.streams import run_stream
from restorer_app.restoration.audio.stretches import Stretch
from tests.restoration.audio.sounds import RATE, music, snr_db, voice

AT = np.arange(4 * RATE)


def find(sound: np.ndarray) -> Clipping | None:
    search = ClippingSearch()
    search.add(Stretch(sound, 0, RATE, 1.0))
    return search.result()


def rounded(sound: np.ndarray, bits: int) -> np.ndarray:
    """As whole numbers of so many bits hold it."""
    return (np.round(sound * 2 ** (bits - 1)) / 2 ** (bits - 1)).astype(np.float32)


@pytest.mark.parametrize(("low", "high"), [(-0.1, 0.1), (-0.15, 0.05), (-np.inf, 0.1)])
def test_rails_are_found_at_any_level(low: float, high: float) -> None:
    found = find(rounded(np.clip(voice(), low, high), 16))
    assert found is not None
    assert found.probability > 0.9
    assert (found.rails.low, found.rails.high) == pytest.approx((low, high), abs=1e-4)


@pytest.mark.parametrize("sound", [voice(), music()], ids=["voice", "music"])
def test_peaks_come_back(sound: np.ndarray) -> None:
    level = float(np.quantile(np.abs(sound), 0.99))
    degraded = rounded(np.clip(sound, -level, level), 16)
    restored = unclipped(degraded[0], RATE, Rails(-level, level))
    assert snr_db(sound[0], restored) > snr_db(sound, degraded) + 3
    assert np.abs(restored).max() > 1.1 * level


def test_what_is_within_the_rails_stays_to_the_bit() -> None:
    degraded = np.clip(voice(seed=1), -0.1, 0.1)
    rails = Rails(-0.1, 0.1)
    restored = np.concatenate(list(run_stream(clipping_repair(RATE, rails), [degraded])), axis=1)
    within = ~rails.reached_by(degraded)
    assert np.array_equal(restored[within], degraded[within])
    assert (np.abs(restored[~within]) >= 0.0999).all()


def test_clicks_beyond_the_rails_do_not_hide_them() -> None:
    degraded = rounded(np.clip(voice(seed=2), -0.1, 0.1), 16)
    degraded[0, 1000:40000:5000] = 0.7
    found = find(degraded)
    assert found is not None
    assert found.rails.high == pytest.approx(0.1, abs=1e-3)


@pytest.mark.parametrize(
    "sound",
    [
        voice(seed=3),
        rounded(voice(seed=4), 16),
        rounded(voice(seed=5), 8),
        music(),
        rounded(0.9 * np.sin(AT * 0.005)[None], 16),
        rounded(0.9 * np.sin(AT * 0.02)[None], 8),
        np.sign(np.sin(AT / 20))[None].astype(np.float32),
        np.zeros((1, RATE), np.float32),
        np.ones((1, RATE), np.float32),
        np.ones((1, 1), np.float32),
    ],
    ids=[
        "voice",
        "16 bits",
        "8 bits",
        "music",
        "slow sine",
        "sine of 8 bits",
        "square wave",
        "silence",
        "DC",
        "1 sample",
    ],
)
def test_no_clipping_is_found_where_there_is_none(sound: np.ndarray) -> None:
    assert find(sound) is None


def test_a_square_wave_is_what_it_is() -> None:
    square = np.sign(np.sin(AT / 20)).astype(np.float32)
    assert unclipped(square, RATE, Rails(-1.0, 1.0)) is square
