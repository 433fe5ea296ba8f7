"""Plans as files: written beside a result, read again to repeat the repair."""

from pathlib import Path

from restorer_app.errors import PlanError
from restorer_app.media.atomic import atomic_file, reading_error, shown_name
from restorer_app.registry.catalog import Catalog
from restorer_app.restoration.plan import Plan
from restorer_app.texts import Text, translatable

PLAN_SUFFIX = ".plan.json"

_MOST_BYTES = 16_000_000
"""No plan comes near, whatever masks it holds; a larger file is something else."""


def plan_path_beside(picture: Path) -> Path:
    """'photo.jpg.plan.json' for 'photo.jpg'."""
    return picture.with_name(picture.name + PLAN_SUFFIX)


def is_plan_path(path: Path) -> bool:
    """Whether the name is that of a plan; the file itself is not asked."""
    return path.suffix.lower() == ".json"


def write_plan(plan: Plan, path: Path, *, overwrite: bool) -> None:
    """Write what `read_plan` and the command line read. Raises MediaError."""
    with atomic_file(path, overwrite=overwrite) as file:
        file.write(plan.to_json().encode() + b"\n")


def read_plan(path: Path) -> Plan:
    """The plan in a file. Raises PlanError that names the file, MediaError if it can't be read."""
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise reading_error(path, error) from error
    try:
        if len(data) > _MOST_BYTES:
            raise PlanError(translatable("it is far too large for one; choose another file"))
        return Plan.from_json(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        reason = translatable("it is not written in text; choose another file")
        raise _unusable(path, reason) from error
    except PlanError as error:
        raise _unusable(path, error.text) from error


def refuse_missing_models(plan: Plan, catalog: Catalog, path: Path) -> None:
    """Raises PlanError, naming the file, for a step whose model is not here."""
    known = {entry.id for entry in catalog.entries}
    for step in plan.steps:
        if step.model_id not in known:
            reason = translatable(
                "it asks for the model '{model}', which is not here; get that model, or make the "
                "plan again",
                model=step.model_id,
            )
            raise _unusable(path, reason)


def _unusable(path: Path, reason: Text) -> PlanError:
    return PlanError(
        translatable(
            "Can't use '{name}' as a plan: {reason}.", name=shown_name(path), reason=reason
        )
    )
