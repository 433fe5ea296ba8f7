"""What the window says: plain sentences made of a diagnosis, a plan, a report or an error."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from restorer_app.distortions import Distortion
from restorer_app.errors import RestorerError
from restorer_app.gui.activity import Activity, Mark
from restorer_app.gui.translation import number
from restorer_app.gui.translation import tr as _tr
from restorer_app.restoration.face import SMALLEST_PX
from restorer_app.restoration.mask import Cleared, Given, Grown, Inverted, Mask, Stroke
from restorer_app.texts import translatable

if TYPE_CHECKING:
    from restorer_app.gui.documents.document import Document
    from restorer_app.restoration.course import RestoredFile
    from restorer_app.restoration.diagnosis import Diagnosis, Finding
    from restorer_app.restoration.face import Face, FaceChoice, FaceReport
    from restorer_app.restoration.plan import Plan, Step


STRONGEST_SEVERITY = 5

_SEVERITY_WORDS = (
    (1.5, translatable("slight")),
    (2.5, translatable("mild")),
    (3.5, translatable("clear")),
    (4.5, translatable("strong")),
)

_TERMS = {
    Distortion.SCRATCHES: translatable("Damage of the surface (scratches, dust, creases, tears)"),
    Distortion.COLOR_BLOCK: translatable("Colour block overlay"),
    Distortion.IMPULSE_NOISE: translatable("Impulse (salt and pepper) noise"),
    Distortion.JPEG: translatable("JPEG compression artefacts"),
    Distortion.JPEG2000: translatable("JPEG 2000 (wavelet) compression artefacts"),
    Distortion.COLOR_QUANTIZATION: translatable("Colour quantisation"),
    Distortion.DENOISE_ARTIFACTS: translatable("Residual traces of a denoiser"),
    Distortion.WHITE_NOISE: translatable("Additive white Gaussian noise"),
    Distortion.COLOR_COMPONENT_NOISE: translatable("Gaussian noise in the YCbCr colour components"),
    Distortion.MULTIPLICATIVE_NOISE: translatable("Multiplicative (speckle) noise"),
    Distortion.GRAIN: translatable("Film grain, paper texture or halftone screen"),
    Distortion.FADING: translatable("Loss of contrast with age"),
    Distortion.YELLOWING: translatable("Colour cast of paper and dyes with age"),
    Distortion.COLOR_SHIFT: translatable("Shift of one colour channel"),
    Distortion.JITTER: translatable("Random spatial jitter of pixels"),
    Distortion.MOTION_BLUR: translatable("Linear motion blur"),
    Distortion.LENS_BLUR: translatable("Defocus (disc-shaped) blur"),
    Distortion.GAUSSIAN_BLUR: translatable("Gaussian blur"),
    Distortion.TRANSLATION: translatable("Latent translation of an old photograph to a clean one"),
    Distortion.FACES: translatable("Faces with little detail or much noise for their size"),
    Distortion.CLIPPING: translatable("Clipping at full scale"),
    Distortion.CLICKS: translatable("Impulsive disturbances (clicks, pops, crackle)"),
    Distortion.HUM: translatable("Mains hum with harmonics"),
    Distortion.ECHO: translatable("Discrete echoes (comb filter)"),
    Distortion.BACKGROUND_NOISE: translatable("Additive background noise"),
    Distortion.REVERB: translatable("Room reverberation"),
    Distortion.BAND_LIMIT: translatable("Band limiting"),
    Distortion.WOW: translatable("Slow frequency modulation (wow)"),
}

_EVIDENCE = {
    Distortion.WHITE_NOISE: ("noise_sigma_255", translatable("estimated sigma {n} of 255"), 1, 0),
    Distortion.JPEG: ("jpeg_quality", translatable("estimated quality {n} of 100"), 1, 0),
    Distortion.IMPULSE_NOISE: (
        "saturated_share",
        translatable("{n} % of the pixels are black or white"),
        100,
        1,
    ),
}
"""Names of what is measured, how it is said, its factor there and its decimals."""


_MOST_NAMES = 3


def severity_word(severity: float) -> str:
    """How strong a distortion of severity 0..5 is."""
    for below, word in _SEVERITY_WORDS:
        if severity < below:
            return _tr(word)
    return _tr("very strong")


def sure_phrase(finding: Finding) -> str:
    """'92 % sure'. Never 100 %: nothing here is that sure."""
    return _tr("{percent} % sure").format(percent=min(round(finding.probability * 100), 99))


def likely_phrase(finding: Finding) -> str:
    """'2 % likely': for what was looked for and not found."""
    if finding.probability < 0.005:
        return _tr("under 1 % likely")
    return _tr("{percent} % likely").format(percent=round(finding.probability * 100))


def strength_phrase(finding: Finding, after: Diagnosis | None) -> str:
    """'strong', and once restored what became of it: 'strong, now gone', 'still strong'."""
    before = severity_word(finding.severity)
    if after is None:
        return before
    now = after.of(finding.distortion)
    if now not in after.found:
        return _tr("{severity}, now gone").format(severity=before)
    word = severity_word(now.severity)
    if now.severity < finding.severity - 0.5 and word != before:
        return _tr("{severity}, now {less}").format(severity=before, less=word)
    return _tr("still {severity}").format(severity=word)


def finding_sentence(finding: Finding, after: Diagnosis | None = None) -> str:
    """'Noise, 92 % sure, strong': what a screen reader says."""
    name = _tr(finding.distortion.label)
    return f"{name}, {sure_phrase(finding)}, {strength_phrase(finding, after)}"


def finding_details(finding: Finding, diagnosis: Diagnosis) -> str:
    """How it looks, then the technical term with what was measured."""
    technical = _tr(_TERMS[finding.distortion])
    name, template, factor, digits = _EVIDENCE.get(finding.distortion, ("", "", 1, 0))
    if name in diagnosis.evidence:
        value = number(factor * diagnosis.evidence[name], digits)
        technical += ", " + _tr(template).format(n=value)
    severity = _tr("severity {value} of {most}").format(
        value=number(finding.severity, 1), most=STRONGEST_SEVERITY
    )
    return f"{_tr(finding.distortion.help_text)}\n{technical}, {severity}."


def percent(share: float) -> str:
    return _tr("{percent} %").format(percent=round(share * 100))


def duration_phrase(seconds: float) -> str:
    """'3 s', '2 min': as exact as it is of use."""
    if seconds < 1:
        return _tr("under 1 s")
    if seconds < 90:
        return _tr("{n} s").format(n=round(seconds))
    return _tr("{n} min").format(n=round(seconds / 60))


def size_phrase(n_bytes: int) -> str:
    """'about 2.4 MB': as exact as an estimate is."""
    if n_bytes < 100_000:
        return _tr("about {n} KB").format(n=max(1, round(n_bytes / 1000)))
    megabytes = n_bytes / 1_000_000
    return _tr("about {n} MB").format(n=number(megabytes, 1 if megabytes < 10 else 0))


def time_left_phrase(seconds: float | None) -> str:
    """'about 12 s left', rounded so that it does not flicker; nothing while nothing is known."""
    if seconds is None:
        return ""
    if seconds < 3:
        return _tr("a few seconds left")
    if seconds < 20:
        return _tr("about {n} s left").format(n=round(seconds))
    if seconds < 90:
        return _tr("about {n} s left").format(n=round(seconds / 5) * 5)
    if seconds < 5400:
        return _tr("about {n} min left").format(n=round(seconds / 60))
    return _tr("about {n} h left").format(n=round(seconds / 3600))


def mark_phrase(mark: Mark) -> str:
    phrases = {
        Mark.NEW: _tr("not looked at yet"),
        Mark.WORKING: _tr("being worked on"),
        Mark.DIAGNOSED: _tr("something was found"),
        Mark.CLEAN: _tr("stays as it is"),
        Mark.RESTORED: _tr("restored, not saved yet"),
        Mark.SAVED: _tr("restored and saved"),
        Mark.FAILED: _tr("there is a problem"),
    }
    return phrases[mark]


def work_phrase(document: Document, activity: Activity, n_waiting: int) -> str:
    """What the networks are doing: 'Restoring Oma 1943.jpg, 2 more waiting'."""
    looking = _tr("Listening to") if document.is_recording else _tr("Looking at")
    verb = _tr("Restoring") if activity is Activity.RESTORE else looking
    phrase = f"{verb} {document.name}"
    if n_waiting:
        phrase += ", " + _tr("%n more waiting", "", n_waiting)
    return phrase


def summary_phrase(n_open: int, n_unsaved: int, *, has_sound: bool = False) -> str:
    """How many photographs, or files of both kinds, are open, and what is still to be saved."""
    phrase = ""
    if n_open > 1:
        phrase = _tr("%n files open", "", n_open)
        if not has_sound:
            phrase = _tr("%n photographs open", "", n_open)
    if n_unsaved:
        unsaved = _tr("%n not saved yet", "", n_unsaved)
        phrase = f"{phrase}, {unsaved}" if phrase else unsaved
    return phrase


def failure_sentence(error: Exception, name: str, activity: Activity) -> str:
    """What happened, to which file, what to do. Expected errors bring their own sentence."""
    if isinstance(error, RestorerError):
        return as_sentence(error.text)
    if isinstance(error, MemoryError):
        return _tr(
            "There is not enough memory for '{name}'. Close other programs, then try again."
        ).format(name=name)
    doing = {
        Activity.THUMBNAIL: _tr("reading"),
        Activity.LOAD: _tr("reading"),
        Activity.DIAGNOSE: _tr("looking at"),
        Activity.RESTORE: _tr("restoring"),
        Activity.SAVE: _tr("saving"),
        Activity.MEASURE: _tr("measuring"),
    }
    return _tr(
        "Something unexpected stopped Restorer while {doing} '{name}'. The original is untouched. "
        "You can try again; if it stays, report this: {type}: {error}"
    ).format(doing=doing[activity], name=name, type=type(error).__name__, error=error)


def start_phrase() -> str:
    """The first moment of a photograph's history."""
    return _tr("As proposed")


