"""Recordings from one day to the next and many at once: sessions, crashes, the queue, bad files."""

from pathlib import Path

import numpy as np
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication

from restorer_app.errors import DeviceError
from restorer_app.gui import dialogs
from restorer_app.gui.activity import Mark
from restorer_app.gui.documents import autosave
from restorer_app.gui.main_window import MainWindow
from restorer_app.gui.program.keys_sheet import KeysSheet
from restorer_app.gui.saving.spectrogram_dialog import SpectrogramDialog
from restorer_app.gui.sound.color_maps import ColorMap
from restorer_app.gui.sound.frequency_scale import Scale
from restorer_app.gui.sound.track import Track, Voice
from restorer_app.media.audio import load_recording
from restorer_app.media.image import load_image
from restorer_app.restoration.queue_entry import EntryState
from restorer_app.texts import Text
from tests.gui.test_continuity import crash, noted, save_session
from tests.gui.test_flow import drop
from tests.gui.test_queue import answer, wait_until_over
from tests.gui.test_recordings import open_and_restore, panel_of, wait_for_sounds
from tests.gui.waiting import WAIT_MS, wait_for_marks


def restore_in(qtbot, window: MainWindow) -> None:
    session = window._session
    wait_for_sounds(qtbot, session)
    session.restore()
    qtbot.waitUntil(lambda: session.current.sounds.after is not None, timeout=WAIT_MS)


# --- sessions and crashes -------------------------------------------------------------------------


def test_a_saved_session_opens_as_it_was(
    qtbot,
    open_window,
    recording,
    photograph,
    bench,
    tmp_path,
    monkeypatch,
) -> None:
    a, b = recording("a.wav"), photograph("b.png")
    first = open_window(a, b)
    wait_for_marks(qtbot, first._session, Mark.DIAGNOSED, Mark.DIAGNOSED)
    session = first._session
    session.edit_plan(session.current.plan.with_step(0, strength=0.25))
    restore_in(qtbot, first)
    session.save_as(session.current, tmp_path / "out.flac", may_replace=False)
    wait_for_marks(qtbot, first._session, Mark.SAVED, Mark.DIAGNOSED)
    file = tmp_path / "Band 3.restorer"
    save_session(qtbot, first, monkeypatch, file)
    qtbot.waitUntil(lambda: "Band 3.restorer" in first.canvas._notice, timeout=WAIT_MS)
    first.close()
    bench.calls.clear()

    second = open_window(file)
    wait_for_sounds(qtbot, second._session)
    one = second._session.current
    qtbot.waitUntil(lambda: one.sounds.after is not None, timeout=WAIT_MS)
    assert (one.path, one.mark, one.saved_as) == (a, Mark.SAVED, tmp_path / "out.flac")
    assert one.plan.steps[0].strength == 0.25
    assert not one.can_restore
    assert "listen" not in bench.calls
    saved = load_recording(tmp_path / "out.flac").samples
    np.testing.assert_array_equal(one.sounds.after.read(0, saved.shape[1]), saved)


def test_after_a_crash_a_recording_is_back_with_its_result(
    qtbot,
    open_window,
    recording,
    bench,
    monkeypatch,
) -> None:
    monkeypatch.setattr(autosave, "DELAY_MS", 1)
    source = recording("a.wav")
    first = open_window(source)
    wait_for_marks(qtbot, first._session, Mark.DIAGNOSED)
    restore_in(qtbot, first)
    name = first._session.current.restored.path.name
    qtbot.waitUntil(lambda: name in noted(first), timeout=WAIT_MS)
    known = first._session.current.sounds.after.read(0, 1000).copy()
    left = crash(first)
    first.close()
    bench.calls.clear()

    second = open_window()
    wait_for_marks(qtbot, second._session, Mark.RESTORED)
    document = second._session.current
    qtbot.waitUntil(
        lambda: document.sounds is not None and document.sounds.after is not None, timeout=WAIT_MS
    )
    np.testing.assert_array_equal(document.sounds.after.read(0, 1000), known)
    assert not left.exists()
    assert bench.calls == []


