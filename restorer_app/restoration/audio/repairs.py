"""What carries out a step on a recording: a stream with what the step has to know."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from restorer_app.distortions import Distortion, Medium
from restorer_app.errors import PlanError
from restorer_app.media.audio import RecordingInfo
from restorer_app.registry.catalog import Catalog, ModelEntry
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

LEVEL = "mean_level"
"""What a network has to know: how loud the whole recording is."""
RANGES = {
    LEVEL: (0.0, 1000.0),
    "most_attenuation_db": (0.0, 100.0),
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


@dataclass(frozen=True)
class Workplace:
    """For what kind of recording repairs are made, and with which models on which device."""

    info: RecordingInfo
    catalog: Catalog
    device: str = "auto"

    @property
    def rate(self) -> int:
        return self.info.rate


def sound_repair_of(step: Step, place: Workplace) -> Stream:
    """The stream that does `step` to a recording, with its strength, within its span alone.

    Raises PlanError for a step that is not for sound, that nothing here can do, that lacks what it
    has to know, or that has a parameter outside of RANGES; WeightsError for an unsound model.
    """
    if step.distortion.medium is not Medium.AUDIO:
        raise _refusal(step, translatable("that is a repair of photographs; leave the step out"))
    _check_ranges(step)
    method = METHODS.get(step.distortion)
    try:
        if method is None:
            stream = _masking(step, place)
        elif method.id == step.model_id:
            stream = _MAKE[method.id](step.parameters, place)
        else:
            raise _refusal(
                step,
                translatable(
                    "here it is repaired by {method}; make the plan again", method=method.id
                ),
            )
    except (KeyError, ValueError) as error:
        raise _refusal(
            step, translatable("it lacks {error}; make the plan again", error=error)
        ) from error
    span = None if step.span is None else _samples(step.span, place.rate)
    fade = round(SPAN_FADE_S * place.rate)
    return Mixed(stream, strength=step.strength, span=span, fade=fade)


def _check_ranges(step: Step) -> None:
    for name, value in step.parameters.items():
        if name not in RANGES:
            raise _refusal(
                step,
                translatable("there is no parameter {parameter}; leave it out", parameter=name),
            )
        least, most = RANGES[name]
        if not least <= value <= most:
            raise _refusal(
                step,
                translatable(
                    "{parameter} {value:g} is outside {least:g}..{most:g}; leave it out to have it "
                    "found",
                    parameter=name,
                    value=value,
                    least=least,
                    most=most,
                ),
            )


def _masking(step: Step, place: Workplace) -> Stream:
    """What a network makes of the recording. Raises KeyError without the recording's level."""
    from restorer_app.registry.loader import load_network
    from restorer_app.restoration.audio.denoise import (
        MOST_ATTENUATION_DB,
        Masking,
        MaskParameters,
    )

    parameters = MaskParameters(
        step.parameters[LEVEL], step.parameters.get("most_attenuation_db", MOST_ATTENUATION_DB)
    )
    loaded = load_network(place.catalog.get(step.model_id), place.device)
    info = place.info
    return Masking(loaded.network, parameters, info.rate, info.n_channels, loaded.device)


def needs_level(step: Step) -> bool:
    """Whether a network does it that still has to be told how loud the recording is."""
    return step.distortion not in METHODS and LEVEL not in step.parameters


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


def models_of(step: Step, catalog: Catalog) -> tuple[ModelEntry, ...]:
    """The networks that take part in the step. Raises WeightsError for one that is not there."""
    if step.distortion not in METHODS:
        return (catalog.get(step.model_id),)
    finder = catalog.finder_of(step.distortion)
    return (finder,) if finder else ()


def _declip(parameters: _Parameters, place: Workplace) -> Stream:
    low = parameters.get("clip_low", -np.inf)
    return clipping_repair(place.rate, Rails(low, parameters.get("clip_high", np.inf)))


def _declick(parameters: _Parameters, place: Workplace) -> Stream:
    """With the network that finds clicks, where there is one."""
    threshold = parameters.get("click_threshold", THRESHOLD)
    finder = place.catalog.finder_of(Distortion.CLICKS)
    if finder is None:
        return click_repair(place.rate, threshold)
    from restorer_app.registry.loader import load_network
    from restorer_app.restoration.audio.click_network import ClickNetwork

    loaded = load_network(finder, place.device)
    network = ClickNetwork(loaded.network, loaded.device.torch_device)
    return click_repair(place.rate, threshold, network.find)


def _track_lines(parameters: _Parameters, place: Workplace) -> Stream:
    hz, n_harmonics = parameters["hum_hz"], round(parameters["hum_harmonics"])
    return HumTracker(hz, n_harmonics, place.rate).stream()


def _inverse_comb(parameters: _Parameters, place: Workplace) -> Stream:
    names = (echo_names(number) for number in range(1, MOST_ECHOES + 1))
    echoes = [
        Echo(parameters[delay], parameters[gain]) for delay, gain in names if delay in parameters
    ]
    if sum(echo.gain for echo in echoes) > 1:
        raise ValueError("echoes whose gains are 1 at most together")
    return InverseComb(echoes, place.rate)


_MAKE: dict[str, Callable[[_Parameters, Workplace], Stream]] = {
    "declip": _declip,
    "autoregression": _declick,
    "line-tracking": _track_lines,
    "inverse-comb": _inverse_comb,
}


def _refusal(step: Step, reason: Text) -> PlanError:
    return PlanError(translatable("{name}: {reason}", name=step.distortion, reason=reason))
