"""Recordings in the window: dropped, listened to, edited, restored, compared by ear, saved."""

import threading
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from restorer_app.distortions import Distortion
from restorer_app.gui.activity import Mark
from restorer_app.gui.documents.session import Session
from restorer_app.gui.main_window import MainWindow
from restorer_app.gui.saving.sound_save_dialog import SoundSaveDialog
from restorer_app.gui.sound.sound_panel import SoundPanel
from restorer_app.gui.sound.track import Span, Voice
from restorer_app.media.audio import load_recording
from restorer_app.progress import OnProgress, Progress
from restorer_app.restoration.plan_files import plan_path_beside
from tests.gui.conftest import RECORDING_RATE
from tests.gui.test_flow import drop, restore_button
from tests.gui.waiting import WAIT_MS, wait_for_marks


def wait_for_sounds(qtbot: QtBot, session: Session) -> None:
    qtbot.waitUntil(
        lambda: session.current is not None and session.current.sounds is not None, timeout=WAIT_MS
    )


def panel_of(window: MainWindow) -> SoundPanel:
    assert window.canvas.sound_panel is not None
    assert window.canvas.sound_panel.isVisible()
    return window.canvas.sound_panel


def restore_and_wait(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    qtbot.waitUntil(lambda: restore_button(window).isEnabled(), timeout=WAIT_MS)
    qtbot.mouseClick(restore_button(window), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: session.current.sounds.after is not None, timeout=WAIT_MS)


def open_and_restore(qtbot: QtBot, window: MainWindow, session: Session, path: Path) -> None:
    drop(window, path)
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    wait_for_sounds(qtbot, session)
    restore_and_wait(qtbot, window, session)


def save_dialog(window: MainWindow) -> SoundSaveDialog:
    (dialog,) = [d for d in window.findChildren(SoundSaveDialog) if d.isVisible()]
    return dialog


def samples_of(path: Path) -> np.ndarray:
    return load_recording(path).samples


def test_from_drop_to_saved_file(qtbot, session, window, recording, tmp_path) -> None:
    source = recording("Oma 1962, Käthe.wav")
    original = source.read_bytes()
    drop(window, source)
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    wait_for_sounds(qtbot, session)
    assert panel_of(window).view.lanes.scene is not None
    assert window.inspector.findings.sentences() == [
        "Hum, 97 % sure, strong",
        "Echo, 88 % sure, mild",
    ]
    assert len(window.inspector.plan.rows) == 2
    restore_and_wait(qtbot, window, session)
    wait_for_marks(qtbot, session, Mark.RESTORED)
    assert window.inspector.findings.sentences()[0] == "Hum, 97 % sure, strong, now gone"
    assert window.status.text == "1 not saved yet"

    qtbot.mouseClick(window.inspector.action_area.save_button, Qt.MouseButton.LeftButton)
    qtbot.keyClick(save_dialog(window), Qt.Key.Key_Return)
    wait_for_marks(qtbot, session, Mark.SAVED)
    saved = load_recording(tmp_path / "Oma 1962, Käthe-restored.wav")
    np.testing.assert_allclose(saved.samples, samples_of(source) / 2, atol=1 / 32768)
    assert saved.info.subtype == "PCM_16"
    assert saved.info.tags["title"] == "Oma"
    assert source.read_bytes() == original


def test_photographs_and_recordings_lie_beside_each_other(
    qtbot, session, window, recording, photograph
) -> None:
    drop(window, photograph("a.png"), recording("b.flac"))
    wait_for_marks(qtbot, session, Mark.DIAGNOSED, Mark.DIAGNOSED)
    assert window.canvas.view.isVisible()
    assert window.header.loupe_button.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_Right)
    wait_for_sounds(qtbot, session)
    assert panel_of(window).isVisible()
    assert not window.header.loupe_button.isVisible()
    offered = {action.text() for action in window.inspector.plan._menu.actions()}
    assert offered == {"Clicks and crackle", "Hum", "Echo"}
    qtbot.keyClick(window, Qt.Key.Key_Left)
    assert window.canvas.view.isVisible()
    assert {a.text() for a in window.inspector.plan._menu.actions()} >= {"JPEG", "Noise"}


