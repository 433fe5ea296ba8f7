"""Clicks are found by what neither side explains, and filled in; nothing else changes."""

import numpy as np
import pytest

from restorer_app.restoration.audio.click_search import ClickSearch, Unclicked
from restorer_app.restoration.audio.clicks import (
    click_repair,
    find_clicks,
    runs_of,
    without_clicks,
)
from restorer_app.restoration.audio.streams import run_stream
from restorer_app.restoration.audio.stretches import Stretch
from tests.restoration.audio.sounds import RATE, clicked, music, snr_db, voice


def search(sound: np.ndarray) -> ClickSearch:
    searching = ClickSearch()
    searching.add(Unclicked.of(Stretch(sound, 0, RATE, 1.0)))
    return searching


@pytest.mark.parametrize("sound", [voice(), music()], ids=["voice", "music"])
def test_clicks_are_found_and_little_else(sound: np.ndarray) -> None:
    degraded, is_hit = clicked(sound, per_s=10)
    found = find_clicks(degraded[0], RATE)
    hits = [found[max(0, hit.start - 1) : hit.stop + 1].any() for hit in runs_of(is_hit)]
    assert np.mean(hits) >= 0.95
    assert (found & ~is_hit).mean() <= 0.01


@pytest.mark.parametrize("sound", [voice(seed=1), music()], ids=["voice", "music"])
def test_filling_clicks_brings_10_db(sound: np.ndarray) -> None:
    degraded, _ = clicked(sound, per_s=10)
    restored = without_clicks(degraded[0], RATE)
    assert snr_db(sound[0], restored) > snr_db(sound, degraded) + 10


def test_what_is_no_click_stays_to_the_bit() -> None:
    degraded, _ = clicked(voice(), per_s=5)
    found = find_clicks(degraded[0], RATE)
    restored = without_clicks(degraded[0], RATE)
    assert found.any()
    assert np.array_equal(restored[~found], degraded[0, ~found])


def test_a_clicking_recording_is_known_by_its_clicks_per_second() -> None:
    searched = search(clicked(voice(seed=2), per_s=10)[0])
    assert searched.per_s == pytest.approx(10, rel=0.5)
    assert searched.probability > 0.9


@pytest.mark.parametrize(
    "sound",
    [
        voice(seed=3),
        voice(seed=4),
        music(),
        np.zeros((1, RATE), np.float32),
        np.ones((1, RATE), np.float32),
        np.ones((1, 1), np.float32),
    ],
    ids=["voice", "another", "music", "silence", "DC", "1 sample"],
)
def test_clean_sound_has_no_clicks(sound: np.ndarray) -> None:
    assert search(sound).probability < 0.6


def test_each_channel_has_its_own_clicks_filled() -> None:
    clean = np.concatenate([voice(seed=5), voice(seed=6)])
    degraded = clean.copy()
    degraded[1], _ = clicked(clean[1:], per_s=10)
    restored = np.concatenate(list(run_stream(click_repair(RATE, 16.0), [degraded])), axis=1)
    assert snr_db(clean[1], restored[1]) > snr_db(clean[1], degraded[1]) + 10
    assert (restored[0] != degraded[0]).mean() < 0.01
