"""Before and after as loud as each other."""

import math

import numpy as np
import pytest

from restorer_app.gui.sound.playing.loudness import (
    MOST_REDUCTION_DB,
    factors,
    matching_gains_db,
)
from restorer_app.gui.sound.track import Samples, Sounds, Track, Voice
from restorer_app.metrics.audio.loudness import loudness_lufs
from restorer_app.progress import Cancelled, Progress, ignore_progress
from tests.gui.sound.recordings import RATE, mean_power_db, tone


def gains(before: float, after: float) -> dict[Voice, float]:
    sounds = Sounds(tone(1000, RATE, before), tone(1000, RATE, after))
    return dict(matching_gains_db(sounds, mean_power_db, on_progress=ignore_progress))


@pytest.mark.parametrize(("before", "after"), [(0.5, 0.25), (0.1, 0.4)])
def test_the_louder_one_is_played_quieter(before: float, after: float) -> None:
    found = gains(before, after)
    assert max(found.values()) == 0
    played = factors(found)
    assert before * played[Voice.BEFORE] == pytest.approx(after * played[Voice.AFTER], rel=1e-3)
    assert all(factor <= 1 for factor in played.values())  # nothing can clip


def test_with_the_loudness_of_broadcasters_half_the_amplitude_is_6_db() -> None:
    sounds = Sounds(tone(1000, 2 * RATE, 0.5), tone(1000, 2 * RATE, 0.25))
    found = matching_gains_db(sounds, loudness_lufs, on_progress=ignore_progress)
    assert found == {Voice.BEFORE: pytest.approx(-6.02, abs=0.01), Voice.AFTER: 0}


def test_a_result_that_is_far_quieter_may_be_heard_to_be() -> None:
    assert gains(0.5, 0.0005)[Voice.BEFORE] == -MOST_REDUCTION_DB


@pytest.mark.parametrize(("before", "after"), [(0, 0.5), (0.5, 0), (0, 0)])
def test_silence_is_matched_to_nothing(before: float, after: float) -> None:
    assert gains(before, after) == {Voice.BEFORE: 0, Voice.AFTER: 0}


def test_of_hours_a_few_minutes_are_measured_at_the_same_places() -> None:
    reads: dict[str, list[tuple[int, int]]] = {"before": [], "after": []}

    def make(name: str) -> Track:
        def read(start: int, stop: int) -> Samples:
            reads[name].append((start, stop))
            return np.full((1, stop - start), 0.1, np.float32)

        return Track(read, 1, 2 * 3600 * RATE, RATE)

    sounds = Sounds(make("before"), make("after"))
    matching_gains_db(sounds, mean_power_db, on_progress=ignore_progress)
    assert reads["before"] == reads["after"]
    assert sum(stop - start for start, stop in reads["before"]) <= 180 * RATE
    assert reads["before"][0][0] == 0
    assert reads["before"][-1][1] == 2 * 3600 * RATE


def test_measuring_can_be_stopped() -> None:
    def stop(_: Progress) -> None:
        raise Cancelled

    sounds = Sounds(tone(1000, RATE), tone(1000, RATE))
    with pytest.raises(Cancelled):
        matching_gains_db(sounds, lambda *_: math.inf, on_progress=stop)
