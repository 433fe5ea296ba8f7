"""Joins the drawer of measurements to the session and the canvas: reference, files, map."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from restorer_app.gui import dialogs
from restorer_app.gui.activity import Activity
from restorer_app.gui.compare.compare_view import CompareView
from restorer_app.gui.compare.quality_overlay import make_overlay
from restorer_app.gui.documents import tasks
from restorer_app.gui.documents.document import Document
from restorer_app.gui.documents.session import Session
from restorer_app.gui.jobs import Job
from restorer_app.gui.measuring.measurements_drawer import MeasurementsDrawer
from restorer_app.gui.window_memory import WindowMemory
from restorer_app.gui.words import failure_sentence

if TYPE_CHECKING:
    from restorer_app.metrics.audio.measurements import SoundMeasurements
    from restorer_app.metrics.measurement_files import Record
    from restorer_app.metrics.measurements import Measurements


class Measuring(QObject):
    """Measures what is shown while the drawer is open, and does what its buttons ask for."""

    notice_given = Signal(str)

    def __init__(
        self,
        session: Session,
        drawer: MeasurementsDrawer,
        view: CompareView,
        memory: WindowMemory,
    ) -> None:
        super().__init__(drawer)
        self._session, self._drawer, self._view = session, drawer, view
        self._memory = memory
        self._mapped: Measurements | None = None
        drawer.opened.connect(session.measure)
        drawer.reference_pressed.connect(self._ask_and_set_reference)
        drawer.reference_dropped.connect(session.set_reference)
        drawer.reference_removed.connect(self._remove_reference)
        drawer.save_pressed.connect(self._ask_and_save)
        drawer.map_button.toggled.connect(self._show_map)

    def show(self, document: Document | None) -> None:
        """What is known of it; what is not is measured if someone looks."""
        self._drawer.set_document(document)
        self._show_map()
        if self._drawer.is_open:
            self._session.measure()

    def _show_map(self) -> None:
        """Coloured once for each measurement, not whenever something is told of the document."""
        measured = self._drawer.measurements if self._drawer.map_button.isChecked() else None
        if measured is self._mapped:
            return
        self._mapped = measured
        found = measured.quality_map if measured else None
        self._view.set_overlay(make_overlay(found) if found is not None else None)

    def _ask_and_set_reference(self) -> None:
        document = self._session.current
        is_sound = document is not None and document.is_recording
        ask = dialogs.ask_sound_reference if is_sound else dialogs.ask_reference
        reference = ask(self._drawer, self._memory.last_folder)
        if reference is not None:
            self._session.set_reference(reference)

    def _remove_reference(self) -> None:
        self._session.set_reference(None)

    def _ask_and_save(self, suffix: str) -> None:
        document = self._session.current
        if document is None or document.measurements is None:
            return
        record = _record_of(document, document.measurements)
        folder = Path(self._memory.last_folder)
        ending = self.tr("measurements")
        proposed = folder / f"{document.path.stem}-{ending}{suffix}"
        target = dialogs.ask_measurements_path(self._drawer, proposed)
        if target is None:
            return
        job = Job(tasks.save_measurements, record, target)
        job.succeeded.connect(self._tell_saved)
        job.failed.connect(self._tell_failure)
        self._session.jobs.start_file_job(job)

    def _tell_saved(self, target: Path) -> None:
        self._drawer.tell(self.tr("Saved as {name}").format(name=target.name))

    def _tell_failure(self, error: Exception) -> None:
        self.notice_given.emit(failure_sentence(error, self.tr("measurements"), Activity.SAVE))


def _record_of(document: Document, measured: Measurements | SoundMeasurements) -> Record:
    """With the severity and probability of what was found before and after."""
    from restorer_app.metrics.audio.measurement_figures import figures_of_recording
    from restorer_app.metrics.measurement_files import Figure, Record, figures_of
    from restorer_app.metrics.measurements import Measurements

    if isinstance(measured, Measurements):
        figures = list(figures_of(measured))
    else:
        figures = list(figures_of_recording(measured))
    before = document.diagnosis
    after = document.restored.after if document.restored else None
    for finding in before.findings if before else ():
        name = finding.distortion.value
        now = after.of(finding.distortion) if after else None
        for what, unit, told in (
            ("severity", "0..5", "how strongly it was found, 0 none to 5 strongest"),
            ("probability", "0..1", "how likely the diagnosis takes it to be there"),
        ):
            then = getattr(now, what) if now else None
            figures.append(Figure(f"{name}_{what}", unit, getattr(finding, what), then, told))
    reference = document.reference.name if document.reference else None
    return Record(document.name, reference, tuple(figures), document.medium)
