"""Writes pictures of the window's main states into a folder, for looking at: no test.

    python tests/gui/screenshots.py FOLDER [THEME] [WIDTHxHEIGHT] [LANGUAGE]

Models are not needed: a classical denoiser stands in for the networks. QT_SCALE_FACTOR=2 draws for
a screen of twice the density.
"""

import os
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["RESTORER_HOME"] = tempfile.mkdtemp(prefix="restorer-screenshots-")

import cv2
import numpy as np
import skimage.data
import skimage.transform
from PySide6.QtCore import QCoreApplication, QPoint, QPointF, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from restorer_app.distortions import PAPER_DISTORTIONS, Distortion, Medium
from restorer_app.gui import words
from restorer_app.gui.compare.compare_panels import CompareMode
from restorer_app.gui.compare.masking import BrushKind
from restorer_app.gui.documents.session import Session
from restorer_app.gui.jobs import Job
from restorer_app.gui.main_window import MainWindow
from restorer_app.gui.preset_name_dialog import PresetNameDialog
from restorer_app.gui.program.about_dialog import AboutDialog
from restorer_app.gui.program.keys_sheet import KeysSheet
from restorer_app.gui.program.models_dialog import ModelsDialog
from restorer_app.gui.program.settings_dialog import SettingsDialog
from restorer_app.gui.queue.queue_dialog import QueueDialog
from restorer_app.gui.saving.comparison_dialog import ComparisonDialog
from restorer_app.gui.saving.save_dialog import SaveDialog
from restorer_app.gui.saving.sound_save_dialog import SoundSaveDialog
from restorer_app.gui.saving.target_dialog import TargetDialog
from restorer_app.gui.sound.color_maps import ColorMap
from restorer_app.gui.sound.frequency_scale import Scale
from restorer_app.gui.sound.look import Look
from restorer_app.gui.sound.playing import outputs
from restorer_app.gui.sound.playing.outputs import Fill, Output
from restorer_app.gui.sound.playing.player import Player
from restorer_app.gui.sound.sound_panel import SoundPanel
from restorer_app.gui.sound.spectrogram_picture import save_spectrogram
from restorer_app.gui.sound.track import Sounds, Span, Voice, track_of
from restorer_app.gui.translation import Translation
from restorer_app.gui.widgets.theme import Theme
from restorer_app.gui.workbench import SoundBench, Workbench
from restorer_app.media.audio import (
    Recording,
    RecordingInfo,
    open_recording,
    save_recording,
)
from restorer_app.media.image import Image, load_image, load_thumbnail, save_image
from restorer_app.media.region import Region
from restorer_app.metrics.audio.loudness import loudness_lufs
from restorer_app.metrics.measurements import measure
from restorer_app.progress import OnProgress, Progress, ignore_progress
from restorer_app.registry.catalog import Catalog
from restorer_app.restoration.audio.diagnose import diagnose_recording
from restorer_app.restoration.audio.restore import (
    Target as SoundTarget,
)
from restorer_app.restoration.audio.restore import (
    propose_for_recording,
    restore_recording,
)
from restorer_app.restoration.course import (
    Course,
    CourseProgress,
    Outcome,
    Restored,
    RestoredRecording,
    StepReport,
)
from restorer_app.restoration.diagnosis import Diagnosis, Finding
from restorer_app.restoration.face_finding import find_faces
from restorer_app.restoration.file_jobs import find_files
from restorer_app.restoration.mask import Mask
from restorer_app.restoration.mask_drawing import damage_mask, draw_mask
from restorer_app.restoration.photograph import Photograph
from restorer_app.restoration.plan import Plan, Step
from restorer_app.restoration.plan_files import read_plan
from restorer_app.restoration.presets import save_preset

PREVIEW_SHOWN = "A preview of what you see. Restore does the whole photograph."
Size = tuple[int, int]
SIZES: tuple[Size, ...] = ((1280, 800), (1024, 700))
THEMES = ("light", "dark")
LANGUAGES = ("en", "de")
REFERENCE = "Kaffee, undamaged.png"

