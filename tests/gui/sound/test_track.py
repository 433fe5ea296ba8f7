"""What is seen and heard of one recording."""

import numpy as np
import pytest

from restorer_app.gui.sound.track import Sounds, Span, Voice, track_of
from tests.gui.sound.recordings import all_of, noisy_tone, ramp


def test_what_was_removed_is_before_minus_after() -> None:
    sounds = noisy_tone(500)
    removed = sounds.track(Voice.REMOVED)
    assert sounds.after is not None
    expected = all_of(sounds.before) - all_of(sounds.after)
    np.testing.assert_array_equal(removed.read(37, 101), expected[:, 37:101])
    assert sounds.track(Voice.REMOVED) is removed  # what is known of it stays known


def test_without_a_result_there_is_only_before() -> None:
    sounds = Sounds(ramp(10))
    assert sounds.voices == (Voice.BEFORE,)
    with pytest.raises(KeyError):
        sounds.track(Voice.AFTER)


@pytest.mark.parametrize("after", [ramp(11), ramp(10, 2), ramp(10, rate=16000)])
def test_a_result_of_another_shape_is_refused(after) -> None:
    with pytest.raises(ValueError, match="before is"):
        Sounds(ramp(10), after)


def test_a_recording_without_samples_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one sample"):
        Sounds(ramp(0))


@pytest.mark.parametrize(
    ("start", "stop", "expected"),
    [
        (-2, 3, [0, 0, 0, 1, 2]),
        (8, 12, [8, 9, 0, 0]),
        (-2, 12, [0, 0, *range(10), 0, 0]),
        (20, 23, [0, 0, 0]),
        (-5, -2, [0, 0, 0]),
        (2, 4, [2, 3]),
    ],
)
def test_around_a_recording_is_silence(start: int, stop: int, expected: list[int]) -> None:
    samples = ramp(10).read_padded(start, stop)
    np.testing.assert_allclose(samples[0] * 1e6, expected, atol=1e-3)


def test_samples_may_be_mapped_from_a_file(tmp_path) -> None:
    mapped = np.memmap(tmp_path / "samples", np.float32, "w+", shape=(2, 100))
    mapped[1] = 0.5
    assert track_of(mapped, 8000).read(10, 12).tolist() == [[0, 0], [0.5, 0.5]]


@pytest.mark.parametrize(("start", "stop"), [(3, 3), (4, 3), (-1, 3)])
def test_a_region_has_samples(start: int, stop: int) -> None:
    with pytest.raises(ValueError, match="no samples"):
        Span(start, stop)