def test_the_strip_shows_the_waveform(qtbot, session, window, recording) -> None:
    drop(window, recording("a.wav"))
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    document = session.current
    thumbnails = window.strip.documents._thumbnails
    qtbot.waitUntil(lambda: thumbnails.of(document, lambda _: None) is not None, timeout=WAIT_MS)
    picture = thumbnails.of(document, lambda _: None).toImage()
    inked = [picture.pixelColor(1, y).alpha() > 0 for y in range(picture.height())]
    assert sum(inked) > picture.height() / 2


def test_a_clean_recording_stays_and_says_so(qtbot, session, window, recording) -> None:
    drop(window, recording("clean.wav", is_clean=True))
    wait_for_marks(qtbot, session, Mark.CLEAN)
    assert window.inspector.findings.sentences() == [
        "Nothing is wrong with this recording. It stays as it is."
    ]
    assert restore_button(window).isHidden()


def test_a_plan_is_edited_as_that_of_a_photograph(qtbot, session, window, bench, recording) -> None:
    drop(window, recording("a.wav"))
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    wait_for_sounds(qtbot, session)
    hum, echo = window.inspector.plan.rows
    qtbot.mouseClick(hum._switch, Qt.MouseButton.LeftButton)
    echo._slider.setValue(40)
    session.add_step(Distortion.CLICKS)
    assert [step.distortion for step in session.current.plan.steps] == [
        Distortion.CLICKS,
        Distortion.HUM,
        Distortion.ECHO,
    ]
    restore_and_wait(qtbot, window, session)
    assert bench.calls[-1] == "restore clicks:1 hum:1 echo:0.4"
    for _ in range(2):
        session.undo()
    assert [step.distortion for step in session.current.plan.steps] == [
        Distortion.HUM,
        Distortion.ECHO,
    ]
    assert session.current.sounds.after is None
    session.redo()
    session.redo()
    qtbot.waitUntil(lambda: session.current.sounds.after is not None, timeout=WAIT_MS)


def test_what_makes_a_photograph_never_gets_into_the_plan_of_a_recording(
    qtbot, session, window, recording
) -> None:
    drop(window, recording("a.wav"))
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    wait_for_sounds(qtbot, session)
    plan = session.current.plan
    for key in "MBEOSDVXZ124W":
        qtbot.keyClick(window, getattr(Qt.Key, f"Key_{key}"))
    assert session.current.plan == plan


