"""Keeps the mask of damage on the canvas, and puts what is painted there into the plan."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, Signal

from restorer_app.distortions import Distortion
from restorer_app.gui import dialogs
from restorer_app.gui.activity import Activity
from restorer_app.gui.compare.compare_view import CompareView
from restorer_app.gui.compare.mask_layer import MaskLayer
from restorer_app.gui.compare.masking import BrushKind
from restorer_app.gui.compare.picture import Picture
from restorer_app.gui.documents.document import Document
from restorer_app.gui.documents.session import Session
from restorer_app.gui.jobs import Job
from restorer_app.gui.repair import mask_tasks
from restorer_app.gui.repair.mask_panel import MaskPanel
from restorer_app.gui.window_memory import WindowMemory
from restorer_app.gui.words import as_sentence, failure_sentence, percent
from restorer_app.restoration.mask import Edit, Given, Grown, Mask, Stroke

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SIDES_PER_GROWTH = 1500
"""Of a photograph twice as large a step of growing is two pixels."""


@dataclass(frozen=True)
class _Shown:
    """What a layer was drawn of."""

    before: Picture
    mask: Mask
    is_found: bool
    """Damage had been looked for by then."""


class MaskDesk(QObject):
    """Joins the panel, the canvas and the session.

    Damage is looked for once for each photograph, when its mask is looked at first, and kept as
    long as its pixels are. Layers are drawn in jobs, but for strokes: the canvas has drawn these.
    """

    notice_given = Signal(str)
    told = Signal(str)  # a sentence about something that went well

    def __init__(
        self, session: Session, panel: MaskPanel, view: CompareView, memory: WindowMemory
    ) -> None:
        super().__init__(panel)
        self._session, self._panel, self._view, self._memory = session, panel, view, memory
        self._likely: WeakKeyDictionary[Picture, NDArray[np.uint8]] = WeakKeyDictionary()
        self._finding: Picture | None = None
        self._refused: Picture | None = None
        """Where looking for damage failed or was stopped: not again by itself."""
        self._job: Job | None = None
        self._drawing: _Shown | None = None
        self._shown: _Shown | None = None
        self._undrawn: _Shown | None = None
        """What could not be drawn, for a reason that has been told."""
        self._awaited: tuple[Path, Document] | None = None
        """The file that was named for a mask last, and for which photograph."""
        self._layer: MaskLayer | None = None
        self._connect()
        self._update()

    def _connect(self) -> None:
        self._session.current_changed.connect(self._update)
        self._session.document_changed.connect(self._follow)
        self._view.stroke_ended.connect(self._take_stroke)
        panel = self._panel
        panel.shown_changed.connect(self._show_or_hide)
        panel.brush_changed.connect(self._hand_over_brush)
        panel.opacity_changed.connect(self._lay_over)
        panel.sensitivity_changed.connect(self._set_sensitivity)
        panel.edit_wanted.connect(self._add)
        panel.growth_wanted.connect(self._grow)
        panel.import_wanted.connect(self.ask_and_import)
        panel.export_wanted.connect(self.ask_and_export)

    # keys

    def toggle(self) -> None:
        """Show or hide the mask; where nothing fills damage yet, that is added to the plan."""
        if self._has_step_or_adds_it():
            self._panel.switch.toggle()

    def choose(self, kind: BrushKind) -> None:
        if self._has_step_or_adds_it():
            self._panel.choose(kind)

    def widen(self, direction: int) -> None:
        """The brush a step wider (1) or narrower (-1)."""
        if self._panel.is_shown:
            self._panel.widen(direction)

    def _has_step_or_adds_it(self) -> bool:
        if self._place is None:
            self._session.add_step(Distortion.SCRATCHES)
        return self._place is not None

    # the current mask

    @property
    def _document(self) -> Document | None:
        """The one whose mask can be looked at."""
        document = self._session.current
        if document is None or document.before is None or document.diagnosis is None:
            return None
        return document

    @property
    def _place(self) -> int | None:
        """Which step of the plan has the mask."""
        steps = self._document.plan.steps if self._document is not None else ()
        return next((i for i, step in enumerate(steps) if step.distortion.has_mask), None)

    @property
    def _mask(self) -> Mask:
        if self._document is None or self._place is None:
            return Mask()
        return self._document.plan.steps[self._place].mask or Mask()

    @property
    def _size(self) -> tuple[int, int]:
        assert self._document is not None
        assert self._document.before is not None
        size = self._document.before.size
        return size.width(), size.height()

    def _set_mask(self, mask: Mask) -> None:
        if self._document is not None and self._place is not None:
            self._session.edit_plan(self._document.plan.with_step(self._place, mask=mask))

    def _add(self, edit: Edit) -> None:
        if self._document is not None:
            self._set_mask(self._mask.with_edit(edit, self._size))

    def _grow(self, direction: int) -> None:
        if self._document is not None:
            step_px = max(1, round(max(self._size) / _SIDES_PER_GROWTH))
            self._add(Grown(direction * step_px))

    def _set_sensitivity(self, sensitivity: float) -> None:
        self._set_mask(replace(self._mask, sensitivity=sensitivity))

    def _take_stroke(self, stroke: Stroke | None) -> None:
        """The canvas shows it already: where that was up to date, nothing need be drawn again."""
        if stroke is not None and self._document is not None:
            old, new = self._mask, self._mask.with_edit(stroke, self._size)
            shown, self._shown = self._shown, None
            if shown is not None and shown.mask == old:
                self._shown = replace(shown, mask=new)
            self._set_mask(new)
        self._update()

    # what is shown

    def _follow(self, document: Document) -> None:
        if document is self._session.current:
            self._update()

    def _show_or_hide(self) -> None:
        self._refused = None
        self._update()

    def _update(self) -> None:
        document = self._document
        is_tried = document is not None and document.course is not None
        self._panel.setVisible(self._place is not None and not is_tried)
        if document is None or self._place is None or not self._panel.is_shown:
            self._shown = self._layer = None
            self._lay_over()
            return
        assert document.before is not None
        self._panel.set_mask(self._mask, is_enabled=not document.is_busy)
        if self._mask.needs_finding:
            self._look_for_damage(document.before)
        wanted = _Shown(document.before, self._mask, document.before in self._likely)
        if self._shown is not None and self._shown.before is not wanted.before:
            self._shown = self._layer = None
        is_known = wanted in (self._shown, self._undrawn)
        if not is_known and self._job is None and not self._view.is_drawing:
            self._draw(wanted)
        self._lay_over()

    def _draw(self, wanted: _Shown) -> None:
        self._drawing = wanted
        likely = self._likely.get(wanted.before)
        self._job = Job(mask_tasks.draw, likely, wanted.mask, self._size)
        self._job.succeeded.connect(self._take_layer)
        self._job.failed.connect(self._say_why_not_drawn)
        self._job.finished.connect(self._end_drawing)
        self._session.jobs.start_file_job(self._job)

    def _take_layer(self, layer: MaskLayer) -> None:
        """Not where it lacks a stroke that the one that is there shows, or is being given."""
        document, drawn = self._document, self._drawing
        if document is None or drawn is None or document.before is not drawn.before:
            return
        if drawn.mask.edits == self._mask.edits and not self._view.is_drawing:
            self._shown, self._layer = drawn, layer

    def _say_why_not_drawn(self, error: Exception) -> None:
        self._undrawn, self._layer = self._drawing, None
        self._tell_failure(error)

    def _end_drawing(self) -> None:
        self._job = None
        self._update()

    def _lay_over(self) -> None:
        self._view.set_mask(self._layer, self._panel.opacity)
        self._hand_over_brush()
        self._panel.set_note(self._note())

    def _hand_over_brush(self) -> None:
        document = self._document
        is_free = self._layer is not None and document is not None and not document.is_busy
        self._view.set_brush(self._panel.brush if is_free else None)

    def _note(self) -> str:
        document = self._document
        if self._layer is None or document is None:
            return self.tr("The mask is being drawn …")
        if self._finding is document.before:
            return self.tr("Looking for damage … You can paint meanwhile.")
        share = self._layer.share
        if not share:
            return self.tr("Nothing is filled yet: paint over what is damaged.")
        if share < 0.005:
            return self.tr("Less than 1 % of the photograph is filled.")
        return self.tr("{share} of the photograph is filled.").format(share=percent(share))

    # what is found

    def _look_for_damage(self, before: Picture) -> None:
        """Once for each photograph, one at a time."""
        if before in self._likely or self._finding is not None or before is self._refused:
            return
        self._finding = before
        job = Job(mask_tasks.find, self._session.jobs.bench, before)
        self._session.errands.note(job, self.tr("Looking for damage …"))
        job.succeeded.connect(self._take_found)
        job.failed.connect(self._tell_failure)
        job.finished.connect(self._end_finding)
        self._session.jobs.start_network_job(job)

    def _take_found(self, likely: NDArray[np.uint8]) -> None:
        assert self._finding is not None
        self._likely[self._finding] = likely

    def _end_finding(self) -> None:
        if self._finding not in self._likely:
            self._refused = self._finding
        self._finding = None
        self._update()

    # files

    def ask_and_import(self) -> None:
        document = self._document
        if document is None:
            return
        path = dialogs.ask_mask(self._panel, self._memory.last_folder)
        if path is not None:
            self._memory.note_folder(path.absolute().parent)
            self._awaited = path, document
            job = Job(mask_tasks.read, path, self._size)
            job.succeeded.connect(self._take_imported)
            job.failed.connect(self._tell_unusable)
            self._session.jobs.start_file_job(job)

    def ask_and_export(self) -> None:
        document = self._document
        if document is None or document.before is None:
            return
        proposed = dialogs.propose_save_path(document.path, kind="PNG", ending=self.tr("mask"))
        path = dialogs.ask_mask_target(self._panel, proposed)
        if path is not None:
            likely = self._likely.get(document.before)
            originals = self._session.originals
            job = Job(mask_tasks.write, likely, self._mask, self._size, path, originals)
            self._session.errands.note(job, self.tr("Saving {name} …").format(name=path.name))
            job.succeeded.connect(self._tell_saved)
            job.failed.connect(self._tell_unsaved)
            self._session.jobs.start_file_job(job)

    def _take_imported(self, given: Given) -> None:
        assert self._awaited is not None
        path, document = self._awaited
        if document is self._document:
            self.notice_given.emit("")
            self._add(given)
        else:
            self.notice_given.emit(
                self.tr("'{name}' was not used: another file is shown by now.").format(
                    name=path.name
                )
            )

    def _tell_unusable(self, error: Exception) -> None:
        self.notice_given.emit(as_sentence(failure_sentence(error, "", Activity.LOAD)))

    def _tell_saved(self, path: Path) -> None:
        self.told.emit(
            self.tr("Saved as {name} in {folder}").format(name=path.name, folder=path.parent)
        )

    def _tell_unsaved(self, error: Exception) -> None:
        self.notice_given.emit(failure_sentence(error, "", Activity.SAVE))

    def _tell_failure(self, error: Exception) -> None:
        document = self._document
        name = document.name if document is not None else ""
        self.notice_given.emit(failure_sentence(error, name, Activity.RESTORE))
