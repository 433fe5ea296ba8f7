"""One player for buttons, keys and lanes, against a device that keeps what it is given."""

from collections.abc import Iterator

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from restorer_app.errors import DeviceError
from restorer_app.gui.sound.playing.player import Player
from restorer_app.gui.sound.track import Sounds, Span, Voice
from restorer_app.texts import translatable
from tests.gui.sound.recordings import (
    RATE,
    FakeBackend,
    FakeOutput,
    mean_power_db,
    noisy_tone,
    ramp,
)
from tests.gui.waiting import WAIT_MS

FADE = RATE // 200
GONE = DeviceError(translatable("The loudspeaker is gone; connect it again."))


@pytest.fixture
def backend() -> FakeBackend:
    return FakeBackend()


@pytest.fixture
def player(qtbot: QtBot, backend: FakeBackend) -> Iterator[Player]:
    player = Player(mean_power_db, [backend])
    yield player
    assert player.shutdown(WAIT_MS)


def play(qtbot: QtBot, player: Player, backend: FakeBackend, sounds: Sounds) -> FakeOutput:
    open_in(qtbot, player, sounds)
    player.play()
    return backend.outputs[-1]


def open_in(qtbot: QtBot, player: Player, sounds: Sounds) -> None:
    player.set_sounds(sounds)
    qtbot.waitUntil(lambda: player._queue.is_idle, timeout=WAIT_MS)


def test_it_plays_what_was_opened(qtbot: QtBot, player: Player, backend: FakeBackend) -> None:
    output = play(qtbot, player, backend, Sounds(ramp(500)))
    assert (output.rate, output.n_channels) == (RATE, 1)
    assert player.is_playing
    np.testing.assert_array_equal(output.pull(100), ramp(500).read(0, 100))


def test_switching_uses_the_same_output_at_the_same_place(
    qtbot: QtBot, player: Player, backend: FakeBackend
) -> None:
    sounds = noisy_tone(4000)
    output = play(qtbot, player, backend, sounds)
    player.set_matches(False)
    output.pull(333)
    player.flip()
    assert sounds.after is not None
    block = output.pull(300)
    expected = sounds.after.read(333, 633)
    np.testing.assert_allclose(block[:, FADE:], expected[:, FADE:], atol=1e-7)
    player.set_voice(Voice.REMOVED)
    block = output.pull(300)
    expected = sounds.track(Voice.REMOVED).read(633, 933)
    np.testing.assert_allclose(block[:, FADE:], expected[:, FADE:], atol=1e-7)
    assert (len(backend.outputs), output.n_starts) == (1, 1)


def test_before_and_after_are_equally_loud_unless_told_otherwise(
    qtbot: QtBot, player: Player, backend: FakeBackend
) -> None:
    sounds = noisy_tone(8000)
    assert sounds.after is not None
    output = play(qtbot, player, backend, sounds)
    expected_db = mean_power_db(sounds.after.read(0, 8000), RATE) - mean_power_db(
        sounds.before.read(0, 8000), RATE
    )
    assert player.gains_db[Voice.BEFORE] == pytest.approx(expected_db)
    assert player.gains_db[Voice.AFTER] == 0
    factor = 10 ** (expected_db / 20)
    np.testing.assert_allclose(
        output.pull(500), factor * sounds.before.read(0, 500), atol=1e-6, rtol=1e-5
    )
    player.set_matches(False)
    assert player.gains_db[Voice.BEFORE] == 0
    block = output.pull(500)
    np.testing.assert_allclose(block[:, FADE:], sounds.before.read(500 + FADE, 1000), atol=1e-6)


def test_pausing_stays_where_one_has_heard_it(
    qtbot: QtBot, player: Player, backend: FakeBackend
) -> None:
    backend.latency_s = 0.02  # 160 samples are on their way
    output = play(qtbot, player, backend, Sounds(ramp(5000)))
    output.pull(1000)
    assert player.position == 840
    player.toggle()
    assert not output.is_started
    assert player.position == 840
    player.toggle()
    np.testing.assert_array_equal(output.pull(10), ramp(5000).read(840, 850))