def test_only_the_chosen_region_is_restored(qtbot, session, window, recording, tmp_path) -> None:
    source = recording("a.wav")
    drop(window, source)
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    wait_for_sounds(qtbot, session)
    region, lanes = window.inspector.region, panel_of(window).view.lanes
    assert not region.switch.isEnabled()
    assert region.sentence == "Drag over the recording to choose a region."
    lanes.set_span(Span(RECORDING_RATE // 2, RECORDING_RATE))
    assert region.sentence == "0:00.5 to 0:01.0"
    qtbot.mouseClick(region.switch, Qt.MouseButton.LeftButton)
    assert {step.span for step in session.current.plan.steps} == {(0.5, 1.0)}
    lanes.set_span(Span(RECORDING_RATE // 2, RECORDING_RATE * 3 // 2))
    assert {step.span for step in session.current.plan.steps} == {(0.5, 1.5)}
    names = [moment.name for moment in session.current.history.moments]
    assert names == ["As proposed", "Only 0:00.5 to 0:01.5"]
    restore_and_wait(qtbot, window, session)
    session.save_as(session.current, tmp_path / "out.wav", may_replace=False)
    wait_for_marks(qtbot, session, Mark.SAVED)
    before, after = samples_of(source), samples_of(tmp_path / "out.wav")
    same = (before == after).all(axis=0)
    assert same[: RECORDING_RATE // 2].all()
    assert same[RECORDING_RATE * 3 // 2 :].all()
    np.testing.assert_allclose(
        after[:, RECORDING_RATE], before[:, RECORDING_RATE] / 2, atol=1 / 32768
    )
    session.undo()
    session.undo()
    assert {step.span for step in session.current.plan.steps} == {None}


def test_before_and_after_are_heard_at_the_same_place(
    qtbot, session, window, recording, device
) -> None:
    open_and_restore(qtbot, window, session, recording("a.wav"))
    player = panel_of(window).player
    qtbot.waitUntil(lambda: player.can_play, timeout=WAIT_MS)
    player.set_matches(False)
    qtbot.keyClick(window, Qt.Key.Key_P)
    before = device.outputs[-1].pull(800)
    qtbot.keyClick(window, Qt.Key.Key_A)
    device.outputs[-1].pull(800)
    after = device.outputs[-1].pull(800)
    known = session.current.sounds.before.read(0, 2400)
    np.testing.assert_array_equal(before, known[:, :800])
    np.testing.assert_allclose(after, known[:, 1600:] / 2, atol=1e-6)
    qtbot.keyPress(window, Qt.Key.Key_Space)
    assert player.voice is Voice.BEFORE
    qtbot.keyRelease(window, Qt.Key.Key_Space)
    assert player.voice is Voice.AFTER
    qtbot.keyClick(window, Qt.Key.Key_L)
    assert player.loops
    player.set_voice(Voice.REMOVED)
    device.outputs[-1].pull(800)
    at = panel_of(window).player._playback.position
    removed = device.outputs[-1].pull(400)
    expected = session.current.sounds.before.read(at, at + 400) / 2
    np.testing.assert_allclose(removed, expected, atol=1e-6)
    qtbot.keyClick(window, Qt.Key.Key_P)
    assert not player.is_playing


def test_another_file_is_looked_at_in_silence(
    qtbot, session, window, recording, photograph
) -> None:
    drop(window, recording("a.wav"), photograph("b.png"))
    wait_for_marks(qtbot, session, Mark.DIAGNOSED, Mark.DIAGNOSED)
    wait_for_sounds(qtbot, session)
    player = panel_of(window).player
    qtbot.waitUntil(lambda: player.can_play, timeout=WAIT_MS)
    qtbot.keyClick(window, Qt.Key.Key_P)
    assert player.is_playing
    session.select(session.documents[1])
    qtbot.waitUntil(lambda: window.canvas.view.isVisible(), timeout=WAIT_MS)
    assert not player.is_playing
    qtbot.keyClick(window, Qt.Key.Key_P)
    assert not player.is_playing


def test_restoring_can_be_stopped(qtbot, session, window, bench, recording) -> None:
    drop(window, recording("a.wav"))
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    wait_for_sounds(qtbot, session)
    bench.may_go_on.clear()
    qtbot.mouseClick(restore_button(window), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "50 %" in window.status.text, timeout=WAIT_MS)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    assert session.current.sounds.after is None
    parked = [path.name for path in session.folder.path.glob("*.wav")]
    assert parked == [session.current.decoded.name]


def test_a_failure_is_told_and_can_be_tried_again(qtbot, session, window, bench, recording) -> None:
    bench.n_failures = 1
    drop(window, recording("a.wav"))
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    wait_for_sounds(qtbot, session)
    session.restore()
    wait_for_marks(qtbot, session, Mark.FAILED)
    assert "returned silence" in window.canvas.banner.sentence
    session.try_again(session.current)
    wait_for_marks(qtbot, session, Mark.RESTORED)


@pytest.mark.parametrize("suffix", [".flac", ".ogg", ".mp3", ".aiff", ".opus"])
def test_a_result_is_saved_in_another_format(
    qtbot, session, window, recording, tmp_path, suffix
) -> None:
    open_and_restore(qtbot, window, session, recording("a.wav"))
    window.exports.ask_and_save()
    dialog = save_dialog(window)
    dialog.fields.name.setText(f"out{suffix}")
    qtbot.waitUntil(lambda: dialog.fields.forecast is not None, timeout=WAIT_MS)
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    wait_for_marks(qtbot, session, Mark.SAVED)
    assert load_recording(tmp_path / f"out{suffix}").samples.shape[0] == 2


def test_what_was_removed_and_the_plan_are_saved_beside_it(
    qtbot, session, window, recording, tmp_path
) -> None:
    source = recording("a.wav")
    open_and_restore(qtbot, window, session, source)
    window.exports.ask_and_save()
    dialog = save_dialog(window)
    dialog.writes_removed.setChecked(True)
    dialog.writes_plan.setChecked(True)
    qtbot.waitUntil(lambda: dialog.fields.forecast is not None, timeout=WAIT_MS)
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    wait_for_marks(qtbot, session, Mark.SAVED)
    before, after = samples_of(source), samples_of(tmp_path / "a-restored.wav")
    removed = samples_of(tmp_path / "a-restored-removed.wav")
    np.testing.assert_allclose(removed, before - after, atol=1 / 32768)
    assert plan_path_beside(tmp_path / "a-restored.wav").exists()
    window.exports.ask_and_save()
    assert save_dialog(window).writes_removed.isChecked()
    assert save_dialog(window).fields.name.text() == "a-restored-2.wav"


def test_an_original_is_never_written_over(qtbot, session, window, recording) -> None:
    source = recording("a.wav")
    original = source.read_bytes()
    open_and_restore(qtbot, window, session, source)
    session.save_as(session.current, source, may_replace=True)
    qtbot.waitUntil(lambda: window.canvas.banner.isVisible(), timeout=WAIT_MS)
    assert "originals are never written over" in window.canvas.banner.sentence
    assert source.read_bytes() == original


def test_what_is_closed_leaves_nothing_behind(qtbot, session, window, recording) -> None:
    source = recording("a.wav")
    open_and_restore(qtbot, window, session, source)
    assert len(list(session.folder.path.glob("*.wav"))) == 2
    session.close_document(session.current)
    assert list(session.folder.path.glob("*.wav")) == []
    assert source.exists()
    assert window.canvas.drop_area.isVisible()


def test_closing_the_window_ends_playing(qtbot, session, window, recording) -> None:
    drop(window, recording("a.wav"))
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    wait_for_sounds(qtbot, session)
    player = panel_of(window).player
    qtbot.waitUntil(lambda: player.can_play, timeout=WAIT_MS)
    qtbot.keyClick(window, Qt.Key.Key_P)
    window.close()
    assert not player.is_playing
    assert window.is_at_rest


def test_opening_a_long_recording_tells_how_far_it_is_and_ends_when_it_is_closed(
    qtbot, session, window, recording, monkeypatch
) -> None:
    may_go_on = threading.Event()
    source = recording("long.wav")

    def decode_slowly(source: Path, path: Path, *, on_progress: OnProgress) -> None:
        while not may_go_on.wait(0.002):
            on_progress(Progress("", 0.4))

    monkeypatch.setattr("restorer_app.media.audio.decode_recording", decode_slowly)
    drop(window, source)
    message = window.canvas.message
    qtbot.waitUntil(lambda: message.sentence == "40 %", timeout=WAIT_MS)
    assert message.isVisible()
    session.close_document(session.current)
    qtbot.waitUntil(lambda: session.jobs.disc.is_idle, timeout=WAIT_MS)
    assert list(session.folder.path.glob("*.wav")) == []
    assert not may_go_on.is_set()


def test_esc_gives_up_the_region_before_it_stops_anything(
    qtbot, session, window, bench, recording
) -> None:
    drop(window, recording("a.wav"))
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    wait_for_sounds(qtbot, session)
    lanes = panel_of(window).view.lanes
    lanes.setFocus()
    lanes.set_span(Span(100, 900))
    bench.may_go_on.clear()
    session.restore()
    qtbot.waitUntil(lambda: "50 %" in window.status.text, timeout=WAIT_MS)
    qtbot.keyClick(lanes, Qt.Key.Key_Escape)
    assert lanes.span is None
    assert session.current.is_restoring
    qtbot.keyClick(lanes, Qt.Key.Key_Escape)
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