def back_phrase() -> str:
    """An edited plan given up for the proposed one, in the history."""
    return _tr("Back to what was proposed")


def result_phrase(restored: RestoredFile) -> str:
    """What a restoration is called in the history."""
    return _tr("Left as it was") if restored.is_unchanged else _tr("Restored")


def change_phrase(old: Plan, new: Plan) -> str:
    """What was done to a plan: 'Noise at 40 %', 'JPEG off', 'Blur added'."""
    before = {step.distortion: step for step in old.steps}
    after = {step.distortion: step for step in new.steps}
    for distortion in (*after, *before):
        name = _tr(distortion.label)
        if distortion not in before:
            return _tr("{what} added").format(what=name)
        if distortion not in after:
            return _tr("{what} removed").format(what=name)
        was, now = before[distortion], after[distortion]
        if was.is_on != now.is_on:
            return (_tr("{what} on") if now.is_on else _tr("{what} off")).format(what=name)
        if was.strength != now.strength:
            share = percent(now.strength)
            return _tr("{what} at {share}").format(what=name, share=share)
        if was.detail != now.detail:
            share = percent(now.detail or 0)
            return _tr("Detail of {what} at {share}").format(what=name, share=share)
        if was.mask != now.mask:
            return _mask_phrase(was.mask or Mask(), now.mask or Mask())
        if was.faces != now.faces:
            return _tr("Faces chosen")
        if was.span != now.span:
            return _span_phrase(now.span)
        if was.keeps_tint != now.keeps_tint:
            return _tr("Sepia kept") if now.keeps_tint else _tr("Sepia not kept")
    return _tr("Steps reordered")


