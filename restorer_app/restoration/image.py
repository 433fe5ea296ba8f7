"""Restores a photograph: a plan as told, or the loop of diagnosing and restoring until clean."""

import time
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from restorer_app.distortions import Distortion
from restorer_app.errors import OutputError
from restorer_app.media.image import Image
from restorer_app.media.region import Region
from restorer_app.progress import OnProgress, Progress, ignore_progress, part_of, share_of
from restorer_app.registry.allocator import return_freed_blocks
from restorer_app.registry.catalog import Catalog
from restorer_app.registry.devices import Device
from restorer_app.restoration.course import (
    Course,
    CourseProgress,
    Outcome,
    Restored,
    StepReport,
)
from restorer_app.restoration.diagnose import (
    TITLE,
    Examiner,
    diagnose,
    with_faces,
    with_jpeg_quality,
    with_nothing_of,
    with_proof_of,
    with_tones_of,
)
from restorer_app.restoration.diagnosis import Diagnosis
from restorer_app.restoration.face import FaceReport
from restorer_app.restoration.mask_drawing import pack_mask
from restorer_app.restoration.plan import Plan, Step, propose_plan, step_for
from restorer_app.restoration.repairs.repair import Repair, Repaired
from restorer_app.restoration.repairs.steps import repair_of
from restorer_app.restoration.sampling import Crops, sample_crops
from restorer_app.restoration.tiling import ALIGN_PX, MARGIN_PX
from restorer_app.restoration.tint import Tint
from restorer_app.texts import translatable

MAX_PASSES = 4
LEAST_FALL = 0.05
"""A step is kept only if the total predicted severity falls by at least this (scale 0..5)."""
LEAST_CHANGE = 0.6 / 255
"""A step that changes the picture less than this (root mean square) did nothing anyone could see.
Squared, because a few specks in a thousand pixels are plain to see and small on average."""
FLAT_STD = 1e-3
_FIRST_SHARE = 0.3
_TRIAL_SHARE = 0.15
_RESTORED_AT = 0.95
"""Where the trial and the restoration end on the way from 0 to 1."""


def restore(
    image: Image,
    plan: Plan,
    catalog: Catalog,
    *,
    device: str | Device = "auto",
    on_progress: OnProgress = ignore_progress,
) -> Restored:
    """Carry out exactly `plan`, in its order; an empty plan returns the image itself.

    Raises WeightsError for a model that is missing or damaged, PlanError for a plan that asks for
    what a model does not have, OutputError when a network returns no picture, Cancelled when
    `on_progress` says so. Nothing is half done: the image that came in is never written to.
    """
    steps = plan.active_steps
    if not steps:
        on_progress(Progress(TITLE, 1.0))
        return Restored(image, Plan(), (), None, None, translatable("The plan is empty."))
    plan.check_fits((image.width, image.height))
    repairs = [repair_of(step, catalog, device) for step in steps]
    try:
        done, reports = _carry_out(steps, repairs, image.pixels, on_progress)
    finally:
        return_freed_blocks()
    kept = Plan(tuple(report.step for report in reports if report.outcome is Outcome.APPLIED))
    if not kept.steps:
        reason = translatable("Nothing was changed, because no face was refined.")
        return Restored(image, kept, reports, None, None, reason, faces=done.faces or ())
    put_back_tint(Tint.of(image.pixels), plan, done.pixels, image.pixels)
    return Restored(
        image=image.with_pixels(done.pixels),
        plan=kept,
        reports=reports,
        before=None,
        after=None,
        stop_reason=translatable("Every step of the plan was carried out."),
        model_hashes={entry.id: entry.sha256 for repair in repairs for entry in repair.entries},
        filled=None if done.filled is None else pack_mask(done.filled),
        faces=done.faces or (),
    )


def put_back_tint(tint: Tint | None, plan: Plan, pixels: np.ndarray, degraded: np.ndarray) -> None:
    """Give restored `pixels` the photograph's own tint, in place, if it has one.

    Where a step is there to change it, a yellowed or brown tint is not put back, unless it is
    wanted. What was only filled in places gets it there alone: all else is as it is in `degraded`,
    colour noise too.
    """
    steps = plan.active_steps
    of_tones = [step for step in steps if step.distortion.is_of_tones]
    is_changed = not all(step.keeps_tint for step in of_tones)
    if tint is None or (is_changed and not tint.is_grey):
        return
    if all(step.distortion.has_mask for step in steps):
        tint.apply_where_changed(pixels, degraded)
    else:
        tint.apply(pixels, narrowed=max((step.strength for step in of_tones), default=0.0))


