"""Seeing and hearing together: buttons, keys, the region and the play head."""

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from restorer_app.errors import DeviceError
from restorer_app.gui.sound.color_maps import ColorMap, LevelRange
from restorer_app.gui.sound.frequency_scale import Scale
from restorer_app.gui.sound.look import Look
from restorer_app.gui.sound.playing.player import Player
from restorer_app.gui.sound.playing.player_bar import PlayerBar
from restorer_app.gui.sound.sound_panel import SoundPanel
from restorer_app.gui.sound.track import Sounds, Span, Voice
from restorer_app.texts import translatable
from tests.gui.sound.recordings import RATE, FakeBackend, mean_power_db, noisy_tone
from tests.gui.test_accessibility import (
    assert_all_named,
    assert_in_reading_order,
    focusable,
    name_of,
    reached_by_tab,
)
from tests.gui.waiting import WAIT_MS

N_SAMPLES = 2 * RATE
NO_DEVICE = DeviceError(translatable("No sound device was found; connect one."))


@pytest.fixture
def backend() -> FakeBackend:
    return FakeBackend()


@pytest.fixture
def panel(qtbot: QtBot, backend: FakeBackend) -> Iterator[SoundPanel]:
    panel = SoundPanel(Player(mean_power_db, [backend]))
    qtbot.addWidget(panel)
    panel.resize(900, 620)
    panel.show()
    show(qtbot, panel, noisy_tone(N_SAMPLES))
    yield panel
    assert panel.shutdown(WAIT_MS)


def show(qtbot: QtBot, panel: SoundPanel, sounds: Sounds | None) -> None:
    panel.set_sounds(sounds)
    qtbot.waitUntil(
        lambda: panel.view.desk.is_idle and panel.player._queue.is_idle, timeout=WAIT_MS
    )


def test_what_is_played_is_marked_and_followed(
    qtbot: QtBot, panel: SoundPanel, backend: FakeBackend
) -> None:
    panel.bar.play_button.click()
    backend.outputs[-1].pull(4000)
    qtbot.waitUntil(lambda: panel.view.lanes.play_head == 4000, timeout=WAIT_MS)
    assert panel.bar._time.text() == "0:00.5 / 0:02.0"
    assert panel.bar.play_button.accessibleName() == "Pause"
    panel.bar.voice_buttons[Voice.AFTER].click()
    assert panel.player.voice is Voice.AFTER
    assert panel.view.lanes._overlay.heard is Voice.AFTER
    panel.bar.play_button.click()
    assert panel.bar.play_button.accessibleName() == "Play"
    assert not panel.player.is_playing


def test_a_click_into_a_lane_is_where_it_plays(panel: SoundPanel, backend: FakeBackend) -> None:
    lanes = panel.view.lanes
    assert lanes.scene is not None
    QTest.mouseClick(lanes, Qt.MouseButton.LeftButton, pos=QPoint(500, 100))
    place = lanes.scene.nearest_sample(500)
    assert panel.player.position == place == lanes.play_head
    panel.player.play()
    panel.player.set_matches(False)
    before = lanes.scene.sounds.before
    heard = backend.outputs[-1].pull(100)[:, 50:]
    np.testing.assert_allclose(heard, before.read(place + 50, place + 100), atol=1e-6)


def test_the_region_is_what_is_repeated(
    qtbot: QtBot, panel: SoundPanel, backend: FakeBackend
) -> None:
    with qtbot.waitSignal(panel.span_changed) as told:
        panel.view.lanes.set_span(Span(3000, 3100))
    assert told.args == [Span(3000, 3100)] == [panel.span]
    panel.bar.loop_button.click()
    panel.player.play()
    block = backend.outputs[-1].pull(300)
    np.testing.assert_array_equal(block[:, 100:200], block[:, :100])
    np.testing.assert_array_equal(block[:, 200:], block[:, :100])


def test_the_keys_of_the_player_work_in_every_part_of_it(panel: SoundPanel) -> None:
    for widget in (panel.view.lanes, panel.bar.loop_button, panel.view.bar.fit_button):
        QTest.keyClick(widget, Qt.Key.Key_P)
        assert panel.player.is_playing
        QTest.keyClick(widget, Qt.Key.Key_P)
        assert not panel.player.is_playing
    QTest.keyClick(panel.view.lanes, Qt.Key.Key_A)
    assert panel.player.voice is Voice.AFTER
    assert panel.bar.voice_buttons[Voice.AFTER].isChecked()
    QTest.keyClick(panel.view.lanes, Qt.Key.Key_L)
    assert panel.player.loops
    assert panel.bar.loop_button.isChecked()
    panel.view.lanes.zoom_at(400, 3)
    QTest.keyClick(panel.view.lanes, Qt.Key.Key_F)
    assert panel.view.lanes.scene.axis.is_fitted