def test_a_parked_result_that_was_cut_off_costs_only_itself(
    qtbot,
    open_window,
    recording,
    monkeypatch,
) -> None:
    monkeypatch.setattr(autosave, "DELAY_MS", 1)
    first = open_window(recording("a.wav"))
    wait_for_marks(qtbot, first._session, Mark.DIAGNOSED)
    restore_in(qtbot, first)
    parked = first._session.current.restored.path
    qtbot.waitUntil(lambda: parked.name in noted(first), timeout=WAIT_MS)
    crash(first)
    first.close()
    parked.write_bytes(parked.read_bytes()[:500])

    second = open_window()
    wait_for_marks(qtbot, second._session, Mark.DIAGNOSED)
    assert second._session.current.can_restore


def test_how_recordings_are_drawn_is_remembered(
    qtbot,
    open_window,
    recording,
) -> None:
    source = recording("a.wav")
    first = open_window(source)
    wait_for_sounds(qtbot, first._session)
    bar = panel_of(first).view.bar
    bar.scale_box.setCurrentIndex(bar.scale_box.findData(Scale.LINEAR))
    bar.map_box.setCurrentIndex(bar.map_box.findData(ColorMap.GREY))
    bar.map_box.activated.emit(bar.map_box.currentIndex())
    bar.floor_box.setCurrentIndex(bar.floor_box.findData(-70.0))
    bar.floor_box.activated.emit(bar.floor_box.currentIndex())
    first.close()
    second = open_window(source)
    wait_for_sounds(qtbot, second._session)
    look = panel_of(second).view.lanes.scene.look
    assert (look.scale, look.color_map, look.levels.floor_db) == (
        Scale.LINEAR,
        ColorMap.GREY,
        -70.0,
    )


# --- many at once ---------------------------------------------------------------------------------


def test_the_queue_restores_recordings_beside_photographs(
    qtbot, session, window, recording, photograph, tmp_path
) -> None:
    box = tmp_path / "box"
    recording("box/a.wav"), photograph("box/b.png"), recording("box/deep/c.flac")
    (box / "broken.wav").write_bytes(b"")
    window.queue_desk.queue_paths([box])
    answer(qtbot, window, tmp_path / "out")
    wait_until_over(qtbot, session)
    states = {entry.name: entry.state for entry in session.queue.entries}
    assert states == {
        "a.wav": EntryState.DONE,
        "b.png": EntryState.DONE,
        "c.flac": EntryState.DONE,
        "broken.wav": EntryState.FAILED,
    }
    out = tmp_path / "out"
    for name in ("a restored.wav", "deep/c restored.flac"):
        before = load_recording(box / name.replace(" restored", "")).samples
        after = load_recording(out / name).samples
        np.testing.assert_allclose(after, before / 2, atol=1 / 32768)
    assert load_image(out / "b restored.png").width == 90
    reason = next(entry.reason for entry in session.queue.entries if entry.name == "broken.wav")
    assert "empty" in reason


def test_all_open_recordings_are_restored_by_the_plans_that_are_seen(
    qtbot, session, window, bench, recording, tmp_path
) -> None:
    drop(window, recording("a.wav"), recording("b.wav"))
    wait_for_marks(qtbot, session, Mark.DIAGNOSED, Mark.DIAGNOSED)
    session.edit_plan(session.current.plan.with_step(0, strength=0.3))
    bench.calls.clear()
    window.queue_desk.ask_for_all()
    answer(qtbot, window, tmp_path / "out")
    wait_until_over(qtbot, session)
    assert bench.calls == ["restore hum:0.3 echo:1", "restore hum:1 echo:1"]
    wait_for_marks(qtbot, session, Mark.SAVED, Mark.SAVED)


# --- bad input ------------------------------------------------------------------------------------


