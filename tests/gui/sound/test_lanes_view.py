"""Looking at a recording with a mouse and with keys."""

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from restorer_app.gui.sound.color_maps import ColorMap
from restorer_app.gui.sound.frequency_scale import Scale
from restorer_app.gui.sound.lanes_view import LanesView
from restorer_app.gui.sound.look import Look
from restorer_app.gui.sound.readout import read_out
from restorer_app.gui.sound.scene import GUTTER_PX, Scene
from restorer_app.gui.sound.tile_desk import TileDesk
from restorer_app.gui.sound.track import Sounds, Span, Voice, track_of
from restorer_app.gui.widgets.theme import Theme
from tests.gui.sound.recordings import RATE, noisy_tone, ramp, tone
from tests.gui.waiting import WAIT_MS

WIDTH, HEIGHT = 860, 500
SECONDS = 4
N_SAMPLES = SECONDS * RATE
PX_PER_SECOND = (WIDTH - GUTTER_PX) / SECONDS


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[TileDesk]:
    desk = TileDesk()
    yield desk
    assert desk.shutdown(WAIT_MS)


@pytest.fixture
def view(qtbot: QtBot, desk: TileDesk) -> LanesView:
    view = LanesView(desk)
    qtbot.addWidget(view)
    view.resize(WIDTH, HEIGHT)
    view.set_sounds(noisy_tone(N_SAMPLES))
    view.show()
    return view


def scene_of(view: LanesView) -> Scene:
    assert view.scene is not None
    return view.scene


def x_of(seconds: float) -> int:
    return round(GUTTER_PX + seconds * PX_PER_SECOND)


def drag(view: LanesView, start: QPoint, stop: QPoint, button=Qt.MouseButton.LeftButton) -> None:
    QTest.mousePress(view, button, pos=start)
    QTest.mouseMove(view, (start + stop) / 2)
    QTest.mouseMove(view, stop)
    QTest.mouseRelease(view, button, pos=stop)


def turn_wheel(view: LanesView, x: int, notches: int, held=Qt.KeyboardModifier.NoModifier) -> None:
    place = QPointF(x, 100)
    angle = QPoint(0, 120 * notches)
    phase = Qt.ScrollPhase.NoScrollPhase
    button = Qt.MouseButton.NoButton
    event = QWheelEvent(place, place, QPoint(), angle, button, held, phase, False)
    QApplication.sendEvent(view, event)


def settled(qtbot: QtBot, view: LanesView, desk: TileDesk) -> QImage:
    """What is seen when everything is there."""
    qtbot.waitUntil(lambda: desk.is_idle, timeout=WAIT_MS)
    return view.grab().toImage()


def brightness(image: QImage, x: float, y: float) -> int:
    ratio = image.devicePixelRatio()
    return QColor(image.pixel(round(x * ratio), round(y * ratio))).lightness()


# --- zoom and pan --------------------------------------------------------------------------------


def test_a_wheel_zooms_and_the_moment_under_it_stays(view: LanesView) -> None:
    moment = scene_of(view).axis.to_sample(300 - GUTTER_PX)
    turn_wheel(view, 300, 3)
    axis = scene_of(view).axis
    assert axis.samples_per_px == pytest.approx(N_SAMPLES / (WIDTH - GUTTER_PX) / 1.2**3)
    assert axis.to_sample(300 - GUTTER_PX) == pytest.approx(moment)
    turn_wheel(view, 300, -9)
    assert scene_of(view).axis.is_fitted


def test_a_wheel_with_shift_pans(view: LanesView) -> None:
    turn_wheel(view, 300, 5)
    before = scene_of(view).axis
    turn_wheel(view, 300, -1, Qt.KeyboardModifier.ShiftModifier)
    after = scene_of(view).axis
    assert after.start == pytest.approx(before.start + 120 * before.samples_per_px)


@pytest.mark.parametrize(
    ("y", "button"), [(HEIGHT - 8, Qt.MouseButton.LeftButton), (100, Qt.MouseButton.MiddleButton)]
)
def test_time_is_dragged_on_the_ruler_and_with_the_middle_button(
    view: LanesView, y: int, button: Qt.MouseButton
) -> None:
    turn_wheel(view, 400, 6)
    before = scene_of(view).axis
    drag(view, QPoint(500, y), QPoint(430, y), button)
    assert scene_of(view).axis.start == pytest.approx(before.start + 70 * before.samples_per_px)
    assert view.span is None


