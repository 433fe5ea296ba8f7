"""Keeps a preview of the edited plan on the canvas: of what is seen, as soon as it can be had."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from restorer_app.gui.activity import Activity
from restorer_app.gui.compare.compare_view import CompareView
from restorer_app.gui.compare.picture import Patch, Picture, region_of
from restorer_app.gui.documents.document import Document
from restorer_app.gui.documents.session import Session
from restorer_app.gui.jobs import Job
from restorer_app.gui.words import failure_sentence, slider_moved
from restorer_app.media.region import Region
from restorer_app.restoration.plan import Plan

MOST_PX = 2_100_000
"""What is previewed at once: a full HD screen of true pixels. Of more, the middle."""
SETTLED_MS = 120
"""A view that has not moved for so long has come to rest."""


@dataclass(frozen=True)
class _Request:
    before: Picture
    region: Region
    plan: Plan


class PreviewDesk(QObject):
    """Asks the session for previews of the current document and shows them.

    There is a preview when the plan was edited and is not the one that the result was made with.
    One is worked out at a time; what was asked for meanwhile comes next, only the newest of it.
    """

    preview_changed = Signal()  # there is one now, or none any more
    said = Signal(str)  # what the canvas shows; nothing when there is no preview

    def __init__(self, session: Session, view: CompareView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._view = session, view
        self._job: Job | None = None
        self._running: _Request | None = None
        self._shown: _Request | None = None
        self._refused: _Request | None = None
        self._settled = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._settled.timeout.connect(self._update)
        session.current_changed.connect(self._start_anew)
        session.document_changed.connect(self._follow)
        session.jobs.changed.connect(self._update)
        view.zoom_changed.connect(self._settled.start)

    def _start_anew(self) -> None:
        self._give_up()
        self._update()

    def _follow(self, document: Document) -> None:
        if document is self._session.current:
            self._update()

    def _update(self) -> None:
        document = self._session.current
        if document is not None and document.is_busy:
            self._stop()  # what is shown stays until there is a result
            return
        wanted = self._wanted(document) if document is not None else None
        if wanted is None:
            self._give_up()
        elif wanted == self._shown:
            self._stop()
            self._say_shown()
        elif self._job is not None:
            if not self._is_of_use(wanted):
                self._job.cancel()
        elif wanted != self._refused:
            self._start(wanted)

    def _wanted(self, document: Document) -> _Request | None:
        """What should be on the canvas."""
        is_edited = document.history is not None and document.history.place > 0
        is_new = is_edited and not document.is_carried_out
        seen = _seen_in(self._view)
        if document.before is None or not is_new or not document.plan.active_steps or seen is None:
            return None
        return _Request(document.before, self._region_for(document.before, seen), document.plan)

    def _region_for(self, before: Picture, seen: Region) -> Region:
        """The part to work out. Closer to pixels that are known already: the same."""
        region = seen.middle(MOST_PX)
        known = self._shown.region if self._shown and self._shown.before is before else None
        return known if known is not None and known.contains(region) else region

    def _is_of_use(self, wanted: _Request) -> bool:
        """Whether the running job is worth its end: while a slider moves, every picture is."""
        running = self._running
        if running is None or (running.before, running.region) != (wanted.before, wanted.region):
            return False
        return running.plan == wanted.plan or bool(slider_moved(running.plan, wanted.plan))

    def _start(self, wanted: _Request) -> None:
        self._job = self._session.make_preview(wanted.before, wanted.region, wanted.plan)
        if self._job is None:
            self.said.emit(self.tr("The preview comes when what is being restored is done."))
            return
        self._running = wanted
        self._job.succeeded.connect(self._show)
        self._job.failed.connect(self._say_why_not)
        self._job.finished.connect(self._end)
        self._session.jobs.start_network_job(self._job)
        if self._shown is None or not slider_moved(self._shown.plan, wanted.plan):
            self.said.emit(self.tr("Working out a preview …"))

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _give_up(self) -> None:
        self._stop()
        self._refused = None
        self.said.emit("")
        self._set_shown(None, None)

    def _show(self, patch: Patch) -> None:
        document, running = self._session.current, self._running
        if document is not None and running is not None and document.before is running.before:
            self._set_shown(running, patch)

    def _set_shown(self, request: _Request | None, patch: Patch | None) -> None:
        was_shown, self._shown = self._shown is not None, request
        self._view.set_patch(patch)
        if was_shown is not (request is not None):
            self.preview_changed.emit()

    def _say_shown(self) -> None:
        seen = _seen_in(self._view)
        assert self._shown is not None
        if seen is None or self._shown.region.contains(seen):
            self.said.emit(self.tr("A preview of what you see. Restore does the whole photograph."))
        else:
            self.said.emit(
                self.tr("A preview of the middle. Zoom in to choose the part, or press Restore.")
            )

    def _say_why_not(self, error: Exception) -> None:
        self._refused = self._running
        document = self._session.current
        name = document.name if document is not None else ""
        self.said.emit(failure_sentence(error, name, Activity.RESTORE))

    def _end(self) -> None:
        self._job = self._running = None
        self._update()


def _seen_in(view: CompareView) -> Region | None:
    """None where nothing is seen."""
    area = view.sight.visible_area
    return None if area.isEmpty() else region_of(area)
