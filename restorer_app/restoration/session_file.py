"""A session in a file: which photographs are open, and what is known and wanted of each.

Plans, not pixels (docs/adr/0005): a session of fifty photographs takes some hundred kilobytes. A
result's pixels lie where it was saved, or, while a window is open, in a file beside the session.
"""

import json
import os
from dataclasses import asdict, dataclass, field
from math import isfinite
from pathlib import Path
from typing import Any, TypeVar

from restorer_app.distortions import Distortion
from restorer_app.errors import PlanError, ReasonError, SessionFileError
from restorer_app.media.atomic import atomic_file, reading_error, shown_name
from restorer_app.restoration.course import Outcome, StepReport
from restorer_app.restoration.diagnosis import Diagnosis, Finding
from restorer_app.restoration.face import FaceReport, face_of
from restorer_app.restoration.plan import Plan, parse_distortion
from restorer_app.texts import translatable

SESSION_SUFFIX = ".restorer"
SESSION_FORMAT = 1

_T = TypeVar("_T")


@dataclass(frozen=True)
class SavedResult:
    """A restoration without its pixels: how it came about, and where they are."""

    plan: Plan
    reports: tuple[StepReport, ...]
    before: Diagnosis | None
    after: Diagnosis | None
    stop_reason: str
    model_hashes: dict[str, str] = field(default_factory=dict)
    parked: str = ""
    """The file of its pixels beside the session; empty where they are not kept."""
    faces: tuple[FaceReport, ...] = ()


@dataclass(frozen=True)
class SavedMoment:
    """One moment of a photograph's history; `result` is its place among the file's results."""

    name: str
    plan: Plan
    carried_out: Plan | None = None
    saved_as: Path | None = None
    result: int | None = None
    is_plan_edited: bool = False
    """The user loaded, chose or edited the plan, so it is carried out as it is."""


@dataclass(frozen=True)
class SavedFile:
    """One open photograph. Without a diagnosis there are no moments yet."""

    path: Path
    reference: Path | None = None
    diagnosis: Diagnosis | None = None
    proposed: Plan = Plan()
    results: tuple[SavedResult, ...] = ()
    moments: tuple[SavedMoment, ...] = ()
    place: int = 0
    """Which of the moments is now."""


@dataclass(frozen=True)
class SavedSession:
    """All that is open, in order, and how it is looked at."""

    files: tuple[SavedFile, ...] = ()
    current: int = 0
    mode: str = ""
    """How before and after are compared, in the words of the front end."""
    n_recoveries: int = 0
    """How often in a row it has been opened again after the program had ended unexpectedly."""


def is_session_path(path: Path) -> bool:
    """Whether the suffix is that of a session; the file itself is not asked."""
    return path.suffix.lower() == SESSION_SUFFIX


def write_session(session: SavedSession, path: Path) -> None:
    """Write the session; the file appears whole or not at all, an older one is replaced.

    Raises MediaError for everything the file system refuses.
    """
    document = {
        "format": SESSION_FORMAT,
        "current": session.current,
        "mode": session.mode,
        "n_recoveries": session.n_recoveries,
        "files": [_file_table(file, path.parent) for file in session.files],
    }
    with atomic_file(path, overwrite=True) as file:
        file.write(json.dumps(document).encode("ascii"))


def read_session(path: Path) -> SavedSession:
    """The session in a file. Photographs that have moved along with it are found beside it.

    Raises MediaError when it can not be read, SessionFileError when it is no session that this
    version knows. What is not known inside a session is passed over.
    """
    name = shown_name(path)
    try:
        text = path.read_bytes()
    except OSError as error:
        raise reading_error(path, error) from error
    try:
        table = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _no_session(name) from error
    if not isinstance(table, dict) or type(table.get("format")) is not int:
        raise _no_session(name)
    if table["format"] > SESSION_FORMAT:
        raise SessionFileError(
            translatable(
                "'{name}' was saved by a newer version of Restorer (format {format}, this one "
                "reads up to {known}); update Restorer to open it",
                name=name,
                format=table["format"],
                known=SESSION_FORMAT,
            )
        )
    try:
        return _session_of(table, path.parent)
    except (_WrongField, PlanError, KeyError, TypeError, ValueError, OverflowError) as error:
        raise SessionFileError(
            translatable(
                "'{name}' is damaged: {reason}. Your photographs are untouched; open them by "
                "themselves",
                name=name,
                reason=error.text if isinstance(error, ReasonError) else error,
            )
        ) from error


