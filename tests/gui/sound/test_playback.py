"""What a device is given: exact to the sample, whatever it asks for."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from restorer_app.gui.sound.playing.playback import RAMP_S, Playback
from restorer_app.gui.sound.track import Samples, Sounds, Span, Track, Voice, track_of
from tests.gui.sound.recordings import RATE, all_of, noisy_tone, ramp

FADE = round(RAMP_S * RATE)


def pulled(playback: Playback, sizes: list[int]) -> np.ndarray:
    return np.concatenate([playback.fill(size) for size in sizes], axis=1)


def test_nothing_is_heard_until_it_plays() -> None:
    playback = Playback(noisy_tone(100))
    assert not playback.fill(50).any()
    assert playback.position == 0


@given(sizes=st.lists(st.integers(1, 70), min_size=1, max_size=30))
def test_blocks_of_any_size_make_up_the_recording(sizes: list[int]) -> None:
    sounds = noisy_tone(400)
    playback = Playback(sounds)
    playback.play()
    heard = pulled(playback, sizes)
    n_played = min(sum(sizes), 400)
    np.testing.assert_array_equal(heard[:, :n_played], sounds.before.read(0, n_played))
    assert not heard[:, n_played:].any()  # the end of the file: silence
    assert playback.position == n_played


def test_at_the_end_it_stops_and_begins_again_when_asked() -> None:
    playback = Playback(Sounds(ramp(100)))
    playback.play()
    playback.fill(100)
    assert playback.is_playing  # the last sample is out; only then is it known that none follows
    playback.fill(1)
    assert not playback.is_playing
    assert playback.position == 100
    playback.play()
    np.testing.assert_array_equal(playback.fill(5), ramp(100).read(0, 5))


def test_switching_keeps_the_position_to_the_sample() -> None:
    sounds = noisy_tone(3000)
    playback = Playback(sounds)
    playback.play()
    playback.fill(777)
    for voice, start in ((Voice.AFTER, 777), (Voice.REMOVED, 1277), (Voice.BEFORE, 1777)):
        playback.set_voice(voice)
        assert playback.position == start
        block = playback.fill(500)
        expected = sounds.track(voice).read(start, start + 500)
        np.testing.assert_allclose(block[:, FADE:], expected[:, FADE:], atol=1e-7)
        assert playback.position == start + 500


def test_switching_fades_instead_of_clicking() -> None:
    flat = np.full((1, 1000), 0.5, np.float32)
    playback = Playback(Sounds(track_of(flat, RATE), track_of(-flat, RATE)))
    playback.play()
    playback.fill(100)
    playback.set_voice(Voice.AFTER)
    steps = np.diff(playback.fill(100)[0])
    assert np.abs(steps).max() <= 1 / FADE + 1e-6
    assert steps.sum() == pytest.approx(-1, abs=1 / FADE)


def test_what_was_removed_is_the_difference_whatever_the_gains() -> None:
    sounds = noisy_tone(500)
    playback = Playback(sounds)
    playback.set_gains({Voice.BEFORE: 0.5, Voice.AFTER: 1.0})
    playback.set_voice(Voice.REMOVED)
    playback.play()
    expected = all_of(sounds.before) - all_of(sounds.after)
    np.testing.assert_allclose(playback.fill(500), expected, atol=1e-7)


def test_gains_are_applied() -> None:
    sounds = noisy_tone(500)
    playback = Playback(sounds)
    playback.set_gains({Voice.BEFORE: 0.25, Voice.AFTER: 1.0})
    playback.play()
    np.testing.assert_allclose(playback.fill(200), 0.25 * sounds.before.read(0, 200), atol=1e-7)


@given(sizes=st.lists(st.integers(1, 90), min_size=1, max_size=20))
def test_the_region_is_repeated_without_a_sample_too_many(sizes: list[int]) -> None:
    playback = Playback(Sounds(ramp(1000)))
    playback.set_span(Span(200, 237))
    playback.set_loops(True)
    playback.play()
    places = np.rint(pulled(playback, sizes)[0] * 1e6).astype(int)
    np.testing.assert_array_equal(places, 200 + np.arange(sum(sizes)) % 37)
    assert playback.position in range(200, 238)


def test_without_a_region_all_of_it_is_repeated() -> None:
    playback = Playback(Sounds(ramp(50)))
    playback.set_loops(True)
    playback.play()
    places = np.rint(playback.fill(120)[0] * 1e6).astype(int)
    np.testing.assert_array_equal(places, np.arange(120) % 50)


def test_one_sample_can_be_repeated() -> None:
    playback = Playback(Sounds(ramp(1)))
    playback.set_loops(True)
    playback.play()
    assert playback.fill(64).shape == (1, 64)


def test_what_begins_in_the_region_ends_with_it() -> None:
    playback = Playback(Sounds(ramp(1000)))
    playback.set_span(Span(200, 300))
    playback.seek(250)
    playback.play()
    assert np.count_nonzero(playback.fill(100)) == 50
    assert not playback.is_playing
    assert playback.position == 300


def test_what_begins_before_the_region_plays_through_it() -> None:
    playback = Playback(Sounds(ramp(1000)))
    playback.set_span(Span(200, 300))
    playback.seek(150)
    playback.play()
    for _ in range(8):
        playback.fill(50)
    assert playback.position == 550


def test_repeating_can_be_given_up_while_it_plays() -> None:
    playback = Playback(Sounds(ramp(1000)))
    playback.set_span(Span(200, 300))
    playback.set_loops(True)
    playback.play()
    playback.fill(250)
    playback.set_span(None)
    playback.fill(100)
    assert playback.position == 350


def test_a_seek_while_a_block_is_made_is_not_lost() -> None:
    """Reading takes its time, and the window does not wait for it."""
    track = ramp(1000)

    def read(start: int, stop: int) -> Samples:
        playback.seek(700)
        return track.read(start, stop)

    playback = Playback(Sounds(Track(read, 1, 1000, RATE)))
    playback.play()
    playback.fill(64)
    assert playback.position == 700


def test_two_channels_stay_two_and_more_become_one() -> None:
    stereo = Playback(Sounds(ramp(100, 2)))
    stereo.play()
    np.testing.assert_array_equal(stereo.fill(10), ramp(100, 2).read(0, 10))
    many = Playback(Sounds(ramp(100, 5)))
    assert many.n_channels == 1
    many.play()
    np.testing.assert_allclose(many.fill(10)[0] * 1e6, np.arange(10) / 5, atol=1e-3)


def test_the_result_is_heard_where_one_listens() -> None:
    sounds = noisy_tone(1000)
    playback = Playback(Sounds(sounds.before))
    with pytest.raises(KeyError):
        playback.set_voice(Voice.AFTER)
    playback.play()
    playback.fill(400)
    with_result = Playback(sounds)
    with_result.take_over(playback)
    with_result.set_voice(Voice.AFTER)
    assert sounds.after is not None
    block = with_result.fill(100)
    np.testing.assert_allclose(block[:, FADE:], sounds.after.read(400, 500)[:, FADE:], atol=1e-7)
