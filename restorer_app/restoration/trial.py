"""Tries repairs on the crops that the diagnosis looks at, until nothing wrong is left to repair.

The loop of paper 0: diagnose, repair, diagnose again. On crops it costs a fraction of a large
photograph. A small one is repaired as a whole, and its crops are looked at.
"""

import itertools
import time
from collections.abc import Sequence

import numpy as np

from restorer_app.distortions import Distortion
from restorer_app.media.image import Image
from restorer_app.progress import OnProgress, Progress, part_of
from restorer_app.registry.catalog import Catalog
from restorer_app.registry.devices import Device
from restorer_app.restoration.conclusions import (
    with_nothing_of,
    with_proof_of,
    with_severe_blur,
    with_tones_of,
)
from restorer_app.restoration.course import Course, CourseProgress, Outcome, StepReport
from restorer_app.restoration.diagnose import TITLE, Examiner
from restorer_app.restoration.diagnosis import Diagnosis
from restorer_app.restoration.plan import Plan, Step, propose_plan, step_for
from restorer_app.restoration.repairs.repair import Repair
from restorer_app.restoration.repairs.steps import repair_of
from restorer_app.restoration.sampling import Crops, choose_corners, cut_crops, sample_crops
from restorer_app.restoration.tiling import ALIGN_PX, MARGIN_PX
from restorer_app.restoration.tint import Tint
from restorer_app.texts import translatable

LEAST_FALL = 0.05
"""A step is kept only if the total predicted severity falls by at least this (scale 0..5)."""
LEAST_CHANGE = 0.6 / 255
"""A step that changes the picture less than this (root mean square) did nothing anyone could see.
Squared, because a few specks in a thousand pixels are plain to see and small on average."""


class Trial:
    """The loop on the sampled crops: finds the steps worth running over the whole photograph."""

    def __init__(
        self,
        image: Image,
        catalog: Catalog,
        device: str | Device,
        *,
        known: Diagnosis | None,
        keeps_tint: bool,
    ) -> None:
        self._catalog, self._device, self._keeps_tint = catalog, device, keeps_tint
        self._examiner = Examiner.load(catalog, device)
        self._corners = choose_corners(image.pixels)
        self._crops = self._cut(image.pixels)
        self._whole = image.pixels if _has_more_pixels(self._crops, image.pixels) else None
        tint = Tint.of(image.pixels) if keeps_tint else None
        self._is_toned = tint is not None and not tint.is_grey
        self.first = self._heeded(
            known or with_severe_blur(self._examiner.examine(image, self._crops, catalog))
        )
        self.kept: list[Step] = []
        self.reports: list[StepReport] = []

    def _cut(self, pixels: np.ndarray) -> Crops:
        return cut_crops(pixels, self._corners, rim_px=MARGIN_PX, align_px=ALIGN_PX)

    @property
    def plan(self) -> Plan:
        """What is worth running over the whole photograph; the faces last."""
        faces = self._faces_step
        return Plan((*self.kept, *([faces] if faces else [])))

    @property
    def _faces_step(self) -> Step | None:
        """Faces are found in the whole photograph alone, so their step is not tried on crops."""
        is_found = any(each.distortion is Distortion.FACES for each in self.first.found)
        return step_for(Distortion.FACES, self._catalog) if is_found else None

    def _heeded(self, diagnosis: Diagnosis) -> Diagnosis:
        """What of it counts: a colour that shall stay is nothing to be repaired."""
        return with_nothing_of(Distortion.YELLOWING, diagnosis) if self._is_toned else diagnosis

    def look_at_result(self, image: Image, on_progress: OnProgress) -> Diagnosis:
        """What counts of a diagnosis of the whole photograph after repairs."""
        on_progress(Progress(TITLE, 0.0))
        sampled = sample_crops(image.pixels, rim_px=0)
        diagnosis = self._examiner.examine(image, sampled, self._catalog)
        on_progress(Progress(TITLE, 1.0))
        return self._heeded_after(diagnosis)

    def _heeded_after(self, diagnosis: Diagnosis) -> Diagnosis:
        """The same of a diagnosis after repairs."""
        return with_tones_of(self.first, self._heeded(diagnosis))

    @property
    def judge_hashes(self) -> dict[str, str]:
        """The SHA-256 of the models that diagnose, by their ids."""
        return {entry.id: entry.sha256 for entry in self._examiner.entries}

    def run(self, on_progress: OnProgress, max_passes: int) -> str:
        """Fill `kept` and `reports`; returns why the loop stopped, as a sentence."""
        stop_reason = self._run_passes(on_progress, max_passes)
        course = Course(tuple(self.reports), stop_reason=stop_reason)
        on_progress(CourseProgress(TITLE, 1.0, course))
        return stop_reason

    def _run_passes(self, on_progress: OnProgress, max_passes: int) -> str:
        current = self.first.without(Distortion.FACES)
        for pass_number in range(1, max_passes + 1):
            if current.is_clean:
                return reason_when_clean(self.kept, has_faces=self._faces_step is not None)
            steps = self._untried_steps(current)
            if not steps:
                return _reason_when_nothing_left(current, self._catalog)
            n_kept = len(self.kept)
            for i, step in enumerate(steps):
                start, end = ((pass_number - 1 + n / len(steps)) / max_passes for n in (i, i + 1))
                report = part_of(on_progress, f"Trying {step.distortion.label}", start, end)
                current = self._try(step, current, pass_number, report)
            if len(self.kept) == n_kept:
                return translatable("No further step made the photograph better.")
        return translatable("It stopped after as many passes as it may make.")

    def _untried_steps(self, current: Diagnosis) -> list[Step]:
        """What the diagnosis asks for, without what was dropped or already done once."""
        done = {report.step.model_id for report in self.reports}
        plan = propose_plan(current, self._catalog)
        if self._keeps_tint:
            plan = plan.keeping_tint()
        return [step for step in plan.steps if step.model_id not in done]

    def _try(
        self, step: Step, current: Diagnosis, pass_number: int, on_progress: OnProgress
    ) -> Diagnosis:
        """Carry out one step on the crops; returns the diagnosis that holds afterwards."""
        course = Course(tuple(self.reports), step, pass_number)

        def tell(progress: Progress) -> None:
            on_progress(CourseProgress(progress.step, progress.fraction, course))

        started = time.perf_counter()
        repair = repair_of(step, self._catalog, self._device)
        whole, restored = self._restored(repair, tell)
        after = self._heeded_after(self._examiner.look(restored, whole))
        if step.distortion is not Distortion.JPEG:
            after = with_proof_of(current, after)
        reason = reason_to_drop(step, self._crops, restored, current, after)
        outcome = Outcome.DROPPED if reason else Outcome.APPLIED
        seconds = time.perf_counter() - started
        self.reports.append(StepReport(step, pass_number, seconds, outcome, reason))
        if reason:
            return current
        self.kept.append(step)
        self._whole, self._crops = whole, restored
        return after

    def _restored(self, repair: Repair, on_progress: OnProgress) -> tuple[np.ndarray | None, Crops]:
        """The crops after `repair`; those of a small photograph are cut out of all of it."""
        if self._whole is None:
            return None, _restore_crops(self._crops, repair, on_progress)
        whole = repair.run(self._whole, part_of=self._crops, on_progress=on_progress).pixels
        return whole, self._cut(whole)