def _no_session(name: str) -> SessionFileError:
    return SessionFileError(
        translatable(
            "'{name}' is not a session of Restorer, or only a part of one; open the photographs by "
            "themselves, or take an older copy of it",
            name=name,
        )
    )


# values to tables


def _file_table(file: SavedFile, folder: Path) -> dict[str, Any]:
    return {
        "path": str(file.path),
        "near": _way_from(folder, file.path),
        "reference": str(file.reference) if file.reference else None,
        "diagnosis": _diagnosis_table(file.diagnosis),
        "proposed": file.proposed.to_table(),
        "results": [_result_table(result) for result in file.results],
        "moments": [_moment_table(moment) for moment in file.moments],
        "place": file.place,
    }


def _way_from(folder: Path, path: Path) -> str | None:
    """The way from the session to the photograph; None between two drives of Windows."""
    try:
        return os.path.relpath(path, folder)
    except ValueError:
        return None


def _moment_table(moment: SavedMoment) -> dict[str, Any]:
    return {
        "name": moment.name,
        "plan": moment.plan.to_table(),
        "carried_out": moment.carried_out.to_table() if moment.carried_out else None,
        "saved_as": str(moment.saved_as) if moment.saved_as else None,
        "result": moment.result,
        "is_plan_edited": moment.is_plan_edited,
    }


def _result_table(result: SavedResult) -> dict[str, Any]:
    return {
        "plan": result.plan.to_table(),
        "reports": [_report_table(report) for report in result.reports],
        "before": _diagnosis_table(result.before),
        "after": _diagnosis_table(result.after),
        "stop_reason": result.stop_reason,
        "model_hashes": result.model_hashes,
        "parked": result.parked,
        "faces": [asdict(face) for face in result.faces],
    }


def _report_table(report: StepReport) -> dict[str, Any]:
    return {
        "plan": Plan((report.step,)).to_table(),
        "pass_number": report.pass_number,
        "seconds": report.seconds,
        "outcome": report.outcome,
        "reason": report.reason,
    }


def _diagnosis_table(diagnosis: Diagnosis | None) -> dict[str, Any] | None:
    return asdict(diagnosis) if diagnosis else None


# tables to values


class _WrongField(ReasonError):
    """Says which field is wrong and how, as the end of a sentence."""


def _session_of(table: dict[str, Any], folder: Path) -> SavedSession:
    files = tuple(_file_of(each, folder) for each in _list(table, "files"))
    return SavedSession(
        files=files,
        current=_place(table, "current", len(files)),
        mode=_get(table, "mode", str, ""),
        n_recoveries=_get(table, "n_recoveries", int, 0),
    )


def _file_of(table: dict[str, Any], folder: Path) -> SavedFile:
    results = tuple(_result_of(each) for each in _list(table, "results"))
    proposed = Plan.from_table(_get(table, "proposed", dict))
    moments = tuple(_moment_of(each, len(results), proposed) for each in _list(table, "moments"))
    diagnosis = _diagnosis_of(table, "diagnosis")
    if (diagnosis is None) != (not moments):
        raise _WrongField(translatable("'moments' do not go with the 'diagnosis'"))
    return SavedFile(
        path=_photograph_of(table, folder),
        reference=_path(table, "reference"),
        diagnosis=diagnosis,
        proposed=proposed,
        results=results,
        moments=moments,
        place=_place(table, "place", len(moments)),
    )


def _photograph_of(table: dict[str, Any], folder: Path) -> Path:
    """Where it was, or at the same place as seen from the session."""
    path = Path(_get(table, "path", str))
    near = table.get("near")
    if isinstance(near, str) and not path.exists():
        moved = Path(os.path.normpath(folder / near))
        return moved if moved.exists() else path
    return path