STEPS = (
    Step(Distortion.SCRATCHES, "scratches-v1"),
    Step(Distortion.JPEG, "jpeg-v1", detail=0.0),
    Step(Distortion.WHITE_NOISE, "white-noise-v1"),
    Step(Distortion.MOTION_BLUR, "motion-blur-v1"),
    Step(Distortion.GAUSSIAN_BLUR, "gaussian-blur-v1"),
    Step(Distortion.FACES, "faces-v1"),
)
SOUND_STEPS = (
    Step(Distortion.CLIPPING, "declip"),
    Step(Distortion.CLICKS, "autoregression"),
    Step(Distortion.HUM, "line-tracking"),
    Step(Distortion.ECHO, "inverse-comb"),
    Step(Distortion.BACKGROUND_NOISE, "background_noise"),
)
NOISY = Diagnosis(
    clean=0.02,
    findings=(
        Finding(Distortion.WHITE_NOISE, 0.92, 3.8),
        Finding(Distortion.JPEG, 0.71, 2.1),
        Finding(Distortion.GAUSSIAN_BLUR, 0.64, 1.2),
        Finding(Distortion.LENS_BLUR, 0.62, 0.9),
        *(
            Finding(distortion, 0.12 - 0.013 * i, 0.2)
            for i, distortion in enumerate(
                (
                    Distortion.COLOR_COMPONENT_NOISE,
                    Distortion.MULTIPLICATIVE_NOISE,
                    Distortion.MOTION_BLUR,
                    Distortion.JPEG2000,
                    Distortion.JITTER,
                    Distortion.DENOISE_ARTIFACTS,
                    Distortion.COLOR_QUANTIZATION,
                    Distortion.IMPULSE_NOISE,
                    Distortion.COLOR_SHIFT,
                    Distortion.COLOR_BLOCK,
                )
            )
        ),
    ),
    evidence={"noise_sigma_255": 25.2, "jpeg_quality": 48},
)
CLEAN = Diagnosis(clean=0.98, findings=tuple(Finding(d, 0.02, 0.0) for d in PAPER_DISTORTIONS))

SCRATCHES, JPEG, NOISE, MOTION, BLUR, FACES = STEPS
NO_BETTER = "the photograph did not look better."
TRIED = (
    StepReport(JPEG, 1, 1.8, Outcome.APPLIED),
    StepReport(NOISE, 1, 2.3, Outcome.APPLIED),
    StepReport(BLUR, 1, 0.6, Outcome.DROPPED, f"Blur: {NO_BETTER}"),
    StepReport(MOTION, 2, 0.7, Outcome.DROPPED, f"Motion blur: {NO_BETTER}"),
)
STOPPED = "No further step made the photograph better."
SCENES = (
    CourseProgress("Trying Blur", 0.04, Course(TRIED[:2], BLUR, 1)),
    CourseProgress("Trying Motion blur", 0.08, Course(TRIED[:3], MOTION, 2)),
    CourseProgress("Looking at the photograph", 0.15, Course(TRIED, stop_reason=STOPPED)),
    Progress("Noise", 0.38),
)
"""What the window is told while a photograph is restored, each waited for."""