def test_spectrograms_and_waveform_share_one_axis(
    qtbot: QtBot, view: LanesView, desk: TileDesk
) -> None:
    """A burst lies at the same x in all lanes, near and far."""
    samples = np.zeros((1, N_SAMPLES), np.float32)
    samples[0, 2 * RATE : 2 * RATE + 800] = tone(1000, 800).read(0, 800)[0]
    view.set_sounds(Sounds(track_of(samples, RATE), track_of(samples, RATE)))
    for _ in range(2):
        image = settled(qtbot, view, desk)
        scene = scene_of(view)
        inside, outside = scene.to_x(2 * RATE + 400), scene.to_x(2 * RATE - 900)
        height = scene.frequencies.to_height(1000)
        for lane in scene.lanes:
            if lane.voice is not None:
                y = lane.area.bottom() - height * lane.area.height()
                assert brightness(image, inside, y) > brightness(image, outside, y) + 60
            else:
                y = lane.area.center().y() - lane.area.height() / 4
                assert brightness(image, inside, y) < brightness(image, outside, y) - 40
        view.zoom_at(x_of(2), 5)


# --- the region and the play head ----------------------------------------------------------------


def test_dragging_chooses_a_region(qtbot: QtBot, view: LanesView) -> None:
    with qtbot.waitSignal(view.span_changed) as told:
        QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(x_of(3), 100))
        QTest.mouseMove(view, QPoint(x_of(1), 120))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(x_of(1), 120))
    assert view.span == told.args[0]
    assert view.span.start == pytest.approx(RATE, abs=RATE / PX_PER_SECOND)
    assert view.span.stop == pytest.approx(3 * RATE, abs=RATE / PX_PER_SECOND)
    assert view.accessibleDescription() == "Region from 0:01.000 to 0:03.000"


def test_an_edge_of_the_region_is_moved_by_itself(view: LanesView) -> None:
    view.set_span(Span(RATE, 2 * RATE))
    drag(view, QPoint(x_of(2) + 2, 400), QPoint(x_of(3), 400))
    assert view.span.start == RATE
    assert view.span.stop == pytest.approx(3 * RATE, abs=RATE / PX_PER_SECOND)
    drag(view, QPoint(x_of(1) - 2, 400), QPoint(x_of(2.5), 400))
    assert view.span.start == pytest.approx(2.5 * RATE, abs=RATE / PX_PER_SECOND)


def test_dragging_beyond_an_end_takes_all_up_to_it(view: LanesView) -> None:
    drag(view, QPoint(x_of(3), 100), QPoint(WIDTH + 50, 100))
    assert view.span.stop == N_SAMPLES


def test_a_click_goes_there_and_gives_up_a_region_beside_it(qtbot: QtBot, view: LanesView) -> None:
    view.set_span(Span(RATE, 2 * RATE))
    with qtbot.waitSignal(view.sought) as told:
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(x_of(1.5), 100))
    assert told.args[0] == pytest.approx(1.5 * RATE, abs=RATE / PX_PER_SECOND)
    assert view.play_head == told.args[0]
    assert view.span == Span(RATE, 2 * RATE)
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(x_of(3), 100))
    assert view.span is None


def test_a_double_click_zooms_into_the_region_and_out_again(view: LanesView) -> None:
    view.set_span(Span(RATE, 2 * RATE))
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, pos=QPoint(x_of(1.5), 100))
    axis = scene_of(view).axis
    assert axis.stop - axis.start == pytest.approx(1.1 * RATE)
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, pos=QPoint(GUTTER_PX + 3, 100))
    assert scene_of(view).axis.is_fitted


def test_everything_can_be_done_by_keys(view: LanesView) -> None:
    step = 0.02 * N_SAMPLES
    QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert view.play_head == pytest.approx(step)
    for _ in range(5):
        QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(view, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert view.span == Span(round(step), round(5 * step))
    assert view.play_head == round(5 * step)
    QTest.keyClick(view, Qt.Key.Key_Return)
    near = scene_of(view).axis
    assert near.stop - near.start == pytest.approx(1.1 * 4 * step)
    QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert scene_of(view).axis.start > near.start
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.span is None
    QTest.keyClick(view, Qt.Key.Key_End)
    assert view.play_head == N_SAMPLES
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert view.play_head == 0
    seen = scene_of(view).axis.samples_per_px
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert scene_of(view).axis.samples_per_px == pytest.approx(seen / 1.5)
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert scene_of(view).axis.samples_per_px == pytest.approx(seen)


def test_keys_of_the_window_are_left_to_it(qtbot: QtBot, view: LanesView) -> None:
    """Left and Right go to the next file, Esc stops what is being done."""
    seen = scene_of(view)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Escape, Qt.Key.Key_S):
        QTest.keyClick(view, key)
    assert scene_of(view) is seen
    assert view.play_head == 0


