"""What carries out a step on a recording: a stream with what the step has to know."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from restorer_app.errors import PlanError
from restorer_app.restoration.audio.clicks import THRESHOLD, click_repair
from restorer_app.restoration.audio.clipping import Rails, clipping_repair
from restorer_app.restoration.audio.comb import Echo, InverseComb
from restorer_app.restoration.audio.hum_tracking import HumTracker
from restorer_app.restoration.audio.methods import METHODS, MOST_ECHOES, echo_names
from restorer_app.restoration.audio.streams import SPAN_FADE_S, Mixed, Stream
from restorer_app.restoration.diagnosis import Diagnosis
from restorer_app.restoration.plan import Plan, Step, with_evidence
from restorer_app.texts import Text, translatable

_Parameters = Mapping[str, float]

RANGES = {
    "click_threshold": (2.0, 1000.0),
    "clip_low": (-1000.0, 0.0),
    "clip_high": (0.0, 1000.0),
    "hum_hz": (40.0, 70.0),
    "hum_harmonics": (1.0, 50.0),
    **{
        name: limits
        for number in range(1, MOST_ECHOES + 1)
        for name, limits in zip(echo_names(number), ((0.001, 10.0), (0.0, 1.0)), strict=True)
    },
}
"""What parameters may be, in the unit of their name; the others are levels of full scale 1."""


def sound_repair_of(step: Step, rate: int) -> Stream:
    """The stream that does `step` to a recording of `rate` Hz.

    With its strength, and within its span alone. Raises PlanError for a step that is not for sound,
    has no method here, lacks what it has to know, or has a parameter outside of RANGES.
    """
    method = METHODS.get(step.distortion)
    if method is None or method.id != step.model_id:
        raise _refusal(
            step, translatable("nothing here repairs this in a recording; leave the step out")
        )
    for name, value in step.parameters.items():
        least, most = RANGES.get(name, (np.inf, -np.inf))
        if not least <= value <= most:
            reason = (
                translatable("there is no parameter {parameter}; leave it out", parameter=name)
                if name not in RANGES
                else translatable(
                    "{parameter} {value:g} is outside {least:g}..{most:g}; leave it out to have it "
                    "found",
                    parameter=name,
                    value=value,
                    least=least,
                    most=most,
                )
            )
            raise _refusal(step, reason)
    try:
        stream = _MAKE[method.id](step.parameters, rate)
    except (KeyError, ValueError) as error:
        raise _refusal(
            step, translatable("it lacks {error}; make the plan again", error=error)
        ) from error
    span = None if step.span is None else _samples(step.span, rate)
    return Mixed(stream, strength=step.strength, span=span, fade=round(SPAN_FADE_S * rate))


def knows_enough(step: Step) -> bool:
    """Whether the step has all that its method has to know."""
    method = METHODS.get(step.distortion)
    return method is None or any(name in step.parameters for name in method.parameters)


def with_known(plan: Plan, diagnosis: Diagnosis) -> Plan:
    """`plan` whose steps know what the diagnosis does, without those there is nothing to do for."""
    steps = (with_evidence(step, diagnosis) for step in plan.steps)
    return replace(plan, steps=tuple(step for step in steps if knows_enough(step)))


def _samples(span: tuple[float, float], rate: int) -> tuple[int, int]:
    return round(span[0] * rate), round(span[1] * rate)


def _declip(parameters: _Parameters, rate: int) -> Stream:
    low = parameters.get("clip_low", -np.inf)
    return clipping_repair(rate, Rails(low, parameters.get("clip_high", np.inf)))


def _declick(parameters: _Parameters, rate: int) -> Stream:
    return click_repair(rate, parameters.get("click_threshold", THRESHOLD))


def _track_lines(parameters: _Parameters, rate: int) -> Stream:
    return HumTracker(parameters["hum_hz"], round(parameters["hum_harmonics"]), rate).stream()


def _inverse_comb(parameters: _Parameters, rate: int) -> Stream:
    names = (echo_names(number) for number in range(1, MOST_ECHOES + 1))
    echoes = [
        Echo(parameters[delay], parameters[gain]) for delay, gain in names if delay in parameters
    ]
    if sum(echo.gain for echo in echoes) > 1:
        raise ValueError("echoes whose gains are 1 at most together")
    return InverseComb(echoes, rate)


_MAKE: dict[str, Callable[[_Parameters, int], Stream]] = {
    "declip": _declip,
    "autoregression": _declick,
    "line-tracking": _track_lines,
    "inverse-comb": _inverse_comb,
}


def _refusal(step: Step, reason: Text) -> PlanError:
    return PlanError(translatable("{name}: {reason}", name=step.distortion, reason=reason))