class Stage:
    """Diagnoses by how noisy a picture is; with `is_slow`, each scene waits for the curtain."""

    def __init__(self) -> None:
        self.is_slow = False
        self.curtain = threading.Semaphore(0)

    def workbench(self) -> Workbench:
        return Workbench(
            find=lambda paths, report: find_files(paths, report, media=tuple(Medium)),
            load=load_image,
            load_thumbnail=load_thumbnail,
            diagnose=self.diagnose,
            propose=self.propose,
            repairs=lambda: (*STEPS, *SOUND_STEPS),
            restore=lambda image, plan, report: self.restore(image, NOISY, report),
            restore_automatically=self.restore,
            preview=self.preview,
            find_damage=self.find_damage,
            save=lambda image, path, may_replace, options, on_progress: save_image(
                image, path, overwrite=may_replace, options=options, on_progress=on_progress
            ),
            read_plan=read_plan,
            measure=lambda before, after, reference: measure(
                *(image.pixels if image else None for image in (before, after, reference))
            ),
            describe_device=lambda: "CPU, bf16",
            warm_up=lambda: None,
            apply_settings=lambda settings: "CPU, bf16",
            sound=SoundBench(self.listen, self.propose_for_recording, self.restore_recording),
        )

    def listen(self, path: Path, on_progress: OnProgress) -> Diagnosis:
        with open_recording(path) as recording:
            return diagnose_recording(recording)

    def propose_for_recording(self, diagnosis: Diagnosis) -> Plan:
        """By methods alone, as no models are needed here; the network's step is switched off."""
        proposed = propose_for_recording(diagnosis, Catalog(()))
        network = replace(SOUND_STEPS[-1], is_on=False)
        is_noisy = diagnosis.of(network.distortion) in diagnosis.found
        return proposed.with_added(network) if is_noisy else proposed

    def restore_recording(
        self,
        source: Path,
        target: SoundTarget,
        plan: Plan | None,
        diagnosis: Diagnosis | None,
        on_progress: OnProgress,
    ) -> RestoredRecording:
        on_progress(Progress("Restoring the recording", 0.62))
        if self.is_slow:
            self.curtain.acquire()
        return restore_recording(source, target, Catalog(()), plan=plan, diagnosis=diagnosis)

    def diagnose(self, image: Image, on_progress: OnProgress) -> Diagnosis:
        found = NOISY if np.abs(np.diff(image.pixels, axis=0)).mean() > 0.06 else CLEAN
        return replace(found, faces=find_faces(image.pixels))

    def propose(self, diagnosis: Diagnosis) -> Plan:
        wanted = {finding.distortion for finding in diagnosis.found}
        return Plan(tuple(step for step in STEPS if step.distortion in wanted))

    def preview(
        self, photograph: Photograph, region: Region, plan: Plan, on_progress: OnProgress
    ) -> np.ndarray:
        codes = np.round(photograph.part(region) * 255).astype(np.uint8)
        for step in plan.active_steps:
            if step.distortion is Distortion.SCRATCHES:
                height, width = photograph.pixels.shape[:2]
                found = damage_mask(self.find_damage(photograph, ignore_progress))
                mask = draw_mask(step.mask or Mask(), found, Region(0, 0, width, height))
                holes = mask[region.slices].astype(np.uint8)
                codes = cv2.inpaint(codes, holes, 5, cv2.INPAINT_TELEA)
        return denoised(codes).astype(np.float32) / 255

    def find_damage(self, photograph: Photograph, on_progress: OnProgress) -> np.ndarray:
        """The scratches that `make_files` has made."""
        scratched = scratches_for(*photograph.pixels.shape[:2])
        return cv2.GaussianBlur(scratched * np.uint8(230), (0, 0), 0.8)

    def restore(self, image: Image, diagnosis: Diagnosis, on_progress: OnProgress) -> Restored:
        if diagnosis.is_clean:
            reason = "Nothing is wrong with this photograph. It stays as it is."
            return Restored(image, Plan(), (), diagnosis, diagnosis, reason)
        for scene in SCENES:
            on_progress(scene)
            if self.is_slow:
                self.curtain.acquire()
        codes = np.round(image.pixels * 255).astype(np.uint8)
        return Restored(
            image=image.with_pixels(denoised(codes).astype(np.float32) / 255),
            plan=Plan((JPEG, NOISE)),
            reports=TRIED,
            before=diagnosis,
            after=replace(
                CLEAN, findings=(Finding(Distortion.GAUSSIAN_BLUR, 0.63, 1.1),), clean=0.4
            ),
            stop_reason=STOPPED,
        )


def shoot_faces(
    app: QApplication, session: Session, window: MainWindow, save: Callable[[str], None]
) -> None:
    """The list of faces, one pointed at, one drawn by hand; then the photograph from before."""
    before = session.current
    session.select(next(d for d in session.documents if d.diagnosis and d.diagnosis.faces))
    until(app, lambda: session.current.before is not None)
    session.add_step(FACES.distortion)
    window.inspector.faces.add_box(QRect(1010, 300, 130, 130))
    window.inspector.faces.rows[-1]._slider.setValue(60)
    window.inspector.faces.rows[0].pointed_at.emit(window.inspector.faces.rows[0], True)
    until(app, lambda: window.canvas.view.patch is not None)
    save("2h-faces-outlined")
    bar = window.inspector._bar
    bar.setValue(bar.maximum())
    save("2i-faces")
    bar.setValue(0)
    window.inspector.faces.rows[0].pointed_at.emit(window.inspector.faces.rows[0], False)
    session.go_to(0)
    session.select(before)
    until(app, lambda: session.current.before is not None)


def translated(context: str, text: str) -> str:
    return QCoreApplication.translate(context, text)