def _has_more_pixels(sampled: Crops, pixels: np.ndarray) -> bool:
    """Whether the windows overlap so much that the photograph as a whole has fewer pixels."""
    return sum(window.size for window in sampled.windows) >= pixels.size


def _restore_crops(sampled: Crops, repair: Repair, on_progress: OnProgress) -> Crops:
    n_done = itertools.count()

    def repaired(part: np.ndarray) -> np.ndarray:
        on_progress(Progress(repair.entry.title, next(n_done) / (len(sampled.windows) + 1)))
        return repair.run(part, part_of=sampled).pixels

    return sampled.repaired(repaired, with_overview=repair.is_about_tones)


def reason_to_drop(step: Step, old: Crops, new: Crops, before: Diagnosis, after: Diagnosis) -> str:
    """Why the step is not worth keeping; empty when it is."""
    title = step.distortion.label
    squares = [np.square(a - b).mean() for a, b in zip(old.crops, new.crops, strict=True)]
    if np.sqrt(np.mean(squares)) < LEAST_CHANGE:
        return f"{title}: " + translatable("the repair changed nothing that can be seen.")
    fall = before.total_severity - after.total_severity
    if fall < LEAST_FALL:
        return f"{title}: " + translatable("the photograph did not look better.")
    return ""


def reason_when_clean(kept: Sequence[Step], *, has_faces: bool) -> str:
    if kept:
        return translatable("Nothing is wrong any more.")
    if has_faces:
        return translatable("Nothing is wrong with this photograph but its faces.")
    return translatable("Nothing is wrong with this photograph. It stays as it is.")


def _reason_when_nothing_left(current: Diagnosis, catalog: Catalog) -> str:
    without = [f.distortion.label for f in current.found if not catalog.restorer_of(f.distortion)]
    if without:
        return translatable("No model repairs what is left") + f": {', '.join(without)}."
    return translatable("Nothing is left that a further step could repair.")