def test_the_gain_is_told_and_can_be_given_up(panel: SoundPanel) -> None:
    gain = panel.player.gains_db[Voice.BEFORE]
    assert gain < -0.1
    told = f"Before \N{MINUS SIGN}{-gain:.1f} dB"
    assert panel.bar._gain.text() == told
    assert told in panel.bar.match_button.toolTip()
    panel.bar.match_button.click()
    assert not panel.player.matches
    assert panel.bar._gain.text() == ""


def test_in_a_small_window_the_gain_is_told_by_the_button_alone(
    qtbot: QtBot, panel: SoundPanel
) -> None:
    bar = PlayerBar(panel.player)
    qtbot.addWidget(bar)
    bar.resize(1200, 40)
    bar.show()
    assert bar._gain.isVisible()
    bar.resize(360, 40)
    assert not bar._gain.isVisible()
    bar.resize(1200, 40)
    assert bar._gain.isVisible()


def test_without_a_device_the_button_says_why(qtbot: QtBot) -> None:
    panel = SoundPanel(Player(mean_power_db, [FakeBackend(problem=NO_DEVICE)]))
    qtbot.addWidget(panel)
    show(qtbot, panel, noisy_tone(N_SAMPLES))
    bar = panel.bar
    silent = [bar.play_button, bar.loop_button, bar.match_button, *bar.voice_buttons.values()]
    assert not any(button.isEnabled() for button in silent)
    assert bar.play_button.toolTip() == str(NO_DEVICE)
    assert bar._time.text() == "Can't be played here"
    assert panel.view.lanes.scene is not None  # it can be looked at all the same
    assert panel.shutdown(WAIT_MS)


def test_without_a_result_there_is_nothing_to_compare(qtbot: QtBot, panel: SoundPanel) -> None:
    show(qtbot, panel, Sounds(noisy_tone(N_SAMPLES).before))
    assert panel.bar.voice_buttons[Voice.BEFORE].isEnabled()
    for voice in (Voice.AFTER, Voice.REMOVED):
        assert not panel.bar.voice_buttons[voice].isEnabled()
    assert not panel.bar.match_button.isEnabled()
    assert not panel.view.bar.removed_button.isEnabled()
    show(qtbot, panel, None)
    assert not panel.bar.play_button.isEnabled()
    assert not panel.view.bar.picture_button.isEnabled()
    assert panel.bar._time.text() == ""


def test_how_it_is_drawn_is_chosen_below_it_and_reported(qtbot: QtBot, panel: SoundPanel) -> None:
    bar, chosen = panel.view.bar, []
    panel.view.look_changed.connect(chosen.append)
    for box, value in (
        (bar.scale_box, Scale.LOG),
        (bar.map_box, ColorMap.VIRIDIS),
        (bar.floor_box, -60.0),
        (bar.top_box, -20.0),
    ):
        box.setCurrentIndex(box.findData(value))
        box.activated.emit(box.currentIndex())
    bar.removed_button.click()
    expected = Look(Scale.LOG, ColorMap.VIRIDIS, LevelRange(-60, -20), shows_removed=True)
    assert chosen[-1] == expected == panel.view.lanes.scene.look
    panel.view.set_look(Look())
    assert bar.scale_box.currentText() == "Mel"
    assert not bar.removed_button.isChecked()
    assert panel.view.lanes.scene.look == Look()
    assert chosen[-1] == expected  # what is set is not reported as chosen


def test_the_scroll_bar_tells_and_changes_the_place(panel: SoundPanel) -> None:
    view = panel.view
    assert view._scroll.maximum() == 0
    view.lanes.zoom_at(500, 4)
    assert view._scroll.maximum() > 0
    view._scroll.setValue(view._scroll.maximum())
    axis = view.lanes.scene.axis
    assert axis.stop == pytest.approx(N_SAMPLES)
    view._scroll.setValue(0)
    assert view.lanes.scene.axis.start == 0
    view.lanes.move_to(1000)
    assert view._scroll.value() == pytest.approx(1000 / N_SAMPLES * 1e6, abs=1)


def test_a_picture_is_asked_for(qtbot: QtBot, panel: SoundPanel) -> None:
    with qtbot.waitSignal(panel.picture_wanted):
        panel.view.bar.picture_button.click()


def test_every_control_is_named_and_reached_in_reading_order(
    qtbot: QtBot, panel: SoundPanel
) -> None:
    panel.view.lanes.set_span(Span(100, 200))
    assert_all_named(panel)
    panel.activateWindow()
    reached = reached_by_tab(qtbot, panel)
    missed = [w for w in focusable(panel) if w.isEnabled() and w not in reached]
    assert [name_of(widget) for widget in missed if widget is not panel.view.lanes] == []
    assert_in_reading_order(reached, panel)


def test_from_right_to_left_the_controls_change_sides_and_time_does_not(
    qtbot: QtBot, panel: SoundPanel
) -> None:
    lanes, bar = panel.view.lanes, panel.bar
    usual = lanes.grab().toImage()
    panel.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    qtbot.waitUntil(lambda: bar.play_button.x() > bar.match_button.x(), timeout=WAIT_MS)
    assert panel.view.bar.scale_box.x() > panel.view.bar.picture_button.x()
    assert lanes.grab().toImage() == usual