def _moment_of(table: dict[str, Any], n_results: int, proposed: Plan) -> SavedMoment:
    result = table.get("result")
    plan = Plan.from_table(_get(table, "plan", dict))
    return SavedMoment(
        name=_get(table, "name", str),
        plan=plan,
        carried_out=Plan.from_table(table["carried_out"]) if table.get("carried_out") else None,
        saved_as=_path(table, "saved_as"),
        result=None if result is None else _place(table, "result", n_results),
        # Sessions of older versions do not tell.
        is_plan_edited=_get(table, "is_plan_edited", bool, plan != proposed),
    )


def _result_of(table: dict[str, Any]) -> SavedResult:
    parked = _get(table, "parked", str, "")
    if parked != Path(parked).name:
        raise _WrongField(translatable("'parked' leads out of the folder"))
    return SavedResult(
        plan=Plan.from_table(_get(table, "plan", dict)),
        reports=tuple(_report_of(each) for each in _list(table, "reports")),
        before=_diagnosis_of(table, "before"),
        after=_diagnosis_of(table, "after"),
        stop_reason=_get(table, "stop_reason", str),
        model_hashes={str(k): str(v) for k, v in _get(table, "model_hashes", dict).items()},
        parked=parked,
        faces=tuple(FaceReport.from_table(each) for each in _faces(table)),
    )


def _report_of(table: dict[str, Any]) -> StepReport:
    plan = Plan.from_table(_get(table, "plan", dict))
    if len(plan.steps) != 1:
        raise _WrongField(translatable("a report is not about one step"))
    return StepReport(
        step=plan.steps[0],
        pass_number=_get(table, "pass_number", int),
        seconds=_number(table, "seconds"),
        outcome=Outcome(_get(table, "outcome", str)),
        reason=_get(table, "reason", str, ""),
    )


def _diagnosis_of(table: dict[str, Any], name: str) -> Diagnosis | None:
    if table.get(name) is None:
        return None
    inner = _get(table, name, dict)
    evidence = _get(inner, "evidence", dict)
    return Diagnosis(
        clean=_number(inner, "clean"),
        findings=tuple(_finding_of(each) for each in _list(inner, "findings")),
        evidence={str(key): _number(evidence, key) for key in evidence},
        faces=tuple(face_of(each) for each in _faces(inner)),
    )


def _faces(table: dict[str, Any]) -> list[dict[str, Any]]:
    """Sessions of older versions have none."""
    return _list(table, "faces") if "faces" in table else []


def _finding_of(table: dict[str, Any]) -> Finding:
    distortion: Distortion = parse_distortion(_get(table, "distortion", str))
    return Finding(distortion, _number(table, "probability"), _number(table, "severity"))


_MISSING: Any = object()


def _get(table: dict[str, Any], name: str, kind: type[_T], otherwise: Any = _MISSING) -> _T:
    """The field, which has to be of this very type: True is no number."""
    value = table.get(name, otherwise)
    if value is _MISSING:
        raise _WrongField(translatable("'{field}' is missing", field=name))
    if type(value) is not kind:
        raise _WrongField(translatable("'{field}' is of the wrong kind", field=name))
    return value


def _list(table: dict[str, Any], name: str) -> list[dict[str, Any]]:
    values = _get(table, name, list)
    if not all(isinstance(value, dict) for value in values):
        raise _WrongField(translatable("'{field}' holds something of the wrong kind", field=name))
    return values


def _number(table: dict[str, Any], name: str) -> float:
    value = table.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise _WrongField(translatable("'{field}' is no number", field=name))
    return float(value)


def _path(table: dict[str, Any], name: str) -> Path | None:
    return None if table.get(name) is None else Path(_get(table, name, str))


def _place(table: dict[str, Any], name: str, n: int) -> int:
    """A place in a list of `n`; 0 where the list is empty."""
    place = _get(table, name, int)
    if not 0 <= place < max(n, 1):
        raise _WrongField(translatable("'{field}' is outside of what there is", field=name))
    return place
