"""Plans as they are written on a command line: names of distortions, with numbers."""

from dataclasses import replace

from restorer_app.errors import PlanError
from restorer_app.registry.catalog import Catalog
from restorer_app.restoration.plan import Plan, Step, parse_distortion, step_for
from restorer_app.texts import Text, translatable


def plan_from_names(text: str, catalog: Catalog) -> Plan:
    """The plan written on a command line, in its order: 'white_noise,jpeg:0.7,lens_blur:1:0.5'.

    The numbers are strength and detail. Raises PlanError for an unknown name, a number outside
    0..1, a distortion without a model, or detail where the model has none.
    """
    return Plan(tuple(_parse_step(part, catalog) for part in text.split(",")))


def _parse_step(text: str, catalog: Catalog) -> Step:
    name, _, numbers = text.strip().partition(":")
    strength, _, detail = numbers.partition(":")
    distortion = parse_distortion(name.strip())
    step = step_for(distortion, catalog)
    if step is None:
        raise PlanError(
            translatable(
                "no model repairs {name} yet; 'restorer models list' shows those there are",
                name=distortion,
            )
        )
    if detail.strip() and step.detail is None:
        raise PlanError(
            translatable(
                "{name}: its model has no detail to set; leave the last number out", name=distortion
            )
        )
    return replace(
        step,
        strength=_parse_number(name, strength, translatable("strength"), 1.0),
        detail=_parse_number(name, detail, translatable("detail"), 0.0)
        if step.detail is not None
        else None,
    )


def _parse_number(name: str, text: str, what: Text, otherwise: float) -> float:
    try:
        return float(text) if text.strip() else otherwise
    except ValueError:
        raise PlanError(
            translatable(
                "{name}: '{text}' is no {what}; write a number 0..1",
                name=name,
                text=text.strip(),
                what=what,
            )
        ) from None
