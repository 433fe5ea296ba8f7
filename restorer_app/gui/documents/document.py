"""One open photograph or recording: where it is in its life, and what the window shows of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from restorer_app.distortions import Medium
from restorer_app.gui.activity import Activity, Mark
from restorer_app.gui.compare.picture import Picture
from restorer_app.gui.documents.history import History, Moment
from restorer_app.gui.documents.parking import delete_parked_samples, let_go
from restorer_app.restoration.course import Course
from restorer_app.restoration.plan import Plan

if TYPE_CHECKING:
    from restorer_app.gui.sound.track import Sounds
    from restorer_app.media.image import Image
    from restorer_app.metrics.audio.measurements import SoundMeasurements
    from restorer_app.metrics.measurements import Measurements
    from restorer_app.restoration.course import RestoredFile
    from restorer_app.restoration.diagnosis import Diagnosis
    from restorer_app.restoration.session_file import SavedResult


@dataclass(frozen=True)
class Problem:
    """What went wrong, in words, and what 'Try again' would do."""

    activity: Activity
    sentence: str


@dataclass(frozen=True)
class Recalled:
    """A result of another day that is read from its file when it is looked at."""

    result: SavedResult
    source: Path
    moments: frozenset[Moment]
    """Those of the history that go back to it."""


@dataclass(eq=False)
class Document:
    """An open file. The session changes it, widgets only read it.

    `before` and `after`, and the `sounds` of a recording, are caches: the session lets go of them
    when room is short and makes them again when the file is looked at. What took work (diagnosis,
    plan, result) always stays.
    """

    path: Path
    image: Image | None = None
    """Only from loading to the diagnosis that follows; restoring reads the file again."""
    before: Picture | None = None
    after: Picture | None = None
    sounds: Sounds | None = None
    """Of a recording what is seen and heard, before and after; read from files as it is needed."""
    decoded: Path | None = None
    """Where the samples of before lie as long as there are `sounds`."""
    diagnosis: Diagnosis | None = None
    proposed: Plan = Plan()
    plan: Plan = Plan()
    is_plan_edited: bool = False
    """The user loaded, chose or edited it: it is carried out as it is, whatever it is like."""
    restored: RestoredFile | None = None
    course: Course | None = None
    """How the loop goes, while the file is restored by it."""
    carried_out: Plan | None = None
    """The plan that `restored` was asked for with."""
    saved_as: Path | None = None
    history: History | None = None
    """From the diagnosis on: the plans and results that can be gone back to."""
    recalled: Recalled | None = None
    reference: Path | None = None
    """What the file was like undamaged: the user has named it to measure against."""
    measurements: Measurements | SoundMeasurements | None = None
    """Of what is shown now; None until they are asked for."""
    was_measuring_given_up: bool = False
    """It failed, and the user has read why."""
    problem: Problem | None = None
    running: set[Activity] = field(default_factory=set)
    """What is being done with it off the GUI thread."""
    is_waiting_for_restore: bool = False
    was_diagnosis_stopped: bool = False
    """The user cancelled the look at it: it is not started again unasked."""

    @property
    def name(self) -> str:
        return self.path.name

    @cached_property
    def medium(self) -> Medium:
        from restorer_app.restoration.file_jobs import medium_of  # NumPy: not before the window

        return medium_of(self.path)

    @property
    def is_recording(self) -> bool:
        return self.medium is Medium.AUDIO

    @property
    def is_shown(self) -> bool:
        """Whether there is something to look at or to listen to."""
        return self.before is not None or self.sounds is not None

    @property
    def is_loading(self) -> bool:
        return Activity.LOAD in self.running

    @property
    def is_diagnosing(self) -> bool:
        return Activity.DIAGNOSE in self.running

    @property
    def is_restoring(self) -> bool:
        return Activity.RESTORE in self.running

    @property
    def is_saving(self) -> bool:
        return Activity.SAVE in self.running

    @property
    def is_measuring(self) -> bool:
        return Activity.MEASURE in self.running

    @property
    def needs_measurements(self) -> bool:
        """Whether there is something to measure that has not been measured."""
        is_open = self.is_shown and not self.is_measuring and not self.is_restoring
        is_wanted = not self.was_measuring_given_up and not self._has_failed_at(Activity.MEASURE)
        return is_open and is_wanted and self.measurements is None

    @property
    def needs_pictures(self) -> bool:
        """Whether there is something to show that is not in memory."""
        is_missing = not self.is_shown or (self.has_result and not self._has_after)
        is_missing |= self.recalled is not None
        return is_missing and not self.is_loading and not self._has_failed_at(Activity.LOAD)

    @property
    def _has_after(self) -> bool:
        has_sound = self.sounds is not None and self.sounds.after is not None
        return self.after is not None or has_sound

    @property
    def needs_diagnosis(self) -> bool:
        is_open = self.diagnosis is None and not self.is_busy and not self.was_diagnosis_stopped
        return is_open and not self._has_failed_at(Activity.LOAD, Activity.DIAGNOSE)

    @property
    def cached_bytes(self) -> int:
        return sum(picture.n_bytes for picture in (self.before, self.after) if picture)

    @property
    def decoded_bytes(self) -> int:
        """What the samples of a recording take on the disc so that they can be heard."""
        before = self.sounds.before if self.sounds is not None else None
        return 4 * before.n_channels * before.n_samples if before is not None else 0

    def forget_pictures(self) -> None:
        self.image = self.before = self.after = None
        self.forget_sounds()

    def forget_sounds(self) -> None:
        if self.decoded is not None:
            delete_parked_samples(self.decoded)
        self.sounds = self.decoded = None

    def remember(self, name: str, *, merges: str = "") -> None:
        """Make what is now a moment to go back to; results that none has any more are let go of."""
        now = Moment(
            name, self.plan, self.restored, self.carried_out, self.saved_as, self.is_plan_edited
        )
        if self.history is None:
            self.history = History(now)
            return
        old = self.history.results
        self.history.add(now, merges=merges)
        kept = self.history.results
        for result in old:
            if not any(result is other for other in kept):
                let_go(result)

    def go_to(self, place: int) -> None:
        """Back, or forth again, to a moment of the history."""
        assert self.history is not None  # there is nothing to choose from without
        moment = self.history.go_to(place)
        if moment.restored is not self.restored:
            self.after = self.measurements = None
            if self.sounds is not None:
                self.sounds = self.sounds.with_after(None)
        self.plan, self.restored = moment.plan, moment.restored
        self.carried_out, self.saved_as = moment.carried_out, moment.saved_as
        self.is_plan_edited = moment.is_plan_edited

    def bring_back(self, restored: RestoredFile | None) -> None:
        """The recalled result is here; None where its file can not be read."""
        assert self.recalled is not None
        assert self.history is not None
        self.history.bring_back(self.recalled.moments, restored)
        self.recalled = None
        self.go_to(self.history.place)

    def drop_results(self) -> None:
        """Let go of all results and of the files their pixels lie in."""
        for result in self.history.results if self.history else ():
            let_go(result)
        self.history = self.restored = None
        self.forget_sounds()

    def _has_failed_at(self, *activities: Activity) -> bool:
        return self.problem is not None and self.problem.activity in activities

    @property
    def is_busy(self) -> bool:
        """Whether something is being found out or made that changes the file's state."""
        return self.is_diagnosing or self.is_restoring or self.is_waiting_for_restore

    @property
    def has_result(self) -> bool:
        """Whether there is something to compare and to save."""
        return self.restored is not None and not self.restored.is_unchanged

    @property
    def is_carried_out(self) -> bool:
        """Whether the result is what restoring would make now."""
        if self.plan != self.carried_out:
            return False
        if self.is_recording:  # what is proposed is carried out as it is told, too
            return True
        was_as_told = self.restored is not None and self.restored.before is None
        return self.restored is None or was_as_told == self.is_plan_edited

    @property
    def can_restore(self) -> bool:
        """Whether restoring would do something that has not just been done."""
        is_at_rest = self.diagnosis is not None and not self.is_busy
        return is_at_rest and not self.is_carried_out and bool(self.plan.active_steps)

    @property
    def can_save(self) -> bool:
        return self.has_result and not self.is_restoring and not self.is_saving

    @property
    def is_unsaved(self) -> bool:
        """Whether closing it would lose a result."""
        return self.has_result and self.saved_as is None

    @property
    def mark(self) -> Mark:
        if self.is_busy:
            return Mark.WORKING
        if self._has_failed_at(Activity.LOAD, Activity.DIAGNOSE):
            return Mark.FAILED
        if self.saved_as:
            return Mark.SAVED
        if self.has_result:
            return Mark.RESTORED
        if self.problem and not self._has_failed_at(Activity.MEASURE):
            return Mark.FAILED
        if self.diagnosis is None:
            return Mark.WORKING if self.is_loading else Mark.NEW
        is_left_alone = self.restored is not None or self.diagnosis.is_clean
        return Mark.CLEAN if is_left_alone else Mark.DIAGNOSED