def denoised(codes: np.ndarray) -> np.ndarray:
    return cv2.bilateralFilter(cv2.medianBlur(codes, 3), 9, 70, 7)


def scratches_for(height: int, width: int) -> np.ndarray:
    """Thin upright lines and some dust, uint8 (H, W), 1 where the surface is damaged."""
    rng = np.random.default_rng(5)
    drawn = np.zeros((height, width), np.uint8)
    for _ in range(7):
        x = rng.uniform(0.1, 0.9) * width + np.cumsum(rng.normal(0, 3, 40))
        y = np.linspace(rng.uniform(0, 0.4), rng.uniform(0.6, 1.0), 40) * height
        line = np.stack([x, y], axis=1).astype(np.int32)
        cv2.polylines(drawn, [line], False, 1, int(rng.integers(2, 5)))
    for _ in range(60):
        at = (int(rng.uniform(0, width)), int(rng.uniform(0, height)))
        cv2.circle(drawn, at, int(rng.integers(2, 6)), 1, -1)
    return drawn


def make_files(folder: Path) -> dict[str, Path]:
    """Real photographs, with real noise, and a file that is none."""
    rng = np.random.default_rng(3)
    files = {}
    for name, title in (("coffee", "Kaffee 1961.png"), ("astronaut", "Tante Eileen.png")):
        clean = skimage.transform.resize(getattr(skimage.data, name)(), (1066, 1600))
        if name == "astronaut":
            clean = skimage.transform.resize(getattr(skimage.data, name)(), (1200, 1200))
        else:
            save_image(Image(clean.astype(np.float32)), folder / REFERENCE)
        noisy = clean + rng.normal(0, 25 / 255, clean.shape)
        if name == "astronaut":
            noisy[scratches_for(*noisy.shape[:2]) > 0] = 0.93
        files[name] = folder / title
        save_image(Image(np.clip(noisy, 0, 1).astype(np.float32)), files[name])
    files["clean"] = folder / "Mieze.jpg"
    save_image(Image((skimage.data.chelsea() / 255).astype(np.float32)), files["clean"])
    files["bad"] = folder / "Oma und Opa, Hochzeit 1943, Scan 2.jpg"
    files["bad"].write_bytes(files["clean"].read_bytes()[:9000])
    return files


@contextmanager
def opened(app: QApplication, size: tuple[int, int]) -> Iterator[tuple[Stage, Session, MainWindow]]:
    stage = Stage()
    session = Session(stage.workbench())
    window = MainWindow(session, make_sample=lambda: Path("not made"))
    window.resize(*size)
    window.show()
    try:
        yield stage, session, window
    finally:
        stage.curtain.release(len(SCENES))
        window.listening.end(-1)
        session.shutdown()
        window.deleteLater()


def parse_size(text: str) -> Size:
    width, _, height = text.partition("x")
    return int(width), int(height)


def until(app: QApplication, is_reached: Callable[[], bool]) -> None:
    while not is_reached():
        app.processEvents()


