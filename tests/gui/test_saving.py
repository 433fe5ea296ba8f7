"""Saving as a person does it: the dialog, what it remembers, what the disc may refuse."""

import errno
import os
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import PIL.Image
import pytest
from PySide6.QtCore import Qt

from restorer_app.gui.activity import Mark
from restorer_app.gui.documents.document import Document
from restorer_app.gui.main_window import MainWindow
from restorer_app.gui.saving.save_dialog import SaveDialog
from restorer_app.media import atomic
from restorer_app.media.image import load_image
from restorer_app.media.save_options import KeptMetadata, SaveOptions
from restorer_app.progress import Progress
from restorer_app.restoration.plan_files import read_plan
from restorer_app.restoration.save_choices import SaveChoices
from tests.gui.test_flow import (
    answer_save,
    drop,
    restore_and_wait,
    save_dialog,
)
from tests.gui.waiting import WAIT_MS, wait_for_marks

EXIF_IFD, GPS_IFD, SOFTWARE = 0x8769, 0x8825, 305


@pytest.fixture
def restored(qtbot, session, window, photograph) -> Document:
    """A photograph that is shown and has a result."""
    drop(window, photograph("Oma.jpg"))
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    restore_and_wait(qtbot, window, session)
    wait_for_marks(qtbot, session, Mark.RESTORED)
    return session.current


@pytest.fixture
def ask(qtbot, window) -> Callable[[], SaveDialog]:
    """Opens the dialog by its key, and waits until it knows what would come of it."""

    def open_dialog() -> SaveDialog:
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow, timeout=WAIT_MS)
        qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        dialog = save_dialog(window)
        wait_for_forecast(qtbot, dialog)
        return dialog

    return open_dialog


def wait_for_forecast(qtbot, dialog: SaveDialog) -> None:
    qtbot.waitUntil(lambda: dialog.fields.forecast is not None, timeout=WAIT_MS)


def choose(qtbot, dialog: SaveDialog) -> None:
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)


def choose_format(dialog: SaveDialog, kind: str) -> None:
    box = dialog.fields.format
    box.setCurrentIndex(box.findData(kind))
    box.activated.emit(box.currentIndex())


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


# --- the dialog ----------------------------------------------------------------------------------


def test_two_keys_save_beside_the_original_with_what_was_chosen_last(
    qtbot, session, window, restored, tmp_path
) -> None:
    for name in ("Oma-restored.jpg", "Oma-restored-2.jpg"):
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow, timeout=WAIT_MS)
        qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        qtbot.keyClick(save_dialog(window).fields.name, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda name=name: (tmp_path / name).exists(), timeout=WAIT_MS)
        qtbot.waitUntil(lambda: restored.can_save, timeout=WAIT_MS)
    assert session.current.mark is Mark.SAVED


def test_the_size_of_the_file_is_told_and_follows_the_quality(qtbot, restored, ask) -> None:
    dialog = ask()
    large = dialog.fields.forecast.n_bytes
    assert "Quality 95" in dialog.summary
    assert "KB" in dialog.summary
    dialog.options.quality.setValue(40)
    wait_for_forecast(qtbot, dialog)
    assert dialog.fields.forecast.n_bytes < large
    assert dialog.options.quality_phrase() == "The loss can be seen; the file is small."
    restored_path = dialog.fields.target
    choose(qtbot, dialog)
    qtbot.waitUntil(restored_path.exists, timeout=WAIT_MS)
    assert restored_path.stat().st_size < large


@pytest.mark.parametrize(
    ("kind", "suffix", "has_quality", "has_depth"),
    [
        ("JPEG", ".jpg", True, False),
        ("PNG", ".png", False, True),
        ("TIFF", ".tif", False, True),
        ("WEBP", ".webp", True, False),
        ("BMP", ".bmp", False, False),
    ],
)
def test_every_format_shows_what_it_can_have(
    restored, ask, kind, suffix, has_quality, has_depth
) -> None:
    dialog = ask()
    dialog.fold_button.click()
    choose_format(dialog, kind)
    assert dialog.fields.target.name == f"Oma-restored{suffix}"
    assert dialog.options.quality.isVisible() == has_quality
    assert dialog.options.depth_choice.isVisible() == has_depth


def test_a_typed_suffix_chooses_the_format_and_a_missing_one_is_added(restored, ask) -> None:
    dialog = ask()
    dialog.fields.name.setText("Oma.TIFF")
    assert dialog.fields.kind == "TIFF"
    dialog.fields.name.setText("Oma, Fassung 1.5")
    assert dialog.fields.target.name == "Oma, Fassung 1.5.tif"
    dialog.fields.name.setText("  ")
    assert dialog.fields.target is None
    assert not dialog.save_button.isEnabled()