def _span_phrase(span: tuple[float, float] | None) -> str:
    if span is None:
        return _tr("The whole recording")
    return _tr("Only {region}").format(region=span_words(span))


def span_words(span: tuple[float, float]) -> str:
    """'0:01.2 to 0:03.4', in minutes and seconds."""
    from restorer_app.gui.sound.sound_words import time_words  # NumPy: not before the window

    start, stop = (time_words(seconds, 0.1) for seconds in span)
    return _tr("{start} to {stop}").format(start=start, stop=stop)


def _mask_phrase(old: Mask, new: Mask) -> str:
    """What was done to a mask; with edits, that is the last of them."""
    if old.edits == new.edits or not new.edits:
        return _tr("Sensitivity at {share}").format(share=percent(new.sensitivity))
    match new.edits[-1]:
        case Stroke(is_area=True, erases=erases):
            return _tr("Area erased") if erases else _tr("Area painted")
        case Stroke(erases=erases):
            return _tr("Eraser stroke") if erases else _tr("Brush stroke")
        case Given():
            return _tr("Mask imported")
        case Cleared():
            return _tr("Mask cleared")
        case Inverted():
            return _tr("Mask inverted")
        case Grown(by_px=by_px) if by_px > 0:
            return _tr("Mask grown by {n} px").format(n=by_px)
        case Grown(by_px=by_px):
            return _tr("Mask shrunk by {n} px").format(n=-by_px)