def _carry_out(
    steps: Sequence[Step],
    repairs: Sequence[Repair],
    degraded: np.ndarray,
    on_progress: OnProgress,
) -> tuple[Repaired, tuple[StepReport, ...]]:
    """What came of all steps, at least one; `degraded` is not written to."""
    so_far, reports = Repaired(degraded), []
    whole = Region(0, 0, degraded.shape[1], degraded.shape[0])
    for i, (step, repair) in enumerate(zip(steps, repairs, strict=True)):
        started = time.perf_counter()
        report = part_of(on_progress, step.distortion.label, i / len(steps), (i + 1) / len(steps))
        pixels = so_far.pixels
        # Once the picture is our own, the steps work in place.
        out = None if pixels is degraded else pixels
        done = repair.run(pixels, strength=step.strength, out=out, place=whole, on_progress=report)
        _refuse_flat(done.pixels, degraded, repair)
        reason = "" if done.faces is None else _reason_without_faces(done.faces)
        outcome = Outcome.DROPPED if reason else Outcome.APPLIED
        reports.append(StepReport(step, 1, time.perf_counter() - started, outcome, reason))
        so_far = done.after(so_far)
    return so_far, tuple(reports)


def _reason_without_faces(faces: Sequence[FaceReport]) -> str:
    """Why the step about faces did nothing; empty when it did something."""
    if any(face.strength for face in faces):
        return ""
    title = Distortion.FACES.label
    if not faces:
        return f"{title}: " + translatable("no face was found.")
    return f"{title}: " + translatable("every face was left alone.")


def restore_automatically(
    image: Image,
    catalog: Catalog,
    *,
    device: str | Device = "auto",
    on_progress: OnProgress = ignore_progress,
    diagnosis: Diagnosis | None = None,
    max_passes: int = MAX_PASSES,
    keeps_tint: bool = False,
) -> Restored:
    """Diagnose, restore, diagnose again, until clean (paper 0, with a stop rule).

    At most `max_passes` passes. A step is kept only if the total predicted severity falls, so a
    clean photograph comes back as it is, and a step that does not help is dropped with the reason.
    The steps are tried on the crops that the diagnosis looks at; only those that are kept run over
    the whole photograph. `diagnosis`: the one already known for `image`. `keeps_tint`: a photograph
    in shades of one colour, brown or yellowed, stays in it. While steps are tried, `on_progress` is
    told the course of the loop: a CourseProgress.
    """
    on_progress(Progress(TITLE, 0.0))
    trial = _Trial(image, catalog, device, known=diagnosis, keeps_tint=keeps_tint)
    stop_reason = trial.run(share_of(on_progress, 0.0, _TRIAL_SHARE), max_passes)
    unchanged = Restored(
        image,
        Plan(),
        tuple(trial.reports),
        trial.first,
        trial.first,
        stop_reason,
        trial.judge_hashes,
    )
    if not trial.plan.steps:
        on_progress(Progress(TITLE, 1.0))
        return unchanged
    told = restore(
        image,
        trial.plan,
        catalog,
        device=device,
        on_progress=share_of(on_progress, _TRIAL_SHARE, _RESTORED_AT),
    )
    reports = _with_times(trial.reports, told.reports)
    if told.is_unchanged:
        on_progress(Progress(TITLE, 1.0))
        return replace(unchanged, reports=reports, faces=told.faces)
    looking = part_of(on_progress, TITLE, _RESTORED_AT, 1.0)
    after = trial.heeded_after(diagnose(told.image, catalog, device=device, on_progress=looking))
    if after.total_severity >= trial.first.total_severity:
        reason = translatable(
            "The repair did not help on the whole photograph, so it stays as it was."
        )
        dropped = tuple(_dropped(report, reason) for report in reports)
        return replace(unchanged, reports=dropped, stop_reason=reason)
    return replace(
        told,
        reports=reports,
        before=trial.first,
        after=after,
        stop_reason=stop_reason,
        model_hashes=trial.judge_hashes | told.model_hashes,
    )


def restore_after(
    first: Plan,
    image: Image,
    catalog: Catalog,
    *,
    device: str | Device = "auto",
    on_progress: OnProgress = ignore_progress,
    keeps_tint: bool = False,
) -> Restored:
    """Carry out `first`, then look at what came of it and repair automatically what else is wrong.

    The distortions of `first` are not repaired a second time. `keeps_tint`: as for
    `restore_automatically`; `first` says it for itself. Raises what `restore` raises.
    """
    others = catalog
    for step in first.steps:
        others = others.without(step.distortion)
    told = restore(
        image, first, catalog, device=device, on_progress=share_of(on_progress, 0.0, _FIRST_SHARE)
    )
    found = restore_automatically(
        told.image,
        others,
        device=device,
        on_progress=share_of(on_progress, _FIRST_SHARE, 1.0),
        keeps_tint=keeps_tint,
    )
    stop_reason = found.stop_reason
    if told.plan.steps and found.before is not None and found.before.is_clean:
        stop_reason = _reason_when_clean(told.plan.steps, has_faces=False)
    return replace(
        found,
        stop_reason=stop_reason,
        plan=Plan((*told.plan.steps, *found.plan.steps)),
        filled=told.filled,
        faces=(*told.faces, *found.faces),
        reports=(*told.reports, *found.reports),
        model_hashes=told.model_hashes | found.model_hashes,
    )