def test_one_bad_file_never_stops_the_others(
    qtbot, session, window, recording, photograph, tmp_path
) -> None:
    """Each says what it is and what to do."""
    whole = recording("whole.wav").read_bytes()
    bad = {
        "empty.wav": (b"", "the file is empty; copy it again"),
        "cut.wav": (whole[: len(whole) // 2], "ends too early; copy it again"),
        "picture.wav": (photograph("p.png").read_bytes(), "convert it to WAV or FLAC first"),
        "phone.m4a": (b"\0\0\0\x18ftypM4A " + bytes(400), "it is MP4/M4A, which is not read here"),
    }
    for name, (content, _) in bad.items():
        (tmp_path / name).write_bytes(content)
    drop(window, *(tmp_path / name for name in bad), tmp_path / "whole.wav")
    wait_for_marks(qtbot, session, *[Mark.FAILED] * 4, Mark.DIAGNOSED)
    for document, (_, sentence) in zip(session.documents, bad.values(), strict=False):
        session.select(document)
        qtbot.waitUntil(lambda d=document: not d.is_loading, timeout=WAIT_MS)
        assert window.canvas.message.isVisible()
        assert document.name in window.canvas.message.sentence
        assert sentence in window.canvas.message.sentence
    session.select(session.documents[-1])
    wait_for_sounds(qtbot, session)
    assert panel_of(window).isVisible()


def test_a_recording_that_was_mended_is_tried_again(qtbot, session, window, recording) -> None:
    source = recording("a.wav")
    whole = source.read_bytes()
    source.write_bytes(whole[:900])
    drop(window, source)
    wait_for_marks(qtbot, session, Mark.FAILED)
    qtbot.waitUntil(lambda: window.canvas.message.isVisible(), timeout=WAIT_MS)
    source.write_bytes(whole)
    qtbot.mouseClick(window.canvas.message._retry, Qt.MouseButton.LeftButton)
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    wait_for_sounds(qtbot, session)


def test_without_a_sound_device_everything_else_works(
    qtbot, session, window, recording, device
) -> None:
    device.problem = DeviceError(Text("No sound device was found; connect one."))
    open_and_restore(qtbot, window, session, recording("a.wav"))
    button = panel_of(window).bar.play_button
    qtbot.waitUntil(lambda: "No sound device" in button.toolTip(), timeout=WAIT_MS)
    assert not button.isEnabled()
    for key in (Qt.Key.Key_P, Qt.Key.Key_A, Qt.Key.Key_L):
        qtbot.keyClick(window, key)
    assert session.current.can_save


def test_a_part_that_can_not_be_drawn_is_told(
    qtbot, session, window, recording, monkeypatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError("the disc is gone")

    drop(window, recording("a.wav"))
    wait_for_sounds(qtbot, session)
    panel = panel_of(window)
    qtbot.waitUntil(lambda: panel.view.desk.is_idle, timeout=WAIT_MS)
    track = panel.view.lanes.scene.sounds.before
    panel.view.desk.forget()
    broken = Track(fail, track.n_channels, track.n_samples, track.rate)
    panel.set_sounds(type(panel.view.lanes.scene.sounds)(broken))
    qtbot.waitUntil(lambda: "the disc is gone" in window.canvas._notice, timeout=WAIT_MS)


# --- what else a person asks for ------------------------------------------------------------------


def test_copied_files_are_pasted(qtbot, session, window, recording) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(recording("a.wav")))])
    QGuiApplication.clipboard().setMimeData(data)
    window.imports.paste()
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)