def test_it_stops_at_the_end_of_the_file(
    qtbot: QtBot, player: Player, backend: FakeBackend
) -> None:
    output = play(qtbot, player, backend, Sounds(ramp(300)))
    output.pull(512)
    qtbot.waitUntil(lambda: not player.is_playing, timeout=WAIT_MS)
    assert not output.is_started
    player.play()
    np.testing.assert_array_equal(output.pull(10), ramp(300).read(0, 10))


def test_the_region_is_repeated(qtbot: QtBot, player: Player, backend: FakeBackend) -> None:
    open_in(qtbot, player, Sounds(ramp(5000)))
    player.set_span(Span(1000, 1100))
    player.set_loops(True)
    player.play()
    places = np.rint(backend.outputs[-1].pull(350)[0] * 1e6)
    np.testing.assert_array_equal(places, 1000 + np.arange(350) % 100)


def test_a_result_that_comes_while_it_plays_does_not_interrupt(
    qtbot: QtBot, player: Player, backend: FakeBackend
) -> None:
    sounds = noisy_tone(4000)
    output = play(qtbot, player, backend, Sounds(sounds.before))
    output.pull(700)
    open_in(qtbot, player, sounds)
    player.set_matches(False)
    assert player.is_playing
    assert player.voices == tuple(Voice)
    np.testing.assert_allclose(output.pull(50), sounds.before.read(700, 750), atol=1e-7)
    assert len(backend.outputs) == 1


def test_another_recording_is_silent_until_asked_for(
    qtbot: QtBot, player: Player, backend: FakeBackend
) -> None:
    output = play(qtbot, player, backend, Sounds(ramp(5000)))
    output.pull(100)
    open_in(qtbot, player, Sounds(ramp(900, 2, rate=44_100)))
    assert output.is_closed
    assert not player.is_playing
    assert player.position == 0
    player.play()
    assert (backend.outputs[-1].rate, backend.outputs[-1].n_channels) == (44_100, 2)


def test_positions_are_told_while_it_plays(
    qtbot: QtBot, player: Player, backend: FakeBackend
) -> None:
    output = play(qtbot, player, backend, Sounds(ramp(5000)))
    output.pull(123)
    with qtbot.waitSignal(player.moved, timeout=WAIT_MS) as told:
        pass
    assert told.args == [123]


def test_the_next_backend_is_taken_where_the_first_has_no_device(qtbot: QtBot) -> None:
    first, second = FakeBackend(problem=GONE), FakeBackend()
    player = Player(mean_power_db, [first, second])
    open_in(qtbot, player, Sounds(ramp(100)))
    assert player.can_play
    assert player.silence_reason == ""
    player.play()
    assert (len(first.outputs), len(second.outputs)) == (0, 1)
    assert player.shutdown(WAIT_MS)


def test_without_any_device_it_says_why(qtbot: QtBot) -> None:
    other = DeviceError(translatable("There is no server."))
    player = Player(mean_power_db, [FakeBackend(problem=GONE), FakeBackend(problem=other)])
    open_in(qtbot, player, noisy_tone(100))
    assert not player.can_play
    assert player.silence_reason == f"{GONE} There is no server."
    player.play()
    player.toggle()
    player.flip()
    assert not player.is_playing
    assert player.shutdown(WAIT_MS)


def test_a_device_that_fails_when_it_is_opened_is_told(
    qtbot: QtBot, player: Player, backend: FakeBackend
) -> None:
    open_in(qtbot, player, Sounds(ramp(100)))
    backend.problem_of_opening = GONE
    player.play()
    assert not player.is_playing
    assert not player.can_play
    assert player.silence_reason == str(GONE)


def test_closing_is_silent(qtbot: QtBot, backend: FakeBackend) -> None:
    player = Player(mean_power_db, [backend])
    output = play(qtbot, player, backend, Sounds(ramp(5000)))
    assert player.shutdown(WAIT_MS)
    assert output.is_closed
    player.set_sounds(Sounds(ramp(10)))  # nothing is begun any more
    assert player._queue.is_idle
