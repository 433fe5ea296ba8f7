"""Restores a recording from file to file, block by block: hours take no more memory than minutes.

All that is found is repaired in one pass, in the order of repair. A recording in which nothing is
found is not decoded and written anew but copied, byte for byte.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from restorer_app.distortions import Distortion
from restorer_app.media.atomic import copy_file
from restorer_app.media.audio import (
    RecordingFile,
    RecordingInfo,
    exceeds_full_scale,
    open_recording,
    save_blocks,
)
from restorer_app.progress import OnProgress, Progress, ignore_progress, share_of
from restorer_app.registry.allocator import return_freed_blocks
from restorer_app.registry.catalog import Catalog
from restorer_app.restoration.audio.diagnose import diagnose_recording
from restorer_app.restoration.audio.methods import METHODS
from restorer_app.restoration.audio.repairs import (
    LEVEL,
    Workplace,
    knows_enough,
    models_of,
    needs_level,
    sound_repair_of,
    with_known,
)
from restorer_app.restoration.audio.streams import Chain, Removed, Watched, run_stream
from restorer_app.restoration.course import Outcome, RestoredRecording, StepReport
from restorer_app.restoration.diagnosis import Diagnosis
from restorer_app.restoration.plan import Plan, Step, propose_plan
from restorer_app.texts import translatable

BLOCK_S = 24.0
"""Enough for repairs to work at several moments at once, and soon cancelled."""
_TIDIED_EVERY = 4
"""Blocks after which freed memory is handed back: over hours it would be scattered over more and
more of it."""
JOINED_S = 0.001
"""Changes that are so close to each other are one."""
TITLE = translatable("Restoring the recording")
SAVING_TITLE = translatable("Saving the recording")
_LISTENED, _RESTORED = 0.2, 0.9


@dataclass(frozen=True)
class Target:
    """Where the result goes, and where, if anywhere, what was taken away from the recording."""

    path: Path
    removed: Path | None = None
    may_replace: bool = False
    keeps_floats: bool = False
    """Written as float32, whatever the recording has: to wait for `save_restored`, which knows the
    format. Until then nothing is rounded and nothing made quieter."""
    copies_unchanged: bool = True
    """Whether a recording that nothing was done to is copied, or nothing written at all."""

    def info_for(self, info: RecordingInfo) -> RecordingInfo:
        """How the result is stored of a recording that has `info`."""
        return replace(info, subtype="FLOAT") if self.keeps_floats else info


def restore_recording(
    source: Path,
    target: Target,
    catalog: Catalog,
    *,
    plan: Plan | None = None,
    diagnosis: Diagnosis | None = None,
    device: str = "auto",
    on_progress: OnProgress = ignore_progress,
) -> RestoredRecording:
    """Carry out `plan`, or without one what the diagnosis proposes, and write the result.

    Steps that lack what they have to know get it from `diagnosis`, or where nobody has listened
    yet, from listening first. With either the result is listened to as well. `on_progress` may
    raise Cancelled: then no result is written. Raises MediaError for a file that can not be read or
    written, PlanError for a step that can not be done to a recording.
    """
    on_progress(Progress(TITLE, 0.0))
    with open_recording(source) as file:
        wanted = Plan() if plan is None else Plan(plan.active_steps)
        before, begun = diagnosis, 0.0
        if before is None and (plan is None or not all(map(knows_enough, wanted.steps))):
            begun = _LISTENED
            before = diagnose_recording(file, on_progress=share_of(on_progress, 0.0, begun))
        if before is not None:
            proposed = Plan(propose_for_recording(before, catalog).active_steps)
            wanted = with_known(wanted if plan is not None else proposed, before)
        wanted = _with_level(wanted, file)
        streaming = share_of(on_progress, begun, _RESTORED)
        place = Workplace(file.info, catalog, device)
        written = _write(file, wanted, target, place, streaming) if wanted.steps else _Written()
    done = Plan(tuple(each.step for each in written.reports if each.outcome is Outcome.APPLIED))
    if not done.steps:
        reason = _reason_unchanged(plan)
        if not target.copies_unchanged:
            target.path.unlink(missing_ok=True)
            return RestoredRecording(source, done, written.reports, before, before, reason)
        _copy(source, target.path, may_replace=target.may_replace or bool(written.reports))
        return RestoredRecording(target.path, done, written.reports, before, before, reason)
    after = None
    if before is not None:
        with open_recording(target.path) as file:
            after = diagnose_recording(file, on_progress=share_of(on_progress, _RESTORED, 1.0))
    on_progress(Progress(TITLE, 1.0))
    reason = translatable("Every step of the plan was carried out.")
    networks = (entry for step in done.steps for entry in models_of(step, catalog))
    return RestoredRecording(
        target.path,
        done,
        written.reports,
        before,
        after,
        reason,
        written.gain,
        written.n_too_loud,
        {entry.id: entry.sha256 for entry in networks},
    )


def save_restored(
    restored: RestoredRecording,
    original: Path,
    target: Target,
    *,
    on_progress: OnProgress = ignore_progress,
) -> tuple[float, int]:
    """Write a result that waits with `keeps_floats` as the original is stored, in any format.

    Also what was taken away, where the target has a place for it. Returns the gain and how many
    samples did not fit, as in `RestoredRecording`. Raises MediaError; `on_progress` may raise
    Cancelled: then nothing is written.
    """
    on_progress(Progress(SAVING_TITLE, 0.0))
    with open_recording(original) as before, open_recording(restored.path) as after:
        share = 0.5 if target.removed is not None else 1.0
        told = share_of(on_progress, 0.0, share)
        saved = _save_with_room(
            lambda: _told_blocks(after, told, SAVING_TITLE),
            target,
            before.info,
            makes_room=_may_make_room(restored.plan),
        )
        if target.removed is not None:
            told = share_of(on_progress, share, 1.0)
            pairs = zip(
                _blocks(before),
                _told_blocks(after, told, SAVING_TITLE),
                strict=True,
            )
            blocks = (one - other for one, other in pairs)
            save_blocks(blocks, target.removed, info=before.info, overwrite=target.may_replace)
    on_progress(Progress(SAVING_TITLE, 1.0))
    return saved


def propose_for_recording(diagnosis: Diagnosis, catalog: Catalog) -> Plan:
    """What is proposed; networks are switched off.

    They take music for noise, so a person has to ask for them.
    """
    proposed = propose_plan(diagnosis, catalog)
    return Plan(tuple(replace(step, is_on=step.distortion in METHODS) for step in proposed.steps))


@dataclass(frozen=True)
class _Written:
    """What came of writing a result."""

    reports: tuple[StepReport, ...] = ()
    gain: float = 1.0
    n_too_loud: int = 0


class _TooLoudError(Exception):
    """The result has peaks that do not fit into the file that was about to be written."""

    def __init__(self, peak: float) -> None:
        super().__init__(peak)
        self.peak = peak


def _write(
    file: RecordingFile, plan: Plan, target: Target, place: Workplace, on_progress: OnProgress
) -> _Written:
    """All steps in one pass, and in a second one what they take away where that is wanted."""
    started = time.perf_counter()
    join_within = round(JOINED_S * file.info.rate)
    watched: list[Watched] = []

    def blocks() -> Iterator[np.ndarray]:
        watched[:] = [
            Watched(sound_repair_of(step, place), join_within=join_within) for step in plan.steps
        ]
        return run_stream(Chain(watched), _told_blocks(file, on_progress))

    info = target.info_for(file.info)
    gain, n_too_loud = _save_with_room(blocks, target, info, makes_room=_may_make_room(plan))
    if target.removed is not None:
        streams = [sound_repair_of(step, place) for step in plan.steps]
        removed = run_stream(Removed(Chain(streams)), _told_blocks(file, on_progress))
        save_blocks(removed, target.removed, info=file.info, overwrite=target.may_replace)
    seconds = (time.perf_counter() - started) / len(plan.steps)
    reports = (
        _report(step, stream, file.info.rate, seconds)
        for step, stream in zip(plan.steps, watched, strict=True)
    )
    return _Written(tuple(reports), gain, n_too_loud)


def _may_make_room(plan: Plan) -> bool:
    """Whether everything may become quieter so that restored peaks fit.

    Without a repair of clipping, or where it is for a part alone, the rest has to stay as it is to
    the bit: then what is too loud is limited.
    """
    return any(step.distortion is Distortion.CLIPPING and step.span is None for step in plan.steps)


def _save_with_room(
    blocks: Callable[[], Iterator[np.ndarray]],
    target: Target,
    info: RecordingInfo,
    *,
    makes_room: bool,
) -> tuple[float, int]:
    """The gain that was needed, and how many samples did not fit.

    How high the peaks are is known at the end, so that making room takes a second pass.
    """
    makes_room = makes_room and not exceeds_full_scale(target.path, info)

    def save(gain: float, *, refuses: bool) -> int:
        fitting = _watching_peaks(blocks(), gain, refuses=refuses)
        return save_blocks(fitting, target.path, info=info, overwrite=target.may_replace)

    try:
        return 1.0, save(1.0, refuses=makes_room)
    except _TooLoudError as error:
        gain = 1 / error.peak
        return gain, save(gain, refuses=False)


def _watching_peaks(
    blocks: Iterator[np.ndarray], gain: float, *, refuses: bool
) -> Iterator[np.ndarray]:
    """The blocks times `gain`; `_TooLoudError` at the end if that `refuses` what does not fit."""
    peak = 0.0
    for block in blocks:
        peak = max(peak, float(np.abs(block).max(initial=0.0)))
        yield block if gain == 1 else (block * gain).astype(np.float32)
    if refuses and peak > 1:
        raise _TooLoudError(peak)


def _blocks(file: RecordingFile) -> Iterator[np.ndarray]:
    return file.blocks(round(BLOCK_S * file.info.rate))


def _told_blocks(
    file: RecordingFile, on_progress: OnProgress, title: str = TITLE
) -> Iterator[np.ndarray]:
    """All blocks of the recording, each after telling how far it is."""
    n_done = 0
    for number, block in enumerate(_blocks(file)):
        on_progress(Progress(title, n_done / file.info.n_samples))
        yield block
        n_done += block.shape[1]
        if number % _TIDIED_EVERY == 0:
            return_freed_blocks()


def _with_level(plan: Plan, file: RecordingFile) -> Plan:
    """`plan` whose networks know how loud the recording is: one more way through it."""
    if not any(map(needs_level, plan.steps)):
        return plan
    from restorer_app.restoration.audio.denoise import measure_level  # torch

    level = {LEVEL: measure_level(_blocks(file), file.info.rate)}
    return Plan(
        tuple(
            replace(step, parameters={**step.parameters, **level}) if needs_level(step) else step
            for step in plan.steps
        )
    )


def _report(step: Step, stream: Watched, rate: int, seconds: float) -> StepReport:
    if not stream.spans:
        reason = f"{step.distortion.label}: " + translatable("the repair changed nothing.")
        return StepReport(step, 1, seconds, Outcome.DROPPED, reason)
    changed_s = tuple((start / rate, stop / rate) for start, stop in stream.spans)
    return StepReport(step, 1, seconds, Outcome.APPLIED, changed_s=changed_s)


def _copy(source: Path, target: Path, *, may_replace: bool) -> None:
    """The same bytes, or in another format the same samples."""
    if source.suffix.lower() == target.suffix.lower():
        copy_file(source, target, overwrite=may_replace)
        return
    with open_recording(source) as file:
        save_blocks(_blocks(file), target, info=file.info, overwrite=may_replace)


def _reason_unchanged(plan: Plan | None) -> str:
    if plan is None:
        return translatable("Nothing is wrong with this recording that could be repaired here.")
    if not plan.active_steps:
        return translatable("The plan is empty.")
    return translatable("No step found anything to repair. The recording stays as it is.")