def test_what_was_chosen_is_remembered(qtbot, session, window, restored, ask, tmp_path) -> None:
    dialog = ask()
    choose_format(dialog, "TIFF")
    dialog.options.depth_choice.setCurrentIndex(2)
    dialog.options.keeps_place.click()
    dialog.options.writes_plan.click()
    choose(qtbot, dialog)
    wait_for_marks(qtbot, session, Mark.SAVED)
    assert load_image(tmp_path / "Oma-restored.tif").depth == 16
    again = ask()
    options = SaveOptions(95, 16, KeptMetadata.WITHOUT_PLACE)
    assert again.choices == SaveChoices("TIFF", options, has_plan=True)
    assert again.fields.target == tmp_path / "Oma-restored-2.tif"
    assert again.summary.startswith("16 bit · without the place · with the plan")


@pytest.mark.parametrize("text", ["", "nonsense", "{}", '{"kind": "JPEG", "options": {}}', "[1]"])
def test_choices_that_can_not_be_read_are_the_usual_ones(text: str) -> None:
    assert SaveChoices.from_json(text) == SaveChoices()


def test_an_existing_file_is_only_replaced_by_replace(
    qtbot, session, window, restored, ask, tmp_path
) -> None:
    taken = tmp_path / "taken.jpg"
    taken.write_bytes(b"precious")
    dialog = ask()
    dialog.fields.name.setText("taken.jpg")
    assert dialog.save_button.text() == "Save"
    choose(qtbot, dialog)  # before the disc has been asked
    qtbot.waitUntil(lambda: session.current.problem is not None, timeout=WAIT_MS)
    assert "exists already" in window.canvas.banner.sentence
    assert taken.read_bytes() == b"precious"
    dialog = ask()
    dialog.fields.name.setText("taken.jpg")
    wait_for_forecast(qtbot, dialog)
    assert dialog.save_button.text() == "Replace"
    assert "already" in dialog.fields.note.text()
    choose(qtbot, dialog)
    wait_for_marks(qtbot, session, Mark.SAVED)
    assert load_image(taken).width == 90


def test_the_original_can_not_be_chosen(qtbot, restored, ask, tmp_path) -> None:
    dialog = ask()
    (tmp_path / "other.jpg").hardlink_to(restored.path)
    for name in (restored.path.name, "other.jpg"):
        dialog.fields.name.setText(name)
        wait_for_forecast(qtbot, dialog)
        assert not dialog.save_button.isEnabled()
        assert "never written over" in dialog.fields.note.text()


def test_a_folder_that_is_not_there_is_told_before_saving(qtbot, restored, ask, tmp_path) -> None:
    dialog = ask()
    dialog.fields.folder.setText(str(tmp_path / "nowhere"))
    wait_for_forecast(qtbot, dialog)
    assert "no such folder" in dialog.fields.note.text()
    assert not dialog.save_button.isEnabled()


def test_another_folder_is_chosen_in_the_window_of_the_system(
    qtbot, session, restored, ask, tmp_path, monkeypatch
) -> None:
    other = tmp_path / "Album"
    other.mkdir()
    monkeypatch.setattr("restorer_app.gui.dialogs.ask_target_folder", lambda *_: other)
    dialog = ask()
    qtbot.mouseClick(dialog.fields._choose, Qt.MouseButton.LeftButton)
    choose(qtbot, dialog)
    wait_for_marks(qtbot, session, Mark.SAVED)
    assert names_in(other) == {"Oma-restored.jpg"}


def test_everything_in_the_dialog_has_a_name_and_is_reached_by_tab(qtbot, restored, ask) -> None:
    dialog = ask()
    dialog.fold_button.click()
    controls = [
        dialog.fields.name,
        dialog.fields.folder,
        dialog.fields._choose,
        dialog.fields.format,
        dialog.fold_button,
        dialog.options.quality,
        dialog.options.keeps_metadata,
        dialog.options.keeps_place,
        dialog.options.writes_plan,
        dialog.save_button,
    ]
    for control in controls:
        assert control.focusPolicy() & Qt.FocusPolicy.TabFocus
        assert control.accessibleName() or control.text()
        assert control.toolTip() or control is dialog.save_button


# --- what is in the file -------------------------------------------------------------------------


@pytest.fixture
def photograph_with_place(tmp_path: Path) -> Path:
    block = PIL.Image.Exif()
    block[EXIF_IFD] = {0x9003: "1961:05:04 10:00:00"}
    block[GPS_IFD] = {1: "N", 2: (48.0, 8.0, 30.5)}
    codes = np.random.default_rng(3).integers(0, 256, (60, 90, 3), np.uint8)
    PIL.Image.fromarray(codes).save(tmp_path / "place.jpg", exif=block, quality=95)
    return tmp_path / "place.jpg"