def test_the_play_head_is_followed_page_by_page(view: LanesView) -> None:
    view.zoom_at(GUTTER_PX, 4)
    view.set_play_head(RATE // 2, follows=True)
    assert scene_of(view).axis.start == 0
    view.set_play_head(2 * RATE, follows=True)
    axis = scene_of(view).axis
    assert axis.start < 2 * RATE < axis.start + 0.1 * (axis.stop - axis.start)


# --- what is shown -------------------------------------------------------------------------------


def test_a_result_appears_where_one_looks(view: LanesView) -> None:
    sounds = noisy_tone(N_SAMPLES)
    view.set_sounds(Sounds(sounds.before))
    assert [lane.voice for lane in scene_of(view).lanes] == [Voice.BEFORE, None]
    view.set_span(Span(RATE, 2 * RATE))
    view.zoom_to_span()
    seen = scene_of(view)
    view.set_sounds(sounds)
    assert scene_of(view).axis == seen.axis
    assert view.span == Span(RATE, 2 * RATE)
    assert [lane.voice for lane in scene_of(view).lanes] == [Voice.BEFORE, Voice.AFTER, None]
    assert scene_of(view).envelopes[Voice.BEFORE] is seen.envelopes[Voice.BEFORE]


def test_another_recording_is_shown_from_the_beginning(qtbot: QtBot, view: LanesView) -> None:
    view.set_span(Span(RATE, 2 * RATE))
    view.zoom_to_span()
    view.set_play_head(RATE)
    with qtbot.waitSignal(view.span_changed) as told:
        view.set_sounds(Sounds(ramp(RATE)))
    assert told.args == [None]
    assert scene_of(view).axis.is_fitted
    assert (view.span, view.play_head) == (None, 0)
    view.set_sounds(None)
    assert view.scene is None
    view.grab()


def test_what_was_removed_gets_a_lane_of_its_own(
    qtbot: QtBot, view: LanesView, desk: TileDesk
) -> None:
    view.set_look(Look(shows_removed=True, color_map=ColorMap.VIRIDIS))
    image = settled(qtbot, view, desk)
    scene = scene_of(view)
    assert [lane.voice for lane in scene.lanes] == [*Voice, None]
    removed = scene.lanes[2].area
    at_tone = removed.bottom() - scene.frequencies.to_height(1000) * removed.height()
    above = removed.bottom() - scene.frequencies.to_height(2500) * removed.height()
    xs = np.linspace(removed.left() + 100, removed.right() - 20, 60)
    levels = [np.mean([brightness(image, x, y) for x in xs]) for y in (at_tone, above)]
    assert levels[0] == pytest.approx(levels[1], abs=12)  # noise alone: the tone has stayed


def test_the_cursor_reads_the_tone(qtbot: QtBot, view: LanesView, desk: TileDesk) -> None:
    view.set_look(Look(scale=Scale.LINEAR))
    settled(qtbot, view, desk)
    scene = scene_of(view)
    lane = scene.lanes[0].area
    y = lane.bottom() - scene.frequencies.to_height(1000) * lane.height()
    finds = desk.find_codes, desk.find_outline
    readout = read_out(scene, QPointF(x_of(1), y), *finds)
    assert readout is not None
    assert readout.time == "0:01.000"
    for voice in (Voice.BEFORE, Voice.AFTER):  # the same frequency in both
        hertz, level = readout.of(voice).split(" · ")
        assert float(hertz.split()[0]) == pytest.approx(1.0, abs=0.03)
        told = float(level.removeprefix("\N{MINUS SIGN}").split()[0])
        assert told == pytest.approx(20 * np.log10(1 / 0.25), abs=3)
    wave = scene.lanes[-1].area.center()
    peaks = read_out(scene, QPointF(x_of(1), wave.y()), *finds)
    assert peaks is not None
    assert peaks.of(None).startswith("Before \N{MINUS SIGN}")
    assert peaks.of(None).endswith("After \N{MINUS SIGN}12 dB")
    assert read_out(scene, QPointF(5, y), *finds) is None


def test_both_themes_have_their_own_ground(
    qtbot: QtBot, view: LanesView, desk: TileDesk, qapp: QApplication
) -> None:
    corner = {}
    try:
        for theme in ("light", "dark"):
            Theme(qapp, theme)
            corner[theme] = brightness(settled(qtbot, view, desk), 3, HEIGHT - 3)
            view.set_look(Look(color_map=ColorMap.GREY))
            image = settled(qtbot, view, desk)
            scene = scene_of(view)
            lane = scene.lanes[1].area
            y = lane.bottom() - scene.frequencies.to_height(1000) * lane.height()
            is_ink = brightness(image, x_of(2), y) < brightness(image, x_of(2), lane.top() + 30)
            assert is_ink == (theme == "light")  # ink on paper, or light on black
    finally:
        Theme(qapp, "light")
    assert corner["light"] > 200
    assert corner["dark"] < 60


def test_time_goes_from_left_to_right_in_every_language(
    qtbot: QtBot, view: LanesView, desk: TileDesk
) -> None:
    usual = settled(qtbot, view, desk)
    view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert view.grab().toImage() == usual
