"""A repair plan: which steps, in which order, how strong. Small, immutable, JSON round trip."""

import json
from dataclasses import asdict, dataclass, replace

from restorer_app.distortions import Distortion
from restorer_app.errors import PlanError
from restorer_app.registry.catalog import Catalog
from restorer_app.restoration.diagnosis import Diagnosis

PLAN_FORMAT = 1


@dataclass(frozen=True)
class Step:
    """One repair: the distortion, the model that repairs it and how much of it is taken (0..1)."""

    distortion: Distortion
    model_id: str
    strength: float = 1.0
    is_on: bool = True

    def __post_init__(self) -> None:
        if not 0 <= self.strength <= 1:
            raise PlanError(
                f"{self.distortion}: strength {self.strength:g} is outside 0..1; "
                "0 changes nothing, 1 is the full repair"
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
        self, index: int, *, strength: float | None = None, is_on: bool | None = None
    ) -> "Plan":
        """A copy in which the step at `index` has another strength or switch."""
        old = self.steps[index]
        new = replace(
            old,
            strength=old.strength if strength is None else strength,
            is_on=old.is_on if is_on is None else is_on,
        )
        return Plan((*self.steps[:index], new, *self.steps[index + 1 :]))

    def to_json(self) -> str:
        document = {"format": PLAN_FORMAT, "steps": [asdict(step) for step in self.steps]}
        return json.dumps(document, indent=2)

    @classmethod
    def from_json(cls, text: str) -> "Plan":
        """Raises PlanError for text that is not a plan of a known format."""
        try:
            document = json.loads(text)
            if document["format"] != PLAN_FORMAT:
                raise PlanError(
                    f"the plan has format {document['format']}, this version reads {PLAN_FORMAT}; "
                    "make the plan again"
                )
            steps = tuple(
                Step(
                    distortion=parse_distortion(step["distortion"]),
                    model_id=str(step["model_id"]),
                    strength=float(step["strength"]),
                    is_on=bool(step["is_on"]),
                )
                for step in document["steps"]
            )
        except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
            raise PlanError(f"this is not a repair plan ({error}); make the plan again") from error
        return cls(steps)


def propose_plan(diagnosis: Diagnosis, catalog: Catalog) -> Plan:
    """The steps for everything found that a model can repair, in the order of repair.

    A clean file gets the empty plan: it will come back bit-exact. Distortions without a model of
    their own share one, which then has one step, named after the most probable of them.
    """
    steps: dict[str, Step] = {}
    for finding in diagnosis.found:
        model = catalog.restorer_of(finding.distortion)
        if model:
            steps.setdefault(model.id, Step(finding.distortion, model.id))
    return Plan(tuple(sorted(steps.values(), key=lambda step: step.distortion.repair_rank)))


def plan_from_names(text: str, catalog: Catalog) -> Plan:
    """The plan written on a command line: 'jpeg,white_noise:0.7', kept in the order given.

    Raises PlanError for an unknown name, a strength outside 0..1 or a distortion without a model.
    """
    steps = []
    for part in text.split(","):
        name, _, strength = part.strip().partition(":")
        distortion = parse_distortion(name.strip())
        model = catalog.restorer_of(distortion)
        if model is None:
            raise PlanError(
                f"no model repairs {distortion} yet; 'restorer models list' shows those there are"
            )
        steps.append(Step(distortion, model.id, _parse_strength(name, strength.strip())))
    return Plan(tuple(steps))


def parse_distortion(name: str) -> Distortion:
    """The distortion of this name. Raises PlanError that lists the names there are."""
    try:
        return Distortion(name)
    except ValueError:
        raise PlanError(f"'{name}' is no distortion; known are: {', '.join(Distortion)}") from None


def _parse_strength(name: str, text: str) -> float:
    try:
        return float(text) if text else 1.0
    except ValueError:
        raise PlanError(f"{name}: '{text}' is no strength; write a number 0..1") from None