@pytest.mark.parametrize(
    ("kept", "has_date", "has_place"),
    [("all", True, True), ("no place", True, False), ("nothing", False, False)],
)
def test_date_and_place_stay_as_the_switches_say(
    qtbot, session, window, photograph_with_place, ask, kept, has_date, has_place
) -> None:
    drop(window, photograph_with_place)
    wait_for_marks(qtbot, session, Mark.DIAGNOSED)
    restore_and_wait(qtbot, window, session)
    dialog = ask()
    if kept == "no place":
        dialog.options.keeps_place.click()
    elif kept == "nothing":
        dialog.options.keeps_metadata.click()
        assert not dialog.options.keeps_place.isEnabled()
    choose(qtbot, dialog)
    wait_for_marks(qtbot, session, Mark.SAVED)
    with PIL.Image.open(session.current.saved_as) as picture:
        exif = picture.getexif()
        assert (0x9003 in exif.get_ifd(EXIF_IFD)) == has_date
        assert bool(exif.get_ifd(GPS_IFD)) == has_place
        assert exif.get(SOFTWARE, "").startswith("Restorer") == has_date
        assert (b"white_noise" in picture.info.get("xmp", b"")) == has_date


def test_the_plan_beside_it_repeats_the_repair(qtbot, session, restored, ask, tmp_path) -> None:
    dialog = ask()
    dialog.options.writes_plan.click()
    choose(qtbot, dialog)
    wait_for_marks(qtbot, session, Mark.SAVED)
    plan = read_plan(tmp_path / "Oma-restored.jpg.plan.json")
    assert plan == session.current.restored.plan


def test_neither_file_is_written_where_the_plan_would_replace_another(
    qtbot, session, window, restored, ask, tmp_path
) -> None:
    (tmp_path / "new.jpg.plan.json").write_text("precious")
    dialog = ask()
    dialog.options.writes_plan.click()
    dialog.fields.name.setText("new.jpg")
    choose(qtbot, dialog)
    qtbot.waitUntil(lambda: session.current.problem is not None, timeout=WAIT_MS)
    assert "new.jpg.plan.json" in window.canvas.banner.sentence
    assert not (tmp_path / "new.jpg").exists()
    assert (tmp_path / "new.jpg.plan.json").read_text() == "precious"


def test_a_result_that_is_undone_while_it_is_saved_is_not_taken_for_another(
    qtbot, session, window, restored, tmp_path
) -> None:
    first = session.current.restored
    window.inspector.plan.rows[0]._slider.setValue(30)
    qtbot.mouseClick(window.inspector.action_area.restore_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: session.current.restored is not first, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: session.current.can_save, timeout=WAIT_MS)
    session.save_as(session.current, tmp_path / "out.png", may_replace=False)
    session.go_to(1)
    assert session.current.restored is first
    qtbot.waitUntil(lambda: not session.current.is_saving, timeout=WAIT_MS)
    assert session.current.saved_as is None


# --- while it is saved ---------------------------------------------------------------------------


@contextmanager
def paused(window: MainWindow) -> Iterator[threading.Event]:
    """Saving stands still in the middle, writing nothing more, until the event is set."""
    may_go_on = threading.Event()
    save = window._session.jobs.bench.save

    def slow(image, path, may_replace, options, on_progress) -> None:
        def report(progress: Progress) -> None:
            on_progress(progress)
            while progress.fraction > 0.2 and not may_go_on.wait(0.002):
                on_progress(progress)  # where a cancel gets through

        save(image, path, may_replace, options, report)

    object.__setattr__(window._session.jobs.bench, "save", slow)
    try:
        yield may_go_on
    finally:
        may_go_on.set()


def test_saving_shows_how_far_it_is_and_can_be_stopped(
    qtbot, session, window, restored, tmp_path
) -> None:
    before = names_in(tmp_path)
    with paused(window):
        session.save_as(restored, tmp_path / "out.jpg", may_replace=False)
        bar = window.inspector.action_area._work_bar
        qtbot.waitUntil(lambda: "Saving · 30 %" in bar.accessibleName(), timeout=WAIT_MS)
        assert bar.isVisible()
        assert not window.header.save_button.isEnabled()
        qtbot.keyClick(window, Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: not restored.is_saving, timeout=WAIT_MS)
    assert names_in(tmp_path) == before
    assert restored.mark is Mark.RESTORED
    assert restored.problem is None
    assert window.inspector.action_area.save_button.isVisible()


