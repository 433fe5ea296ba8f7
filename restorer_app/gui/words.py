"""What the window says: plain sentences made of a diagnosis, a plan, a report or an error."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from restorer_app.distortions import Distortion
from restorer_app.errors import RestorerError
from restorer_app.gui.document import Activity, Document, Mark

if TYPE_CHECKING:
    from restorer_app.restoration.diagnosis import Diagnosis, Finding
    from restorer_app.restoration.image import Restored
    from restorer_app.restoration.plan import Plan, Step


def _tr(text: str) -> str:
    return QCoreApplication.translate("words", text)


STRONGEST_SEVERITY = 5

_SEVERITY_WORDS = ((1.5, "slight"), (2.5, "mild"), (3.5, "clear"), (4.5, "strong"))

_TERMS = {
    Distortion.COLOR_BLOCK: "Colour block overlay",
    Distortion.IMPULSE_NOISE: "Impulse (salt and pepper) noise",
    Distortion.JPEG: "JPEG compression artefacts",
    Distortion.JPEG2000: "JPEG 2000 (wavelet) compression artefacts",
    Distortion.COLOR_QUANTIZATION: "Colour quantisation",
    Distortion.DENOISE_ARTIFACTS: "Residual traces of a denoiser",
    Distortion.WHITE_NOISE: "Additive white Gaussian noise",
    Distortion.COLOR_COMPONENT_NOISE: "Gaussian noise in the YCbCr colour components",
    Distortion.MULTIPLICATIVE_NOISE: "Multiplicative (speckle) noise",
    Distortion.COLOR_SHIFT: "Shift of one colour channel",
    Distortion.JITTER: "Random spatial jitter of pixels",
    Distortion.MOTION_BLUR: "Linear motion blur",
    Distortion.LENS_BLUR: "Defocus (disc-shaped) blur",
    Distortion.GAUSSIAN_BLUR: "Gaussian blur",
}

_EVIDENCE = {
    Distortion.WHITE_NOISE: ("noise_sigma_255", "estimated sigma {:.0f} of 255"),
    Distortion.JPEG: ("jpeg_quality", "estimated quality {:.0f} of 100"),
    Distortion.IMPULSE_NOISE: ("saturated_share", "{:.1%} of the pixels are black or white"),
}


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
    name, template = _EVIDENCE.get(finding.distortion, ("", ""))
    if name in diagnosis.evidence:
        technical += ", " + _tr(template).format(diagnosis.evidence[name])
    severity = _tr("severity {value:.1f} of {most}").format(
        value=finding.severity, most=STRONGEST_SEVERITY
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
    return _tr("about {n} min left").format(n=round(seconds / 60))


def mark_phrase(mark: Mark) -> str:
    phrases = {
        Mark.NEW: "not looked at yet",
        Mark.WORKING: "being worked on",
        Mark.DIAGNOSED: "something was found",
        Mark.CLEAN: "stays as it is",
        Mark.RESTORED: "restored, not saved yet",
        Mark.SAVED: "restored and saved",
        Mark.FAILED: "there is a problem",
    }
    return _tr(phrases[mark])


def work_phrase(document: Document, activity: Activity, n_waiting: int) -> str:
    """What the networks are doing: 'Restoring Oma 1943.jpg, 2 more waiting'."""
    verb = _tr("Restoring") if activity is Activity.RESTORE else _tr("Looking at")
    phrase = f"{verb} {document.name}"
    if n_waiting:
        phrase += ", " + _tr("{n} more waiting").format(n=n_waiting)
    return phrase


def summary_phrase(n_open: int, n_unsaved: int) -> str:
    """How many photographs are open, and what is still to be saved."""
    phrase = _tr("{n} photographs open").format(n=n_open) if n_open > 1 else ""
    if n_unsaved:
        unsaved = _tr("{n} not saved yet").format(n=n_unsaved)
        phrase = f"{phrase}, {unsaved}" if phrase else unsaved
    return phrase


def failure_sentence(error: Exception, name: str, activity: Activity) -> str:
    """What happened, to which file, what to do. Expected errors bring their own sentence."""
    if isinstance(error, RestorerError):
        return as_sentence(str(error))
    if isinstance(error, MemoryError):
        return _tr(
            "There is not enough memory for '{name}'. Close other programs, then try again."
        ).format(name=name)
    doing = {
        Activity.THUMBNAIL: "reading",
        Activity.LOAD: "reading",
        Activity.DIAGNOSE: "looking at",
        Activity.RESTORE: "restoring",
        Activity.SAVE: "saving",
        Activity.MEASURE: "measuring",
    }
    return _tr(
        "Something unexpected stopped Restorer while {doing} '{name}'. The original is untouched. "
        "You can try again; if it stays, report this: {type}: {error}"
    ).format(doing=_tr(doing[activity]), name=name, type=type(error).__name__, error=error)


def start_phrase() -> str:
    """The first moment of a photograph's history."""
    return _tr("As proposed")


def back_phrase() -> str:
    """An edited plan given up for the proposed one, in the history."""
    return _tr("Back to what was proposed")


def preset_phrase(name: str) -> str:
    """A preset applied, in the history: shipped ones have names that are translated."""
    return _tr("Preset: {name}").format(name=_tr(name))


def result_phrase(restored: Restored) -> str:
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
    return _tr("Steps reordered")


def slider_moved(old: Plan, new: Plan) -> str:
    """Which slider was moved, by a name that its further moves share; empty for other changes."""
    if len(old.steps) != len(new.steps):
        return ""
    for was, now in zip(old.steps, new.steps, strict=True):
        for slider in ("strength", "detail"):
            if was == replace(now, **{slider: getattr(was, slider)}) and was != now:
                return f"{slider} of {now.distortion}"
    return ""


def trying_phrase(step: Step) -> str:
    """'Trying Noise': on the bars while the loop finds out what helps."""
    return _tr("Trying {what}").format(what=_tr(step.distortion.label))


def reason_phrase(reason: str, distortion: Distortion) -> str:
    """Why a step was left out, without the name that already stands above it."""
    reason = reason.removeprefix(f"{distortion.label}: ").strip()
    return as_sentence(reason[:1].upper() + reason[1:]) if reason else ""


def as_sentence(text: str) -> str:
    """With the full stop that a sentence ends with."""
    text = text.strip()
    return text if text.endswith((".", "?", "!")) else text + "."