def shoot(
    app: QApplication, folder: Path, files: dict[str, Path], theme: str, size: tuple[int, int]
) -> None:
    def save(name: str, widget: QWidget | None = None) -> None:
        for _ in range(5):  # layouts settle in several rounds
            app.processEvents()
        ratio = f"{window.devicePixelRatioF():g}x"
        (widget or window).grab().save(str(folder / f"{theme}-{size[0]}-{ratio}-{name}.png"))

    def shoot_dialog(
        name: str,
        kind: type[TargetDialog],
        act: Callable[[TargetDialog], None] = lambda _: None,
    ) -> None:
        (dialog,) = [dialog for dialog in window.findChildren(kind) if dialog.isVisible()]
        act(dialog)
        until(app, lambda: dialog.fields.forecast is not None)
        for _ in range(5):
            app.processEvents()
        dialog.grab().save(str(folder / f"{theme}-{size[0]}-{name}.png"))
        dialog.reject()

    def save_widget(widget: QWidget, name: str) -> None:
        widget.grab().save(str(folder / f"{theme}-{size[0]}-{name}.png"))

    with opened(app, size) as (stage, session, window):
        window.continuity._recent.clear()
        until(app, lambda: not window.header.open_menu._recent_actions)
        save("1-empty")
        window.continuity._recent.note([*files.values(), folder])
        until(app, lambda: len(window.header.open_menu._recent_actions) == len(files) + 1)
        window.canvas.drop_area.offers.set_last_session(12)
        window.canvas.set_notice(words.missing_phrase(["Tante Eileen.png", "Mieze.jpg"]))
        save("1b-empty-on-another-day")
        window.header.open_menu.popup(window.mapToGlobal(QPointF(8, 44).toPoint()))
        until(app, window.header.open_menu.isVisible)
        window.header.open_menu.grab().save(str(folder / f"{theme}-{size[0]}-open-menu.png"))
        window.header.open_menu.close()
        window.canvas.set_notice("")
        session.open_paths(list(files.values()))
        until(
            app,
            lambda: (
                bool(session.documents)
                and session.jobs.running is None
                and all(d.diagnosis or d.problem for d in session.documents)
            ),
        )
        until(app, lambda: session.jobs.disc.is_idle)
        save("2-diagnosed")
        window.inspector.findings.rest.button.click()
        save("2b-what-was-not-found")
        window.inspector.findings.rest.button.click()
        shoot_plan(app, window, save, save_widget)
        shoot_faces(app, session, window, save)
        stage.is_slow = True
        session.restore()
        until(app, lambda: session.jobs.running is not None)
        for scene, name in zip(
            SCENES, ("a-pass-1", "b-pass-2", "c-stopped", "d-whole"), strict=True
        ):
            shown = f"{round(scene.fraction * 100)} %"
            until(app, lambda shown=shown: shown in window.status.text)
            save(f"3{name}")
            stage.curtain.release()
        until(app, lambda: session.current.after is not None)
        save("4-split")
        window.comparing.set_mode(CompareMode.SIDE_BY_SIDE)
        save("5-side-by-side")
        window.comparing.set_mode(CompareMode.DIFFERENCE)
        save("5b-difference")
        window.comparing.set_mode(CompareMode.FLIP)
        save("5c-flip")
        window.comparing.set_mode(CompareMode.SPLIT)
        window.canvas.view._move_cursor(QPointF(300, 230))
        window.canvas.view.set_loupe(True)
        save("5c-loupe")
        window.canvas.view.set_loupe(False)
        window.drawer.fold_button.setChecked(True)
        until(app, lambda: session.current.measurements is not None)
        save("5d-measurements")
        session.set_reference(files["coffee"].with_name(REFERENCE))
        until(app, lambda: session.current.measurements is not None)
        save("5e-with-reference")
        window.drawer.map_button.click()
        save("5f-where-it-differs")
        window.drawer.map_button.click()
        window.drawer.fold_button.setChecked(False)
        window.canvas.view.zoom_at(QPointF(400, 300), 4)
        save("6-zoomed")
        window.keys.show()
        sheet = window.findChild(KeysSheet)
        until(app, sheet.isVisible)
        save_widget(sheet, "keys")
        sheet.close()
        window.exports.ask_and_save()
        shoot_dialog("save", SaveDialog)
        window.exports.ask_and_save()
        shoot_dialog("save-options", SaveDialog, lambda dialog: dialog.fold_button.click())
        window.exports.ask_and_save_comparison()
        shoot_dialog("comparison", ComparisonDialog)
        pages = window.program_pages
        for show, kind, name in (
            (pages.show_settings, SettingsDialog, "settings"),
            (pages.show_models, ModelsDialog, "models"),
            (pages.show_about, AboutDialog, "about"),
        ):
            show()
            page = window.findChild(kind)
            until(app, lambda page=page: page.isVisible() and pages._queue.is_idle)
            page.grab().save(str(folder / f"{theme}-{size[0]}-{name}.png"))
            page.close()
        window.canvas.view.fit()
        session.save_as(session.current, files["coffee"], may_replace=True)
        until(app, lambda: session.current.problem is not None)
        save("7-save-refused")
        session.dismiss_problem(session.current)
        window.canvas.set_news(words.recovered_phrase())
        window.look.fold(True)
        save("7b-recovered-and-folded")
        window.look.fold(False)
        window.canvas.set_notice("")
        session.save_as(session.current, folder / "saved.jpg", may_replace=True)
        until(app, lambda: session.current.saved_as is not None)
        session.select(session.documents[2])
        until(app, lambda: session.current.before is not None)
        save("8-clean")
        session.select(session.documents[3])
        save("9-unreadable")
        session.select(session.documents[1])
        until(app, lambda: session.current.before is not None)
        shoot_mask(app, save, session, window)
        shoot_queue(app, save, stage, session, window)