def test_the_dialog_offers_recordings(qtbot, session, window, recording, monkeypatch) -> None:
    asked = []
    source = recording("a.wav")

    def answer_with(parent, title, folder, filters):
        asked.append(filters)
        return [str(source)], ""

    monkeypatch.setattr("restorer_app.gui.dialogs.QFileDialog.getOpenFileNames", answer_with)
    qtbot.keyClick(window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    assert all(f"*{suffix}" in asked[0] for suffix in (".wav", ".FLAC", ".mp3", ".jpg"))


def test_figures_with_and_without_a_reference(
    qtbot, session, window, recording, tmp_path, monkeypatch
) -> None:
    source = recording("a.wav")
    open_and_restore(qtbot, window, session, source)
    drawer = window.drawer
    qtbot.keyClick(window, Qt.Key.Key_I)
    qtbot.waitUntil(lambda: session.current.measurements is not None, timeout=WAIT_MS)
    told = dict(sentence.split(": ", 1) for sentence in drawer.sentences())
    names = ["Loudness", "Peak", "Noise floor", "Changed", "Removed", "Hum", "Echo"]
    assert list(told) == names
    minus = "\N{MINUS SIGN}"
    assert told["Peak"] == f"{minus}6.0 dB → {minus}12.0 dB"
    assert told["Changed"] == " → 99 %", "where the tone is 0, half of it is too"
    assert told["Hum"] == "strong → not found"
    assert all(row.explanation.endswith(".") for group in drawer._groups for row in group.rows)
    assert not drawer.map_button.isVisible()
    assert not drawer._histograms.isVisible()
    monkeypatch.setattr("restorer_app.gui.dialogs.ask_sound_reference", lambda *_: source)
    drawer.reference_button.click()
    qtbot.waitUntil(
        lambda: (
            session.current.measurements is not None
            and session.current.measurements.scores_before is not None
        ),
        timeout=WAIT_MS,
    )
    told = [s for s in drawer.sentences() if "identical" in s or "SNR" in s or "distance" in s]
    assert told[0] == "SNR: identical → 6.0 dB"
    assert len(list(session.folder.path.glob("*.wav"))) == 2, "that of the reference is gone"
    for suffix in (".csv", ".json"):
        target = tmp_path / f"figures{suffix}"
        monkeypatch.setattr(dialogs, "ask_measurements_path", lambda *_, t=target: t)
        drawer.save_pressed.emit(suffix)
        qtbot.waitUntil(target.exists, timeout=WAIT_MS)
        assert "recording" in target.read_text()
        assert "si_sdr" in target.read_text()
    drawer.copy_button.click()
    assert "SI-SDR\tidentical" in QGuiApplication.clipboard().text()


def test_a_reference_of_another_length_is_told(qtbot, session, window, recording, tmp_path) -> None:
    other = recording("other.wav", seconds=1.0)
    drop(window, recording("a.wav"))
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    wait_for_sounds(qtbot, session)
    window.drawer.fold_button.setChecked(True)
    session.set_reference(other)
    qtbot.waitUntil(lambda: session.current.problem is not None, timeout=WAIT_MS)
    assert "samples" in window.canvas.banner.sentence
    assert len(list(session.folder.path.glob("*.wav"))) == 1


def test_a_spectrogram_is_saved_as_a_picture(qtbot, session, window, recording, tmp_path) -> None:
    drop(window, recording("a.wav"))
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    wait_for_sounds(qtbot, session)
    qtbot.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    (dialog,) = [d for d in window.findChildren(SpectrogramDialog) if d.isVisible()]
    qtbot.waitUntil(lambda: dialog.fields.forecast is not None, timeout=WAIT_MS)
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    target = tmp_path / "a-spectrogram.png"
    qtbot.waitUntil(target.exists, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: "a-spectrogram.png" in window.status.text, timeout=WAIT_MS)
    assert load_image(target).width > 3000
    offered = [a.text().split("\t")[0] for a in window.exports.menu.actions() if a.isVisible()]
    assert offered == ["Save as …", "Save the spectrogram …", "Save the plan …"]


def test_a_result_is_dragged_out_as_a_file(
    qtbot, session, window, recording, tmp_path, monkeypatch
) -> None:
    dragged = []
    open_and_restore(qtbot, window, session, recording("a.wav"))
    monkeypatch.setattr("restorer_app.gui.saving.drag_out._is_held", lambda: True)
    monkeypatch.setattr(
        "restorer_app.gui.saving.drag_out.QDrag.exec",
        lambda drag, *_: dragged.append(drag.mimeData().urls()[0].toLocalFile()),
    )
    window.strip.drag_begun.emit(session.current, None)
    qtbot.waitUntil(lambda: bool(dragged), timeout=WAIT_MS)
    assert Path(dragged[0]).name == "a-restored.wav"
    assert load_recording(Path(dragged[0])).info.subtype == "PCM_16"


def test_only_presets_that_fit_are_offered(qtbot, session, window, recording, photograph) -> None:
    def offered() -> list[str]:
        menu = window.inspector.plan.preset_menu
        menu.presets_wanted.emit()
        return [action.text() for action in menu.actions() if action.data() is not None]

    drop(window, photograph("a.png"), recording("b.wav"))
    wait_for_marks(qtbot, session, Mark.DIAGNOSED, Mark.DIAGNOSED)
    of_photographs = offered()
    session.select(session.documents[1])
    assert set(offered()) < set(of_photographs)


def test_the_sheet_lists_the_keys_of_the_player(qtbot, window) -> None:
    window.keys.show()
    said = window.findChild(KeysSheet).sentences()
    assert "P: Play the recording, or pause" in said
    assert "A: Hear before or after, at the same place" in said
    assert "L: Repeat the region, or all of the recording" in said


def test_play_becomes_pause(qtbot, session, window, recording) -> None:
    drop(window, recording("a.wav"))
    wait_for_sounds(qtbot, session)
    panel = panel_of(window)
    qtbot.waitUntil(lambda: panel.player.can_play, timeout=WAIT_MS)
    button = panel.bar.play_button
    play = button.icon().pixmap(20).toImage()
    qtbot.keyClick(window, Qt.Key.Key_P)
    assert button.accessibleName() == "Pause"
    assert button.icon().pixmap(20).toImage() != play
    assert panel.player.voice is Voice.BEFORE