def slider_moved(old: Plan, new: Plan) -> str:
    """Which slider was moved, by a name that its further moves share; empty for other changes."""
    if len(old.steps) != len(new.steps):
        return ""
    spans = {step.span for step in new.steps}
    if None not in spans and new == _with_spans_of(old, new) and old != new:
        return "region"
    for was, now in zip(old.steps, new.steps, strict=True):
        for slider in ("strength", "detail"):
            if was == replace(now, **{slider: getattr(was, slider)}) and was != now:
                return f"{slider} of {now.distortion}"
        old_mask, new_mask = was.mask or Mask(), now.mask or Mask()
        if replace(was, mask=now.mask) == now and old_mask.edits == new_mask.edits and was != now:
            return f"sensitivity of {now.distortion}"
        if was != now and was == replace(now, faces=was.faces):
            return _face_slider_moved(was.faces or (), now.faces or ())
    return ""


def _with_spans_of(plan: Plan, other: Plan) -> Plan:
    steps = zip(plan.steps, other.steps, strict=True)
    return replace(plan, steps=tuple(replace(step, span=its.span) for step, its in steps))


def _face_slider_moved(old: Sequence[FaceChoice], new: Sequence[FaceChoice]) -> str:
    if len(old) != len(new):
        return ""
    changed = [i for i, (was, now) in enumerate(zip(old, new, strict=True)) if was != now]
    if len(changed) != 1 or old[changed[0]].strength == new[changed[0]].strength:
        return ""
    return f"strength of face {changed[0]}"


def face_outcome_phrase(report: FaceReport) -> str:
    """'Refined to 50 %, 96 % alike.' with the reason for what was not done to the face."""
    done = _tr("Left as it is.")
    if report.strength and report.similarity is None:
        done = _tr("Refined to {share}.").format(share=percent(report.strength))
    elif report.strength:
        done = _tr("Refined to {share}, {alike} alike.").format(
            share=percent(report.strength), alike=percent(max(0.0, report.similarity or 0.0))
        )
    return f"{done} {_tr(report.reason)}".strip()


def face_state_phrase(face: Face | None) -> str:
    """How a face looks before anything is done; nothing of a box that was drawn by hand."""
    if face is None:
        return ""
    if face.box.width < SMALLEST_PX:
        return _tr("Too small to be refined")
    return _tr("Soft or noisy") if face.needs_refining else _tr("Sharp")


def trying_phrase(step: Step) -> str:
    """'Trying Noise': on the bars while the loop finds out what helps."""
    return _tr("Trying {what}").format(what=_tr(step.distortion.label))


def reason_phrase(reason: str, distortion: Distortion) -> str:
    """Why a step was left out, without the name that already stands above it."""
    reason = _tr(reason.removeprefix(f"{distortion.label}: ").strip())
    return as_sentence(reason[:1].upper() + reason[1:]) if reason else ""


def files_phrase(n: int) -> str:
    return _tr("one file") if n == 1 else _tr("{n} files").format(n=n)


def looking_for_files_phrase() -> str:
    """Until the first of them is counted."""
    return _tr("Looking for files")


def recovered_phrase() -> str:
    """Said once after a crash."""
    return _tr(
        "Restorer ended unexpectedly last time. Everything that was open is back, as you left it."
    )


def missing_phrase(names: Sequence[str]) -> str:
    """Which photographs of a session are not there any more; the others are open."""
    shown = ", ".join(_tr("'{name}'").format(name=name) for name in names[:_MOST_NAMES])
    if len(names) > _MOST_NAMES:
        shown = _tr("{names} and {n} more").format(names=shown, n=len(names) - _MOST_NAMES)
    return _tr(
        "Not found where they were: {names}. Everything else is open. Put them back, or bring in "
        "their drive, and open the session again."
    ).format(names=shown)


def session_saved_phrase(name: str) -> str:
    return _tr(
        "The session is saved as '{name}'. It holds plans and changes; restored files are "
        "saved one by one."
    ).format(name=name)


def stop_phrase(reason: str) -> str:
    """Why the loop stopped; distortions named after a colon have their own words."""
    told, colon, names = reason.partition(": ")
    if not colon:
        return as_sentence(reason)
    return f"{_tr(told)}: {', '.join(_tr(name) for name in names.rstrip('.').split(', '))}."


def as_sentence(text: str) -> str:
    """As the window says it: in its language, with the full stop that a sentence ends with."""
    text = _tr(text).strip()
    return text if text.endswith((".", "?", "!")) else text + "."