def test_saving_happens_outside_the_window_s_thread(
    qtbot, session, window, restored, tmp_path
) -> None:
    threads = []
    save = session.jobs.bench.save
    object.__setattr__(
        session.jobs.bench,
        "save",
        lambda *args: threads.append(threading.get_ident()) or save(*args),
    )
    session.save_as(restored, tmp_path / "out.jpg", may_replace=False)
    wait_for_marks(qtbot, session, Mark.SAVED)
    assert threads
    assert threading.main_thread().ident not in threads


# --- when the disc does not play along -----------------------------------------------------------


@contextmanager
def nearly_full_disc() -> Iterator[None]:
    """No file may grow beyond 2 KB: the system itself refuses the rest."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, handler)


@pytest.mark.parametrize("has_plan", [False, True])
def test_a_full_disc_leaves_nothing_behind_and_says_what_to_do(
    qtbot, session, window, restored, tmp_path, has_plan
) -> None:
    before = names_in(tmp_path)
    choices = SaveChoices(has_plan=has_plan)
    with nearly_full_disc():
        session.save_as(restored, tmp_path / "out.png", may_replace=False, choices=choices)
        qtbot.waitUntil(lambda: restored.problem is not None, timeout=WAIT_MS)
    sentence = window.canvas.banner.sentence
    assert sentence == (
        "Can't write 'out.png': the disk is full; free some space or choose another disk."
    )
    assert names_in(tmp_path) == before
    assert restored.is_unsaved
    qtbot.mouseClick(window.canvas.banner._action, Qt.MouseButton.LeftButton)
    answer_save(qtbot, window, tmp_path / "out.png")
    wait_for_marks(qtbot, session, Mark.SAVED)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.EACCES, "you may not write to the folder"),
        (errno.EROFS, "you may not write to the folder"),
        (errno.ENOSPC, "the disk is full"),
        (errno.ENODEV, "does not answer; connect it again"),
        (errno.ESTALE, "does not answer; connect it again"),
        (errno.EIO, "choose another folder or disk"),
    ],
)
def test_what_the_disc_refuses_is_a_sentence_with_file_and_remedy(
    qtbot, session, window, restored, tmp_path, monkeypatch, code, words
) -> None:
    def refuse(*_: object) -> int:
        raise OSError(code, os.strerror(code))

    before = names_in(tmp_path)
    monkeypatch.setattr(atomic.os, "fsync", refuse)
    session.save_as(restored, tmp_path / "out.jpg", may_replace=False)
    qtbot.waitUntil(lambda: restored.problem is not None, timeout=WAIT_MS)
    assert "'out.jpg'" in window.canvas.banner.sentence
    assert words in window.canvas.banner.sentence
    assert names_in(tmp_path) == before


def test_a_drive_that_vanishes_after_the_dialog_is_told(
    qtbot, session, window, restored, ask, tmp_path
) -> None:
    drive = tmp_path / "drive"
    drive.mkdir()
    dialog = ask()
    dialog.fields.folder.setText(str(drive))
    wait_for_forecast(qtbot, dialog)
    drive.rmdir()
    choose(qtbot, dialog)
    qtbot.waitUntil(lambda: restored.problem is not None, timeout=WAIT_MS)
    assert f"the folder '{drive}' does not exist" in window.canvas.banner.sentence


KILLED = """
import sys, time
from pathlib import Path
from types import SimpleNamespace
import numpy as np
from PySide6.QtWidgets import QApplication
from restorer_app.gui.documents.session import Session
from restorer_app.gui.workbench import real_workbench
from restorer_app.gui.documents.document import Document
from restorer_app.media.image import Image
from restorer_app.restoration.plan import Plan
from restorer_app.settings import Settings

app = QApplication([])
session = Session(real_workbench(Settings()))
pixels = np.random.default_rng(0).random((600, 600, 3), dtype=np.float32)
document = Document(Path(sys.argv[1]).with_name("source.png"))
# What is saved of a result; the real class would load torch.
document.restored = SimpleNamespace(image=Image(pixels), plan=Plan(), is_unchanged=False)

def save(image, path, may_replace, options, on_progress):
    from restorer_app.media.image import save_image
    def report(progress):
        on_progress(progress)
        if progress.fraction > 0.4:
            print("half", flush=True)
            time.sleep(60)
    save_image(image, path, overwrite=may_replace, options=options, on_progress=report)

object.__setattr__(session.jobs.bench, "save", save)
session.save_as(document, Path(sys.argv[1]), may_replace=True)
app.exec()
"""


@pytest.mark.parametrize("has_old", [False, True])
def test_a_program_that_is_killed_while_saving_leaves_no_half_file(
    tmp_path: Path, has_old: bool
) -> None:
    target = tmp_path / "out.png"
    if has_old:
        target.write_bytes(b"the older result")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(target)],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "half\n"
        process.kill()
    assert target.exists() == has_old
    assert not has_old or target.read_bytes() == b"the older result"
