import numpy as np
import pytest

from restorer_app.training.sound import draws
from restorer_app.training.sound.draws import (
    DRAWS,
    Material,
    draw_noisy,
    draw_reverberant,
    draw_room,
    in_room,
)

N = 16_000


@pytest.fixture
def material() -> Material:
    t = np.arange(40_000) / 16_000
    voice = np.sin(2 * np.pi * 200 * t).astype(np.float32)
    rng = np.random.default_rng(0)
    noise = rng.standard_normal(50_000).astype(np.float32)
    return Material(speech=[voice, voice[:6000]], noises=[noise, 0.1 * noise], music=[voice])


def snr_db(degraded: np.ndarray, wanted: np.ndarray) -> float:
    error = np.square(degraded - wanted).sum()
    return float(10 * np.log10(np.square(wanted).sum() / error)) if error else np.inf


@pytest.mark.parametrize("draw", DRAWS.values(), ids=DRAWS.keys())
def test_a_clip_is_what_its_seed_says(draw: draws.Draw, material: Material) -> None:
    pairs = [draw(material, N, np.random.default_rng(seed)) for seed in (3, 3, 4)]
    for one, same, other in zip(*pairs, strict=True):
        assert one.shape == (N,)
        assert one.dtype == np.float32
        np.testing.assert_array_equal(one, same)
        assert not np.array_equal(one, other)


def test_noise_is_as_loud_as_it_is_drawn_some_clips_are_clean_and_some_all_noise(
    material: Material,
) -> None:
    pairs = [draw_noisy(material, N, np.random.default_rng(seed)) for seed in range(200)]
    silent = [degraded for degraded, wanted in pairs if not wanted.any()]
    ratios = np.array([snr_db(*pair) for pair in pairs if pair[1].any()])
    noisy = ratios[np.isfinite(ratios)]
    assert all(degraded.any() for degraded in silent)
    assert 1 <= len(silent) <= 20
    assert 4 <= np.isinf(ratios).sum() <= 40
    assert noisy.min() == pytest.approx(draws.LEAST_SNR_DB, abs=1)
    assert noisy.max() == pytest.approx(draws.MOST_SNR_DB, abs=1)


def test_a_room_dies_away_and_begins_with_the_sound_itself() -> None:
    for seed in range(20):
        room = draw_room(np.random.default_rng(seed))
        assert room[0] == 1
        first, last = np.array_split(np.square(room[1:]), 2)
        assert last.sum() < 0.1 * first.sum()


def test_what_is_wanted_of_a_room_is_its_beginning() -> None:
    room = draw_room(np.random.default_rng(1))
    clean = np.zeros(100 + len(room), np.float32)
    clean[100] = 1
    degraded, wanted = in_room(clean, room)
    end = 100 + round(draws.EARLY_S * draws.RATE)
    np.testing.assert_allclose(degraded[100:], room, atol=1e-5)
    np.testing.assert_allclose(wanted[:end], degraded[:end], atol=1e-5)
    assert np.abs(wanted[end + 1 :]).max() < 1e-5


def test_without_music_there_is_speech(material: Material) -> None:
    alone = Material(material.speech, material.noises, [])
    for seed in range(30):
        degraded, _ = draw_reverberant(alone, N, np.random.default_rng(seed))
        assert np.isfinite(degraded).all()
