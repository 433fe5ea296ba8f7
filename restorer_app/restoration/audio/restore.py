"""Restores a recording from file to file, block by block: hours take no more memory than minutes.

All that is found is repaired in one pass, in the order of repair. A recording in which nothing is
found is not decoded and written anew but copied, byte for byte.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from restorer_app.distortions import Distortion
from restorer_app.media.atomic import copy_file
from restorer_app.media.audio import (
    RecordingFile,
    exceeds_full_scale,
    open_recording,
    save_blocks,
)
from restorer_app.progress import OnProgress, Progress, ignore_progress, share_of
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
from restorer_app.restoration.course import Outcome, StepReport
from restorer_app.restoration.diagnosis import Diagnosis
from restorer_app.restoration.plan import Plan, Step, propose_plan
from restorer_app.texts import translatable

BLOCK_SAMPLES = 1 << 18
JOINED_S = 0.001
"""Changes that are so close to each other are one."""
TITLE = translatable("Restoring the recording")
_LISTENED, _RESTORED = 0.2, 0.9


@dataclass(frozen=True)
class RestoredRecording:
    """What was done to a recording; its samples are in the file that was written."""

    plan: Plan
    """The steps that changed something, with what they had to know."""
    reports: tuple[StepReport, ...]
    before: Diagnosis | None
    after: Diagnosis | None
    stop_reason: str
    gain: float = 1.0
    """What everything was multiplied with, so that restored peaks fit into the file."""
    n_too_loud: int = 0
    """Samples that did not fit into the file, and were limited."""
    model_hashes: dict[str, str] = field(default_factory=dict)
    """SHA-256 by id of the models of those steps."""

    @property
    def is_unchanged(self) -> bool:
        return not self.plan.steps


@dataclass(frozen=True)
class Target:
    """Where the result goes, and where, if anywhere, what was taken away from the recording."""

    path: Path
    removed: Path | None = None
    may_replace: bool = False


def restore_recording(
    source: Path,
    target: Target,
    catalog: Catalog,
    *,
    plan: Plan | None = None,
    device: str = "auto",
    on_progress: OnProgress = ignore_progress,
) -> RestoredRecording:
    """Carry out `plan`, or without one what the diagnosis proposes, and write the result.

    Steps that lack what they have to know get it from the diagnosis. `on_progress` may raise
    Cancelled: then no result is written. Raises MediaError for a file that can not be read or
    written, PlanError for a step that can not be done to a recording.
    """
    on_progress(Progress(TITLE, 0.0))
    with open_recording(source) as file:
        wanted = Plan() if plan is None else Plan(plan.active_steps)
        before = None
        if plan is None or not all(map(knows_enough, wanted.steps)):
            before = diagnose_recording(file, on_progress=share_of(on_progress, 0.0, _LISTENED))
            wanted = with_known(wanted if plan is not None else _proposed(before, catalog), before)
        wanted = _with_level(wanted, file)
        streaming = share_of(on_progress, _LISTENED if before else 0.0, _RESTORED)
        place = Workplace(file.info, catalog, device)
        written = _write(file, wanted, target, place, streaming) if wanted.steps else _Written()
    done = Plan(tuple(each.step for each in written.reports if each.outcome is Outcome.APPLIED))
    if not done.steps:
        _copy(source, target.path, may_replace=target.may_replace or bool(written.reports))
        return RestoredRecording(done, written.reports, before, before, _reason_unchanged(plan))
    after = None
    if before is not None:
        with open_recording(target.path) as file:
            after = diagnose_recording(file, on_progress=share_of(on_progress, _RESTORED, 1.0))
    on_progress(Progress(TITLE, 1.0))
    reason = translatable("Every step of the plan was carried out.")
    networks = (entry for step in done.steps for entry in models_of(step, catalog))
    return RestoredRecording(
        done,
        written.reports,
        before,
        after,
        reason,
        written.gain,
        written.n_too_loud,
        {entry.id: entry.sha256 for entry in networks},
    )


def _proposed(diagnosis: Diagnosis, catalog: Catalog) -> Plan:
    """What is proposed but for networks: they take music for noise, so one has to ask for them."""
    proposed = propose_plan(diagnosis, catalog)
    return Plan(tuple(step for step in proposed.steps if step.distortion in METHODS))


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
    """All steps in one pass. Peaks that were clipped need room: then everything gets quieter.

    That takes a second pass: how high they are is known at the end. Without such a step, or where
    it is for a part alone, what is too loud is limited: the rest has to stay as it is to the bit.
    """
    started = time.perf_counter()
    makes_room = any(
        step.distortion is Distortion.CLIPPING and step.span is None for step in plan.steps
    ) and not exceeds_full_scale(target.path, file.info)
    gain = 1.0
    try:
        watched, n_too_loud = _save(file, plan, target, place, on_progress, makes_room=makes_room)
    except _TooLoudError as error:
        gain = 1 / error.peak
        watched, n_too_loud = _save(file, plan, target, place, on_progress, gain=gain)
    if target.removed is not None:
        streams = [sound_repair_of(step, place) for step in plan.steps]
        blocks = run_stream(Removed(Chain(streams)), _told_blocks(file, on_progress))
        save_blocks(blocks, target.removed, info=file.info, overwrite=target.may_replace)
    seconds = (time.perf_counter() - started) / len(plan.steps)
    reports = (
        _report(step, stream, file.info.rate, seconds)
        for step, stream in zip(plan.steps, watched, strict=True)
    )
    return _Written(tuple(reports), gain, n_too_loud)


def _save(
    file: RecordingFile,
    plan: Plan,
    target: Target,
    place: Workplace,
    on_progress: OnProgress,
    *,
    gain: float = 1.0,
    makes_room: bool = False,
) -> tuple[list[Watched], int]:
    """What each step did, and how many samples did not fit; `_TooLoudError` if room is made."""
    join_within = round(JOINED_S * file.info.rate)
    watched = [
        Watched(sound_repair_of(step, place), join_within=join_within) for step in plan.steps
    ]

    def blocks() -> Iterator[np.ndarray]:
        peak = 0.0
        for block in run_stream(Chain(watched), _told_blocks(file, on_progress)):
            peak = max(peak, float(np.abs(block).max(initial=0.0)))
            yield block if gain == 1 else (block * gain).astype(np.float32)
        if makes_room and peak > 1:
            raise _TooLoudError(peak)

    n_too_loud = save_blocks(blocks(), target.path, info=file.info, overwrite=target.may_replace)
    return watched, n_too_loud


def _told_blocks(file: RecordingFile, on_progress: OnProgress) -> Iterator[np.ndarray]:
    """All blocks of the recording, each after telling how far it is."""
    for number, block in enumerate(file.blocks(BLOCK_SAMPLES)):
        on_progress(Progress(TITLE, number * BLOCK_SAMPLES / file.info.n_samples))
        yield block


def _with_level(plan: Plan, file: RecordingFile) -> Plan:
    """`plan` whose networks know how loud the recording is: one more way through it."""
    if not any(map(needs_level, plan.steps)):
        return plan
    from restorer_app.restoration.audio.denoise import measure_level  # torch

    level = {LEVEL: measure_level(file.blocks(BLOCK_SAMPLES), file.info.rate)}
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
        save_blocks(file.blocks(BLOCK_SAMPLES), target, info=file.info, overwrite=may_replace)


def _reason_unchanged(plan: Plan | None) -> str:
    if plan is None:
        return translatable("Nothing is wrong with this recording that could be repaired here.")
    if not plan.active_steps:
        return translatable("The plan is empty.")
    return translatable("No step found anything to repair. The recording stays as it is.")