def shoot_mask(
    app: QApplication, save: Callable[..., None], session: Session, window: MainWindow
) -> None:
    """The mask of damage: as it is found, painted on, and close to."""
    view, panel = window.canvas.view, window.inspector.mask_panel
    window.masks.choose(BrushKind.BRUSH)
    until(app, lambda: window.masks._layer is not None and window.masks._layer.share > 0)
    until(app, lambda: view.patch is not None)
    view.set_mode(CompareMode.FLIP)
    view.flip()
    save("9b-mask-found")
    view.set_mode(CompareMode.SPLIT)
    panel.size_slider.setValue(58)
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(250, 250))
    for step in range(12):
        QTest.mouseMove(view, QPoint(250 + 12 * step, 250 + (step * step) // 2))
    save("9c-mask-painting")
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(380, 310))
    view.zoom_at(QPointF(330, 280), 4)
    window.masks.choose(BrushKind.LASSO)
    for position in ((200, 120), (330, 140), (380, 240), (260, 260)):
        act = QTest.mousePress if position == (200, 120) else QTest.mouseMove
        args = (Qt.MouseButton.LeftButton,) if act is QTest.mousePress else ()
        act(view, *args, pos=QPoint(*position))
    save("9d-mask-lasso")
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(260, 260))
    panel.switch.setChecked(False)
    view.fit()


def shoot_queue(
    app: QApplication,
    save: Callable[..., None],
    stage: Stage,
    session: Session,
    window: MainWindow,
) -> None:
    window.queue_desk.show()
    save("10-queue-empty")
    window.queue_desk.hide()
    window.queue_desk.ask_for_all()
    dialog = window.findChild(QueueDialog)
    until(app, dialog.isVisible)
    until(app, lambda: dialog.width() > 500)
    with tempfile.TemporaryDirectory() as out:
        dialog.folder.setText(out)
        save("11-question", dialog)
        stage.is_slow = True
        dialog.start_button.click()
        until(app, lambda: len(session.queue.entries) == 4)
        queue, panel = session.queue, window.queue_desk.panel
        stage.curtain.release(2 * len(SCENES) - 1)
        until(app, lambda: queue.entries[1].fraction > 0.4)
        until(app, lambda: session.jobs.disc.is_idle)
        save("12-queue-at-work")
        queue.pause()
        stage.curtain.release()
        until(app, lambda: all(not entry.state.is_running for entry in queue.entries))
        window.queue_desk._offer_to_go_on()
        save("13-queue-paused")
        stage.is_slow = False
        queue.resume()
        until(app, lambda: queue.entries.n_left == 0)
        panel.view.setCurrentIndex(panel.rows.index(3))
        panel.view.setFocus()
        save("14-queue-over")


def shoot_plan(
    app: QApplication,
    window: MainWindow,
    save: Callable[[str], None],
    save_widget: Callable[[QWidget, str], None],
) -> None:
    """The plan in the hand: presets, a step that is dragged, the preview of a slider."""
    panel, session = window.inspector.plan, window._session
    save_preset("Box from the attic", session.current.plan)
    for name, link, menu in (
        ("2c-presets", panel._presets, panel.preset_menu),
        ("2d-add", panel._add, panel._menu),
    ):
        menu.popup(link.mapToGlobal(link.rect().bottomLeft()))
        for _ in range(5):
            app.processEvents()
        save_widget(menu, name)
        menu.close()
    panel.rows[0]._slider.setFocus()
    panel.rows[0]._slider.setValue(60)
    until(app, lambda: window.canvas.view.patch is not None)
    save("2e-preview-fitted")
    window.canvas.view.set_zoom(2.0)
    until(app, lambda: panel._note.text() == translated("PreviewDesk", PREVIEW_SHOWN))
    save("2f-preview-close")
    window.canvas.view.fit()
    grip = panel.rows[0].grip
    QTest.mousePress(grip, Qt.MouseButton.LeftButton, pos=QPoint(8, 12))
    QTest.mouseMove(grip, QPoint(8, 60))
    QTest.mouseMove(grip, grip.mapFrom(panel, panel.rows[1].geometry().bottomLeft()))
    save("2g-dragged")
    QTest.mouseRelease(grip, Qt.MouseButton.LeftButton)
    dialog = PresetNameDialog(window, "Save as a preset", "Newspaper", {"newspaper": False})
    save_widget(dialog, "2h-name")
    session.go_to(0)


