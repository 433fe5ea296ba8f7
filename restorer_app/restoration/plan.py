"""A repair plan: which steps, in which order, how strong. Small, immutable, JSON round trip."""

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from restorer_app.distortions import Distortion, Medium
from restorer_app.errors import PlanError
from restorer_app.registry.catalog import Catalog
from restorer_app.restoration.audio.methods import METHODS
from restorer_app.restoration.diagnosis import Diagnosis
from restorer_app.restoration.face import FaceChoice
from restorer_app.restoration.mask import Mask, mask_of
from restorer_app.texts import translatable

PLAN_FORMAT = 1


@dataclass(frozen=True)
class Step:
    """One repair: the distortion, the model that repairs it and how much of it is taken (0..1).

    `detail` 0..1: how crisp, at the price of being farther from the truth; None where the model
    knows no such thing. `mask`: what a person has changed of what is to be filled in, for scratches
    alone; None where it is as found. `faces`: what is wanted of each face; None for all that need
    it. `keeps_tint`: a photograph in one colour, brown or yellowed, keeps that colour while its
    tones are corrected; for what changes colours alone. `parameters`: what a repair of sound has to
    know, by name with the unit in it; what is missing is found out when it is done. `span`: the
    part of a recording that it is done to, its start and end in seconds; None for all of it.
    """

    distortion: Distortion
    model_id: str
    strength: float = 1.0
    is_on: bool = True
    detail: float | None = None
    mask: Mask | None = None
    faces: tuple[FaceChoice, ...] | None = None
    keeps_tint: bool = False
    parameters: Mapping[str, float] = field(default_factory=dict, hash=False)
    span: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        self._check_sound()
        if self.mask is not None and not self.distortion.has_mask:
            raise PlanError(
                translatable(
                    "{name}: only scratches have a mask; take it out", name=self.distortion
                )
            )
        if self.keeps_tint and not self.distortion.is_of_tones:
            raise PlanError(
                translatable(
                    "{name}: its repair does not change the tint; take 'keeps_tint' out",
                    name=self.distortion,
                )
            )
        if not 0 <= self.strength <= 1:
            raise PlanError(
                translatable(
                    "{name}: strength {value:g} is outside 0..1; 0 changes nothing, 1 is the full "
                    "repair",
                    name=self.distortion,
                    value=self.strength,
                )
            )
        if self.detail is not None and not 0 <= self.detail <= 1:
            raise PlanError(
                translatable(
                    "{name}: detail {value:g} is outside 0..1; 0 is closest to the truth, 1 is the "
                    "crispest",
                    name=self.distortion,
                    value=self.detail,
                )
            )

    def _check_sound(self) -> None:
        is_sound = self.distortion.medium is Medium.AUDIO
        if not is_sound and (self.parameters or self.span is not None):
            raise PlanError(
                translatable(
                    "{name}: only repairs of sound have parameters and a span; take them out",
                    name=self.distortion,
                )
            )
        for name, value in self.parameters.items():
            if not math.isfinite(value):
                raise PlanError(
                    translatable(
                        "{name}: {parameter} is no number; leave it out to have it found",
                        name=self.distortion,
                        parameter=name,
                    )
                )
        if self.span is not None and not 0 <= self.span[0] < self.span[1] < math.inf:
            raise PlanError(
                translatable(
                    "{name}: a span from {start:g} to {end:g} seconds is none; let it end after it "
                    "starts",
                    name=self.distortion,
                    start=self.span[0],
                    end=self.span[1],
                )
            )


