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
from restorer_app.restoration.course import Outcome, Restored, StepReport
from restorer_app.restoration.diagnose import TITLE
from restorer_app.restoration.diagnosis import Diagnosis
from restorer_app.restoration.face import FaceReport
from restorer_app.restoration.mask_drawing import pack_mask
from restorer_app.restoration.plan import Plan, Step
from restorer_app.restoration.repairs.repair import Repair, Repaired
from restorer_app.restoration.repairs.steps import repair_of
from restorer_app.restoration.tint import Tint
from restorer_app.restoration.trial import Trial, reason_when_clean
from restorer_app.texts import translatable

MAX_PASSES = 4
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
    trial = Trial(image, catalog, device, known=diagnosis, keeps_tint=keeps_tint)
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
    after = trial.look_at_result(told.image, looking)
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
        stop_reason = reason_when_clean(told.plan.steps, has_faces=False)
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