def make_sounds() -> Sounds:
    """Three seconds of something like speech; before with an echo and noise, after almost without.

    Syllables: harmonics of a voice that rises and falls, loudest around two gliding formants.
    """
    rate, seconds = 16_000, 3.2
    rng = np.random.default_rng(8)
    t = np.arange(round(rate * seconds)) / rate
    syllables = np.clip(np.sin(2 * np.pi * 2.1 * t) * 1.6, 0, 1) ** 0.7
    pitch = 130 + 30 * np.sin(2 * np.pi * 0.45 * t)
    phase = 2 * np.pi * np.cumsum(pitch) / rate
    formants = (600 + 250 * np.sin(2 * np.pi * 0.8 * t), 1700 + 600 * np.sin(2 * np.pi * 0.6 * t))
    clean = np.zeros_like(t)
    for k in range(1, 50):
        near = sum(np.exp(-(((k * pitch - f) / 220) ** 2)) for f in formants)
        clean += (0.08 / k + near) * np.sin(k * phase + k) * (k * pitch < rate / 2.2)
    clean *= 0.11 * syllables
    noise = 0.012 * rng.standard_normal(t.size)
    degraded = clean + noise
    degraded[rate // 4 :] += 0.5 * clean[: -rate // 4]
    restored = clean + 0.06 * noise
    before, after = (track_of(x.astype(np.float32)[None], rate) for x in (degraded, restored))
    return Sounds(before, after)


def make_recording(folder: Path) -> tuple[Path, Path]:
    """The tape of an aunt, with hum, clicks and an echo, and what it was before."""
    sounds = make_sounds()
    rate, n = sounds.before.rate, sounds.before.n_samples
    rng = np.random.default_rng(4)
    clean = np.tile(sounds.after.read(0, n)[0], 3)
    degraded = clean + 0.006 * rng.standard_normal(len(clean))
    degraded[round(0.31 * rate) :] += 0.55 * clean[: -round(0.31 * rate)]
    t = np.arange(len(clean)) / rate
    degraded += sum(0.02 / k * np.sin(2 * np.pi * 50 * k * t) for k in range(1, 6))
    degraded[rng.integers(0, len(clean), 60)] += rng.choice([-0.6, 0.6], 60)
    paths = folder / "Tante Eileen erzählt, Band 3.wav", folder / "Band 3, unbeschädigt.wav"
    for path, samples in zip(paths, (degraded, clean), strict=True):
        info = RecordingInfo(rate, 1, len(clean), "WAV", "PCM_16")
        both = samples.astype(np.float32)[None]
        save_recording(Recording(np.clip(0.9 * both, -1, 1), rate, info), path, overwrite=True)
    return paths


def shoot_recording(
    app: QApplication, folder: Path, files: dict[str, Path], theme: str, size: Size
) -> None:
    """A recording in the window, from opening it to the figures."""
    source, reference = make_recording(files["coffee"].parent)

    def save(name: str, widget: QWidget | None = None) -> None:
        panel = window.canvas.sound_panel
        if panel is not None:
            until(app, lambda: panel.view.desk.is_idle and panel.player._queue.is_idle)
        for _ in range(5):
            app.processEvents()
        shown = widget or window
        shown.grab().save(str(folder / f"{theme}-{size[0]}-{name}.png"))

    with opened(app, size) as (stage, session, window):
        stage.is_slow = True
        until(app, lambda: session.jobs.networks.is_idle)
        session.jobs.networks.start(Job(_hold, stage.curtain))
        session.open_paths([source, files["coffee"], files["clean"]])
        until(app, lambda: session.current is not None and session.current.sounds is not None)
        until(app, lambda: session.jobs.disc.is_idle)
        save("15-recording-opened")
        stage.curtain.release()
        until(app, lambda: all(d.diagnosis for d in session.documents))
        save("15b-recording-diagnosed")
        session.restore()
        until(app, lambda: "62 %" in window.status.text)
        save("15c-recording-at-work")
        stage.curtain.release()
        until(app, lambda: session.current.sounds.after is not None)
        save("15d-recording-restored")
        panel = window.canvas.sound_panel
        until(app, lambda: panel.player.can_play)
        panel.player.set_voice(Voice.AFTER)
        panel.view.lanes.set_span(Span(52_000, 83_000))
        panel.player.set_loops(True)
        panel.player.play()
        panel.view.lanes.seek(60_000)
        window.inspector._bar.setValue(window.inspector._bar.maximum())
        save("15e-recording-playing")
        panel.player.pause()
        window.inspector.region.switch.click()
        window.inspector._bar.setValue(window.inspector._bar.maximum())
        save("15f-recording-region")
        session.undo()
        window.drawer.fold_button.setChecked(True)
        until(app, lambda: session.current.measurements is not None)
        save("15g-recording-measured")
        session.set_reference(reference)
        until(app, lambda: session.current.measurements is not None)
        save("15h-recording-against-reference")
        window.drawer.fold_button.setChecked(False)
        window.exports.ask_and_save()
        (dialog,) = window.findChildren(SoundSaveDialog)
        until(app, lambda: dialog.fields.forecast is not None)
        save("15i-recording-save", dialog)
        dialog.reject()


def _hold(curtain: threading.Semaphore, *, on_progress: OnProgress) -> None:
    curtain.acquire()


class SilentDevice:
    """Takes everything and asks for nothing."""

    latency_s = 0.0

    def prepare(self, rate: int, n_channels: int) -> None:
        pass

    check = prepare

    def open(self, rate: int, n_channels: int, fill: Fill) -> Output:
        return self

    def start(self) -> None:
        pass

    stop = close = start


def shoot_sound(app: QApplication, folder: Path, theme: str, size: Size) -> None:
    """The panel of a recording, in the room that the canvas has between the other panels."""
    room = (size[0] - 462, size[1] - 88)

    def save(name: str) -> None:
        until(app, lambda: panel.view.desk.is_idle and player._queue.is_idle)
        for _ in range(5):
            app.processEvents()
        panel.grab().save(str(folder / f"{theme}-{size[0]}-{name}.png"))

    sounds = make_sounds()
    player = Player(loudness_lufs, [SilentDevice()])
    panel = SoundPanel(player)
    panel.resize(*room)
    panel.show()
    panel.set_sounds(Sounds(sounds.before))
    save("8-sound-before")
    panel.set_sounds(sounds)
    player.set_voice(Voice.AFTER)
    player.play()
    lanes = panel.view.lanes
    lanes.seek(9_000)
    QTest.mouseMove(lanes, QPoint(round(0.62 * lanes.width()), 70))
    save("8b-sound-restored")
    player.pause()
    QTest.mouseMove(lanes, QPoint(2, 2))
    lanes.set_span(Span(15_500, 26_000))
    panel.view.set_look(Look(Scale.LOG, ColorMap.VIRIDIS, shows_removed=True))
    save("8c-sound-region-and-removed")
    lanes.zoom_to_span()
    panel.view.set_look(Look(Scale.LINEAR, ColorMap.GREY))
    save("8d-sound-near-grey")
    lanes.zoom_at(0.5 * lanes.width(), 400)
    panel.view.set_look(Look())
    save("8e-sound-single-samples")
    lanes.fit()
    title = translated("", "Before")
    save_spectrogram(
        lanes.scene, title, folder / f"{theme}-{size[0]}-8f-picture.png", overwrite=True
    )
    panel.shutdown()
    panel.deleteLater()


def main(folder: Path, themes: Sequence[str], sizes: Sequence[Size], language: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    outputs.DEVICES = (SilentDevice(),)
    with tempfile.TemporaryDirectory() as sources:
        Translation(app, language)
        files = make_files(Path(sources))
        for theme in themes:
            Theme(app, theme)
            for size in sizes:
                shoot(app, folder, files, theme, size)
                shoot_sound(app, folder, theme, size)
                shoot_recording(app, folder, files, theme, size)


if __name__ == "__main__":
    words_given = sys.argv[2:]
    sizes_given = [parse_size(word) for word in words_given if word[0].isdigit()]
    languages = [word for word in words_given if word in LANGUAGES]
    main(
        Path(sys.argv[1]),
        [word for word in words_given if word in THEMES] or THEMES,
        sizes_given or SIZES,
        languages[0] if languages else "en",
    )