@dataclass(frozen=True)
class Plan:
    """Ordered steps. An empty plan leaves the file exactly as it is."""

    steps: tuple[Step, ...] = ()

    @property
    def active_steps(self) -> tuple[Step, ...]:
        """The steps that will change something."""
        return tuple(step for step in self.steps if step.is_on and step.strength > 0)

    def with_step(
        self,
        index: int,
        *,
        strength: float | None = None,
        is_on: bool | None = None,
        detail: float | None = None,
        mask: Mask | None = None,
        faces: tuple[FaceChoice, ...] | None = None,
        keeps_tint: bool | None = None,
    ) -> "Plan":
        """A copy in which the step at `index` has these where they are given."""
        old = self.steps[index]
        new = replace(
            old,
            strength=old.strength if strength is None else strength,
            is_on=old.is_on if is_on is None else is_on,
            detail=old.detail if detail is None else detail,
            mask=mask or old.mask,
            faces=old.faces if faces is None else faces,
            keeps_tint=old.keeps_tint if keeps_tint is None else keeps_tint,
        )
        return Plan((*self.steps[:index], new, *self.steps[index + 1 :]))

    def moved(self, index: int, to: int) -> "Plan":
        """A copy in which the step at `index` is the one at `to`; the others keep their order."""
        steps = list(self.steps)
        steps.insert(to, steps.pop(index))
        return Plan(tuple(steps))

    def without(self, index: int) -> "Plan":
        """A copy that lacks the step at `index`."""
        return Plan((*self.steps[:index], *self.steps[index + 1 :]))

    def without_any(self, distortion: Distortion) -> "Plan":
        """A copy without the steps against this distortion."""
        return Plan(tuple(step for step in self.steps if step.distortion is not distortion))

    def for_medium(self, medium: Medium) -> "Plan":
        """A copy with the steps against distortions of this medium alone."""
        return Plan(tuple(step for step in self.steps if step.distortion.medium is medium))

    def with_added(self, step: Step) -> "Plan":
        """A copy with `step` before the first that is repaired after it; the others stay put."""
        rank = step.distortion.repair_rank
        later = (i for i, s in enumerate(self.steps) if s.distortion.repair_rank > rank)
        place = next(later, len(self.steps))
        return Plan((*self.steps[:place], step, *self.steps[place:]))

    def keeping_tint(self) -> "Plan":
        """A copy in which every step that could change a photograph's tint keeps it."""
        return Plan(
            tuple(replace(step, keeps_tint=step.distortion.is_of_tones) for step in self.steps)
        )

    def check_fits(self, size: tuple[int, int]) -> None:
        """Raises PlanError where a mask is for a photograph of another (width, height)."""
        for step in self.active_steps:
            if step.mask is not None:
                step.mask.check_fits(size)

    def to_json(self) -> str:
        return json.dumps(self.to_table(), indent=2)

    def to_table(self) -> dict[str, Any]:
        """What `to_json` writes, to be put into a larger document."""
        return {"format": PLAN_FORMAT, "steps": [_step_table(step) for step in self.steps]}

    @classmethod
    def from_json(cls, text: str) -> "Plan":
        """Raises PlanError for text that is not a plan of a known format."""
        try:
            document = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise _no_plan(error) from error
        return cls.from_table(document)

    @classmethod
    def from_table(cls, document: Any) -> "Plan":
        """Raises PlanError for what is not a plan of a known format."""
        try:
            if document["format"] != PLAN_FORMAT:
                raise PlanError(
                    translatable(
                        "the plan has format {format}, this version reads {known}; make the plan "
                        "again",
                        format=document["format"],
                        known=PLAN_FORMAT,
                    )
                )
            steps = tuple(
                Step(
                    distortion=parse_distortion(step["distortion"]),
                    model_id=str(step["model_id"]),
                    strength=float(step["strength"]),
                    is_on=bool(step["is_on"]),
                    detail=None if step.get("detail") is None else float(step["detail"]),
                    mask=None if step.get("mask") is None else mask_of(step["mask"]),
                    faces=_faces_of(step.get("faces")),
                    keeps_tint=bool(step.get("keeps_tint", False)),
                    parameters=_parameters_of(step.get("parameters")),
                    span=None if step.get("span") is None else _span_of(*step["span"]),
                )
                for step in document["steps"]
            )
        except (ValueError, KeyError, TypeError, OverflowError, AttributeError) as error:
            raise _no_plan(error) from error
        return cls(steps)


_RARE: dict[str, Any] = {
    "mask": None,
    "faces": None,
    "keeps_tint": False,
    "parameters": {},
    "span": None,
}
"""What few steps have, left out of the JSON of the others."""


def _step_table(step: Step) -> dict[str, Any]:
    plain = replace(step, mask=None, parameters={})  # asdict copies no mappings of other kinds
    table = asdict(plain) | {"mask": step.mask and step.mask.to_table()}
    table["parameters"] = dict(step.parameters)
    return {
        name: value for name, value in table.items() if name not in _RARE or value != _RARE[name]
    }


def _parameters_of(table: Any) -> dict[str, float]:
    return {} if table is None else {str(name): float(value) for name, value in table.items()}


def _span_of(start: Any, end: Any) -> tuple[float, float]:
    return float(start), float(end)


def _faces_of(table: Any) -> tuple[FaceChoice, ...] | None:
    return None if table is None else tuple(FaceChoice.from_table(each) for each in table)


def _no_plan(error: Exception) -> PlanError:
    return PlanError(
        translatable("this is not a repair plan ({error}); make the plan again", error=error)
    )


def propose_plan(diagnosis: Diagnosis, catalog: Catalog) -> Plan:
    """The steps for everything found that a model can repair, in the order of repair.

    A clean file gets the empty plan: it will come back bit-exact. Distortions that one model
    repairs have one step together, named after the most probable of them.
    """
    steps: dict[str, Step] = {}
    for finding in diagnosis.found:
        step = step_for(finding.distortion, catalog)
        if step:
            steps.setdefault(step.model_id, with_evidence(step, diagnosis))
    return Plan(tuple(sorted(steps.values(), key=lambda step: step.distortion.repair_rank)))


def step_for(distortion: Distortion, catalog: Catalog) -> Step | None:
    """The full repair of this distortion, closest to the truth; None without model or method."""
    if distortion in METHODS:
        return Step(distortion, METHODS[distortion].id)
    model = catalog.restorer_of(distortion)
    if model is None:
        return None
    return Step(distortion, model.id, detail=0.0 if catalog.detail_of(distortion) else None)


def with_evidence(step: Step, diagnosis: Diagnosis) -> Step:
    """`step` with those of its method's parameters that it lacks and the diagnosis knows."""
    method = METHODS.get(step.distortion)
    if method is None:
        return step
    evidence = diagnosis.evidence
    known = {name: evidence[name] for name in method.parameters if name in evidence}
    return replace(step, parameters=step.parameters or known)


def with_mask(plan: Plan, mask: Mask, catalog: Catalog) -> Plan:
    """`plan` whose repair of scratches has this mask; it is added where there is none.

    Raises PlanError where no model fills.
    """
    for i, step in enumerate(plan.steps):
        if step.distortion.has_mask:
            return plan.with_step(i, mask=mask)
    new = step_for(Distortion.SCRATCHES, catalog)
    if new is None:
        raise PlanError(
            translatable("there is no model here that fills what a mask says; reinstall Restorer")
        )
    return plan.with_added(replace(new, mask=mask))


def parse_distortion(name: str) -> Distortion:
    """The distortion of this name. Raises PlanError that lists the names there are."""
    try:
        return Distortion(name)
    except ValueError:
        raise PlanError(
            translatable(
                "'{name}' is no distortion; known are: {known}",
                name=name,
                known=", ".join(Distortion),
            )
        ) from None
