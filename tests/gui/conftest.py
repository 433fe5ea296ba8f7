"""A workbench that needs no models, photographs to open, and a window that is always shut down."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from restorer_app.distortions import Distortion, Medium
from restorer_app.errors import OutputError
from restorer_app.gui.documents.session import Session
from restorer_app.gui.main_window import MainWindow
from restorer_app.gui.sound.playing import outputs
from restorer_app.gui.translation import Translation
from restorer_app.gui.workbench import SoundBench, Workbench
from restorer_app.media.audio import Recording, RecordingInfo, load_recording, save_recording
from restorer_app.media.image import Image, load_image, load_thumbnail, save_image
from restorer_app.media.region import Region
from restorer_app.metrics.measurements import measure
from restorer_app.progress import OnProgress, Progress
from restorer_app.restoration.audio.restore import Target as SoundTarget
from restorer_app.restoration.course import (
    Course,
    CourseProgress,
    Outcome,
    Restored,
    RestoredRecording,
    StepReport,
)
from restorer_app.restoration.diagnosis import Diagnosis, Finding
from restorer_app.restoration.file_jobs import find_files
from restorer_app.restoration.photograph import Photograph
from restorer_app.restoration.plan import Plan, Step
from restorer_app.restoration.plan_files import read_plan
from restorer_app.settings import Settings
from tests.gui.sound.recordings import FakeBackend
from tests.gui.waiting import WAIT_MS

REPAIRS = (
    Step(Distortion.JPEG, "jpeg-test"),
    Step(Distortion.WHITE_NOISE, "noise-test"),
    Step(Distortion.MOTION_BLUR, "motion-test"),
    Step(Distortion.CLICKS, "clicks-test"),
    Step(Distortion.HUM, "hum-test"),
    Step(Distortion.ECHO, "echo-test"),
)

NOISY = Diagnosis(
    clean=0.02,
    findings=(
        Finding(Distortion.WHITE_NOISE, 0.92, 3.8),
        Finding(Distortion.JPEG, 0.61, 2.0),
        Finding(Distortion.JITTER, 0.60, 1.0),
        Finding(Distortion.LENS_BLUR, 0.10, 1.0),
    ),
    evidence={"noise_sigma_255": 21.3},
)
HUMMING = Diagnosis(
    clean=0.04,
    findings=(
        Finding(Distortion.HUM, 0.97, 4.0),
        Finding(Distortion.ECHO, 0.88, 2.4),
        Finding(Distortion.CLICKS, 0.02, 0.0),
    ),
    evidence={"hum_hz": 50.0, "echo_delay_s": 0.4, "echo_gain": 0.5},
)
CLEAN = Diagnosis(clean=0.97, findings=(Finding(Distortion.WHITE_NOISE, 0.01, 0.0),))

N_TILES = 10
RECORDING_RATE = 8000
CLEAN_REASON = "Nothing is wrong with this photograph. It stays as it is."
STOP_REASON = "Nothing is wrong any more."


@dataclass
class FakeBench:
    """Files are real; what the networks would do is quick, and stands still when told to.

    Flat photographs are clean, all others noisy. Restoring inverts the colours.
    """

    calls: list[str] = field(default_factory=list)
    threads: set[int] = field(default_factory=set)
    may_go_on: threading.Event = field(default_factory=threading.Event)
    n_failures: int = 0
    regions: list[Region] = field(default_factory=list)
    """What previews were asked for."""
    photographs: list[Photograph] = field(default_factory=list)
    """What they were worked out from."""

    def __post_init__(self) -> None:
        self.may_go_on.set()

    def workbench(self) -> Workbench:
        return Workbench(
            find=lambda paths, report: find_files(paths, report, media=tuple(Medium)),
            load=self.load,
            load_thumbnail=load_thumbnail,
            diagnose=self.diagnose,
            propose=self.propose,
            repairs=lambda: REPAIRS,
            restore=self.restore,
            restore_automatically=self.restore_automatically,
            preview=self.preview,
            find_damage=self.find_damage,
            save=lambda image, path, may_replace, options, on_progress: save_image(
                image, path, overwrite=may_replace, options=options, on_progress=on_progress
            ),
            read_plan=read_plan,
            measure=lambda before, after, reference: measure(
                *(image.pixels if image else None for image in (before, after, reference))
            ),
            describe_device=lambda: "CPU, fp32",
            warm_up=lambda: self.calls.append("warm up"),
            apply_settings=self.apply_settings,
            sound=SoundBench(self.listen, self.propose, self.restore_recording),
        )

    def listen(self, path: Path, on_progress: OnProgress) -> Diagnosis:
        """Silence is clean, everything else hums and echoes."""
        samples = load_recording(path).samples
        self.calls.append("listen")
        self._tiles("Listening", on_progress)
        return HUMMING if samples.any() else CLEAN

    def restore_recording(
        self,
        source: Path,
        target: SoundTarget,
        plan: Plan | None,
        diagnosis: Diagnosis | None,
        on_progress: OnProgress,
    ) -> RestoredRecording:
        """Halves the samples, within the spans of the plan alone."""
        plan = plan if plan is not None else self.propose(HUMMING)
        self.calls.append(
            "restore " + " ".join(f"{s.distortion}:{s.strength:g}" for s in plan.steps)
        )
        recording = load_recording(source)
        self._tiles("Hum", on_progress)
        if self.n_failures:
            self.n_failures -= 1
            raise OutputError("hum-test: the network returned silence; try another device")
        samples = recording.samples.copy()
        for step in plan.active_steps[:1]:
            start, stop = step.span or (0, recording.seconds)
            part = slice(round(start * recording.rate), round(stop * recording.rate))
            samples[:, part] *= 0.5
        info = target.info_for(recording.info)
        save_recording(Recording(samples, recording.rate, info), target.path, like=info)
        reports = tuple(StepReport(step, 1, 2.0, Outcome.APPLIED) for step in plan.active_steps)
        after = Diagnosis(0.9, (Finding(Distortion.HUM, 0.03, 0.1),))
        reason = "Every step of the plan was carried out."
        return RestoredRecording(
            target.path, Plan(plan.active_steps), reports, diagnosis, after, reason
        )

    def apply_settings(self, settings: Settings) -> str:
        self.calls.append(f"apply {settings.device} {settings.precision} {settings.tile_px}")
        return f"CPU, {settings.precision}"

    def load(self, path: Path) -> Image:
        self.calls.append(f"load {path.name}")
        return load_image(path)

    def diagnose(self, image: Image, on_progress: OnProgress) -> Diagnosis:
        self.calls.append("diagnose")
        self._tiles("Looking", on_progress)
        return CLEAN if float(image.pixels.std()) < 1e-3 else NOISY

    def propose(self, diagnosis: Diagnosis) -> Plan:
        found = {finding.distortion for finding in diagnosis.found}
        return Plan(tuple(step for step in REPAIRS if step.distortion in found))

    def restore(self, image: Image, plan: Plan, on_progress: OnProgress) -> Restored:
        self.calls.append(
            "restore " + " ".join(f"{s.distortion}:{s.strength:g}:{s.is_on}" for s in plan.steps)
        )
        self._tiles("Noise", on_progress)
        if self.n_failures:
            self.n_failures -= 1
            raise OutputError("noise-test: the network returned an even area; try another device")
        inverted = image.with_pixels((1 - image.pixels).astype(np.float32))
        reports = tuple(StepReport(step, 1, 2.0, Outcome.APPLIED) for step in plan.active_steps)
        reason = "Every step of the plan was carried out."
        return Restored(inverted, Plan(plan.active_steps), reports, None, None, reason)

    def restore_automatically(
        self, image: Image, diagnosis: Diagnosis, on_progress: OnProgress
    ) -> Restored:
        """Drops the step for JPEG, keeps that for noise in a second pass; clean stays."""
        if diagnosis.is_clean:
            self.calls.append("left alone")
            return Restored(image, Plan(), (), diagnosis, diagnosis, CLEAN_REASON)
        jpeg, noise = self.propose(diagnosis).steps
        why = "JPEG: the photograph did not look better."
        dropped = StepReport(jpeg, 1, 1.0, Outcome.DROPPED, why)
        kept = StepReport(noise, 2, 0.5, Outcome.APPLIED)
        for course in (
            Course((), jpeg, 1),
            Course((dropped,), noise, 2),
            Course((dropped, kept), stop_reason=STOP_REASON),
        ):
            on_progress(CourseProgress("Trying", 0.0, course))
        told = self.restore(image, Plan((noise,)), on_progress)
        self.calls[-1] = "restore automatically"
        kept = replace(kept, seconds=told.reports[0].seconds)
        after = Diagnosis(0.8, (Finding(Distortion.WHITE_NOISE, 0.05, 0.0),))
        return replace(
            told,
            reports=(dropped, kept),
            before=diagnosis,
            after=after,
            stop_reason=STOP_REASON,
        )

    def preview(
        self, photograph: Photograph, region: Region, plan: Plan, on_progress: OnProgress
    ) -> np.ndarray:
        """As restoring: inverts, by the strength of the last step."""
        strength = plan.active_steps[-1].strength
        self.calls.append(f"preview {plan.active_steps[-1].distortion}:{strength:g}")
        self.regions.append(region)
        self.photographs.append(photograph)
        self._tiles("Preview", on_progress)
        if self.n_failures:
            self.n_failures -= 1
            raise OutputError("noise-test: the network returned an even area; try another device")
        pixels = photograph.part(region)
        return pixels + np.float32(strength) * (1 - 2 * pixels)

    def find_damage(self, photograph: Photograph, on_progress: OnProgress) -> np.ndarray:
        """What is brighter than 0.9 is damaged for sure, all above 0.5 perhaps."""
        self.calls.append("find damage")
        self._tiles("Scratches", on_progress)
        brightness = photograph.pixels.mean(axis=2) / 255
        return np.select([brightness > 0.9, brightness > 0.5], [250, 90], 0).astype(np.uint8)

    def _tiles(self, title: str, on_progress: OnProgress) -> None:
        self.threads.add(threading.get_ident())
        for i in range(N_TILES):
            on_progress(Progress(title, i / N_TILES))
            while i == N_TILES // 2 and not self.may_go_on.wait(0.002):
                on_progress(Progress(title, i / N_TILES))  # where a cancel gets through


@pytest.fixture(autouse=True)
def _english(qapp: QApplication) -> Iterator[None]:
    """Whatever the machine speaks; the plurals of English come from a file as well."""
    translation = Translation(qapp, "en")
    yield
    translation.remove()


@pytest.fixture(autouse=True)
def device(monkeypatch: pytest.MonkeyPatch) -> FakeBackend:
    """Nothing is heard: what plays is pulled by the test."""
    device = FakeBackend()
    monkeypatch.setattr(outputs, "DEVICES", (device,))
    return device


@pytest.fixture
def bench() -> FakeBench:
    return FakeBench()


@pytest.fixture
def session(qtbot: QtBot, bench: FakeBench) -> Iterator[Session]:
    session = Session(bench.workbench())
    yield session
    assert session.shutdown(WAIT_MS)


@pytest.fixture
def window(qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    monkeypatch.setattr("restorer_app.gui.dialogs.ask_to_discard", lambda *_: True)
    window = MainWindow(session)
    qtbot.addWidget(window)
    window.show()
    return window


OpenWindow = Callable[..., MainWindow]


@pytest.fixture
def open_window(qtbot: QtBot, bench: FakeBench, monkeypatch) -> Iterator[OpenWindow]:
    """Opens windows as a start of the program does; all of them are closed in the end."""
    monkeypatch.setattr("restorer_app.gui.dialogs.ask_to_discard", lambda *_: True)
    windows = []

    def open_one(*paths: Path, make_sample: Callable[[], Path] | None = None) -> MainWindow:
        window = MainWindow(Session(bench.workbench()), make_sample=make_sample)
        windows.append(window)
        window.show()
        window.continuity.recover()
        if paths:
            window.imports.open(paths)
        return window

    yield open_one
    bench.may_go_on.set()
    for window in windows:
        window.close()
        window.deleteLater()


Photographer = Callable[..., Path]


@pytest.fixture
def photograph(tmp_path: Path) -> Photographer:
    """Makes a file: noise, or one even grey where it is to count as clean."""

    def make(name: str, *, is_clean: bool = False, size: tuple[int, int] = (60, 90)) -> Path:
        rng = np.random.default_rng(7)
        pixels = np.full((*size, 3), 0.5, np.float32)
        if not is_clean:
            pixels = rng.random((*size, 3), dtype=np.float32)
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        save_image(Image(pixels), path)
        return path

    return make


Recorder = Callable[..., Path]


@pytest.fixture
def recording(tmp_path: Path) -> Recorder:
    """Makes a file: two seconds of a tone in two channels, or silence where it is to be clean."""

    def make(name: str, *, is_clean: bool = False, seconds: float = 2.0) -> Path:
        n = round(seconds * RECORDING_RATE)
        tone = 0.5 * np.sin(2 * np.pi * 440 * np.arange(n) / RECORDING_RATE)
        samples = np.stack([tone, 0.5 * tone]).astype(np.float32) * (not is_clean)
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        info = RecordingInfo(RECORDING_RATE, 2, n, "WAV", "PCM_16", {"title": "Oma"})
        save_recording(Recording(samples, RECORDING_RATE, info), path)
        return path

    return make