def _refuse_flat(restored: np.ndarray, degraded: np.ndarray, repair: Repair) -> None:
    """One even colour where there was a picture is a failure, never a success."""
    sparse = (slice(None, None, 8), slice(None, None, 8))
    if float(restored[sparse].std()) < FLAT_STD < 10 * FLAT_STD < float(degraded[sparse].std()):
        raise OutputError(
            translatable(
                "{model}: the network returned an even area instead of a picture; run 'restorer "
                "models verify', or let it run on the processor (cpu)",
                model=repair.entry.id,
            )
        )


def _dropped(report: StepReport, reason: str) -> StepReport:
    """`report` of a step that was kept at first; one that was dropped keeps its own reason."""
    return replace(report, outcome=Outcome.DROPPED, reason=report.reason or reason)


def _with_times(
    tried: Sequence[StepReport], applied: Sequence[StepReport]
) -> tuple[StepReport, ...]:
    """The trial's reports, the kept steps with the time they took on the whole photograph.

    Then that of the faces, which no crops can be tried on.
    """
    seconds = iter([report.seconds for report in applied])
    timed = [
        replace(report, seconds=next(seconds)) if report.outcome is Outcome.APPLIED else report
        for report in tried
    ]
    last_pass = max((report.pass_number for report in tried), default=1)
    of_faces = (report for report in applied if report.step.distortion is Distortion.FACES)
    return (*timed, *(replace(report, pass_number=last_pass) for report in of_faces))


class _Trial:
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
        self._crops = sample_crops(image.pixels, rim_px=MARGIN_PX, align_px=ALIGN_PX)
        tint = Tint.of(image.pixels) if keeps_tint else None
        self._is_toned = tint is not None and not tint.is_grey
        self.first = self.heeded(
            known
            or with_faces(
                with_jpeg_quality(self._examiner.look(self._crops), image),
                image,
                catalog,
                self._examiner.detector,
            )
        )
        self.kept: list[Step] = []
        self.reports: list[StepReport] = []

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

    def heeded(self, diagnosis: Diagnosis) -> Diagnosis:
        """What of it counts: a colour that shall stay is nothing to be repaired."""
        return with_nothing_of(Distortion.YELLOWING, diagnosis) if self._is_toned else diagnosis

    def heeded_after(self, diagnosis: Diagnosis) -> Diagnosis:
        """The same of a diagnosis after repairs."""
        return with_tones_of(self.first, self.heeded(diagnosis))

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
                return _reason_when_clean(self.kept, has_faces=self._faces_step is not None)
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
        restored = _restore_crops(self._crops, repair, tell)
        after = self.heeded_after(self._examiner.look(restored))
        if step.distortion is not Distortion.JPEG:
            after = with_proof_of(current, after)
        reason = _reason_to_drop(step, self._crops, restored, current, after)
        outcome = Outcome.DROPPED if reason else Outcome.APPLIED
        seconds = time.perf_counter() - started
        self.reports.append(StepReport(step, pass_number, seconds, outcome, reason))
        if reason:
            return current
        self.kept.append(step)
        self._crops = restored
        return after


def _restore_crops(sampled: Crops, repair: Repair, on_progress: OnProgress) -> Crops:
    restored = []
    for i, window in enumerate(sampled.windows):
        on_progress(Progress(repair.entry.title, i / len(sampled.windows)))
        restored.append(repair.run(window, part_of=sampled).pixels)
    return replace(sampled, windows=tuple(restored))


def _reason_to_drop(step: Step, old: Crops, new: Crops, before: Diagnosis, after: Diagnosis) -> str:
    """Why the step is not worth keeping; empty when it is."""
    title = step.distortion.label
    squares = [np.square(a - b).mean() for a, b in zip(old.crops, new.crops, strict=True)]
    if np.sqrt(np.mean(squares)) < LEAST_CHANGE:
        return f"{title}: " + translatable("the repair changed nothing that can be seen.")
    fall = before.total_severity - after.total_severity
    if fall < LEAST_FALL:
        return f"{title}: " + translatable("the photograph did not look better.")
    return ""


def _reason_when_clean(kept: Sequence[Step], *, has_faces: bool) -> str:
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
